import { decodeBase64 } from '../../base/encoding.js';
import { AdapterError, UsageError } from '../../base/errors.js';
import { parsePlainJson } from '../../format/strict-json.js';
import type { GitHub, GitHubRun, OidcClaims } from '../../workflow/github/github-port.js';
import { openGitHub } from './github-client.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The maximum size of an answer with a token. Tokens have a few kilobytes. */
const TOKEN_MAX_BYTES = 64 * 1024;
const TOKEN_MAX_MS = 20_000;

/** The current run. Undefined outside GitHub Actions. */
export function githubRun(environment: Environment): GitHubRun | undefined {
  const { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = environment;
  const attempt = environment['GITHUB_RUN_ATTEMPT'];
  if (!repository || !runId || !/^\d{1,20}$/.test(runId)) return undefined;
  if (attempt === undefined || !/^[1-9]\d{0,8}$/.test(attempt)) return undefined;
  return {
    repository,
    runId,
    runAttempt: Number(attempt),
    runnerName: environment['RUNNER_NAME'] ?? '',
  };
}

/** The GitHub API for the repository of this run. Throws `usage` without a token or repository. */
export async function githubOf(
  environment: Environment,
  token: string | undefined,
): Promise<GitHub> {
  const { GITHUB_REPOSITORY: repository } = environment;
  const known = token ?? environment['GITHUB_TOKEN'];
  if (!repository || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new UsageError('GITHUB_REPOSITORY is not OWNER/NAME, so this is not a run on GitHub');
  }
  if (!known) {
    throw new UsageError(
      'a token for GitHub is required: github-token, or the environment variable GITHUB_TOKEN',
      {
        hint: 'In a workflow, set github-token to the token of the job.',
      },
    );
  }
  return openGitHub({ token: known, repository });
}

/**
 * The claims of the OIDC token of the job. Undefined for a job without `id-token: write`. The token comes from the
 * address of the runner over TLS and has no other use, so its signature adds nothing here. Rejects with AdapterError
 * `github-unavailable` for any other answer.
 */
export async function oidcClaims(
  environment: Environment,
  audience: string,
): Promise<OidcClaims | undefined> {
  const address = environment['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const secret = environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  if (!address || !secret) return undefined;
  try {
    const url = `${address}&audience=${encodeURIComponent(audience)}`;
    const response = await fetch(url, {
      headers: { authorization: `bearer ${secret}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TOKEN_MAX_MS),
    });
    if (!response.ok) throw new TypeError(`the answer has status ${response.status}`);
    return claimsOf(await response.arrayBuffer());
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AdapterError('github-unavailable', `the OIDC token could not be fetched: ${why}`, {
      hint: 'Run it again.',
    });
  }
}

function claimsOf(bytes: ArrayBuffer): OidcClaims {
  if (bytes.byteLength > TOKEN_MAX_BYTES) throw new TypeError('the answer is too large');
  const { value } = objectOf(new Uint8Array(bytes));
  const [, payload] = String(value).split('.');
  if (payload === undefined) throw new TypeError('the answer has no token');
  return objectOf(decodeBase64(standardBase64(payload)));
}

/** JSON Web Signatures use base64url without padding (RFC 7515 section 2). */
function standardBase64(text: string): string {
  const digits = text.replaceAll('-', '+').replaceAll('_', '/');
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, '=');
}

function objectOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const value = parsePlainJson(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('the answer is not a JSON object');
  }
  return value as Readonly<Record<string, unknown>>;
}
