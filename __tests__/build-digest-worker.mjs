import { buildDigestWorker } from '../scripts/digest-worker.mjs';

/** Jest calls this before the tests of each run, also while it watches. */
export default buildDigestWorker;
