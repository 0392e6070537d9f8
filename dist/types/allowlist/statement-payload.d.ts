import { type Statement } from '../format/statement.js';
import type { ListPin, OpenedEnvelope } from './trust.js';
/**
 * The statement of an opened envelope that belongs to the pinned list. In order: the payload's type; an in-toto
 * statement of this predicate type (`statement-format`); of the pinned list and enclave (`wrong-list`), before anything
 * else in it is used.
 */
export declare function pinnedStatement({ payloadType, payload }: OpenedEnvelope, predicateType: string, pin: ListPin): Statement;
/** Throws TrustError `wrong-list` where a predicate names another list or enclave than the pin. */
export declare function requirePinned(predicate: Statement['predicate'], pin: ListPin): void;
