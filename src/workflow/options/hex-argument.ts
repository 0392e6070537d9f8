import { UsageError } from '../../base/errors.js';

/** The digests that may have their name as a prefix, by length. */
const DIGEST_NAMES: ReadonlyMap<number, string> = new Map([
  [32, 'sha256'],
  [48, 'sha384'],
]);

/**
 * Parses bytes in hexadecimal, and returns them as lower-case digits. Ignores white space around the value, the prefix
 * `0x`, and the prefix `sha256:` or `sha384:` if the length matches that digest. If `bytes` is undefined, any number of
 * bytes from one is accepted. Throws `usage` with what was found.
 */
export function hexArgument(name: string, value: string, bytes?: number): string {
  const text = value.trim().toLowerCase();
  const [, digest, digits = text] = /^(?:(sha\d+):|0x)(.*)$/s.exec(text) ?? [];
  const isPlain = /^(?:[0-9a-f]{2})+$/.test(digits);
  const wanted = bytes === undefined ? undefined : DIGEST_NAMES.get(bytes);
  if (digest !== undefined && digest !== wanted) {
    throw new UsageError(`${name}: ${expectedText(bytes)}, found a ${digest} digest`);
  }
  if (isPlain && (bytes === undefined || digits.length === 2 * bytes)) return digits;
  throw new UsageError(`${name}: ${expectedText(bytes)}, found ${foundText(digits)}`);
}

function expectedText(bytes: number | undefined): string {
  return bytes === undefined
    ? 'expected hexadecimal digits, two per byte'
    : `expected ${2 * bytes} hexadecimal digits`;
}

function foundText(digits: string): string {
  const fault = digits.search(/[^0-9a-f]/);
  if (fault < 0) return `${digits.length}`;
  return `${JSON.stringify(digits.charAt(fault))} at character ${fault + 1} of ${digits.length}`;
}
