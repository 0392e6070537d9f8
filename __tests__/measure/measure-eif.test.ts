import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { METADATA_MAX_BYTES } from '../../src/base/size-limits.js';
import { type ByteSource, memorySource } from '../../src/format/byte-source.js';
import { digestInThread, digestWithNode } from '../../src/measure/digester.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { renderDescription } from '../../src/report/describe-eif.js';
import { METADATA, makeEif, plainSections, type SectionPlan } from '../fakes/eif-maker.js';

const digester = digestInThread(nodeHashing);
const withMetadata = (metadata: string | Uint8Array): SectionPlan[] =>
  plainSections().map((section) =>
    section.type === 'metadata' ? { ...section, data: metadata } : section,
  );
const measured = (sections: readonly SectionPlan[]) =>
  measureEif(memorySource(makeEif({ sections })), { digester });

describe('one pass', () => {
  test('with threads and without, the same image measures the same', async () => {
    const image = makeEif({
      sections: plainSections([
        Buffer.alloc(3_000_001, 1),
        Buffer.alloc(7_000_003, 2),
        Buffer.alloc(10, 3),
      ]),
    });
    const alone = await measureEif(memorySource(image), { digester });
    const threaded = await measureEif(memorySource(image), { digester: digestWithNode });
    expect(threaded).toEqual(alone);
  });

  test('tells its progress, up to the whole', async () => {
    const image = makeEif({ sections: plainSections([Buffer.alloc(2_500_000)]) });
    const seen: number[] = [];
    await measureEif(memorySource(image), {
      digester,
      onProgress: (doneBytes, totalBytes) => seen.push(doneBytes / totalBytes),
    });
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(2);
  });

  test.each([0, 6, 600, 548 + 5])(
    'a header that differs in the pass, at byte %i, is input-changed',
    async (offset) => {
      // The headers say one thing when the layout is read, and another when the content is hashed.
      const image = makeEif({ sections: plainSections() });
      const source = memorySource(image, 'moving.eif');
      const moving: ByteSource = {
        ...source,
        async read(offsetBytes, into) {
          await source.read(offsetBytes, into);
          if (into.length > 548 && offset < into.length) into[offset] = (into[offset] ?? 0) ^ 1;
        },
      };
      await expect(measureEif(moving, { digester })).rejects.toMatchObject({
        code: 'input-changed',
      });
    },
  );

  test('a source that says that it changed is believed, with and without threads', async () => {
    for (const size of [10, 9_000_000]) {
      const source = memorySource(makeEif({ sections: plainSections([Buffer.alloc(size)]) }));
      const changed: ByteSource = {
        ...source,
        confirmUnchanged: () =>
          Promise.reject(Object.assign(new Error('changed'), { code: 'input-changed' })),
      };
      await expect(measureEif(changed)).toRejectWithCode('input-changed');
    }
  });

  test('a read that fails in the middle of threads ends in its error', async () => {
    const source = memorySource(makeEif({ sections: plainSections([Buffer.alloc(9_000_000)]) }));
    const failing: ByteSource = {
      ...source,
      async read(offsetBytes, into) {
        if (offsetBytes > 4_000_000)
          throw Object.assign(new Error('gone'), { code: 'input-changed' });
        await source.read(offsetBytes, into);
      },
    };
    await expect(measureEif(failing)).toRejectWithCode('input-changed');
  });
});

describe('versions before metadata', () => {
  test.each([2, 3])(
    'version %i measures, and is described without an image name',
    async (version) => {
      const sections = plainSections(['a', 'b']).filter(({ type }) => type !== 'metadata');
      const image = makeEif({ version, sections });
      const eif = await measureEif(memorySource(image), { digester });
      const withMetadataToo = await measured(plainSections(['a', 'b']));
      expect(eif.measurements).toEqual(withMetadataToo.measurements);
      expect(Object.keys(JSON.parse(renderDescription(eif)))).toEqual([
        'EifVersion',
        'Measurements',
        'IsSigned',
        'CheckCRC',
      ]);
    },
  );
});

describe('metadata', () => {
  const changed = (from: string, to: string): string => METADATA.replace(from, () => to);

  test.each([
    ['not JSON', '{'],
    ['empty', ''],
    ['no object', '[]'],
    ['null', 'null'],
    ['something behind it', `${METADATA}x`],
    ['a NUL behind it', `${METADATA}\0`],
    ['a byte order mark', `\ufeff${METADATA}`],
    ['a key twice', changed('{', '{"ImageName":"other",')],
    ['a key twice, once escaped', changed('{', '{"Image\\u004eame":"other",')],
    ['a key twice deep inside', changed('"DockerInfo":null', '"DockerInfo":{"a":[{"b":1,"b":2}]}')],
    ['no ImageName', changed('"ImageName":"demo",', '')],
    ['no DockerInfo', changed('"DockerInfo":null,', '')],
    ['no BuildMetadata', METADATA.replace(/"BuildMetadata":\{.*?\},/, '')],
    [
      'BuildMetadata that is no object',
      METADATA.replace(/"BuildMetadata":\{.*?\},/, '"BuildMetadata":"x",'),
    ],
    ['no KernelVersion', changed(',"KernelVersion":"4.14.256"', '')],
    ['a version that is a number', changed('"ImageVersion":"1.0"', '"ImageVersion":1.0')],
    [
      'a build time that is null',
      changed('"BuildTime":"1970-01-01T00:00:00+00:00"', '"BuildTime":null'),
    ],
    ['a key that AWS does not have', changed('{', '{"Other":1,')],
    ['a build key that AWS does not have', changed('"BuildTool":', '"Other":"x","BuildTool":')],
    [
      'nesting without end',
      changed('"DockerInfo":null', `"DockerInfo":${'['.repeat(5000)}${']'.repeat(5000)}`),
    ],
    [
      'more than the limit',
      changed('"DockerInfo":null', `"DockerInfo":"${'x'.repeat(METADATA_MAX_BYTES)}"`),
    ],
    ['bad UTF-8', Buffer.from(changed('demo', 'd\u00e9mo'), 'latin1')],
  ])('%s is refused', async (_name, metadata) => {
    await expect(measured(withMetadata(metadata))).toRejectWithCode('metadata');
  });

  test('a fault is reported with its place in the file', async () => {
    await expect(measured(withMetadata(`${METADATA.slice(0, 40)}`))).rejects.toMatchObject({
      code: 'metadata',
      at: { offsetBytes: 597 + 12 + 40 },
      cause: { code: 'json-format' },
    });
  });

  test('the CRC comes before it: damage is not reported as bad metadata', async () => {
    const image = makeEif({ sections: withMetadata('{') });
    image[544] = (image[544] ?? 0) ^ 1;
    await expect(measureEif(memorySource(image), { digester })).toRejectWithCode('bad-crc');
  });

  test('an absent CustomMetadata counts as null', async () => {
    const { metadata, warnings } = await measured(
      withMetadata(changed(',"CustomMetadata":null', '')),
    );
    expect([metadata?.customMetadata, warnings]).toEqual([null, []]);
  });

  test.each([
    ['[1]', 1],
    ['"x"', 1],
    ['3', 1],
    ['{"BuildTime":"x"}', 1],
    ['{"DockerInfo":{}}', 1],
    ['{"git":"x","n":1.0}', 0],
    ['{}', 0],
  ])('CustomMetadata %s gives %i warnings', async (custom, count) => {
    const { warnings } = await measured(
      withMetadata(changed('"CustomMetadata":null', `"CustomMetadata":${custom}`)),
    );
    expect(warnings.map(({ code }) => code)).toEqual(
      Array.from({ length: count }, () => 'custom-metadata'),
    );
  });

  test('white space and any order of keys are JSON all the same', async () => {
    const reordered = JSON.stringify(
      Object.fromEntries(Object.entries(JSON.parse(METADATA)).reverse()),
      null,
      3,
    );
    const { metadata } = await measured(withMetadata(reordered));
    expect([metadata?.imageName, metadata?.build.get('BuildTool')]).toEqual(['demo', 'eif_build']);
  });

  test('any CustomMetadata object is kept as written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { maxKeys: 4 }),
        async (custom) => {
          const { metadata } = await measured(
            withMetadata(
              changed('"CustomMetadata":null', `"CustomMetadata":${JSON.stringify(custom)}`),
            ),
          );
          expect(
            [...((metadata?.customMetadata as Map<string, unknown>) ?? [])].map(([key]) => key),
          ).toEqual(Object.keys(custom));
        },
      ),
      { numRuns: 100 },
    );
  });
});
