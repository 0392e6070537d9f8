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
 * The fields that several signed documents share. Each schema is what the parser holds. Where a rule is code, the JSON
 * Schema says it in words of its own (`document-json-schema`).
 */

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
export const PROJECTION_ID_TAKEN = 'expected another id than projection';

/** Whether a release may be called so. */
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
    z.minLength(1, 'expected a text, found none'),
    z.maxLength(TEXT_MAX_LENGTH, `expected at most ${TEXT_MAX_LENGTH} characters`),
  );

export const id = z.string().check(
  z.regex(RELEASE_ID, RELEASE_ID_FORM),
  z.refine((name) => name !== PROJECTION_ID, PROJECTION_ID_TAKEN),
);

/** A PCR value that something was extended into. */
export const pcr = hex(48).check(
  z.regex(/[1-9a-f]/, 'expected a measured value, found only zeros'),
);

/** What `user_data` of a document has to be. */
export const userData = z
  .string()
  .check(
    z.regex(
      /^(?:[0-9a-f]{2}){1,1024}$/,
      'expected 1 to 1,024 bytes as lower-case hexadecimal digits',
    ),
  );

/** A whole number in these bounds. */
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

/** An instant as a document has it. */
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
  // The table gives the names at run time, and the types below at compile time.
  return Object.fromEntries(fields) as unknown as {
    [Name in Exclude<MeasuredName<Of>, OptionalName<Of>>]: typeof pcr;
  } & { [Name in OptionalName<Of>]: z.ZodMiniExactOptional<typeof pcr> };
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
 * A field that belongs to the format and that this program does not act on yet: whatever it holds, the document is refused
 * with `not-supported`, so that nothing is believed that nothing verifies. JSON Schemas have its form.
 */
export function reserved(name: string) {
  return refused(z.unknown(), name);
}

/** Optional reserved fields, by their names. */
export function reservedFields<Name extends string>(...names: readonly Name[]) {
  const fields = names.map((name) => [name, z.exactOptional(reserved(name))]);
  return Object.fromEntries(fields) as {
    [One in Name]: z.ZodMiniExactOptional<z.ZodMiniUnknown>;
  };
}

/** The alternative of `part` for a platform that this program does not judge: reserved, as above. */
export function reservedPlatform<Of extends Platform>(part: string, platform: Of) {
  return refused(z.looseObject({ platform: z.literal(platform) }), `${part} of ${platform}`);
}

/** As `reservedPlatform`, for all of them. */
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

/** The reserved field that a schema stands for, by its name. */
export function reservedIn(schema: z.core.$ZodType): string | undefined {
  return RESERVED.get(schema);
}

/** The reserved field whose issue this is, by its name; undefined for every other issue. */
export function reservedName(issue: z.core.$ZodIssue): string | undefined {
  return 'params' in issue ? issue.params?.['notSupported'] : undefined;
}
