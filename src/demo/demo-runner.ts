import type { Style } from '../report/text-layout.js';
import type { ListOutcome } from '../workflow/commands/list-outcome.js';
import type { ListCommand } from '../workflow/commands/run-list-command.js';
import type { OptionValues } from '../workflow/options/option-values.js';
import type { Outcome } from '../workflow/outcome.js';
import type { ListPorts } from '../workflow/ports.js';
import { portsInFolder } from './folder-ports.js';
import { renderStep } from './render-step.js';

/** The ports of the demo. */
export interface DemoPorts {
  /** The folder of the demo, which is kept. */
  readonly folder: string;
  /** The ports of one command. Each command has its own instant. */
  listPorts(): ListPorts;
  /** Parses a command line as typed, without the name of the program. */
  parse(words: readonly string[]): { readonly command: ListCommand; readonly values: OptionValues };
  writeBytes(path: string, bytes: Uint8Array): Promise<void>;
  /** Runs a command like the command line, and writes the requested reports. */
  run(command: ListCommand, values: OptionValues, ports: ListPorts): Promise<ListOutcome>;
  /** Prints the progress of the demo. */
  tell(text: string): void;
  readonly style: Style;
}

/** One command of the story, with its outcome. */
export interface DemoStep {
  /** The command line as typed. */
  readonly command: string;
  readonly exitCode: number;
  readonly code?: string;
}

/** The expected end of a step. */
export interface ExpectedExit {
  readonly exitCode: number;
  readonly code?: string;
}

const DONE: ExpectedExit = { exitCode: 0 };

/** Runs commands in the folder of the demo, prints them, and verifies that each ends as the story says. */
export class DemoRunner {
  readonly steps: DemoStep[] = [];
  private readonly ports: DemoPorts;
  private chapters = 0;

  constructor(ports: DemoPorts) {
    this.ports = ports;
  }

  listPorts(): ListPorts {
    return portsInFolder(this.ports.folder, this.ports.listPorts());
  }

  chapter(title: string, text: string): void {
    const { tell, style } = this.ports;
    this.chapters += 1;
    tell(`\n${style.bold(`${this.chapters} ${title}`)}\n${text}\n`);
  }

  say(text: string): void {
    this.ports.tell(`\n${text}\n`);
  }

  /**
   * Runs a command line in the folder. Single spaces separate the words. Throws if the command does not end as the
   * story says.
   */
  async play(line: string, ending: ExpectedExit = DONE): Promise<ListOutcome> {
    const { command, values } = this.ports.parse(line.split(' '));
    const played = await this.ports.run(command, values, this.listPorts());
    this.show(`$ pcr-allowlist ${line}`, played);
    this.hold(line, played.outcome, ending);
    return played;
  }

  /** Prints the result of a step below its title. */
  show(title: string, played: ListOutcome): void {
    const { tell, style } = this.ports;
    tell(`\n${style.bold(title)}\n${renderStep(played, style)}`);
  }

  /** Stops the demo if a step differs from its text, which would mislead. */
  hold(line: string, { exitCode, error }: Outcome<unknown>, ending: ExpectedExit): void {
    const code = error?.code;
    this.steps.push({ command: line, exitCode, ...(code === undefined ? {} : { code }) });
    if (exitCode === ending.exitCode && code === ending.code) return;
    const found = `${exitCode} ${error === undefined ? '' : `(${code}: ${error.message})`}`;
    throw new Error(
      `the demo does not match its text: ${line}: expected exit ${ending.exitCode} ${ending.code ?? ''}, found ${found}`,
    );
  }
}
