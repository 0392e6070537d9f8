import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalJson } from '../../base/canonical-json.js';
import { decodeBase64, encodeHex, encodeUtf8 } from '../../base/encoding.js';
import { CodedError } from '../../base/errors.js';
import { issueSentence } from '../../format/match-schema.js';
import { keyIdOf, type PublicKey, parsePublicKeyDer } from '../../format/public-key.js';
import { distinctKeys } from '../../manifest/verify-manifest.js';
import type { Approval } from '../allow-list.js';
import type { ApprovalTrust } from '../list-trust.js';
import { POLICY } from './approval-policy-schema.js';
import type { ApprovalPolicy, PolicyWords } from './approval-policy-words.js';

/** One required source of approval. */
export interface Requirement {
  readonly source: Approval['source'];
  /** Distinct people or keys. */
  readonly count: number;
  /** Key ids that count. Absent if every key that the source verified counts. */
  readonly of?: readonly string[];
}

/** The policy with the SHA-256 of the canonical JSON (RFC 8785) of its words, in lower-case hex. */
export function recordedPolicy(policy: PolicyWords): ApprovalPolicy {
  return { policy, sha256: policySha256(policy) };
}

function policySha256(policy: ApprovalPolicy['policy']): string {
  return encodeHex(sha256(encodeUtf8(canonicalJson(policy))));
}

/**
 * Why a recorded policy is not usable, or undefined if it is: its form is invalid, its digest is not that of its words, a key
 * is invalid, or the threshold exceeds the number of distinct keys, so that nobody could approve anything.
 */
export function policyFault(recorded: ApprovalPolicy): string | undefined {
  const found = POLICY.safeParse(recorded.policy);
  if (!found.success) {
    const [issue] = found.error.issues;
    return `expected an approval policy: ${issue === undefined ? 'another form' : issueSentence(issue)}`;
  }
  if (policySha256(recorded.policy) !== recorded.sha256) {
    return 'expected the SHA-256 of the canonical JSON of policy';
  }
  try {
    const trust = policyKeys(recorded);
    if (trust !== undefined) distinctKeys(trust);
    return undefined;
  } catch (error) {
    if (error instanceof CodedError) return error.message;
    throw error;
  }
}

/** The words of a policy. Undefined if it requires no approval. */
export function policyWords(recorded: ApprovalPolicy | undefined): PolicyWords | undefined {
  return recorded === undefined || recorded.policy === 'none' ? undefined : recorded.policy;
}

/** Like `policyKeys`, but also undefined for a policy that is not usable. */
export function soundPolicyKeys(recorded: ApprovalPolicy | undefined): ApprovalTrust | undefined {
  return recorded === undefined || policyFault(recorded) !== undefined
    ? undefined
    : policyKeys(recorded);
}

/** The keys of a recorded policy, with their threshold. Undefined if it names none. Throws FormatError for an invalid key. */
export function policyKeys(recorded: ApprovalPolicy | undefined): ApprovalTrust | undefined {
  const keys = policyWords(recorded)?.keys;
  if (keys === undefined) return undefined;
  const parsed: readonly PublicKey[] = keys.keys.map(({ publicKey }) =>
    parsePublicKeyDer(decodeBase64(publicKey)),
  );
  return { keys: parsed, threshold: keys.threshold };
}

/** The requirements of a recorded policy. Empty if it has none. */
export function policyRequirements(recorded: ApprovalPolicy | undefined): readonly Requirement[] {
  const github = policyWords(recorded)?.github;
  const keys = policyKeys(recorded);
  return [
    ...(keys === undefined
      ? []
      : [
          {
            source: 'key' as const,
            count: keys.threshold,
            of: keys.keys.map(({ spkiDer }) => keyIdOf(spkiDer)),
          },
        ]),
    ...(github?.environment === undefined
      ? []
      : [{ source: 'github-environment' as const, count: github.environment.reviewers }]),
    ...(github?.pullRequest === undefined
      ? []
      : [{ source: 'github-pull-request' as const, count: github.pullRequest.reviewers }]),
  ];
}
