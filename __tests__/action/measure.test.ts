import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OUTPUTS, type OutputSpec } from '../../src/action/output-table.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { pcr3OfRole } from '../../src/measure/pcr.js';
import { METADATA, makeEif, plainSections } from '../fakes/eif-maker.js';
import { malformedVectors, pcrsOf, vectorPath } from '../fakes/eif-vectors.js';
import { runAction } from '../fakes/processes.js';
import { commandsObeyed } from '../fakes/runner-log.js';

const signed = vectorPath('signed-p384.eif');
const unsigned = vectorPath('unsigned-one-ramdisk.eif');
const role = 'arn:aws:iam::111122223333:role/a';
const MEASURE_OUTPUTS = Object.entries<OutputSpec>(OUTPUTS)
  .filter(([, { commands }]) => commands.includes('measure'))
  .map(([name]) => name)
  .sort();

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-action-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const measure = (inputs: Record<string, string>, env: NodeJS.ProcessEnv = {}) =>
  runAction(
    {
      command: 'measure',
      'require-signed': 'false',
      'require-same-signer': 'false',
      describe: 'false',
      ...inputs,
    },
    { RUNNER_TEMP: folder, ...env },
  );

describe('the built Action on Node 24', () => {
  test('sets every output of a signed image with one role', async () => {
    const { exitCode, outputs, summary, stdout } = await measure({ eif: signed, 'role-arn': role });
    const { PCR0, PCR1, PCR2, PCR8 } = pcrsOf('signed-p384.eif');
    expect(exitCode).toBe(0);
    expect(Object.keys(outputs).sort()).toEqual(MEASURE_OUTPUTS);
    expect(outputs).toMatchObject({
      pcr0: PCR0,
      pcr1: PCR1,
      pcr2: PCR2,
      pcr8: PCR8,
      pcr3: pcr3OfRole(role, nodeHashing),
      architecture: 'x86_64',
      signed: 'true',
      'certificate-not-after': '2099-12-31T23:59:59Z',
    });
    expect(JSON.parse(outputs['instance-roles'] ?? '')).toEqual([
      { arn: role, PCR3: pcr3OfRole(role, nodeHashing) },
    ]);
    expect(JSON.parse(outputs['measurements'] ?? '')).toEqual({
      HashAlgorithm: 'Sha384 { ... }',
      PCR0,
      PCR1,
      PCR2,
      PCR8,
    });
    const file = JSON.parse(readFileSync(outputs['measurements-path'] ?? '', 'utf8'));
    expect(file).toMatchObject({
      command: 'measure',
      result: { measurements: { PCR0 }, image: { sha256: outputs['eif-sha256'] } },
    });
    for (const part of [PCR0, 'Not measured', 'eif-signing-p384', 'unmeasured', '548'])
      expect(summary).toContain(part);
    expect(stdout).not.toContain('::error');
  });

  test('leaves out what an unsigned image with two roles does not have', async () => {
    const { exitCode, outputs } = await measure({
      eif: unsigned,
      'role-arn': `${role}\n\n  arn:aws:iam::111122223333:role/b  \n`,
    });
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ signed: 'false' });
    for (const name of ['pcr8', 'pcr3', 'certificate-not-after'])
      expect(outputs).not.toHaveProperty(name);
    expect(JSON.parse(outputs['instance-roles'] ?? '')).toHaveLength(2);
  });

  test('a refused image sets no output, fails, and says why', async () => {
    for (const { file, refusal } of malformedVectors.filter((_, i) => i % 6 === 0)) {
      const { exitCode, outputs, stdout, summary } = await measure({ eif: vectorPath(file) });
      expect([exitCode, outputs]).toEqual([2, {}]);
      expect(stdout).toContain(`::error title=${refusal}::`);
      expect(summary).toContain('refused');
      expect(stdout + summary).not.toMatch(/PCR0.{0,20}[0-9a-f]{96}/);
    }
  });

  test('an unmet requirement sets no output, but the summary shows what was measured', async () => {
    const { exitCode, outputs, summary, stdout } = await measure({
      eif: unsigned,
      'require-signed': 'true',
    });
    expect([exitCode, outputs]).toEqual([3, {}]);
    expect(stdout).toContain('::error title=unsigned::');
    expect(summary).toContain(pcrsOf('unsigned-one-ramdisk.eif')['PCR0']);
  });

  test('warnings become annotations', async () => {
    const { stdout } = await measure({ eif: vectorPath('resigned-stale-size.eif') });
    expect(stdout).toContain('::warning title=stale-signature-size::');
  });

  test('expect, compare, min-certificate-days, output, format and describe reach the command', async () => {
    const expected = vectorPath('signed-p384.describe.json');
    const output = join(folder, 'out.json');
    expect(
      (
        await measure({
          eif: signed,
          expect: expected,
          compare: signed,
          'require-same-signer': 'true',
          'min-certificate-days': '30',
          output,
          format: 'nitro-cli',
        })
      ).exitCode,
    ).toBe(0);
    expect(Object.keys(JSON.parse(readFileSync(output, 'utf8')))).toEqual(['Measurements']);
    expect((await measure({ eif: unsigned, expect: expected })).exitCode).toBe(3);
    expect(
      (await measure({ eif: signed, compare: vectorPath('signed-p384-next.eif') })).exitCode,
    ).toBe(3);
    expect((await measure({ eif: signed, describe: 'true' })).stdout).toContain('"CheckCRC": true');
  });

  test.each([
    ['no command', { command: '' }],
    ['an unknown command', { command: 'constructor' }],
    ['no image', { eif: '' }],
    ['a flag that is neither true nor false', { eif: signed, 'require-signed': 'yes' }],
    ['days that are no number', { eif: signed, 'min-certificate-days': 'many' }],
  ])('%s is a usage error', async (_name, inputs) => {
    const { exitCode, outputs, stdout } = await measure(inputs);
    expect([exitCode, outputs]).toEqual([1, {}]);
    expect(stdout).toContain('::error title=usage::');
  });

  test('works without a summary file and without RUNNER_TEMP', async () => {
    const { exitCode, outputs } = await measure(
      { eif: signed },
      { GITHUB_STEP_SUMMARY: '', RUNNER_TEMP: '' },
    );
    expect(exitCode).toBe(0);
    rmSync(outputs['measurements-path'] ?? '');
  });

  test('names and metadata of an image command neither the runner nor the page', async () => {
    const hostile =
      '::set-output name=pcr0::bad\n::error::bad %0A</td><script>alert(1)</script>`|**x**[a](http://x) ##[error]bad \u001b[31m\u202e';
    const metadata = METADATA.replace('"demo"', JSON.stringify(hostile));
    const sections = plainSections().map((section) =>
      section.type === 'metadata' ? { ...section, data: metadata } : section,
    );
    const image = join(folder, '::error::bad.eif');
    writeFileSync(image, makeEif({ sections }));
    copyFileSync(signed, join(folder, 'copy.eif'));
    const { exitCode, outputs, stdout, summary } = await measure({
      eif: image,
      compare: join(folder, 'copy.eif'),
    });
    expect([exitCode, outputs]).toEqual([3, {}]);
    expect(commandsObeyed(stdout)).toEqual(['error title=not-reproducible']);
    for (const markup of ['<script', '</td>', '**x**', '](http', '\u001b', '\u202e'])
      expect(summary).not.toContain(markup);
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });

  test('a summary of the largest metadata stays under 1 MiB', async () => {
    const metadata = METADATA.replace(
      '"DockerInfo":null',
      `"DockerInfo":${JSON.stringify({ x: '<'.repeat(900_000) })}`,
    );
    const sections = plainSections().map((section) =>
      section.type === 'metadata' ? { ...section, data: metadata } : section,
    );
    const image = join(folder, 'large.eif');
    writeFileSync(image, makeEif({ sections }));
    const roles = Array.from({ length: 6000 }, (_, i) => `arn:aws:iam::111122223333:role/${i}`);
    const { exitCode, summary } = await measure({
      eif: image,
      'role-arn': roles.slice(0, 1500).join('\n'),
    });
    expect(exitCode).toBe(0);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  });
});
