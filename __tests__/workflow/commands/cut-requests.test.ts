import { describe, expect, test } from '@jest/globals';
import type { AllowList } from '../../../src/allowlist/allow-list.js';
import type { ListOutcome } from '../../../src/workflow/commands/list-outcome.js';
import { changed, ListWorld, unsignedImage } from '../../fakes/list-world.js';
import type { Fault } from '../../fakes/memory-store.js';

/** What goes wrong with a request: it never arrives, its answer is lost, it takes effect late, 409, a hidden retry. */
const FAULTS: readonly Fault[] = ['unsent', 'lost', 'late', 'conflict', 'retried', 'down'];

interface Scenario {
  readonly name: string;
  readonly settings?: ConstructorParameters<typeof ListWorld>[0];
  readonly before: (world: ListWorld) => Promise<unknown>;
  readonly command: (world: ListWorld) => Promise<ListOutcome>;
}

const approval = '{keys: {trust: [alice.pub.pem], threshold: 1}}';
const staged = async (world: ListWorld) => {
  const { staged } = await changed(world.run('publish', { eif: 'b.eif', release: 'v2' }));
  return { release: 'v2', pcr0: staged?.PCR0 ?? '' };
};

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'publish into a list that is there',
    before: (world) => world.run('publish', { eif: 'a.eif', release: 'v1' }),
    command: (world) => world.run('publish', { eif: 'b.eif', release: 'v2' }),
  },
  {
    name: 'publish as the first of all',
    before: async () => {},
    command: (world) => world.run('publish', { eif: 'b.eif', release: 'v2' }),
  },
  {
    name: 'approve with a key approval',
    settings: { approval },
    before: async (world) => {
      await world.run('init');
      await changed(world.run('approve', { ...(await staged(world)), key: 'file:alice.pem' }));
    },
    command: async (world) => {
      // The record is named by its image, which the caller knows.
      const pcr0 = [...world.bucket.objects.keys()]
        .map((name) => /^approvals\/([0-9a-f]{96})\//.exec(name)?.[1])
        .find((value) => value !== undefined);
      return world.run('approve', { release: 'v2', pcr0: pcr0 ?? '' });
    },
  },
  {
    name: 'revoke',
    before: async (world) => {
      await world.run('publish', { eif: 'a.eif', release: 'v1' });
      await world.run('publish', { eif: 'b.eif', release: 'v2' });
    },
    command: (world) => world.run('revoke', { release: 'v1', reason: 'leak' }),
  },
];

function worldOf({ settings = {} }: Scenario): ListWorld {
  const world = new ListWorld(settings);
  world.write('a.eif', unsignedImage('a'));
  world.write('b.eif', unsignedImage('b'));
  return world;
}

/** A list by all that does not differ from run to run: signatures, nonces and the number of versions do. */
function content(list: AllowList | undefined): unknown {
  return {
    releases: list?.releases.map(({ id, state, measurements, image }) => {
      return { id, state, measurements, image };
    }),
    removed: list?.removed.map(({ id, PCR0, why }) => ({ id, PCR0, why })),
    projection: list?.projection.instanceRoles,
  };
}

async function currentList(world: ListWorld): Promise<AllowList | undefined> {
  world.connection = {};
  const { outcome } = await world.run('verify', { 'allow-list': true });
  const result = outcome.result as { list?: AllowList } | undefined;
  return result?.list;
}

/** A fault at the k-th request of a command. */
async function faulty(scenario: Scenario, k: number, fault: Fault) {
  const world = worldOf(scenario);
  await scenario.before(world);
  let count = 0;
  let hit = '';
  world.connection = {
    fault: (operation, name) => {
      const isRead = operation !== 'put';
      if (++count !== k || (fault === 'down') !== isRead) return 'none';
      hit = `${operation} ${name.split('/')[0]}`;
      return fault;
    },
  };
  const { outcome } = await scenario.command(world);
  world.connection = {};
  return { world, outcome, hit, count };
}

describe.each(SCENARIOS)('$name', (scenario) => {
  test('every request fails in turn in every way, and running again ends in the same list', async () => {
    const undisturbed = worldOf(scenario);
    await scenario.before(undisturbed);
    undisturbed.bucket.requests.length = 0;
    await changed(scenario.command(undisturbed));
    const requests = undisturbed.bucket.requests.length;
    const expected = content(await currentList(undisturbed));
    const hits: string[] = [];
    for (let k = 1; k <= requests; k++) {
      for (const fault of FAULTS) {
        const { world, outcome, hit } = await faulty(scenario, k, fault);
        if (hit === '') continue;
        hits.push(`${hit} ${fault}`);
        // A refusal for what only the store did would be a wrong "no": trying again must be all it takes.
        if (outcome.error !== undefined) {
          expect(['list-unavailable', 'conflict']).toContain(outcome.error.code);
        }
        await changed(scenario.command(world));
        expect([hit, fault, content(await currentList(world))]).toEqual([hit, fault, expected]);
      }
    }
    expect(hits.length).toBeGreaterThanOrEqual(requests + 4);
  });
});
