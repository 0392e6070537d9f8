import { pluralize } from '../base/plural.js';
import { boundValuesOf } from '../keypolicy/bound-values.js';
import type { PlannedChange } from '../keypolicy/plan-changes.js';
import type { KeyPlan } from '../keypolicy/plan-key.js';
import type { AuthorityHolder } from '../keypolicy/plan-refusals.js';
import type { KeyProbe } from '../keypolicy/probe-key.js';
import type { PlannedKey } from '../workflow/keys/key-plans.js';
import { printable, type Style } from './text-layout.js';

const SIGNS: { readonly [action in PlannedChange['action']]: string } = {
  create: '+',
  update: '~',
  delete: '-',
  keep: '=',
};

/** What became of the key policies, or would: each statement with its releases and the PCR values that it is bound to. */
export function renderKeyPlans(keys: readonly PlannedKey[], style: Style): string {
  return keys.map((key) => renderKey(key, style)).join('');
}

/** How large the policy is, and would be. */
export function policySizeText({ sizeBytes }: KeyPlan): string {
  const { before, after, limit, moreReleases } = sizeBytes;
  const room =
    moreReleases === undefined ? '' : `, room for about ${pluralize(moreReleases, 'more release')}`;
  return `${before} → ${after} of ${limit} bytes${room}`;
}

/** Who keeps authority over a key, in one sentence. */
export function authorityText({
  principal,
  actions,
  by,
  isAdministrator,
}: AuthorityHolder): string {
  const named = isAdministrator ? '' : ', and is not named under administrators';
  return `authority: ${principal} has ${actions.join(', ')} by ${by.join(', ')}${named}`;
}

/** How the live probe came out, in one sentence. */
export function probeText({ role, answer, why }: KeyProbe): string {
  switch (answer) {
    case 'denied':
      return `KMS denies ${role} without an attestation document`;
    case 'allowed':
      return `KMS lets ${role} decrypt without an attestation document`;
    case 'unknown':
      return `could not tell whether KMS denies ${role} without an attestation document: ${why}`;
  }
}

function renderKey({ key, plan, written, failures, probe }: PlannedKey, style: Style): string {
  const state =
    plan === undefined
      ? style.red('not reached')
      : plan.refusals.length > 0
        ? style.yellow('held back in part')
        : plan.isNothing
          ? style.green('follows')
          : written
            ? style.green('changed, and read back stable')
            : style.yellow('would change');
  const lines = [
    ...(plan === undefined ? [] : planLines(plan, style)),
    ...failures.map((failure) => failureLine(failure, style)),
    ...(probe?.answer === 'denied' ? [printable(probeText(probe))] : []),
  ];
  return `${style.bold(`key ${printable(key)}`)}: ${state}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** Why not everything was done, with the safe replacement. */
function failureLine({ code, message, hint, at }: PlannedKey['failures'][number], style: Style) {
  const place = at?.sid === undefined ? '' : ` (${printable(at.sid)})`;
  const cure = hint === undefined ? '' : ` → ${printable(hint)}`;
  return style.red(`${code}: ${printable(message)}${place}${cure}`);
}

function planLines(plan: KeyPlan, style: Style): readonly string[] {
  const withheld = new Set(plan.withheld);
  return [
    ...plan.changes.flatMap((change) => changeLines(change, withheld.has(change), style)),
    ...(plan.foreign.length === 0
      ? []
      : [style.dim(`${plan.foreign.length} statements of others stay as they are`)]),
    ...plan.open.map(({ pcrs, releases }) => {
      const values = Object.entries(pcrs).map(([name, value]) => `${name} ${value}`);
      return style.yellow(
        `any image with ${values.join(', ')} stays admitted: PCR0 is not bound (${printable(releases.join(', '))})`,
      );
    }),
    ...plan.leftOut.map(({ name, reason }) =>
      style.yellow(`${printable(name)} is left out: ${printable(reason)}`),
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

/** The proof, red where the data is open and where nobody gets at it. */
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

function changeLines(change: PlannedChange, isWithheld: boolean, style: Style): readonly string[] {
  const { action, sid, releases, adopted } = change;
  const colour = { create: style.green, update: style.yellow, delete: style.red, keep: style.dim }[
    action
  ];
  const held = releases.length === 0 ? '' : ` for ${releases.join(', ')}`;
  const text = `${action} ${sid}${held}${adopted ? ' (adopted)' : ''}`;
  const bound = boundValuesOf(change);
  return [
    `${colour(`${SIGNS[action]} ${printable(text)}`)}${isWithheld ? style.yellow(' (withheld)') : ''}`,
    ...(bound === undefined
      ? []
      : [
          `    role ${printable(bound.role)}`,
          ...Object.entries(bound.pcrs).map(([name, value]) => `    ${name} ${printable(value)}`),
        ].map(colour)),
  ];
}
