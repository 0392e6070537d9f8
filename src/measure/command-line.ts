import type { Warning } from '../base/errors.js';

/** Parameters of the kernel and of systemd that decide what is trusted, or what runs first. */
const TRUSTED =
  /^(?:(?:rd)?init|(?:root|usr)hash|dm|dm[-_]mod\.create|dm[-_]verity\..*|(?:systemd\.|rd\.)?verity.*|.*verity.*hash.*|ima_(?:policy|appraise|hash)|lockdown|module\.sig_enforce|security|lsm)$/i;

/** 32 bytes in hex: a digest in any parameter. */
const DIGEST = /[0-9a-f]{64}/i;

/**
 * Warns where the integrity of an image depends on its command line: on the program that runs first, or on a root hash of
 * dm-verity. No PCR covers the boundaries of the command line with the kernel and the ramdisk, so whoever starts the image
 * can move words into the adjacent sections (docs/eif-profile.md, "Boundaries"). Undefined where no word is known to
 * matter.
 */
export function commandLineWarning(bytes: Uint8Array): Warning | undefined {
  const names = wordsOf(new TextDecoder().decode(bytes))
    .filter((word) => TRUSTED.test(nameOf(word)) || DIGEST.test(word))
    .map(nameOf);
  if (names.length === 0) return undefined;
  const shown = [...new Set(names)].slice(0, 8).join(', ');
  return {
    code: 'command-line-integrity',
    message: `the command line sets ${shown}, but whoever starts the image can cut off its first or last words without changing any PCR. Set this in the kernel (CONFIG_CMDLINE) or in the first ramdisk`,
  };
}

/** Words separated by white space outside double quotes, as the kernel reads them. */
function wordsOf(text: string): readonly string[] {
  return text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? [];
}

function nameOf(word: string): string {
  return word.replaceAll('"', '').split('=', 1)[0]?.slice(0, 64) ?? '';
}
