import * as z from 'zod/mini';
import { FormatError } from '../base/errors.js';
import { formatInstant, parseInstant } from '../base/instant.js';
import {
  isBinding,
  type MeasuredName,
  type OptionalName,
  PLATFORMS,
  type Platform,
  type PlatformRow,
} from './platform.js';

/**
 * The fields that several signed documents share. The parsers enforce these schemas. Where a rule is code, the JSON Schema
 * states it separately (`document-json-schema`).
 */

/** A name, an ARN or a reason, in UTF-16 code units. */
export const TEXT_MAX_LENGTH = 2048;

/** The highest version. It has ten digits, like file names in the history. */
export const VERSION_MAX = 9_999_999_999;

/** The ids that a release may have. They become part of object names. */
const RELEASE_ID = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/;
export const RELEASE_ID_FORM =
  'expected 1 to 128 letters, digits and . _ + -, a letter or digit first';

/**
 * The id of a staged projection (the roles, certificates and KMS keys that a list is applied to), in place of a release id.
 * No release may have it.
 */
export const PROJECTION_ID = 'projection';
export const PROJECTION_ID_TAKEN = 'expected an id other than projection';

/** Whether a release may have this id. */
export function isReleaseId(name: string): boolean {
  return RELEASE_ID.test(name) && name !== PROJECTION_ID;
}

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
    z.minLength(1, 'expected a non-empty string'),
    z.maxLength(TEXT_MAX_LENGTH, `expected at most ${TEXT_MAX_LENGTH} characters`),
  );

export const id = z.string().check(
  z.regex(RELEASE_ID, RELEASE_ID_FORM),
  z.refine((name) => name !== PROJECTION_ID, PROJECTION_ID_TAKEN),
);

/** A PCR value that is not zero. */
export const pcr = hex(48).check(
  z.regex(/[1-9a-f]/, 'expected a measured value, found only zeros'),
);

/** The required `user_data` of a document. */
export const userData = z
  .string()
  .check(
    z.regex(
      /^(?:[0-9a-f]{2}){1,1024}$/,
      'expected 1 to 1,024 bytes as lower-case hexadecimal digits',
    ),
  );

/** A whole number within these bounds. */
export const whole = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z
    .number()
    .check(
      z.refine(
        (value) => Number.isSafeInteger(value) && value >= min && value <= max,
        `expected a whole number from ${min} to ${max}`,
      ),
    );

export const version = whole(1, VERSION_MAX);

/** An instant in a document. */
export const INSTANT_TEXT = z.string();
/** RFC 3339 in UTC in the document, an Instant in the value. */
export const instant = z.codec(INSTANT_TEXT, z.number(), {
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
});

export const commit = z
  .string()
  .check(
    z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'expected a commit of 40 or 64 lower-case digits'),
  );

export const atMost = <Item extends z.ZodMiniType>(item: Item, max: number) =>
  z.array(item).check(z.maxLength(max, `expected at most ${max} entries`));

/** The fields of the measured registers of a platform, with its zero rule. */
export function measuredFields<Of extends Platform>(platform: Of) {
  const { measured, optional, zeros }: PlatformRow = PLATFORMS[platform];
  const fields = measured.map((name) => {
    const value = zeros.includes(name) ? hex(48) : pcr;
    return [name, optional.includes(name) ? z.exactOptional(value) : value] as const;
  });
  // The table gives the names at run time. The types below give them at compile time.
  return Object.fromEntries(fields) as unknown as {
    [Name in Exclude<MeasuredName<Of>, OptionalName<Of>>]: typeof pcr;
  } & { [Name in OptionalName<Of>]: z.ZodMiniExactOptional<typeof pcr> };
}

/** The field of one register, by what the register stands for, such as the image. */
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
  const { bindable } = PLATFORMS[platform];
  const names = bindable as readonly string[] as readonly [
    (typeof PLATFORMS)[Of]['bindable'][number],
    ...(typeof PLATFORMS)[Of]['bindable'][number][],
  ];
  return z
    .array(z.literal(names))
    .check(
      z.refine(
        (registers) => isBinding(platform, registers),
        'expected registers that bind an image, each once',
      ),
    );
}

/**
 * A field that belongs to the format but that this program does not implement yet. A document with the field is refused
 * with `not-supported`, so that nobody relies on a value that nothing verifies. JSON Schemas have its form.
 */
export function reserved(name: string) {
  return refused(z.unknown(), name);
}

/** Optional reserved fields by name. */
export function reservedFields<Name extends string>(...names: readonly Name[]) {
  const fields = names.map((name) => [name, z.exactOptional(reserved(name))]);
  return Object.fromEntries(fields) as {
    [One in Name]: z.ZodMiniExactOptional<z.ZodMiniUnknown>;
  };
}

/** The alternative of `part` for a platform that this program does not implement. It is reserved, as above. */
export function reservedPlatform<Of extends Platform>(part: string, platform: Of) {
  return refused(z.looseObject({ platform: z.literal(platform) }), `${part} of ${platform}`);
}

/** As `reservedPlatform`, for all such platforms. */
export function otherPlatforms(part: string) {
  return [reservedPlatform(part, 'nitro-tpm'), reservedPlatform(part, 'nitro-sandbox')] as const;
}

/** Reserved fields by the schemas that stand for them. */
const RESERVED = new WeakMap<z.core.$ZodType, string>();

function refused<Schema extends z.ZodMiniType>(schema: Schema, name: string): Schema {
  const never = schema.check(z.refine(() => false, { params: { notSupported: name } }));
  RESERVED.set(never, name);
  return never;
}

/** The name of the reserved field that a schema stands for. */
export function reservedIn(schema: z.core.$ZodType): string | undefined {
  return RESERVED.get(schema);
}

/** The name of the reserved field that caused the issue; undefined for every other issue. */
export function reservedName(issue: z.core.$ZodIssue): string | undefined {
  return 'params' in issue ? issue.params?.['notSupported'] : undefined;
}
