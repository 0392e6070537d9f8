import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { bodyOf, listenOnLoopback } from '../doubles/loopback.js';
import { EarlierAnswers } from './earlier-answers.js';
import { refusal } from './refusals.js';
import { reordered } from './reordered.js';

/** Codes that the proxy answers of itself. */
export type FaultStatus = 409 | 412 | 429 | 500 | 503;

/**
 * What goes wrong with one request.
 * - `drop-before`: it never arrives, the connection is closed.
 * - `drop-after`: it takes effect, and its answer is cut.
 * - `status`: it never arrives and is answered so, in the shape of the service that was asked.
 * - `hold`: `before` runs before it is forwarded, `after` once it took effect and before its answer goes on. Where one
 *   rejects, the connection is closed; `before` so keeps the request from arriving.
 * - `stale`: a read is answered as it was before the newest change that was read through this proxy.
 * - `reordered`: what a read answers comes in another order, where its order means nothing.
 */
export type Fault =
  | 'drop-before'
  | 'drop-after'
  | 'stale'
  | 'reordered'
  | { readonly status: FaultStatus }
  | { readonly hold: { readonly before?: Hook; readonly after?: Hook } };

export type Hook = (request: RecordedRequest) => unknown;

export interface RecordedRequest {
  /** From 1, in the order of arrival. */
  readonly number: number;
  readonly method: string;
  /** With the query, as on the request line. */
  readonly path: string;
  /** The operation of KMS, such as `TrentService.PutKeyPolicy`. */
  readonly target: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export type RequestMatch = (request: RecordedRequest) => boolean;

export interface FaultProxy {
  readonly endpoint: string;
  /** Every request that arrived, also those that were not forwarded. */
  readonly requests: readonly RecordedRequest[];
  /** The k-th request from now, counted from 1 among those that match, meets the fault. One request meets one fault. */
  fault(k: number, fault: Fault, match?: RequestMatch): void;
  /** Faults that were met and could not show: a stale read of what never changed, another order of one thing. */
  readonly withoutEffect: number;
  /** Programmed faults that no request has met yet. */
  readonly pending: number;
  /** Forgets the faults, not the requests. */
  clear(): void;
  /** Rejects where a stale read was programmed of which nothing earlier was read. */
  stop(): Promise<void>;
}

interface Programmed {
  left: number;
  readonly fault: Fault;
  readonly match: RequestMatch;
}

interface UpstreamAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** Headers of one connection, which are not carried on (RFC 9110 section 7.6.1). */
const OF_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'expect'];

/**
 * A proxy on loopback in front of an endpoint. It records requests, applies programmed faults, and forwards writes to one
 * path one after the other, because moto compares a precondition and then writes without a lock. A request that is
 * held is not in that queue while its hooks run.
 */
export async function startFaultProxy(upstream: string): Promise<FaultProxy> {
  const requests: RecordedRequest[] = [];
  const earlier = new EarlierAnswers<UpstreamAnswer>();
  const queue = new WriteQueue();
  let programmed: Programmed[] = [];
  let misuse: Error | undefined;
  let withoutEffect = 0;

  /** Every matching fault counts the request; the first that is due is the one it meets. */
  const faultOf = (request: RecordedRequest): Fault | undefined => {
    const counted = programmed.filter(({ match }) => match(request));
    for (const one of counted) one.left--;
    const due = counted.find(({ left }) => left <= 0);
    programmed = programmed.filter((one) => one !== due);
    return due?.fault;
  };

  /** The answer that goes on, or undefined where the connection is closed instead. */
  const answerOf = async (request: RecordedRequest): Promise<UpstreamAnswer | undefined> => {
    const fault = faultOf(request);
    if (fault === 'drop-before') return undefined;
    if (typeof fault === 'object' && 'status' in fault) {
      return refusal(fault.status, request.target);
    }
    const hold = typeof fault === 'object' ? fault.hold : {};
    if (!(await passes(hold.before, request))) return undefined;
    const answer = await queue.run(request, () => forward(upstream, request));
    const older = earlier.remember(request, answer);
    const turned = fault === 'reordered' ? reordered(answer.body) : undefined;
    if (fault === 'reordered' && turned === undefined) withoutEffect++;
    if (fault === 'stale' && older === undefined) {
      withoutEffect++;
      misuse ??= new Error(
        `a stale read was programmed, and nothing earlier was read of ${request.path}`,
      );
    }
    if (!(await passes(hold.after, request)) || fault === 'drop-after') return undefined;
    if (turned !== undefined) return { ...answer, body: turned };
    return fault === 'stale' ? (older ?? answer) : answer;
  };

  const server = await listenOnLoopback(async (incoming, response) => {
    const request = { number: requests.length + 1, ...(await recorded(incoming)) };
    requests.push(request);
    const answer = await answerOf(request);
    if (answer === undefined) incoming.socket.destroy();
    else send(answer, response);
  });

  return {
    endpoint: server.endpoint,
    requests,
    fault(k, fault, match = () => true) {
      programmed.push({ left: k, fault, match });
    },
    get withoutEffect() {
      return withoutEffect;
    },
    get pending() {
      return programmed.length;
    },
    clear() {
      programmed = [];
    },
    async stop() {
      await server.stop();
      if (misuse !== undefined) throw misuse;
    },
  };
}

async function recorded(incoming: IncomingMessage): Promise<Omit<RecordedRequest, 'number'>> {
  const { method = 'GET', url = '/', headers } = incoming;
  const target = headers['x-amz-target'] as string | undefined;
  return { method, path: url, target, headers, body: await bodyOf(incoming) };
}

async function passes(hook: Hook | undefined, request: RecordedRequest): Promise<boolean> {
  try {
    await hook?.(request);
    return true;
  } catch {
    return false;
  }
}

function forward(upstream: string, request: RecordedRequest): Promise<UpstreamAnswer> {
  const { method, path, body } = request;
  const headers = { ...carriedOn(request.headers), 'content-length': String(body.length) };
  return new Promise((resolve, reject) => {
    // A connection of its own: one that is kept may have been closed by the other side meanwhile.
    const options = { method, headers, agent: false };
    const outgoing = httpRequest(`${upstream}${path}`, options, (answer) => {
      const { statusCode: status = 0, headers: found } = answer;
      bodyOf(answer).then((bytes) => resolve({ status, headers: found, body: bytes }), reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function send(answer: UpstreamAnswer, response: ServerResponse): void {
  response.writeHead(answer.status, carriedOn(answer.headers)).end(answer.body);
}

function carriedOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !OF_CONNECTION.includes(name)),
  );
}

/** Writes to one path, one after the other. Reads do not wait. */
class WriteQueue {
  private readonly last = new Map<string, Promise<unknown>>();

  run<T>({ method, path }: RecordedRequest, forwardIt: () => Promise<T>): Promise<T> {
    if (method === 'GET' || method === 'HEAD') return forwardIt();
    const [object = ''] = path.split('?');
    const before = this.last.get(object) ?? Promise.resolve();
    const result = before.then(forwardIt);
    this.last.set(
      object,
      result.catch(() => {}),
    );
    return result;
  }
}
