import { FormatError, UsageError, type Warning } from '../../base/errors.js';
import { parseGivenInstant, roundedWarning } from '../../base/given-instant.js';
import { type DurationMs, type Instant, parseDuration } from '../../base/instant.js';
import { hexArgument } from './hex-argument.js';

/** The default of `--config`. */
export const CONFIGURATION_FILE = 'pcr-allowlist.yml';

/** The given values, by option name. Absent, `''` and `[]` all mean "not given". */
export type OptionValues = Readonly<
  Record<string, string | boolean | readonly string[] | undefined>
>;

/** The first repeated value of a list, or undefined. */
export function repeated(values: readonly string[]): string | undefined {
  return values.find((value, i) => values.indexOf(value) !== i);
}

/** Reads options as the types that commands need. A value of another type is an internal error. */
export class Options {
  private readonly values: OptionValues;
  private readonly noted: Warning[] = [];

  constructor(values: OptionValues) {
    this.values = values;
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  list(name: string): readonly string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value : [];
  }

  /** Whether the option was given. */
  has(name: string): boolean {
    return this.flag(name) || this.text(name) !== undefined || this.list(name).length > 0;
  }

  /** Throws `usage` if the option was not given. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new UsageError(`${name} is required`);
    return value;
  }

  /** A whole number from 0 up to `max`, in decimal digits. Throws `usage` for anything else. */
  wholeNumber(name: string, max: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^\d{1,9}$/.test(value) || Number(value) > max) {
      throw new UsageError(
        `${name}: expected a whole number from 0 to ${max}, found ${JSON.stringify(value)}`,
      );
    }
    return Number(value);
  }

  /** That many bytes in hexadecimal, as lower-case digits (`hexArgument`). Throws `usage` for anything else. */
  hex(name: string, bytes: number): string | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : hexArgument(name, value, bytes);
  }

  /** A duration such as `72h`. Throws `usage` for anything else. */
  duration(name: string): DurationMs | undefined {
    return this.parsed(name, parseDuration);
  }

  /** An instant in RFC 3339 (`parseGivenInstant`). Throws `usage` for anything else. Rounding adds a warning. */
  instant(name: string): Instant | undefined {
    const given = this.parsed(name, parseGivenInstant);
    if (given?.rounded) this.noted.push(roundedWarning(name, given.instant));
    return given?.instant;
  }

  /** Warnings about the values read so far. */
  get warnings(): readonly Warning[] {
    return this.noted;
  }

  private parsed<Value>(name: string, parse: (text: string) => Value): Value | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    try {
      return parse(value);
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause;
      throw new UsageError(`${name}: ${cause.message}`, { cause });
    }
  }
}
