import { describe, expect, test } from '@jest/globals';
import { ZERO_PCR } from '../../src/format/pcr-value.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import {
  doubleHashedText,
  EMPTY_CONTENT_PCR,
  pcr3OfRole,
  pcr4OfInstance,
  rolePathWarning,
} from '../../src/measure/pcr.js';

describe('PCR3 and PCR4', () => {
  test('the values of the AWS Nitro Enclaves User Guide', () => {
    expect(pcr3OfRole('arn:aws:iam::123456789012:role/Webserver', nodeHashing)).toBe(
      '78fce75db17cd4e0a3fb8dad3ad128ca5e77edbb2b2c7f75329dccd99aa5f6ef4fc1f1a452e315b9e98f9e312e6921e6',
    );
    expect(pcr4OfInstance('i-1234567890abcdef0', nodeHashing)).toBe(
      '08f996b5d43e047a9eb51e7f548bfee7e164fd7dc8f65541f2ac09d6545ac812719327281c401a67a10fcba87ae79ce0',
    );
  });

  test('the wrong value that nitro-cli pcr --input makes is another one', () => {
    expect(doubleHashedText('arn:aws:iam::123456789012:role/Webserver', nodeHashing)).toBe(
      '56a5ec6e5f78ed7a8312e24206410e5657933df8fa20d70f0938f1ee034f7e7e724c04724f7c04a5a96cf7adcd36e4d4',
    );
  });

  test.each([
    'arn:aws:iam::111122223333:role/signer-instance',
    'arn:aws-cn:iam::111122223333:role/a',
    'arn:aws-us-gov:iam::111122223333:role/a+=,.@-_b',
    'arn:aws:iam::111122223333:role/service-role/team/a',
  ])('takes %s', (arn) => {
    expect(pcr3OfRole(arn, nodeHashing)).toMatch(/^[0-9a-f]{96}$/);
  });

  test.each([
    ['empty', '', undefined],
    ['a name', 'signer-instance', undefined],
    ['a line end', 'arn:aws:iam::111122223333:role/a\n', undefined],
    ['a leading blank', ' arn:aws:iam::111122223333:role/a', undefined],
    ['a no-break space', 'arn:aws:iam::111122223333:role/a\u00a0', undefined],
    [
      'an instance profile',
      'arn:aws:iam::111122223333:instance-profile/a',
      'arn:aws:iam::111122223333:role/NAME',
    ],
    [
      'an assumed role',
      'arn:aws:sts::111122223333:assumed-role/a/i-0',
      'arn:aws:iam::111122223333:role/a,',
    ],
    ['a user', 'arn:aws:iam::111122223333:user/a', undefined],
    ['a short account', 'arn:aws:iam::1111:role/a', undefined],
    ['an empty name', 'arn:aws:iam::111122223333:role/', undefined],
    ['a letter that IAM does not know', 'arn:aws:iam::111122223333:role/ä', undefined],
  ])('refuses %s, naming the right form where it can', (_name, arn, form) => {
    expect(() => pcr3OfRole(arn, nodeHashing)).toThrowWithCode('usage');
    try {
      pcr3OfRole(arn, nodeHashing);
    } catch (error) {
      if (form !== undefined) expect((error as { hint?: string }).hint).toContain(form);
    }
  });

  test.each(['', 'i-123', 'i-1234567890ABCDEF0', 'i-1234567890abcdef0\n', 'mi-1234567890abcdef0'])(
    'refuses instance id %j',
    (id) => {
      expect(() => pcr4OfInstance(id, nodeHashing)).toThrowWithCode('usage');
    },
  );

  test('accepts the short form of old instance ids', () => {
    expect(pcr4OfInstance('i-1a2b3c4d', nodeHashing)).toMatch(/^[0-9a-f]{96}$/);
  });

  test('a role with a path is warned of', () => {
    expect(rolePathWarning('arn:aws:iam::111122223333:role/a')).toBeUndefined();
    expect(rolePathWarning('arn:aws:iam::111122223333:role/path/a')?.code).toBe(
      'pcr3-path-unproven',
    );
  });
});

test('the registers that say nothing', () => {
  expect(EMPTY_CONTENT_PCR).toBe(
    '21b9efbc184807662e966d34f390821309eeac6802309798826296bf3e8bec7c10edb30948c90ba67310f7b964fc500a',
  );
  expect(ZERO_PCR).toBe('0'.repeat(96));
});
