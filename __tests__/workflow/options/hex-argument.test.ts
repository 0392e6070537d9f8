import { describe, expect, test } from '@jest/globals';
import { hexArgument } from '../../../src/workflow/options/hex-argument.js';
import '../../to-throw-with-code.js';

const PCR0 = 'ab'.repeat(48);
const SHA256 = '0f'.repeat(32);

test.each<[string, string, number | undefined, string]>([
  ['plain', PCR0, 48, PCR0],
  ['upper case', PCR0.toUpperCase(), 48, PCR0],
  ['white space around', ` \t${PCR0}\r\n`, 48, PCR0],
  ['0x', `0x${PCR0}`, 48, PCR0],
  ['0X', `0X${PCR0.toUpperCase()}`, 48, PCR0],
  ['sha384:', `sha384:${PCR0}`, 48, PCR0],
  ['SHA256:', `SHA256:${SHA256}`, 32, SHA256],
  ['a nonce with 0x', '0x00ff', undefined, '00ff'],
])('%s', (_, value, bytes, digits) => {
  expect(hexArgument('name', value, bytes)).toBe(digits);
});

describe('refused', () => {
  test.each<[string, string, number | undefined, string]>([
    ['the digest of another name', `sha256:${PCR0}`, 48, 'a sha256 digest'],
    ['another digest', `sha256:${SHA256}`, 48, 'a sha256 digest'],
    ['an unknown digest', `sha512:${PCR0}`, 48, 'a sha512 digest'],
    ['a digest where none is asked for', `sha256:${SHA256}`, undefined, 'a sha256 digest'],
    ['a digit too few', PCR0.slice(1), 48, 'found 95'],
    ['two prefixes', `0x0x${PCR0}`, 48, '"x" at character 2'],
    ['white space inside', `${PCR0.slice(0, 48)} ${PCR0.slice(48)}`, 48, '" " at character 49'],
    ['an odd number of digits', '0x123', undefined, 'found 3'],
    ['nothing behind 0x', '0x', undefined, 'found 0'],
    ['a word', 'none', undefined, '"n" at character 1'],
  ])('%s', (_, value, bytes, said) => {
    expect(() => hexArgument('name', value, bytes)).toThrowWithCode('usage');
    expect(() => hexArgument('name', value, bytes)).toThrow(said);
  });
});
