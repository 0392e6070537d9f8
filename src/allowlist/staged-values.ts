import type { Instant } from '../base/instant.js';
import type { DocumentFormat } from '../format/statement.js';
import type { Approval, CarriedImage, ProjectedKey, Projection, Release } from './allow-list.js';
import type { Requirement } from './approval/approval-policy.js';

interface StagedFields {
  /** The format of the record, and of the statements that approve it. */
  readonly format: DocumentFormat;
  /** SHA-256 of the staged record's file, lower-case hex. Evidence names the record by it. */
  readonly sha256: string;
  readonly list: string;
  readonly enclave: string;
  readonly stagedAt: Instant;
}

/** A release that waits for approval, from its verified record. */
export interface StagedRelease
  extends StagedFields,
    Pick<
      Release,
      'id' | 'platform' | 'measurements' | 'userData' | 'image' | 'manifest' | 'source'
    > {
  readonly kind: 'release';
  /** Whether the publisher asked to restore a revoked or retiring image (`--again`). */
  readonly again: boolean;
}

/** A projection that waits for approval, from its verified record. */
export interface StagedProjection extends StagedFields {
  readonly kind: 'projection';
  readonly projection: Omit<Projection, 'keys'> & {
    readonly keys: readonly Omit<ProjectedKey, 'detached'>[];
  };
  /** Releases that stay approved although the approval policy changes. The approvers see them. */
  readonly carriesOver?: readonly CarriedImage[];
  /** How long releases are still accepted if this projection no longer has their certificate. Absent if there are none. */
  readonly retireAfterSeconds?: number;
}

/** A release or projection that waits for approval. */
export type Staged = StagedRelease | StagedProjection;

/** The approvals that the configuration requires, and those that were found and verified. */
export interface Evidence {
  /** At least one source, with the number of distinct people or keys that must approve. */
  readonly required: readonly Requirement[];
  readonly approvals: readonly Approval[];
}

/**
 * The evidence of a step: the evidence found; `not-required` if neither configuration nor list requires any; `assumed` for a
 * preview of the list after approval, which no update signs.
 */
export type StepEvidence = Evidence | 'not-required' | 'assumed';
