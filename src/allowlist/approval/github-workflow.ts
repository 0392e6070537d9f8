import * as z from 'zod/mini';
import { FormatError } from '../../base/errors.js';
import { parseYaml } from '../../format/yaml.js';

/** A workflow file at the commit that runs. `name` is `OWNER/NAME/.github/workflows/FILE`, in lower case. */
export interface WorkflowFile {
  readonly name: string;
  readonly text: string;
}

const WORKFLOW = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      environment: z.optional(z.union([z.string(), z.object({ name: z.string() })])),
      uses: z.optional(z.string()),
      strategy: z.optional(z.unknown()),
    }),
  ),
});

/** The depth to which reusable workflows may nest (GitHub Docs, "Reusing workflow configurations", Limitations). */
const MAX_DEPTH = 10;

/**
 * Why a review of the environment could be for another job. Empty if the workflow, with those that it calls, names the
 * environment in exactly one job. Reasons are also: an expression in the name of an environment; a job with a matrix, which
 * makes several jobs; a missing or invalid file; and a call of a file that is not among these.
 */
export function workflowFaults(
  main: WorkflowFile,
  called: readonly WorkflowFile[],
  environment: string,
): readonly string[] {
  const files = new Map(called.map((file) => [file.name, file]));
  const faults: string[] = [];
  const fault = (reason: string): 0 => {
    faults.push(reason);
    return 0;
  };
  const count = (file: WorkflowFile, depth: number): number => {
    const jobs = jobsOf(file);
    if (typeof jobs === 'string') return fault(jobs);
    if (depth > MAX_DEPTH) return fault(`${file.name} is nested too deeply`);
    let found = 0;
    for (const [id, job] of Object.entries(jobs)) {
      const name = typeof job.environment === 'object' ? job.environment.name : job.environment;
      if (name?.includes('${{') === true) {
        fault(`job ${id} of ${file.name} has an expression as its environment`);
      }
      const own = name?.toLowerCase() === environment.toLowerCase() ? 1 : 0;
      const uses = job.uses === undefined ? undefined : calledName(job.uses, file.name);
      const callee = uses === undefined ? undefined : files.get(uses);
      if (uses !== undefined && callee === undefined) fault(`GitHub does not show ${uses}`);
      const below = callee === undefined ? 0 : count(callee, depth + 1);
      if (own + below > 0 && hasMatrix(job.strategy)) {
        fault(`job ${id} of ${file.name} has a matrix, which makes several jobs`);
      }
      found += own + below;
    }
    return found;
  };
  const found = count(main, 0);
  if (faults.length > 0) return faults;
  if (found === 1) return [];
  return [`the workflow names the environment ${environment} in ${found} jobs, expected one`];
}

type Jobs = z.output<typeof WORKFLOW>['jobs'];

function jobsOf({ name, text }: WorkflowFile): Jobs | string {
  try {
    const found = WORKFLOW.safeParse(parseYaml(text));
    return found.success ? found.data.jobs : `${name} is not a valid workflow`;
  } catch (error) {
    if (error instanceof FormatError) return `${name} could not be read: ${error.message}`;
    throw error;
  }
}

/** The name of the file that a job uses: of the same repository and commit, or of another repository at a ref. */
function calledName(uses: string, caller: string): string {
  const path = uses.replace(/@.*$/, '').toLowerCase();
  if (!path.startsWith('./')) return path;
  const [owner = '', repository = ''] = caller.split('/');
  return `${owner}/${repository}/${path.slice(2)}`;
}

function hasMatrix(strategy: unknown): boolean {
  return typeof strategy === 'object' && strategy !== null && 'matrix' in strategy;
}
