import type { DurationMs } from '../../base/instant.js';
import type { ProbeAnswer, ProbePort } from '../../keypolicy/probe-key.js';
import { type RoleCredentials, RoleNotAssumed } from './assume-role.js';
import { awsClientOptions } from './aws-client.js';
import { awsErrorText } from './aws-errors.js';
import { type KmsKeyPorts, parseKmsKeyArn, withRetries } from './kms-key-policy.js';
import { classifyKmsFailure } from './kms-key-policy-errors.js';
import { limitResponses } from './response-limit.js';

const TIMEOUTS = { connectMs: 5_000, answerMs: 15_000, idleMs: 15_000 };

/** The deadline for retries after throttling and lost answers. */
const RETRY_MAX_MS: DurationMs = 30_000;

export interface KmsProbeOptions extends Omit<KmsKeyPorts, 'calls'> {
  /** ARN of a KMS key. */
  readonly key: string;
  readonly role: string;
  /** The credentials of that role. */
  readonly credentials: RoleCredentials;
  /** The address of a test server instead of AWS. */
  readonly endpoint?: string;
}

/**
 * Asks KMS with a role whether it would decrypt with a key for a request without an attestation document. Sends Decrypt
 * with `DryRun` and `IGNORE_CIPHERTEXT`, which only authorizes the request (KMS API reference, Decrypt). If the role
 * cannot be assumed, the result is unknown: an AccessDenied of STS is not an answer of KMS.
 */
export async function kmsProbe(options: KmsProbeOptions): Promise<ProbePort> {
  const { key, role, credentials, endpoint, clock } = options;
  const kms = await import('./kms-sdk.js');
  const client = limitResponses(
    new kms.KMSClient({
      ...awsClientOptions(TIMEOUTS),
      region: parseKmsKeyArn(key).region,
      maxAttempts: 1,
      credentials,
      ...(endpoint === undefined ? {} : { endpoint }),
    }),
  );
  const decrypt = () =>
    client.send(
      new kms.DecryptCommand({ KeyId: key, DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] }),
    );
  const ask = (): Promise<ProbeAnswer> =>
    withRetries(options, clock() + RETRY_MAX_MS, async () => {
      try {
        await decrypt();
        return { answer: unknown('KMS answered as if the request were not a dry run') };
      } catch (error) {
        return classifyKmsFailure(error) === 'final'
          ? { answer: answerOf(error) }
          : { error: error as Error };
      }
    });
  return { role, ask: () => ask().catch(answerOf) };
}

function answerOf(error: unknown): ProbeAnswer {
  if (error instanceof RoleNotAssumed) {
    return unknown(`${error.message}: ${awsErrorText(error.cause)}`);
  }
  const { name, $metadata } = (error ?? {}) as {
    readonly name?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: unknown };
  };
  // An answer has a status. An error of the client itself has none.
  const isAnswer = typeof $metadata?.httpStatusCode === 'number';
  if (isAnswer && name === 'AccessDeniedException') return { kind: 'denied' };
  if (isAnswer && name === 'DryRunOperationException') return { kind: 'allowed' };
  return unknown(awsErrorText(error));
}

function unknown(why: string): ProbeAnswer {
  return { kind: 'unknown', why };
}
