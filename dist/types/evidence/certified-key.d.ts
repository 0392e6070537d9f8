import { type EcdsaKey } from '../base/ecdsa.js';
import type { Certificate } from '../format/x509.js';
/** A certificate and its key, which is imported once, at its first use. */
export declare class CertifiedKey {
    readonly certificate: Certificate;
    private imported;
    constructor(certificate: Certificate);
    /** The key, always on P-384. Rejects with FormatError `encoding` for any other key. */
    key(): Promise<EcdsaKey>;
}
