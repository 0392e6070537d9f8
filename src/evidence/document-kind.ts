import { TrustError } from '../base/errors.js';
import type { DocumentPayload, Registers } from './document-payload.js';

/** What signs with certificates below the root of AWS Nitro. Only an enclave is one. */
export type DocumentKind = 'enclave' | 'nitro-tpm' | 'other';

/** The parts of an enclave's `module_id`: the parent instance, and the enclave's number on it. */
export interface ModuleId {
  readonly instanceId: string;
  /** 16 hexadecimal digits. */
  readonly enclaveId: string;
}

/** A document whose registers and name are those of an enclave. */
export interface EnclavePayload extends DocumentPayload {
  readonly pcrs: Registers;
}

/** `i-<instance>-enc<64 bits>`, or undefined for every other name. */
export function parseModuleId(moduleId: string): ModuleId | undefined {
  const fields = /^(i-[0-9a-f]{8}(?:[0-9a-f]{9})?)-enc([0-9a-f]{16})$/.exec(moduleId);
  const [, instanceId, enclaveId] = fields ?? [];
  return instanceId === undefined || enclaveId === undefined
    ? undefined
    : { instanceId, enclaveId };
}

/** What the document calls itself, by its registers and its `module_id`. */
export function documentKindOf({ moduleId, pcrs }: DocumentPayload): DocumentKind {
  if (pcrs === undefined || /-tpm[0-9a-f]*$/.test(moduleId)) return 'nitro-tpm';
  return parseModuleId(moduleId) === undefined ? 'other' : 'enclave';
}

/**
 * Refuses what is no enclave and chains to the same root all the same: documents of a NitroTPM, which measure a whole
 * instance into registers of other meanings, and every kind that is not known here. Throws TrustError `not-an-enclave`.
 */
export function requireEnclave<Document extends DocumentPayload>(
  document: Document,
): asserts document is Document & EnclavePayload {
  const kind = documentKindOf(document);
  if (kind === 'enclave') return;
  const found = JSON.stringify(document.moduleId);
  throw new TrustError(
    'not-an-enclave',
    kind === 'nitro-tpm'
      ? `expected the document of an enclave, found one of a NitroTPM, ${found}`
      : `expected the document of an enclave, such as i-…-enc…, found ${found}`,
    { at: { path: '/module_id' } },
  );
}
