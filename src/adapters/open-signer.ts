import { resolve } from 'node:path';
import { UsageError } from '../base/errors.js';
import type { OpenedSigner } from '../workflow/ports.js';
import { openKmsSigner, parseKmsAddress } from './aws/kms-signer.js';
import { openSigningCalls } from './aws/kms-signing-client.js';
import { openKeyFile } from './files/key-file-signer.js';
import { filePathOf } from './open-store.js';

/**
 * The signer at an address: `file:KEY.pem`, relative to `baseDirectory`, as `openKeyFile` reads it, or `awskms:…`, as
 * `openKmsSigner` finds it. Throws UsageError for any other address, and what those two throw.
 */
export async function openSigner(address: string, baseDirectory: string): Promise<OpenedSigner> {
  if (address.startsWith('awskms:')) {
    const { region } = parseKmsAddress(address);
    return { ...(await openKmsSigner(address, await openSigningCalls(region))), warnings: [] };
  }
  const path = filePathOf(address);
  if (path === undefined) {
    throw new UsageError(
      `expected a signing key as file:KEY.pem, awskms:alias/NAME or awskms:ARN, found ${address}`,
    );
  }
  return { ...(await openKeyFile(resolve(baseDirectory, path))), address };
}
