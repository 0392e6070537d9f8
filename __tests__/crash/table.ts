import { AwsDouble, startDouble } from '../doubles/aws.js';
import { startAwsServices } from '../wire/services.js';
import { FAULTS, MARKS } from './faults.js';
import { type Case, type Choice, playScenario } from './runner.js';
import { SCENARIOS, type Scenario } from './scenarios.js';

/** As many scenarios are played side by side. */
const AT_ONCE = 2;

export interface Table {
  readonly text: string;
  readonly cases: readonly Case[];
  readonly failures: readonly string[];
}

/** Who plays S3 and KMS. Beside the double the signing keys lie in KMS too: moto signs what is long wrongly. */
type Wire = 'services' | 'double';

/** The table of (command, request, fault), or the part of it that is chosen; `wireOf` a scenario by its place. */
export async function playTable(
  isChosen: Choice,
  wireOf: (place: number) => Wire,
  onRequest: (command: string, done: number, all: number) => void = () => {},
): Promise<Table> {
  const services = await startAwsServices(ownDouble());
  const double = await startDouble(ownDouble());
  try {
    const played: { scenario: Scenario; steps: readonly string[]; cases: readonly Case[] }[] = [];
    const left = SCENARIOS.entries();
    const work = async () => {
      for (const [place, scenario] of left) {
        const isDouble = wireOf(place) === 'double';
        const { endpoint } = isDouble ? double : services;
        const setting = { endpoint, prefix: `crash-${place}`, keysInKms: isDouble };
        const tell = (done: number, all: number) => onRequest(scenario.name, done, all);
        played[place] = { scenario, ...(await playScenario(scenario, setting, isChosen, tell)) };
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
    const marks = FAULTS.map((fault) => MARKS[fault]);
    const wires = new Set(
      SCENARIOS.map((_, i) => (wireOf(i) === 'double' ? 'the double' : services.kind)),
    );
    const count = `${cases.length} cases against ${[...wires].join(' and ')}, ${failures.length} failing`;
    const text = [cells('command', '', 'request', marks), ...rows, count].join('\n');
    return { text, cases, failures };
  } finally {
    await double.stop();
    await services.stop();
  }
}

function ownDouble(): AwsDouble {
  const double = new AwsDouble();
  double.kms.caller = 'arn:aws:iam::111122223333:role/kms-admin';
  return double;
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
