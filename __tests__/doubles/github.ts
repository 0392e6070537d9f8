import { createHash } from 'node:crypto';
import { AdapterError } from '../../src/base/errors.js';
import type { GitHub, GitHubAnswer, GitHubRefusal } from '../../src/workflow/github/github-port.js';

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

/** One repository on GitHub, as far as issues and releases go: numbers in order, drafts without a tag's address, digests. */
export class FakeGitHub implements GitHub {
  readonly repository = 'acme/signer';
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
  as(writer: { login: string; type: string }): FakeGitHub {
    return Object.assign(Object.create(this) as FakeGitHub, { writer });
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
    if (path === '/user') {
      if (this.writer.type === 'Bot') return refused(403, 'Resource not accessible by integration');
      return answered(this.writer);
    }
    const [, rest = ''] = path.split(`/repos/${this.repository}`);
    const tag = /^\/git\/ref\/tags\/(.+)$/.exec(rest)?.[1];
    if (tag !== undefined) {
      return this.tags.has(decodeURIComponent(tag))
        ? answered({ ref: `refs/tags/${decodeURIComponent(tag)}` })
        : refused(404, 'Not Found');
    }
    const [, id, named] = /^\/releases\/(?:(\d+)|tags\/(.+))$/.exec(rest) ?? [];
    const release = this.releases.find((one) =>
      id === undefined ? one.tag_name === named && !one.draft : String(one.id) === id,
    );
    return release === undefined ? refused(404, 'Not Found') : answered(structuredClone(release));
  }

  async list(path: string, maxItems: number) {
    const { pathname, searchParams } = new URL(path, 'https://api.github.com');
    const items = this.listed(pathname, searchParams);
    if ('status' in items) return items;
    if (items.length > maxItems || (this.isHuge && !searchParams.has('creator')))
      throw new AdapterError('github-unavailable', 'too many');
    return { kind: 'answered' as const, items: structuredClone(items) };
  }

  private listed(pathname: string, query: URLSearchParams): readonly unknown[] | GitHubRefusal {
    if (pathname.endsWith('/issues')) {
      if (!this.hasIssues) return refused(410, 'Issues has been disabled in this repository.');
      const creator = query.get('creator');
      return this.issues.filter(({ user }) => creator === null || user?.login === creator);
    }
    const id = /\/releases\/(\d+)\/assets$/.exec(pathname)?.[1];
    if (id !== undefined) return this.releases.find((one) => String(one.id) === id)?.assets ?? [];
    if (pathname.endsWith('/releases')) return this.releases;
    return refused(404, 'Not Found');
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
