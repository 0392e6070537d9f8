/** Bytes read at a time: large enough for the disk, small beside any memory limit. */
export declare const PIECE_BYTES: number;
/** Takes each piece of the file as it was read and hashed, and may refuse it by throwing. */
export type PieceObserver = (bytes: Uint8Array, offsetBytes: number) => void;
/**
 * Memory in which one writer hands pieces to readers in other threads: a ring of slots, and counters of pieces
 * that are published and that each reader is done with. Pieces are numbered from 0 and come in this order.
 */
export declare class PieceRing {
    readonly memory: SharedArrayBuffer;
    private readonly pieceBytes;
    private readonly readers;
    /** Index 0 counts published pieces; 1 and up, those that each reader is done with. */
    private readonly counters;
    /** Over memory that `create` made, in whichever thread. */
    constructor(memory: SharedArrayBuffer, pieceBytes: number, readers: number);
    static create(pieceBytes: number, readers: number): PieceRing;
    /** Where piece `i` lies. */
    piece(i: number, lengthBytes: number): Uint8Array<SharedArrayBuffer>;
    /** Writer: resolves when every reader is done with the piece whose slot piece `i` takes. */
    room(i: number): Promise<void>;
    /** Writer: piece `i` is there. */
    publish(i: number): void;
    /** Reader: returns when piece `i` is there. It blocks its thread, which has nothing else to do. */
    await(i: number): void;
    /** Reader: piece `i` is no longer needed by this reader (from 0). */
    release(i: number, reader: number): void;
    private published;
    private doneBy;
}
