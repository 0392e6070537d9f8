import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { memorySource } from '../../src/format/byte-source.js';
import { parseEifLayout } from '../../src/format/eif.js';
import { joinTracks, type TrackResults } from '../../src/measure/digest-tracks.js';
import { digestInThread } from '../../src/measure/digester.js';
import { portableHashing } from '../../src/measure/hashing.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { METADATA, makeEif, plainSections, type SectionPlan } from '../fakes/eif-maker.js';

const sha384 = (data: Uint8Array): Buffer => createHash('sha384').update(data).digest();
const extend = (digest: Uint8Array): string =>
  sha384(Buffer.concat([new Uint8Array(48), digest])).toString('hex');

/** The formulas of the EIF specification, written as it writes them: over whole contents, in file order. */
function expectedPcrs(sections: readonly SectionPlan[]): {
  PCR0: string;
  PCR1: string;
  PCR2: string;
} {
  const ramdisks = sections.filter(({ type }) => type === 'ramdisk');
  const content = (keep: (section: SectionPlan) => boolean): Buffer =>
    Buffer.concat(sections.filter(keep).map(({ data }) => Buffer.from(data)));
  const boot = ({ type }: SectionPlan): boolean => type === 'kernel' || type === 'cmdline';
  return {
    PCR0: extend(sha384(content((section) => boot(section) || section.type === 'ramdisk'))),
    PCR1: extend(sha384(content((section) => boot(section) || section === ramdisks[0]))),
    PCR2: extend(
      sha384(content((section) => section.type === 'ramdisk' && section !== ramdisks[0])),
    ),
  };
}

async function trackInPieces(
  image: Buffer,
  sizes: readonly number[],
  hashing = nodeHashing,
): Promise<TrackResults> {
  const { sections } = await parseEifLayout(memorySource(image));
  const track = joinTracks(['image', 'sections', 'sha256', 'crc32'], sections, hashing);
  let offset = 0;
  for (let i = 0; offset < image.length; i++) {
    const piece = image.subarray(offset, offset + (sizes[i % sizes.length] ?? 1));
    track.update(piece, offset);
    offset += piece.length;
  }
  return track.finish();
}

/** Legal orders: ramdisks after the kernel, all else anywhere. */
const anyImage = fc
  .record({
    contents: fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 2, maxLength: 7 }),
    order: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }),
  })
  .map(({ contents: [kernel = '', cmdline = '', ...ramdisks], order }) => {
    const sections: SectionPlan[] = [
      { type: 'kernel', data: kernel },
      { type: 'cmdline', data: cmdline },
      { type: 'metadata', data: METADATA },
      ...ramdisks.map((data): SectionPlan => ({ type: 'ramdisk', data })),
    ];
    const shuffled = sections
      .map((section, i) => ({ section, at: order[i] ?? 0 }))
      .sort((x, y) => x.at - y.at);
    const first = shuffled.findIndex(({ section }) => section.type === 'ramdisk');
    const kernelAt = shuffled.findIndex(({ section }) => section.type === 'kernel');
    const plan = shuffled.map(({ section }) => section);
    if (first >= 0 && first < kernelAt) plan.splice(first, 0, ...plan.splice(kernelAt, 1));
    return plan;
  });

describe('tracks', () => {
  test('hold the formulas of the specification for any sections, in any legal order, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyImage,
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 9 }),
        async (sections, sizes) => {
          const image = makeEif({ sections });
          const {
            image: { PCR0, PCR1 },
            sections: { PCR2, sha384: digests },
            sha256,
            crc32,
          } = await trackInPieces(image, sizes);
          expect({ PCR0, PCR1, PCR2 }).toEqual(expectedPcrs(sections));
          expect(digests).toEqual(
            sections.map(({ data }) => sha384(Buffer.from(data)).toString('hex')),
          );
          expect(sha256).toBe(createHash('sha256').update(image).digest('hex'));
          expect(crc32).toBe(image.readUInt32BE(544));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('both hashings agree', async () => {
    const image = makeEif({ sections: plainSections(['a'.repeat(5000), 'b', 'c'.repeat(70)]) });
    expect(await trackInPieces(image, [113], portableHashing)).toEqual(
      await trackInPieces(image, [113], nodeHashing),
    );
  });

  test('known values of AWS’s builder: one, two and three ramdisks, and the command line first', async () => {
    const pcrs = async (sections: readonly SectionPlan[]) => {
      const results = await digestInThread(nodeHashing).digest(
        ...(await opened(makeEif({ sections }))),
        () => {},
      );
      return { ...results.image, PCR2: results.sections.PCR2 };
    };
    const [kernel, cmdline, ...rest] = plainSections([
      'RAMDISK-zero',
      'RAMDISK-one',
      'RAMDISK-two',
    ]) as [SectionPlan, SectionPlan, ...SectionPlan[]];
    const PCR1 =
      'c5da1f26ce84ad367944c3fda3b1a8ccc5e64070465c71e5f22c6c901dff7451828db3884dbbc38ac4b62b0fd6166e74';
    expect(await pcrs([kernel, cmdline, ...rest])).toEqual({
      PCR0: '789e2f3d7899cadd4b6bfd5c37266fe50a9efc5639683291de2949cd35add1babb71f38b168e979a19f53ecf8c85bc69',
      PCR1,
      PCR2: '65ceb6a1fc033da31675e13cd582b24ccdc20946816650208abcb78f1ec65934b7fb7291f39a711b0c4739e45732c7af',
    });
    expect(await pcrs([kernel, cmdline, ...rest.slice(0, 3)])).toEqual({
      PCR0: 'cfce78dbf58b0a14cf085461eebaa041634268e0ee0523a109c143c3dfd4c93953e15f8ea907f9a40e025d81de325338',
      PCR1,
      PCR2: '2043685b5bab93b72ae41267cd7af7369e3e3474e150446c4a8731d1af2cd49b82ea33d0a9ef9586a8c793e2cde4326b',
    });
    expect(await pcrs([kernel, cmdline, ...rest.slice(0, 2)])).toEqual({
      PCR0: PCR1,
      PCR1,
      PCR2: '21b9efbc184807662e966d34f390821309eeac6802309798826296bf3e8bec7c10edb30948c90ba67310f7b964fc500a',
    });
    expect((await pcrs([cmdline, kernel, ...rest])).PCR0).toBe(
      '97dfd97eb6f426a8381b1b795764503f756c4fe78993c2f14871345fafa1e4ddf01b75745cc97ecb2c7574492ae0d3fa',
    );
  });

  test('the file of that builder, byte for byte', () => {
    const image = makeEif({
      sections: plainSections(['RAMDISK-zero', 'RAMDISK-one', 'RAMDISK-two']),
    });
    expect(createHash('sha256').update(image).digest('hex')).toBe(
      '01566690c25dc0866de79881c17e7e9f9cce3308f878f2104882f9e5df96ef31',
    );
  });
});

async function opened(image: Buffer) {
  const source = memorySource(image);
  return [source, (await parseEifLayout(source)).sections] as const;
}
