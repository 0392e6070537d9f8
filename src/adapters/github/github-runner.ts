import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as core from '@actions/core';
import { printable } from '../../report/text-layout.js';
import { writeStandard } from '../standard-streams.js';

/** The GitHub Actions runner for a step: inputs, outputs, the log, annotations and the job summary. */
export interface Runner {
  /**
   * Every input that the runner passes, by its name in lower case. White space around the value is removed. The value
   * is `''` if the workflow leaves it empty or the action declares no default.
   */
  readonly inputs: ReadonlyMap<string, string>;
  output(name: string, value: string): void;
  log(text: string): void;
  warning(title: string, message: string): void;
  error(title: string, message: string): void;
  summary(markdown: string): void;
  /** A path in the folder that the runner empties after the job. */
  temporaryPath(name: string): string;
  /** Masks a text in the log from now on. */
  secret(text: string): void;
  /** Names a file as an artifact of this job, for a later step that attests all artifacts. */
  artifact(path: string): void;
}

export function githubRunner(): Runner {
  return {
    inputs: inputsOf(process.env),
    output: (name, value) => core.setOutput(name, value),
    log: logWithoutCommands,
    warning: (title, message) => core.warning(message, { title }),
    error: (title, message) => core.error(message, { title }),
    summary: writeSummary,
    temporaryPath: (name) => join(process.env['RUNNER_TEMP'] || tmpdir(), name),
    secret: (text) => core.setSecret(text),
    artifact: nameArtifact,
  };
}

/** The runner passes an input as `INPUT_` with its name in upper case. */
function inputsOf(environment: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  const prefix = 'INPUT_';
  return new Map(
    Object.entries(environment)
      .filter(([name]) => name.startsWith(prefix) && name !== prefix)
      .map(([name, value = '']) => [name.slice(prefix.length).toLowerCase(), value.trim()]),
  );
}

/** The runner executes log lines that look like its commands. Names from an image must not become such a line. */
function logWithoutCommands(text: string): void {
  const token = randomUUID();
  writeStandard(
    1,
    `::stop-commands::${token}\n${text.endsWith('\n') ? text : `${text}\n`}::${token}::\n`,
  );
}

/**
 * The summary is a file of the runner's. One that cannot be written is no reason to fail a step whose work is done.
 * (The writer in `@actions/core` would cost more start-up than a small image costs to measure.)
 */
function writeSummary(markdown: string): void {
  const path = process.env['GITHUB_STEP_SUMMARY'];
  if (!path) return;
  try {
    appendFileSync(path, markdown);
  } catch (error) {
    core.warning(printable(`the job summary could not be written: ${String(error)}`), {
      title: 'summary',
    });
  }
}

/**
 * `GITHUB_ARTIFACTS` is a file of the runner's that takes one path a line, on runners that have it (actions/runner,
 * pull request 4527). What is no file here, or would be more than one line, is left out.
 */
function nameArtifact(path: string): void {
  const list = process.env['GITHUB_ARTIFACTS'];
  const absolute = resolve(path);
  if (!list || /[\r\n]/.test(absolute) || !existsSync(absolute)) return;
  try {
    appendFileSync(list, `${absolute}\n`);
  } catch (error) {
    core.warning(printable(`${absolute} could not be named as an artifact: ${String(error)}`), {
      title: 'artifacts',
    });
  }
}
