import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { encodeHex } from '../../base/encoding.js';
import { AdapterError, TrustError, UsageError } from '../../base/errors.js';
import { gitHubRefusalError, matchAnswer, readAnswer } from './github-answer.js';
import type { GitHub, GitHubAnswer, GitHubRefusal } from './github-port.js';

const PERMISSION = 'contents: write';
/** The maximum number of releases that a search for a draft reads. GitHub lists no more. */
const MAX_RELEASES = 10_000;
/** GitHub's bound on the assets of one release. */
const MAX_ASSETS = 1_000;
/** Marks our drafts. Only a draft with this mark is published. */
const OUR_DRAFT = '<!-- pcr-allowlist release-assets -->';

const ASSET = z.object({
  id: z.int(),
  name: z.string(),
  state: z.string(),
  digest: z.optional(z.nullable(z.string())),
});
const RELEASE = z.object({
  id: z.int(),
  tag_name: z.string(),
  draft: z.boolean(),
  immutable: z.optional(z.boolean()),
  body: z.optional(z.nullable(z.string())),
  upload_url: z.string(),
  html_url: z.string(),
});
type Release = z.output<typeof RELEASE>;

/** A file to upload to a release. */
export interface ReleaseAsset {
  /** The name of the asset, in characters that GitHub keeps. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The result of an upload. */
export interface UploadedAssets {
  readonly url: string;
  /** A draft of somebody else stays a draft. */
  readonly isDraft: boolean;
  readonly uploaded: readonly string[];
  /** Assets with the same bytes from an earlier run. */
  readonly present: readonly string[];
}

/**
 * Uploads files to the GitHub release of a tag. In order: the names are distinct and GitHub keeps them (`usage`); the
 * tag exists (`usage`), because GitHub would create a missing tag; the release of that tag is found, or one of our
 * drafts is created; each existing asset has the same SHA-256 according to GitHub (`sha256-mismatch`), before anything
 * is uploaded; an immutable published release lacks no file (`output-not-writable`). Then missing files are uploaded,
 * and our draft is published unless `keepDraft`. Running it again is safe at any point.
 *
 * Also rejects with AdapterError `github-unavailable`: without an answer, for a refusal, or for an asset without a
 * digest from GitHub, which may not be ours.
 */
export async function uploadReleaseAssets(
  github: GitHub,
  {
    tag,
    assets,
    keepDraft = false,
  }: {
    readonly tag: string;
    readonly assets: readonly ReleaseAsset[];
    readonly keepDraft?: boolean;
  },
): Promise<UploadedAssets> {
  requireNames(assets);
  await requireTag(github, tag);
  const release = (await findRelease(github, tag)) ?? (await createDraft(github, tag));
  const missing = await missingAssets(github, release, assets);
  if (missing.length > 0 && !release.draft && release.immutable === true) {
    throw new AdapterError(
      'output-not-writable',
      `the release of ${tag} is published and immutable, and lacks ${missing.map(({ name }) => name).join(', ')}`,
      { hint: 'Assets can only be added while a release is a draft. Use a new tag.' },
    );
  }
  for (const asset of missing) await upload(github, release, asset);
  const isOurs = release.body?.includes(OUR_DRAFT) === true;
  const publishes = release.draft && isOurs && !keepDraft;
  if (publishes) await publishRelease(github, release);
  const uploaded = missing.map(({ name }) => name);
  return {
    url: release.html_url,
    isDraft: release.draft && !publishes,
    uploaded,
    present: assets.map(({ name }) => name).filter((name) => !uploaded.includes(name)),
  };
}

/** GitHub renames files with other characters, and they would not be found again. */
function requireNames(assets: readonly ReleaseAsset[]): void {
  const names = assets.map(({ name }) => name);
  const bad = names.find((name) => !/^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/.test(name));
  if (bad === undefined && new Set(names).size === names.length) return;
  throw new UsageError(
    `release assets: expected distinct names of letters, digits, dots, _ and -, found ${JSON.stringify(bad ?? names)}`,
  );
}

/** Slashes in a tag are not encoded. */
function pathOf(tag: string): string {
  return tag.split('/').map(encodeURIComponent).join('/');
}

async function requireTag(github: GitHub, tag: string): Promise<void> {
  const answer = await github.get(`/repos/${github.repository}/git/ref/tags/${pathOf(tag)}`);
  if (answer.kind === 'answered') {
    const { ref } = matchAnswer(
      z.object({ ref: z.string() }),
      answer.body,
      `look for the tag ${tag}`,
    );
    if (ref === `refs/tags/${tag}`) return;
  } else if (answer.status !== 404) {
    throw gitHubRefusalError(answer, `look for the tag ${tag}`, PERMISSION);
  }
  throw new UsageError(`release-assets: ${github.repository} has no tag ${tag}`, {
    hint: 'Push the tag first. Otherwise GitHub would create it at the default branch.',
  });
}

/**
 * Finds the release of a tag, published or draft, or undefined. The API does not find a draft by its tag, so releases
 * are listed. Throws `usage` for several drafts of others.
 */
async function findRelease(github: GitHub, tag: string): Promise<Release | undefined> {
  const path = `/repos/${github.repository}/releases`;
  const published = await github.get(`${path}/tags/${pathOf(tag)}`);
  if (published.kind === 'answered')
    return matchAnswer(RELEASE, published.body, 'read the release');
  if (published.status !== 404) throw gitHubRefusalError(published, 'read the release', PERMISSION);
  const answer = await github.list(path, MAX_RELEASES);
  const what = 'list the releases';
  if (answer.kind === 'refused') throw gitHubRefusalError(answer, what, PERMISSION);
  const found = answer.items
    .map((item) => matchAnswer(RELEASE, item, what))
    .filter((release) => release.tag_name === tag && release.draft);
  const [ours, ...more] = found.filter(({ body }) => body?.includes(OUR_DRAFT) === true);
  const [first, ...others] = found;
  // Two parallel runs may each have created a draft. Both use the older one.
  if (ours !== undefined) return more.reduce((a, b) => (b.id < a.id ? b : a), ours);
  if (others.length === 0) return first;
  throw new UsageError(`release-assets: there are ${found.length} drafts for the tag ${tag}`, {
    hint: 'Delete all drafts but one.',
  });
}

async function createDraft(github: GitHub, tag: string): Promise<Release> {
  const body = `PCR manifest and allow-list of this release.\n\n${OUR_DRAFT}\n`;
  const draft = { tag_name: tag, name: tag, draft: true, body };
  const what = 'create a draft release';
  await settled(
    () => github.send('POST', `/repos/${github.repository}/releases`, draft),
    async () => (await findRelease(github, tag)) !== undefined,
    what,
  );
  const release = await findRelease(github, tag);
  if (release !== undefined) return release;
  throw new AdapterError(
    'github-unavailable',
    `could not ${what}: the draft is missing afterwards`,
  );
}

/** The files to upload. Incomplete uploads of an earlier run are deleted. They are not assets yet. */
async function missingAssets(
  github: GitHub,
  release: Release,
  assets: readonly ReleaseAsset[],
): Promise<readonly ReleaseAsset[]> {
  const there = await listAssets(github, release);
  const missing: ReleaseAsset[] = [];
  const halves: number[] = [];
  for (const asset of assets) {
    const found = there.find(({ name }) => name === asset.name);
    if (found === undefined) missing.push(asset);
    else if (found.state === 'uploaded') requireSame(found, asset);
    else {
      halves.push(found.id);
      missing.push(asset);
    }
  }
  for (const id of halves) {
    const path = `/repos/${github.repository}/releases/assets/${id}`;
    const answer = await github.send('DELETE', path, {});
    if (answer.kind === 'refused' && answer.status !== 404) {
      throw gitHubRefusalError(answer, 'delete an incomplete upload', PERMISSION);
    }
  }
  return missing;
}

async function listAssets(github: GitHub, { id }: Release) {
  const what = 'list the assets';
  const answer = await github.list(`/repos/${github.repository}/releases/${id}/assets`, MAX_ASSETS);
  if (answer.kind === 'refused') throw gitHubRefusalError(answer, what, PERMISSION);
  return answer.items.map((item) => matchAnswer(ASSET, item, what));
}

function requireSame({ digest }: z.output<typeof ASSET>, { name, bytes }: ReleaseAsset): void {
  if (typeof digest !== 'string') {
    throw new AdapterError('github-unavailable', `GitHub has no digest for the asset ${name}`, {
      hint: 'Compare the asset yourself, delete it, and run this again.',
    });
  }
  const expected = `sha256:${encodeHex(sha256(bytes))}`;
  if (digest.toLowerCase() === expected) return;
  throw new TrustError(
    'sha256-mismatch',
    `the release has an asset ${name} with ${digest}, expected ${expected}`,
    { hint: 'Somebody uploaded other bytes under this name. Find out who.' },
  );
}

async function upload(github: GitHub, release: Release, asset: ReleaseAsset): Promise<void> {
  const find = async () =>
    (await listAssets(github, release)).find(
      ({ name, state }) => name === asset.name && state === 'uploaded',
    );
  const answer = await settled(
    () => github.upload(release.upload_url, asset.name, asset.bytes),
    async () => (await find()) !== undefined,
    `upload ${asset.name}`,
  );
  const found =
    answer === undefined ? await find() : matchAnswer(ASSET, answer.body, `upload ${asset.name}`);
  // A server that returns no digest for an upload (GitHub Enterprise Server) still accepted the upload.
  if (found !== undefined && (answer === undefined || typeof found.digest === 'string')) {
    requireSame(found, asset);
  }
}

async function publishRelease(github: GitHub, { id }: Release): Promise<void> {
  const path = `/repos/${github.repository}/releases/${id}`;
  const isPublished = async (): Promise<boolean> => {
    const answer = await github.get(path);
    return !readAnswer(answer, RELEASE, 'read the release', PERMISSION).draft;
  };
  await settled(
    () => github.send('PATCH', path, { draft: false }),
    isPublished,
    'publish the release',
  );
}

/**
 * Sends once. After a lost answer, or a refusal because the object already exists (422), reads whether this run or
 * another run did it. Undefined if only that reading shows it.
 */
async function settled(
  send: () => Promise<GitHubAnswer | GitHubRefusal>,
  isDone: () => Promise<boolean>,
  what: string,
): Promise<GitHubAnswer | undefined> {
  let refusal: GitHubRefusal;
  try {
    const answer = await send();
    if (answer.kind === 'answered') return answer;
    refusal = answer;
  } catch (error) {
    if (error instanceof AdapterError && (await isDone())) return undefined;
    throw error;
  }
  if (refusal.status === 422 && (await isDone())) return undefined;
  throw gitHubRefusalError(refusal, what, PERMISSION);
}
