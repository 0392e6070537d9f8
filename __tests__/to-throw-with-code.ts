import { expect } from '@jest/globals';

declare module 'expect' {
  interface Matchers<R> {
    /** The function throws, or the promise rejects with, an error that carries this code. */
    toThrowWithCode(code: string): R;
    toRejectWithCode(code: string): Promise<R>;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code;
}

function verdict(error: unknown, threw: boolean, code: string) {
  const found = threw ? `${codeOf(error) ?? 'no code'}: ${String(error)}` : 'nothing thrown';
  return {
    pass: threw && codeOf(error) === code,
    message: () => `expected an error with code ${code}, found ${found}`,
  };
}

expect.extend({
  toThrowWithCode(action: unknown, code: string) {
    try {
      (action as () => unknown)();
    } catch (error) {
      return verdict(error, true, code);
    }
    return verdict(undefined, false, code);
  },
  async toRejectWithCode(action: unknown, code: string) {
    try {
      await (action as Promise<unknown>);
    } catch (error) {
      return verdict(error, true, code);
    }
    return verdict(undefined, false, code);
  },
});
