import { pluralize } from '../base/plural.js';
import type { PlannedChange } from '../keypolicy/plan-changes.js';
import type { KeyPlan } from '../keypolicy/plan-key.js';
import type { AuthorityHolder } from '../keypolicy/plan-refusals.js';
import type { KeyProbe } from '../keypolicy/probe-key.js';
import type { PlannedKey } from '../workflow/keys/key-plans.js';
import { type FieldChange, fieldChanges, type PcrOwners } from './statement-fields.js';
import { printable, type Style } from './text-layout.js';

/** The level of detail of a plan. */
export interface PlanView {
  /** The owners of PCR values. */
  readonly owners: PcrOwners;
  /** Also show unchanged statements, and PCR values with all digits. */
  readonly full: boolean;
}

const SIGNS: { readonly [action in PlannedChange['action']]: string } = {
  create: '+',
  update: '~',
  delete: '-',
  keep: '=',
};

const VERBS: { readonly [action in PlannedChange['action']]: string } = {
  create: 'create',
  update: 'change',
  delete: 'delete',
  keep: 'keep',
};

/**
 * Renders the result or the preview of key policies, for the terminal, dry runs and job summaries. Shows created and
 * deleted statements, and the differing fields of changed statements. Unchanged statements are counted.
 */
export function renderKeyPlans(keys: readonly PlannedKey[], view: PlanView, style: Style): string {
  return keys.map((key) => renderKey(key, view, style)).join('');
}

/** The size of the policy before and after. */
function policySizeText({ sizeBytes }: KeyPlan): string {
  const { before, after, limit, moreReleases } = sizeBytes;
  const room =
    moreReleases === undefined ? '' : `, room for about ${pluralize(moreReleases, 'more release')}`;
  return `${before} → ${after} of ${limit} bytes${room}`;
}

/** A principal with authority over a key, in one sentence. */
function authorityText({ principal, actions, by, isAdministrator }: AuthorityHolder): string {
  const named = isAdministrator ? '' : ', and is not named under administrators';
  return `authority: ${principal} has ${actions.join(', ')} by ${by.join(', ')}${named}`;
}

/** The result of the live probe, in one sentence. */
function probeText({ role, answer, why }: KeyProbe): string {
  switch (answer) {
    case 'denied':
      return `KMS denies ${role} without an attestation document`;
    case 'allowed':
      return `KMS lets ${role} decrypt without an attestation document`;
    case 'unknown':
      return `could not tell whether KMS denies ${role} without an attestation document: ${why}`;
  }
}

function renderKey(
  { key, plan, written, failures, probe }: PlannedKey,
  view: PlanView,
  style: Style,
): string {
  const state =
    plan === undefined
      ? style.red('not reached')
      : plan.refusals.length > 0
        ? style.yellow('held back in part')
        : plan.isNothing
          ? style.green('follows')
          : written
            ? style.green('changed, and verified by reading it back')
            : style.yellow('would change');
  const lines = [
    ...(plan === undefined ? [] : planLines(plan, view, style)),
    ...failures.map((failure) => failureLine(failure, style)),
    ...(probe?.answer === 'denied' ? [printable(probeText(probe))] : []),
  ];
  return `${style.bold(`key ${printable(key)}`)}: ${state}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** The reason why the plan was not done completely, with the hint. */
function failureLine({ code, message, hint, at }: PlannedKey['failures'][number], style: Style) {
  const place = at?.sid === undefined ? '' : ` (${printable(at.sid)})`;
  const cure = hint === undefined ? '' : ` → ${printable(hint)}`;
  return style.red(`${code}: ${printable(message)}${place}${cure}`);
}

function planLines(plan: KeyPlan, view: PlanView, style: Style): readonly string[] {
  const withheld = new Set(plan.withheld);
  const shown = plan.changes.filter(({ action }) => view.full || action !== 'keep');
  const same = plan.changes.length - shown.length;
  return [
    ...shown.flatMap((change) => changeLines(change, withheld.has(change), view, style)),
    ...(same === 0
      ? []
      : [
          style.dim(
            `${pluralize(same, 'statement')} of ours ${same === 1 ? 'stays' : 'stay'} the same`,
          ),
        ]),
    ...(plan.foreign.length === 0
      ? []
      : [
          style.dim(
            `${pluralize(plan.foreign.length, 'statement')} of others ${plan.foreign.length === 1 ? 'stays' : 'stay'} the same`,
          ),
        ]),
    ...plan.open.map(({ pcrs, releases }) => {
      const values = Object.entries(pcrs).map(
        ([name, value]) => `${name} ${valueText(name, value, view)}`,
      );
      return style.yellow(
        `any image with ${values.join(', ')} stays admitted: PCR0 is not bound (${printable(releases.join(', '))})`,
      );
    }),
    ...plan.leftOut.map(({ name, reason }) =>
      style.yellow(`${printable(name)} is omitted: ${printable(reason)}`),
    ),
    ...plan.after.findings.map(({ rule, severity, sid, grantId, message }) => {
      const place = sid ?? grantId;
      const line = `${rule} ${severity}: ${printable(message)}${place === undefined ? '' : ` (${printable(place)})`}`;
      return severity === 'critical' ? style.red(line) : style.yellow(line);
    }),
    ...plan.notes.map(({ code, message }) => style.yellow(`${code}: ${printable(message)}`)),
    ...proofLines(plan, style),
    ...(plan.after.authority ?? []).map((holder) => style.dim(printable(authorityText(holder)))),
    style.dim(policySizeText(plan)),
  ];
}

/** The proof. It is red if the data is open, or if nobody can use it. */
function proofLines({ after: { verdict, data } }: KeyPlan, style: Style): readonly string[] {
  if (verdict === undefined) return [];
  const line = `proof: ${printable(verdict)}`;
  return [
    data === 'outage' || data === 'open'
      ? style.red(line)
      : data === 'wider'
        ? style.yellow(line)
        : line,
  ];
}

function changeLines(
  change: PlannedChange,
  isWithheld: boolean,
  view: PlanView,
  style: Style,
): readonly string[] {
  const { action, sid, releases, adopted } = change;
  const colour = { create: style.green, update: style.yellow, delete: style.red, keep: style.dim }[
    action
  ];
  const held = releases.length === 0 ? '' : ` for ${releases.join(', ')}`;
  const text = `${VERBS[action]} ${sid}${held}${adopted ? ' (adopted)' : ''}`;
  return [
    `${colour(`${SIGNS[action]} ${printable(text)}`)}${isWithheld ? style.yellow(' (withheld)') : ''}`,
    ...fieldChanges(change).flatMap((field) =>
      fieldLines(field, action, view).map((line) => `    ${colour(printable(line))}`),
    ),
  ];
}

/** A single replaced value takes one line. Of several values, each added or removed value takes its own line. */
function fieldLines(
  { field, removed, added, kept }: FieldChange,
  action: PlannedChange['action'],
  view: PlanView,
): readonly string[] {
  const all = (values: readonly string[]) =>
    values.map((value) => valueText(field, value, view)).join(', ');
  if (action !== 'update') return [`${field} ${all([...removed, ...added, ...kept])}`];
  if (kept.length === 0 && removed.length <= 1 && added.length <= 1) {
    return [`${field} ${all(removed) || 'none'} → ${all(added) || 'none'}`];
  }
  return [
    ...removed.map((value) => `${field} - ${valueText(field, value, view)}`),
    ...added.map((value) => `${field} + ${valueText(field, value, view)}`),
    ...(kept.length === 0 ? [] : [`${field}   and ${pluralize(kept.length, 'value')} as before`]),
  ];
}

const PCR_VALUE = /^[0-9a-f]{96}$/i;
const PCR_DIGITS = 12;
const OWNERS_SHOWN = 3;
/** The maximum length of values of foreign statements, in characters. */
const VALUE_MAX_CHARACTERS = 200;

/** A value for people. For a PCR, the first digits and its release. */
function valueText(field: string, value: string, { owners, full }: PlanView): string {
  if (!PCR_VALUE.test(value)) {
    const isLong = value.length > VALUE_MAX_CHARACTERS && !full;
    return isLong ? `${value.slice(0, VALUE_MAX_CHARACTERS)}…` : value;
  }
  const register = /PCR\d+/.exec(field)?.[0] ?? '';
  const names = owners.get(`${register} ${value.toLowerCase()}`) ?? [];
  const more = names.length - OWNERS_SHOWN;
  const shown = names.slice(0, OWNERS_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const digits = full ? value : value.slice(0, PCR_DIGITS);
  return names.length === 0 ? digits : `${digits} (${shown})`;
}
