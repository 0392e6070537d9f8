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

/** The result of a command that works on the list. */
export interface ListResult {
  readonly changed: boolean;
  readonly dryRun: boolean;
  /** One sentence: what was done, or why nothing was done. */
  readonly message: string;
  readonly pin: { readonly list: string; readonly enclave: string };
  /** Undefined if there was no list before. */
  readonly before: AllowList | undefined;
  /** Undefined if there is no list. */
  readonly after: AllowList | undefined;
  readonly id: VersionId | undefined;
  readonly now: Instant;
  /** The record that waits for approval, or was approved. */
  readonly staged?: {
    readonly id: string;
    readonly [ENCLAVE.image]?: string;
    /** The SHA-256 of the file of the record. */
    readonly sha256: string;
    /** Undefined in a dry run, which writes nothing. */
    readonly path: string | undefined;
  };
  readonly manifest?: { readonly path: string; readonly sha256: string };
  /** Verified files in memory, so that later steps need not read them again. */
  readonly held?: HeldFiles;
  /** The release of the list that already has the image. */
  readonly release?: { readonly id: string; readonly [ENCLAVE.image]: string };
  /** The result for the assets of a GitHub release. */
  readonly assets?: UploadedAssets;
  /** The number of approvals by keys found, and the number needed. */
  readonly approvals?: { readonly found: number; readonly needed: number };
  /** Files that `init` wrote. */
  readonly files?: readonly string[];
  readonly signer?: string;
  /**
   * The parts of `after` that lack approvals by the keys of the configuration. Absent if approvals were not verified.
   */
  readonly unapproved?: Unapproved;
  /** The result for the key policies, or the preview of a dry run. */
  readonly keys?: readonly PlannedKey[];
}

/** A staged record in a result. `path` is its path in the store. */
export function stagedFacts(staged: Staged): NonNullable<ListResult['staged']> {
  const id = stagedIdOf(staged);
  const facts = { id, sha256: staged.sha256, path: stagedName(id, staged.sha256) };
  return staged.kind === 'projection'
    ? facts
    : { ...facts, [ENCLAVE.image]: staged.measurements[ENCLAVE.image] };
}

/**
 * Warnings that name each release that stays approved through the approval of a projection: whoever approves the
 * projection approves these releases.
 */
export function carryWarnings(staged: Staged): readonly Warning[] {
  if (staged.kind !== 'projection') return [];
  return (staged.carriesOver ?? []).map(({ id, [ENCLAVE.image]: image }) => ({
    code: 'carries-over',
    message: `release ${id} with PCR0 ${image} stays approved under the changed approval policy`,
  }));
}

/**
 * Warnings that name each active release of a certificate that the projection no longer has, and how the release ends.
 */
export function leftCertificateWarnings(
  staged: StagedDraft,
  list: AllowList | undefined,
): readonly Warning[] {
  if (staged.kind !== 'projection' || list === undefined) return [];
  const { projection, retireAfterSeconds } = staged;
  const fate =
    retireAfterSeconds === undefined
      ? 'it stays active until you retire it'
      : retireAfterSeconds === 0
        ? 'it ends as soon as the projection is approved'
        : `it is retired once the projection is approved, and ends ${retireAfterSeconds / 3600} hours later`;
  return releasesOfLeftCertificates(list.releases, projection).map(({ id }) => ({
    code: 'certificate-left',
    message: `the projection no longer has the certificate of the active release ${id}: ${fate}`,
  }));
}

/** The files in memory: the manifest, and the list if a change wrote it. */
export function heldFiles(
  manifest: Uint8Array | undefined,
  change?: Pick<ListChange, 'envelope'>,
): HeldFiles {
  return {
    ...(manifest === undefined ? {} : { manifest }),
    ...(change?.envelope === undefined ? {} : { list: change.envelope }),
  };
}

/** Converts a change of the list to the result of a command. */
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

/** The warnings of a change. */
export function changeWarnings({
  historyMissing,
  unopened = [],
}: Pick<ListChange, 'historyMissing' | 'unopened'>): readonly Warning[] {
  const missing = {
    code: 'history-missing',
    message:
      'the new version is current, but could not be written to the history. The next writer completes the history',
  };
  return [...(historyMissing ? [missing] : []), ...unopenedWarnings(unopened)];
}

/** One warning that names the objects in the history that do not verify. */
export function unopenedWarnings(unopened: readonly string[]): readonly Warning[] {
  if (unopened.length === 0) return [];
  const shown = unopened.slice(0, SHOWN_NAMES).join(', ');
  const more = unopened.length - SHOWN_NAMES;
  return [
    {
      code: 'history-junk',
      message: `the history has objects that do not verify (${shown}${more > 0 ? ` and ${more} more` : ''}), so somebody else wrote to the store. Until they are gone, only changes that narrow access continue`,
    },
  ];
}

const SHOWN_NAMES = 5;
