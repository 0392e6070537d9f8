import type { AllowList } from '../allowlist/allow-list.js';
import type { PlainJson } from '../format/strict-json.js';
import type { DesiredStatement } from './desired-statements.js';
import { ATTESTED_ACTIONS, attestationKey, type OwnStatement } from './own-statement.js';
import type { CurrentStatement } from './plan-changes.js';
import { revokedSid } from './sid.js';

/** The Deny of one image to everybody, which `revoke --keys-only` adds while the store is gone or hostile. */
export function revokedImageStatement(list: string, PCR0: string): OwnStatement {
  return {
    Sid: revokedSid(list, PCR0),
    Effect: 'Deny',
    Principal: '*',
    Action: [...ATTESTED_ACTIONS],
    Resource: '*',
    Condition: { StringEqualsIgnoreCase: { [attestationKey('PCR0')]: PCR0 } },
  };
}

/** The Denies of that kind that a policy has and that the list has no tombstone for yet: they stay until it has one. */
export function standingRevocations(
  statements: readonly CurrentStatement[],
  { list, removed }: Pick<AllowList, 'list' | 'removed'>,
): readonly DesiredStatement[] {
  const revoked = new Set(removed.filter(({ why }) => why === 'revoked').map(({ PCR0 }) => PCR0));
  const found = new Map<string, DesiredStatement>();
  for (const { sid, raw } of statements) {
    const PCR0 = deniedPcr0(raw);
    if (PCR0 === undefined || revoked.has(PCR0) || sid !== revokedSid(list, PCR0)) continue;
    found.set(PCR0, { statement: revokedImageStatement(list, PCR0), releases: [] });
  }
  return [...found.values()];
}

function deniedPcr0(raw: PlainJson): string | undefined {
  const { Effect, Condition } = (raw ?? {}) as {
    readonly Effect?: unknown;
    readonly Condition?: { readonly StringEqualsIgnoreCase?: Readonly<Record<string, unknown>> };
  };
  const found = Condition?.StringEqualsIgnoreCase?.[attestationKey('PCR0')];
  const value: unknown = Array.isArray(found) ? found[0] : found;
  if (Effect !== 'Deny' || typeof value !== 'string') return undefined;
  const PCR0 = value.toLowerCase();
  return /^[0-9a-f]{96}$/.test(PCR0) ? PCR0 : undefined;
}
