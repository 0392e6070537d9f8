import { DEMO } from '../demo/demo-spec.js';
import type { CommandSpec } from '../workflow/command-spec.js';
import { COMMANDS, type ProgramCommand } from '../workflow/commands.js';

/** Every command of the command line: those of the Action, and `demo`. */
export const CLI_COMMANDS = { ...COMMANDS, demo: DEMO } as const satisfies Record<
  ProgramCommand,
  CommandSpec
>;

/** A command's row of the table, as any of them. */
export function cliCommandSpec(name: ProgramCommand): CommandSpec {
  return CLI_COMMANDS[name];
}
