import { decodeHex } from '../../base/encoding.js';
import { UsageError } from '../../base/errors.js';
import { type DurationMs, type Instant, MINUTE_MS } from '../../base/instant.js';
import type { Options } from './option-values.js';
import { type PinRequest, pinRequest } from './pin-request.js';

/** How an endpoint is asked for a document. */
export type UrlMethod = 'get' | 'post';

export interface VerifyDocumentRequest {
  readonly from:
    | { readonly document: string; readonly nonce: Uint8Array | 'not-required' }
    /** The nonce is drawn by us. */
    | { readonly url: string; readonly method: UrlMethod };
  /** Undefined where the document alone is verified. */
  readonly pins: PinRequest | undefined;
  /** The archived form: the chain and the document are judged at this instant. */
  readonly at?: Instant;
  readonly maxAgeMs: DurationMs;
  readonly remember?: string;
  /** Print what a refused document says. */
  readonly show: boolean;
}

const MAX_AGE_MS: DurationMs = 5 * MINUTE_MS;

/** Options as a request. Throws UsageError where it is not said whether the document answers a nonce. */
export function verifyDocumentRequest(options: Options): VerifyDocumentRequest {
  const at = options.instant('at');
  const maxAgeMs = options.duration('max-age');
  const remember = options.text('remember');
  if (at !== undefined && maxAgeMs !== undefined) {
    throw new UsageError('at is for archived documents, max-age for live ones: give one of them');
  }
  const partition = options.text('partition') ?? 'aws';
  if (partition !== 'aws') {
    throw new UsageError(`partition: expected aws, found ${JSON.stringify(partition)}`);
  }
  const isPinned =
    options.list('trust').length > 0 ||
    ['config', 'store', 'list'].some((name) => options.text(name) !== undefined);
  if (!isPinned && remember !== undefined) {
    throw new UsageError('remember is about an allow-list: give store, list and trust');
  }
  return {
    from: sourceOf(options, at),
    pins: isPinned ? pinRequest(options) : undefined,
    ...(at === undefined ? {} : { at }),
    maxAgeMs: maxAgeMs ?? MAX_AGE_MS,
    ...(remember === undefined ? {} : { remember }),
    show: options.flag('show'),
  };
}

function sourceOf(options: Options, at: Instant | undefined): VerifyDocumentRequest['from'] {
  const url = options.text('url');
  const nonce = options.text('nonce');
  const method = options.text('method') ?? 'get';
  if (url !== undefined) {
    if (nonce !== undefined) throw new UsageError('with url the nonce is drawn anew: give none');
    if (at !== undefined) throw new UsageError('a document from a url is live: at does not fit');
    if (method !== 'get' && method !== 'post') {
      throw new UsageError(`method: expected get or post, found ${JSON.stringify(method)}`);
    }
    return { url, method };
  }
  if (options.text('method') !== undefined) throw new UsageError('method is about url');
  const document = options.required('document');
  if (nonce === undefined) {
    throw new UsageError('nonce is required: the hex that the document answers, or not-required');
  }
  if (nonce === 'not-required') return { document, nonce };
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(nonce)) {
    throw new UsageError('nonce: expected hexadecimal digits or not-required');
  }
  return { document, nonce: decodeHex(nonce) };
}
