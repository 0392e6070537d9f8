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
  const [, partition = 'aws', , , account = ''] = principal.split(':');
  const simulation = {
    request: {
      principal,
      action,
      resource: { resource: KEY_ARN.replace('arn:aws:', `arn:${partition}:`), accountId: ACCOUNT },
      contextVariables: {
        'aws:CurrentTime': formatInstant(now),
        'aws:PrincipalAccount': account,
        'kms:CallerAccount': account,
        'aws:PrincipalIsAWSService': 'false',
        'aws:ViaAWSService': 'false',
        ...identityOf(principal),
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

/** What the request says of who asks (IAM User Guide, "Policy elements: Variables"). */
function identityOf(principal: string): Readonly<Record<string, string>> {
  const [, partition, account, role] =
    /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(principal) ?? [];
  if (role !== undefined) {
    const arn = `arn:${partition}:iam::${account}:role/${role}`;
    return { 'aws:PrincipalArn': arn, 'aws:PrincipalType': 'AssumedRole' };
  }
  const [type = '', name = ''] = [/:([a-z-]+)(?:\/|$)/, /([^/]+)$/].map(
    (one) => one.exec(principal)?.[1],
  );
  const types: Readonly<Record<string, string>> = {
    root: 'Account',
    user: 'User',
    role: 'AssumedRole',
    'federated-user': 'FederatedUser',
  };
  return {
    'aws:PrincipalArn': principal,
    'aws:PrincipalType': types[type] ?? '',
    ...(type === 'user' ? { 'aws:username': name } : {}),
  };
}
