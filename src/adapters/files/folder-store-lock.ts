import { randomInt, randomUUID } from 'node:crypto';
import { linkSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { AdapterError } from '../../base/errors.js';
import { errorCode, writeSynced } from './folder-store-files.js';

/** Attempts to get a lock whose owner is alive: about half a second, where an owner needs milliseconds. */
const TRIES = 40;
const WAIT_MAX_MS = 25;

/** Who made a lock or a claim. `token` is drawn for each and never comes again. */
interface Owner {
  readonly token: string;
  readonly pid: number;
  /** When that process began, as the kernel counts; empty where it does not say. */
  readonly start: string;
  /** Where its process id counts: machine, boot and process namespace. */
  readonly place: string;
}

/** How the lock stands: ours now; of a living process; of one that we cannot judge from here. */
type Attempt = 'ours' | 'busy' | 'foreign';

/**
 * Runs `section` while no other process runs one under the same lock. `busy` where a living process keeps the lock.
 * `section` is synchronous: a process cannot be killed in it and go on, and its own calls never interleave. It gets
 * the token of the lock, after which it names its temporary file, so that whoever takes over clears that up too.
 *
 * The lock is a file `<base>.lock` that appears whole, by link(2) from a file that names its owner, and only where
 * there is none. Its owner removes it. The lock of an owner that died is removed by exactly one process: by whoever
 * makes, again by link(2), the claim `<token>.claim` on that very lock and then finds it still there. Tokens never come
 * again, so that
 * - a lock that is not yet removed has at most one claimant, and its owner is dead: nobody else removes it, and what the
 *   claimant removes is what it looked at, not the lock of somebody who came later;
 * - a claimant that comes late, when the lock was removed and the claim with it, finds another lock or none, and
 *   removes nothing but its own claim;
 * - a claimant that dies has left a claim with its own token, which can be claimed in the same way.
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
  throw new AdapterError('list-unavailable', `${lock} is held from another machine or container`, {
    at: { file: lock },
    hint: 'If the process that it names is gone, remove this file.',
  });
}

/** Takes the lock where it is free, or where its owner is dead and we are the one to remove it. */
function acquire(working: string, lock: string, owner: Owner): Attempt {
  if (make(working, lock, owner)) return 'ours';
  const holder = readOwner(lock);
  if (holder === undefined) return 'busy';
  if (holder === 'unknown') return 'foreign';
  const state = stateOf(holder);
  if (state !== 'dead') return state;
  const cleared = clear(working, lock, holder, owner);
  if (cleared !== 'cleared') return cleared;
  return make(working, lock, owner) ? 'ours' : 'busy';
}

/**
 * Removes the file of a dead owner, a lock or a claim: claims it, looks again, removes it. Where another claim is on it,
 * that one goes first if its owner is dead too; the next attempt finds the rest.
 */
function clear(
  working: string,
  path: string,
  dead: Owner,
  owner: Owner,
): 'cleared' | 'busy' | 'foreign' {
  const claim = `${working}/${dead.token}.claim`;
  if (!make(working, claim, owner)) {
    const claimant = readOwner(claim);
    if (claimant === undefined) return 'busy';
    if (claimant === 'unknown') return 'foreign';
    const state = stateOf(claimant);
    if (state !== 'dead') return state;
    const cleared = clear(working, claim, claimant, owner);
    return cleared === 'cleared' ? 'busy' : cleared;
  }
  try {
    const now = readOwner(path);
    if (now === undefined || now === 'unknown' || now.token !== dead.token) return 'busy';
    rmSync(`${working}/${dead.token}.tmp`, { force: true });
    rmSync(path, { force: true });
    return 'cleared';
  } finally {
    rmSync(claim, { force: true });
  }
}

/** Makes a file that names its owner, whole and only where there is none. */
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

/** Who made a file; undefined where it is gone, `unknown` where it does not say so in our words. */
function readOwner(path: string): Owner | undefined | 'unknown' {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const [, token, pid, start, place] =
    /^([0-9a-f-]{36})\n([1-9]\d{0,9})\n(\d*)\n([^\n]*)\n$/.exec(text) ?? [];
  if (token === undefined || start === undefined || place === undefined) return 'unknown';
  return { token, pid: Number(pid), start, place };
}

function ourselves(): Owner {
  const { pid } = process;
  return { token: randomUUID(), pid, start: processStart(pid) ?? '', place: placeOf() };
}

function stateOf({ pid, start, place }: Owner): 'busy' | 'foreign' | 'dead' {
  if (place !== placeOf()) return 'foreign';
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and another user's.
    if (errorCode(error) === 'ESRCH') return 'dead';
  }
  const now = processStart(pid);
  return now === undefined || start === '' || now === start ? 'busy' : 'dead';
}

/** Distinguishes machines, boots and process namespaces. On macOS only the name of the machine is known. */
function placeOf(): string {
  if (process.platform !== 'linux') return `${process.platform} ${hostname()}`;
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `linux ${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return `linux ${hostname()}`;
  }
}

/**
 * When a process began (proc_pid_stat(5), field 22), empty for a zombie, undefined where the kernel does not say. The
 * fields are counted from the last `)`, because the name of a program may have anything in it.
 */
function processStart(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : fields[19];
  } catch {
    return undefined;
  }
}
