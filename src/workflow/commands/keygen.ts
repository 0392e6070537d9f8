import { UsageError, type Warning } from '../../base/errors.js';
import { keyIdOf, parsePublicKeyPem } from '../../format/public-key.js';
import type { NextStep } from '../next-step.js';
import type { KeygenRequest } from '../options/keygen-request.js';
import { ended, failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';

/** A new key pair. Contains only the path of the private key. */
export interface KeygenResult {
  readonly curve: 'P-256' | 'P-384';
  /** The key id of the public key, as in signatures. */
  readonly keyid: string;
  readonly privateFile: string;
  readonly publicFile: string;
  readonly next: NextStep;
}

/**
 * Creates a key pair in two files. In order: neither file exists (`usage`); both are written, or none
 * (`output-not-writable`). The private key is in PKCS#8, and only its owner can read it. Nothing is overwritten.
 */
export async function keygen(
  { privatePath, publicPath, curve }: KeygenRequest,
  ports: Pick<ListPorts, 'exists' | 'generateKeyPair' | 'writeNewFiles'>,
): Promise<Outcome<KeygenResult>> {
  const warnings: Warning[] = [];
  try {
    for (const path of [privatePath, publicPath]) {
      if (!(await ports.exists(path))) continue;
      throw new UsageError(`${path} already exists, and keygen overwrites nothing`, {
        at: { file: path },
        hint: 'Choose another name, or move the file away.',
      });
    }
    const { privateKeyPem, publicKeyPem } = ports.generateKeyPair(curve);
    await ports.writeNewFiles([
      { path: privatePath, text: privateKeyPem, kind: 'secret' },
      { path: publicPath, text: publicKeyPem, kind: 'open' },
    ]);
    warnings.push({
      code: 'secret-file',
      message: `${privatePath} can sign. Keep it private and out of version control`,
    });
    return ended(
      'keygen',
      {
        curve,
        keyid: keyIdOf(parsePublicKeyPem(publicKeyPem).spkiDer),
        privateFile: privatePath,
        publicFile: publicPath,
        next: {
          why: 'send the public key to the maintainer of the list, who adds it',
          words: ['config', 'add-approver', publicPath],
        },
      },
      warnings,
    );
  } catch (error) {
    return failed('keygen', error, warnings);
  }
}
