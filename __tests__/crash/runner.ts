import type { JsonOutcome } from '../fakes/processes.js';
import { type FaultProxy, type RecordedRequest, startFaultProxy } from '../wire/fault-proxy.js';
import type { CommandRun } from './command-run.js';
import { applies, FAULTS, type FaultName, isRead, program } from './faults.js';
import { acceptedImages, admittedImages, historyFault, meaningOf } from './judge.js';
import type { Prepared, Scenario } from './scenarios.js';
import { type Snapshot, World, type WorldSetting } from './world.js';

/** One cell of the table: a command, the request that was disturbed, and how. */
export interface Case {
  readonly command: string;
  readonly step: number;
  /** What the request was for, such as `PUT history/`. */
  readonly request: string;
  readonly fault: FaultName;
  /** Why it fails; empty where it passes. `no effect` where the fault could not show. */
  readonly faults: readonly string[];
  readonly isWithoutEffect: boolean;
}

/** Which cells are played: all, or one of ten. */
export type Choice = (place: number) => boolean;

/** By then every lease that a killed run left has ended. */
const LEASE_ENDED_MS = 8 * 60_000;
const RUNS_MAX = 3;

/**
 * What a command is refused with to which an old state is shown: an old list is what a rollback looks like, and in an old
 * listing a record or an approval is not there yet.
 */
const OF_OLD_STATES = ['rollback', 'not-allowed', 'approval-missing'];

/** Everything that one scenario's cases have in common. */
interface Stage {
  readonly world: World;
  readonly upstream: string;
  readonly prepared: Prepared;
  readonly start: Snapshot;
  /** The requests of the run that nothing disturbs, and where it ends. */
  readonly requests: readonly RecordedRequest[];
  readonly expected: string;
}

/** Plays one scenario: its command, once for each of its requests and each fault that `isChosen` takes. */
export async function playScenario(
  scenario: Scenario,
  setting: WorldSetting,
  isChosen: Choice,
  onRequest: (done: number, all: number) => void,
): Promise<{ readonly steps: readonly string[]; readonly cases: readonly Case[] }> {
  const world = await World.create(setting);
  try {
    const stage = await setStage(scenario, world, setting.endpoint);
    const cases: Case[] = [];
    let place = 0;
    for (const [index, request] of stage.requests.entries()) {
      if (isWatchRead(stage.requests, index)) continue;
      for (const fault of FAULTS) {
        if (!applies(fault, request) || !isChosen(place++)) continue;
        const found = await playCase(stage, index + 1, fault);
        cases.push({ command: scenario.name, step: index + 1, fault, ...found });
      }
      onRequest(index + 1, stage.requests.length);
    }
    return { steps: stage.requests.map((request) => nameOf(request, world)), cases };
  } finally {
    world.close();
  }
}

/**
 * Whether the two requests before it read the same. Such a watch reads by time, so their number differs between runs, and the
 * first two of its reads stand for the others.
 */
function isWatchRead(requests: readonly RecordedRequest[], index: number): boolean {
  const identities = requests.slice(Math.max(0, index - 2), index + 1).map(identityOf);
  const [first] = identities;
  const request = requests[index];
  return (
    request !== undefined &&
    isRead(request) &&
    identities.length === 3 &&
    identities.every((identity) => identity === first)
  );
}

function identityOf({ path, target, body }: RecordedRequest): string {
  return `${path} ${target} ${Buffer.from(body)}`;
}

async function setStage(scenario: Scenario, world: World, upstream: string): Promise<Stage> {
  const prepared = await scenario.prepare(world, () => world.snapshot());
  const start = await world.snapshot();
  const proxy = await startFaultProxy(upstream);
  try {
    const now = world.tick();
    const ended = await world.start(prepared.command, proxy.endpoint, now).ended;
    if (ended?.exitCode !== 0) throw new Error(`${scenario.name}: ${JSON.stringify(ended)}`);
    const state = await world.snapshot();
    const fault = historyFault(state);
    if (fault !== undefined) throw new Error(`${scenario.name}: ${fault}`);
    const expected = await meaningOf(world, state, now);
    const { requests } = proxy;
    return { world, upstream, prepared, start, requests, expected };
  } finally {
    await proxy.stop();
  }
}

async function playCase(stage: Stage, step: number, fault: FaultName) {
  const { world, upstream, prepared } = stage;
  await world.restore(stage.start);
  const proxy = await startFaultProxy(upstream);
  const faults: string[] = [];
  let request = '';
  let isWithoutEffect = false;
  try {
    if (fault === 'stale') await readEarlier(stage, proxy);
    const first = proxy.requests.length;
    let running: CommandRun | undefined;
    program(proxy, step, fault, () => running as CommandRun);
    const now = world.tick();
    running = world.start(prepared.command, proxy.endpoint, now);
    const ended = await running.ended;
    if (proxy.pending > 0) faults.push('the run made fewer requests');
    isWithoutEffect = proxy.withoutEffect > 0;
    const met = proxy.requests[first + step - 1];
    request = met === undefined ? '' : nameOf(met, world);
    const outcome = outcomeFault(ended, fault);
    if (outcome !== undefined) faults.push(outcome);
    const inBetween = await world.snapshot();
    faults.push(...(await foreignIn(stage, [inBetween, ...written(proxy, first, world)], now)));
    faults.push(...(await rerun(stage, proxy)));
  } catch (error) {
    faults.push(String((error as Error).stack));
  } finally {
    // It rejects for a stale read of what never changed, which is told as without effect.
    await proxy.stop().catch(() => {});
  }
  return { request, faults, isWithoutEffect };
}

/** Lets the proxy see what the command is going to read, as it was before the last change and as it is. */
async function readEarlier({ world, prepared, start, requests }: Stage, proxy: FaultProxy) {
  const known = new Set<string>();
  const reads = requests.filter((request) => {
    const identity = identityOf(request);
    return isRead(request) && !known.has(identity) && known.add(identity);
  });
  for (const state of [prepared.earlier, start]) {
    await world.restore(state);
    for (const { method, path, headers, body } of reads) {
      const kept = Object.entries(headers).filter(([name]) => /^(x-amz|auth|content-t)/.test(name));
      const answer = await fetch(`${proxy.endpoint}${path}`, {
        method,
        headers: Object.fromEntries(kept) as Record<string, string>,
        ...(method === 'GET' ? {} : { body: Buffer.from(body) }),
      });
      await answer.arrayBuffer();
    }
  }
}

/** A disturbed run succeeds, or says that trying again is what is to be done; never a wrong no. */
function outcomeFault(ended: JsonOutcome | undefined, fault: FaultName): string | undefined {
  if (ended === undefined) {
    return fault.startsWith('killed') ? undefined : 'it was ended by a signal';
  }
  if (fault.startsWith('killed')) return 'it was not killed';
  const { exitCode, error } = ended;
  if ([0, 4, 6].includes(exitCode)) return undefined;
  if (fault === 'stale' && OF_OLD_STATES.includes(error?.code ?? '')) return undefined;
  return `exit ${exitCode}: ${error?.code}: ${error?.message}`;
}

/** A pointer or a policy that somebody may have read. */
type Value = { readonly list: Uint8Array } | { readonly policy: string };

/** Every value that the run sent for the list and for the policy, whether or not it took effect. */
function written(proxy: FaultProxy, first: number, world: World): readonly Value[] {
  return proxy.requests.slice(first).flatMap((request): readonly Value[] => {
    const { method, path, target, body } = request;
    if (target?.endsWith('.PutKeyPolicy')) {
      return [{ policy: JSON.parse(Buffer.from(body).toString('utf8')).Policy }];
    }
    const isList = method === 'PUT' && world.nameOf(path) === 'allowlist.dsse.json';
    return isList ? [{ list: body }] : [];
  });
}

/** What of these values accepts an image that neither the old nor the new list allows. */
async function foreignIn(
  { world, prepared }: Stage,
  [state, ...values]: readonly [Snapshot, ...Value[]],
  now: number,
): Promise<readonly string[]> {
  const known = new Set<string>([...prepared.before, ...prepared.after]);
  const list = state.objects.get('allowlist.dsse.json') ?? new Uint8Array();
  const all: readonly Value[] = [{ list }, { policy: state.policy }, ...values];
  const faults: string[] = [];
  for (const value of all) {
    const images =
      'list' in value
        ? await acceptedImages(world, value.list, now)
        : await admittedImages(world, value.policy, now);
    const foreign = images.filter((image) => !known.has(image));
    const what = 'list' in value ? 'a list' : 'a policy';
    if (foreign.length > 0) faults.push(`${what} takes ${foreign.join(', ')}`);
  }
  return faults;
}

/** The same command again, undisturbed: at once, and where another run still holds the key, after its lease. */
async function rerun(stage: Stage, proxy: FaultProxy): Promise<readonly string[]> {
  const { world, prepared } = stage;
  const first = proxy.requests.length;
  let now = world.tick();
  let ended: JsonOutcome | undefined;
  for (let i = 0; i < RUNS_MAX; i++) {
    ended = await world.start(prepared.command, proxy.endpoint, now).ended;
    if (ended?.exitCode !== 4) break;
    now += LEASE_ENDED_MS;
  }
  const faults: string[] = [];
  if (ended?.exitCode !== 0) {
    faults.push(`again: exit ${ended?.exitCode}: ${ended?.error?.code}: ${ended?.error?.message}`);
  }
  const state = await world.snapshot();
  faults.push(...(await foreignIn(stage, [state, ...written(proxy, first, world)], now)));
  const meaning = await meaningOf(world, state, now);
  if (meaning !== stage.expected) faults.push(`it ends otherwise: ${meaning}`);
  const history = historyFault(state);
  if (history !== undefined) faults.push(history);
  const admitted = await admittedImages(world, state.policy, now);
  if (admitted.join() !== prepared.after.join()) faults.push(`the policy admits ${admitted}`);
  return faults;
}

function nameOf({ method, path, target }: RecordedRequest, world: World): string {
  if (target !== undefined) return target.replace('TrentService.', '');
  const name = world.nameOf(path);
  if (name === undefined) return 'LIST';
  return `${method} ${name.replace(/^([a-z]+\/).*/, '$1')}${name.endsWith('.sigstore.json') ? ' bundle' : ''}`;
}
