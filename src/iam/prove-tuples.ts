import type { Instant } from '../base/instant.js';
import { attestationKeyOf, isAlwaysThere, looksAttested } from './attestation-keys.js';
import {
  type Caller,
  callerAnswer,
  callerOf,
  isCallerKey,
  isSessionOf,
  lacksKey,
  meansCaller,
  sessionOf,
} from './callers.js';
import {
  type ConditionTest,
  conditionTest,
  type Family,
  familyOf,
  hasReadableValues,
} from './condition-operators.js';
import { conditionText } from './domain.js';
import { RECIPIENT_ACTIONS } from './kms-actions.js';
import type { PathFacts } from './paths.js';
import { nameOfStatement, type PolicyStatement } from './policy.js';
import { TIME_KEY } from './question.js';
import { coversAction, meansKey, meansStatement } from './statement-scope.js';

/** One attested request that a list should admit. */
export interface AttestedTuple {
  /** ARN of the IAM role, with its path. */
  readonly role: string;
  /**
   * Every known register of the image and of the instance, by name (`PCR0`), 96 lower-case hexadecimal digits. A condition
   * on any other register is undecided.
   */
  readonly registers: Readonly<Record<string, string>>;
  /** With the prefix: `kms:Decrypt`. */
  readonly actions: readonly string[];
  readonly at: Instant;
}

/** A statement of the policy, with its index from 0. */
export interface StatementPlace {
  readonly index: number;
  readonly sid?: string;
}

/** Whether the whole policy admits one tuple for one action. */
export type Passage = { readonly action: string } & (
  | { readonly answer: 'admitted'; readonly by: StatementPlace }
  /** `deny`: these statements stop it. `no-allow`: no Allow matches, and `by` is empty. */
  | {
      readonly answer: 'denied';
      readonly why: 'deny' | 'no-allow';
      readonly by: readonly StatementPlace[];
    }
  /** The conditions that decide it and that the tuple does not decide. `by` are the statements with these conditions. */
  | {
      readonly answer: 'could-not-tell';
      readonly doubts: readonly string[];
      readonly by: readonly StatementPlace[];
    }
);

/** The answers for one tuple, in the order of its actions. */
export interface TuplePassages {
  readonly tuple: AttestedTuple;
  readonly passages: readonly Passage[];
}

/**
 * Whether the whole policy admits each tuple, for each of its actions: an Allow certainly matches and no Deny can apply
 * (`admitted`); no Allow can match, or a Deny certainly applies (`denied`); else `could-not-tell`. Grants are ignored,
 * because a release must not depend on one. A Deny with an undecided condition counts as one that may apply.
 *
 * A tuple is a request that an enclave sends itself, over TLS, as a session of its role, and not through another AWS
 * service. Everything else that a condition can ask, such as the network or tags, is undecided.
 */
export function proveTuples(
  { policy, description }: Pick<PathFacts, 'policy' | 'description'>,
  tuples: readonly AttestedTuple[],
): readonly TuplePassages[] {
  const statements = policy.statements.flatMap((one) => prepared(one, description?.arn));
  const applying = new Map<string, readonly Applying[]>();
  const callers = new Map<string, Caller>();
  return tuples.map((tuple) => {
    const caller = callers.get(tuple.role) ?? callerOf({ kind: 'AWS', value: tuple.role });
    callers.set(tuple.role, caller);
    const attested = asking(tuple, caller, true);
    const bare = asking(tuple, caller, false);
    const passages = tuple.actions.map((action) => {
      const name = `${action} ${tuple.role}`;
      const there = applying.get(name) ?? applyingTo(statements, caller, action);
      applying.set(name, there);
      return passage(there, RECIPIENT_ACTIONS.has(action) ? attested : bare, action);
    });
    return { tuple, passages };
  });
}

interface Prepared {
  readonly statement: PolicyStatement;
  readonly conditions: readonly {
    readonly key: string;
    readonly text: string;
    /** Undefined where the condition is not understood. */
    readonly holds: ConditionTest | undefined;
    readonly family: Family;
  }[];
  /** The other parts that were not understood. */
  readonly doubts: readonly string[];
}

/** Empty for a statement that has no effect on this key. */
function prepared(statement: PolicyStatement, arn: string | undefined): readonly Prepared[] {
  const { effect, actions, notActions } = statement;
  const means = meansKey(statement, arn);
  if (effect === 'missing' || means === false) return [];
  if (actions === undefined && notActions === undefined) return [];
  const conditions = [
    ...statement.conditions,
    ...(typeof means === 'object' ? [means.hangsOn] : []),
  ];
  return [
    {
      statement,
      conditions: conditions.map((condition) => ({
        key: condition.key.toLowerCase(),
        text: conditionText(condition),
        holds: hasReadableValues(condition) ? conditionTest(condition) : undefined,
        family: familyOf(condition),
      })),
      doubts: [
        ...statement.notUnderstood.map(({ path, message }) => `${path}: ${message}`),
        ...(means === undefined ? ['Resource: which key it means'] : []),
      ],
    },
  ];
}

/** A statement about an action that certainly or possibly means the role. */
interface Applying {
  readonly prepared: Prepared;
  readonly doubts: readonly string[];
}

function applyingTo(
  statements: readonly Prepared[],
  caller: Caller,
  action: string,
): readonly Applying[] {
  return statements.flatMap((one) => {
    const { statement, doubts } = one;
    if (!coversAction(statement, action)) return [];
    const means = mayBeSessionOf(statement, caller) ? undefined : meansStatement(statement, caller);
    if (means === false) return [];
    const whom = means === undefined ? [`whom ${nameOfStatement(statement)} means`] : [];
    return [{ prepared: one, doubts: [...doubts, ...whom] }];
  });
}

/** Whether a session of the role is named, but not the role itself. Which session will make the request is unknown. */
function mayBeSessionOf(statement: PolicyStatement, caller: Caller): boolean {
  const named = statement.principals ?? statement.notPrincipals ?? [];
  const isSession = named.some(({ value }) => {
    const session = sessionOf(value);
    return session !== undefined && isSessionOf(session, caller);
  });
  return isSession && !named.some((one) => meansCaller(one, caller));
}

/** The requests of a tuple, either for actions that take its document or for actions that take none. */
interface Asking {
  readonly tuple: AttestedTuple;
  /** The role of the tuple. */
  readonly caller: Caller;
  readonly takesDocument: boolean;
  /** By condition key. Cached, because statements use the same few keys. */
  readonly values: Map<string, Known | undefined>;
  /** The undecided conditions of a statement, undefined where one fails. Cached, because actions meet the same statements. */
  readonly open: Map<Prepared, readonly string[] | undefined>;
}

function asking(tuple: AttestedTuple, caller: Caller, takesDocument: boolean): Asking {
  return { tuple, caller, takesDocument, values: new Map(), open: new Map() };
}

function passage(applying: readonly Applying[], request: Asking, action: string): Passage {
  const doubts = new Map<StatementPlace, readonly string[]>();
  const firing: StatementPlace[] = [];
  let admitting: StatementPlace | undefined;
  let mayAdmit = false;
  const unclear: (readonly [StatementPlace, readonly string[]])[] = [];
  for (const one of applying) {
    const { statement } = one.prepared;
    const open = undecided(one, request);
    if (open === undefined) continue;
    const { index, sid, effect } = statement;
    const place: StatementPlace = { index, ...(sid === undefined ? {} : { sid }) };
    if (effect === 'Deny' && open.length === 0) firing.push(place);
    else if (effect === 'Allow' && open.length === 0) admitting ??= place;
    else if (effect === 'Allow') {
      mayAdmit = true;
      unclear.push([place, open]);
    } else {
      // A Deny that may apply, and a statement with an unknown effect, may stop it.
      mayAdmit ||= effect === 'unknown';
      doubts.set(place, open);
    }
  }
  if (firing.length > 0) return { action, answer: 'denied', why: 'deny', by: firing };
  if (admitting === undefined && !mayAdmit) {
    return { action, answer: 'denied', why: 'no-allow', by: [] };
  }
  if (admitting !== undefined && doubts.size === 0) {
    return { action, answer: 'admitted', by: admitting };
  }
  const all = [...doubts, ...(admitting === undefined ? unclear : [])];
  return {
    action,
    answer: 'could-not-tell',
    doubts: [...new Set(all.flatMap(([, texts]) => texts))],
    by: all.map(([place]) => place),
  };
}

/** The undecided parts of a statement that may match the tuple. Undefined where it does not match. */
function undecided({ prepared, doubts }: Applying, request: Asking): readonly string[] | undefined {
  if (!request.open.has(prepared)) request.open.set(prepared, openConditions(prepared, request));
  const open = request.open.get(prepared);
  if (open === undefined) return undefined;
  const unknownEffect = prepared.statement.effect === 'unknown' ? ['Effect'] : [];
  return [...open, ...doubts, ...unknownEffect];
}

function openConditions({ conditions }: Prepared, request: Asking): readonly string[] | undefined {
  const { values } = request;
  const open: string[] = [];
  for (const { key, text, holds, family } of conditions) {
    if (!values.has(key)) values.set(key, knownValue(key, request));
    const known = values.get(key);
    const result =
      holds === undefined || known === undefined || !canCompare(key, family, known.value)
        ? undefined
        : holds(known.value, known.lower);
    if (result === false) return undefined;
    if (result === undefined) open.push(text);
  }
  return open;
}

/** Whether the condition can compare the known value: an instant only with instants, and an unknown value with nothing. */
function canCompare(key: string, family: Family, value: string | undefined): boolean {
  if (family === 'any') return true;
  return value !== PRESENT && (key !== TIME_KEY || family === 'date');
}

interface Known {
  /** Undefined where the request does not have the key. */
  readonly value: string | undefined;
  readonly lower?: string;
}

/** Stands for a value that is present but unknown. */
const PRESENT = '\u0000';

/** The value of the key in the request, or its absence. Undefined where the tuple does not decide it. */
function knownValue(
  key: string,
  { caller, takesDocument, tuple: { registers, at } }: Asking,
): Known | undefined {
  if (looksAttested(key)) {
    const asked = attestationKeyOf(key);
    // KMS documents no other key with this prefix, and no request has one.
    if (asked?.platform !== 'enclave' || !takesDocument) return { value: undefined };
    const value = registers[asked.register];
    if (value !== undefined) return { value, lower: value.toLowerCase() };
    return isAlwaysThere(asked) ? { value: PRESENT } : undefined;
  }
  if (isCallerKey(key)) return { value: callerAnswer(key, caller) };
  if (lacksKey(key, caller)) return { value: undefined };
  if (key === TIME_KEY) return { value: String(at) };
  return Object.hasOwn(OF_ENCLAVES, key) ? { value: OF_ENCLAVES[key] } : undefined;
}

/** Values in a request that an enclave sends itself. */
const OF_ENCLAVES: Readonly<Record<string, string | undefined>> = {
  'aws:securetransport': 'true',
  'aws:viaawsservice': 'false',
  'aws:calledvia': undefined,
  'aws:calledviafirst': undefined,
  'aws:calledvialast': undefined,
  'kms:viaservice': undefined,
};
