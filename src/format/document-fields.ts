import * as z from 'zod/mini';
import { FormatError } from '../base/errors.js';
import { formatInstant, parseInstant } from '../base/instant.js';
import type { PcrValue } from './pcr-value.js';
import { isBinding, type MeasuredName, PLATFORMS, type Platform } from './platform.js';

/**
 * The fields that several signed documents share. Each schema is what the parser holds and what its JSON Schema says:
 * where a rule is code, the JSON Schema gets the same rule in words of its own beside it.
 */

/** The versions of the signed documents. In v1 every image is of a Nitro Enclave. */
export type DocumentFormat = 'v1' | 'v2';

/** A name, an ARN or a reason, in UTF-16 code units. */
export const TEXT_MAX_LENGTH = 2048;

/** The highest version: ten digits, as file names in the history have them. */
export const VERSION_MAX = 9_999_999_999;

/** What a release may be called: it becomes part of object names. */
const RELEASE_ID = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/;
export const RELEASE_ID_FORM =
  'expected 1 to 128 letters, digits and . _ + -, a letter or digit first';

/** What a staged projection is called where a release has its id. No release has this id. */
export const PROJECTION_ID = 'projection';
export const PROJECTION_ID_TAKEN = `expected another id: ${PROJECTION_ID} names the projection`;

/** Whether a release may be called so. */
export function isReleaseId(name: string): boolean {
  return RELEASE_ID.test(name) && name !== PROJECTION_ID;
}

/** RFC 3339 in UTC, with the days that each month has: what `parseInstant` takes. */
export const INSTANT_PATTERN =
  '^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|' +
  '02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|' +
  '(?:[02468][048]|[13579][26])00)-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,3})?Z$';

export const hex = (bytes: number) =>
  z
    .string()
    .check(
      z.regex(
        new RegExp(`^[0-9a-f]{${2 * bytes}}$`),
        `expected ${2 * bytes} lower-case hexadecimal digits`,
      ),
    );

export const text = z
  .string()
  .check(
    z.minLength(1, 'expected a text, found none'),
    z.maxLength(TEXT_MAX_LENGTH, `expected at most ${TEXT_MAX_LENGTH} characters`),
  );

export const id = described(
  z.string().check(
    z.regex(RELEASE_ID, RELEASE_ID_FORM),
    z.refine((name) => name !== PROJECTION_ID, PROJECTION_ID_TAKEN),
  ),
  { id: 'releaseId', not: { const: PROJECTION_ID } },
);

/** A PCR value that something was extended into. */
export const pcr = described(
  hex(48).check(z.regex(/[1-9a-f]/, 'expected a measured value, found only zeros')),
  { id: 'pcr' },
);

export const version = z.int().check(z.positive(), z.maximum(VERSION_MAX));

/** RFC 3339 in UTC in the document, an Instant in the value. */
export const instant = z.codec(
  described(z.string(), { id: 'instant', pattern: INSTANT_PATTERN }),
  z.number(),
  {
    decode: (value, context) => {
      try {
        return parseInstant(value);
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        context.issues.push({ code: 'custom', message: 'expected RFC 3339 in UTC', input: value });
        return z.NEVER;
      }
    },
    encode: (value) => formatInstant(value),
  },
);

export const commit = z
  .string()
  .check(
    z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'expected a commit of 40 or 64 lower-case digits'),
  );

/** What `user_data` of a document has to be: 1 to 1,024 bytes in lower-case hexadecimal. */
export const userData = z
  .string()
  .check(
    z.regex(/^(?:[0-9a-f]{2}){1,1024}$/, 'expected 1 to 1024 bytes in lower-case hexadecimal'),
  );

export const atMost = <Item extends z.ZodMiniType>(item: Item, max: number) =>
  z.array(item).check(z.maxLength(max, `expected at most ${max} entries`));

/** The values of a platform's measured registers, by name. */
export type MeasurementsOf<Of extends Platform> = {
  readonly [Name in Required<Of>]: PcrValue;
} & { readonly [Name in Exclude<MeasuredName<Of>, Required<Of>>]?: PcrValue };

type Required<Of extends Platform> = {
  [Name in MeasuredName<Of>]: (typeof PLATFORMS)[Of]['measured'][Name] extends { required: true }
    ? Name
    : never;
}[MeasuredName<Of>];

/** The fields of the measured registers of a platform, with its zero rule. */
export function measuredFields<Of extends Platform>(platform: Of) {
  const fields = Object.entries(PLATFORMS[platform].measured).map(([name, { required, zero }]) => {
    const value = zero === 'refused' ? pcr : hex(48);
    return [name, required ? value : z.exactOptional(value)] as const;
  });
  // The table gives the names at run time and the types above at compile time.
  return Object.fromEntries(fields) as unknown as {
    [Name in Required<Of>]: typeof pcr;
  } & { [Name in Exclude<MeasuredName<Of>, Required<Of>>]: z.ZodMiniExactOptional<typeof pcr> };
}

/** The one field of a register by what it stands for, such as the image. */
export function registerField<Of extends Platform, Part extends RegisterPart<Of>>(
  platform: Of,
  part: Part,
) {
  return { [PLATFORMS[platform][part] as string]: pcr } as {
    [Name in Extract<(typeof PLATFORMS)[Of][Part], string>]: typeof pcr;
  };
}

type RegisterPart<Of extends Platform> = keyof (typeof PLATFORMS)[Of] &
  ('image' | 'signer' | 'role');

/** The registers that a key policy compares for a platform. */
export function bindOf<Of extends Platform>(platform: Of) {
  const { bindable, bound } = PLATFORMS[platform];
  const names = bindable as readonly string[] as readonly [
    (typeof PLATFORMS)[Of]['bindable'][number],
    ...(typeof PLATFORMS)[Of]['bindable'][number][],
  ];
  const sets = bound.map((set) => set.join(' and ')).join(', or ');
  return described(
    z
      .array(z.enum(names))
      .check(
        z.refine(
          (registers) => isBinding(platform, registers),
          `expected each register once, and ${sets} among them`,
        ),
      ),
    {
      uniqueItems: true,
      anyOf: bound.map((set) => ({ allOf: set.map((name) => ({ contains: { const: name } })) })),
    },
  );
}

/**
 * A field whose form belongs to the format, and that this program does not act on yet. A document that has it is refused
 * with `not-supported`, so that nothing is believed that nothing verifies.
 */
export function reserved<Schema extends z.ZodMiniType>(schema: Schema, capability: string): Schema {
  const refused = schema.check(z.refine(() => false, { params: { notSupported: capability } }));
  return described(refused, {
    description: `Reserved for ${capability}: a reader without it answers not-supported.`,
  });
}

/** What a field is reserved for, by the issue that it raises; undefined for every other issue. */
export function reservedFor({ code, ...issue }: z.core.$ZodIssue): string | undefined {
  const params = code === 'custom' && 'params' in issue ? issue.params : undefined;
  const capability = params?.['notSupported'];
  return typeof capability === 'string' ? capability : undefined;
}

/** The schema with a rule in the JSON Schema that says what its code holds. */
export function described<Schema extends z.ZodMiniType>(
  schema: Schema,
  rule: Readonly<Record<string, unknown>>,
): Schema {
  z.globalRegistry.add(schema, rule);
  return schema;
}
