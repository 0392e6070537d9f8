/** A DSSE envelope as it was parsed: nothing in it is trusted. */
export interface DsseEnvelope {
    readonly payloadType: string;
    readonly payload: Uint8Array;
    readonly signatures: readonly DsseSignature[];
}
export interface DsseSignature {
    /** A hint which key it may be, not covered by the signature; undefined where absent or empty. */
    readonly keyid: string | undefined;
    readonly sig: Uint8Array;
}
/**
 * Parses an envelope (DSSE 1.0.2, envelope.md): strict JSON of at most DSSE_MAX_BYTES; an object with `payloadType`
 * (not empty), `payload` and `signatures`, one to DSSE_MAX_SIGNATURES of them, each with `sig` (not empty) and at will
 * `keyid`. As the specification has it, unknown fields are ignored, and base64 may be of either alphabet; it must be
 * padded, canonical and of one alphabet.
 *
 * Throws FormatError `statement-format` with the path of the field, or the offset where it is no strict JSON.
 */
export declare function parseDsse(bytes: Uint8Array): DsseEnvelope;
/** The envelope as compact JSON with standard base64. The inverse of `parseDsse`, unknown fields aside. */
export declare function encodeDsse(envelope: DsseEnvelope): Uint8Array<ArrayBuffer>;
/** The envelope as the JSON object that other documents embed, such as a Sigstore bundle. */
export declare function dsseJson({ payload, payloadType, signatures }: DsseEnvelope): {
    readonly payload: string;
    readonly payloadType: string;
    readonly signatures: readonly {
        readonly keyid?: string;
        readonly sig: string;
    }[];
};
/**
 * What a signature is made over (DSSE 1.0.2, protocol.md, PAE): `DSSEv1`, then payload type and payload, each after
 * its length in bytes, all separated by one space. So neither can be taken for part of the other.
 */
export declare function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Uint8Array<ArrayBuffer>;
