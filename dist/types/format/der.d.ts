import { FormatError } from '../base/errors.js';
/** Identifier bytes (X.690 section 8.1.2) of the universal types that certificates are made of. */
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
    /** What a constructed element is made of; empty for a primitive one. */
    readonly children: readonly DerElement[];
}
/**
 * One value in DER (X.690 section 10), with everything that it is made of. Per element, in order: an identifier of one
 * byte that is not end-of-contents; constructed exactly where its universal type is (sections 8.9 and 10.2); a definite
 * length in its shortest form (section 10.1) that fits what is left, compared before anything is sliced; at most
 * DER_MAX_DEPTH levels. Nothing follows the outermost element. Not checked: what primitive values hold (`der-values`),
 * and the order inside a SET. The caller bounds the size of the input.
 *
 * `baseOffsetBytes` is where `bytes` lies, for a value that a string of an outer input wraps.
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
    /** The next part. Throws FormatError `der-format` where there is none, or one of another tag than `tag`. */
    take(what: string, tag?: number): DerElement;
    /** The next part where it has this tag. */
    takeOptional(tag: number): DerElement | undefined;
    /** Throws FormatError `der-format` where parts are left. */
    end(): void;
    private get peek();
    private get endOffsetBytes();
}
/** Throws FormatError `der-format` where the element has another tag. `what` is its name in messages. */
export declare function confirmTag(element: DerElement, tag: number, what: string): void;
export declare function derRefusal(message: string, offsetBytes: number): FormatError;
