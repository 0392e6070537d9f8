/** One request as a service sees it. */
export interface WireRequest {
  readonly method: string;
  /** Decoded, and beginning with `/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An error of a service: the code is the name with which AWS's clients reject. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  /** What the error document says beside the code, and the headers that come with it. */
  readonly details: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    status: number,
    message: string,
    details: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

/** The request of a URL's path and query as they stand on the request line. */
export function wireRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Uint8Array,
): WireRequest {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  return {
    method,
    path: decodeURIComponent(path),
    query: new URLSearchParams(query),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? '')]),
    ),
    body,
  };
}
