import { describe, expect, test } from '@jest/globals';
import { MINUTE_MS } from '../../../src/base/instant.js';
import { runListCommand } from '../../../src/workflow/commands/run-list-command.js';
import { clockWarnings } from '../../../src/workflow/list/store-clock.js';
import type { OpenedStore } from '../../../src/workflow/ports.js';
import { changed, ListWorld, unsignedImage } from '../../fakes/list-world.js';

const opened = (aheadMs: number | undefined): Pick<OpenedStore, 'clockAheadMs'> => ({
  clockAheadMs: () => aheadMs,
});

describe('the clock of this machine beside that of the store', () => {
  test.each([
    [undefined, 0],
    [0, 0],
    [MINUTE_MS, 0],
    [-MINUTE_MS, 0],
    [3 * MINUTE_MS, 1],
    [-3 * MINUTE_MS, 1],
  ])('%s ms ahead gives %i warnings', (aheadMs, count) => {
    expect(clockWarnings(opened(aheadMs))).toHaveLength(count);
  });

  test('is told before anything is signed, and once in the outcome', async () => {
    const world = new ListWorld();
    world.write('a.eif', unsignedImage('a'));
    await changed(world.run('init'));
    const told: string[] = [];
    const ports = world.ports();
    const ended = await runListCommand(
      'publish',
      { eif: 'a.eif', release: 'v1' },
      {
        ...ports,
        onWait: (message) => void told.push(message),
        openStore: async (...args) => ({
          ...(await ports.openStore(...args)),
          ...opened(-10 * MINUTE_MS),
        }),
        openSigner: async (...args) => {
          const signer = await ports.openSigner(...args);
          const sign = async (data: Uint8Array) => {
            expect(told[0]).toContain('10 minutes behind');
            return signer.signer.sign(data);
          };
          return { ...signer, signer: { ...signer.signer, sign } };
        },
      },
    );
    const codes = ended.outcome.warnings.map(({ code }) => code);
    expect(codes.filter((code) => code === 'clock-differs')).toHaveLength(1);
  });
});
