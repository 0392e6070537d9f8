import { readFileSync } from 'node:fs';
import { decodeUtf8 } from '../../src/base/encoding.js';
import { FormatError } from '../../src/base/errors.js';
import { parseGivenInstant } from '../../src/base/given-instant.js';
import { formatInstant } from '../../src/base/instant.js';
import { encodeDsse, parseDsse } from '../../src/format/dsse.js';
import { parseEifMetadata } from '../../src/format/eif-metadata.js';
import {
  parsePlainJson,
  parseStrictJson,
  renderJson,
  toPlain,
} from '../../src/format/strict-json.js';
import { parseYaml } from '../../src/format/yaml.js';
import { matchesArnPattern, matchesPattern } from '../../src/iam/pattern.js';
import { sigstoreBundles } from '../../src/manifest/sigstore-bundle.js';
import { parseExpectation } from '../../src/measure/find-measurements.js';
import { hexArgument } from '../../src/workflow/options/hex-argument.js';
import { METADATA } from '../fakes/eif-maker.js';
import { mutateJson } from '../fakes/json-mutation.js';
import { mutate } from '../fakes/mutation.js';
import type { FuzzTarget, Random } from './fuzz-parsers.js';

const json = (original: Uint8Array, random: Random) =>
  mutateJson(Buffer.from(original).toString('utf8'), random);

const YAML = `# every form that a configuration may use
enclave: "signer"
keys:
  - key: 'awskms:alias/a'
    bind: [PCR0, PCR3, PCR8]
    guard: true
  - {key: b, actions: [], accept: null}
text: |
  two
  lines
folded: >-
  one
number: 0x1F
approval:
    github: {environment: production, reviewers: 1}
`;

/** What YAML stumbles over, put in at some place. */
const YAML_ODD = [
  '&a ',
  '*a',
  '<<: ',
  '? ',
  '- ',
  '!!set ',
  '!x ',
  '[',
  '{',
  '"',
  "'",
  '|',
  '>',
  '%YAML 9.9\n',
  '---\n',
  '...\n',
  '\t',
  ': ',
  '# ',
  '__proto__: ',
  '.inf',
  '1e999',
  '- '.repeat(40),
  '['.repeat(400),
  '\u0000',
  '\u2028',
  '@',
  '`',
];

function yaml(original: Uint8Array, random: Random): Uint8Array {
  let text = Buffer.from(original).toString();
  for (let edits = 1 + random(3); edits > 0; edits--) {
    const at = random(text.length + 1);
    text = text.slice(0, at) + YAML_ODD[random(YAML_ODD.length)] + text.slice(at + random(4));
  }
  return random(4) === 0 ? mutate(Buffer.from(text), random) : Buffer.from(text);
}

/** A pattern and a text on two lines, of few characters, so that they often match. */
function patternAndText(_: Uint8Array, random: Random): Uint8Array {
  const line = (characters: string, length: number) =>
    Array.from({ length: random(length) }, () => characters[random(characters.length)]).join('');
  return Buffer.from(`${line('ab*?:', 14)}\n${line('ab:', 20)}`);
}

/** Every text that no other table has: its structure is edited, or its bytes. */
export function textTargets(): readonly FuzzTarget[] {
  const metadata = Buffer.from(METADATA);
  const inspect = readFileSync(
    new URL('../vectors/eif/metadata-docker-custom.describe.json', import.meta.url),
  );
  const envelope = encodeDsse({
    payloadType: 'application/vnd.in-toto+json',
    payload: Buffer.from('{}'),
    signatures: [{ keyid: Buffer.alloc(32, 1).toString('base64'), sig: Buffer.alloc(70) }],
  });
  return [
    { name: 'strict JSON', original: inspect, spoil: json, parse: bothWays },
    {
      name: 'strict JSON as bytes',
      original: Buffer.from(
        '{"a":[1.0,-0,1e400,"\\u00e9\\ud83d\\ude00",{"b":null}],"__proto__":9}',
      ),
      spoil: (original, random) => mutate(Buffer.from(original), random),
      parse: bothWays,
    },
    {
      name: 'EIF metadata',
      original: metadata,
      spoil: json,
      parse: (input) => parseEifMetadata(input, { file: 'a.eif', offsetBytes: 0 }),
    },
    {
      name: 'YAML',
      original: Buffer.from(YAML),
      spoil: yaml,
      parse: (input) => parseYaml(decodeUtf8(input)),
    },
    {
      name: 'Sigstore bundle',
      original: envelope,
      spoil: json,
      parse: (input) => sigstoreBundles(parseDsse(input)).map(({ text }) => JSON.parse(text)),
    },
    {
      name: 'instant of a person',
      original: Buffer.from('2025-09-16T23:25:49.422000001+02:00'),
      spoil: (original, random) => mutate(Buffer.from(original), random),
      parse: (input) => formatInstant(parseGivenInstant(decodeUtf8(input)).instant),
    },
    {
      name: 'hexadecimal argument',
      original: Buffer.from(` sha256:${'0f'.repeat(32)}`),
      spoil: (original, random) => mutate(Buffer.from(original), random),
      parse: (input) => hexArgument('sha256', decodeUtf8(input), 32),
    },
    {
      name: 'PCRs in lines of a log',
      original: Buffer.from(
        `2026-11-30T09:00:00.1234567Z #12 3.4 PCR0: ${'ab'.repeat(48)}\n${'cd'.repeat(48)} PCR1\n\u001b[1mpcr2\u001b[0m = "0x${'ef'.repeat(48)}"\n`,
      ),
      spoil: (original, random) => mutate(Buffer.from(original), random),
      parse: (input) => parseExpectation(decodeUtf8(input), 'build.log'),
    },
    {
      name: 'IAM pattern',
      original: Buffer.from('a*:?\nab:b'),
      spoil: patternAndText,
      parse: (input) => asRegularExpression(decodeUtf8(input)),
    },
  ];
}

/** The quick and the long way come to the same, and the language's own reader takes whatever is strict. */
function bothWays(input: Uint8Array): unknown {
  const [quick, long] = [() => parsePlainJson(input), () => toPlain(parseStrictJson(input))].map(
    (read) => {
      try {
        return JSON.stringify(read());
      } catch (error) {
        if (error instanceof FormatError) return error;
        throw error;
      }
    },
  );
  if (quick instanceof FormatError && long instanceof FormatError) throw quick;
  if (quick !== long) throw new Error(`${String(quick)} is not ${String(long)}`);
  JSON.parse(decodeUtf8(input));
  const value = parseStrictJson(input);
  const again = renderJson(parseStrictJson(Buffer.from(renderJson(value))));
  if (again !== renderJson(value)) throw new Error(`rendered, it is ${again}`);
  return value;
}

/** The patterns of IAM, against the regular expressions that they stand for. */
function asRegularExpression(input: string): boolean {
  const [pattern = '', text = ''] = input.split('\n');
  const expression = (star: string) =>
    new RegExp(`^${pattern.replaceAll('*', star).replaceAll('?', '.')}$`, 's');
  const matches = matchesPattern(pattern, text);
  if (matches !== expression('.*').test(text)) throw new Error(`matches is ${matches}`);
  if (pattern !== '*' && pattern.split(':').length === 6 && text.split(':').length === 6) {
    const parts = pattern
      .split(':')
      .every((one, i) => matchesPattern(one, text.split(':')[i] ?? ''));
    if (matchesArnPattern(pattern, text) !== parts) throw new Error('an ARN is not its parts');
  }
  return matches;
}
