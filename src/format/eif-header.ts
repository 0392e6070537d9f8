import { FormatError } from '../base/errors.js';

/** EifHeader: magic, version, flags, sizes, section table, CRC. */
export const EIF_HEADER_BYTES = 548;
/** EifSectionHeader: type u16, flags u16, section_size u64. */
export const SECTION_HEADER_BYTES = 12;
/** eif_crc32, the last field of the header and the only bytes that the CRC leaves out. */
export const CRC_OFFSET_BYTES = 544;

const MAX_NUM_SECTIONS = 32;
/** Places of the header's fields (EIF specification, "EIF header"). */
export const HEADER_OFFSET = {
  version: 4,
  flags: 6,
  memory: 8,
  cpus: 16,
  reserved: 24,
  count: 26,
  offsets: 28,
  sizes: 284,
  unused: 540,
};

export type Architecture = 'x86_64' | 'aarch64';

export interface EifHeader {
  readonly version: 2 | 3 | 4;
  readonly architecture: Architecture;
  /** default_mem and default_cpus: 64-bit fields that AWS's stack does not use. */
  readonly defaultMemoryBytes: bigint;
  readonly defaultCpus: bigint;
  /** eif_crc32 as the file states it. `measureEif` compares it with the content. */
  readonly crc32: number;
}

/** Rules 3 to 6. The table of the result has the claimed data sizes of the sections in use. */
export function parseEifHeader(
  view: DataView,
  file: string,
): { header: EifHeader; table: readonly bigint[] } {
  const version = view.getUint16(HEADER_OFFSET.version);
  if (version !== 2 && version !== 3 && version !== 4) {
    throw new FormatError(
      'unsupported-version',
      `expected EIF version 2, 3 or 4, found ${version}`,
      {
        at: { file, offsetBytes: HEADER_OFFSET.version },
      },
    );
  }
  const flags = view.getUint16(HEADER_OFFSET.flags);
  if (flags !== 0 && flags !== 1) {
    throw new FormatError(
      'unknown-flags',
      `expected flags 0 (x86_64) or 1 (aarch64), found 0x${flags.toString(16)}`,
      {
        at: { file, offsetBytes: HEADER_OFFSET.flags },
        hint: unknownFlagsHint(flags),
      },
    );
  }
  const reserved = view.getUint16(HEADER_OFFSET.reserved);
  if (reserved !== 0) throw reservedField('reserved', HEADER_OFFSET.reserved, reserved, file);
  const unused = view.getUint32(HEADER_OFFSET.unused);
  if (unused !== 0) throw reservedField('unused', HEADER_OFFSET.unused, unused, file);
  const header: EifHeader = {
    version,
    architecture: flags === 0 ? 'x86_64' : 'aarch64',
    defaultMemoryBytes: view.getBigUint64(HEADER_OFFSET.memory),
    defaultCpus: view.getBigUint64(HEADER_OFFSET.cpus),
    crc32: view.getUint32(CRC_OFFSET_BYTES),
  };
  return { header, table: parseSectionTable(view, file) };
}

/**
 * Bits 6 and 9, PCIE and PCIE_VIRTIO, as Bottlerocket's eif-builder names them (bottlerocket-os/twoliter,
 * tools/eif-builder/src/lib.rs). Its default sets both, with or without the bit of the architecture.
 */
const PCIE_FLAGS = 0x240;

/** What is known about images with other flags. */
function unknownFlagsHint(flags: number): string {
  if ((flags & PCIE_FLAGS) === 0) {
    return 'Images with other flag bits are measured by another formula, so a PCR0 computed here would be wrong.';
  }
  return (
    "These are the PCIe flags of Bottlerocket's eif-builder. Since twoliter pull request 731 (2026-08-27) it includes them in PCR0, by a formula " +
    'that we found in no public source. Take PCR0 from the payload that eif-builder signed, or from an attestation document of the enclave.'
  );
}

function reservedField(
  name: string,
  offsetBytes: number,
  found: number,
  file: string,
): FormatError {
  return new FormatError(
    'reserved-field',
    `expected the header field "${name}" to be 0, found ${found}`,
    {
      at: { file, offsetBytes },
    },
  );
}

/** Rule 6. Sums are bigint, because a table entry may claim any 64-bit number. */
function parseSectionTable(view: DataView, file: string): readonly bigint[] {
  const count = view.getUint16(HEADER_OFFSET.count);
  if (count < 2 || count > MAX_NUM_SECTIONS) {
    throw sectionTableRefusal(
      `expected 2 to ${MAX_NUM_SECTIONS} sections, found ${count}`,
      HEADER_OFFSET.count,
      file,
    );
  }
  const sizes: bigint[] = [];
  let next = BigInt(EIF_HEADER_BYTES);
  for (let i = 0; i < MAX_NUM_SECTIONS; i++) {
    const offset = view.getBigUint64(HEADER_OFFSET.offsets + 8 * i);
    const size = view.getBigUint64(HEADER_OFFSET.sizes + 8 * i);
    if (i >= count) {
      if (offset !== 0n)
        throw sectionTableRefusal(
          `expected unused slot ${i} to be 0, found offset ${offset}`,
          HEADER_OFFSET.offsets + 8 * i,
          file,
        );
      if (size !== 0n)
        throw sectionTableRefusal(
          `expected unused slot ${i} to be 0, found size ${size}`,
          HEADER_OFFSET.sizes + 8 * i,
          file,
        );
      continue;
    }
    if (offset !== next) {
      throw sectionTableRefusal(
        `expected section ${i} at offset ${next}, found ${offset}`,
        HEADER_OFFSET.offsets + 8 * i,
        file,
      );
    }
    sizes.push(size);
    next = offset + BigInt(SECTION_HEADER_BYTES) + size;
  }
  return sizes;
}

export function sectionTableRefusal(
  message: string,
  offsetBytes: number,
  file: string,
): FormatError {
  return new FormatError('section-table', message, { at: { file, offsetBytes } });
}
