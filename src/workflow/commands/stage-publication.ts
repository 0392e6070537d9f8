import type { CurrentState } from '../../allowlist/read-current.js';
import type { StagedDraft } from '../../allowlist/staged-names.js';
import type { Staged } from '../../allowlist/staged-values.js';
import type { Warning } from '../../base/errors.js';
import type { PcrManifest } from '../../manifest/manifest.js';
import type { Enclave } from '../list/enclave.js';
import { type OpenList, openListSigner, openManifestSigner } from '../list/open-list.js';
import {
  findEarlierRecord,
  findManifest,
  writeManifest,
  writeStagedRecord,
} from '../list/staging.js';
import type { ListPorts, OpenedSigner } from '../ports.js';

/** The signers of a publication. */
export interface Signers {
  readonly manifest: OpenedSigner;
  /** Undefined if approval is required, because then this run does not need the list key. */
  readonly list: OpenedSigner | undefined;
}

/** Opens the signers of a publication. They are trusted (`threshold-not-met`). */
export async function openSigners(
  enclave: Enclave,
  ports: ListPorts,
  warnings: Warning[],
): Promise<Signers> {
  const manifest = await openManifestSigner(enclave, ports);
  const automatic = enclave.configuration.approval === 'none';
  const list = automatic ? await openListSigner(enclave, ports) : undefined;
  warnings.push(...manifest.warnings);
  if (list !== undefined && list.address !== manifest.address) warnings.push(...list.warnings);
  return { manifest, list };
}

/** The record that waits now. */
export interface StagedNow {
  readonly staged: Staged;
  /** Whether this run wrote the record. */
  readonly isNew: boolean;
  /** The file of the manifest. Undefined for the projection. */
  readonly manifest?: Uint8Array;
}

/** Writes the manifest and the staged record, or finds those of an earlier run. */
export async function stage(
  draft: StagedDraft,
  manifest: PcrManifest | undefined,
  { enclave, opened }: OpenList,
  state: CurrentState | undefined,
  signers: Signers,
  ports: ListPorts,
): Promise<StagedNow> {
  const { store } = opened;
  const stored =
    manifest === undefined
      ? undefined
      : ((await findManifest(store, manifest, enclave.manifestTrust)) ??
        (await writeManifest(store, manifest, signers.manifest, enclave.manifestTrust)));
  const whole: StagedDraft =
    draft.kind === 'projection' || stored === undefined
      ? draft
      : { ...draft, manifest: { path: stored.path, sha256: stored.sha256 } };
  const held = stored === undefined ? {} : { manifest: stored.envelope };
  const waits = signers.list === undefined;
  const earlier = waits
    ? await findEarlierRecord(store, whole, enclave, state?.verified.list)
    : undefined;
  if (earlier !== undefined) return { staged: earlier, isNew: false, ...held };
  const staged = await writeStagedRecord(store, whole, signers.manifest, enclave, ports);
  return { staged, isNew: true, ...held };
}
