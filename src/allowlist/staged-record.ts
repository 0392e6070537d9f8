import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import { encodeWithSchema, matchSchema } from '../format/match-schema.js';
import { encodeStatement, type Statement } from '../format/statement.js';
import {
  hex,
  id,
  instant,
  MEASUREMENTS,
  PROJECTION_FIELDS,
  SOURCE,
  text,
} from './allow-list-schema.js';
import type { ListPin, OpenEnvelope } from './list-trust.js';
import type { StagedProjection, StagedRelease } from './staged-values.js';
import { pinnedStatement } from './statement-payload.js';

/** `predicateType` of a staged record; docs/allow-list.md has its fields. */
export const STAGED_PREDICATE_TYPE = 'https://pcr-allowlist.github.io/staged/v1';

/** What a staged projection is called where a release has its id. No release may be called so. */
export const PROJECTION_ID = 'projection';

/** How messages call this document. */
const FORMAT = 'staged record';

const COMMON = {
  list: hex(16),
  enclave: text,
  /** Drawn anew for each record: the same image staged again is another record, and needs another approval. */
  nonce: hex(16),
  stagedAt: instant,
};
const RELEASE = z.strictObject({
  ...COMMON,
  release: z.strictObject({
    id,
    measurements: MEASUREMENTS,
    image: z.strictObject({ name: text, sha256: hex(32) }),
    manifest: z.strictObject({ path: text, sha256: hex(32) }),
    source: z.exactOptional(SOURCE),
    again: z.boolean(),
  }),
});
const PROJECTION = z.strictObject({ ...COMMON, projection: z.strictObject(PROJECTION_FIELDS) });

/** A record before it has a file, and so a SHA-256. */
export type StagedDraft = Omit<StagedRelease, 'sha256'> | Omit<StagedProjection, 'sha256'>;

/** The name of a record: `staged/<id>-<SHA-256 of the file>.dsse.json`. */
export function stagedName(id: string, fileSha256: string): string {
  return `staged/${id}-${fileSha256}.dsse.json`;
}

/** The id and the SHA-256 in the name of a staged record, undefined for a name of another form. */
export function parseStagedName(name: string): { id: string; sha256: string } | undefined {
  const [, id, digest] = /^staged\/(.+)-([0-9a-f]{64})\.dsse\.json$/.exec(name) ?? [];
  return id === undefined || digest === undefined ? undefined : { id, sha256: digest };
}

/**
 * The payload of a staged record. The subject is what waits: the image with its PCR0, or the list whose projection it
 * is. `nonce` is 32 random lower-case hex. Throws FormatError `statement-format` for a field that a reader would refuse.
 */
export function encodeStagedRecord(draft: StagedDraft, nonce: string): Uint8Array<ArrayBuffer> {
  const { list, enclave, stagedAt } = draft;
  const common = { list, enclave, nonce, stagedAt };
  if ('projection' in draft) {
    const value = { ...common, projection: draft.projection } as z.output<typeof PROJECTION>;
    const name = `pcr-allowlist:${list}`;
    return encodeStatement({
      subject: [{ name, digest: { sha256: encodeHex(sha256(encodeUtf8(name))) } }],
      predicateType: STAGED_PREDICATE_TYPE,
      predicate: encodeWithSchema(PROJECTION, value, FORMAT, 'predicate') as Statement['predicate'],
    });
  }
  const { id: release, measurements, image, manifest, source, again } = draft;
  const fields = { id: release, measurements, image, manifest, again };
  return encodeStatement({
    subject: [{ name: release, digest: { sha256: image.sha256, awsNitroPcr0: measurements.PCR0 } }],
    predicateType: STAGED_PREDICATE_TYPE,
    predicate: encodeWithSchema(
      RELEASE,
      {
        ...common,
        release: source === undefined ? fields : { ...fields, source },
      },
      FORMAT,
      'predicate',
    ),
  });
}

/**
 * Verifies a staged record. In order: the signatures, through `openEnvelope`, which is over the manifest keys; payload
 * and predicate type (`statement-format`); the pinned list and enclave (`wrong-list`); its form, unknown fields and
 * zeros as PCR values refused (`statement-format`); that no release has the name of the projection.
 *
 * Not checked: that the manifest which it names is there and says the same.
 */
export async function verifyStagedRecord(
  envelope: Uint8Array,
  pin: ListPin,
  openEnvelope: OpenEnvelope,
): Promise<StagedRelease | StagedProjection> {
  const statement = pinnedStatement(await openEnvelope(envelope), STAGED_PREDICATE_TYPE, pin);
  const digest = encodeHex(sha256(envelope));
  if ('projection' in statement.predicate) {
    const { nonce: _, ...record } = matchSchema(
      PROJECTION,
      statement.predicate,
      FORMAT,
      'predicate',
    );
    return { ...record, sha256: digest };
  }
  const {
    nonce: _,
    release,
    ...record
  } = matchSchema(RELEASE, statement.predicate, FORMAT, 'predicate');
  return { ...record, ...release, sha256: digest };
}

/** What a record is called in names and for people. */
export function stagedIdOf(record: StagedDraft): string {
  return 'projection' in record ? PROJECTION_ID : record.id;
}
