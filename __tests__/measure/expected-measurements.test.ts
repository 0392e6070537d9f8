import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UsageError } from '../../src/base/errors.js';
import { ZERO_PCR } from '../../src/format/pcr-value.js';
import {
  compareWithExpectation as compareWith,
  type Expectation,
  type ExpectationContext,
} from '../../src/measure/expected-measurements.js';
import { parseExpectation } from '../../src/measure/find-measurements.js';
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
    ['names in small letters', json({ pcr0: hex('a'), pcr1: hex('b'), pcr2: hex('c') })],
    ['values with 0x', json({ PCR0: `0x${hex('a')}`, PCR1: `0X${hex('b')}`, PCR2: hex('c') })],
    ['a .pcrs file', `${hex('a')} PCR0\n${hex('b')} PCR1\n${hex('c')} PCR2\n`],
    ['assignments', `PCR0=${hex('a')}\nexport PCR1=${hex('b')}\nPCR_2="${hex('c')}"\n`],
    ['names with a colon', `PCR0: ${hex('a')}\r\nPCR1: ${hex('b')}\r\nPCR2: ${hex('c')}\r\n`],
    ['YAML', `measurements:\n  pcr0: '${hex('a')}'\n  pcr1: ${hex('b')}\n  - pcr2: ${hex('c')}\n`],
    ['TOML', `[attestation]\nPCR0 = "${hex('a')}"\nPCR1 = "${hex('b')}"\nPCR2 = "${hex('c')}"`],
    ['a table', `  PCR0  ${hex('a')}\n  PCR1  ${hex('b')}\n  PCR2  ${hex('c')}  (a remark)\n`],
    ['one line', `PCR0=${hex('a')}, PCR1=${hex('b')}; PCR2=sha384:${hex('c')}`],
    ['an object and the same lines', `${json(PCRS)}\nPCR1: ${hex('b')}\n`],
    ['names without values beside', `comparing PCR0 and PCR1\n${json(PCRS)}\nPCR0 is right\n`],
  ])('%s', (_name, text) => {
    expect(parse(text)).toEqual(PCRS);
  });

  const log = json({ Measurements: { HashAlgorithm: 'Sha384 { ... }', ...PCRS } });
  const prefixed = (prefix: string) => log.replace(/^/gm, prefix);
  test.each([
    ['GitHub, downloaded', prefixed('2026-11-30T09:00:00.1234567Z ')],
    ['GitHub, gh run view', prefixed('build\tBuild image\t2026-11-30T09:00:00.1234567Z ')],
    ['with a byte order mark', `\uFEFF${prefixed('2026-11-30T09:00:00.1234567Z ')}`],
    ['BuildKit', prefixed('#12 3.456 ')],
    ['BuildKit inside GitHub', prefixed('2026-11-30T09:00:00.1234567Z #12 3.456 ')],
    ['docker logs --timestamps', prefixed('2026-11-30T09:00:00.123456789Z ')],
    ['docker compose', prefixed('builder-1  | ')],
    ['journald', prefixed('Nov 30 09:00:00 host nitro-cli[812]: ')],
    ['journald, short-iso', prefixed('2026-11-30T09:00:00+0000 host nitro-cli[812]: ')],
    ['kubectl', prefixed('[pod/build-7/main] ')],
    ['a logger that nobody knows', prefixed('builder INFO ')],
    ['colours', log.replace(/"PCR\d"/g, '\u001b[36m$&\u001b[0m').replace(/^/gm, '\u001b[2K')],
    ['colours inside a timestamp', prefixed('\u001b[90m2026-11-30T09:00:00Z\u001b[0m ')],
  ])('in the log of %s', (_name, text) => {
    expect(parse(`${text}\n`)).toEqual(PCRS);
  });

  test.each([
    ['lines', `PCR0=${hex('a')}\n\nPCR0=${hex('d')}`, ['line 1', 'line 3']],
    ['objects', `${json(PCRS)}\n${json({ ...PCRS, PCR1: hex('d') })}`, ['line 3', 'line 8']],
    ['an object and a line', `${json(PCRS)}\nPCR2 = ${hex('d')}`, ['line 4', 'line 6']],
  ])('two values of one register are refused with both places: %s', (_name, text, places) => {
    for (const place of places) expect(() => parse(text)).toThrow(place);
  });

  test('what describe-enclaves shows of a debug enclave is refused as that', () => {
    const enclave = (Flags: string) => json([{ EnclaveID: 'i-1', Flags, Measurements: PCRS }]);
    expect(parse(enclave('NONE'))).toEqual(PCRS);
    expect(() => parse(enclave('DEBUG_MODE'))).toThrowWithCode('debug-mode');
  });

  test('one character changed is refused, or an image meets it only where it says the same', () => {
    const text = `${prefixed('#12 3.456 ')}\n`;
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom(...'0aA"{}:=# \nPx'),
        (at, character) => {
          const changed = text.slice(0, at) + character + text.slice(at + 1);
          let found: Expectation;
          try {
            found = parse(changed);
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
            return;
          }
          const report = compareWithExpectation(found, PCRS, { roleArns: [], instanceIds: [] });
          const isMet = report.differences.length === 0 && report.notComputed.length === 0;
          expect(isMet).toBe(JSON.stringify(found) === JSON.stringify(PCRS));
        },
      ),
      { numRuns: 500 },
    );
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
    ['a register with a leading zero', json({ ...PCRS, PCR08: hex('d') })],
    ['a register in two letter cases with two values', json({ ...PCRS, pcr0: hex('d') })],
    ['a short value in a line', `PCR0: ${hex('a')}\nPCR3: ${'a'.repeat(64)}`],
    ['a value between two names', `PCR0 ${hex('a')} PCR1`],
    ['two values for one name', `${hex('a')} PCR0 ${hex('b')}`],
    ['one register twice in lines', `PCR0=${hex('a')}\nPCR0=${hex('d')}`],
    ['a line that is not what an object says', `${json(PCRS)}\nPCR0: ${hex('d')}`],
    ['a line with a register that does not exist', `PCR0=${hex('a')}\nPCR32=${hex('d')}`],
    ['the path of another tool', json({ enclave: [{ pcr0: hex('a') }] })],
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

  test('a role that nobody expects is not a difference: it is not a register of the image', () => {
    expect(
      compareWithExpectation(PCRS, PCRS, { roleArns: [role], instanceIds: [instance] }).differences,
    ).toEqual([]);
  });

  test('PCR3, PCR4 and other registers that cannot be computed are reported, and never pass', () => {
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
  ])('%s is recognized', (_name, wrong, words) => {
    const report = compareWithExpectation({ ...PCRS, ...wrong }, PCRS, {
      roleArns: [role],
      instanceIds: [instance],
    });
    expect(report.differences).toHaveLength(1);
    expect(report.explanations.join()).toContain(words);
  });

  test('zeros of an unsigned image are distinguished from those of a debug enclave', () => {
    const { differences, explanations } = compareWithExpectation(
      { ...PCRS, PCR8: ZERO_PCR },
      PCRS,
      { roleArns: [], instanceIds: [] },
    );
    expect(differences).toEqual([{ kind: 'missing', pcr: 'PCR8', expected: ZERO_PCR }]);
    expect(explanations).toEqual([expect.stringContaining('unsigned')]);
    expect(explanations).not.toEqual([expect.stringContaining('never this image')]);
  });

  test('zeros of a debug enclave are recognized', () => {
    const report = compareWithExpectation(
      { PCR0: ZERO_PCR, PCR1: ZERO_PCR, PCR2: ZERO_PCR },
      PCRS,
      none,
    );
    expect(report.differences).toHaveLength(3);
    expect(report.explanations[0]).toContain('debug');
  });
});
