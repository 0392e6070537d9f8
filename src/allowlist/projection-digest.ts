import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { canonicalJson } from '../base/canonical-json.js';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import type { DocumentFormat } from '../format/statement.js';
import type { PlainJson } from '../format/strict-json.js';
import type { AllowList, Projection } from './allow-list.js';
import { GUARD_V2 } from './list-fields.js';
import { KEY_V1_FACTS, PROJECTION_V1_FIELDS } from './list-v1-schema.js';
import { projectionToV2 } from './list-v2.js';
import { PROJECTION_V2_FIELDS } from './list-v2-schema.js';

/** With guards that name their actions, which no document in v1 holds: their digest is that of no such document. */
const V1 = z.strictObject({
  ...PROJECTION_V1_FIELDS,
  keys: z.array(z.strictObject({ ...KEY_V1_FACTS, guard: GUARD_V2 })),
});
const V2 = z.strictObject(PROJECTION_V2_FIELDS);

/** A projection as documents of a format hold it, without keys that wait to be detached: instants in RFC 3339. */
export function projectionJson(
  { instanceRoles, certificates, keys, approval }: Projection,
  format: DocumentFormat,
): PlainJson {
  const attached = keys.filter(({ detached }) => detached === undefined);
  const common = { instanceRoles, certificates, keys: attached };
  if (format === 'v1') return z.encode(V1, common as z.output<typeof V1>) as PlainJson;
  const projection: Projection = {
    ...common,
    ...(approval === undefined ? {} : { approval }),
  };
  // The schema's own types are not readonly; encoding changes nothing.
  return z.encode(V2, projectionToV2(projection)) as PlainJson;
}

/**
 * Whether a document in v1 can hold the projection. It can name neither an approval policy nor the actions of a guard, so
 * an approval in v1 approves no projection that has them.
 */
export function hasV1Form({ keys, approval }: Projection): boolean {
  return (
    approval === undefined &&
    keys.every(({ detached, guard }) => detached === true || typeof guard === 'boolean')
  );
}

/**
 * What an approver names a projection by: SHA-256 of the canonical JSON (RFC 8785) of its roles, certificates,
 * attached keys and, in v2, its approval policy, as the format writes them, in lower-case hex. A key that waits to be detached is not part of what was
 * asked for.
 */
export function projectionSha256(projection: Projection, format: DocumentFormat): string {
  return encodeHex(sha256(encodeUtf8(canonicalJson(projectionJson(projection, format)))));
}

/**
 * Whether a list says what a projection asks for. Guards of a list from before guards named their actions count as the same:
 * they change with the next projection that is approved, and until then every plan says what they leave out.
 */
export function isSameProjection(
  { format, projection: current }: Pick<AllowList, 'format' | 'projection'>,
  wanted: Projection,
): boolean {
  const keys = wanted.keys.map((key) => {
    const there = current.keys.find((one) => one.key === key.key);
    return there?.guard === true && key.guard !== false ? { ...key, guard: true } : key;
  });
  const asked = projectionIn({ ...wanted, keys }, format);
  return projectionSha256(asked, format) === projectionSha256(current, format);
}

/** A projection as a format can hold it: in v1, guards deny the projected actions alone. */
export function projectionIn<Wanted extends Pick<Projection, 'keys'>>(
  projection: Wanted,
  format: DocumentFormat,
): Wanted {
  if (format === 'v2') return projection;
  const keys = projection.keys.map((key) => ({ ...key, guard: key.guard !== false }));
  return { ...projection, keys };
}
