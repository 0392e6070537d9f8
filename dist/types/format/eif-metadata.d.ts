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
    /** The whole metadata, as written. */
    readonly value: JsonObject;
    readonly warnings: readonly Warning[];
}
/**
 * Reads the metadata section (EIF specification, "Metadata section"; the key names of aws-nitro-enclaves-image-format). In
 * order: strict JSON; an object with AWS's keys and no other; ImageName and ImageVersion, each a string; BuildMetadata, an
 * object of exactly five strings; DockerInfo, of any type. An absent CustomMetadata counts as null.
 *
 * Throws FormatError `metadata`, with the fault in the JSON as cause where there is one. CustomMetadata that AWS's reader
 * cannot print gives the warning `custom-metadata`: it is not an object, or it has a key that the reader prints itself.
 *
 * @param at where the section's data lies in the file, for the errors
 */
export declare function parseEifMetadata(bytes: Uint8Array, at: Place): EifMetadata;
export {};
