import * as z from 'zod/mini';
/** `predicateType` of an allow-list; docs/allow-list.md is its specification. */
export declare const ALLOW_LIST_PREDICATE_TYPE = "https://pcr-allowlist.github.io/allow-list/v1";
export declare const hex: (bytes: number) => z.ZodMiniString<string>;
export declare const text: z.ZodMiniString<string>;
export declare const id: z.ZodMiniString<string>;
export declare const pcr: z.ZodMiniString<string>;
/** RFC 3339 in UTC in the document, an Instant in the value. */
export declare const instant: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
export declare const MEASUREMENTS: z.ZodMiniObject<{
    PCR0: z.ZodMiniString<string>;
    PCR1: z.ZodMiniString<string>;
    PCR2: z.ZodMiniString<string>;
    PCR8: z.ZodMiniExactOptional<z.ZodMiniString<string>>;
}, z.core.$strict>;
export declare const SOURCE: z.ZodMiniObject<{
    observed: z.ZodMiniLiteral<true>;
    repository: z.ZodMiniString<string>;
    commit: z.ZodMiniString<string>;
    ref: z.ZodMiniString<string>;
}, z.core.$strict>;
/** What a staged projection says, and with `staged` and `approvals` what a list says. */
export declare const PROJECTION_FIELDS: {
    instanceRoles: z.ZodMiniArray<z.ZodMiniObject<{
        arn: z.ZodMiniString<string>;
        PCR3: z.ZodMiniString<string>;
    }, z.core.$strict>>;
    certificates: z.ZodMiniArray<z.ZodMiniObject<{
        PCR8: z.ZodMiniString<string>;
        sha256: z.ZodMiniString<string>;
        notAfter: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
    }, z.core.$strict>>;
    keys: z.ZodMiniArray<z.ZodMiniObject<{
        key: z.ZodMiniString<string>;
        actions: z.ZodMiniArray<z.ZodMiniString<string>>;
        bind: z.ZodMiniArray<z.ZodMiniEnum<{
            PCR0: "PCR0";
            PCR1: "PCR1";
            PCR2: "PCR2";
            PCR3: "PCR3";
            PCR8: "PCR8";
        }>>;
        guard: z.ZodMiniBoolean<boolean>;
        detached: z.ZodMiniExactOptional<z.ZodMiniLiteral<true>>;
    }, z.core.$strict>>;
};
/** The form of the predicate. Nothing unknown passes: a reader must not overlook what a newer writer restricts. */
export declare const ALLOW_LIST_PREDICATE: z.ZodMiniObject<{
    list: z.ZodMiniString<string>;
    enclave: z.ZodMiniString<string>;
    version: z.ZodMiniInt;
    issuedAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
    expiresAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
    previous: z.ZodMiniNullable<z.ZodMiniObject<{
        version: z.ZodMiniInt;
        sha256: z.ZodMiniString<string>;
    }, z.core.$strict>>;
    projection: z.ZodMiniObject<{
        instanceRoles: z.ZodMiniArray<z.ZodMiniObject<{
            arn: z.ZodMiniString<string>;
            PCR3: z.ZodMiniString<string>;
        }, z.core.$strict>>;
        certificates: z.ZodMiniArray<z.ZodMiniObject<{
            PCR8: z.ZodMiniString<string>;
            sha256: z.ZodMiniString<string>;
            notAfter: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
        }, z.core.$strict>>;
        keys: z.ZodMiniArray<z.ZodMiniObject<{
            key: z.ZodMiniString<string>;
            actions: z.ZodMiniArray<z.ZodMiniString<string>>;
            bind: z.ZodMiniArray<z.ZodMiniEnum<{
                PCR0: "PCR0";
                PCR1: "PCR1";
                PCR2: "PCR2";
                PCR3: "PCR3";
                PCR8: "PCR8";
            }>>;
            guard: z.ZodMiniBoolean<boolean>;
            detached: z.ZodMiniExactOptional<z.ZodMiniLiteral<true>>;
        }, z.core.$strict>>;
        staged: z.ZodMiniArray<z.ZodMiniString<string>>;
        approvals: z.ZodMiniArray<z.ZodMiniDiscriminatedUnion<[z.ZodMiniObject<{
            staged: z.ZodMiniString<string>;
            sha256: z.ZodMiniString<string>;
            by: z.ZodMiniString<string>;
            approvedAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            expiresAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            source: z.ZodMiniLiteral<"key">;
            projection: z.ZodMiniString<string>;
            envelope: z.ZodMiniObject<{
                payload: z.ZodMiniString<string>;
                payloadType: z.ZodMiniString<string>;
                signatures: z.ZodMiniArray<z.ZodMiniObject<{
                    keyid: z.ZodMiniExactOptional<z.ZodMiniString<string>>;
                    sig: z.ZodMiniString<string>;
                }, z.core.$strict>>;
            }, z.core.$strict>;
        }, z.core.$strict>, z.ZodMiniObject<{
            staged: z.ZodMiniString<string>;
            sha256: z.ZodMiniString<string>;
            by: z.ZodMiniString<string>;
            approvedAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            expiresAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            source: z.ZodMiniEnum<{
                "github-environment": "github-environment";
                "github-pull-request": "github-pull-request";
            }>;
            observed: z.ZodMiniLiteral<true>;
            url: z.ZodMiniString<string>;
        }, z.core.$strict>], "source">>;
    }, z.core.$strict>;
    releases: z.ZodMiniArray<z.ZodMiniDiscriminatedUnion<[z.ZodMiniObject<{
        id: z.ZodMiniString<string>;
        measurements: z.ZodMiniObject<{
            PCR0: z.ZodMiniString<string>;
            PCR1: z.ZodMiniString<string>;
            PCR2: z.ZodMiniString<string>;
            PCR8: z.ZodMiniExactOptional<z.ZodMiniString<string>>;
        }, z.core.$strict>;
        image: z.ZodMiniObject<{
            name: z.ZodMiniString<string>;
            sha256: z.ZodMiniString<string>;
        }, z.core.$strict>;
        manifest: z.ZodMiniObject<{
            path: z.ZodMiniString<string>;
            sha256: z.ZodMiniString<string>;
        }, z.core.$strict>;
        source: z.ZodMiniExactOptional<z.ZodMiniObject<{
            observed: z.ZodMiniLiteral<true>;
            repository: z.ZodMiniString<string>;
            commit: z.ZodMiniString<string>;
            ref: z.ZodMiniString<string>;
        }, z.core.$strict>>;
        staged: z.ZodMiniString<string>;
        approvals: z.ZodMiniArray<z.ZodMiniDiscriminatedUnion<[z.ZodMiniObject<{
            staged: z.ZodMiniString<string>;
            sha256: z.ZodMiniString<string>;
            by: z.ZodMiniString<string>;
            approvedAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            expiresAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            source: z.ZodMiniLiteral<"key">;
            projection: z.ZodMiniString<string>;
            envelope: z.ZodMiniObject<{
                payload: z.ZodMiniString<string>;
                payloadType: z.ZodMiniString<string>;
                signatures: z.ZodMiniArray<z.ZodMiniObject<{
                    keyid: z.ZodMiniExactOptional<z.ZodMiniString<string>>;
                    sig: z.ZodMiniString<string>;
                }, z.core.$strict>>;
            }, z.core.$strict>;
        }, z.core.$strict>, z.ZodMiniObject<{
            staged: z.ZodMiniString<string>;
            sha256: z.ZodMiniString<string>;
            by: z.ZodMiniString<string>;
            approvedAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            expiresAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            source: z.ZodMiniEnum<{
                "github-environment": "github-environment";
                "github-pull-request": "github-pull-request";
            }>;
            observed: z.ZodMiniLiteral<true>;
            url: z.ZodMiniString<string>;
        }, z.core.$strict>], "source">>;
        changes: z.ZodMiniArray<z.ZodMiniObject<{
            what: z.ZodMiniEnum<{
                approved: "approved";
                "approved-again": "approved-again";
                retired: "retired";
            }>;
            version: z.ZodMiniInt;
            at: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
        }, z.core.$strict>>;
        state: z.ZodMiniLiteral<"active">;
    }, z.core.$strict>, z.ZodMiniObject<{
        id: z.ZodMiniString<string>;
        measurements: z.ZodMiniObject<{
            PCR0: z.ZodMiniString<string>;
            PCR1: z.ZodMiniString<string>;
            PCR2: z.ZodMiniString<string>;
            PCR8: z.ZodMiniExactOptional<z.ZodMiniString<string>>;
        }, z.core.$strict>;
        image: z.ZodMiniObject<{
            name: z.ZodMiniString<string>;
            sha256: z.ZodMiniString<string>;
        }, z.core.$strict>;
        manifest: z.ZodMiniObject<{
            path: z.ZodMiniString<string>;
            sha256: z.ZodMiniString<string>;
        }, z.core.$strict>;
        source: z.ZodMiniExactOptional<z.ZodMiniObject<{
            observed: z.ZodMiniLiteral<true>;
            repository: z.ZodMiniString<string>;
            commit: z.ZodMiniString<string>;
            ref: z.ZodMiniString<string>;
        }, z.core.$strict>>;
        staged: z.ZodMiniString<string>;
        approvals: z.ZodMiniArray<z.ZodMiniDiscriminatedUnion<[z.ZodMiniObject<{
            staged: z.ZodMiniString<string>;
            sha256: z.ZodMiniString<string>;
            by: z.ZodMiniString<string>;
            approvedAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            expiresAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            source: z.ZodMiniLiteral<"key">;
            projection: z.ZodMiniString<string>;
            envelope: z.ZodMiniObject<{
                payload: z.ZodMiniString<string>;
                payloadType: z.ZodMiniString<string>;
                signatures: z.ZodMiniArray<z.ZodMiniObject<{
                    keyid: z.ZodMiniExactOptional<z.ZodMiniString<string>>;
                    sig: z.ZodMiniString<string>;
                }, z.core.$strict>>;
            }, z.core.$strict>;
        }, z.core.$strict>, z.ZodMiniObject<{
            staged: z.ZodMiniString<string>;
            sha256: z.ZodMiniString<string>;
            by: z.ZodMiniString<string>;
            approvedAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            expiresAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
            source: z.ZodMiniEnum<{
                "github-environment": "github-environment";
                "github-pull-request": "github-pull-request";
            }>;
            observed: z.ZodMiniLiteral<true>;
            url: z.ZodMiniString<string>;
        }, z.core.$strict>], "source">>;
        changes: z.ZodMiniArray<z.ZodMiniObject<{
            what: z.ZodMiniEnum<{
                approved: "approved";
                "approved-again": "approved-again";
                retired: "retired";
            }>;
            version: z.ZodMiniInt;
            at: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
        }, z.core.$strict>>;
        state: z.ZodMiniLiteral<"retiring">;
        retireAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
    }, z.core.$strict>], "state">>;
    removed: z.ZodMiniArray<z.ZodMiniDiscriminatedUnion<[z.ZodMiniObject<{
        id: z.ZodMiniString<string>;
        PCR0: z.ZodMiniString<string>;
        when: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
        staged: z.ZodMiniString<string>;
        why: z.ZodMiniLiteral<"retired">;
    }, z.core.$strict>, z.ZodMiniObject<{
        id: z.ZodMiniString<string>;
        PCR0: z.ZodMiniString<string>;
        when: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
        staged: z.ZodMiniString<string>;
        why: z.ZodMiniLiteral<"revoked">;
        reason: z.ZodMiniString<string>;
    }, z.core.$strict>], "why">>;
}, z.core.$strict>;
/**
 * The JSON Schema (draft 2020-12) of an allow-list, from the schema that `parseAllowList` holds. It cannot say what
 * holds between fields, nor that no PCR is zero.
 */
export declare function allowListJsonSchema(): object;
