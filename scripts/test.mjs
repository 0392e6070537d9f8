/**
 * Runs the tests: `npm test`, or `npm run test:slow` for the long fuzz runs. Other arguments go to jest. The Action is
 * tried on Node 24, which comes from a package of its own so that it does not shadow the Node under test. S3 and KMS are
 * played by moto where Python and its registry are available; `PCR_ALLOWLIST_REQUIRE_MOTO=1` insists on it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installMoto } from './moto.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const node24 = `${root}__tests__/node24`;
if (!existsSync(`${node24}/node_modules`)) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: node24,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

const noMoto = installMoto(`${root}__tests__/wire`);
if (noMoto !== undefined && process.env.PCR_ALLOWLIST_REQUIRE_MOTO === '1') {
  console.error(`PCR_ALLOWLIST_REQUIRE_MOTO=1 asks for moto, which is not available: ${noMoto}`);
  process.exit(1);
}
const wire = noMoto === undefined ? 'moto' : 'double';
console.log(
  noMoto === undefined
    ? 'S3 and KMS are played by moto.'
    : `moto was not used: S3 and KMS are played by the double in __tests__/wire (${noMoto}).`,
);

const [first, ...rest] = process.argv.slice(2);
const jestArguments =
  first === '--slow' ? [...rest, '--testMatch', '**/*.slow.ts'] : process.argv.slice(2);
const jest = `${root}node_modules/jest/bin/jest.js`;
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', jest, ...jestArguments],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PCR_ALLOWLIST_WIRE: wire },
  },
);
process.exitCode = status ?? 1;
