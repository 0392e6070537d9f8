import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeUtf8, equalBytes } from '../../src/base/encoding.js';
import { CodedError, FormatError } from '../../src/base/errors.js';
import { decodeDocument } from '../../src/evidence/document-encoding.js';
import { verifyArchived } from '../../src/evidence/verify-attestation.js';
import { makeDocument, TEST_ROOT } from '../fakes/nitro-maker.js';
import '../to-throw-with-code.js';

const vector = (name: string) =>
  readFileSync(new URL(`../vectors/attestation/${name}`, import.meta.url));
const documents = [
  ['untagged', Buffer.from(makeDocument())],
  ['tag 18', vector('derived/tag18.cbor')],
  ['real', vector('dstack-prod-2025.cbor')],
] as const;

describe.each(documents)('a document, %s', (_, document) => {
  const base64 = document.toString('base64');
  const hex = document.toString('hex');

  test.each<[string, string]>([
    ['hexadecimal', hex],
    ['hexadecimal in capitals, with a line end', `${hex.toUpperCase()}\n`],
    ['base64', base64],
    ['base64 in lines', `${base64.replace(/.{76}/g, '$&\r\n')}\r\n`],
    ['base64 without padding', base64.replace(/=+$/, '')],
    ['base64url', document.toString('base64url')],
    ['hexadecimal with 0x', `0x${hex}`],
    ['hexadecimal with 0X, in lines', `0X${hex.replace(/.{60}/g, '$&\r\n')}\n`],
    ['hexadecimal in lines', `${hex.replace(/.{60}/g, '$&\n')}\n`],
    ['hexadecimal in single quotes', `'${hex}'\n`],
    ['hexadecimal with 0x in double quotes', `"0x${hex}"`],
    ['base64 in single quotes', `'${base64}'`],
    ['base64 in double quotes and lines', `"${base64.replace(/.{64}/g, '$&\n')}"`],
    ['base64 behind a byte order mark', `\uFEFF${base64}\r\n`],
    ['base64url in lines', document.toString('base64url').replace(/.{76}/g, '$&\n')],
    ['JSON behind a byte order mark', `\uFEFF${JSON.stringify({ document: base64 })}`],
    ['JSON text', JSON.stringify(base64)],
    [
      'JSON text with escapes',
      JSON.stringify(base64.replace(/.{76}/g, '$&\n')).replaceAll('/', '\\/'),
    ],
    ['a JSON list of bytes', JSON.stringify([...document])],
    ['a JSON list of bytes, one a line', JSON.stringify([...document], null, 2)],
    ['attestation_doc', JSON.stringify({ attestation_doc: base64 })],
    ['attestation in hexadecimal', JSON.stringify({ attestation: hex })],
    ['attestationDocument with 0x', JSON.stringify({ attestationDocument: `0x${hex}` })],
    ['attestation as a list of bytes', JSON.stringify({ attestation: [...document], nonce: 'x' })],
    ['document beside an empty field', JSON.stringify({ document: base64, attestation: null })],
    ['attestation_document', JSON.stringify({ attestation_document: base64, other: [null, {}] })],
    ['document', ` ${JSON.stringify({ document: base64 })}\n`],
  ])('as %s', (_, text) => {
    expect(decodeDocument(encodeUtf8(text))).toEqual(new Uint8Array(document));
  });

  test('as it is', () => {
    expect(decodeDocument(new Uint8Array(document))).toEqual(new Uint8Array(document));
  });
});

const base64 = Buffer.from(makeDocument()).toString('base64');

test.each<[string, string, string]>([
  ['nothing', '', 'envelope-format'],
  ['white space', ' \n', 'envelope-format'],
  ['a page', '<!doctype html>', 'envelope-format'],
  ['a PEM', '-----BEGIN CERTIFICATE-----', 'envelope-format'],
  ['a word', 'unauthorized', 'envelope-format'],
  ['JSON without one', '{"error":"no nonce"}', 'envelope-format'],
  [
    'JSON with both',
    `{"document":"${base64}","attestation_document":"${base64}"}`,
    'envelope-format',
  ],
  ['JSON with the field twice', `{"document":"${base64}","document":"hE"}`, 'json-format'],
  ['JSON with something else than bytes', '{"document":[132,256]}', 'envelope-format'],
  ['JSON with a fraction', '{"document":[132,6.0]}', 'envelope-format'],
  ['JSON with an empty list', '{"document":[]}', 'envelope-format'],
  ['JSON with a number', '{"document":132}', 'envelope-format'],
  ['an empty JSON list', '[]', 'envelope-format'],
  ['0x alone', '0x', 'envelope-format'],
  ['0x in front of something else', '0xdeadbeef', 'envelope-format'],
  ['a lone quote', `'${base64}`, 'envelope-format'],
  ['quotes of two kinds', `'${base64}"`, 'envelope-format'],
  ['JSON in JSON', JSON.stringify(JSON.stringify({ document: base64 })), 'envelope-format'],
  ['an array', `["${base64}"]`, 'envelope-format'],
  ['JSON that ends early', `{"document":"${base64}"`, 'json-format'],
  ['hexadecimal with a digit too few', '844', 'encoding'],
  ['hexadecimal with a space', '84 44', 'encoding'],
  ['base64 with more padding than there can be', 'hEQ=====', 'encoding'],
  [
    'base64 with padding inside, which takes no time that grows with its square',
    `h${'='.repeat(100_000)}x`,
    'encoding',
  ],
  ['base64 with another character', `${base64.slice(0, 8)}*`, 'encoding'],
  ['base64 with a digit too many', `${base64.replace(/=+$/, '').slice(0, 9)}`, 'encoding'],
])('%s is refused', (_, text, code) => {
  expect(() => decodeDocument(encodeUtf8(text))).toThrowWithCode(code);
});

test.each<[string, Uint8Array]>([
  ['little endian', Buffer.from(`\uFEFF${base64}`, 'utf16le')],
  ['big endian', Buffer.from(`\uFEFF${base64}`, 'utf16le').swap16()],
  ['without a byte order mark', Buffer.from(base64, 'utf16le')],
])('UTF-16 is named as such: %s', (_, input) => {
  const refused = refusalOf(input);
  expect([refused.code, refused.message]).toEqual([
    'envelope-format',
    expect.stringContaining('UTF-16'),
  ]);
  expect(refused.hint).toContain('iconv');
});

describe('where a document lies is said', () => {
  test.each<[string, object, readonly string[]]>([
    ['none of the fields', { data: { evidence: base64 } }, ['"data"', "jq -r '.data.evidence'"]],
    ['in a list', { results: [{ doc: base64 }] }, ["jq -r '.results[0].doc'"]],
    ['a list of bytes', { document: { type: 'Buffer', data: [0x84, 0x44] } }, ["'.document.data'"]],
    [
      'in two fields',
      { document: base64, attestation: 'see above' },
      ['document and attestation', "jq -r '.document'", "jq -r '.attestation'"],
    ],
    ['in no field', { error: 'denied' }, ['"error"']],
  ])('%s', (_, value, said) => {
    const { code, message, hint = '' } = refusalOf(encodeUtf8(JSON.stringify(value)));
    expect(code).toBe('envelope-format');
    for (const part of said) expect(`${message} ${hint}`).toContain(part);
  });

  test('a key that a shell would read otherwise is in no command', () => {
    const { hint } = refusalOf(encodeUtf8(JSON.stringify({ "a'; id; '": base64 })));
    expect(hint).toBeUndefined();
  });
});

/** Every form in which a document is taken. */
const FORMS: readonly ((document: Buffer) => string)[] = [
  (document) => document.toString('hex'),
  (document) => `0x${document.toString('hex').toUpperCase()}`,
  (document) => document.toString('hex').replace(/.{60}/g, '$&\n'),
  (document) => document.toString('base64'),
  (document) => `'${document.toString('base64').replace(/.{76}/g, '$&\r\n')}'`,
  (document) => `\uFEFF"${document.toString('base64url')}"`,
  (document) => JSON.stringify({ attestation_doc: document.toString('base64') }),
  (document) => JSON.stringify({ attestation: document.toString('hex') }),
  (document) => JSON.stringify({ attestationDocument: [...document] }),
];

test('a form with one character changed is refused, the same document, or one that fails', async () => {
  const document = Buffer.from(makeDocument());
  await fc.assert(
    fc.asyncProperty(
      fc.nat(FORMS.length - 1),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.constantFrom(...'0aAfhE/+-_={}[]",\'\\ \n9x'),
      async (form, place, character) => {
        const text = FORMS[form]?.(document) ?? '';
        const at = Math.floor(place * text.length);
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        let found: Uint8Array;
        try {
          found = decodeDocument(encodeUtf8(changed));
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          return;
        }
        if (equalBytes(found, document)) return;
        await expect(verifyArchived(found, { root: TEST_ROOT })).rejects.toBeInstanceOf(CodedError);
      },
    ),
    { numRuns: 300 },
  );
});

function refusalOf(input: Uint8Array): CodedError {
  try {
    decodeDocument(input);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

test('bytes that are neither a document nor a text', () => {
  expect(() => decodeDocument(Uint8Array.of(0xff, 0xfe))).toThrowWithCode('envelope-format');
  expect(() => decodeDocument(new Uint8Array(200_000))).toThrowWithCode('envelope-format');
});
