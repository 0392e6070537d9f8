/**
 * Writes what the docs take from the source: `docs/schema/` from the schemas that the parsers hold, `docs/commands.md`
 * from the help texts. A test holds the files equal to what this writes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { importSource, root } from './source.mjs';

const {
  manifestJsonSchema,
  allowListJsonSchema,
  approvalJsonSchema,
  stagedJsonSchema,
  configurationJsonSchema,
  commandPage,
  driftReportJsonSchema,
} = await importSource([
  'manifest/manifest-json-schema.ts',
  'allowlist/document-json-schemas.ts',
  'workflow/list/configuration-schema.ts',
  '../scripts/command-page.ts',
  'report/drift-json.ts',
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

function bothFormats(name, schemaOf) {
  return Object.fromEntries(
    ['v1', 'v2'].map((format) => [`${name}.${format}.json`, schemaOf(format)]),
  );
}
