import { parseAllowListPayload } from '../../src/allowlist/document.js';
import { verifyAllowList } from '../../src/allowlist/verify.js';
import { decodeUtf8 } from '../../src/base/encoding.js';
import { CodedError } from '../../src/base/errors.js';
import { parseDuration, parseInstant } from '../../src/base/instant.js';
import { parseDsse } from '../../src/format/dsse.js';
import { parseKeyPolicy } from '../../src/format/iam-policy.js';
import { normalKeyPolicyText } from '../../src/format/iam-policy-normal.js';
import { encodePublicKeyPem, parsePublicKeyPem } from '../../src/format/public-key.js';
import { parseStatement, STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { encodeLease, parseLease } from '../../src/keypolicy/lease-record.js';
import { parseManifest } from '../../src/manifest/manifest.js';
import { signEnvelope } from '../../src/manifest/sign.js';
import { parseExpectation } from '../../src/measure/expectation.js';
import { parseConfiguration } from '../../src/workflow/configuration.js';
import { openWith } from '../../src/workflow/open-list.js';
import { mutateJson } from '../fakes/json-mutation.js';
import { CONFIG, changed, LIST_ID, ListWorld, unsignedImage } from '../fakes/list-world.js';
import { generator, mutate } from '../fakes/mutation.js';
import { readmeFile } from '../fakes/readme.js';

type Random = (below: number) => number;

/** One parser with an input that it takes, and the way in which the input is spoiled. */
export interface FuzzTarget {
  readonly name: string;
  readonly original: Uint8Array;
  readonly spoil: (original: Uint8Array, random: Random) => Uint8Array;
  readonly parse: (bytes: Uint8Array) => unknown;
}

const json = (original: Uint8Array, random: Random) =>
  mutateJson(Buffer.from(original).toString('utf8'), random);
const bytes = (original: Uint8Array, random: Random) => mutate(Buffer.from(original), random);

/** Everything that comes from a store, a file or a person, and has no fuzzing beside its own parser. */
export async function fuzzTargets(): Promise<readonly FuzzTarget[]> {
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
  const { list } = world.keys;
  const trust = { keys: [list.publicKey], threshold: 1 };
  const envelope = stored('allowlist');
  const { payload } = parseDsse(envelope);
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
    {
      name: 'allow-list, signed by the list key',
      original: payload,
      spoil: json,
      parse: async (input) =>
        verifyAllowList(
          await signEnvelope(STATEMENT_PAYLOAD_TYPE, input, [list], trust),
          {
            pin: { list: LIST_ID },
            openEnvelope: openWith(trust),
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
    { name: 'lease', original: lease, spoil: json, parse: (input) => parseLease(input, 'lease') },
    {
      name: 'key policy',
      original: Buffer.from(readmeFile('policy.json')),
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
    {
      name: 'public key',
      original: Buffer.from(encodePublicKeyPem(list.publicKey)),
      spoil: bytes,
      parse: text(parsePublicKeyPem),
    },
    {
      name: 'instant',
      original: Buffer.from('2026-03-01T12:00:00Z'),
      spoil: bytes,
      parse: text(parseInstant),
    },
    { name: 'duration', original: Buffer.from('72h'), spoil: bytes, parse: text(parseDuration) },
  ];
}

/** Spoils each input so many times. Resolves with how many were taken; whatever is thrown has a code. */
export async function fuzz(
  { name, original, spoil, parse }: FuzzTarget,
  count: number,
  seed: number,
): Promise<number> {
  const random = generator(seed);
  await parse(original);
  let taken = 0;
  for (let i = 0; i < count; i++) {
    const input = spoil(original, random);
    try {
      await parse(input);
      taken++;
    } catch (error) {
      if (!(error instanceof CodedError)) {
        const shown = Buffer.from(input).toString('utf8').slice(0, 2000);
        throw new Error(`${name}, run ${i}, seed ${seed}: ${String(error)}: ${shown}`, {
          cause: error,
        });
      }
    }
  }
  return taken;
}
