import { encodeHex } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import type { Instant } from '../base/instant.js';
import {
  EVIDENCE_CERTIFICATE_MAX_BYTES,
  EVIDENCE_FIELD_MAX_BYTES,
  MODULE_ID_MAX_LENGTH,
} from '../base/size-limits.js';
import { type CborValue, parseCbor } from '../format/cbor.js';
import type { PcrValue } from '../format/pcr-value.js';
import { LAST_REGISTER, PLATFORMS, type PlatformRow, registerNumber } from '../format/platform.js';

/** Registers by index. Every index is from 0 to 31. Every value has 96 lower-case hexadecimal digits. */
export type Registers = ReadonlyMap<number, PcrValue>;

/** The payload of an attestation document. An optional field that is null or absent is null here. */
export interface DocumentPayload {
  readonly moduleId: string;
  readonly digest: 'SHA384';
  readonly timestamp: Instant;
  /** The registers of an enclave, including PCR0, 1 and 2. Undefined for the document of a NitroTPM. */
  readonly pcrs: Registers | undefined;
  /** The registers of a NitroTPM, which have other meanings. Undefined for the document of an enclave. */
  readonly nitroTpmPcrs: Registers | undefined;
  /** The certificate of the signing key, in DER. */
  readonly certificate: Uint8Array;
  /** The certificates above it, in DER, the root first. */
  readonly cabundle: readonly Uint8Array[];
  readonly publicKey: Uint8Array | null;
  readonly userData: Uint8Array | null;
  readonly nonce: Uint8Array | null;
}

type Fields = Map<string | number, CborValue>;

const PCRS = 'pcrs';
const NITRO_TPM_PCRS = 'nitrotpm_pcrs';
const KEYS: readonly (string | number)[] = [
  'module_id',
  'digest',
  'timestamp',
  PCRS,
  'certificate',
  'cabundle',
  'public_key',
  'user_data',
  'nonce',
];

const PCR_BYTES = 48;
/** The limit of AWS's CDDL for `public_key`, `user_data` and `nonce`. */
const AWS_FIELD_MAX_BYTES = 1024;
const MAX_PCRS = LAST_REGISTER + 1;
/** 2001-09-09 in milliseconds. Smaller numbers are seconds. */
const TIMESTAMP_MIN = 1e12;
/** 9999-12-31T23:59:59.999Z, the last instant that RFC 3339 can write. */
const TIMESTAMP_MAX = 253_402_300_799_999;

/**
 * Reads the payload of an attestation document (AWS Nitro Enclaves NSM API, "Attestation process", with the limits of real
 * documents). In order: one map in strict CBOR, definite or indefinite at its top level, definite everywhere else, without
 * duplicate keys, nothing after it; no key but the nine (a NitroTPM document has `nitrotpm_pcrs` in place of `pcrs`);
 * `module_id`, a non-empty string; `digest`, which is SHA384; `timestamp`, in milliseconds; the registers, 1 to 32 of them,
 * with an index from 0 to 31 and 48 bytes each, PCR0, 1 and 2 among those of an enclave; `certificate` and at least one in
 * `cabundle`, of 1 to 1,024 bytes each; `public_key`, `user_data` and `nonce`, of 0 to EVIDENCE_FIELD_MAX_BYTES each, where
 * null and absent mean the same. AWS documents a limit of 1,024 bytes for these three, but the Nitro Security Module does
 * not enforce it. It writes longer ones, and an empty `public_key`.
 *
 * Throws FormatError `payload-format` with the path of the field, or with the offset in the payload.
 */
export function parsePayload(payload: Uint8Array): DocumentPayload {
  const fields = fieldsOf(payload);
  const registersName = fields.has(NITRO_TPM_PCRS) && !fields.has(PCRS) ? NITRO_TPM_PCRS : PCRS;
  requireKnownKeys(fields, registersName);
  const moduleId = moduleIdOf(fields.get('module_id'));
  if (fields.get('digest') !== 'SHA384') throw refusal('/digest', 'expected SHA384');
  const timestamp = timestampOf(fields.get('timestamp'));
  const registers = registersOf(fields.get(registersName), `/${registersName}`);
  const isEnclave = registersName === PCRS;
  if (isEnclave) requireImagePcrs(registers);
  return {
    moduleId,
    digest: 'SHA384',
    timestamp,
    pcrs: isEnclave ? registers : undefined,
    nitroTpmPcrs: isEnclave ? undefined : registers,
    certificate: certificateOf(fields.get('certificate'), '/certificate'),
    cabundle: cabundleOf(fields.get('cabundle')),
    publicKey: optionalBytesOf(fields.get('public_key'), '/public_key'),
    userData: optionalBytesOf(fields.get('user_data'), '/user_data'),
    nonce: optionalBytesOf(fields.get('nonce'), '/nonce'),
  };
}

function fieldsOf(payload: Uint8Array): Fields {
  let value: CborValue;
  try {
    value = parseCbor(payload, { topLevelIndefiniteMap: true });
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const at = { path: '/', ...cause.at };
    throw new FormatError('payload-format', `payload: ${cause.message}`, { cause, at });
  }
  if (!(value instanceof Map)) throw refusal('/', 'expected a map');
  return value;
}

function requireKnownKeys(fields: Fields, registersName: string): void {
  for (const key of fields.keys()) {
    if (key === registersName || (key !== PCRS && KEYS.includes(key))) continue;
    throw refusal('/', `unknown field ${JSON.stringify(key).slice(0, 80)}`);
  }
}

function moduleIdOf(value: CborValue | undefined): string {
  if (typeof value === 'string' && value !== '' && value.length <= MODULE_ID_MAX_LENGTH) {
    return value;
  }
  throw refusal('/module_id', `expected a string of 1 to ${MODULE_ID_MAX_LENGTH} characters`);
}

function timestampOf(value: CborValue | undefined): Instant {
  if (typeof value !== 'number') throw refusal('/timestamp', 'expected an integer');
  if (value >= TIMESTAMP_MIN && value <= TIMESTAMP_MAX) return value;
  throw refusal('/timestamp', `expected milliseconds since 1970, found ${value}`);
}

function registersOf(value: CborValue | undefined, path: string): Registers {
  if (!(value instanceof Map) || value.size < 1 || value.size > MAX_PCRS) {
    throw refusal(path, `expected a map of 1 to ${MAX_PCRS} registers`);
  }
  const registers = new Map<number, PcrValue>();
  for (const [index, bytes] of value) {
    if (typeof index !== 'number' || index < 0 || index >= MAX_PCRS) {
      const found = JSON.stringify(index).slice(0, 80);
      throw refusal(path, `expected an index from 0 to ${MAX_PCRS - 1}, found ${found}`);
    }
    if (!(bytes instanceof Uint8Array) || bytes.length !== PCR_BYTES) {
      throw refusal(`${path}/${index}`, `expected ${PCR_BYTES} bytes, as SHA384 makes them`);
    }
    registers.set(index, encodeHex(bytes));
  }
  return registers;
}

function requireImagePcrs(registers: Registers): void {
  const { measured, optional }: PlatformRow = PLATFORMS['nitro-enclave'];
  const missing = measured.find(
    (name) => !optional.includes(name) && !registers.has(registerNumber(name)),
  );
  if (missing !== undefined) throw refusal(`/${PCRS}`, `expected ${missing}, found none`);
}

function cabundleOf(value: CborValue | undefined): readonly Uint8Array[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw refusal('/cabundle', 'expected an array of at least one certificate');
  }
  return value.map((certificate, i) => certificateOf(certificate, `/cabundle/${i}`));
}

function certificateOf(value: CborValue | undefined, path: string): Uint8Array {
  return bytesOf(value, path, 1, EVIDENCE_CERTIFICATE_MAX_BYTES);
}

function optionalBytesOf(value: CborValue | undefined, path: string): Uint8Array | null {
  if (value === undefined || value === null) return null;
  if (value instanceof Uint8Array && value.length > EVIDENCE_FIELD_MAX_BYTES) {
    throw refusal(
      path,
      `expected at most ${EVIDENCE_FIELD_MAX_BYTES} bytes, found ${value.length}, above AWS's limit of ${AWS_FIELD_MAX_BYTES}`,
      'The document may be genuine. Let the enclave put a digest into the field instead.',
    );
  }
  return bytesOf(value, path, 0, EVIDENCE_FIELD_MAX_BYTES);
}

function bytesOf(
  value: CborValue | undefined,
  path: string,
  minimum: number,
  maximum: number,
): Uint8Array {
  if (!(value instanceof Uint8Array)) throw refusal(path, 'expected a byte string');
  if (value.length >= minimum && value.length <= maximum) return value;
  throw refusal(path, `expected ${minimum} to ${maximum} bytes, found ${value.length}`);
}

function refusal(path: string, message: string, hint?: string): FormatError {
  return new FormatError('payload-format', `payload: ${path}: ${message}`, {
    at: { path },
    ...(hint === undefined ? {} : { hint }),
  });
}
