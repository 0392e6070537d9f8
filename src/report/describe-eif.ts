import type { EifMetadata } from '../format/eif-metadata.js';
import { colonHex, nitroCliText, opensslLongName, opensslTime } from '../format/openssl-names.js';
import { JsonNumber, type JsonObject, type JsonValue, renderJson } from '../format/strict-json.js';
import type { Certificate } from '../format/x509.js';
import type { MeasuredEif } from '../measure/measure-eif.js';
import { harmlessJson } from './json-text.js';
import { measurementsJson } from './measure-json.js';

/**
 * Renders the output of `nitro-cli describe-eif`, with the same keys (aws-nitro-enclaves-cli 1.5.0,
 * src/common/json_output.rs). The two checks are always true, because an image that fails them is refused earlier.
 */
export function renderDescription({
  header,
  measurements,
  signature,
  metadata,
}: MeasuredEif): string {
  const description: [string, JsonValue][] = [
    ['EifVersion', new JsonNumber(String(header.version))],
    ['Measurements', new Map(Object.entries(measurementsJson(measurements)))],
    ['IsSigned', signature !== undefined],
  ];
  if (signature !== undefined)
    description.push(['SigningCertificate', certificateObject(signature.certificate)]);
  description.push(['CheckCRC', true]);
  if (signature !== undefined) description.push(['SignatureCheck', true]);
  if (metadata !== undefined) {
    description.push(
      ['ImageName', metadata.imageName],
      ['ImageVersion', metadata.imageVersion],
      ['Metadata', metadataObject(metadata)],
    );
  }
  return `${harmlessJson(renderJson(new Map(description)))}\n`;
}

function certificateObject(certificate: Certificate): JsonObject {
  const issuer = new Map<string, JsonValue>();
  for (const { oid, value } of certificate.issuer.rdns.flat()) {
    issuer.set(opensslLongName(oid), nitroCliText(value));
  }
  return new Map<string, JsonValue>([
    ['IssuerName', new Map([...issuer].sort(([a], [b]) => (a < b ? -1 : 1)))],
    ['Algorithm', opensslLongName(certificate.signatureAlgorithm.oid)],
    ['NotBefore', opensslTime(certificate.notBefore)],
    ['NotAfter', opensslTime(certificate.notAfter)],
    ['Signature', colonHex(certificate.signature)],
  ]);
}

/** Custom keys are next to AWS's own keys. */
function metadataObject({ build, dockerInfo, customMetadata }: EifMetadata): JsonObject {
  const custom = customMetadata instanceof Map ? customMetadata : [];
  return new Map<string, JsonValue>([...build, ['DockerInfo', dockerInfo], ...custom]);
}
