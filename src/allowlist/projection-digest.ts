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

/** Guards that name their actions. No document in v1 holds them, so their digest never equals that of one in v1. */
const V1 = z.strictObject({
  ...PROJECTION_V1_FIELDS,
  keys: z.array(z.strictObject({ ...KEY_V1_FACTS, guard: GUARD_V2 })),
});
const V2 = z.strictObject(PROJECTION_V2_FIELDS);

/** A projection in the form of documents, with instants in RFC 3339 and without keys that wait to be detached. */
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
 * The digest by which an approver names a projection, in lower-case hex: SHA-256 of the canonical JSON (RFC 8785) of its roles,
 * certificates, attached keys and, in v2, its approval policy, as the format writes them. A key that waits to be detached is
 * not part of the request.
 */
export function projectionSha256(projection: Projection, format: DocumentFormat): string {
  return encodeHex(sha256(encodeUtf8(canonicalJson(projectionJson(projection, format)))));
}

/**
 * Whether a list has the projection already. Older guards, which do not name their actions, count as equal: they change with
 * the next approved projection, and until then every plan reports the actions that they leave out.
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

/** A projection as a format can hold it: in v1, guards deny only the projected actions. */
export function projectionIn<Wanted extends Pick<Projection, 'keys'>>(
  projection: Wanted,
  format: DocumentFormat,
): Wanted {
  if (format === 'v2') return projection;
  const keys = projection.keys.map((key) => ({ ...key, guard: key.guard !== false }));
  return { ...projection, keys };
}
