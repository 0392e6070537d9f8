import { addAbortSignal, Readable } from 'node:stream';
import type { HttpClient } from '@actions/http-client';

/** The statuses of answers without a body. `Response` refuses a body for them. */
const WITHOUT_BODY = [204, 205, 304];

/**
 * `fetch` through the proxy that the environment names for an address (`https_proxy`, `http_proxy`, `no_proxy`), by the
 * runner's own client. Without a proxy it is Node's `fetch`, which reads these variables only from Node 24 on and where
 * Node is started so. The signal ends the request and its answer.
 */
export function fetchThroughProxy(
  getProxyUrl: (address: string) => string,
  Client: typeof HttpClient,
): typeof fetch {
  return async (input, init = {}) => {
    const address = String(input);
    if (getProxyUrl(address) === '') return fetch(address, init);
    const { method = 'GET', headers, body, signal } = init;
    const sent = Object.fromEntries(new Headers(headers));
    const data = body instanceof Uint8Array ? Readable.from([body]) : body;
    const answer = new Client(sent['user-agent']).request(
      method,
      address,
      data as string | Readable,
      sent,
    );
    const { message } = await (signal ? Promise.race([answer, abortOf(signal)]) : answer);
    if (signal) addAbortSignal(signal, message);
    const { statusCode: status = 0, statusMessage: statusText = '' } = message;
    const stream = WITHOUT_BODY.includes(status) ? null : Readable.toWeb(message);
    return new Response(stream as ReadableStream | null, {
      status,
      statusText,
      headers: Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
    });
  };
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
