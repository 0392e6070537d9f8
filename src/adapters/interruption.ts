import { AdapterError } from '../base/errors.js';
import type { Around, PortRequest } from './observed-ports.js';

/** Ends this process at once. What was printed is printed: standard streams are written synchronously. */
export function exitNow(code: number): never {
  process.exit(code);
}

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
  private readonly signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  private isRequested = false;
  private requestStop: (error: AdapterError) => void = () => {};

  /** `signals` is what emits SIGINT: this process, or a double of it. */
  constructor(signals: Pick<NodeJS.EventEmitter, 'on' | 'off'> = process) {
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

  /** Runs a request of the ports. Rejects with AdapterError `interrupted` where Ctrl-C comes first. */
  readonly around: Around = async (request, run) => {
    if (this.isRequested && request.effect !== 'cleanup') throw this.error();
    if (request.effect === 'read') return Promise.race([run(), this.stop]);
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

  /** What was done, and what the same command does when it runs again. */
  error(): AdapterError {
    const done = this.written.map((name) => `done: ${name}`);
    const unclear = [...this.unclear, ...this.underWay].map(
      (name) => `could not tell whether it was done: ${name}`,
    );
    if (done.length + unclear.length === 0) {
      return new AdapterError('interrupted', 'interrupted before anything was written', {
        hint: 'Run the same command again: it starts from the beginning.',
      });
    }
    return new AdapterError('interrupted', `interrupted; ${[...done, ...unclear].join('; ')}`, {
      hint: 'Run the same command again: it reads what is there, and does what is missing.',
    });
  }
}

function nameOf({ service, what }: PortRequest): string {
  return `${what} (${service})`;
}
