import { type EcdsaKey } from '../base/ecdsa.js';
import type { Certificate } from '../format/x509.js';
/** A certificate and the key in it, which is imported once, when it is first needed. */
export declare class CertifiedKey {
    readonly certificate: Certificate;
    private imported;
    constructor(certificate: Certificate);
    /** On P-384, whatever the certificate says. Rejects with FormatError `encoding` for any other key. */
    key(): Promise<EcdsaKey>;
}
