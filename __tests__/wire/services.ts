import { createHash, createPublicKey, verify } from 'node:crypto';
import { CreateKeyCommand, GetPublicKeyCommand, SignCommand } from '@aws-sdk/client-kms';
import { AwsDouble, startDouble } from '../doubles/aws.js';
import { kmsClient } from './clients.js';
import { motoIsInstalled, startMoto } from './moto.js';

/** S3 and KMS over loopback, for one test file. */
export interface AwsServices {
  readonly kind: 'moto' | 'double';
  /** Of both, without a last `/`. */
  readonly endpoint: string;
  /**
   * The endpoint whose KMS signs digests as digests: the same one, or a double beside a moto that hashes them again, which
   * one line on standard error then says. Keys that sign more than 4096 bytes are made there.
   */
  digestEndpoint(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * moto where the set-up of `npm test` could install it, the double of `__tests__/doubles` where not. With
 * `PCR_ALLOWLIST_REQUIRE_MOTO=1` the double is refused.
 */
export async function startAwsServices(double = new AwsDouble()): Promise<AwsServices> {
  const isMoto = motoIsInstalled();
  if (!isMoto && process.env['PCR_ALLOWLIST_REQUIRE_MOTO'] === '1') {
    throw new Error(
      'PCR_ALLOWLIST_REQUIRE_MOTO=1 asks for moto, and its virtual environment is not there: run the tests with npm test, which makes it, and needs python3 with venv and PyPI.',
    );
  }
  if (!isMoto) sayDouble();
  const server = isMoto ? await startMoto() : await startDouble(double);
  let beside: Promise<{ endpoint: string; stop(): Promise<void> }> | undefined;
  const { endpoint } = server;
  return {
    kind: isMoto ? 'moto' : 'double',
    endpoint,
    async digestEndpoint() {
      if (beside !== undefined) return (await beside).endpoint;
      if (await signsDigestsRight(endpoint)) return endpoint;
      say('moto hashes a DIGEST message again: messages over 4096 bytes are signed by the double.');
      beside ??= startDouble(double);
      return (await beside).endpoint;
    },
    async stop() {
      await (await beside)?.stop();
      await server.stop();
    },
  };
}

/** Whether KMS at the endpoint signs a digest as it is. moto 5.2.5 takes it for a message and hashes it. */
export async function signsDigestsRight(endpoint: string): Promise<boolean> {
  const kms = kmsClient(endpoint);
  try {
    const key = await kms.send(
      new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
    );
    const KeyId = key.KeyMetadata?.Arn;
    const message = Buffer.alloc(5000, 'long');
    const { Signature: signature = new Uint8Array() } = await kms.send(
      new SignCommand({
        KeyId,
        Message: createHash('sha256').update(message).digest(),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'ECDSA_SHA_256',
      }),
    );
    const { PublicKey: spki = new Uint8Array() } = await kms.send(
      new GetPublicKeyCommand({ KeyId }),
    );
    const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return verify('sha256', message, publicKey, signature);
  } finally {
    kms.destroy();
  }
}

/** `npm test` says it once for all files; a file that is run alone says it itself. */
function sayDouble(): void {
  if (process.env['PCR_ALLOWLIST_WIRE'] === 'double') return;
  say('moto was not used: S3 and KMS are played by the double in __tests__/doubles.');
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
