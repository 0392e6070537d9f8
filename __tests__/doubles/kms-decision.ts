import { runSimulation } from '@cloud-copilot/iam-simulate';
import { Decoder } from 'cbor-x';
import type { KmsGrant } from './kms-key.js';
import { ServiceError } from './wire-message.js';

/** Who asks for what, with which attestation document if any. */
export interface KmsRequest {
  /** ARN of a role or a user. */
  readonly caller: string;
  /** The caller's own IAM policies. */
  readonly identityPolicies: readonly object[];
  readonly action: string;
  readonly key: string;
  readonly policy: string;
  readonly grants: readonly KmsGrant[];
  /** By register, as the document has them, in hexadecimal; undefined where the request brings none. */
  readonly registers: ReadonlyMap<number, string> | undefined;
}

/**
 * Whether KMS lets a request through: what AWS's rules say of the key policy and the caller's own policies, decided by
 * `@cloud-copilot/iam-simulate`, which knows nothing of ours; a grant allows too, and no Deny is overridden.
 */
export async function kmsAllows(request: KmsRequest): Promise<boolean> {
  const { caller, identityPolicies, action, key, policy, grants, registers } = request;
  const account = key.split(':')[4] ?? '';
  const attested = [...(registers ?? [])].flatMap(([index, value]) => [
    [`kms:RecipientAttestation:PCR${index}`, value],
    ...(index === 0 ? [['kms:RecipientAttestation:ImageSha384', value]] : []),
  ]);
  const result = await runSimulation(
    {
      request: {
        principal: caller,
        action,
        resource: { resource: key, accountId: account },
        contextVariables: {
          'aws:CurrentTime': new Date().toISOString(),
          'aws:PrincipalArn': caller,
          'aws:PrincipalAccount': caller.split(':')[4] ?? '',
          'kms:CallerAccount': caller.split(':')[4] ?? '',
          ...Object.fromEntries(attested),
        },
      },
      identityPolicies: identityPolicies.map((one, i) => ({ name: `policy ${i}`, policy: one })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: JSON.parse(policy),
    },
    {},
  );
  if (result.resultType !== 'single') throw new Error(JSON.stringify(result));
  if (result.overallResult === 'ExplicitlyDenied') return false;
  const operation = action.replace(/^kms:/, '');
  const isGranted = grants.some(
    ({ GranteePrincipal, Operations }) =>
      GranteePrincipal === caller && Operations.includes(operation),
  );
  return isGranted || result.overallResult === 'Allowed';
}

const decoder = new Decoder({ mapsAsObjects: false, useRecords: false });

/** The registers of an attestation document in base64. Its signature is not looked at: documents of tests are not AWS's. */
export function registersOf(document: string): ReadonlyMap<number, string> {
  try {
    const [, , payload] = decoder.decode(Buffer.from(document, 'base64')) as readonly Uint8Array[];
    const fields = decoder.decode(payload ?? new Uint8Array()) as ReadonlyMap<string, unknown>;
    const pcrs = fields.get('pcrs') as ReadonlyMap<number, Uint8Array>;
    return new Map([...pcrs].map(([index, value]) => [index, Buffer.from(value).toString('hex')]));
  } catch {
    throw new ServiceError('ValidationException', 400, 'The attestation document is invalid.');
  }
}
