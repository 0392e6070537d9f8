import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../vectors/eif');

export interface GoodVector {
  readonly file: string;
  readonly sizeBytes: number;
}

export interface MalformedVector {
  readonly file: string;
  readonly refusal: string;
}

/** What AWS's own reader prints of an image. */
export interface Description {
  readonly EifVersion: number;
  readonly Measurements: Readonly<Record<string, string>>;
  readonly IsSigned: boolean;
}

export const goodVectors: readonly GoodVector[] = JSON.parse(
  readFileSync(join(folder, 'good.json'), 'utf8'),
);
export const malformedVectors: readonly MalformedVector[] = JSON.parse(
  readFileSync(join(folder, 'malformed.json'), 'utf8'),
);

export const vectorPath = (file: string): string => join(folder, file);
export const vectorBytes = (file: string): Buffer => readFileSync(vectorPath(file));
export const descriptionText = (file: string): string =>
  readFileSync(vectorPath(file.replace('.eif', '.describe.json')), 'utf8');
export const descriptionOf = (file: string): Description => JSON.parse(descriptionText(file));

/** The measurements of a description without the name of the hash, which differs between versions of the tools. */
export function pcrsOf(file: string): Readonly<Record<string, string>> {
  const { HashAlgorithm: _, ...pcrs } = descriptionOf(file).Measurements;
  return pcrs;
}
