import type * as z from 'zod/mini';
import { FormatError, UsageError, type Warning } from '../../base/errors.js';
import { parseGivenInstant, roundedWarning } from '../../base/given-instant.js';
import { issueSentence } from '../../format/match-schema.js';
import { ENCLAVE, isBinding, PLATFORMS } from '../../format/platform.js';
import { parseYaml } from '../../format/yaml.js';
import { CONFIGURATION } from './configuration-schema.js';

/** A configuration as written. Files are names, relative to the folder of the configuration. */
export type Configuration = z.output<typeof CONFIGURATION>;

/**
 * Parses `pcr-allowlist.yml`. In order: strict YAML; the form of every field, and no unknown field; no repeated key; an
 * attached key binds PCR3 and PCR0 or PCR8 (PCR0 if images are unsigned), and instance roles exist. `warn` receives
 * instants that were rounded. Throws UsageError with the file and the path of the first invalid field.
 */
export function parseConfiguration(
  text: string,
  file: string,
  warn: (warning: Warning) => void = () => {},
): Configuration {
  const value = parsed(text, file);
  const result = CONFIGURATION.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw fault(
      file,
      issue?.path ?? [],
      issue === undefined ? 'the value has an invalid form' : sentence(issue),
    );
  }
  requireCoherent(result.data, file);
  for (const given of endsOf(value as z.input<typeof CONFIGURATION>)) {
    const { instant, rounded } = parseGivenInstant(given);
    if (rounded) warn(roundedWarning(`${file}: ${given}`, instant));
  }
  return result.data;
}

/** A key file of a configuration, optionally with the name of its holder. */
export type NamedKeyFile = Configuration['trust']['keys'][number];

/** The names of key files for messages, with the name of the holder if there is one. */
export function keyFileNames(entries: readonly NamedKeyFile[]): string {
  return entries
    .map((entry) => (typeof entry === 'string' ? entry : `${entry.name} (${entry.key})`))
    .join(', ');
}

type Bind = NonNullable<Configuration['keys'][number]['bind']>;

/** Every register that identifies the image, its signer or its role. Unsigned images have no signer. */
export function defaultBind({
  certificates,
}: {
  readonly certificates: 'unsigned' | readonly string[];
}): Bind {
  return PLATFORMS['nitro-enclave'].bindable.filter(
    (register) => certificates !== 'unsigned' || register !== ENCLAVE.signer,
  );
}

/** The instants of a configuration, as written. */
function endsOf({ keys = [] }: z.input<typeof CONFIGURATION>): readonly string[] {
  return keys.flatMap(({ accept = [] }) => accept.map(({ until }) => until));
}

function parsed(text: string, file: string): unknown {
  try {
    return parseYaml(text);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new UsageError(`${file}: ${cause.message}`, { at: { file, ...cause.at }, cause });
  }
}

function requireCoherent(configuration: Configuration, file: string): void {
  const { keys, certificates, trust } = configuration;
  const roles = configuration['instance-roles'];
  const seen = new Set<string>();
  for (const [i, { key, bind = defaultBind(configuration) }] of keys.entries()) {
    const at = (field: string) => ['keys', i, field];
    if (seen.has(key)) throw fault(file, at('key'), `${key} is repeated`);
    seen.add(key);
    if (new Set(bind).size < bind.length) throw fault(file, at('bind'), 'a PCR is repeated');
    if (!isBinding('nitro-enclave', bind)) {
      throw fault(file, at('bind'), 'expected PCR3 together with PCR0 or PCR8');
    }
    if (
      certificates === 'unsigned' &&
      (bind.includes(ENCLAVE.signer) || !bind.includes(ENCLAVE.image))
    ) {
      throw fault(file, at('bind'), 'expected PCR0 without PCR8: unsigned images have no PCR8');
    }
    if (roles === 'any') {
      throw fault(
        file,
        ['instance-roles'],
        'keys require instance roles, because key policies always bind PCR3',
      );
    }
  }
  const lists = new Set([configuration.list]);
  for (const [i, { list }] of configuration['other-lists'].entries()) {
    if (lists.has(list)) {
      throw fault(file, ['other-lists', i, 'list'], `${list} is this list, or is repeated`);
    }
    lists.add(list);
  }
  if (trust.threshold > trust.keys.length) {
    throw fault(
      file,
      ['trust', 'threshold'],
      `expected at most ${trust.keys.length}, the number of keys (${keyFileNames(trust.keys)}), found ${trust.threshold}`,
    );
  }
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      // A schema with its own requirement puts it in the message.
      if (issue.message.startsWith('expected ')) return issue.message;
      return issue.input === undefined ? 'is missing' : `expected ${issue.expected}`;
    case 'invalid_union':
      return unionSentence(issue);
    default:
      return issueSentence(issue);
  }
}

/** The last alternative is the general one, so its message helps most. */
function unionSentence({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const [issue] = errors.at(-1) ?? [];
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  return issue === undefined ? 'the value has an invalid form' : `${where}${sentence(issue)}`;
}

function fault(file: string, path: readonly PropertyKey[], message: string): UsageError {
  const where = path.map(String).join('.');
  return new UsageError(`${file}: ${where === '' ? '' : `${where}: `}${message}`, {
    at: { file, path: `/${path.map(String).join('/')}` },
  });
}
