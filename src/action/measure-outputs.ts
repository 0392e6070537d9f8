import { formatInstant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import { measurementsJson } from '../report/measure-json.js';
import type { MeasureResult } from '../workflow/commands/measure-result.js';
import type { Outputs } from './output-table.js';

/** The outputs of `measure`, by the names in `action.yml`. `pcr3` is set only for a single role. */
export function measureOutputs(
  { eif, instanceRoles }: MeasureResult,
  measurementsPath: string,
): Outputs {
  const { measurements, signature } = eif;
  const [role, ...otherRoles] = instanceRoles;
  return {
    pcr0: measurements[ENCLAVE.image],
    pcr1: measurements[ENCLAVE.boot],
    pcr2: measurements[ENCLAVE.application],
    ...(measurements[ENCLAVE.signer] === undefined ? {} : { pcr8: measurements[ENCLAVE.signer] }),
    ...(role === undefined || otherRoles.length > 0 ? {} : { pcr3: role[ENCLAVE.role] }),
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
