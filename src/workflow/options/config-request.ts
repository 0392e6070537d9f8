import { UsageError } from '../../base/errors.js';
import { EDITS, type EditName } from './file-specs.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

/** One change of a configuration. File names are relative to the working folder. */
export type ConfigurationEdit =
  | { readonly kind: 'add-role' | 'remove-role'; readonly arn: string }
  | { readonly kind: 'add-certificate' | 'remove-certificate'; readonly path: string }
  | {
      readonly kind: 'add-key';
      readonly key: string;
      readonly actions: readonly string[];
      readonly administrators: readonly string[];
    }
  | { readonly kind: 'remove-key'; readonly key: string }
  | {
      readonly kind: 'add-approver';
      readonly path: string;
      readonly name?: string;
      readonly threshold?: number;
    }
  /** `approver` is a file or a name. */
  | { readonly kind: 'remove-approver'; readonly approver: string; readonly threshold?: number };

export interface ConfigRequest {
  readonly config: string;
  readonly edit: ConfigurationEdit;
  readonly dryRun: boolean;
}

/** The default actions of a new key. `init` writes the same. */
export const DEFAULT_ACTIONS: readonly string[] = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** A bound that no real number of approvers exceeds. */
const THRESHOLD_MAX = 1000;

/** The options that only some edits take. */
const OWN_OPTIONS: Readonly<Record<string, readonly EditName[]>> = {
  name: ['add-approver'],
  threshold: ['add-approver', 'remove-approver'],
  action: ['add-key'],
  administrator: ['add-key'],
};

/** Converts options to a request. Throws UsageError for an unknown edit, and for an option of another edit. */
export function configRequest(values: OptionValues): ConfigRequest {
  const options = new Options(values);
  const kind = options.required('edit');
  if (!isEditName(kind)) {
    throw new UsageError(`expected ${listOf(Object.keys(EDITS))}, found ${JSON.stringify(kind)}`, {
      hint: '`pcr-allowlist config --help` shows the edits.',
    });
  }
  for (const [option, edits] of Object.entries(OWN_OPTIONS)) {
    if (!options.has(option) || edits.includes(kind)) continue;
    throw new UsageError(`${option} has no effect with ${kind}: it is for ${listOf(edits)}`, {
      hint: `Omit ${option}.`,
    });
  }
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    edit: editOf(kind, options.required('subject'), options),
    dryRun: options.flag('dry-run'),
  };
}

function editOf(kind: EditName, subject: string, options: Options): ConfigurationEdit {
  switch (kind) {
    case 'add-role':
    case 'remove-role':
      return { kind, arn: subject };
    case 'add-certificate':
    case 'remove-certificate':
      return { kind, path: subject };
    case 'add-key': {
      const actions = options.list('action');
      return {
        kind,
        key: subject,
        actions: actions.length === 0 ? DEFAULT_ACTIONS : actions,
        administrators: options.list('administrator'),
      };
    }
    case 'remove-key':
      return { kind, key: subject };
    case 'add-approver': {
      const name = options.text('name');
      return {
        kind,
        path: subject,
        ...(name === undefined ? {} : { name }),
        ...thresholdOf(options),
      };
    }
    case 'remove-approver':
      return { kind, approver: subject, ...thresholdOf(options) };
  }
}

function thresholdOf(options: Options): { readonly threshold?: number } {
  const threshold = options.wholeNumber('threshold', THRESHOLD_MAX);
  if (threshold === 0) throw new UsageError('threshold: expected at least 1, found 0');
  return threshold === undefined ? {} : { threshold };
}

function isEditName(text: string): text is EditName {
  return Object.hasOwn(EDITS, text);
}

function listOf(names: readonly string[]): string {
  const [last = '', ...others] = names.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`;
}
