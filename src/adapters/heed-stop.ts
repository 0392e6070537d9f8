/** Ends each running watch. */
const watches = new Set<() => void>();

function stopAll(): void {
  for (const stop of watches) stop();
}

/**
 * Runs a watch during which SIGINT and SIGTERM do not end the process. The watch sees the signal in `isStopped` and
 * ends, and the command reports the outcome.
 */
export async function heedStop<T>(watch: (isStopped: () => boolean) => Promise<T>): Promise<T> {
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  if (watches.size === 0) {
    process.on('SIGINT', stopAll);
    process.on('SIGTERM', stopAll);
  }
  watches.add(stop);
  try {
    return await watch(() => isStopped);
  } finally {
    watches.delete(stop);
    if (watches.size === 0) {
      process.off('SIGINT', stopAll);
      process.off('SIGTERM', stopAll);
    }
  }
}
