import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import type { Instant } from '../base/instant.js';
import type { KeyDescription } from '../iam/kms-key.js';
import { type KeyPolicy, parseKeyPolicy } from '../iam/policy.js';
import { normalStatementText } from '../iam/policy-normal-form.js';
import { proveKeyPolicy } from '../iam/prove.js';
import { ownerOfSid } from './sid.js';

/** The meaning of a policy for this product, and the instant of the proof. */
export interface PolicyMeaning {
  /** SHA-256, lower-case hex. */
  readonly digest: string;
  readonly at: Instant;
}

/**
 * A digest of the meaning of a policy for a list: the statements with Sids of the list, and the proof at `at` without grants,
 * which are not part of a policy. Two policies with one digest differ only in statements of others, and allow the same
 * principals the same actions. Throws FormatError `json-format` for an invalid policy.
 */
export function policyMeaning(
  text: string,
  list: string,
  description: KeyDescription | undefined,
  at: Instant,
): PolicyMeaning {
  const policy = parseKeyPolicy(text);
  const { data, authority } = proveKeyPolicy({ policy, description, grants: [], now: at });
  const meaning = {
    ours: ownTexts(policy, list),
    answer: [data.answer, data.reach ?? null],
    admitted: distinct(
      data.admitted.map(({ principal, actions, registers, until, doubts }) => ({
        principal,
        actions: [...actions].sort(),
        registers: Object.entries(registers).sort(([a], [b]) => (a < b ? -1 : 1)),
        until: until ?? null,
        isCertain: doubts.length === 0,
      })),
    ),
    openings: distinct(
      data.openings.map(({ principal, actions, how, until }) => ({
        principal,
        actions: [...actions].sort(),
        how,
        until: until ?? null,
      })),
    ),
    doubts: distinct(
      data.doubts.map(({ principal, actions }) => ({
        principal: principal ?? null,
        actions: [...actions].sort(),
      })),
    ),
    authority: distinct(
      authority.holders.map(({ principal, actions, doubts }) => ({
        principal,
        actions: [...actions].sort(),
        isCertain: doubts.length === 0,
      })),
    ),
    unknown: distinct(authority.unknown),
  };
  return { digest: encodeHex(sha256(encodeUtf8(JSON.stringify(meaning)))), at };
}

function ownTexts({ statements }: KeyPolicy, list: string): readonly string[] {
  return statements
    .filter(({ sid }) => ownerOfSid(sid, list) !== 'foreign')
    .map((statement) => normalStatementText(statement))
    .sort();
}

/** The values as texts, sorted and without duplicates. */
function distinct(items: readonly unknown[]): readonly string[] {
  return [...new Set(items.map((item) => JSON.stringify(item)))].sort();
}
