import { describe, expect, test } from '@jest/globals';
import { readKeyFacts, unnamedReplicas } from '../../src/keypolicy/key-facts.js';
import { KEY, World } from './world.js';

describe('what is known of a key', () => {
  test('is its description and all its grants', async () => {
    const world = new World([{ kind: 'create' }]);
    const facts = await readKeyFacts(world.target().port);
    expect(facts).toMatchObject({ description: { arn: KEY }, grants: [], unknown: [] });
  });

  test('or that it cannot be known', async () => {
    const world = new World([{ kind: 'create' }]);
    const fault = (operation: string) =>
      operation === 'describe' ? { name: 'AccessDeniedException', status: 400 } : ('none' as const);
    const facts = await readKeyFacts(world.target({ fault }).port);
    expect(facts).toMatchObject({ description: undefined, grants: [] });
    expect(facts.unknown).toEqual([expect.stringContaining('kms:DescribeKey')]);
  });

  test('names the keys of its set that no list follows', async () => {
    const world = new World([{ kind: 'create' }]);
    const facts = await readKeyFacts(world.target().port);
    const replica = 'arn:aws:kms:eu-west-1:111122223333:key/one';
    const { description } = facts;
    if (description === undefined) throw new Error('no description');
    const multiRegion = { type: 'PRIMARY' as const, keys: [KEY, replica] };
    const several = { ...facts, description: { ...description, multiRegion } };
    expect(unnamedReplicas(several, [{ key: KEY }])).toEqual([replica]);
    expect(unnamedReplicas(several, [{ key: KEY }, { key: replica }])).toEqual([]);
    expect(unnamedReplicas(facts, [])).toEqual([]);
  });
});
