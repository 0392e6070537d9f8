import type { AllowList, VersionId } from '../../allowlist/allow-list.js';
import type { Unapproved } from '../../allowlist/approval/missing-approvals.js';
import { releasesOfLeftCertificates } from '../../allowlist/certificates-left.js';
import { type StagedDraft, stagedIdOf, stagedName } from '../../allowlist/staged-names.js';
import type { Staged } from '../../allowlist/staged-values.js';
import type { Warning } from '../../base/errors.js';
import type { Instant } from '../../base/instant.js';
import { ENCLAVE } from '../../format/platform.js';
import type { UploadedAssets } from '../github/release-assets.js';
import type { PlannedKey } from '../keys/key-plans.js';
import type { Enclave } from '../list/enclave.js';
import type { ListChange } from '../list/open-list.js';

/** Envelopes that a command wrote, or read and verified. */
export interface HeldFiles {
  readonly manifest?: Uint8Array;
  /** The version of the list that the command wrote. */
  readonly list?: Uint8Array;
}

/** What a command around the list came to. */
export interface ListResult {
  readonly changed: boolean;
  readonly dryRun: boolean;
  /** In one sentence: what was done, or why nothing was. */
  readonly message: string;
  readonly pin: { readonly list: string; readonly enclave: string };
  /** Undefined where there was no list before. */
  readonly before: AllowList | undefined;
  /** Undefined where there is no list. */
  readonly after: AllowList | undefined;
  readonly id: VersionId | undefined;
  readonly now: Instant;
  /** What waits for approval, or was approved. */
  readonly staged?: {
    readonly id: string;
    readonly [ENCLAVE.image]?: string;
    /** Of the record's file. */
    readonly sha256: string;
    /** Undefined in a dry run, where nothing is written. */
    readonly path: string | undefined;
  };
  readonly manifest?: { readonly path: string; readonly sha256: string };
  /** Verified files that the command holds: later steps need not read them again. */
  readonly held?: HeldFiles;
  /** The release of the list that has the image already. */
  readonly release?: { readonly id: string; readonly [ENCLAVE.image]: string };
  /** What became of the assets of a GitHub release. */
  readonly assets?: UploadedAssets;
  /** Approvals by keys that were found, and how many it takes. */
  readonly approvals?: { readonly found: number; readonly needed: number };
  /** Files that `init` wrote. */
  readonly files?: readonly string[];
  readonly signer?: string;
  /** The parts of `after` that lack approvals by the keys of the configuration; absent where that was not looked at. */
  readonly unapproved?: Unapproved;
  /** What became of the key policies, or would. */
  readonly keys?: readonly PlannedKey[];
}

/** A staged record as a result names it. `path` is where it lies. */
export function stagedFacts(staged: Staged): NonNullable<ListResult['staged']> {
  const id = stagedIdOf(staged);
  const facts = { id, sha256: staged.sha256, path: stagedName(id, staged.sha256) };
  return staged.kind === 'projection'
    ? facts
    : { ...facts, [ENCLAVE.image]: staged.measurements[ENCLAVE.image] };
}

/** The releases that the approval of a projection leaves approved, one by one: whoever approves it approves them. */
export function carryWarnings(staged: Staged): readonly Warning[] {
  if (staged.kind !== 'projection') return [];
  return (staged.carriesOver ?? []).map(({ id, [ENCLAVE.image]: image }) => ({
    code: 'carries-over',
    message: `release ${id} with PCR0 ${image} stays approved although the approval policy changes`,
  }));
}

/** The active releases whose certificate a projection no longer has, and what becomes of each. */
export function leftCertificateWarnings(
  staged: StagedDraft,
  list: AllowList | undefined,
): readonly Warning[] {
  if (staged.kind !== 'projection' || list === undefined) return [];
  const { projection, retireAfterSeconds } = staged;
  const fate =
    retireAfterSeconds === undefined
      ? 'it goes on until somebody retires it'
      : retireAfterSeconds === 0
        ? 'it ends as soon as the projection is approved'
        : `it is retired once the projection is approved, and ends ${retireAfterSeconds / 3600} hours later`;
  return releasesOfLeftCertificates(list.releases, projection).map(({ id }) => ({
    code: 'certificate-left',
    message: `the projection no longer has the certificate of the active release ${id}: ${fate}`,
  }));
}

/** The files that a command holds: the manifest, and the list where a change wrote it. */
export function heldFiles(
  manifest: Uint8Array | undefined,
  change?: Pick<ListChange, 'envelope'>,
): HeldFiles {
  return {
    ...(manifest === undefined ? {} : { manifest }),
    ...(change?.envelope === undefined ? {} : { list: change.envelope }),
  };
}

/** A change of the list as a command's result. */
export function changeResult(
  change: ListChange,
  enclave: Enclave,
  now: Instant,
  { dryRun, done }: { readonly dryRun: boolean; readonly done: string },
): ListResult & { readonly unapproved: Unapproved } {
  const { changed, before, after, id, message, unapproved } = change;
  const sentence = changed ? done : (message ?? 'nothing changed');
  const { pin } = enclave;
  return { changed, dryRun, message: sentence, pin, before, after, id, unapproved, now };
}

/** What a change leaves to be said. */
export function changeWarnings({
  historyMissing,
  unopened = [],
}: Pick<ListChange, 'historyMissing' | 'unopened'>): readonly Warning[] {
  const missing = {
    code: 'history-missing',
    message:
      'the new version is current, and could not be written to the history; the next writer completes it',
  };
  return [...(historyMissing ? [missing] : []), ...unopenedWarnings(unopened)];
}

/** Objects in the history that do not open, named once. */
export function unopenedWarnings(unopened: readonly string[]): readonly Warning[] {
  if (unopened.length === 0) return [];
  const shown = unopened.slice(0, SHOWN_NAMES).join(', ');
  const more = unopened.length - SHOWN_NAMES;
  return [
    {
      code: 'history-junk',
      message: `the history has objects that do not open (${shown}${more > 0 ? ` and ${more} more` : ''}): somebody wrote to the store, and nothing but what narrows goes on until they are gone`,
    },
  ];
}

const SHOWN_NAMES = 5;
