import { FormatError } from '../base/errors.js';
import { SHOWN_SECTION_MAX_BYTES } from '../base/size-limits.js';
import { type ByteSource, readExactly } from '../format/byte-source.js';
import { SECTION_HEADER_BYTES } from '../format/eif-header.js';
import type { Pieces } from './decompression.js';
import type { Hashing } from './hashing.js';
import type { SectionDifference, SectionFacts } from './image-comparison.js';
import { compareRamdisks, type RamdiskComparison } from './ramdisk-comparison.js';
import { listRamdisk, type RamdiskFiles } from './ramdisk-files.js';
import { sectionText } from './section-text.js';

/** The content of two versions of a section, to find out why a build is not reproducible. */
export interface SectionInsides {
  readonly type: SectionDifference['type'];
  readonly position: number;
  /** For a kernel or a command line: the text of each, where it is text. */
  readonly texts?: { readonly expected: string; readonly found: string };
  readonly ramdisk?: RamdiskComparison;
  /** The reason why the contents were not compared. */
  readonly notCompared?: string;
}

const PIECE_BYTES = 256 * 1024;

/**
 * Compares the content of the sections that two images do not share: kernels and command lines as text (`sectionText`),
 * ramdisks file by file (`listRamdisk`). A section that cannot be read in this way is `notCompared` with the reason. A
 * section that only one image has is left out. Reads both images again, in bounded memory. Rejects with the errors of the
 * sources.
 */
export async function compareInsides(
  sections: readonly SectionDifference[],
  expectedSource: ByteSource,
  foundSource: ByteSource,
  hashing: Hashing,
): Promise<readonly SectionInsides[]> {
  const insides: SectionInsides[] = [];
  for (const { type, position, expected, found } of sections) {
    if (expected === undefined || found === undefined) continue;
    const [a, b] = [
      { source: expectedSource, section: expected },
      { source: foundSource, section: found },
    ];
    if (type === 'ramdisk') {
      insides.push({ type, position, ...(await ramdiskInsides(a, b, hashing)) });
    } else if (type === 'kernel' || type === 'cmdline') {
      insides.push({ type, position, ...(await textInsides(a, b)) });
    }
  }
  return insides;
}

interface Part {
  readonly source: ByteSource;
  readonly section: SectionFacts;
}

type Inside = Pick<SectionInsides, 'texts' | 'ramdisk' | 'notCompared'>;

async function textInsides(a: Part, b: Part): Promise<Inside> {
  const [expected, found] = [await textOf(a), await textOf(b)];
  if (expected === undefined || found === undefined)
    return { notCompared: 'the section is not text' };
  return { texts: { expected, found } };
}

async function textOf({ source, section }: Part): Promise<string | undefined> {
  const bytes = await readExactly(
    source,
    section.offsetBytes + SECTION_HEADER_BYTES,
    Math.min(section.sizeBytes, SHOWN_SECTION_MAX_BYTES),
    section.type,
  );
  return sectionText(bytes, section.sizeBytes);
}

/** One after the other, because a decompressor holds its window, and that of xz serves one stream at a time. */
async function ramdiskInsides(a: Part, b: Part, hashing: Hashing): Promise<Inside> {
  const expected = await filesOf(a, hashing);
  if (typeof expected === 'string') return { notCompared: `in the expected image, ${expected}` };
  const found = await filesOf(b, hashing);
  if (typeof found === 'string') return { notCompared: `in the found image, ${found}` };
  return { ramdisk: compareRamdisks(expected, found) };
}

/** The files, or the reason why they cannot be listed. */
async function filesOf(part: Part, hashing: Hashing): Promise<RamdiskFiles | string> {
  try {
    return await listRamdisk(piecesOf(part), hashing);
  } catch (error) {
    if (error instanceof FormatError && error.code === 'archive-format') return error.message;
    throw error;
  }
}

async function* piecesOf({ source, section }: Part): Pieces & AsyncGenerator<Uint8Array> {
  const start = section.offsetBytes + SECTION_HEADER_BYTES;
  const end = start + section.sizeBytes;
  for (let offset = start; offset < end; offset += PIECE_BYTES) {
    yield await readExactly(source, offset, Math.min(PIECE_BYTES, end - offset), section.type);
  }
}
