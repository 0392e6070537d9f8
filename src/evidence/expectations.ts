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
 * What a Relying Party expects of evidence. The first three have no default: who does without one says so by name. The
 * rest binds the evidence to more than an image; what is not there is not bound.
 */
export interface Expectations {
  /** The instant of judgement. It is now, for archived evidence too. */
  readonly now: Instant;
  /** The random bytes that the document was asked for with, or the choice not to bind it to a question. */
  readonly nonce: Uint8Array | 'not-required';
  /** How old live evidence may be, or that the evidence may prove what ran at its own time. */
  readonly maxAgeMs: DurationMs | 'archived';
  /** What `public_key` must be: the key, as the enclave encoded it, that the caller goes on to use. */
  readonly publicKey?: Uint8Array;
  /** What `user_data` must be, such as the SHA-256 of the key that the caller goes on to use. */
  readonly userData?: Uint8Array;
  /** The instances that the enclave may run on, by `module_id` and by PCR4, which has to agree with it. */
  readonly instanceIds?: readonly string[];
  /** Values of registers 16 to 31, by index. */
  readonly customPcrs?: Readonly<Record<number, PcrValue>>;
  /** Values of any registers, 0 to 31, by index. */
  readonly pcrs?: Readonly<Record<number, PcrValue>>;
}

/** What else an appraisal against an allow-list expects. */
export interface ListExpectations {
  /** The newest version of the list that the caller has seen, or that it keeps none. */
  readonly remembered: ListVersion | 'nothing-remembered';
}

/**
 * Refuses, before any evidence is looked at, expectations that would expect less than their author meant. Throws
 * UsageError for an unknown name, for an invalid instant, age or nonce, and for a binding that is there and has no usable value: an
 * option that is undefined, an empty list, an index out of its bounds, a value that is not 96 lower-case digits.
 */
export function requireExpectations(expectations: Expectations): void {
  const { now, nonce, maxAgeMs, instanceIds, customPcrs, pcrs } = expectations;
  requireKnownNames(expectations, NAMES);
  requireInstant(now, 'now');
  requireNonceOption(nonce);
  if (maxAgeMs !== 'archived') requireMaxAge(maxAgeMs);
  for (const name of BINDINGS) {
    // A caller without types may pass what it failed to read.
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

/** Refuses a remembered version that nothing could be older than. Throws UsageError. */
export function requireListExpectations({ remembered }: ListExpectations): void {
  if (remembered === 'nothing-remembered') return;
  const { version, sha256 } = (remembered ?? {}) as Partial<ListVersion>;
  // A list begins at version 1.
  const isVersion = Number.isSafeInteger(version) && (version ?? 0) >= 1;
  if (isVersion && /^[0-9a-f]{64}$/.test(sha256 ?? '')) return;
  throw new UsageError(
    'expected remembered as a version with its SHA-256, or nothing-remembered by name',
  );
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
