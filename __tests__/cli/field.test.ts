import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { makeCpio } from '../fakes/cpio-maker.js';
import { makeEif, plainSections } from '../fakes/eif-maker.js';
import { runCli, runCliJson, withFolder } from '../fakes/processes.js';

const path = (name: string) => join(import.meta.dirname, '../vectors/field', name);
const AT = '2025-09-16T21:25:49.422Z';
const verify = (name: string, at: string, ...more: readonly string[]) =>
  runCliJson(['verify', '--document', path(name), '--nonce', 'not-required', '--at', at, ...more]);
const measure = (name: string, ...more: readonly string[]) =>
  runCliJson(['measure', path(name), ...more]);

describe('documents', () => {
  test.each([
    'doc-0x.txt',
    'doc-xxd-p.hex',
    'doc-attestation_doc.json',
    'doc-nautilus-attestation.json',
    'doc-bom.b64',
    'doc-single-quoted.b64',
    'doc-for-at.cbor',
  ])('%s is the same document', async (name) => {
    const { exitCode, result } = await verify(name, AT);
    expect([exitCode, result.evidence.timestamp]).toEqual([0, AT]);
    expect(result.evidence.moduleId).toBe('i-02447a481344e9ec0-enc0199546b533fd5d0');
  });

  test('an empty public key is what a module wrote: a debug document is refused as that', async () => {
    const shown = await verify('empty-public-key-nitrite-2021.cbor', 'document', '--show');
    expect([shown.exitCode, shown.error?.code]).toEqual([3, 'debug-mode']);
    expect(shown.result.unverified.publicKey).toBe('');
    const args = ['--nonce', 'not-required', '--at', 'document', '--show'];
    const document = path('empty-public-key-nitrite-2021.cbor');
    const { stdout } = await runCli(['verify', '--document', document, ...args]);
    expect(stdout).toMatch(/public key +empty/);
  });

  test('a nonce above the limit of AWS is read: what is refused is the root', async () => {
    const { error, result } = await verify('sim-nonce-1025.cbor', 'document', '--show');
    expect(error?.code).toBe('root-not-trusted');
    expect(result.unverified.nonce).toHaveLength(2 * 1025);
  });
});

describe('instants', () => {
  test.each([
    ['microseconds', '2025-09-16T21:25:49.422000Z', []],
    ['nanoseconds', '2025-09-16T21:25:49.422000123Z', ['instant-rounded']],
    ['an offset of zero', '2025-09-16T21:25:49.422+00:00', []],
    ['another offset', '2025-09-16T23:25:49.422+02:00', []],
    ['lower-case letters', '2025-09-16t21:25:49.422z', []],
    ["the document's own time", 'document', []],
  ])('%s', async (_, at, more) => {
    const { exitCode, warnings } = await verify('doc-for-at.cbor', at);
    expect(exitCode).toBe(0);
    expect(warnings.map(({ code }) => code)).toEqual(['not-appraised', ...more]);
  });

  test.each([
    ['milliseconds', '1758057949422'],
    ['seconds', '1758057949.422'],
  ])('%s since 1970 are refused with what to write', async (_, at) => {
    const { exitCode, error } = await verify('doc-for-at.cbor', at);
    expect([exitCode, error?.code]).toEqual([1, 'usage']);
    expect(error?.message).toContain(AT);
  });

  test('before the document it is judged at another time', async () => {
    const { error } = await verify('doc-for-at.cbor', '2025-09-16T21:25:49.421999Z');
    expect(error?.code).toBe('document-from-future');
  });
});

describe('expectations', () => {
  test.each(['expect-gha.log', 'expect-buildkit.log'])('%s is met', async (name) => {
    const { exitCode, result } = await measure('signed-p384.eif', '--expect', path(name));
    expect([exitCode, result.expectation.matches]).toEqual([0, true]);
  });

  test('a .pcrs file is read: the signed image has one register more', async () => {
    const { exitCode, result } = await measure(
      'signed-p384.eif',
      '--expect',
      path('expect-stagex.pcrs'),
    );
    expect(exitCode).toBe(3);
    expect(result.expectation.differences).toMatchObject([{ kind: 'extra', pcr: 'PCR8' }]);
    const unsigned = await measure('compare-unsigned.eif', '--expect', path('expect-stagex.pcrs'));
    expect(unsigned.exitCode).toBe(0);
  });

  test('a PCR8 that is the fingerprint is named as that', async () => {
    const { exitCode, error } = await measure(
      'signed-p384.eif',
      '--expect',
      path('expect-pcr8-fingerprint.json'),
    );
    expect([exitCode, error?.code]).toEqual([3, 'pcr-mismatch']);
    expect(error?.message).toContain("is the certificate's SHA-384 fingerprint, not extended");
  });

  test('behind a byte order mark, and of a debug enclave', async () => {
    await withFolder(async (folder) => {
      const file = join(folder, 'enclaves.json');
      const measured = (await measure('compare-unsigned.eif')).result.measurements;
      writeFileSync(file, `\uFEFF${JSON.stringify([{ Flags: 'NONE', Measurements: measured }])}`);
      expect((await measure('compare-unsigned.eif', '--expect', file)).exitCode).toBe(0);
      writeFileSync(file, JSON.stringify([{ Flags: 'DEBUG_MODE', Measurements: measured }]));
      const debug = await measure('compare-unsigned.eif', '--expect', file);
      expect([debug.exitCode, debug.error?.code]).toEqual([3, 'debug-mode']);
      writeFileSync(file, Buffer.from(`\uFEFF${JSON.stringify(measured)}`, 'utf16le'));
      const utf16 = await measure('compare-unsigned.eif', '--expect', file);
      expect([utf16.error?.code, utf16.error?.hint]).toEqual([
        'usage',
        expect.stringContaining('iconv'),
      ]);
    });
  });

  test('a pinned SHA-256 as people paste it', async () => {
    const { image } = (await measure('compare-unsigned.eif')).result;
    const pinned = ` SHA256:${image.sha256.toUpperCase()}`;
    expect((await measure('compare-unsigned.eif', '--sha256', pinned)).exitCode).toBe(0);
    const other = await measure('compare-unsigned.eif', '--sha256', `sha512:${image.sha256}`);
    expect(other.error?.code).toBe('usage');
  });
});

describe('certificates', () => {
  test.each([
    ['rsa.crt', 'RSA', 'openssl ecparam'],
    ['p384.der', 'DER', 'openssl x509 -inform DER'],
    ['certificates/pkcs12.p12', 'PKCS#12', 'openssl pkcs12'],
    ['certificates/text.pem', 'text around', 'openssl x509 -in'],
    ['certificates/chain.pem', '2 certificates', 'openssl x509 -in'],
    ['certificates/secp256k1.pem', 'secp256k1', 'openssl ecparam'],
    ['certificates/explicit.pem', 'explicit', 'openssl ecparam'],
  ])('init refuses %s, before anything is written', async (name, said, cure) => {
    await withFolder(async (folder) => {
      const config = join(folder, 'pcr-allowlist.yml');
      const init = (certificate: string) =>
        runCliJson(
          [
            'init',
            '--enclave',
            'signer',
            '--certificate',
            certificate,
            '--instance-role',
            'any',
          ].concat(['--config', config, '--store', `file:${folder}/store`]),
        );
      const { exitCode, error } = await init(path(name));
      expect([exitCode, error?.code]).toEqual([1, 'usage']);
      expect(error?.message).toContain(said);
      expect(error?.hint).toContain(cure);
      expect((await init(path('certificates/p384.pem'))).exitCode).toBe(0);
      // Named in the configuration, it is refused too.
      writeFileSync(
        config,
        readFileSync(config, 'utf8').replace(/certificates: .*/, `certificates: [${path(name)}]`),
      );
      const later = await runCliJson(['renew', '--config', config]);
      expect([later.exitCode, later.error?.hint]).toEqual([1, expect.stringContaining(cure)]);
    });
  });

  test.each(['new-pem-text.eif', 'new-chain-leaf-first.eif'])(
    '%s: the cure speaks of the image',
    async (name) => {
      const { exitCode, error } = await measure(name);
      expect([exitCode, error?.code]).toEqual([2, 'signature-format']);
      expect(error?.hint).toMatch(/openssl x509 .*sign the unsigned image again/);
    },
  );

  test('an image that was signed over another digest is refused as that', async () => {
    const { exitCode, error } = await measure('signed-sha256.eif');
    expect([exitCode, error?.code]).toEqual([2, 'signature-pcr0']);
    expect(error?.message).toContain('SHA-256');
    expect(error?.hint).not.toContain('another image');
  });

  test('flags of Bottlerocket are refused with what is known', async () => {
    const { exitCode, error } = await measure('twoliter-default-flags.eif');
    expect([exitCode, error?.code]).toEqual([2, 'unknown-flags']);
    expect(error?.hint).toMatch(/Bottlerocket.*731/);
  });
});

describe('comparison', () => {
  test('of a signed image with the unsigned one', async () => {
    const other = path('compare-unsigned.eif');
    const { exitCode, result } = await measure('signed-p384.eif', '--compare', other);
    expect(exitCode).toBe(0);
    expect(result.comparison).toMatchObject({ reproducible: true, sameSectionOrder: true });
    expect(result.comparison.sections).toMatchObject([
      { type: 'metadata' },
      { type: 'signature', found: { sizeBytes: 1990 } },
    ]);
    const { stdout } = await runCli(['measure', path('signed-p384.eif'), '--compare', other]);
    expect(stdout).toContain('signature 0 is only in the found image');
    expect(stdout).not.toContain('another order');
  });

  test('goes inside of ramdisks, kernels and command lines', async () => {
    await withFolder(async (folder) => {
      const image = (name: string, cmdline: string, files: Parameters<typeof makeCpio>[0]) => {
        const [kernel, , metadata] = plainSections();
        if (kernel === undefined || metadata === undefined) throw new Error('there are sections');
        const eif = makeEif({
          sections: [
            kernel,
            { type: 'cmdline', data: cmdline },
            metadata,
            { type: 'ramdisk', data: makeCpio([{ path: 'init', data: 'same' }]) },
            { type: 'ramdisk', data: gzipSync(makeCpio(files)) },
          ],
        });
        writeFileSync(join(folder, name), eif);
        return join(folder, name);
      };
      const a = image('a.eif', 'console=ttyS0', [
        { path: 'app', data: 'one', modified: 5 },
        { path: 'gone' },
      ]);
      const b = image('b.eif', 'console=ttyS0 quiet', [
        { path: 'app', data: 'two', modified: 6 },
        { path: 'new' },
      ]);
      const { exitCode, result } = await runCliJson(['measure', b, '--compare', a]);
      expect(exitCode).toBe(3);
      expect(result.comparison.insides).toMatchObject([
        { type: 'cmdline', texts: { expected: 'console=ttyS0', found: 'console=ttyS0 quiet' } },
        {
          type: 'ramdisk',
          position: 1,
          ramdisk: {
            differing: 3,
            files: [
              { path: 'app', fields: [{ field: 'modified', expected: '5' }, { field: 'sha256' }] },
              { kind: 'missing', path: 'gone' },
              { kind: 'extra', path: 'new' },
            ],
          },
        },
      ]);
      const { stdout } = await runCli(['measure', b, '--compare', a]);
      expect(stdout).toContain('app: modified 5, found 6; sha256');
      expect(stdout).toContain('gone: only in the expected image');
      expect(stdout).toContain('found says    console=ttyS0 quiet');
    });
  });

  test.each([
    ['zstd', 'ramdisks/default.cpio.zst'],
    ['xz', 'ramdisks/default.cpio.xz'],
  ])('unpacks %s', async (_, name) => {
    await withFolder(async (folder) => {
      const [plain, packed] = ['plain.eif', 'packed.eif'].map((file) => join(folder, file));
      const lines = Array.from({ length: 60_000 }, (_value, i) => `line ${i}\n`).join('');
      const archive = makeCpio([
        { path: 'etc/hostname', data: 'two\n' },
        { path: 'usr/share/lines', data: lines, modified: 1_700_000_000 },
        { path: 'bin/sh', mode: 0o120777, data: 'busybox' },
      ]);
      writeFileSync(plain ?? '', makeEif({ sections: plainSections([archive]) }));
      const sections = plainSections([readFileSync(path(name))]);
      writeFileSync(packed ?? '', makeEif({ sections }));
      const { result } = await runCliJson(['measure', plain ?? '', '--compare', packed ?? '']);
      expect(result.comparison.insides).toMatchObject([
        {
          ramdisk: {
            differing: 1,
            files: [{ path: 'etc/hostname', fields: [{ field: 'sha256' }] }],
            besides: ['compression'],
          },
        },
      ]);
    });
  });

  test('what cannot be looked into is named', async () => {
    await withFolder(async (folder) => {
      const [a, b] = ['one', 'two'].map((data) => {
        writeFileSync(join(folder, data), makeEif({ sections: plainSections([data]) }));
        return join(folder, data);
      });
      const { result } = await runCliJson(['measure', a ?? '', '--compare', b ?? '']);
      expect(result.comparison.insides).toMatchObject([
        { type: 'ramdisk', notCompared: expect.stringContaining('expected a cpio archive') },
      ]);
    });
  });
});
