import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { desiredStatements } from '../../src/keypolicy/desired-statements.js';
import { GUARDED_ACTIONS, type OwnStatement } from '../../src/keypolicy/own-statement.js';
import { policyHcl } from '../../src/keypolicy/policy-hcl.js';
import { KEY, LISTED, NOW } from '../keypolicy/policies.js';
import { hasHcl2, parseHcl, terraformValue } from './programs.js';

const BIND = ['PCR0', 'PCR1', 'PCR2', 'PCR3', 'PCR8'] as const;
const key = { ...KEY, bind: BIND, guard: GUARDED_ACTIONS };
const [first, ...rest] = LISTED.releases;
if (first === undefined) throw new Error('a release');
const ending = { ...first, state: 'retiring' as const, retireAt: NOW + 3_600_000 };
const list = {
  ...LISTED,
  releases: [ending, ...rest],
  projection: { ...LISTED.projection, keys: [key] },
};
const wanted = desiredStatements(list, key, NOW).statements.map(({ statement }) => statement);
const awkward: OwnStatement = {
  Sid: 'Awkward',
  Effect: 'Deny',
  Principal: { AWS: ['arn:aws:iam::111122223333:role/$', '{odd}"%', '{name}\\'].join('') },
  Action: ['kms:Decrypt'],
  Resource: '*',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'terraform-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Block = Readonly<Record<string, unknown>>;

/** A text as HCL quotes it. */
const unquoted = (text: unknown): string =>
  JSON.parse(String(text).replaceAll('$${', '${').replaceAll('%%{', '%{'));
const texts = (values: unknown): string[] => (values as unknown[]).map(unquoted);

/** The policy statement that the AWS provider makes of a block, by its documentation. */
function statementOf(block: Block): object {
  const [principals] = block['principals'] as readonly [Block];
  const conditions = (block['condition'] ?? []) as readonly Block[];
  const [type, identifiers] = [unquoted(principals['type']), texts(principals['identifiers'])];
  const tests = new Map<string, Record<string, readonly string[]>>();
  for (const condition of conditions) {
    const operator = unquoted(condition['test']);
    const values = { [unquoted(condition['variable'])]: texts(condition['values']) };
    tests.set(operator, { ...tests.get(operator), ...values });
  }
  return {
    Sid: unquoted(block['sid']),
    Effect: unquoted(block['effect']),
    Principal: type === '*' ? '*' : { [type]: identifiers.join() },
    Action: texts(block['actions']),
    Resource: texts(block['resources']).join(),
    ...(tests.size === 0 ? {} : { Condition: Object.fromEntries(tests) }),
  };
}

/** With every value of a condition as a list. */
function listed(statement: OwnStatement): object {
  const { Condition: condition } = statement;
  if (condition === undefined) return statement;
  const blocks = Object.entries(condition).map(([operator, block]) => {
    const values = Object.entries(block).map(([name, value]) => [name, [value].flat()]);
    return [operator, Object.fromEntries(values)];
  });
  return { ...statement, Condition: Object.fromEntries(blocks) };
}

test('the HCL says what the statements say, to another reader of HCL', () => {
  const statements = [...wanted, awkward];
  const text = policyHcl(statements);
  expect(text.match(/^ {2}statement \{$/gm)).toHaveLength(statements.length);
  if (!hasHcl2()) {
    console.warn('python-hcl2 is not installed: the HCL was not parsed');
    return;
  }
  const { data } = parseHcl(text) as { data: readonly Block[] };
  const source = data[0]?.['"aws_iam_policy_document"'] as Block;
  const { statement: blocks } = source['"pcr_allowlist"'] as { statement: readonly Block[] };
  expect(blocks.map(statementOf)).toEqual(statements.map(listed));
});

test('Terraform reads the JSON of the statements as it stands, where it is installed', () => {
  const document = { Version: '2012-10-17', Statement: wanted };
  writeFileSync(join(folder, 'statements.json'), `${JSON.stringify(document, null, 2)}\n`);
  const found = terraformValue('jsondecode(file("statements.json"))', folder);
  if (found === undefined) console.warn('Terraform is not installed: its jsondecode was not asked');
  expect(found ?? document).toEqual(document);
});
