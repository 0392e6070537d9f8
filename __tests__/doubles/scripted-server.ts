import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, type LoopbackServer, listenOnLoopback } from './loopback.js';

/** A request as it arrived, whole. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** `cut`: the connection is closed without an answer. `silent`: there is none, and the connection stays. */
export type ScriptedAnswer =
  | 'cut'
  | 'silent'
  | {
      readonly status: number;
      readonly headers?: { readonly [name: string]: string };
      readonly body?: string | Uint8Array;
      /** After this many bytes of the body nothing more comes. */
      readonly stallAfter?: number;
    };

/** A server on loopback that answers what a test scripts: one answer for each request, and the last one for ever. */
export class ScriptedServer {
  readonly requests: ReceivedRequest[] = [];
  readonly answers: ScriptedAnswer[] = [];
  private server: LoopbackServer | undefined;

  static async open(): Promise<ScriptedServer> {
    const scripted = new ScriptedServer();
    scripted.server = await listenOnLoopback((request, response) =>
      scripted.answer(request, response),
    );
    return scripted;
  }

  get url(): string {
    return this.server?.endpoint ?? '';
  }

  /** Nobody answers here any more. */
  async close(): Promise<void> {
    await this.server?.stop();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    this.requests.push({ method, url, headers, body: await bodyOf(request) });
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    if (answer === 'silent') return;
    if (answer === undefined || answer === 'cut') {
      request.socket.destroy();
      return;
    }
    const body = Buffer.from(answer.body ?? '');
    response.writeHead(answer.status, { 'content-length': String(body.length), ...answer.headers });
    if (answer.stallAfter === undefined) response.end(body);
    else response.write(body.subarray(0, answer.stallAfter));
  }
}

/** An error as S3 writes it. */
export function s3ErrorAnswer(
  status: number,
  code: string,
  more: { readonly headers?: { readonly [name: string]: string }; readonly xml?: string } = {},
): ScriptedAnswer {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>the wire says so</Message>${more.xml ?? ''}<RequestId>R</RequestId></Error>`;
  return { status, headers: { 'content-type': 'application/xml', ...more.headers }, body: xml };
}

/** An error as services with JSON protocols, KMS among them, write it. */
export function jsonErrorAnswer(status: number, type: string, message = 'said'): ScriptedAnswer {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'R' };
  return { status, headers, body: JSON.stringify({ __type: type, message }) };
}

/** The environment of AWS, and nothing of the machine's own: no profile, no instance. Gives back what undoes it. */
export function setAwsEnvironment(values: { readonly [name: string]: string }): () => void {
  const before = { ...process.env };
  for (const name of Object.keys(process.env))
    if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nonexistent/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
    ...values,
  });
  return () => {
    for (const name of Object.keys(process.env)) {
      if (name.startsWith('AWS_')) delete process.env[name];
    }
    Object.assign(process.env, before);
  };
}
