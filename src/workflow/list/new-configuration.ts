import { encodeHex } from '../../base/encoding.js';
import { UsageError } from '../../base/errors.js';
import { encodePublicKeyPem } from '../../format/public-key.js';
import type { WantedConfiguration } from '../options/init-request.js';
import type { ListPorts, NewFile } from '../ports.js';
import { defaultBind, parseConfiguration } from './configuration.js';
import { readCertificate } from './enclave.js';

const LIST_ID_BYTES = 16;

/**
 * The files of a new configuration, itself last: public keys, and private ones where they are made. Keys in KMS are
 * written by their ARN, so that an alias that is moved later changes nothing. Throws UsageError where a certificate can
 * sign no image, and where a file is there already.
 */
export async function newConfiguration(
  file: string,
  wanted: WantedConfiguration,
  ports: ListPorts,
): Promise<readonly NewFile[]> {
  if (await ports.exists(file)) throw await configured(file, ports);
  const { certificates } = wanted;
  if (certificates !== 'unsigned') {
    for (const name of certificates) await readCertificate(name, ports);
  }
  const list = await signingKey('list', wanted.key, file, wanted, ports);
  const manifest = await signingKey('manifest', wanted.manifestKey, file, wanted, ports);
  const text = configurationText(
    wanted,
    encodeHex(ports.randomBytes(LIST_ID_BYTES)),
    { list: list.address, manifest: manifest.address },
    (name) => ports.relative(file, name),
  );
  const files: NewFile[] = [...list.files, ...manifest.files, { path: file, text, kind: 'open' }];
  const missing: NewFile[] = [];
  for (const wantedFile of files)
    if (!(await isWritten(wantedFile, ports))) missing.push(wantedFile);
  return missing;
}

/** What a second `init` says: what is there, and what to do instead. */
async function configured(file: string, ports: ListPorts): Promise<UsageError> {
  const { enclave, list, store } = parseConfiguration(await ports.readText(file), file);
  return new UsageError(
    `${file} is there already: it configures the list ${list} of the enclave ${JSON.stringify(enclave)} in ${store}, and init writes over nothing`,
    {
      at: { file },
      hint: '`pcr-allowlist init` without other options starts that list where it is not there yet. For another list, name another configuration with --config.',
    },
  );
}

/**
 * Whether a public key file is there with the same key, as after another `init` with this key. Throws UsageError where anything
 * else is there.
 */
async function isWritten({ path, text, kind }: NewFile, ports: ListPorts): Promise<boolean> {
  if (!(await ports.exists(path))) return false;
  if (kind === 'secret') {
    throw new UsageError(`the key file ${path} is there already, and init writes over nothing`, {
      at: { file: path },
      hint: `To sign with it, give its address (file:${path}) as key or manifest-key. For a new key, move it away.`,
    });
  }
  if ((await ports.readText(path)) === text) return true;
  throw new UsageError(`${path} is there already with another key, and init writes over nothing`, {
    at: { file: path },
    hint: 'Move it away, or name a configuration in another folder with --config.',
  });
}

/** A key by its address, with its public half as a file beside the configuration. */
async function signingKey(
  role: 'list' | 'manifest',
  given: string | undefined,
  file: string,
  { curve }: WantedConfiguration,
  ports: ListPorts,
): Promise<{ readonly address: string; readonly files: readonly NewFile[] }> {
  const publicPath = ports.resolve(file, `${role}.pub.pem`);
  if (given === undefined) {
    const { privateKeyPem, publicKeyPem } = ports.generateKeyPair(curve);
    const path = ports.resolve(file, `${role}.pem`);
    return {
      address: `file:${role}.pem`,
      files: [
        { path, text: privateKeyPem, kind: 'secret' },
        { path: publicPath, text: publicKeyPem, kind: 'open' },
      ],
    };
  }
  const beside = addressBeside(given, (name) => ports.relative(file, name));
  const { signer, address } = await ports.openSigner(beside, file);
  const text = encodePublicKeyPem(signer.publicKey);
  return {
    address: beside.startsWith('file:') ? beside : address,
    files: [{ path: publicPath, text, kind: 'open' }],
  };
}

/** An address whose file is named from the configuration's folder. */
export function addressBeside(address: string, beside: (name: string) => string): string {
  return address.startsWith('file:') ? `file:${beside(address.slice('file:'.length))}` : address;
}

function configurationText(
  wanted: WantedConfiguration,
  list: string,
  keys: { readonly list: string; readonly manifest: string },
  beside: (name: string) => string,
): string {
  const { enclave, store, certificates, instanceRoles, approvalKeys, approvalThreshold } = wanted;
  const names = (all: readonly string[], each: (name: string) => string) =>
    `[${all.map((name) => scalar(each(name))).join(', ')}]`;
  const same = (name: string) => name;
  const approval =
    approvalKeys.length === 0
      ? 'approval: none'
      : `approval:\n  keys:\n    trust: ${names(approvalKeys, beside)}\n    threshold: ${approvalThreshold}`;
  return `# What pcr-allowlist keeps in step with the images of this enclave.
enclave: ${scalar(enclave)}
list: ${scalar(list)} # with trust, what a verifier pins
store: ${scalar(addressBeside(store, beside))}
signing:
  key: ${scalar(keys.list)} # signs the allow-list
  manifest-key: ${scalar(keys.manifest)} # signs manifests and staged records, never a list
trust:
  keys: [list.pub.pem]
  threshold: 1
  manifest-keys: [manifest.pub.pem]
certificates: ${certificates === 'unsigned' ? 'unsigned' : names(certificates, beside)}
instance-roles: ${instanceRoles === 'any' ? 'any' : names(instanceRoles, same)}
${keysText(wanted, beside)}# Whose approvals a release needs, and the roles, certificates and keys.
${approval}
expires-in: 30d
retire-after: 72h
`;
}

/** Keys with the actions and registers that suit most; empty where there are none. */
function keysText(
  { kmsKeys, administrators, certificates }: WantedConfiguration,
  beside: (name: string) => string,
): string {
  if (kmsKeys.length === 0) return '';
  const bind = `[${defaultBind({ certificates }).join(', ')}]`;
  const entries = kmsKeys.map(
    (key) => `  - key: ${scalar(addressBeside(key, beside))}
    actions: [kms:Decrypt, kms:GenerateDataKey]
    bind: ${bind}
    guard: true # Deny every use of the data without these measurements, to the account root, IAM and grants too
    administrators: [${administrators.map(scalar).join(', ')}] # who may change the policy
`,
  );
  return `# Their policies follow the list.\nkeys:\n${entries.join('')}`;
}

/** A text as a YAML scalar: plain where nothing in it means anything, else in JSON's quotes, which YAML has too. */
function scalar(text: string): string {
  return /^[A-Za-z][A-Za-z0-9_./:@+-]*[A-Za-z0-9]$/.test(text) && !WORDS.test(text)
    ? text
    : JSON.stringify(text);
}

const WORDS = /^(?:true|false|null|yes|no|on|off)$/i;
