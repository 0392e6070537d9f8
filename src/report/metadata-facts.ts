import type { EifMetadata } from '../format/eif-metadata.js';
import { type JsonValue, renderJson } from '../format/strict-json.js';

/** Metadata as names and values for people, in the order of AWS's tools. Structures are one line of JSON. */
export function metadataFacts(metadata: EifMetadata): readonly (readonly [string, string])[] {
  return [
    ['ImageName', metadata.imageName],
    ['ImageVersion', metadata.imageVersion],
    ...metadata.build,
    ...structure('DockerInfo', metadata.dockerInfo),
    ...structure('CustomMetadata', metadata.customMetadata),
  ];
}

function structure(name: string, value: JsonValue): [string, string][] {
  return value === null ? [] : [[name, renderJson(value).replace(/\n */g, ' ')]];
}
