import type { ProjectedKey } from '../allowlist/allow-list.js';
import { ENCLAVE, PLATFORMS } from '../format/platform.js';
import { MERGE_FROM_BYTES, POLICY_MAX_BYTES, POLICY_NEARLY_FULL } from './key-policy-limits.js';
import { GUARDED_ACTIONS, type Register } from './own-statement.js';
import type { PlannedChange } from './plan-changes.js';
import type { DataCaller } from './plan-refusals.js';

/** A note for the owners of a key. It withholds nothing. */
export interface PlanNote {
  readonly code:
    | 'allows-merged'
    | 'bind-leaves-out'
    | 'guard-leaves-out'
    | 'guard-stops'
    | 'policy-nearly-full';
  readonly message: string;
}

/** The registers that a new key binds: each one that measures the image, its signer or its role. */
const DEFAULT_BIND: readonly Register[] = PLATFORMS['nitro-enclave'].bindable;

const MERGED: PlanNote = {
  code: 'allows-merged',
  message: `releases that differ in one register share a statement, because separate statements would take ${MERGE_FROM_BYTES} bytes or more`,
};

export interface NoteFacts {
  readonly key: ProjectedKey;
  readonly changes: readonly PlannedChange[];
  readonly callers: {
    readonly before: readonly DataCaller[];
    readonly after: readonly DataCaller[];
  };
  readonly sizeBytes: number;
  readonly form: 'single' | 'merged';
  /** Whether releases of the list are signed. If not, there is a reason for the missing PCR8. */
  readonly isSigned: boolean;
}

/** The notes of a plan. Empty for a key that left the projection. */
export function planNotes(facts: NoteFacts): readonly PlanNote[] {
  const { key, sizeBytes, form } = facts;
  if (key.detached === true) return [];
  return [
    ...bindNotes(facts),
    ...guardNotes(key),
    ...stoppedNotes(facts),
    ...(form === 'merged' ? [MERGED] : []),
    ...(sizeBytes > POLICY_NEARLY_FULL * POLICY_MAX_BYTES
      ? [
          {
            code: 'policy-nearly-full' as const,
            message: `the policy has ${sizeBytes} of ${POLICY_MAX_BYTES} bytes: retire releases that no longer run, remove roles, or move statements of others to another key`,
          },
        ]
      : []),
  ];
}

function bindNotes({ key: { bind }, isSigned }: NoteFacts): readonly PlanNote[] {
  const missing = DEFAULT_BIND.filter(
    (register) => !bind.includes(register) && (register !== ENCLAVE.signer || isSigned),
  );
  if (missing.length === 0) return [];
  const message = `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not bound: PCR0 alone also names images of the same bytes with other boundaries between sections. Set bind, then publish --projection`;
  return [{ code: 'bind-leaves-out', message }];
}

function guardNotes({ guard, actions }: ProjectedKey): readonly PlanNote[] {
  if (guard === false) return [];
  const guarded = guard === true ? actions : guard;
  const missing = GUARDED_ACTIONS.filter((action) => !guarded.includes(action));
  if (missing.length === 0) return [];
  return [
    {
      code: 'guard-leaves-out',
      message: `the guard does not deny ${missing.join(', ')}, as it was approved: \`pcr-allowlist publish --projection\` proposes the guard that does`,
    },
  ];
}

/** The principals that new or wider guards stop, with the actions that they lose or keep only with measurements. */
function stoppedNotes({ changes, callers }: NoteFacts): readonly PlanNote[] {
  const isGuard = ({ action, sid }: PlannedChange) =>
    (action === 'create' || action === 'update') && sid.includes('Guard');
  if (!changes.some(isGuard)) return [];
  const ours = new Set(changes.map(({ sid }) => sid));
  const stopped = new Map<string, Set<string>>();
  for (const { principal, by, actions, isMeasured } of callers.before) {
    if (ours.has(by)) continue;
    const still = callers.after
      .filter((one) => one.principal === principal && one.by === by)
      .filter((one) => isMeasured || !one.isMeasured)
      .flatMap((one) => one.actions);
    const lost = actions.filter((action) => !still.includes(action));
    if (lost.length === 0) continue;
    const name = `${principal} by ${by}${isMeasured ? '' : ', without measurements of the list'}`;
    stopped.set(name, new Set([...(stopped.get(name) ?? []), ...lost]));
  }
  return [...stopped].map(([name, actions]) => ({
    code: 'guard-stops',
    message: `the guard stops ${name}: ${[...actions].join(', ')}`,
  }));
}
