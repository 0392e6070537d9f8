import type { StagedProjection, StagedRelease } from './staged.js';
import type { ListPin, OpenEnvelope } from './trust.js';
/** `predicateType` of a staged record; docs/allow-list.md has its fields. */
export declare const STAGED_PREDICATE_TYPE = "https://pcr-allowlist.github.io/staged/v1";
/** What a staged projection is called where a release has its id. No release may be called so. */
export declare const PROJECTION_ID = "projection";
/** A record before it has a file, and so a SHA-256. */
export type StagedDraft = Omit<StagedRelease, 'sha256'> | Omit<StagedProjection, 'sha256'>;
/** The name of a record: `staged/<id>-<SHA-256 of the file>.dsse.json`. */
export declare function stagedName(id: string, fileSha256: string): string;
/** The id and the SHA-256 in the name of a staged record, undefined for a name of another form. */
export declare function parseStagedName(name: string): {
    id: string;
    sha256: string;
} | undefined;
/**
 * The payload of a staged record. The subject is what waits: the image with its PCR0, or the list whose projection it
 * is. `nonce` is 32 random lower-case hex. Throws FormatError `statement-format` for a field that a reader would refuse.
 */
export declare function encodeStagedRecord(draft: StagedDraft, nonce: string): Uint8Array<ArrayBuffer>;
/**
 * Verifies a staged record. In order: the signatures, through `openEnvelope`, which is over the manifest keys; payload
 * and predicate type (`statement-format`); the pinned list and enclave (`wrong-list`); its form, unknown fields and
 * zeros as PCR values refused (`statement-format`); that no release has the name of the projection.
 *
 * Not checked: that the manifest which it names is there and says the same.
 */
export declare function verifyStagedRecord(envelope: Uint8Array, pin: ListPin, openEnvelope: OpenEnvelope): Promise<StagedRelease | StagedProjection>;
/** What a record is called in names and for people. */
export declare function stagedIdOf(record: StagedDraft): string;
