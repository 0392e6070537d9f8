/**
 * Where a fault was found. Every field is optional; the ones that are known are set.
 * `offsetBytes` counts from the start of the file or message named in `file`.
 */
export interface Place {
  readonly file?: string;
  readonly offsetBytes?: number;
  /** Both from 1; columns count characters. */
  readonly line?: number;
  readonly column?: number;
  readonly path?: string;
  readonly sid?: string;
  readonly object?: string;
  readonly looksLike?: string;
}

/** What an error carries besides its code and message. */
export interface ErrorContext {
  readonly at?: Place;
  /** What to do next, as one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** Codes of floor 1: bytes that do not have the structure that they claim. */
export type FormatCode =
  | 'bad-magic'
  | 'truncated'
  | 'unsupported-version'
  | 'unknown-flags'
  | 'reserved-field'
  | 'section-table'
  | 'section-type'
  | 'section-flags'
  | 'trailing-bytes'
  | 'section-count'
  | 'section-order'
  | 'bad-crc'
  | 'metadata'
  | 'signature-format'
  | 'encoding'
  | 'json-format'
  | 'yaml-format'
  | 'cbor-format'
  | 'cose-format'
  | 'der-format'
  | 'pem-format'
  | 'certificate-format'
  | 'statement-format'
  | 'not-supported'
  | 'envelope-format'
  | 'payload-format'
  | 'archive-format';

/** Codes of floor 2: well-formed input whose content is refused. */
export type TrustCode =
  | 'signature-invalid'
  | 'signature-pcr0'
  | 'unsigned'
  | 'certificate-not-listed'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-ends-soon'
  | 'pcr-mismatch'
  | 'sha256-mismatch'
  | 'not-reproducible'
  | 'not-computed'
  | 'signature-threshold'
  | 'threshold-not-met'
  | 'wrong-list'
  | 'rollback'
  | 'list-expired'
  | 'list-too-large'
  | 'approval-missing'
  | 'revived'
  | 'unapproved'
  | 'not-allowed'
  | 'revoked'
  | 'conflict'
  | 'list-unavailable'
  | 'input-changed'
  | 'root-not-trusted'
  | 'chain-broken'
  | 'document-signature'
  | 'not-an-enclave'
  | 'chain-expired'
  | 'chain-not-yet-valid'
  | 'document-too-old'
  | 'document-from-future'
  | 'debug-mode'
  | 'nonce-mismatch'
  | 'nonce-missing'
  | 'policy-too-large'
  | 'policy-lock-out'
  | 'policy-unsafe'
  | 'still-admitted'
  | 'accepted-but-denied'
  | 'drift'
  | 'public-key-mismatch'
  | 'user-data-mismatch';

/** Codes of floor 5: a file, store or service did not answer as needed. */
export type AdapterCode =
  | 'input-not-found'
  | 'input-not-readable'
  | 'input-not-a-file'
  | 'input-changed'
  | 'output-not-writable'
  | 'store-unsupported'
  | 'list-unavailable'
  | 'key-unavailable'
  | 'github-unavailable'
  | 'interrupted';

/** Codes of the floors that read what a person wrote: arguments, inputs, configuration. */
export type UsageCode = 'usage';

export type ErrorCode = FormatCode | TrustCode | AdapterCode | UsageCode | 'internal';

/**
 * The root of every error that this project throws on purpose. `code` is part of the public contract and is what
 * tests assert; `message` is for people and may change.
 */
export abstract class CodedError extends Error {
  abstract readonly code: ErrorCode;
  readonly at: Place | undefined;
  readonly hint: string | undefined;

  constructor(message: string, context: ErrorContext = {}) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.at = context.at;
    this.hint = context.hint;
  }
}

/** Floor 1: the bytes are not what the format demands. */
export class FormatError extends CodedError {
  override readonly name = 'FormatError';
  readonly code: FormatCode;

  constructor(code: FormatCode, message: string, context?: ErrorContext) {
    super(message, context);
    this.code = code;
  }
}

/** Floor 2: the structure is right and the content is refused. */
export class TrustError extends CodedError {
  override readonly name = 'TrustError';
  readonly code: TrustCode;

  constructor(code: TrustCode, message: string, context?: ErrorContext) {
    super(message, context);
    this.code = code;
  }
}

/** Floor 5: a file, store or service did not answer as needed. */
export class AdapterError extends CodedError {
  override readonly name = 'AdapterError';
  readonly code: AdapterCode;

  constructor(code: AdapterCode, message: string, context?: ErrorContext) {
    super(message, context);
    this.code = code;
  }
}

/** What a person wrote (arguments, inputs, configuration) cannot be acted on. */
export class UsageError extends CodedError {
  override readonly name = 'UsageError';
  readonly code: UsageCode = 'usage';
}

/** A fault that does not end the run. It has the code of the matching error where one exists, and a message for people. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}
