import { sha256 } from '@noble/hashes/sha2.js';
import type { AllowList, Release } from '../../allowlist/allow-list.js';
import { parseStagedName } from '../../allowlist/staged-names.js';
import { verifyStagedRecord } from '../../allowlist/staged-record.js';
import { encodeHex } from '../../base/encoding.js';
import { CodedError, TrustError } from '../../base/errors.js';
import { mapConcurrently } from '../../base/map-concurrently.js';
import type { Observation, ObservedManifest, ObservedStaged } from '../../drift/observations.js';
import { parseDsse } from '../../format/dsse.js';
import type { KeyPlace } from '../../keypolicy/key-policy-port.js';
import { parseManifest } from '../../manifest/manifest.js';
import { verifyManifest } from '../../manifest/verify-manifest.js';
import { comparePcrs } from '../../measure/pcr.js';
import type { OpenList } from '../list/open-list.js';
import type { ListPorts } from '../ports.js';
import { OBSERVATIONS_AT_ONCE, observe } from './observation.js';

/**
 * The maximum number of staged records to read, those of listed releases first. Bounds the work for a store full of
 * junk.
 */
const MAX_STAGED = 512;

/**
 * Observes the manifest of each release. The SHA-256 in the list proves its bytes. Its signature is also verified under
 * the current manifest keys, and may fail after a rotation.
 */
export function observeManifests(
  { releases }: AllowList,
  { opened, enclave }: OpenList,
  _ports: ListPorts,
): Promise<Observation['manifests']> {
  return mapConcurrently(releases, OBSERVATIONS_AT_ONCE, async (release) => [
    release.id,
    await observe(async (): Promise<ObservedManifest> => {
      const { path } = release.manifest;
      const stored = await opened.store.get(path);
      const state =
        stored === undefined
          ? 'missing'
          : await manifestState(stored.bytes, release, enclave.manifestTrust);
      return { release: release.id, path, state };
    }),
  ]);
}

async function manifestState(
  bytes: Uint8Array,
  { manifest, measurements, userData, image }: Release,
  trust: OpenList['enclave']['manifestTrust'],
): Promise<ObservedManifest['state']> {
  if (encodeHex(sha256(bytes)) !== manifest.sha256) return 'changed';
  const found = parseManifest(parseDsse(bytes).payload);
  const differs = comparePcrs({ ...measurements }, { ...found.measurements }).length > 0;
  const isOther = found.image.sha256 !== image.sha256 || found.userData !== userData;
  if (differs || isOther) return 'other-image';
  try {
    await verifyManifest(bytes, trust);
    return 'right';
  } catch (error) {
    if (error instanceof TrustError && error.code === 'signature-threshold') return 'not-signed';
    throw error;
  }
}

/** The staged records of the store, verified if possible. */
export async function observeStaged(
  { releases }: Pick<AllowList, 'releases'>,
  { opened, enclave }: OpenList,
): Promise<readonly ObservedStaged[]> {
  const names = await opened.store.list('staged/', '');
  const served = new Set(releases.map(({ staged }) => staged));
  const isServed = (name: string) => served.has(parseStagedName(name)?.sha256 ?? '');
  const first = [...names].sort((a, b) => Number(isServed(b)) - Number(isServed(a)));
  return mapConcurrently(
    first.slice(0, MAX_STAGED),
    OBSERVATIONS_AT_ONCE,
    async (name): Promise<ObservedStaged> => {
      // Objects with other names, such as folders made in a console, cannot be read.
      if (parseStagedName(name) === undefined) return { name };
      const stored = await opened.store.get(name);
      if (stored === undefined) return { name };
      try {
        return {
          name,
          record: await verifyStagedRecord(stored.bytes, enclave.pin, enclave.manifestTrust),
        };
      } catch (error) {
        if (error instanceof CodedError) return { name };
        throw error;
      }
    },
  );
}

/** The keys with backups of replaced policies in the store. */
export async function observeBackups({ opened }: OpenList): Promise<readonly KeyPlace[]> {
  const names = await opened.store.list('policies/', '');
  const places = new Map<string, KeyPlace>();
  for (const name of names) {
    const [, account, region, keyId] = /^policies\/([^/]+)\/([^/]+)\/(.+)\/[^/]+$/.exec(name) ?? [];
    if (account === undefined || region === undefined || keyId === undefined) continue;
    places.set(`${account}/${region}/${keyId}`, { account, region, keyId });
  }
  return [...places.values()];
}
