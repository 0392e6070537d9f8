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
export declare function measureEif(source: ByteSource, options?: MeasureOptions): Promise<MeasuredEif>;
