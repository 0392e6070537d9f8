import { TrustError } from '../base/errors.js';
import { formatInstant, type Instant } from '../base/instant.js';
import { type PcrValues, ZERO_PCR } from '../format/pcr-value.js';
import { ENCLAVE, PLATFORMS } from '../format/platform.js';
import { type AllowList, isAcceptedAt, type Release } from './allow-list.js';
import { ISSUED_AHEAD_MAX_MS } from './allow-list-limits.js';
import type { VerifiedAllowList } from './verify-allow-list.js';

/** Whether the list accepts the measurements, with the reason for a refusal. */
export type Acceptance =
  | { readonly accepted: true; readonly release: Release }
  | {
      readonly accepted: false;
      readonly code: 'list-expired' | 'revoked' | 'revived' | 'not-allowed' | 'approval-missing';
      readonly message: string;
    };

/**
 * Decides whether the list accepts these PCRs at `now`. Call it for every use. In order: the list is in force
 * (`list-expired`); PCR0, 1 and 2 are present and not zeros (`not-allowed`); PCR0 is not revoked (`revoked`); all PCRs equal
 * those of one release, never of several (`not-allowed`); the verifier does not know the image as revoked (`revived`); the
 * release has the approvals that the trust of the verifier requires (`approval-missing`). A release counts if it is active,
 * or retiring and not yet at its end. An unsigned release accepts a PCR8 that is absent or all zeros.
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
 * The releases that a verifier accepts at `now`, in the order of ids. Throws TrustError `list-expired` if the list is not
 * in force.
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

/** Written so that a list is also out of force at NaN. */
function outOfForce({ issuedAt, expiresAt }: AllowList, now: Instant): string | undefined {
  if (!(issuedAt <= now + ISSUED_AHEAD_MAX_MS)) {
    return `issuedAt of the allow-list is in the future: ${formatInstant(issuedAt)}`;
  }
  if (!(now < expiresAt)) return `the allow-list expired at ${formatInstant(expiresAt)}`;
  return undefined;
}

/** A measured register without a value in the release is absent from the document, or zeros. */
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
