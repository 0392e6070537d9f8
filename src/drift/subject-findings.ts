import type { AllowList, Release } from '../allowlist/allow-list.js';
import { isAcceptedAt } from '../allowlist/allow-list.js';
import { DAY_MS, formatInstant, type Instant } from '../base/instant.js';
import { pluralize } from '../base/plural.js';
import { shellCommand } from '../base/shell-words.js';
import { ENCLAVE } from '../format/platform.js';
import { comparePcrs } from '../measure/pcr.js';
import type { DriftFinding } from './drift-report.js';
import type { Observation, ObservedDocument, ObservedImage } from './observations.js';

/** The findings about images that were measured again, running enclaves, and certificates. */
export function subjectFindings(
  { images, documents, configuration, now }: Observation,
  list: AllowList,
): readonly DriftFinding[] {
  return [
    ...images.flatMap(([subject, image]) =>
      image.kind === 'fault'
        ? [faultFinding('image', subject, image.fault)]
        : imageFindings(subject, image.value, list, now),
    ),
    ...documents.flatMap(([subject, document]) =>
      document.kind === 'fault'
        ? [faultFinding('document', subject, document.fault)]
        : documentFindings(subject, document.value),
    ),
    ...certificateFindings(list, configuration.minCertificateDays, now),
  ];
}

/** A refusal is an answer. A subject that could not be read has no answer. */
function faultFinding(
  area: 'image' | 'document',
  subject: string,
  { code, message, unknown }: { code: string; message: string; unknown: boolean },
): DriftFinding {
  if (unknown) return { rule: `${area}-unread`, severity: 'unknown', area, subject, message };
  return {
    rule: `${area}-refused`,
    severity: 'critical',
    area,
    subject,
    message,
    found: code,
    fix:
      area === 'image'
        ? 'Do not start this image. Find out where it comes from.'
        : 'Stop this enclave, and find out what started it.',
  };
}

function imageFindings(
  subject: string,
  { sha256, measurements }: ObservedImage,
  { releases, removed }: AllowList,
  now: Instant,
): readonly DriftFinding[] {
  const same = releases.find(
    (release) => release.measurements[ENCLAVE.image] === measurements[ENCLAVE.image],
  );
  const common = {
    area: 'image',
    subject,
    found: `${ENCLAVE.image} ${measurements[ENCLAVE.image]}`,
  } as const;
  if (same !== undefined) return listedImage(subject, { sha256, measurements }, same, now);
  const ended = removed.find((entry) => entry[ENCLAVE.image] === measurements[ENCLAVE.image]);
  if (ended !== undefined) {
    return [
      {
        ...common,
        rule: `image-${ended.why}`,
        severity: ended.why === 'revoked' ? 'critical' : 'high',
        message: `this is the image of release ${ended.id}, which was ${ended.why}`,
        since: ended.when,
        fix: 'Deploy an image that the list accepts.',
      },
    ];
  }
  return [
    {
      ...common,
      rule: 'image-not-listed',
      severity: 'high',
      message: 'the image is not in the list: no verifier and no key accepts it',
      expected: `PCR0 of one of ${releases.map(({ id }) => id).join(', ') || 'no release'}`,
      fix: `To run it, publish it: \`${shellCommand(['pcr-allowlist', 'publish', subject])}\`.`,
    },
  ];
}

function listedImage(
  subject: string,
  { sha256, measurements }: ObservedImage,
  release: Release,
  now: Instant,
): readonly DriftFinding[] {
  const common = { area: 'image', subject } as const;
  const [difference] = comparePcrs({ ...release.measurements }, { ...measurements });
  if (difference !== undefined) {
    return [
      {
        ...common,
        rule: 'image-differs',
        severity: 'critical',
        message: `the image has PCR0 of release ${release.id}, but its ${difference.pcr} is ${difference.kind}`,
        expected: JSON.stringify(release.measurements),
        found: JSON.stringify(measurements),
      },
    ];
  }
  if (!isAcceptedAt(release, now)) {
    return [
      {
        ...common,
        rule: 'image-retired',
        severity: 'high',
        message: `this is the image of release ${release.id}, which has ended`,
        fix: 'Deploy an image that the list accepts.',
      },
    ];
  }
  if (release.image.sha256 === sha256) return [];
  return [
    {
      ...common,
      rule: 'image-other-file',
      severity: 'info',
      message: `the image has the measurements of release ${release.id}, but the file differs in its metadata or signature`,
      expected: release.image.sha256,
      found: sha256,
    },
  ];
}

function documentFindings(
  subject: string,
  { accepted, reasons }: ObservedDocument,
): readonly DriftFinding[] {
  if (accepted) return [];
  return reasons.map(({ code, message }) => ({
    rule: 'document-not-accepted',
    severity: 'critical',
    area: 'document',
    subject,
    message,
    found: code,
    fix: 'Stop this enclave, or publish and approve its image.',
  }));
}

function certificateFindings(
  { projection, releases }: AllowList,
  minDays: number,
  now: Instant,
): readonly DriftFinding[] {
  return projection.certificates.flatMap((certificate): readonly DriftFinding[] => {
    const { [ENCLAVE.signer]: signerPcr, notAfter } = certificate;
    const isOver = notAfter <= now;
    if (!isOver && notAfter - now > minDays * DAY_MS) return [];
    // After a rotation, the old certificate stays until somebody removes it.
    const isUsed = releases.some(({ measurements }) => measurements[ENCLAVE.signer] === signerPcr);
    return [
      {
        rule: isOver ? 'certificate-expired' : 'certificate-ends-soon',
        severity: !isUsed ? 'low' : isOver ? 'critical' : 'high',
        area: 'certificate',
        subject: `${ENCLAVE.signer} ${signerPcr}`,
        message: isOver
          ? 'the image-signing certificate has expired: images signed with it do not start'
          : `the image-signing certificate expires in less than ${pluralize(minDays, 'day')}`,
        found: `ends at ${formatInstant(notAfter)}`,
        since: isOver ? notAfter : notAfter - minDays * DAY_MS,
        fix: 'Add the next certificate to certificates, run `pcr-allowlist publish --projection`, and sign the next image with it.',
      },
    ];
  });
}
