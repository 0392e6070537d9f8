import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ZERO_PCR } from '../../src/format/pcr-value.js';
import {
  compareWithExpectation as compareWith,
  type Expectation,
  type ExpectationContext,
} from '../../src/measure/expected-measurements.js';
import { parseExpectation } from '../../src/measure/measurement-json.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import {
  doubleHashedText,
  extend,
  type Measurements,
  pcr3OfRole,
  pcr4OfInstance,
} from '../../src/measure/pcr.js';
import { descriptionText, goodVectors, pcrsOf } from '../fakes/eif-vectors.js';

const hex = (digit: string): string => digit.repeat(96);
const PCRS = { PCR0: hex('a'), PCR1: hex('b'), PCR2: hex('c') };
const json = (value: unknown): string => JSON.stringify(value, null, 2);
const compareWithExpectation = (
  expected: Expectation,
  measurements: Measurements,
  context: ExpectationContext,
) => compareWith(expected, measurements, context, nodeHashing);
const parse = (text: string) => parseExpectation(text, 'expected.json');

describe('finding measurements in a text', () => {
  test.each(goodVectors)('nitro-cli describe-eif of $file', ({ file }) => {
    expect(parse(descriptionText(file))).toEqual(pcrsOf(file));
  });

  test.each([
    [
      'nitro-cli build-enclave',
      json({ Measurements: { HashAlgorithm: 'Sha384 { ... }', ...PCRS } }),
    ],
    [
      'with its progress lines',
      `Start building the Enclave Image...\nUsing the locally available Docker image...\n${json({ Measurements: PCRS })}\nEnclave Image successfully created.\n`,
    ],
    [
      'eif_build',
      `Output file: out.eif\n${json({ HashAlgorithm: 'Sha512_48 { .. }', ...PCRS })}\n`,
    ],
    ['nitro-cli describe-enclaves', json([{ EnclaveID: 'i-1', Measurements: PCRS }])],
    [
      'measure --json',
      json({ command: 'measure', result: { measurements: PCRS, eif: { sections: [{}] } } }),
    ],
    ['capital digits', json({ PCR0: hex('A'), PCR1: hex('B'), PCR2: hex('C') })],
    ['the same values twice', `${json(PCRS)}\n${json({ Measurements: PCRS })}`],
    ['other braces around it', `{not json} } { "a": 1 }\n{ open\n${json(PCRS)}\n`],
    ['a lone quote on another line', `it said "start\n${json(PCRS)}`],
    ['a lone quote on a line that goes on in the next', `+ nitro-cli "start \\\n${json(PCRS)}`],
    ['Windows line ends', json({ Measurements: PCRS }).replaceAll('\n', '\r\n')],
  ])('%s', (_name, text) => {
    expect(parse(text)).toEqual(PCRS);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', 'PCR0: aaaa'],
    ['no PCR0', json({ PCR1: hex('b'), PCR2: hex('c') })],
    ['PCR0 elsewhere', json({ other: { PCR0: hex('a') } })],
    ['two different objects', json(PCRS) + json({ ...PCRS, PCR0: hex('d') })],
    ['a register in one of them only', json(PCRS) + json({ PCR0: hex('a') })],
    ['a duplicate register', `{"PCR0":"${hex('a')}","PCR0":"${hex('d')}"}`],
    ['broken JSON', `{"PCR0":"${hex('a')}",}`],
    ['a short value', json({ PCR0: 'aa' })],
    ['a value that is no text', json({ PCR0: 5 })],
    ['a number of 96 digits', `{"PCR0":${'1'.repeat(96)}}`],
    ['a value that is null', json({ ...PCRS, PCR3: null })],
    ['a register with a leading zero', json({ ...PCRS, PCR00: hex('d') })],
    ['digits that are none', json({ PCR0: hex('g') })],
    ['a register that does not exist', json({ ...PCRS, PCR32: hex('d') })],
    ['a register in small letters', json({ ...PCRS, pcr8: hex('d') })],
  ])('refuses %s', (_name, text) => {
    expect(() => parse(text)).toThrowWithCode('usage');
  });

  test('any text is either understood or refused, and long ones quickly', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('{', '}', '"', '\\', '\n', ':', ',', 'PCR0', 'a'),
          maxLength: 60,
        }),
        (text) => {
          expect(() => parse(text)).toThrowWithCode('usage');
        },
      ),
      { numRuns: 500 },
    );
    for (const piece of ['{', '}', '"', '"\\"', '{}', '{"PCR'])
      expect(() => parse(piece.repeat(300_000))).toThrowWithCode('usage');
  });
});

describe('comparing', () => {
  const role = 'arn:aws:iam::111122223333:role/a';
  const otherRole = 'arn:aws:iam::111122223333:role/b';
  const instance = 'i-1234567890abcdef0';
  const none = { roleArns: [], instanceIds: [] };
  const signed = { ...PCRS, PCR8: hex('8') };

  test('equal sets', () => {
    expect(compareWithExpectation(PCRS, PCRS, none)).toEqual({
      differences: [],
      notComputed: [],
      explanations: [],
    });
  });

  test('names each register that is different, missing or extra', () => {
    const { differences } = compareWithExpectation(
      { PCR0: hex('d'), PCR1: hex('b'), PCR8: hex('8') },
      PCRS,
      none,
    );
    expect(differences).toEqual([
      { kind: 'different', pcr: 'PCR0', expected: hex('d'), found: hex('a') },
      { kind: 'extra', pcr: 'PCR2', found: hex('c') },
      { kind: 'missing', pcr: 'PCR8', expected: hex('8') },
    ]);
    expect(compareWithExpectation(PCRS, signed, none).differences).toEqual([
      { kind: 'extra', pcr: 'PCR8', found: hex('8') },
    ]);
  });

  test('PCR3 is met by any of the roles, PCR4 by any of the instances', () => {
    const expected = {
      ...PCRS,
      PCR3: pcr3OfRole(role, nodeHashing),
      PCR4: pcr4OfInstance(instance, nodeHashing),
    };
    const context = { roleArns: [otherRole, role], instanceIds: ['i-00000000', instance] };
    expect(compareWithExpectation(expected, PCRS, context).differences).toEqual([]);
    expect(
      compareWithExpectation(expected, PCRS, { ...context, roleArns: [otherRole] }).differences,
    ).toMatchObject([
      { kind: 'different', pcr: 'PCR3', found: pcr3OfRole(otherRole, nodeHashing) },
    ]);
  });

  test('a role that nobody expects is no difference: it is no register of the image', () => {
    expect(
      compareWithExpectation(PCRS, PCRS, { roleArns: [role], instanceIds: [instance] }).differences,
    ).toEqual([]);
  });

  test('PCR3, PCR4 and other registers that cannot be computed are told, never passed', () => {
    const expected = { ...PCRS, PCR3: hex('3'), PCR4: hex('4'), PCR16: hex('6') };
    expect(compareWithExpectation(expected, PCRS, none)).toMatchObject({
      differences: [],
      notComputed: ['PCR3', 'PCR4', 'PCR16'],
    });
  });

  test.each([
    [
      'the double hash of nitro-cli pcr --input, PCR3',
      { PCR3: doubleHashedText(role, nodeHashing) },
      'hashes twice',
    ],
    [
      'the double hash of nitro-cli pcr --input, PCR4',
      { PCR4: doubleHashedText(instance, nodeHashing) },
      'hashes twice',
    ],
    ['a line end', { PCR3: extend(Buffer.from(`${role}\n`), nodeHashing) }, 'line end'],
    [
      'a Windows line end',
      { PCR4: extend(Buffer.from(`${instance}\r\n`), nodeHashing) },
      'line end',
    ],
    ['zeros', { PCR3: ZERO_PCR }, 'all zeros'],
  ])('%s is recognised', (_name, wrong, words) => {
    const report = compareWithExpectation({ ...PCRS, ...wrong }, PCRS, {
      roleArns: [role],
      instanceIds: [instance],
    });
    expect(report.differences).toHaveLength(1);
    expect(report.explanations.join()).toContain(words);
  });

  test('zeros of an unsigned image are told from those of a debug enclave', () => {
    const { differences, explanations } = compareWithExpectation(
      { ...PCRS, PCR8: ZERO_PCR },
      PCRS,
      { roleArns: [], instanceIds: [] },
    );
    expect(differences).toEqual([{ kind: 'missing', pcr: 'PCR8', expected: ZERO_PCR }]);
    expect(explanations).toEqual([expect.stringContaining('unsigned')]);
    expect(explanations).not.toEqual([expect.stringContaining('never this image')]);
  });

  test('zeros of a debug enclave are recognised', () => {
    const report = compareWithExpectation(
      { PCR0: ZERO_PCR, PCR1: ZERO_PCR, PCR2: ZERO_PCR },
      PCRS,
      none,
    );
    expect(report.differences).toHaveLength(3);
    expect(report.explanations[0]).toContain('debug');
  });
});
