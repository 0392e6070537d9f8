import * as z from 'zod/mini';
import { TrustError } from '../../base/errors.js';
import { matchAnswer } from './github-answer.js';
import type { GitHub } from './github-port.js';

/**
 * Reads answers of GitHub about one repository with schemas. Throws AdapterError `github-unavailable` if GitHub does
 * not answer, and TrustError `approval-missing` for a refusal, unless the caller accepts a refusal as an answer.
 */
export class GitHubReader {
  readonly repository: string;
  private readonly github: GitHub;

  constructor(github: GitHub) {
    this.github = github;
    this.repository = github.repository;
  }

  async one<Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    repository = this.repository,
  ): Promise<z.output<Schema>> {
    const answer = await this.ask(path, schema, repository);
    if (answer.kind === 'refused') throw refused(path, answer);
    return answer.value;
  }

  /** Like `one`, but returns undefined for 404. */
  async oneOrNone<Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    repository = this.repository,
  ): Promise<z.output<Schema> | undefined> {
    const answer = await this.ask(path, schema, repository);
    if (answer.kind === 'answered') return answer.value;
    if (answer.status === 404) return undefined;
    throw refused(path, answer);
  }

  /** A list that GitHub returns without pages. */
  whole<Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
  ): Promise<readonly z.output<Schema>[]> {
    return this.one(path, z.array(schema));
  }

  async all<Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    maxItems: number,
    items?: string,
  ): Promise<readonly z.output<Schema>[]> {
    const answer = await this.github.list(pathOf(this.repository, path), maxItems, items);
    if (answer.kind === 'refused') throw refused(path, answer);
    return matchAnswer(z.array(schema), answer.items, `read ${path}`);
  }

  private async ask<Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    repository: string,
  ) {
    const answer = await this.github.get(pathOf(repository, path));
    if (answer.kind === 'refused') return answer;
    const value: z.output<Schema> = matchAnswer(schema, answer.body, `read ${path}`);
    return { kind: 'answered', value } as const;
  }
}

function pathOf(repository: string, path: string): string {
  return `/repos/${repository}${path}`;
}

/** 403 and 404 mean that the token has no access, or that the object does not exist. Neither is an approval. */
function refused(
  path: string,
  { status, message }: { status: number; message: string },
): TrustError {
  return new TrustError('approval-missing', `GitHub refuses ${path} with ${status}: ${message}`, {
    hint: 'Give the job actions: read, contents: read and pull-requests: read, and make sure that the environment exists.',
  });
}
