import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { requirePermissions } from './github-permissions.js';
import { listStatements } from './iam.js';
import {
  actionMetadata,
  expressionsIn,
  isOurs,
  type Job,
  recipes,
  taskOf,
  type Workflow,
} from './recipe-files.js';
import { loadWorkflowLanguage, type WorkflowLanguage } from './workflow-language.js';

let language: WorkflowLanguage;
beforeAll(async () => {
  language = await loadWorkflowLanguage();
}, 60_000);

const page = readFileSync(join(import.meta.dirname, '../../docs/recipes/README.md'), 'utf8');
const all = recipes().map((recipe) => [recipe.name, recipe] as const);

/** What each kind of step needs, beside reading the repository. */
function neededPermissions({ environment, steps }: Job): Set<string> {
  const needed = new Set<string>();
  for (const step of steps) {
    const { uses = '', with: given = {} } = step;
    if (uses.startsWith('actions/checkout@')) needed.add('contents: read');
    if (uses.startsWith('aws-actions/')) needed.add('id-token: write');
    if (uses.startsWith('actions/attest@'))
      needed.add('attestations: write').add('id-token: write');
    if (uses.startsWith('github/codeql-action/'))
      needed.add('security-events: write').add('actions: read');
    if (!isOurs(step)) continue;
    if (given['release-assets'] !== undefined) needed.add('contents: write');
    if (given['issue'] === true) needed.add('issues: write');
    if (taskOf(step) === 'approve' && environment !== undefined)
      needed.add('actions: read').add('pull-requests: read');
  }
  if (needed.has('contents: write')) needed.delete('contents: read');
  return needed;
}

test('the recipes are there, and the page has a row for each', () => {
  expect(all.length).toBeGreaterThanOrEqual(12);
  const rows = [...page.matchAll(/^\| \[`([a-z-]+\.yml)`\]\(([^)]+)\) \|/gm)].map(
    ([, name]) => name,
  );
  expect(rows.sort()).toEqual(all.map(([name]) => name).sort());
});

describe.each(all)('%s', (name, { text, workflow }) => {
  test('is a workflow, as GitHub reads it', async () => {
    expect(await language.faults(name, text)).toEqual([]);
    expect(await language.faults(name, text.replace('runs-on:', 'runs-onn:'))).not.toEqual([]);
    expect(text).toMatch(/^# [A-Z][^\n]+\n/);
  });

  test('each job has exactly the permissions that its steps need, and an end', () => {
    expect(workflow.permissions).toEqual({});
    for (const [id, job] of Object.entries(workflow.jobs)) {
      const given = Object.entries(job.permissions ?? {}).map(([what, how]) => `${what}: ${how}`);
      expect([id, new Set(given)]).toEqual([id, neededPermissions(job)]);
      expect(job['timeout-minutes']).toBeGreaterThan(0);
      expect(job['runs-on']).toBe('ubuntu-24.04');
    }
  });

  test('uses inputs and outputs that its actions have', () => {
    for (const { steps } of Object.values(workflow.jobs)) {
      const ours = steps.filter(isOurs);
      for (const step of ours) {
        const { inputs } = actionMetadata(taskOf(step) ?? '');
        expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      }
      for (const [, id = '', output = ''] of text.matchAll(
        /steps\.([a-z-]+)\.outputs\.([a-z0-9-]+)/g,
      )) {
        const step = ours.find((one) => one.id === id);
        if (step === undefined) continue;
        expect(Object.keys(actionMetadata(taskOf(step) ?? '').outputs)).toContain(output);
      }
    }
  });

  test('every job and step that is spoken of is there', () => {
    for (const [id, job] of Object.entries(workflow.jobs)) {
      const before: (string | undefined)[] = [];
      for (const step of job.steps) {
        for (const expression of expressionsIn(step)) {
          for (const [, one] of expression.matchAll(/\bsteps\.([a-z-]+)\./g)) {
            expect(before).toContain(one);
          }
        }
        before.push(step.id);
      }
      const needs = [job.needs ?? []].flat();
      for (const expression of expressionsIn(job)) {
        for (const [, one = '', output = ''] of expression.matchAll(
          /\bneeds\.([a-z-]+)\.outputs\.([a-z0-9-]+)/g,
        )) {
          expect([id, needs]).toEqual([id, expect.arrayContaining([one])]);
          expect(Object.keys(workflow.jobs[one]?.outputs ?? {})).toContain(output);
        }
      }
    }
  });

  test('no text of others is part of a script, and no credentials stay behind', () => {
    for (const step of Object.values(workflow.jobs).flatMap(({ steps }) => steps)) {
      expect(expressionsIn(step.run)).toEqual([]);
      if (step.uses?.startsWith('actions/checkout@')) {
        expect(step.with).toEqual({ 'persist-credentials': false });
      }
    }
    expect(text).not.toMatch(/pull_request_target|workflow_run|secrets\.|secrets: inherit/);
    // A commit with its version; this repository itself; or our release, which no page of it can name by commit.
    for (const [line] of text.matchAll(/^\s*- uses: .*$|^\s+uses: .*$/gm)) {
      expect(line).toMatch(
        /@[0-9a-f]{40} # v\d+\.\d+\.\d+$|uses: \$\/actions\/[a-z]+$|uses: pcr-allowlist\/action\/actions\/[a-z]+@v1 # pin$/,
      );
    }
  });

  test('whatever uses the list key stands behind an environment', () => {
    for (const { steps, environment } of Object.values(workflow.jobs)) {
      const commands = steps.map(taskOf);
      const writes = commands.some((command) =>
        ['approve', 'retire', 'revoke', 'rollback', 'unretire', 'renew', 'reconcile'].includes(
          String(command),
        ),
      );
      expect(environment !== undefined).toBe(writes);
      const roles = steps.map((step) => String(step.with?.['role-to-assume'] ?? ''));
      for (const role of roles) expect(/list/.test(role)).toBe(writes && role !== '');
    }
  });
});

describe('the IAM policies', () => {
  test('name actions and resources one by one', () => {
    const statements = listStatements(page);
    expect(statements.length).toBeGreaterThan(8);
    for (const { Action, Resource, Effect, Principal } of statements) {
      expect(Effect).toBe('Allow');
      for (const action of [Action].flat()) {
        expect(action).toMatch(/^(?:kms|s3|sts):[A-Z][A-Za-z]+$/);
        expect(action).not.toMatch(/Delete|ScheduleKey|CreateGrant|Encrypt/);
      }
      for (const resource of [Resource ?? []].flat())
        expect(resource).toMatch(/^arn:aws:[a-z0-9]+:/);
      expect(Resource === undefined).toBe(Principal !== undefined);
    }
  });

  test('only the role behind the environment may sign lists or put key policies', () => {
    const block = (role: string): string =>
      new RegExp(`### \`${role}\`\\n([\\s\\S]*?)(?=^###? |$(?![\\s\\S]))`, 'm').exec(page)?.[1] ??
      '';
    for (const role of ['enclave-publish', 'enclave-drift', 'enclave-deploy']) {
      expect(block(role)).toContain('"Version"');
      expect(block(role)).not.toMatch(/PutKeyPolicy|1111aaaa/);
    }
    expect(block('enclave-list')).toMatch(/PutKeyPolicy/);
    expect(block('enclave-drift')).not.toMatch(/kms:Sign|s3:Put/);
  });

  test('trust the environment in both forms of sub', () => {
    expect(page).toContain('"repo:acme/signer:environment:production"');
    expect(page).toContain('"repo:acme@1234/signer@5678:environment:production"');
  });
});

describe('the workflow of the README', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, block = ''] = /```yaml\n(permissions:[\s\S]*?)```/.exec(readme) ?? [];
  const text = `name: Measure\non: push\n${block}`;

  test('is one, once it has a name and an event', async () => {
    expect(block).not.toBe('');
    expect(await language.faults('readme.yml', text)).toEqual([]);
  });

  test('uses inputs and outputs that its action has', () => {
    const { jobs } = parse(text) as Workflow;
    const ours = Object.values(jobs).flatMap(({ steps }) => steps.filter(isOurs));
    expect(ours.map(taskOf)).toEqual(['measure']);
    for (const step of ours) {
      const { inputs, outputs } = actionMetadata(taskOf(step) ?? '');
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      for (const [, output = ''] of text.matchAll(/steps\.[a-z-]+\.outputs\.([a-z0-9-]+)/g))
        expect(Object.keys(outputs)).toContain(output);
    }
  });
});

describe('requests to GitHub and the permissions of a job', () => {
  const job = { permissions: { contents: 'write', actions: 'read' }, 'runs-on': 'x', steps: [] };

  test('a request needs its permission, which writing has too', () => {
    const allowed = ['GET /repos/a/b/commits/c', 'GET /repos/a/b/actions/runs/1/approvals?page=1'];
    expect(() => requirePermissions('approve', job, allowed)).not.toThrow();
    for (const request of ['GET /repos/a/b/commits/c/pulls', 'PATCH /repos/a/b/issues/1'])
      expect(() => requirePermissions('approve', job, [request])).toThrow(/which needs/);
  });

  test('an endpoint that nobody listed is no request without a permission', () => {
    expect(() => requirePermissions('approve', job, ['GET /repos/a/b/hooks'])).toThrow(
      /no permission/,
    );
  });
});
