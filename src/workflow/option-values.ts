import { UsageError } from '../base/errors.js';

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
}
