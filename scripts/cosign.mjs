/**
 * Proves with cosign, the tool itself, that our Sigstore bundles verify: by the image's file, by its PCR0 alone, and not
 * with another key, another image, another type or a changed bundle. Part of `.ci/run`; needs Go and its module proxy for
 * the first run, nothing of Sigstore's services.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COSIGN, installCosign, kept } from './cosign-program.mjs';
import { importSource, root } from './source.mjs';

/** What cosign says where it accepts. */
const VERIFIED = 'Verified OK';
const TYPE = 'https://pcr-allowlist.github.io/pcr-manifest/v2';

const image = join(root, '__tests__/vectors/eif/signed-p384.eif');
const otherImage = join(root, '__tests__/vectors/eif/unsigned-one-ramdisk.eif');

/** The sources that measure, sign and bundle. */
const SOURCES = [
  'adapters/files/key-file-signer.ts',
  'adapters/files/file-source.ts',
  'format/dsse.ts',
  'manifest/make-manifest.ts',
  'manifest/sign-envelope.ts',
  'manifest/sigstore-bundle.ts',
  'measure/measure-eif.ts',
  'measure/digester.ts',
];

/** A manifest of the image signed with a fresh key file, as `publish` will: key, bundle, and what was measured. */
async function signBundle(sources, folder) {
  const { privateKeyPem, publicKeyPem, publicKey } = sources.generateKeyPair('P-256');
  const keyFile = join(folder, 'private.pem');
  writeFileSync(keyFile, privateKeyPem, { mode: 0o600 });
  const key = join(folder, 'key.pem');
  writeFileSync(key, publicKeyPem);
  const otherKey = join(folder, 'other-key.pem');
  writeFileSync(otherKey, sources.generateKeyPair('P-256').publicKeyPem);

  const source = await sources.openFileSource(image);
  const measured = await sources.measureEif(source, { digester: sources.digestWithNode });
  await source.close();
  const { signer } = await sources.openKeyFile(keyFile);
  const manifest = sources.manifestOfImage(measured, Date.now());
  const envelope = await sources.signManifest(manifest, [signer], {
    keys: [publicKey],
    threshold: 1,
  });
  const [{ text }] = sources.sigstoreBundles(sources.parseDsse(envelope));
  const bundle = join(folder, 'manifest.sigstore.json');
  writeFileSync(bundle, text);
  return { key, otherKey, bundle, pcr0: measured.measurements.PCR0 };
}

/** The bundle with one digit of PCR0 changed in its payload, under the signature of the true one. */
function changedBundle(bundle, folder) {
  const parsed = JSON.parse(readFileSync(bundle, 'utf8'));
  const payload = Buffer.from(parsed.dsseEnvelope.payload, 'base64').toString('utf8');
  const changed = payload.replace(
    /("PCR0":")(.)/,
    (_, name, digit) => `${name}${digit === '0' ? '1' : '0'}`,
  );
  if (changed === payload) throw new Error('nothing was changed in the bundle');
  parsed.dsseEnvelope.payload = Buffer.from(changed).toString('base64');
  const path = join(folder, 'changed.sigstore.json');
  writeFileSync(path, JSON.stringify(parsed));
  return path;
}

/** What cosign says of a bundle. It is cut off from the network, so that nothing but the key decides. */
function ask(cosign, { key, bundle, type = TYPE, of }) {
  const args = ['verify-blob-attestation', '--key', key, '--insecure-ignore-tlog=true'];
  const offline = { HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' };
  const { error, status, stdout, stderr } = spawnSync(
    cosign,
    [...args, '--bundle', bundle, '--type', type, ...of],
    { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: kept, ...offline } },
  );
  if (error !== undefined) throw error;
  const lines = `${stdout}${stderr}`.split('\n').map((line) => line.trim());
  const [said = ''] = lines.filter((line) => line !== '' && !/^WARNING/.test(line));
  return { status, said };
}

mkdirSync(kept, { recursive: true });
const cosign = installCosign();
const folder = mkdtempSync(join(kept, 'run-'));
try {
  const signed = await signBundle(await importSource(SOURCES), folder);
  const { key, otherKey, bundle, pcr0 } = signed;
  const byPcr0 = (digits) => ['--digest', digits, '--digestAlg', 'awsNitroPcr0'];
  const otherPcr0 = `${pcr0.slice(0, -1)}${pcr0.endsWith('0') ? '1' : '0'}`;
  const changed = changedBundle(bundle, folder);
  const claims = [
    ['the image by its file', { key, bundle, of: [image] }, VERIFIED],
    ['the image by its PCR0 alone', { key, bundle, of: byPcr0(pcr0) }, VERIFIED],
    ['another key', { key: otherKey, bundle, of: [image] }, 'signatures do not match threshold'],
    [
      'a changed bundle',
      { key, bundle: changed, of: [image] },
      'signatures do not match threshold',
    ],
    ['another image', { key, bundle, of: [otherImage] }, 'digests do not match'],
    ['another PCR0', { key, bundle, of: byPcr0(otherPcr0) }, 'digest does not match'],
    ['another type', { key, bundle, of: [image], type: 'custom' }, 'invalid predicate type'],
  ];
  const wrong = claims.filter(([name, question, says]) => {
    const { status, said } = ask(cosign, question);
    const isRight = (status === 0) === (says === VERIFIED) && said.includes(says);
    console.log(`cosign, ${name}: ${isRight ? 'as it must be' : 'NOT AS IT MUST BE'}: ${said}`);
    return !isRight;
  });
  console.log(
    wrong.length === 0
      ? `Proved with ${COSIGN}: our bundles of a P-256 key file verify by file and by PCR0, and nothing else does.`
      : `NOT proved with ${COSIGN}: ${wrong.map(([name]) => name).join(', ')}.`,
  );
  console.log('Not proved here: keys in KMS, P-384, and transparency logs (there is no entry).');
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
