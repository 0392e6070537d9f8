/** Bytes read at a time: large enough for the disk, small compared with any memory limit. */
export declare const PIECE_BYTES: number;
/** Receives each piece of the file as read and hashed, and may refuse it by throwing. */
export type PieceObserver = (bytes: Uint8Array, offsetBytes: number) => void;
/**
 * Memory through which one writer passes pieces to readers in other threads: a ring of slots, and counters of the published
 * pieces and of the pieces that each reader is done with. Pieces are numbered from 0 and come in this order.
 */
export declare class PieceRing {
    readonly memory: SharedArrayBuffer;
    private readonly pieceBytes;
    private readonly readers;
    /** Index 0 counts published pieces. The others count the pieces that each reader is done with. */
    private readonly counters;
    /** Uses memory that `create` made, in any thread. */
    constructor(memory: SharedArrayBuffer, pieceBytes: number, readers: number);
    static create(pieceBytes: number, readers: number): PieceRing;
    /** The memory of piece `i`. */
    piece(i: number, lengthBytes: number): Uint8Array<SharedArrayBuffer>;
    /** Writer: resolves when every reader is done with the piece in the slot that piece `i` takes. */
    room(i: number): Promise<void>;
    /** Writer: publishes piece `i`. */
    publish(i: number): void;
    /** Reader: returns when piece `i` is published. It blocks its thread, which has nothing else to do. */
    await(i: number): void;
    /** Reader: reports that this reader (from 0) is done with piece `i`. */
    release(i: number, reader: number): void;
    private published;
    private doneBy;
}
