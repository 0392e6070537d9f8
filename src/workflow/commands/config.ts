import { UsageError } from '../../base/errors.js';
import { pluralize } from '../../base/plural.js';
import { type Configuration, keyFileNames } from '../list/configuration.js';
import { type EditedConfiguration, editConfiguration } from '../list/edit-configuration.js';
import { readConfiguration } from '../list/enclave.js';
import { configWords, type NextStep } from '../next-step.js';
import type { ConfigRequest } from '../options/config-request.js';
import { ended, failed, type Outcome } from '../outcome.js';
import type { FilePorts } from '../ports.js';

/** The result of an edit of a configuration. */
export interface ConfigResult {
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly message: string;
  /** The configuration. */
  readonly file: string;
  /** The approval that the list needs for the change. Absent if nothing changed. */
  readonly approval?: string;
  readonly next?: NextStep;
}

/**
 * Changes only a configuration. The list follows after the change is published. In order: the edit, with a result that
 * every command accepts (`editConfiguration`); the file did not change since it was read (`usage`); the file is
 * replaced as a whole. The result names the approval that the list needs for the change.
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
        throw new UsageError(`${file} changed during the edit, so nothing was written`, {
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
 * Roles, certificates, keys and the approval policy of a list are its projection, which needs approval like a release.
 * A changed policy also needs approval under the earlier policy.
 */
function neededFor(
  { before, after }: Pick<EditedConfiguration, 'before' | 'after'>,
  file: string,
): Required<Pick<ConfigResult, 'approval' | 'next'>> {
  const words = ['publish', '--projection', ...configWords(file)];
  const [earlier, policy] = [approvalWords(before), approvalWords(after)];
  if (policy === undefined) {
    return {
      approval: 'none: the configuration requires no approvals',
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

/** The approvals that a configuration requires. Undefined if it requires none. */
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
