import type { Instant } from '../base/instant.js';
import type { DocumentFormat } from '../format/statement.js';
import type { Approval, CarriedImage, ProjectedKey, Projection, Release } from './allow-list.js';
import type { Requirement } from './approval/approval-policy.js';

interface StagedFields {
  /** The format of the record, and of the statements that approve it. */
  readonly format: DocumentFormat;
  /** SHA-256 of the staged record's file, lower-case hex: what evidence names. */
  readonly sha256: string;
  readonly list: string;
  readonly enclave: string;
  readonly stagedAt: Instant;
}

/** A release that waits for approval, as its verified record states it. */
export interface StagedRelease
  extends StagedFields,
    Pick<
      Release,
      'id' | 'platform' | 'measurements' | 'userData' | 'image' | 'manifest' | 'source'
    > {
  readonly kind: 'release';
  /** Whoever staged it asked for an image that was revoked, or is being retired, to come back. */
  readonly again: boolean;
}

/** A projection that waits for approval, as its verified record states it. */
export interface StagedProjection extends StagedFields {
  readonly kind: 'projection';
  readonly projection: Omit<Projection, 'keys'> & {
    readonly keys: readonly Omit<ProjectedKey, 'detached'>[];
  };
  /** Releases that stay approved although the approval policy changes; those who approve it saw them. */
  readonly carriesOver?: readonly CarriedImage[];
  /** How long releases go on whose certificate this projection no longer has; absent where there are none. */
  readonly retireAfterSeconds?: number;
}

/** What waits for approval. */
export type Staged = StagedRelease | StagedProjection;

/** What the configuration demands, and what was found and verified. */
export interface Evidence {
  /** At least one source; of each, evidence by that many distinct people or keys. */
  readonly required: readonly Requirement[];
  readonly approvals: readonly Approval[];
}

/**
 * The evidence of a step: what was found; `not-required` where neither configuration nor list asks for any; `assumed` for a
 * preview of what approvals would lead to, which no update signs.
 */
export type StepEvidence = Evidence | 'not-required' | 'assumed';
