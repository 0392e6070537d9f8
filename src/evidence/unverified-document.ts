import { FormatError } from '../base/errors.js';
import { EVIDENCE_MAX_BYTES, EVIDENCE_PAYLOAD_MAX_BYTES } from '../base/size-limits.js';
import { type CoseSign1, parseCoseSign1 } from '../format/cose-sign1.js';
import { type DocumentPayload, parsePayload } from './document-payload.js';

/** An attestation document before verification. Anybody can write one. */
export interface UnverifiedDocument extends DocumentPayload {
  /** Protected header, payload and signature as received: the input of signature verification. */
  readonly envelope: CoseSign1;
}

/**
 * Reads an attestation document: raw COSE_Sign1, untagged or with tag 18 (RFC 9052 section 4.2; AWS Nitro Enclaves NSM API,
 * "Attestation process"). In order: its size; the envelope, an array of exactly four with the protected header {1: -35}
 * (ES384) alone, an empty unprotected header, a payload that is not empty and fits, 96 bytes of signature, and nothing
 * after it; then the payload, by `parsePayload`.
 *
 * Not checked: the signature, the certificates, the time, the kind of the document.
 *
 * Throws FormatError `envelope-format` for the envelope and `payload-format` for the payload, with the place of the fault.
 */
export function parseDocument(bytes: Uint8Array): UnverifiedDocument {
  const envelope = parseEnvelope(bytes);
  return { ...parsePayload(envelope.payload), envelope };
}

function parseEnvelope(bytes: Uint8Array): CoseSign1 {
  if (bytes.length > EVIDENCE_MAX_BYTES) {
    throw refusal(`expected at most ${EVIDENCE_MAX_BYTES} bytes, found ${bytes.length}`);
  }
  const envelope = coseSign1Of(bytes);
  if (envelope.algorithm !== 'ES384') {
    throw refusal(`expected the algorithm ES384, found ${envelope.algorithm}`);
  }
  const { length } = envelope.payload;
  if (length > EVIDENCE_PAYLOAD_MAX_BYTES) {
    throw refusal(
      `expected a payload of at most ${EVIDENCE_PAYLOAD_MAX_BYTES} bytes, found ${length}`,
    );
  }
  return envelope;
}

function coseSign1Of(bytes: Uint8Array): CoseSign1 {
  try {
    return parseCoseSign1(bytes);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw refusal(cause.message, cause);
  }
}

function refusal(message: string, cause?: FormatError): FormatError {
  const at = cause?.at === undefined ? {} : { at: cause.at };
  return new FormatError('envelope-format', `attestation document: ${message}`, { cause, ...at });
}
