/**
 * Makes the vectors for authors of verifiers anew: `node scripts/vectors.mjs`. Writes `docs/vectors/`: signed allow-lists
 * and manifests, good and bad, with keys that are forgotten at the end, and `index.json`, in which the expected result of
 * each was written by hand. `__tests__/verifier/published-vectors.test.ts` holds the product to the index.
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { importSource, root } from './source.mjs';
import { caseLists } from './vector-lists.mjs';
import { caseManifests } from './vector-manifests.mjs';

const source = await importSource([
  'allowlist/approval/approval-policy.ts',
  'allowlist/approval/key-approval.ts',
  'allowlist/allow-list-document.ts',
  'allowlist/projection-digest.ts',
  'base/canonical-json.ts',
  'format/dsse.ts',
  'format/public-key.ts',
  'format/statement.ts',
]);
const folder = `${root}docs/vectors/`;
const FORMATS = ['v1', 'v2'];

const signers = Object.fromEntries(
  [
    ['list', 'P-256'],
    ['second', 'P-256'],
    ['third', 'P-384'],
    ['manifest', 'P-256'],
    ['approver', 'P-256'],
    ['stranger', 'P-256'],
  ].map(([name, namedCurve]) => [name, signer(namedCurve)]),
);

for (const part of ['lists', 'manifests', 'v1', 'v2', 'keys'])
  rmSync(`${folder}${part}`, { recursive: true, force: true });
mkdirSync(`${folder}keys`, { recursive: true });
for (const [name, { publicKey }] of Object.entries(signers))
  writeFileSync(`${folder}keys/${name}.pub.pem`, source.encodePublicKeyPem(publicKey));

const tools = {
  source,
  sealed,
  keyIdOf: (name) => signers[name].keyid,
  publicKeyOf: (name) => Buffer.from(signers[name].publicKey.spkiDer).toString('base64'),
  sha256,
};
const index = {
  lists: FORMATS.flatMap((format) => write(`${format}/lists`, caseLists(tools, format))),
  manifests: FORMATS.flatMap((format) =>
    write(`${format}/manifests`, caseManifests(tools, format)),
  ),
};
writeFileSync(`${folder}index.json`, `${JSON.stringify(index, null, 1)}\n`);

/** Writes the envelopes, and leaves what the index says of each. */
function write(part, cases) {
  mkdirSync(`${folder}${part}`, { recursive: true });
  return cases.map(({ name, envelope, ...expected }) => {
    const file = `${part}/${name}.dsse.json`;
    writeFileSync(`${folder}${file}`, envelope);
    return { file, ...expected };
  });
}

/**
 * A payload with the signatures of these signers, in the form of DSSE. `change` may spoil a signature, `form` the whole
 * envelope, `text` its JSON.
 */
function sealed(payload, names, { type = source.STATEMENT_PAYLOAD_TYPE, change, form, text } = {}) {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  const encoding = source.preAuthenticationEncoding(type, new Uint8Array(bytes));
  const signatures = names.map((name) => {
    const made = {
      keyid: signers[name].keyid,
      sig: signers[name].sign(encoding).toString('base64'),
    };
    return change?.(made, name) ?? made;
  });
  const envelope = {
    payload: Buffer.from(bytes).toString('base64'),
    payloadType: type,
    signatures,
  };
  const json = JSON.stringify(form?.(envelope) ?? envelope);
  return text?.(json) ?? json;
}

/** A key pair whose key id differs between the alphabets of base64. */
function signer(namedCurve) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
  if (!/[+/]/.test(source.keyIdOf(spki))) return signer(namedCurve);
  return {
    publicKey: source.parsePublicKeyDer(spki),
    keyid: source.keyIdOf(spki),
    sign: (data) => sign(namedCurve === 'P-256' ? 'sha256' : 'sha384', data, privateKey),
  };
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
