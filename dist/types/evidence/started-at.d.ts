import type { Instant } from '../base/instant.js';
import type { Certificate } from '../format/x509.js';
import type { DocumentPayload } from './payload.js';
/**
 * When the enclave was started: the first 48 bits of its number, which the leaf's serial number begins with. AWS does not
 * document either; all real documents have it so. For reports: nothing may be decided by it. null where the two
 * numbers differ, or where the instant is later than the document.
 */
export declare function startedAtOf({ moduleId, timestamp }: Pick<DocumentPayload, 'moduleId' | 'timestamp'>, { serialNumber }: Certificate): Instant | null;
