import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runActionIn, runCliJson, withFolder } from '../fakes/processes.js';

/** What callers demand of a genuine document, beside what a list says. */

interface Entry {
  readonly file: string;
  readonly expect: { readonly archived: { readonly exit: number } };
}

const FOLDER = join(import.meta.dirname, '../vectors/attestation');
const path = (file: string) => join(FOLDER, file);
const index: readonly Entry[] = JSON.parse(readFileSync(path('index.json'), 'utf8'));
const genuine = index.filter(({ expect: { archived } }) => archived.exit === 0);

const archived = ['--nonce', 'not-required', '--at-document-time'];
const verify = (file: string, ...more: readonly string[]) =>
  runCliJson(['verify', '--document', path(file), ...archived, ...more]);

/** What each genuine document says, and one with each optional field. */
const said = await Promise.all(
  genuine.map(async ({ file }) => ({ file, evidence: (await verify(file)).result.evidence })),
);
const withField = (field: 'userData' | 'publicKey') => {
  const found = said.find(({ evidence }) => (evidence[field] ?? '') !== '');
  if (found === undefined) throw new Error(`no document has ${field}`);
  return { file: found.file, value: String(found.evidence[field]) };
};
const [sample] = said;
if (sample === undefined) throw new Error('there are genuine documents');
const { file, evidence } = sample;
const other = (hex: string) => (hex.startsWith('0') ? '1' : '0') + hex.slice(1);

test('a kept document is verified at its own time, by either name', async () => {
  expect((await verify(file)).result).toMatchObject({ fresh: false, evidence: { root: 'aws' } });
  const { exitCode } = await runCliJson([
    ...['verify', '--document', path(file), '--nonce', 'not-required', '--at', 'document'],
  ]);
  expect(exitCode).toBe(0);
});

describe('registers', () => {
  const pcr = (n: number) => String(evidence.pcrs[String(n)]);

  test('any of 0 to 31 that the document has, in the forms that people paste', async () => {
    const all = [0, 3, 4, 8].flatMap((n) => ['--pcr', `${n}=${pcr(n)}`]);
    expect((await verify(file, ...all)).exitCode).toBe(0);
    for (const form of [`PCR1=${pcr(1)}`, `1=0x${pcr(1).toUpperCase()}`, `1=sha384:${pcr(1)}`])
      expect((await verify(file, '--pcr', form)).exitCode).toBe(0);
  });

  test('another value, and a register that is not there', async () => {
    expect((await verify(file, '--pcr', `2=${other(pcr(2))}`)).error?.code).toBe('pcr-mismatch');
    const absent = [...Array(32).keys()].find((n) => evidence.pcrs[String(n)] === undefined);
    expect((await verify(file, '--pcr', `${absent}=${'00'.repeat(48)}`)).error?.code).toBe(
      'pcr-mismatch',
    );
  });

  test.each([
    ['no value', ['--pcr', '3=']],
    ['no register', ['--pcr', '00'.repeat(48)]],
    ['register 32', ['--pcr', `32=${'00'.repeat(48)}`]],
    ['a register with a zero in front', ['--pcr', `03=${'00'.repeat(48)}`]],
    ['a value of 32 bytes', ['--pcr', `3=${'00'.repeat(32)}`]],
    ['zeros for PCR0', ['--pcr', `0=${'00'.repeat(48)}`]],
    ['a register twice', ['--pcr', `3=${'00'.repeat(48)}`, '--pcr', `PCR3=${'11'.repeat(48)}`]],
    ['the same twice', ['--pcr', `3=${'00'.repeat(48)}`, '--pcr', `3=${'00'.repeat(48)}`]],
    ['nothing', ['--pcr', '']],
  ])('%s is a usage error', async (_name, options) => {
    expect((await verify(file, ...options)).error?.code).toBe('usage');
  });
});

describe('user data and public key', () => {
  test('are exactly the bytes', async () => {
    for (const [field, option] of [
      ['userData', '--user-data'],
      ['publicKey', '--public-key'],
    ] as const) {
      const found = withField(field);
      const met = await verify(found.file, option, found.value);
      expect([met.exitCode, met.result.channelBound]).toEqual([0, true]);
      for (const wrong of [other(found.value), `${found.value}00`, '00'])
        expect((await verify(found.file, option, wrong)).error?.code).toBe(
          field === 'userData' ? 'user-data-mismatch' : 'public-key-mismatch',
        );
    }
  });

  test('a key comes as a file too, in PEM or DER', async () => {
    const { file: found, value } = withField('publicKey');
    await withFolder(async (folder) => {
      const der = Buffer.from(value, 'hex');
      writeFileSync(join(folder, 'key.der'), der);
      expect(
        (await verify(found, '--public-key', `file:${join(folder, 'key.der')}`)).exitCode,
      ).toBe(0);
      const pem = `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----\n`;
      writeFileSync(join(folder, 'key.pem'), pem);
      const { exitCode } = await verify(found, '--public-key', `file:${join(folder, 'key.pem')}`);
      expect(exitCode).toBe(0);
      writeFileSync(join(folder, 'no.pem'), '-----BEGIN CERTIFICATE-----\nAA==\n');
      const refused = await verify(found, '--public-key', `file:${join(folder, 'no.pem')}`);
      expect(refused.error?.code).toBe('usage');
    });
    expect((await verify(found, '--public-key', 'file:')).error?.code).toBe('usage');
    expect((await verify(found, '--public-key', 'file:/nowhere')).exitCode).not.toBe(0);
  });

  test('the checksum of a function is 32 bytes, and binds no channel', async () => {
    const { file: found } = withField('userData');
    const refused = await verify(found, '--function-checksum', 'ab'.repeat(32));
    expect(refused.error?.code).toBe('user-data-mismatch');
    for (const wrong of ['ab'.repeat(31), 'ab'.repeat(48), '', 'checksum'])
      expect((await verify(found, '--function-checksum', wrong)).error?.code).toBe('usage');
    const both = ['--function-checksum', 'ab'.repeat(32), '--user-data', 'ab'];
    expect((await verify(found, ...both)).error?.code).toBe('usage');
  });
});

test('the parent instance, by its name', async () => {
  const instance = /^(i-[0-9a-f]+)-enc/.exec(evidence.moduleId)?.[1] ?? '';
  const [right, wrong] = [instance, 'i-0fffffffffffffff0'];
  expect((await verify(file, '--instance-id', wrong)).error?.code).toBe('not-allowed');
  expect((await verify(file, '--instance-id', right, '--instance-id', wrong)).exitCode).toBe(0);
  for (const invalid of ['', 'i-1', instance.toUpperCase(), evidence.moduleId])
    expect((await verify(file, '--instance-id', invalid)).error?.code).toBe('usage');
});

describe('in the action of the task', () => {
  const step = (inputs: Record<string, string>) =>
    runActionIn('actions/verify', {
      ...{ document: path(file), nonce: 'not-required', 'at-document-time': 'true' },
      ...inputs,
    });

  test('the same holds', async () => {
    const pcr = `0=${evidence.pcrs['0']}\nPCR2=${evidence.pcrs['2']}`;
    expect((await step({ pcr })).outputs).toMatchObject({
      'document-module-id': evidence.moduleId,
    });
    for (const [inputs, code] of [
      [{ pcr: `0=${other(evidence.pcrs['0'])}` }, 'pcr-mismatch'],
      [{ 'user-data': 'ab'.repeat(9) }, 'user-data-mismatch'],
      [{ 'public-key': 'ab'.repeat(9) }, 'public-key-mismatch'],
      [{ 'function-checksum': 'ab'.repeat(32) }, 'user-data-mismatch'],
      [{ 'instance-id': 'i-0fffffffffffffff0' }, 'not-allowed'],
    ] as const) {
      const { outputs, stdout } = await step(inputs);
      expect([outputs, stdout]).toEqual([{}, expect.stringContaining(`::error title=${code}::`)]);
    }
  });

  test('an expectation that is empty is a usage error', async () => {
    for (const name of [
      ...['user-data', 'public-key', 'pcr', 'function-checksum', 'instance-id', 'image', 'nonce'],
      ...['remember', 'approval-trust', 'max-age'],
    ]) {
      const { exitCode, stdout } = await step({ [name]: '' });
      expect([name, exitCode]).toEqual([name, 1]);
      expect(stdout).toContain('::error title=usage::');
    }
  });
});
