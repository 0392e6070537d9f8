import type { AllowList } from '../allowlist/allow-list.js';
import { formatInstant, type Instant } from '../base/instant.js';
import { stillAdmitted } from '../keypolicy/desired-statements.js';
import { unnamedReplicas } from '../keypolicy/key-facts.js';
import type { KeyPlace } from '../keypolicy/key-policy-port.js';
import type { PlannedChange } from '../keypolicy/plan-changes.js';
import type { PlanFinding } from '../keypolicy/plan-finding.js';
import type { Measurements } from '../measure/pcr.js';
import type { DriftFinding, DriftSeverity } from './drift-report.js';
import type { Observation, ObservationFault, ObservedKey } from './observations.js';

const RECONCILE = '`pcr-allowlist reconcile`';
/** The report is for people: it shortens a longer text. */
const SHOWN_CHARACTERS = 2000;

/** An image that verifiers no longer accept. */
export interface EndedImage {
  readonly release: string;
  readonly why: 'retired' | 'revoked';
  readonly when: Instant;
  /** Undefined if the versions with this release were not read. */
  readonly measurements: Measurements | undefined;
}

/** The findings about key policies: desired statements, lint and proof, grants, replicas, and other writers. */
export function keyFindings(
  observation: Observation,
  list: AllowList,
  ended: readonly EndedImage[],
): readonly DriftFinding[] {
  const { keys, otherLists = [], now } = observation;
  const named = [...list.projection.keys, ...keys.map(([key]) => ({ key }))];
  return [
    ...otherLists.flatMap(([other, one]) => (one.kind === 'fault' ? [unverified(other, one)] : [])),
    ...keys.flatMap(([name, key]) =>
      key.kind === 'fault'
        ? [unread('key-unread', name, key.fault.message)]
        : oneKey(name, key.value, named, now),
    ),
    ...admittedStill(list, ended, now),
    ...forgotten(observation),
  ];
}

/** The statements of a list that is not verified are not recognized. */
function unverified(list: string, { fault }: { readonly fault: ObservationFault }): DriftFinding {
  return {
    rule: fault.unknown ? 'other-list-unread' : 'other-list-not-verified',
    severity: fault.unknown ? 'unknown' : 'high',
    area: 'key-policy',
    subject: list,
    message: `the statements of this list on our keys are not recognized: ${fault.message}`,
    found: fault.code,
    fix: 'Check its store, and the keys under other-lists.',
  };
}

function unread(rule: string, subject: string, message: string): DriftFinding {
  return { rule, severity: 'unknown', area: 'key-policy', subject, message };
}

function oneKey(
  name: string,
  key: ObservedKey,
  named: readonly { readonly key: string }[],
  now: Instant,
): readonly DriftFinding[] {
  const { plan, facts } = key;
  return [
    ...plan.refusals
      .filter(({ code, about }) => code === 'unapproved' && about === 'key')
      .map(
        ({ message, hint }): DriftFinding => ({
          rule: 'key-not-configured',
          severity: 'critical',
          area: 'key-policy',
          subject: name,
          message: `${message}: its policy only becomes narrower`,
          fix: hint,
        }),
      ),
    ...plan.changes.flatMap((change) => changeFindings(name, change)),
    ...plan.leftOut.map(
      ({ what, name: left, reason }): DriftFinding => ({
        rule: 'left-out',
        severity: 'high',
        area: 'key-policy',
        subject: name,
        message: `${what} ${left} has no statement: ${reason}`,
      }),
    ),
    ...plan.before.findings.map((finding) => ruleFinding(name, finding, key, now)),
    ...facts.unknown.map((message) => unread('key-facts-unread', name, message)),
    ...unnamedReplicas(facts, named).map(
      (arn): DriftFinding => ({
        rule: 'replica-not-named',
        severity: 'high',
        area: 'key-policy',
        subject: arn,
        message: `it is a replica of the same multi-Region key as ${name}, with its own policy, which does not follow the list`,
        fix: 'Name it under keys, then run `pcr-allowlist publish --projection`.',
      }),
    ),
    ...foreignWrites(name, key),
  ];
}

/** A policy wider than the list admits what must not be trusted. A narrower one stops production. */
function changeFindings(
  subject: string,
  { action, sid, effect, releases, before, after, adopted }: PlannedChange,
): readonly DriftFinding[] {
  if (action === 'keep') return [];
  const isWider = action === 'delete' || effect === 'narrows';
  const held = releases.length > 0 ? `, for ${releases.join(', ')},` : '';
  const words = { create: 'is missing', update: 'differs', delete: 'is not expected' };
  return [
    {
      rule: adopted ? 'to-be-adopted' : `statement-${STATEMENT_RULES[action]}`,
      severity: adopted ? 'high' : isWider || action === 'update' ? 'critical' : 'high',
      area: 'key-policy',
      subject,
      sid,
      message: `the statement ${sid}${held} ${words[action]}`,
      ...(after === undefined ? {} : { expected: shown(after) }),
      ...(before === undefined ? {} : { found: shown(before) }),
      fix: `Run ${RECONCILE}.`,
    },
  ];
}

const STATEMENT_RULES = { create: 'missing', update: 'changed', delete: 'left' };

function shown(statement: unknown): string {
  const text = JSON.stringify(statement);
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}

const SEVERITIES: Readonly<Record<string, DriftSeverity>> = {
  critical: 'critical',
  warning: 'high',
  info: 'info',
  unknown: 'unknown',
};

/** A finding of lint or proof. An accepted finding is a remark until its date. */
function ruleFinding(
  subject: string,
  { rule, severity, sid, grantId, message, fix }: PlanFinding,
  { accept }: ObservedKey,
  now: Instant,
): DriftFinding {
  const place = sid ?? grantId ?? 'key';
  const taken = accept.find((one) => one.rule === rule && one.sid === place && now < one.until);
  const common = {
    rule,
    area: 'key-policy',
    subject,
    ...(place === 'key' ? {} : { sid: place }),
  } as const;
  if (taken !== undefined) {
    const until = formatInstant(taken.until);
    return {
      ...common,
      severity: 'info',
      message: `${message}; accepted until ${until}: ${taken.reason}`,
    };
  }
  return {
    ...common,
    severity: SEVERITIES[severity] ?? 'unknown',
    message,
    ...(fix === undefined ? {} : { fix }),
  };
}

/**
 * Only a put that was read back proves what the policy was. Any other document after it comes from somebody else. An edit
 * that changes neither our statements nor the proof is low: the next `reconcile` acknowledges it.
 */
function foreignWrites(
  subject: string,
  { lastPut, digest, hasSameMeaning = false }: ObservedKey,
): readonly DriftFinding[] {
  if (lastPut === undefined || !lastPut.confirmed || lastPut.policy === digest) return [];
  const common = { area: 'key-policy', subject } as const;
  const at = formatInstant(lastPut.at);
  if (hasSameMeaning) {
    return [
      {
        ...common,
        rule: 'foreign-write',
        severity: 'low',
        message: `somebody else edited the policy after our last change at ${at}, but our statements and the proof are the same`,
        fix: `${RECONCILE} acknowledges it.`,
      },
    ];
  }
  const isOld = lastPut.replaced.includes(digest);
  return [
    {
      ...common,
      rule: isOld ? 'policy-put-back' : 'foreign-write',
      severity: 'high',
      message: isOld
        ? `somebody restored a policy that we replaced before ${at}`
        : `somebody else edited the policy after our last change at ${at}, and our statements or the proof changed`,
      fix: `Look for PutKeyPolicy in CloudTrail, then run ${RECONCILE}.`,
    },
  ];
}

/** Allows of other releases that share every bound register with a retired or revoked image. */
function admittedStill(
  list: AllowList,
  ended: readonly EndedImage[],
  now: Instant,
): readonly DriftFinding[] {
  return ended.flatMap(({ release, why, when, measurements }) =>
    measurements === undefined
      ? []
      : stillAdmitted(list, measurements, now).map(
          ({ key, sid, releases }): DriftFinding => ({
            rule: 'still-admitted',
            severity: why === 'revoked' ? 'critical' : 'high',
            area: 'key-policy',
            subject: key,
            sid,
            message: `the key still admits the image of release ${release}, which was ${why}: it has the same bound PCRs as ${releases.join(', ')}`,
            since: when,
            fix: 'Bind PCR0, or also retire the other releases.',
          }),
        ),
  );
}

/**
 * Keys that we wrote to and that the list does not name. If a key of the list or its multi-Region set did not answer, a key
 * that may be one of them does not count as forgotten.
 */
function forgotten({ keys, places = new Map(), backups }: Observation): readonly DriftFinding[] {
  if (backups.kind === 'fault') {
    return [unread('backups-unread', 'policies', backups.fault.message)];
  }
  const known = new Set<string>();
  const unsureIds = new Set<string>();
  let isUnsure = false;
  for (const [name, key] of keys) {
    const place =
      key.kind === 'read'
        ? key.value.place
        : (places.get(name) ?? placeOfArn(name.split(' ').at(-1)));
    if (place === undefined) isUnsure = true;
    else {
      known.add(placeText(place));
      if (key.kind === 'fault') unsureIds.add(place.keyId);
    }
  }
  if (isUnsure) return [];
  return backups.value
    .filter((place) => !known.has(placeText(place)) && !unsureIds.has(place.keyId))
    .map((place) => ({
      rule: 'key-forgotten',
      severity: 'high',
      area: 'key-policy',
      subject: placeText(place),
      message:
        'the list no longer names this key, but its policy has our statements: the policy does not follow the list',
      fix: 'Remove our statements from its policy, or name the key again under keys.',
    }));
}

function placeText({ account, region, keyId }: KeyPlace): string {
  return `${account}/${region}/${keyId}`;
}

function placeOfArn(name = ''): KeyPlace | undefined {
  const [, region, account, keyId] = /^arn:[^:]+:kms:([^:]+):(\d{12}):key\/(.+)$/.exec(name) ?? [];
  if (region === undefined || account === undefined || keyId === undefined) return undefined;
  return { account, region, keyId };
}
