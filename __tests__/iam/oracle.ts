import { runSimulation } from '@cloud-copilot/iam-simulate';
import { formatInstant, type Instant } from '../../src/base/instant.js';
import { ACCOUNT, KEY_ARN } from '../keypolicy/policies.js';

/** One request to KMS as the simulator takes it. */
export interface OracleRequest {
  readonly principal: string;
  readonly action: string;
  /** By condition key in any case; `kms:RecipientAttestation:ImageSha384` follows PCR0. */
  readonly context: Readonly<Record<string, string>>;
  readonly now: Instant;
}

const EVERYTHING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }],
};

/**
 * Whether `@cloud-copilot/iam-simulate` allows a request under a key policy, for a principal whose IAM policy allows
 * everything. It knows neither grants nor actions that its data leaves out.
 */
export async function oracleAllows(
  policy: object,
  { principal, action, context, now }: OracleRequest,
): Promise<boolean> {
  const pcr0 = Object.entries(context).find(([key]) => /:pcr0$/i.test(key))?.[1];
  const account = principal.split(':')[4] ?? '';
  const simulation = {
    request: {
      principal,
      action,
      resource: { resource: KEY_ARN, accountId: ACCOUNT },
      contextVariables: {
        'aws:CurrentTime': formatInstant(now),
        'aws:PrincipalArn': principal,
        'aws:PrincipalAccount': account,
        'kms:CallerAccount': account,
        ...context,
        ...(pcr0 === undefined ? {} : { 'kms:RecipientAttestation:ImageSha384': pcr0 }),
      },
    },
    identityPolicies: [{ name: 'everything', policy: EVERYTHING }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: policy,
  };
  const result = await runSimulation(simulation, {});
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed';
}
