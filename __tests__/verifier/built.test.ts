import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { inChromium, servePage } from './browser-page.js';
import { findChromium } from './chromium.js';
import { portableData, servedList } from './portable-data.js';

const root = join(import.meta.dirname, '../..');
const RUN = new URL('portable-run.mjs', import.meta.url).href;

/** The whole of both: what is asked over HTTP and what is answered. */
async function withAnswers(
  ask: (endpoint: string, questions: object) => Promise<unknown>,
): Promise<void> {
  const server = await servePage(await servedList());
  try {
    const { questions, answers } = await portableData(`${server.endpoint}/allowlist.dsse.json`);
    expect(Object.keys(answers).length).toBeGreaterThan(120);
    expect(await ask(server.endpoint, questions)).toEqual(answers);
  } finally {
    await server.stop();
  }
}

/**
 * Node without its globals `Buffer` and `process`, which are gone before the verifier is loaded. Node's own `fetch` needs
 * them for its first request, so that one comes before.
 */
async function inBareNode(endpoint: string, questions: object): Promise<unknown> {
  const program = `
    const { stdin, stdout } = process;
    let text = '';
    for await (const chunk of stdin) text += chunk;
    await (await fetch(${JSON.stringify(endpoint)})).text();
    delete globalThis.Buffer;
    delete globalThis.process;
    const library = await import('pcr-allowlist/verifier');
    const { run } = await import(${JSON.stringify(RUN)});
    const answers = await run(library, JSON.parse(text));
    stdout.write(JSON.stringify({ answers, globals: [typeof Buffer, typeof process] }));
  `;
  const running = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    encoding: 'utf8',
  });
  running.child.stdin?.end(JSON.stringify(questions));
  const { answers, globals } = JSON.parse((await running).stdout);
  expect(globals).toEqual(['undefined', 'undefined']);
  return answers;
}

describe('the built verifier', () => {
  const built = readFileSync(join(root, 'dist/verifier.js'), 'utf8');

  test('is one file within its limits that asks nothing of Node and evaluates nothing', () => {
    expect(Buffer.byteLength(built)).toBeLessThanOrEqual(140_000);
    expect(gzipSync(built, { level: 9 }).length).toBeLessThanOrEqual(49_152);
    const needs =
      /\bnode:|\bprocess\.|\brequire\s*\(|\bimport\s*[({'"]|\bnew Function\b|\beval\s*\(/;
    expect(needs.exec(built)?.[0]).toBeUndefined();
  });

  test('has the types that package.json promises', () => {
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const types = readFileSync(join(root, exports['./verifier'].types), 'utf8');
    expect(types).toContain('createVerifier');
    expect(types).toContain('verifyArchived');
  });

  test('in Node without Buffer and process: every vector, archived and live, and appraisals', async () => {
    await withAnswers(inBareNode);
  });

  test('in headless Chromium: the same answers, under a strict content security policy', async () => {
    const program = findChromium();
    if (program === undefined) {
      process.stderr.write('No Chromium found: the verifier was NOT run in a browser.\n');
      return;
    }
    await withAnswers((endpoint, questions) =>
      inChromium(program, endpoint, (page) =>
        page.evaluate(async (given) => {
          const load = (path: string) => import(path);
          const [library, { run }] = await Promise.all([
            load('/verifier.js'),
            load('/portable-run.mjs'),
          ]);
          return run(library, given);
        }, questions),
      ),
    );
  });
});
