import { AdapterError, CodedError } from '../base/errors.js';
import type { DurationMs } from '../base/instant.js';
import { mapConcurrently } from '../base/map-concurrently.js';
import { policyDigest } from '../iam/policy-digest.js';
import {
  type ApplyPorts,
  type ApplyRequest,
  applyKey,
  type KeyResult,
  type KeyTarget,
} from './apply-key.js';
import { KEYS_AT_ONCE, PUT_INTERVAL_MS } from './key-policy-limits.js';
import type { KeyPolicyPort } from './key-policy-port.js';
import { type KeyProbe, probeKey } from './probe-key.js';
import { readBack } from './read-back.js';

export interface ApplyKeysRequest extends ApplyRequest {
  /** `--settle`: how long reads must show the put policy before it counts as settled. 0 does not wait. */
  readonly settleMs: DurationMs;
}

/** The outcome for one of several keys. A key that does not answer does not stop the others. */
export type KeyEnd =
  | {
      readonly key: string;
      readonly result: KeyResult;
      /** After `settleMs`: `moved` if reads show another policy, `unknown` if they fail. */
      readonly settled: 'settled' | 'moved' | 'unknown' | 'not-awaited';
      /** Absent if no probe was requested, and for a key that left the projection. */
      readonly probe?: KeyProbe;
    }
  | { readonly key: string; readonly error: unknown };

/**
 * Makes the policies of several keys follow the list, KEYS_AT_ONCE in parallel, with at least PUT_INTERVAL_MS between two puts
 * in one account and region. Releases the leases before the time to settle begins, and probes after it. Resolves with one
 * outcome for each key, in order. The error of one key does not reject.
 */
export async function applyKeys(
  ports: Omit<ApplyPorts, 'pace'>,
  targets: readonly KeyTarget[],
  request: ApplyKeysRequest,
): Promise<readonly KeyEnd[]> {
  const paced: ApplyPorts = { ...ports, pace: pacer(ports) };
  return mapConcurrently(targets, KEYS_AT_ONCE, (target) => end(paced, target, request));
}

async function end(
  ports: ApplyPorts,
  target: KeyTarget,
  request: ApplyKeysRequest,
): Promise<KeyEnd> {
  const { key } = target.port;
  try {
    const result = await applyKey(ports, target, request);
    const settled = await settle(ports, target, result, request.settleMs);
    const probe = await probed(ports, target, result);
    return { key, result, settled, ...(probe === undefined ? {} : { probe }) };
  } catch (error) {
    return { key, error };
  }
}

/** Runs after the lease was released. Also runs without a put, since KMS does not decide by the policy alone. */
async function probed(
  ports: ApplyPorts,
  { port, probe }: KeyTarget,
  { plan, written }: KeyResult,
): Promise<KeyProbe | undefined> {
  if (probe === undefined || plan.isDetached) return undefined;
  ports.progress({ key: port.key, what: 'probing' });
  try {
    const { list } = await ports.readList();
    return await probeKey(ports, probe, list, written.length > 0);
  } catch (error) {
    // The put policy stays in force.
    if (!(error instanceof CodedError)) throw error;
    return { role: probe.role, answer: 'unknown', why: error.message };
  }
}

async function settle(
  ports: ApplyPorts,
  { port }: KeyTarget,
  { written, plan }: KeyResult,
  settleMs: DurationMs,
): Promise<'settled' | 'moved' | 'unknown' | 'not-awaited'> {
  const last = written.at(-1);
  if (settleMs === 0 || last === undefined) return 'not-awaited';
  const read = async () => policyDigest(await port.readPolicy());
  const put = policyDigest(plan.policy);
  try {
    const seen = await readBack({ ...ports, read }, { put, replaced: [], settleMs });
    return seen.kind === 'stable' ? 'settled' : 'moved';
  } catch (error) {
    // The stable read-back before remains valid.
    if (error instanceof AdapterError) return 'unknown';
    throw error;
  }
}

/** Spaces the puts of each account and region in time. */
function pacer({ clock, sleep }: Pick<ApplyPorts, 'clock' | 'sleep'>): ApplyPorts['pace'] {
  const next = new Map<string, number>();
  return async ({ place: { account, region } }: KeyPolicyPort) => {
    const name = `${account}/${region}`;
    const at = Math.max(clock(), next.get(name) ?? 0);
    next.set(name, at + PUT_INTERVAL_MS);
    if (at > clock()) await sleep(at - clock());
  };
}
