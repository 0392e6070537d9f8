import type { AllowList } from '../allowlist/allow-list.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { PROBE_MAX_MS } from './key-policy-limits.js';
import { waitToReadAgain } from './read-back.js';

/** What KMS says to a request to decrypt without an attestation document. */
export type ProbeAnswer =
  | { readonly kind: 'denied' | 'allowed' }
  | { readonly kind: 'unknown'; readonly why: string };

/** Asks one key as one role. Nothing is decrypted, and it does not reject. */
export interface ProbePort {
  /** ARN of the role that asks. */
  readonly role: string;
  ask(): Promise<ProbeAnswer>;
}

/** How the live probe of one key came out. */
export interface KeyProbe {
  readonly role: string;
  /** `denied` alone is as it should be. */
  readonly answer: 'denied' | 'allowed' | 'unknown';
  /** Why nobody can tell. */
  readonly why?: string;
}

export interface ProbePorts {
  readonly clock: () => Instant;
  readonly sleep: (durationMs: DurationMs) => Promise<void>;
  readonly random: () => number;
}

/**
 * Asks KMS itself, as the role of one of our Allows, whether it would decrypt for a request that brings no attestation
 * document, which the policy has to deny. As a role to which the list gives nothing the answer is `unknown` and nobody is
 * asked: that it is denied would say nothing of our Allows. After a put, KMS may still decide by the policy before: what it
 * allows is asked again for PROBE_MAX_MS. A denial is of this moment and this caller, and does not say which policy denied.
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
