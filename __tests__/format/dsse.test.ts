import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { DSSE_MAX_BYTES, DSSE_MAX_SIGNATURES } from '../../src/base/size-limits.js';
import { encodeDsse, parseDsse, preAuthenticationEncoding } from '../../src/format/dsse.js';

const SIGNED = { payload: 'aGk=', payloadType: 't', signatures: [{ keyid: 'k', sig: '/+8=' }] };
const parse = (value: unknown) => parseDsse(encodeUtf8(JSON.stringify(value)));

describe('pre-authentication encoding', () => {
  test('the vector of DSSE 1.0.2, protocol.md', () => {
    const encoding = preAuthenticationEncoding(
      'http://example.com/HelloWorld',
      encodeUtf8('hello world'),
    );
    expect(new TextDecoder().decode(encoding)).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  test('counts bytes, not characters', () => {
    const encoding = preAuthenticationEncoding('é', encodeUtf8('€'));
    expect(new TextDecoder().decode(encoding)).toBe('DSSEv1 2 é 3 €');
  });

  test('two pairs of type and payload never have one encoding', () => {
    const part = fc.string({ unit: fc.constantFrom(' ', '1', '2', 'a'), maxLength: 6 });
    fc.assert(
      fc.property(part, part, part, part, (type, body, otherType, otherBody) => {
        fc.pre(type !== otherType || body !== otherBody);
        expect(preAuthenticationEncoding(type, encodeUtf8(body))).not.toEqual(
          preAuthenticationEncoding(otherType, encodeUtf8(otherBody)),
        );
      }),
    );
  });
});

describe('a long text', () => {
  const long = 'QUJD'.repeat(2000);
  const rest = { payloadType: 'x', signatures: [{ sig: 'QUJD' }] };
  const parse = (text: string) => parseDsse(encodeUtf8(text));

  test('as payload is read as a short one', () => {
    for (const text of [
      JSON.stringify({ payload: long, ...rest }),
      JSON.stringify({ ...rest, payload: long }),
      JSON.stringify({ ...rest, payload: long, more: 'é' }),
      JSON.stringify({ ...rest, payload: long, more: '#' }),
      JSON.stringify({ ...rest, payload: long, more: '\n' }),
      JSON.stringify({ ...rest, more: long, payload: long }),
    ]) {
      const { payload, payloadType } = parse(text);
      expect([payload.length, payloadType]).toEqual([6000, 'x']);
    }
    const urlSafe = parse(JSON.stringify({ payload: `${'-'.repeat(7996)}QUJD`, ...rest }));
    expect(urlSafe.payload).toHaveLength(6000);
  });

  test.each([
    ['the mark as payload', JSON.stringify({ more: long, payload: '#', ...rest }), '/payload'],
    ['the text in another place', JSON.stringify({ more: [long], ...rest }), '/payload'],
    [
      'the mark beside it',
      `{"payload":"#",${JSON.stringify({ x: long, ...rest }).slice(1)}`,
      '/payload',
    ],
    ['the text as type', JSON.stringify({ payload: 1, ...rest, payloadType: long }), '/payload'],
    ['white space in it', JSON.stringify({ payload: `${long} ${long}`, ...rest }), '/payload'],
    ['no padding', JSON.stringify({ payload: `${long}QU`, ...rest }), '/payload'],
  ])('never counts as payload: %s', (_, text, path) => {
    expect(() => parse(text)).toThrowWithCode('statement-format');
    expect(() => parse(text)).toThrow(expect.objectContaining({ at: { path } }));
  });

  test.each([
    ['a key twice', `{"payload":"QQ==",${JSON.stringify({ payload: long, ...rest }).slice(1)}`],
    ['bytes behind it', `${JSON.stringify({ payload: long, ...rest })}x`],
    ['no end', JSON.stringify({ payload: long, ...rest }).slice(0, 5000)],
  ])('hides no fault of the JSON: %s', (_, text) => {
    expect(() => parse(text)).toThrowWithCode('statement-format');
  });
});

describe('DSSE envelope', () => {
  test('reads fields, standard and URL-safe base64, and ignores unknown fields', () => {
    const expected = {
      payloadType: 't',
      payload: encodeUtf8('hi'),
      signatures: [{ keyid: 'k', sig: Uint8Array.of(0xff, 0xef) }],
    };
    expect(parse(SIGNED)).toEqual(expected);
    expect(parse({ ...SIGNED, more: 1, signatures: [{ keyid: 'k', sig: '_-8=', x: [] }] })).toEqual(
      expected,
    );
  });

  test('an empty keyid counts as absent', () => {
    for (const signature of [{ sig: '/+8=' }, { keyid: '', sig: '/+8=' }]) {
      expect(parse({ ...SIGNED, signatures: [signature] }).signatures[0]?.keyid).toBeUndefined();
    }
  });

  test('reads back what it writes', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 80 });
    const signature = fc.record({
      keyid: fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined }),
      sig: bytes,
    });
    const envelope = fc.record({
      payloadType: fc.string({ minLength: 1, unit: 'grapheme' }),
      payload: fc.uint8Array(),
      signatures: fc.array(signature, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(envelope, (value) => {
        expect(parseDsse(encodeDsse(value))).toEqual(value);
      }),
    );
  });

  const { payload: _payload, ...withoutPayload } = SIGNED;
  const { payloadType: _type, ...withoutType } = SIGNED;
  const signature = SIGNED.signatures[0];
  test.each<[string, unknown, string]>([
    ['no object', [], '/'],
    ['no payload', withoutPayload, '/payload'],
    ['no payload type', withoutType, '/payloadType'],
    ['an empty payload type', { ...SIGNED, payloadType: '' }, '/payloadType'],
    ['a payload that is a number', { ...SIGNED, payload: 1 }, '/payload'],
    ['a payload without padding', { ...SIGNED, payload: 'aGk' }, '/payload'],
    ['a payload with unused bits', { ...SIGNED, payload: 'aGl=' }, '/payload'],
    ['a payload with a line end', { ...SIGNED, payload: 'aGk=\n' }, '/payload'],
    ['two alphabets', { ...SIGNED, payload: '+_8=' }, '/payload'],
    ['no signatures', { ...SIGNED, signatures: [] }, '/signatures'],
    ['signatures that are an object', { ...SIGNED, signatures: {} }, '/signatures'],
    [
      'too many signatures',
      { ...SIGNED, signatures: new Array(DSSE_MAX_SIGNATURES + 1).fill(signature) },
      '/signatures',
    ],
    ['a signature that is a text', { ...SIGNED, signatures: ['/+8='] }, '/signatures/0'],
    ['a signature without sig', { ...SIGNED, signatures: [{ keyid: 'k' }] }, '/signatures/0/sig'],
    ['an empty sig', { ...SIGNED, signatures: [{ sig: '' }] }, '/signatures/0/sig'],
    [
      'a keyid that is null',
      { ...SIGNED, signatures: [{ keyid: null, sig: 'AA==' }] },
      '/signatures/0/keyid',
    ],
  ])('refuses %s', (_name, value, path) => {
    expect(() => parse(value)).toThrowWithCode('statement-format');
    expect(() => parse(value)).toThrow(expect.objectContaining({ at: { path } }));
  });

  test('refuses a duplicate key, text after the object, and what is not JSON', () => {
    const text = JSON.stringify(SIGNED);
    for (const bad of [text.replace('{', '{"payload":"AA==",'), `${text}{}`, '', 'eif']) {
      expect(() => parseDsse(encodeUtf8(bad))).toThrowWithCode('statement-format');
    }
  });

  test('refuses more bytes than the limit before it reads them', () => {
    expect(() => parseDsse(new Uint8Array(DSSE_MAX_BYTES + 1))).toThrowWithCode('statement-format');
  });
});

test.each(['18446744073709551615', '1e400', '1'])(
  'a number is no text, whatever its digits are: %s',
  (number) => {
    for (const text of [
      `{"payload":${number},"payloadType":"t","signatures":[{"sig":"AA=="}]}`,
      `{"payload":"AA==","payloadType":${number},"signatures":[{"sig":"AA=="}]}`,
      `{"payload":"AA==","payloadType":"t","signatures":[{"sig":${number}}]}`,
      `{"payload":"AA==","payloadType":"t","signatures":[{"keyid":${number},"sig":"AA=="}]}`,
      `{"payload":"AA==","payloadType":"t","signatures":[${number}]}`,
      number,
    ]) {
      expect(() => parseDsse(encodeUtf8(text))).toThrowWithCode('statement-format');
    }
  },
);
