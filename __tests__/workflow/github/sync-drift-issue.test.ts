import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type DriftIssue,
  decideDriftIssue,
  driftMarker,
  ISSUE_BODY_MAX_CHARACTERS,
  isAbout,
} from '../../../src/workflow/github/drift-issue.js';
import { suppressMentions } from '../../../src/workflow/github/suppress-mentions.js';
import { syncDriftIssue } from '../../../src/workflow/github/sync-drift-issue.js';
import { DoubleGitHub, JOB } from '../../doubles/github.js';

const PIN = { list: '5f0c6c1d0b2e4a7f9d3b8e61a2c4d590', enclave: 'signer' };
const OTHER = { ...PIN, enclave: 'other' };
const says = (text: string) => () => text;
const upkeep = (
  github: DoubleGitHub,
  status: 'none' | 'drift' | 'unknown',
  text: string = status,
) => syncDriftIssue(github, { pin: PIN, status, body: says(text) });

describe('the one issue of an enclave', () => {
  test('is opened, brought up to date in place, closed, and reopened', async () => {
    const github = new DoubleGitHub();
    const actions: unknown[] = [];
    for (const status of ['none', 'drift', 'drift', 'unknown', 'none', 'none', 'drift'] as const) {
      const { action, number } = await upkeep(github, status);
      actions.push([action, number, github.issues.map(({ state }) => state)]);
    }
    expect(actions).toEqual([
      ['none', undefined, []],
      ['created', 1, ['open']],
      ['unchanged', 1, ['open']],
      ['updated', 1, ['open']],
      ['closed', 1, ['closed']],
      ['unchanged', 1, ['closed']],
      ['reopened', 1, ['open']],
    ]);
    expect(github.issues[0]).toMatchObject({ title: 'Policy drift: signer' });
    expect(github.writes.filter((write) => write.startsWith('POST'))).toHaveLength(1);
  });

  test('a blind run opens it: what could not be looked at is not in order', async () => {
    const github = new DoubleGitHub();
    expect(await upkeep(github, 'unknown')).toMatchObject({ action: 'created', number: 1 });
  });

  test('another list and another enclave have their own', async () => {
    const github = new DoubleGitHub();
    await upkeep(github, 'drift');
    await syncDriftIssue(github, { pin: OTHER, status: 'drift', body: says('x') });
    const other = { ...PIN, list: 'a'.repeat(32) };
    await syncDriftIssue(github, { pin: other, status: 'drift', body: says('x') });
    expect(github.issues).toHaveLength(3);
    await upkeep(github, 'none');
    expect(github.issues.map(({ state }) => state)).toEqual(['closed', 'open', 'open']);
  });

  test('it is known by its marker and its author, not by its title', async () => {
    const github = new DoubleGitHub();
    const body = `${driftMarker(PIN)}\nold\n`;
    const stranger = { login: 'mallory', type: 'User' };
    github.open(body, stranger, { title: 'Policy drift: signer' });
    github.open(`> ${driftMarker(PIN)}`, JOB, { title: 'Policy drift: signer' });
    github.open(body, JOB, { pull_request: {} });
    github.open(body, null);
    const before = structuredClone(github.issues);
    expect(await upkeep(github, 'drift')).toMatchObject({ action: 'created', number: 5 });
    await upkeep(github, 'none');
    expect(github.issues.slice(0, 4)).toEqual(before);
    Object.assign(github.issues[4] ?? {}, { title: 'Renamed by somebody' });
    expect(await upkeep(github, 'drift')).toMatchObject({ action: 'reopened', number: 5 });
    expect(github.issues[4]?.title).toBe('Renamed by somebody');
  });

  test.each([
    ['a person', { login: 'octocat', type: 'User' }],
    ['another app', { login: 'acme-drift[bot]', type: 'Bot' }],
  ])('with the token of %s there is one as well', async (_name, writer) => {
    const github = new DoubleGitHub();
    github.writer = writer;
    for (const status of ['drift', 'drift', 'none', 'drift'] as const) await upkeep(github, status);
    expect(github.issues).toHaveLength(1);
  });

  test.each([
    ['the job', JOB],
    ['another app', { login: 'acme-drift[bot]', type: 'Bot' }],
  ])('in a huge repository never two are open, with the token of %s', async (_name, writer) => {
    const github = new DoubleGitHub();
    github.writer = writer;
    github.isHuge = true;
    for (let night = 0; night < 3; night++) {
      await upkeep(github, 'drift');
      expect(github.issues.filter(({ state }) => state === 'open')).toMatchObject([{ number: 1 }]);
    }
    if (writer === JOB) expect(github.issues).toHaveLength(1);
  });

  test("a person's token leaves the job's issue alone", async () => {
    const github = new DoubleGitHub();
    await upkeep(github, 'drift');
    github.writer = { login: 'octocat', type: 'User' };
    expect(await upkeep(github, 'drift')).toMatchObject({ action: 'created', number: 2 });
  });

  test('two runs at once end with one open: the younger is closed', async () => {
    const github = new DoubleGitHub();
    github.between = async () => {
      await upkeep(github, 'drift', 'of the other run');
    };
    const { action, number, closedDuplicates } = await upkeep(github, 'drift', 'of this run');
    expect([action, number, closedDuplicates]).toEqual(['updated', 1, [2]]);
    expect(github.issues.map(({ state, state_reason }) => [state, state_reason])).toEqual([
      ['open', null],
      ['closed', 'not_planned'],
    ]);
  });

  test('an answer that was lost is looked for before anything is sent again', async () => {
    const github = new DoubleGitHub();
    github.loses = 'after';
    expect(await upkeep(github, 'drift')).toMatchObject({ action: 'created', number: 1 });
    const none = new DoubleGitHub();
    none.loses = 'before';
    await expect(upkeep(none, 'drift')).toRejectWithCode('github-unavailable');
    expect(none.issues).toHaveLength(0);
  });

  test('disabled issues, a missing permission and a broken answer are told', async () => {
    const disabled = new DoubleGitHub();
    disabled.hasIssues = false;
    await expect(upkeep(disabled, 'drift')).toRejectWithCode('github-unavailable');
    const forbidden = new DoubleGitHub();
    forbidden.forbidden = true;
    await expect(upkeep(forbidden, 'drift')).toRejectWithCode('github-unavailable');
    const broken = new DoubleGitHub();
    broken.open('x', JOB, { number: -1 });
    await expect(upkeep(broken, 'drift')).toRejectWithCode('github-unavailable');
  });
});

describe('the body', () => {
  const decide = (found: readonly DriftIssue[], text: string) =>
    decideDriftIssue(PIN, 'drift', says(text), found);
  const bodyOf = (decision: ReturnType<typeof decide>): string =>
    'body' in decision ? decision.body : '';

  test('what others wrote before and after our part stays, through their line ends', () => {
    const created = bodyOf(decide([], 'first'));
    const edited = `A note above\r\n${created.replaceAll('\n', '\r\n')}\r\nA note below`;
    const body = bodyOf(decide([{ number: 1, isOpen: true, body: edited }], 'second'));
    expect(body).toContain('A note above\n');
    expect(body).toContain('\nA note below');
    expect(body).toContain('second');
    expect(body).not.toContain('first');
    expect(decide([{ number: 1, isOpen: true, body }], 'second').kind).toBe('nothing');
  });

  test('without its end nothing of it is taken away', () => {
    const body = `${driftMarker(PIN)}\nsomebody's text`;
    const next = bodyOf(decide([{ number: 1, isOpen: true, body }], 'report'));
    expect(next).toContain("somebody's text");
    expect(bodyOf(decide([{ number: 1, isOpen: true, body: next }], 'again'))).toHaveLength(
      next.length - 1,
    );
  });

  test('stays within the bound, with as much of others as there is', () => {
    const asked: number[] = [];
    const render = (max: number): string => {
      asked.push(max);
      return '@a'.repeat(max / 2);
    };
    const decision = decideDriftIssue(PIN, 'drift', render, []);
    expect(bodyOf(decision).length).toBeLessThanOrEqual(ISSUE_BODY_MAX_CHARACTERS);
    expect(asked[0]).toBeLessThan(ISSUE_BODY_MAX_CHARACTERS);
    const note = 'n'.repeat(60_000);
    const body = `${bodyOf(decide([], 'x'))}${note}`;
    const next = bodyOf(decide([{ number: 1, isOpen: true, body }], 'y'.repeat(9000)));
    expect(next).toContain(note);
    expect(next.length).toBeLessThanOrEqual(ISSUE_BODY_MAX_CHARACTERS);
    expect(isAbout(next, PIN)).toBe(true);
  });

  test('an enclave is called whatever it is called: the marker stays one line and a comment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (enclave) => {
        const pin = { ...PIN, enclave };
        expect(driftMarker(pin)).toMatch(
          /^<!-- pcr-allowlist drift list=[0-9a-f]+ enclave=[0-9a-f]+ -->$/,
        );
        const decision = decideDriftIssue(pin, 'drift', says('x'), []);
        if (decision.kind !== 'create') throw new Error('there is none yet');
        expect(decision.title).toMatch(/^[^\p{C}]{1,250}$/u);
        expect(isAbout(decision.body, pin)).toBe(true);
        expect(isAbout(decision.body, PIN)).toBe(enclave === PIN.enclave);
      }),
    );
  });
});

describe('text of others', () => {
  test.each([
    '@octocat',
    '@acme/team',
    '&#64;octocat',
    '&#x40;octocat',
    '#12',
    '&#35;12',
    'acme/signer#12',
    'acme&#47;signer&#35;12',
    'GH-12',
    'GH&#45;12',
    'https://github.com/acme/signer/issues/12',
    'https&#58;&#47;&#47;github&#46;com&#47;acme&#47;signer&#47;pull&#47;12',
  ])('%s notifies nobody', (text) => {
    const quiet = suppressMentions(text);
    const resolved = quiet
      .replace(/&#x40;/g, '@')
      .replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)));
    expect(resolved).not.toMatch(/@[a-z]|#\d|GH-\d|(?:issues|pull)\/\d/);
    expect(quiet.replaceAll('\u200b', '')).toBe(text);
  });

  test('entities, headings and diagrams stay what they are', () => {
    for (const text of ['&#42;&#95;x', '# Title', '```mermaid\ntitle A #35; B @x\n```', '5 @ 3']) {
      expect(suppressMentions(text)).toBe(text);
    }
    expect(suppressMentions('@a\n```\n@b\n```\n@c')).toBe('@\u200ba\n```\n@b\n```\n@\u200bc');
  });
});
