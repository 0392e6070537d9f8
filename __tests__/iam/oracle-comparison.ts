import { expect } from '@jest/globals';
import * as fc from 'fast-check';
import { sessionOf } from '../../src/iam/callers.js';
import { matchesArnPattern, matchesPattern } from '../../src/iam/pattern.js';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { accountOfPrincipal } from '../../src/iam/policy-normal-form.js';
import { type Proof, proveKeyPolicy } from '../../src/iam/prove.js';
import { DESCRIPTION, KEY_ARN, policyText } from '../keypolicy/policies.js';
import { type OracleRequest, oracleAllows } from './oracle.js';
import {
  ENDPOINT,
  LATER,
  NOW,
  randomPartition,
  randomRequest,
  randomStatements,
} from './random-policies.js';

/** Whether somebody who is named so is meant: by ARN, account, role of a session, or a pattern of any of them. */
function means(named: string, principal: string): boolean {
  if (named === '*' || named === principal) return true;
  const session = sessionOf(principal);
  const arn =
    session === undefined
      ? principal
      : `arn:${session.partition}:iam::${session.account}:role/${session.role}`;
  if (named === arn || named === `${arn}, session ${session?.name ?? ''}`) return true;
  const account = principal.split(':')[4] ?? '';
  if (accountOfPrincipal(named) === account) return true;
  // A statement for a user is for the federated sessions that the user made, too.
  if (named.includes(':user/') && principal.includes(':federated-user/')) return true;
  const [, ofAccount] = /^arn:[^:]+:iam::([^:]*):root$/.exec(named) ?? [];
  if (ofAccount !== undefined) return matchesPattern(ofAccount, account);
  return (
    matchesArnPattern(named, arn) ||
    matchesPattern(named, arn) ||
    named.toLowerCase() === arn.toLowerCase()
  );
}

/** Whether the proof says that a request may pass. */
function covers(
  { data, authority }: Proof,
  { principal, action, context, now }: OracleRequest,
): boolean {
  const isFor = (one: { readonly principal?: string; readonly actions: readonly string[] }) =>
    (one.actions.length === 0 || one.actions.includes(action)) &&
    means(one.principal ?? '*', principal);
  const inTime = ({ until }: { readonly until?: number }) => until === undefined || now < until;
  const values = new Map(Object.entries(context).map(([key, value]) => [key.split(':')[2], value]));
  return (
    data.openings.some((one) => isFor(one) && inTime(one)) ||
    data.doubts.some(isFor) ||
    authority.holders.some(isFor) ||
    data.admitted.some(
      (one) =>
        isFor(one) &&
        inTime(one) &&
        Object.entries(one.registers).every(([name, list]) =>
          list.includes(values.get(name) ?? ''),
        ),
    )
  );
}

/** Requests of which a proof says that they pass: of each group at least one. */
function claims({ data, authority }: Proof): readonly (readonly OracleRequest[])[] {
  const openings = data.openings.flatMap((one) => requestsOf(one, one.witness));
  const sure = data.admitted.filter(({ doubts }) => doubts.length === 0);
  const admitted = sure.flatMap((one) => {
    const last = Object.entries(one.registers).map(([register, values]) => [
      `kms:recipientattestation:${register.toLowerCase()}`,
      values.at(-1) ?? '',
    ]);
    const other = { ...one.witness, ...Object.fromEntries(last) };
    return [...requestsOf(one, one.witness), ...requestsOf(one, other)];
  });
  const holders = authority.holders
    .filter(({ doubts, principal }) => doubts.length === 0 && /:role\/[^*?]+$/.test(principal))
    .flatMap(({ principal, actions }) => actions.map((action) => anywhere(principal, action)));
  return [...openings, ...admitted, ...holders];
}

/** By the witness of a way. Its caller may be a session, whose ARN leaves out the path of the role. */
function requestsOf(
  { actions, caller }: { readonly actions: readonly string[]; readonly caller: string },
  { 'aws:currenttime': time, ...context }: Readonly<Record<string, string>>,
): readonly (readonly OracleRequest[])[] {
  const now = time === undefined ? NOW : Date.parse(time);
  const principal = caller.replace(
    /^(arn:[^:]+):iam(::\d+):role\/(?:.*\/)?([^/]+), session (.*)$/,
    '$1:sts$2:assumed-role/$3/$4',
  );
  return actions.filter(isKnownToOracle).map((action) => [{ principal, action, context, now }]);
}

/** At several times, from several networks, with several tags. */
function anywhere(principal: string, action: string): readonly OracleRequest[] {
  const endpoints = [ENDPOINT, 'vpce-9', 'vpce-elsewhere'];
  const networks = [{}, ...endpoints.map((endpoint) => ({ 'aws:SourceVpce': endpoint }))];
  const teams = [
    'abc',
    'ABC',
    'aBC',
    'AbC',
    'xC',
    'ax',
    'ZZ',
    'A?C',
    'a*',
    '*c',
    'other',
    'team-x-prod',
  ];
  const tags = [{}, ...teams.map((team) => ({ 'aws:PrincipalTag/team': team }))];
  const orgs = [{}, { 'aws:PrincipalOrgID': 'o-abc' }, { 'aws:PrincipalOrgID': 'o-def' }];
  const numbers = ['1', '300', '600', '3600', '9999'];
  const ages = [{}, ...numbers.map((age) => ({ 'aws:MultiFactorAuthAge': age }))];
  const vias = [{}, { 'aws:ViaAWSService': 'true' }];
  const contexts = [networks, tags, orgs, ages, vias].reduce<readonly object[]>(
    (found, more) => found.flatMap((one) => more.map((other) => ({ ...one, ...other }))),
    [{}],
  );
  return contexts.flatMap((context) =>
    [NOW, LATER, LATER + 1].map((now) => ({
      principal,
      action,
      context: context as Readonly<Record<string, string>>,
      now,
    })),
  );
}

/** Its data leaves one out. */
function isKnownToOracle(action: string): boolean {
  return action !== 'kms:Decapsulate';
}

async function isOneAllowed(document: object, group: readonly OracleRequest[]): Promise<boolean> {
  for (const request of group) if (await oracleAllows(document, request)) return true;
  return false;
}

/** A few of them, other ones for each policy: the simulator takes most of the time. */
function some<Item>(items: readonly Item[], count: number, turn: number): readonly Item[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => items[(turn + i * 7) % items.length] as Item);
}

const shown = (value: object) => JSON.stringify(value);

/** The same in another partition. */
function moved<Value>(value: Value, partition: string): Value {
  return JSON.parse(JSON.stringify(value).replaceAll('arn:aws:', `arn:${partition}:`));
}

export interface Comparison {
  readonly policies: number;
  readonly seed: number;
  /** Random requests for each policy. */
  readonly requestsEach: number;
  /** Of what a proof says, how much is asked for, for every policy whose turn it is. */
  readonly claimsEach: number;
  readonly claimsEveryTurns: number;
}

/**
 * Both directions: what a proof does not foresee the simulator does not allow, and of what a proof says for certain it
 * allows a request. Throws with the first policy on which they differ.
 */
export async function compareWithOracle(size: Comparison): Promise<void> {
  const { policies, seed, requestsEach, claimsEach, claimsEveryTurns } = size;
  const count = { locked: 0, open: 0, unknown: 0, 'not-applicable': 0, refused: 0, claims: 0 };
  let unclear = 0;
  const requestsOfOne = fc.array(randomRequest, {
    minLength: requestsEach,
    maxLength: requestsEach,
  });
  const samples = fc.sample(fc.tuple(randomStatements, requestsOfOne, randomPartition), {
    numRuns: policies,
    seed,
  });
  for (const [turn, [drawn, asked, partition]] of samples.entries()) {
    const [statements, requests] = [moved(drawn, partition), moved(asked, partition)];
    const text = policyText(statements);
    const document: object = JSON.parse(text);
    const policy = parseKeyPolicy(text);
    const description = { ...DESCRIPTION, arn: moved(KEY_ARN, partition) };
    const proof = proveKeyPolicy({ policy, description, grants: [], now: NOW });
    count[proof.data.answer]++;
    if (proof.data.answer === 'unknown' && !text.includes('${') && !isDebugUnclear(proof))
      unclear++;
    for (const request of requests.filter((one) => !covers(proof, one))) {
      count.refused++;
      if (await oracleAllows(document, request)) {
        throw new Error(`not foreseen: ${shown({ request, statements, proof })}`);
      }
    }
    if (turn % claimsEveryTurns !== 0) continue;
    for (const group of some(claims(proof), claimsEach, turn)) {
      count.claims++;
      if (!(await isOneAllowed(document, group))) {
        throw new Error(`not allowed: ${shown({ group: group[0] ?? {}, statements, proof })}`);
      }
    }
  }
  // The generator reaches every answer, and both directions of the comparison.
  expect(count.locked).toBeGreaterThan(policies / 10);
  expect(count.open).toBeGreaterThan(policies / 10);
  expect(count.unknown).toBeGreaterThan(policies / 50);
  expect(count.refused).toBeGreaterThan(policies / 4);
  expect(count.claims).toBeGreaterThan((policies * claimsEach) / claimsEveryTurns / 4);
  // Of policies without a variable, which the model claims to understand.
  expect(unclear).toBeLessThanOrEqual(policies / 50);
}

/** Whether all of its doubt is what nobody documents: the registers of debug mode. */
function isDebugUnclear({ data }: Proof): boolean {
  return data.doubts.every(({ why }) => why.some((one) => one.includes('debug mode')));
}
