import { createSign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { equalBytes } from '../../src/base/encoding.js';
import { formatInstant } from '../../src/base/instant.js';
import { createChainCache } from '../../src/evidence/chain-cache.js';
import { decodeDocument } from '../../src/evidence/document-encoding.js';
import { parseDocument } from '../../src/evidence/unverified-document.js';
import { verifyArchived } from '../../src/evidence/verify-attestation.js';
import { memorySource } from '../../src/format/byte-source.js';
import { type CborValue, parseCbor } from '../../src/format/cbor.js';
import { encodeCbor } from '../../src/format/cbor-encoder.js';
import { parseCertificateFile } from '../../src/format/certificate-file.js';
import { parseCoseSign1 } from '../../src/format/cose-sign1.js';
import { parseDer } from '../../src/format/der.js';
import { nameOf, nameToRfc4514 } from '../../src/format/distinguished-name.js';
import { derToRaw, rawToDer } from '../../src/format/ecdsa-signature.js';
import { parseEifLayout } from '../../src/format/eif.js';
import { SECTION_HEADER_BYTES } from '../../src/format/eif-header.js';
import { fileKind } from '../../src/format/file-kind.js';
import {
  colonHex,
  nitroCliText,
  opensslLongName,
  opensslTime,
} from '../../src/format/openssl-names.js';
import { encodePem, parseCertificatePem } from '../../src/format/pem.js';
import { type Certificate, parseCertificate } from '../../src/format/x509.js';
import { digestInThread } from '../../src/measure/digester.js';
import { verifyEifSignature } from '../../src/measure/eif-signature.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { listRamdisk } from '../../src/measure/ramdisk-files.js';
import { sectionText } from '../../src/measure/section-text.js';
import { renderDescription } from '../../src/report/describe-eif.js';
import { mutateCbor } from '../fakes/cbor-mutation.js';
import { makeCpio } from '../fakes/cpio-maker.js';
import { der } from '../fakes/der-maker.js';
import { mutateDer } from '../fakes/der-mutation.js';
import { makeEif, type SectionPlan } from '../fakes/eif-maker.js';
import { coseSign1, pcrPayload, signatureEntry } from '../fakes/eif-signer.js';
import { vectorBytes } from '../fakes/eif-vectors.js';
import { mutate } from '../fakes/mutation.js';
import {
  bundleOf,
  keyOf,
  makeDocument,
  payloadFields,
  signPayload,
  TEST_CHAIN,
  TEST_ROOT,
} from '../fakes/nitro-maker.js';
import type { FuzzTarget, Random } from './fuzz-parsers.js';

const bytes = (original: Uint8Array, random: Random) => mutate(Buffer.from(original), random);
/** The tree of the CBOR, or the one of the bytes as they are. */
const cbor = (original: Uint8Array, random: Random) =>
  random(4) === 0 ? bytes(original, random) : mutateCbor(parseCbor(original), random);
const asn1 = (original: Uint8Array, random: Random) =>
  random(4) === 0 ? bytes(original, random) : mutateDer(original, random);

const PCR0 = 'ab'.repeat(48);
const AT = { file: 'a.eif', offsetBytes: 0 };
const key = keyOf('leaf').privateKey;
const payload = pcrPayload(PCR0);
const pem = (certificate: Uint8Array) => encodePem('CERTIFICATE', certificate);
const signed = (over: Uint8Array) =>
  coseSign1({ certificatePem: '', key, payload: over, hash: 'sha384' });
const section = (certificate: Uint8Array | string, cose: Uint8Array) =>
  encodeCbor([signatureEntry(certificate, cose)]);

/** Everything binary that comes from an image, an enclave or a file; its structure is edited, and lengths are made right. */
export async function binaryTargets(): Promise<readonly FuzzTarget[]> {
  const certificate = TEST_CHAIN.instance;
  const leafPem = pem(TEST_CHAIN.leaf);
  const whole = section(leafPem, signed(payload));
  const document = makeDocument();
  const payloadBytes = encodeCbor(payloadFields());
  const verifySection = (input: Uint8Array) => verifyEifSignature(input, PCR0, AT, nodeHashing);
  return [
    { name: 'CBOR', original: whole, spoil: cbor, parse: sameWhenEncoded },
    { name: 'COSE_Sign1', original: signed(payload), spoil: cbor, parse: parseCoseSign1 },
    { name: 'DER', original: certificate, spoil: asn1, parse: (input) => parseDer(input) },
    {
      name: 'X.509 certificate',
      original: certificate,
      spoil: asn1,
      parse: (input) => said(parseCertificate(input)),
    },
    {
      name: 'certificate PEM',
      original: Buffer.from(leafPem),
      spoil: bytes,
      parse: parseCertificatePem,
    },
    {
      name: 'certificate file',
      original: Buffer.from(leafPem),
      spoil: bytes,
      parse: parseCertificateFile,
    },
    {
      name: 'cpio archive',
      original: RAMDISK,
      spoil: bytes,
      parse: (input) => listRamdisk(inPieces(input), nodeHashing),
    },
    {
      name: 'ramdisk in gzip',
      original: gzipSync(RAMDISK),
      spoil: bytes,
      parse: (input) => listRamdisk(inPieces(input), nodeHashing),
    },
    ...['small.cpio.zst', 'small.cpio.xz'].map((file) => ({
      name: `ramdisk ${file}`,
      original: readFileSync(new URL(`../vectors/field/ramdisks/${file}`, import.meta.url)),
      spoil: bytes,
      parse: (input: Uint8Array) => listRamdisk(inPieces(input), nodeHashing),
    })),
    {
      name: 'start of a section',
      original: Buffer.from('console=ttyS0 reboot=k'),
      spoil: bytes,
      parse: (input) => sectionText(input, input.length),
    },
    {
      name: 'distinguished name',
      original: parseCertificate(certificate).subject.der,
      spoil: asn1,
      parse: (input) => nameToRfc4514(nameOf(parseDer(input), 'name')),
    },
    {
      name: 'ECDSA signature',
      original: rawToDer(parseCoseSign1(signed(payload)).signature),
      spoil: asn1,
      parse: (input) => same(rawToDer(derToRaw(input, 'P-384')), input),
    },
    { name: 'EIF signature section', original: whole, spoil: cbor, parse: verifySection },
    {
      name: 'certificate of an EIF signature',
      original: TEST_CHAIN.leaf,
      spoil: asn1,
      parse: async (input) =>
        said((await verifySection(section(pem(input), signed(payload)))).certificate),
    },
    {
      name: 'COSE_Sign1 of an EIF signature',
      original: signed(payload),
      spoil: cbor,
      parse: (input) => verifySection(section(leafPem, input)),
    },
    {
      name: 'payload of an EIF signature, signed again',
      original: payload,
      spoil: cbor,
      parse: async (input) => {
        await verifySection(section(leafPem, signed(input)));
        return same(input, payload);
      },
    },
    await imageTarget('signed-p384.eif'),
    await imageTarget('unsigned-three-ramdisks.eif'),
    {
      name: 'file kind',
      original: tarHeader(),
      spoil: bytes,
      parse: (input) => fileKind(memorySource(input)),
    },
    { name: 'attestation document', original: document, spoil: cbor, parse: parseDocument },
    {
      name: 'attestation payload, signed again',
      original: payloadBytes,
      spoil: cbor,
      parse: (input) => verifyArchived(signPayload(input), { root: TEST_ROOT }),
    },
    ...(['leaf', 'instance'] as const).map((level) => chainTarget(level)),
    ...DOCUMENT_FORMS.map(([form, encode]) => ({
      name: `attestation document ${form}`,
      original: Buffer.from(encode(Buffer.from(document))),
      spoil: bytes,
      parse: (input: Uint8Array) => decodeDocument(input),
    })),
    {
      name: 'attestation document in base64',
      original: Buffer.from(JSON.stringify({ document: Buffer.from(document).toString('base64') })),
      spoil: bytes,
      parse: decodeDocument,
    },
  ];
}

const DOCUMENT_FORMS: readonly (readonly [form: string, encode: (document: Buffer) => string])[] = [
  ['in hexadecimal with 0x', (document) => `0x${document.toString('hex')}`],
  [
    'in lines and quotes',
    (document) => `'${document.toString('base64').replace(/.{76}/g, '$&\n')}'`,
  ],
  ['as a list of bytes', (document) => JSON.stringify({ attestation: [...document] })],
];

const RAMDISK = makeCpio([
  { path: 'etc/hostname', data: 'enclave' },
  { path: 'bin/sh', mode: 0o120777, data: 'busybox' },
]);

/** The same bytes in two pieces. */
async function* inPieces(input: Uint8Array) {
  yield input.slice(0, 7);
  if (input.length > 7) yield input.slice(7);
}

/** Strict CBOR has one encoding of each value. */
function sameWhenEncoded(input: Uint8Array): CborValue {
  const value = parseCbor(input);
  same(encodeCbor(value), input);
  return value;
}

function same(found: Uint8Array, expected: Uint8Array): Uint8Array {
  if (equalBytes(found, expected)) return found;
  throw new Error(`taken, and yet another one: ${Buffer.from(found).toString('hex')}`);
}

/** What reports say of a certificate. */
function said({ issuer, subject, notBefore, notAfter, ...rest }: Certificate): readonly string[] {
  return [
    ...[issuer, subject].map(nameToRfc4514),
    ...issuer.rdns.flat().flatMap(({ oid, value }) => [opensslLongName(oid), nitroCliText(value)]),
    ...[notBefore, notAfter].flatMap((instant) => [formatInstant(instant), opensslTime(instant)]),
    colonHex(rest.signature),
  ];
}

/** An image whose sections are exchanged, repeated, cut and retyped, under a table and a CRC that fit them. */
async function imageTarget(file: string): Promise<FuzzTarget> {
  const original = vectorBytes(file);
  const { sections } = await parseEifLayout(memorySource(original));
  const plans = sections.map(({ type, offsetBytes, sizeBytes }): SectionPlan => {
    const start = offsetBytes + SECTION_HEADER_BYTES;
    return { type, data: original.subarray(start, start + sizeBytes) };
  });
  const digester = digestInThread(nodeHashing);
  return {
    name: `image ${file}`,
    original,
    spoil: (_, random) => makeEif(spoiltPlan(plans, random)),
    parse: async (input) => {
      const measured = await measureEif(memorySource(input), { digester });
      return measured.warnings.length > 0 ? measured : renderDescription(measured);
    },
  };
}

function spoiltPlan(
  original: readonly SectionPlan[],
  random: Random,
): Parameters<typeof makeEif>[0] {
  const sections = [...original];
  for (let edits = 1 + random(3); edits > 0; edits--) {
    const at = random(sections.length);
    const one = sections[at];
    if (one === undefined) break;
    const data = Buffer.from(one.data);
    const odd = [
      0n,
      1n,
      11n,
      12n,
      32_768n,
      32_769n,
      2n ** 31n,
      2n ** 53n,
      2n ** 63n,
      2n ** 64n - 12n,
    ];
    const size = odd[random(odd.length)] ?? 0n;
    const edit = [
      () => sections.splice(at, 1),
      () => sections.splice(random(sections.length), 0, one),
      () => sections.splice(at, 1, { ...one, data: mutate(data, random) }),
      () => sections.splice(at, 1, { ...one, data: data.subarray(0, random(data.length + 1)) }),
      () => sections.splice(at, 1, { ...one, data: '' }),
      () => sections.splice(at, 1, { ...one, type: random(8) }),
      () => sections.splice(at, 1, { ...one, flags: random(3) }),
      () => sections.splice(at, 1, { ...one, claimedSizeBytes: size }),
      () => sections.splice(at, 1, { ...one, tableSizeBytes: size }),
      () => sections.push(...Array.from({ length: random(40) }, () => one)),
    ];
    edit[random(edit.length)]?.();
  }
  const rarely = <Value>(value: Value, usual: Value) => (random(8) === 0 ? value : usual);
  return {
    sections,
    version: rarely(random(6), 4),
    flags: rarely(random(4), 0),
    count: rarely(random(40), sections.length),
    trailing: new Uint8Array(rarely(random(30), 0)),
  };
}

/** A document below a certificate whose fields are edited and whose issuer has signed it all the same. */
function chainTarget(level: 'leaf' | 'instance'): FuzzTarget {
  const issuer = keyOf(level === 'leaf' ? 'instance' : 'zonal').privateKey;
  const cache = createChainCache(16);
  return {
    name: `${level} certificate of a document, signed again`,
    original: parseCertificate(TEST_CHAIN[level]).tbsDer,
    spoil: asn1,
    parse: async (tbs) => {
      const algorithm = parseCertificate(TEST_CHAIN[level]).signatureAlgorithm.der;
      const signature = createSign('sha384').update(tbs).sign(issuer);
      const chain = {
        ...TEST_CHAIN,
        [level]: der(0x30, tbs, algorithm, der(0x03, [0], signature)),
      };
      const document = makeDocument({ certificate: chain.leaf, cabundle: bundleOf(chain) });
      return verifyArchived(document, { root: TEST_ROOT, cache });
    },
  };
}

function tarHeader(): Buffer {
  const block = Buffer.alloc(3 * 512);
  block.write('./manifest.json', 0);
  block.write('00000001000', 124);
  block.write('ustar', 257);
  block.copy(block, 1024, 0, 512);
  return block;
}
