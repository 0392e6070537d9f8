/** JSON as ordinary values of the language, for `JSON.stringify` and its like. */
export type PlainJson =
  | null
  | boolean
  | number
  | string
  | readonly PlainJson[]
  | { readonly [key: string]: PlainJson };

/**
 * Counts the colons and the values between the strings of a JSON text without escapes, before anything is built. Undefined
 * where a number may not be an exact double, or the text is too deep.
 */
export function scanOutsideStrings(
  text: string,
  maxDepth: number,
): { readonly colons: number; readonly values: number } | undefined {
  let [colons, values, depth] = [0, 1, 0];
  /** So far, only white space follows the last opening bracket. */
  let isEmpty = false;
  for (let from = 0; from < text.length; ) {
    const quote = text.indexOf('"', from);
    const end = quote < 0 ? text.length : quote;
    let digits = 0;
    for (let i = from; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === COLON) colons++;
      else if (code === COMMA) values++;
      else if (code === OPEN_LIST || code === OPEN_OBJECT) {
        if (++depth > maxDepth) return undefined;
        // The first value of a container has no comma.
        values++;
      } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
        depth--;
        if (isEmpty) values--;
      }
      if (code > SPACE) isEmpty = code === OPEN_LIST || code === OPEN_OBJECT;
      const isDigit = code >= ZERO && code <= NINE;
      if (!isDigit && NUMBER_SIGNS.includes(code) && (digits > 0 || code === MINUS))
        return undefined;
      digits = isDigit ? digits + 1 : 0;
      if (digits > EXACT_DIGITS) return undefined;
    }
    if (quote < 0) break;
    isEmpty = false;
    const close = text.indexOf('"', quote + 1);
    if (close < 0) return undefined;
    from = close + 1;
  }
  return { colons, values };
}

const [COLON, COMMA, ZERO, NINE, MINUS, SPACE] = [58, 44, 48, 57, 45, 32];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];
/** Plus, minus, dot, E and e. The strict parser reads a number with one of them. */
const NUMBER_SIGNS = [43, MINUS, 46, 69, 101];
/** Every whole number with at most this many digits is a double. */
const EXACT_DIGITS = 15;

/** The number of members in all objects of a value. The caller bounds its depth. */
export function countKeys(value: PlainJson): number {
  if (typeof value !== 'object' || value === null) return 0;
  const isList = Array.isArray(value);
  const members: readonly PlainJson[] = isList ? value : Object.values(value);
  let keys = isList ? 0 : members.length;
  for (const member of members) keys += countKeys(member);
  return keys;
}
