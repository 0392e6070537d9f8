import { FormatError, UsageError } from '../../base/errors.js';
import { type DurationMs, type Instant, parseDuration, parseInstant } from '../../base/instant.js';

/** The configuration where `--config` does not say otherwise. */
export const CONFIGURATION_FILE = 'pcr-allowlist.yml';

/** What a person gave, by option name; absent, `''` and `[]` all mean "not given". */
export type OptionValues = Readonly<
  Record<string, string | boolean | readonly string[] | undefined>
>;

/** Reads options as the types that commands need. Anything of another type is a fault of ours. */
export class Options {
  private readonly values: OptionValues;

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

  /** Throws `usage` when it was not given. */
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

  /** So many bytes in hexadecimal digits, as lower case. Throws `usage` for anything else. */
  hex(name: string, bytes: number): string | undefined {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined || new RegExp(`^[0-9a-f]{${2 * bytes}}$`).test(value)) return value;
    throw new UsageError(
      `${name}: expected ${2 * bytes} hexadecimal digits, found ${value.length}`,
    );
  }

  /** A length of time such as `72h`. Throws `usage` for anything else. */
  duration(name: string): DurationMs | undefined {
    return this.parsed(name, parseDuration);
  }

  /** RFC 3339 in UTC. Throws `usage` for anything else. */
  instant(name: string): Instant | undefined {
    return this.parsed(name, parseInstant);
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
