import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { FormatError, UsageError, type Warning } from '../../base/errors.js';
import {
  encodePublicKeyPem,
  type KeyCurve,
  type PublicKey,
  parsePublicKeyDer,
} from '../../format/public-key.js';
import type { Signer } from '../../manifest/signer.js';
import { inputError } from './file-source.js';
import { readTextFile } from './local-files.js';

/** A signer with a key in a file, and the warnings about the file. */
export interface KeyFileSigner {
  readonly signer: Signer;
  readonly warnings: readonly Warning[];
}

/** A new key pair. The private key is only for one file. */
export interface KeyPair {
  /** PKCS#8 as PEM, not encrypted. */
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
  readonly publicKey: PublicKey;
}

const HASH: { readonly [curve in KeyCurve]: string } = { 'P-256': 'sha256', 'P-384': 'sha384' };
const NODE_CURVE: { readonly [curve in KeyCurve]: string } = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
};

/** The POSIX permission bits of group and others. */
const GROUP_AND_OTHERS = 0o077;
const BOUNDARY = /-----(?:BEGIN|END) ([A-Z0-9 ]+)-----/g;
const MAKE_A_KEY =
  'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 creates such a key.';

const signAsync = promisify<string, Uint8Array, { key: KeyObject; dsaEncoding: 'der' }, Uint8Array>(
  sign,
);

/**
 * Opens a signer from a private key file. In order: a text file (the codes of `readTextFile`); one PRIVATE KEY block
 * (PKCS#8 in PEM, RFC 7468 section 10) and nothing else; not encrypted; an EC key on P-256 or P-384. Warns with
 * `key-file-permissions` if group or others can use the file. Windows has no such bits.
 *
 * Throws AdapterError and UsageError. Messages name the file, and never contain any part of it.
 */
export async function openKeyFile(path: string): Promise<KeyFileSigner> {
  const pem = await readTextFile(path);
  const signer = signerOf(privateKeyOf(pem, path), path);
  const { mode } = await stat(path).catch((error) => {
    throw inputError(path, error);
  });
  const isShared = process.platform !== 'win32' && (mode & GROUP_AND_OTHERS) !== 0;
  const warning: Warning = {
    code: 'key-file-permissions',
    message: `other users can use ${path}. Restrict it to its owner with chmod 600.`,
  };
  return { signer, warnings: isShared ? [warning] : [] };
}

/** Generates an EC key pair on the curve, with the random generator of the system. */
export function generateKeyPair(curve: KeyCurve): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: NODE_CURVE[curve] });
  const parsed = parsePublicKeyDer(spkiOf(publicKey));
  return {
    privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicKeyPem: encodePublicKeyPem(parsed),
    publicKey: parsed,
  };
}

/** Drops causes: messages of OpenSSL do not help, and nothing that saw the key may be kept. */
function privateKeyOf(pem: string, path: string): KeyObject {
  const labels = [...pem.matchAll(BOUNDARY)].map(([, label]) => label);
  if (labels.includes('ENCRYPTED PRIVATE KEY') || /^Proc-Type:.*ENCRYPTED/m.test(pem)) {
    throw refusal(
      path,
      'expected a key that is not encrypted',
      'openssl pkey -in KEY decrypts it.',
    );
  }
  if (labels.includes('EC PRIVATE KEY') || labels.includes('RSA PRIVATE KEY')) {
    throw refusal(
      path,
      'expected PKCS#8, found the older format of the algorithm',
      'openssl pkcs8 -topk8 -nocrypt -in KEY converts an EC key.',
    );
  }
  if (labels.includes('PUBLIC KEY') || labels.includes('CERTIFICATE')) {
    throw refusal(path, 'expected a private key, found a public key or certificate');
  }
  const isOneBlock = /^\s*-----BEGIN PRIVATE KEY-----\r?\n[^-]+-----END PRIVATE KEY-----\s*$/;
  if (!isOneBlock.test(pem)) {
    throw refusal(path, 'expected one PRIVATE KEY block in PEM and nothing else', MAKE_A_KEY);
  }
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    throw refusal(path, 'expected a private key in PKCS#8, found data that OpenSSL cannot read');
  }
}

function signerOf(privateKey: KeyObject, path: string): Signer {
  const publicKey = publicKeyOf(privateKey);
  if (publicKey === undefined) {
    throw refusal(
      path,
      'expected an EC key on P-256 or P-384, uncompressed and with its curve by name',
      MAKE_A_KEY,
    );
  }
  const hash = HASH[publicKey.curve];
  return {
    publicKey,
    sign: (encoding) => signAsync(hash, encoding, { key: privateKey, dsaEncoding: 'der' }),
  };
}

/** The public key, or undefined for a key that verifiers do not support. */
function publicKeyOf(privateKey: KeyObject): PublicKey | undefined {
  if (privateKey.asymmetricKeyType !== 'ec') return undefined;
  try {
    return parsePublicKeyDer(spkiOf(createPublicKey(privateKey)));
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function spkiOf(publicKey: KeyObject): Uint8Array {
  return new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
}

function refusal(path: string, message: string, hint?: string): UsageError {
  return new UsageError(`signing key ${path}: ${message}`, {
    at: { file: path },
    ...(hint === undefined ? {} : { hint }),
  });
}
