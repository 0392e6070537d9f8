/**
 * Runs the tests; other arguments go to jest.
 *
 * - `npm run test:unit`: what needs no sockets, no built programs and no installation (jest.unit.config.mjs). Takes
 *   `--watch`.
 * - `npm test`: everything but the slow. The Action is tried on Node 24, which comes from a package of its own so that it
 *   does not shadow the Node under test. moto plays S3 and KMS where Python and its registry are available;
 *   `PCR_ALLOWLIST_REQUIRE_MOTO=1` insists on it.
 * - `npm run test:slow`: the long fuzz runs, and the whole crash table.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installPackages } from './python-packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const KINDS = {
  '--unit': ['--config', `${root}jest.unit.config.mjs`],
  '--slow': ['--testMatch', '**/*.slow.ts'],
};
const [first, ...rest] = process.argv.slice(2);
const kind = KINDS[first];
const jestArguments = kind === undefined ? process.argv.slice(2) : [...rest, ...kind];
const isUnit = first === '--unit';

/** Installs what only the whole suite needs. Returns who plays S3 and KMS. */
function installServices() {
  const node24 = `${root}__tests__/node24`;
  if (!existsSync(`${node24}/node_modules`)) {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: node24,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
  }
  const noHcl = installPackages(`${root}__tests__/terraform`);
  if (noHcl !== undefined)
    console.log(`python-hcl2 is not available: HCL is not parsed (${noHcl}).`);
  const noMoto = installPackages(`${root}__tests__/wire`);
  if (noMoto === undefined) {
    console.log('S3 and KMS are played by moto.');
    return 'moto';
  }
  if (process.env.PCR_ALLOWLIST_REQUIRE_MOTO === '1') {
    console.error(`PCR_ALLOWLIST_REQUIRE_MOTO=1 asks for moto, which is not available: ${noMoto}`);
    process.exit(1);
  }
  console.log(
    `moto was not used: S3 and KMS are played by the double in __tests__/doubles (${noMoto}).`,
  );
  return 'double';
}

const env = isUnit ? {} : { PCR_ALLOWLIST_WIRE: installServices() };
const jest = `${root}node_modules/jest/bin/jest.js`;
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', jest, ...jestArguments],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
);
process.exitCode = status ?? 1;
