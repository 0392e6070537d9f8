import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const SRC = join(import.meta.dirname, '../../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({
    name,
    text: readFileSync(join(SRC, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''),
  }));
const isSdk = ({ name }: { readonly name: string }): boolean => name.endsWith('-sdk.ts');

test('the clients of AWS and GitHub, and decompressors, are imported by the files that are made for it, and by them alone', () => {
  const sdks = files.filter(isSdk);
  expect(sdks.map(({ name }) => name)).toContain('adapters/aws/s3-sdk.ts');
  const values =
    /^(?:import|export) (?!type )[^;]*'(?:@(?:aws-sdk|smithy|octokit|actions\/github)|fzstd'|xz-decompress')|import\('@/m;
  expect(files.filter(({ text }) => values.test(text))).toEqual(sdks);
  const ours = /from '\./;
  expect(sdks.filter(({ text }) => ours.test(text))).toEqual([]);
});

test('these files are loaded on demand: never by a static import', () => {
  const loaded = files.filter(({ text }) => /import\('\.\/[a-z0-9-]+-sdk\.js'\)/.test(text));
  expect(loaded.length).toBeGreaterThanOrEqual(2);
  expect(files.filter(({ text }) => /from '[^']*-sdk\.js'/.test(text))).toEqual([]);
});
