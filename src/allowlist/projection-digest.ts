import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { canonicalJson } from '../base/canonical-json.js';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import type { PlainJson } from '../format/strict-json.js';
import type { Projection } from './allow-list.js';
import { PROJECTION_FIELDS } from './allow-list-schema.js';

const PROJECTION = z.strictObject(PROJECTION_FIELDS);

/** A projection as documents hold it: instants in RFC 3339. */
export function projectionJson({ instanceRoles, certificates, keys }: Projection): PlainJson {
  // The schema's own types are not readonly; encoding changes nothing.
  const value = { instanceRoles, certificates, keys } as z.output<typeof PROJECTION>;
  return z.encode(PROJECTION, value) as PlainJson;
}

/**
 * What an approver names a projection by: SHA-256 of the canonical JSON (RFC 8785) of its roles, certificates and
 * attached keys, in lower-case hex. A key that waits to be detached is not part of what was asked for.
 */
export function projectionSha256({ instanceRoles, certificates, keys }: Projection): string {
  const attached = keys.filter(({ detached }) => detached === undefined);
  const json = projectionJson({ instanceRoles, certificates, keys: attached });
  return encodeHex(sha256(encodeUtf8(canonicalJson(json))));
}
