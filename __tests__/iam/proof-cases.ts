import { parseKeyPolicy } from '../../src/iam/policy.js';
import { type Proof, proveKeyPolicy } from '../../src/iam/prove.js';
import {
  DESCRIPTION,
  guard,
  NOW,
  PCR,
  policyText,
  ROOT,
  registers,
  type StatementJson,
  statement,
} from '../keypolicy/policies.js';

/** A policy by what it is about, and the answer of its proof. */
export type ProofCase = readonly [
  string,
  'locked' | 'open' | 'unknown' | 'not-applicable',
  readonly StatementJson[],
];

export function prove(statements: readonly StatementJson[], description = DESCRIPTION): Proof {
  const policy = parseKeyPolicy(policyText(statements));
  return proveKeyPolicy({ policy, description, grants: [], now: NOW });
}

/** An Allow of Decrypt to the account. */
export function root(Condition: StatementJson = {}): StatementJson {
  return statement({ Principal: { AWS: ROOT }, Condition });
}

/** An Allow of Decrypt to everybody. */
export function anybody(Condition: StatementJson = {}): StatementJson {
  return statement({ Principal: '*', Condition });
}

/** A Deny of the data actions to everybody. */
export function deny(Condition: StatementJson): StatementJson {
  return { ...guard('PCR0', PCR.a), Condition };
}

/** A guard with something beside its attestation condition. */
export function guarded(beside: StatementJson): StatementJson {
  return deny({ StringNotEqualsIgnoreCase: registers({ PCR0: PCR.a }), ...beside });
}

export function arn(operator: string, ...values: readonly string[]): StatementJson {
  return { [operator]: { 'aws:PrincipalArn': values } };
}

export function account(
  operator: string,
  key: string,
  ...values: readonly string[]
): StatementJson {
  return { [operator]: { [key]: values } };
}
