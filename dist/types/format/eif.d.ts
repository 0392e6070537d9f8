import { type Warning } from '../base/errors.js';
import { type ByteSource } from './byte-source.js';
/** EifHeader: magic, version, flags, sizes, section table, CRC. */
export declare const EIF_HEADER_BYTES = 548;
/** EifSectionHeader: type u16, flags u16, section_size u64. */
export declare const SECTION_HEADER_BYTES = 12;
/** eif_crc32, the last field of the header and the only bytes that the CRC leaves out. */
export declare const CRC_OFFSET_BYTES = 544;
declare const SECTION_TYPES: readonly ['kernel', 'cmdline', 'ramdisk', 'signature', 'metadata'];
export type SectionType = (typeof SECTION_TYPES)[number];
export type Architecture = 'x86_64' | 'aarch64';
export interface EifHeader {
    readonly version: 2 | 3 | 4;
    readonly architecture: Architecture;
    /** default_mem and default_cpus: 64-bit fields that AWS's stack does not use. */
    readonly defaultMemoryBytes: bigint;
    readonly defaultCpus: bigint;
    /** eif_crc32 as the file states it; compared by whoever reads the content. */
    readonly crc32: number;
}
export interface EifSection {
    readonly type: SectionType;
    /** Place of the 12-byte section header in the file. */
    readonly offsetBytes: number;
    /** Length of the data, which follows the section header. */
    readonly sizeBytes: number;
}
/** A run of bytes that was read to learn the layout, so that a later pass can hold the content against it. */
export interface ReadRange {
    readonly offsetBytes: number;
    readonly bytes: Uint8Array;
}
/** What the headers of an EIF say, with every rule on structure held. No content was read yet. */
export interface EifLayout {
    readonly header: EifHeader;
    /** In file order, which is the order in which their data is measured. */
    readonly sections: readonly EifSection[];
    readonly headerRanges: readonly ReadRange[];
    readonly warnings: readonly Warning[];
}
/**
 * Reads the header and the section headers of an EIF and holds rules 1 to 11 of the strict profile, in its order
 * (docs/eif-profile.md; aws-nitro-enclaves-image-format README, specification of 2024-06-21). AWS's reader walks the
 * section headers and the loader follows the table; both ways are walked here and must agree.
 *
 * Not held here: the CRC, metadata and signature content (rules 12 to 14), which need the whole file.
 *
 * Throws FormatError `bad-magic`, `truncated`, `unsupported-version`, `unknown-flags`, `reserved-field`,
 * `section-table`, `section-type`, `section-flags`, `trailing-bytes`, `section-count`, `section-order`,
 * `signature-format`, each with the offset of the field. A stale table size of a last signature section, which AWS's
 * own re-signing leaves behind, is the warning `stale-signature-size`.
 */
export declare function parseEifLayout(source: ByteSource): Promise<EifLayout>;
export {};
