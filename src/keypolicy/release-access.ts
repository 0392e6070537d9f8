import { type AllowList, isAcceptedAt, type ProjectedKey } from '../allowlist/allow-list.js';
import type { Instant } from '../base/instant.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import type { KeyDescription } from '../iam/kms-key.js';
import type { KeyPolicy } from '../iam/policy.js';
import { type Passage, proveTuples, type StatementPlace } from '../iam/prove-tuples.js';
import { ATTESTED_ACTIONS } from './own-statement.js';

/** The rule, and the name of the finding: the policy denies a release that the list accepts. */
export const ACCEPTED_BUT_DENIED = 'accepted-but-denied';

/** Whether the whole policy allows an accepted release one action, as one of the roles of the list. */
export interface ReleaseAccess {
  readonly release: string;
  readonly role: string;
  readonly action: string;
  readonly answer: Passage['answer'];
  /** For `denied`: by a Deny, or because no Allow matches. */
  readonly why?: 'deny' | 'no-allow';
  /** The statements that decide it. Empty if no Allow matches. */
  readonly by: readonly StatementPlace[];
  /** The conditions that could not be decided. */
  readonly doubts: readonly string[];
}

/**
 * The positive half of the proof: whether the policy admits each release that the list accepts at `now` and that has the
 * registers that the key binds, for each role and each action of the projection (`proveTuples`). Empty for a key that left the
 * projection.
 */
export function releaseAccess(
  policy: KeyPolicy,
  description: KeyDescription | undefined,
  { projection, releases }: Pick<AllowList, 'projection' | 'releases'>,
  key: ProjectedKey | undefined,
  now: Instant,
): readonly ReleaseAccess[] {
  if (key === undefined || key.detached === true) return [];
  const actions = ATTESTED_ACTIONS.filter((action) => key.actions.includes(action));
  const asked = projection.instanceRoles.flatMap(({ arn: role, [ENCLAVE.role]: rolePcr }) =>
    releases
      .filter((release) => isAcceptedAt(release, now))
      .flatMap(({ id, measurements }) => {
        const known: Readonly<Record<string, string>> = {
          ...measurements,
          [ENCLAVE.role]: rolePcr,
        };
        if (key.bind.some((register) => known[register] === undefined)) return [];
        // The document of an unsigned image has zeros there.
        const registers = { [ENCLAVE.signer]: ZERO_PCR, ...known };
        return [{ release: id, tuple: { role, registers, actions, at: now } }];
      }),
  );
  const answers = proveTuples(
    { policy, description },
    asked.map(({ tuple }) => tuple),
  );
  return answers.flatMap(({ tuple: { role }, passages }, i) =>
    passages.map((passage) => ({
      release: asked[i]?.release ?? '',
      role,
      action: passage.action,
      answer: passage.answer,
      ...(passage.answer === 'denied' ? { why: passage.why } : {}),
      by: passage.answer === 'admitted' ? [passage.by] : passage.by,
      doubts: passage.answer === 'could-not-tell' ? passage.doubts : [],
    })),
  );
}
