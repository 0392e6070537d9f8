import { pluralize } from '../base/plural.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import type { Admitted, DataProof } from '../iam/prove-data.js';
import type { ReleaseAccess } from './release-access.js';

/**
 * The effect of the policy on the data. `outage`: nobody, or no accepted release, can reach it. `wider`: nobody can reach it
 * without measurements, but the policy admits more than the list accepts: a statement admits other registers, guards admit those of
 * different releases together, or a release lasts longer than in the list. `not-applicable`: the question has no answer for this
 * key or document. The others are as in `DataProof`.
 */
export type DataStanding = DataProof['answer'] | 'outage' | 'wider';

/** Both halves of the proof as one word. `beyond` are the ways that are wider than the list (`registersBeyondList`). */
export function dataStanding(
  data: DataProof,
  access: readonly ReleaseAccess[],
  beyond: readonly Admitted[],
): DataStanding {
  if (data.answer !== 'locked') return data.answer;
  const isDenied = access.length > 0 && access.every(({ answer }) => answer === 'denied');
  if (isDenied || data.admitted.filter(isLive).length === 0) return 'outage';
  return beyond.some(isLive) ? 'wider' : 'locked';
}

/** Both halves of the proof in one sentence, for people. */
export function verdictOf(
  data: DataProof,
  access: readonly ReleaseAccess[],
  beyond: readonly Admitted[],
): string {
  const standing = dataStanding(data, access, beyond);
  return [negativeText(data, standing, beyond), ...positiveText(access, standing)].join('; ');
}

function negativeText(
  data: DataProof,
  standing: DataStanding,
  beyond: readonly Admitted[],
): string {
  const assumed =
    data.assumptions.length > 0 ? `, assuming that ${data.assumptions.join('; ')}` : '';
  switch (data.answer) {
    case 'locked': {
      const live = data.admitted.filter(isLive);
      if (live.length === 0) return `outage: the data is locked to everybody${assumed}`;
      const narrower = live.some(({ doubts }) => doubts.length > 0)
        ? ', which may be narrower than shown'
        : '';
      const ways = `${pluralize(live.length, 'attested way')}${narrower}`;
      if (standing === 'wider') {
        const wider = beyond.filter(isLive).length;
        return `wider than the list: the data is held to ${ways}, and ${wider} of them ${wider === 1 ? 'admits' : 'admit'} more than the list accepts${assumed}`;
      }
      const outage = standing === 'outage' ? 'outage: ' : '';
      return `${outage}the data is locked to ${ways}${assumed}`;
    }
    case 'open': {
      const ways = `${pluralize(data.openings.length, 'way')} that no measurement guards`;
      if (data.reach === 'existing-data' || data.reach === undefined)
        return `the data is open in ${ways}`;
      const existing =
        data.reach === 'new-data-keys'
          ? 'existing data is not open'
          : 'could not tell whether existing data is open';
      return `new data keys can be made in ${ways}; ${existing}`;
    }
    case 'unknown':
      return `could not tell whether the data is locked, for ${pluralize(data.doubts.length, 'reason')}`;
    case 'not-applicable':
      return `the question whether the data is locked does not apply: ${data.reason?.message ?? 'this is not a key policy'}`;
  }
}

/** The number of accepted releases that the policy denies, certainly or possibly. */
function positiveText(access: readonly ReleaseAccess[], standing: DataStanding): readonly string[] {
  if (standing === 'not-applicable') return [];
  const named = (which: ReleaseAccess['answer']) => [
    ...new Set(access.filter(({ answer }) => answer === which).map(({ release }) => release)),
  ];
  const all = new Set(access.map(({ release }) => release)).size;
  const [denied, untold] = [named('denied'), named('could-not-tell')];
  return [
    ...(denied.length === 0
      ? []
      : [`${denied.length} of ${pluralize(all, 'accepted release')} denied`]),
    ...(untold.length === 0
      ? []
      : [
          `could not tell whether ${untold.length} of ${pluralize(all, 'accepted release')} get through`,
        ]),
  ];
}

/** Whether a document can have these registers: each has a value of 96 digits. */
function isLive({ registers }: Admitted): boolean {
  return Object.values(registers).every((values) =>
    values.some((value) => value.length === ZERO_PCR.length && /^[0-9a-f]+$/i.test(value)),
  );
}
