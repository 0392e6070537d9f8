import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pcrsOf, vectorPath } from '../fakes/eif-vectors.js';
import { runActionIn, runCli, runCliJson } from '../fakes/processes.js';

/*
 * What measure refuses of an image publish refuses too: in both actions and on the command line, before anything is
 * written.
 */

const ROLE = 'arn:aws:iam::111122223333:role/signer-instance';
const OTHER = 'arn:aws:iam::111122223333:role/other';
let folder = '';
const inFolder = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-requirements-'));
  copyFileSync(vectorPath('unsigned-one-ramdisk.eif'), inFolder('enclave.eif'));
  copyFileSync(vectorPath('unsigned-three-ramdisks.eif'), inFolder('other.eif'));
  const { PCR0, PCR1, PCR2 } = pcrsOf('unsigned-one-ramdisk.eif');
  const measured = { HashAlgorithm: 'Sha384 { ... }', PCR0, PCR1, PCR2 };
  writeFileSync(inFolder('right.json'), JSON.stringify({ Measurements: measured }));
  const wrong = { ...measured, PCR1: 'ab'.repeat(48) };
  writeFileSync(inFolder('wrong.json'), JSON.stringify({ Measurements: wrong }));
  const { stdout } = await runCli(['measure', 'enclave.eif', '--json'], { cwd: folder });
  writeFileSync(inFolder('measured.json'), stdout);
  await runCliJson(
    [...['init', '--enclave', 'signer', '--certificate', 'unsigned'], ...['--instance-role', ROLE]],
    { cwd: folder },
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stored = () =>
  readdirSync(inFolder('pcr-allowlist'), { recursive: true, encoding: 'utf8' }).sort();

const unmet: readonly (readonly [Record<string, string>, number, string])[] = [
  [{ 'require-signed': 'true' }, 3, 'unsigned'],
  [{ 'min-certificate-days': '30' }, 3, 'unsigned'],
  [{ expect: 'wrong.json' }, 3, 'pcr-mismatch'],
  [{ compare: 'other.eif' }, 3, 'not-reproducible'],
  [{ sha256: 'ab'.repeat(32) }, 3, 'sha256-mismatch'],
  [{ 'role-arn': OTHER }, 3, 'pcr-mismatch'],
  [{ 'role-arn': 'signer-instance' }, 1, 'usage'],
  [{ 'require-same-signer': 'true' }, 1, 'usage'],
];

describe.each(unmet)('publish with %j', (requirement, exitCode, code) => {
  const inputs = { eif: 'enclave.eif', release: 'v1.0.0', ...requirement };

  test.each([
    ['.', { command: 'publish' }],
    ['actions/publish', {}],
  ] as const)(`in %s ends with ${code}, and nothing is written`, async (action, more) => {
    const before = stored();
    const step = await runActionIn(action, { ...more, ...inputs }, { RUNNER_TEMP: folder }, folder);
    expect([step.exitCode, step.outputs]).toEqual([exitCode, {}]);
    expect(step.stdout).toContain(`::error title=${code}::`);
    expect(stored()).toEqual(before);
  });

  test(`on the command line ends with ${code}, and nothing is written`, async () => {
    const before = stored();
    const options = Object.entries(requirement).flatMap(([name, value]) =>
      value === 'true' ? [`--${name}`] : [`--${name}`, value],
    );
    const { error } = await runCliJson(
      ['publish', 'enclave.eif', '--release', 'v1.0.0', ...options],
      { cwd: folder },
    );
    expect(error?.code).toBe(code);
    expect(error?.hint ?? error?.at).toBeDefined();
    expect(stored()).toEqual(before);
  });
});

describe('measurements in place of the image', () => {
  const { PCR0 } = pcrsOf('unsigned-one-ramdisk.eif');
  const given = async (...options: readonly string[]) => {
    const { stdout } = await runCli(['measure', 'enclave.eif', '--json'], { cwd: folder });
    const { sha256 } = JSON.parse(stdout).result.image;
    return runCliJson(
      ['publish', '--measurements', 'measured.json', '--sha256', sha256, '--dry-run', ...options],
      { cwd: folder },
    );
  };

  test('are held against what they can show', async () => {
    expect((await given('--require-signed')).error?.code).toBe('unsigned');
    expect((await given('--expect', 'wrong.json')).error?.code).toBe('pcr-mismatch');
    expect((await given('--role-arn', OTHER)).error?.code).toBe('pcr-mismatch');
    expect(PCR0).toMatch(/^[0-9a-f]{96}$/);
  });

  test('cannot show dates or sections, and say so', async () => {
    for (const option of ['--min-certificate-days', '--compare'])
      expect((await given(option, '30')).error?.code).toBe('usage');
  });
});

test('an image that meets every requirement is published', async () => {
  const step = await runActionIn(
    'actions/publish',
    {
      ...{ eif: 'enclave.eif', release: 'v1.0.0', expect: 'right.json', compare: 'enclave.eif' },
      ...{ 'require-same-signer': 'true', 'role-arn': ROLE },
    },
    { RUNNER_TEMP: folder },
    folder,
  );
  expect([step.exitCode, step.outputs['release-id']]).toEqual([0, 'v1.0.0']);
});
