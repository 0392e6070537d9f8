import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OUTPUTS } from '../../src/action/output-table.js';
import { METADATA, makeEif, plainSections } from '../fakes/eif-maker.js';
import { runAction, type Step } from '../fakes/processes.js';
import { commandsObeyed } from '../fakes/runner-log.js';
import { elementsOf, htmlOfMarkdown } from '../report/read-markdown.js';
import { Scene } from './scene.js';

/** What would command the runner, the page or the terminal, were it let through. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['set-output', '::set-output name=pcr0::bad'],
  ['an annotation', 'x\n::error::bad'],
  ['percent escapes', 'x%0A::error title=a::bad%0D%0A::add-mask::a'],
  ['carriage returns', 'x\r::error::bad\r\n##[error]bad'],
  ['a token that ends stop-commands', '::stop-commands::a\n::a::\n::error::bad'],
  ['the delimiter of an output file', 'x\nghadelimiter_0\npcr0<<EOF\nbad\nEOF'],
  ['HTML', '</td></table><script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['Markdown', '**bold** [a](javascript:alert(1)) ![](http://x/y.png) `code` | cell @everyone #1'],
  ['a terminal', '\u001b]0;title\u0007\u001b[2J\u202etxt'],
];

/** What none of it may become in a summary: elements, once GitHub's Markdown is read. */
const ELEMENTS = ['script', 'img', 'a', 'strong'];
/** What none of it may be in a summary, not even in a code span. */
const CONTROLS = /[\u0007\u001b\u202e]/;
/** What no text outside of a code span may be. */
const MENTION = /@everyone/;

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.create();
});
afterAll(() => scene.remove());

function step(command: string, inputs: Readonly<Record<string, string>>): Promise<Step> {
  const config = command === 'measure' ? {} : { config: scene.path('pcr-allowlist.yml') };
  return runAction({ command, ...config, ...inputs });
}

/** Nothing but annotations of ours is obeyed, and no output is there that the Action does not have. */
function expectHarmless({ stdout, outputs, summary }: Step): void {
  for (const obeyed of commandsObeyed(stdout)) {
    expect(obeyed).toMatch(/^(?:error|warning) title=[a-z0-9-]+$/);
  }
  for (const line of stdout.split('\n')) expect(line).not.toMatch(/[\u0007\u001b\u202e\r]/);
  for (const name of Object.keys(outputs)) expect(Object.keys(OUTPUTS)).toContain(name);
  expect(Object.values(outputs)).not.toContain('bad');
  const html = htmlOfMarkdown(summary);
  expect(elementsOf(html).filter((name) => ELEMENTS.includes(name))).toEqual([]);
  expect(html).not.toMatch(CONTROLS);
  expect(html.replace(/<code>[^<]*<\/code>/g, '')).not.toMatch(MENTION);
}

test.each(HOSTILE)('%s in the name and the metadata of an image', async (_name, text) => {
  const metadata = METADATA.replace('"demo"', JSON.stringify(text));
  const sections = plainSections([text]).map((section) =>
    section.type === 'metadata' ? { ...section, data: metadata } : section,
  );
  const name = `${text.replaceAll('/', '-').slice(0, 200)}.eif`;
  scene.write(name, makeEif({ sections }));
  const measured = await step('measure', { eif: scene.path(name) });
  expect(measured.exitCode).toBe(0);
  expectHarmless(measured);
  const published = await step('publish', { eif: scene.path(name), 'dry-run': 'true' });
  expect(published.exitCode).toBe(0);
  expectHarmless(published);
});

test.each(HOSTILE)('%s in what a person writes', async (_name, text) => {
  const revoked = await step('revoke', {
    release: 'v1',
    reason: text,
    'allow-empty': 'true',
    'dry-run': 'true',
  });
  expectHarmless(revoked);
  const refused = await step('publish', { eif: scene.path('a.eif'), release: text });
  expect(refused.exitCode).toBe(1);
  expectHarmless(refused);
  expectHarmless(await step('retire', { release: text }));
  expectHarmless(await step(text, {}));
});
