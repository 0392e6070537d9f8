/**
 * Writes what is made from the source: `docs/schema/` from the schemas that the parsers hold, and from the one table of
 * options `docs/commands.md`, `docs/pcr-allowlist.1`, the tables of `docs/action.md`, `action.yml` and `actions/`. Tests hold the files
 * equal to what this writes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { importSource, root } from './source.mjs';

const {
  manifestJsonSchema,
  allowListJsonSchema,
  approvalJsonSchema,
  stagedJsonSchema,
  configurationJsonSchema,
  commandPage,
  manPage,
  driftReportJsonSchema,
  actionFiles,
  withTables,
} = await importSource([
  'manifest/manifest-json-schema.ts',
  'allowlist/document-json-schemas.ts',
  'workflow/list/configuration-schema.ts',
  '../scripts/command-page.ts',
  '../scripts/man-page.ts',
  'report/drift-json.ts',
  '../scripts/action-metadata.ts',
]);
const schemas = {
  ...bothFormats('pcr-manifest', manifestJsonSchema),
  ...bothFormats('allow-list', allowListJsonSchema),
  ...bothFormats('approval', approvalJsonSchema),
  ...bothFormats('staged', stagedJsonSchema),
  'configuration.v1.json': configurationJsonSchema(),
  'drift-report.v1.json': driftReportJsonSchema(),
};

mkdirSync(`${root}docs/schema`, { recursive: true });
for (const [file, schema] of Object.entries(schemas)) {
  writeFileSync(`${root}docs/schema/${file}`, `${JSON.stringify(schema, null, 2)}\n`);
}
writeFileSync(`${root}docs/commands.md`, commandPage());
writeFileSync(`${root}docs/pcr-allowlist.1`, manPage());
writeFileSync(`${root}docs/action.md`, withTables(readFileSync(`${root}docs/action.md`, 'utf8')));
for (const [file, text] of Object.entries(actionFiles())) {
  mkdirSync(dirname(root + file), { recursive: true });
  writeFileSync(root + file, text);
}

function bothFormats(name, schemaOf) {
  return Object.fromEntries(
    ['v1', 'v2'].map((format) => [`${name}.${format}.json`, schemaOf(format)]),
  );
}
