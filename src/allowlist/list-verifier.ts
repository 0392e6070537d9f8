import { CodedError, type ErrorCode, type Place, UsageError } from '../base/errors.js';
import { type DurationMs, type Instant, MINUTE_MS } from '../base/instant.js';
import { type Appraisal, appraise } from '../evidence/appraise.js';
import { type DocumentTrust, genuineEvidence } from '../evidence/appraise-document.js';
import { createChainCache } from '../evidence/chain-cache.js';
import type { DocumentFinding } from '../evidence/document-finding.js';
import { requireInstant, requireKnownNames, requireMaxAge } from '../evidence/expectation-rules.js';
import { type Expectations, requireExpectations } from '../evidence/expectations.js';
import { awsNitroRoot, type NitroRoot, requireRoot } from '../evidence/nitro-root.js';
import type { VerifiedEvidence } from '../evidence/verify-attestation.js';
import type { PcrValue } from '../format/pcr-value.js';
import { parsePublicKeyPem } from '../format/public-key.js';
import { distinctKeys, type EnvelopeTrust } from '../manifest/verify-manifest.js';
import type { Release } from './allow-list.js';
import { referenceValuesOf } from './list-reference-values.js';
import {
  type CurrentReference,
  createListSource,
  inThisProgram,
  type VersionMemory,
} from './list-source.js';
import type { ListTrust } from './list-trust.js';

/** The default time for which a fetched list is used. */
export const LIST_AGE_MS: DurationMs = 5 * MINUTE_MS;

/** Keys in PEM, and the number of distinct keys that must sign. */
export interface PinnedKeys {
  readonly keys: readonly string[];
  readonly threshold: number;
}

/** The pins of a verifier. They come out of band, never from the store of the list. */
export interface VerifierTrust extends PinnedKeys {
  /** The id of the list: 32 lower-case hexadecimal digits, from its configuration. */
  readonly list: string;
  readonly enclave?: string;
  /** The keys that must approve every release, in addition to the signatures of the list. */
  readonly approval?: PinnedKeys;
  /** The minimum version. Lower versions are refused. */
  readonly minVersion?: number;
  /**
   * Revoked images by their PCR0, with the instant in milliseconds. Each is accepted only if the keys of `approval` approved it
   * after that instant, and never without `approval`. These count in addition to the remembered revocations.
   */
  readonly revoked?: readonly { readonly image: PcrValue; readonly when: Instant }[];
}

export interface VerifierOptions {
  readonly trust: VerifierTrust;
  /** Reads the current envelope of the list: `allowlist.dsse.json` of the store. */
  readonly readAllowList: () => Promise<Uint8Array>;
  /** Milliseconds for which a list is used before it is read again. Default: LIST_AGE_MS. */
  readonly maxListAge?: DurationMs;
  /**
   * The memory of the newest version and the revocations seen. Without it, the verifier does not notice an old list or a
   * restored revoked image after a restart.
   */
  readonly remember?: VersionMemory;
  readonly now: () => Instant;
  /** Default: the root of the AWS partition. */
  readonly root?: NitroRoot;
}

/** The expectations of a caller for one document. The verifier sets the instant. */
export type DocumentExpectations = Omit<Expectations, 'now'> & {
  /** Only for archived documents: the instant of the verification. */
  readonly at?: Instant;
};

/** Why a document is refused. A refusal by the appraisal has `expected` and `found`. A failed verification has a place. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
  readonly at?: Place;
  readonly hint?: string;
}

/** The evidence is present only if it is accepted, so that nobody uses the key of a refused enclave. */
export type Verdict = {
  readonly fresh: boolean;
  readonly channelBound: boolean;
  readonly rollbackProtected: boolean;
  /** Empty if the document or the list did not verify, because then nothing was compared. */
  readonly findings: readonly DocumentFinding[];
} & (
  | {
      readonly accepted: true;
      readonly release: Release;
      readonly evidence: VerifiedEvidence;
      readonly reasons: readonly [];
    }
  | { readonly accepted: false; readonly reasons: readonly Refusal[] }
);

export interface Verifier {
  /**
   * Verifies one document and appraises it against the current list. Every refusal is in the result. Rejects only for
   * incomplete expectations (UsageError) and for faults of this program.
   */
  verify(document: Uint8Array, expectations: DocumentExpectations): Promise<Verdict>;
}

const OPTIONS = ['trust', 'readAllowList', 'maxListAge', 'remember', 'now', 'root'];
const TRUST = ['list', 'enclave', 'keys', 'threshold', 'approval', 'minVersion', 'revoked'];
const NOT_APPRAISED = { fresh: false, channelBound: false, rollbackProtected: false, findings: [] };

/**
 * A verifier of live and archived documents against one list. It requires a list and pinned keys. It reads the list at the
 * first document and again after `maxListAge`, and remembers the certificates that it verified. It checks times, expiry,
 * states and revocations for every document.
 *
 * Throws UsageError for incomplete pins, FormatError for an invalid key.
 */
export function createListVerifier(options: VerifierOptions): Verifier {
  requireKnownNames(options, OPTIONS);
  const { readAllowList, maxListAge = LIST_AGE_MS, remember, now, root = awsNitroRoot() } = options;
  requireMaxAge(maxListAge);
  requireRoot(root);
  if (typeof readAllowList !== 'function' || typeof now !== 'function') {
    throw new UsageError('expected an allow-list and a clock');
  }
  const currentList = createListSource({
    trust: listTrustOf(options.trust),
    read: readAllowList,
    maxListAgeMs: maxListAge,
    memory: remember ?? inThisProgram(),
  });
  const trust: DocumentTrust = { root, cache: createChainCache() };
  return {
    verify: async (document, given) => {
      const { at, ...expected } = given;
      if ('at' in given) requireInstant(Number(at), 'at');
      if (!(document instanceof Uint8Array)) throw new UsageError('expected a document as bytes');
      const expectations: Expectations = { ...expected, now: now() };
      requireExpectations(expectations);
      const [evidence, list] = await Promise.all([
        settled(
          genuineEvidence(
            document,
            { ...trust, ...(at === undefined ? {} : { at }) },
            expectations,
          ),
        ),
        settled(currentList(expectations.now)),
      ]);
      if ('refusal' in evidence || 'refusal' in list) {
        const reasons = [evidence, list].flatMap((one) => ('refusal' in one ? [one.refusal] : []));
        return { accepted: false, reasons, ...NOT_APPRAISED };
      }
      return verdictOf(evidence.value, list.value, expectations, remember !== undefined);
    },
  };
}

function verdictOf(
  evidence: VerifiedEvidence,
  { verified, remembered }: CurrentReference,
  expectations: Expectations,
  isRemembering: boolean,
): Verdict {
  const appraisal: Appraisal<Release> = appraise(evidence, referenceValuesOf(verified), {
    ...expectations,
    remembered,
  });
  const facts = { rollbackProtected: appraisal.rollbackProtected && isRemembering };
  return appraisal.accepted ? { ...appraisal, ...facts, evidence } : { ...appraisal, ...facts };
}

function listTrustOf(trust: VerifierTrust): Omit<ListTrust, 'remembered'> {
  requireKnownNames(trust, TRUST);
  const { list, enclave, approval, minVersion = 1, revoked } = trust;
  if (typeof list !== 'string' || !/^[0-9a-f]{32}$/.test(list)) {
    throw new UsageError('expected the list as 32 lower-case hexadecimal digits');
  }
  if (!Number.isSafeInteger(minVersion) || minVersion < 1) {
    throw new UsageError(`expected a version of at least 1, found ${String(minVersion)}`);
  }
  for (const { image, when } of revoked ?? []) {
    if (!/^[0-9a-f]{96}$/.test(image) || !Number.isSafeInteger(when)) {
      throw new UsageError(
        'expected revoked as image, the PCR0 in 96 lower-case hexadecimal digits, and when',
      );
    }
  }
  return {
    ...(revoked === undefined ? {} : { revoked }),
    pin: enclave === undefined ? { list } : { list, enclave },
    listKeys: keysOf(trust),
    minVersion,
    ...('approval' in trust ? { approval: keysOf(approval) } : {}),
  };
}

/** Throws UsageError if there are no keys, or fewer than the threshold. */
function keysOf(pinned: PinnedKeys | undefined): EnvelopeTrust {
  if (!Array.isArray(pinned?.keys)) throw new UsageError('expected keys, as PEM texts');
  const trust = { keys: pinned.keys.map(parsePublicKeyPem), threshold: pinned.threshold };
  distinctKeys(trust);
  return trust;
}

async function settled<Value>(
  promise: Promise<Value>,
): Promise<{ readonly value: Value } | { readonly refusal: Refusal }> {
  try {
    return { value: await promise };
  } catch (error) {
    if (!(error instanceof CodedError) || error instanceof UsageError) throw error;
    const { code, message, at, hint } = error;
    return {
      refusal: {
        code,
        message,
        ...(at === undefined ? {} : { at }),
        ...(hint === undefined ? {} : { hint }),
      },
    };
  }
}
