import type { PcrValue } from '../../format/pcr-value.js';
import { ENCLAVE } from '../../format/platform.js';
import type { SectionInsides } from '../../measure/compare-insides.js';
import type { ExpectationReport } from '../../measure/expected-measurements.js';
import type { ImageComparison } from '../../measure/image-comparison.js';
import type { MeasuredEif } from '../../measure/measure-eif.js';

/** The result of `measure`: the image, and its comparisons. */
export interface MeasureResult {
  readonly eif: MeasuredEif;
  readonly instanceRoles: readonly { readonly arn: string; readonly [ENCLAVE.role]: PcrValue }[];
  readonly instanceIds: readonly { readonly id: string; readonly [ENCLAVE.instance]: PcrValue }[];
  readonly comparison?: ImageComparison & {
    /** The contents of the sections that differ. */
    readonly insides: readonly SectionInsides[];
    readonly other: MeasuredEif;
  };
  readonly expectation?: ExpectationReport;
}
