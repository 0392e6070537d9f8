import { randomInt, randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AdapterError } from '../../base/errors.js';
import { errorCode, writeSynced } from './folder-store-files.js';
import { type ProcessIdentity, processState, thisProcess } from './process-identity.js';

/** Attempts to take a lock with a living owner: about half a second. An owner needs milliseconds. */
const TRIES = 40;
const WAIT_MAX_MS = 25;

/** The owner of a lock. `token` is random for each attempt and never repeats. */
interface Owner extends ProcessIdentity {
  readonly token: string;
}

/** The owner of a lock without an owner in our form. It has no place, so nobody considers it dead. */
const UNKNOWN: Owner = { token: '', pid: 0, start: '', place: '' };

/**
 * Whether the lock is ours now, belongs to a living process, or belongs to a process that cannot be judged from here.
 */
type Attempt = 'ours' | 'busy' | 'foreign';

/**
 * Runs `section` while no other process runs one under the same lock. Returns `busy` where a living process keeps the
 * lock. `section` is synchronous: a process cannot be killed in it and go on, and its own calls never interleave. It
 * gets the token of the lock, after which it names its temporary file, so that whoever takes over removes that too.
 *
 * The lock is a file `<base>.lock`. It appears whole and only where there is none, by link(2) from a file that names its
 * owner, and its owner removes it. Whoever finds the lock of a dead owner takes a second lock first, `<token>.claim`,
 * which is named after the first one's token. Then it removes the first lock, if that is still there with this token.
 * - The lock of a dead owner has at most one claimant, so that nobody removes the lock of somebody who came later.
 * - A claimant that comes late finds another token or no lock, and removes its own claim alone.
 * - A claimant that dies leaves a lock with a token of its own, which is claimed in the same way.
 *
 * An owner is dead when its process id is not in use, or is in use by a process that began at another time or that is
 * a zombie. That can be decided only on the same machine since the same boot and in the same process namespace. A lock from
 * elsewhere is waited for and then refused: AdapterError `list-unavailable` that names the file, because removing the
 * lock of a living process would lose a write.
 */
export async function withLock<Result>(
  working: string,
  base: string,
  section: (token: string) => Result,
): Promise<Result | 'busy'> {
  const lock = `${working}/${base}.lock`;
  let attempt: Attempt = 'busy';
  for (let i = 0; i < TRIES; i++) {
    if (i > 0) await sleep(randomInt(1, WAIT_MAX_MS + 1));
    const owner = ourselves();
    attempt = acquire(working, lock, owner);
    if (attempt !== 'ours') continue;
    try {
      return section(owner.token);
    } finally {
      rmSync(lock, { force: true });
    }
  }
  if (attempt === 'busy') return 'busy';
  throw new AdapterError('list-unavailable', `another machine or container holds ${lock}`, {
    at: { file: lock },
    hint: 'If the process that the file names is gone, remove the file.',
  });
}

/** Takes the lock or claim at `path` if it is free, or if its owner is dead and its claim is ours. */
function acquire(working: string, path: string, owner: Owner): Attempt {
  if (make(working, path, owner)) return 'ours';
  const holder = readOwner(path);
  if (holder === undefined) return 'busy';
  const state = processState(holder);
  if (state !== 'dead') return state === 'alive' ? 'busy' : state;
  const claim = `${working}/${holder.token}.claim`;
  const attempt = acquire(working, claim, owner);
  if (attempt !== 'ours') return attempt;
  try {
    if (readOwner(path)?.token === holder.token) {
      rmSync(`${working}/${holder.token}.tmp`, { force: true });
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(claim, { force: true });
  }
  return make(working, path, owner) ? 'ours' : 'busy';
}

/** Creates a file that names its owner. The file appears complete, and only if it does not exist. */
function make(working: string, path: string, { token, pid, start, place }: Owner): boolean {
  const temporary = `${working}/${randomUUID()}.tmp`;
  try {
    writeSynced(temporary, Buffer.from(`${[token, pid, start, place].join('\n')}\n`));
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** The owner of a lock. Undefined if the lock is gone. */
function readOwner(path: string): Owner | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const [, token, pid, start, place] =
    /^([0-9a-f-]{36})\n([1-9]\d{0,9})\n(\d*)\n([^\n]*)\n$/.exec(text) ?? [];
  if (token === undefined || start === undefined || place === undefined) return UNKNOWN;
  return { token, pid: Number(pid), start, place };
}

function ourselves(): Owner {
  return { token: randomUUID(), ...thisProcess() };
}
