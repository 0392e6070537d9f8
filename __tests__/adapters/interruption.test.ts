import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { Interruption } from '../../src/adapters/interruption.js';
import type { PortRequest } from '../../src/adapters/observed-ports.js';
import '../to-throw-with-code.js';

const READ: PortRequest = { service: 's3://store', what: 'get a.json', effect: 'read' };
const WRITE: PortRequest = { service: 's3://store', what: 'put a.json', effect: 'write' };
const RELEASE: PortRequest = { service: 's3://store', what: 'replace leases/k', effect: 'cleanup' };
const never = () => new Promise<string>(() => {});

function listening() {
  const keyboard = new EventEmitter();
  const interruption = new Interruption(undefined, keyboard);
  const seen: (readonly string[] | 'second')[] = [];
  const stop = interruption.listen(
    (underWay) => seen.push(underWay),
    () => seen.push('second'),
  );
  return { interruption, seen, stop, keyboard, press: () => keyboard.emit('SIGINT') };
}

describe('Ctrl-C', () => {
  test('ends a read that is under way, and begins nothing more but to give back a lease', async () => {
    const { interruption, press } = listening();
    const reading = interruption.around(READ, never);
    press();
    await expect(reading).toRejectWithCode('interrupted');
    const began: string[] = [];
    const begin = (request: PortRequest) =>
      interruption.around(request, async () => void began.push(request.what));
    await expect(begin(READ)).toRejectWithCode('interrupted');
    await expect(begin(WRITE)).toRejectWithCode('interrupted');
    await begin(RELEASE);
    expect(began).toEqual(['replace leases/k']);
  });

  test('lets a write that is under way come to its end, and says that it was done', async () => {
    const { interruption, press, seen } = listening();
    let end: (answer: string) => void = () => {};
    const writing = interruption.around(
      WRITE,
      () =>
        new Promise<string>((resolve) => {
          end = resolve;
        }),
    );
    press();
    expect(seen).toEqual([['put a.json (s3://store)']]);
    expect(interruption.error().message).toContain(
      'could not tell whether it was done: put a.json',
    );
    press();
    expect(seen.at(-1)).toBe('second');
    end('done');
    expect(await writing).toBe('done');
    expect(interruption.error().message).toBe('interrupted; done: put a.json (s3://store)');
  });

  test.each([
    ['done', 'done: put a.json'],
    ['unclear', 'could not tell whether it was done: put a.json'],
    ['exists', 'before anything was written'],
    ['conflict', 'before anything was written'],
  ])('a write that ended with %s is reported as %s', async (answer, words) => {
    const { interruption } = listening();
    await interruption.around(WRITE, async () => answer);
    expect(interruption.error().message).toContain(words);
  });

  test('a write that fails is not said to be done', async () => {
    const { interruption } = listening();
    const failing = interruption.around(WRITE, async () => {
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(interruption.error().message).toContain('before anything was written');
  });

  test('leaves the reads of a watch alone, which sees it by itself', async () => {
    const { interruption, press } = listening();
    const seen = await interruption.heed(async () => {
      press();
      await expect(interruption.around(WRITE, async () => 'done')).toRejectWithCode('interrupted');
      return interruption.around(READ, async () => 'read');
    });
    expect(seen).toBe('read');
    await expect(interruption.around(READ, async () => 'read')).toRejectWithCode('interrupted');
  });

  test('is heard until the command has ended', () => {
    const { keyboard, stop } = listening();
    expect(keyboard.listenerCount('SIGINT')).toBe(1);
    stop();
    expect(keyboard.listenerCount('SIGINT')).toBe(0);
  });
});
