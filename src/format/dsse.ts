import { decodeBase64, decodeBase64Digits, encodeBase64, encodeUtf8 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { DSSE_MAX_BYTES, DSSE_MAX_SIGNATURES } from '../base/size-limits.js';
import { FieldReader } from './field-reader.js';
import type { PlainJson } from './strict-json.js';

const fields = new FieldReader('DSSE envelope');

/** A DSSE envelope as it was parsed: nothing in it is trusted. */
export interface DsseEnvelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly DsseSignature[];
}

export interface DsseSignature {
  /** A hint which key it may be, not covered by the signature; undefined where absent or empty. */
  readonly keyid: string | undefined;
  readonly sig: Uint8Array;
}

/**
 * Parses an envelope (DSSE 1.0.2, envelope.md): strict JSON of at most DSSE_MAX_BYTES; an object with `payloadType`
 * (not empty), `payload` and `signatures`, one to DSSE_MAX_SIGNATURES of them, each with `sig` (not empty) and at will
 * `keyid`. As the specification has it, unknown fields are ignored, and base64 may be of either alphabet; it must be
 * padded, canonical and of one alphabet.
 *
 * Throws FormatError `statement-format` with the path of the field, or the offset in text that is not strict JSON.
 */
export function parseDsse(bytes: Uint8Array): DsseEnvelope {
  if (bytes.length > DSSE_MAX_BYTES) {
    throw fields.refusal(`expected at most ${DSSE_MAX_BYTES} bytes, found ${bytes.length}`, '');
  }
  return withPayloadApart(bytes) ?? envelopeOf(bytes, (payload) => base64(payload, '/payload'));
}

/** Texts that are shorter are quickly read with the rest. */
const LONG_BYTES = 4096;
const QUOTE = '"'.charCodeAt(0);
/** Stands for a text that is read apart. It is no base64. */
const APART = '#';
const HASH = APART.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);

/**
 * As `parseDsse` of the whole, where the payload is the first long text and standard base64: it is decoded where it stands,
 * and JSON is read without it. Undefined where this is not certain.
 */
function withPayloadApart(bytes: Uint8Array): DsseEnvelope | undefined {
  let open = bytes.indexOf(QUOTE);
  let close = bytes.indexOf(QUOTE, open + 1);
  while (open >= 0 && close >= 0 && close - open < LONG_BYTES) {
    open = bytes.indexOf(QUOTE, close + 1);
    close = bytes.indexOf(QUOTE, open + 1);
  }
  if (open < 0 || close < 0) return undefined;
  const payload = decodeBase64Digits(bytes.subarray(open + 1, close));
  if (payload === undefined) return undefined;
  const [before, after] = [bytes.subarray(0, open + 1), bytes.subarray(close)];
  const rest = new Uint8Array(before.length + APART.length + after.length);
  rest.set(before);
  rest.set(encodeUtf8(APART), before.length);
  rest.set(after, before.length + APART.length);
  // The one in the rest is ours; with an escape, a quote need not end a text.
  const isOurs = rest.indexOf(HASH) === before.length && rest.lastIndexOf(HASH) === before.length;
  if (!isOurs || rest.includes(BACKSLASH)) return undefined;
  try {
    return envelopeOf(rest, (text) => {
      if (text === APART) return payload;
      throw fields.refusal('expected another place of the long text', '/payload');
    });
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
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

/** The envelope as compact JSON with standard base64. The inverse of `parseDsse`, unknown fields aside. */
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
 * What a signature is made over (DSSE 1.0.2, protocol.md, PAE): `DSSEv1`, then payload type and payload, each after
 * its length in bytes, all separated by one space. So neither can be taken for part of the other.
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
