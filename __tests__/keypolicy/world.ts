import { kmsKeyPolicy } from '../../src/adapters/aws/kms-key-policy.js';
import type { ProjectedKey } from '../../src/allowlist/allow-list.js';
import type { StagedProjection } from '../../src/allowlist/staged-values.js';
import type { CurrentList, Operation } from '../../src/allowlist/transition.js';
import type { DurationMs } from '../../src/base/instant.js';
import {
  type ApplyEvent,
  type ApplyPorts,
  applyKey,
  type KeyResult,
  type KeyTarget,
} from '../../src/keypolicy/apply-key.js';
import { desiredStatements } from '../../src/keypolicy/desired-statements.js';
import type { KeyRules } from '../../src/keypolicy/plan-key.js';
import type { Assessment } from '../../src/keypolicy/plan-refusals.js';
import { parseStatementShape, sameShape } from '../../src/keypolicy/statement-shape.js';
import { grown, NOW, next, pcr, stagedProjection } from '../allowlist/sample-list.js';
import { DoubleKms } from '../doubles/kms.js';
import { type KmsConnection, keyPolicyCallsOf } from '../doubles/kms-calls.js';
import { type Connection, MemoryBucket } from '../fakes/memory-store.js';

export const KEY = 'arn:aws:kms:us-east-1:111122223333:key/one';
export const CALLER = 'arn:aws:iam::111122223333:role/reconciler';
export const ADMIN = {
  Sid: 'Admin',
  Effect: 'Allow',
  Principal: { AWS: [CALLER, 'arn:aws:iam::111122223333:role/kms-admin'] },
  Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:ListGrants', 'kms:PutKeyPolicy'],
  Resource: '*',
};
export const EVERYTHING_FINE: Assessment = { findings: [], policyWriters: 'unknown' };

export const policy = (...statements: readonly object[]) => {
  return { Version: '2012-10-17', Statement: [ADMIN, ...statements] };
};

/** A projection of the key alone, with what the test wants of it. */
export function projection(more: Partial<ProjectedKey> = {}): Operation {
  const staged = stagedProjection(['one']);
  const keys = staged.projection.keys.map((key) => ({ ...key, ...more }));
  const changed: StagedProjection = { ...staged, projection: { ...staged.projection, keys } };
  return { kind: 'project', staged: changed, evidence: 'not-required' };
}

export interface Hands extends KmsConnection {
  readonly store?: Connection;
  readonly rules?: Partial<KeyRules>;
  readonly onSleep?: (durationMs: DurationMs) => Promise<unknown>;
  readonly onEvent?: (event: ApplyEvent) => void;
  readonly assessor?: KeyTarget['assessor'];
  readonly waitMs?: DurationMs;
  readonly takeOverAfterMs?: DurationMs;
  readonly heedStop?: ApplyPorts['heedStop'];
  readonly processes?: ApplyPorts['processes'];
}

let runs = 0;

/** One list, one store, one KMS with one key, and a clock that only sleeping moves. */
export class World {
  readonly bucket = new MemoryBucket();
  readonly kms = new DoubleKms('us-east-1', '111122223333');
  now = NOW;
  private meddled = 0;
  list: CurrentList;

  constructor(operations: readonly Operation[], before: object = policy()) {
    this.list = grown(...operations);
    this.kms.rewrites = true;
    this.addKey(KEY, before);
  }

  addKey(key: string, policy: object): void {
    this.kms.addKey(key, { policy: JSON.stringify(policy) });
  }

  /** What decides, whatever reads show. */
  policyOf(key: string): { readonly Statement: readonly { readonly Sid?: string }[] } {
    return JSON.parse(this.kms.keys.get(key)?.policies.at(-1) ?? '');
  }

  sidsOf(key: string): readonly (string | undefined)[] {
    return this.policyOf(key).Statement.map(({ Sid }) => Sid);
  }

  /** As somebody would who does not know the lease. */
  overwrite(key: string, policy: object): void {
    this.kms.overwrite(key, JSON.stringify(policy));
  }

  change(...operations: readonly Operation[]): void {
    for (const operation of operations) this.list = next(this.list, operation, this.now);
  }

  /** Somebody who knows no lease adds a statement to the policy that is in force. */
  meddle(): void {
    const current = this.policyOf(KEY);
    const added = { ...ADMIN, Sid: `Added${++this.meddled}`, Action: 'kms:ListAliases' };
    this.overwrite(KEY, { ...current, Statement: [...current.Statement, added] });
  }

  ports({ store, onSleep, onEvent = () => {}, heedStop, processes }: Hands = {}): ApplyPorts {
    return {
      ...(heedStop === undefined ? {} : { heedStop }),
      ...(processes === undefined ? {} : { processes }),
      store: this.bucket.connect(store),
      readList: async () => {
        await store?.gate?.('read list');
        const { list } = this;
        await store?.gate?.('answer to read list');
        return list;
      },
      clock: () => this.now,
      sleep: async (durationMs) => {
        const until = this.now + durationMs;
        await onSleep?.(durationMs);
        this.now = Math.max(this.now, until);
      },
      random: () => 0.5,
      pace: async () => {},
      progress: onEvent,
    };
  }

  target(hands: Hands = {}, key = KEY): KeyTarget {
    const ports = this.ports(hands);
    return {
      port: kmsKeyPolicy(key, { calls: keyPolicyCallsOf(this.kms, hands), ...ports }),
      rules: { adopt: [], accept: [], ...hands.rules },
      assessor: hands.assessor ?? (() => () => EVERYTHING_FINE),
    };
  }

  apply(hands: Hands = {}): Promise<KeyResult> {
    const request = {
      owner: `owner ${++runs}`,
      run: `run ${runs}`,
      waitMs: hands.waitMs ?? 3_600_000,
      ...(hands.takeOverAfterMs === undefined ? {} : { takeOverAfterMs: hands.takeOverAfterMs }),
    };
    return applyKey(this.ports(hands), this.target(hands), request);
  }

  /** Whether the policy in force has exactly the statements that the list wants, each once. */
  isConverged(key = KEY): boolean {
    return this.follows(this.list, key);
  }

  /** Whether the policy in force names the image's PCR0 in an Allow. */
  admits(image: string): boolean {
    const { Statement } = this.policyOf(KEY);
    return Statement.some(
      (one) =>
        (one as { Effect?: string }).Effect === 'Allow' &&
        JSON.stringify(one).includes(pcr(`${image} 0`)),
    );
  }

  /** As `isConverged`, for any version of the list. */
  follows({ list }: CurrentList, key = KEY): boolean {
    const found = list.projection.keys.find((one) => one.key === key);
    if (found === undefined) return false;
    const { statements } = desiredStatements(list, found, this.now);
    const ours = this.policyOf(key).Statement.filter(({ Sid }) => Sid?.startsWith('PcrAllowlist'));
    return (
      ours.length === statements.length &&
      statements.every(({ statement }) =>
        ours.some(
          (one) =>
            one.Sid === statement.Sid &&
            sameShape(parseStatementShape(one as never), parseStatementShape(statement as never)),
        ),
      )
    );
  }
}
