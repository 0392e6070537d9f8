import type { AllowList, Release } from '../allowlist/allow-list.js';
import { isAcceptedAt } from '../allowlist/allow-list.js';
import { referenceValuesOf } from '../allowlist/list-reference-values.js';
import type { VerifiedAllowList } from '../allowlist/verify-allow-list.js';
import type { Instant } from '../base/instant.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import { ENCLAVE, PLATFORMS } from '../format/platform.js';
import type { DataProof } from '../iam/prove-data.js';
import type { Measurements } from '../measure/pcr.js';
import type { DriftFinding, FalseAllowProbe } from './drift-report.js';
import type { EndedImage } from './key-findings.js';
import type { Observation, ObservedHistory } from './observations.js';

type Registers = Readonly<Record<string, string>>;

/** An image that every check must refuse. */
interface Forbidden {
  readonly name: string;
  readonly detail: string;
  readonly registers: Registers;
}

const APPRAISAL = 'appraisal';
const APPRAISED = PLATFORMS['nitro-enclave'].measured;

/**
 * Asks the appraisal and the proof of each key policy about images that they must refuse: an enclave in debug mode, retired
 * and revoked images, an unlisted image, and a tuple mixed from two releases. Also asks the appraisal about an empty list, an
 * expired list and an older version. The appraisal uses the reference values of the verified list.
 */
export function falseAllowProbes(
  { keys, now }: Observation,
  verified: VerifiedAllowList,
  history: ObservedHistory | undefined,
  ended: readonly EndedImage[],
): readonly FalseAllowProbe[] {
  const { list } = verified;
  const accepted = list.releases.filter((release) => isAcceptedAt(release, now));
  const forbidden = (bound: readonly string[]) => forbiddenImages(accepted, ended, bound);
  return [
    ...forbidden(APPRAISED).map((image) => askAppraisal(image, verified, now)),
    ...accepted.slice(0, 1).flatMap(({ measurements }) => listProbes(verified, measurements)),
    olderVersion(history),
    ...keys.flatMap(([asked, key]) =>
      key.kind === 'fault'
        ? [{ name: 'key-policy', asked, answer: 'unknown', detail: key.fault.message } as const]
        : forbidden(boundBy(asked, list)).map((image) =>
            askKey(image, asked, key.value.proof.data, now),
          ),
    ),
  ];
}

/** An admitted image is critical. A probe that could not tell does not pass. */
export function probeFindings(probes: readonly FalseAllowProbe[]): readonly DriftFinding[] {
  return probes.flatMap(({ name, asked, answer, detail }): readonly DriftFinding[] => {
    if (answer === 'refused') return [];
    return [
      {
        rule: answer === 'allowed' ? 'false-allow' : 'false-allow-unknown',
        severity: answer === 'allowed' ? 'critical' : 'unknown',
        area: 'probe',
        subject: asked,
        message: answer === 'allowed' ? `${name} is allowed: ${detail}` : `${name}: ${detail}`,
        expected: 'refused',
        found: answer,
      },
    ];
  });
}

function forbiddenImages(
  accepted: readonly Release[],
  ended: readonly EndedImage[],
  bound: readonly string[],
): readonly Forbidden[] {
  const debug = Object.fromEntries(APPRAISED.map((name) => [name, ZERO_PCR]));
  return [
    { name: 'debug-document', detail: 'an enclave in debug mode', registers: debug },
    ...ended.flatMap(({ release, why, measurements }): readonly Forbidden[] =>
      measurements === undefined
        ? []
        : [
            {
              name: `${why}-release`,
              detail: `release ${release}`,
              registers: registersOf(measurements),
            },
          ],
    ),
    ...unlistedImage(accepted, bound),
    ...mixedTuple(accepted, bound),
  ];
}

/**
 * Another, unlisted image that the same certificate signed, on the same kernel. A key that does not bind PCR0 admits it, as
 * the list says. The plan of the key and R30 report that.
 */
function unlistedImage(
  accepted: readonly Release[],
  bound: readonly string[],
): readonly Forbidden[] {
  const [release] = accepted;
  if (release === undefined || !bound.includes(ENCLAVE.image)) return [];
  const registers = {
    ...registersOf(release.measurements),
    [ENCLAVE.image]: UNLISTED_PCR,
    [ENCLAVE.application]: UNLISTED_PCR,
  };
  const isSigned = release.measurements[ENCLAVE.signer] !== undefined;
  const detail = isSigned
    ? `another image by the signer of release ${release.id}`
    : `an unlisted image in place of release ${release.id}`;
  return [{ name: 'unlisted-image', detail, registers }];
}

/** No image has this measurement, since no content with this hash is known. */
const UNLISTED_PCR = '5a'.repeat(48);

/**
 * PCR0 of one accepted release with the other registers of another release, so that no release has this tuple. Undefined if
 * every such tuple belongs to a release, for example because all images differ only in PCR0.
 */
function mixedTuple(accepted: readonly Release[], bound: readonly string[]): readonly Forbidden[] {
  for (const one of accepted) {
    for (const other of accepted) {
      const registers: Registers = {
        ...registersOf(other.measurements),
        [ENCLAVE.image]: one.measurements[ENCLAVE.image],
      };
      const isRelease = accepted.some(({ measurements }) =>
        bound.every((name) => registersOf(measurements)[name] === registers[name]),
      );
      if (isRelease) continue;
      const detail = `PCR0 of release ${one.id} with the other registers of ${other.id}`;
      return [{ name: 'mixed-tuple', detail, registers }];
    }
  }
  return [];
}

/** The values of an image that the policy of a key compares. */
function boundBy(key: string, { projection }: AllowList): readonly string[] {
  const bind: readonly string[] = projection.keys.find((one) => one.key === key)?.bind ?? [];
  return APPRAISED.filter((name) => bind.includes(name));
}

function registersOf(measurements: Measurements): Registers {
  return Object.fromEntries(APPRAISED.map((name) => [name, measurements[name] ?? ZERO_PCR]));
}

function askAppraisal(
  { name, detail, registers }: Forbidden,
  verified: VerifiedAllowList,
  at: Instant,
): FalseAllowProbe {
  const indexed = new Map(
    Object.entries(registers).map(([register, value]) => [Number(register.slice(3)), value]),
  );
  const verdict = referenceValuesOf(verified).verdictOn(indexed, at);
  return {
    name,
    asked: APPRAISAL,
    answer: verdict.accepted ? 'allowed' : 'refused',
    detail: verdict.accepted ? detail : `${detail}: ${verdict.reason.code}`,
  };
}

/** The same list without its releases, and after its expiry, each asked about an image that the list accepts. */
function listProbes(
  verified: VerifiedAllowList,
  measurements: Measurements,
): readonly FalseAllowProbe[] {
  const registers = registersOf(measurements);
  const emptied: VerifiedAllowList = { ...verified, list: { ...verified.list, releases: [] } };
  const { expiresAt, issuedAt } = verified.list;
  const empty = { name: 'empty-list', detail: 'the list without releases', registers };
  const expired = { name: 'expired-list', detail: 'the list at its expiry', registers };
  return [askAppraisal(empty, emptied, issuedAt), askAppraisal(expired, verified, expiresAt)];
}

function olderVersion(history: ObservedHistory | undefined): FalseAllowProbe {
  const common = { name: 'older-version', asked: APPRAISAL };
  switch (history?.olderList) {
    case 'refused':
      return { ...common, answer: 'refused', detail: 'the previous version: rollback' };
    case 'taken':
      return { ...common, answer: 'allowed', detail: 'the previous version is accepted' };
    case 'not-asked':
      return { ...common, answer: 'refused', detail: 'there is no previous version' };
    default:
      return { ...common, answer: 'unknown', detail: 'the history could not be read' };
  }
}

/** Whether a policy admits these registers, according to its proof. Any opening admits everything. */
function askKey(
  { name, detail, registers }: Forbidden,
  asked: string,
  { answer: proved, reason, admitted, openings, doubts }: DataProof,
  now: Instant,
): FalseAllowProbe {
  if (proved === 'not-applicable') {
    const why = reason?.message ?? 'the question does not apply';
    return { name, asked, answer: 'unknown', detail: `${detail}: ${why}` };
  }
  const isAdmitted =
    openings.length > 0 ||
    admitted.some(
      ({ registers: values, until = Number.POSITIVE_INFINITY }) =>
        now < until &&
        Object.entries(values).every(
          // Registers that the instance decides may match.
          ([register, list]) =>
            !(register in registers) || list.includes(registers[register] ?? ''),
        ),
    );
  const answer = isAdmitted ? 'allowed' : doubts.length > 0 ? 'unknown' : 'refused';
  const why = openings.length > 0 ? 'the key is open' : 'the policy admits its registers';
  const doubt = 'could not tell whether the key is locked';
  const said = answer === 'allowed' ? why : answer === 'unknown' ? doubt : 'no statement admits it';
  return { name, asked, answer, detail: `${detail}: ${said}` };
}

/** Images that were accepted earlier and no longer are, according to the versions that were read. */
export function endedImages(
  list: AllowList,
  history: ObservedHistory | undefined,
  now: Instant,
): readonly EndedImage[] {
  const seen = new Map<string, Measurements>();
  for (const { releases } of history?.lists ?? [list]) {
    for (const { staged, measurements } of releases) seen.set(staged, measurements);
  }
  const accepted = new Set(
    list.releases
      .filter((release) => isAcceptedAt(release, now))
      .map(({ measurements }) => measurements[ENCLAVE.image]),
  );
  const over = list.releases.flatMap((release): readonly EndedImage[] =>
    release.state === 'retiring' && release.retireAt <= now
      ? [
          {
            release: release.id,
            why: 'retired',
            when: release.retireAt,
            measurements: release.measurements,
          },
        ]
      : [],
  );
  const removed = list.removed
    .filter((entry) => !accepted.has(entry[ENCLAVE.image]))
    .map(({ id, why, when, staged }): EndedImage => {
      return { release: id, why, when, measurements: seen.get(staged) };
    });
  return [...over, ...removed];
}
