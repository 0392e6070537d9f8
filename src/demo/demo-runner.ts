import type { Style } from '../report/text-layout.js';
import type { ListOutcome } from '../workflow/commands/list-outcome.js';
import type { ListCommand } from '../workflow/commands/run-list-command.js';
import type { OptionValues } from '../workflow/options/option-values.js';
import type { Outcome } from '../workflow/outcome.js';
import type { ListPorts } from '../workflow/ports.js';
import { portsInFolder } from './folder-ports.js';
import { renderStep } from './render-step.js';

/** What the demo needs of the world. */
export interface DemoPorts {
  /** A folder of its own, which is kept. */
  readonly folder: string;
  /** The ports of one command: each has its own instant. */
  listPorts(): ListPorts;
  /** A command line, without the program's name, as a person types it. */
  parse(words: readonly string[]): { readonly command: ListCommand; readonly values: OptionValues };
  writeBytes(path: string, bytes: Uint8Array): Promise<void>;
  /** Runs a command as the command line does, and brings its reports to where they were asked for. */
  run(command: ListCommand, values: OptionValues, ports: ListPorts): Promise<ListOutcome>;
  /** Shows what happens while it does. */
  tell(text: string): void;
  readonly style: Style;
}

/** One command of the story, and how it ended. */
export interface DemoStep {
  /** As it is typed. */
  readonly command: string;
  readonly exitCode: number;
  readonly code?: string;
}

/** How a step of the story has to end. */
export interface ExpectedExit {
  readonly exitCode: number;
  readonly code?: string;
}

const DONE: ExpectedExit = { exitCode: 0 };

/** Plays commands in the folder of the demo, shows them, and holds that each ends as the story says. */
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

  /** A command line as it is typed in the folder, words apart by one blank. Throws where it does not end as the story says. */
  async play(line: string, ending: ExpectedExit = DONE): Promise<ListOutcome> {
    const { command, values } = this.ports.parse(line.split(' '));
    const played = await this.ports.run(command, values, this.listPorts());
    this.show(`$ pcr-allowlist ${line}`, played);
    this.hold(line, played.outcome, ending);
    return played;
  }

  /** What a step came to, below its title. */
  show(title: string, played: ListOutcome): void {
    const { tell, style } = this.ports;
    tell(`\n${style.bold(title)}\n${renderStep(played, style)}`);
  }

  /** A demo that differs from its own text would mislead, so it stops. */
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
