import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { runProgram } from '../fakes/processes.js';

const VERIFIER = pathToFileURL(join(import.meta.dirname, '../../dist/verifier.js')).href;

test.each([
  ['lists', "'[' + '[],'.repeat(5_500_000) + '[]]'"],
  ['objects', "'[' + '{\"a\":1},'.repeat(2_000_000) + '{}]'"],
  ['escapes', String.raw`'[' + '"\\\\",'.repeat(3_000_000) + '1]'`],
])(
  '16 MiB of hostile JSON, %s, are refused in a process with a small heap',
  async (_, text) => {
    const script = `
    const { verifyEnvelope, parsePublicKeyPem } = await import('${VERIFIER}');
    const { generateKeyPairSync } = await import('node:crypto');
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = parsePublicKeyPem(pair.publicKey.export({ type: 'spki', format: 'pem' }));
    const bytes = new TextEncoder().encode(${text});
    if (bytes.length > 16 * 1024 * 1024 || bytes.length < 12 * 1024 * 1024) throw new Error(String(bytes.length));
    await verifyEnvelope(bytes, { keys: [key], threshold: 1 }).then(
      () => console.log('accepted'),
      ({ code }) => console.log(code),
    );`;
    const args = ['--max-old-space-size=96', '--input-type=module', '-e', script];
    const { stdout, exitCode } = await runProgram(process.execPath, args);
    expect([stdout.trim(), exitCode]).toEqual(['statement-format', 0]);
  },
  60_000,
);
