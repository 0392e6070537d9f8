import type { SectionType } from '../format/eif.js';
import { ENCLAVE } from '../format/platform.js';
import type { MeasuredEif, MeasuredSection } from './measure-eif.js';
import { comparePcrs, type PcrDifference } from './pcr.js';

/** The facts about a section in a comparison. */
export type SectionFacts = Pick<MeasuredSection, 'type' | 'offsetBytes' | 'sizeBytes' | 'sha384'>;

/** A section that two images do not share, named by its type and its position among the sections of that type. */
export interface SectionDifference {
  readonly type: SectionType;
  /** Position among the sections of this type in file order, from 0. */
  readonly position: number;
  /** Whether a PCR covers the content of this section: metadata and signature are in none of PCR0 to PCR2. */
  readonly measured: boolean;
  /** Absent where that image has no such section. */
  readonly expected?: SectionFacts;
  readonly found?: SectionFacts;
}

/** How an image differs from another image of the same source. */
export interface ImageComparison {
  /** PCR0, PCR1 and PCR2 are equal: the enclave that boots is the same. */
  readonly reproducible: boolean;
  /** Both are signed with one certificate, or neither is signed. */
  readonly sameSigner: boolean;
  readonly pcrs: readonly PcrDifference[];
  /** The common sections are in the same order. PCR0 depends on the order even where their contents are equal. */
  readonly sameSectionOrder: boolean;
  readonly sections: readonly SectionDifference[];
  /** Files can differ although all measurements are equal, because no PCR covers build time, metadata and signature. */
  readonly sameFile: boolean;
  /** Differing header fields, none of which is measured. */
  readonly header: readonly string[];
}

/** Compares `found`, a new build, with `expected`, the build that it should reproduce. Reads nothing again. */
export function compareImages(expected: MeasuredEif, found: MeasuredEif): ImageComparison {
  const pcrs = comparePcrs({ ...expected.measurements }, { ...found.measurements });
  return {
    reproducible: !pcrs.some(({ pcr }) => pcr !== ENCLAVE.signer),
    sameSigner: !pcrs.some(({ pcr }) => pcr === ENCLAVE.signer),
    pcrs,
    sameSectionOrder: isSameOrder(namesOf(expected), namesOf(found)),
    sections: compareSections(expected, found),
    sameFile: expected.image.sha256 === found.image.sha256,
    header: (['version', 'architecture', 'defaultMemoryBytes', 'defaultCpus'] as const).filter(
      (field) => expected.header[field] !== found.header[field],
    ),
  };
}

/** Each section by its type and its position among the sections of that type, in file order. */
function namesOf({ sections }: MeasuredEif): readonly string[] {
  return sections.map(({ type }, i) => {
    const position = sections.slice(0, i).filter((section) => section.type === type).length;
    return `${type} ${position}`;
  });
}

/** Compares only the common sections, because a section that only one image has does not change the order of the others. */
function isSameOrder(expected: readonly string[], found: readonly string[]): boolean {
  const shared = found.filter((name) => expected.includes(name));
  return shared.join() === expected.filter((name) => found.includes(name)).join();
}

function compareSections(expected: MeasuredEif, found: MeasuredEif): readonly SectionDifference[] {
  const types: readonly SectionType[] = ['kernel', 'cmdline', 'ramdisk', 'metadata', 'signature'];
  return types.flatMap((type) => {
    const wanted = expected.sections.filter((section) => section.type === type);
    const seen = found.sections.filter((section) => section.type === type);
    const measured = type !== 'metadata' && type !== 'signature';
    return Array.from({ length: Math.max(wanted.length, seen.length) }, (_, position) => position)
      .filter((position) => wanted[position]?.sha384 !== seen[position]?.sha384)
      .map((position) => {
        const [a, b] = [wanted[position], seen[position]];
        return {
          type,
          position,
          measured,
          ...(a === undefined ? {} : { expected: a }),
          ...(b === undefined ? {} : { found: b }),
        };
      });
  });
}
