import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptance } from '../../src/allowlist/acceptance.js';
import type { AllowList } from '../../src/allowlist/allow-list.js';
import { parseAllowListPayload, versionIdOf } from '../../src/allowlist/allow-list-document.js';
import { type VerifiedAllowList, verifyAllowList } from '../../src/allowlist/verify-allow-list.js';
import { formatInstant } from '../../src/base/instant.js';
import { parseDsse } from '../../src/format/dsse.js';
import { parsePublicKeyPem } from '../../src/format/public-key.js';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { normalKeyPolicyText } from '../../src/iam/policy-normal-form.js';
import { portableHashing } from '../../src/measure/hashing.js';
import { pcr3OfRole } from '../../src/measure/pcr.js';
import { oracleAllows } from '../iam/oracle.js';
import { type Admitted, IMAGES, type ImageName, ROLE, type Snapshot, type World } from './world.js';

const POINTER = 'allowlist.dsse.json';
const ATTESTATION = 'kms:RecipientAttestation';

/** The list of a world as a verifier reads it, which pins its id and its key. */
export async function verifiedList(
  world: World,
  envelope: Uint8Array,
  now: number,
): Promise<VerifiedAllowList> {
  const read = (name: string) => readFileSync(join(world.folder, name), 'utf8');
  const [, list = ''] = /^list: "?([0-9a-f]{32})/m.exec(read('pcr-allowlist.yml')) ?? [];
  const keys = [parsePublicKeyPem(read('list.pub.pem'))];
  const trust = { pin: { list }, listKeys: { keys, threshold: 1 }, minVersion: 1 };
  return verifyAllowList(envelope, { ...trust, remembered: 'nothing-remembered' }, now);
}

/** The images that a verifier accepts by this list, as it stands in the store. */
export async function acceptedImages(
  world: World,
  envelope: Uint8Array,
  now: number,
): Promise<readonly ImageName[]> {
  const verified = await verifiedList(world, envelope, now);
  return IMAGES.filter((name) => {
    const { PCR0, PCR1, PCR2 } = world.images.get(name) ?? { PCR0: '', PCR1: '', PCR2: '' };
    return acceptance(verified, { PCR0, PCR1, PCR2 }, now).accepted;
  });
}

/** The images that a key policy admits to Decrypt; `unattested` where it takes a request without a document. */
export async function admittedImages(
  world: World,
  policy: string,
  now: number,
): Promise<readonly Admitted[]> {
  const known = world.admitted.get(policy);
  // A date in a policy is of one run, and whether it counts depends on the instant.
  if (known !== undefined && !policy.includes('aws:CurrentTime')) return known;
  const document = JSON.parse(policy);
  const PCR3 = pcr3OfRole(ROLE, portableHashing);
  const asked = { principal: ROLE, action: 'kms:Decrypt', now };
  const admitted: Admitted[] = [];
  for (const name of IMAGES) {
    const registers = { ...world.images.get(name), PCR3 };
    const context = Object.fromEntries(
      Object.entries(registers).map(([register, value]) => [`${ATTESTATION}:${register}`, value]),
    );
    if (await oracleAllows(document, { ...asked, context })) admitted.push(name);
  }
  if (await oracleAllows(document, { ...asked, context: {} })) admitted.push('unattested');
  world.admitted.set(policy, admitted);
  return admitted;
}

/** Store and policy by all that does not differ from run to run: signatures, nonces and instants do. */
export async function meaningOf(world: World, state: Snapshot, now: number): Promise<string> {
  const { list } = await verifiedList(world, bytesOf(state, POINTER), now);
  const meaning = {
    format: list.format,
    version: list.version,
    releases: list.releases.map(({ id, state, measurements, image, approvals }) => {
      return { id, state, measurements, image, approved: approvals.length };
    }),
    removed: list.removed.map(({ id, PCR0, why }) => ({ id, PCR0, why })),
    projection: { ...list.projection, approvals: list.projection.approvals.length },
    policy: policyMeaning(state.policy, list),
  };
  return JSON.stringify(meaning);
}

/** The normal form, with the list's own instants by the release that they end. */
function policyMeaning(policy: string, list: AllowList): string {
  let text = normalKeyPolicyText(parseKeyPolicy(policy));
  for (const release of list.releases) {
    if (release.state !== 'retiring') continue;
    text = text.replaceAll(formatInstant(release.retireAt), `end of ${release.id}`);
  }
  return text;
}

/** Why the history is not whole: each version is there once, under its own name, and names the one before it. */
export function historyFault(state: Snapshot): string | undefined {
  const versions = [...state.objects]
    .filter(([name]) => /^history\/.*\.dsse\.json$/.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, bytes]) => bytes);
  let previous: unknown = null;
  for (const [place, bytes] of versions.entries()) {
    const { payload } = parseDsse(bytes);
    const list = parseAllowListPayload(payload);
    if (list.version !== place + 1) return `version ${place + 1} is missing, or there twice`;
    if (JSON.stringify(list.previous) !== JSON.stringify(previous)) {
      return `version ${list.version} names another predecessor`;
    }
    const { version, sha256 } = versionIdOf(list, payload);
    previous = { version, sha256 };
  }
  const last = versions.at(-1) ?? new Uint8Array();
  return Buffer.from(last).equals(bytesOf(state, POINTER))
    ? undefined
    : 'the newest version is not the current list';
}

function bytesOf({ objects }: Snapshot, name: string): Uint8Array {
  const bytes = objects.get(name);
  if (bytes === undefined) throw new Error(`the store has no ${name}`);
  return bytes;
}
