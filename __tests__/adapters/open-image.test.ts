import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fetch } from '../../src/adapters/https-body.js';
import { openImage } from '../../src/adapters/open-image.js';
import type { RemoteImagePorts } from '../../src/adapters/remote-image.js';
import { encodePem } from '../../src/format/pem.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { clientError } from '../doubles/client-error.js';
import { S3InProcess } from '../doubles/s3-calls.js';
import { makeEif, plainSections } from '../fakes/eif-maker.js';
import { makeCertificate, newKey } from '../fakes/nitro-pki.js';

const image = makeEif({ sections: plainSections(['r'.repeat(300_000)]) });
const pin = createHash('sha256').update(image).digest('hex');
const OTHER = '0'.repeat(64);
const URL_ = 'https://example.com/enclave.eif';

let folder = '';
let before: string | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-image-'));
  before = process.env['RUNNER_TEMP'];
  process.env['RUNNER_TEMP'] = folder;
});
afterEach(() => {
  if (before === undefined) delete process.env['RUNNER_TEMP'];
  else process.env['RUNNER_TEMP'] = before;
  rmSync(folder, { recursive: true });
});

type Page = (signal: AbortSignal) => Response;
/** A web of pages; what is on none is 404. */
function web(pages: { readonly [url: string]: Page }) {
  const asked: { readonly url: string; readonly init: Parameters<Fetch>[1] }[] = [];
  const fetch: Fetch = async (url, init) => {
    asked.push({ url, init });
    const page = pages[url];
    return (page?.(init.signal) ?? new Response('', { status: 404 })) as unknown as Awaited<
      ReturnType<Fetch>
    >;
  };
  return { fetch, asked };
}
const sized = (bytes: Uint8Array, headers: { [name: string]: string } = {}): Response =>
  new Response(Uint8Array.from(bytes), {
    headers: { 'content-length': String(bytes.length), ...headers },
  });
const redirect = (location: string, status = 302): Response =>
  new Response(null, { status, headers: location === '' ? {} : { location } });
/** Some bytes, and then silence until somebody gives up. */
const stalled = (signal: AbortSignal): Response =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(10));
        signal.addEventListener('abort', () => controller.error(signal.reason));
      },
    }),
  );

/** Opens, measures and closes; no file may be left however it ends. */
async function measured(name: string, ports: RemoteImagePorts, sha256?: string): Promise<string> {
  try {
    const source = await openImage(name, sha256 === undefined ? {} : { sha256 }, ports);
    try {
      return (await measureEif(source)).image.sha256;
    } finally {
      await source.close();
    }
  } finally {
    expect(readdirSync(folder)).toEqual([]);
  }
}

describe('a local file', () => {
  const local = () => {
    const path = join(folder, 'a.eif');
    writeFileSync(path, image);
    return path;
  };

  test('with the pin, with another, and without', async () => {
    const path = local();
    for (const options of [{}, { sha256: pin }]) {
      const source = await openImage(path, options);
      expect(source).toMatchObject({ name: path, sizeBytes: image.length });
      await source.close();
    }
    await expect(openImage(path, { sha256: OTHER })).toRejectWithCode('sha256-mismatch');
    await expect(openImage(`${path}x`, { sha256: pin })).toRejectWithCode('input-not-found');
    const empty = join(folder, 'empty');
    writeFileSync(empty, '');
    await expect(openImage(empty, { sha256: OTHER })).toRejectWithCode('sha256-mismatch');
  });

  test.each(['', 'abc', pin.toUpperCase(), `${pin}0`, `sha256:${pin}`])(
    'no pin: %j',
    async (sha256) => {
      await expect(openImage(local(), { sha256 })).toRejectWithCode('usage');
    },
  );

  test.each(['http://example.com/a.eif', 'ftp://a/b', 'file:///a', 'gs://a/b', 'HTTP://x'])(
    'no address: %s',
    async (name) => {
      const { fetch, asked } = web({});
      await expect(measured(name, { fetch })).toRejectWithCode('usage');
      expect(asked).toEqual([]);
    },
  );
});

describe('https', () => {
  test('streamed into a file that only its owner can read, and that close removes', async () => {
    const { fetch, asked } = web({ [URL_]: () => sized(image) });
    const progress: (number | undefined)[][] = [];
    const source = await openImage(
      URL_,
      { sha256: pin, onProgress: (done, total) => progress.push([done, total]) },
      { fetch },
    );
    expect(source).toMatchObject({ name: URL_, sizeBytes: image.length });
    const [made = ''] = readdirSync(folder);
    if (process.platform !== 'win32') {
      expect(statSync(join(folder, made)).mode & 0o777).toBe(0o700);
      expect(statSync(join(folder, made, 'image.eif')).mode & 0o777).toBe(0o600);
    }
    expect(progress.at(-1)).toEqual([image.length, image.length]);
    await source.confirmUnchanged();
    await source.close();
    expect(readdirSync(folder)).toEqual([]);
    const [{ init } = { init: undefined }] = asked;
    expect(init).toMatchObject({ redirect: 'manual', credentials: 'omit' });
    expect(Object.keys(init?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'user-agent',
    ]);
  });

  test('measures as the file would, with and without a size in the answer', async () => {
    for (const page of [() => sized(image), () => new Response(Uint8Array.from(image))]) {
      expect(await measured(URL_, web({ [URL_]: page }), pin)).toBe(pin);
    }
  });

  test('another image than the pinned one', async () => {
    const { fetch } = web({ [URL_]: () => sized(image) });
    await expect(measured(URL_, { fetch }, OTHER)).toRejectWithCode('sha256-mismatch');
  });

  test('redirects: five, relative ones too', async () => {
    const at = (n: number): string => `https://example.com/${n}`;
    const pages: { [url: string]: Page } = { 'https://cdn.example.com/x': () => sized(image) };
    for (let n = 0; n < 4; n++) pages[at(n)] = () => redirect(`/${n + 1}`, 301 + (n % 3));
    pages[at(4)] = () => redirect('https://cdn.example.com/x', 308);
    const { fetch, asked } = web({ ...pages });
    expect(await measured(at(0), { fetch }, pin)).toBe(pin);
    expect(asked).toHaveLength(6);
    const once = web({ ...pages, [URL_]: () => redirect(at(0)) });
    await expect(measured(URL_, once)).toRejectWithCode('input-not-readable');
    expect(once.asked).toHaveLength(6);
  });

  test.each([
    'http://example.com/a.eif',
    'file:///etc/passwd',
    'https://user:pw@example.com/',
    'https://',
    '',
  ])('a redirect to %j is not followed', async (location) => {
    const { fetch, asked } = web({ [URL_]: () => redirect(location) });
    await expect(measured(URL_, { fetch })).toRejectWithCode('input-not-readable');
    expect(asked).toHaveLength(1);
  });

  test.each<[string, Page, string]>([
    ['404', () => new Response('', { status: 404 }), 'input-not-found'],
    ['410', () => new Response('', { status: 410 }), 'input-not-found'],
    ['403', () => new Response('', { status: 403 }), 'input-not-readable'],
    ['500', () => new Response('', { status: 500 }), 'input-not-readable'],
    ['206', () => new Response('x', { status: 206 }), 'input-not-readable'],
    ['204', () => new Response(null, { status: 204 }), 'input-not-readable'],
    ['encoded', () => sized(image, { 'content-encoding': 'gzip' }), 'input-not-readable'],
    ['longer than said', () => sized(image, { 'content-length': '10' }), 'input-not-readable'],
    ['shorter than said', () => sized(image, { 'content-length': '999999' }), 'input-not-readable'],
    ['stalled', stalled, 'input-not-readable'],
  ])('%s', async (_, page, code) => {
    const { fetch } = web({ [URL_]: page });
    await expect(measured(URL_, { fetch, idleMs: 50 })).toRejectWithCode(code);
  });

  test('too large, by its size before anything is kept, or by what arrives', async () => {
    const maxBytes = image.length - 1;
    for (const page of [() => sized(image), () => new Response(Uint8Array.from(image))]) {
      const { fetch } = web({ [URL_]: page });
      await expect(measured(URL_, { fetch, maxBytes })).toRejectWithCode('input-not-readable');
    }
    const { fetch } = web({ [URL_]: () => sized(image) });
    expect(await measured(URL_, { fetch, maxBytes: image.length })).toBe(pin);
    let kept = 0;
    const onProgress = () => kept++;
    const claim = { 'content-length': String(maxBytes + 1) };
    const short = web({ [URL_]: () => sized(image.slice(0, 9), claim) });
    const claimed = openImage(URL_, { onProgress }, { ...short, maxBytes });
    await expect(claimed).toRejectWithCode('input-not-readable');
    expect(kept).toBe(0);
  });

  test('a slow body is borne for as long as something comes', async () => {
    const piece = Math.ceil(image.length / 5);
    const page: Page = (signal) =>
      new Response(
        new ReadableStream({
          async start(controller) {
            signal.addEventListener('abort', () => controller.error(signal.reason));
            for (let offset = 0; offset < image.length; offset += piece) {
              await new Promise((resolve) => setTimeout(resolve, 300));
              controller.enqueue(image.slice(offset, offset + piece));
            }
            controller.close();
          },
        }),
      );
    expect(await measured(URL_, { ...web({ [URL_]: page }), idleMs: 1000 }, pin)).toBe(pin);
  });

  test('no connection, and silence before the answer', async () => {
    const down: Fetch = async () => {
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    };
    const error = await measured(URL_, { fetch: down }).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'input-not-readable' });
    expect(error.message).toContain('ECONNREFUSED');
    const silent: Fetch = (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const silence = measured(URL_, { fetch: silent, idleMs: 50 });
    await expect(silence).toRejectWithCode('input-not-readable');
  });

  test('a server whose certificate nobody vouches for is not asked for anything', async () => {
    const key = newKey('P-256');
    const name = { subject: 'localhost', issuer: 'localhost', serial: '01' };
    const dates = { notBefore: 0, notAfter: Date.UTC(2049, 0) };
    const plan = { ...name, ...dates, key, issuerKey: key, basicConstraints: { ca: true } };
    let requests = 0;
    const server = createServer(
      {
        key: key.privateKey.export({ format: 'pem', type: 'pkcs8' }),
        cert: encodePem('CERTIFICATE', makeCertificate(plan)),
      },
      (_request, response) => {
        requests++;
        response.end(image);
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const opened = measured(`https://127.0.0.1:${port}/a.eif`, {});
      await expect(opened).toRejectWithCode('input-not-readable');
      expect(requests).toBe(0);
    } finally {
      server.close();
    }
  });

  test('what may be a secret is in no message', async () => {
    const address = `${URL_}?X-Amz-Signature=SECRET#SECRET`;
    const { fetch } = web({});
    const missing = await measured(address, { fetch }).catch((caught) => caught);
    const user = await measured('https://u:SECRET@a/b', { fetch }).catch((caught) => caught);
    expect([missing.code, user.code]).toEqual(['input-not-found', 'usage']);
    for (const { message, hint, at } of [missing, user])
      expect(JSON.stringify([message, hint, at])).not.toContain('SECRET');
  });

  test('no folder to keep it in', async () => {
    process.env['RUNNER_TEMP'] = join(folder, 'none');
    const { fetch } = web({ [URL_]: () => sized(image) });
    await expect(openImage(URL_, {}, { fetch })).toRejectWithCode('input-not-readable');
  });
});

describe('S3', () => {
  const put = {
    contentType: '',
    cacheControl: undefined,
    condition: { ifNoneMatch: '*' },
  } as const;
  const bucket = S3InProcess.ofBucket('acme');
  const small = makeEif({ sections: plainSections(['ramdisk']) });
  const smallPin = createHash('sha256').update(small).digest('hex');
  const s3Calls = async () => bucket;

  test.each(['a.eif', 'builds/../#1 a+b?.eif', '.hidden//x', 'é\\'])('any key: %s', async (key) => {
    const checksumSha256 = createHash('sha256').update(small).digest('base64');
    await bucket.put({ ...put, bucket: 'acme', key, bytes: small, checksumSha256 });
    expect(await measured(`s3://acme/${key}`, { s3Calls }, smallPin)).toBe(smallPin);
    await expect(measured(`s3://acme/${key}`, { s3Calls }, OTHER)).toRejectWithCode(
      'sha256-mismatch',
    );
    bucket.s3.bucket('acme').delete(key, undefined);
  });

  test.each([
    ['s3://acme/none', 'input-not-found'],
    ['s3://none/a.eif', 'input-not-found'],
    ['s3://acme', 'usage'],
    ['s3://acme/', 'usage'],
    ['s3://acme/folder/', 'usage'],
    ['s3://Acme/a', 'usage'],
    [`s3://acme/${'x'.repeat(1025)}`, 'usage'],
  ])('%s', async (address, code) => {
    await expect(measured(address, { s3Calls })).toRejectWithCode(code);
  });

  test('no permission, no credentials, a body that breaks off', async () => {
    bucket.faults.push({ name: 'AccessDenied', status: 403 });
    const denied = await measured('s3://acme/a', { s3Calls }).catch((caught) => caught);
    expect(denied).toMatchObject({
      code: 'input-not-readable',
      hint: expect.stringContaining('s3:GetObject'),
    });
    bucket.faults.push({ name: 'CredentialsProviderError' });
    await expect(measured('s3://acme/a', { s3Calls })).toRejectWithCode('input-not-readable');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(9);
      throw clientError('ECONNRESET');
    }
    const calls = {
      get: async () => ({ etag: '"1"', sizeBytes: 99, body: broken() }),
      put: bucket.put,
      list: bucket.list,
    };
    const cut = measured('s3://acme/a', { s3Calls: async () => calls });
    await expect(cut).toRejectWithCode('input-not-readable');
  });
});
