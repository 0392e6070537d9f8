import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { bodyOf, listenOnLoopback } from '../doubles/loopback.js';
import { CLI, runAction, runCli, runCliJson, withFolder } from '../fakes/processes.js';

interface Verdict {
  readonly exit: number;
  readonly code?: string;
}

interface Entry {
  readonly file: string;
  readonly timestampMs?: number;
  readonly moduleId?: string;
  readonly pcrs?: Readonly<Record<string, string>>;
  readonly expect: { readonly archived: Verdict; readonly live: Verdict };
}

const FOLDER = join(import.meta.dirname, '../vectors/attestation');
const path = (file: string) => join(FOLDER, file);
const index: readonly Entry[] = JSON.parse(readFileSync(path('index.json'), 'utf8'));
const derived: {
  readonly at: number;
  readonly cases: readonly { file: string; expect: 'accept' | 'refuse'; code?: string }[];
} = JSON.parse(readFileSync(path('derived/index.json'), 'utf8'));
const at = (ms = Date.UTC(2025, 0, 1)) => ['--at', new Date(ms).toISOString()];
const verify = (file: string, ...more: readonly string[]) =>
  runCliJson(['verify', '--document', file, '--nonce', 'not-required', ...more]);

const genuine = index.filter(({ expect: { archived } }) => archived.exit === 0);
const [sample] = genuine;
if (sample === undefined) throw new Error('there are genuine documents');
const bytes = readFileSync(path(sample.file));

describe.each(index)('$file', ({ file, timestampMs, moduleId, expect: verdict }) => {
  test(`archived ends with ${verdict.archived.code ?? 'done'}, live with ${verdict.live.code ?? 'done'}`, async () => {
    const archived = await verify(path(file), ...at(timestampMs));
    expect([archived.exitCode, archived.error?.code]).toEqual([
      verdict.archived.exit,
      verdict.archived.code,
    ]);
    if (verdict.archived.exit === 0) {
      expect(archived.result).toMatchObject({
        evidence: { moduleId, root: 'aws' },
        fresh: false,
        channelBound: false,
        rollbackProtected: false,
      });
      expect(archived.result.appraisal).toBeUndefined();
      expect(archived.warnings.map(({ code }) => code)).toEqual(['not-appraised']);
    }
    const live = await verify(path(file));
    expect([live.exitCode, live.error?.code]).toEqual([verdict.live.exit, verdict.live.code]);
  });
});

test.each(derived.cases)('$file: $expect $code', async ({ file, expect: verdict, code }) => {
  const { exitCode, error } = await verify(path(file), ...at(derived.at));
  expect([exitCode === 0 ? 'accept' : 'refuse', error?.code]).toEqual([verdict, code]);
});

describe('encodings of the input', () => {
  test.each([
    ['raw', bytes],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['base64 with a line end', Buffer.from(`${bytes.toString('base64')}\n`)],
    ['base64url', Buffer.from(bytes.toString('base64url'))],
    ['JSON', Buffer.from(JSON.stringify({ attestation_document: bytes.toString('base64') }))],
    ['JSON of the other name', Buffer.from(JSON.stringify({ document: bytes.toString('base64') }))],
  ])('%s, also on standard input', async (_name, input) => {
    await withFolder(async (folder) => {
      const file = join(folder, 'document');
      writeFileSync(file, input);
      expect((await verify(file, ...at(sample.timestampMs))).exitCode).toBe(0);
      const args = ['verify', '--document', '-', '--nonce', 'not-required', '--json'];
      const { stdout } = spawnSync(process.execPath, [CLI, ...args, ...at(sample.timestampMs)], {
        input,
        encoding: 'utf8',
      });
      expect(JSON.parse(stdout)).toMatchObject({ exitCode: 0, result: { fresh: false } });
    });
  });
});

describe('a refused document', () => {
  test('is shown where that is asked for, and stays refused', async () => {
    const debug = index.find(({ expect: { archived } }) => archived.code === 'debug-mode');
    const file = path(debug?.file ?? '');
    const shown = await verify(file, ...at(debug?.timestampMs), '--show');
    expect(shown).toMatchObject({
      exitCode: 3,
      error: { code: 'debug-mode' },
      result: { unverified: { moduleId: debug?.moduleId } },
    });
    expect((await verify(file, ...at(debug?.timestampMs))).result).toBeUndefined();
  });

  test('a nonce that it does not answer is refused', async () => {
    const nonce = 'ab'.repeat(32);
    const args = ['verify', '--document', path(sample.file), '--nonce', nonce];
    const { exitCode, error } = await runCliJson([...args, ...at(sample.timestampMs)]);
    expect([exitCode, error?.code?.startsWith('nonce-')]).toEqual([3, true]);
  });
});

describe('appraised against the list', () => {
  const unsigned = genuine.find(
    ({ pcrs = {} }) => ['0', '1', '2'].every((name) => name in pcrs) && !('8' in pcrs),
  );
  if (unsigned === undefined) throw new Error('there is a genuine document of an unsigned image');
  const { file, timestampMs, pcrs = {} } = unsigned;

  test('accepted while the release is there, and refused with the reason once it is not', async () => {
    await withFolder(async (folder) => {
      const run = (...args: string[]) => runCliJson(args, { cwd: folder });
      const words = ['--enclave', 'signer', '--certificate', 'unsigned', '--instance-role', 'any'];
      await run('init', ...words);
      const config = join(folder, 'pcr-allowlist.yml');
      writeFileSync(config, `${readFileSync(config, 'utf8')}allow-given-measurements: true\n`);
      const sha256 = 'cd'.repeat(32);
      const measured = {
        command: 'measure',
        exitCode: 0,
        result: {
          image: { name: 'enclave.eif', sha256 },
          measurements: { PCR0: pcrs['0'], PCR1: pcrs['1'], PCR2: pcrs['2'] },
        },
      };
      writeFileSync(join(folder, 'measured.json'), JSON.stringify(measured));
      await run(
        'publish',
        '--measurements',
        'measured.json',
        '--sha256',
        sha256,
        '--release',
        'v1',
      );
      const args = ['verify', '--document', path(file), '--nonce', 'not-required'];
      const check = () =>
        run(
          ...args,
          ...at(timestampMs),
          '--config',
          'pcr-allowlist.yml',
          '--remember',
          'seen.json',
        );
      expect(await check()).toMatchObject({
        exitCode: 0,
        result: { appraisal: { accepted: true, release: 'v1', reasons: [] }, fresh: false },
      });
      expect((await check()).result.rollbackProtected).toBe(true);
      await run('revoke', 'v1', '--reason', 'leak', '--allow-empty');
      expect(await check()).toMatchObject({
        exitCode: 3,
        error: { code: 'revoked' },
        result: { appraisal: { accepted: false } },
      });
      const step = await runAction({
        command: 'verify',
        document: path(file),
        nonce: 'not-required',
        at: new Date(timestampMs ?? 0).toISOString(),
        config,
      });
      expect([step.exitCode, step.outputs['release-id']]).toEqual([3, undefined]);
      expect(step.summary).toContain('revoked');
    });
  });
});

describe('from an endpoint', () => {
  /** Hands out one document, whatever it is asked, and keeps the questions. */
  async function withEndpoint(
    answer: (request: IncomingMessage) => Buffer | string | { status: number; body: string },
    use: (url: string, asked: { method: string; url: string; body: string }[]) => Promise<void>,
  ): Promise<void> {
    const asked: { method: string; url: string; body: string }[] = [];
    const server = await listenOnLoopback(async (request, response) => {
      const { method = '', url = '' } = request;
      asked.push({ method, url, body: (await bodyOf(request)).toString() });
      const answered = answer(request);
      if (typeof answered === 'string' || Buffer.isBuffer(answered)) response.end(answered);
      else response.writeHead(answered.status).end(answered.body);
    });
    try {
      await use(`${server.endpoint}/attestation?id=7`, asked);
    } finally {
      await server.stop();
    }
  }

  test('get and post send a nonce of 32 bytes, another each time; an old document does not pass for an answer', async () => {
    await withEndpoint(
      () => JSON.stringify({ document: bytes.toString('base64') }),
      async (url, asked) => {
        for (const method of ['get', 'post', 'get']) {
          const { exitCode } = await runCliJson(['verify', '--url', url, '--method', method]);
          expect(exitCode).toBe(3);
        }
        const nonces = asked.map(({ method, url: address, body }) =>
          method === 'GET'
            ? new URL(address, url).searchParams.get('nonce')
            : Buffer.from(JSON.parse(body).nonce, 'base64').toString('hex'),
        );
        expect(new Set(nonces).size).toBe(3);
        for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{64}$/);
        expect(asked[0]?.url).toContain('id=7');
      },
    );
  });

  const document = bytes.toString('base64');
  const hex = bytes.toString('hex');

  test.each<[preset: string, body: string, answer: string, path: string, nonce: RegExp]>([
    ['nitriding', '', document, '/enclave/attestation', /^[0-9a-f]{40}$/],
    ['nautilus', '', JSON.stringify({ attestation: hex }), '/get_attestation', /^$/],
    [
      'evervault',
      '',
      JSON.stringify({ attestation_doc: document }),
      '/.well-known/attestation',
      /^$/,
    ],
    [
      'qos',
      '"liveAttestationDocRequest"',
      JSON.stringify({
        liveAttestationDocResponse: { nsm_response: { attestation: { document: hex } } },
      }),
      '/qos/message',
      /^$/,
    ],
  ])('the preset %s', async (preset, body, answer, presetPath, nonce) => {
    await withEndpoint(
      () => answer,
      async (url, asked) => {
        const root = new URL('/', url).href;
        const outcome = await runCliJson(['verify', '--url', root, '--preset', preset]);
        expect([outcome.exitCode, outcome.error?.code]).toEqual([3, 'chain-expired']);
        const [question] = asked;
        const address = new URL(question?.url ?? '', url);
        expect([address.pathname, question?.body]).toEqual([presetPath, body]);
        expect(address.searchParams.get('nonce') ?? '').toMatch(nonce);
        const codes = outcome.warnings.map(({ code }) => code);
        expect(codes.includes('nonce-not-asked')).toBe(preset !== 'nitriding');
        // A path that is named is kept.
        await runCliJson(['verify', '--url', url, '--preset', preset]);
        expect(asked[1]?.url).toContain('/attestation?id=7');
      },
    );
  });

  test('size, encoding and names of the nonce, and the name of the document, can be said', async () => {
    await withEndpoint(
      () => JSON.stringify({ data: { evidence: document } }),
      async (url, asked) => {
        const name = ['--document-name', 'data.evidence'];
        const options = ['--nonce-bytes', '20', '--nonce-name', 'challenge', ...name];
        const ask = (...more: readonly string[]) =>
          runCliJson(['verify', '--url', url, ...options, ...more]);
        expect((await ask('--nonce-encoding', 'base64url')).error?.code).toBe('chain-expired');
        await ask('--method', 'post', '--nonce-encoding', 'hex');
        await ask('--method', 'post');
        const query = new URL(asked[0]?.url ?? '', url).searchParams.get('challenge');
        expect(query).toMatch(/^[\w-]{27}$/);
        expect(JSON.parse(asked[1]?.body ?? '')).toEqual({
          challenge: expect.stringMatching(/^[0-9a-f]{40}$/),
        });
        expect(JSON.parse(asked[2]?.body ?? '').challenge).toMatch(/^[A-Za-z0-9+/]{27}=$/);
        const unnamed = await runCliJson(['verify', '--url', url]);
        expect(unnamed.error).toMatchObject({
          code: 'envelope-format',
          hint: expect.stringContaining("jq -r '.data.evidence'"),
        });
        const wrong = await runCliJson(['verify', '--url', url, '--document-name', 'data.other']);
        expect(wrong.error?.code).toBe('envelope-format');
      },
    );
  });

  test('an error answer is shown, in part and without control characters', async () => {
    const body = `nonce must be 40 hex digits\u001b[31m\r\n${'x'.repeat(1_000_000)}`;
    await withEndpoint(
      () => ({ status: 400, body }),
      async (url) => {
        const { error } = await runCliJson(['verify', '--url', url]);
        expect(error?.code).toBe('input-not-readable');
        expect(error?.message).toContain('status 400: nonce must be 40 hex digits');
        expect(error?.message.length).toBeLessThan(400);
        expect(error?.message).not.toContain('\u001b');
      },
    );
  });

  test.each([
    ['--nonce-bytes', '15'],
    ['--nonce-bytes', '4097'],
    ['--nonce-encoding', 'base32'],
    ['--preset', 'other'],
    ['--preset', 'nautilus', '--nonce-bytes', '20'],
    ['--nonce', 'not-required', '--nonce-name', 'x'],
    ['--document-name', 'a..b'],
  ])('%s %s is a usage error', async (...args) => {
    const { error } = await runCliJson(['verify', '--url', 'https://127.0.0.1:1/', ...args]);
    expect(error?.code).toBe('usage');
  });

  test('an endless answer, an error and another address are refused', async () => {
    await withEndpoint(
      () => Buffer.alloc(1024 * 1024, 'A'),
      async (url) => {
        expect((await runCliJson(['verify', '--url', url])).error?.code).toBe('input-not-readable');
      },
    );
    for (const url of ['http://example.com/', 'ftp://127.0.0.1/', 'https://a:b@127.0.0.1/', 'x']) {
      expect((await runCliJson(['verify', '--url', url])).error?.code).toBe('usage');
    }
  });
});

test.each([
  ['no nonce', ['--document', 'x']],
  ['a nonce of no digits', ['--document', 'x', '--nonce', 'abc']],
  ['a file and an endpoint', ['--document', 'x', '--url', 'https://x', '--nonce', 'not-required']],
  ['a nonce for an endpoint', ['--url', 'https://x', '--nonce', 'ab'.repeat(16)]],
  ['an archived endpoint', ['--url', 'https://x', '--at', '2026-01-01T00:00:00Z']],
  ['another partition', ['--document', 'x', '--nonce', 'not-required', '--partition', 'aws-cn']],
  ['a memory of no list', ['--document', 'x', '--nonce', 'not-required', '--remember', 'y']],
  ['half a pin', ['--document', path(sample.file), '--nonce', 'not-required', '--trust', 'x.pem']],
])('%s is a usage error', async (_name, args) => {
  const { exitCode, stderr } = await runCli(['verify', ...args]);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/usage|input-not-found/);
});
