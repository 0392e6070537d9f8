import { ServiceError } from './wire-message.js';

/** KMS developer guide, "Resource quotas": not adjustable. */
const POLICY_MAX_BYTES = 32_768;

type Json = { readonly [member: string]: unknown };

/** The policy that KMS gives a key which is made without one. */
export function defaultPolicy(account: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
}

/**
 * What KMS refuses of a key policy (KMS API reference, PutKeyPolicy), in order: more than 32 KiB; no JSON object with a
 * version and statements; principals that do not exist; and, unless bypassed, a policy by which the caller could not put
 * the next one. Of the last, only statements without conditions are understood: an Allow with one admits nobody.
 */
export function requirePolicy(
  text: string,
  writer: {
    readonly caller: string;
    readonly account: string;
    readonly missing: ReadonlySet<string>;
    readonly bypass: boolean;
  },
): void {
  if (Buffer.byteLength(text) > POLICY_MAX_BYTES) {
    const message = `The policy document must not exceed ${POLICY_MAX_BYTES} bytes.`;
    throw new ServiceError('LimitExceededException', 400, message);
  }
  const statements = statementsOf(text);
  const isGone = (principal: string) =>
    writer.missing.has(principal) || /^A(?:ID|RO)A[A-Z0-9]+$/.test(principal);
  if (statements.flatMap(principalsOf).some(isGone)) {
    throw malformed('Policy contains a statement with one or more invalid principals.');
  }
  if (writer.bypass) return;
  const ours = ['*', writer.caller, writer.account, `arn:aws:iam::${writer.account}:root`];
  const matching = statements.filter(
    (statement) =>
      statement['Condition'] === undefined &&
      statement['Resource'] !== undefined &&
      principalsOf(statement).some((principal) => ours.includes(principal)) &&
      texts(statement['Action']).some(coversPutKeyPolicy),
  );
  const effects = matching.map((statement) => statement['Effect']);
  if (effects.includes('Deny') || !effects.includes('Allow')) {
    throw malformed(
      'The new key policy will not allow you to update the key policy in the future.',
    );
  }
}

function statementsOf(text: string): readonly Json[] {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw malformed('The policy is not valid JSON.');
  }
  const { Version: version, Statement: found } = (policy ?? {}) as Json;
  const statements = Array.isArray(found) ? found : [found];
  const isWhole =
    (version === '2012-10-17' || version === '2008-10-17') &&
    statements.length > 0 &&
    statements.every((statement) => typeof statement === 'object' && statement !== null);
  if (!isWhole) throw malformed('The policy has no version or no statements.');
  return statements as readonly Json[];
}

function principalsOf({ Principal: principal }: Json): readonly string[] {
  if (typeof principal === 'string') return [principal];
  return Object.values((principal ?? {}) as Json).flatMap(texts);
}

/** A text or a list of texts. */
function texts(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string');
}

function coversPutKeyPolicy(action: string): boolean {
  const pattern = action.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${pattern.replace(/\?/g, '.')}$`, 'i').test('kms:PutKeyPolicy');
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicyDocumentException', 400, message);
}
