import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exitCodeOf } from '../../src/workflow/outcome.js';
import { CORPUS } from './corpus.js';
import { HARMLESS } from './corpus-approvals.js';
import { Scene } from './scene.js';

let good: Scene;
let inV1: Scene;
let waiting: Scene;
beforeAll(async () => {
  good = await Scene.create();
  inV1 = await good.copyInV1();
  waiting = await Scene.waiting();
});
afterAll(() => {
  good.remove();
  inV1.remove();
  waiting.remove();
});

test.each([
  ['as it is', () => {}],
  [HARMLESS.name, HARMLESS.spoil],
] as const)('what waits is approved %s', async (_, spoil) => {
  const scene = waiting.copy();
  await spoil(scene);
  const { error, result } = await scene.run('approve', { release: 'v1', pcr0: scene.pcr0('v1') });
  expect([error, result]).toMatchObject([undefined, { changed: true }]);
  scene.remove();
});

/** What a list meets, a list in format v1 meets too. */
const CASES = [
  ...CORPUS,
  ...CORPUS.filter(({ door }) => door === 'allow-list').map((one) => {
    return { ...one, door: 'allow-list in v1', start: 'v1' as const };
  }),
];

test('a list in format v1 is read', async () => {
  const { error } = await inV1.run('verify', { 'allow-list': true });
  expect(error).toBeUndefined();
});

describe.each([...new Set(CASES.map(({ door }) => door))])('%s', (door) => {
  test.each(CASES.filter((one) => one.door === door))(
    '$name: stopped at the stage "$stage" with $code',
    async ({ spoil, command, values, code, midway, start }) => {
      const scenes = { waiting, v1: inV1 };
      const scene = (start === undefined ? good : scenes[start]).copy();
      try {
        await spoil(scene);
        const files = () =>
          [...scene.files()].filter(
            ([name]) => !midway || !/^(pcr-allowlist\/|policy\.json)/.test(name),
          );
        const before = files();
        const { error, exitCode } = await scene.run(command, values?.(scene));
        expect([error?.code, error?.message, exitCode]).toEqual([
          code,
          error?.message,
          exitCodeOf(code),
        ]);
        expect(files()).toEqual(before);
      } finally {
        scene.remove();
      }
    },
  );
});
