import { encodeHex } from '../../base/encoding.js';
import { UsageError } from '../../base/errors.js';
import { encodePublicKeyPem } from '../../format/public-key.js';
import type { WantedConfiguration } from '../options/init-request.js';
import type { ListPorts, NewFile } from '../ports.js';
import { defaultBind, parseConfiguration } from './configuration.js';
import { readCertificate } from './enclave.js';

const LIST_ID_BYTES = 16;

/**
 * The files of a new configuration: public keys, new private keys, and last the configuration. Keys in KMS are named by
 * ARN, so that an alias that moves later changes nothing. Throws UsageError if a certificate cannot sign images, or if
 * a file already exists.
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

/** The error of a second `init`: the existing configuration, and what to do instead. */
async function configured(file: string, ports: ListPorts): Promise<UsageError> {
  const { enclave, list, store } = parseConfiguration(await ports.readText(file), file);
  return new UsageError(
    `${file} already exists. It configures the list ${list} of the enclave ${JSON.stringify(enclave)} in ${store}, and init overwrites nothing`,
    {
      at: { file },
      hint: '`pcr-allowlist init` without other options creates that list if it does not exist. For another list, name another configuration with --config.',
    },
  );
}

/**
 * Whether the public key file exists with the same key, as after another `init` with this key. Throws UsageError for
 * any other content.
 */
async function isWritten({ path, text, kind }: NewFile, ports: ListPorts): Promise<boolean> {
  if (!(await ports.exists(path))) return false;
  if (kind === 'secret') {
    throw new UsageError(`the key file ${path} already exists, and init overwrites nothing`, {
      at: { file: path },
      hint: `To sign with this key, give its address (file:${path}) as key or manifest-key. For a new key, move the file away.`,
    });
  }
  if ((await ports.readText(path)) === text) return true;
  throw new UsageError(`${path} already exists with another key, and init overwrites nothing`, {
    at: { file: path },
    hint: 'Move the file away, or name a configuration in another folder with --config.',
  });
}

/** A key by its address, with its public key as a file in the folder of the configuration. */
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

/** The address of a file, relative to the folder of the configuration. */
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

/** Keys with the default actions and registers. Empty without keys. */
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

/** A text as a YAML scalar: plain if it contains no special characters, else in JSON quotes, which YAML accepts. */
function scalar(text: string): string {
  return /^[A-Za-z][A-Za-z0-9_./:@+-]*[A-Za-z0-9]$/.test(text) && !WORDS.test(text)
    ? text
    : JSON.stringify(text);
}

const WORDS = /^(?:true|false|null|yes|no|on|off)$/i;
