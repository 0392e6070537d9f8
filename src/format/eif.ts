import { FormatError, type Warning } from '../base/errors.js';
import { SIGNATURE_SECTION_MAX_BYTES } from '../base/size-limits.js';
import { type ByteSource, readExactly } from './byte-source.js';
import {
  EIF_HEADER_BYTES,
  type EifHeader,
  HEADER_OFFSET,
  parseEifHeader,
  SECTION_HEADER_BYTES,
  sectionTableRefusal,
} from './eif-header.js';
import { fileKind } from './file-kind.js';

const MAGIC = [0x2e, 0x65, 0x69, 0x66];

const SECTION_TYPES = ['kernel', 'cmdline', 'ramdisk', 'signature', 'metadata'] as const;
export type SectionType = (typeof SECTION_TYPES)[number];

export interface EifSection {
  readonly type: SectionType;
  /** Place of the 12-byte section header in the file. */
  readonly offsetBytes: number;
  /** Length of the data, which follows the section header. */
  readonly sizeBytes: number;
}

/** A range of bytes that was read for the layout, so that a later pass can compare the content with it. */
export interface ReadRange {
  readonly offsetBytes: number;
  readonly bytes: Uint8Array;
}

/** The headers of an EIF that meets every rule on structure. Its content was not read. */
export interface EifLayout {
  readonly header: EifHeader;
  /** In file order, which is the order in which their data is measured. */
  readonly sections: readonly EifSection[];
  readonly headerRanges: readonly ReadRange[];
  readonly warnings: readonly Warning[];
}

/**
 * Reads the header and the section headers of an EIF and enforces rules 1 to 11 of the strict profile, in its order
 * (docs/eif-profile.md; aws-nitro-enclaves-image-format README, specification of 2024-06-21). AWS's reader walks the
 * section headers, and the loader follows the table. This function does both, and they must agree.
 *
 * Not checked: the CRC, metadata and signature content (rules 12 to 14), which need the whole file.
 *
 * Throws FormatError `bad-magic`, `truncated`, `unsupported-version`, `unknown-flags`, `reserved-field`, `section-table`,
 * `section-type`, `section-flags`, `trailing-bytes`, `section-count`, `section-order`, `signature-format`, each with the
 * offset of the field. The table may have a stale size of a final signature section, because AWS's own re-signing does not
 * update it. That is the warning `stale-signature-size`.
 */
export async function parseEifLayout(source: ByteSource): Promise<EifLayout> {
  await requireMagic(source);
  const headerBytes = await readExactly(source, 0, EIF_HEADER_BYTES, 'EIF header');
  const view = new DataView(headerBytes.buffer);
  const { header, table } = parseEifHeader(view, source.name);
  const headerRanges: ReadRange[] = [{ offsetBytes: 0, bytes: headerBytes }];
  const warnings: Warning[] = [];
  const sections: EifSection[] = [];

  let offsetBytes = EIF_HEADER_BYTES;
  for (const [index, claimed] of table.entries()) {
    const bytes = await readExactly(
      source,
      offsetBytes,
      SECTION_HEADER_BYTES,
      `header of section ${index}`,
    );
    headerRanges.push({ offsetBytes, bytes });
    const section = parseSectionHeader(new DataView(bytes.buffer), index, offsetBytes, source);
    if (BigInt(section.sizeBytes) !== claimed) {
      warnings.push(staleSize(section, claimed, index, index === table.length - 1, source.name));
    }
    sections.push(section);
    offsetBytes += SECTION_HEADER_BYTES + section.sizeBytes;
  }
  if (offsetBytes !== source.sizeBytes) {
    throw new FormatError(
      'trailing-bytes',
      `expected the file to end after its last section, found ${source.sizeBytes - offsetBytes} more bytes`,
      { at: { file: source.name, offsetBytes } },
    );
  }
  requireCounts(header.version, sections, source.name);
  requireOrder(sections, source.name);
  requireSignatureSize(sections, source.name);
  return { header, sections, headerRanges, warnings };
}

/** Rule 1, over the bytes present. A shorter file is `truncated` by rule 2 unless it already differs. */
async function requireMagic(source: ByteSource): Promise<void> {
  const start = new Uint8Array(Math.min(MAGIC.length, source.sizeBytes));
  await source.read(0, start);
  if (start.every((byte, i) => byte === MAGIC[i])) return;
  const looksLike = await fileKind(source);
  throw new FormatError(
    'bad-magic',
    `expected an EIF, which begins with ".eif"${looksLike === undefined ? '' : `; this looks like ${looksLike}`}`,
    {
      at: { file: source.name, offsetBytes: 0, ...(looksLike === undefined ? {} : { looksLike }) },
      hint: 'Give the .eif file that nitro-cli build-enclave or eif_build wrote, not the container image.',
    },
  );
}

/** Rule 7 without the comparison with the table. */
function parseSectionHeader(
  view: DataView,
  index: number,
  offsetBytes: number,
  source: ByteSource,
): EifSection {
  const file = source.name;
  const typeNumber = view.getUint16(0);
  const type = SECTION_TYPES[typeNumber - 1];
  if (type === undefined) {
    throw new FormatError(
      'section-type',
      `section ${index}: expected a type from 1 to 5, found ${typeNumber}`,
      {
        at: { file, offsetBytes },
      },
    );
  }
  const flags = view.getUint16(2);
  if (flags !== 0) {
    throw new FormatError(
      'section-flags',
      `section ${index} (${type}): expected flags 0, found ${flags}`,
      {
        at: { file, offsetBytes: offsetBytes + 2 },
      },
    );
  }
  const sizeBytes = view.getBigUint64(4);
  const leftBytes = source.sizeBytes - offsetBytes - SECTION_HEADER_BYTES;
  if (sizeBytes > BigInt(leftBytes)) {
    throw new FormatError(
      'truncated',
      `section ${index} (${type}): expected ${sizeBytes} bytes of data, found ${leftBytes}`,
      {
        at: { file, offsetBytes: offsetBytes + SECTION_HEADER_BYTES },
      },
    );
  }
  return { type, offsetBytes, sizeBytes: Number(sizeBytes) };
}

/** The exception of rule 7: warns of the size that re-signing leaves in the table, and refuses any other difference. */
function staleSize(
  section: EifSection,
  claimed: bigint,
  index: number,
  last: boolean,
  file: string,
): Warning {
  const plausible = claimed >= 1n && claimed <= BigInt(SIGNATURE_SECTION_MAX_BYTES);
  if (!last || section.type !== 'signature' || !plausible) {
    throw sectionTableRefusal(
      `section ${index} (${section.type}): the table says ${claimed} bytes, and the section header says ${section.sizeBytes}`,
      HEADER_OFFSET.sizes + 8 * index,
      file,
    );
  }
  return {
    code: 'stale-signature-size',
    message:
      `The table in the header says that the signature section has ${claimed} bytes, but it has ${section.sizeBytes}. nitro-cli sign-eif ` +
      'keeps the old size when it replaces a signature. No PCR depends on the size. To avoid the warning, sign the unsigned image.',
  };
}

/** Rule 9. */
function requireCounts(version: number, sections: readonly EifSection[], file: string): void {
  const count = (type: SectionType): number =>
    sections.filter((section) => section.type === type).length;
  const refuse = (type: SectionType, expected: string): never => {
    const seen = sections.filter((section) => section.type === type);
    throw new FormatError('section-count', `expected ${expected}, found ${seen.length}`, {
      at: {
        file,
        offsetBytes: seen[1]?.offsetBytes ?? seen[0]?.offsetBytes ?? HEADER_OFFSET.count,
      },
    });
  };
  if (count('kernel') !== 1) refuse('kernel', 'one kernel');
  if (count('cmdline') !== 1) refuse('cmdline', 'one command line');
  const metadata = version === 4 ? 1 : 0;
  if (count('metadata') !== metadata)
    refuse('metadata', `${metadata === 1 ? 'one' : 'no'} metadata section in version ${version}`);
  const signatures = version === 2 ? 0 : 1;
  if (count('signature') > signatures) {
    refuse(
      'signature',
      `${signatures === 1 ? 'at most one' : 'no'} signature section in version ${version}`,
    );
  }
}

/** Rule 10. */
function requireOrder(sections: readonly EifSection[], file: string): void {
  const first = sections.find((section) => section.type === 'kernel' || section.type === 'ramdisk');
  if (first?.type === 'ramdisk') {
    throw new FormatError('section-order', 'expected the kernel before every ramdisk', {
      at: { file, offsetBytes: first.offsetBytes },
    });
  }
}

/** Rule 11. */
function requireSignatureSize(sections: readonly EifSection[], file: string): void {
  const signature = sections.find((section) => section.type === 'signature');
  if (signature !== undefined && signature.sizeBytes > SIGNATURE_SECTION_MAX_BYTES) {
    throw new FormatError(
      'signature-format',
      `expected a signature section of at most ${SIGNATURE_SECTION_MAX_BYTES} bytes, found ${signature.sizeBytes}`,
      { at: { file, offsetBytes: signature.offsetBytes } },
    );
  }
}
