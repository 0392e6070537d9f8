import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '../../src/base/instant.js';
import { allowStatement, guardStatement } from '../../src/keypolicy/own-statement.js';
import type { PlanFinding } from '../../src/keypolicy/plan-finding.js';
import { type KeyPlan, type PlanRequest, planKey } from '../../src/keypolicy/plan-key.js';
import type { Assessment } from '../../src/keypolicy/plan-refusals.js';
import {
  approveOp,
  grown,
  LIFE_MS,
  LIST,
  NOW,
  next,
  pcr,
  retireOp,
  revokeOp,
  stagedRelease,
} from '../allowlist/sample-list.js';
import { ADMIN, CALLER, EVERYTHING_FINE, KEY, policy, projection } from './world.js';

const approve = (id: string) => approveOp(stagedRelease(id, id));
const MARK = `PcrAllowlist${LIST.slice(0, 12)}`;
const OTHER_MARK = 'PcrAllowlistffffffffffff';

type Current = ReturnType<typeof grown>;

function plan(current: Current, before: object | string, more: Partial<PlanRequest> = {}): KeyPlan {
  const key = current.list.projection.keys.find((one) => one.key === KEY);
  if (key === undefined) throw new Error('the list has no such key');
  return planKey({
    ...current,
    key,
    policy: typeof before === 'string' ? before : JSON.stringify(before),
    rules: { adopt: [], accept: [] },
    assess: () => EVERYTHING_FINE,
    unknown: [],
    now: NOW,
    ...more,
  });
}

/** The policy after the whole of a plan that was not refused. */
function applied(current: Current, before: object | string = policy()): string {
  const { refusals, policy: text } = plan(current, before);
  expect(refusals).toEqual([]);
  return text;
}

const statements = (text: string): { Sid?: string; [member: string]: unknown }[] =>
  JSON.parse(text).Statement;
const sids = (text: string) => statements(text).map(({ Sid }) => Sid);
const actions = ({ changes }: KeyPlan) =>
  changes.map(({ action, effect }) => `${action} ${effect}`);
const codes = ({ refusals }: KeyPlan) => refusals.map(({ code, about }) => `${code} ${about}`);
const without = (current: Current): Current => next(current, projection({ guard: false }));
const finding = (more: Partial<PlanFinding> = {}): PlanFinding => {
  return { rule: 'R01', severity: 'critical', sid: 'Admin', message: 'open', fix: 'do', ...more };
};
const finds = (before: readonly PlanFinding[], after = before) => {
  let calls = 0;
  return (): Assessment => ({
    findings: calls++ === 0 ? before : after,
    policyWriters: 'unknown',
  });
};

describe('the whole plan', () => {
  const list = grown(projection({ guard: false }), approve('a'));

  test('names what it was computed from, and creates what is missing', () => {
    const { computedFrom, changes, foreign, isWidening, ...found } = plan(list, policy());
    expect(computedFrom).toEqual({
      policySha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      list: list.id,
      at: NOW,
    });
    expect(changes.map(({ action, effect, releases }) => [action, effect, releases])).toEqual([
      ['create', 'widens', ['a']],
      ['create', 'narrows', []],
    ]);
    expect(foreign).toEqual(['Admin']);
    expect(isWidening).toBe(true);
    expect(found.sizeBytes).toEqual({
      before: JSON.stringify(policy()).length,
      whole: found.policy.length,
      after: found.policy.length,
      limit: 32_768,
      moreReleases: expect.any(Number),
    });
  });

  test('a plan of nothing keeps the text as it is, white space and all', () => {
    const before = JSON.stringify(JSON.parse(applied(list)), null, 3);
    const again = plan(list, before);
    expect(again.isNothing).toBe(true);
    expect(again.policy).toBe(before);
    expect(actions(again)).toEqual(['keep none', 'keep none']);
  });

  test('what KMS writes in another way is the same statement', () => {
    const document = JSON.parse(applied(list));
    const [, allow, deny] = document.Statement;
    allow.Action = 'kms:decrypt';
    allow.Principal = { AWS: [allow.Principal.AWS] };
    allow.Resource = ['*'];
    const block = allow.Condition.StringEqualsIgnoreCase;
    allow.Condition = {
      stringequalsignorecase: Object.fromEntries(
        Object.entries(block).map(([key, value]) => [key.toUpperCase(), [value]]),
      ),
    };
    deny.Action.reverse();
    deny.Principal = { AWS: '*' };
    expect(plan(list, document).isNothing).toBe(true);
  });

  test('our Sid with another content is replaced, and twice is kept once', () => {
    const text = applied(list);
    const [, allow] = statements(text);
    const loose = { ...allow, Principal: '*' };
    const broken = plan(list, { ...policy(loose), Statement: [ADMIN, loose, loose] });
    expect(actions(broken)).toEqual(['update widens', 'delete narrows', 'create narrows']);
    expect(statements(broken.policy).slice(1, 2)).toEqual([allow]);
    const twice = plan(list, { Version: '2012-10-17', Statement: [...statements(text), allow] });
    expect(actions(twice)).toEqual(['keep none', 'keep none', 'delete none']);
    expect(sids(twice.policy)).toEqual(sids(text));
  });

  test('any statement with the list’s mark that nobody wants goes', () => {
    const stray = { ...ADMIN, Sid: `${MARK}Stray` };
    expect(sids(applied(list, policy(stray)))).not.toContain(stray.Sid);
  });

  test.each([
    ['an added member', { NotResource: 'x' }],
    ['another operator', { Condition: { StringLike: { 'kms:RecipientAttestation:PCR0': '*' } } }],
    ['the operator of an object', { Condition: { __proto__: null, constructor: { a: 'b' } } }],
    ['two principals', { Principal: { AWS: ['arn:aws:iam::111122223333:role/signer', 'x'] } }],
  ])('%s is no form of ours', (_, change) => {
    const [, allow] = statements(applied(list));
    const found = plan(list, policy({ ...allow, ...change }));
    expect(found.changes[0]).toMatchObject({ action: 'update' });
  });

  test('statements that are not ours stay as they stood, in their places', () => {
    const odd = {
      Sid: 'Odd',
      Effect: 'Deny',
      NotPrincipal: { AWS: ['x'] },
      NotAction: ['y'],
      Extra: 1,
    };
    const other = { ...ADMIN, Sid: `${OTHER_MARK}0123456789abcdef` };
    const bare = { Effect: 'Allow', Action: 'kms:List*' };
    const before = { Version: '2008-10-17', Id: 'mine', Statement: [odd, other, bare, ADMIN] };
    const text = applied(list, before);
    expect(JSON.parse(text)).toMatchObject({ Version: '2008-10-17', Id: 'mine' });
    expect(statements(text).slice(0, 4)).toEqual([odd, other, bare, ADMIN]);
    expect(plan(list, before).foreign).toEqual(['Odd', other.Sid, undefined, 'Admin']);
  });

  test('one statement that stands alone is a list of one', () => {
    expect(sids(applied(list, { Version: '2012-10-17', Statement: ADMIN }))[0]).toBe('Admin');
  });

  test('what adopt names goes together with ours', () => {
    const hand = { ...ADMIN, Sid: 'HandWritten', Action: 'kms:Decrypt' };
    const rules = { adopt: ['HandWritten', 'NotThere'], accept: [] };
    const found = plan(list, policy(hand), { rules });
    expect(found.changes[0]).toMatchObject({ action: 'delete', adopted: true, effect: 'widens' });
    expect(sids(found.policy)).not.toContain('HandWritten');
  });

  test('a policy that is none is refused', () => {
    expect(() => plan(list, '{')).toThrowWithCode('json-format');
    expect(() => plan(list, '[]')).toThrowWithCode('json-format');
    expect(() => plan(list, '{"Statement":["x"]}')).toThrowWithCode('json-format');
    expect(() => plan(list, '{"Version":"x"}')).toThrowWithCode('json-format');
  });
});

describe('what is refused where it widens', () => {
  const list = grown(projection({ guard: false }), approve('a'));
  const more = next(list, approve('b'));
  const before = applied(list);

  test('a list that has expired only narrows', () => {
    const now = NOW + LIFE_MS;
    expect(codes(plan(more, before, { now }))).toEqual(['list-expired list']);
    expect(plan(more, before, { now }).isNothing).toBe(true);
    const less = next(more, revokeOp('a'));
    const found = plan(less, before, { now });
    expect(codes(found)).toEqual(['list-expired list']);
    expect(sids(found.policy)).toEqual(['Admin', 'PcrAllowlistDenyDebug']);
    expect(found.withheld.map(({ releases }) => releases)).toEqual([['b']]);
  });

  test('more than 32,768 bytes', () => {
    const padding = { ...ADMIN, Sid: 'x'.repeat(32_768 - before.length - 400) };
    const full = JSON.stringify({
      ...JSON.parse(before),
      Statement: [...statements(before), padding],
    });
    expect(full.length).toBeLessThanOrEqual(32_768);
    const found = plan(more, full);
    expect(codes(found)).toEqual(['policy-too-large size']);
    expect(found).toMatchObject({ isNothing: true, policy: full });
    expect(found.sizeBytes.whole).toBeGreaterThan(32_768);
  });

  test('a principal that no longer exists', () => {
    const orphan = { ...ADMIN, Sid: 'Old', Principal: { AWS: ['AROAEXAMPLEEXAMPLE123', CALLER] } };
    const document = { Version: '2012-10-17', Statement: [...statements(before), orphan] };
    const found = plan(more, document);
    expect(found.refusals).toMatchObject([
      { code: 'policy-unsafe', about: 'principal', sid: 'Old' },
    ]);
    const rules = { adopt: ['Old'], accept: [] };
    expect(codes(plan(more, document, { rules }))).toEqual([]);
  });

  test('a caller or everybody who is locked out', () => {
    const writers = (first: readonly string[], then: readonly string[]) => {
      let calls = 0;
      return { assess: () => ({ findings: [], policyWriters: calls++ === 0 ? first : then }) };
    };
    const rules = { adopt: [], accept: [], caller: CALLER };
    expect(codes(plan(more, before, writers([CALLER], [])))).toEqual(['policy-lock-out lock-out']);
    const lost = writers([CALLER, 'other'], ['other']);
    expect(codes(plan(more, before, { ...lost, rules }))).toEqual(['policy-lock-out lock-out']);
    expect(codes(plan(more, before, { ...writers([CALLER, 'o'], ['o']) }))).toEqual([]);
    expect(codes(plan(more, before, { ...writers(['o'], ['o']), rules }))).toEqual([]);
  });

  test('a finding that is new, and a critical one that is left', () => {
    const warning = finding({ severity: 'warning' });
    expect(codes(plan(more, before, { assess: finds([warning]) }))).toEqual([]);
    expect(codes(plan(more, before, { assess: finds([], [warning]) }))).toEqual([
      'policy-unsafe finding',
    ]);
    const found = plan(more, before, { assess: finds([finding()]) });
    expect(found.refusals).toMatchObject([{ code: 'policy-unsafe', sid: 'Admin', hint: 'do' }]);
    expect(codes(plan(more, before, { assess: finds([finding()], []) }))).toEqual([]);
  });

  test('unless it is accepted by rule, statement and date', () => {
    const accepted = { rule: 'R01', sid: 'Admin', reason: 'known', until: NOW + DAY_MS };
    const tried = (accept: typeof accepted) =>
      codes(
        plan(more, before, { assess: finds([finding()]), rules: { adopt: [], accept: [accept] } }),
      );
    expect(tried(accepted)).toEqual([]);
    expect(tried({ ...accepted, until: NOW })).toEqual(['policy-unsafe finding']);
    expect(tried({ ...accepted, until: Number.NaN })).toEqual(['policy-unsafe finding']);
    expect(tried({ ...accepted, sid: 'Other' })).toEqual(['policy-unsafe finding']);
    expect(tried({ ...accepted, rule: 'R02' })).toEqual(['policy-unsafe finding']);
  });

  test('a Sid in adopt that several statements have', () => {
    const hand = { ...ADMIN, Sid: 'Twice' };
    const rules = { adopt: ['Twice'], accept: [] };
    const document = { Version: '2012-10-17', Statement: [...statements(before), hand, hand] };
    expect(codes(plan(list, document, { rules }))).toEqual(['policy-unsafe adopt']);
  });

  test('what could not be read of the key', () => {
    expect(codes(plan(more, before, { unknown: ['no grants'] }))).toEqual(['key-unavailable key']);
  });
});

describe('what only narrows is never refused', () => {
  const list = grown(projection(), approve('a'), approve('b'));
  const before = applied(list);
  const less = next(list, revokeOp('b'));

  test('a revocation goes with a critical finding, unknown grants, an expired list', () => {
    const found = plan(less, before, {
      assess: finds([finding()]),
      unknown: ['no grants'],
      now: NOW + LIFE_MS,
    });
    expect(found).toMatchObject({ refusals: [], isWidening: false, isNothing: false });
    expect(actions(found).sort()).toEqual(
      ['delete narrows', 'keep none', 'update narrows', ...Array(4).fill('keep none')].sort(),
    );
    expect(found.policy).not.toContain(pcr('b 0'));
    expect(found.policy).toContain(pcr('a 0'));
  });

  test('a revocation goes at 32,768 bytes', () => {
    const padding = { ...ADMIN, Sid: '' };
    const document = { Version: '2012-10-17', Statement: [...statements(before), padding] };
    padding.Sid = 'x'.repeat(32_768 - JSON.stringify(document).length);
    const full = JSON.stringify(document);
    expect(full).toHaveLength(32_768);
    const found = plan(less, full);
    expect(found.refusals).toEqual([]);
    expect(found.policy).not.toContain(pcr('b 0'));
  });

  test('a revocation goes while another release is held back', () => {
    const mixed = next(less, approve('c'));
    const found = plan(mixed, before, { assess: finds([finding()]) });
    expect(codes(found)).toEqual(['policy-unsafe finding']);
    expect(found.policy).not.toContain(pcr('b 0'));
    expect(found.policy).not.toContain(pcr('c 0'));
    expect(found.policy).toContain(pcr('a 0'));
    expect(found.withheld.map(({ sid }) => sid.slice(24))).toEqual([
      'GuardPCR0',
      expect.stringMatching(/^[0-9a-f]{16}$/),
    ]);
    // The guard of PCR0 was tightened as far as both agree, and a further reconcile has nothing to do.
    expect(plan(mixed, found.policy, { assess: finds([finding()]) }).isNothing).toBe(true);
    expect(plan(mixed, found.policy).refusals).toEqual([]);
  });

  test('a retirement adds the date although the rest is refused', () => {
    const retired = next(next(list, retireOp('a', HOUR_MS)), approve('c'));
    const found = plan(retired, before, { assess: finds([finding()]) });
    expect(found.policy).toContain('2026-01-31T13:00:00Z');
    expect(found.policy).not.toContain(pcr('c 0'));
  });

  test('an action that is taken away goes, one that is added waits', () => {
    const base = grown(projection({ guard: false, actions: ['kms:Decrypt'] }), approve('a'));
    const changed = next(
      base,
      projection({ guard: false, actions: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
    );
    const narrow = applied(base);
    const wide = applied(changed);
    expect(actions(plan(base, wide))).toContain('update narrows');
    const refused = plan(changed, narrow, { assess: finds([finding()]) });
    expect(refused).toMatchObject({ isNothing: true, policy: narrow });
    const other = next(
      base,
      projection({ guard: false, actions: ['kms:DeriveSharedSecret', 'kms:Decrypt'] }),
    );
    const partly = plan(other, wide, { assess: finds([finding()]) });
    expect(statements(partly.policy)[1]).toMatchObject({ Action: ['kms:Decrypt'] });
  });

  test('an Allow of ours that somebody opened goes even where its own cannot come', () => {
    const loose = statements(before).map((one) =>
      one['Effect'] === 'Allow' && one.Sid !== 'Admin' ? { ...one, Condition: undefined } : one,
    );
    const found = plan(
      list,
      { Version: '2012-10-17', Statement: loose },
      { assess: finds([finding()]) },
    );
    expect(sids(found.policy).filter((sid) => /[0-9a-f]{28}$/.test(sid ?? ''))).toEqual([]);
  });

  test('new guards wait for the Allows that come with them, the Deny of debug mode does not', () => {
    const found = plan(list, policy(), { assess: finds([finding()]) });
    expect(sids(found.policy)).toEqual(['Admin', 'PcrAllowlistDenyDebug']);
    const guarded = plan(list, applied(without(list)), { assess: finds([finding()]) });
    expect(guarded.refusals).toEqual([]);
    expect(sids(guarded.policy)).toContain(`${MARK}GuardMoves`);
  });

  test('a guard that is taken away widens', () => {
    const found = plan(without(list), before, { assess: finds([finding()]) });
    expect(codes(found)).toEqual(['policy-unsafe finding']);
    expect(found.isNothing).toBe(true);
  });

  test('what narrows and does not fit is said, and what deletes still goes', () => {
    const small = applied(without(less));
    const document = {
      Version: '2012-10-17',
      Statement: [...statements(small), { ...ADMIN, Sid: '' }],
    };
    document.Statement[document.Statement.length - 1] = {
      ...ADMIN,
      Sid: 'x'.repeat(32_768 - JSON.stringify(document).length),
    };
    const found = plan(less, document);
    expect(codes(found)).toEqual(['policy-too-large size']);
    expect(found.withheld.length).toBeGreaterThan(0);
    expect(found.sizeBytes.after).toBeLessThanOrEqual(32_768);
  });
});

describe('guards and other lists', () => {
  const list = grown(projection(), approve('a'));
  const tuple = { role: 'arn:aws:iam::111122223333:role/other', pcrs: { PCR0: pcr('other') } };
  const other = allowStatement(`${OTHER_MARK}0123456789abcdef`, tuple, ['kms:Decrypt'], undefined);
  const others = { others: [other] };

  test('a guard is not put beside another list', () => {
    const found = plan(list, policy(other), others);
    expect(codes(found)).toEqual(['policy-unsafe guard']);
    expect(found.refusals[0]?.sid).toBe(other.Sid);
    expect(sids(found.policy)).toEqual(['Admin', other.Sid, 'PcrAllowlistDenyDebug']);
    expect(codes(plan(without(list), policy(other), others))).toEqual([]);
  });

  test('a Sid like that of another list holds no guard back', () => {
    expect(codes(plan(list, policy(other)))).toEqual([]);
    const changed = { ...other, Action: ['kms:Decrypt', 'kms:CreateGrant'] };
    expect(codes(plan(list, policy(changed), others))).toEqual([]);
  });

  test('a statement of another list is not adopted, and one that only has such a Sid is', () => {
    const rules = { adopt: [other.Sid], accept: [] };
    const left = (more: Partial<PlanRequest>) =>
      sids(plan(without(list), policy(other), { rules, ...more }).policy).includes(other.Sid);
    expect([left(others), left({})]).toEqual([true, false]);
  });

  test('nor where it is all that is to be done', () => {
    const found = plan(
      list,
      {
        ...policy(other),
        Statement: [...statements(applied(without(list))), other],
      },
      others,
    );
    expect(codes(found)).toEqual(['policy-unsafe guard']);
    expect(found.isNothing).toBe(true);
  });

  test('what another list’s guard would stop is refused', () => {
    const guard = guardStatement(`${OTHER_MARK}GuardPCR0`, ['kms:Decrypt'], 'PCR0', [pcr('x')]);
    const wanted = { others: [guard] };
    expect(codes(plan(without(list), policy(guard), wanted))).toEqual(['policy-unsafe guard']);
  });
});

describe('a key that left the projection', () => {
  const list = grown(projection(), approve('a'));
  const left = next(list, projection({ key: `${KEY}-other` }));
  const before = applied(list);

  test('loses our statements whatever lint finds then', () => {
    const found = plan(left, before, { assess: finds([], [finding()]) });
    expect(found).toMatchObject({ refusals: [], isDetached: true });
    expect(sids(found.policy)).toEqual(['Admin', 'PcrAllowlistDenyDebug']);
    expect(plan(left, found.policy).isNothing).toBe(true);
  });

  test('keeps its guards while the list is expired', () => {
    const found = plan(left, before, { now: NOW + LIFE_MS });
    expect(codes(found)).toEqual(['list-expired list']);
    expect(found.policy).not.toContain(
      '"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/signer"}',
    );
    expect(sids(found.policy)).toContain(`${MARK}GuardMoves`);
  });
});
