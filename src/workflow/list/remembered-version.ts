import * as z from 'zod/mini';
import { SEEN_MAX_REVOCATIONS } from '../../allowlist/allow-list-limits.js';
import type { ListPin, Remembered } from '../../allowlist/list-trust.js';
import { type SeenList, withSeen } from '../../allowlist/seen-list.js';
import { encodeUtf8 } from '../../base/encoding.js';
import { FormatError, TrustError, UsageError } from '../../base/errors.js';
import { formatInstant, parseInstant } from '../../base/instant.js';
import { JsonNumber, type JsonValue, parseStrictJson } from '../../format/strict-json.js';
import type { FilePorts } from '../ports.js';

/** A version in the exact form that `rememberList` writes. */
const VERSION_NUMBER = z.pipe(
  z.custom<JsonNumber>((value) => value instanceof JsonNumber && /^[1-9]\d{0,9}$/.test(value.text)),
  z.transform(({ text }) => Number(text)),
);
const DIGEST = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** The state of a list that `rememberList` writes. */
const SEEN = z.object({
  version: VERSION_NUMBER,
  sha256: DIGEST,
  revoked: z.exactOptional(
    z
      .array(
        z.strictObject({
          image: z.string().check(z.regex(/^[0-9a-f]{96}$/)),
          staged: DIGEST,
          version: VERSION_NUMBER,
          when: z.string(),
        }),
      )
      .check(z.maxLength(SEEN_MAX_REVOCATIONS)),
  ),
});

/**
 * Reads what this verifier has seen of the list. Empty for a missing file. Throws UsageError for a file of another
 * form, and TrustError `wrong-list` for the file of another list.
 */
export async function readRemembered(
  path: string,
  pin: ListPin,
  ports: FilePorts,
): Promise<Remembered> {
  if (!(await ports.exists(path))) return 'nothing-remembered';
  return parseSeen(await ports.readText(path), path, pin);
}

/**
 * Adds what was seen to the file. The file is read again under a lock, so that verifiers that share it never go back.
 */
export async function rememberList(
  path: string,
  pin: ListPin,
  seen: SeenList,
  ports: FilePorts,
): Promise<void> {
  await ports.updateText(path, (text) => {
    const kept = text === undefined ? undefined : parseSeen(text, path, pin);
    const { version, sha256, revoked } = withSeen(kept, seen);
    const tombstones = revoked?.map(({ when, ...rest }) => ({
      ...rest,
      when: formatInstant(when),
    }));
    const fields = { list: pin.list, version, sha256 };
    const all = tombstones === undefined ? fields : { ...fields, revoked: tombstones };
    return `${JSON.stringify(all)}\n`;
  });
}

function parseSeen(text: string, path: string, { list }: ListPin): SeenList {
  const fields = strictFields(text, path);
  if (fields['list'] !== list) {
    throw new TrustError('wrong-list', `${path} records another list, expected ${list}`, {
      at: { file: path },
    });
  }
  const result = SEEN.safeParse(fields);
  if (!result.success) throw fault(path, result.error);
  const { version, sha256, revoked } = result.data;
  if (revoked === undefined) return { version, sha256 };
  try {
    return {
      version,
      sha256,
      revoked: revoked.map(({ when, ...rest }) => ({ ...rest, when: parseInstant(when) })),
    };
  } catch (cause) {
    throw fault(path, cause);
  }
}

function strictFields(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const value = parseStrictJson(encodeUtf8(text));
    if (value instanceof Map) return membersOf(value) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw fault(path, cause);
  }
  throw fault(path);
}

/** Converts objects and lists to plain values. Numbers keep their written form. */
function membersOf(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map(membersOf);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([name, member]) => [name, membersOf(member)]));
}

function fault(path: string, cause?: unknown): UsageError {
  return new UsageError(
    `${path}: expected the JSON that remember wrote: {"list","version","sha256"}`,
    {
      at: { file: path },
      hint: 'Restore the file. Without it, an old list could be accepted as a new one.',
      cause,
    },
  );
}
