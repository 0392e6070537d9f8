import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { encodeHex, encodeUtf8 } from '../../base/encoding.js';
import type { DurationMs, Instant } from '../../base/instant.js';
import { dsseJson, parseDsse } from '../../format/dsse.js';
import { encodeWithSchema, matchSchema } from '../../format/match-schema.js';
import { keyIdOf, type PublicKey } from '../../format/public-key.js';
import { encodeStatement } from '../../format/statement.js';
import { verifyEnvelope } from '../../manifest/verify-manifest.js';
import type { Approval, Projection } from '../allow-list.js';
import { hex, id, instant, pcr, text } from '../allow-list-schema.js';
import type { ListPin } from '../list-trust.js';
import { projectionSha256 } from '../projection-digest.js';
import { stagedIdOf, stagedName } from '../staged-record.js';
import type { Staged } from '../staged-values.js';
import { pinnedStatement } from '../statement-payload.js';

/** `predicateType` of an approval by a key; docs/approval.md is its specification. */
export const APPROVAL_PREDICATE_TYPE = 'https://pcr-allowlist.github.io/approval/v1';

/** How messages call this document. */
const FORMAT = 'approval';

const APPROVAL = z.strictObject({
  list: hex(16),
  enclave: text,
  /** SHA-256 of the staged record's file: its nonce makes it another one at each staging. */
  staged: hex(32),
  /** Absent where a projection is approved. */
  release: z.exactOptional(z.strictObject({ id, PCR0: pcr, manifest: hex(32) })),
  /** The projection that is approved, or under which the release is: `projectionSha256`. */
  projection: hex(32),
  approvedAt: instant,
  expiresAt: instant,
});
const STATEMENT = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  predicateType: z.literal(APPROVAL_PREDICATE_TYPE),
  subject: z
    .array(z.object({ name: text, digest: z.object({ sha256: hex(32) }) }))
    .check(z.length(1)),
  predicate: APPROVAL,
});

export type KeyApproval = Extract<Approval, { source: 'key' }>;

/** The JSON Schema (draft 2020-12) of an approval statement, from the schema that `verifyApproval` holds. */
export function approvalJsonSchema(): object {
  return {
    $id: 'https://pcr-allowlist.github.io/schema/approval.v1.json',
    title: 'Approval by a key',
    ...z.toJSONSchema(STATEMENT, { io: 'input' }),
  };
}

/** The folder of a store in which the approvals of a staged record lie: by PCR0, those of projections together. */
export function approvalFolder(staged: Staged): string {
  return `approvals/${staged.kind === 'projection' ? stagedIdOf(staged) : staged.measurements.PCR0}/`;
}

/**
 * The payload of a statement that approves one staged record, for `lifeMs` from `now` on. `current` is the projection
 * of the list as it is; where a projection is approved, its own counts.
 */
export function encodeApproval(
  staged: Staged,
  current: Projection,
  now: Instant,
  lifeMs: DurationMs,
): Uint8Array<ArrayBuffer> {
  const { list, enclave } = staged;
  const common = {
    list,
    enclave,
    staged: staged.sha256,
    projection: approvedProjection(staged, current),
    approvedAt: now,
    expiresAt: now + lifeMs,
  };
  const predicate =
    staged.kind === 'projection' ? common : { ...common, release: releaseOf(staged) };
  return encodeStatement({
    subject: [
      { name: stagedName(stagedIdOf(staged), staged.sha256), digest: { sha256: staged.sha256 } },
    ],
    predicateType: APPROVAL_PREDICATE_TYPE,
    predicate: encodeWithSchema(APPROVAL, predicate, FORMAT, 'predicate'),
  });
}

/** The projection that an approval of this record names: its own, or the one that the release will run under. */
export function approvedProjection(staged: Staged, current: Projection): string {
  return projectionSha256(staged.kind === 'projection' ? staged.projection : current);
}

/**
 * Verifies an approval. In order: that at least one of the approval keys signed (`signature-threshold`); payload and
 * predicate type (`statement-format`); the pinned list and enclave (`wrong-list`); its form. The result is one approval
 * for each key that signed.
 *
 * Not checked: times, and what it approves (`approvesRelease`).
 */
export async function verifyApproval(
  envelope: Uint8Array,
  pin: ListPin,
  keys: readonly PublicKey[],
): Promise<{ readonly statement: ApprovalStatement; readonly approvals: readonly KeyApproval[] }> {
  const opened = await verifyEnvelope(envelope, { keys, threshold: 1 });
  const statement = matchSchema(
    APPROVAL,
    pinnedStatement(opened, APPROVAL_PREDICATE_TYPE, pin).predicate,
    FORMAT,
    'predicate',
  );
  const { staged, projection, approvedAt, expiresAt } = statement;
  const approvals = opened.signers.map(
    (by): KeyApproval => ({
      source: 'key',
      staged,
      sha256: opened.payloadSha256,
      by,
      approvedAt,
      expiresAt,
      projection,
      envelope: dsseJson(parseDsse(envelope)),
    }),
  );
  return { statement, approvals };
}

export type ApprovalStatement = z.output<typeof APPROVAL>;

/** Whether the statement approves this very staging of this release, with this image and this manifest. */
export function approvesRelease(
  { staged, release }: ApprovalStatement,
  expected: ApprovedRelease & { readonly sha256: string },
): boolean {
  return (
    staged === expected.sha256 &&
    release?.id === expected.id &&
    release.PCR0 === expected.measurements.PCR0 &&
    release.manifest === expected.manifest.sha256
  );
}

/** An approval as it is carried in a list, as the bytes that were signed. */
export function approvalEnvelope({ envelope }: KeyApproval): Uint8Array<ArrayBuffer> {
  return encodeUtf8(JSON.stringify(envelope));
}

/** The name of an approval: by the SHA-256 of its file. */
export function approvalName(staged: Staged, envelope: Uint8Array): string {
  return `${approvalFolder(staged)}${encodeHex(sha256(envelope))}.dsse.json`;
}

/** The parts of a release that an approval names. */
interface ApprovedRelease {
  readonly id: string;
  readonly measurements: { readonly PCR0: string };
  readonly manifest: { readonly sha256: string };
}

function releaseOf({
  id: release,
  measurements,
  manifest,
}: ApprovedRelease): NonNullable<ApprovalStatement['release']> {
  return { id: release, PCR0: measurements.PCR0, manifest: manifest.sha256 };
}

/** Whether the key is one of those whose approvals count. */
export function isApprovalKey(key: PublicKey, keys: readonly PublicKey[]): boolean {
  return keys.some(({ spkiDer }) => keyIdOf(spkiDer) === keyIdOf(key.spkiDer));
}
