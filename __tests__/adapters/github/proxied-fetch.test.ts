import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openGitHub } from '../../../src/adapters/github/github-client.js';
import type { GitHub } from '../../../src/workflow/github/github-port.js';
import { type GitHubServer, startGitHub } from '../../doubles/github-http.js';
import { approvedState, REPOSITORY, RUN_ID } from '../../doubles/github-run.js';

const RUN = `/repos/${REPOSITORY}/actions/runs/${RUN_ID}`;
const VARIABLES = ['http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'];

/** A proxy that asks for a password and leads every host to `endpoint`. `asked` holds the hosts. */
async function startProxy(endpoint: string, asked: string[]): Promise<Server> {
  const { hostname, port } = new URL(endpoint);
  const expected = `Basic ${Buffer.from('user:pass').toString('base64')}`;
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    if (request.headers['proxy-authorization'] !== expected) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const server = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      server.pipe(socket).pipe(server);
    });
    server.on('error', () => socket.destroy());
    socket.on('error', () => server.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return proxy;
}

let server: GitHubServer;
let proxy: Server;
let asked: string[];
let github: GitHub;
const before = new Map(VARIABLES.map((name) => [name, process.env[name]]));

beforeEach(async () => {
  server = await startGitHub(approvedState('2026-03-01T12:00:00Z'));
  asked = [];
  proxy = await startProxy(server.endpoint, asked);
  for (const name of VARIABLES) delete process.env[name];
  process.env['http_proxy'] = `http://user:pass@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  github = await openGitHub({
    token: 'ghs_secret',
    repository: REPOSITORY,
    apiUrl: 'http://api.github.test',
    retryBaseMs: 1,
  });
});
afterEach(async () => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
  await server.stop();
});

test('a read goes through the proxy, with its token', async () => {
  expect(await github.get(RUN)).toMatchObject({ kind: 'answered', body: { id: RUN_ID } });
  expect(asked).toEqual(['api.github.test:80']);
  expect(server.requests).toEqual([{ what: `GET ${RUN}`, token: 'token ghs_secret' }]);
});

test('so do texts and bytes', async () => {
  const made = await github.send('POST', `/repos/${REPOSITORY}/releases`, { tag_name: 'v1' });
  const { upload_url: url } = (made as { body: { upload_url: string } }).body;
  const throughProxy = url.replace(server.endpoint, 'http://uploads.github.test');
  expect(await github.upload(throughProxy, 'a.json', new Uint8Array([1, 2]))).toMatchObject({
    kind: 'answered',
    body: { name: 'a.json', size: 2 },
  });
  expect(asked).toEqual(['api.github.test:80', 'uploads.github.test:80']);
});

test.each([
  ['500', { status: 500 }],
  ['a lost connection', 'drop'],
  ['a truncated answer', 'truncated'],
] as const)('a read is tried again after %s', async (_, fault) => {
  server.fault(/runs/, fault);
  expect(await github.get(RUN)).toMatchObject({ kind: 'answered', body: { id: RUN_ID } });
});

test('a refusal is an answer', async () => {
  server.fault(/runs/, { status: 404, body: { message: 'Not Found' } });
  expect(await github.get(RUN)).toEqual({ kind: 'refused', status: 404, message: 'Not Found' });
});

test('loopback is asked directly', async () => {
  const direct = await openGitHub({
    token: 'ghs_secret',
    repository: REPOSITORY,
    apiUrl: server.endpoint,
    retryBaseMs: 1,
  });
  expect(await direct.get(RUN)).toMatchObject({ kind: 'answered', body: { id: RUN_ID } });
  expect(asked).toEqual([]);
});

test('a proxy that refuses is no answer of GitHub', async () => {
  process.env['http_proxy'] = (process.env['http_proxy'] ?? '').replace('pass', 'word');
  await expect(github.get(RUN)).toRejectWithCode('github-unavailable');
});
