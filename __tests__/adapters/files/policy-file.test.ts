import { describe, expect, test } from '@jest/globals';
import { parsePolicyFile } from '../../../src/adapters/files/policy-file.js';
import type { FormatError } from '../../../src/base/errors.js';

const POLICY = { Version: '2012-10-17', Statement: [{ Sid: 'A', Effect: 'Deny' }] };
const NEXT = { Version: '2012-10-17', Statement: [{ Sid: 'B\n', Effect: 'Deny' }] };
const next = JSON.stringify(NEXT);

describe('a key policy in a file keeps its layout', () => {
  test.each([
    ['two spaces and a final newline', (value: object) => `${JSON.stringify(value, null, 2)}\n`],
    ['four spaces', (value: object) => JSON.stringify(value, null, 4)],
    ['tabs', (value: object) => `${JSON.stringify(value, null, '\t')}\n\n`],
    ['one line', (value: object) => JSON.stringify(value)],
    ['a byte order mark', (value: object) => `\ufeff${JSON.stringify(value, null, 2)}\n`],
    [
      'line ends of Windows',
      (value: object) => `${JSON.stringify(value, null, 2)}\n`.replaceAll('\n', '\r\n'),
    ],
    [
      'the wrapper of the AWS CLI',
      (value: object) =>
        `${JSON.stringify({ Policy: JSON.stringify(value, null, 2), PolicyName: 'default' }, null, 4)}\n`,
    ],
    [
      'the wrapper on one line, behind a mark',
      (value: object) => `\ufeff${JSON.stringify({ Policy: JSON.stringify(value) })}`,
    ],
  ])('%s', (_, written) => {
    const file = parsePolicyFile(written(POLICY), 'p.json');
    expect(JSON.parse(file.policy)).toEqual(POLICY);
    expect(file.withPolicy(next)).toBe(written(NEXT));
    expect(parsePolicyFile(file.withPolicy(next), 'p.json').policy).toBe(
      parsePolicyFile(written(NEXT), 'p.json').policy,
    );
  });

  test('and a policy with a member called Policy is no wrapper', () => {
    const odd = JSON.stringify({ ...POLICY, Policy: 'x' });
    expect(parsePolicyFile(odd, 'p.json').policy).toBe(odd);
  });
});

describe('a file that is no JSON is refused with its line and column', () => {
  const placeOf = (content: string) => {
    try {
      parsePolicyFile(content, 'p.json');
    } catch (error) {
      const { code, at, message } = error as FormatError;
      expect(message).toContain('p.json');
      return [code, at?.file, at?.line, at?.column];
    }
    return [];
  };

  test.each([
    ['{\n  "Version": "2012-10-17",\n}', 3, 1],
    ['{"Statement": [,]}', 1, 16],
    ['\ufeff{\r\n  "é": tru\r\n}', 2, 8],
    ['', 1, 1],
    ['{"a": 1}\n\n{', 3, 1],
    [JSON.stringify({ Policy: '{\n "a" 1}' }), 2, 6],
  ])('%j', (content, line, column) => {
    expect(placeOf(content)).toEqual(['json-format', 'p.json', line, column]);
  });
});
