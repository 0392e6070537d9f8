import { decodeHex } from '../../base/encoding.js';
import { UsageError, type Warning } from '../../base/errors.js';
import { type DurationMs, type Instant, MINUTE_MS } from '../../base/instant.js';
import { type DocumentRequirements, documentRequirements } from './document-requirements.js';
import {
  documentNameOf,
  type EndpointQuestion,
  endpointQuestion,
  requireNoUrlOptions,
} from './endpoint-question.js';
import { hexArgument } from './hex-argument.js';
import type { Options } from './option-values.js';
import { type PinRequest, pinRequest } from './pin-request.js';

export interface VerifyDocumentRequest {
  readonly from:
    | { readonly document: string; readonly nonce: Uint8Array | 'not-required' }
    /** The endpoint to ask, with a nonce that this program generates. */
    | { readonly question: EndpointQuestion };
  /** The path of JSON members to the document. Undefined: the usual names. */
  readonly documentName?: readonly string[];
  readonly requirements: DocumentRequirements;
  /** Undefined: verify the document without a list. */
  readonly pins: PinRequest | undefined;
  /**
   * For archived documents: the instant at which the chain and the document are verified, or the document's own time.
   */
  readonly at?: Instant | 'document';
  readonly maxAgeMs: DurationMs;
  readonly remember?: string;
  /** Print the contents of a refused document. */
  readonly show: boolean;
  /** Warnings about the options. */
  readonly warnings: readonly Warning[];
}

/** With one of these options, the document is appraised. */
const PINS = ['config', 'store', 'list', 'trust', 'threshold', 'approval-trust'];
const MAX_AGE_MS: DurationMs = 5 * MINUTE_MS;

/** Converts options to a request. Throws UsageError unless the options say whether the document contains a nonce. */
export function verifyDocumentRequest(options: Options): VerifyDocumentRequest {
  const at = archivedAt(options);
  const maxAgeMs = options.duration('max-age');
  const remember = options.text('remember');
  if (at !== undefined && maxAgeMs !== undefined) {
    throw new UsageError(
      'max-age is for live documents, and at and at-document-time are for archived documents',
      {
        hint: 'Give one of them.',
      },
    );
  }
  const partition = options.text('partition') ?? 'aws';
  if (partition !== 'aws') {
    throw new UsageError(`partition: expected aws, found ${JSON.stringify(partition)}`);
  }
  const isPinned = PINS.some((name) => options.has(name));
  if (!isPinned && remember !== undefined) {
    throw new UsageError('remember requires store, list and trust');
  }
  const documentName = documentNameOf(options);
  return {
    from: sourceOf(options, at),
    ...(documentName === undefined ? {} : { documentName }),
    requirements: documentRequirements(options),
    pins: isPinned ? pinRequest(options) : undefined,
    ...(at === undefined ? {} : { at }),
    maxAgeMs: maxAgeMs ?? MAX_AGE_MS,
    ...(remember === undefined ? {} : { remember }),
    show: options.flag('show'),
    warnings: options.warnings,
  };
}

function archivedAt(options: Options): VerifyDocumentRequest['at'] {
  const isOwnTime = options.flag('at-document-time');
  if (!isOwnTime) return options.text('at') === 'document' ? 'document' : options.instant('at');
  if (options.text('at') === undefined) return 'document';
  throw new UsageError('at and at-document-time both set the time of verification', {
    hint: 'Give one of them.',
  });
}

function sourceOf(
  options: Options,
  at: VerifyDocumentRequest['at'],
): VerifyDocumentRequest['from'] {
  const url = options.text('url');
  const nonce = options.text('nonce');
  if (url !== undefined) {
    if (nonce !== undefined && nonce !== 'not-required') {
      throw new UsageError(
        'nonce: expected not-required or nothing with url, which generates the nonce',
      );
    }
    if (at !== undefined)
      throw new UsageError(
        'at and at-document-time have no effect with url, whose documents are live',
      );
    return { question: endpointQuestion(url, options) };
  }
  requireNoUrlOptions(options);
  const document = options.required('document');
  if (nonce === undefined) {
    throw new UsageError(
      'nonce is required: expected the nonce in the document in hex, or not-required',
    );
  }
  if (nonce === 'not-required') return { document, nonce };
  return { document, nonce: decodeHex(hexArgument('nonce', nonce)) };
}
