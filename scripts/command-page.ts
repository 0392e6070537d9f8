import { CLI_COMMANDS, cliCommandSpec } from '../src/cli/cli-commands.js';
import { GLOBAL_OPTIONS, TEXT_COMMANDS } from '../src/cli/global-options.js';
import { commandHelp, textUsage } from '../src/cli/help.js';
import type { ProgramCommand } from '../src/workflow/options/command-table.js';

/** docs/commands.md: the help text of every command. */
export function commandPage(): string {
  const sections = (Object.keys(CLI_COMMANDS) as ProgramCommand[]).map(
    (name) =>
      `## \`${name}\`\n\n\`\`\`text\n${commandHelp(name, cliCommandSpec(name), 100).trimEnd()}\n\`\`\`\n`,
  );
  const global = GLOBAL_OPTIONS.map(({ name }) => `\`--${name}\``).join(', ');
  const texts = Object.entries(TEXT_COMMANDS)
    .map(([name, command]) => `| \`${textUsage(name, command)}\` | ${command.summary} |`)
    .join('\n');
  return `# Commands

What \`pcr-allowlist COMMAND --help\` prints. The Action takes the same options as inputs, with the command as \`command:\`, all but \`keygen\`, \`config\` and \`demo\`.
Options marked "may be given several times" are one a line there. It has none of ${global}. This page is written by
\`node scripts/schemas.mjs\`, as is the manual page, \`man pcr-allowlist\` after \`npm install --global\`.

| beside the commands below | |
| --- | --- |
${texts}

${sections.join('\n')}`;
}
