/**
 * A command line that people can paste into a POSIX shell. A word with a character that a shell may interpret is in single
 * quotes. A word with control characters is in `$'…'`, which bash, zsh and ksh read.
 */
export function shellCommand(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

function shellWord(word: string): string {
  if (PLAIN.test(word)) return word;
  if (word.search(INVISIBLE) < 0) return `'${word.replaceAll("'", "'\\''")}'`;
  const escaped = word
    .replace(/[\\']/g, (character) => `\\${character}`)
    .replace(INVISIBLE, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return `\\U${code.toString(16).padStart(8, '0')}`;
    });
  return `$'${escaped}'`;
}
