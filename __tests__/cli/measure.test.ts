import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { pcr3OfRole, pcr4OfInstance } from '../../src/measure/pcr.js';
import { METADATA, makeEif, plainSections } from '../fakes/eif-maker.js';
import {
  descriptionOf,
  descriptionText,
  goodVectors,
  malformedVectors,
  pcrsOf,
  vectorPath,
} from '../fakes/eif-vectors.js';
import { CLI, runCli, runCliJson, withFolder } from '../fakes/processes.js';

const signed = vectorPath('signed-p384.eif');
const unsigned = vectorPath('unsigned-one-ramdisk.eif');

describe('the built command on the vectors', () => {
  test.each(goodVectors)('$file', async ({ file }) => {
    const outcome = await runCliJson(['measure', vectorPath(file)]);
    const { HashAlgorithm, ...pcrs } = outcome.result.measurements;
    expect(HashAlgorithm).toMatch(/^Sha384/);
    expect(outcome).toMatchObject({ command: 'measure', outcome: 'done', exitCode: 0 });
    expect(pcrs).toEqual(pcrsOf(file));
    const described = await runCli(['measure', vectorPath(file), '--describe']);
    expect(described.exitCode).toBe(0);
    const anyAlgorithm = (text: string) => text.replace(/"HashAlgorithm": ".*"/, '').trimEnd();
    expect(anyAlgorithm(described.stdout)).toBe(anyAlgorithm(descriptionText(file)));
  });

  test.each(malformedVectors)('$file: $refusal, and no PCR anywhere', async ({ file, refusal }) => {
    const outcome = await runCliJson(['measure', vectorPath(file)]);
    expect(outcome).toMatchObject({
      command: 'measure',
      outcome: 'refused',
      exitCode: 2,
      error: { code: refusal },
    });
    expect(outcome.result).toBeUndefined();
    expect(outcome.error?.at?.file).toBe(vectorPath(file));
    for (const form of [[], ['--describe'], ['--format', 'nitro-cli']]) {
      const { exitCode, stdout, stderr } = await runCli(['measure', vectorPath(file), ...form]);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toContain(refusal);
    }
  });
});

describe('what --json says', () => {
  test('a signed image, whole', async () => {
    const { result } = await runCliJson(['measure', signed]);
    expect(result).toEqual({
      image: { name: signed, sizeBytes: 7279, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      measurements: { HashAlgorithm: 'Sha384 { ... }', ...pcrsOf('signed-p384.eif') },
      instanceRoles: [],
      instanceIds: [],
      eif: {
        version: 4,
        architecture: 'x86_64',
        defaultMemoryBytes: '1073741824',
        defaultCpus: '2',
        sections: expect.any(Array),
        metadata: {
          ImageName: 'signer',
          ImageVersion: '1.4.2',
          BuildMetadata: expect.objectContaining({ BuildTool: 'nitro-cli' }),
          DockerInfo: null,
          CustomMetadata: null,
        },
      },
      signature: {
        algorithm: 'ES384',
        certificate: {
          subject: expect.stringContaining('CN=eif-signing-p384'),
          issuer: expect.stringContaining('CN=eif-signing-p384'),
          serialNumber: expect.stringMatching(/^[0-9a-f]+$/),
          notBefore: '2025-01-01T00:00:00Z',
          notAfter: '2099-12-31T23:59:59Z',
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      },
    });
    expect(result.eif.sections.map(({ type }: { type: string }) => type)).toEqual([
      'kernel',
      'cmdline',
      'metadata',
      'ramdisk',
      'ramdisk',
      'signature',
    ]);
    expect(result.eif.sections[0]).toEqual({
      type: 'kernel',
      offsetBytes: 548,
      sizeBytes: expect.any(Number),
      sha384: expect.stringMatching(/^[0-9a-f]{96}$/),
    });
  });

  test('roles and instances', async () => {
    const [role, path, id] = [
      'arn:aws:iam::111122223333:role/a',
      'arn:aws:iam::111122223333:role/p/b',
      'i-1234567890abcdef0',
    ];
    const { result, warnings } = await runCliJson([
      'measure',
      unsigned,
      '--role-arn',
      role,
      '--role-arn',
      path,
      '--instance-id',
      id,
    ]);
    expect(result.instanceRoles).toEqual(
      [role, path].map((arn) => ({ arn, PCR3: pcr3OfRole(arn, nodeHashing) })),
    );
    expect(result.instanceIds).toEqual([{ id, PCR4: pcr4OfInstance(id, nodeHashing) }]);
    expect(warnings.map(({ code }) => code)).toEqual(['pcr3-path-unproven']);
  });
});

describe('requirements', () => {
  test.each([
    [
      'an unsigned image, where a signed one is required',
      [unsigned, '--require-signed'],
      3,
      'unsigned',
    ],
    [
      'an unsigned image, where days are required',
      [unsigned, '--min-certificate-days', '0'],
      3,
      'unsigned',
    ],
    [
      'an ended certificate',
      [vectorPath('signed-expired.eif'), '--min-certificate-days', '0'],
      3,
      'certificate-expired',
    ],
    [
      'a certificate that has not begun',
      [vectorPath('signed-not-yet-valid.eif'), '--min-certificate-days', '0'],
      3,
      'certificate-not-yet-valid',
    ],
    [
      'a certificate that ends too soon',
      [signed, '--min-certificate-days', '36500'],
      3,
      'certificate-ends-soon',
    ],
    [
      'another image than expected',
      [signed, '--expect', vectorPath('signed-p384-next.describe.json')],
      3,
      'pcr-mismatch',
    ],
    [
      'an unsigned image where PCR8 is expected',
      [unsigned, '--expect', vectorPath('signed-p384.describe.json')],
      3,
      'pcr-mismatch',
    ],
    [
      'another image than compared',
      [signed, '--compare', vectorPath('signed-p384-next.eif')],
      3,
      'not-reproducible',
    ],
    [
      'another signer than compared',
      [signed, '--compare', vectorPath('signed-p384-rotated.eif'), '--require-same-signer'],
      3,
      'not-reproducible',
    ],
    [
      'a malformed image to compare with',
      [signed, '--compare', vectorPath('malformed/crc.eif')],
      2,
      'bad-crc',
    ],
    ['no such image', ['nowhere.eif'], 1, 'input-not-found'],
    ['no such expectation', [signed, '--expect', 'nowhere.json'], 1, 'input-not-found'],
    ['an expectation without PCR0', [signed, '--expect', vectorPath('good.json')], 1, 'usage'],
    [
      'a role that is an instance profile',
      [signed, '--role-arn', 'arn:aws:iam::111122223333:instance-profile/a'],
      1,
      'usage',
    ],
    ['an instance id that is none', [signed, '--instance-id', 'i-1'], 1, 'usage'],
  ])('%s is refused', async (_name, args, exitCode, code) => {
    expect(await runCliJson(['measure', ...args])).toMatchObject({ exitCode, error: { code } });
  });

  test.each([
    ['signed', [signed, '--require-signed']],
    ['long enough', [signed, '--min-certificate-days', '365', '--require-signed']],
    ['as expected', [signed, '--expect', vectorPath('signed-p384.describe.json')]],
    [
      'reproduced, with another build time',
      [vectorPath('rebuilt-other-time.eif'), '--compare', vectorPath('rebuilt-first.eif')],
    ],
    [
      'reproduced, under another certificate',
      [signed, '--compare', vectorPath('signed-p384-rotated.eif')],
    ],
    ['the same file', [signed, '--compare', signed, '--require-same-signer']],
  ])('%s is accepted', async (_name, args) => {
    expect(await runCliJson(['measure', ...args])).toMatchObject({ exitCode: 0, outcome: 'done' });
  });

  test('a bad certificate date is a warning with the same code where no days are asked for', async () => {
    for (const [file, code] of [
      ['signed-expired.eif', 'certificate-expired'],
      ['signed-not-yet-valid.eif', 'certificate-not-yet-valid'],
    ] as const) {
      const { exitCode, warnings } = await runCliJson(['measure', vectorPath(file)]);
      expect([exitCode, warnings.map((warning) => warning.code)]).toEqual([0, [code]]);
    }
  });

  test('an expected PCR3 without a role could not be told', async () => {
    await withFolder(async (folder) => {
      const expectation = join(folder, 'expected.json');
      const arn = 'arn:aws:iam::111122223333:role/a';
      writeFileSync(
        expectation,
        JSON.stringify({ ...pcrsOf('signed-p384.eif'), PCR3: pcr3OfRole(arn, nodeHashing) }),
      );
      expect(await runCliJson(['measure', signed, '--expect', expectation])).toMatchObject({
        exitCode: 6,
        outcome: 'unknown',
      });
      expect(
        await runCliJson(['measure', signed, '--expect', expectation, '--role-arn', arn]),
      ).toMatchObject({ exitCode: 0 });
      expect(await runCliJson(['measure', unsigned, '--expect', expectation])).toMatchObject({
        exitCode: 3,
        error: { code: 'pcr-mismatch' },
      });
    });
  });

  test('all that is wrong is told at once', async () => {
    const { error, warnings } = await runCliJson([
      'measure',
      unsigned,
      '--require-signed',
      '--expect',
      vectorPath('signed-p384.describe.json'),
      '--compare',
      signed,
    ]);
    expect([error?.code, ...warnings.map(({ code }) => code)]).toEqual([
      'unsigned',
      'pcr-mismatch',
      'not-reproducible',
    ]);
  });

  test('a comparison tells measured differences from others', async () => {
    const rebuilt = await runCliJson([
      'measure',
      vectorPath('rebuilt-other-time.eif'),
      '--compare',
      vectorPath('rebuilt-first.eif'),
    ]);
    expect(rebuilt.result.comparison).toMatchObject({
      reproducible: true,
      sameFile: false,
      sameSigner: true,
      pcrs: [],
    });
    expect(rebuilt.result.comparison.sections).toMatchObject([
      { type: 'metadata', position: 0, measured: false },
    ]);
    const next = await runCliJson([
      'measure',
      vectorPath('signed-p384-next.eif'),
      '--compare',
      signed,
    ]);
    expect(next.result.comparison.pcrs.map(({ pcr }: { pcr: string }) => pcr)).toEqual([
      'PCR0',
      'PCR2',
    ]);
    expect(next.result.comparison.sections).toMatchObject([
      {
        type: 'ramdisk',
        position: 1,
        measured: true,
        expected: { sha384: expect.any(String) },
        found: { sizeBytes: expect.any(Number) },
      },
      { type: 'metadata', measured: false },
      { type: 'signature', measured: false },
    ]);
  });
});

describe('command line', () => {
  test.each([
    ['no image', ['measure']],
    ['two images', ['measure', signed, signed]],
    ['an empty name', ['measure', '']],
    ['an unknown option', ['measure', signed, '--frobnicate']],
    ['an empty expectation, as an unset variable gives', ['measure', signed, '--expect', '']],
    ['an empty role', ['measure', signed, '--role-arn', '']],
    ['an option twice', ['measure', signed, '--expect', 'a', '--expect', 'b']],
    ['days that are no number', ['measure', signed, '--min-certificate-days', '1.5']],
    ['negative days', ['measure', signed, '--min-certificate-days', '-1']],
    ['an unknown format', ['measure', signed, '--format', 'yaml']],
    ['the signer of no other image', ['measure', signed, '--require-same-signer']],
    ['json with describe', ['measure', signed, '--describe']],
    ['json with format', ['measure', signed, '--format', 'nitro-cli']],
  ])('%s is a usage error', async (_name, args) => {
    expect(await runCliJson(args)).toMatchObject({
      command: 'measure',
      outcome: 'error',
      exitCode: 1,
      error: { code: 'usage' },
    });
  });

  test('an unknown command is null', async () => {
    expect(await runCliJson(['frobnicate'])).toMatchObject({
      command: null,
      exitCode: 1,
      error: { code: 'usage' },
    });
    expect(await runCliJson([])).toMatchObject({
      command: null,
      exitCode: 1,
      error: { code: 'usage' },
    });
  });

  test('help names every option and gives examples, on standard output', async () => {
    const { exitCode, stdout, stderr } = await runCli(['measure', '--help']);
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const word of ['--min-certificate-days', '--compare', 'Examples:', 'Exit codes:'])
      expect(stdout).toContain(word);
    expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('a report is words on standard output, without colours in a pipe', async () => {
    const { exitCode, stdout, stderr } = await runCli(['measure', signed]);
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const value of Object.values(pcrsOf('signed-p384.eif'))) expect(stdout).toContain(value);
    expect(stdout).toContain('unmeasured');
    expect(stdout).not.toContain('\u001b');
  });

  test('--format nitro-cli prints what build-enclave prints', async () => {
    const { stdout } = await runCli(['measure', signed, '--format', 'nitro-cli']);
    const { Measurements } = descriptionOf('signed-p384.eif');
    expect(stdout).toBe(
      `${JSON.stringify({ Measurements: { ...Measurements, HashAlgorithm: 'Sha384 { ... }' } }, null, 2)}\n`,
    );
  });

  test('--output writes the form asked for, and nothing of a refused image', async () => {
    await withFolder(async (folder) => {
      const output = join(folder, 'out.json');
      await runCli(['measure', signed, '--format', 'nitro-cli', '--output', output]);
      expect(Object.keys(JSON.parse(readFileSync(output, 'utf8')))).toEqual(['Measurements']);
      await runCli(['measure', signed, '--output', output]);
      expect(JSON.parse(readFileSync(output, 'utf8'))).toMatchObject({
        command: 'measure',
        outcome: 'done',
      });
      const before = readFileSync(output, 'utf8');
      await runCli(['measure', unsigned, '--require-signed', '--output', output]);
      expect(readFileSync(output, 'utf8')).toBe(before);
      expect(
        await runCliJson(['measure', signed, '--output', join(folder, 'no/such/folder')]),
      ).toMatchObject({ exitCode: 1, error: { code: 'output-not-writable' } });
    });
  });

  test('--describe refuses metadata that AWS’s words cannot say', async () => {
    await withFolder(async (folder) => {
      const image = join(folder, 'custom.eif');
      for (const custom of ['[1]', '"x"', '{"BuildTime":"now"}', '{"DockerInfo":1}']) {
        const metadata = METADATA.replace('"CustomMetadata":null', `"CustomMetadata":${custom}`);
        const sections = plainSections().map((section) =>
          section.type === 'metadata' ? { ...section, data: metadata } : section,
        );
        writeFileSync(image, makeEif({ sections }));
        const measured = await runCliJson(['measure', image]);
        expect([measured.exitCode, measured.warnings.map(({ code }) => code)]).toEqual([
          0,
          ['custom-metadata'],
        ]);
        const described = await runCli(['measure', image, '--describe']);
        expect([described.exitCode, described.stdout]).toEqual([2, '']);
      }
    });
  });

  test('an output that cannot be written is an error, in words on standard error', () => {
    for (const form of [[], ['--json']]) {
      const full = openSync('/dev/full', 'w');
      const { status, stderr } = spawnSync(process.execPath, [CLI, 'measure', signed, ...form], {
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
      closeSync(full);
      expect(status).toBe(1);
      expect(stderr).toContain('output-not-writable');
    }
  });

  test('a reader that goes away is no error', () => {
    const command = `"${process.execPath}" "${CLI}" measure "${signed}" --json | head -c 1`;
    expect(spawnSync('sh', ['-c', command], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: '{',
      stderr: '',
    });
  });

  test('works from any folder, and begins as a script does', async () => {
    await withFolder(async (folder) => {
      expect((await runCli(['measure', signed, '--json'], { cwd: folder })).exitCode).toBe(0);
    });
    expect(
      execFileSync('head', ['-c', '20', join(import.meta.dirname, '../../dist/cli/main.js')], {
        encoding: 'utf8',
      }),
    ).toBe('#!/usr/bin/env node\n');
  });
});
