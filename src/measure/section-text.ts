import { SHOWN_SECTION_MAX_BYTES } from '../base/size-limits.js';

/** The setup header of a bzImage (Linux, Documentation/arch/x86/boot.rst): its magic, and the offset of its version. */
const HEADER_MAGIC = { offset: 0x202, text: 'HdrS' };
const VERSION_POINTER_OFFSET = 0x20e;
const VERSION_BASE = 0x200;
const VERSION_MAX_BYTES = 256;

/**
 * The text of a section: all of a short section in printable UTF-8, such as a command line (a zero byte may end it), or the
 * version in the setup header of an x86 kernel. Undefined where there is no text.
 *
 * @param start the first SHOWN_SECTION_MAX_BYTES of the section, or all of it
 */
export function sectionText(start: Uint8Array, sizeBytes: number): string | undefined {
  if (sizeBytes <= SHOWN_SECTION_MAX_BYTES) {
    const text = printableText(start);
    if (text !== undefined) return text;
  }
  return kernelVersion(start);
}

function kernelVersion(start: Uint8Array): string | undefined {
  if (asciiAt(start, HEADER_MAGIC.offset, 4) !== HEADER_MAGIC.text) return undefined;
  const pointer =
    (start[VERSION_POINTER_OFFSET] ?? 0) + 256 * (start[VERSION_POINTER_OFFSET + 1] ?? 0);
  if (pointer === 0) return undefined;
  const version = start.subarray(
    VERSION_BASE + pointer,
    VERSION_BASE + pointer + VERSION_MAX_BYTES,
  );
  const end = version.indexOf(0);
  return end <= 0 ? undefined : printableText(version.subarray(0, end));
}

function printableText(bytes: Uint8Array): string | undefined {
  const content = bytes.at(-1) === 0 ? bytes.subarray(0, -1) : bytes;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return /^[^\p{Cc}\p{Cf}]*\n?$/u.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function asciiAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}
