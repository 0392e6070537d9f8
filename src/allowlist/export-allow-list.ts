import { TrustError, UsageError } from '../base/errors.js';
import { formatInstant, type Instant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import { acceptedReleases } from './acceptance.js';
import type { Release } from './allow-list.js';
import {
  type ExportSource,
  envShape,
  evervaultShape,
  flashbotsShape,
  kmsConditionShape,
  nitroCliShape,
  pcrFlagsShape,
  prowlerShape,
  rvpsShape,
} from './export-shapes.js';
import type { VerifiedAllowList } from './verify-allow-list.js';

/** The currently accepted releases, in the format of another reader. */
export interface ExportedAllowList {
  readonly target: ExportTarget;
  /** ASCII, and ends with a line feed. */
  readonly text: string;
  /** The facts of the list that the shape cannot hold, as sentences for people. Never empty. */
  readonly lost: readonly string[];
}

/** The parts of a list that a shape holds, in addition to the PCRs. */
interface Shape {
  readonly render: (source: ExportSource) => string;
  /** Whether values stay together as sets, are one set only, or are listed register by register. */
  readonly sets: 'one' | 'kept' | 'mixed';
  readonly holds: readonly ('enclave' | 'ids' | 'retirement' | 'roles' | 'role-pcrs')[];
}

const SHAPES = {
  'nitro-cli': { render: nitroCliShape, sets: 'one', holds: [] },
  'kms-condition': { render: kmsConditionShape, sets: 'kept', holds: ['retirement', 'roles'] },
  prowler: { render: prowlerShape, sets: 'mixed', holds: ['role-pcrs'] },
  evervault: { render: evervaultShape, sets: 'kept', holds: ['enclave'] },
  'pcr-flags': { render: pcrFlagsShape, sets: 'mixed', holds: [] },
  rvps: { render: rvpsShape, sets: 'mixed', holds: [] },
  flashbots: { render: flashbotsShape, sets: 'kept', holds: ['ids'] },
  env: { render: envShape, sets: 'kept', holds: [] },
} as const satisfies Record<string, Shape>;

export type ExportTarget = keyof typeof SHAPES;

/** Every target by its name, as docs/exports.md lists them. */
export const EXPORT_TARGETS = Object.keys(SHAPES) as readonly ExportTarget[];

/**
 * Exports the releases that the list accepts at `now` in the shape of another reader (docs/exports.md), and reports what the
 * shape loses. Includes a retiring release while it is accepted. In order: the target is known (`usage`); the list is in
 * force (`list-expired`); the list accepts a release, and the one that `release` names (`not-allowed`), since some readers
 * take an empty list of values as "compare nothing"; there is one release if the shape holds one set (`usage`); if the shape
 * holds roles and the verifier requires approvals, the projection has them (`approval-missing`).
 *
 * Not checked: whether the reader compares as we do. The text carries no signature and no expiry.
 */
export function exportAllowList(
  verified: VerifiedAllowList,
  target: string,
  now: Instant,
  { release }: { readonly release?: string } = {},
): ExportedAllowList {
  const known = EXPORT_TARGETS.find((name) => name === target);
  if (known === undefined) {
    throw new UsageError(
      `expected one of ${EXPORT_TARGETS.join(', ')}, found ${JSON.stringify(target)}`,
      { hint: 'The command export also knows key-policy, key-policy-statements and hcl.' },
    );
  }
  const { list, unapproved } = verified;
  const accepted = acceptedReleases(verified, now);
  const releases = selected(accepted, release);
  const shape: Shape = SHAPES[known];
  if (shape.sets === 'one' && releases.length > 1) {
    throw new UsageError(`${known} holds one release, but the list accepts ${releases.length}`, {
      hint: `Name one of ${idsOf(releases)}.`,
    });
  }
  if (unapproved.projection && holdsRoles(shape)) {
    throw new TrustError(
      'approval-missing',
      `${known} holds the instance roles, but the projection lacks approvals by the pinned keys`,
      { hint: 'Run `pcr-allowlist publish --projection`, and have the projection approved.' },
    );
  }
  const { instanceRoles } = list.projection;
  const text = shape.render({ enclave: list.enclave, releases, instanceRoles });
  return { target: known, text, lost: lossesOf({ verified, accepted, releases, shape }) };
}

function selected(accepted: readonly Release[], id: string | undefined): ExportSource['releases'] {
  const [first, ...rest] = accepted.filter((release) => id === undefined || release.id === id);
  if (first !== undefined) return [first, ...rest];
  if (id === undefined || accepted.length === 0) {
    throw new TrustError(
      'not-allowed',
      'the list accepts no release now, so there is nothing to export',
      {
        hint: 'Have a release approved first. `pcr-allowlist status` shows what waits. To refuse every image, change the verifier itself.',
      },
    );
  }
  throw new TrustError('not-allowed', `the list accepts no release ${JSON.stringify(id)} now`, {
    hint: `It accepts ${idsOf(accepted)}.`,
  });
}

interface Loss {
  readonly verified: VerifiedAllowList;
  /** All accepted releases, and the exported ones among them. */
  readonly accepted: readonly Release[];
  readonly releases: readonly Release[];
  readonly shape: Shape;
}

function lossesOf(loss: Loss): readonly string[] {
  return [...listLosses(loss), ...releaseLosses(loss), ...nameLosses(loss)];
}

function listLosses({ verified: { list }, shape }: Loss): readonly string[] {
  const { version, expiresAt, removed, projection } = list;
  const lost = [
    `signature and version: a reader cannot check that this is signed version ${version}, or the newest version`,
    `expiry: the list expires at ${formatInstant(expiresAt)}, but this export does not expire`,
  ];
  if (removed.length > 0) {
    lost.push(`removals: ${removed.length} retired or revoked, which the export does not show`);
  }
  if (projection.instanceRoles.length > 0 && !shape.holds.includes('roles')) {
    lost.push(
      holdsRoles(shape)
        ? 'roles: the export has the PCR3 of each instance role, but not its ARN'
        : 'roles: PCR3 of the instance roles is not compared',
    );
  }
  return lost;
}

function releaseLosses({ accepted, releases, shape: { sets, holds } }: Loss): readonly string[] {
  const lost: string[] = [];
  const demanding = releases.filter(({ userData }) => userData !== undefined);
  if (demanding.length > 0) {
    lost.push(`user data: ${idsOf(demanding)} require a user_data, which is not compared`);
  }
  const others = accepted.filter((release) => !releases.includes(release));
  if (others.length > 0) lost.push(`other accepted releases: ${idsOf(others)}`);
  if (sets === 'mixed' && releases.length > 1) {
    lost.push('sets: PCR0 of one release is accepted together with PCR1, PCR2 or PCR8 of another');
  }
  for (const release of releases) {
    if (release.state !== 'retiring' || holds.includes('retirement')) continue;
    lost.push(
      `retirement: ${release.id} is accepted only until ${formatInstant(release.retireAt)}`,
    );
  }
  const unsigned = releases.filter(
    ({ measurements }) => measurements[ENCLAVE.signer] === undefined,
  );
  if (unsigned.length > 0) lost.push(unsignedLoss(unsigned, releases, sets));
  return lost;
}

/** We accept an unsigned release only without PCR8 or with a PCR8 of zeros. No shape contains zeros. */
function unsignedLoss(
  unsigned: readonly Release[],
  releases: readonly Release[],
  sets: Shape['sets'],
): string {
  return unsigned.length < releases.length && sets === 'mixed'
    ? `unsigned releases: PCR8 is listed for the signed ones, so a reader may refuse ${idsOf(unsigned)}`
    : `unsigned releases: ${idsOf(unsigned)} would be accepted with any PCR8`;
}

function nameLosses({ verified: { list }, releases, shape }: Loss): readonly string[] {
  const lost: string[] = [];
  if (!shape.holds.includes('ids')) lost.push(`ids: ${idsOf(releases)}`);
  if (!shape.holds.includes('enclave')) lost.push(`enclave: ${JSON.stringify(list.enclave)}`);
  return lost;
}

function holdsRoles({ holds }: Shape): boolean {
  return holds.includes('roles') || holds.includes('role-pcrs');
}

function idsOf(releases: readonly Release[]): string {
  return releases.map(({ id }) => id).join(', ');
}
