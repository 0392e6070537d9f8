import { sha256 } from '@noble/hashes/sha2.js';
import type { AllowList, Release } from '../../allowlist/allow-list.js';
import type { AllowListStore } from '../../allowlist/allow-list-store.js';
import { projectionJson } from '../../allowlist/projection-digest.js';
import {
  parseStagedName,
  type StagedDraft,
  stagedIdOf,
  stagedName,
} from '../../allowlist/staged-names.js';
import { encodeStagedRecord, verifyStagedRecord } from '../../allowlist/staged-record.js';
import type { Staged } from '../../allowlist/staged-values.js';
import { canonicalJson } from '../../base/canonical-json.js';
import { encodeHex } from '../../base/encoding.js';
import { CodedError, FormatError, TrustError } from '../../base/errors.js';
import { ENCLAVE, PLATFORMS } from '../../format/platform.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../format/statement.js';
import type { PcrManifest } from '../../manifest/manifest.js';
import { signEnvelope, signManifest } from '../../manifest/sign-envelope.js';
import { type EnvelopeTrust, verifyManifest } from '../../manifest/verify-manifest.js';
import { comparePcrs } from '../../measure/pcr.js';
import type { ListPorts, OpenedSigner } from '../ports.js';
import type { Enclave } from './enclave.js';
import { bundlesOf, putImmutable } from './open-list.js';

/**
 * The maximum number of objects read from one listing. Stops a store full of junk from causing thousands of requests.
 */
const MAX_CANDIDATES = 64;

const NONCE_BYTES = 16;

/** A manifest in the store. */
export interface StoredManifest {
  readonly path: string;
  /** The SHA-256 of the file. */
  readonly sha256: string;
  readonly manifest: PcrManifest;
  /** The content of the file. */
  readonly envelope: Uint8Array;
}

/**
 * The manifest in the store of exactly this image with this user data, or undefined. A manifest that does not verify
 * under the current manifest keys does not count. Throws TrustError `pcr-mismatch` if a verified manifest has other
 * PCRs for the same file.
 */
export async function findManifest(
  store: AllowListStore,
  { format, image, measurements, userData, measured }: PcrManifest,
  trust: EnvelopeTrust,
): Promise<StoredManifest | undefined> {
  const names = await store.list(`manifests/${measurements[ENCLAVE.image]}/`, '');
  const files = names
    .filter((name) => /\/[0-9a-f]{64}\.dsse\.json$/.test(name))
    .slice(0, MAX_CANDIDATES);
  for (const path of files) {
    const stored = await readManifest(store, path, trust).catch(ignoreRefused);
    if (stored === undefined || stored.manifest.image.sha256 !== image.sha256) continue;
    requireSamePcrs(stored.manifest, { image, measurements }, path);
    if (stored.manifest.measured !== measured || stored.manifest.userData !== userData) continue;
    // A reader of a list in v1 may not support v2.
    if (format === 'v2' || stored.manifest.format === 'v1') return stored;
  }
  return undefined;
}

/** Reads and verifies a manifest by its path. Throws TrustError `not-allowed` if it is missing. */
export async function readManifest(
  store: AllowListStore,
  path: string,
  trust: EnvelopeTrust,
): Promise<StoredManifest> {
  const stored = await store.get(path);
  if (stored === undefined) {
    throw new TrustError('not-allowed', `the store has no manifest ${path}`, {
      at: { object: path },
    });
  }
  const { manifest } = await verifyManifest(stored.bytes, trust);
  return { path, sha256: encodeHex(sha256(stored.bytes)), manifest, envelope: stored.bytes };
}

/** Throws TrustError `pcr-mismatch` if a manifest is not for this image with these PCRs. */
export function requireSamePcrs(
  found: Pick<PcrManifest, 'image' | 'measurements'>,
  expected: Pick<PcrManifest, 'image' | 'measurements'>,
  path: string,
): void {
  const [difference] = comparePcrs({ ...expected.measurements }, { ...found.measurements });
  const what =
    difference !== undefined
      ? `its ${difference.pcr} is ${difference.kind}`
      : found.image.sha256 !== expected.image.sha256
        ? `its image has SHA-256 ${found.image.sha256}`
        : undefined;
  if (what === undefined) return;
  throw new TrustError('pcr-mismatch', `the manifest ${path} is for another image: ${what}`, {
    at: { object: path },
    hint: 'The manifest key signed two different statements about one image. Find out who used the key.',
  });
}

/**
 * Signs a manifest and writes it with its bundles. The bundles are written first, so that an existing manifest is
 * complete.
 */
export async function writeManifest(
  store: AllowListStore,
  manifest: PcrManifest,
  { signer }: OpenedSigner,
  trust: EnvelopeTrust,
): Promise<StoredManifest> {
  const envelope = await signManifest(manifest, [signer], trust);
  const digest = encodeHex(sha256(envelope));
  const stem = `manifests/${manifest.measurements[ENCLAVE.image]}/${digest}`;
  for (const { suffix, bytes } of bundlesOf(envelope)) {
    await putImmutable(store, `${stem}.${suffix}`, bytes);
  }
  const path = `${stem}.dsse.json`;
  await putImmutable(store, path, envelope);
  return { path, sha256: digest, manifest, envelope };
}

/** Signs a staged record with a new nonce and writes it. */
export async function writeStagedRecord(
  store: AllowListStore,
  draft: StagedDraft,
  { signer }: OpenedSigner,
  { manifestTrust }: Enclave,
  ports: ListPorts,
): Promise<Staged> {
  const payload = encodeStagedRecord(draft, encodeHex(ports.randomBytes(NONCE_BYTES)));
  const envelope = await signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [signer], manifestTrust);
  const record = await verifyStagedRecord(envelope, draft, manifestTrust);
  await putImmutable(store, stagedName(stagedIdOf(draft), record.sha256), envelope);
  return record;
}

/**
 * The verified staged records of an id. Records of another list and records that do not verify are omitted. If none is
 * left, the first reason is reported.
 */
export async function findStaged(
  store: AllowListStore,
  id: string,
  { pin, manifestTrust }: Enclave,
): Promise<{
  readonly records: readonly Staged[];
  readonly refusal: CodedError | undefined;
}> {
  const names = await store.list(`staged/${id}-`, '');
  const records: Staged[] = [];
  let refusal: CodedError | undefined;
  for (const name of names
    .filter((name) => parseStagedName(name)?.id === id)
    .slice(-MAX_CANDIDATES)) {
    const stored = await store.get(name);
    if (stored === undefined) continue;
    try {
      const record = await verifyStagedRecord(stored.bytes, pin, manifestTrust);
      requireName(record, name);
      records.push(record);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      refusal ??= error;
    }
  }
  return { records, refusal };
}

/** Staged records that were used. Their evidence no longer counts. */
export function isUsedRecord(
  { sha256: record }: { readonly sha256: string },
  list: AllowList,
): boolean {
  return (
    list.releases.some(({ staged }) => staged === record) ||
    list.removed.some(({ staged }) => staged === record) ||
    list.projection.staged.includes(record)
  );
}

/**
 * A waiting record with the same content that the list would accept. Publishing the same content again stages nothing
 * new.
 */
export async function findEarlierRecord(
  store: AllowListStore,
  draft: StagedDraft,
  enclave: Enclave,
  list: AllowList | undefined,
): Promise<Staged | undefined> {
  const { records } = await findStaged(store, stagedIdOf(draft), enclave);
  return records.find(
    (record) => hasSameContent(record, draft) && (list === undefined || mayServe(record, list)),
  );
}

/** Whether the record was not used yet, and was staged after its image was last approved, retired, revoked or ended. */
function mayServe(record: Staged, list: AllowList): boolean {
  if (isUsedRecord(record, list)) return false;
  if (record.kind === 'projection') return true;
  const imagePcr = record.measurements[ENCLAVE.image];
  const isOlder = ({ measurements, changes }: Release) =>
    measurements[ENCLAVE.image] === imagePcr && changes.some(({ at }) => at >= record.stagedAt);
  if (list.releases.some(isOlder)) return false;
  return list.removed.every(
    (entry) => entry[ENCLAVE.image] !== imagePcr || entry.when < record.stagedAt,
  );
}

function hasSameContent(a: StagedDraft, b: StagedDraft): boolean {
  const content = (draft: StagedDraft): string => {
    if (draft.kind === 'projection') {
      const { projection, format, carriesOver = [], retireAfterSeconds = null } = draft;
      return canonicalJson([projectionJson(projection, format), carriesOver, retireAfterSeconds]);
    }
    const { id, measurements, userData = null, manifest, again } = draft;
    const pcrs = PLATFORMS['nitro-enclave'].measured.map((name) => measurements[name] ?? null);
    return canonicalJson({ id, pcrs, userData, again, manifest: manifest.sha256 });
  };
  return a.format === b.format && content(a) === content(b);
}

/** A record under another name was copied or exchanged. */
function requireName(record: Staged, name: string): void {
  if (stagedName(stagedIdOf(record), record.sha256) === name) return;
  throw new FormatError('statement-format', `${name} holds another staged record`, {
    at: { object: name },
  });
}

function ignoreRefused(error: unknown): undefined {
  if (error instanceof TrustError || error instanceof FormatError) return undefined;
  throw error;
}
