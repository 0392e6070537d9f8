import { UsageError } from '../base/errors.js';
import type { DurationMs, Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { FIRST_CUSTOM_REGISTER, LAST_REGISTER } from '../format/platform.js';
import {
  requireInstant,
  requireKnownNames,
  requireMaxAge,
  requireNonceOption,
} from './expectation-rules.js';
import type { ListVersion } from './reference-values.js';

const PCR_PATTERN = /^[0-9a-f]{96}$/;
const BINDINGS = ['publicKey', 'userData', 'instanceIds', 'customPcrs', 'pcrs'] as const;
const NAMES = ['now', 'nonce', 'maxAgeMs', 'remembered', ...BINDINGS];

/**
 * The expectations of a Relying Party. The first three have no default: a caller without one must choose that by name. Each
 * of the others binds the evidence to more than an image, where it is present.
 */
export interface Expectations {
  /** The instant of judgment: now, for archived evidence too. */
  readonly now: Instant;
  /** The random bytes of the request for the document, or the choice not to bind it to a request. */
  readonly nonce: Uint8Array | 'not-required';
  /** The maximum age of live evidence, or `archived` for evidence of what ran at its own time. */
  readonly maxAgeMs: DurationMs | 'archived';
  /** The required `public_key`: the key that the caller then uses, as the enclave encoded it. */
  readonly publicKey?: Uint8Array;
  /** The required `user_data`, such as the SHA-256 of the key that the caller then uses. */
  readonly userData?: Uint8Array;
  /** The instances that the enclave may run on. Both `module_id` and PCR4 must match. */
  readonly instanceIds?: readonly string[];
  /** Values of registers 16 to 31, by index. */
  readonly customPcrs?: Readonly<Record<number, PcrValue>>;
  /** Values of any registers, 0 to 31, by index. */
  readonly pcrs?: Readonly<Record<number, PcrValue>>;
}

/** The additional expectation of an appraisal against an allow-list. */
export interface ListExpectations {
  /** The newest version of the list that the caller has seen, or the choice to remember none. */
  readonly remembered: ListVersion | 'nothing-remembered';
}

/**
 * Refuses, before any evidence is read, expectations that would check less than their author meant. Throws UsageError for
 * an unknown name, for an invalid instant, age or nonce, and for a binding without a usable value: an undefined option, an
 * empty list, an index out of bounds, a value that is not 96 lower-case digits.
 */
export function requireExpectations(expectations: Expectations): void {
  const { now, nonce, maxAgeMs, instanceIds, customPcrs, pcrs } = expectations;
  requireKnownNames(expectations, NAMES);
  requireInstant(now, 'now');
  requireNonceOption(nonce);
  if (maxAgeMs !== 'archived') requireMaxAge(maxAgeMs);
  for (const name of BINDINGS) {
    // A caller without types may pass a value that it failed to read.
    if (name in expectations && expectations[name] == null) {
      throw new UsageError(`expected a value for ${name}, found ${expectations[name]}`);
    }
  }
  requireBytes(expectations.publicKey, 'publicKey');
  requireBytes(expectations.userData, 'userData');
  if (instanceIds !== undefined) requireInstanceIds(instanceIds);
  if (customPcrs !== undefined)
    requirePcrs('customPcrs', customPcrs, FIRST_CUSTOM_REGISTER, LAST_REGISTER);
  if (pcrs !== undefined) requirePcrs('pcrs', pcrs, 0, LAST_REGISTER);
}

/** Throws UsageError for an invalid remembered version, because no list would be older than it. */
export function requireListExpectations({ remembered }: ListExpectations): void {
  if (remembered === 'nothing-remembered') return;
  const { version, sha256 } = (remembered ?? {}) as Partial<ListVersion>;
  // A list begins at version 1.
  const isVersion = Number.isSafeInteger(version) && (version ?? 0) >= 1;
  if (isVersion && /^[0-9a-f]{64}$/.test(sha256 ?? '')) return;
  throw new UsageError('expected remembered as a version with its SHA-256, or nothing-remembered');
}

function requireBytes(bytes: Uint8Array | undefined, name: string): void {
  if (bytes === undefined || (bytes instanceof Uint8Array && bytes.length > 0)) return;
  throw new UsageError(`expected ${name} as bytes, at least one`);
}

function requireInstanceIds(instanceIds: readonly string[]): void {
  if (!Array.isArray(instanceIds)) throw new UsageError('expected instanceIds as a list');
  const wrong = instanceIds.find((id) => !/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
  if (instanceIds.length > 0 && wrong === undefined) return;
  const found = wrong === undefined ? 'none' : JSON.stringify(wrong);
  throw new UsageError(`expected instance ids such as i-1234567890abcdef0, found ${found}`);
}

function requirePcrs(
  name: string,
  pcrs: Readonly<Record<number, PcrValue>>,
  first: number,
  last: number,
): void {
  const entries = Object.entries(pcrs);
  if (entries.length === 0) throw new UsageError(`expected at least one of ${name}`);
  for (const [index, value] of entries) {
    const number = /^\d{1,2}$/.test(index) ? Number(index) : -1;
    if (number < first || number > last) {
      throw new UsageError(
        `expected ${name} from ${first} to ${last}, found ${JSON.stringify(index)}`,
      );
    }
    if (typeof value !== 'string' || !PCR_PATTERN.test(value)) {
      throw new UsageError(`expected PCR${index} as 96 lower-case hexadecimal digits`);
    }
  }
}
