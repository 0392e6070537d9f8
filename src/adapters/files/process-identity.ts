import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './folder-store-files.js';

/** Identifies a process, so that others can decide from its traces whether it is dead. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The start of the process, in the units of the kernel. Empty if unknown. */
  readonly start: string;
  /** The scope of its process id: machine, boot and process namespace. */
  readonly place: string;
}

export function thisProcess(): ProcessIdentity {
  const { pid } = process;
  return { pid, start: processStart(pid) ?? '', place: placeOf() };
}

/**
 * Whether a process of this machine, boot and process namespace is dead: its id is not in use, or is in use by a
 * process that began at another time or is a zombie. `foreign` if that cannot be decided from here.
 */
export function processState({ pid, start, place }: ProcessIdentity): 'alive' | 'foreign' | 'dead' {
  if (place !== placeOf()) return 'foreign';
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    if (errorCode(error) === 'ESRCH') return 'dead';
  }
  const now = processStart(pid);
  return now === undefined || start === '' || now === start ? 'alive' : 'dead';
}

/** A process as one line, for leases. */
export function processText({ pid, start, place }: ProcessIdentity): string {
  return `${pid} ${start === '' ? '-' : start} ${place}`;
}

/** Whether the line names a dead process of this machine. False for a line of another form. */
export function isDeadProcess(text: string): boolean {
  const [, pid, start, place] = /^([1-9]\d{0,9}) (\d+) (linux [0-9a-f-]{36} .+)$/.exec(text) ?? [];
  if (pid === undefined || start === undefined || place === undefined) return false;
  return processState({ pid: Number(pid), start, place }) === 'dead';
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
