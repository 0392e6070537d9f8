import { type Instant } from '../base/instant.js';
import type { SectionType } from '../format/eif.js';
import type { Architecture } from '../format/eif-header.js';
import type { DocumentFormat } from '../format/statement.js';
import type { PlainJson } from '../format/strict-json.js';
import { type Measurements } from '../measure/pcr.js';
/** What an image measures to, where it came from, and what was seen of its build. */
export interface PcrManifest {
    /** The format that it is written in. */
    readonly format: DocumentFormat;
    /** The one platform whose images are measured today. */
    readonly platform: 'nitro-enclave';
    readonly image: {
        /** For people; no directories. */
        readonly name: string;
        /** SHA-256 of the whole file, lower-case hex. */
        readonly sha256: string;
    };
    readonly measurements: Measurements;
    /** What `user_data` of a document has to be, in lower-case hex; in format v2 alone. */
    readonly userData?: string;
    /** `here`: whoever signed measured the image. `given`: the PCRs came from a file, and the image was not seen. */
    readonly measured: 'here' | 'given';
    readonly measuredAt: Instant;
    /** There exactly when measured here. */
    readonly eif?: ManifestEif;
    readonly source?: ObservedSource;
    readonly build?: ObservedBuild;
}
/** The image beyond its PCRs. None of it but the sections' content is covered by a PCR. */
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
    /** As the image states it. Anybody can change it without changing a PCR. */
    readonly unmeasuredMetadata?: {
        readonly [field: string]: PlainJson;
    };
    /** There exactly when the image is signed. */
    readonly certificate?: {
        /** SHA-256 of the certificate's DER, lower-case hex. */
        readonly sha256: string;
        readonly notBefore: Instant;
        readonly notAfter: Instant;
    };
}
/** Where the build says that its source is. Seen in the builder's environment, not proved by the image. */
export interface ObservedSource {
    readonly repository: string;
    /** 40 or 64 lower-case hexadecimal digits. */
    readonly commit: string;
    readonly ref: string;
}
/** Which run made the image. Seen in the builder's environment, not proved by the image. */
export interface ObservedBuild {
    readonly workflow: string;
    readonly run: string;
    /** From 1. */
    readonly attempt: number;
    readonly runner: string;
}
/**
 * Parses the payload of a PCR manifest: structure only, no trust. In order: what `parseStatement` checks; the predicate
 * type; the predicate's fields (docs/pcr-manifest.md), a missing one refused, an unknown one ignored, a PCR of zeros
 * refused by name, one that this program does not act on refused with `not-supported`; one subject with exactly the
 * digests' forms, whose `awsNitroPcr0` is PCR0 of the predicate; `eif` is there exactly when measured here, and then
 * PCR8, a certificate and a signature section all or none.
 *
 * Throws FormatError `statement-format`, or `not-supported`, with the path of the first field at fault.
 */
export declare function parseManifest(payload: Uint8Array): PcrManifest;
/** The payload of a PCR manifest: an in-toto statement as canonical JSON. The inverse of `parseManifest`. */
export declare function encodeManifest(manifest: PcrManifest): Uint8Array<ArrayBuffer>;
