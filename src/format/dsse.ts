import { decodeBase64, encodeBase64, encodeUtf8 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { DSSE_MAX_BYTES, DSSE_MAX_SIGNATURES } from '../base/size-limits.js';
import { readPayloadApart } from './dsse-payload.js';
import { FieldReader } from './field-reader.js';
import type { PlainJson } from './strict-json.js';

const fields = new FieldReader('DSSE envelope');

/** A DSSE envelope before verification. Nothing in it is trusted. */
export interface DsseEnvelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly DsseSignature[];
}

export interface DsseSignature {
  /** A hint to the key, which the signature does not cover. Undefined where absent or empty. */
  readonly keyid: string | undefined;
  readonly sig: Uint8Array;
}

/**
 * Parses an envelope (DSSE 1.0.2, envelope.md): strict JSON of at most DSSE_MAX_BYTES; an object with `payloadType` (not
 * empty), `payload` and `signatures`, one to DSSE_MAX_SIGNATURES of them, each with `sig` (not empty) and optionally
 * `keyid`. As the specification demands, unknown fields are ignored, and base64 may use either alphabet. It must be padded,
 * canonical and in one alphabet.
 *
 * Throws FormatError `statement-format` with the path of the field, or the offset in text that is not strict JSON.
 */
export function parseDsse(bytes: Uint8Array): DsseEnvelope {
  if (bytes.length > DSSE_MAX_BYTES) {
    throw fields.refusal(`expected at most ${DSSE_MAX_BYTES} bytes, found ${bytes.length}`, '');
  }
  return (
    readPayloadApart(bytes, envelopeOf) ??
    envelopeOf(bytes, (payload) => base64(payload, '/payload'))
  );
}

function envelopeOf(bytes: Uint8Array, decode: (payload: string) => Uint8Array): DsseEnvelope {
  const envelope = fields.object(fields.parse(bytes), '');
  const payloadType = fields.text(envelope, 'payloadType', '');
  if (payloadType === '')
    throw fields.refusal('expected a payload type, found none', '/payloadType');
  const payload = decode(fields.text(envelope, 'payload', ''));
  const signatures = envelope['signatures'];
  if (!Array.isArray(signatures)) throw fields.refusal('expected an array', '/signatures');
  if (signatures.length < 1 || signatures.length > DSSE_MAX_SIGNATURES) {
    throw fields.refusal(
      `expected 1 to ${DSSE_MAX_SIGNATURES} signatures, found ${signatures.length}`,
      '/signatures',
    );
  }
  return { payloadType, payload, signatures: signatures.map(signature) };
}

/** The envelope as compact JSON with standard base64. The inverse of `parseDsse`, except for unknown fields. */
export function encodeDsse(envelope: DsseEnvelope): Uint8Array<ArrayBuffer> {
  return encodeUtf8(JSON.stringify(dsseJson(envelope)));
}

/** The envelope as the JSON object that other documents embed, such as a Sigstore bundle. */
export function dsseJson({ payload, payloadType, signatures }: DsseEnvelope): {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid?: string; readonly sig: string }[];
} {
  return {
    payload: encodeBase64(payload),
    payloadType,
    signatures: signatures.map(({ keyid, sig }) => ({
      ...(keyid === undefined ? {} : { keyid }),
      sig: encodeBase64(sig),
    })),
  };
}

/**
 * The bytes that a signature covers (DSSE 1.0.2, protocol.md, PAE): `DSSEv1`, then payload type and payload, each after its
 * length in bytes, all separated by one space. The lengths keep either from passing for part of the other.
 */
export function preAuthenticationEncoding(
  payloadType: string,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const type = encodeUtf8(payloadType);
  const head = encodeUtf8(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  const encoding = new Uint8Array(head.length + payload.length);
  encoding.set(head);
  encoding.set(payload, head.length);
  return encoding;
}

function signature(value: PlainJson, index: number): DsseSignature {
  const path = `/signatures/${index}`;
  const members = fields.object(value, path);
  const sig = base64(fields.text(members, 'sig', path), `${path}/sig`);
  if (sig.length === 0) throw fields.refusal('expected a signature, found no bytes', `${path}/sig`);
  const keyid = Object.hasOwn(members, 'keyid') ? fields.text(members, 'keyid', path) : '';
  return { keyid: keyid === '' ? undefined : keyid, sig };
}

function base64(digits: string, path: string): Uint8Array {
  try {
    const isUrlSafe = digits.includes('-') || digits.includes('_');
    if (!isUrlSafe || /[+/]/.test(digits)) return decodeBase64(digits);
    return decodeBase64(digits.replaceAll('-', '+').replaceAll('_', '/'));
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw fields.refusal(cause.message, path, cause);
  }
}
