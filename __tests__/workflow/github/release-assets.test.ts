import { describe, expect, test } from '@jest/globals';
import { encodeUtf8 } from '../../../src/base/encoding.js';
import { uploadReleaseAssets } from '../../../src/workflow/github/release-assets.js';
import { DoubleGitHub } from '../../doubles/github.js';

const assets = [
  { name: 'signer.manifest.dsse.json', bytes: encodeUtf8('manifest') },
  { name: 'signer.allow-list.dsse.json', bytes: encodeUtf8('list') },
];
const NAMES = assets.map(({ name }) => name);

function withTag(): DoubleGitHub {
  const github = new DoubleGitHub();
  github.tags.add('v1');
  return github;
}

const upload = (github: DoubleGitHub, more: { keepDraft?: boolean } = {}) =>
  uploadReleaseAssets(github, { tag: 'v1', assets, ...more });

describe('assets of a release', () => {
  test('go into a draft, which is then published; again changes nothing', async () => {
    const github = withTag();
    github.isImmutable = true;
    expect(await upload(github)).toMatchObject({ isDraft: false, uploaded: NAMES, present: [] });
    expect(github.writes.map((write) => write.split(' ')[0])).toEqual([
      'POST',
      'UPLOAD',
      'UPLOAD',
      'PATCH',
    ]);
    expect(github.releases).toMatchObject([{ tag_name: 'v1', draft: false, immutable: true }]);
    const before = github.writes.length;
    expect(await upload(github)).toMatchObject({ uploaded: [], present: NAMES });
    expect(github.writes).toHaveLength(before);
  });

  test('a draft is kept where it is to be completed later, and completed then', async () => {
    const github = withTag();
    const first = { tag: 'v1', assets: assets.slice(0, 1), keepDraft: true };
    expect(await uploadReleaseAssets(github, first)).toMatchObject({ isDraft: true });
    expect(github.releases[0]?.draft).toBe(true);
    expect(await upload(github)).toMatchObject({ isDraft: false, uploaded: NAMES.slice(1) });
  });

  test("somebody else's draft gets the files and stays a draft", async () => {
    const github = withTag();
    github.draft({ tag_name: 'v1', body: 'notes' });
    expect(await upload(github)).toMatchObject({ isDraft: true, uploaded: NAMES });
    expect(github.releases).toMatchObject([{ draft: true, body: 'notes' }]);
    github.draft({ tag_name: 'v1', body: 'more notes' });
    await expect(upload(github)).toRejectWithCode('usage');
  });

  test('a published release takes them unless it is immutable', async () => {
    const github = withTag();
    github.draft({ tag_name: 'v1', draft: false });
    expect(await upload(github)).toMatchObject({ isDraft: false, uploaded: NAMES });
    const immutable = withTag();
    immutable.draft({ tag_name: 'v1', draft: false, immutable: true });
    await expect(upload(immutable)).toRejectWithCode('output-not-writable');
    expect(immutable.writes).toEqual([]);
  });

  test('other bytes under the same name are a refusal before anything is uploaded', async () => {
    const github = withTag();
    await upload(github);
    const other = [
      { name: 'more.json', bytes: encodeUtf8('more') },
      { name: NAMES[0] ?? '', bytes: encodeUtf8('another manifest') },
    ];
    const before = github.writes.length;
    await expect(uploadReleaseAssets(github, { tag: 'v1', assets: other })).toRejectWithCode(
      'sha256-mismatch',
    );
    expect(github.writes).toHaveLength(before);
  });

  test('without a digest nobody can tell what is there', async () => {
    const github = withTag();
    github.hasDigests = false;
    expect(await upload(github)).toMatchObject({ uploaded: NAMES });
    await expect(upload(github)).toRejectWithCode('github-unavailable');
  });

  test('a half upload is deleted and made again', async () => {
    const github = withTag();
    github.draft({
      tag_name: 'v1',
      draft: false,
      assets: [{ id: 99, name: NAMES[0] ?? '', state: 'starter', size: 0, digest: null }],
    });
    expect(await upload(github)).toMatchObject({ uploaded: NAMES });
    expect(github.writes[0]).toMatch(/^DELETE .*\/assets\/99$/);
  });

  test('each lost answer is looked for; what was not carried out is done at the next run', async () => {
    for (const loses of ['after', 'before'] as const) {
      for (let cut = 0; cut < 4; cut++) {
        const github = withTag();
        let seen = 0;
        const arm = () => {
          if (seen++ === cut) github.loses = loses;
          github.between = arm;
        };
        github.between = arm;
        const first = await upload(github).catch((error: { code?: string }) => error.code);
        expect([loses, cut, typeof first === 'string' ? first : 'done']).toEqual([
          ...[loses, cut],
          loses === 'after' ? 'done' : 'github-unavailable',
        ]);
        await upload(github);
        expect(github.releases).toMatchObject([{ draft: false }]);
        expect(github.releases[0]?.assets.map(({ name }) => name)).toEqual(NAMES);
      }
    }
  });

  test('another run that uploads the same file at the same moment is no fault', async () => {
    const github = withTag();
    github.draft({ tag_name: 'v1', draft: false });
    github.between = async () => {
      await upload(github);
    };
    expect(await upload(github)).toMatchObject({ isDraft: false });
    expect(github.releases[0]?.assets).toHaveLength(2);
  });

  test('a tag that is not there, a missing permission and odd names are refused', async () => {
    await expect(upload(new DoubleGitHub())).toRejectWithCode('usage');
    const forbidden = withTag();
    forbidden.forbidden = true;
    await expect(upload(forbidden)).toRejectWithCode('github-unavailable');
    for (const name of ['a b.json', '.hidden', 'a/b', 'ä.json', '']) {
      const odd = [{ name, bytes: encodeUtf8('x') }];
      await expect(uploadReleaseAssets(withTag(), { tag: 'v1', assets: odd })).toRejectWithCode(
        'usage',
      );
    }
    const twice = [...assets, ...assets];
    await expect(uploadReleaseAssets(withTag(), { tag: 'v1', assets: twice })).toRejectWithCode(
      'usage',
    );
  });
});
