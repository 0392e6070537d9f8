import * as z from 'zod/mini';
import type { VersionId } from '../../allowlist/allow-list.js';
import type { ListPin, Remembered } from '../../allowlist/list-trust.js';
import { encodeUtf8 } from '../../base/encoding.js';
import { FormatError, TrustError, UsageError } from '../../base/errors.js';
import { JsonNumber, parseStrictJson } from '../../format/strict-json.js';
import type { FilePorts } from '../ports.js';

/** What `writeRemembered` writes of a version. The number is taken in the digits that it writes, and in no other form. */
const VERSION = z.object({
  version: z.pipe(
    z.custom<JsonNumber>(
      (value) => value instanceof JsonNumber && /^[1-9]\d{0,9}$/.test(value.text),
    ),
    z.transform(({ text }) => Number(text)),
  ),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});

/**
 * The newest version that this verifier has seen, from its file; nothing where the file is not there yet. Throws
 * UsageError for a file of another form, TrustError `wrong-list` for that of another list.
 */
export async function readRemembered(
  path: string,
  { list }: ListPin,
  ports: FilePorts,
): Promise<Remembered> {
  if (!(await ports.exists(path))) return 'nothing-remembered';
  const fields = strictFields(await ports.readText(path), path);
  if (fields.get('list') !== list) {
    throw new TrustError('wrong-list', `${path} remembers another list than ${list}`, {
      at: { file: path },
    });
  }
  const result = VERSION.safeParse(Object.fromEntries(fields));
  if (!result.success) throw fault(path, result.error);
  return result.data;
}

/** Keeps the newest version seen. */
export async function writeRemembered(
  path: string,
  { list }: ListPin,
  { version, sha256 }: VersionId,
  ports: FilePorts,
): Promise<void> {
  await ports.writeText(path, `${JSON.stringify({ list, version, sha256 })}\n`);
}

function strictFields(text: string, path: string): Map<string, unknown> {
  try {
    const value = parseStrictJson(encodeUtf8(text));
    if (value instanceof Map) return value;
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw fault(path, cause);
  }
  throw fault(path);
}

function fault(path: string, cause?: unknown): UsageError {
  return new UsageError(`${path}: expected what remember wrote: {"list","version","sha256"}`, {
    at: { file: path },
    hint: 'Restore the file; without it an old list could be taken for a new one.',
    cause,
  });
}
