export type CoseAlgorithm = 'ES256' | 'ES384' | 'ES512';
/**
 * A COSE_Sign1 message before verification.
 *
 *     COSE_Sign1 = [protected: bstr .cbor {1: alg}, unprotected: {}, payload: bstr, signature: bstr]
 */
export interface CoseSign1 {
    readonly algorithm: CoseAlgorithm;
    /** The protected header as received. */
    readonly protectedBytes: Uint8Array;
    readonly payload: Uint8Array;
    /** r followed by s, each of fixed width. */
    readonly signature: Uint8Array;
}
/**
 * Parses a COSE_Sign1 message (RFC 9052 section 4.2), untagged or with tag 18, in the strict CBOR of `parseCbor`. In order:
 * an array of exactly four; a protected header that holds the algorithm ES256, ES384 or ES512 and nothing else, not even
 * `crit`; an empty unprotected header, because no signature covers it; a payload that is not empty; a signature of the
 * algorithm's width. Not checked: the signature. The caller bounds the size of the input.
 *
 * Throws FormatError `cose-format` with the fault's offset. A fault of the CBOR is its cause.
 */
export declare function parseCoseSign1(bytes: Uint8Array): CoseSign1;
/**
 * What the signature covers: the CBOR of Sig_structure (RFC 9052 section 4.4) over the bytes as received, never over values
 * encoded again. Written by hand, so that `verifier.js` needs no CBOR encoder for three byte strings.
 */
export declare function sigStructure({ protectedBytes, payload }: Pick<CoseSign1, 'protectedBytes' | 'payload'>, externalAad?: Uint8Array): Uint8Array<ArrayBuffer>;
