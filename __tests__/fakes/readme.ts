import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The command lines of a README block marked with a name, each as its words; the program's own name is left out. */
export function readmeCommands(name: string): string[][] {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, block = ''] =
    new RegExp(`<!-- command: ${name} -->\\n\`\`\`sh\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  const lines = block.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? '',
    );
    if (words[0] !== 'pcr-allowlist') throw new Error(`not a command of ours: ${line}`);
    return words.slice(1);
  });
}

/** The content of a README block that shows a file. */
export function readmeFile(name: string): string {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, block] =
    new RegExp(`<!-- file: ${name} -->\\n\`\`\`json\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  if (block === undefined) throw new Error(`the README shows no ${name}`);
  return block;
}
