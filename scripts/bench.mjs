/**
 * `npm run bench`: what the product costs, as ratios against named peers in the same run, and how the cost grows. Prints
 * one table, and writes it with the machine's description to `docs/performance.md`. Names of parts measure those alone,
 * and write nothing: `npm run bench -- lists`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { root } from './source.mjs';

/** In the order of the page, with what each is about. */
const PARTS = {
  images: 'Measuring images',
  lists: 'Verifying allow-lists',
  policies: 'Key policies',
  capacity: 'Releases in one key policy',
  reconcile: 'Reconcile of keys that need no change',
  requests: 'Publishing over the wire',
  documents: 'Attestation documents, on one core',
};
const HEAD = ['| what | ours | peer | ratio | goal |', '| --- | --- | --- | --- | --- |'];

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`no part ${unknown.join(', ')}: there are ${Object.keys(PARTS).join(', ')}`);
  process.exit(1);
}
const sections = [];
for (const [name, title] of Object.entries(PARTS)) {
  if (named.length > 0 && !named.includes(name)) continue;
  sections.push(`## ${title}`, '', ...HEAD);
  console.log(`\n## ${title}\n\n${HEAD.join('\n')}`);
  for await (const line of rowsOf(name)) {
    sections.push(line);
    console.log(line);
  }
  sections.push('');
}
if (named.length === 0) writeFileSync(`${root}docs/performance.md`, page(sections));

/** The rows of a part, in a process of its own: what one leaves behind does not slow the next. */
async function* rowsOf(name) {
  const script = fileURLToPath(new URL(`./bench/${name}.mjs`, import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const { what, ours, peer, ratio, goal } = JSON.parse(line);
    yield `| ${[what, ours, peer, ratio, goal].join(' | ')} |`;
  }
  const status = await ended;
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
}

function page(lines) {
  return `# Performance

Written by \`npm run bench\`, which measures on your machine. Times are medians of pairs that take turns with a named peer in
one run: look at the ratios, since times are of this machine alone. A slope is what one more costs, by least squares over the
rows above it. On a machine that does other work too, ratios move by a tenth from run to run.

${machine().join('\n')}

${lines.join('\n').trimEnd()}
`;
}

function machine() {
  const openssl = spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout?.trim();
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
  return [
    `- ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${gigabytes} GB; ${type()} ${release().split('-')[0]}`,
    `- Node ${process.version}${openssl ? `; ${openssl}` : ''}`,
    `- ${new Date().toISOString().slice(0, 10)}`,
  ];
}
