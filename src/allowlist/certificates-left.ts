import { ENCLAVE } from '../format/platform.js';
import type { Projection, Release } from './allow-list.js';

/** The active releases with an image that none of these certificates signed. */
export function releasesOfLeftCertificates<One extends Pick<Release, 'state' | 'measurements'>>(
  releases: readonly One[],
  { certificates }: Pick<Projection, 'certificates'>,
): readonly One[] {
  const known = new Set<string>(certificates.map((certificate) => certificate[ENCLAVE.signer]));
  return releases.filter(({ state, measurements }) => {
    const signer = measurements[ENCLAVE.signer];
    return state === 'active' && signer !== undefined && !known.has(signer);
  });
}
