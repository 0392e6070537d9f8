import { closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Terminal } from '../../src/adapters/process-terminal.js';
import { runProgram } from '../../src/cli/run-program.js';
import { makeEif, plainSections } from '../fakes/eif-maker.js';
import { vectorPath } from '../fakes/eif-vectors.js';
import { withFolder } from '../fakes/processes.js';

/** A terminal that remembers what was written to it. */
function recorded(
  isTerminal: boolean,
): Terminal & { readonly written: { out: string; err: string } } {
  const written = { out: '', err: '' };
  return {
    written,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    outColours: () => isTerminal,
    errColours: () => isTerminal,
    progress: () => isTerminal,
    warnings: () => true,
    columns: () => undefined,
  };
}

const signed = vectorPath('signed-p384.eif');

/** An image of 40 MB, all but its start a hole; its CRC is wrong, which shows only at the end of the pass. */
async function withLargeImage(use: (path: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const path = join(folder, 'large.eif');
    const sizeBytes = 40 * 1024 * 1024;
    const start = makeEif({
      sections: [
        ...plainSections().slice(0, 3),
        { type: 'ramdisk', data: '', claimedSizeBytes: BigInt(sizeBytes) },
      ],
    });
    const file = openSync(path, 'w');
    writeSync(file, start);
    closeSync(file);
    truncateSync(path, start.length + sizeBytes);
    await use(path);
  });
}

describe('on a terminal', () => {
  test('a large file has a progress line that grows, and is taken away', async () => {
    await withLargeImage(async (path) => {
      const terminal = recorded(true);
      expect(await runProgram(['measure', path], terminal)).toBe(2);
      const [progress = '', words = ''] = terminal.written.err.split(
        /\r\u001b\[2K(?=\u001b\[31merror)/,
      );
      const percents = [...progress.matchAll(/ (\d+)% of 40\.0 MiB/g)].map(([, percent]) =>
        Number(percent),
      );
      expect(percents.length).toBeGreaterThan(20);
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
      expect(percents.at(-1)).toBe(100);
      expect(words).toContain('bad-crc');
      expect(words).not.toContain('%');
    });
  });

  test('a small file has none, and the report has colours', async () => {
    const terminal = recorded(true);
    expect(await runProgram(['measure', signed], terminal)).toBe(0);
    expect(terminal.written.err).toBe('');
    expect(terminal.written.out).toContain('\u001b[1mMeasurements');
  });

  test('machine forms have no colours even there', async () => {
    for (const form of [['--json'], ['--describe'], ['--format', 'nitro-cli']]) {
      const terminal = recorded(true);
      expect(await runProgram(['measure', signed, ...form], terminal)).toBe(0);
      expect(() => JSON.parse(terminal.written.out)).not.toThrow();
    }
  });
});

describe('in a pipe', () => {
  test('there is neither progress nor colour', async () => {
    await withLargeImage(async (path) => {
      const terminal = recorded(false);
      expect(await runProgram(['measure', path], terminal)).toBe(2);
      expect(terminal.written.out).toBe('');
      expect(terminal.written.err).toMatch(/^error bad-crc: /);
      expect(terminal.written.err).not.toContain('\u001b');
    });
  });
});
