import { describe, expect, test } from '@jest/globals';
import { memorySource } from '../../src/format/byte-source.js';
import { parseEifLayout } from '../../src/format/eif.js';
import { type EifPlan, makeEif, plainSections, type SectionPlan } from '../fakes/eif-maker.js';

const layoutOf = (image: Uint8Array) => parseEifLayout(memorySource(image, 'test.eif'));
const plain = plainSections();
const signature = (data: Uint8Array | string, more: Partial<SectionPlan> = {}): SectionPlan => ({
  type: 'signature',
  data,
  ...more,
});

describe('layout of an EIF', () => {
  test('tells header and sections as they lie in the file', async () => {
    const { header, sections, warnings } = await layoutOf(
      makeEif({ sections: plain, flags: 1, memory: 2n ** 63n, cpus: 7n }),
    );
    expect(header).toMatchObject({
      version: 4,
      architecture: 'aarch64',
      defaultMemoryBytes: 2n ** 63n,
      defaultCpus: 7n,
    });
    expect(
      sections.map(({ type, offsetBytes, sizeBytes }) => [type, offsetBytes, sizeBytes]),
    ).toEqual([
      ['kernel', 548, 12],
      ['cmdline', 572, 13],
      ['metadata', 597, 243],
      ['ramdisk', 852, 12],
    ]);
    expect(warnings).toEqual([]);
  });

  test('takes the least: kernel and command line in version 3, and no metadata', async () => {
    for (const version of [2, 3]) {
      const { sections } = await layoutOf(makeEif({ version, sections: plain.slice(0, 2) }));
      expect(sections).toHaveLength(2);
    }
  });

  test('takes 32 sections', async () => {
    const { sections } = await layoutOf(
      makeEif({ sections: plainSections(Array.from({ length: 29 }, (_, i) => `r${i}`)) }),
    );
    expect(sections).toHaveLength(32);
  });

  test('takes empty sections, also at the end of the file', async () => {
    const { sections } = await layoutOf(makeEif({ sections: plainSections(['', 'x', '']) }));
    expect(sections.map(({ sizeBytes }) => sizeBytes)).toEqual([12, 13, 243, 0, 1, 0]);
  });

  test('takes the command line before the kernel and after the ramdisks: only ramdisks have an order', async () => {
    const [kernel, cmdline, metadata, ramdisk] = plain as [
      SectionPlan,
      SectionPlan,
      SectionPlan,
      SectionPlan,
    ];
    for (const sections of [
      [cmdline, metadata, kernel, ramdisk],
      [kernel, ramdisk, metadata, cmdline],
    ]) {
      await expect(layoutOf(makeEif({ sections }))).resolves.toBeDefined();
    }
  });
});

/** One row a rule, or a side of it: what is wrong, the code, and the offset where it is found. */
const REFUSED: readonly [string, EifPlan, string, number][] = [
  ['magic in capitals', { sections: plain, magic: '.EIF' }, 'bad-magic', 0],
  ['version 1', { sections: plain, version: 1 }, 'unsupported-version', 4],
  ['version 5', { sections: plain, version: 5 }, 'unsupported-version', 4],
  ['flags 2', { sections: plain, flags: 2 }, 'unknown-flags', 6],
  [
    'flags with a bit beside the architecture',
    { sections: plain, flags: 0x241 },
    'unknown-flags',
    6,
  ],
  ['reserved field', { sections: plain, reserved: 1 }, 'reserved-field', 24],
  ['unused field', { sections: plain, unused: 1 }, 'reserved-field', 540],
  ['one section', { sections: plain.slice(0, 1) }, 'section-table', 26],
  ['33 sections', { sections: plain, count: 33 }, 'section-table', 26],
  [
    'a count below the sections in the table',
    { sections: plain, count: 3 },
    'section-table',
    28 + 8 * 3,
  ],
  [
    'a count above the sections in the table',
    { sections: plain, count: 5 },
    'section-table',
    28 + 8 * 4,
  ],
  [
    'a table size above the section’s own',
    { sections: [{ type: 'kernel', data: 'K', tableSizeBytes: 2n }, ...plain.slice(1)] },
    'section-table',
    284,
  ],
  ['type 0', { sections: [...plain, { type: 0, data: '' }] }, 'section-type', 864 + 12],
  ['type 6', { sections: [...plain, { type: 6, data: '' }] }, 'section-type', 864 + 12],
  [
    'section flags',
    { sections: [{ type: 'kernel', data: 'K', flags: 1 }, ...plain.slice(1)] },
    'section-flags',
    550,
  ],
  [
    'a section larger than the file',
    { sections: [...plain.slice(0, 3), { type: 'ramdisk', data: 'r', claimedSizeBytes: 2n }] },
    'truncated',
    864,
  ],
  [
    'a section of 2^64-1 bytes',
    {
      sections: [
        ...plain.slice(0, 3),
        { type: 'ramdisk', data: 'r', claimedSizeBytes: 2n ** 64n - 1n },
      ],
    },
    'truncated',
    864,
  ],
  [
    'one byte after the last section',
    { sections: plain, trailing: new Uint8Array(1) },
    'trailing-bytes',
    876,
  ],
  [
    'a whole section after the last one',
    { sections: plain, trailing: new Uint8Array(12) },
    'trailing-bytes',
    876,
  ],
  ['no kernel', { sections: plain.slice(1) }, 'section-count', 26],
  [
    'two command lines',
    { sections: [...plain, { type: 'cmdline', data: 'x' }] },
    'section-count',
    876,
  ],
  ['metadata in version 3', { version: 3, sections: plain }, 'section-count', 597],
  ['metadata in version 2', { version: 2, sections: plain }, 'section-count', 597],
  [
    'a signature in version 2',
    { version: 2, sections: [...plain.slice(0, 2), signature('s')] },
    'section-count',
    597,
  ],
  [
    'two signatures in version 3',
    { version: 3, sections: [...plain.slice(0, 2), signature('s'), signature('s')] },
    'section-count',
    610,
  ],
  [
    'a ramdisk first',
    { sections: [plain[3] as SectionPlan, ...plain.slice(0, 3)] },
    'section-order',
    548,
  ],
  [
    'a signature of 32769 bytes',
    { sections: [...plain, signature(new Uint8Array(32769))] },
    'signature-format',
    876,
  ],
  // The exception for stale signature sizes ends where it would hide anything else.
  [
    'a stale size of 0',
    { sections: [...plain, signature('abc', { tableSizeBytes: 0n })] },
    'section-table',
    284 + 8 * 4,
  ],
  [
    'a stale size of 32769',
    { sections: [...plain, signature('abc', { tableSizeBytes: 32769n })] },
    'section-table',
    284 + 8 * 4,
  ],
  [
    'a stale size of a ramdisk',
    { sections: [...plain.slice(0, 3), { type: 'ramdisk', data: 'abc', tableSizeBytes: 2n }] },
    'section-table',
    284 + 8 * 3,
  ],
  [
    'a stale size that hides trailing bytes',
    { sections: [...plain, signature('abc', { tableSizeBytes: 4n })], trailing: new Uint8Array(1) },
    'trailing-bytes',
    891,
  ],
];

describe('refused layouts', () => {
  test.each(REFUSED)('%s', async (_name, plan, code, offsetBytes) => {
    await expect(layoutOf(makeEif(plan))).rejects.toMatchObject({
      code,
      at: { file: 'test.eif', offsetBytes },
    });
  });

  test('every truncation of an image is truncated', async () => {
    const image = makeEif({ sections: plain });
    for (let length = 0; length < image.length; length++) {
      await expect(layoutOf(image.subarray(0, length))).toRejectWithCode('truncated');
    }
  });

  test('the first broken rule wins', async () => {
    const all = { magic: '.EIF', version: 9, flags: 9, reserved: 9, count: 1, sections: plain };
    const codes = [
      'bad-magic',
      'unsupported-version',
      'unknown-flags',
      'reserved-field',
      'section-table',
    ];
    const mended = [{}, { magic: '.eif' }, { version: 4 }, { flags: 0 }, { reserved: 0 }];
    let plan: EifPlan = all;
    for (const [i, code] of codes.entries()) {
      plan = { ...plan, ...mended[i] };
      await expect(layoutOf(makeEif(plan))).toRejectWithCode(code);
    }
  });
});

describe('stale size of a re-signed image', () => {
  test.each([1n, 2n, 4n, 32768n])('a table size of %s warns', async (tableSizeBytes) => {
    const { warnings } = await layoutOf(
      makeEif({ sections: [...plain, signature('abc', { tableSizeBytes })] }),
    );
    expect(warnings.map(({ code }) => code)).toEqual(['stale-signature-size']);
  });
});
