import * as z from 'zod/mini';
/** `predicateType` of a PCR manifest; docs/pcr-manifest.md is its specification. */
export declare const MANIFEST_PREDICATE_TYPE = "https://pcr-allowlist.github.io/pcr-manifest/v1";
/** `eif` of the predicate. */
export declare const EIF: z.ZodMiniObject<{
    version: z.ZodMiniUnion<readonly [z.ZodMiniLiteral<2>, z.ZodMiniLiteral<3>, z.ZodMiniLiteral<4>]>;
    architecture: z.ZodMiniEnum<{
        aarch64: "aarch64";
        x86_64: "x86_64";
    }>;
    sections: z.ZodMiniArray<z.ZodMiniObject<{
        type: z.ZodMiniEnum<{
            cmdline: "cmdline";
            kernel: "kernel";
            metadata: "metadata";
            ramdisk: "ramdisk";
            signature: "signature";
        }>;
        offsetBytes: z.ZodMiniInt;
        sizeBytes: z.ZodMiniInt;
        sha384: z.ZodMiniString<string>;
    }, z.core.$strip>>;
    metadata: z.ZodMiniOptional<z.ZodMiniObject<{
        measured: z.ZodMiniLiteral<false>;
        content: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>;
    }, z.core.$strip>>;
    certificate: z.ZodMiniOptional<z.ZodMiniObject<{
        sha256: z.ZodMiniString<string>;
        notBefore: z.ZodMiniString<string>;
        notAfter: z.ZodMiniString<string>;
    }, z.core.$strip>>;
}, z.core.$strip>;
/** The form of each field of the predicate; unknown fields are left out of what it returns. */
export declare const PREDICATE: z.ZodMiniObject<{
    measurements: z.ZodMiniObject<{
        HashAlgorithm: z.ZodMiniString<string>;
        PCR0: z.ZodMiniString<string>;
        PCR1: z.ZodMiniString<string>;
        PCR2: z.ZodMiniString<string>;
        PCR8: z.ZodMiniOptional<z.ZodMiniString<string>>;
    }, z.core.$strip>;
    measured: z.ZodMiniEnum<{
        given: "given";
        here: "here";
    }>;
    measuredAt: z.ZodMiniString<string>;
    eif: z.ZodMiniOptional<z.ZodMiniObject<{
        version: z.ZodMiniUnion<readonly [z.ZodMiniLiteral<2>, z.ZodMiniLiteral<3>, z.ZodMiniLiteral<4>]>;
        architecture: z.ZodMiniEnum<{
            aarch64: "aarch64";
            x86_64: "x86_64";
        }>;
        sections: z.ZodMiniArray<z.ZodMiniObject<{
            type: z.ZodMiniEnum<{
                cmdline: "cmdline";
                kernel: "kernel";
                metadata: "metadata";
                ramdisk: "ramdisk";
                signature: "signature";
            }>;
            offsetBytes: z.ZodMiniInt;
            sizeBytes: z.ZodMiniInt;
            sha384: z.ZodMiniString<string>;
        }, z.core.$strip>>;
        metadata: z.ZodMiniOptional<z.ZodMiniObject<{
            measured: z.ZodMiniLiteral<false>;
            content: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>;
        }, z.core.$strip>>;
        certificate: z.ZodMiniOptional<z.ZodMiniObject<{
            sha256: z.ZodMiniString<string>;
            notBefore: z.ZodMiniString<string>;
            notAfter: z.ZodMiniString<string>;
        }, z.core.$strip>>;
    }, z.core.$strip>>;
    source: z.ZodMiniOptional<z.ZodMiniObject<{
        observed: z.ZodMiniLiteral<true>;
        repository: z.ZodMiniString<string>;
        commit: z.ZodMiniString<string>;
        ref: z.ZodMiniString<string>;
    }, z.core.$strip>>;
    build: z.ZodMiniOptional<z.ZodMiniObject<{
        observed: z.ZodMiniLiteral<true>;
        workflow: z.ZodMiniString<string>;
        run: z.ZodMiniString<string>;
        attempt: z.ZodMiniInt;
        runner: z.ZodMiniString<string>;
    }, z.core.$strip>>;
}, z.core.$strip>;
/** The image, as the one subject. */
export declare const SUBJECTS: z.ZodMiniArray<z.ZodMiniObject<{
    name: z.ZodMiniString<string>;
    digest: z.ZodMiniObject<{
        sha256: z.ZodMiniString<string>;
        awsNitroPcr0: z.ZodMiniString<string>;
    }, z.core.$strip>;
}, z.core.$strip>>;
/**
 * The JSON Schema (draft 2020-12) of a PCR manifest, from the schema that `parseManifest` holds. It cannot say what
 * holds between fields, nor that no PCR is zero.
 */
export declare function manifestJsonSchema(): object;
