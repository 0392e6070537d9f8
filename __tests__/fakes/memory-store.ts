import type {
  AllowListStore,
  PutOutcome,
  StoredObject,
} from '../../src/allowlist/allow-list-store.js';
import { AdapterError } from '../../src/base/errors.js';

/**
 * What goes wrong with one request. `unsent`: it never arrives. `lost`: it takes effect, its answer is lost. `late`: no
 * answer, and it takes effect before the next request of anybody. `conflict`: 409, without effect. `retried`: it takes
 * effect, and a hidden retry meets it, so that the answer is 412. `down`: the store does not answer a read.
 */
export type Fault = 'none' | 'unsent' | 'lost' | 'late' | 'conflict' | 'retried' | 'down';

export interface Connection {
  /** Awaited before a request takes effect and before its answer arrives: where other writers come between. */
  readonly gate?: (label: string) => Promise<unknown>;
  /** The fault of the next request. */
  readonly fault?: (operation: 'get' | 'list' | 'put', name: string) => Fault;
}

/** Objects in memory that behave as on S3: strongly consistent, `If-None-Match` and `If-Match` honoured. */
export class MemoryBucket {
  readonly objects = new Map<string, StoredObject>();
  /** Every request as `put allowlist.dsse.json`, in the order of arrival. */
  readonly requests: string[] = [];
  private late: (() => void)[] = [];
  private count = 0;

  /** As somebody with write access would: without a precondition. */
  overwrite(name: string, bytes: Uint8Array): void {
    this.objects.set(name, { bytes: bytes.slice(), etag: `"${++this.count}"` });
  }

  connect({ gate = async () => {}, fault = () => 'none' }: Connection = {}): AllowListStore {
    const request = async <Answer>(
      operation: 'get' | 'list' | 'put',
      name: string,
      effect: (fault: Fault) => Answer,
    ): Promise<Answer> => {
      await gate(`${operation} ${name}`);
      for (const run of this.late.splice(0)) run();
      this.requests.push(`${operation} ${name}`);
      const answer = effect(fault(operation, name));
      await gate(`answer to ${operation} ${name}`);
      return answer;
    };
    const read = (fault: Fault) => {
      if (fault === 'none') return;
      throw new AdapterError('list-unavailable', 'the store does not answer');
    };
    return {
      get: (name) =>
        request('get', name, (fault) => {
          read(fault);
          const object = this.objects.get(name);
          return object === undefined ? undefined : { ...object, bytes: object.bytes.slice() };
        }),
      list: (prefix, after) =>
        request('list', prefix, (fault) => {
          read(fault);
          return [...this.objects.keys()]
            .filter((name) => name.startsWith(prefix) && name > after)
            .sort();
        }),
      putIfAbsent: (name, bytes) =>
        request('put', name, (fault) =>
          this.put(fault, 'exists', () => this.write(name, bytes, undefined)),
        ),
      putIfMatch: (name, bytes, etag) =>
        request('put', name, (fault) =>
          this.put(fault, 'conflict', () => this.write(name, bytes, etag)),
        ),
    };
  }

  private put(fault: Fault, refusal: PutOutcome, write: () => boolean): PutOutcome {
    switch (fault) {
      case 'conflict':
        return 'conflict';
      case 'unsent':
        return 'unclear';
      case 'late':
        this.late.push(write);
        return 'unclear';
      case 'lost':
        write();
        return 'unclear';
      case 'retried':
        write();
        return refusal;
      default:
        return write() ? 'done' : refusal;
    }
  }

  private write(name: string, bytes: Uint8Array, etag: string | undefined): boolean {
    if (this.objects.get(name)?.etag !== etag) return false;
    this.overwrite(name, bytes);
    return true;
  }
}
