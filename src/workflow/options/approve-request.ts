import { UsageError } from '../../base/errors.js';
import { DAY_MS, type DurationMs } from '../../base/instant.js';
import { PROJECTION_ID } from '../../format/document-fields.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface ApproveRequest {
  readonly config: string;
  /** A release id, or `projection`. */
  readonly id: string;
  /** Which image was looked at: another one staged under the id is not approved. */
  readonly pcr0?: string;
  /** The staged record, by the SHA-256 of its file. */
  readonly staged?: string;
  /** Whose statement is added; without one the list is changed. */
  readonly key?: string;
  readonly lifeMs: DurationMs;
  /** For GitHub's API, where approval by GitHub is asked for. */
  readonly githubToken: string | undefined;
  /** Key policies are neither planned nor changed. */
  readonly noReconcile: boolean;
  readonly dryRun: boolean;
}

/** How long a statement of approval may be used where nobody says. */
const APPROVAL_LIFE_MS: DurationMs = DAY_MS;

/** Options as a request. Throws UsageError where it is not said what exactly is approved. */
export function approveRequest(values: OptionValues): ApproveRequest {
  const options = new Options(values);
  const id = options.required('release');
  const pcr0 = options.hex('pcr0', 48);
  const staged = options.hex('staged', 32);
  const key = options.text('key');
  const lifeMs = options.duration('expires-in');
  if (id === PROJECTION_ID ? staged === undefined || pcr0 !== undefined : pcr0 === undefined) {
    throw new UsageError(
      id === PROJECTION_ID
        ? 'approve projection needs staged, the SHA-256 that publish --projection printed, and no pcr0'
        : 'pcr0 is required: it names the image that you approve',
    );
  }
  if (lifeMs !== undefined && key === undefined) {
    throw new UsageError('expires-in is about a statement of approval: it needs key');
  }
  if (key !== undefined && options.flag('no-reconcile')) {
    throw new UsageError(
      'no-reconcile has no effect with key, which adds a statement and changes no list',
      {
        hint: 'Leave no-reconcile out.',
      },
    );
  }
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    id,
    ...(pcr0 === undefined ? {} : { pcr0 }),
    ...(staged === undefined ? {} : { staged }),
    ...(key === undefined ? {} : { key }),
    lifeMs: lifeMs ?? APPROVAL_LIFE_MS,
    githubToken: options.text('github-token'),
    noReconcile: options.flag('no-reconcile'),
    dryRun: options.flag('dry-run'),
  };
}
