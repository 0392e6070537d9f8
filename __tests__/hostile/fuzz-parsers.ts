import { CodedError } from '../../src/base/errors.js';
import { generator } from '../fakes/mutation.js';
import { addressTargets } from './fuzz-addresses.js';
import { binaryTargets } from './fuzz-binary.js';
import { documentTargets } from './fuzz-documents.js';
import { githubTargets } from './fuzz-github.js';
import { textTargets } from './fuzz-texts.js';

export type Random = (below: number) => number;

/** One parser with an input that it takes, and the way in which the input is spoiled. */
export interface FuzzTarget {
  readonly name: string;
  readonly original: Uint8Array;
  readonly spoil: (original: Uint8Array, random: Random) => Uint8Array;
  readonly parse: (bytes: Uint8Array) => unknown;
}

/** Only a hang takes so long: of what is as small as here, each parser reads thousands in that time. */
const HANG_MS = 10_000;

/** Every parser of what comes from outside. */
export async function fuzzTargets(): Promise<readonly FuzzTarget[]> {
  return [
    ...(await documentTargets()),
    ...(await binaryTargets()),
    ...textTargets(),
    ...addressTargets(),
    ...githubTargets(),
  ];
}

/** Spoils each input so many times. Resolves with how many were taken; whatever is thrown has a code, and soon. */
export async function fuzz(
  { name, original, spoil, parse }: FuzzTarget,
  count: number,
  seed: number,
): Promise<number> {
  const random = generator(seed);
  await parse(original);
  let taken = 0;
  for (let i = 0; i < count; i++) {
    const input = spoil(original, random);
    const told = (what: string, cause?: unknown) => {
      const shown = Buffer.from(input).toString('base64').slice(0, 4000);
      return new Error(`${name}, run ${i}, seed ${seed}: ${what}: ${shown}`, { cause });
    };
    const start = performance.now();
    try {
      await parse(input);
      taken++;
    } catch (error) {
      if (!(error instanceof CodedError)) throw told(String(error), error);
    }
    if (performance.now() - start > HANG_MS) throw told('it took too long');
  }
  return taken;
}
