import { VERSION } from '../../base/version.js';

/** How long a request may take before it counts as unanswered. */
export interface AwsTimeouts {
  /** Until the connection stands. */
  readonly connectMs: number;
  /** Until the answer begins. */
  readonly answerMs: number;
  /** Between two pieces of anything. */
  readonly idleMs: number;
}

const TIMEOUTS: AwsTimeouts = { connectMs: 5_000, answerMs: 60_000, idleMs: 30_000 };

/** Attempts of a request that changes nothing, however often it is sent. */
export const READ_ATTEMPTS = 4;

/**
 * What every client of AWS is made with. Region, profile, credentials (environment, OIDC, shared files and SSO,
 * containers, instances) and endpoint are found by the SDK's own default chains.
 *
 * Without `throwOnRequestTimeout` the SDK only warns of a request without an answer, and waits on.
 */
export function awsClientOptions({ connectMs, answerMs, idleMs }: AwsTimeouts = TIMEOUTS) {
  // The SDK is part of our bundle: that its later versions want a later Node is nothing for the user to act on.
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
