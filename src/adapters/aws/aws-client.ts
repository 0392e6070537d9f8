import { VERSION } from '../../base/version.js';

/** The timeouts of a request. */
export interface AwsTimeouts {
  /** Until the connection is open. */
  readonly connectMs: number;
  /** Until the answer begins. */
  readonly answerMs: number;
  /** Between two pieces of data. */
  readonly idleMs: number;
}

const TIMEOUTS: AwsTimeouts = { connectMs: 5_000, answerMs: 60_000, idleMs: 30_000 };

/** The number of attempts for an idempotent request. */
export const READ_ATTEMPTS = 4;

/**
 * The configuration of every AWS client. The default chains of the SDK find region, profile, credentials (environment,
 * OIDC, shared files and SSO, containers, instances) and endpoint.
 *
 * Without `throwOnRequestTimeout`, the SDK only warns about a request without an answer, and keeps waiting.
 */
export function awsClientOptions({ connectMs, answerMs, idleMs }: AwsTimeouts = TIMEOUTS) {
  // The SDK is part of our bundle, so a user cannot act on its warning that later versions need a later Node.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  return {
    customUserAgent: [['pcr-allowlist', VERSION]] as [string, string][],
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: idleMs,
    },
  };
}
