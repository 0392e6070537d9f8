import type { Instant } from '../base/instant.js';
import type { Reason } from '../evidence/document-finding.js';
import type { Registers } from '../evidence/document-payload.js';
import type { ReferenceValues } from '../evidence/reference-values.js';
import type { PcrValues } from '../format/pcr-value.js';
import { ENCLAVE, PLATFORMS, registerAt } from '../format/platform.js';
import type { Measurements } from '../measure/pcr.js';
import { type Acceptance, acceptance } from './acceptance.js';
import type { Release } from './allow-list.js';
import type { VerifiedAllowList } from './verify-allow-list.js';

/** The number of ids that a reason names. A list may hold a thousand. */
const SHOWN_RELEASES = 5;
const COMPARED = PLATFORMS['nitro-enclave'].measured;

/**
 * The Reference Values of a verified list: the answers of `acceptance`, and the instance roles of its projection, which are
 * `unapproved` if the approval keys of the trust did not approve them. Every question checks expiry, revocations and states
 * again, so a caller may keep the values as long as the list is current.
 */
export function referenceValuesOf(verified: VerifiedAllowList): ReferenceValues<Release> {
  const { list, id, unapproved } = verified;
  const values: Omit<ReferenceValues<Release>, never> = {
    version: id,
    instanceRoles: unapproved.projection ? 'unapproved' : list.projection.instanceRoles,
    verdictOn: (registers: Registers, now: Instant) => {
      const pcrs = namedPcrs(registers);
      const found = acceptance(verified, pcrs, now);
      return found.accepted ? found : { accepted: false, reason: reasonOf(found, verified, pcrs) };
    },
  } as ReferenceValues<Release>;
  return values as ReferenceValues<Release>;
}

function namedPcrs(registers: Registers): PcrValues {
  return Object.fromEntries([...registers].map(([index, value]) => [registerAt(index), value]));
}

function reasonOf(
  { code, message }: Extract<Acceptance, { accepted: false }>,
  { list }: VerifiedAllowList,
  pcrs: PcrValues,
): Reason {
  const nearest = list.releases.find(
    ({ measurements }) => measurements[ENCLAVE.image] === pcrs[ENCLAVE.image],
  );
  return {
    code,
    message:
      nearest === undefined || code !== 'not-allowed'
        ? message
        : `${message}; PCR0 is that of release ${nearest.id}`,
    expected:
      nearest === undefined
        ? `PCR0, PCR1, PCR2 and PCR8 of one of ${idsOf(list.releases)}`
        : textOf(nearest.measurements),
    found: textOf(pcrs),
  };
}

function idsOf(releases: readonly Release[]): string {
  if (releases.length === 0) return 'no release, as the list has none';
  const shown = releases.slice(0, SHOWN_RELEASES).map(({ id }) => id);
  const more = releases.length - shown.length;
  return `release ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function textOf(pcrs: PcrValues | Measurements): string {
  const values: PcrValues = { ...pcrs };
  return COMPARED.map((name) => `${name} ${values[name] ?? 'none'}`).join(', ');
}
