/**
 * JSON text whose strings have no effect on a terminal: control, format and separator characters are escaped, except the line
 * ends between members. A reader of JSON gets the same value.
 */
export function harmlessJson(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' ? character : escapedUnits(character),
  );
}

/** Each UTF-16 unit as JSON escapes it (RFC 8259 section 7). */
function escapedUnits(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}
