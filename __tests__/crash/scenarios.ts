import type { ImageName, Snapshot, World } from './world.js';

/** One command that is to be disturbed, with the state in which it is all that is left to do. */
export interface Scenario {
  readonly name: string;
  /** Makes the state; what `earlier` was given before its last change is what stale reads show. */
  readonly prepare: (world: World, earlier: () => Promise<Snapshot>) => Promise<Prepared>;
}

export interface Prepared {
  readonly command: readonly string[];
  readonly earlier: Snapshot;
  /** Images that the state before allows, by the list or by the policy, and those that the command is to allow. */
  readonly before: readonly ImageName[];
  readonly after: readonly ImageName[];
}

const publish = (world: World, name: ImageName, ...more: readonly string[]) =>
  world.run('publish', `${name}.eif`, '--release', name, ...more);

const pcr0 = (world: World, name: ImageName): string => world.images.get(name)?.PCR0 ?? '';

async function approve(world: World, name: ImageName): Promise<readonly string[]> {
  const command = ['approve', name, '--pcr0', pcr0(world, name)];
  await world.run(...command, '--key', 'file:approver/list.pem');
  return command;
}

/**
 * The five commands that change who is admitted, each where it has a list and a policy to change; revoke past a
 * lease that no run took, and on the keys alone; two of them on a list in format v1, and the move of such a list to v2.
 */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'publish',
    async prepare(world, earlier) {
      await world.init();
      const before = await earlier();
      await publish(world, 'v1');
      const command = ['publish', 'v2.eif', '--release', 'v2'];
      return { command, earlier: before, before: ['v1'], after: ['v1', 'v2'] };
    },
  },
  {
    name: 'approve',
    async prepare(world, earlier) {
      const approver = ['--config', 'approver/c.yml', '--store', 'file:store', '--enclave', 'x'];
      await world.run(
        ...['init', ...approver, '--certificate', 'unsigned', '--instance-role', 'any'],
      );
      await world.init('--approval-key', 'approver/list.pub.pem');
      const { result } = await world.run('publish', '--projection');
      const projection = ['approve', 'projection', '--staged', result.staged.sha256];
      await world.run(...projection, '--key', 'file:approver/list.pem');
      await world.run(...projection);
      await publish(world, 'v1');
      await world.run(...(await approve(world, 'v1')));
      const before = await earlier();
      await publish(world, 'v2');
      const command = await approve(world, 'v2');
      return { command, earlier: before, before: ['v1'], after: ['v1', 'v2'] };
    },
  },
  {
    name: 'retire',
    async prepare(world, earlier) {
      await world.init();
      await publish(world, 'v1');
      const before = await earlier();
      await publish(world, 'v2');
      return {
        command: ['retire', 'v1', '--after', '72h'],
        earlier: before,
        before: ['v1', 'v2'],
        after: ['v1', 'v2'],
      };
    },
  },
  {
    name: 'revoke',
    async prepare(world, earlier) {
      await world.init();
      await publish(world, 'v1');
      const before = await earlier();
      await publish(world, 'v2');
      return {
        command: ['revoke', 'v1', '--reason', 'leaked'],
        earlier: before,
        before: ['v1', 'v2'],
        after: ['v2'],
      };
    },
  },
  {
    name: 'reconcile',
    async prepare(world, earlier) {
      await world.init();
      await publish(world, 'v1');
      await publish(world, 'v2', '--no-reconcile');
      const before = await earlier();
      await world.run('revoke', 'v1', '--reason', 'leaked', '--no-reconcile');
      return { command: ['reconcile'], earlier: before, before: ['v1', 'v2'], after: ['v2'] };
    },
  },
  {
    // A lease that no run took: it is overridden, and the policy is watched.
    name: 'revoke/lease',
    async prepare(world, earlier) {
      await world.init();
      await publish(world, 'v1');
      const before = await earlier();
      await publish(world, 'v2');
      await world.overwriteLeases('{"expiresAt":"2099-01-01T00:00:00Z"}');
      return {
        command: ['revoke', 'v1', '--reason', 'leaked'],
        earlier: before,
        before: ['v1', 'v2'],
        after: ['v2'],
      };
    },
  },
  {
    name: 'revoke/keys',
    async prepare(world, earlier) {
      await world.init();
      await publish(world, 'v1');
      const before = await earlier();
      await publish(world, 'v2');
      return {
        command: ['revoke', '--pcr0', pcr0(world, 'v1'), '--keys-only'],
        earlier: before,
        before: ['v1', 'v2'],
        after: ['v2'],
      };
    },
  },
  {
    name: 'publish/v1',
    async prepare(world, earlier) {
      await world.initInV1();
      const before = await earlier();
      await publish(world, 'v1');
      const command = ['publish', 'v2.eif', '--release', 'v2'];
      return { command, earlier: before, before: ['v1'], after: ['v1', 'v2'] };
    },
  },
  {
    name: 'revoke/v1',
    async prepare(world, earlier) {
      await world.initInV1();
      await publish(world, 'v1');
      const before = await earlier();
      await publish(world, 'v2');
      return {
        command: ['revoke', 'v1', '--reason', 'leaked'],
        earlier: before,
        before: ['v1', 'v2'],
        after: ['v2'],
      };
    },
  },
  {
    name: 'renew/v2',
    async prepare(world, earlier) {
      await world.initInV1();
      const before = await earlier();
      await publish(world, 'v1');
      await publish(world, 'v2');
      const images: ImageName[] = ['v1', 'v2'];
      return {
        command: ['renew', '--format', 'v2'],
        earlier: before,
        before: images,
        after: images,
      };
    },
  },
];
