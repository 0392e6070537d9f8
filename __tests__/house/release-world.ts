import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import type { Job, Step, Workflow } from '../recipes/recipe-files.js';
import type { WorkflowLanguage } from '../recipes/workflow-language.js';

const root = join(import.meta.dirname, '../..');
export const RELEASE = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8');
export const workflow = parse(RELEASE) as Workflow;

/** npm, gh and docker, which write down how they are called. `FAIL` names the call that fails. */
const DOUBLE = `#!/usr/bin/env bash
set -euo pipefail
program=$(basename "$0")
case "$program $*" in
  'npm run build') cp src/*.js dist/ ; exit ;;
  npm\\ pack*) echo content > release/pcr-allowlist-1.2.3.tgz; echo pcr-allowlist-1.2.3.tgz; exit ;;
  npm\\ view*) if [ -e "$WORLD/published" ]; then cat "$WORLD/published"; exit; else exit 1; fi ;;
  gh\\ release\\ view*) [ -e "$WORLD/released" ]; exit ;;
esac
echo "$program $*" >> "$WORLD/log"
if [ -n "\${FAIL:-}" ] && [[ "$program $*" == "$FAIL"* ]]; then exit 1; fi
case "$program $*" in
  npm\\ publish*) echo "sha512-$(openssl dgst -sha512 -binary release/pcr-allowlist-1.2.3.tgz | openssl base64 -A)" > "$WORLD/published" ;;
  gh\\ release\\ create*) touch "$WORLD/released" ;;
  docker\\ buildx\\ build*) echo '{"containerimage.digest": "sha256:00"}' > image.json ;;
  docker\\ login*) cat >/dev/null ;;
esac
`;

/** A repository with an origin, in which the workflow is played. */
export class ReleaseWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-release-'));
  readonly work = join(this.folder, 'work');
  private readonly bin = join(this.folder, 'bin');

  constructor() {
    mkdirSync(this.bin);
    for (const program of ['npm', 'gh', 'docker'])
      writeFileSync(join(this.bin, program), DOUBLE, { mode: 0o755 });
    this.git(this.folder, 'init', '--bare', '--initial-branch=main', 'origin.git');
    this.git(this.folder, 'clone', '--quiet', 'origin.git', 'work');
    for (const path of ['scripts', '.ci', 'src', 'dist']) mkdirSync(join(this.work, path));
    cpSync(join(root, 'scripts/release.mjs'), join(this.work, 'scripts/release.mjs'));
    writeFileSync(
      join(this.work, '.ci/run'),
      '#!/bin/sh\necho "ci run" >> "$WORLD/log"\ntest ! -e fail\n',
      {
        mode: 0o755,
      },
    );
    writeFileSync(join(this.work, '.gitignore'), 'release/\nimage.json\n');
    for (const path of ['src', 'dist']) writeFileSync(join(this.work, path, 'main.js'), '1\n');
    this.setVersion('1.2.3');
    this.commit('Release');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  git(cwd: string, ...args: readonly string[]): string {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
    return execFileSync('git', [...identity, ...args], {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  }

  setVersion(version: string, heading = `${version} - 2026-11-30`): void {
    for (const file of ['package.json', 'package-lock.json'])
      this.write(file, JSON.stringify({ version }));
    this.write(
      'CHANGELOG.md',
      `# Changelog\n\n## Unreleased\n\n## ${heading}\n\n### Fixed\n\n- It.\n`,
    );
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.work, file), text);
  }

  /** Commits everything, and pushes it to main unless another branch is named. */
  commit(message: string, branch = 'main'): void {
    this.git(this.work, 'add', '--all');
    this.git(this.work, 'commit', '--quiet', '--allow-empty', '--message', message);
    this.git(this.work, 'push', '--quiet', 'origin', `HEAD:${branch}`);
  }

  tag(name: string): void {
    this.git(this.work, 'tag', '--annotate', '--message', name, name);
    this.git(this.work, 'push', '--quiet', 'origin', name);
  }

  /** The commit of a tag of the origin, undefined where it has none. */
  originTag(name: string): string | undefined {
    const { stdout, status } = spawnSync(
      'git',
      ['rev-parse', '--quiet', '--verify', `${name}^{commit}`],
      {
        cwd: join(this.folder, 'origin.git'),
        encoding: 'utf8',
      },
    );
    return status === 0 ? stdout.trim() : undefined;
  }

  get log(): readonly string[] {
    const file = join(this.folder, 'log');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  }

  /** Plays every job whose needs have succeeded, and returns how each ended. */
  play(
    language: WorkflowLanguage,
    tag: string,
    fail = '',
  ): Readonly<Record<string, 'done' | 'failed' | 'skipped'>> {
    rmSync(join(this.folder, 'log'), { force: true });
    const ends: Record<string, 'done' | 'failed' | 'skipped'> = {};
    const needs: Record<string, { outputs: Record<string, unknown> }> = {};
    const github = {
      ...{ ref_name: tag, repository: 'pcr-allowlist/action', actor: 'somebody', token: 'TOKEN' },
    };
    for (const [name, job] of Object.entries(workflow.jobs)) {
      const before = [job.needs ?? []].flat();
      const isAsked =
        before.every((one) => ends[one] === 'done') &&
        (job.if === undefined || language.evaluate(job.if, { github, needs }) === true);
      if (!isAsked) {
        ends[name] = 'skipped';
        continue;
      }
      const steps: Record<string, { outputs: Record<string, string> }> = {};
      const contexts = { github, needs, steps };
      ends[name] = this.playSteps(language, job, contexts, fail) ? 'done' : 'failed';
      const outputs = Object.entries(job.outputs ?? {}).map(([output, text]) => [
        output,
        filled(language, text, contexts),
      ]);
      needs[name] = { outputs: Object.fromEntries(outputs) };
    }
    return ends;
  }

  private playSteps(
    language: WorkflowLanguage,
    { steps }: Job,
    contexts: { readonly steps: Record<string, { outputs: Record<string, string> }> },
    fail: string,
  ): boolean {
    for (const step of steps) {
      const outputs = this.playStep(language, step, contexts, fail);
      if (outputs === undefined) return false;
      if (step.id !== undefined) contexts.steps[step.id] = { outputs };
    }
    return true;
  }

  /** The outputs of a step; undefined where it fails. */
  private playStep(
    language: WorkflowLanguage,
    step: Step,
    contexts: Readonly<Record<string, unknown>>,
    fail: string,
  ): Record<string, string> | undefined {
    if (step.run === undefined) {
      if (step.uses?.startsWith('actions/attest@') === true) {
        const { 'subject-path': path, 'subject-digest': digest } = step.with ?? {};
        const subject = String(path ?? filled(language, String(digest), contexts));
        writeFileSync(join(this.folder, 'log'), `attest ${subject.trim().replace(/\s+/g, ' ')}\n`, {
          flag: 'a',
        });
      }
      return {};
    }
    const outputFile = join(this.folder, 'output');
    writeFileSync(outputFile, '');
    const own = Object.entries(step.env ?? {}).map(([name, text]) => [
      name,
      filled(language, text, contexts),
    ]);
    const { status } = spawnSync('bash', ['-e', '-c', step.run], {
      cwd: this.work,
      encoding: 'utf8',
      env: {
        PATH: [this.bin, process.env['PATH'] ?? ''].join(delimiter),
        WORLD: this.folder,
        HOME: this.folder,
        FAIL: fail,
        GITHUB_OUTPUT: outputFile,
        ...Object.fromEntries(own),
      },
    });
    if (status !== 0) return undefined;
    const lines = readFileSync(outputFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    return Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  }
}

/** A text with its `${{ }}` evaluated. */
function filled(
  language: WorkflowLanguage,
  text: string,
  contexts: Readonly<Record<string, unknown>>,
): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) =>
    String(language.evaluate(expression.trim(), contexts) ?? ''),
  );
}
