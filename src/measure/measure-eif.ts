import { equalBytes } from '../base/encoding.js';
import { FormatError, TrustError, type Warning } from '../base/errors.js';
import { METADATA_MAX_BYTES } from '../base/size-limits.js';
import type { ByteSource } from '../format/byte-source.js';
import { type EifSection, parseEifLayout, type ReadRange } from '../format/eif.js';
import { CRC_OFFSET_BYTES, type EifHeader, SECTION_HEADER_BYTES } from '../format/eif-header.js';
import { type EifMetadata, parseEifMetadata } from '../format/eif-metadata.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import { commandLineWarning } from './command-line.js';
import { type Digester, digestWithNode } from './digester.js';
import type { EifSignature } from './eif-signature.js';
import type { Hashing } from './hashing.js';
import { type Measurements, pcr8OfCertificate } from './pcr.js';
import type { PieceObserver } from './piece-ring.js';

export interface MeasuredSection extends EifSection {
  /** SHA-384 of the section's data, lower-case hex. */
  readonly sha384: string;
}

/** An image that meets every rule of the strict profile, with its measurements. */
export interface MeasuredEif {
  readonly image: {
    readonly name: string;
    readonly sizeBytes: number;
    /** SHA-256 of the whole file, lower-case hex. */
    readonly sha256: string;
  };
  readonly measurements: Measurements;
  readonly header: EifHeader;
  readonly sections: readonly MeasuredSection[];
  /** Neither measured nor signed. Anybody can change it without changing a PCR. */
  readonly metadata?: EifMetadata;
  /** Present exactly when the image is signed, and always verified. */
  readonly signature?: EifSignature;
  readonly warnings: readonly Warning[];
}

export interface MeasureOptions {
  /** How the bytes are read and hashed; By default Node's hashes, in threads for large images. */
  readonly digester?: Digester;
  /** Called after each piece with the number of bytes done. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

/**
 * Measures an EIF in one pass over its bytes and enforces the strict profile (docs/eif-profile.md). The first broken rule
 * is thrown: header and section table (rules 1 to 11, before any content is read), CRC (12), metadata (13), signature (14).
 * Computes PCRs as in the EIF specification, "PCR calculation".
 *
 * Not checked: the certificate's dates and issuer, and whether the image would boot.
 *
 * Throws FormatError with the codes of `parseEifLayout`, `bad-crc`, `metadata`, `signature-format`; TrustError
 * `signature-invalid`, `signature-pcr0`, and `input-changed` where the source changed.
 */
export async function measureEif(
  source: ByteSource,
  options: MeasureOptions = {},
): Promise<MeasuredEif> {
  const layout = await parseEifLayout(source);
  const { header, sections } = layout;
  const signature = sections.find((section) => section.type === 'signature');
  const metadata = sections.find((section) => section.type === 'metadata');
  const commandLine = sections.find((section) => section.type === 'cmdline');
  const kept = new KeptContent([signature, metadata, commandLine]);
  const confirmHeaders = headersConfirmer(layout.headerRanges, source.name);

  const digester = options.digester ?? digestWithNode;
  const tracks = await digester.digest(source, sections, (bytes, offsetBytes) => {
    confirmHeaders(bytes, offsetBytes);
    kept.observe(bytes, offsetBytes);
    options.onProgress?.(offsetBytes + bytes.length, source.sizeBytes);
  });
  await source.confirmUnchanged();

  if (tracks.crc32 !== header.crc32) {
    throw new FormatError(
      'bad-crc',
      `expected CRC ${crcText(header.crc32)} as the header says, found ${crcText(tracks.crc32)}`,
      {
        at: { file: source.name, offsetBytes: CRC_OFFSET_BYTES },
        hint: 'The image was damaged or changed after it was built. Build it or copy it again.',
      },
    );
  }
  const parsedMetadata =
    metadata === undefined ? undefined : parseMetadata(kept, metadata, source.name);
  const { [ENCLAVE.image]: imagePcr, [ENCLAVE.boot]: bootPcr } = tracks.image;
  const trusted =
    commandLine === undefined ? undefined : commandLineWarning(kept.bytesOf(commandLine));
  const verified =
    signature === undefined
      ? undefined
      : await verifySignature(kept, signature, imagePcr, source.name, digester.hashing);
  return {
    image: { name: source.name, sizeBytes: source.sizeBytes, sha256: tracks.sha256 },
    measurements: {
      [ENCLAVE.image]: imagePcr,
      [ENCLAVE.boot]: bootPcr,
      [ENCLAVE.application]: tracks.sections[ENCLAVE.application],
      ...(verified === undefined
        ? {}
        : { [ENCLAVE.signer]: pcr8OfCertificate(verified.certificate.der, digester.hashing) }),
    },
    header,
    sections: sections.map((section, i) => ({
      ...section,
      sha384: tracks.sections.sha384[i] ?? '',
    })),
    ...(parsedMetadata === undefined ? {} : { metadata: parsedMetadata }),
    ...(verified === undefined ? {} : { signature: verified }),
    warnings: [
      ...layout.warnings,
      ...(parsedMetadata?.warnings ?? []),
      ...(trusted === undefined ? [] : [trusted]),
    ],
  };
}

/** The code that reads certificates is loaded for signed images only. */
async function verifySignature(
  kept: KeptContent,
  section: EifSection,
  imagePcr: PcrValue,
  file: string,
  hashing: Hashing,
): Promise<EifSignature> {
  const { verifyEifSignature } = await import('./on-demand.js');
  const at = { file, offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES };
  return verifyEifSignature(kept.bytesOf(section), imagePcr, at, hashing);
}

function parseMetadata(kept: KeptContent, section: EifSection, file: string): EifMetadata {
  const at = { file, offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES };
  if (section.sizeBytes > METADATA_MAX_BYTES) {
    throw new FormatError(
      'metadata',
      `expected at most ${METADATA_MAX_BYTES} bytes of metadata, found ${section.sizeBytes}`,
      { at },
    );
  }
  return parseEifMetadata(kept.bytesOf(section), at);
}

function crcText(crc: number): string {
  return `0x${crc.toString(16).padStart(8, '0')}`;
}

/** The data of the small sections that are parsed later, taken from the one pass that also hashed it. */
class KeptContent {
  private readonly kept: ReadRange[];

  constructor(sections: readonly (EifSection | undefined)[]) {
    this.kept = sections
      .filter((section) => section !== undefined)
      .filter((section) => section.sizeBytes <= METADATA_MAX_BYTES)
      .map((section) => ({
        offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES,
        bytes: new Uint8Array(section.sizeBytes),
      }));
  }

  observe(piece: Uint8Array, offsetBytes: number): void {
    for (const range of this.kept) {
      const { inPiece, inRange } = overlap(piece, offsetBytes, range);
      inRange.set(inPiece);
    }
  }

  bytesOf(section: EifSection): Uint8Array {
    const offsetBytes = section.offsetBytes + SECTION_HEADER_BYTES;
    return this.kept.find((range) => range.offsetBytes === offsetBytes)?.bytes ?? new Uint8Array(0);
  }
}

/**
 * Confirms that the headers are the same as before the pass. Else the pass would measure sections that the file no longer
 * has.
 */
function headersConfirmer(ranges: readonly ReadRange[], file: string): PieceObserver {
  return (piece, offsetBytes) => {
    for (const range of ranges) {
      const { inPiece, inRange } = overlap(piece, offsetBytes, range);
      if (equalBytes(inPiece, inRange)) continue;
      throw new TrustError(
        'input-changed',
        `${file} changed while it was read: its headers are no longer the same`,
        {
          at: { file, offsetBytes: range.offsetBytes },
          hint: 'Measure after the build has finished writing the image.',
        },
      );
    }
  };
}

/** The bytes that a piece of the file and an earlier range have in common, from each. Empty where there are none. */
function overlap(
  piece: Uint8Array,
  offsetBytes: number,
  range: ReadRange,
): { inPiece: Uint8Array; inRange: Uint8Array } {
  const start = Math.max(offsetBytes, range.offsetBytes);
  const end = Math.max(
    start,
    Math.min(offsetBytes + piece.length, range.offsetBytes + range.bytes.length),
  );
  return {
    inPiece: piece.subarray(start - offsetBytes, end - offsetBytes),
    inRange: range.bytes.subarray(start - range.offsetBytes, end - range.offsetBytes),
  };
}
