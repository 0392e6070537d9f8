import { sha256 } from '@noble/hashes/sha2.js';
import type * as z from 'zod/mini';
import { canonicalJson } from '../../base/canonical-json.js';
import { encodeHex, encodeUtf8 } from '../../base/encoding.js';
import type { DurationMs, Instant } from '../../base/instant.js';
import { dsseJson, parseDsse } from '../../format/dsse.js';
import { encodeWithSchema, matchSchema } from '../../format/match-schema.js';
import { measurementsKey, PLATFORMS } from '../../format/platform.js';
import { keyIdOf, type PublicKey } from '../../format/public-key.js';
import type { DocumentFormat } from '../../format/statement.js';
import { encodeStatement, type Statement } from '../../format/statement.js';
import { verifyEnvelope } from '../../manifest/verify-manifest.js';
import type { Measurements } from '../../measure/pcr.js';
import type { Approval, CarriedImage, ListedPlatform, Projection } from '../allow-list.js';
import { imageValueOf } from '../list-subjects.js';
import type { ListPin } from '../list-trust.js';
import { projectionSha256 } from '../projection-digest.js';
import { stagedIdOf, stagedName } from '../staged-names.js';
import type { Staged, StagedProjection, StagedRelease } from '../staged-values.js';
import { pinnedStatement } from '../statement-payload.js';
import { APPROVAL_PREDICATE_TYPES, APPROVAL_V1, APPROVAL_V2 } from './approval-schema.js';

/** The name of this document in messages. */
const FORMAT = 'approval';
const ROOT = 'predicate';

/** The content of a verified approval, in either format. */
export interface ApprovalStatement {
  readonly format: DocumentFormat;
  readonly list: string;
  readonly enclave: string;
  /** SHA-256 of the staged record's file. */
  readonly staged: string;
  /** Absent for the approval of a projection. In format v1, the only measurement is PCR0. */
  readonly release?: {
    readonly id: string;
    readonly platform: ListedPlatform;
    readonly measurements: Partial<Measurements>;
    readonly userData?: string;
    readonly manifest: string;
  };
  /** The approved projection, or the projection under which the release is approved. */
  readonly projection: string;
  /** For a projection: the releases that stay approved although the approval policy changes. */
  readonly carriesOver?: readonly CarriedImage[];
  readonly approvedAt: Instant;
  readonly expiresAt: Instant;
}

export type KeyApproval = Extract<Approval, { source: 'key' }>;

/** The folder of a store with the approvals of a staged record: one for each image, and one for all projections. */
export function approvalFolder(staged: Staged): string {
  const folder =
    staged.kind === 'projection'
      ? stagedIdOf(staged)
      : imageValueOf(staged.platform, staged.measurements);
  return `approvals/${folder}/`;
}

/**
 * The payload of a statement that approves one staged record, in the format of the record, for `lifeMs` from `now` on. For a
 * release, it names `current`, the current projection of the list. For a projection, it names that projection.
 */
export function encodeApproval(
  staged: Staged,
  current: Projection,
  now: Instant,
  lifeMs: DurationMs,
): Uint8Array<ArrayBuffer> {
  const { format, list, enclave } = staged;
  const common = {
    list,
    enclave,
    staged: staged.sha256,
    projection: approvedProjection(staged, current),
    approvedAt: now,
    expiresAt: now + lifeMs,
  };
  const what = format === 'v1' ? releaseV1(staged) : releaseV2(staged);
  return encodeStatement({
    subject: [{ name: subjectName(staged), digest: { sha256: staged.sha256 } }],
    predicateType: APPROVAL_PREDICATE_TYPES[format],
    predicate: encodeWithSchema(
      SCHEMAS[format],
      { ...common, ...what },
      FORMAT,
      ROOT,
    ) as Statement['predicate'],
  });
}

/** In format v1, the name of the record's file. In format v2, the id alone, because the digest identifies the file. */
function subjectName(staged: Staged): string {
  const id = stagedIdOf(staged);
  return staged.format === 'v1' ? stagedName(id, staged.sha256) : id;
}

/** The projection that an approval of this record names: its own, or the one that the release will run under. */
export function approvedProjection(staged: Staged, current: Projection): string {
  return projectionSha256(
    staged.kind === 'projection' ? staged.projection : current,
    staged.format,
  );
}

/**
 * Verifies an approval. In order: at least one of the approval keys signed (`signature-threshold`); payload and predicate type
 * (`statement-format`); the pinned list and enclave (`wrong-list`); its form. Returns one approval for each key that signed.
 *
 * Not checked: times, and the approved record (`approvesRelease`).
 */
export async function verifyApproval(
  envelope: Uint8Array,
  pin: ListPin,
  keys: readonly PublicKey[],
): Promise<{ readonly statement: ApprovalStatement; readonly approvals: readonly KeyApproval[] }> {
  const opened = await verifyEnvelope(envelope, { keys, threshold: 1 });
  const types = Object.values(APPROVAL_PREDICATE_TYPES);
  const statement = approvalOf(pinnedStatement(opened, types, pin));
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

/** Whether the statement approves exactly this staging of this release, with this image, user data and manifest. */
export function approvesRelease(
  { format, staged, release }: ApprovalStatement,
  expected: ApprovedRelease & { readonly sha256: string },
): boolean {
  if (staged !== expected.sha256 || release === undefined) return false;
  const { platform } = expected;
  const same =
    format === 'v1'
      ? imageValueOf(platform, release.measurements) ===
        imageValueOf(platform, expected.measurements)
      : measurementsKey(platform, { ...release.measurements }) ===
        measurementsKey(platform, { ...expected.measurements });
  return (
    same &&
    release.platform === platform &&
    release.id === expected.id &&
    release.userData === expected.userData &&
    release.manifest === expected.manifest.sha256
  );
}

/** Whether the statement approves exactly this staging of a projection, and carries over the same releases. */
export function approvesProjection(
  { staged, release, projection, carriesOver = [] }: ApprovalStatement,
  expected: StagedProjection,
): boolean {
  return (
    staged === expected.sha256 &&
    release === undefined &&
    projection === projectionSha256(expected.projection, expected.format) &&
    canonicalJson(carriesOver) === canonicalJson(expected.carriesOver ?? [])
  );
}

/** An approval in the form of a list entry, with the signed bytes. */
export function approvalEnvelope({ envelope }: KeyApproval): Uint8Array<ArrayBuffer> {
  return encodeUtf8(JSON.stringify(envelope));
}

/** The name of an approval, which contains the SHA-256 of its file. */
export function approvalName(staged: Staged, envelope: Uint8Array): string {
  return `${approvalFolder(staged)}${encodeHex(sha256(envelope))}.dsse.json`;
}

/** The parts of a release that an approval names. */
type ApprovedRelease = Pick<StagedRelease, 'id' | 'platform' | 'measurements' | 'userData'> & {
  readonly manifest: { readonly sha256: string };
};

const SCHEMAS: Readonly<Record<DocumentFormat, z.ZodMiniType>> = {
  v1: APPROVAL_V1,
  v2: APPROVAL_V2,
};

function approvalOf({ predicateType, predicate }: Statement): ApprovalStatement {
  if (predicateType === APPROVAL_PREDICATE_TYPES.v1) {
    const { release, ...facts } = matchSchema(APPROVAL_V1, predicate, FORMAT, ROOT);
    if (release === undefined) return { format: 'v1', ...facts };
    const { id, manifest, ...measurements } = release;
    return {
      format: 'v1',
      ...facts,
      release: { id, platform: 'nitro-enclave', measurements, manifest },
    };
  }
  const { kind: _, ...facts } = matchSchema(APPROVAL_V2, predicate, FORMAT, ROOT);
  // The schema refuses every other platform, and every reserved field.
  return { format: 'v2', ...facts } as ApprovalStatement;
}

function releaseV1(staged: Staged): object {
  if (staged.kind === 'projection') return {};
  const { id, platform, measurements, manifest } = staged;
  const image = { [PLATFORMS[platform].image]: imageValueOf(platform, measurements) };
  return { release: { id, ...image, manifest: manifest.sha256 } };
}

function releaseV2(staged: Staged): object {
  if (staged.kind === 'projection') {
    const { carriesOver } = staged;
    return { kind: 'projection', ...(carriesOver === undefined ? {} : { carriesOver }) };
  }
  const { id, platform, measurements, userData, manifest } = staged;
  const release = { id, platform, measurements, manifest: manifest.sha256 };
  return {
    kind: 'release',
    release: userData === undefined ? release : { ...release, userData },
  };
}

/** Whether approvals by this key count. */
export function isApprovalKey(key: PublicKey, keys: readonly PublicKey[]): boolean {
  return keys.some(({ spkiDer }) => keyIdOf(spkiDer) === keyIdOf(key.spkiDer));
}
