/** A request that GitHub refused: data, because what it means depends on what was asked. */
export interface GitHubRefusal {
  readonly kind: 'refused';
  /** As it came: 403, 404, 410, 422… */
  readonly status: number;
  /** In GitHub's words. */
  readonly message: string;
}

export interface GitHubAnswer {
  readonly kind: 'answered';
  /** Parsed and not trusted: give it to a schema. */
  readonly body: unknown;
}

/**
 * GitHub's REST API, for one repository. Paths start below the API's root, such as `/repos/OWNER/NAME/issues`.
 *
 * Methods reject with AdapterError `github-unavailable` where GitHub gives no answer after all retries under the
 * deadline (network, 5xx, rate limits), or one that is no JSON or too large. A refusal (4xx) is an answer.
 */
export interface GitHub {
  /** `OWNER/NAME`. */
  readonly repository: string;
  get(path: string): Promise<GitHubAnswer | GitHubRefusal>;
  /** All pages, at most `maxItems`: beyond that it rejects. `items` names the array in the answer, where the answer is not an array itself. */
  list(
    path: string,
    maxItems: number,
    items?: string,
  ): Promise<{ readonly kind: 'answered'; readonly items: readonly unknown[] } | GitHubRefusal>;
  /** Sent once: a lost answer rejects with `github-unavailable`, and the caller looks before it sends again. */
  send(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body: object,
  ): Promise<GitHubAnswer | GitHubRefusal>;
  /** Uploads one file to an `upload_url` that GitHub gave. */
  upload(url: string, name: string, bytes: Uint8Array): Promise<GitHubAnswer | GitHubRefusal>;
}

/** What the runner says of the job in which a command runs. All else of a run comes from the API. */
export interface GitHubRun {
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly runId: string;
  readonly runAttempt: number;
  /** By which our job is found among those of the run; empty where it is not known. */
  readonly runnerName: string;
}

/** The claims of the job's OIDC token that approvals are held to; undefined where the job has no token. */
export type OidcClaims = Readonly<Record<string, unknown>>;
