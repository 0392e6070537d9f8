import { backoffMs } from '../base/backoff.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { READ_BACK_MAX_MS, READ_WAIT, STABLE_READS } from './key-policy-limits.js';

export interface ReadBackPorts {
  /** Reads the policy once, and returns the digest of its normal form. */
  readonly read: () => Promise<string>;
  readonly clock: () => Instant;
  readonly sleep: (durationMs: DurationMs) => Promise<void>;
  readonly random: () => number;
}

export interface Expected {
  /** The digest of the put policy. */
  readonly put: string;
  /** Digests of the replaced policies, which late reads may show. */
  readonly replaced: readonly string[];
  /** How long reads must stay equal after they are stable. */
  readonly settleMs: DurationMs;
}

/**
 * The result of the reads after a put. `stable`: STABLE_READS in a row showed the policy, and so did all reads for `settleMs`
 * after them. This does not prove that KMS already decides by it. `foreign`: as many in a row showed a document that is neither
 * this one nor a replaced one, so somebody wrote after us. `not-seen`: neither happened within READ_BACK_MAX_MS. `otherSeen`: at
 * least one read showed such a document.
 */
export interface ReadBack {
  readonly kind: 'stable' | 'foreign' | 'not-seen';
  readonly otherSeen: boolean;
}

/** Reads until the answer is stable, with increasing waits. Rejects as a read does. */
export async function readBack(ports: ReadBackPorts, expected: Expected): Promise<ReadBack> {
  const { read, clock } = ports;
  const endAt = clock() + READ_BACK_MAX_MS + expected.settleMs;
  let otherSeen = false;
  let last: string | undefined;
  let inARow = 0;
  let since = clock();
  for (let attempt = 0; ; attempt++) {
    const found = await read();
    const isPut = found === expected.put;
    const isOther = !isPut && !expected.replaced.includes(found);
    otherSeen ||= isOther;
    if (found !== last) since = clock();
    inARow = found === last ? inARow + 1 : 1;
    last = found;
    if (isPut && inARow >= STABLE_READS && clock() - since >= expected.settleMs) {
      return { kind: 'stable', otherSeen };
    }
    if (isOther && inARow >= STABLE_READS) return { kind: 'foreign', otherSeen };
    if (clock() >= endAt) return { kind: 'not-seen', otherSeen };
    await waitToReadAgain(ports, attempt);
  }
}

/**
 * Waits before the next read. The wait is drawn from the upper half of the bound in READ_WAIT, so that many keys do not
 * read in step.
 */
export async function waitToReadAgain(
  { sleep, random }: Pick<ReadBackPorts, 'sleep' | 'random'>,
  attempt: number,
): Promise<void> {
  await sleep(backoffMs(attempt, 0.5 + random() / 2, READ_WAIT));
}

/**
 * Whether every read until the instant shows the document with this digest: `moved` at the first that does not, `stopped`
 * once `isStopped` says so. Rejects as a read does.
 */
export async function staysPut(
  ports: ReadBackPorts & { readonly isStopped: () => boolean },
  digest: string,
  until: Instant,
): Promise<'stayed' | 'moved' | 'stopped'> {
  for (let attempt = 0; ; attempt++) {
    const isOver = ports.clock() >= until;
    if ((await ports.read()) !== digest) return 'moved';
    if (isOver) return 'stayed';
    if (ports.isStopped()) return 'stopped';
    await waitToReadAgain(ports, attempt);
  }
}
