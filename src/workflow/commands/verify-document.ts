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

/** What was verified of a document. */
export interface DocumentResult {
  readonly kind: 'document';
  /** Undefined where the document was refused before it counted as evidence. */
  readonly evidence?: VerifiedEvidence;
  /** What a refused document says, where that was asked for: nobody vouches for it. */
  readonly unverified?: UnverifiedDocument;
  readonly fresh: boolean;
  readonly channelBound: boolean;
  readonly rollbackProtected: boolean;
  /** The image that the enclave was held against, where one was at hand. */
  readonly image?: { readonly name: string; readonly sha256: string };
  /** Undefined where no list was named: then nothing was appraised against one. */
  readonly appraisal?: Appraisal<Release>;
}

const NOT_EVIDENCE = {
  kind: 'document',
  fresh: false,
  channelBound: false,
  rollbackProtected: false,
} as const;

/**
 * Verifies one document from a file, standard input or an endpoint against what is required of it
 * (`expectedOfDocument`), and appraises it where a list is named (`appraiseDocument`); else the document alone
 * (`verifyDocument`). What moves with `at` is the chain's and the
 * document's time alone: the list is judged at now. The newest version of the list is remembered where a file is named.
 *
 * No command hands over another root than AWS's but `demo`, for what it simulates.
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
    'no allow-list was named, so nothing was appraised: this says that an enclave made the document, and not which',
};

/** Where a document comes from, and the nonce that it has to answer. */
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
    'the endpoint was asked without a nonce, so the document may be one that somebody else asked for; only its age was checked',
};

/** What the bytes say, where they are a document at all. */
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
