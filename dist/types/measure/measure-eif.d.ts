import { type Warning } from '../base/errors.js';
import type { ByteSource } from '../format/byte-source.js';
import { type EifSection } from '../format/eif.js';
import { type EifHeader } from '../format/eif-header.js';
import { type EifMetadata } from '../format/eif-metadata.js';
import { type Digester } from './digester.js';
import type { EifSignature } from './eif-signature.js';
import { type Measurements } from './pcr.js';
export interface MeasuredSection extends EifSection {
    /** SHA-384 of the section's data, lower-case hex. */
    readonly sha384: string;
}
/** An image that holds every rule of the strict profile, with what it measures to. */
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
    /** Neither measured nor signed: anybody can change it without changing a PCR. */
    readonly metadata?: EifMetadata;
    /** There exactly when the image is signed, and then verified. */
    readonly signature?: EifSignature;
    readonly warnings: readonly Warning[];
}
export interface MeasureOptions {
    /** How the bytes are read and hashed; Node's hashes, in threads for large images, unless said. */
    readonly digester?: Digester;
    /** Told after each piece how many bytes of the file are done. */
    readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}
/**
 * Measures an EIF in one pass over its bytes and holds the strict profile (docs/eif-profile.md), whose first broken
 * rule wins: header and section table (rules 1 to 11, before any content is read), CRC (12), metadata (13), signature
 * (14). PCRs as in the EIF specification, "PCR calculation".
 *
 * Not checked: the certificate's dates and issuer, and whether the image would boot.
 *
 * Throws FormatError with the codes of `parseEifLayout`, `bad-crc`, `metadata`, `signature-format`; TrustError
 * `signature-invalid`, `signature-pcr0`, and `input-changed` where the source did not stay what it was.
 */
export declare function measureEif(source: ByteSource, options?: MeasureOptions): Promise<MeasuredEif>;
