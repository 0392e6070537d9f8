import { referenceValuesOf } from '../../allowlist/list-reference-values.js';
import type { VerifiedAllowList } from '../../allowlist/verify-allow-list.js';
import { MINUTE_MS } from '../../base/instant.js';
import { mapConcurrently } from '../../base/map-concurrently.js';
import type { Observation, ObservedDocument } from '../../drift/observations.js';
import { appraiseDocument } from '../../evidence/appraise-document.js';
import { decodeDocument } from '../../evidence/document-encoding.js';
import type { Expectations } from '../../evidence/expectations.js';
import { awsNitroRoot } from '../../evidence/nitro-root.js';
import { measureEif } from '../../measure/measure-eif.js';
import type { DriftRequest } from '../options/drift-request.js';
import { plainQuestion } from '../options/endpoint-question.js';
import type { ListPorts } from '../ports.js';
import { OBSERVATIONS_AT_ONCE, observe } from './observation.js';

/** The maximum age of the document of a running enclave. */
const MAX_AGE_MS = 5 * MINUTE_MS;

/** Measures images again, one after the other, because each takes the whole machine. */
export async function observeImages(
  names: readonly string[],
  ports: ListPorts,
): Promise<Observation['images']> {
  const found: Observation['images'][number][] = [];
  for (const name of names) {
    found.push([
      name,
      await observe(async () => {
        const source = await ports.openImage(name, undefined);
        try {
          const { image, measurements } = await measureEif(source, {
            onProgress: (done, total) => ports.onProgress?.(name, done, total),
          });
          return { sha256: image.sha256, measurements };
        } finally {
          await source.close();
        }
      }),
    ]);
  }
  return found;
}

/**
 * Appraises documents against the current list. Documents in files are verified at their own time, because their
 * certificates are valid for three hours. Endpoints are asked with a new nonce.
 */
export async function observeDocuments(
  { documents, urls, method }: DriftRequest,
  verified: VerifiedAllowList,
  ports: ListPorts,
): Promise<Observation['documents']> {
  const appraised = async (
    bytes: Uint8Array,
    how: Pick<Expectations, 'nonce' | 'maxAgeMs'>,
  ): Promise<ObservedDocument> => {
    const trust = { root: awsNitroRoot() };
    const expectations = { ...how, now: ports.now, remembered: verified.id };
    const reference = referenceValuesOf(verified);
    const { appraisal } = await appraiseDocument(
      decodeDocument(bytes),
      trust,
      reference,
      expectations,
    );
    return {
      accepted: appraisal.accepted,
      ...(appraisal.accepted ? { release: appraisal.release.id } : {}),
      reasons: appraisal.reasons,
    };
  };
  const fromFiles = await mapConcurrently(documents, OBSERVATIONS_AT_ONCE, async (name) => {
    const read = async () =>
      appraised(await ports.readBytes(name), { nonce: 'not-required', maxAgeMs: 'archived' });
    return [name, await observe(read)] as const;
  });
  const fromEnclaves = await mapConcurrently(urls, OBSERVATIONS_AT_ONCE, async (url) => {
    const question = plainQuestion(url, method);
    const nonce = ports.randomBytes(question.nonce.bytes);
    const ask = async () =>
      appraised(await ports.askForDocument(question, nonce), { nonce, maxAgeMs: MAX_AGE_MS });
    return [url, await observe(ask)] as const;
  });
  return [...fromFiles, ...fromEnclaves];
}
