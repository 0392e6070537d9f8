import * as fc from 'fast-check';
import { formatInstant } from '../../src/base/instant.js';
import { ADMIN, OTHER_ROLE, PCR, ROLE, ROOT, type StatementJson } from '../keypolicy/policies.js';

export const NOW = Date.UTC(2026, 10, 1);
export const LATER = NOW + 3_600_000;
export const FOREIGN_ROLE = 'arn:aws:iam::444455556666:role/foreign';
const FOREIGN_ROOT = 'arn:aws:iam::444455556666:root';
export const ENDPOINT = 'vpce-1a2b3c4d';

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
  block(
    fc.constantFrom('ArnEquals', 'ArnNotEquals', 'ArnLike', 'StringNotEquals'),
    fc.constant('aws:PrincipalArn'),
    fc.constantFrom(ROLE, ADMIN, 'arn:aws:iam::111122223333:role/*'),
  ),
  block(
    fc.constantFrom('StringEquals', 'StringNotEquals'),
    fc.constant('kms:CallerAccount'),
    fc.constant('111122223333'),
  ),
);

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
  { weight: 1, arbitrary: fc.constantFrom(ROOT, '111122223333', FOREIGN_ROOT, '*') },
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
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(odd, { maxLength: 2 })),
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
const deny = fc
  .tuple(
    denied,
    actions,
    fc.array(fc.oneof({ weight: 3, arbitrary: guards }, { weight: 1, arbitrary: odd }), {
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

/** Policies around attestation, right and wrong in the ways that policies are. */
export const randomStatements = fc
  .tuple(fc.array(allow, { minLength: 1, maxLength: 3 }), fc.array(deny, { maxLength: 3 }))
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

/** A request that may hit one of them. */
export const randomRequest = fc
  .tuple(
    fc.constantFrom(
      ROLE,
      ROLE,
      OTHER_ROLE,
      ADMIN,
      FOREIGN_ROLE,
      'arn:aws:iam::111122223333:role/anybody',
    ),
    fc.constantFrom(
      'kms:Decrypt',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:PutKeyPolicy',
    ),
    fc.oneof(noDocument, someDocument, someDocument),
    fc.constantFrom({}, { 'aws:SourceVpce': ENDPOINT }),
    fc.constantFrom(NOW, NOW + 1000, LATER, LATER + 1000),
  )
  .map(([who, action, document, network, now]) => ({
    principal: who,
    action,
    context: { ...(/Decrypt|Generate/.test(action) ? document : {}), ...network },
    now,
  }));
