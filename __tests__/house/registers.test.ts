import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';

/** The one file whose code knows the numbers of registers. */
const TABLE = 'format/platform.ts';
const SRC = join(import.meta.dirname, '../../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

/** Names that users of the program write or read: they stay when a table changes. */
const INTERFACE = [
  // Options of commands and outputs of the Action.
  ...['pcr0', 'pcr1', 'pcr2', 'pcr3', 'pcr8', '--pcr0'],
  // Functions of the library, which say how a register is computed.
  ...['pcr3OfRole', 'pcr4OfInstance', 'pcr8OfCertificate'],
  // Codes of errors and warnings.
  ...['signature-pcr0', 'pcr3-path-unproven'],
];
const REGISTER = /pcr\d/i;
/** Calls and subscripts with a number on what holds registers by number, such as `pcrs.get(3)`. */
const HOLDER = /(?:pcrs|registers)$/i;

type Node = Readonly<Record<string, unknown>>;

/** Comments are in no node. */
function registersIn(source: string): readonly string[] {
  const found: string[] = [];
  visit(parseSync(source, { syntax: 'typescript', target: 'es2022' }), found);
  return found;
}

function visit(value: unknown, found: string[]): void {
  if (Array.isArray(value)) for (const item of value) visit(item, found);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const node = value as Node;
  const text = codeOf(node);
  if (text !== undefined && REGISTER.test(text) && !INTERFACE.includes(text)) found.push(text);
  const subscript = numberOn(node);
  if (subscript !== undefined) found.push(subscript);
  for (const child of Object.values(node)) visit(child, found);
}

/** A name, a pattern, or a text of one word. Several words, and one word with a full stop, are prose, which may name a register. */
function codeOf(node: Node): string | undefined {
  switch (node['type']) {
    case 'Identifier':
      return String(node['value']);
    case 'RegExpLiteral':
    case 'RegExp':
      return String(node['pattern']);
    case 'StringLiteral':
      return oneWord(String(node['value']));
    case 'TemplateElement':
      return oneWord(String(node['cooked']));
    default:
      return undefined;
  }
}

function oneWord(text: string): string | undefined {
  return /\s|\.$/.test(text.trim()) ? undefined : text.trim();
}

function numberOn(node: Node): string | undefined {
  const [holder, number] =
    node['type'] === 'MemberExpression'
      ? [node['object'], (node['property'] as Node)['expression']]
      : node['type'] === 'CallExpression'
        ? [
            (node['callee'] as Node)['object'],
            (node['arguments'] as Node[]).map(({ expression }) => expression)[0],
          ]
        : [];
  if ((number as Node | undefined)?.['type'] !== 'NumericLiteral') return undefined;
  const { value, property } = (holder ?? {}) as Node;
  const name = String(value ?? (property as Node | undefined)?.['value']);
  return HOLDER.test(name) ? `${name} ${(number as Node)['value']}` : undefined;
}

test('no code outside the table of platforms knows the number of a register', () => {
  expect(files.length).toBeGreaterThan(400);
  const known = files
    .filter((file) => file !== TABLE)
    .flatMap((file) =>
      registersIn(readFileSync(join(SRC, file), 'utf8')).map((text) => `${file}: ${text}`),
    );
  expect(known).toEqual([]);
});

test.each([
  ['a name', 'const { PCR0 } = measurements;', ['PCR0']],
  ['a property', 'measurements.PCR8;', ['PCR8']],
  ['a field of a type', 'interface A { PCR1: string }', ['PCR1']],
  ['a type', "type A = 'PCR1' | 'PCR12';", ['PCR1', 'PCR12']],
  ['a text of one word', "bind.includes('PCR3');", ['PCR3']],
  ['a condition key', "'kms:RecipientAttestation:NitroTPMPCR4';", undefined],
  ['a part of a template', `\`releases/\${i}/PCR0\`;`, ['/PCR0']],
  ['a name before a value', `\`PCR0 \${value}\`;`, ['PCR0']],
  ['a pattern', '/:pcr[012]$|pcr8/;', [':pcr[012]$|pcr8']],
  ['a local name', 'const mistakenPcr8 = 1;', ['mistakenPcr8']],
  ['a number in a call', 'evidence.pcrs.get(3);', ['pcrs 3']],
  ['a number as subscript', 'registers[4];', ['registers 4']],
])('%s outside the table is found', (_, source, found = [source.slice(1, -2)]) => {
  expect(registersIn(source)).toEqual(found);
});

test('comments and prose may name registers', () => {
  const source = `/** PCR0 */ // PCR1\nfault('expected PCR0 and PCR8', 'PCR8.'); \`PCR0 of release \${id}\`; pcrs.get(n);`;
  expect(registersIn(source)).toEqual([]);
});

test('the table knows them', () => {
  expect(new Set(registersIn(readFileSync(join(SRC, TABLE), 'utf8')))).toContain('PCR17');
});
