import type { ByteSource } from './byte-source.js';
/**
 * What a file that is not an EIF seems to be, for the message that refuses it: `tar`, `oci` (an image layout in a tar
 * file), `gzip`, `elf`, `zip`, or undefined. Nothing is decided by it.
 */
export declare function fileKind(source: ByteSource): Promise<string | undefined>;
