import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { commandPage } from '../../scripts/command-page.js';
import { manPage } from '../../scripts/man-page.js';
import { parseAllowListPayload } from '../../src/allowlist/allow-list-document.js';
import { APPROVAL_PREDICATE_TYPES } from '../../src/allowlist/approval/approval-schema.js';
import { verifyApproval } from '../../src/allowlist/approval/key-approval.js';
import {
  allowListJsonSchema,
  approvalJsonSchema,
  stagedJsonSchema,
} from '../../src/allowlist/document-json-schemas.js';
import { EXPORT_TARGETS, exportAllowList } from '../../src/allowlist/export-allow-list.js';
import { LIST_V1_PREDICATE_TYPE } from '../../src/allowlist/list-v1-schema.js';
import { LIST_V2_PREDICATE_TYPE } from '../../src/allowlist/list-v2-schema.js';
import { verifyStagedRecord } from '../../src/allowlist/staged-record.js';
import { verifyAllowList } from '../../src/allowlist/verify-allow-list.js';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { memorySource } from '../../src/format/byte-source.js';
import { parseDsse } from '../../src/format/dsse.js';
import { parsePublicKeyPem } from '../../src/format/public-key.js';
import { parseManifest } from '../../src/manifest/manifest.js';
import { manifestJsonSchema } from '../../src/manifest/manifest-json-schema.js';
import { MANIFEST_PREDICATE_TYPES } from '../../src/manifest/manifest-schema.js';
import { verifyEnvelope, verifyManifest } from '../../src/manifest/verify-manifest.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { driftReportJsonSchema } from '../../src/report/drift-json.js';
import { parseConfiguration } from '../../src/workflow/list/configuration.js';
import { configurationJsonSchema } from '../../src/workflow/list/configuration-schema.js';

const root = join(import.meta.dirname, '../..');
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(root, name)));
const textOf = (name: string) => readFileSync(join(root, name), 'utf8');
const example = (name: string) => bytesOf(`__tests__/vectors/example/${name}.dsse.json`);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const trustIn = (name: string) => ({
  keys: [parsePublicKeyPem(textOf(`__tests__/vectors/example/${name}.pub.pem`))],
  threshold: 1,
});

/** The first code block under a heading of the second level. */
function block(page: string, heading: string): string {
  const text = textOf(`docs/${page}.md`);
  const section = text.slice(text.indexOf(`\n## ${heading}\n`)).split('\n## ')[1] ?? '';
  return /\n```[a-z]+\n([\s\S]*?)```\n/.exec(section)?.[1] ?? '';
}

const PIN = { list: '5f0c6c1d0b2e4a7f9d3b8e61a2c4d590', enclave: 'signer' };
const PAGES = {
  'pcr-manifest': MANIFEST_PREDICATE_TYPES,
  'allow-list': { v1: LIST_V1_PREDICATE_TYPE, v2: LIST_V2_PREDICATE_TYPE },
  approval: APPROVAL_PREDICATE_TYPES,
};
const pages = Object.entries(PAGES);

function verifiedList() {
  const list = example('allow-list');
  const { issuedAt } = parseAllowListPayload(parseDsse(list).payload);
  return verifyAllowList(
    list,
    {
      pin: PIN,
      listKeys: trustIn('list'),
      remembered: 'nothing-remembered',
      minVersion: 1,
      approval: trustIn('approver'),
    },
    issuedAt,
  );
}

describe('the specification pages', () => {
  test.each(pages)('%s has the parts of in-toto’s template, in its order', (page, types) => {
    const text = textOf(`docs/${page}.md`);
    expect(text).toContain(`\nType URI: \`${types.v2}\`\n\nVersion: 2.0.0\n`);
    expect(text).toContain(`\n### Format v1\n\nType URI \`${types.v1}\`.`);
    expect([...text.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      'Purpose',
      'Use cases',
      'Prerequisites',
      'Model',
      'Schema',
      'Parsing rules',
      'Fields',
      'Reserved fields',
      'Format v1',
      ...(page === 'allow-list' ? ['The staged record', 'Objects of a store', 'Room'] : []),
      'Example',
      'Changelog and migrations',
    ]);
  });

  test.each(pages)('%s shows the payload of its envelope', (page) => {
    const shown = block(page, 'Example');
    expect(JSON.stringify(JSON.parse(shown))).toBe(
      new TextDecoder().decode(parseDsse(example(page)).payload),
    );
  });

  test('the examples are what the parsers take', () => {
    expect(parseManifest(encodeUtf8(block('pcr-manifest', 'Example'))).measured).toBe('here');
    expect(parseAllowListPayload(encodeUtf8(block('allow-list', 'Example'))).version).toBe(4);
  });

  test.each(pages)('%s names every field of its example', (page) => {
    const { predicate } = JSON.parse(block(page, 'Example'));
    const fields = textOf(`docs/${page}.md`).split('### Fields')[1]?.split('## Example')[0] ?? '';
    for (const name of Object.keys(predicate)) expect(fields).toContain(name);
  });
});

describe('the example', () => {
  test('verifies from the image to the list', async () => {
    const { manifest } = await verifyManifest(example('pcr-manifest'), trustIn('manifest'));
    const eif = memorySource(bytesOf(`__tests__/vectors/eif/${manifest.image.name}`));
    expect((await measureEif(eif)).measurements).toEqual(manifest.measurements);

    const record = await verifyStagedRecord(example('staged'), PIN, trustIn('manifest'));
    const { keys } = trustIn('approver');
    const { statement } = await verifyApproval(example('approval'), PIN, keys);
    expect(statement.staged).toBe(record.sha256);
    expect(statement.release?.manifest).toBe(sha256(example('pcr-manifest')));

    const { list, unapproved } = await verifiedList();
    expect(unapproved).toEqual({ releases: new Set(), projection: false });
    expect(
      list.releases.map(({ staged, manifest: { sha256: digest } }) => [staged, digest]),
    ).toEqual([[record.sha256, statement.release?.manifest]]);
  });

  test('a manifest key’s signature counts for nothing on a list', async () => {
    await expect(verifyEnvelope(example('allow-list'), trustIn('manifest'))).toRejectWithCode(
      'signature-threshold',
    );
  });
});

describe('the exports', () => {
  test('the page shows every target, and no other', () => {
    const headings = [...textOf('docs/exports.md').matchAll(/^## `(.*)`$/gm)].map(
      ([, name]) => name,
    );
    expect(headings).toEqual(EXPORT_TARGETS);
  });

  test.each(EXPORT_TARGETS)('%s: the example is what the list exports to', async (target) => {
    const verified = await verifiedList();
    const { text } = exportAllowList(verified, target, verified.list.issuedAt);
    expect(block('exports', `\`${target}\``)).toBe(text);
  });

  test('the table of losses is what is said', async () => {
    const page = textOf('docs/exports.md');
    const verified = await verifiedList();
    for (const [i, target] of EXPORT_TARGETS.entries()) {
      const { lost } = exportAllowList(verified, target, verified.list.issuedAt);
      const said = (word: string) => lost.some((sentence) => sentence.startsWith(`${word}:`));
      const cell = (word: string) => {
        const row = page.split('\n').find((line) => line.startsWith(`| \`${word}\``)) ?? '';
        return row.split('|')[i + 2]?.trim();
      };
      for (const word of ['enclave', 'ids', 'roles']) {
        expect([target, word, cell(word) !== 'held']).toEqual([target, word, said(word)]);
      }
    }
  });
});

describe('the JSON Schemas', () => {
  const BOTH = {
    'allow-list': allowListJsonSchema,
    approval: approvalJsonSchema,
    'pcr-manifest': manifestJsonSchema,
    staged: stagedJsonSchema,
  };
  const SCHEMAS: Record<string, object> = {
    'configuration.v1.json': configurationJsonSchema(),
    'drift-report.v1.json': driftReportJsonSchema(),
    ...Object.fromEntries(
      Object.entries(BOTH).flatMap(([name, schemaOf]) => [
        [`${name}.v1.json`, schemaOf('v1')],
        [`${name}.v2.json`, schemaOf('v2')],
      ]),
    ),
  };

  test('are all there (node scripts/schemas.mjs writes them)', () => {
    expect(readdirSync(join(root, 'docs/schema')).sort()).toEqual(Object.keys(SCHEMAS).sort());
  });

  test.each(Object.keys(SCHEMAS))('%s is what the parser holds', (file) => {
    const text = textOf(`docs/schema/${file}`);
    expect(text).toBe(`${JSON.stringify(SCHEMAS[file], null, 2)}\n`);
    const { $schema, $id, title } = JSON.parse(text);
    expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect($id).toBe(`https://pcr-allowlist.github.io/schema/${file}`);
    expect(title).toMatch(/^[A-Z]/);
  });
});

test('docs/pcr-allowlist.1 is made from the table of options (node scripts/schemas.mjs writes it)', () => {
  expect(textOf('docs/pcr-allowlist.1')).toBe(manPage());
});

test('docs/commands.md is what the commands print (node scripts/schemas.mjs writes it)', () => {
  expect(textOf('docs/commands.md')).toBe(commandPage());
});

test('the configuration in docs/publishing.md is one that is taken', () => {
  const text = block('publishing', 'Configuration');
  const { list, keys, approval } = parseConfiguration(text, 'pcr-allowlist.yml');
  expect(list).toBe('5f0c6c1d0b2e4a7f9d3b8e61a2c4d590');
  expect(keys).toHaveLength(1);
  expect(approval).toMatchObject({ keys: { threshold: 1 } });
});
