import { sha256 } from '@noble/hashes/sha2.js';
import type { Release } from '../../allowlist/allow-list.js';
import { type AllowListStore, POINTER_NAME } from '../../allowlist/allow-list-store.js';
import { historyFrom } from '../../allowlist/list-history.js';
import { openAllowList } from '../../allowlist/verify-allow-list.js';
import { canonicalJson } from '../../base/canonical-json.js';
import { encodeHex } from '../../base/encoding.js';
import { AdapterError } from '../../base/errors.js';
import { parseDsse } from '../../format/dsse.js';
import { ENCLAVE } from '../../format/platform.js';
import { parseStatement } from '../../format/statement.js';
import { parseManifest } from '../../manifest/manifest.js';
import { verifyManifest } from '../../manifest/verify-manifest.js';
import type { ReleaseAsset } from '../github/release-assets.js';
import { loadEnclave } from '../list/enclave.js';
import { bundlesOf, openList } from '../list/open-list.js';
import type { ListPorts } from '../ports.js';
import type { ListResult } from './list-result.js';

/** The files of a published image, for a release and for another signature over the same predicate. */
export interface PublishedFiles {
  /** SHA-256 of the image. */
  readonly imageSha256: string;
  readonly predicateType: string;
  /** The signed predicate of the manifest, as canonical JSON (RFC 8785). */
  readonly predicate: string;
  /** The envelope of the manifest, then its Sigstore bundles. */
  readonly manifest: readonly ReleaseAsset[];
  /** The first list that had the image, with its bundles. Undefined if no list has it. */
  list(): Promise<readonly ReleaseAsset[] | undefined>;
}

/**
 * The files of a `publish` or `approve`. Undefined without an image. Files that the command has in memory are used. The
 * others are read from the store: the manifest is verified under the manifest keys, and a requested list under the list
 * keys. The list is the version that added the image, so that a release always has the same files.
 *
 * Rejects with the errors of reading and verifying, and with `list-unavailable` if the store lacks a file.
 */
export async function publishedFiles(
  result: ListResult,
  config: string,
  ports: ListPorts,
): Promise<PublishedFiles | undefined> {
  const release = listedRelease(result);
  const named = release?.manifest ?? result.manifest;
  if (named === undefined) return undefined;
  const envelope = heldManifest(result, named) ?? (await readManifestFile(named, config, ports));
  const { payload } = parseDsse(envelope);
  const { predicateType, predicate } = parseStatement(payload);
  const name = fileName(result.pin);
  return {
    imageSha256: parseManifest(payload).image.sha256,
    predicateType,
    predicate: canonicalJson(predicate),
    manifest: withBundles(`${name}.pcr-manifest`, envelope),
    list: async () => {
      if (release === undefined) return undefined;
      const list = heldList(result, release) ?? (await readListFile(release, config, ports));
      return withBundles(`${name}.allow-list`, list);
    },
  };
}

/** The file in memory, if its SHA-256 is the one in the release. */
function heldManifest({ held }: ListResult, named: Release['manifest']): Uint8Array | undefined {
  const file = held?.manifest;
  return file !== undefined && encodeHex(sha256(file)) === named.sha256 ? file : undefined;
}

/** The file that the command wrote, if it is the version that added the release. */
function heldList({ held, after }: ListResult, release: Release): Uint8Array | undefined {
  return approvedIn(release) === after?.version ? held?.list : undefined;
}

async function readManifestFile(
  { path }: Release['manifest'],
  config: string,
  ports: ListPorts,
): Promise<Uint8Array> {
  const enclave = await loadEnclave(config, ports);
  const { store } = (await openList(enclave, ports)).opened;
  const envelope = await stored(store, path);
  await verifyManifest(envelope, enclave.manifestTrust);
  return envelope;
}

/** The release of the command, in the resulting list. */
function listedRelease({ after, staged, release }: ListResult): Release | undefined {
  const imagePcr = staged?.[ENCLAVE.image] ?? release?.[ENCLAVE.image];
  return after?.releases.find(({ measurements }) => measurements[ENCLAVE.image] === imagePcr);
}

/** The version that added a release. */
function approvedIn({ changes }: Release): number {
  return changes.findLast(({ what }) => what !== 'retired')?.version ?? 0;
}

/** The envelope of the version that added a release: from the history, or else the current list. */
async function readListFile(
  release: Release,
  config: string,
  ports: ListPorts,
): Promise<Uint8Array> {
  const enclave = await loadEnclave(config, ports);
  const { pin, listTrust } = enclave;
  const { store } = (await openList(enclave, ports)).opened;
  const version = approvedIn(release);
  const names = (await historyFrom(store, version))
    .filter((entry) => entry.version === version)
    .map(({ name }) => name);
  for (const name of [...names, POINTER_NAME]) {
    const envelope = await stored(store, name);
    const { list } = await openAllowList(envelope, pin, listTrust);
    if (list.version === version && list.releases.some((one) => one.id === release.id))
      return envelope;
  }
  throw new AdapterError('list-unavailable', `the store lacks version ${version} of the list`, {
    hint: 'The next command that writes the list completes its history. Run this again after that.',
  });
}

async function stored(store: AllowListStore, name: string): Promise<Uint8Array> {
  const object = await store.get(name);
  if (object !== undefined) return object.bytes;
  throw new AdapterError('list-unavailable', `the store has no ${name}`, {
    at: { object: name },
  });
}

function withBundles(stem: string, envelope: Uint8Array): readonly ReleaseAsset[] {
  return [
    { name: `${stem}.dsse.json`, bytes: envelope },
    ...bundlesOf(envelope).map(({ suffix, bytes }) => ({ name: `${stem}.${suffix}`, bytes })),
  ];
}

/**
 * The name of the enclave in the characters that GitHub keeps in the name of an asset. The id of the list if none is
 * left.
 */
function fileName({ list, enclave }: ListResult['pin']): string {
  const name = enclave
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .replace(/^[-_]+|-+$/g, '')
    .slice(0, 64);
  return name === '' ? list : name;
}
