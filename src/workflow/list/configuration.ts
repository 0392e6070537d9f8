import type * as z from 'zod/mini';
import { FormatError, UsageError, type Warning } from '../../base/errors.js';
import { parseGivenInstant, roundedWarning } from '../../base/given-instant.js';
import { issueSentence } from '../../format/match-schema.js';
import { ENCLAVE, isBinding, PLATFORMS } from '../../format/platform.js';
import { parseYaml } from '../../format/yaml.js';
import { CONFIGURATION } from './configuration-schema.js';

/** A configuration as it is written: files are still names, relative to the folder that it lies in. */
export type Configuration = z.output<typeof CONFIGURATION>;

/**
 * Parses `pcr-allowlist.yml`. In order: strict YAML; the form of every field, an unknown one refused; each key once;
 * an attached key binds PCR3 and PCR0 or PCR8, PCR0 where images are unsigned, and has instance roles to bind. `warn`
 * receives instants that were rounded. Throws UsageError with the file and the path of the first field at fault.
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
      issue === undefined ? 'expected another form' : sentence(issue),
    );
  }
  requireCoherent(result.data, file);
  for (const given of endsOf(value as z.input<typeof CONFIGURATION>)) {
    const { instant, rounded } = parseGivenInstant(given);
    if (rounded) warn(roundedWarning(`${file}: ${given}`, instant));
  }
  return result.data;
}

/** A key file of a configuration, alone or with the name of whoever holds the key. */
export type NamedKeyFile = Configuration['trust']['keys'][number];

/** Key files as messages name them: with the name of the holder where there is one. */
export function keyFileNames(entries: readonly NamedKeyFile[]): string {
  return entries
    .map((entry) => (typeof entry === 'string' ? entry : `${entry.name} (${entry.key})`))
    .join(', ');
}

type Bind = NonNullable<Configuration['keys'][number]['bind']>;

/** Every register that says something of the image, its signer or its role; of unsigned images there is no signer. */
export function defaultBind({
  certificates,
}: {
  readonly certificates: 'unsigned' | readonly string[];
}): Bind {
  return PLATFORMS['nitro-enclave'].bindable.filter(
    (register) => certificates !== 'unsigned' || register !== ENCLAVE.signer,
  );
}

/** The instants of a configuration, as they are written. */
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
    if (seen.has(key)) throw fault(file, at('key'), `${key} is there twice`);
    seen.add(key);
    if (new Set(bind).size < bind.length) throw fault(file, at('bind'), 'a PCR is there twice');
    if (!isBinding('nitro-enclave', bind)) {
      throw fault(file, at('bind'), 'expected PCR3, and PCR0 or PCR8 with it');
    }
    if (
      certificates === 'unsigned' &&
      (bind.includes(ENCLAVE.signer) || !bind.includes(ENCLAVE.image))
    ) {
      throw fault(file, at('bind'), 'expected PCR0 and no PCR8: unsigned images have none');
    }
    if (roles === 'any') {
      throw fault(file, ['instance-roles'], 'keys need instance roles: PCR3 is always bound');
    }
  }
  const lists = new Set([configuration.list]);
  for (const [i, { list }] of configuration['other-lists'].entries()) {
    if (lists.has(list)) {
      throw fault(file, ['other-lists', i, 'list'], `${list} is this list, or is there twice`);
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
      // A schema that says more than the type says it in the message.
      if (issue.message.startsWith('expected ')) return issue.message;
      return issue.input === undefined ? 'is missing' : `expected ${issue.expected}`;
    case 'invalid_union':
      return unionSentence(issue);
    default:
      return issueSentence(issue);
  }
}

/** Of the alternatives the last is the general one; what it says of a value of its type helps most. */
function unionSentence({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const [issue] = errors.at(-1) ?? [];
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  return issue === undefined ? 'expected another form' : `${where}${sentence(issue)}`;
}

function fault(file: string, path: readonly PropertyKey[], message: string): UsageError {
  const where = path.map(String).join('.');
  return new UsageError(`${file}: ${where === '' ? '' : `${where}: `}${message}`, {
    at: { file, path: `/${path.map(String).join('/')}` },
  });
}
