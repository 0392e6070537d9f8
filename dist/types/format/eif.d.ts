import { type Warning } from '../base/errors.js';
import { type ByteSource } from './byte-source.js';
import { type EifHeader } from './eif-header.js';
declare const SECTION_TYPES: readonly ['kernel', 'cmdline', 'ramdisk', 'signature', 'metadata'];
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
export declare function parseEifLayout(source: ByteSource): Promise<EifLayout>;
export {};
