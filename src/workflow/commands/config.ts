import { UsageError } from '../../base/errors.js';
import { pluralize } from '../../base/plural.js';
import { type Configuration, keyFileNames } from '../list/configuration.js';
import { type EditedConfiguration, editConfiguration } from '../list/edit-configuration.js';
import { readConfiguration } from '../list/enclave.js';
import { configWords, type NextStep } from '../next-step.js';
import type { ConfigRequest } from '../options/config-request.js';
import { ended, failed, type Outcome } from '../outcome.js';
import type { FilePorts } from '../ports.js';

/** What an edit of a configuration came to. */
export interface ConfigResult {
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly message: string;
  /** The configuration. */
  readonly file: string;
  /** Which approval the change needs before the list has it; absent where nothing changed. */
  readonly approval?: string;
  readonly next?: NextStep;
}

/**
 * Changes a configuration and nothing else: the list follows only once the change is published. In order: the edit, whose
 * result is one that every command takes (`editConfiguration`); the file is still the one that was read (`usage`); it is
 * replaced as a whole. The result says which approval the list needs for the change.
 */
export async function config(
  { config: file, edit, dryRun }: ConfigRequest,
  ports: FilePorts,
): Promise<Outcome<ConfigResult>> {
  try {
    const text = await readConfiguration(file, ports);
    const edited = await editConfiguration(file, text, edit, ports);
    const { changed, message } = edited;
    if (!changed) return ended('config', { changed, dryRun, message, file }, []);
    if (!dryRun) {
      if ((await ports.readText(file)) !== text) {
        throw new UsageError(`${file} changed while it was edited: nothing was written`, {
          at: { file },
          hint: 'Run it again.',
        });
      }
      await ports.writeText(file, edited.text);
    }
    return ended('config', { changed, dryRun, message, file, ...neededFor(edited, file) }, []);
  } catch (error) {
    return failed('config', error);
  }
}

/**
 * Roles, certificates, keys and the approval policy of a list are its projection, which is approved like a release. Another
 * policy is approved under the earlier one too.
 */
function neededFor(
  { before, after }: Pick<EditedConfiguration, 'before' | 'after'>,
  file: string,
): Required<Pick<ConfigResult, 'approval' | 'next'>> {
  const words = ['publish', '--projection', ...configWords(file)];
  const [earlier, policy] = [approvalWords(before), approvalWords(after)];
  if (policy === undefined) {
    return {
      approval: 'none: the configuration asks for no approvals',
      next: { why: 'the list has the change once it is published', words },
    };
  }
  const also =
    earlier === undefined || earlier === policy
      ? ''
      : `; and ${earlier}, under the policy before the change`;
  return {
    approval: `a change of the projection: ${policy}${also}`,
    next: { why: 'the list has the change once it is staged and approved', words },
  };
}

/** The approvals that a configuration asks for; undefined where it asks for none. */
function approvalWords({ approval }: Configuration): string | undefined {
  if (approval === 'none') return undefined;
  const { keys, github } = approval;
  const pull = github?.['pull-request'];
  const words = [
    ...(keys === undefined
      ? []
      : [`${pluralize(keys.threshold, 'approval')} by ${keyFileNames(keys.trust)}`]),
    ...(github?.environment === undefined
      ? []
      : [
          `${pluralize(github.reviewers, 'reviewer')} of the GitHub environment ${github.environment}`,
        ]),
    ...(pull === undefined ? [] : [`${pluralize(pull.reviewers, 'reviewer')} of the pull request`]),
  ];
  return words.join(', and ');
}
