import { FILE, type Run } from '../../allowlist/approval/github-facts.js';
import { type WorkflowFile, workflowFaults } from '../../allowlist/approval/github-workflow.js';
import { decodeBase64, decodeUtf8 } from '../../base/encoding.js';
import { FormatError } from '../../base/errors.js';
import { mapConcurrently } from '../../base/map-concurrently.js';
import type { GitHubReader } from './github-reader.js';

const REQUESTS_AT_ONCE = 8;
/** GitHub lets one workflow file reach at most 50 reusable workflows ("Reusing workflow configurations", Limitations). */
const MAX_FILES = 50;

/**
 * The reasons why a review of the environment could be for another job of the run (`workflowFaults`). Reads the
 * workflow file at the commit of the run, and each reusable workflow that the run references, at its commit.
 */
export async function observeWorkflow(
  api: GitHubReader,
  run: Run,
  environment: string,
): Promise<readonly string[]> {
  if (run.event.startsWith('pull_request')) {
    return [`a run for ${run.event} takes its workflow from another commit`];
  }
  const referenced = run.referenced_workflows ?? [];
  if (referenced.length > MAX_FILES) {
    return [`the run references ${referenced.length} workflows, expected at most ${MAX_FILES}`];
  }
  const called = new Map<string, { readonly path: string; readonly sha: string }>();
  for (const { path, sha } of referenced) {
    const name = nameOf(path);
    const before = called.get(name);
    if (before !== undefined && before.sha !== sha) {
      return [`the run references ${name} at two commits`];
    }
    called.set(name, { path, sha });
  }
  const [main, ...files] = await mapConcurrently(
    [{ path: `${api.repository}/${run.path}`, sha: run.head_sha }, ...called.values()],
    REQUESTS_AT_ONCE,
    ({ path, sha }) => readWorkflow(api, path, sha),
  );
  const unread = [main, ...files].flatMap((file) => (typeof file === 'string' ? [file] : []));
  if (main === undefined || typeof main === 'string' || unread.length > 0) return unread;
  return workflowFaults(main, files as readonly WorkflowFile[], environment);
}

/** The path without the ref. GitHub ignores case in owner and repository. */
function nameOf(path: string): string {
  return path.replace(/@.*$/s, '').toLowerCase();
}

/**
 * Reads `OWNER/NAME/.github/workflows/FILE`, with or without a ref. A returned text is the reason why it could not be
 * read.
 */
async function readWorkflow(
  api: GitHubReader,
  path: string,
  sha: string,
): Promise<WorkflowFile | string> {
  const [owner = '', name = '', ...rest] = path.replace(/@.*$/s, '').split('/');
  if (!/^[\w.-]+$/.test(owner) || !/^[\w.-]+$/.test(name)) return `${path} is not a workflow file`;
  const file = rest.map(encodeURIComponent).join('/');
  const found = await api.oneOrNone(`/contents/${file}?ref=${sha}`, FILE, `${owner}/${name}`);
  if (found === undefined) return `GitHub does not show ${path} at ${sha}`;
  try {
    // Base64 in lines (RFC 2045).
    const bytes = decodeBase64(found.content.replaceAll('\n', ''));
    return { name: nameOf(path), text: decodeUtf8(bytes) };
  } catch (error) {
    if (error instanceof FormatError) return `${path} is not a text file`;
    throw error;
  }
}
