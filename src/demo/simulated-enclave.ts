import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { decodeHex } from '../base/encoding.js';
import { formatInstant, HOUR_MS, type Instant, MINUTE_MS } from '../base/instant.js';
import { type NitroRoot, rootNotOfAws } from '../evidence/nitro-root.js';
import { encodeCbor } from '../format/cbor-encoder.js';
import { sigStructure } from '../format/cose-sign1.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import { FIRST_CUSTOM_REGISTER, PLATFORMS, registerAt } from '../format/platform.js';
import { der, encodeTime, oid, sequence, utf8String } from './der-writer.js';

/** The contents of a document of the simulated enclave. Registers are by name, such as `PCR0`. */
export interface AttestedState {
  readonly registers: Readonly<Record<string, string>>;
  readonly nonce: Uint8Array;
  readonly at: Instant;
}

/** A simulated Nitro hypervisor. Only callers that receive its root trust it. */
export interface SimulatedEnclave {
  readonly root: NitroRoot;
  /** Signs an attestation document. */
  attest(statement: AttestedState): Uint8Array;
}

/** Protected header of COSE (RFC 9053 section 2.1): the algorithm ES384. */
const ES384 = Uint8Array.from([0xa1, 0x01, 0x38, 0x22]);
const ECDSA_WITH_SHA384 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03));
const COMMON_NAME = oid(0x55, 0x04, 0x03);
const BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
const KEY_USAGE = oid(0x55, 0x1d, 0x0f);
const TRUE = der(0x01, [0xff]);
const DIGITAL_SIGNATURE = 0x80;
const KEY_CERT_SIGN = 0x04;

/**
 * Creates the root of a simulated enclave, and an enclave that attests with it (AWS Nitro Enclaves NSM API,
 * "Attestation process"). Both private keys live in this closure and are never written. Each call creates new keys.
 * Unlike AWS's chain, the chain has no certificates between the root and the leaf.
 */
export function simulatedEnclave(now: Instant): SimulatedEnclave {
  const [rootKey, leafKey] = [newKey(), newKey()];
  const named = { issuer: 'SIMULATED root', issuerKey: rootKey.privateKey, now };
  const rootDer = certificate({
    ...named,
    subject: named.issuer,
    key: rootKey.publicKey,
    isCa: true,
  });
  const leafDer = certificate({
    ...named,
    subject: 'SIMULATED enclave',
    key: leafKey.publicKey,
    isCa: false,
  });
  return {
    root: rootNotOfAws(rootDer),
    attest({ registers, nonce, at }) {
      const payload = encodeCbor(
        new Map<string, Parameters<typeof encodeCbor>[0]>([
          ['module_id', `i-0123456789abcdef0-enc${at.toString(16).padStart(12, '0')}5111`],
          ['digest', 'SHA384'],
          ['timestamp', at],
          ['pcrs', registerMap(registers)],
          ['certificate', leafDer],
          ['cabundle', [rootDer]],
          ['public_key', null],
          ['user_data', null],
          ['nonce', nonce],
        ]),
      );
      const signature = createSign('sha384')
        .update(sigStructure({ protectedBytes: ES384, payload }))
        .sign({ key: leafKey.privateKey, dsaEncoding: 'ieee-p1363' });
      return encodeCbor([ES384, new Map(), payload, new Uint8Array(signature)]);
    },
  };
}

/** The registers of an enclave in debug mode: PCR0, 1 and 2 are zeros. */
export function inDebugMode(registers: AttestedState['registers']): AttestedState['registers'] {
  const { debug } = PLATFORMS['nitro-enclave'];
  return { ...registers, ...Object.fromEntries(debug.map((name) => [name, ZERO_PCR])) };
}

function registerMap(registers: AttestedState['registers']): Map<number, Uint8Array> {
  return new Map(
    Array.from({ length: FIRST_CUSTOM_REGISTER }, (_, i) => [
      i,
      decodeHex(registers[registerAt(i)] ?? ZERO_PCR),
    ]),
  );
}

interface CertificatePlan {
  readonly subject: string;
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly key: KeyObject;
  readonly isCa: boolean;
  readonly now: Instant;
}

/**
 * Creates a certificate of version 3 (RFC 5280 section 4.1). It is valid from a minute ago, for as long as a leaf
 * certificate of AWS.
 */
function certificate({ subject, issuer, issuerKey, key, isCa, now }: CertificatePlan): Uint8Array {
  const tbs = sequence(
    der(0xa0, der(0x02, [2])),
    der(0x02, [isCa ? 1 : 2]),
    ECDSA_WITH_SHA384,
    nameOf(issuer),
    sequence(
      encodeTime(formatInstant(now - MINUTE_MS)),
      encodeTime(formatInstant(now + 3 * HOUR_MS)),
    ),
    nameOf(subject),
    new Uint8Array(key.export({ type: 'spki', format: 'der' })),
    der(
      0xa3,
      sequence(
        extension(BASIC_CONSTRAINTS, isCa ? sequence(TRUE) : sequence()),
        extension(KEY_USAGE, der(0x03, [0, isCa ? KEY_CERT_SIGN : DIGITAL_SIGNATURE])),
      ),
    ),
  );
  const signature = new Uint8Array(createSign('sha384').update(tbs).sign(issuerKey));
  return sequence(tbs, ECDSA_WITH_SHA384, der(0x03, [0], signature));
}

function extension(type: Uint8Array, value: Uint8Array): Uint8Array {
  return sequence(type, TRUE, der(0x04, value));
}

function nameOf(commonName: string): Uint8Array {
  return sequence(der(0x31, sequence(COMMON_NAME, utf8String(commonName))));
}

function newKey(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-384' });
}
