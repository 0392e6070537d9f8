import { type Digester, digestInThread } from './digester.js';
import { nodeHashing } from './node-hashing.js';

/** Below this, starting threads costs more than they save. */
const THREADS_FROM_BYTES = 8 * 1024 * 1024;

const inThread = digestInThread(nodeHashing);

/** Node's hashes, and threads for large images. What runs the threads is loaded when there is such an image. */
export const digestWithNode: Digester = {
  hashing: nodeHashing,
  async digest(source, sections, observe) {
    if (source.sizeBytes < THREADS_FROM_BYTES) return inThread.digest(source, sections, observe);
    const { digestWithThreads } = await import('./on-demand.js');
    return digestWithThreads(source, sections, observe);
  },
};
