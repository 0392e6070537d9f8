import { type CommandSpec, optionsOf } from './command-spec.js';
import { DRIFT } from './drift-spec.js';
import { LIST_ENDS } from './end-specs.js';
import { INIT } from './init-spec.js';
import { MEASURE } from './measure-spec.js';
import { LIST_READERS } from './reader-specs.js';
import { LIST_RETURNS } from './return-specs.js';
import { LIST_VIEWS } from './view-specs.js';
import { LIST_WRITERS } from './writer-specs.js';

/**
 * Every command and its options. This table is the source of the command line, every `action.yml`, `docs/commands.md`
 * and the tables of `docs/action.md`.
 */
export const COMMANDS = {
  init: INIT,
  status: LIST_VIEWS.status,
  log: LIST_VIEWS.log,
  measure: MEASURE,
  publish: LIST_WRITERS.publish,
  approve: LIST_WRITERS.approve,
  retire: LIST_ENDS.retire,
  revoke: LIST_ENDS.revoke,
  rollback: LIST_RETURNS.rollback,
  unretire: LIST_RETURNS.unretire,
  renew: LIST_WRITERS.renew,
  reconcile: LIST_WRITERS.reconcile,
  drift: DRIFT,
  verify: LIST_READERS.verify,
  export: LIST_READERS.export,
} as const satisfies Record<string, CommandSpec>;

/** The commands that have their own action in `actions/`. */
export const TASKS = [
  'status',
  'measure',
  'publish',
  'approve',
  'retire',
  'revoke',
  'rollback',
  'unretire',
  'renew',
  'reconcile',
  'drift',
  'verify',
] as const satisfies readonly (keyof typeof COMMANDS)[];

export type CommandName = keyof typeof COMMANDS;

/** Every command, including those that only the command line has. */
export type ProgramCommand = CommandName | 'config' | 'keygen' | 'demo';

/** The row of a command, as the general type. */
export function commandSpec(name: CommandName): CommandSpec {
  return COMMANDS[name];
}

/** The commands that take an option of this name. */
export function commandsWith(option: string): readonly CommandName[] {
  return (Object.keys(COMMANDS) as CommandName[]).filter((command) =>
    optionsOf(commandSpec(command)).some(({ name }) => name === option),
  );
}
