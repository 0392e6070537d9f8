import { FormatError } from '../base/errors.js';
import { RAMDISK_PATH_MAX_BYTES } from '../base/size-limits.js';

/** One entry of a cpio archive. */
export interface CpioEntry {
  readonly path: string;
  /** File type and permissions, as in `st_mode`. */
  readonly mode: number;
  readonly userId: number;
  readonly groupId: number;
  /** Seconds since 1970. */
  readonly modifiedSeconds: number;
  readonly sizeBytes: number;
  /** The device of a device node, as `major:minor`. */
  readonly device: string;
  /** Inode, number of links and the device of the file. They matter only for hard links. */
  readonly identity: string;
}

/** Receives what is in an archive: each entry, then its content in pieces. */
export interface CpioVisitor {
  entry(entry: CpioEntry): void;
  data(piece: Uint8Array): void;
  entryEnd(): void;
}

const HEADER_BYTES = 110;
const ALIGNMENT = 4;
/** Magic of newc, and of the same format with a checksum of each content, which is not verified here. */
const MAGICS = ['070701', '070702'];
/** The name of the entry that ends an archive. */
const TRAILER = 'TRAILER!!!';
const EMPTY = new Uint8Array();

type State = 'between' | 'header' | 'name' | 'data' | 'padding';

/**
 * Reads a sequence of cpio archives in the format newc as Linux reads an initial ramdisk
 * (Documentation/driver-api/early-userspace/buffer-format.rst): archives, with zero bytes before, between and after them.
 * It accepts the bytes in pieces of any size and keeps at most one header and one path.
 *
 * Throws FormatError `archive-format` with the offset.
 */
export class CpioReader {
  private readonly visitor: CpioVisitor;
  private state: State = 'between';
  /** The offset of the next byte in all input so far. */
  private offsetBytes = 0;
  /** Where the archive began: its padding counts from there. */
  private startBytes = 0;
  private held = EMPTY;
  private entry: (CpioEntry & { readonly nameBytes: number }) | undefined;
  private leftBytes = 0;

  constructor(visitor: CpioVisitor) {
    this.visitor = visitor;
  }

  /**
   * Takes the next bytes. Where data other than zeros or an archive follows an archive, reading ends and this returns the
   * rest, from its first byte on. Else it returns undefined.
   */
  update(bytes: Uint8Array): Uint8Array | undefined {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.state === 'between') {
        const start = rest.findIndex((byte) => byte !== 0);
        const zeros = start < 0 ? rest.length : start;
        this.offsetBytes += zeros;
        rest = rest.subarray(zeros);
        if (rest.length === 0) return undefined;
        if (rest[0] !== MAGICS[0]?.charCodeAt(0)) return rest;
        this.startBytes = this.offsetBytes;
        this.state = 'header';
      }
      rest = this.step(rest);
    }
    return undefined;
  }

  /** Refuses input that ends inside an archive. */
  finish(): void {
    if (this.state !== 'between')
      throw refusal('expected the end of the archive', this.offsetBytes);
  }

  private step(rest: Uint8Array): Uint8Array {
    switch (this.state) {
      case 'header':
        return this.collected(rest, HEADER_BYTES, (header) => this.readHeader(header));
      case 'name':
        return this.collected(rest, this.entry?.nameBytes ?? 0, (name) => this.readName(name));
      case 'data': {
        const piece = rest.subarray(0, this.leftBytes);
        this.visitor.data(piece);
        this.take(piece.length);
        if (this.leftBytes === 0) this.endEntry();
        return rest.subarray(piece.length);
      }
      default: {
        const piece = rest.subarray(0, this.leftBytes);
        this.take(piece.length);
        if (this.leftBytes === 0) this.state = 'header';
        return rest.subarray(piece.length);
      }
    }
  }

  private take(bytes: number): void {
    this.offsetBytes += bytes;
    this.leftBytes -= bytes;
  }

  /** Collects this many bytes over several pieces, and then passes them on. */
  private collected(
    rest: Uint8Array,
    wantedBytes: number,
    use: (bytes: Uint8Array) => void,
  ): Uint8Array {
    const piece = rest.subarray(0, wantedBytes - this.held.length);
    const held = new Uint8Array(this.held.length + piece.length);
    held.set(this.held);
    held.set(piece, this.held.length);
    this.held = held;
    this.offsetBytes += piece.length;
    if (held.length === wantedBytes) {
      this.held = EMPTY;
      use(held);
    }
    return rest.subarray(piece.length);
  }

  private readHeader(bytes: Uint8Array): void {
    const at = this.offsetBytes - HEADER_BYTES;
    const text = latin1(bytes);
    if (!MAGICS.includes(text.slice(0, 6))) {
      throw refusal('expected an entry of a cpio archive (newc)', at);
    }
    if (!/^[0-9A-Fa-f]{104}$/.test(text.slice(6))) {
      throw refusal('expected hexadecimal digits in the header', at);
    }
    const field = (i: number): number => Number.parseInt(text.slice(6 + 8 * i, 14 + 8 * i), 16);
    const nameBytes = field(11);
    if (nameBytes < 2 || nameBytes > RAMDISK_PATH_MAX_BYTES) {
      throw refusal(
        `expected a name of 2 to ${RAMDISK_PATH_MAX_BYTES} bytes, found ${nameBytes}`,
        at,
      );
    }
    this.entry = {
      path: '',
      mode: field(1),
      userId: field(2),
      groupId: field(3),
      modifiedSeconds: field(5),
      sizeBytes: field(6),
      device: `${field(9)}:${field(10)}`,
      identity: [field(0), field(4), field(7), field(8)].join(' '),
      nameBytes: nameBytes + this.paddingAt(this.offsetBytes + nameBytes),
    };
    this.state = 'name';
  }

  private readName(bytes: Uint8Array): void {
    const end = bytes.indexOf(0);
    if (this.entry === undefined || end < 0) {
      throw refusal('expected a zero byte after the name', this.offsetBytes);
    }
    const path = printablePath(bytes.subarray(0, end));
    const { nameBytes: _, ...entry } = this.entry;
    if (path === TRAILER) {
      this.state = 'between';
      return;
    }
    this.entry = { ...this.entry, path };
    this.visitor.entry({ ...entry, path });
    this.leftBytes = entry.sizeBytes;
    this.state = 'data';
    if (this.leftBytes === 0) this.endEntry();
  }

  private endEntry(): void {
    this.visitor.entryEnd();
    this.leftBytes = this.paddingAt(this.offsetBytes);
    this.state = this.leftBytes === 0 ? 'header' : 'padding';
  }

  private paddingAt(offsetBytes: number): number {
    return (ALIGNMENT - ((offsetBytes - this.startBytes) % ALIGNMENT)) % ALIGNMENT;
  }
}

/** The path with every byte that is not UTF-8 as an escape, so that two paths never become one text. */
function printablePath(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return latin1(bytes).replace(/[\u0080-\u00ff\\]/g, (character) => {
      return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
    });
  }
}

/** One character a byte. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function refusal(message: string, offsetBytes: number): FormatError {
  return new FormatError('archive-format', `cpio: ${message}`, { at: { offsetBytes } });
}
