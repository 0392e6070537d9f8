import type { ErrorCode } from '../../src/base/errors.js';
import type { ListCommand } from '../../src/workflow/commands/run-list-command.js';
import type { OptionValues } from '../../src/workflow/options/option-values.js';
import type { Scene } from './scene.js';

/** Where something comes in, and the stage that is to stop it. */
export type Stage = 'read' | 'parse' | 'verify' | 'plan';

export interface HostileCase {
  readonly door: string;
  readonly name: string;
  readonly stage: Stage;
  readonly code: ErrorCode;
  /** Spoils a scene. */
  readonly spoil: (scene: Scene) => void | Promise<void>;
  readonly command: ListCommand;
  readonly values?: (scene: Scene) => OptionValues;
  /** Where it starts: a list with a release, unless a release waits with its approval. */
  readonly start?: 'waiting';
  /** It stops a command that has done a part, such as to narrow: what is neither store nor policy stays as it was. */
  readonly midway?: true;
}

export const text = (scene: Scene, file: string): string => scene.read(file).toString('utf8');

export const changed = (json: string, change: (value: Record<string, unknown>) => void): string => {
  const value = JSON.parse(json);
  change(value);
  return JSON.stringify(value);
};
export const changedPayload = (
  envelope: string,
  change: (payload: string) => string | Uint8Array,
): string =>
  changed(envelope, (value) => {
    const payload = Buffer.from(String(value['payload']), 'base64').toString('utf8');
    value['payload'] = Buffer.from(change(payload)).toString('base64');
  });
