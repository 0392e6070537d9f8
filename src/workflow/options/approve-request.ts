import { UsageError } from '../../base/errors.js';
import { DAY_MS, type DurationMs } from '../../base/instant.js';
import { PROJECTION_ID } from '../../format/document-fields.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

export interface ApproveRequest {
  readonly config: string;
  /** A release id, or `projection`. */
  readonly id: string;
  /** PCR0 of the image that was reviewed. Another image staged under the same id is not approved. */
  readonly pcr0?: string;
  /** The SHA-256 of the file of the staged record. */
  readonly staged?: string;
  /** The key that signs the statement. Without a key, the list is changed. */
  readonly key?: string;
  readonly lifeMs: DurationMs;
  /** The token for the GitHub API, for approval by GitHub. */
  readonly githubToken: string | undefined;
  /** Do not plan or change key policies. */
  readonly noReconcile: boolean;
  readonly dryRun: boolean;
}

/** The default validity of a statement of approval. */
const APPROVAL_LIFE_MS: DurationMs = DAY_MS;

/** Converts options to a request. Throws UsageError unless the options name exactly what is approved. */
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
        ? 'approve projection requires staged, the SHA-256 that publish --projection printed, and takes no pcr0'
        : 'pcr0 is required: it names the image that you approve',
    );
  }
  if (lifeMs !== undefined && key === undefined) {
    throw new UsageError('expires-in has no effect without key');
  }
  if (key !== undefined && options.flag('no-reconcile')) {
    throw new UsageError(
      'no-reconcile has no effect with key: the run signs an approval and does not change the list',
      {
        hint: 'Omit no-reconcile.',
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
