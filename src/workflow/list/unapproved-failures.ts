import type { AllowList } from '../../allowlist/allow-list.js';
import type { Unapproved } from '../../allowlist/approval/missing-approvals.js';
import { PROJECTION_ID } from '../../format/document-fields.js';
import type { Failure } from '../outcome.js';

/** What to do about a release or projection that the configuration's approval keys did not approve. */
const NEXT =
  'If the approval keys were changed, publish --projection carries releases over once it is approved. Else revoke the release, and find out who used the list key.';

/** What a list holds without the approvals that the configuration asks for: withheld from key policies and exports. */
export function unapprovedFailures(
  list: AllowList | undefined,
  unapproved: Unapproved,
): readonly Failure[] {
  if (list === undefined) return [];
  return unapprovedParts(list, unapproved).map((part): Failure => {
    const name = part === PROJECTION_ID ? 'the projection' : `release ${part}`;
    return {
      code: 'unapproved',
      message: `${name} lacks approvals by the keys of the configuration, and is withheld`,
      hint: NEXT,
    };
  });
}

/** Ids of releases, and `projection`. A projection without roles, certificates and keys needs no approval. */
export function unapprovedParts(
  { projection }: AllowList,
  { releases, projection: isUnapproved }: Unapproved,
): readonly string[] {
  const { instanceRoles, certificates, keys } = projection;
  const isEmpty = instanceRoles.length + certificates.length + keys.length === 0;
  return [...(isUnapproved && !isEmpty ? [PROJECTION_ID] : []), ...releases];
}
