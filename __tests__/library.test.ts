import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pcrsOf, vectorPath } from './fakes/eif-vectors.js';

const root = join(import.meta.dirname, '..');

/** Runs a module that imports the built package by its name, as a user's program does. */
function runProgram(body: string): unknown {
  const program = `import * as library from 'pcr-allowlist'; ${body}`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    encoding: 'utf8',
  });
  return JSON.parse(printed);
}

describe('the built library', () => {
  test('measures a file and memory, with Node’s hashes and with portable ones', () => {
    const path = JSON.stringify(vectorPath('signed-p384.eif'));
    const found = runProgram(`
      import { readFileSync } from 'node:fs';
      const { measureEif, openFileSource, memorySource, digestInThread, portableHashing } = library;
      const source = await openFileSource(${path});
      const fromFile = await measureEif(source);
      await source.close();
      const digester = digestInThread(portableHashing);
      const fromMemory = await measureEif(memorySource(readFileSync(${path})), { digester });
      console.log(JSON.stringify([fromFile.measurements, fromMemory.measurements, fromFile.signature.algorithm]));
    `);
    expect(found).toEqual([pcrsOf('signed-p384.eif'), pcrsOf('signed-p384.eif'), 'ES384']);
  });

  test('refuses with its own error classes', () => {
    const path = JSON.stringify(vectorPath('malformed/signature-other-image.eif'));
    const found = runProgram(`
      const { measureEif, openFileSource, TrustError, pcr3OfRole, nodeHashing } = library;
      const error = await measureEif(await openFileSource(${path})).catch((caught) => caught);
      console.log(JSON.stringify([error instanceof TrustError, error.code, pcr3OfRole('arn:aws:iam::123456789012:role/Webserver', nodeHashing).slice(0, 8)]));
    `);
    expect(found).toEqual([true, 'signature-pcr0', '78fce75d']);
  });

  test('proves what a key policy lets out', () => {
    const attested = { 'kms:RecipientAttestation:PCR0': 'a1'.repeat(48) };
    const policyOf = (condition: object) => ({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:role/signer' },
          Action: 'kms:Decrypt',
          Resource: '*',
          Condition: { StringEqualsIgnoreCase: condition },
        },
      ],
    });
    const found = runProgram(`
      const { parseKeyPolicy, proveKeyPolicy } = library;
      const dataOf = (policy) => proveKeyPolicy({
        policy: parseKeyPolicy(JSON.stringify(policy)), description: undefined, grants: [], now: Date.UTC(2026, 0, 1),
      }).data;
      const locked = dataOf(${JSON.stringify(policyOf(attested))});
      const open = dataOf(${JSON.stringify(policyOf({ 'kms:CallerAccount': '111122223333' }))});
      console.log(JSON.stringify([locked.answer, locked.admitted.map(({ registers }) => registers), open.answer, open.openings.map(({ how }) => how)]));
    `);
    expect(found).toEqual(['locked', [{ PCR0: ['a1'.repeat(48)] }], 'open', ['no-document']]);
  });

  test('has the types that package.json promises', () => {
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const types = readFileSync(join(root, exports['.'].types), 'utf8');
    expect(types).toContain('measureEif');
    expect(types).toContain('openFileSource');
  });
});
