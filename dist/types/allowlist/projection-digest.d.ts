import type { PlainJson } from '../format/strict-json.js';
import type { Projection } from './document.js';
/** A projection as documents hold it: instants in RFC 3339. */
export declare function projectionJson({ instanceRoles, certificates, keys }: Projection): PlainJson;
/**
 * What an approver names a projection by: SHA-256 of the canonical JSON (RFC 8785) of its roles, certificates and
 * attached keys, in lower-case hex. A key that waits to be detached is not part of what was asked for.
 */
export declare function projectionSha256({ instanceRoles, certificates, keys }: Projection): string;
