import { DEMO } from '../demo/demo-spec.js';
import type { CommandSpec } from '../workflow/options/command-spec.js';
import { COMMANDS, type ProgramCommand } from '../workflow/options/command-table.js';
import { FILE_COMMANDS } from '../workflow/options/file-specs.js';

/** Every command of the command line: the commands of the Action, the commands that write local files, and `demo`. */
export const CLI_COMMANDS = { ...COMMANDS, ...FILE_COMMANDS, demo: DEMO } as const satisfies Record<
  ProgramCommand,
  CommandSpec
>;

/** The row of a command, as the general type. */
export function cliCommandSpec(name: ProgramCommand): CommandSpec {
  return CLI_COMMANDS[name];
}
