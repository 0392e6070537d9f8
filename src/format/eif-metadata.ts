import { FormatError, type Place, type Warning } from '../base/errors.js';
import { type JsonObject, type JsonValue, parseStrictJson } from './strict-json.js';

const BUILD_KEYS = [
  'BuildTime',
  'BuildTool',
  'BuildToolVersion',
  'OperatingSystem',
  'KernelVersion',
] as const;
const KEYS = [
  'ImageName',
  'ImageVersion',
  'BuildMetadata',
  'DockerInfo',
  'CustomMetadata',
] as const;

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
export function parseEifMetadata(bytes: Uint8Array, at: Place): EifMetadata {
  const value = parseObject(bytes, at);
  requireKeys(value, KEYS, KEYS.slice(0, -1), 'metadata', at);
  const build = value.get('BuildMetadata');
  if (!(build instanceof Map)) throw refusal('expected BuildMetadata to be an object', at);
  requireKeys(build, BUILD_KEYS, BUILD_KEYS, 'BuildMetadata', at);
  const customMetadata = value.get('CustomMetadata') ?? null;
  return {
    imageName: textOf(value, 'ImageName', at),
    imageVersion: textOf(value, 'ImageVersion', at),
    build: new Map(BUILD_KEYS.map((key) => [key, textOf(build, key, at)])),
    dockerInfo: value.get('DockerInfo') ?? null,
    customMetadata,
    value,
    warnings: customMetadataWarnings(customMetadata),
  };
}

function parseObject(bytes: Uint8Array, at: Place): JsonObject {
  let value: JsonValue;
  try {
    value = parseStrictJson(bytes);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const offsetBytes = (at.offsetBytes ?? 0) + (cause.at?.offsetBytes ?? 0);
    throw new FormatError('metadata', `metadata is not strict JSON: ${cause.message}`, {
      at: { ...at, offsetBytes },
      cause,
    });
  }
  if (!(value instanceof Map)) throw refusal('expected metadata to be a JSON object', at);
  return value;
}

function requireKeys(
  object: JsonObject,
  known: readonly string[],
  required: readonly string[],
  name: string,
  at: Place,
): void {
  for (const key of required) {
    if (!object.has(key)) throw refusal(`expected ${name} to have the key ${key}`, at);
  }
  for (const key of object.keys()) {
    if (!known.includes(key))
      throw refusal(
        `expected only ${known.join(', ')} in ${name}, found ${JSON.stringify(key)}`,
        at,
      );
  }
}

function textOf(object: JsonObject, key: string, at: Place): string {
  const value = object.get(key);
  if (typeof value !== 'string') throw refusal(`expected ${key} to be a string`, at);
  return value;
}

/** AWS's reader prints custom keys next to its own. It fails on anything but an object, and prints a key of its own twice. */
function customMetadataWarnings(custom: JsonValue): readonly Warning[] {
  if (custom === null) return [];
  if (!(custom instanceof Map)) {
    return [
      {
        code: 'custom-metadata',
        message: 'CustomMetadata is not an object, so nitro-cli describe-eif fails on this image',
      },
    ];
  }
  const taken = [...custom.keys()].filter(
    (key) => key === 'DockerInfo' || (BUILD_KEYS as readonly string[]).includes(key),
  );
  if (taken.length === 0) return [];
  return [
    {
      code: 'custom-metadata',
      message: `CustomMetadata contains ${taken.join(', ')}, and nitro-cli describe-eif prints such a key twice, with two values`,
    },
  ];
}

function refusal(message: string, at: Place): FormatError {
  return new FormatError('metadata', message, { at });
}
