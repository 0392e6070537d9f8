import { type DerElement } from './der.js';
/** Key usages by bit (RFC 5280 section 4.2.1.3). */
declare const KEY_USAGES: readonly ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly'];
export type KeyUsage = (typeof KEY_USAGES)[number];
/** The extensions that decide about a chain (RFC 5280 section 4.2). An absent extension is absent here. */
export interface ExtensionFacts {
    readonly basicConstraints?: {
        readonly critical: boolean;
        readonly ca: boolean;
        readonly pathLength?: number;
    };
    readonly keyUsage?: {
        readonly critical: boolean;
        readonly usages: readonly KeyUsage[];
    };
    readonly subjectKeyIdentifier?: Uint8Array;
    readonly authorityKeyIdentifier?: Uint8Array;
    /** OIDs of all critical extensions, and of the critical extensions that are not read here. */
    readonly critical: readonly string[];
    readonly unknownCritical: readonly string[];
}
export declare const NO_EXTENSIONS: ExtensionFacts;
/**
 * Reads the extensions of a version 3 certificate: at least one, no duplicates (RFC 5280 section 4.2), every known one
 * completely. Throws FormatError `certificate-format` for a duplicate or an empty list, and `der-format` for faults inside.
 */
export declare function extensionsOf(list: DerElement): ExtensionFacts;
export {};
