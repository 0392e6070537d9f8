import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Step as Finished, runActionIn, runProgram } from '../fakes/processes.js';
import { requirePermissions } from './github-permissions.js';
import { actionMetadata, type Job, type Recipe, type Step, taskOf } from './recipe-files.js';
import type { WorkflowLanguage } from './workflow-language.js';

type Values = Readonly<Record<string, unknown>>;

/** What a workflow is started with, and the world in which it runs. */
export interface Play {
  /** The folder that `actions/checkout` gives. */
  readonly repository: string;
  /** `github.*`, beside what is the same everywhere. */
  readonly github?: Readonly<Record<string, string>>;
  readonly inputs?: Values;
  /** Environment of every job: endpoints, and what GitHub sets. */
  readonly env: Readonly<Record<string, string>>;
  /** Set by the AWS login step for the rest of the job. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Artifacts of the run before its first job, by name, as folders. */
  readonly artifacts?: Readonly<Record<string, string>>;
  /** Values that stand in a recipe for those of this world, such as the address of an endpoint. */
  readonly instead?: Readonly<Record<string, string>>;
  /** The requests to GitHub so far: each has to be one that the permissions of its job allow. */
  readonly githubRequests?: () => readonly string[];
  /** Inputs for each of our steps that takes them. */
  readonly more?: Readonly<Record<string, string>>;
  /** Inputs of our steps that this world cannot serve. */
  readonly omit?: readonly string[];
  /** Told of each file that is kept as an artifact, while it is there. */
  onArtifact?(name: string, path: string): void;
  /** Asked before a job with an environment starts, as GitHub asks its reviewers. */
  onEnvironment?(name: string, job: PlayedJob): Promise<void> | void;
}

export interface PlayedStep {
  readonly step: Step;
  readonly outcome: 'success' | 'failure' | 'skipped';
  readonly finished?: Finished;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface PlayedJob {
  readonly id: string;
  readonly matrix: Readonly<Record<string, string>>;
  result: 'success' | 'failure' | 'skipped';
  readonly steps: PlayedStep[];
  outputs: Readonly<Record<string, string>>;
}

const ENVIRONMENT_NAMES: Readonly<Record<string, string>> = {
  repository: 'GITHUB_REPOSITORY',
  ref: 'GITHUB_REF',
  ref_name: 'GITHUB_REF_NAME',
  sha: 'GITHUB_SHA',
  run_id: 'GITHUB_RUN_ID',
  run_attempt: 'GITHUB_RUN_ATTEMPT',
  event_name: 'GITHUB_EVENT_NAME',
  actor: 'GITHUB_ACTOR',
  actor_id: 'GITHUB_ACTOR_ID',
  triggering_actor: 'GITHUB_TRIGGERING_ACTOR',
  workflow_ref: 'GITHUB_WORKFLOW_REF',
};
const GITHUB = {
  ...{ repository: 'acme/signer', ref: 'refs/heads/main', ref_name: 'main' },
  ...{ sha: 'c'.repeat(40), run_id: '77', run_attempt: '1', event_name: 'workflow_dispatch' },
  ...{ actor: 'octocat', actor_id: '1', triggering_actor: 'octocat', token: 'job-token' },
  workflow_ref: 'acme/signer/.github/workflows/w.yml@refs/heads/main',
};

/**
 * Plays a workflow as the runner does: jobs in the order of their needs, each in a folder of its own, for each value of
 * its matrix; steps with their conditions, expressions and files. Steps with this Action run what is built, scripts run
 * in bash, and the few actions of others do what they do to files and environment.
 */
export async function play(
  { workflow }: Recipe,
  world: Play,
  language: WorkflowLanguage,
): Promise<readonly PlayedJob[]> {
  const run = new Run(world, language, defaultsOf(workflow.on));
  try {
    for (const [id, job] of Object.entries(workflow.jobs)) await run.job(id, job);
    return run.played;
  } finally {
    run.end();
  }
}

function defaultsOf(on: Recipe['workflow']['on']): Values {
  const inputs = Object.values(on).flatMap((event) => Object.entries(event?.inputs ?? {}));
  return Object.fromEntries(
    inputs.map(([name, input]) => [name, input.default ?? (input.type === 'boolean' ? false : '')]),
  );
}

class Run {
  readonly played: PlayedJob[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-run-'));
  private readonly github: Readonly<Record<string, string>>;
  private readonly inputs: Values;
  private readonly world: Play;
  private readonly language: WorkflowLanguage;

  constructor(world: Play, language: WorkflowLanguage, defaults: Values) {
    this.world = world;
    this.language = language;
    this.github = { ...GITHUB, ...world.github };
    this.inputs = { ...defaults, ...world.inputs };
    for (const [name, path] of Object.entries(world.artifacts ?? {})) {
      cpSync(path, this.artifact(name), { recursive: true });
    }
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async job(id: string, job: Job): Promise<void> {
    const needs = [job.needs ?? []].flat();
    const before = this.played.filter((played) => needs.includes(played.id));
    const isReached = before.every(({ result }) => result === 'success');
    for (const matrix of combinations(job.strategy?.matrix ?? {})) {
      const played: PlayedJob = { id, matrix, result: 'skipped', steps: [], outputs: {} };
      this.played.push(played);
      const contexts = this.contexts(played, before);
      if (!isReached || !this.condition(job.if ?? 'success()', contexts, true)) continue;
      const environment = this.text(job.environment ?? '', contexts);
      if (environment !== '') await this.world.onEnvironment?.(environment, played);
      const asked = this.world.githubRequests?.().length ?? 0;
      await this.steps(job, played, before);
      requirePermissions(id, job, this.world.githubRequests?.().slice(asked) ?? []);
    }
  }

  private async steps(job: Job, played: PlayedJob, before: readonly PlayedJob[]): Promise<void> {
    const place = mkdtempSync(join(this.folder, 'job-'));
    const [workspace, temporary] = [join(place, 'work'), join(place, 'temp')];
    for (const folder of [workspace, temporary]) mkdirSync(folder);
    const env: Record<string, string> = {
      ...Object.fromEntries(
        Object.entries(ENVIRONMENT_NAMES).map(([key, name]) => [name, this.github[key] ?? '']),
      ),
      GITHUB_SERVER_URL: 'https://github.com',
      RUNNER_ENVIRONMENT: 'github-hosted',
      RUNNER_TEMP: temporary,
      HOME: place,
      ...this.world.env,
    };
    played.result = 'success';
    for (const step of job.steps) {
      const contexts = this.contexts(played, before);
      const functions = {
        hashFiles: (name: string) => (existsSync(join(workspace, name)) ? 'x' : ''),
      };
      const goes = this.condition(
        step.if ?? 'success()',
        contexts,
        played.result === 'success',
        functions,
      );
      const done: PlayedStep = goes
        ? await this.step(step, contexts, workspace, env)
        : { step, outcome: 'skipped', outputs: {} };
      played.steps.push(done);
      if (done.outcome === 'failure') played.result = 'failure';
    }
    const contexts = this.contexts(played, before);
    played.outputs = Object.fromEntries(
      Object.entries(job.outputs ?? {}).map(([name, value]) => [name, this.text(value, contexts)]),
    );
  }

  private async step(
    step: Step,
    contexts: Values,
    workspace: string,
    env: Record<string, string>,
  ): Promise<PlayedStep> {
    const given = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([name, value]) => [
        name,
        this.text(String(value), contexts),
      ]),
    );
    const task = taskOf(step);
    if (task !== undefined) {
      for (const name of this.world.omit ?? []) delete given[name];
      const { inputs } = actionMetadata(task);
      for (const [name, value] of Object.entries(this.world.more ?? {}))
        if (name in inputs) given[name] = value;
      const job = { ...env, JOB_TOKEN: this.github['token'] };
      const finished = await runActionIn(`actions/${task}`, given, job, workspace);
      const outcome = finished.exitCode === 0 ? 'success' : 'failure';
      return { step, outcome, finished, outputs: finished.outputs };
    }
    if (step.run !== undefined) {
      const more = Object.entries(step.env ?? {}).map(([name, value]) => [
        name,
        this.text(value, contexts),
      ]);
      const finished = await runProgram('bash', ['-eo', 'pipefail', '-c', step.run], {
        cwd: workspace,
        env: { ...env, ...Object.fromEntries(more) },
      });
      const outcome = finished.exitCode === 0 ? 'success' : 'failure';
      return { step, outcome, finished: { ...finished, outputs: {}, summary: '' }, outputs: {} };
    }
    this.othersAction(step.uses?.split('@')[0] ?? '', given, workspace, env);
    return { step, outcome: 'success', outputs: {} };
  }

  /** What the actions of others do here: throws for a file that they would not find. */
  private othersAction(
    uses: string,
    given: Readonly<Record<string, string>>,
    workspace: string,
    env: Record<string, string>,
  ): void {
    const at = (path = ''): string => (path.startsWith('/') ? path : join(workspace, path));
    switch (uses) {
      case 'actions/checkout':
        cpSync(this.world.repository, workspace, { recursive: true });
        return;
      case 'aws-actions/configure-aws-credentials':
        Object.assign(env, this.world.credentials, { AWS_REGION: given['aws-region'] });
        return;
      case 'actions/upload-artifact':
        this.world.onArtifact?.(given['name'] ?? '', at(given['path']));
        cpSync(at(given['path']), join(this.artifact(given['name'] ?? ''), given['path'] ?? ''));
        return;
      case 'actions/download-artifact':
        cpSync(this.artifact(given['name'] ?? ''), at(given['path']), { recursive: true });
        return;
      case 'actions/attest':
        if (!existsSync(at(given['subject-path']))) throw new Error('attest: no subject');
        if (!given['predicate-type']) throw new Error('attest: no predicate type');
        JSON.parse(readFileSync(at(given['predicate-path']), 'utf8'));
        return;
      case 'github/codeql-action/upload-sarif':
        JSON.parse(readFileSync(at(given['sarif_file']), 'utf8'));
        return;
      default:
        throw new Error(`a step with ${uses}, which nobody plays`);
    }
  }

  private artifact(name: string): string {
    return join(this.folder, 'artifacts', name);
  }

  private contexts(played: PlayedJob, before: readonly PlayedJob[]): Values {
    const steps = played.steps
      .filter(({ step }) => step.id !== undefined)
      .map(({ step, outputs, outcome }) => [step.id, { outputs, outcome, conclusion: outcome }]);
    const needs = before.map(({ id, outputs, result }) => [id, { outputs, result }]);
    return {
      github: this.github,
      inputs: this.inputs,
      matrix: played.matrix,
      steps: Object.fromEntries(steps),
      needs: Object.fromEntries(needs),
    };
  }

  private condition(
    text: string | boolean,
    contexts: Values,
    isWell: boolean,
    functions: Readonly<Record<string, (...args: string[]) => unknown>> = {},
  ): boolean {
    const expression = String(text).replace(/^\s*\$\{\{([\s\S]*)\}\}\s*$/, '$1');
    const states = {
      success: () => isWell,
      failure: () => !isWell,
      always: () => true,
      cancelled: () => false,
    };
    const value = this.language.evaluate(expression, contexts, { ...states, ...functions });
    // A condition that names no state holds only while all is well.
    const namesState = /\b(?:success|failure|always|cancelled)\s*\(/.test(expression);
    return Boolean(value) && (namesState || isWell);
  }

  private text(template: string, contexts: Values): string {
    const own = template.replace(/\$\{\{([\s\S]*?)\}\}/g, (_all, expression: string) => {
      const value = this.language.evaluate(expression.trim(), contexts);
      return value === null ? '' : String(value);
    });
    return Object.entries(this.world.instead ?? {}).reduce(
      (text, [from, to]) => text.replaceAll(from, to),
      own,
    );
  }
}

/** Every combination of a matrix; one empty one where there is none. */
function combinations(
  matrix: Readonly<Record<string, readonly string[]>>,
): readonly Readonly<Record<string, string>>[] {
  return Object.entries(matrix).reduce<readonly Readonly<Record<string, string>>[]>(
    (all, [name, values]) =>
      all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}
