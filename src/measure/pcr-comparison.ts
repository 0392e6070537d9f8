import type { PcrValue, PcrValues } from '../format/pcr-value.js';

/** One register in which two sets of PCR values do not agree. */
export type PcrDifference =
  | {
      readonly kind: 'different';
      readonly pcr: string;
      readonly expected: PcrValue;
      readonly found: PcrValue;
    }
  | { readonly kind: 'missing'; readonly pcr: string; readonly expected: PcrValue }
  | { readonly kind: 'extra'; readonly pcr: string; readonly found: PcrValue };

/**
 * Compares in both directions: a register that is expected and not there is `missing`, one that is there and not
 * expected is `extra`. Equal sets give an empty list. Letter case of the digits does not count.
 */
export function comparePcrs(expected: PcrValues, found: PcrValues): readonly PcrDifference[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort(byIndex);
  return names.flatMap((pcr): PcrDifference[] => {
    const wanted = expected[pcr]?.toLowerCase();
    const seen = found[pcr]?.toLowerCase();
    if (wanted === seen) return [];
    if (seen === undefined) return [{ kind: 'missing', pcr, expected: wanted ?? '' }];
    if (wanted === undefined) return [{ kind: 'extra', pcr, found: seen }];
    return [{ kind: 'different', pcr, expected: wanted, found: seen }];
  });
}

function byIndex(a: string, b: string): number {
  return Number(a.slice(3)) - Number(b.slice(3));
}
