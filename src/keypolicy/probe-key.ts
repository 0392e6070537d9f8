import type { AllowList } from '../allowlist/allow-list.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { PROBE_MAX_MS } from './key-policy-limits.js';
import { waitToReadAgain } from './read-back.js';

/** The answer of KMS to a request to decrypt without an attestation document. */
export type ProbeAnswer =
  | { readonly kind: 'denied' | 'allowed' }
  | { readonly kind: 'unknown'; readonly why: string };

/** Asks one key as one role. Nothing is decrypted, and it does not reject. */
export interface ProbePort {
  /** ARN of the role that asks. */
  readonly role: string;
  ask(): Promise<ProbeAnswer>;
}

/** The result of the live probe of one key. */
export interface KeyProbe {
  readonly role: string;
  /** Only `denied` is the expected answer. */
  readonly answer: 'denied' | 'allowed' | 'unknown';
  /** Why the probe could not tell. */
  readonly why?: string;
}

export interface ProbePorts {
  readonly clock: () => Instant;
  readonly sleep: (durationMs: DurationMs) => Promise<void>;
  readonly random: () => number;
}

/**
 * Asks KMS itself, as the role of one of our Allows, whether it would decrypt for a request without an attestation document,
 * which the policy must deny. For a role outside the list the answer is `unknown` without a request, since a denial would prove
 * nothing about our Allows. After a put, KMS may still decide by the old policy, so an allowed probe is repeated for
 * PROBE_MAX_MS. A denial holds for this moment and this caller, and does not show which policy denied.
 */
export async function probeKey(
  ports: ProbePorts,
  { role, ask }: ProbePort,
  { projection }: Pick<AllowList, 'projection'>,
  isJustPut: boolean,
): Promise<KeyProbe> {
  if (!projection.instanceRoles.some(({ arn }) => arn === role)) {
    return { role, answer: 'unknown', why: 'it is not an instance role of the list' };
  }
  const endAt = ports.clock() + (isJustPut ? PROBE_MAX_MS : 0);
  for (let attempt = 0; ; attempt++) {
    const answer = await ask();
    if (answer.kind === 'unknown') return { role, answer: 'unknown', why: answer.why };
    if (answer.kind === 'denied' || ports.clock() >= endAt) return { role, answer: answer.kind };
    await waitToReadAgain(ports, attempt);
  }
}
