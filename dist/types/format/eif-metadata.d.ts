import { type Place, type Warning } from '../base/errors.js';
import { type JsonObject, type JsonValue } from './strict-json.js';
declare const BUILD_KEYS: readonly ['BuildTime', 'BuildTool', 'BuildToolVersion', 'OperatingSystem', 'KernelVersion'];
export type BuildKey = (typeof BUILD_KEYS)[number];
/** The metadata section of an EIF. No PCR and no signature covers it. */
export interface EifMetadata {
    readonly imageName: string;
    readonly imageVersion: string;
    /** In the order in which AWS's tools print it. */
    readonly build: ReadonlyMap<BuildKey, string>;
    readonly dockerInfo: JsonValue;
    readonly customMetadata: JsonValue;
    /** All of it, as written. */
    readonly value: JsonObject;
    readonly warnings: readonly Warning[];
}
/**
 * Reads the metadata section (EIF specification, "Metadata section"; the key names of aws-nitro-enclaves-image-format).
 * In order: strict JSON; an object with AWS's keys and no other; a text for each of ImageName and ImageVersion; an
 * object of five texts, and nothing else, as BuildMetadata; DockerInfo, of any type. An absent CustomMetadata counts as
 * null.
 *
 * Throws FormatError `metadata`, with the fault in the JSON as cause where there is one. CustomMetadata that AWS's
 * reader cannot print (no object, or a key that is one of its own) is the warning `custom-metadata`.
 *
 * @param at where the section's data lies in the file, for the errors
 */
export declare function parseEifMetadata(bytes: Uint8Array, at: Place): EifMetadata;
export {};
