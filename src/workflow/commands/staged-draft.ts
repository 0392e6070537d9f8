import type { AllowList } from '../../allowlist/allow-list.js';
import { releasesOfLeftCertificates } from '../../allowlist/certificates-left.js';
import { projectionIn } from '../../allowlist/projection-digest.js';
import type { StagedDraft } from '../../allowlist/staged-names.js';
import type { Warning } from '../../base/errors.js';
import { isReleaseId, RELEASE_ID_FORM } from '../../format/document-fields.js';
import { ENCLAVE } from '../../format/platform.js';
import type { PcrManifest } from '../../manifest/manifest.js';
import { carriedReleases } from '../list/carried-releases.js';
import type { Enclave } from '../list/enclave.js';
import type { OpenList } from '../list/open-list.js';
import type { PublishRequest } from '../options/publish-request.js';
import type { ListPorts } from '../ports.js';
import { givenMeasurementsError, readImageToPublish } from './image-to-publish.js';
import { inOrderOfExit } from './measure.js';

/** The placeholder for a SHA-256 in a dry run, which signs and writes no record. */
export const NOT_WRITTEN = '0'.repeat(64);

/** The number of hexadecimal digits of PCR0 in a default release id. */
const ID_DIGITS = 12;

/**
 * Builds the manifest to publish. Undefined for the projection. In order: the image (`readImageToPublish`); the
 * requirements, of which the first refusal is thrown and the others become warnings; without required approval, given
 * measurements are allowed by the configuration (`not-allowed`).
 */
export async function manifestToPublish(
  { what, requirements, userData, release }: PublishRequest,
  enclave: Enclave,
  ports: ListPorts,
  warnings: Warning[],
): Promise<PcrManifest | undefined> {
  if (what === 'projection') return undefined;
  const image = await readImageToPublish(what, requirements, enclave, ports);
  const [refusal, ...others] = inOrderOfExit(image.refusals);
  warnings.push(...others.map(({ code, message }) => ({ code, message })), ...image.warnings);
  if (refusal !== undefined) throw refusal;
  const manifest = userData === undefined ? image.manifest : { ...image.manifest, userData };
  if (manifest.source === undefined && manifest.build === undefined) {
    warnings.push({
      code: 'build-not-observed',
      message: 'this run is not in CI, so the manifest does not name the source and the build',
    });
  }
  warnings.push(...tagWarnings(release, manifest));
  const { configuration, file } = enclave;
  const automatic = configuration.approval === 'none';
  if (manifest.measured === 'given' && automatic && !configuration['allow-given-measurements']) {
    throw givenMeasurementsError(file);
  }
  return manifest;
}

/**
 * The record to stage, in the format of the current list. The path of its manifest is set after the manifest is
 * written.
 */
export async function stagedDraft(
  { release, again, retiresNow }: Pick<PublishRequest, 'release' | 'again' | 'retiresNow'>,
  manifest: PcrManifest | undefined,
  { enclave }: OpenList,
  list: AllowList | undefined,
  ports: ListPorts,
): Promise<StagedDraft> {
  const format = list?.format ?? 'v2';
  const common = { format, ...enclave.pin, stagedAt: ports.now };
  if (manifest === undefined) {
    const { approvalKeys } = enclave;
    const projection = projectionIn(enclave.projection, format);
    const carriesOver =
      format === 'v1' ? undefined : await carriedReleases(list, projection, approvalKeys);
    const left = releasesOfLeftCertificates(list?.releases ?? [], projection);
    const retireAfterMs = retiresNow ? 0 : enclave.configuration['retire-after'];
    return {
      ...{ kind: 'projection', ...common, projection },
      ...(carriesOver === undefined ? {} : { carriesOver }),
      ...(format === 'v1' || left.length === 0
        ? {}
        : { retireAfterSeconds: Math.ceil(retireAfterMs / 1000) }),
    };
  }
  const { image, platform, measurements, userData, source } = manifest;
  const id = release ?? defaultId(manifest);
  return {
    kind: 'release',
    ...common,
    id,
    platform,
    measurements,
    ...(userData === undefined ? {} : { userData }),
    image,
    manifest: { path: `manifests/${measurements[ENCLAVE.image]}/`, sha256: NOT_WRITTEN },
    ...(source === undefined ? {} : { source: { observed: true, ...source } }),
    again,
  };
}

/**
 * The default id. It is the tag of the build, with one `-` for each run of characters that an id cannot contain and
 * none at the ends, such as `enclave-v1.0.0` for `enclave/v1.0.0`. If that is not an id either, or no tag was built, it
 * is the beginning of PCR0, which is the same in each run.
 */
function defaultId(manifest: PcrManifest): string {
  const tag = tagOf(manifest) ?? '';
  if (isReleaseId(tag)) return tag;
  const id = tag.replace(/[^A-Za-z0-9._+-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '');
  return isReleaseId(id) ? id : manifest.measurements[ENCLAVE.image].slice(0, ID_DIGITS);
}

function tagOf({ source }: PcrManifest): string | undefined {
  return /^refs\/tags\/(.+)$/s.exec(source?.ref ?? '')?.[1];
}

/** Reports the id that a tag such as `enclave/v1.0.0` was mapped to. */
function tagWarnings(release: string | undefined, manifest: PcrManifest): readonly Warning[] {
  const tag = tagOf(manifest);
  if (release !== undefined || tag === undefined || isReleaseId(tag)) return [];
  return [
    {
      code: 'tag-not-an-id',
      message: `the tag ${JSON.stringify(tag)} is not a valid release id (${RELEASE_ID_FORM}), so the id is ${defaultId(manifest)}. Set release to choose another id`,
    },
  ];
}
