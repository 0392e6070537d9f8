import type { KeyDescription } from '../iam/kms-key.js';
import type { LastPut } from './lease-record.js';
import type { KeyPlan } from './plan-key.js';
import { type AcceptedFinding, isAcceptedFinding } from './plan-refusals.js';
import { policyMeaning } from './policy-meaning.js';

/**
 * The effect of an edit by somebody else. `same-meaning`: neither our statements nor the proof changed. `accepted`: the proof
 * changed, but every critical finding is accepted. `left`: a critical finding is not accepted.
 */
export type ForeignEdit = 'same-meaning' | 'accepted' | 'left';

/** A policy that was read, with the facts to judge it. */
export interface SeenPolicy {
  readonly policy: string;
  /** The digest of its normal form (`policyDigest`). */
  readonly digest: string;
  readonly list: string;
  readonly description: KeyDescription | undefined;
}

/**
 * The record of a key with an empty plan. A policy equal to our last put is confirmed. A policy that somebody edited since
 * then counts as known from now on, unless a critical finding is left. The list of replaced policies stays the same.
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
