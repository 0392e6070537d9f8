import { AdapterError } from '../base/errors.js';
import type { Around, PortRequest } from './observed-ports.js';

/** Ends this process at once. No output is lost, because standard streams are written synchronously. */
export function exitNow(code: number): never {
  process.exit(code);
}

const SAME_COMMAND =
  'Run the same command again. It reads the current state, and completes the missing steps.';

/**
 * Handles Ctrl-C (SIGINT) while a command runs. The first Ctrl-C ends reads and waits, lets a running write complete
 * because its effect is unknown until then, and begins no request except the return of a lease. The second Ctrl-C ends
 * the process at once. Every write is complete or absent, so that the same command can run again at any point.
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
    // It is awaited only together with a request.
    this.stop.catch(() => {});
  }

  /** Listens until the returned function is called. `onFirst` receives the running requests. */
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

  /** Runs a watch that handles Ctrl-C itself. Until it has ended, reads and waits continue. */
  async heed<T>(watch: () => Promise<T>): Promise<T> {
    this.watches++;
    try {
      return await watch();
    } finally {
      this.watches--;
    }
  }

  /** Runs a request of the ports. Rejects with AdapterError `interrupted` if Ctrl-C comes first. */
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

  /** A write with a failed precondition had no effect. */
  private note(name: string, answer: unknown): void {
    if (answer === 'unclear') this.unclear.push(name);
    else if (answer !== 'exists' && answer !== 'conflict') this.written.push(name);
  }

  /** Whether Ctrl-C was pressed. */
  get requested(): boolean {
    return this.isRequested;
  }

  /** The completed writes, the error of the command, and the effect of running the command again. */
  error(reason?: string): AdapterError {
    const done = this.written.map((name) => `done: ${name}`);
    const unclear = [...this.unclear, ...this.underWay].map(
      (name) => `could not tell whether it was done: ${name}`,
    );
    if (done.length + unclear.length === 0) {
      const said = reason === undefined ? '' : `; ${reason}`;
      return new AdapterError('interrupted', `interrupted before anything was written${said}`, {
        hint: 'Run the same command again. It starts from the beginning.',
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
