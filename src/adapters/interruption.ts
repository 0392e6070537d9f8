import { AdapterError } from '../base/errors.js';
import type { Around, PortRequest } from './observed-ports.js';

/** Ends this process at once. What was printed is printed: standard streams are written synchronously. */
export function exitNow(code: number): never {
  process.exit(code);
}

const SAME_COMMAND =
  'Run the same command again: it reads what is there, and does what is missing.';

/**
 * Ctrl-C (SIGINT) while a command runs. The first one ends what only reads or waits, lets a write that is under way end,
 * since its effect is unknown until then, and begins nothing more but to give back a lease. The second one ends the
 * process at once. Every write is whole or absent, so that the same command can run again at any point.
 */
export class Interruption {
  private readonly written: string[] = [];
  private readonly unclear: string[] = [];
  private readonly underWay = new Set<string>();
  private readonly stop: Promise<never>;
  private readonly again: string;
  private readonly signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  private isRequested = false;
  private watches = 0;
  private requestStop: (error: AdapterError) => void = () => {};

  /**
   * `again` says what to run once something was written. `signals` is what emits SIGINT: this process, or a double of it.
   */
  constructor(
    again: string = SAME_COMMAND,
    signals: Pick<NodeJS.EventEmitter, 'on' | 'off'> = process,
  ) {
    this.again = again;
    this.signals = signals;
    this.stop = new Promise((_, reject) => {
      this.requestStop = reject;
    });
    // It is awaited only beside a request.
    this.stop.catch(() => {});
  }

  /** Listens until the function that it returns is called. `onFirst` gets what is still under way. */
  listen(onFirst: (underWay: readonly string[]) => void, onSecond: () => void): () => void {
    const listener = () => {
      if (this.isRequested) {
        onSecond();
        return;
      }
      this.isRequested = true;
      onFirst([...this.underWay]);
      this.requestStop(this.error());
    };
    this.signals.on('SIGINT', listener);
    return () => {
      this.signals.off('SIGINT', listener);
    };
  }

  /** Runs a watch that sees Ctrl-C by itself: until it has ended, reads and waits go on. */
  async heed<T>(watch: () => Promise<T>): Promise<T> {
    this.watches++;
    try {
      return await watch();
    } finally {
      this.watches--;
    }
  }

  /** Runs a request of the ports. Rejects with AdapterError `interrupted` where Ctrl-C comes first. */
  readonly around: Around = async (request, run) => {
    const isSpared =
      request.effect === 'cleanup' || (request.effect === 'read' && this.watches > 0);
    if (this.isRequested && !isSpared) throw this.error();
    if (request.effect === 'read') {
      return this.watches > 0 ? run() : Promise.race([run(), this.stop]);
    }
    const name = nameOf(request);
    this.underWay.add(name);
    try {
      const answer = await run();
      if (request.effect === 'write') this.note(name, answer);
      return answer;
    } finally {
      this.underWay.delete(name);
    }
  };

  /** A write whose precondition failed had no effect. */
  private note(name: string, answer: unknown): void {
    if (answer === 'unclear') this.unclear.push(name);
    else if (answer !== 'exists' && answer !== 'conflict') this.written.push(name);
  }

  /** Whether Ctrl-C was pressed. */
  get requested(): boolean {
    return this.isRequested;
  }

  /** What was done, what the command itself says of its end, and what the same command does when it runs again. */
  error(reason?: string): AdapterError {
    const done = this.written.map((name) => `done: ${name}`);
    const unclear = [...this.unclear, ...this.underWay].map(
      (name) => `could not tell whether it was done: ${name}`,
    );
    if (done.length + unclear.length === 0) {
      const said = reason === undefined ? '' : `; ${reason}`;
      return new AdapterError('interrupted', `interrupted before anything was written${said}`, {
        hint: 'Run the same command again: it starts from the beginning.',
      });
    }
    const said = reason === undefined ? [] : [reason];
    const all = [...done, ...unclear, ...said];
    return new AdapterError('interrupted', `interrupted; ${all.join('; ')}`, {
      hint: this.again,
    });
  }
}

function nameOf({ service, what }: PortRequest): string {
  return `${what} (${service})`;
}
