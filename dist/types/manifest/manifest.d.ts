import { type Instant } from '../base/instant.js';
import type { SectionType } from '../format/eif.js';
import type { Architecture } from '../format/eif-header.js';
import type { DocumentFormat } from '../format/statement.js';
import type { PlainJson } from '../format/strict-json.js';
import { type Measurements } from '../measure/pcr.js';
/** The measurements of an image, its origin, and what was observed about its build. */
export interface PcrManifest {
    /** The format of the document. */
    readonly format: DocumentFormat;
    /** The only platform that is measured today. */
    readonly platform: 'nitro-enclave';
    readonly image: {
        /** For people. Without directories. */
        readonly name: string;
        /** SHA-256 of the whole file, lower-case hex. */
        readonly sha256: string;
    };
    readonly measurements: Measurements;
    /** The required `user_data` of a document, in lower-case hex. Only in format v2. */
    readonly userData?: string;
    /** `here`: the signer measured the image. `given`: the PCRs came from a file, and the signer did not see the image. */
    readonly measured: 'here' | 'given';
    readonly measuredAt: Instant;
    /** Present exactly when measured here. */
    readonly eif?: ManifestEif;
    readonly source?: ObservedSource;
    readonly build?: ObservedBuild;
}
/** Facts about the image besides its PCRs. The PCRs cover only the sections' content. */
export interface ManifestEif {
    readonly version: 2 | 3 | 4;
    readonly architecture: Architecture;
    /** In file order. */
    readonly sections: readonly {
        readonly type: SectionType;
        readonly offsetBytes: number;
        readonly sizeBytes: number;
        /** SHA-384 of the section's data, lower-case hex. */
        readonly sha384: string;
    }[];
    /** As stated in the image. Anybody can change it without changing a PCR. */
    readonly unmeasuredMetadata?: {
        readonly [field: string]: PlainJson;
    };
    /** Present exactly when the image is signed. */
    readonly certificate?: {
        /** SHA-256 of the certificate's DER, lower-case hex. */
        readonly sha256: string;
        readonly notBefore: Instant;
        readonly notAfter: Instant;
    };
}
/** The source that the build reports. Observed in the builder's environment, not proved by the image. */
export interface ObservedSource {
    readonly repository: string;
    /** 40 or 64 lower-case hexadecimal digits. */
    readonly commit: string;
    readonly ref: string;
}
/** The run that made the image. Observed in the builder's environment, not proved by the image. */
export interface ObservedBuild {
    readonly workflow: string;
    readonly run: string;
    /** From 1. */
    readonly attempt: number;
    readonly runner: string;
}
/**
 * Parses the payload of a PCR manifest: structure only, no trust. In order: what `parseStatement` checks; the predicate
 * type; the predicate's fields (docs/pcr-manifest.md), of which it refuses a missing one, a PCR of zeros and, with
 * `not-supported`, a reserved one, and ignores an unknown one; one subject with digests of exactly these forms and
 * `awsNitroPcr0` equal to PCR0 of the predicate; `eif` exactly when measured here, and then either all or none of PCR8, a
 * certificate and a signature section.
 *
 * Throws FormatError `statement-format`, or `not-supported`, with the path of the first field at fault.
 */
export declare function parseManifest(payload: Uint8Array): PcrManifest;
/** The payload of a PCR manifest: an in-toto statement as canonical JSON. The inverse of `parseManifest`. */
export declare function encodeManifest(manifest: PcrManifest): Uint8Array<ArrayBuffer>;
