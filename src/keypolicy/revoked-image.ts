import type { AllowList } from '../allowlist/allow-list.js';
import { isLowerHex } from '../base/lower-hex.js';
import { PCR_BYTES } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import type { PlainJson } from '../format/strict-json.js';
import type { DesiredStatement } from './desired-statements.js';
import { ATTESTED_ACTIONS, attestationKey, type OwnStatement } from './own-statement.js';
import type { CurrentStatement } from './plan-changes.js';
import { revokedSid } from './sid.js';

/** The Deny of one image to everybody, which `revoke --keys-only` adds while the store is gone or hostile. */
export function revokedImageStatement(list: string, image: string): OwnStatement {
  return {
    Sid: revokedSid(list, image),
    Effect: 'Deny',
    Principal: '*',
    Action: [...ATTESTED_ACTIONS],
    Resource: '*',
    Condition: { StringEqualsIgnoreCase: { [attestationKey(ENCLAVE.image)]: image } },
  };
}

/** The Denies of that kind in a policy without a tombstone in the list. They stay until the list has one. */
export function standingRevocations(
  statements: readonly CurrentStatement[],
  { list, removed }: Pick<AllowList, 'list' | 'removed'>,
): readonly DesiredStatement[] {
  const revoked = new Set(
    removed.filter(({ why }) => why === 'revoked').map((entry) => entry[ENCLAVE.image]),
  );
  const found = new Map<string, DesiredStatement>();
  for (const { sid, raw } of statements) {
    const image = deniedImage(raw);
    if (image === undefined || revoked.has(image) || sid !== revokedSid(list, image)) continue;
    found.set(image, { statement: revokedImageStatement(list, image), releases: [] });
  }
  return [...found.values()];
}

function deniedImage(raw: PlainJson): string | undefined {
  const { Effect, Condition } = (raw ?? {}) as {
    readonly Effect?: unknown;
    readonly Condition?: { readonly StringEqualsIgnoreCase?: Readonly<Record<string, unknown>> };
  };
  const found = Condition?.StringEqualsIgnoreCase?.[attestationKey(ENCLAVE.image)];
  const value: unknown = Array.isArray(found) ? found[0] : found;
  if (Effect !== 'Deny' || typeof value !== 'string') return undefined;
  const image = value.toLowerCase();
  return isLowerHex(image, PCR_BYTES) ? image : undefined;
}
