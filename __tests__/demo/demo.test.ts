import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openDelivery } from '../../src/adapters/deliver-report.js';
import { writeBinaryFile } from '../../src/adapters/files/local-files.js';
import { listPorts } from '../../src/adapters/list-ports.js';
import { parseCommandLine } from '../../src/cli/parse-command-line.js';
import { demo } from '../../src/demo/demo.js';
import type { DemoPorts } from '../../src/demo/demo-runner.js';
import { terminalStyle } from '../../src/report/text-layout.js';
import { type ListCommand, runListCommand } from '../../src/workflow/commands/run-list-command.js';
import { COMMANDS } from '../../src/workflow/options/command-table.js';
import { withFolder } from '../fakes/processes.js';

function portsIn(folder: string, tell: (text: string) => void): DemoPorts {
  return {
    folder,
    // Nobody else writes to these files: there is nothing to wait for.
    listPorts: () => ({ ...listPorts(), sleep: async () => {} }),
    parse(words) {
      const invocation = parseCommandLine(words);
      if (invocation.kind !== 'command') throw new Error(words.join(' '));
      return { command: invocation.command as ListCommand, values: invocation.values };
    },
    writeBytes: writeBinaryFile,
    async run(command, values, ports) {
      const deliver = await openDelivery(command, values, ports);
      return deliver(await runListCommand(command, values, ports));
    },
    tell,
    style: terminalStyle(false),
  };
}

describe('the story', () => {
  test('every command ends as it is told, and the folder is left in order', async () => {
    await withFolder(async (folder) => {
      let text = '';
      const outcome = await demo(
        portsIn(folder, (more) => {
          text += more;
        }),
      );
      expect(outcome.error).toBeUndefined();
      const { steps = [], root, report = '', driftReport = '' } = outcome.result ?? {};
      const ends = steps.map(({ command, exitCode, code }) => [
        command.replace(/ -.*/, ''),
        exitCode,
        code,
      ]);
      expect(ends).toEqual([
        ['init', 0, undefined],
        ['publish', 0, undefined],
        ['approve projection', 0, undefined],
        ['approve projection', 0, undefined],
        ['publish one.eif', 0, undefined],
        ['approve v1.4.2', 0, undefined],
        ['approve v1.4.2', 0, undefined],
        ['publish two.eif', 0, undefined],
        ['approve v1.5.0', 3, 'approval-missing'],
        ['approve v1.5.0', 0, undefined],
        ['approve v1.5.0', 0, undefined],
        ['verify', 2, 'root-not-trusted'],
        ['SIMULATED verify', 0, undefined],
        ['SIMULATED verify', 3, 'debug-mode'],
        ['drift', 5, 'drift'],
        ['reconcile', 0, undefined],
        ['retire v1.4.2', 0, undefined],
        ['drift', 0, undefined],
      ]);
      expect(root).toMatch(/^not-aws:[0-9a-f]{64}$/);
      const [first = ''] = text.split('SIMULATED');
      expect(first).toContain(report);
      expect(first).toContain(folder);
      expect(text).toContain(`root: ${root}`);
      for (const { command } of steps) {
        if (!command.startsWith('SIMULATED'))
          expect(text).toContain(`$ pcr-allowlist ${command}\n`);
      }
      expect(readFileSync(driftReport, 'utf8')).toContain('critical');
      expect(readFileSync(report, 'utf8')).toContain('v1.5.0');
    });
  });

  test('no private key is written but those of the three signers, and none is shown', async () => {
    await withFolder(async (folder) => {
      let text = '';
      await demo(
        portsIn(folder, (more) => {
          text += more;
        }),
      );
      const secret = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .filter((entry) =>
          readFileSync(join(entry.parentPath, entry.name), 'latin1').includes('PRIVATE KEY'),
        )
        .map(({ name }) => name);
      expect(secret.sort()).toEqual(['alice.pem', 'list.pem', 'manifest.pem']);
      expect(text).not.toContain('PRIVATE KEY');
    });
  });

  test('a command that ends otherwise ends the story, as a fault of ours', async () => {
    await withFolder(async (folder) => {
      const ports = portsIn(folder, () => {});
      const { exitCode, error } = await demo({
        ...ports,
        writeBytes: (path, bytes) => ports.writeBytes(path, bytes.slice(1)),
      });
      expect([exitCode, error?.code]).toEqual([1, 'internal']);
    });
  });

  test('a folder that cannot be written', async () => {
    const { exitCode, error } = await demo(portsIn('/nowhere/at/all', () => {}));
    expect([exitCode, error?.code]).toEqual([1, 'output-not-writable']);
  });
});

test('the Action has no such command', () => {
  expect(Object.keys(COMMANDS)).not.toContain('demo');
});

test('nothing but the command line imports the demo, and nothing but the demo and the verifier names another root', () => {
  const src = join(import.meta.dirname, '../../src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const saying = (text: string) =>
    files.filter((name) => readFileSync(join(src, name), 'utf8').includes(text)).sort();
  expect(saying("'../demo/")).toEqual(['cli/cli-commands.ts', 'cli/run-demo.ts']);
  expect(saying('rootNotOfAws')).toEqual([
    'demo/simulated-enclave.ts',
    'evidence/nitro-root.ts',
    'verifier.ts',
  ]);
});
