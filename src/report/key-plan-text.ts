import type { KeyPlan } from '../keypolicy/plan.js';
import type { PlannedChange } from '../keypolicy/plan-changes.js';
import type { PlannedKey } from '../workflow/key-plans.js';
import { printable, type Style } from './terminal.js';

const SIGNS: { readonly [action in PlannedChange['action']]: string } = {
  create: '+',
  update: '~',
  delete: '-',
  keep: '=',
};

/** What became of the key policies, or would: each statement with the releases that hold it up. */
export function renderKeyPlans(keys: readonly PlannedKey[], style: Style): string {
  return keys.map((key) => renderKey(key, style)).join('');
}

/** What is done to one statement, in words: for terminals and summaries alike. */
export function changeText({ sid, action, releases, adopted }: PlannedChange): string {
  const held = releases.length === 0 ? '' : ` for ${releases.join(', ')}`;
  return `${action} ${sid}${held}${adopted ? ' (adopted)' : ''}`;
}

/** How large the policy is, and would be. */
export function sizeText({ sizeBytes }: KeyPlan): string {
  const { before, after, limit } = sizeBytes;
  return `${before} → ${after} of ${limit} bytes`;
}

function renderKey({ key, plan, written, failures }: PlannedKey, style: Style): string {
  const state =
    plan === undefined
      ? style.red('not reached')
      : failures.length > 0
        ? style.yellow('held back in part')
        : plan.isNothing
          ? style.green('follows')
          : written
            ? style.green('changed, and read back stable')
            : style.yellow('would change');
  const lines = plan === undefined ? [] : planLines(plan, style);
  return `${style.bold(`key ${printable(key)}`)}: ${state}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function planLines(plan: KeyPlan, style: Style): readonly string[] {
  const colours = { create: style.green, update: style.yellow, delete: style.red, keep: style.dim };
  const withheld = new Set(plan.withheld);
  return [
    ...plan.changes.map((change) => {
      const held = withheld.has(change) ? style.yellow(' (withheld)') : '';
      return `${colours[change.action](`${SIGNS[change.action]} ${printable(changeText(change))}`)}${held}`;
    }),
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
    ...plan.after.findings.map(({ rule, severity, message }) => {
      const line = `${rule} ${severity}: ${printable(message)}`;
      return severity === 'critical' ? style.red(line) : style.yellow(line);
    }),
    ...(plan.after.verdict === undefined ? [] : [`proof: ${plan.after.verdict}`]),
    style.dim(sizeText(plan)),
  ];
}
