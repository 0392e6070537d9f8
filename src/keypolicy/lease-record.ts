import * as z from 'zod/mini';
import { canonicalJson } from '../base/canonical-json.js';
import { encodeUtf8 } from '../base/encoding.js';
import { AdapterError, FormatError } from '../base/errors.js';
import { formatInstant, type Instant, parseInstant } from '../base/instant.js';
import { parseStrictJson, toPlain } from '../format/strict-json.js';
import { LEASE_MAX_BYTES, LEASE_MAX_REPLACED } from './key-policy-limits.js';
import type { PolicyMeaning } from './policy-meaning.js';

/** The last put of a key's policy, by the digest of its normal form. */
export interface LastPut {
  readonly policy: string;
  readonly at: Instant;
  /** True after a stable and equal read-back. While false, the put may have taken effect or not. */
  readonly confirmed: boolean;
  /** The replaced policies, newest first. A read that shows one of these is late, or somebody restored it. */
  readonly replaced: readonly string[];
  /** The meaning of the policy (`policyMeaning`). Absent in records of earlier versions. */
  readonly meaning?: PolicyMeaning;
}

/** A lease: the run that may write to the policy of a key, and the last put. */
export interface LeaseRecord {
  /** Unique to one run of one process. */
  readonly owner: string;
  /** Where people can look at the run. */
  readonly run: string;
  /** The process, for other runs on the same machine. Absent if unknown. */
  readonly holder?: string;
  readonly expiresAt: Instant;
  /** Released before its end. */
  readonly released: boolean;
  readonly lastPut: LastPut | null;
  /** Until when a put of a run that lost the lease may still arrive. Absent if none can. */
  readonly watchUntil?: Instant;
}

const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const text = z.string().check(z.minLength(1), z.maxLength(2048));
const RECORD = z.strictObject({
  owner: text,
  run: text,
  holder: z.exactOptional(text),
  expiresAt: z.string(),
  released: z.boolean(),
  lastPut: z.nullable(
    z.strictObject({
      policy: digest,
      at: z.string(),
      confirmed: z.boolean(),
      replaced: z.array(digest).check(z.maxLength(LEASE_MAX_REPLACED)),
      meaning: z.optional(z.strictObject({ digest, at: z.string() })),
    }),
  ),
  watchUntil: z.exactOptional(z.string()),
});

/** The bytes of a lease file: canonical JSON (RFC 8785). */
export function encodeLease(record: LeaseRecord): Uint8Array<ArrayBuffer> {
  const { lastPut, expiresAt, watchUntil, ...rest } = record;
  return encodeUtf8(
    canonicalJson({
      ...rest,
      expiresAt: formatInstant(expiresAt),
      lastPut: lastPut === null ? null : encodedPut(lastPut),
      ...(watchUntil === undefined ? {} : { watchUntil: formatInstant(watchUntil) }),
    }),
  );
}

function encodedPut({ meaning, at, ...rest }: LastPut): object {
  return {
    ...rest,
    at: formatInstant(at),
    ...(meaning === undefined
      ? {}
      : { meaning: { digest: meaning.digest, at: formatInstant(meaning.at) } }),
  };
}

function parsedPut({
  meaning,
  at,
  ...rest
}: NonNullable<z.output<typeof RECORD>['lastPut']>): LastPut {
  return {
    ...rest,
    at: parseInstant(at),
    ...(meaning === undefined
      ? {}
      : { meaning: { digest: meaning.digest, at: parseInstant(meaning.at) } }),
  };
}

/**
 * Parses a lease file. In order: its size, strict JSON, exactly its fields, its instants. Throws AdapterError
 * `list-unavailable`, because without the lease a run cannot tell who holds the key.
 */
export function parseLease(bytes: Uint8Array, name: string): LeaseRecord {
  if (bytes.length > LEASE_MAX_BYTES) throw unreadable(name, `it has ${bytes.length} bytes`);
  try {
    const found = RECORD.safeParse(toPlain(parseStrictJson(bytes)));
    if (!found.success) throw unreadable(name, 'its fields are invalid', found.error);
    const { lastPut, expiresAt, watchUntil, ...rest } = found.data;
    return {
      ...rest,
      expiresAt: parseInstant(expiresAt),
      lastPut: lastPut === null ? null : parsedPut(lastPut),
      ...(watchUntil === undefined ? {} : { watchUntil: parseInstant(watchUntil) }),
    };
  } catch (error) {
    if (error instanceof FormatError) throw unreadable(name, error.message, error);
    throw error;
  }
}

function unreadable(name: string, why: string, cause?: unknown): AdapterError {
  return new AdapterError('list-unavailable', `cannot read the lease ${name}: ${why}`, {
    at: { object: name },
    hint: 'Find out who wrote it. Delete the object only when no run is writing to this key.',
    cause,
  });
}
