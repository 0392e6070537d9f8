import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parseInstant } from '../../src/base/instant.js';
import { INSTANT_PATTERN } from '../../src/format/document-json-schema.js';

/** The published JSON Schemas, read by another program, against the published vectors. */

const DOCS = new URL('../../docs/', import.meta.url);
const json = (file: string) => JSON.parse(readFileSync(new URL(file, DOCS), 'utf8'));

interface Case {
  readonly file: string;
  readonly why: string;
  readonly code?: string;
}
const index = json('vectors/index.json') as {
  readonly lists: readonly Case[];
  readonly manifests: readonly Case[];
};
const cases = [...index.lists, ...index.manifests];

/** Rules that hold between fields, or outside of the JSON value: no schema says them. */
const BEYOND = [
  ...['payload-type', 'payload-bit', 'envelope-no-signatures', 'envelope-padding'],
  ...['member-twice', 'member-twice-escaped', 'trailing', 'bom', 'wrong-list-and-form'],
  ...['previous-not-before', 'expires-before-issued', 'latest-expiry-too-early'],
  ...['ids-unsorted', 'id-twice', 'image-twice', 'image-revoked'],
  ...['subject-missing', 'subject-other', 'subject-of-another-list', 'subject-other-pcr0'],
  'key-again',
  ...['envelope-json', 'envelope-both-alphabets', 'envelope-stray-bits', 'envelope-signatures'],
  ...['envelope-signature-empty', 'envelope-values', 'key-id-null'],
  ...['levels', 'surrogate', 'version-not-exact'],
  ...['pcr8-without-certificate', 'pcr8-without-section', 'signature-without-pcr8'],
];
/** Documents of another type or list, of which the form is not asked, and reserved fields in a form that nobody has to look at. */
const NOT_OF_THE_FORM =
  /predicate-type-(?:next|v10)|wrong-list-and-form|list-missing|list-number|reserved-rebuild(?:s|ers)/;
const nameOf = (file: string) => file.replace(/^.*\/|\.dsse\.json$/g, '');

const ajv = new Ajv2020({ allErrors: true, strict: false, unicodeRegExp: false });
function schemaOf(file: string) {
  const [format, part] = file.split('/');
  const name = part === 'lists' ? 'allow-list' : 'pcr-manifest';
  const { $id, ...schema } = json(`schema/${name}.${format}.json`);
  return ajv.getSchema($id) ?? ajv.compile({ $id, ...schema });
}
const statementIn = (file: string): unknown => {
  const { payload } = json(`vectors/${file}`);
  return JSON.parse(Buffer.from(payload, 'base64').toString());
};

describe('the JSON Schemas', () => {
  test.each(cases.filter(({ code }) => code !== 'statement-format'))(
    'take what the parser takes, and reserved fields: $file',
    ({ file }) => {
      if (NOT_OF_THE_FORM.test(file)) return;
      const validate = schemaOf(file);
      validate(statementIn(file));
      expect(validate.errors ?? []).toEqual([]);
    },
  );

  const malformed = cases.filter(({ code }) => code === 'statement-format');
  test.each(malformed.filter(({ file }) => !BEYOND.includes(nameOf(file))))(
    'refuse what the parser refuses: $file: $why',
    ({ file }) => {
      expect(schemaOf(file)(statementIn(file))).toBe(false);
    },
  );

  test('what no schema says is in the vectors', () => {
    const names = [...cases.map(({ file }) => nameOf(file))];
    expect(BEYOND.filter((name) => !names.includes(name))).toEqual([]);
    expect(malformed.length).toBeGreaterThan(90);
  });
});

describe('the pattern of instants', () => {
  const pattern = new RegExp(INSTANT_PATTERN);
  const isParsed = (text: string) => {
    try {
      parseInstant(text);
      return true;
    } catch {
      return false;
    }
  };

  test('takes what the parser takes, whatever the digits are', () => {
    const two = fc.nat(99).map((value) => String(value).padStart(2, '0'));
    const year = fc.oneof(
      fc.constantFrom('1900', '2000', '2024', '2026', '2100', '2400', '0000', '0004'),
      fc.nat(9999).map((value) => String(value).padStart(4, '0')),
    );
    const month = fc.oneof(fc.constantFrom('01', '02', '04', '12'), two);
    const day = fc.oneof(fc.constantFrom('01', '28', '29', '30', '31'), two);
    const time = fc.constantFrom('00', '23', '24', '59', '60');
    const end = fc.constantFrom('Z', 'z', '.1Z', '.123Z', '.1234Z', '.Z', '+00:00', '', 'Z\n');
    fc.assert(
      fc.property(
        year,
        month,
        day,
        time,
        time,
        time,
        end,
        (y, m, d, hour, minute, second, rest) => {
          const text = `${y}-${m}-${d}T${hour}:${minute}:${second}${rest}`;
          expect([text, pattern.test(text)]).toEqual([text, isParsed(text)]);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
