import type { Release } from '../../allowlist/allow-list.js';
import { referenceValuesOf } from '../../allowlist/list-reference-values.js';
import { readAllowList } from '../../allowlist/read-current.js';
import { CodedError, UsageError } from '../../base/errors.js';
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
import { readRemembered, writeRemembered } from '../list/remembered-version.js';
import type { VerifyDocumentRequest } from '../options/verify-document-request.js';
import { ended, type Failure, failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';

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
  /** Undefined where no list was named: then nothing was appraised. */
  readonly appraisal?: Appraisal<Release>;
}

/** Bytes of a nonce that we draw. */
const NONCE_BYTES = 32;
const NOT_EVIDENCE = {
  kind: 'document',
  fresh: false,
  channelBound: false,
  rollbackProtected: false,
} as const;

/**
 * Verifies one document from a file, standard input or an endpoint, and appraises it where a list is named
 * (`appraiseDocument`); else the document alone (`verifyDocument`). What moves with `at` is the chain's and the
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
  try {
    const { nonce, read } = sourceOf(request, ports);
    bytes = decodeDocument(await read());
    const { at, maxAgeMs } = request;
    const trust = { root, ...(at === undefined ? {} : { at }) };
    const expectations: Expectations = {
      now: ports.now,
      nonce,
      maxAgeMs: at === undefined ? maxAgeMs : 'archived',
    };
    if (request.pins === undefined) {
      const { evidence, fresh, channelBound } = await verifyAlone(bytes, trust, expectations);
      const result: DocumentResult = { ...NOT_EVIDENCE, evidence, fresh, channelBound };
      return ended('verify', result, [NOT_APPRAISED]);
    }
    const pins = requireListPins(await readPins(request.pins, ports));
    const { remember } = request;
    const remembered =
      remember === undefined
        ? 'nothing-remembered'
        : await readRemembered(remember, pins.pin, ports);
    const opened = await ports.openStore(pins.store.address, pins.store.file);
    const verified = await readAllowList(opened.store, listTrustOf(pins, remembered), ports.now);
    const { evidence, appraisal } = await appraiseDocument(
      bytes,
      trust,
      referenceValuesOf(verified),
      { ...expectations, remembered },
    );
    if (remember !== undefined) await writeRemembered(remember, pins.pin, verified.id, ports);
    const { fresh, channelBound, rollbackProtected } = appraisal;
    const result: DocumentResult = {
      kind: 'document',
      evidence,
      fresh,
      channelBound,
      rollbackProtected,
      appraisal,
    };
    return ended('verify', result, [], appraisal.reasons.map(failureOfReason));
  } catch (error) {
    const outcome = failed('verify', error);
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

function sourceOf(
  { from }: VerifyDocumentRequest,
  ports: ListPorts,
): { readonly nonce: Uint8Array | 'not-required'; readonly read: () => Promise<Uint8Array> } {
  if ('document' in from) {
    return { nonce: from.nonce, read: () => ports.readBytes(from.document) };
  }
  const nonce = ports.randomBytes(NONCE_BYTES);
  return { nonce, read: () => ports.askForDocument(from.url, from.method, nonce) };
}

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
