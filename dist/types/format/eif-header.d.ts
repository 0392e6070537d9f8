import { FormatError } from '../base/errors.js';
/** EifHeader: magic, version, flags, sizes, section table, CRC. */
export declare const EIF_HEADER_BYTES = 548;
/** EifSectionHeader: type u16, flags u16, section_size u64. */
export declare const SECTION_HEADER_BYTES = 12;
/** eif_crc32, the last field of the header and the only bytes that the CRC leaves out. */
export declare const CRC_OFFSET_BYTES = 544;
/** Places of the header's fields (EIF specification, "EIF header"). */
export declare const HEADER_OFFSET: {
    version: number;
    flags: number;
    memory: number;
    cpus: number;
    reserved: number;
    count: number;
    offsets: number;
    sizes: number;
    unused: number;
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
export declare function parseEifHeader(view: DataView, file: string): {
    header: EifHeader;
    table: readonly bigint[];
};
export declare function sectionTableRefusal(message: string, offsetBytes: number, file: string): FormatError;
