import type { DriftReport } from '../../drift/drift-report.js';
import type { Outcome } from '../outcome.js';
import type { Exported } from './export-key-policy.js';
import type { ListResult } from './list-result.js';
import type { LogResult } from './log.js';
import type { StatusResult } from './status-result.js';
import type { VerifyResult } from './verify.js';
import type { DocumentResult } from './verify-document.js';

/** The outcome of a command, with the kind of its result. */
export type ListOutcome =
  | { readonly kind: 'change'; readonly outcome: Outcome<ListResult> }
  | { readonly kind: 'verify'; readonly outcome: Outcome<VerifyResult> }
  | { readonly kind: 'document'; readonly outcome: Outcome<DocumentResult> }
  | { readonly kind: 'export'; readonly outcome: Outcome<Exported> }
  | { readonly kind: 'drift'; readonly outcome: Outcome<DriftReport> }
  | { readonly kind: 'status'; readonly outcome: Outcome<StatusResult> }
  | { readonly kind: 'log'; readonly outcome: Outcome<LogResult> };
