import type { Release } from '../../allowlist/allow-list.js';
import {
  approvalEnvelope,
  approvesRelease,
  verifyApproval,
} from '../../allowlist/approval/key-approval.js';
import { FormatError, TrustError } from '../../base/errors.js';
import { keyId16Of, keyIdOf } from '../../format/public-key.js';
import type { Enclave } from '../list/enclave.js';

/** The name of the holder of a key in the configuration, or else the beginning of the key id. */
export function holderName(keyId: string, { approvalKeys, keyNames }: Enclave): string {
  const named = keyNames.get(keyId);
  if (named !== undefined) return named;
  const key = approvalKeys?.keys.find(({ spkiDer }) => keyIdOf(spkiDer) === keyId);
  return key === undefined ? `key ${keyId}` : `key ${keyId16Of(key.spkiDer)}`;
}

/**
 * The approvers of a release of the list. An approval by a key must verify under the approval keys of the configuration
 * and be for exactly this release. Approvals that a run observed on GitHub are marked. Sorted, without duplicates.
 */
export async function approverNames(
  release: Release,
  enclave: Enclave,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const approval of release.approvals) {
    if (approval.source !== 'key') {
      names.push(`${approval.by} (${approval.source}, observed by the run)`);
      continue;
    }
    try {
      const keys = enclave.approvalKeys?.keys ?? [];
      const { statement } = await verifyApproval(approvalEnvelope(approval), enclave.pin, keys);
      const isOfThis = approvesRelease(statement, { ...release, sha256: release.staged });
      names.push(`${holderName(approval.by, enclave)}${isOfThis ? '' : ' (for another record)'}`);
    } catch (error) {
      if (!(error instanceof TrustError || error instanceof FormatError)) throw error;
      names.push(`${holderName(approval.by, enclave)} (not verified: ${error.code})`);
    }
  }
  return [...new Set(names)].sort();
}
