import { pluralize } from '../../base/plural.js';
import { PROJECTION_ID } from '../../format/document-fields.js';
import { ENCLAVE } from '../../format/platform.js';
import { configWords, type NextStep } from '../next-step.js';
import type { StatusResult, WaitingRecord } from './status-result.js';

/** The share of its life after which a list should be renewed. `drift` warns from the same point. */
const RENEW_AT = 0.5;

/** The next steps, most urgent first. Empty if there is nothing to do. No step would be refused. */
export function nextSteps(
  status: Pick<StatusResult, 'now' | 'config' | 'list' | 'waiting' | 'configured' | 'keys'>,
): readonly NextStep[] {
  const { now, config, list, waiting, configured, keys } = status;
  const own = configWords(config);
  if (list === undefined) return [{ why: 'there is no list yet', words: ['init', ...own] }];
  const life = (now - list.issuedAt) / (list.expiresAt - list.issuedAt);
  const steps: NextStep[] = waiting.map((one) => approvalStep(one, own));
  if (life >= RENEW_AT) {
    const why =
      now < list.expiresAt ? 'over half of the life of the list is over' : 'the list has expired';
    steps.unshift({ why, words: ['renew', ...own] });
  }
  const projectionWaits = waiting.some(({ record }) => record.kind === 'projection');
  if (configured.length > 0 && !projectionWaits) {
    const why = 'the configuration names other roles, certificates or keys than the list';
    steps.push({ why, words: ['publish', '--projection', ...own] });
  }
  const behind = keys.filter(({ plan }) => plan?.isNothing === false && plan.refusals.length === 0);
  if (behind.length > 0) {
    steps.push({ why: 'key policies differ from the list', words: ['reconcile', ...own] });
  }
  return steps;
}

/** The approval that a record waits for. Names a command only if nobody else is needed first. */
export function approvalStep(
  { record, keys, github }: WaitingRecord,
  own: readonly string[],
): NextStep {
  const words =
    record.kind === 'projection'
      ? ['approve', PROJECTION_ID, '--staged', record.sha256, ...own]
      : ['approve', record.id, '--pcr0', record.measurements[ENCLAVE.image], ...own];
  const name = record.kind === 'projection' ? 'the projection' : `release ${record.id}`;
  const missing = keys === undefined ? 0 : keys.needed - keys.by.length;
  if (keys !== undefined && missing > 0) {
    const who = keys.others.join(', ');
    return {
      why: `${name} needs ${missing} more of ${pluralize(keys.needed, 'approval')}, by ${who}`,
      approverWords: words,
    };
  }
  if (github.length === 0) return { why: `${name} has the approvals that it needs`, words };
  return {
    why: `${name} waits for ${github.join(' and ')}: run approve in the workflow that they approve`,
  };
}
