import type { KeyPolicy, PolicyStatement } from '../iam/policy.js';
import { desiredStatements } from './desired-statements.js';
import { nameInFindings } from './lint-key-policy.js';
import { isOneOf } from './other-lists.js';
import type { PlanFinding } from './plan-finding.js';
import { ACCEPTED_BUT_DENIED, type ReleaseAccess } from './release-access.js';
import type { LintFacts } from './rules/rule.js';
import { listed } from './rules/statement-facts.js';
import { ownerOfSid } from './sid.js';

/** A finding of this rule. */
export interface AccessFinding extends PlanFinding {
  readonly name: typeof ACCEPTED_BUT_DENIED;
  readonly severity: 'critical' | 'unknown';
}

/**
 * The statements that stop accepted releases, one finding for each: `critical` if the statement denies, `unknown` if the
 * proof could not tell. There is no such finding for a statement of ours that differs from the desired one, or for a release
 * without its statement, because the plan changes those.
 */
export function accessFindings(
  access: readonly ReleaseAccess[],
  policy: KeyPolicy,
  { list, key, now }: Pick<LintFacts, 'list' | 'key' | 'now'>,
): readonly AccessFinding[] {
  const stopped = access.filter(({ answer }) => answer !== 'admitted');
  if (key === undefined || stopped.length === 0) return [];
  const wanted = desiredStatements(list, key, now).statements.map(({ statement }) => statement);
  const isStale = (statement: PolicyStatement) =>
    ownerOfSid(statement.sid, list.list) !== 'foreign' && !isOneOf(statement, wanted);
  const isComplete = wanted
    .filter(({ Effect }) => Effect === 'Allow')
    .every(({ Sid }) => policy.statements.some((one) => one.sid === Sid && !isStale(one)));
  const groups = new Map<string, { readonly name?: string; readonly of: ReleaseAccess[] }>();
  for (const one of stopped) {
    const statements = one.by.flatMap(({ index }) => policy.statements[index] ?? []);
    const names = statements
      .filter((statement) => !isStale(statement))
      .map((statement) => nameInFindings(statement));
    const isNameless = statements.length === 0 && isComplete;
    for (const name of isNameless ? [undefined] : names) {
      const place = JSON.stringify([one.answer, name ?? null]);
      const group = groups.get(place) ?? { ...(name === undefined ? {} : { name }), of: [] };
      group.of.push(one);
      groups.set(place, group);
    }
  }
  return [...groups.values()].map(({ name, of }) => finding(name, of));
}

function finding(name: string | undefined, access: readonly ReleaseAccess[]): AccessFinding {
  const each = (of: (one: ReleaseAccess) => string) => listed([...new Set(access.map(of))]);
  const releases = `the accepted release ${each(({ release }) => release)}`;
  const actions = each(({ action }) => action);
  const roles = each(({ role }) => role);
  const common = {
    rule: ACCEPTED_BUT_DENIED,
    name: ACCEPTED_BUT_DENIED,
    ...(name === undefined ? {} : { sid: name }),
  } as const;
  if (access.some(({ answer }) => answer === 'could-not-tell')) {
    const doubts = listed([...new Set(access.flatMap(({ doubts: why }) => why))]);
    return {
      ...common,
      severity: 'unknown',
      message: `could not tell whether ${releases} gets ${actions} as ${roles}: ${doubts}`,
      fix: 'Check the condition. If it admits the enclave, accept the finding.',
    };
  }
  return name === undefined
    ? {
        ...common,
        severity: 'critical',
        message: `no statement gives ${releases} ${actions} as ${roles}: production stops`,
        fix: 'Check the statements of this list: one has no effect on this key.',
      }
    : {
        ...common,
        severity: 'critical',
        message: `the policy denies ${releases} ${actions} as ${roles}: production stops`,
        fix: 'Remove these registers from the Deny, remove the statement, or name it under adopt.',
      };
}
