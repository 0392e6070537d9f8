/**
 * JSON text whose strings have no effect on a terminal: characters that control it or turn the direction of text, and
 * line separators, are escaped. A reader of JSON gets the same value.
 */
export function harmlessJson(text: string): string {
  return text.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
