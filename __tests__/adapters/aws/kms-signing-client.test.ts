import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openKmsSigner } from '../../../src/adapters/aws/kms-signer.js';
import { openSigningCalls } from '../../../src/adapters/aws/kms-signing-client.js';
import { generateKeyPair } from '../../../src/adapters/files/key-file-signer.js';
import { openSigner } from '../../../src/adapters/open-signer.js';
import { encodeUtf8 } from '../../../src/base/encoding.js';
import { verifySignature } from '../../../src/manifest/verify-manifest.js';
import {
  jsonErrorAnswer,
  type ScriptedAnswer,
  ScriptedServer,
  setAwsEnvironment,
} from '../../doubles/scripted-server.js';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ARN = `arn:aws:kms:eu-west-1:111122223333:key/${ID}`;
const QUICK = { connectMs: 500, answerMs: 300, idleMs: 300 };
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spkiDer = publicKey.export({ format: 'der', type: 'spki' });
const DATA = encodeUtf8('what is signed');

let wire: ScriptedServer;
let restore: () => void;
beforeEach(async () => {
  wire = await ScriptedServer.open();
  restore = setAwsEnvironment({ AWS_ENDPOINT_URL_KMS: wire.url, AWS_REGION: 'eu-central-1' });
});
afterEach(async () => {
  restore();
  await wire.close();
});

const json = (value: object): ScriptedAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(value),
});
const KEY = {
  KeyId: ARN,
  KeyUsage: 'SIGN_VERIFY',
  KeySpec: 'ECC_NIST_P256',
  CustomerMasterKeySpec: 'ECC_NIST_P256',
  SigningAlgorithms: ['ECDSA_SHA_256'],
  PublicKey: spkiDer.toString('base64'),
};
const SIGNATURE = {
  KeyId: ARN,
  SigningAlgorithm: 'ECDSA_SHA_256',
  Signature: sign('sha256', DATA, privateKey).toString('base64'),
};
const targets = () => wire.requests.map(({ headers }) => headers['x-amz-target']);
const bodies = () => wire.requests.map(({ body }) => JSON.parse(String(body)));

describe('KMS over the wire', () => {
  test('an alias, in the region of the surroundings', async () => {
    wire.answers.push(json(KEY), json(SIGNATURE));
    const { signer, address, warnings } = await openSigner('awskms:alias/pcr-list', '/');
    expect({ address, warnings }).toEqual({ address: `awskms:${ARN}`, warnings: [] });
    expect(await verifySignature(signer.publicKey, DATA, await signer.sign(DATA))).toBe(true);
    expect(targets()).toEqual(['TrentService.GetPublicKey', 'TrentService.Sign']);
    expect(bodies()).toEqual([
      { KeyId: 'alias/pcr-list' },
      {
        KeyId: ARN,
        Message: Buffer.from(DATA).toString('base64'),
        MessageType: 'RAW',
        SigningAlgorithm: 'ECDSA_SHA_256',
      },
    ]);
    expect(wire.requests[0]?.headers.authorization).toContain('/eu-central-1/kms/');
    expect(wire.requests[0]?.headers['user-agent']).toContain('pcr-allowlist/');
  });

  test('an ARN brings its own region', async () => {
    wire.answers.push(json(KEY));
    await openSigner(`awskms:${ARN}`, '/');
    expect(wire.requests[0]?.headers.authorization).toContain('/eu-west-1/kms/');
  });

  test('no region, and none in the address', async () => {
    restore();
    restore = setAwsEnvironment({ AWS_ENDPOINT_URL_KMS: wire.url });
    const error = await openSigner('awskms:alias/pcr-list', '/').catch((caught) => caught);
    expect(error).toMatchObject({ code: 'usage', hint: expect.stringContaining('AWS_REGION') });
    expect(wire.requests).toEqual([]);
  });

  test('an emulator that gives the bare id and the older name of the specification', async () => {
    const { KeySpec: _, ...older } = KEY;
    wire.answers.push(
      json({ ...older, KeyId: ID }),
      json({ KeyMetadata: { KeyId: ID, Arn: ARN } }),
    );
    const { address } = await openSigner('awskms:alias/pcr-list', '/');
    expect(address).toBe(`awskms:${ARN}`);
    expect(targets()).toEqual(['TrentService.GetPublicKey', 'TrentService.DescribeKey']);
  });

  test('throttling and cut connections are borne', async () => {
    wire.answers.push(jsonErrorAnswer(400, 'ThrottlingException'), 'cut', json(KEY));
    await openSigner(`awskms:${ARN}`, '/');
    expect(wire.requests).toHaveLength(3);
  });

  test.each<[string, ScriptedAnswer, string, number]>([
    ['AccessDeniedException', jsonErrorAnswer(400, 'AccessDeniedException'), 'key-unavailable', 1],
    ['NotFoundException', jsonErrorAnswer(400, 'NotFoundException'), 'key-unavailable', 1],
    ['DisabledException', jsonErrorAnswer(400, 'DisabledException'), 'key-unavailable', 1],
    ['another kind', jsonErrorAnswer(400, 'UnsupportedOperationException'), 'usage', 1],
    ['500', jsonErrorAnswer(500, 'KMSInternalException'), 'key-unavailable', 4],
    ['no answer', 'cut', 'key-unavailable', 4],
    ['silence', 'silent', 'key-unavailable', 4],
    ['no JSON', { status: 200, body: '<html>' }, 'key-unavailable', 1],
  ])('%s', async (_, answer, code, attempts) => {
    wire.answers.push(answer);
    const opened = openKmsSigner(`awskms:${ARN}`, await openSigningCalls('eu-west-1', QUICK));
    await expect(opened).toRejectWithCode(code);
    expect(wire.requests).toHaveLength(attempts);
  });
});

describe('addresses of signers', () => {
  test('a key file is relative to the base', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'open-signer-'));
    try {
      const pair = generateKeyPair('P-256');
      writeFileSync(join(folder, 'list.pem'), pair.privateKeyPem, { mode: 0o644 });
      const { signer, address, warnings } = await openSigner('file:list.pem', folder);
      expect(signer.publicKey).toEqual(pair.publicKey);
      expect(address).toBe('file:list.pem');
      expect(warnings.map(({ code }) => code)).toEqual(
        process.platform === 'win32' ? [] : ['key-file-permissions'],
      );
      await expect(openSigner('file:none.pem', folder)).toRejectWithCode('input-not-found');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    '',
    'list.pem',
    'file:',
    'file:///list.pem',
    'gcpkms://a',
    'awskms:list.pem',
    'AWSKMS:alias/a',
  ])('not %j', async (address) => {
    await expect(openSigner(address, '/')).toRejectWithCode('usage');
  });
});
