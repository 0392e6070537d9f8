import * as z from 'zod/mini';
import { FormatError } from '../base/errors.js';
/**
 * A value in the form of a schema. Throws FormatError `statement-format` with the path of the first field at fault,
 * which begins at `root`; `format` names the document for people.
 */
export declare function matched<Schema extends z.ZodMiniType>(schema: Schema, value: unknown, format: string, root: string): z.output<Schema>;
/** The inverse of `matched`: the value as the document holds it, such as an instant as RFC 3339. */
export declare function encoded<Schema extends z.ZodMiniType>(schema: Schema, value: z.output<Schema>, format: string, root: string): z.input<Schema>;
/** A refusal of a document by the path of the field at fault. */
export declare function documentRefusal(format: string, message: string, path: readonly PropertyKey[]): FormatError;
/** What is wrong, as zod/mini leaves it to us to say. */
export declare function issueSentence(issue: z.core.$ZodIssue): string;
