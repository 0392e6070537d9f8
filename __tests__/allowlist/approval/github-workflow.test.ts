import { describe, expect, test } from '@jest/globals';
import {
  type WorkflowFile,
  workflowFaults,
} from '../../../src/allowlist/approval/github-workflow.js';
import { recipe } from '../../recipes/recipe-files.js';

const MAIN = 'acme/signer/.github/workflows/approve.yml';
const CALLED = 'acme/signer/.github/workflows/called.yml';
const OTHERS = 'acme/shared/.github/workflows/called.yml';
const file = (text: string, name = MAIN): WorkflowFile => ({ name, text });
const JOB = 'runs-on: ubuntu-24.04';
const workflow = (...jobs: readonly string[]) =>
  `on: workflow_dispatch\njobs:\n${jobs.map((job, i) => `  job${i}: {${job}}\n`).join('')}`;
const faults = (text: string, ...called: readonly WorkflowFile[]) =>
  workflowFaults(file(text), called, 'production');

const EXPRESSION = ['$', '{{ inputs.where }}'].join('');
const OURS = `environment: production, ${JOB}`;

describe('a review is for our job where the environment is named once', () => {
  test.each<readonly [string, string, ...WorkflowFile[]]>([
    ['by its name', workflow(JOB, OURS)],
    ['by its name in another case', workflow('environment: Production')],
    ['in an object', workflow('environment: {name: production, url: "https://x"}')],
    ['beside other environments', workflow('environment: staging', OURS)],
    [
      'in a workflow that it calls',
      workflow('uses: ./.github/workflows/called.yml'),
      file(workflow(OURS), CALLED),
    ],
    [
      'in one of another repository, at a ref',
      workflow('uses: "ACME/shared/.github/workflows/called.yml@v1"'),
      file(workflow(OURS), OTHERS),
    ],
    ['in the recipe', recipe('approve.yml').text],
  ])('%s', (_, text, ...called) => {
    expect(faults(text, ...called)).toEqual([]);
  });
});

describe('a review may be for another job', () => {
  test.each<readonly [string, string, ...WorkflowFile[]]>([
    ['where no job names the environment', workflow(JOB, 'environment: staging')],
    ['where two do', workflow(OURS, OURS)],
    ['where the name is an expression', workflow(OURS, `environment: "${EXPRESSION}"`)],
    ['where the name of an object is one', workflow(OURS, `environment: {name: "${EXPRESSION}"}`)],
    ['where the job has a matrix', workflow(`${OURS}, strategy: {matrix: {a: [1, 2]}}`)],
    [
      'where it is called with a matrix',
      workflow('uses: ./.github/workflows/called.yml, strategy: {matrix: {a: [1, 2]}}'),
      file(workflow(OURS), CALLED),
    ],
    [
      'where a called workflow names it as well',
      workflow(OURS, 'uses: ./.github/workflows/called.yml'),
      file(workflow(OURS), CALLED),
    ],
    [
      'where two jobs call the workflow that names it',
      workflow('uses: ./.github/workflows/called.yml', 'uses: ./.github/workflows/called.yml'),
      file(workflow(OURS), CALLED),
    ],
    [
      'where GitHub does not show a called workflow',
      workflow(OURS, 'uses: ./.github/workflows/called.yml'),
    ],
    [
      'where workflows call each other without end',
      workflow(OURS, 'uses: ./.github/workflows/called.yml'),
      file(workflow('uses: ./.github/workflows/called.yml'), CALLED),
    ],
    ['where the file is no workflow', 'jobs: []'],
    ['where it is no YAML', '{'],
    ['where a job is there twice', 'jobs:\n  a: {environment: production}\n  a: {}\n'],
    ['where jobs share an anchor', 'jobs:\n  a: &a {environment: production}\n  b: *a\n'],
  ])('%s', (_, text, ...called) => {
    expect(faults(text, ...called)).not.toEqual([]);
  });
});
