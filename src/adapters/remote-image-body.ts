import { AdapterError } from '../base/errors.js';

/** An image that is being fetched. */
export interface RemoteBody {
  /** The name for messages: its address without parts that may be secret. */
  readonly name: string;
  /** The size in the answer, if it has one. */
  readonly sizeBytes: number | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

/** The error for an image that exists or may exist, but cannot be fetched. */
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

/**
 * The reason of a failure, which fetch hides in `cause`. Recognized by form, because Node's errors need not be
 * instances of our Error.
 */
export function causeText(error: unknown): string {
  const { message, cause } = (error ?? {}) as { message?: unknown; cause?: unknown };
  const { code, message: deeper } = (cause ?? {}) as { code?: unknown; message?: unknown };
  const said = typeof message === 'string' ? message : String(error);
  const reason = code ?? deeper;
  return reason === undefined ? said : `${said}: ${String(reason)}`;
}
