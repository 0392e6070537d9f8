import {
  CodedError,
  type ErrorCode,
  type Place,
  UsageError,
  type Warning,
} from '../base/errors.js';
import type { ProgramCommand } from './options/command-table.js';

/**
 * 0 done; 1 usage or internal error; 2 format or signature refused; 3 refused by policy; 4 conflict, try again;
 * 5 drift; 6 could not tell; 130 interrupted.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 130;

/** The exit code that a shell reports for a program that Ctrl-C ended: 128 plus the number of SIGINT. */
export const INTERRUPTED = 130;

export type OutcomeKind = 'done' | 'refused' | 'conflict' | 'drift' | 'unknown' | 'error';

/** Why a command did not end with `done`. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly at?: Place;
  readonly hint?: string;
}

/**
 * The end of a command. A refusal may carry a result, so that reports show the measurement next to the requirement that
 * it does not meet. Only `exitCode` 0 means that the requirements are met.
 */
export interface Outcome<Result> {
  /** null when no command was recognized. */
  readonly command: ProgramCommand | null;
  readonly exitCode: ExitCode;
  readonly result?: Result;
  readonly error?: Failure;
  readonly warnings: readonly Warning[];
}

const OUTCOME_KINDS: { readonly [code in ExitCode]: OutcomeKind } = {
  0: 'done',
  1: 'error',
  2: 'refused',
  3: 'refused',
  4: 'conflict',
  5: 'drift',
  6: 'unknown',
  130: 'error',
};

/** The exit code of every error code. Only this table decides it. */
const EXIT_CODES: { readonly [code in ErrorCode]: ExitCode } = {
  usage: 1,
  internal: 1,
  'input-not-found': 1,
  'input-not-readable': 1,
  'input-not-a-file': 1,
  'input-changed': 1,
  'output-not-writable': 1,
  'bad-magic': 2,
  truncated: 2,
  'unsupported-version': 2,
  'unknown-flags': 2,
  'reserved-field': 2,
  'section-table': 2,
  'section-type': 2,
  'section-flags': 2,
  'trailing-bytes': 2,
  'section-count': 2,
  'section-order': 2,
  'bad-crc': 2,
  metadata: 2,
  'signature-format': 2,
  'signature-invalid': 2,
  'signature-pcr0': 2,
  encoding: 2,
  'json-format': 2,
  'yaml-format': 2,
  'cbor-format': 2,
  'cose-format': 2,
  'der-format': 2,
  'pem-format': 2,
  'certificate-format': 2,
  'statement-format': 2,
  'not-supported': 2,
  'envelope-format': 2,
  'payload-format': 2,
  'archive-format': 2,
  'root-not-trusted': 2,
  'chain-broken': 2,
  'document-signature': 2,
  'signature-threshold': 2,
  unsigned: 3,
  'certificate-not-listed': 3,
  'certificate-expired': 3,
  'certificate-not-yet-valid': 3,
  'certificate-ends-soon': 3,
  'pcr-mismatch': 3,
  'sha256-mismatch': 3,
  'not-reproducible': 3,
  'threshold-not-met': 3,
  'wrong-list': 3,
  rollback: 3,
  'list-expired': 3,
  'list-too-large': 3,
  'approval-missing': 3,
  revived: 3,
  unapproved: 3,
  'not-allowed': 3,
  revoked: 3,
  'not-an-enclave': 3,
  'chain-expired': 3,
  'chain-not-yet-valid': 3,
  'document-too-old': 3,
  'document-from-future': 3,
  'debug-mode': 3,
  'nonce-mismatch': 3,
  'nonce-missing': 3,
  'public-key-mismatch': 3,
  'user-data-mismatch': 3,
  'store-unsupported': 3,
  'policy-too-large': 3,
  'policy-lock-out': 3,
  'policy-unsafe': 3,
  conflict: 4,
  'still-admitted': 5,
  'accepted-but-denied': 5,
  'not-computed': 6,
  'list-unavailable': 6,
  'key-unavailable': 6,
  'github-unavailable': 6,
  drift: 5,
  interrupted: 130,
};

export function outcomeKind(exitCode: ExitCode): OutcomeKind {
  return OUTCOME_KINDS[exitCode];
}

export function exitCodeOf(code: ErrorCode): ExitCode {
  return EXIT_CODES[code];
}

/**
 * Converts an error to the end of a command. An error that was not thrown on purpose is `internal`. Its message is
 * kept, because hiding it helps nobody. Its stack is dropped, because it names files of the build machine.
 */
export function failed(
  command: ProgramCommand | null,
  error: unknown,
  warnings: readonly Warning[] = [],
): Outcome<never> {
  const failure = failureOf(error);
  return { command, exitCode: exitCodeOf(failure.code), error: failure, warnings };
}

/**
 * The outcome of a completed command. The first failure, by exit code, becomes the error. The others become warnings.
 */
export function ended<Result>(
  command: ProgramCommand,
  result: Result,
  warnings: readonly Warning[],
  failures: readonly Failure[] = [],
): Outcome<Result> {
  const ordered = [...failures].sort((a, b) => exitCodeOf(a.code) - exitCodeOf(b.code));
  const [first, ...others] = ordered;
  return {
    command,
    exitCode: first === undefined ? 0 : exitCodeOf(first.code),
    result,
    ...(first === undefined ? {} : { error: first }),
    warnings: [...others.map(({ code, message }) => ({ code, message })), ...warnings],
  };
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof CodedError)) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      code: 'internal',
      message,
      hint: 'This is a bug in pcr-allowlist. Please report it with the command and the version.',
    };
  }
  return {
    code: error.code,
    message: error.message,
    ...(error.at === undefined ? {} : { at: error.at }),
    ...hintOf(error),
  };
}

/** A usage error without its own hint names the page that describes the options. */
function hintOf(error: CodedError): Pick<Failure, 'hint'> {
  if (error.hint !== undefined) return { hint: error.hint };
  return error instanceof UsageError ? { hint: USAGE_HINT } : {};
}

const USAGE_HINT =
  'Correct the named value. docs/commands.md describes the options of each command.';
