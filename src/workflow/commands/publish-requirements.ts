import { type CodedError, TrustError } from '../../base/errors.js';
import { ENCLAVE } from '../../format/platform.js';
import { compareWithExpectation } from '../../measure/expected-measurements.js';
import { nodeHashing } from '../../measure/node-hashing.js';
import { type Measurements, pcr3OfRole } from '../../measure/pcr.js';
import type { Enclave } from '../list/enclave.js';
import type { ImageRequirements } from '../options/required-of-image.js';
import type { FilePorts } from '../ports.js';
import { expectationRefusals } from './image-requirements.js';
import { readExpectation } from './measure.js';

/** Compares the requirements with given measurements. Returns one refusal for each requirement that is not met. */
export async function unmetByMeasurements(
  {
    image,
    measurements,
  }: { readonly image: { readonly name: string }; readonly measurements: Measurements },
  requirements: ImageRequirements,
  ports: FilePorts,
): Promise<readonly CodedError[]> {
  const { requireSigned, expect } = requirements;
  const unsigned =
    requireSigned && measurements[ENCLAVE.signer] === undefined
      ? [
          new TrustError(
            'unsigned',
            `${image.name} is not signed, because its measurements have no PCR8`,
          ),
        ]
      : [];
  if (expect === undefined) return unsigned;
  const expected = await readExpectation(expect, ports);
  const report = compareWithExpectation(expected, measurements, requirements, nodeHashing);
  return [...unsigned, ...expectationRefusals(report, expect)];
}

/**
 * Returns one refusal for each role that the configuration does not name, because verifiers would refuse the image on
 * its instances. A configuration with `any` accepts every role.
 */
export function roleRefusals(
  { roleArns }: ImageRequirements,
  { projection, configuration, file }: Enclave,
): readonly CodedError[] {
  const roles = roleArns.map((arn) => ({ arn, [ENCLAVE.role]: pcr3OfRole(arn, nodeHashing) }));
  if (configuration['instance-roles'] === 'any') return [];
  const listed = new Set(projection.instanceRoles.map((role) => role[ENCLAVE.role]));
  return roles
    .filter((role) => !listed.has(role[ENCLAVE.role]))
    .map(
      ({ arn }) =>
        new TrustError('pcr-mismatch', `${file} names no instance role with the PCR3 of ${arn}`, {
          at: { file },
          hint: 'Add the role to instance-roles and publish the projection, or give a role that the configuration names.',
        }),
    );
}
