import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exitCodeOf } from '../../src/workflow/outcome.js';
import { CORPUS } from './corpus.js';
import { Scene } from './scene.js';

let good: Scene;
beforeAll(async () => {
  good = await Scene.create();
});
afterAll(() => good.remove());

describe.each([...new Set(CORPUS.map(({ door }) => door))])('%s', (door) => {
  test.each(CORPUS.filter((one) => one.door === door))(
    '$name: stopped at the stage "$stage" with $code',
    async ({ spoil, command, values, code, midway }) => {
      const scene = good.copy();
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
