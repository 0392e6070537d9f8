/**
 * JSON text that has no effect on a terminal. Control, format and separator characters in strings are escaped. A JSON
 * parser reads the same value.
 */
export function harmlessJson(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' ? character : escapedUnits(character),
  );
}

/** Escapes each UTF-16 unit (RFC 8259 section 7). */
function escapedUnits(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}
