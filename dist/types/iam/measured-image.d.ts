import { type Document, type Domain, type Masks } from './domain.js';
/** Registers with the possible values of each. Several values of two registers mean every pair of them. */
export type RegisterValues = Readonly<Record<string, readonly string[]>>;
/** How a request passes without a restriction to measurements of an image. */
export type OpeningKind = 'no-document' | 'any-image' | 'debug' | 'unsigned';
/** The meaning of the registers of a case. `undefined` where they restrict it to images. */
export type Openness = {
    readonly how: OpeningKind;
} | {
    readonly doubt: string;
} | undefined;
/** The doubt about a statement that binds the signer and not the image. */
export declare const DEBUG_DOUBT = "debug mode is not denied, and PCR0 is not bound";
/** The registers of the document for which a case leaves only values that the policy lists. */
export declare function pinnedRegisters(domain: Domain, masks: Masks, document: Document): RegisterValues;
/** Whether requests of a case pass without a restriction to measurements of an image. */
export declare function opennessOf(domain: Domain, masks: Masks, registers: RegisterValues, document: Document): Openness;
/** Whether the registers identify the image or its signer. */
export declare function holdsImage(registers: RegisterValues): boolean;
/**
 * Whether the registers of a NitroTPM identify the image: the boot code together with either the keys of Secure Boot or the
 * command line. The boot code alone leaves the command line to whoever starts the instance (GHSA-xrv8-2pf5-f3q7).
 */
export declare function holdsInstance(registers: RegisterValues): boolean;
/** Removes debug mode, and unsigned images where only the signer counts. Undefined where nothing is left. */
export declare function nonZeroRegisters(registers: RegisterValues): RegisterValues | undefined;
