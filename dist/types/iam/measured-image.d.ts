import { type Document, type Domain, type Masks } from './domain.js';
/** Registers with the values that each may have; several of one and several of another mean every pair of them. */
export type RegisterValues = Readonly<Record<string, readonly string[]>>;
/** What a request passes by that no measurement of an image holds. */
export type OpeningKind = 'no-document' | 'any-image' | 'debug' | 'unsigned';
/** What the registers of a case come to: `undefined` where they hold it to images. */
export type Openness = {
    readonly how: OpeningKind;
} | {
    readonly doubt: string;
} | undefined;
/** Why a statement that binds the signer and not the image is in doubt. */
export declare const DEBUG_DOUBT = "debug mode is not denied, and PCR0 is not bound";
/** The registers of the document of which a case leaves only values that the policy spells out. */
export declare function pinnedRegisters(domain: Domain, masks: Masks, document: Document): RegisterValues;
/** Whether requests of a case pass that no measurement of an image holds. */
export declare function opennessOf(domain: Domain, masks: Masks, registers: RegisterValues, document: Document): Openness;
/** Whether the registers say which image it is, or whose. */
export declare function holdsImage(registers: RegisterValues): boolean;
/**
 * Whether the registers of a NitroTPM say which image it is: the boot code together with either the keys of Secure Boot or
 * the command line. The boot code alone leaves the command line to whoever starts the instance (GHSA-xrv8-2pf5-f3q7).
 */
export declare function holdsInstance(registers: RegisterValues): boolean;
/** Without debug mode, and without unsigned images where the signer alone counts; undefined where nothing is left. */
export declare function nonZeroRegisters(registers: RegisterValues): RegisterValues | undefined;
