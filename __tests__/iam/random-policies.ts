import * as fc from 'fast-check';
import { formatInstant } from '../../src/base/instant.js';
import { ADMIN, OTHER_ROLE, PCR, ROLE, ROOT, type StatementJson } from '../keypolicy/policies.js';
import { variable } from './variable.js';

export const NOW = Date.UTC(2026, 10, 1);
export const LATER = NOW + 3_600_000;
export const FOREIGN_ROLE = 'arn:aws:iam::444455556666:role/foreign';
const FOREIGN_ROOT = 'arn:aws:iam::444455556666:root';
export const ENDPOINT = 'vpce-1a2b3c4d';

/** A session whose role has no path, and users and roles that overlapping patterns mean. */
const SESSION = 'arn:aws:sts::111122223333:assumed-role/signer-instance/i-0123456789abcdef0';
const USER = 'arn:aws:iam::111122223333:user/deploy/team-u-prod';
export const CALLERS: readonly string[] = [
  ...[ROLE, ROLE, OTHER_ROLE, ADMIN, FOREIGN_ROLE, SESSION, USER],
  'arn:aws:iam::111122223333:role/anybody',
  'arn:aws:iam::111122223333:role/team-x-prod',
  'arn:aws:iam::111122223333:role/team-x',
  'arn:aws:iam::111122223333:role/x-prod',
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0a1b2c',
  'arn:aws:iam::111122223333:role/Signer-Instance-2',
  'arn:aws:iam::111122223333:user/anybody',
  'arn:aws:iam::111122223333:root',
  'arn:aws:sts::111122223333:federated-user/anybody',
  'arn:aws:sts::111122223333:assumed-role/signer-instance/somebody',
  'arn:aws:iam::444455556666:user/team-y-prod',
  'arn:aws:iam::444411112222:role/team-y-prod',
  'arn:aws:iam::999999999999:role/stranger',
];
const ACCOUNTS = ['111122223333', '444455556666', '4444*', '1111222233??', '999999999999', '*'];
const ARNS: readonly string[] = [
  ...[ROLE, ADMIN, USER, 'arn:aws:iam::111122223333:role/*', 'arn:aws:iam::*:role/*'],
  ...['arn:aws:iam::*:user/*', 'arn:aws:iam::111122223333:role/team-*', '*-prod', '*:user/*'],
  ...['arn:aws:iam::4444*:role/team-?-prod', 'arn:aws:iam::*:root', 'arn:aws:sts::*:*'],
  'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*',
  'arn:aws:iam::111122223333:role/SIGNER-INSTANCE',
];
/** Spellings of which four do not stand for all. */
export const TEAMS = ['abc', 'ABC', 'AbC', 'aBC', 'team-x-prod', 'other'];

/** In AWS's case and in another. */
const KEYS = [...['PCR0', 'PCR0', 'ImageSha384', 'PCR3', 'PCR8', 'PCR8', 'PCR1', 'PCR2']].map(
  (register) => `kms:RecipientAttestation:${register}`,
);

const values = fc.constantFrom(PCR.a, PCR.b, PCR.zero, PCR.role, PCR.a.toUpperCase());
const patterns = fc.constantFrom('*', 'a*', '*b', `${'a'.repeat(95)}?`, PCR.a);
const several = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: value }, fc.array(value, { minLength: 1, maxLength: 3 }));

type Block = {
  readonly [operator: string]: { readonly [key: string]: string | readonly string[] };
};

const block = (
  operator: fc.Arbitrary<string>,
  key: fc.Arbitrary<string>,
  value: fc.Arbitrary<string>,
) =>
  fc
    .tuple(operator, key, several(value))
    .map(([name, one, what]): Block => ({ [name]: { [one]: what } }));

const sound = block(
  fc.constantFrom('StringEqualsIgnoreCase', 'StringEquals'),
  fc.constantFrom(...KEYS),
  values,
);
const odd = fc.oneof(
  block(
    fc.constantFrom(
      ...['StringNotEquals', 'StringNotEqualsIgnoreCase', 'StringEqualsIfExists', 'stringequals'],
      ...['ForAllValues:StringEquals', 'ForAnyValue:StringEquals', 'ForAllValues:StringNotEquals'],
    ),
    fc.constantFrom(...KEYS),
    values,
  ),
  block(
    fc.constantFrom('StringLike', 'StringNotLike', 'StringLikeIfExists'),
    fc.constantFrom(...KEYS),
    patterns,
  ),
  block(fc.constant('Null'), fc.constantFrom(...KEYS), fc.constantFrom('true', 'false')),
  block(
    fc.constantFrom('DateLessThan', 'DateGreaterThan', 'DateLessThanEquals', 'DateNotEquals'),
    fc.constant('aws:CurrentTime'),
    fc.constantFrom(formatInstant(LATER), formatInstant(NOW - 1000)),
  ),
  block(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringEqualsIfExists'),
    fc.constant('aws:SourceVpce'),
    fc.constantFrom(ENDPOINT, 'vpce-9'),
  ),
  ...[0, 1].flatMap(() => [
    block(
      fc.constantFrom(
        ...['StringLike', 'StringNotLike', 'StringEquals', 'StringNotEquals'],
        ...['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'ForAllValues:StringLike'],
      ),
      fc.constant('aws:PrincipalArn'),
      fc.constantFrom(...ARNS),
    ),
    block(
      fc.constantFrom(
        ...['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike', 'ArnLikeIfExists'],
        'ForAnyValue:ArnLike',
      ),
      fc.constant('aws:PrincipalArn'),
      fc.constantFrom(...ARNS.filter((arn) => arn.startsWith('arn:'))),
    ),
  ]),
  block(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'),
    fc.constantFrom('kms:CallerAccount', 'aws:PrincipalAccount'),
    fc.constantFrom(...ACCOUNTS),
  ),
  block(
    fc.constantFrom(
      ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringLike', 'Null'],
      ...['StringNotEqualsIgnoreCase', 'StringEqualsIfExists', 'ForAllValues:StringLike'],
    ),
    fc.constant('aws:PrincipalTag/team'),
    fc.constantFrom(...TEAMS, 'a*', '*c', 'A?C', 'true', 'false'),
  ).filter(isReadable),
  block(
    fc.constantFrom('StringEquals', 'StringNotEqualsIfExists'),
    fc.constant('aws:PrincipalOrgID'),
    fc.constantFrom('o-abc', 'o-def'),
  ),
  block(
    fc.constantFrom('Bool', 'BoolIfExists'),
    fc.constantFrom('aws:PrincipalIsAWSService', 'aws:ViaAWSService'),
    fc.constantFrom('true', 'false'),
  ),
  block(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike'),
    fc.constantFrom('aws:PrincipalType', 'aws:username'),
    fc.constantFrom('User', 'AssumedRole', 'team-*', 'anybody'),
  ),
  block(
    fc.constantFrom('NumericLessThan', 'NumericGreaterThanEquals', 'NumericNotEquals'),
    fc.constant('aws:MultiFactorAuthAge'),
    fc.constantFrom('300', '3600'),
  ),
);

/** What the model answers with a doubt. */
const notUnderstood = fc.oneof(
  block(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike'),
    fc.constant('aws:PrincipalTag/team'),
    fc.constantFrom(variable('aws:username'), `${variable('aws:PrincipalTag/team')}*`),
  ),
  block(
    fc.constantFrom('ArnLike', 'StringNotLike'),
    fc.constant('aws:PrincipalArn'),
    fc.constant(`arn:aws:iam::111122223333:role/team-${variable('aws:PrincipalTag/team')}`),
  ),
);

/** Null asks for true or false, and no other operator here does. */
function isReadable(one: Block): boolean {
  return Object.entries(one).every(([operator, keys]) =>
    Object.values(keys)
      .flat()
      .every((value) => (operator === 'Null') === /^(?:true|false)$/.test(value)),
  );
}

const merged = (blocks: readonly Block[]): StatementJson =>
  blocks.length === 0
    ? {}
    : {
        Condition: Object.fromEntries(
          blocks
            .flatMap(Object.keys)
            .map((operator) => [
              operator,
              Object.fromEntries(blocks.flatMap((one) => Object.entries(one[operator] ?? {}))),
            ]),
        ),
      };

const principal = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(ROLE, ROLE, OTHER_ROLE, ADMIN, FOREIGN_ROLE) },
  { weight: 1, arbitrary: fc.constantFrom(USER, SESSION) },
  { weight: 2, arbitrary: fc.constantFrom(ROOT, '111122223333', FOREIGN_ROOT, '*') },
);
const principals: fc.Arbitrary<StatementJson> = fc.oneof(
  { weight: 8, arbitrary: several(principal).map((AWS) => ({ Principal: { AWS } })) },
  { weight: 1, arbitrary: fc.constant({ Principal: '*' }) },
);
const actions: fc.Arbitrary<StatementJson> = fc.oneof(
  {
    weight: 6,
    arbitrary: several(
      fc.constantFrom(
        ...[
          'kms:Decrypt',
          'kms:Decrypt',
          'KMS:decrypt',
          'kms:GenerateDataKey',
          'kms:ReEncryptFrom',
        ],
        ...[
          'kms:De*',
          'kms:Generate*',
          'kms:Encrypt',
          'kms:Describe*',
          'kms:PutKeyPolicy',
          'kms:CreateGrant',
        ],
      ),
    ).map((Action) => ({ Action })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ Action: 'kms:*' }, { NotAction: ['kms:Decrypt', 'kms:Encrypt'] }),
  },
);
const allow = fc
  .tuple(
    principals,
    actions,
    fc.array(sound, { minLength: 0, maxLength: 3 }),
    fc.oneof(
      { weight: 6, arbitrary: fc.constant([]) },
      { weight: 4, arbitrary: fc.array(odd, { maxLength: 2 }) },
      { weight: 1, arbitrary: notUnderstood.map((one) => [one]) },
    ),
  )
  .map(
    ([who, what, good, bad]): StatementJson => ({
      Effect: 'Allow',
      Resource: '*',
      ...who,
      ...what,
      ...merged([...good, ...bad]),
    }),
  );
const denied: fc.Arbitrary<StatementJson> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom({ Principal: '*' }, { Principal: { AWS: '*' } }) },
  { weight: 2, arbitrary: several(principal).map((AWS) => ({ Principal: { AWS } })) },
  { weight: 1, arbitrary: fc.constant({ NotPrincipal: { AWS: [ROLE, ROOT] } }) },
);
const guards = block(
  fc.constantFrom('StringNotEqualsIgnoreCase', 'StringNotEquals', 'StringNotEqualsIfExists'),
  fc.constantFrom(...KEYS),
  values,
);
export const randomDeny = fc
  .tuple(
    denied,
    actions,
    fc.array(fc.oneof({ weight: 3, arbitrary: guards }, { weight: 2, arbitrary: odd }), {
      minLength: 0,
      maxLength: 3,
    }),
  )
  .map(
    ([who, what, conditions]): StatementJson => ({
      Effect: 'Deny',
      Resource: '*',
      ...who,
      ...what,
      ...merged(conditions),
    }),
  );

/** One condition of any kind, understood or not. */
export const randomConditions = fc.oneof(odd, notUnderstood);

/** Policies around attestation, right and wrong in the ways that policies are. */
export const randomStatements = fc
  .tuple(fc.array(allow, { minLength: 1, maxLength: 3 }), fc.array(randomDeny, { maxLength: 3 }))
  .map(([allows, denies]): readonly StatementJson[] => [...allows, ...denies]);

const otherValue = fc.constantFrom(PCR.a, PCR.b, PCR.zero, PCR.role, PCR.c);
const measuredValue = fc.constantFrom(PCR.a, PCR.b, PCR.role, PCR.c);
const noDocument = fc.constant({});
/** Debug mode zeroes all three measurements of the image or none. */
const measured = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ PCR0: measuredValue, PCR1: measuredValue, PCR2: measuredValue }),
  },
  { weight: 1, arbitrary: fc.constant({ PCR0: PCR.zero, PCR1: PCR.zero, PCR2: PCR.zero }) },
);
const someDocument = fc
  .tuple(measured, fc.record({ PCR3: otherValue, PCR8: otherValue }))
  .map(([image, rest]) =>
    Object.fromEntries(
      Object.entries({ ...image, ...rest }).map(([name, value]) => [
        `kms:RecipientAttestation:${name}`,
        value,
      ]),
    ),
  );

/** Policies in one of the three partitions. */
export const randomPartition = fc.constantFrom('aws', 'aws', 'aws-cn', 'aws-us-gov');

/** A request that may hit one of them. */
export const randomRequest = fc
  .record({
    principal: fc.constantFrom(...CALLERS),
    action: fc.constantFrom(
      ...['kms:Decrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom'],
      'kms:PutKeyPolicy',
    ),
    document: fc.oneof(noDocument, someDocument, someDocument),
    network: fc.constantFrom({}, { 'aws:SourceVpce': ENDPOINT }),
    team: fc.option(fc.constantFrom(...TEAMS), { nil: undefined }),
    org: fc.constantFrom({}, { 'aws:PrincipalOrgID': 'o-abc' }),
    age: fc.constantFrom({}, { 'aws:MultiFactorAuthAge': '600' }),
    now: fc.constantFrom(NOW, NOW + 1000, LATER, LATER + 1000),
  })
  .map(({ principal: who, action, document, network, team, org, age, now }) => ({
    principal: who,
    action,
    context: {
      ...(/Decrypt|Generate/.test(action) ? document : {}),
      ...network,
      ...(team === undefined ? {} : { 'aws:PrincipalTag/team': team }),
      ...org,
      ...age,
    },
    now,
  }));
