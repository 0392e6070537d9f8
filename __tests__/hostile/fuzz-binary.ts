import { readFileSync } from 'node:fs';
import { decodeUtf8 } from '../../src/base/encoding.js';
import { parseDocument } from '../../src/evidence/document.js';
import { documentBytes } from '../../src/evidence/document-encoding.js';
import { parsePayload } from '../../src/evidence/payload.js';
import { parseCbor } from '../../src/format/cbor.js';
import { parseCoseSign1 } from '../../src/format/cose-sign1.js';
import { parseDer } from '../../src/format/der.js';
import { nameToRfc4514 } from '../../src/format/distinguished-name.js';
import { derToRaw } from '../../src/format/ecdsa-signature.js';
import { parseEifMetadata } from '../../src/format/eif-metadata.js';
import { parseCertificatePem } from '../../src/format/pem.js';
import {
  encodePublicKeyPem,
  parsePublicKeyDer,
  parsePublicKeyPem,
} from '../../src/format/public-key.js';
import { parseStrictJson, renderJson } from '../../src/format/strict-json.js';
import { parseCertificate } from '../../src/format/x509.js';
import { verifyEifSignature } from '../../src/measure/eif-signature.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { pcrsOf, vectorBytes } from '../fakes/eif-vectors.js';
import { mutateJson } from '../fakes/json-mutation.js';
import { mutate } from '../fakes/mutation.js';
import { mutateCbor, mutateDer } from '../fakes/tree-mutation.js';
import type { FuzzTarget, Random } from './fuzz-parsers.js';

const SIGNED = 'signed-p384.eif';

const bytes = (original: Uint8Array, random: Random) => mutate(Buffer.from(original), random);
const json = (original: Uint8Array, random: Random) =>
  mutateJson(Buffer.from(original).toString('utf8'), random);

/** CBOR, COSE, DER and what is in an image: with edits of their trees, and as bytes. */
export function binaryTargets(): readonly FuzzTarget[] {
  const image = vectorBytes(SIGNED);
  const section = image.subarray(image.lastIndexOf(Buffer.from([0x81, 0xa2, 0x73])));
  const [entry] = parseCbor(section) as [Map<string, number[]>];
  const pem = Uint8Array.from(entry?.get('signing_certificate') ?? []);
  const cose = Uint8Array.from(entry?.get('signature') ?? []);
  const certificate = parseCertificatePem(pem);
  const { spkiDer } = parseCertificate(certificate).publicKey;
  const metadataAt = image.indexOf('{"ImageName"');
  const metadata = image.subarray(metadataAt, image.indexOf('null}', metadataAt) + 5);
  const document = readFileSync(
    new URL('../vectors/attestation/worldchain-prod-2026.cbor', import.meta.url),
  );
  const { payload } = parseCoseSign1(document);
  const leaf = parseDocument(document).certificate;
  const both = (
    name: string,
    original: Uint8Array,
    parse: FuzzTarget['parse'],
    tree: typeof bytes,
  ) =>
    [
      { name: `${name}, as a tree`, original, spoil: tree, parse },
      { name: `${name}, as bytes`, original, spoil: bytes, parse },
    ] as const;
  const ofCertificate = (der: Uint8Array) => {
    const { subject, issuer } = parseCertificate(der);
    return [nameToRfc4514(subject), nameToRfc4514(issuer)];
  };
  const signature = Uint8Array.from([0x30, 6, 0x02, 1, 5, 0x02, 1, 7]);
  return [
    ...both(
      'CBOR',
      payload,
      (input) => parseCbor(input, { topLevelIndefiniteMap: true }),
      mutateCbor,
    ),
    ...both('COSE_Sign1', cose, parseCoseSign1, mutateCbor),
    ...both('document', document, parseDocument, mutateCbor),
    ...both('payload of a document', payload, parsePayload, mutateCbor),
    ...both('DER', certificate, (input) => parseDer(input), mutateDer),
    ...both('certificate', certificate, ofCertificate, mutateDer),
    ...both('certificate of an enclave', leaf, ofCertificate, mutateDer),
    ...both('public key', spkiDer, parsePublicKeyDer, mutateDer),
    ...both('ECDSA signature', signature, (input) => derToRaw(input, 'P-256'), mutateDer),
    ...both(
      'signature section',
      section,
      (input) => verifyEifSignature(input, pcrsOf(SIGNED).PCR0 ?? '', {}, nodeHashing),
      mutateCbor,
    ),
    ...both('metadata', metadata, (input) => parseEifMetadata(input, {}), json),
    ...both('JSON', metadata, (input) => renderJson(parseStrictJson(input)), json),
    { name: 'certificate PEM', original: pem, spoil: bytes, parse: parseCertificatePem },
    {
      name: 'public key PEM',
      original: Buffer.from(encodePublicKeyPem(parsePublicKeyDer(spkiDer))),
      spoil: bytes,
      parse: (input) => parsePublicKeyPem(decodeUtf8(input)),
    },
    {
      name: 'document as text',
      original: Buffer.from(document.toString('base64')),
      spoil: bytes,
      parse: documentBytes,
    },
  ];
}
