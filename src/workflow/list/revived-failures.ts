import type { VerifiedAllowList } from '../../allowlist/verify-allow-list.js';
import type { Failure } from '../outcome.js';

/** What a list accepts although this reader knows it as revoked: none of it is accepted here. */
export function revivedFailures({
  list,
  revived,
}: Pick<VerifiedAllowList, 'list' | 'revived'>): readonly Failure[] {
  return list.releases
    .filter(({ id }) => revived.has(id))
    .map(
      ({ id }): Failure => ({
        code: 'revived',
        message: `the image of release ${id} was revoked before, and nothing that is trusted here brought it back`,
        hint: 'If it is trusted again, publish it with --again and have it approved anew. Else find out who used the list key.',
      }),
    );
}
