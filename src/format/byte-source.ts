import { FormatError } from '../base/errors.js';

/**
 * Bytes of a known length that are read in parts. The length is read once, at opening. A source that changes later rejects
 * with `input-changed`.
 */
export interface ByteSource {
  /** The name of the source in messages: a file name or an address. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Fills `into` with the bytes from `offsetBytes` on. The caller never reads past `sizeBytes`. */
  read(offsetBytes: number, into: Uint8Array): Promise<void>;
  /** Resolves where the source is unchanged since it was opened. Else rejects with `input-changed`. */
  confirmUnchanged(): Promise<void>;
}

/** A source of bytes in memory. */
export function memorySource(bytes: Uint8Array, name = 'image'): ByteSource {
  return {
    name,
    sizeBytes: bytes.length,
    async read(offsetBytes, into) {
      into.set(bytes.subarray(offsetBytes, offsetBytes + into.length));
    },
    async confirmUnchanged() {},
  };
}

/**
 * Reads `lengthBytes` bytes from `offsetBytes` on. Throws FormatError `truncated` where the source is shorter, before it
 * allocates memory.
 */
export async function readExactly(
  source: ByteSource,
  offsetBytes: number,
  lengthBytes: number,
  what: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const leftBytes = source.sizeBytes - offsetBytes;
  if (lengthBytes > leftBytes) {
    throw new FormatError(
      'truncated',
      `${what}: expected ${lengthBytes} bytes, found ${Math.max(0, leftBytes)}`,
      {
        at: { file: source.name, offsetBytes },
      },
    );
  }
  const bytes = new Uint8Array(lengthBytes);
  await source.read(offsetBytes, bytes);
  return bytes;
}
