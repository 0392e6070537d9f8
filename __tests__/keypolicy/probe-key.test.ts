import { describe, expect, test } from '@jest/globals';
import { PROBE_MAX_MS } from '../../src/keypolicy/key-policy-limits.js';
import { type ProbeAnswer, probeKey } from '../../src/keypolicy/probe-key.js';
import { grown, NOW } from '../allowlist/sample-list.js';
import { projection } from './world.js';

const { list } = grown(projection());
const [known] = list.projection.instanceRoles;
const ROLE = known?.arn ?? '';

/** Asks with these answers, the last of which stays; counts how often. */
async function ask(answers: readonly ProbeAnswer[], isJustPut: boolean, role = ROLE) {
  let asked = 0;
  let now = NOW;
  const ports = {
    clock: () => now,
    sleep: async (durationMs: number) => {
      now += durationMs;
    },
    random: () => 0.5,
  };
  const port = {
    role,
    ask: async () => answers[Math.min(asked++, answers.length - 1)] ?? { kind: 'denied' as const },
  };
  const { answer, why } = await probeKey(ports, port, list, isJustPut);
  return { answer, why, asked, waitedMs: now - NOW };
}

describe('the live probe', () => {
  test('passes where KMS denies, and nowhere else', async () => {
    expect(await ask([{ kind: 'denied' }], false)).toMatchObject({ answer: 'denied', asked: 1 });
    expect(await ask([{ kind: 'allowed' }], false)).toMatchObject({ answer: 'allowed', asked: 1 });
    const unknown = await ask([{ kind: 'unknown', why: 'x' }, { kind: 'denied' }], true);
    expect(unknown).toMatchObject({ answer: 'unknown', why: 'x', asked: 1 });
  });

  test('asks nobody as a role to which the list gives nothing', async () => {
    for (const role of ['arn:aws:iam::111122223333:role/other', ROLE.toUpperCase(), '']) {
      expect(await ask([{ kind: 'denied' }], false, role)).toMatchObject({
        answer: 'unknown',
        asked: 0,
      });
    }
  });

  test('after a put it waits for KMS to decide by it, and not for ever', async () => {
    const late = await ask([{ kind: 'allowed' }, { kind: 'allowed' }, { kind: 'denied' }], true);
    expect(late).toMatchObject({ answer: 'denied', asked: 3 });
    const never = await ask([{ kind: 'allowed' }], true);
    expect(never.answer).toBe('allowed');
    expect(never.waitedMs).toBeGreaterThanOrEqual(PROBE_MAX_MS);
    expect(never.waitedMs).toBeLessThan(2 * PROBE_MAX_MS);
  });
});
