import { formatInstant } from '../base/instant.js';
import { measurementsJson } from '../report/measure-json.js';
import type { MeasureResult } from '../workflow/commands/measure-result.js';

/** The outputs of `measure`. */
export const MEASURE_OUTPUTS = [
  'pcr0',
  'pcr1',
  'pcr2',
  'pcr8',
  'pcr3',
  'instance-roles',
  'eif-sha256',
  'measurements',
  'measurements-path',
  'architecture',
  'signed',
  'certificate-not-after',
] as const;

/** Every output that `action.yml` declares: those of `measure`, then those of the commands around the list. */
export const OUTPUT_NAMES = [
  ...MEASURE_OUTPUTS,
  'changed',
  'allow-list-version',
  'allow-list-sha256',
  'allow-list-expires-at',
  'release-id',
  'staged-sha256',
  'manifest-path',
  'predicate-path',
  'predicate-type',
  'exported',
  'document-module-id',
  'drift-status',
  'drift-critical',
  'drift-high',
  'false-allows',
] as const;

export type Outputs = Partial<Readonly<Record<(typeof OUTPUT_NAMES)[number], string>>>;

/** The outputs of `measure`, by the names in `action.yml`. PCR3 is one value only where there is one role. */
export function measureOutputs(
  { eif, instanceRoles }: MeasureResult,
  measurementsPath: string,
): Outputs {
  const { measurements, signature } = eif;
  const [role, ...otherRoles] = instanceRoles;
  return {
    pcr0: measurements.PCR0,
    pcr1: measurements.PCR1,
    pcr2: measurements.PCR2,
    ...(measurements.PCR8 === undefined ? {} : { pcr8: measurements.PCR8 }),
    ...(role === undefined || otherRoles.length > 0 ? {} : { pcr3: role.PCR3 }),
    'instance-roles': JSON.stringify(instanceRoles),
    'eif-sha256': eif.image.sha256,
    measurements: JSON.stringify(measurementsJson(measurements)),
    'measurements-path': measurementsPath,
    architecture: eif.header.architecture,
    signed: String(signature !== undefined),
    ...(signature === undefined
      ? {}
      : { 'certificate-not-after': formatInstant(signature.certificate.notAfter) }),
  };
}
