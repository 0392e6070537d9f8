import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { DSSE_MAX_BYTES } from '../../src/base/size-limits.js';
import { type LoopbackServer, listenOnLoopback } from '../doubles/loopback.js';
import { type Finished, runCli, withFolder } from '../fakes/processes.js';
import { awsEnvironment } from '../wire/clients.js';
import { flood, IN_FLIGHT_MAX_BYTES } from './flood.js';
import { Scene } from './scene.js';

const GIGABYTE = 1024 ** 3;
const LIST = 'ab'.repeat(16);

const opened: LoopbackServer[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.stop();
});

/** A store whose answer to every read is the answerer's. */
async function verifyAgainst(
  answer: (response: ServerResponse) => void,
): Promise<{ readonly finished: Finished; readonly error: { code: string } }> {
  const server = await listenOnLoopback(async (_request, response) => answer(response));
  opened.push(server);
  return withFolder(async (folder) => {
    const scene = await Scene.create();
    const pins = ['--list', LIST, '--trust', scene.path('list.pub.pem')];
    const finished = await runCli(
      ['verify', '--allow-list', '--store', 's3://bucket/x', ...pins, '--json'],
      {
        cwd: folder,
        env: {
          HOME: folder,
          ...awsEnvironment({ s3: server.endpoint }),
        },
      },
    );
    scene.remove();
    return { finished, error: JSON.parse(finished.stdout).error };
  });
}

describe('what a store answers to a read', () => {
  test('a gigabyte that says so is not read', async () => {
    const sent = { bytes: 0 };
    const { error } = await verifyAgainst((response) => {
      response.writeHead(200, { etag: '"a"', 'content-length': String(GIGABYTE) });
      flood(response, sent);
    });
    expect(error.code).toBe('list-unavailable');
    expect(sent.bytes).toBeLessThan(IN_FLIGHT_MAX_BYTES);
  });

  test('a gigabyte that does not say so is read as far as the limit', async () => {
    const sent = { bytes: 0 };
    const { error } = await verifyAgainst((response) => {
      response.writeHead(200, { etag: '"a"' });
      flood(response, sent);
    });
    expect(error.code).toBe('list-unavailable');
    expect(sent.bytes).toBeLessThan(DSSE_MAX_BYTES + IN_FLIGHT_MAX_BYTES);
  });

  test('a gigabyte of an error is read as far as a limit', async () => {
    const sent = { bytes: 0 };
    const { error } = await verifyAgainst((response) => {
      response.writeHead(403, { 'content-type': 'application/xml' });
      flood(response, sent);
    });
    expect(error.code).toBe('list-unavailable');
    expect(sent.bytes).toBeLessThan(IN_FLIGHT_MAX_BYTES);
  });

  test.each<readonly [string, (response: ServerResponse) => void, string]>([
    [
      'less than it said',
      (response) => {
        response.writeHead(200, { etag: '"a"', 'content-length': '5000' });
        response.write('{');
        setImmediate(() => response.destroy());
      },
      'list-unavailable',
    ],
    ['no ETag', (response) => response.writeHead(200).end('{}'), 'list-unavailable'],
    [
      'a page of a proxy',
      (response) => response.writeHead(200, { etag: '"a"' }).end('<html>sign in</html>'),
      'statement-format',
    ],
    [
      'a redirect to another host',
      (response) =>
        response
          .writeHead(301, { location: 'http://127.0.0.1:1/x', 'x-amz-bucket-region': 'x/../y' })
          .end(),
      'list-unavailable',
    ],
    [
      'compressed bytes',
      (response) =>
        response
          .writeHead(200, { etag: '"a"', 'content-encoding': 'gzip' })
          .end(Buffer.from('1f8b0800', 'hex')),
      'statement-format',
    ],
  ])('%s', async (_name, answer, code) => {
    const { error, finished } = await verifyAgainst(answer);
    expect(error.code).toBe(code);
    expect(finished.stderr).toBe('');
  });
});
