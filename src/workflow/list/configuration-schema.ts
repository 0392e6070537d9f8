import * as z from 'zod/mini';
import { FormatError } from '../../base/errors.js';
import { epochRefusal, parseGivenInstant } from '../../base/given-instant.js';
import { parseDuration } from '../../base/instant.js';
import { ENCLAVE, PLATFORMS } from '../../format/platform.js';

const text = z.string().check(z.minLength(1, 'expected a non-empty string'), z.maxLength(2048));
const pcr = z.string().check(z.regex(/^[0-9a-f]{96}$/, 'expected 96 lower-case hex digits'));
const durationText = z.string({
  error: ({ input }) =>
    typeof input === 'number'
      ? `expected a duration with its unit, such as ${input}d or ${input}h, found ${input} without one`
      : undefined,
});
const duration = z.codec(durationText, z.number(), {
  decode: (value, context) => decoded(() => parseDuration(value), value, context),
  encode: (value) => `${value / 1000}s`,
});
const instantText = z.string({
  error: ({ input }) => (typeof input === 'number' ? epochRefusal(String(input)) : undefined),
});
const instant = z.codec(instantText, z.number(), {
  decode: (value, context) => decoded(() => parseGivenInstant(value).instant, value, context),
  encode: (value) => new Date(value).toISOString(),
});
const some = <Item extends z.ZodMiniType>(item: Item) =>
  z.array(item).check(z.minLength(1, 'expected at least one entry, found none'));
const count = z.int().check(z.positive('expected at least 1'));

const LIST_ID = z
  .string()
  .check(z.regex(/^[0-9a-f]{32}$/, 'expected 32 lower-case hex digits; init draws them'));
const STORE = text.check(
  z.regex(/^(?:file|s3):.+$/s, 'expected file:FOLDER or s3://BUCKET/PREFIX'),
);

/** A key or a store by its kind, such as `file:list.pem`. */
const signer = text.check(
  z.regex(
    /^(?:file:.+|awskms:(?:alias\/|arn:).+)$/s,
    'expected file:KEY.pem, awskms:alias/NAME or awskms:ARN',
  ),
);

/** A public key file, optionally with the name of its holder. */
const keyFile = z.union([text, z.strictObject({ name: text, key: text })]);

const KEY = z.strictObject({
  key: text.check(
    z.regex(
      /^(?:file:.+|arn:[a-z0-9-]+:kms:.+)$/s,
      'expected the ARN of a KMS key, or file:POLICY.json',
    ),
  ),
  actions: some(text),
  /** Default: every PCR that the images have. */
  bind: z.optional(some(z.enum(PLATFORMS['nitro-enclave'].bindable))),
  guard: z._default(z.boolean(), false),
  administrators: z._default(z.array(text), []),
  adopt: z._default(z.array(text), []),
  accept: z._default(
    z.array(z.strictObject({ rule: text, sid: text, reason: text, until: instant })),
    [],
  ),
  'assume-role': z.optional(text),
  'probe-role': z.optional(text),
});
const BRANCHES = some(text).check(z.maxLength(16, 'expected at most 16 branches'));
const APPROVAL = z
  .strictObject({
    github: z.optional(
      z
        .strictObject({
          environment: z.optional(text),
          reviewers: z._default(count, 1),
          'prevent-self-review': z._default(z.boolean(), true),
          branches: z.optional(BRANCHES),
          'pull-request': z.optional(
            z.strictObject({ reviewers: z._default(count, 1), branches: z.optional(BRANCHES) }),
          ),
          'incomplete-comparison': z.optional(z.literal('allowed')),
        })
        .check(
          z.refine(
            (github) => github.environment !== undefined || github['pull-request'] !== undefined,
            'expected environment, pull-request or both',
          ),
        ),
    ),
    keys: z.optional(z.strictObject({ trust: some(keyFile), threshold: z._default(count, 1) })),
  })
  .check(
    z.refine(
      ({ github, keys }) => github !== undefined || keys !== undefined,
      'expected github, keys or both; for no approval, write approval: none',
    ),
  );

/**
 * Another list with statements on our keys. Its statements are recognized after the list is verified with these keys.
 */
const OTHER_LIST = z.strictObject({
  list: LIST_ID,
  store: STORE,
  trust: z.union([
    some(text),
    z.strictObject({ keys: some(text), threshold: z._default(count, 1) }),
  ]),
});

/** The form of `pcr-allowlist.yml` (DESIGN section 4). Unknown fields are refused. */
export const CONFIGURATION = z.strictObject({
  enclave: text,
  list: LIST_ID,
  store: STORE,
  signing: z.strictObject({ key: signer, 'manifest-key': z.optional(signer) }),
  trust: z.strictObject({
    keys: some(keyFile),
    threshold: z._default(count, 1),
    'manifest-keys': z.optional(some(keyFile)),
  }),
  certificates: z.union([z.literal('unsigned'), some(text)]),
  'instance-roles': z.union([
    z.literal('any'),
    some(z.union([text, z.strictObject({ arn: text, [ENCLAVE.role]: pcr })])),
  ]),
  keys: z._default(z.array(KEY), []),
  'other-lists': z._default(z.array(OTHER_LIST), []),
  approval: z.union([z.literal('none'), APPROVAL]),
  'expires-in': z._default(duration, 30 * 24 * 3_600_000),
  'retire-after': z._default(duration, 72 * 3_600_000),
  'min-version': z._default(count, 1),
  'allow-given-measurements': z._default(z.boolean(), false),
});

/** The JSON Schema (draft 2020-12) of the configuration, from the schema that `parseConfiguration` uses. */
export function configurationJsonSchema(): object {
  return {
    $id: 'https://pcr-allowlist.github.io/schema/configuration.v1.json',
    title: 'Configuration of pcr-allowlist',
    ...z.toJSONSchema(CONFIGURATION, { io: 'input' }),
  };
}

function decoded(
  decode: () => number,
  input: string,
  context: { issues: { push(issue: z.core.$ZodRawIssue): void } },
): number {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    context.issues.push({ code: 'custom', message: error.message, input });
    return z.NEVER;
  }
}
