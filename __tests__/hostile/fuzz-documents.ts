import { encodeAllowList, parseAllowListPayload } from '../../src/allowlist/allow-list-document.js';
import { encodeApproval, verifyApproval } from '../../src/allowlist/approval/key-approval.js';
import { projectionIn } from '../../src/allowlist/projection-digest.js';
import { encodeStagedRecord, verifyStagedRecord } from '../../src/allowlist/staged-record.js';
import { verifyAllowList } from '../../src/allowlist/verify-allow-list.js';
import { decodeUtf8 } from '../../src/base/encoding.js';
import { HOUR_MS } from '../../src/base/instant.js';
import { parseDsse } from '../../src/format/dsse.js';
import { parseStatement, STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { normalKeyPolicyText } from '../../src/iam/policy-normal-form.js';
import { encodeLease, parseLease } from '../../src/keypolicy/lease-record.js';
import { encodeManifest, parseManifest } from '../../src/manifest/manifest.js';
import { signEnvelope } from '../../src/manifest/sign-envelope.js';
import { parseExpectation } from '../../src/measure/find-measurements.js';
import { parseConfiguration } from '../../src/workflow/list/configuration.js';
import { mutateJson } from '../fakes/json-mutation.js';
import { CONFIG, changed, LIST_ID, ListWorld, unsignedImage } from '../fakes/list-world.js';
import type { MemorySigner } from '../fakes/memory-signer.js';
import { mutate } from '../fakes/mutation.js';
import { pageFile } from '../fakes/page-blocks.js';
import type { FuzzTarget, Random } from './fuzz-parsers.js';

const json = (original: Uint8Array, random: Random) =>
  mutateJson(Buffer.from(original).toString('utf8'), random);
const bytes = (original: Uint8Array, random: Random) => mutate(Buffer.from(original), random);

/** Documents that come from a store, a file or a person: JSON, and the configuration. */
export async function documentTargets(): Promise<readonly FuzzTarget[]> {
  const world = new ListWorld();
  world.write('a.eif', unsignedImage('a'));
  await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
  await changed(world.run('retire', { release: 'v1', 'allow-empty': true }));
  const stored = (start: string) => {
    const name = [...world.bucket.objects.keys()].find(
      (one) => one.startsWith(start) && one.endsWith('.dsse.json'),
    );
    return world.bucket.objects.get(name ?? '')?.bytes ?? new Uint8Array();
  };
  const { list, manifest: manifestKey, alice } = world.keys;
  const trustOf = ({ publicKey }: MemorySigner) => ({ keys: [publicKey], threshold: 1 });
  const sealed = (input: Uint8Array, key: MemorySigner) =>
    signEnvelope(STATEMENT_PAYLOAD_TYPE, input, [key], trustOf(key));
  const pin = { list: LIST_ID, enclave: 'signer' };
  const staged = stored('staged');
  const record = await verifyStagedRecord(staged, pin, trustOf(manifestKey));
  const emptyProjection = { instanceRoles: [], certificates: [], keys: [] };
  const envelope = stored('allowlist');
  const { payload } = parseDsse(envelope);
  const { latestExpiresAt: _, ...facts } = parseAllowListPayload(payload);
  const inV1 = {
    list: encodeAllowList({
      ...facts,
      format: 'v1',
      projection: projectionIn(facts.projection, 'v1'),
    }),
    manifest: encodeManifest({
      ...parseManifest(parseDsse(stored('manifests')).payload),
      format: 'v1',
    }),
    staged: encodeStagedRecord({ ...record, format: 'v1' }, 'ab'.repeat(16)),
    approval: encodeApproval({ ...record, format: 'v1' }, emptyProjection, world.now, HOUR_MS),
  };
  const lease = encodeLease({
    owner: 'a',
    run: 'b',
    expiresAt: world.now,
    released: false,
    lastPut: { policy: 'ab'.repeat(32), at: world.now, confirmed: false, replaced: [] },
  });
  const configuration = parseConfiguration(
    Buffer.from(world.files.get(CONFIG) ?? '').toString(),
    CONFIG,
  );
  const text = (parse: (text: string) => unknown) => (input: Uint8Array) =>
    parse(decodeUtf8(input));
  return [
    { name: 'DSSE', original: envelope, spoil: json, parse: parseDsse },
    { name: 'statement', original: payload, spoil: json, parse: parseStatement },
    { name: 'allow-list', original: payload, spoil: json, parse: parseAllowListPayload },
    { name: 'allow-list in v1', original: inV1.list, spoil: json, parse: parseAllowListPayload },
    { name: 'manifest in v1', original: inV1.manifest, spoil: json, parse: parseManifest },
    {
      name: 'staged record in v1, signed by the manifest key',
      original: inV1.staged,
      spoil: json,
      parse: async (input) =>
        verifyStagedRecord(await sealed(input, manifestKey), pin, trustOf(manifestKey)),
    },
    {
      name: 'approval in v1, signed by an approval key',
      original: inV1.approval,
      spoil: json,
      parse: async (input) => verifyApproval(await sealed(input, alice), pin, [alice.publicKey]),
    },
    {
      name: 'allow-list, signed by the list key',
      original: payload,
      spoil: json,
      parse: async (input) =>
        verifyAllowList(
          await sealed(input, list),
          {
            pin: { list: LIST_ID },
            listKeys: trustOf(list),
            remembered: 'nothing-remembered',
            minVersion: 1,
          },
          world.now,
        ),
    },
    {
      name: 'manifest',
      original: parseDsse(stored('manifests')).payload,
      spoil: json,
      parse: parseManifest,
    },
    {
      name: 'staged record, signed by the manifest key',
      original: parseDsse(staged).payload,
      spoil: json,
      parse: async (input) =>
        verifyStagedRecord(await sealed(input, manifestKey), pin, trustOf(manifestKey)),
    },
    {
      name: 'approval, signed by an approval key',
      original: encodeApproval(record, emptyProjection, world.now, HOUR_MS),
      spoil: json,
      parse: async (input) => verifyApproval(await sealed(input, alice), pin, [alice.publicKey]),
    },
    { name: 'lease', original: lease, spoil: json, parse: (input) => parseLease(input, 'lease') },
    {
      name: 'key policy',
      original: Buffer.from(pageFile('policy.json')),
      spoil: json,
      parse: (input) => normalKeyPolicyText(parseKeyPolicy(input)),
    },
    {
      name: 'configuration as JSON, which is YAML',
      original: Buffer.from(
        JSON.stringify({ ...configuration, 'expires-in': '30d', 'retire-after': '72h' }),
      ),
      spoil: json,
      parse: text((input) => parseConfiguration(input, CONFIG)),
    },
    {
      name: 'configuration',
      original: world.files.get(CONFIG) ?? new Uint8Array(),
      spoil: bytes,
      parse: text((input) => parseConfiguration(input, CONFIG)),
    },
    {
      name: 'expectation',
      original: Buffer.from(JSON.stringify({ Measurements: { PCR0: 'ab'.repeat(48) } })),
      spoil: json,
      parse: text((input) => parseExpectation(input, 'expected.json')),
    },
  ];
}
