import { AwsDouble } from '../wire/double.js';
import { type AwsServices, startAwsServices } from '../wire/services.js';
import { FAULTS, MARKS } from './faults.js';
import { type Case, type Choice, playScenario } from './runner.js';
import { SCENARIOS, type Scenario } from './scenarios.js';

/** As many scenarios are played side by side. */
const AT_ONCE = 2;

export interface Table {
  readonly text: string;
  readonly cases: readonly Case[];
  /** Requests of the undisturbed commands. */
  readonly stepCount: number;
  readonly failures: readonly string[];
}

/** The table of (command, request, fault), or the part of it that is chosen. */
export async function playTable(isChosen: Choice): Promise<Table> {
  const double = new AwsDouble();
  double.kms.caller = 'arn:aws:iam::111122223333:role/kms-admin';
  const services: AwsServices = await startAwsServices(double);
  try {
    const played: { scenario: Scenario; steps: readonly string[]; cases: readonly Case[] }[] = [];
    const left = SCENARIOS.entries();
    const work = async () => {
      for (const [place, scenario] of left) {
        const found = await playScenario(scenario, services.endpoint, `crash-${place}`, isChosen);
        played[place] = { scenario, ...found };
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const cases = played.flatMap((one) => one.cases).filter((one) => !one.isWithoutEffect);
    const rows = played.flatMap(({ scenario, steps, cases }) =>
      steps.map((request, i) => row(scenario.name, i + 1, request, cases)),
    );
    const failures = cases.flatMap(({ command, step, request, fault, faults }) =>
      faults.map((why) => `${command}, request ${step} (${request}), ${fault}: ${why}`),
    );
    const head = cells(
      'command',
      '',
      'request',
      FAULTS.map((fault) => MARKS[fault]),
    );
    const count = `${cases.length} cases against ${services.kind}, ${failures.length} failing`;
    const text = [head, ...rows, count].join('\n');
    return { text, cases, stepCount: rows.length, failures };
  } finally {
    await services.stop();
  }
}

function row(command: string, step: number, request: string, cases: readonly Case[]): string {
  const marks = FAULTS.map((fault) => {
    const found = cases.find((one) => one.step === step && one.fault === fault);
    if (found === undefined) return '';
    if (found.isWithoutEffect) return '-';
    return found.faults.length === 0 ? 'ok' : 'FAIL';
  });
  return cells(command, String(step), request, marks);
}

function cells(command: string, step: string, request: string, marks: readonly string[]): string {
  return [
    command.padEnd(10),
    step.padStart(2),
    request.padEnd(28),
    ...marks.map((mark) => mark.padStart(5)),
  ].join(' ');
}
