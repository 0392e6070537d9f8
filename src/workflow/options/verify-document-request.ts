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
    /** The nonce is drawn by us, where the endpoint takes one. */
    | { readonly question: EndpointQuestion };
  /** The members of a JSON text down to the document; undefined where the usual names are looked for. */
  readonly documentName?: readonly string[];
  readonly requirements: DocumentRequirements;
  /** Undefined where the document alone is verified. */
  readonly pins: PinRequest | undefined;
  /** The archived form: the chain and the document are judged at this instant, or at the document's own. */
  readonly at?: Instant | 'document';
  readonly maxAgeMs: DurationMs;
  readonly remember?: string;
  /** Print what a refused document says. */
  readonly show: boolean;
  /** What is to be said of the options. */
  readonly warnings: readonly Warning[];
}

/** Whoever gives one of these wants the document appraised. */
const PINS = ['config', 'store', 'list', 'trust', 'threshold', 'approval-trust'];
const MAX_AGE_MS: DurationMs = 5 * MINUTE_MS;

/** Options as a request. Throws UsageError where it is not said whether the document answers a nonce. */
export function verifyDocumentRequest(options: Options): VerifyDocumentRequest {
  const at = archivedAt(options);
  const maxAgeMs = options.duration('max-age');
  const remember = options.text('remember');
  if (at !== undefined && maxAgeMs !== undefined) {
    throw new UsageError(
      'max-age is for live documents, at and at-document-time for archived ones',
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
    throw new UsageError('remember is about an allow-list: give store, list and trust');
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
  throw new UsageError('at and at-document-time both say when the document is judged', {
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
      throw new UsageError('with url the nonce is drawn anew: give none, or not-required');
    }
    if (at !== undefined)
      throw new UsageError('a document from a url is live: at and at-document-time do not fit');
    return { question: endpointQuestion(url, options) };
  }
  requireNoUrlOptions(options);
  const document = options.required('document');
  if (nonce === undefined) {
    throw new UsageError('nonce is required: the hex that the document answers, or not-required');
  }
  if (nonce === 'not-required') return { document, nonce };
  return { document, nonce: decodeHex(hexArgument('nonce', nonce)) };
}
