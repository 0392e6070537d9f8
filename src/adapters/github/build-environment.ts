import type { ObservedOrigin } from '../../manifest/make-manifest.js';

/**
 * The source and the build according to the environment of the runner (GitHub Actions, "Default environment
 * variables"). Whoever can set variables can set these, so a manifest marks them as observed. Undefined outside a
 * runner. A part with missing or malformed variables is omitted.
 */
export function observeOrigin(
  environment: Readonly<Record<string, string | undefined>>,
): ObservedOrigin | undefined {
  const { GITHUB_REPOSITORY: repository, GITHUB_SHA: commit, GITHUB_REF: ref } = environment;
  const workflow = environment['GITHUB_WORKFLOW_REF'] || environment['GITHUB_WORKFLOW'];
  const { GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: attempt } = environment;
  const runner = environment['RUNNER_ENVIRONMENT'];
  const source =
    repository && ref && commit !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)
      ? { repository, commit, ref }
      : undefined;
  const build =
    workflow && run && runner && attempt !== undefined && /^[1-9]\d{0,8}$/.test(attempt)
      ? { workflow, run, attempt: Number(attempt), runner }
      : undefined;
  if (source === undefined && build === undefined) return undefined;
  return {
    ...(source === undefined ? {} : { source }),
    ...(build === undefined ? {} : { build }),
  };
}

/** The address of the run on GitHub, or a note that this is not a CI run. */
export function runAddress(environment: Readonly<Record<string, string | undefined>>): string {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = environment;
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY || !GITHUB_RUN_ID) return 'not on a CI runner';
  return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
}
