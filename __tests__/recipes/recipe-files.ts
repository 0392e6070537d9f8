import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const FOLDER = join(root, 'docs/recipes');

export interface Step {
  readonly id?: string;
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface CallInput {
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: string | boolean;
}

export interface Workflow {
  readonly name: string;
  readonly on: Readonly<
    Record<string, { readonly inputs?: Readonly<Record<string, CallInput>> } | null>
  >;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Recipe {
  readonly name: string;
  readonly text: string;
  readonly workflow: Workflow;
}

function read(name: string, path: string): Recipe {
  const text = readFileSync(path, 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
}

/** Every recipe of `docs/recipes`, and the reusable workflow. */
export function recipes(): readonly Recipe[] {
  return [
    ...readdirSync(FOLDER)
      .filter((name) => name.endsWith('.yml'))
      .map((name) => read(name, join(FOLDER, name))),
    read('release-enclave.yml', join(root, '.github/workflows/release-enclave.yml')),
  ];
}

export function recipe(name: string): Recipe {
  const found = recipes().find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no recipe ${name}`);
  return found;
}

/** The metadata of the action of one task. */
export interface ActionMetadata {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, object>>;
}

export function actionMetadata(task: string): ActionMetadata {
  return parse(readFileSync(join(root, 'actions', task, 'action.yml'), 'utf8')) as ActionMetadata;
}

/**
 * The task of a step with an action of ours, by the repository's name or, inside of this repository, by `$`; undefined for
 * any other step.
 */
export function taskOf({ uses = '' }: Step): string | undefined {
  return /^(?:\$|pcr-allowlist\/action)\/actions\/([a-z]+)(?:@v1)?$/.exec(uses)?.[1];
}

export const isOurs = (step: Step): boolean => taskOf(step) !== undefined;

/** Every `${{ }}` in a value, at any depth, without its braces. */
export function expressionsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [...value.matchAll(/\$\{\{\s*([\s\S]*?)\s*\}\}/g)].map(
      ([, expression = '']) => expression,
    );
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(expressionsIn);
}
