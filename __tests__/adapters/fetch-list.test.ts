import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { fetchList } from '../../src/adapters/fetch-list.js';
import { DSSE_MAX_BYTES } from '../../src/base/size-limits.js';
import { type LoopbackServer, listenOnLoopback } from '../doubles/loopback.js';
import '../to-throw-with-code.js';

let server: LoopbackServer | undefined;
async function serve(answer: (response: ServerResponse, path: string) => void): Promise<string> {
  server = await listenOnLoopback(async ({ url = '' }, response) => answer(response, url));
  return `${server.endpoint}/allowlist.dsse.json`;
}
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

describe('a list at an address', () => {
  test('is taken as it is', async () => {
    const url = await serve((response) => response.end('{"payload":""}'));
    expect(new TextDecoder().decode(await fetchList(url))).toBe('{"payload":""}');
  });

  test.each([404, 403, 500, 204])('status %i', async (status) => {
    const url = await serve((response) => response.writeHead(status).end());
    await expect(fetchList(url)).toRejectWithCode('list-unavailable');
  });

  test('a redirect is not followed', async () => {
    const paths: string[] = [];
    const url = await serve((response, path) => {
      paths.push(path);
      response.writeHead(302, { location: '/other' }).end();
    });
    await expect(fetchList(url)).toRejectWithCode('list-unavailable');
    expect(paths).toEqual(['/allowlist.dsse.json']);
  });

  test('a body without end', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    const url = await serve((response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      };
      response.on('drain', more);
      more();
    });
    await expect(fetchList(url)).toRejectWithCode('list-unavailable');
    expect(sent).toBeLessThan(4 * DSSE_MAX_BYTES);
  });

  test('an answer that breaks off', async () => {
    const url = await serve((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(fetchList(url)).toRejectWithCode('list-unavailable');
  });

  test('what may be secret in the address is in no message', async () => {
    const url = await serve((response) => response.writeHead(404).end());
    const error = await fetchList(`${url}?signature=hush`).catch((caught: Error) => caught);
    expect(String(error)).toContain('/allowlist.dsse.json');
    expect(String(error)).not.toContain('hush');
  });

  test.each([
    '',
    'allowlist.dsse.json',
    'http://example.com/allowlist.dsse.json',
    'https://user:word@example.com/allowlist.dsse.json',
    'file:///allowlist.dsse.json',
    'data:application/json,{}',
  ])('no address of a list: %s', async (address) => {
    await expect(fetchList(address)).toRejectWithCode('usage');
  });
});
