import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { layOutContainer, readDockerfile } from '../fakes/container-tree.js';
import { loadWorkflowLanguage, type WorkflowLanguage } from '../recipes/workflow-language.js';
import { RELEASE, ReleaseWorld, workflow } from './release-world.js';

const root = join(import.meta.dirname, '../..');
const ALL_DONE = { build: 'done', publish: 'done', image: 'done', release: 'done', major: 'done' };
const NOTHING = {
  ...{
    build: 'failed',
    publish: 'skipped',
    image: 'skipped',
    release: 'skipped',
    major: 'skipped',
  },
};
let language: WorkflowLanguage;
beforeAll(async () => {
  language = await loadWorkflowLanguage();
}, 60_000);

describe('release.yml', () => {
  test('is a workflow to GitHub’s own parser', async () => {
    expect(await language.faults('release.yml', RELEASE)).toEqual([]);
  });

  test('pins every action by its commit, and gives each job its permissions', () => {
    for (const [, uses = ''] of RELEASE.matchAll(/uses: (\S+)/g))
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    expect(workflow.permissions).toEqual({});
    const { build, publish, image, release, major } = workflow.jobs;
    expect(build?.permissions).toEqual({ contents: 'read' });
    expect(publish?.permissions).toEqual({
      ...{ contents: 'read', 'id-token': 'write', attestations: 'write' },
    });
    expect(image?.permissions).not.toHaveProperty('contents', 'write');
    expect(release?.permissions).toEqual({ contents: 'write' });
    expect(major?.permissions).toEqual({ contents: 'write', packages: 'write' });
    expect(publish?.environment).toBe('release');
  });

  test('puts no expression into a script', () => {
    for (const { steps } of Object.values(workflow.jobs))
      for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });
});

describe('played in a scratch repository', () => {
  let world: ReleaseWorld;
  beforeEach(() => {
    world = new ReleaseWorld();
  });
  afterEach(() => world.remove());

  test('publishes, attests, builds the image, makes the release, and moves v1 last', () => {
    world.tag('v1.2.3');
    expect(world.play(language, 'v1.2.3')).toEqual(ALL_DONE);
    const image = 'ghcr.io/pcr-allowlist/action';
    expect(world.log).toEqual([
      ...['npm ci', 'ci run', 'attest release/*.tgz dist/**/*'],
      'npm publish ./release/pcr-allowlist-1.2.3.tgz --provenance --access public --tag latest',
      ...[
        'docker login ghcr.io --username somebody --password-stdin',
        'docker buildx create --use',
      ],
      `docker buildx build --platform linux/amd64,linux/arm64 --pull --sbom=true --tag ${image}:1.2.3 --metadata-file image.json --push .`,
      'attest sha256:00',
      'gh release create v1.2.3 --verify-tag --title v1.2.3 --notes-file release/notes.md --prerelease=false release/pcr-allowlist-1.2.3.tgz',
      ...['gh auth setup-git', 'docker login ghcr.io --username somebody --password-stdin'],
      `docker buildx imagetools create --tag ${image}:1 ${image}@sha256:00`,
    ]);
    expect(world.originTag('v1')).toBe(world.originTag('v1.2.3'));
    expect(readFileSync(join(world.work, 'release/notes.md'), 'utf8')).toBe('### Fixed\n\n- It.\n');
  });

  test('played again publishes nothing again', () => {
    world.tag('v1.2.3');
    world.play(language, 'v1.2.3');
    expect(world.play(language, 'v1.2.3')).toEqual(ALL_DONE);
    expect(world.log.filter((line) => /^npm publish|^gh release create/.test(line))).toEqual([]);
  });

  test.each<[string, (world: ReleaseWorld) => void]>([
    ['dist/ differs from its source', (it) => it.write('src/main.js', '2\n')],
    ['dist/ lacks a file', (it) => it.write('src/other.js', '2\n')],
    ['a test fails', (it) => it.write('fail', '')],
    ['the version is another one', (it) => it.setVersion('1.2.4')],
    ['the changelog has no section', (it) => it.setVersion('1.2.3', '1.2.2 - 2026-11-30')],
    ['the section has no date', (it) => it.setVersion('1.2.3', '1.2.3')],
    ['the section is empty', (it) => it.write('CHANGELOG.md', '## 1.2.3 - 2026-11-30\n')],
  ])('nothing is published where %s', (_, change) => {
    change(world);
    world.commit('Spoil');
    world.tag('v1.2.3');
    expect(world.play(language, 'v1.2.3')).toEqual(NOTHING);
    expect(world.log.filter((line) => /publish|attest|push|create/.test(line))).toEqual([]);
    expect(world.originTag('v1')).toBeUndefined();
  });

  test('nothing is published from a tag beside main', () => {
    world.write('src/more.txt', '');
    world.commit('Beside', 'other');
    world.tag('v1.2.3');
    expect(world.play(language, 'v1.2.3')).toEqual(NOTHING);
  });

  test.each(['npm publish', 'docker buildx build', 'gh release create'])(
    'v1 does not move where %s fails',
    (call) => {
      world.tag('v1.2.3');
      expect(world.play(language, 'v1.2.3', call)).toMatchObject({ major: 'skipped' });
      expect(world.originTag('v1')).toBeUndefined();
    },
  );

  test('other bytes under the same version are refused', () => {
    world.tag('v1.2.3');
    world.play(language, 'v1.2.3', 'docker buildx build');
    writeFileSync(join(world.folder, 'published'), 'sha512-other\n');
    expect(world.play(language, 'v1.2.3')).toMatchObject({ build: 'done', publish: 'failed' });
  });

  test('an older version does not take v1 from a newer one', () => {
    world.tag('v1.10.0');
    world.commit('Next');
    world.tag('v1.2.3');
    expect(world.play(language, 'v1.2.3')).toEqual(ALL_DONE);
    expect(world.originTag('v1')).toBeUndefined();
  });

  test('a prerelease is next on npm, and leaves v1', () => {
    world.setVersion('1.3.0-rc.1');
    world.commit('Candidate');
    world.tag('v1.3.0-rc.1');
    expect(world.play(language, 'v1.3.0-rc.1')).toEqual({ ...ALL_DONE, major: 'skipped' });
    expect(world.log.find((line) => line.startsWith('npm publish'))).toMatch(/--tag next$/);
    expect(world.log.find((line) => line.startsWith('gh release create'))).toContain(
      '--prerelease=true',
    );
  });
});

test.each(['1.2.3', 'v1.2', 'v01.2.3', 'v1.2.3;x', ''])('%p is no tag of a release', (tag) => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/release.mjs', tag], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining('expected a tag')]);
});

describe('the Dockerfile', () => {
  const image = readDockerfile();
  const tree = mkdtempSync(join(tmpdir(), 'pcr-allowlist-tree-'));
  beforeAll(() => {
    chmodSync(tree, 0o755);
    layOutContainer(image, tree);
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  test('has a small base with a shell, runs nothing while it is built, and its user has no privileges', () => {
    expect(image.base).toMatch(/^node:24-alpine\b/);
    expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(image.instructions).not.toContain('RUN');
    expect(image.workdir).toBe('/work');
  });

  test('the entry is a program on the PATH of the image, and what it starts is there', () => {
    const [name = ''] = image.entrypoint;
    const found = image.path.map((path) => join(tree, path, name)).find((path) => existsSync(path));
    expect(found).toBe(join(tree, '/opt/pcr-allowlist/bin/pcr-allowlist'));
    accessSync(found ?? '', constants.X_OK);
    const [, program = ''] =
      /^exec node (\S+) "\$@"$/m.exec(readFileSync(found ?? '', 'utf8')) ?? [];
    expect(existsSync(join(tree, program))).toBe(true);
  });

  test('what is copied is what .dockerignore lets through', () => {
    const through = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
    for (const source of image.copies.flatMap(({ from }) => from)) {
      const [first = ''] = source.split('/');
      expect(through).toContain(`!${first}`);
    }
  });

  test('a user without privileges runs it, and cannot change it', () => {
    const isRoot = process.getuid?.() === 0;
    const program = join(tree, '/opt/pcr-allowlist/dist/cli/main.js');
    const run = (command: string, args: readonly string[]) =>
      spawnSync(command, args, {
        ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
        cwd: tree,
        encoding: 'utf8',
        env: { HOME: '/nonexistent', PATH: process.env['PATH'] },
      });
    const { stdout, status } = run(process.execPath, [program, 'version']);
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect([status, stdout]).toEqual([0, expect.stringContaining(version)]);
    if (isRoot) expect(run('touch', [program]).status).not.toBe(0);
  });
});

test('the package is public, and published with provenance', () => {
  const { publishConfig } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(publishConfig).toEqual({ access: 'public', provenance: true });
});
