import type { Expectation } from './expected-measurements.js';
/**
 * Finds the measurements in a text that people keep. In logs, what loggers put in front of a line does not count
 * (`logLines`). Taken are:
 *
 * - JSON with PCR0, flat or inside `Measurements`, `measurements` or `result`, with any text around it: what
 *   `nitro-cli`, `eif_build` and `measure --json` print;
 * - lines with the name and the value of a register, in either order: `PCR0: HEX`, `PCR0=HEX`, `HEX PCR0`, YAML, TOML.
 *
 * Names are of either case, and values may begin with `0x` or `sha384:`. `HashAlgorithm` is not compared: it names the same
 * hash differently in different versions of the tools.
 *
 * Throws UsageError where there is no PCR0, where two values of one register or two different objects stand (with both
 * places), for JSON that is not strict, a register that does not exist, and a value that is not 96 hexadecimal digits; and
 * TrustError `debug-mode` for what `describe-enclaves` shows of an enclave in debug mode, whose documents have zeros.
 */
export declare function parseExpectation(text: string, name: string): Expectation;
