import type { SectionType } from '../format/eif.js';
import type { MeasuredEif, MeasuredSection } from './measure-eif.js';
import { type PcrDifference } from './pcr.js';
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
export declare function compareImages(expected: MeasuredEif, found: MeasuredEif): ImageComparison;
