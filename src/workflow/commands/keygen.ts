import { UsageError, type Warning } from '../../base/errors.js';
import { keyIdOf, parsePublicKeyPem } from '../../format/public-key.js';
import type { NextStep } from '../next-step.js';
import type { KeygenRequest } from '../options/keygen-request.js';
import { ended, failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';

/** A key pair that was made. Holds nothing of the private key but where it is. */
export interface KeygenResult {
  readonly curve: 'P-256' | 'P-384';
  /** Of the public key, as signatures name it. */
  readonly keyid: string;
  readonly privateFile: string;
  readonly publicFile: string;
  readonly next: NextStep;
}

/**
 * Makes a key pair in two files. In order: neither file is there (`usage`); both are written, or none
 * (`output-not-writable`): the private key in PKCS#8, for its owner alone. Nothing is overwritten.
 */
export async function keygen(
  { privatePath, publicPath, curve }: KeygenRequest,
  ports: Pick<ListPorts, 'exists' | 'generateKeyPair' | 'writeNewFiles'>,
): Promise<Outcome<KeygenResult>> {
  const warnings: Warning[] = [];
  try {
    for (const path of [privatePath, publicPath]) {
      if (!(await ports.exists(path))) continue;
      throw new UsageError(`${path} is there already, and keygen overwrites nothing`, {
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
      message: `${privatePath} can sign: keep it to its owner and out of version control`,
    });
    return ended(
      'keygen',
      {
        curve,
        keyid: keyIdOf(parsePublicKeyPem(publicKeyPem).spkiDer),
        privateFile: privatePath,
        publicFile: publicPath,
        next: {
          why: 'hand out the public key; whoever keeps the list adds it',
          words: ['config', 'add-approver', publicPath],
        },
      },
      warnings,
    );
  } catch (error) {
    return failed('keygen', error, warnings);
  }
}
