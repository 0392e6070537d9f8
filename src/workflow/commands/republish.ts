import type { RollbackChoice } from '../../allowlist/rollback-choice.js';
import { TrustError, type Warning } from '../../base/errors.js';
import { ENCLAVE } from '../../format/platform.js';
import type { PcrManifest } from '../../manifest/manifest.js';
import type { OpenList } from '../list/open-list.js';
import { findStaged, readManifest, requireSamePcrs } from '../list/staging.js';
import type { CommandName } from '../options/command-table.js';
import type { Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { givenMeasurementsError, requireAllowedImage } from './image-to-publish.js';
import type { ListResult } from './list-result.js';
import { publishManifest } from './publish.js';

/**
 * Reads the manifest of a release that comes back from the store. In order: the manifest that the release names, or
 * that the staged record of a retired release names (`not-allowed` if the record is missing); it verifies under the
 * current manifest keys, is the same file, and has the same PCRs (`pcr-mismatch`); the configuration allows the image
 * as in `publish`, and given measurements only if approval is required (`not-allowed`).
 */
export async function storedManifest(
  target: RollbackChoice['target'],
  { enclave, opened }: OpenList,
): Promise<PcrManifest> {
  const source =
    target.standing === 'retired'
      ? await removedRecord(target, { enclave, opened })
      : target.release;
  const { path, sha256 } = source.manifest;
  const stored = await readManifest(opened.store, path, enclave.manifestTrust);
  if (stored.sha256 !== sha256) {
    throw new TrustError('pcr-mismatch', `${path} is not the manifest of release ${target.id}`, {
      at: { object: path },
    });
  }
  requireSamePcrs(stored.manifest, source, path);
  requireAllowedImage(stored.manifest.measurements, enclave);
  const { approval, 'allow-given-measurements': takesGiven } = enclave.configuration;
  if (stored.manifest.measured === 'given' && approval === 'none' && !takesGiven) {
    throw givenMeasurementsError(enclave.file);
  }
  return stored.manifest;
}

async function removedRecord(
  { id, removed }: Extract<RollbackChoice['target'], { standing: 'retired' }>,
  { enclave, opened }: Pick<OpenList, 'enclave' | 'opened'>,
) {
  const { records } = await findStaged(opened.store, id, enclave);
  const record = records.find(({ sha256 }) => sha256 === removed.staged);
  if (record?.kind === 'release' && record.measurements[ENCLAVE.image] === removed[ENCLAVE.image])
    return record;
  throw new TrustError(
    'not-allowed',
    `the staged record ${removed.staged} of release ${id} is missing from the store, or does not verify`,
    { hint: 'Publish the image itself.' },
  );
}

/** Stages a release again with its stored manifest, and continues like `publish --again`. */
export function republish(
  command: CommandName,
  { id, dryRun, noReconcile }: { id: string; dryRun: boolean; noReconcile: boolean },
  manifest: PcrManifest,
  { enclave }: OpenList,
  ports: ListPorts,
  warnings: Warning[],
): Promise<Outcome<ListResult>> {
  const request = { release: id, again: true, retiresNow: false, dryRun, noReconcile };
  return publishManifest(command, request, manifest, enclave, ports, warnings);
}
