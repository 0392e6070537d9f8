import { TrustError } from '../base/errors.js';
import { formatInstant, type Instant } from '../base/instant.js';
import { type PcrValues, ZERO_PCR } from '../format/pcr-value.js';
import { ENCLAVE, PLATFORMS } from '../format/platform.js';
import { type AllowList, isAcceptedAt, type Release } from './allow-list.js';
import { ISSUED_AHEAD_MAX_MS } from './allow-list-limits.js';
import type { VerifiedAllowList } from './verify-allow-list.js';

/** Whether the list accepts what was measured, and why not. */
export type Acceptance =
  | { readonly accepted: true; readonly release: Release }
  | {
      readonly accepted: false;
      readonly code: 'list-expired' | 'revoked' | 'revived' | 'not-allowed' | 'approval-missing';
      readonly message: string;
    };

/**
 * Whether the list accepts these PCRs at `now`; asked anew at every use. In order: the list is in force
 * (`list-expired`); PCR0, 1 and 2 are there and no zeros (`not-allowed`); PCR0 is not revoked (`revoked`); all PCRs of
 * one release equal, never some of one and some of another (`not-allowed`); its image is not one that the verifier knows
 * as revoked (`revived`); the release has the approvals that the
 * verifier's trust insists on (`approval-missing`). The releases that count are active, or
 * retiring with their end ahead. An unsigned release takes a PCR8 that is absent or all zeros.
 *
 * Not checked: PCR3, PCR4 and every other register; where the PCRs come from.
 */
export function acceptance(
  { list, unapproved, revived }: VerifiedAllowList,
  pcrs: PcrValues,
  now: Instant,
): Acceptance {
  const late = outOfForce(list, now);
  if (late !== undefined) return { accepted: false, code: 'list-expired', message: late };
  for (const name of PLATFORMS['nitro-enclave'].debug) {
    const value = pcrs[name];
    if (value === undefined) return notAllowed(`${name} is missing`);
    if (value === ZERO_PCR) return notAllowed(`${name} is all zeros: the enclave is in debug mode`);
  }
  const revoked = list.removed.filter(({ why }) => why === 'revoked');
  if (revoked.some((entry) => entry[ENCLAVE.image] === pcrs[ENCLAVE.image])) {
    return { accepted: false, code: 'revoked', message: 'the image is revoked' };
  }
  const release = list.releases.find((one) => matches(one, pcrs));
  if (release === undefined) return notAllowed('no release has these PCRs');
  if (!isAcceptedAt(release, now)) return notAllowed(`release ${release.id} is retired`);
  if (revived.has(release.id)) {
    const message = `the image of release ${release.id} was revoked, and no approval that this verifier trusts restored it`;
    return { accepted: false, code: 'revived', message };
  }
  if (unapproved.releases.has(release.id)) {
    const message = `release ${release.id} lacks approvals by the pinned keys`;
    return { accepted: false, code: 'approval-missing', message };
  }
  return { accepted: true, release };
}

/**
 * The releases that a verifier accepts at `now`, in the order of ids. Throws TrustError `list-expired` where the list
 * is not in force.
 */
export function acceptedReleases(
  { list, unapproved, revived }: VerifiedAllowList,
  now: Instant,
): readonly Release[] {
  const late = outOfForce(list, now);
  if (late !== undefined) throw new TrustError('list-expired', late);
  return list.releases.filter(
    (release) =>
      isAcceptedAt(release, now) &&
      !unapproved.releases.has(release.id) &&
      !revived.has(release.id),
  );
}

/** Written so that an instant that is no number is out of force too. */
function outOfForce({ issuedAt, expiresAt }: AllowList, now: Instant): string | undefined {
  if (!(issuedAt <= now + ISSUED_AHEAD_MAX_MS)) {
    return `issuedAt of the allow-list is in the future: ${formatInstant(issuedAt)}`;
  }
  if (!(now < expiresAt)) return `the allow-list expired at ${formatInstant(expiresAt)}`;
  return undefined;
}

/** A measured register that the release has no value for is absent from the document, or zeros. */
function matches({ platform, measurements }: Release, pcrs: PcrValues): boolean {
  const expected: PcrValues = { ...measurements };
  return PLATFORMS[platform].measured.every((name) => {
    const value = expected[name];
    return value === undefined ? (pcrs[name] ?? ZERO_PCR) === ZERO_PCR : pcrs[name] === value;
  });
}

function notAllowed(message: string): Acceptance {
  return { accepted: false, code: 'not-allowed', message };
}
