import type { AllowList } from '../allowlist/allow-list.js';
import type { Instant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import { isAdministrator } from '../iam/holder-names.js';
import type { Admitted } from '../iam/prove-data.js';
import { POLICY_MAX_BYTES } from '../keypolicy/key-policy-limits.js';
import type { KeyReport } from './drift-report.js';
import type { Observed, ObservedKey } from './observations.js';

/** The current policy of one key, for a report. */
export function keyReport(
  key: string,
  observed: Observed<ObservedKey>,
  list: AllowList,
): KeyReport {
  if (observed.kind === 'fault') {
    const { message } = observed.fault;
    const nothing = { admitted: [], authority: [], changes: [] };
    return { key, data: 'unread', verdict: message, ...nothing, maxBytes: POLICY_MAX_BYTES };
  }
  const { plan, proof, administrators } = observed.value;
  return {
    key,
    data: plan.before.data ?? proof.data.answer,
    verdict: plan.before.verdict ?? '',
    ...(proof.data.reach === undefined ? {} : { reach: proof.data.reach }),
    ...(proof.data.reason === undefined ? {} : { reason: proof.data.reason.message }),
    assumptions: proof.data.assumptions,
    admitted: proof.data.admitted.flatMap((way) => admittedTuples(way, list)),
    releases: (plan.before.releases ?? []).map(({ by, doubts, release, role, action, answer }) => ({
      ...{ release, role, action, answer },
      by: by.map(({ index, sid }) => sid ?? `statement ${index + 1}`),
      ...(doubts.length === 0 ? {} : { doubts }),
    })),
    authority: proof.authority.holders.map((holder) => ({
      principal: holder.principal,
      actions: holder.actions,
      isAdministrator: isAdministrator(holder, administrators),
    })),
    changes: plan.changes.flatMap(({ action, sid, releases }) =>
      action === 'keep'
        ? []
        : [{ sid, action, ...(releases.length > 0 ? { release: releases.join(', ') } : {}) }],
    ),
    sizeBytes: plan.sizeBytes.before,
    maxBytes: POLICY_MAX_BYTES,
  };
}

type Tuple = KeyReport['admitted'][number];

/** Several values in each of two registers mean every pair of values. */
function admittedTuples(
  { principal, registers, until, doubts }: Admitted,
  { releases }: AllowList,
): readonly Tuple[] {
  const tuples = Object.entries(registers).reduce<readonly Readonly<Record<string, string>>[]>(
    (found, [name, values]) =>
      found.flatMap((tuple) => values.map((value) => ({ ...tuple, [name]: value }))),
    [{}],
  );
  return tuples.map((tuple) => ({
    principal,
    registers: tuple,
    releases: releases.filter(({ measurements }) => has(measurements, tuple)).map(({ id }) => id),
    ...untilOf(until),
    ...(doubts.length === 0 ? {} : { doubts }),
  }));
}

function untilOf(until: Instant | undefined): Pick<Tuple, 'until'> {
  return until === undefined ? {} : { until };
}

/** Whether an image has these values. PCR3 and PCR4 are left out, because the instance decides them. */
function has(measurements: object, tuple: Readonly<Record<string, string>>): boolean {
  const values = new Map(Object.entries(measurements));
  return Object.entries(tuple).every(
    ([name, value]) =>
      name === ENCLAVE.role || name === ENCLAVE.instance || values.get(name) === value,
  );
}
