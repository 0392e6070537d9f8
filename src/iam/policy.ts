import { encodeUtf8 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { KEY_POLICY_MAX_BYTES } from '../base/size-limits.js';
import { type JsonValue, type PlainJson, parseStrictJson, toPlain } from '../format/strict-json.js';
import {
  type Condition,
  type Principal,
  parseConditions,
  parsePrincipals,
  parseTexts,
  type ReportFault,
} from './policy-elements.js';

export type { Condition, Principal } from './policy-elements.js';

/** A resource-based policy (IAM User Guide, "Grammar of the IAM JSON policy language") as KMS keeps it for a key. */
export interface KeyPolicy {
  readonly version?: string;
  readonly id?: string;
  /** In the order of the document. */
  readonly statements: readonly PolicyStatement[];
  /** Every member except `Statement`, unchanged. */
  readonly members: Readonly<Record<string, PlainJson>>;
  /** Of the document and of its statements. */
  readonly notUnderstood: readonly NotUnderstood[];
}

/** A part of an element that was not understood. It stays in `raw`, and decisions must assume the worst. */
export interface NotUnderstood {
  /** JSON pointer (RFC 6901) in the document. */
  readonly path: string;
  /** What was expected, as a sentence for people. */
  readonly message: string;
}

/** One statement. An element is absent here exactly where it is absent in the document. */
export interface PolicyStatement {
  /** Its index in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  /** `missing`: KMS accepts such a statement, and it has no effect. `unknown`: neither Allow nor Deny. */
  readonly effect: 'Allow' | 'Deny' | 'missing' | 'unknown';
  readonly principals?: readonly Principal[];
  readonly notPrincipals?: readonly Principal[];
  /** As written: `kms:Decrypt`, `kms:*`. Case does not count. */
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions: readonly Condition[];
  readonly notUnderstood: readonly NotUnderstood[];
  /** The statement, unchanged. */
  readonly raw: PlainJson;
}

const MEMBERS = ['Version', 'Id', 'Statement'];
const VERSIONS = ['2012-10-17', '2008-10-17'];
const ELEMENTS = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
  ...['Resource', 'NotResource', 'Condition'],
];

/**
 * Parses a key policy: structure only. In order: its size; strict JSON; an object with one or several statements, each an
 * object. The content of a statement is never refused: a part that is not understood is reported and stays in `raw`.
 *
 * Throws FormatError `json-format`.
 */
export function parseKeyPolicy(source: string | Uint8Array | JsonValue): KeyPolicy {
  const document = toPlain(documentOf(source));
  if (!isObject(document)) throw refusal('an object', '/');
  const { Statement, ...members } = document;
  const faults: NotUnderstood[] = [];
  const report: ReportFault = (path, message) => faults.push({ path, message });
  const { Version: version, Id: id } = members;
  for (const name of Object.keys(members)) {
    if (!MEMBERS.includes(name)) report(`/${name}`, 'unknown member');
  }
  if (version !== undefined && !(typeof version === 'string' && VERSIONS.includes(version))) {
    report('/Version', `expected ${VERSIONS.join(' or ')}`);
  }
  const all = Array.isArray(Statement) ? (Statement as readonly PlainJson[]) : [Statement];
  const statements = all.map((raw, index) => parsePolicyStatement(raw, index));
  return {
    ...(typeof version === 'string' ? { version } : {}),
    ...(typeof id === 'string' ? { id } : {}),
    statements,
    members,
    notUnderstood: [...faults, ...statements.flatMap(({ notUnderstood }) => notUnderstood)],
  };
}

/**
 * The document with these statements, unchanged and without white space: the inverse of `parseKeyPolicy`, except for
 * layout.
 */
export function encodeKeyPolicy({
  members,
  statements,
}: Pick<KeyPolicy, 'members' | 'statements'>): string {
  return JSON.stringify({ ...members, Statement: statements.map(({ raw }) => raw) });
}

/**
 * The policy with these statements in place of its own. The result is that of `parseKeyPolicy`, but unchanged statements
 * are not parsed again. Throws FormatError `json-format` for a statement that is not an object.
 */
export function withStatements(policy: KeyPolicy, raws: readonly PlainJson[]): KeyPolicy {
  const read = new Map(policy.statements.map((statement) => [statement.raw, statement]));
  const statements = raws.map((raw, index) => {
    const there = read.get(raw);
    // A part that was not understood is reported with its index.
    const isSame = there !== undefined && there.notUnderstood.length === 0;
    return isSame ? { ...there, index } : parsePolicyStatement(raw, index);
  });
  const notUnderstood = [
    ...policy.notUnderstood.filter(({ path }) => !path.startsWith('/Statement/')),
    ...statements.flatMap((statement) => statement.notUnderstood),
  ];
  return { ...policy, statements, notUnderstood };
}

/** Parses one statement at its index in a document. Throws FormatError `json-format` for any other value. */
export function parsePolicyStatement(raw: PlainJson | undefined, index = 0): PolicyStatement {
  const at = `/Statement/${index}`;
  if (raw === undefined || !isObject(raw)) throw refusal('statements, each an object', at);
  const faults: NotUnderstood[] = [];
  const report: ReportFault = (path, message) => faults.push({ path: `${at}${path}`, message });
  for (const name of Object.keys(raw)) {
    if (!ELEMENTS.includes(name)) report(`/${name}`, 'unknown element');
  }
  reportPairs(raw, report);
  const { Sid } = raw;
  if (Sid !== undefined && typeof Sid !== 'string') report('/Sid', 'expected a string');
  const elements = {
    principals: parsePrincipals(raw.Principal, '/Principal', report),
    notPrincipals: parsePrincipals(raw.NotPrincipal, '/NotPrincipal', report),
    actions: parseTexts(raw.Action, '/Action', report),
    notActions: parseTexts(raw.NotAction, '/NotAction', report),
    resources: parseTexts(raw.Resource, '/Resource', report),
    notResources: parseTexts(raw.NotResource, '/NotResource', report),
  };
  return {
    index,
    ...(typeof Sid === 'string' ? { sid: Sid } : {}),
    effect: effectOf(raw.Effect, report),
    ...present(elements),
    conditions: parseConditions(raw.Condition, '/Condition', report),
    notUnderstood: faults,
    raw,
  };
}

/** The name of a statement for people: its Sid, or its number. */
export function nameOfStatement({ sid, index }: Pick<PolicyStatement, 'sid' | 'index'>): string {
  return sid ?? `statement ${index + 1}`;
}

/** IAM accepts only one of each pair. */
function reportPairs(raw: { readonly [key: string]: PlainJson }, report: ReportFault): void {
  for (const name of ['Principal', 'Action', 'Resource']) {
    if (name in raw && `Not${name}` in raw) {
      report(`/Not${name}`, `expected ${name} or Not${name}, found both`);
    }
  }
}

function effectOf(effect: PlainJson | undefined, report: ReportFault): PolicyStatement['effect'] {
  if (effect === undefined) return 'missing';
  if (effect === 'Allow' || effect === 'Deny') return effect;
  report('/Effect', 'expected Allow or Deny');
  return 'unknown';
}

/** The members without undefined ones, because `exactOptionalPropertyTypes` distinguishes absent from undefined. */
function present<Members extends object>(
  members: Members,
): { readonly [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  const there = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as {
    [Name in keyof Members]?: Exclude<Members[Name], undefined>;
  };
}

function documentOf(source: string | Uint8Array | JsonValue): JsonValue {
  if (typeof source !== 'string' && !(source instanceof Uint8Array)) return source;
  const bytes = typeof source === 'string' ? encodeUtf8(source) : source;
  if (bytes.length > KEY_POLICY_MAX_BYTES) {
    throw refusal(`at most ${KEY_POLICY_MAX_BYTES} bytes, found ${bytes.length}`, '/');
  }
  return parseStrictJson(bytes);
}

function isObject(value: PlainJson): value is { readonly [key: string]: PlainJson } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusal(expected: string, path: string): FormatError {
  return new FormatError('json-format', `key policy: expected ${expected}`, { at: { path } });
}
