import { createHash } from 'node:crypto';
import { AdapterError } from '../../src/base/errors.js';
import type { GitHub, GitHubAnswer, GitHubRefusal } from '../../src/workflow/github/github-port.js';
import { fileOf, type GitHubState, ofRun, REPOSITORY } from './github-run.js';

export interface FakeIssue {
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  state_reason: string | null;
  user: { login: string; type: string } | null;
  html_url: string;
  pull_request?: object;
}

export interface FakeAsset {
  id: number;
  name: string;
  state: 'uploaded' | 'starter';
  size: number;
  digest: string | null;
}

export interface FakeRelease {
  id: number;
  tag_name: string;
  name: string;
  body: string | null;
  draft: boolean;
  immutable: boolean;
  upload_url: string;
  html_url: string;
  assets: FakeAsset[];
}

export const JOB = { login: 'github-actions[bot]', type: 'Bot' } as const;

const answered = (body: unknown): GitHubAnswer => ({ kind: 'answered', body });
const refused = (status: number, message: string): GitHubRefusal => ({
  kind: 'refused',
  status,
  message,
});
const lost = () => new AdapterError('github-unavailable', 'the answer was lost');

/**
 * One repository on GitHub: issues and releases (numbers in order, drafts without a tag's address, digests), and a run
 * with its environment and its change. It has two doors: this class is the one in this process, as the port of the
 * workflows; `github-http.ts` answers requests of the wire from it.
 */
export class DoubleGitHub implements GitHub {
  readonly repository = REPOSITORY;
  /** A run that there is; undefined: none. */
  run: GitHubState | undefined;
  readonly issues: FakeIssue[] = [];
  readonly releases: FakeRelease[] = [];
  readonly tags = new Set<string>();
  /** Every request that writes, in order. */
  readonly writes: string[] = [];
  /** Whose token this is: an app's may not ask for /user. */
  writer: { login: string; type: string } = JOB;
  hasIssues = true;
  /** Releases become immutable when they are published. */
  isImmutable = false;
  hasDigests = true;
  /** Listings without an author are larger than anybody looks at. */
  isHuge = false;
  forbidden = false;
  /** The answer to the next write is lost, after or before it was carried out. */
  loses: 'after' | 'before' | undefined;
  /** Runs before a write is carried out: another run that comes between. */
  between: ((write: string) => Promise<void> | void) | undefined;
  private nextId = 1;

  /** The same repository for another token. */
  as(writer: { login: string; type: string }): DoubleGitHub {
    return Object.assign(Object.create(this) as DoubleGitHub, { writer });
  }

  open(
    body: string,
    user: FakeIssue['user'] = this.writer,
    more: Partial<FakeIssue> = {},
  ): FakeIssue {
    const number = this.issues.length + 1;
    const html_url = `https://github.com/${this.repository}/issues/${number}`;
    const issue: FakeIssue = {
      ...{ number, title: 'Something', body, state: 'open', state_reason: null, user, html_url },
      ...more,
    };
    this.issues.push(issue);
    return issue;
  }

  async get(path: string): Promise<GitHubAnswer | GitHubRefusal> {
    const { pathname, searchParams } = new URL(path, 'https://api.github.com');
    return this.read(pathname, searchParams);
  }

  async list(path: string, maxItems: number, items?: string) {
    const { pathname, searchParams } = new URL(path, 'https://api.github.com');
    const answer = this.read(pathname, searchParams);
    if (answer.kind === 'refused') return answer;
    const body = answer.body as Readonly<Record<string, unknown>>;
    const found = (items === undefined ? body : body[items]) as readonly unknown[];
    if (found.length > maxItems || (this.isHuge && !searchParams.has('creator')))
      throw new AdapterError('github-unavailable', 'too many');
    return { kind: 'answered' as const, items: found };
  }

  /** What a GET answers; a list as a whole, which a door cuts into pages. */
  read(pathname: string, query: URLSearchParams): GitHubAnswer | GitHubRefusal {
    if (pathname === '/user') {
      if (this.writer.type === 'Bot') return refused(403, 'Resource not accessible by integration');
      return answered(this.writer);
    }
    if (this.run !== undefined && pathname.includes('/contents/')) {
      const file = fileOf(this.run, pathname, query.get('ref'));
      return file === undefined ? refused(404, 'Not Found') : answered(file);
    }
    const [, path = ''] = pathname.split(`/repos/${this.repository}`);
    if (path === '/issues') {
      if (!this.hasIssues) return refused(410, 'Issues has been disabled in this repository.');
      const creator = query.get('creator');
      const found = this.issues.filter(({ user }) => creator === null || user?.login === creator);
      return answered(structuredClone(found));
    }
    const found = this.found(path) ?? (this.run && ofRun(this.run, path));
    return found === undefined ? refused(404, 'Not Found') : answered(structuredClone(found));
  }

  /** A tag, releases, one release, or its assets. */
  private found(path: string): unknown {
    const tag = /^\/git\/ref\/tags\/(.+)$/.exec(path)?.[1];
    if (tag !== undefined) {
      const name = decodeURIComponent(tag);
      return this.tags.has(name) ? { ref: `refs/tags/${name}` } : undefined;
    }
    if (path === '/releases') return this.releases;
    const [, named] = /^\/releases\/tags\/(.+)$/.exec(path) ?? [];
    if (named !== undefined) {
      return this.releases.find((release) => release.tag_name === named && !release.draft);
    }
    const [, id, assets] = /^\/releases\/(\d+)(\/assets)?$/.exec(path) ?? [];
    const release = this.releases.find((one) => String(one.id) === id);
    return assets === undefined ? release : (release?.assets ?? []);
  }

  async send(method: 'POST' | 'PATCH' | 'DELETE', path: string, body: object) {
    return this.write(`${method} ${path}`, () => this.sent(method, path, body));
  }

  private sent(
    method: string,
    path: string,
    body: { title?: string; tag_name?: string; draft?: boolean },
  ): GitHubAnswer | GitHubRefusal {
    if (this.forbidden) return refused(403, 'Resource not accessible by integration');
    const [, rest = ''] = path.split(`/repos/${this.repository}`);
    if (method === 'POST' && rest === '/issues') {
      if (!this.hasIssues) return refused(410, 'Issues has been disabled in this repository.');
      return answered(structuredClone(Object.assign(this.open(''), body)));
    }
    if (method === 'POST' && rest === '/releases') return answered(this.draft(body));
    const [, kind, id] = /^\/(issues|releases|releases\/assets)\/(\d+)$/.exec(rest) ?? [];
    if (method === 'DELETE' && kind === 'releases/assets') {
      for (const release of this.releases) {
        release.assets = release.assets.filter((asset) => String(asset.id) !== id);
      }
      return answered(null);
    }
    const target =
      kind === 'issues'
        ? this.issues.find(({ number }) => String(number) === id)
        : this.releases.find((one) => String(one.id) === id);
    if (target === undefined || method !== 'PATCH') return refused(404, 'Not Found');
    Object.assign(target, body);
    if ('assets' in target && body.draft === false) target.immutable = this.isImmutable;
    return answered(structuredClone(target));
  }

  /** A release as the API makes it. */
  draft(more: Partial<FakeRelease>): FakeRelease {
    const id = this.nextId++;
    const release: FakeRelease = {
      ...{ id, tag_name: '', name: '', body: null, draft: true, immutable: false, assets: [] },
      upload_url: `https://uploads.github.com/repos/${this.repository}/releases/${id}/assets{?name,label}`,
      html_url: `https://github.com/${this.repository}/releases/${id}`,
      ...more,
    };
    this.releases.push(release);
    return structuredClone(release);
  }

  async upload(url: string, name: string, bytes: Uint8Array) {
    return this.write(`UPLOAD ${name}`, () => {
      if (this.forbidden) return refused(403, 'Resource not accessible by integration');
      const release = this.releases.find(({ upload_url }) => upload_url === url);
      if (release === undefined) return refused(404, 'Not Found');
      if (release.immutable) return refused(422, 'Cannot upload assets to an immutable release.');
      if (release.assets.some((asset) => asset.name === name)) {
        return refused(422, 'Validation Failed: already_exists');
      }
      const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      const asset: FakeAsset = {
        ...{ id: this.nextId++, name, state: 'uploaded', size: bytes.length },
        digest: this.hasDigests ? digest : null,
      };
      release.assets.push(asset);
      return answered(structuredClone(asset));
    });
  }

  private async write<Answer>(what: string, carryOut: () => Answer): Promise<Answer> {
    const { between } = this;
    if (between !== undefined) {
      this.between = undefined;
      await between(what);
    }
    const { loses } = this;
    this.loses = undefined;
    if (loses === 'before') throw lost();
    this.writes.push(what);
    const answer = carryOut();
    if (loses === 'after') throw lost();
    return answer;
  }
}
