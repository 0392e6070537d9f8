import { COMMANDS, type CommandName, commandSpec } from '../workflow/commands.js';
import { commandHelp } from './help.js';

/** docs/commands.md: the help text of every command. */
export function commandPage(): string {
  const sections = (Object.keys(COMMANDS) as CommandName[]).map(
    (name) =>
      `## \`${name}\`\n\n\`\`\`text\n${commandHelp(name, commandSpec(name)).trimEnd()}\n\`\`\`\n`,
  );
  return `# Commands

What \`pcr-allowlist COMMAND --help\` prints. The Action takes the same options as inputs, with the command as \`command:\`.
Options marked "may be given several times" are one a line there. This page is written by \`node scripts/schemas.mjs\`.

${sections.join('\n')}`;
}
