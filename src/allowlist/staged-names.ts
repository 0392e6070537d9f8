import { isReleaseId, PROJECTION_ID } from '../format/document-fields.js';
import type { StagedProjection, StagedRelease } from './staged-values.js';

/** A record before it has a file and a SHA-256. */
export type StagedDraft = Omit<StagedRelease, 'sha256'> | Omit<StagedProjection, 'sha256'>;

/** The name of a record: `staged/<id>-<SHA-256 of the file>.dsse.json`. */
export function stagedName(id: string, fileSha256: string): string {
  return `staged/${id}-${fileSha256}.dsse.json`;
}

/** The id and the SHA-256 in the name of a staged record, undefined for a name of another form. */
export function parseStagedName(name: string): { id: string; sha256: string } | undefined {
  const [, id, digest] = /^staged\/(.+)-([0-9a-f]{64})\.dsse\.json$/.exec(name) ?? [];
  if (id === undefined || digest === undefined) return undefined;
  return isReleaseId(id) || id === PROJECTION_ID ? { id, sha256: digest } : undefined;
}

/** The id of a record, in names and for people. */
export function stagedIdOf(record: StagedDraft): string {
  return record.kind === 'projection' ? PROJECTION_ID : record.id;
}
