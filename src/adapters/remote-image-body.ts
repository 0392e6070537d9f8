import { AdapterError } from '../base/errors.js';

/** An image as it arrives. */
export interface RemoteBody {
  /** What to call it in messages: its address, without what may be secret in it. */
  readonly name: string;
  /** As the answer says, where it does. */
  readonly sizeBytes: number | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

/** The error for an image that exists, or may exist, and cannot be fetched. */
export function unreadableImageError(
  name: string,
  why: string,
  context: { readonly hint?: string; readonly cause?: unknown } = {},
): AdapterError {
  return new AdapterError('input-not-readable', `cannot read ${name}: ${why}`, {
    at: { file: name },
    ...context,
  });
}

/** What went wrong below: fetch hides the reason in `cause`. Recognized by form: errors of Node need not be our Error's. */
export function causeText(error: unknown): string {
  const { message, cause } = (error ?? {}) as { message?: unknown; cause?: unknown };
  const { code, message: deeper } = (cause ?? {}) as { code?: unknown; message?: unknown };
  const said = typeof message === 'string' ? message : String(error);
  const reason = code ?? deeper;
  return reason === undefined ? said : `${said}: ${String(reason)}`;
}
