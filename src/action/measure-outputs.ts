import { formatInstant } from '../base/instant.js';
import { measurementsJson } from '../report/measure-json.js';
import type { MeasureResult } from '../workflow/commands/measure-result.js';
import type { Outputs } from './output-table.js';

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
