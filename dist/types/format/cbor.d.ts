/** The CBOR that AWS's formats use. Integers are safe integers; map keys keep their order and their type. */
export type CborValue = number | string | boolean | null | Uint8Array | CborValue[] | Map<string | number, CborValue>;
export interface CborOptions {
    /** Takes a map of indefinite length (bf … ff) as the outermost item, as attestation documents have since 2025-08. */
    readonly topLevelIndefiniteMap?: boolean;
    /** Takes and drops this tag, from 0 to 23, in front of the outermost item. */
    readonly topLevelTag?: number;
}
/**
 * One CBOR item (RFC 8949) in a strict profile, of which any value has a single encoding. The bytes are read
 * in order, and refused at the first fault: input that ends too early (every length is compared with the bytes left
 * before anything is made of it), a reserved or non-shortest head (section 4.2.1), an indefinite length or a tag other
 * than `options` allow, an integer outside of the safe range, a simple value other than false, true and null, a float,
 * text that is not UTF-8 or starts with a byte order mark, a map key that is neither text nor integer or is there
 * twice (section 5.6), too many items or levels, and bytes after the item. The values share no
 * memory with `bytes`. Order of map keys is free, and kept. The caller bounds the size of the input.
 *
 * Throws FormatError `cbor-format` with the fault's offset.
 */
export declare function parseCbor(bytes: Uint8Array, options?: CborOptions): CborValue;
/**
 * The encoding that `parseCbor` takes for this value: definite lengths, shortest heads, map keys in the order given
 * (RFC 8949 section 4.2.1 without its sorting). Texts are well-formed. Throws FormatError `cbor-format` for a number
 * that is no safe integer.
 */
export declare function encodeCbor(value: CborValue): Uint8Array<ArrayBuffer>;
