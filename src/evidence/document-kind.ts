import { TrustError } from '../base/errors.js';
import type { DocumentPayload, Registers } from './document-payload.js';

/** What signed a document with a certificate below the root of AWS Nitro. Only `enclave` is an enclave. */
export type DocumentKind = 'enclave' | 'nitro-tpm' | 'other';

/** The parts of an enclave's `module_id`: the parent instance, and the enclave's number on it. */
export interface ModuleId {
  readonly instanceId: string;
  /** 16 hexadecimal digits. */
  readonly enclaveId: string;
}

/** A document with the registers and the name of an enclave. */
export interface EnclavePayload extends DocumentPayload {
  readonly pcrs: Registers;
}

/** Parses `i-<instance>-enc<64 bits>`. Undefined for every other name. */
export function parseModuleId(moduleId: string): ModuleId | undefined {
  const fields = /^(i-[0-9a-f]{8}(?:[0-9a-f]{9})?)-enc([0-9a-f]{16})$/.exec(moduleId);
  const [, instanceId, enclaveId] = fields ?? [];
  return instanceId === undefined || enclaveId === undefined
    ? undefined
    : { instanceId, enclaveId };
}

/** The kind that the document claims by its registers and its `module_id`. */
export function documentKindOf({ moduleId, pcrs }: DocumentPayload): DocumentKind {
  if (pcrs === undefined || /-tpm[0-9a-f]*$/.test(moduleId)) return 'nitro-tpm';
  return parseModuleId(moduleId) === undefined ? 'other' : 'enclave';
}

/**
 * Refuses other documents under the same root: those of a NitroTPM, which measures a whole instance into registers with
 * other meanings, and every unknown kind. Throws TrustError `not-an-enclave`.
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
