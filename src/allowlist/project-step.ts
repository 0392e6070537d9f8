import { canonicalJson } from '../base/canonical-json.js';
import type { ListProjection, ProjectedKey, Projection, Release } from './allow-list.js';
import { PROJECTION_MAX_STAGED } from './allow-list-limits.js';
import { evidenceFault, usedAfter } from './approval/approval-evidence.js';
import type { StepTime } from './approve-step.js';
import { releasesOfLeftCertificates } from './certificates-left.js';
import { changed, type ListBody, refused, type Step, unchanged } from './list-step.js';
import { retired } from './retire-step.js';
import type { StagedProjection, StepEvidence } from './staged-values.js';

export interface ProjectOperation {
  readonly kind: 'project';
  readonly staged: StagedProjection;
  readonly evidence: StepEvidence;
}

export interface ForgetOperation {
  readonly kind: 'forget';
  /** Keys with a policy that was read back without our statements. */
  readonly keys: readonly string[];
}

/**
 * Makes a staged projection that of the list. A key that it leaves out stays as `detached`. A projection in format v2 moves a
 * list in v1 to v2. In order: an equal projection changes nothing, unless it moves the list; refuses a record that was used
 * before (`approval-missing`), and keys without a role (`not-allowed`); checks the evidence (`approval-missing`). If the
 * record has `retireAfterSeconds`, active releases with a certificate that the projection no longer has are retired.
 */
export function projectStep(
  body: ListBody,
  { staged, evidence }: ProjectOperation,
  { now, version, format }: StepTime,
): Step {
  const before = body.projection;
  const { instanceRoles, certificates, approval } = staged.projection;
  const attached: readonly ProjectedKey[] = staged.projection.keys.map(
    ({ key, actions, bind, guard }) => ({ key, actions, bind, guard }),
  );
  const named = new Set(attached.map(({ key }) => key));
  const detached = before.keys
    .filter(({ key }) => !named.has(key))
    .map((key): ProjectedKey => ({ ...key, detached: true }));
  const projection: Projection = {
    instanceRoles,
    certificates,
    keys: [...attached, ...detached],
    ...(approval === undefined ? {} : { approval }),
  };
  const moves = format === 'v1' && staged.format === 'v2';
  if (same(projection, before) && !moves) return unchanged('the projection is the same');
  if (before.staged.includes(staged.sha256)) {
    return refused('approval-missing', 'the staged projection was already approved');
  }
  if (attached.length > 0 && instanceRoles.length === 0) {
    return refused('not-allowed', 'keys need an instance role: PCR3 is always bound');
  }
  const fault = evidenceFault(evidence, staged, staged.projection, now, body);
  if (fault !== undefined) return fault;
  const approvals = typeof evidence === 'string' ? [] : evidence.approvals;
  const carryOvers = staged.carriesOver === undefined ? before.carryOvers : approvals;
  const next: ListProjection = {
    ...projection,
    staged: [...before.staged, staged.sha256].slice(-PROJECTION_MAX_STAGED),
    approvals,
    ...(carryOvers === undefined || carryOvers.length === 0 ? {} : { carryOvers }),
  };
  const releases = withoutCertificate(body.releases, staged, { now, version });
  return changed({ ...body, releases, projection: next, ...usedAfter(body, evidence) });
}

function withoutCertificate(
  releases: readonly Release[],
  { projection, retireAfterSeconds }: StagedProjection,
  { now, version }: Pick<StepTime, 'now' | 'version'>,
): readonly Release[] {
  if (retireAfterSeconds === undefined) return releases;
  const left = new Set(releasesOfLeftCertificates(releases, projection));
  const retireAt = now + retireAfterSeconds * 1000;
  return releases.map((release) =>
    left.has(release) ? retired(release, retireAt, { version, now }) : release,
  );
}

/** Removes the detached keys among these from the list. Refuses an attached one (`not-allowed`). */
export function forgetStep(body: ListBody, { keys }: ForgetOperation): Step {
  const { projection } = body;
  const named = projection.keys.filter(({ key }) => keys.includes(key));
  const attached = named.find(({ detached }) => detached === undefined);
  if (attached !== undefined) {
    return refused('not-allowed', `key ${attached.key} is part of the projection`);
  }
  if (named.length === 0) return unchanged('none of these keys is detached');
  const left = projection.keys.filter((key) => !named.includes(key));
  return changed({ ...body, projection: { ...projection, keys: left } });
}

function same(a: Projection, b: Projection): boolean {
  const text = ({ instanceRoles, certificates, keys, approval }: Projection) =>
    canonicalJson({
      ...{ instanceRoles, certificates, keys },
      approval: approval?.sha256 ?? null,
    });
  return text(a) === text(b);
}
