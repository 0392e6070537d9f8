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
  configurationJsonSchema,
  commandPage,
  driftReportJsonSchema,
} = await importSource([
  'manifest/manifest-schema.ts',
  'allowlist/allow-list-schema.ts',
  'allowlist/approval/key-approval.ts',
  'workflow/list/configuration-schema.ts',
  '../scripts/command-page.ts',
  'report/drift-json.ts',
]);
const schemas = {
  'pcr-manifest.v1.json': manifestJsonSchema(),
  'allow-list.v1.json': allowListJsonSchema(),
  'approval.v1.json': approvalJsonSchema(),
  'configuration.v1.json': configurationJsonSchema(),
  'drift-report.v1.json': driftReportJsonSchema(),
};

mkdirSync(`${root}docs/schema`, { recursive: true });
for (const [file, schema] of Object.entries(schemas)) {
  writeFileSync(`${root}docs/schema/${file}`, `${JSON.stringify(schema, null, 2)}\n`);
}
writeFileSync(`${root}docs/commands.md`, commandPage());
