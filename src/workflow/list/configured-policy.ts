import { recordedPolicy } from '../../allowlist/approval/approval-policy.js';
import type {
  ApprovalPolicy,
  PolicyWords,
} from '../../allowlist/approval/approval-policy-words.js';
import type { ApprovalTrust } from '../../allowlist/list-trust.js';
import { encodeBase64 } from '../../base/encoding.js';
import type { Configuration } from './configuration.js';

/** `approval.github` of a configuration. */
export type GitHubRules = NonNullable<Exclude<Configuration['approval'], 'none'>['github']>;

/**
 * The approval policy of a configuration, as a projection records it. Undefined for `approval: none`. Keys are sorted
 * by their bytes, so that their order in the configuration does not matter.
 */
export function configuredPolicy(
  { approval }: Configuration,
  keys: ApprovalTrust | undefined,
): ApprovalPolicy | undefined {
  if (approval === 'none') return undefined;
  const names = approval.keys?.trust ?? [];
  const words: PolicyWords = {
    ...(keys === undefined
      ? {}
      : {
          keys: {
            threshold: keys.threshold,
            keys: keys.keys
              .map(({ spkiDer }, i) => ({
                name: nameOfKey(names[i] ?? ''),
                publicKey: encodeBase64(spkiDer),
              }))
              .sort((a, b) => (a.publicKey < b.publicKey ? -1 : 1)),
          },
        }),
    ...(approval.github === undefined ? {} : { github: githubWords(approval.github) }),
  };
  return recordedPolicy(words);
}

/** The name of a key in the configuration, or else its file name without folders and suffixes. */
function nameOfKey(given: string | { readonly name: string }): string {
  if (typeof given !== 'string') return given.name;
  const path = given;
  const [file = ''] = path.split(/[\\/]/).slice(-1);
  return file.replace(/(?:\.pub)?\.pem$/, '') || path;
}

function githubWords(rules: GitHubRules): NonNullable<PolicyWords['github']> {
  const { environment, reviewers, branches } = rules;
  const pull = rules['pull-request'];
  return {
    ...(environment === undefined
      ? {}
      : {
          environment: {
            name: environment,
            reviewers,
            preventSelfReview: rules['prevent-self-review'],
            ...(branches === undefined ? {} : { branches }),
          },
        }),
    ...(pull === undefined
      ? {}
      : {
          pullRequest: {
            reviewers: pull.reviewers,
            ...(pull.branches === undefined ? {} : { branches: pull.branches }),
          },
        }),
    ...(rules['incomplete-comparison'] === undefined
      ? {}
      : { incompleteComparison: rules['incomplete-comparison'] }),
  };
}

/** The rules of a recorded policy for GitHub. Undefined if it has none. */
export function recordedRules(words: PolicyWords | undefined): GitHubRules | undefined {
  const github = words?.github;
  if (github === undefined) return undefined;
  const { environment, pullRequest, incompleteComparison } = github;
  return {
    ...(environment === undefined ? {} : { environment: environment.name }),
    reviewers: environment?.reviewers ?? 1,
    'prevent-self-review': environment?.preventSelfReview ?? true,
    ...(environment?.branches === undefined ? {} : { branches: [...environment.branches] }),
    ...(pullRequest === undefined
      ? {}
      : {
          'pull-request': {
            reviewers: pullRequest.reviewers,
            ...(pullRequest.branches === undefined ? {} : { branches: [...pullRequest.branches] }),
          },
        }),
    ...(incompleteComparison === undefined
      ? {}
      : { 'incomplete-comparison': incompleteComparison }),
  };
}
