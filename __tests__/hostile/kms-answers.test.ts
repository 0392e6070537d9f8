import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AssumedRoles, RoleNotAssumed } from '../../src/adapters/aws/assume-role.js';
import { kmsProbe } from '../../src/adapters/aws/kms-probe.js';
import { type LoopbackServer, listenOnLoopback } from '../doubles/loopback.js';
import { awsEnvironment, CREDENTIALS } from '../wire/clients.js';
import { flood, IN_FLIGHT_MAX_BYTES } from './flood.js';

const ROLE = 'arn:aws:iam::111122223333:role/signer';
const KEY = `arn:aws:kms:us-east-1:111122223333:key/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`;

const before = { ...process.env };
const sent = { bytes: 0 };
let server: LoopbackServer;
beforeEach(async () => {
  sent.bytes = 0;
  server = await listenOnLoopback(async (_request, response) => {
    response.writeHead(403, { 'content-type': 'application/x-amz-json-1.1' });
    flood(response, sent);
  });
  Object.assign(process.env, awsEnvironment({ sts: server.endpoint }));
});
afterEach(async () => {
  process.env = { ...before };
  await server.stop();
});

describe('a gigabyte of an error is read as far as a limit', () => {
  test('by the probe, which then does not know', async () => {
    const probe = await kmsProbe({
      key: KEY,
      role: ROLE,
      credentials: async () => CREDENTIALS,
      endpoint: server.endpoint,
      clock: Date.now,
      random: Math.random,
      // No second try.
      sleep: async () => {
        throw new Error('asked again');
      },
    });
    expect((await probe.ask()).kind).toBe('unknown');
    expect(sent.bytes).toBeLessThan(IN_FLIGHT_MAX_BYTES);
  });

  test('by the client of STS, which then has no session', async () => {
    const asked = new AssumedRoles().in('us-east-1', ROLE)();
    await expect(asked).rejects.toBeInstanceOf(RoleNotAssumed);
    expect(sent.bytes).toBeLessThan(4 * IN_FLIGHT_MAX_BYTES);
  });
});
