import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { decodeDocument } from '../../src/evidence/document-encoding.js';
import { makeDocument } from '../fakes/nitro-maker.js';
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
    ['JSON text', JSON.stringify(base64)],
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
  ['JSON with bytes as numbers', '{"document":[132,68]}', 'envelope-format'],
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

test('bytes that are neither a document nor a text', () => {
  expect(() => decodeDocument(Uint8Array.of(0xff, 0xfe))).toThrowWithCode('envelope-format');
  expect(() => decodeDocument(new Uint8Array(200_000))).toThrowWithCode('envelope-format');
});
