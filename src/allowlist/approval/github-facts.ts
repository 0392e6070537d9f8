import * as z from 'zod/mini';
import type { Instant } from '../../base/instant.js';
import { parseInstant } from '../../base/instant.js';

/**
 * The answers of GitHub's REST API about a run, its environment and pull requests (version 2022-11-28), in the form from which
 * approvals are decided. Unknown fields are ignored. An answer that lacks a field named here is invalid and decides nothing: an
 * absent field never passes.
 */

const id = z.int().check(z.positive());
/** Names go into messages and into the list: none has a control character. */
const text = z.string().check(z.minLength(1), z.maxLength(2048), z.regex(/^\P{Cc}*$/u));
const instant = z.pipe(
  z.string().check(z.refine(isInstant, 'expected RFC 3339 in UTC')),
  z.transform((value: string): Instant => parseInstant(value)),
);
const sha = z.string().check(z.regex(/^[0-9a-f]{40,64}$/));

/** `type` is `User`, `Bot` or `Organization`. */
const USER = z.object({ id, login: text, type: text });

export const RUN = z.object({
  id,
  run_attempt: z.int().check(z.positive()),
  event: text,
  /** The path of the workflow file, sometimes with `@` and a ref. */
  path: text,
  /** The value of `run-name`. */
  display_title: text,
  actor: USER,
  triggering_actor: USER,
  head_sha: sha,
  html_url: text,
  /** Reusable workflows as `OWNER/NAME/.github/workflows/FILE@REF`, each at the commit that runs. */
  referenced_workflows: z.optional(z.nullable(z.array(z.object({ path: text, sha })))),
});

export const REPOSITORY = z.object({ default_branch: text });

export const ENVIRONMENT = z.object({
  name: text,
  can_admins_bypass: z.optional(z.boolean()),
  protection_rules: z.array(
    z.object({
      type: text,
      prevent_self_review: z.optional(z.boolean()),
      reviewers: z.optional(z.array(z.unknown())),
    }),
  ),
  /** Null: jobs of any branch. */
  deployment_branch_policy: z.nullable(
    z.object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() }),
  ),
});

/** One name pattern of the rule of an environment. Without a type, it is for branches. */
export const BRANCH_POLICY = z.object({ name: text, type: z.optional(text) });

export const RUN_REVIEW = z.object({
  state: text,
  user: USER,
  environments: z.array(z.object({ id, name: text })),
});

export const JOB = z.object({
  id,
  status: text,
  created_at: instant,
  runner_name: z.nullable(z.string()),
});

/** An account is null if the address in the commit belongs to nobody on GitHub. */
export const COMMIT = z.object({
  sha,
  author: z.nullable(USER),
  committer: z.nullable(USER),
  commit: z.optional(
    z.object({ verification: z.optional(z.nullable(z.object({ verified: z.boolean() }))) }),
  ),
});

export const COMPARISON = z.object({
  status: text,
  total_commits: z.int().check(z.nonnegative()),
});

/** One push, from the activity API. The account is null if it no longer exists. */
export const ACTIVITY = z.object({
  before: sha,
  after: sha,
  activity_type: text,
  actor: z.nullable(USER),
});

/** `permission` is `admin`, `write`, `read` or `none`. */
export const PERMISSION = z.object({ permission: text, user: z.nullable(z.object({ id })) });

export const FILE = z.object({
  type: z.literal('file'),
  encoding: z.literal('base64'),
  content: z.string().check(z.maxLength(2 * 1024 * 1024)),
});

export const PULL_REQUEST = z.object({
  number: id,
  user: USER,
  merged_at: z.nullable(instant),
  html_url: text,
  head: z.object({ sha }),
  base: z.object({ ref: text }),
});

export const PULL_REVIEW = z.object({
  id,
  state: text,
  user: z.nullable(USER),
  commit_id: z.nullable(sha),
  submitted_at: z.optional(instant),
});

export type GitHubUser = z.output<typeof USER>;
export type Run = z.output<typeof RUN>;
export type Environment = z.output<typeof ENVIRONMENT>;
export type RunReview = z.output<typeof RUN_REVIEW>;
export type Job = z.output<typeof JOB>;
export type Commit = z.output<typeof COMMIT>;
export type PullRequest = z.output<typeof PULL_REQUEST>;
export type Activity = z.output<typeof ACTIVITY>;
export type BranchPolicy = z.output<typeof BRANCH_POLICY>;
export type PullReview = z.output<typeof PULL_REVIEW>;

/** Whether parseInstant accepts the text. */
function isInstant(value: string): boolean {
  try {
    parseInstant(value);
    return true;
  } catch {
    return false;
  }
}
