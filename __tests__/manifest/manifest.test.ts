import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { decodeUtf8, encodeUtf8 } from '../../src/base/encoding.js';
import { manifestOfGiven, manifestOfImage } from '../../src/manifest/make-manifest.js';
import { encodeManifest, parseManifest } from '../../src/manifest/manifest.js';
import { manifestJsonSchema } from '../../src/manifest/manifest-json-schema.js';
import { MANIFEST_PREDICATE_TYPES } from '../../src/manifest/manifest-schema.js';
import { BUILD, MEASURED_AT, pcr, SOURCE, sampleImage } from '../fakes/sample-image.js';

type Json = { [key: string]: Json } & Json[] & string;

describe.each(['v1', 'v2'] as const)('PCR manifest in %s', (format) => {
  const origin = { source: SOURCE, build: BUILD };
  const SIGNED = { ...manifestOfImage(sampleImage(), MEASURED_AT, origin), format };
  const GIVEN = { ...manifestOfGiven(sampleImage(), MEASURED_AT), format };

  /** The manifest's JSON with the value at the path replaced, or taken out where it is undefined. */
  function changed(path: string, value: unknown, manifest = SIGNED): Uint8Array {
    const statement = JSON.parse(decodeUtf8(encodeManifest(manifest)));
    const keys = path.split('/');
    const last = keys.pop() ?? '';
    const parent: Json = keys.reduce((node, key) => node[key] as Json, statement);
    Object.assign(parent, { [last]: value });
    return encodeUtf8(JSON.stringify(statement));
  }

  test('an image that was measured here', () => {
    const statement = JSON.parse(decodeUtf8(encodeManifest(SIGNED)));
    expect(statement).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'signer.eif', digest: { sha256: 'f'.repeat(64), awsNitroPcr0: pcr('a') } }],
      predicateType: MANIFEST_PREDICATE_TYPES[format],
      predicate: {
        ...(format === 'v1' ? {} : { platform: 'nitro-enclave' }),
        measurements: {
          HashAlgorithm: 'Sha384 { ... }',
          PCR0: pcr('a'),
          PCR1: pcr('b'),
          PCR2: pcr('c'),
          PCR8: pcr('d'),
        },
        measured: 'here',
        measuredAt: '2026-01-31T12:00:00Z',
        eif: {
          version: 4,
          architecture: 'x86_64',
          sections: sampleImage().sections,
          metadata: {
            measured: false,
            content: { ImageName: 'signer', DockerInfo: { Size: '18446744073709551615', n: 1.5 } },
          },
          certificate: {
            sha256: createHash('sha256').update('der').digest('hex'),
            notBefore: '2026-01-31T11:59:59Z',
            notAfter: '2026-02-01T12:00:00Z',
          },
        },
        source: { observed: true, ...SOURCE },
        build: { observed: true, ...BUILD },
      },
    });
  });

  test('PCRs that were given: nothing is said of the image', () => {
    expect(GIVEN).toEqual({
      format,
      platform: 'nitro-enclave',
      image: { name: 'signer.eif', sha256: 'f'.repeat(64) },
      measurements: sampleImage().measurements,
      measured: 'given',
      measuredAt: MEASURED_AT,
    });
  });

  test('an unsigned image of version 3, without metadata', () => {
    const { image, header, sections, measurements } = sampleImage();
    const { PCR8: _, ...unsigned } = measurements;
    const made = manifestOfImage(
      {
        image,
        header: { ...header, version: 3 },
        sections: sections.slice(0, 1),
        measurements: unsigned,
      },
      MEASURED_AT,
    );
    const manifest = { ...made, format };
    expect(parseManifest(encodeManifest(manifest))).toEqual(manifest);
    expect(manifest.eif).not.toHaveProperty('certificate');
  });

  test.each([
    ['C:\\out\\a.eif', 'a.eif'],
    ['a.eif', 'a.eif'],
    ['dir/', 'dir/'],
  ])('keeps no directories: %s', (name, kept) => {
    const given = { ...sampleImage(), image: { name, sha256: 'f'.repeat(64) } };
    expect(manifestOfGiven(given, MEASURED_AT).image.name).toBe(kept);
  });

  test.each([
    ['measured here', SIGNED],
    ['given', GIVEN],
  ])('reads back what it writes: %s', (_name, manifest) => {
    expect(parseManifest(encodeManifest(manifest))).toEqual(manifest);
  });

  test.each(['x', 'predicate/x', 'predicate/measurements/PCR3', 'predicate/eif/x', 'subject/0/x'])(
    'ignores the unknown field %s',
    (path) => {
      expect(parseManifest(changed(path, pcr('0')))).toEqual(SIGNED);
    },
  );

  const required = ['HashAlgorithm', 'PCR0', 'PCR1', 'PCR2', 'PCR8'].map(
    (name) => `predicate/measurements/${name}`,
  );
  test.each([
    ...required,
    '_type',
    'predicateType',
    'predicate',
    'subject',
    'subject/0/name',
    'subject/0/digest/sha256',
    'subject/0/digest/awsNitroPcr0',
    'predicate/measurements',
    'predicate/measured',
    'predicate/measuredAt',
    'predicate/eif',
    'predicate/eif/version',
    'predicate/eif/sections',
    'predicate/eif/certificate',
    'predicate/eif/certificate/notAfter',
    'predicate/eif/metadata/measured',
    'predicate/source/observed',
    'predicate/source/commit',
    'predicate/build/run',
  ])('refuses a manifest without %s', (path) => {
    expect(() => parseManifest(changed(path, undefined))).toThrowWithCode('statement-format');
  });

  test.each<[string, unknown]>([
    ['predicateType', 'https://pcr-allowlist.github.io/allow-list/v2'],
    ['subject/1', { name: 'b', digest: { sha256: 'f'.repeat(64), awsNitroPcr0: pcr('a') } }],
    ['subject/0/name', ''],
    ['subject/0/digest/sha256', 'f'.repeat(62)],
    ['subject/0/digest/awsNitroPcr0', pcr('b')],
    ['predicate/measurements/PCR0', pcr('b')],
    ['predicate/measurements/PCR0', pcr('A')],
    ['predicate/measurements/PCR1', pcr('b').slice(2)],
    ['predicate/measurements/PCR1', `${pcr('b')}\n`],
    ['predicate/measurements/PCR1', pcr('0')],
    ['predicate/measurements/PCR2', pcr('0')],
    ['predicate/measurements/PCR8', pcr('0')],
    ['predicate/measurements/PCR8', null],
    ['predicate/measured', 'elsewhere'],
    ['predicate/measured', 'given'],
    ['predicate/measuredAt', '2026-01-31'],
    ['predicate/measuredAt', '2026-02-30T00:00:00Z'],
    ['predicate/eif/version', 5],
    ['predicate/eif/sections', []],
    ['predicate/eif/sections/1/type', 'ramdisk'],
    ['predicate/eif/sections/0/sizeBytes', -1],
    ['predicate/eif/sections/0/sizeBytes', 1.5],
    ['predicate/eif/metadata/measured', true],
    ['predicate/source/observed', false],
    ['predicate/source/commit', 'main'],
    ['predicate/build/attempt', 0],
  ])('refuses %s = %j', (path, value) => {
    expect(() => parseManifest(changed(path, value))).toThrowWithCode('statement-format');
  });

  test('refuses PCR0 of zeros although the subject agrees, and says where', () => {
    const zero = JSON.parse(decodeUtf8(encodeManifest(GIVEN)).replaceAll(pcr('a'), pcr('0')));
    const payload = encodeUtf8(JSON.stringify(zero));
    expect(() => parseManifest(payload)).toThrowWithCode('statement-format');
    expect(() => parseManifest(payload)).toThrow(
      expect.objectContaining({ at: { path: '/predicate/measurements/PCR0' } }),
    );
  });

  test('refuses a duplicate field', () => {
    const text = decodeUtf8(encodeManifest(GIVEN));
    const twice = text.replace('"PCR1":', `"PCR1":"${pcr('e')}","PCR1":`);
    expect(() => parseManifest(encodeUtf8(twice))).toThrowWithCode('statement-format');
  });

  test('the JSON Schema names what is required and leaves room for more', () => {
    const schema = JSON.parse(JSON.stringify(manifestJsonSchema(format)));
    expect(schema.required).toEqual(['_type', 'predicateType', 'subject', 'predicate']);
    const predicate = format === 'v1' ? schema.properties.predicate : firstAlternative(schema);
    expect(predicate.required).toEqual(
      expect.arrayContaining(['measurements', 'measured', 'measuredAt']),
    );
    expect(predicate.properties.measurements.properties.PCR0.$ref).toBe('#/$defs/pcr');
    expect(JSON.stringify(schema)).not.toContain('"additionalProperties":false');
  });
});

interface JsonSchema {
  readonly properties: { readonly predicate: { readonly oneOf: readonly Alternative[] } };
}
interface Alternative {
  readonly required: readonly string[];
  readonly properties: {
    readonly measurements: { readonly properties: { readonly PCR0: { readonly $ref: string } } };
  };
}

/** An image of a Nitro Enclave. */
function firstAlternative({ properties }: JsonSchema): Alternative {
  const [enclave] = properties.predicate.oneOf;
  if (enclave === undefined) throw new Error('an alternative');
  return enclave;
}
