import { describe, expect, test } from '@jest/globals';
import { decodeUtf8, encodeUtf8 } from '../../src/base/encoding.js';
import { STATEMENT_MAX_SUBJECTS, SUBJECT_MAX_DIGESTS } from '../../src/base/size-limits.js';
import { encodeStatement, parseStatement } from '../../src/format/statement.js';

const SUBJECT = { name: 'enclave.eif', digest: { sha256: 'ab'.repeat(32) } };
const STATEMENT = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [SUBJECT],
  predicateType: 'https://example.com/thing/v1',
  predicate: { b: [1, 'x', null], a: true },
};
const parse = (value: unknown) => parseStatement(encodeUtf8(JSON.stringify(value)));
const digests = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`alg${i}`, 'ab']));

describe('in-toto statement', () => {
  test('reads back what it writes, as canonical JSON', () => {
    const { _type, ...statement } = STATEMENT;
    const payload = encodeStatement(statement);
    expect(decodeUtf8(payload)).toBe(
      `{"_type":"${_type}","predicate":{"a":true,"b":[1,"x",null]},"predicateType":"https://example.com/thing/v1",` +
        `"subject":[{"digest":{"sha256":"${SUBJECT.digest.sha256}"},"name":"enclave.eif"}]}`,
    );
    expect(parseStatement(payload)).toEqual(statement);
  });

  test('ignores unknown fields', () => {
    const { _type, ...statement } = STATEMENT;
    expect(parse({ ...STATEMENT, x: 1, subject: [{ ...SUBJECT, uri: 'u' }] })).toEqual(statement);
  });

  test('accepts as many subjects and digests as the limits allow', () => {
    const subject = new Array(STATEMENT_MAX_SUBJECTS).fill(SUBJECT);
    expect(parse({ ...STATEMENT, subject }).subject).toHaveLength(STATEMENT_MAX_SUBJECTS);
    const most = { name: 'n', digest: digests(SUBJECT_MAX_DIGESTS) };
    expect(parse({ ...STATEMENT, subject: [most] }).subject[0]).toEqual(most);
  });

  const subject = (fields: object) => ({ ...STATEMENT, subject: [{ ...SUBJECT, ...fields }] });
  test.each<[string, unknown, string]>([
    ['an array', [], '/'],
    ['version 0.1', { ...STATEMENT, _type: 'https://in-toto.io/Statement/v0.1' }, '/_type'],
    ['no type', { ...STATEMENT, _type: undefined }, '/_type'],
    ['no predicate type', { ...STATEMENT, predicateType: '' }, '/predicateType'],
    ['no predicate', { ...STATEMENT, predicate: undefined }, '/predicate'],
    ['a predicate that is null', { ...STATEMENT, predicate: null }, '/predicate'],
    ['a subject that is no array', { ...STATEMENT, subject: SUBJECT }, '/subject'],
    ['no subjects', { ...STATEMENT, subject: [] }, '/subject'],
    [
      'too many subjects',
      { ...STATEMENT, subject: new Array(STATEMENT_MAX_SUBJECTS + 1).fill(SUBJECT) },
      '/subject',
    ],
    ['a subject without name', subject({ name: undefined }), '/subject/0/name'],
    ['a subject without digest', subject({ digest: undefined }), '/subject/0/digest'],
    ['no digests', subject({ digest: {} }), '/subject/0/digest'],
    ['too many digests', subject({ digest: digests(33) }), '/subject/0/digest'],
    ['upper-case hex', subject({ digest: { sha256: 'AB' } }), '/subject/0/digest/sha256'],
    ['half a byte', subject({ digest: { sha256: 'abc' } }), '/subject/0/digest/sha256'],
    ['an empty digest', subject({ digest: { sha256: '' } }), '/subject/0/digest/sha256'],
    ['a digest that is a number', subject({ digest: { sha256: 12 } }), '/subject/0/digest/sha256'],
  ])('refuses %s', (_name, value, path) => {
    expect(() => parse(value)).toThrowWithCode('statement-format');
    expect(() => parse(value)).toThrow(expect.objectContaining({ at: { path } }));
  });

  test('refuses a duplicate key', () => {
    const text = JSON.stringify(STATEMENT).replace('{"b"', '{"a":false,"b"');
    expect(() => parseStatement(encodeUtf8(text))).toThrowWithCode('statement-format');
  });
});

test.each(['18446744073709551615', '1e400', '1.0', '1'])(
  'a number is no text, whatever its digits are: %s',
  (number) => {
    const whole: Record<string, string> = {
      _type: '"https://in-toto.io/Statement/v1"',
      subject: '[{"name":"a","digest":{"sha256":"ab"}}]',
      predicateType: '"https://example.com/v1"',
      predicate: `{"n":${number}}`,
    };
    const text = (fields: Record<string, string>) =>
      encodeUtf8(
        `{${Object.entries(fields)
          .map(([key, value]) => `"${key}":${value}`)
          .join(',')}}`,
      );
    expect(parseStatement(text(whole)).subject).toHaveLength(1);
    for (const wrong of [
      { subject: `[{"name":${number},"digest":{"sha256":"ab"}}]` },
      { subject: `[{"name":"a","digest":{"sha256":${number}}}]` },
      { subject: `[{"name":"a","digest":${number}}]` },
      { predicateType: number },
      { predicate: number },
      { _type: number },
    ]) {
      const bytes = text({ ...whole, ...wrong } as Record<string, string>);
      expect(() => parseStatement(bytes)).toThrowWithCode('statement-format');
    }
  },
);
