import type { PolicyStatement } from './policy.js';

/**
 * The unique ids in a statement's principals. KMS shows a deleted principal by its id, and refuses a policy with such an id
 * (IAM User Guide, "Unique identifiers").
 */
export function deletedPrincipals({ sid, raw }: Pick<PolicyStatement, 'sid' | 'raw'>): readonly {
  readonly id: string;
  readonly sid?: string;
}[] {
  const { Principal, NotPrincipal } = (raw ?? {}) as Readonly<Record<string, unknown>>;
  return [Principal, NotPrincipal]
    .flatMap((found) => (typeof found === 'object' && found ? Object.values(found) : [found]))
    .flat()
    .filter(
      (text): text is string => typeof text === 'string' && /^A(?:ID|RO)A[A-Z0-9]+$/.test(text),
    )
    .map((id) => ({ id, ...(sid === undefined ? {} : { sid }) }));
}
