import type { Expectation } from './expected-measurements.js';
/**
 * Finds the measurements in a text that people keep. In logs, it ignores the prefixes that loggers add to a line
 * (`logLines`). It reads:
 *
 * - JSON with PCR0, flat or inside `Measurements`, `measurements` or `result`, with any text around it: the output of
 *   `nitro-cli`, `eif_build` and `measure --json`;
 * - lines with the name and the value of a register, in either order: `PCR0: HEX`, `PCR0=HEX`, `HEX PCR0`, YAML, TOML.
 *
 * Names may have either case, and values may begin with `0x` or `sha384:`. `HashAlgorithm` is not compared, because
 * different versions of the tools name the same hash differently.
 *
 * Throws UsageError for a missing PCR0, two values of one register or two different objects (with both places), JSON that
 * is not strict, a register that does not exist, and a value that is not 96 hexadecimal digits. Throws TrustError
 * `debug-mode` for the output of `describe-enclaves` for an enclave in debug mode, because its documents have zeros.
 */
export declare function parseExpectation(text: string, name: string): Expectation;
