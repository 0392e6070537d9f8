import { createHash } from 'node:crypto';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Members of a statement whose values KMS writes in an order and a form of its own. */
const REWRITTEN = ['Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'Condition'];

/** KMS shows a principal that no longer exists by its unique id (IAM User Guide, "Unique identifiers"). */
export function uniqueIdOf(principal: string): string {
  const digits = createHash('sha256').update(principal).digest('hex').slice(0, 17).toUpperCase();
  return `${principal.includes(':user/') ? 'AIDA' : 'AROA'}${digits}`;
}

/** A policy as KMS shows it where principals are missing: in their place their unique ids. */
export function withUniqueIds(policy: string, missing: ReadonlySet<string>): string {
  if (missing.size === 0) return policy;
  return JSON.stringify(JSON.parse(policy), (_, value: unknown) =>
    typeof value === 'string' && missing.has(value) ? uniqueIdOf(value) : value,
  );
}

/** The same policy in another way: arrays the other way round, one element in place of an array of one and the inverse. */
export function rewritten(policy: string): string {
  const document = JSON.parse(policy) as { readonly Statement: readonly Json[] | Json };
  const statements = [document.Statement].flat() as readonly { readonly [name: string]: Json }[];
  const Statement = statements.map((statement) =>
    Object.fromEntries(
      Object.entries(statement).map(([name, value]) => [
        name,
        REWRITTEN.includes(name) ? turned(value) : value,
      ]),
    ),
  );
  return JSON.stringify({ ...document, Statement });
}

function turned(value: Json): Json {
  if (typeof value === 'string') return value === '*' ? value : [value];
  if (Array.isArray(value)) return value.length === 1 ? (value[0] ?? null) : [...value].reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, turned(one)]));
}
