import { encodeUtf8 } from '../../base/encoding.js';
import { FormatError, UsageError, type Warning } from '../../base/errors.js';
import { EVIDENCE_FIELD_MAX_BYTES } from '../../base/size-limits.js';
import type { Expectations } from '../../evidence/expectations.js';
import { type PcrValue, ZERO_PCR } from '../../format/pcr-value.js';
import { parsePem } from '../../format/pem.js';
import { PLATFORMS, registerNumber } from '../../format/platform.js';
import { measureEif } from '../../measure/measure-eif.js';
import type { Measurements } from '../../measure/pcr.js';
import type { DocumentRequirements } from '../options/document-requirements.js';
import type { ListPorts } from '../ports.js';
import { certificateWarnings } from './image-requirements.js';

/** The expectations for a document. The files that the requirements name are read. */
export interface ExpectedOfDocument {
  readonly expectations: Pick<Expectations, 'userData' | 'publicKey' | 'pcrs' | 'instanceIds'>;
  /** False if user_data is the checksum of a function, which says nothing about the channel of the caller. */
  readonly bindsChannel: boolean;
  readonly image?: { readonly name: string; readonly sha256: string };
  readonly warnings: readonly Warning[];
}

/**
 * Converts requirements to expectations. In order: the public key is read, as PEM or as raw bytes; the image is
 * measured (`measureEif`). Throws UsageError for a key file without a key, and the errors of reading and measuring.
 */
export async function expectedOfDocument(
  { userData, isFunction, publicKey, pcrs, instanceIds, image }: DocumentRequirements,
  ports: ListPorts,
): Promise<ExpectedOfDocument> {
  const key =
    publicKey === undefined || publicKey instanceof Uint8Array
      ? publicKey
      : await keyInFile(publicKey.file, ports);
  const measured = image === undefined ? undefined : await measuredImage(image, ports);
  const registers =
    measured === undefined ? pcrs : { ...pcrs, ...registersOf(measured.measurements) };
  return {
    expectations: {
      ...(userData === undefined ? {} : { userData }),
      ...(key === undefined ? {} : { publicKey: key }),
      ...(registers === undefined ? {} : { pcrs: registers }),
      ...(instanceIds === undefined ? {} : { instanceIds }),
    },
    bindsChannel: key !== undefined || !isFunction,
    ...(measured === undefined ? {} : { image: measured.image }),
    warnings:
      measured === undefined
        ? []
        : [...measured.warnings, ...certificateWarnings(measured, ports.now)],
  };
}

const PEM_HEAD = encodeUtf8('-----BEGIN ');

/** The bytes that the enclave sends as public_key: the content of a PEM block, or the bytes of any other file. */
async function keyInFile(file: string, ports: ListPorts): Promise<Uint8Array> {
  const bytes = await ports.readBytes(file);
  const isPem = PEM_HEAD.every((byte, i) => bytes[i] === byte);
  const key = isPem ? pemContent(bytes, file) : bytes;
  if (key.length > 0 && key.length <= EVIDENCE_FIELD_MAX_BYTES) return key;
  throw new UsageError(
    `public-key: expected 1 to ${EVIDENCE_FIELD_MAX_BYTES} bytes in ${file}, found ${key.length}`,
    { at: { file } },
  );
}

function pemContent(bytes: Uint8Array, file: string): Uint8Array {
  try {
    return parsePem(bytes, 'PUBLIC KEY');
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new UsageError(`public-key: ${file}: ${cause.message}`, {
      at: { file },
      cause,
      ...(cause.hint === undefined ? {} : { hint: cause.hint }),
    });
  }
}

/** The registers of an image by index. Without a signature PCR8 is zeros. */
function registersOf(measurements: Measurements): Readonly<Record<number, PcrValue>> {
  return Object.fromEntries(
    PLATFORMS['nitro-enclave'].measured.map((name) => [
      registerNumber(name),
      measurements[name] ?? ZERO_PCR,
    ]),
  );
}

async function measuredImage(name: string, ports: ListPorts) {
  const source = await ports.openImage(name, undefined);
  try {
    return await measureEif(source, {
      onProgress: (doneBytes, totalBytes) => ports.onProgress?.(name, doneBytes, totalBytes),
    });
  } finally {
    await source.close();
  }
}
