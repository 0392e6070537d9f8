import type { AllowList } from '../../allowlist/allow-list.js';
import type { Unapproved } from '../../allowlist/approval/missing-approvals.js';
import { PROJECTION_ID } from '../../format/document-fields.js';
import type { Failure } from '../outcome.js';

/** The hint for a release or projection without approvals by the approval keys of the configuration. */
const NEXT =
  'If the approval keys were changed, run `pcr-allowlist publish --projection`: its approval carries the releases over. Otherwise revoke the release, and find out who used the list key.';

/** The parts of a list without the approvals that the configuration requires. Key policies and exports omit them. */
export function unapprovedFailures(
  list: AllowList | undefined,
  unapproved: Unapproved,
): readonly Failure[] {
  if (list === undefined) return [];
  return unapprovedParts(list, unapproved).map((part): Failure => {
    const name = part === PROJECTION_ID ? 'the projection' : `release ${part}`;
    return {
      code: 'unapproved',
      message: `${name} lacks approvals by the keys of the configuration, and is withheld from key policies and exports`,
      hint: NEXT,
    };
  });
}

/** The ids of releases, and `projection`. A projection without roles, certificates and keys needs no approval. */
export function unapprovedParts(
  { projection }: AllowList,
  { releases, projection: isUnapproved }: Unapproved,
): readonly string[] {
  const { instanceRoles, certificates, keys } = projection;
  const isEmpty = instanceRoles.length + certificates.length + keys.length === 0;
  return [...(isUnapproved && !isEmpty ? [PROJECTION_ID] : []), ...releases];
}
