import type { KeyDescription } from '../iam/kms-key.js';
import type { LastPut } from './lease-record.js';
import type { KeyPlan } from './plan-key.js';
import { type AcceptedFinding, isAcceptedFinding } from './plan-refusals.js';
import { policyMeaning } from './policy-meaning.js';

/**
 * What an edit by somebody else came to. `same-meaning`: neither our statements nor the proof changed. `accepted`: the
 * proof did, and no critical finding is left that nobody accepted. `left`: such a finding is left.
 */
export type ForeignEdit = 'same-meaning' | 'accepted' | 'left';

/** A policy as it was read, and what it was read for. */
export interface SeenPolicy {
  readonly policy: string;
  /** Of its normal form (`policyDigest`). */
  readonly digest: string;
  readonly list: string;
  readonly description: KeyDescription | undefined;
}

/**
 * What to remember of a key whose plan is nothing. A policy that is our last put is confirmed. One that somebody edited
 * since counts as known from now on, unless a critical finding is left; what our puts replaced stays the same.
 */
export function acknowledgeEdit(
  lastPut: LastPut | null,
  { policy, digest, list, description }: SeenPolicy,
  { before, computedFrom: { at } }: Pick<KeyPlan, 'before' | 'computedFrom'>,
  accept: readonly AcceptedFinding[],
): { readonly lastPut: LastPut | null; readonly foreignEdit?: ForeignEdit } {
  if (lastPut === null) return { lastPut };
  if (lastPut.policy === digest) {
    const { meaning = policyMeaning(policy, list, description, at) } = lastPut;
    return { lastPut: { ...lastPut, confirmed: true, meaning } };
  }
  const { meaning } = lastPut;
  const isSame =
    meaning !== undefined &&
    policyMeaning(policy, list, description, meaning.at).digest === meaning.digest;
  const isSafe = before.findings.every(
    (finding) => finding.severity !== 'critical' || isAcceptedFinding(finding, accept, at),
  );
  if (!isSame && !isSafe) return { lastPut, foreignEdit: 'left' };
  return {
    lastPut: {
      ...lastPut,
      policy: digest,
      confirmed: true,
      meaning: policyMeaning(policy, list, description, at),
    },
    foreignEdit: isSame ? 'same-meaning' : 'accepted',
  };
}
