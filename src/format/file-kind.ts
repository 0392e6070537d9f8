import type { ByteSource } from './byte-source.js';

const TAR_BLOCK_BYTES = 512;
/** Entries that are read to distinguish an OCI image layout from any other tar file. */
const TAR_ENTRIES = 32;

/**
 * The likely format of a file that is not an EIF, for the message that refuses it: `tar`, `oci` (an image layout in a tar
 * file), `gzip`, `elf`, `zip`, or undefined. It decides nothing.
 */
export async function fileKind(source: ByteSource): Promise<string | undefined> {
  const start = await block(source, 0);
  if (startsWith(start, [0x1f, 0x8b])) return 'gzip';
  if (startsWith(start, [0x7f, 0x45, 0x4c, 0x46])) return 'elf';
  if (startsWith(start, [0x50, 0x4b, 0x03, 0x04]) || startsWith(start, [0x50, 0x4b, 0x05, 0x06]))
    return 'zip';
  if (!isTarHeader(start)) return undefined;
  return (await holdsOciLayout(source)) ? 'oci' : 'tar';
}

async function block(source: ByteSource, offsetBytes: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(
    Math.max(0, Math.min(TAR_BLOCK_BYTES, source.sizeBytes - offsetBytes)),
  );
  await source.read(offsetBytes, bytes);
  return bytes;
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, i) => bytes[i] === byte);
}

function isTarHeader(bytes: Uint8Array): boolean {
  return bytes.length === TAR_BLOCK_BYTES && ascii(bytes, 257, 5) === 'ustar';
}

function ascii(bytes: Uint8Array, offset: number, length: number): string {
  const end = bytes.subarray(offset, offset + length).indexOf(0);
  return String.fromCharCode(...bytes.subarray(offset, end < 0 ? offset + length : offset + end));
}

async function holdsOciLayout(source: ByteSource): Promise<boolean> {
  let offsetBytes = 0;
  for (let i = 0; i < TAR_ENTRIES; i++) {
    const header = await block(source, offsetBytes);
    if (!isTarHeader(header)) return false;
    const name = ascii(header, 0, 100).replace(/^\.\//, '');
    if (name === 'oci-layout' || name.startsWith('blobs/sha256')) return true;
    const sizeBytes = Number.parseInt(ascii(header, 124, 12), 8);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) return false;
    offsetBytes += TAR_BLOCK_BYTES * (1 + Math.ceil(sizeBytes / TAR_BLOCK_BYTES));
  }
  return false;
}
