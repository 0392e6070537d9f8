/** A request that GitHub refused. It is data, because its meaning depends on the request. */
export interface GitHubRefusal {
  readonly kind: 'refused';
  /** The status of the answer: 403, 404, 410, 422… */
  readonly status: number;
  /** The message of GitHub. */
  readonly message: string;
}

export interface GitHubAnswer {
  readonly kind: 'answered';
  /** Parsed JSON that is not trusted. Parse it with a schema. */
  readonly body: unknown;
}

/**
 * GitHub's REST API, for one repository. Paths start below the API's root, such as `/repos/OWNER/NAME/issues`.
 *
 * Methods reject with AdapterError `github-unavailable` if GitHub does not answer after all retries within the deadline
 * (network, 5xx, rate limits), or if the answer is not JSON or too large. A refusal (4xx) is an answer.
 */
export interface GitHub {
  /** `OWNER/NAME`. */
  readonly repository: string;
  get(path: string): Promise<GitHubAnswer | GitHubRefusal>;
  /**
   * Reads all pages. Rejects for more than `maxItems` items. `items` names the array in the answer, if the answer
   * itself is not an array.
   */
  list(
    path: string,
    maxItems: number,
    items?: string,
  ): Promise<{ readonly kind: 'answered'; readonly items: readonly unknown[] } | GitHubRefusal>;
  /**
   * Sends a request once. A lost answer rejects with `github-unavailable`, and the caller reads the state before it
   * sends again.
   */
  send(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body: object,
  ): Promise<GitHubAnswer | GitHubRefusal>;
  /** Uploads one file to an `upload_url` that GitHub gave. */
  upload(url: string, name: string, bytes: Uint8Array): Promise<GitHubAnswer | GitHubRefusal>;
}

/** The job of a command, according to the runner. Other facts about a run come from the API. */
export interface GitHubRun {
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly runId: string;
  readonly runAttempt: number;
  /** The name that identifies our job among the jobs of the run. Empty if unknown. */
  readonly runnerName: string;
}

/** The claims of the OIDC token of the job that approvals are compared with. */
export type OidcClaims = Readonly<Record<string, unknown>>;
