import type { VerifiedAllowList } from '../../allowlist/verify-allow-list.js';
import type { Failure } from '../outcome.js';

/**
 * Releases that the list accepts although this verifier remembers them as revoked. This verifier does not accept them.
 */
export function revivedFailures({
  list,
  revived,
}: Pick<VerifiedAllowList, 'list' | 'revived'>): readonly Failure[] {
  return list.releases
    .filter(({ id }) => revived.has(id))
    .map(
      ({ id }): Failure => ({
        code: 'revived',
        message: `the image of release ${id} was revoked before, and no trusted approval brought it back`,
        hint: 'If the image is trusted again, publish it with --again and approve it. Otherwise find out who used the list key.',
      }),
    );
}
