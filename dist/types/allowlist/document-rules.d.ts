import type { Measurements } from '../measure/pcr.js';
import type { AllowList } from './document.js';
/**
 * What holds between the fields of a list. In order: it expires after it was issued; `previous` is null at version 1
 * and names the version before elsewhere; ids of releases in ascending order, none twice; no two releases with the same
 * measurements; no release with a PCR0 that is revoked; each key once; roles where a key is attached.
 *
 * Throws FormatError `statement-format` with the path of the first field at fault.
 */
export declare function requireCoherent(list: AllowList): void;
/** One text for one tuple of PCRs. */
export declare function tupleKey({ PCR0, PCR1, PCR2, PCR8 }: Measurements): string;
