import type { Release } from '../../allowlist/allow-list.js';
import { referenceValuesOf } from '../../allowlist/list-reference-values.js';
import { readAllowList } from '../../allowlist/read-current.js';
import { seenList } from '../../allowlist/seen-list.js';
import { CodedError, UsageError, type Warning } from '../../base/errors.js';
import type { Appraisal } from '../../evidence/appraise.js';
import {
  appraiseDocument,
  verifyDocument as verifyAlone,
} from '../../evidence/appraise-document.js';
import { decodeDocument } from '../../evidence/document-encoding.js';
import type { Expectations } from '../../evidence/expectations.js';
import { awsNitroRoot, type NitroRoot } from '../../evidence/nitro-root.js';
import { parseDocument, type UnverifiedDocument } from '../../evidence/unverified-document.js';
import type { VerifiedEvidence } from '../../evidence/verify-attestation.js';
import { listTrustOf, readPins, requireListPins } from '../list/pins.js';
import { readRemembered, rememberList } from '../list/remembered-version.js';
import type { VerifyDocumentRequest } from '../options/verify-document-request.js';
import { ended, type Failure, failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { expectedOfDocument } from './expected-of-document.js';

/** The result of verifying a document. */
export interface DocumentResult {
  readonly kind: 'document';
  /** Undefined if the document was refused before it was verified. */
  readonly evidence?: VerifiedEvidence;
  /** The unverified contents of a refused document, if requested. */
  readonly unverified?: UnverifiedDocument;
  readonly fresh: boolean;
  readonly channelBound: boolean;
  readonly rollbackProtected: boolean;
  /** The image that the enclave was compared with, if any. */
  readonly image?: { readonly name: string; readonly sha256: string };
  /** Undefined if no list was named. Then the document was not appraised against a list. */
  readonly appraisal?: Appraisal<Release>;
}

const NOT_EVIDENCE = {
  kind: 'document',
  fresh: false,
  channelBound: false,
  rollbackProtected: false,
} as const;

/**
 * Verifies one document from a file, standard input or an endpoint against its requirements (`expectedOfDocument`). If
 * a list is named, the document is appraised against it (`appraiseDocument`). Otherwise only the document is verified
 * (`verifyDocument`). `at` changes only the time for the chain and the document: the list is verified at the current
 * time. If a file is named, it records the newest version of the list.
 *
 * Only `demo` passes another root than AWS's, for its simulated enclave.
 */
export async function verifyOneDocument(
  request: VerifyDocumentRequest,
  ports: ListPorts,
  root: NitroRoot = awsNitroRoot(),
): Promise<Outcome<DocumentResult>> {
  let bytes: Uint8Array | undefined;
  const warnings: Warning[] = [...request.warnings];
  try {
    const { nonce, read, warnings: ofSource } = sourceOf(request, ports);
    warnings.push(...ofSource);
    const { at, maxAgeMs, documentName } = request;
    bytes = decodeDocument(await read(), documentName);
    const trust = { root, ...(at === undefined || at === 'document' ? {} : { at }) };
    const required = await expectedOfDocument(request.requirements, ports);
    warnings.push(...required.warnings);
    const { image } = required;
    const expectations: Expectations = {
      now: ports.now,
      nonce,
      maxAgeMs: at === undefined ? maxAgeMs : 'archived',
      ...required.expectations,
    };
    const isBound = (bound: boolean) => bound && required.bindsChannel;
    const facts = image === undefined ? {} : { image };
    if (request.pins === undefined) {
      const { evidence, fresh, channelBound } = await verifyAlone(bytes, trust, expectations);
      const result: DocumentResult = {
        ...{ ...NOT_EVIDENCE, ...facts, evidence, fresh },
        channelBound: isBound(channelBound),
      };
      return ended('verify', result, [
        ...(image === undefined ? [NOT_APPRAISED] : []),
        ...warnings,
      ]);
    }
    const pins = requireListPins(await readPins(request.pins, ports));
    const { remember } = request;
    const remembered =
      remember === undefined
        ? 'nothing-remembered'
        : await readRemembered(remember, pins.pin, ports);
    const opened = await ports.openStore(pins.store.address, pins.store.file);
    const verified = await readAllowList(opened, listTrustOf(pins, remembered), ports.now);
    const { evidence, appraisal } = await appraiseDocument(
      bytes,
      trust,
      referenceValuesOf(verified),
      { ...expectations, remembered },
    );
    if (remember !== undefined) {
      await rememberList(remember, pins.pin, seenList(verified, ports.now), ports);
    }
    const { fresh, channelBound, rollbackProtected } = appraisal;
    const result: DocumentResult = {
      kind: 'document',
      ...facts,
      evidence,
      fresh,
      channelBound: isBound(channelBound),
      rollbackProtected,
      appraisal,
    };
    return ended('verify', result, warnings, appraisal.reasons.map(failureOfReason));
  } catch (error) {
    const outcome = failed('verify', error, warnings);
    const unverified = request.show && bytes !== undefined ? shown(bytes) : undefined;
    return unverified === undefined
      ? outcome
      : { ...outcome, result: { ...NOT_EVIDENCE, unverified } };
  }
}

const NOT_APPRAISED = {
  code: 'not-appraised',
  message:
    'no allow-list was named, so the document was not appraised: it proves that an enclave made it, but not which enclave',
};

/** Reads or requests the document, with the nonce that it must contain. */
interface DocumentSource {
  readonly nonce: Uint8Array | 'not-required';
  readonly warnings: readonly Warning[];
  readonly read: () => Promise<Uint8Array>;
}

function sourceOf({ from }: VerifyDocumentRequest, ports: ListPorts): DocumentSource {
  if ('document' in from) {
    return { nonce: from.nonce, warnings: [], read: () => ports.readBytes(from.document) };
  }
  const { question } = from;
  const nonce = question.nonce === undefined ? undefined : ports.randomBytes(question.nonce.bytes);
  return {
    nonce: nonce ?? 'not-required',
    warnings: nonce === undefined ? [NO_NONCE] : [],
    read: () => ports.askForDocument(question, nonce),
  };
}

const NO_NONCE: Warning = {
  code: 'nonce-not-asked',
  message:
    'the request had no nonce, so the document may answer the request of somebody else. Only its age was verified',
};

/** The contents of the bytes, if they are a document. */
function shown(bytes: Uint8Array): UnverifiedDocument | undefined {
  try {
    return parseDocument(bytes);
  } catch (error) {
    if (error instanceof CodedError && !(error instanceof UsageError)) return undefined;
    throw error;
  }
}

function failureOfReason({
  code,
  message,
  expected,
  found,
}: Appraisal<Release>['reasons'][number]): Failure {
  return { code, message: `${message}: expected ${expected}, found ${found}` };
}
