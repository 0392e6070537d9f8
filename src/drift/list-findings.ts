import type { AllowList } from '../allowlist/allow-list.js';
import { releasesOfLeftCertificates } from '../allowlist/certificates-left.js';
import {
  isSameProjection,
  projectionIn,
  projectionSha256,
} from '../allowlist/projection-digest.js';
import type { VerifiedAllowList } from '../allowlist/verify-allow-list.js';
import { formatInstant } from '../base/instant.js';
import { PROJECTION_ID } from '../format/document-fields.js';
import type { DriftFinding } from './drift-report.js';
import type { Observation, ObservationFault } from './observations.js';

const RENEW = 'Run `pcr-allowlist renew`.';
const SUBJECT = 'allow-list';

/** The findings about the current list itself: it verifies, it is in force, and it matches the configuration. */
export function listFindings(observation: Observation): readonly DriftFinding[] {
  const { list, configuration } = observation;
  const declared = configuration.approvalNotEnforced ? [notEnforced(observation)] : [];
  if (list.kind === 'fault') return [unverified(list.fault), ...declared];
  if (list.value === 'absent') return [absent(configuration.store), ...declared];
  const current = list.value.list;
  return [
    ...expiry(current, observation),
    ...unapprovedFindings(list.value),
    ...endedReleases(current, observation),
    ...certificatesLeft(current),
    ...projection(current, observation),
    ...declared,
  ];
}

function absent(store: string): DriftFinding {
  return {
    rule: 'list-missing',
    severity: 'critical',
    area: 'allow-list',
    subject: SUBJECT,
    message: `there is no allow-list in ${store}: verifiers accept nothing`,
    fix: 'Restore the newest version from the history. `pcr-allowlist init` starts a new list in a store that never had one.',
  };
}

function unverified({ code, message, unknown }: ObservationFault): DriftFinding {
  return {
    rule: unknown ? 'list-unread' : 'list-not-verified',
    severity: unknown ? 'unknown' : 'critical',
    area: 'allow-list',
    subject: SUBJECT,
    message: `${message}; nothing else could be compared with the list`,
    found: code,
    fix: 'Find out who wrote to the store, and restore the newest version from the history.',
  };
}

/** After half of its lifetime, a list needs a renewal. With a fifth left, production is about to stop. */
function expiry({ issuedAt, expiresAt }: AllowList, { now }: Observation): readonly DriftFinding[] {
  const life = expiresAt - issuedAt;
  const left = expiresAt - now;
  const found = `expires at ${formatInstant(expiresAt)}`;
  const common = { area: 'allow-list', subject: SUBJECT, found, fix: RENEW } as const;
  if (!(left > 0)) {
    const message = 'the allow-list has expired: verifiers refuse everything';
    return [{ rule: 'list-expired', severity: 'critical', message, since: expiresAt, ...common }];
  }
  if (left <= life / 5) {
    const message = 'less than a fifth of the lifetime of the allow-list is left';
    const since = expiresAt - Math.floor(life / 5);
    return [{ rule: 'list-expires-soon', severity: 'critical', message, since, ...common }];
  }
  if (left <= life / 2) {
    const message = 'more than half of the lifetime of the allow-list is over';
    const since = expiresAt - Math.floor(life / 2);
    return [{ rule: 'list-half-life', severity: 'high', message, since, ...common }];
  }
  return [];
}

/** Parts that the list key added without approvals, or that keys approved which the configuration no longer names. */
function unapprovedFindings({ list, unapproved }: VerifiedAllowList): readonly DriftFinding[] {
  const { instanceRoles, certificates, keys } = list.projection;
  const isEmpty = instanceRoles.length + certificates.length + keys.length === 0;
  const finding = (subject: string, name: string): DriftFinding => ({
    rule: 'unapproved',
    severity: 'critical',
    area: 'allow-list',
    subject,
    message: `${name} lacks approvals by the keys of the configuration, and is withheld from key policies and exports`,
    fix: 'Revoke it and find out who used the list key. If you changed the approval keys, run `pcr-allowlist publish --projection` instead.',
  });
  return [
    ...(unapproved.projection && !isEmpty ? [finding(PROJECTION_ID, 'the projection')] : []),
    ...[...unapproved.releases].map((id) => finding(id, `release ${id}`)),
  ];
}

/** A release stays accepted without its certificate, because verifiers and keys compare the registers of the release. */
function certificatesLeft({ releases, projection }: AllowList): readonly DriftFinding[] {
  return releasesOfLeftCertificates(releases, projection).map(
    ({ id }): DriftFinding => ({
      rule: 'certificate-left',
      severity: 'high',
      area: 'allow-list',
      subject: id,
      message: `active release ${id} is signed by a certificate that the projection no longer has`,
      fix: `pcr-allowlist retire ${id}`,
    }),
  );
}

/** Verifiers check the end of a release themselves. The next change removes the release. */
function endedReleases({ releases }: AllowList, { now }: Observation): readonly DriftFinding[] {
  return releases.flatMap((release): readonly DriftFinding[] => {
    if (release.state !== 'retiring' || now < release.retireAt) return [];
    return [
      {
        rule: 'retire-time-past',
        severity: 'low',
        area: 'allow-list',
        subject: release.id,
        message: `release ${release.id} has ended and is still in the list`,
        since: release.retireAt,
        fix: RENEW,
      },
    ];
  });
}

function projection(list: AllowList, { configuration }: Observation): readonly DriftFinding[] {
  if (isSameProjection(list, configuration.projection)) return [];
  const { format } = list;
  const found = projectionSha256(list.projection, format);
  const expected = projectionSha256(projectionIn(configuration.projection, format), format);
  return [
    {
      rule: 'projection-differs',
      severity: 'high',
      area: 'allow-list',
      subject: configuration.file,
      message:
        'the configuration names other roles, certificates or keys than the list. The list decides',
      expected: `projection ${expected}`,
      found: `projection ${found}`,
      fix: 'Run `pcr-allowlist publish --projection`.',
    },
  ];
}

/** No other check shows that whoever can stage can also approve. */
function notEnforced({ configuration }: Observation): DriftFinding {
  return {
    rule: 'approval-not-enforced',
    severity: configuration.asksForApproval ? 'high' : 'low',
    area: 'allow-list',
    subject: configuration.file,
    message:
      'one key signs both manifests and lists: anybody who publishes can also change the allow-list',
    fix: 'Use another key for signing.manifest-key and trust.manifest-keys.',
  };
}
