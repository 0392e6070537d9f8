import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ProjectedKey, Release } from '../../src/allowlist/allow-list.js';
import { isAcceptedAt } from '../../src/allowlist/allow-list.js';
import { formatInstant, HOUR_MS } from '../../src/base/instant.js';
import { planKey } from '../../src/keypolicy/plan-key.js';
import type { Assess } from '../../src/keypolicy/plan-refusals.js';
import { digest, LIFE_MS, LIST, NOW, pcr } from '../allowlist/sample-list.js';
import { ADMIN, EVERYTHING_FINE, KEY, policy } from './world.js';

const ZEROS = '0'.repeat(96);
const ROLES = ['signer', 'second'].map((name) => ({
  arn: `arn:aws:iam::111122223333:role/${name}`,
  PCR3: pcr(name),
}));
const STRANGER = 'arn:aws:iam::111122223333:role/stranger';
const ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DeriveSharedSecret'];
const DEBUG_ACTIONS = [...ACTIONS, 'kms:GenerateDataKeyPair'];
const MOVES = ['kms:ReEncryptFrom'];
/** As a projection names the actions that guards deny. */
const NAMED = DEBUG_ACTIONS;
const IMAGES = ['a', 'b', 'c'];
const SIGNERS = ['x', 'y'];

const release: fc.Arbitrary<Release> = fc
  .record({
    image: fc.constantFrom(...IMAGES),
    signer: fc.option(fc.constantFrom(...SIGNERS)),
    retireAt: fc.option(fc.constantFrom(NOW, NOW + HOUR_MS, NOW + 3 * HOUR_MS)),
  })
  .map(({ image, signer, retireAt }) => {
    const fields = {
      id: `${image}${signer ?? ''}`,
      platform: 'nitro-enclave' as const,
      measurements: {
        PCR0: pcr(`${image} 0`),
        PCR1: pcr(`${image} 1`),
        PCR2: pcr(`${image} 2`),
        ...(signer === null ? {} : { PCR8: pcr(signer) }),
      },
      image: { name: image, sha256: digest(image) },
      manifest: { path: 'x', sha256: digest(image) },
      staged: digest(image),
      approvals: [],
      changes: [],
    };
    return retireAt === null
      ? { ...fields, state: 'active' }
      : { ...fields, state: 'retiring', retireAt };
  });
const releases = fc.uniqueArray(release, { selector: ({ id }) => id, maxLength: 4 });
const key: fc.Arbitrary<ProjectedKey> = fc.record({
  key: fc.constant(KEY),
  actions: fc.subarray(ACTIONS, { minLength: 1 }),
  bind: fc.constantFrom<ProjectedKey['bind']>(
    ['PCR0', 'PCR3', 'PCR8'],
    ['PCR0', 'PCR3'],
    ['PCR3', 'PCR8'],
    ['PCR3', 'PCR2', 'PCR1', 'PCR8'],
  ),
  guard: fc.oneof(fc.boolean(), fc.constant(NAMED)),
});

const principal = fc.constantFrom<string | object>(
  '*',
  { AWS: STRANGER },
  { AWS: [...ROLES.map(({ arn }) => arn)] },
  { AWS: 'arn:aws:iam::111122223333:root' },
);
const value = (register: string) =>
  fc.constantFrom(
    ...(register === 'PCR8' ? SIGNERS.map(pcr) : IMAGES.map((image) => pcr(`${image} 0`))),
  );
const condition = fc.oneof(
  fc.constant(undefined),
  fc
    .record({
      register: fc.constantFrom('PCR0', 'PCR8'),
      operator: fc.constantFrom('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'),
    })
    .chain(({ register, operator }) =>
      fc.array(value(register), { minLength: 1, maxLength: 2 }).map((values) => {
        return { [operator]: { [`kms:RecipientAttestation:${register}`]: values } };
      }),
    ),
);
let names = 0;
const foreign = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: principal,
    Action: fc.oneof(fc.subarray([...ACTIONS, ...MOVES], { minLength: 1 }), fc.constant('kms:*')),
    Condition: condition,
    // Statements of another list and of an earlier version of this one stand there too.
    Sid: fc.constantFrom('Foreign', 'PcrAllowlistffffffffffff0123456789abcdef'),
  })
  .map(({ Condition, Sid, ...rest }) => ({
    ...rest,
    Sid: Sid === 'Foreign' ? `Foreign${++names}` : Sid,
    Resource: '*',
    ...(Condition === undefined ? {} : { Condition }),
  }));

interface Request {
  readonly role: string;
  readonly action: string;
  readonly at: number;
  readonly pcrs: Readonly<Record<string, string>>;
}
const request: fc.Arbitrary<Request> = fc.record({
  role: fc.constantFrom(...ROLES.map(({ arn }) => arn), STRANGER),
  action: fc.constantFrom(...DEBUG_ACTIONS, ...MOVES),
  at: fc.constantFrom(NOW, NOW + HOUR_MS, NOW + 2 * HOUR_MS),
  pcrs: fc.oneof(
    fc.constant({}),
    fc
      .record({
        image: fc.constantFrom(...IMAGES),
        signer: fc.constantFrom(...SIGNERS, null),
        role: fc.constantFrom(...ROLES),
        debug: fc.boolean(),
      })
      .map(({ image, signer, role, debug }) => ({
        PCR0: debug ? ZEROS : pcr(`${image} 0`),
        PCR1: debug ? ZEROS : pcr(`${image} 1`),
        PCR2: debug ? ZEROS : pcr(`${image} 2`),
        PCR3: role.PCR3,
        PCR8: signer === null ? ZEROS : pcr(signer),
      })),
  ),
});

/** What AWS's rules say of a document and a request, by an implementation that is not ours. */
async function decide(document: object, { role, action, at, pcrs }: Request): Promise<string> {
  const attested = DEBUG_ACTIONS.includes(action) ? Object.entries(pcrs) : [];
  const image = DEBUG_ACTIONS.includes(action) && pcrs['PCR0'] ? { ImageSha384: pcrs['PCR0'] } : {};
  const values = [...attested, ...Object.entries(image)].map(
    ([name, found]) => [`kms:RecipientAttestation:${name}`, found] as const,
  );
  const result = await runSimulation(
    {
      request: {
        principal: role,
        action,
        resource: { resource: KEY, accountId: '111122223333' },
        contextVariables: {
          ...Object.fromEntries(values),
          'aws:CurrentTime': formatInstant(at),
        },
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: document,
    } as never,
    {},
  );
  if (result.resultType !== 'single') throw new Error(JSON.stringify(result));
  return result.overallResult;
}

/** What the list says of a request, without any statement. */
function listAllows(
  listed: readonly Release[],
  { actions, bind }: ProjectedKey,
  of: Request,
): boolean {
  const role = ROLES.find(({ arn }) => arn === of.role);
  if (role === undefined || !actions.includes(of.action)) return false;
  return listed.some((one) => {
    const values: Record<string, string | undefined> = { ...one.measurements, PCR3: role.PCR3 };
    return (
      isAcceptedAt(one, NOW) &&
      isAcceptedAt(one, of.at) &&
      bind.every(
        (register) => values[register] !== undefined && values[register] === of.pcrs[register],
      )
    );
  });
}

/** Whether every accepted release that has the image's bound registers ends by then: such an image is denied by its date. */
function hasEnded(listed: readonly Release[], bind: ProjectedKey['bind'], of: Request): boolean {
  const measured = bind.filter((register) => register !== 'PCR3');
  const accepted = listed
    .filter((one) => isAcceptedAt(one, NOW))
    .map((one) => ({ one, values: { ...one.measurements } as Record<string, string | undefined> }))
    .filter(({ values }) => measured.every((register) => values[register] !== undefined));
  const isOver = (some: typeof accepted) =>
    some.length > 0 && some.every(({ one }) => !isAcceptedAt(one, of.at));
  const same = (register: string) => (each: (typeof accepted)[number]) =>
    each.values[register] === of.pcrs[register];
  // PCR0 names the image where all with it have the same registers.
  const ofPcr0 = measured.includes('PCR0') ? accepted.filter(same('PCR0')) : [];
  const sets = new Set(ofPcr0.map(({ values }) => measured.map((one) => values[one]).join()));
  if (sets.size === 1) return isOver(ofPcr0);
  return isOver(accepted.filter((each) => measured.every((register) => same(register)(each))));
}

function weDeny(
  listed: readonly Release[],
  { actions, bind, guard }: ProjectedKey,
  of: Request,
): boolean {
  if (DEBUG_ACTIONS.includes(of.action) && of.pcrs['PCR0'] === ZEROS) return true;
  if (guard === false) return false;
  if (MOVES.includes(of.action)) return true;
  if (!(guard === true ? actions : guard).includes(of.action)) return false;
  if (guard !== true && hasEnded(listed, bind, of)) return true;
  const projected = listed
    .filter((one) => isAcceptedAt(one, NOW))
    .map((one): Record<string, string | undefined> => ({ ...one.measurements }))
    .filter((values) => bind.every((register) => register === 'PCR3' || values[register]));
  return bind.some((register) => {
    const found = of.pcrs[register];
    if (found === undefined || projected.length === 0) return true;
    return register === 'PCR3'
      ? !ROLES.some(({ PCR3 }) => PCR3 === found)
      : !projected.some((values) => values[register] === found);
  });
}

const CRITICAL = () => ({
  findings: [{ rule: 'R', severity: 'critical', message: 'x' }],
  policyWriters: 'unknown' as const,
});

function planned(
  listed: readonly Release[],
  on: ProjectedKey,
  before: object,
  assess: Assess = () => EVERYTHING_FINE,
) {
  const list = {
    list: LIST,
    format: 'v2' as const,
    enclave: 'signer',
    version: 1,
    issuedAt: NOW,
    expiresAt: NOW + LIFE_MS,
    previous: null,
    projection: { instanceRoles: ROLES, certificates: [], keys: [on], staged: [], approvals: [] },
    releases: listed,
    removed: [],
  };
  return planKey({
    list,
    id: { version: 1, sha256: digest('list') },
    key: on,
    policy: JSON.stringify(before),
    rules: { adopt: [], accept: [] },
    assess,
    unknown: [],
    now: NOW,
  });
}

describe('a plan, by another implementation of the rules', () => {
  test('allows what the rest allows together with the list, less what anybody denies', async () => {
    let allowed = 0;
    await fc.assert(
      fc.asyncProperty(
        releases,
        releases,
        key,
        key,
        fc.array(foreign, { maxLength: 3 }),
        fc.array(request, { minLength: 12, maxLength: 12 }),
        async (earlier, listed, keyBefore, on, others, requests) => {
          // What an earlier list put there is replaced, and leaves no trace.
          const start = planned(earlier, keyBefore, policy());
          const before = JSON.parse(start.policy);
          before.Statement.push(...others);
          const plan = planned(listed, on, before);
          if (plan.refusals.length > 0) {
            expect(plan.refusals.map(({ about }) => about)).toEqual(
              plan.refusals.map(() => 'guard'),
            );
            return;
          }
          const after = JSON.parse(plan.policy);
          for (const one of requests) {
            const rest = await decide({ ...before, Statement: [ADMIN, ...others] }, one);
            const expected =
              rest !== 'ExplicitlyDenied' &&
              !weDeny(listed, on, one) &&
              (rest === 'Allowed' || listAllows(listed, on, one));
            if (expected) allowed++;
            expect((await decide(after, one)) === 'Allowed').toBe(expected);
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(allowed).toBeGreaterThan(30);
  });

  test('is nothing the second time, and leaves every foreign statement as it stood', () => {
    fc.assert(
      fc.property(
        releases,
        releases,
        key,
        fc.array(foreign, { maxLength: 3 }),
        fc.boolean(),
        (earlier, listed, on, others, isRefused) => {
          const before = { ...policy(), Statement: [ADMIN, ...others] };
          const first = JSON.parse(planned(earlier, on, before).policy);
          const assess = isRefused ? CRITICAL : () => EVERYTHING_FINE;
          const plan = planned(listed, on, first, assess);
          const after = JSON.parse(plan.policy);
          const foreignOf = (document: { Statement: readonly { Sid?: string }[] }) =>
            document.Statement.filter(
              ({ Sid }) => Sid !== 'PcrAllowlistDenyDebug' && !Sid?.includes(LIST.slice(0, 12)),
            );
          expect(foreignOf(after)).toEqual(foreignOf(first));
          expect(planned(listed, on, after, assess).isNothing).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('that is held back admits nobody whom the list does not name, nor anybody new', async () => {
    await fc.assert(
      fc.asyncProperty(
        releases,
        releases,
        key,
        fc.array(request, { minLength: 12, maxLength: 12 }),
        async (earlier, listed, on, requests) => {
          const before = JSON.parse(planned(earlier, on, policy()).policy);
          const whole = planned(listed, on, before);
          const held = planned(listed, on, before, CRITICAL);
          expect(held.refusals.length > 0).toBe(whole.isWidening);
          for (const one of requests) {
            const was = (await decide(before, one)) === 'Allowed';
            const is = (await decide(JSON.parse(held.policy), one)) === 'Allowed';
            // Only what was allowed before and is on the list now.
            expect(is).toBe(was && listAllows(listed, on, one) && !weDeny(listed, on, one));
          }
        },
      ),
      { numRuns: 120 },
    );
  });
});
