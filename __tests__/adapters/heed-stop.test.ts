import { describe, expect, test } from '@jest/globals';
import { heedStop } from '../../src/adapters/heed-stop.js';

describe('a signal to stop', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends each watch', async (signal) => {
    const before = process.listenerCount(signal);
    const watch = async (isStopped: () => boolean) => {
      while (!isStopped()) await new Promise(setImmediate);
      return 'stopped';
    };
    const watches = Promise.all(Array.from({ length: 16 }, () => heedStop(watch)));
    expect(process.listenerCount(signal)).toBe(before + 1);
    process.emit(signal, signal);
    expect(await watches).toEqual(Array.from({ length: 16 }, () => 'stopped'));
    expect(process.listenerCount(signal)).toBe(before);
  });

  test('is heeded no longer than the watch', async () => {
    await expect(heedStop(() => Promise.reject(new Error('read')))).rejects.toThrow('read');
    expect(process.listenerCount('SIGTERM')).toBe(0);
  });
});
