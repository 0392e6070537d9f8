import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import { UsageError } from '../base/errors.js';
import { parseCertificatePem } from '../format/pem.js';
import { type Certificate, parseCertificate } from '../format/x509.js';
import { portableHashing } from '../measure/hashing.js';

declare const pinned: unique symbol;

/** The certificate that a chain must begin with. Only `awsNitroRoot` and `rootNotOfAws` make one. */
export interface NitroRoot {
  readonly [pinned]: true;
  /** `aws` for the root of that partition; `not-aws:` and the SHA-256 of the certificate for any other. */
  readonly name: string;
  /** SHA-256 of the DER, in lower-case hex. */
  readonly sha256: string;
  readonly certificate: Certificate;
}

/** An AWS partition with a root that is pinned here. Other partitions may have other roots. */
export type Partition = 'aws';

interface Pin {
  readonly pem: string;
  readonly sha256: string;
}

/**
 * AWS Nitro Enclaves root G1, of the commercial partitions, valid from 2019-10-28 to 2049-10-28. AWS publishes it at
 * https://aws-nitro-enclaves.amazonaws.com/AWS_NitroEnclaves_Root-G1.zip, and its fingerprint in the AWS Nitro Enclaves
 * User Guide ("Verifying the root of trust"): SHA-256 64:1A:03:21:A3:E2:44:EF:E4:56:46:31:95:D6:06:31:7E:D7:CD:CC:3C:17:
 * 56:E0:98:93:F3:C6:8F:79:BB:5B. This copy is from Dstack-TEE/dstack, dstack/nsm-qvl/certs, at commit 312dc605. It was
 * compared on 2026-11-23 with that fingerprint and with the first certificate of real documents from 2021 to 2026.
 */
const AWS_ROOT_G1: Pin = {
  sha256: '641a0321a3e244efe456463195d606317ed7cdcc3c1756e09893f3c68f79bb5b',
  pem: `-----BEGIN CERTIFICATE-----
MIICETCCAZagAwIBAgIRAPkxdWgbkK/hHUbMtOTn+FYwCgYIKoZIzj0EAwMwSTEL
MAkGA1UEBhMCVVMxDzANBgNVBAoMBkFtYXpvbjEMMAoGA1UECwwDQVdTMRswGQYD
VQQDDBJhd3Mubml0cm8tZW5jbGF2ZXMwHhcNMTkxMDI4MTMyODA1WhcNNDkxMDI4
MTQyODA1WjBJMQswCQYDVQQGEwJVUzEPMA0GA1UECgwGQW1hem9uMQwwCgYDVQQL
DANBV1MxGzAZBgNVBAMMEmF3cy5uaXRyby1lbmNsYXZlczB2MBAGByqGSM49AgEG
BSuBBAAiA2IABPwCVOumCMHzaHDimtqQvkY4MpJzbolL//Zy2YlES1BR5TSksfbb
48C8WBoyt7F2Bw7eEtaaP+ohG2bnUs990d0JX28TcPQXCEPZ3BABIeTPYwEoCWZE
h8l5YoQwTcU/9KNCMEAwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUkCW1DdkF
R+eWw5b6cp3PmanfS5YwDgYDVR0PAQH/BAQDAgGGMAoGCCqGSM49BAMDA2kAMGYC
MQCjfy+Rocm9Xue4YnwWmNJVA44fA0P5W2OpYow9OYCVRaEevL8uO1XYru5xtMPW
rfMCMQCi85sWBbJwKKXdS6BptQFuZbT73o/gBh1qUxl/nNr12UO8Yfwr6wPLb+6N
IwLz3/Y=
-----END CERTIFICATE-----
`,
};

const PINS: { readonly [partition in Partition]: Pin } = { aws: AWS_ROOT_G1 };

/** The pinned root of an AWS partition. Throws UsageError `usage` for a partition without a pinned root. */
export function awsNitroRoot(partition: Partition = 'aws'): NitroRoot {
  if (!Object.hasOwn(PINS, partition)) {
    throw new UsageError(`expected the partition aws, found ${JSON.stringify(partition)}`, {
      hint: 'Give the root of another partition as a certificate.',
    });
  }
  const { pem, sha256 } = PINS[partition];
  const root = rootOf(partition, parseCertificatePem(encodeUtf8(pem)));
  if (root.sha256 === sha256) return root;
  throw new Error(`the pinned root of ${partition} is not the expected certificate`);
}

/**
 * A root that the caller trusts and that is not the pinned root of AWS: of a test, a simulator, another partition. Its name
 * shows that in every result. Throws FormatError `certificate-format` for anything but a certificate. `verifyChain` checks
 * everything else.
 */
export function rootNotOfAws(certificateDer: Uint8Array): NitroRoot {
  const der = new Uint8Array(certificateDer);
  return rootOf(`not-aws:${sha256Of(der)}`, der);
}

/** Throws UsageError for any root that `awsNitroRoot` or `rootNotOfAws` did not make. */
export function requireRoot(root: NitroRoot): void {
  if (made.has(root)) return;
  throw new UsageError('expected a root that awsNitroRoot or rootNotOfAws made');
}

const made = new WeakSet<object>();

function rootOf(name: string, der: Uint8Array): NitroRoot {
  const root = { name, sha256: sha256Of(der), certificate: parseCertificate(der) } as NitroRoot;
  made.add(root);
  return root;
}

function sha256Of(bytes: Uint8Array): string {
  const hash = portableHashing.sha256();
  hash.update(bytes);
  return encodeHex(hash.digest());
}
