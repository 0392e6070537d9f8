import type { KMSClientConfig } from '@aws-sdk/client-kms';
import { type DurationMs, MINUTE_MS } from '../../base/instant.js';
import { systemNow } from '../clock.js';
import { awsClientOptions } from './aws-client.js';
import { RESPONSE_LIMIT } from './response-limit.js';

/** Provides credentials for each request of a client. */
export type RoleCredentials = Extract<
  NonNullable<KMSClientConfig['credentials']>,
  (...args: never) => unknown
>;
type Session = Awaited<ReturnType<RoleCredentials>>;

/** A session is renewed this long before its end. */
const RENEW_MS: DurationMs = 5 * MINUTE_MS;

const TIMEOUTS = { connectMs: 5_000, answerMs: 15_000, idleMs: 15_000 };

/** STS returned no session for a role, so no request was sent to KMS. `cause` is the error of the client. */
export class RoleNotAssumed extends Error {
  override readonly name = 'RoleNotAssumed';
  readonly role: string;

  constructor(role: string, cause: unknown) {
    super(`${role} cannot be assumed`, { cause });
    this.role = role;
  }
}

/**
 * Assumes the roles of one run, each once per region for any number of keys, with the credentials of the environment
 * (STS API reference, AssumeRole). The session has the name of the product. Providers reject with RoleNotAssumed.
 */
export class AssumedRoles {
  private readonly providers = new Map<string, RoleCredentials>();

  in(region: string, role: string): RoleCredentials {
    const name = `${region} ${role}`;
    const provider = this.providers.get(name) ?? kept(() => assume(region, role));
    this.providers.set(name, provider);
    return provider;
  }
}

/** Shares one session until it ends or fails. */
function kept(start: () => Promise<Session>): RoleCredentials {
  let current: Promise<Session> | undefined;
  return async () => {
    const before = current;
    const session = await before?.catch(() => undefined);
    if (session !== undefined && !endsSoon(session)) return session;
    // Of several callers without a session, only the first one requests it.
    if (current === before || current === undefined) current = start();
    return current;
  };
}

async function assume(region: string, role: string): Promise<Session> {
  try {
    const { fromTemporaryCredentials } = await import('./role-sdk.js');
    return await fromTemporaryCredentials({
      params: { RoleArn: role, RoleSessionName: 'pcr-allowlist' },
      clientConfig: { ...awsClientOptions(TIMEOUTS), region },
      clientPlugins: [RESPONSE_LIMIT],
    })();
  } catch (error) {
    throw new RoleNotAssumed(role, error);
  }
}

function endsSoon({ expiration }: Session): boolean {
  return expiration !== undefined && expiration.getTime() - RENEW_MS <= systemNow();
}
