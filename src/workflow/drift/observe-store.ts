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

/** Staged records that are read: those of releases in the list first. Stops a store full of junk. */
const MAX_STAGED = 512;

/**
 * The manifest of each release. The list names it by the SHA-256 of its bytes, which proves it; its signature under the
 * manifest keys of today is looked at too, and may be gone after a rotation.
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

/** The staged records of the store, verified where they can be. */
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
      // An object of another name, such as a folder made in a console, cannot be asked for.
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

/** The keys of which the store has policies from before we replaced them. */
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
