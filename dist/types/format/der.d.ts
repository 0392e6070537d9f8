import { FormatError } from '../base/errors.js';
/** Identifier bytes (X.690 section 8.1.2) of the universal types in certificates. */
export declare const TAG: {
    readonly boolean: 1;
    readonly integer: 2;
    readonly bitString: 3;
    readonly octetString: 4;
    readonly objectIdentifier: 6;
    readonly utf8String: 12;
    readonly numericString: 18;
    readonly printableString: 19;
    readonly teletexString: 20;
    readonly ia5String: 22;
    readonly utcTime: 23;
    readonly generalizedTime: 24;
    readonly universalString: 28;
    readonly bmpString: 30;
    readonly sequence: 48;
    readonly set: 49;
};
/** One encoded value. Its bytes are views of the input, not copies. */
export interface DerElement {
    /** The identifier byte: class, whether constructed, and number. */
    readonly tag: number;
    /** Where the identifier byte lies, from the start of the outermost input. */
    readonly offsetBytes: number;
    /** Where the content lies, from the same start. */
    readonly contentOffsetBytes: number;
    /** Identifier, length and content as received. */
    readonly encoded: Uint8Array;
    readonly content: Uint8Array;
    /** The elements inside a constructed element. Empty for a primitive one. */
    readonly children: readonly DerElement[];
}
/**
 * Parses one value in DER (X.690 section 10) with everything inside. Per element, in order: an identifier of one byte that
 * is not end-of-contents; constructed exactly where its universal type is (sections 8.9 and 10.2); a definite length in its
 * shortest form (section 10.1) that fits the bytes left, compared before anything is sliced; at most DER_MAX_DEPTH levels.
 * Nothing follows the outermost element. Not checked: the content of primitive values (`der-values`), and the order inside
 * a SET. The caller bounds the size of the input.
 *
 * `baseOffsetBytes` is the offset of `bytes` in an outer input, for a value inside a string.
 *
 * Throws FormatError `der-format` with the fault's offset.
 */
export declare function parseDer(bytes: Uint8Array, baseOffsetBytes?: number): DerElement;
/** The parts of one constructed element, taken one after the other. */
export declare class DerFields {
    private readonly parent;
    private readonly what;
    private index;
    /** Throws FormatError `der-format` where the element has another tag. `what` is its name in messages. */
    constructor(parent: DerElement, tag: number, what: string);
    /** The next part. Throws FormatError `der-format` where no part is left or the part has a tag other than `tag`. */
    take(what: string, tag?: number): DerElement;
    /** The next part, or undefined where it has another tag. */
    takeOptional(tag: number): DerElement | undefined;
    /** Throws FormatError `der-format` where parts are left. */
    end(): void;
    private get peek();
    private get endOffsetBytes();
}
/** Throws FormatError `der-format` where the element has another tag. `what` is its name in messages. */
export declare function confirmTag(element: DerElement, tag: number, what: string): void;
export declare function derRefusal(message: string, offsetBytes: number): FormatError;
