import { type BackoffBounds, backoffMs } from '../../base/backoff.js';
import { AdapterError, UsageError } from '../../base/errors.js';
import type { DurationMs, Instant } from '../../base/instant.js';
import type { KeyDescription, KeyGrant } from '../../iam/kms-key.js';
import type { KeyPlace, KeyPolicyPort } from '../../keypolicy/key-policy-port.js';
import { classifyKmsFailure, keyPolicyError } from './kms-key-policy-errors.js';

/** The grants per page. KMS allows up to 100. A key has at most 50,000 grants. */
const GRANT_PAGE = 100;
const GRANT_MAX_PAGES = 1_000;

/** The deadline for retries after throttling and lost answers. */
const RETRY_MAX_MS: DurationMs = 60_000;
const WAIT: BackoffBounds = { firstMs: 200, maxMs: 8_000 };

export interface KmsGrantPage {
  readonly grants: readonly KeyGrant[];
  /** The marker of the next page. Undefined on the last page. */
  readonly next: string | undefined;
}

/**
 * The calls that a key policy needs from a client of KMS. Each call is sent once. A failed call rejects with the error
 * of the client, with `name`, and `$metadata.httpStatusCode` if there was an answer.
 */
export interface KeyPolicyCalls {
  getKeyPolicy(request: { readonly keyId: string }): Promise<string | undefined>;
  putKeyPolicy(request: { readonly keyId: string; readonly policy: string }): Promise<void>;
  describeKey(request: { readonly keyId: string }): Promise<KeyDescription>;
  listGrants(request: {
    readonly keyId: string;
    readonly limit: number;
    readonly next: string | undefined;
  }): Promise<KmsGrantPage>;
}

export interface KmsKeyPorts {
  readonly calls: KeyPolicyCalls;
  readonly clock: () => Instant;
  readonly sleep: (durationMs: DurationMs) => Promise<void>;
  /** A random number from 0 up to 1, exclusive. */
  readonly random: () => number;
}

export interface KmsKeyArn extends KeyPlace {
  readonly partition: string;
}

/**
 * Parses the ARN of a KMS key, `arn:<partition>:kms:<region>:<account>:key/<id>` (AWS KMS Developer Guide, "Key ARN").
 * Throws `usage` for a bare key id, and for an alias, because a policy belongs to a key and an alias may move.
 */
export function parseKmsKeyArn(key: string): KmsKeyArn {
  const fields =
    /^arn:(aws[a-z-]*):kms:([a-z]{2}[a-z0-9-]{1,30}):(\d{12}):key\/([A-Za-z0-9-]{1,128})$/.exec(
      key,
    );
  const [, partition, region, account, keyId] = fields ?? [];
  if (!partition || !region || !account || !keyId) {
    throw new UsageError(`expected the ARN of a KMS key, found ${JSON.stringify(key)}`, {
      hint: 'aws kms describe-key shows the ARN of the key that an alias points to.',
    });
  }
  return { partition, region, account, keyId };
}

/**
 * The policy of a KMS key through injected calls. Throttling, 5xx and lost answers are retried with full jitter within
 * one deadline of RETRY_MAX_MS for each method. A put is never sent at or after its `notAfter`. The policy name is
 * always `default`, the only possible name. GetKeyPolicy and PutKeyPolicy work only in the account of the key.
 *
 * Rejects with the errors of the port. They name the key and the missing permission.
 */
export function kmsKeyPolicy(key: string, ports: KmsKeyPorts): KeyPolicyPort {
  const { region, account, keyId } = parseKmsKeyArn(key);
  const { calls, clock } = ports;
  const ask = <Answer>(action: string, call: () => Promise<Answer>): Promise<Answer> =>
    withRetries(ports, clock() + RETRY_MAX_MS, async () => {
      try {
        return { answer: await call() };
      } catch (error) {
        if (classifyKmsFailure(error) === 'final') throw keyPolicyError(error, key, action);
        return { error: keyPolicyError(error, key, action) };
      }
    });
  return {
    key,
    place: { account, region, keyId },
    async readPolicy() {
      const policy = await ask('kms:GetKeyPolicy', () => calls.getKeyPolicy({ keyId: key }));
      if (policy !== undefined) return policy;
      throw new AdapterError('key-unavailable', `${key}: the answer of KMS has no policy`);
    },
    describe: () => ask('kms:DescribeKey', () => calls.describeKey({ keyId: key })),
    async listGrants() {
      const grants: KeyGrant[] = [];
      let next: string | undefined;
      for (let page = 0; page < GRANT_MAX_PAGES; page++) {
        const from = next;
        const found = await ask('kms:ListGrants', () =>
          calls.listGrants({ keyId: key, limit: GRANT_PAGE, next: from }),
        );
        grants.push(...found.grants);
        next = found.next;
        if (next === undefined) return grants;
      }
      throw new AdapterError('key-unavailable', `${key}: the listing of its grants does not end`);
    },
    async write(policy, notAfter) {
      let isUnclear = false;
      try {
        await withRetries(ports, Math.min(notAfter, clock() + RETRY_MAX_MS), async () => {
          try {
            return { answer: await calls.putKeyPolicy({ keyId: key, policy }) };
          } catch (error) {
            const trouble = classifyKmsFailure(error);
            if (trouble === 'final') throw keyPolicyError(error, key, 'kms:PutKeyPolicy', policy);
            isUnclear ||= trouble === 'unclear';
            return { error: keyPolicyError(error, key, 'kms:PutKeyPolicy') };
          }
        });
        return 'done';
      } catch (error) {
        if (isUnclear) return 'unclear';
        throw error;
      }
    },
  };
}

type Attempt<Answer> = { readonly answer: Answer } | { readonly error: Error };

/** Retries until an attempt answers. No attempt begins at or after `endAt`. Then the last error is thrown. */
export async function withRetries<Answer>(
  { clock, sleep, random }: Omit<KmsKeyPorts, 'calls'>,
  endAt: Instant,
  attempt: () => Promise<Attempt<Answer>>,
): Promise<Answer> {
  let last: Error = new AdapterError('key-unavailable', 'there was no time left to ask KMS');
  for (let i = 0; clock() < endAt; i++) {
    const found = await attempt();
    if ('answer' in found) return found.answer;
    last = found.error;
    const waitMs = backoffMs(i, random(), WAIT);
    if (clock() + waitMs >= endAt) break;
    await sleep(waitMs);
  }
  throw last;
}
