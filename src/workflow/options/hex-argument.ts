import { UsageError } from '../../base/errors.js';

/** The digests whose name may stand in front of their digits, by their length. */
const DIGEST_NAMES: ReadonlyMap<number, string> = new Map([
  [32, 'sha256'],
  [48, 'sha384'],
]);

/**
 * So many bytes in hexadecimal as people paste them, as lower-case digits. White space around the value, `0x` in front of
 * it, and `sha256:` or `sha384:` where the value is as long as that digest, do not count. Any whole number of bytes, at
 * least one, where `bytes` is undefined. Throws `usage`, which names what was found.
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
    ? 'expected hexadecimal digits, two a byte'
    : `expected ${2 * bytes} hexadecimal digits`;
}

function foundText(digits: string): string {
  const fault = digits.search(/[^0-9a-f]/);
  if (fault < 0) return `${digits.length}`;
  return `${JSON.stringify(digits.charAt(fault))} at character ${fault + 1} of ${digits.length}`;
}
