import { CLI_COMMANDS, cliCommandSpec } from '../src/cli/cli-commands.js';
import { commandHelp } from '../src/cli/help.js';
import type { ProgramCommand } from '../src/workflow/options/command-table.js';

/** docs/commands.md: the help text of every command. */
export function commandPage(): string {
  const sections = (Object.keys(CLI_COMMANDS) as ProgramCommand[]).map(
    (name) =>
      `## \`${name}\`\n\n\`\`\`text\n${commandHelp(name, cliCommandSpec(name)).trimEnd()}\n\`\`\`\n`,
  );
  return `# Commands

What \`pcr-allowlist COMMAND --help\` prints. The Action takes the same options as inputs, with the command as \`command:\`, all but \`keygen\`, \`config\` and \`demo\`.
Options marked "may be given several times" are one a line there. This page is written by \`node scripts/schemas.mjs\`.

${sections.join('\n')}`;
}
