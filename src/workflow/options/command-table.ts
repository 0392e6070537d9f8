import type { CommandSpec } from './command-spec.js';
import { DRIFT } from './drift-spec.js';
import { MEASURE } from './measure-spec.js';
import { LIST_READERS } from './reader-specs.js';
import { LIST_WRITERS } from './writer-specs.js';

/** Every command with its options: the command line, `action.yml` and the README follow this table. */
export const COMMANDS = {
  init: LIST_WRITERS.init,
  measure: MEASURE,
  publish: LIST_WRITERS.publish,
  approve: LIST_WRITERS.approve,
  retire: LIST_WRITERS.retire,
  revoke: LIST_WRITERS.revoke,
  renew: LIST_WRITERS.renew,
  reconcile: LIST_WRITERS.reconcile,
  drift: DRIFT,
  verify: LIST_READERS.verify,
  export: LIST_READERS.export,
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof COMMANDS;

/** Those, and the one that the command line alone has. */
export type ProgramCommand = CommandName | 'demo';

/** A command's row of the table, as any of them. */
export function commandSpec(name: CommandName): CommandSpec {
  return COMMANDS[name];
}
