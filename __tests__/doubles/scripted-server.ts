import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived, whole. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** `cut`: the connection is closed without an answer. `silent`: there is none, and the connection stays. */
export type WireAnswer =
  | 'cut'
  | 'silent'
  | {
      readonly status: number;
      readonly headers?: { readonly [name: string]: string };
      readonly body?: string | Uint8Array;
      /** After this many bytes of the body nothing more comes. */
      readonly stallAfter?: number;
    };

/** A server on loopback that answers what it is told, one answer a request, and the last one for ever. */
export class Wire {
  readonly requests: WireRequest[] = [];
  readonly answers: WireAnswer[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  static async open(): Promise<Wire> {
    const wire = new Wire();
    await new Promise<void>((resolve) => wire.server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Nobody answers here any more. */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    this.requests.push({ method, url, headers, body: Buffer.concat(chunks) });
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
): WireAnswer {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>the wire says so</Message>${more.xml ?? ''}<RequestId>R</RequestId></Error>`;
  return { status, headers: { 'content-type': 'application/xml', ...more.headers }, body: xml };
}

/** An error as services with JSON protocols, KMS among them, write it. */
export function jsonErrorAnswer(status: number, type: string, message = 'said'): WireAnswer {
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
