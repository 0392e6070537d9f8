import { type BackoffBounds, backoffMs } from '../../base/backoff.js';
import { AdapterError, UsageError } from '../../base/errors.js';
import type { DurationMs, Instant } from '../../base/instant.js';
import type { KeyDescription, KeyGrant } from '../../iam/kms-key.js';
import type { KeyPlace, KeyPolicyPort } from '../../keypolicy/key-policy-port.js';
import { classifyKmsFailure, keyPolicyError } from './kms-key-policy-errors.js';

/** Grants of a page; KMS takes up to 100. A key has at most 50,000 grants. */
const GRANT_PAGE = 100;
const GRANT_MAX_PAGES = 1_000;

/** How long throttling and lost answers are answered by asking again. */
const RETRY_MAX_MS: DurationMs = 60_000;
const WAIT: BackoffBounds = { firstMs: 200, maxMs: 8_000 };

export interface KmsGrantPage {
  readonly grants: readonly KeyGrant[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined;
}

/**
 * What a key policy needs of a client of KMS, which asks once: a call that fails rejects with the client's own error,
 * `name` and `$metadata.httpStatusCode` where there was an answer.
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
  /** From 0 to 1, 1 left out. */
  readonly random: () => number;
}

export interface KmsKeyArn extends KeyPlace {
  readonly partition: string;
}

/**
 * The ARN of a KMS key, `arn:<partition>:kms:<region>:<account>:key/<id>` (AWS KMS Developer Guide, "Key ARN").
 * Refused with `usage`: an alias, because a policy belongs to a key and an alias may move; a bare key id.
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
 * The policy of a KMS key through injected calls. Throttling, 5xx and lost answers are asked again with full jitter
 * under one deadline of RETRY_MAX_MS for each method; a put never at or after its `notAfter`. The policy name is always
 * `default`, the only one there is. GetKeyPolicy and PutKeyPolicy work in the key's own account alone.
 *
 * Rejects as the port says; the errors name the key and the permission that is missing.
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
      throw new AdapterError('key-unavailable', `${key}: the answer of KMS holds no policy`);
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

/** Attempts until one answers; none begins at or after `endAt`, and the last one's error is then thrown. */
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
