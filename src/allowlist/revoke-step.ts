import { encodeUtf8 } from '../base/encoding.js';
import { UsageError } from '../base/errors.js';
import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import type { Removed } from './allow-list.js';
import { REASON_MAX_BYTES } from './allow-list-limits.js';
import { changed, type ListBody, refused, refuseEmpty, type Step, unchanged } from './list-step.js';

export interface RevokeOperation {
  readonly kind: 'revoke';
  /** Which image: a release by its id, or every release of a PCR0. */
  readonly which: { readonly id: string } | { readonly [ENCLAVE.image]: PcrValue };
  readonly reason: string;
  readonly allowEmpty: boolean;
}

/**
 * Revokes an image immediately and under any id. Every release with its PCR0, active or retiring, is removed and leaves a
 * tombstone: the entry of a revoked image. An entry that ended by time also becomes a tombstone. A revoked image changes
 * nothing. Refuses (`not-allowed`) an unknown image, and leaving no active release without permission.
 *
 * Throws UsageError if the reason is missing or too long.
 */
export function revokeStep(
  body: ListBody,
  { which, reason, allowEmpty }: RevokeOperation,
  now: Instant,
): Step {
  if (reason.trim() === '' || jsonBytes(reason) > REASON_MAX_BYTES) {
    throw new UsageError(`expected a reason of 1 to ${REASON_MAX_BYTES} bytes`);
  }
  const imagePcr = ENCLAVE.image in which ? which[ENCLAVE.image] : imagePcrOf(body, which.id);
  const releases = body.releases.filter(
    ({ measurements }) => measurements[ENCLAVE.image] === imagePcr,
  );
  const removed = body.removed.filter((entry) => entry[ENCLAVE.image] === imagePcr);
  if (releases.length === 0 && removed.length === 0) {
    const name =
      'id' in which ? `release ${which.id}` : `release with PCR0 ${which[ENCLAVE.image]}`;
    return refused('not-allowed', `there is no ${name}`);
  }
  if (releases.length === 0 && removed.every(({ why }) => why === 'revoked')) {
    return unchanged(`the image with PCR0 ${imagePcr} is already revoked`);
  }
  const ids = new Set(releases.map(({ id }) => id));
  const entries = [
    ...releases.map(({ id, platform, measurements, staged }) => {
      return { id, platform, [ENCLAVE.image]: measurements[ENCLAVE.image], staged };
    }),
    ...removed.filter(({ id }) => !ids.has(id)),
  ];
  const tombstones = entries.map((entry): Removed => {
    return { ...entry, why: 'revoked', reason, when: now };
  });
  const step = changed({
    ...body,
    releases: body.releases.filter(({ id }) => !ids.has(id)),
    removed: [...body.removed.filter((entry) => entry[ENCLAVE.image] !== imagePcr), ...tombstones],
  });
  return refuseEmpty(step, allowEmpty);
}

/** The image that the id names. A current release counts before a removed one. */
function imagePcrOf({ releases, removed }: ListBody, id: string): PcrValue | undefined {
  const release = releases.find((one) => one.id === id);
  return (
    release?.measurements[ENCLAVE.image] ??
    removed.find((entry) => entry.id === id)?.[ENCLAVE.image]
  );
}

/** The bytes of a text in a document, without its quotes. */
function jsonBytes(text: string): number {
  return encodeUtf8(JSON.stringify(text)).length - 2;
}
