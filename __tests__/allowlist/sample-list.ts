import { createHash } from 'node:crypto';
import type { Approval, Release } from '../../src/allowlist/allow-list.js';
import { encodeAllowList, versionIdOf } from '../../src/allowlist/allow-list-document.js';
import { EMPTY_BODY } from '../../src/allowlist/list-step.js';
import type { ListTrust } from '../../src/allowlist/list-trust.js';
import { projectionSha256 } from '../../src/allowlist/projection-digest.js';
import type {
  Evidence,
  Staged,
  StagedProjection,
  StagedRelease,
} from '../../src/allowlist/staged-values.js';
import {
  type CurrentList,
  type Operation,
  type Transition,
  type TransitionContext,
  transition,
} from '../../src/allowlist/transition.js';
import type { UpdatePorts } from '../../src/allowlist/update-allow-list.js';
import { DAY_MS, HOUR_MS } from '../../src/base/instant.js';
import { encodeDsse, preAuthenticationEncoding } from '../../src/format/dsse.js';
import type { DocumentFormat } from '../../src/format/statement.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { type MemorySigner, memorySigner } from '../fakes/memory-signer.js';
import type { MemoryBucket } from '../fakes/memory-store.js';

/** 2026-01-31T12:00:00Z */
export const NOW = 1_769_860_800_000;
export const LIST = '0123456789abcdef'.repeat(2);
export const ENCLAVE = 'signer';
export const LIFE_MS = 30 * DAY_MS;

export const pcr = (text: string) => createHash('sha384').update(text).digest('hex');
export const digest = (text: string) => createHash('sha256').update(text).digest('hex');

let records = 0;

/** A record that was never there before, of the image and, where told, of another signature of it. */
export function stagedRelease(
  id: string,
  image: string,
  { stagedAt = NOW, again = false, signer = 'signer', format = 'v2' as DocumentFormat } = {},
): StagedRelease {
  return {
    format,
    kind: 'release',
    sha256: digest(`record ${++records}`),
    list: LIST,
    enclave: ENCLAVE,
    stagedAt,
    id,
    platform: 'nitro-enclave',
    again,
    measurements: {
      PCR0: pcr(`${image} 0`),
      PCR1: pcr(`${image} 1`),
      PCR2: pcr(`${image} 2`),
      PCR8: pcr(signer),
    },
    image: { name: `${image}.eif`, sha256: digest(image) },
    manifest: { path: `manifests/${pcr(`${image} 0`)}/x.dsse.json`, sha256: digest(id) },
    source: { observed: true, repository: 'acme/signer', commit: 'a'.repeat(40), ref: 'main' },
  };
}

export const ROLE = { arn: 'arn:aws:iam::111122223333:role/signer', PCR3: pcr('role') };
export const key = (name: string) => ({
  key: `arn:aws:kms:us-east-1:111122223333:key/${name}`,
  actions: ['kms:Decrypt'],
  bind: ['PCR0', 'PCR3', 'PCR8'] as const,
  guard: true,
});

export function stagedProjection(
  keys: readonly string[],
  stagedAt = NOW,
  format: DocumentFormat = 'v2',
): StagedProjection {
  return {
    format,
    kind: 'projection',
    sha256: digest(`record ${++records}`),
    list: LIST,
    enclave: ENCLAVE,
    stagedAt,
    projection: {
      instanceRoles: [ROLE],
      certificates: [{ PCR8: pcr('signer'), sha256: digest('der'), notAfter: NOW + 400 * DAY_MS }],
      keys: keys.map(key),
    },
  };
}

export function keyApproval(
  staged: Staged | Pick<Staged, 'format' | 'sha256'>,
  by = 'alice',
  approvedAt = NOW,
): Approval {
  return {
    source: 'key',
    projection: projectionSha256(
      'projection' in staged ? staged.projection : EMPTY_BODY.projection,
      staged.format,
    ),
    staged: staged.sha256,
    sha256: digest(`${by} approves ${staged.sha256}`),
    by,
    approvedAt,
    expiresAt: approvedAt + DAY_MS,
    envelope: {
      payload: 'e30=',
      payloadType: STATEMENT_PAYLOAD_TYPE,
      signatures: [{ keyid: by, sig: 'AA==' }],
    },
  };
}

export function evidence(...approvals: readonly Approval[]): Evidence {
  return { required: [{ source: 'key', count: 1 }], approvals };
}

export const approveOp = (staged: StagedRelease): Operation => {
  return { kind: 'approve', staged, evidence: 'not-required' };
};
export const retireOp = (id: string, afterMs = 72 * HOUR_MS, allowEmpty = false): Operation => {
  return { kind: 'retire', id, afterMs, allowEmpty };
};
export const revokeOp = (id: string, allowEmpty = false): Operation => {
  return { kind: 'revoke', which: { id }, reason: 'leaked key', allowEmpty };
};

export const context = (now = NOW): TransitionContext => {
  return { list: LIST, enclave: ENCLAVE, now, expiresInMs: LIFE_MS };
};

export function step(
  current: CurrentList | undefined,
  operation: Operation,
  now = NOW,
): Transition {
  return transition(current, operation, context(now));
}

/** A list without anything in it, at version 1. New lists are in v2; one in v1 is from before there was a v2. */
export function emptyList(format: DocumentFormat, now = NOW): CurrentList {
  const { list } = next(undefined, { kind: 'create' }, now);
  const { latestExpiresAt: _, ...facts } = list;
  const empty = format === 'v1' ? { ...facts, format } : list;
  return { list: empty, id: versionIdOf(empty, encodeAllowList(empty)) };
}

/** The operations one after the other, each of which has to change something; a number advances the clock. */
export function grown(...operations: readonly Operation[]): CurrentList {
  return grownAt(NOW, undefined, ...operations);
}

export function grownAt(
  now: number,
  start: CurrentList | undefined,
  ...operations: readonly Operation[]
): CurrentList {
  let current = start;
  for (const operation of operations) current = next(current, operation, now);
  if (current === undefined) throw new Error('no operation');
  return current;
}

export function next(
  current: CurrentList | undefined,
  operation: Operation,
  now = NOW,
): CurrentList {
  const result = step(current, operation, now);
  if (result.kind !== 'next') throw new Error(`${operation.kind}: ${result.message}`);
  return { list: result.list, id: versionIdOf(result.list, encodeAllowList(result.list)) };
}

/** `unchanged`, `next`, or the code of the refusal. */
export function verdict(current: CurrentList | undefined, operation: Operation, now = NOW): string {
  const result = step(current, operation, now);
  return result.kind === 'refused' ? result.code : result.kind;
}

export const ids = ({ list }: CurrentList) => list.releases.map(({ id }) => id);
export const release = ({ list }: CurrentList, id: string): Release | undefined =>
  list.releases.find((one) => one.id === id);

/** The key of the list, and one that nobody trusts. */
export const LIST_KEY = memorySigner();
export const OTHER_KEY = memorySigner();

/** An envelope with a key's signature, each time another one, as ECDSA makes it. */
export function sealed(
  payload: Uint8Array,
  { keyid, signDer }: Pick<MemorySigner, 'keyid' | 'signDer'> = LIST_KEY,
  payloadType = STATEMENT_PAYLOAD_TYPE,
) {
  const sig = signDer(preAuthenticationEncoding(payloadType, payload));
  return encodeDsse({ payloadType, payload, signatures: [{ keyid, sig }] });
}

/** Trust in envelopes that LIST_KEY sealed. */
export const TRUST: ListTrust & {
  readonly pin: { readonly list: string; readonly enclave: string };
} = {
  pin: { list: LIST, enclave: ENCLAVE },
  remembered: 'nothing-remembered',
  minVersion: 1,
  listKeys: { keys: [LIST_KEY.publicKey], threshold: 1 },
};

export function ports(bucket: MemoryBucket, more: Partial<UpdatePorts> = {}): UpdatePorts {
  return {
    store: bucket.connect(),
    trust: TRUST,
    sign: async (payload) => sealed(payload),
    companions: () => [],
    sleep: async () => {},
    random: () => 0.5,
    ...more,
  };
}
