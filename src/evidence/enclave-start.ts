import type { Instant } from '../base/instant.js';
import type { Certificate } from '../format/x509.js';
import { parseModuleId } from './document-kind.js';
import type { DocumentPayload } from './document-payload.js';

/** The number of leading digits, of the 16 in an enclave's number, that are its launch in milliseconds. */
const LAUNCH_DIGITS = 12;
/** The serial number of a leaf: the enclave's number, then the seconds of its issue. */
const SERIAL_DIGITS = 24;

/**
 * The start of the enclave: the first 48 bits of its number, with which the leaf's serial number begins too. AWS documents
 * neither, but all real documents have this form. Only for reports: no decision may depend on it. null where the two
 * numbers differ, or where the instant is later than the document.
 */
export function enclaveStartOf(
  { moduleId, timestamp }: Pick<DocumentPayload, 'moduleId' | 'timestamp'>,
  { serialNumber }: Certificate,
): Instant | null {
  const enclaveId = parseModuleId(moduleId)?.enclaveId;
  if (enclaveId === undefined) return null;
  if (!serialNumber.padStart(SERIAL_DIGITS, '0').startsWith(enclaveId)) return null;
  const startedAt = Number.parseInt(enclaveId.slice(0, LAUNCH_DIGITS), 16);
  return startedAt > 0 && startedAt <= timestamp ? startedAt : null;
}
