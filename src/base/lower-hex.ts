/** Whether a character is a lower-case hexadecimal digit, by its byte. */
const IS_LOWER_HEX = new Uint8Array(256);
for (const digit of '0123456789abcdef') IS_LOWER_HEX[digit.charCodeAt(0)] = 1;

/**
 * Whether a text is this number of bytes in lower-case hexadecimal; by default any whole number. Lists have many thousands
 * of such texts.
 */
export function isLowerHex(text: string, bytes = text.length >> 1): boolean {
  if (text.length !== 2 * bytes) return false;
  for (let i = 0; i < text.length; i++) {
    if (IS_LOWER_HEX[text.charCodeAt(i)] !== 1) return false;
  }
  return true;
}
