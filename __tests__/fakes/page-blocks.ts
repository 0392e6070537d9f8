import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page whose commands are played line by line: those of the README run in a shell. */
const PAGE = join(import.meta.dirname, '../../docs/publishing.md');

/** The command lines of a block of docs/publishing.md marked with a name, each as its words; the program's own name is left out. */
export function pageCommands(name: string): string[][] {
  const page = readFileSync(PAGE, 'utf8');
  const [, block = ''] =
    new RegExp(`<!-- command: ${name} -->\\n\`\`\`sh\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  const lines = block.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? '',
    );
    if (words[0] !== 'pcr-allowlist') throw new Error(`not a command of ours: ${line}`);
    return words.slice(1);
  });
}

/** The content of a block of docs/publishing.md that shows a file. */
export function pageFile(name: string): string {
  const page = readFileSync(PAGE, 'utf8');
  const [, block] =
    new RegExp(`<!-- file: ${name} -->\\n\`\`\`json\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  if (block === undefined) throw new Error(`docs/publishing.md shows no ${name}`);
  return block;
}
