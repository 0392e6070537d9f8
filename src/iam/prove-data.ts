import type { Instant } from '../base/instant.js';
import { type NotApplicable, notApplicable } from './applicability.js';
import { callerName } from './callers.js';
import { type CaseMeaning, meaningOfCase, openingName } from './case-meaning.js';
import type { Document } from './domain.js';
import { type DataAction, dataActions, type Reach, reachOf } from './kms-actions.js';
import type { OpeningKind, RegisterValues } from './measured-image.js';
import { type Path, type PathFacts, type Paths, type Source, sourceName } from './paths.js';
import type { Principal } from './policy.js';
import type { Case } from './search.js';

/** A way to the data. */
interface Way {
  readonly source: Source;
  /** The principal as the document names it: a role, an account, `*`. */
  readonly principal: string;
  readonly actions: readonly string[];
  /** The instant at which the way closes. */
  readonly until?: Instant;
  /** An example of a request that passes, by condition key in lower case, and its caller. */
  readonly witness: Readonly<Record<string, string>>;
  readonly caller: string;
}

/** Callers that are admitted only with an attestation document with these register values. */
export interface Admitted extends Way {
  readonly registers: RegisterValues;
  /** Conditions that were not understood, so that less may be admitted. Empty where all of it is admitted. */
  readonly doubts: readonly string[];
}

/** A way to the data without a measurement. */
export interface Opening extends Way {
  /**
   * `no-document`: without an attestation document. `any-image`: with one of any image. `debug`: with one of an enclave in
   * debug mode, which has zeros in its registers. `unsigned`: with one of any unsigned image.
   */
  readonly how: OpeningKind;
}

/** A way that may be open, depending on what was not understood. */
export interface Doubt {
  /** Absent where the doubt concerns the document or the grants as a whole. */
  readonly source?: Source;
  readonly principal?: string;
  readonly actions: readonly string[];
  /** The conditions, or what is unknown. */
  readonly why: readonly string[];
}

/** Whether only attested enclaves get what the key protects, and which ones. */
export interface DataProof {
  /** `not-applicable`: the question does not apply to this key or document, see `reason`. The key is not locked. */
  readonly answer: 'locked' | 'open' | 'unknown' | 'not-applicable';
  /** Only with `not-applicable`. */
  readonly reason?: NotApplicable;
  /**
   * Only with `open`. `existing-data`: a caller can decrypt what the key protects today. `new-data-keys`: a caller can only
   * make new data keys. `new-data-keys-at-least`: it is unknown whether the caller can also decrypt.
   */
  readonly reach?: Reach | 'new-data-keys-at-least';
  /** Assumptions of the answer that could not be checked. */
  readonly assumptions: readonly string[];
  /** Everything that is admitted by measurements. */
  readonly admitted: readonly Admitted[];
  readonly openings: readonly Opening[];
  readonly doubts: readonly Doubt[];
}

/** The assumption about the grants of a key in a file. */
export const NO_GRANTS_ASSUMED = 'the key has no grants, which could not be listed';

/** The assumption about a wildcard among actions. */
const LATER_ASSUMED =
  'covers actions that KMS may add later, and none of them will give out what the key protects';

/**
 * The assumption where a condition on `arn:…:iam::*:*` means everybody, although the ARN of a federated session is of
 * `sts`.
 */
const FEDERATED_ASSUMED =
  'would admit a session of sts:GetFederationToken, which no pattern of iam ARNs matches, and no such session exists';

/** The doubt about a key with unreadable grants. */
export const UNREAD_GRANTS_DOUBT = 'the grants of the key could not be read';

/**
 * Proves who can get at the data, over the whole document and the grants. By case analysis of every action, source, class
 * of callers and kind of document: `open` where a request passes without a measurement of an image; `unknown` where that
 * depends on what was not understood; else `locked`, to at most what `admitted` lists. For an enclave, a measurement of an
 * image is PCR0, PCR8, or PCR1 with PCR2, without zeros. PCR8 alone is in doubt while debug mode is not denied, because AWS
 * does not document whether debug mode zeroes it too. For an attested EC2 instance, it is NitroTPMPCR4 with NitroTPMPCR7 or
 * NitroTPMPCR12.
 *
 * A condition that is not understood prevents `locked` only where the rest of its statement does not demand a measurement.
 * A Deny that may not apply counts as absent.
 */
export function proveData(paths: Paths, facts: PathFacts): DataProof {
  const course = new Course(paths);
  const unread = new Course(paths);
  for (const action of dataActions(facts.policy.statements, facts.description)) {
    course.followAll(paths.pathsOf(action.name), action);
    if (facts.grants === undefined && action.kind === 'known') {
      unread.followAll(paths.unreadGrantPaths(action.name), action);
    }
  }
  const openings = [...course.openings.values()].flat();
  // Unlisted grants matter where no Deny stops everything that a grant could give.
  const why = [
    ...(unread.openings.size + unread.doubts.size > 0 ? [UNREAD_GRANTS_DOUBT] : []),
    ...(paths.exhausted === undefined ? [] : [paths.exhausted]),
    ...facts.policy.notUnderstood
      .filter(({ path }) => !path.startsWith('/Statement/'))
      .map(({ path, message }) => `${path}: ${message}`),
  ];
  const doubts = [
    ...[...course.doubts.values()].flat(),
    ...(why.length === 0 ? [] : [{ actions: [], why }]),
  ];
  const reason = notApplicable(facts.policy, facts.description);
  return {
    ...answerOf(reason, openings, doubts),
    assumptions: [
      ...(facts.grants === 'assumed-none' ? [NO_GRANTS_ASSUMED] : []),
      ...course.assumptions,
    ],
    admitted: [...course.admitted.values()].flat(),
    openings,
    doubts,
  };
}

function answerOf(
  reason: NotApplicable | undefined,
  openings: readonly Opening[],
  doubts: readonly Doubt[],
): Pick<DataProof, 'answer' | 'reason' | 'reach'> {
  if (reason !== undefined) return { answer: 'not-applicable', reason };
  if (openings.length === 0) return { answer: doubts.length > 0 ? 'unknown' : 'locked' };
  const reaches = ({ actions }: { readonly actions: readonly string[] }) =>
    actions.length === 0 || reachOf(actions) === 'existing-data';
  if (openings.some(reaches)) return { answer: 'open', reach: 'existing-data' };
  return {
    answer: 'open',
    reach: doubts.some(reaches) ? 'new-data-keys-at-least' : 'new-data-keys',
  };
}

/** An opening as a sentence for people. */
export function openingText({ source, principal, actions, how }: Opening): string {
  const brought = {
    'no-document': 'without an attestation document',
    'any-image': 'with an attestation document of any image',
    debug: 'with an attestation document of an enclave in debug mode',
    unsigned: 'with an attestation document of any unsigned image',
  }[how];
  const only = reachOf(actions) === 'existing-data' ? '' : ' (new data keys only)';
  return `${sourceName(source)} lets ${principal} do ${actions.join(', ')} ${brought}${only}`;
}

/** Collects the results. Results that differ only in the action are reported once. */
class Course {
  readonly admitted = new Map<string, Admitted[]>();
  readonly openings = new Map<string, Opening[]>();
  readonly doubts = new Map<string, Doubt[]>();
  readonly assumptions = new Set<string>();
  private readonly paths: Paths;
  /** Cached, because several actions meet the same cases. */
  private readonly meanings = new Map<Case, CaseMeaning>();

  constructor(paths: Paths) {
    this.paths = paths;
  }

  /** Follows the paths of one action. One caller is enough to prove that a principal needs no document. */
  followAll(all: readonly Path[], action: DataAction): void {
    const open = new Map<Source, Set<Principal>>();
    for (const path of all) {
      const { source, principal } = path;
      const there = open.get(source);
      if (there?.has(principal) === true || !this.follow(path, action)) continue;
      open.set(source, (there ?? new Set()).add(principal));
    }
  }

  /** Whether requests without a document pass, at any time. */
  private follow(path: Path, action: DataAction): boolean {
    if (action.kind === 'later') {
      if (this.paths.cases(path, 'none').length > 0) {
        this.assumptions.add(`${sourceName(path.source)} ${LATER_ASSUMED}`);
      }
      return false;
    }
    const { kind, isNamed } = path.caller;
    // A service that the document does not name brings no attestation document.
    const isBare = kind === 'Service' && !isNamed;
    for (const document of isBare ? ['none' as const] : this.paths.documentsFor(action.name)) {
      const found = this.paths.cases(path, document).map((one) => this.place(path, document, one));
      // A caller that needs no document gains nothing by one.
      if (found.includes('always')) return true;
    }
    return false;
  }

  private place(path: Path, document: Document, one: Case): 'always' | undefined {
    if (this.paths.faultsOf(path).length > 0) {
      this.doubt(path, one.doubts);
      return undefined;
    }
    const { openness, how, until, opening, admitted } = this.meaningOf(one, document);
    if (openness !== undefined && path.caller.isBeyondIam) {
      this.assumptions.add(`${sourceName(path.source)} ${FEDERATED_ASSUMED}`);
      return undefined;
    }
    if (openness !== undefined && (one.doubts.length > 0 || 'doubt' in openness)) {
      if (how === undefined || !this.isOpen(path, how)) {
        this.doubt(path, 'doubt' in openness ? [openness.doubt, ...one.doubts] : one.doubts);
      }
    } else if (opening !== undefined) {
      const { by, ...rest } = opening;
      merge(this.openings, by, { ...wayOf(path), ...rest });
    }
    if (admitted !== undefined && path.caller.kind === 'AWS') {
      const { by, ...rest } = admitted;
      merge(this.admitted, by, { ...wayOf(path), ...rest });
    }
    const isSure = one.doubts.length === 0;
    return isSure && how === 'no-document' && until === undefined ? 'always' : undefined;
  }

  private meaningOf(one: Case, document: Document): CaseMeaning {
    const there = this.meanings.get(one);
    if (there !== undefined) return there;
    const meaning = meaningOfCase(this.paths.domain, one, document);
    this.meanings.set(one, meaning);
    return meaning;
  }

  /** Whether the principal of a path is certainly admitted in this way, without end. Then it has no doubts. */
  private isOpen({ source, principal, action }: Path, how: OpeningKind): boolean {
    const there = this.openings.get(
      mergeName(source, principal.value, openingName(how, undefined)),
    );
    return there?.some(({ actions }) => actions.includes(action)) === true;
  }

  private doubt({ source, principal, action }: Path, why: readonly string[]): void {
    const doubt = { source, principal: principal.value, actions: [action], why };
    merge(this.doubts, JSON.stringify(why), doubt);
  }
}

function wayOf({
  source,
  principal,
  caller,
  action,
}: Path): Pick<Way, 'source' | 'principal' | 'actions' | 'caller'> {
  return { source, principal: principal.value, actions: [action], caller: callerName(caller) };
}

/** Reports an action once for a source, a principal and a result, together with other actions of the same witness. */
function merge<Item extends Doubt | Way>(into: Map<string, Item[]>, by: string, item: Item): void {
  const name = mergeName(item.source, item.principal, by);
  const there = into.get(name) ?? [];
  if (there.some(({ actions }) => item.actions.every((action) => actions.includes(action)))) return;
  const place = there.findIndex((one) => sameWitness(one, item));
  const same = there[place];
  const merged =
    same === undefined ? item : { ...same, actions: [...same.actions, ...item.actions] };
  into.set(name, same === undefined ? [...there, merged] : there.with(place, merged));
}

function mergeName(source: Source | undefined, principal: string | undefined, by: string): string {
  const place =
    source?.kind === 'statement' ? `statement ${source.index}` : `grant ${source?.grantId ?? ''}`;
  return `${place} ${JSON.stringify(principal)} ${by}`;
}

function sameWitness(a: Doubt | Way, b: Doubt | Way): boolean {
  if (!('witness' in a) || !('witness' in b)) return true;
  const entries = Object.entries(a.witness);
  return (
    a.caller === b.caller &&
    entries.length === Object.keys(b.witness).length &&
    entries.every(([key, value]) => b.witness[key] === value)
  );
}
