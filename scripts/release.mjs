/**
 * What a version tag releases: `node scripts/release.mjs TAG [--notes FILE]`, for `.github/workflows/release.yml` and to try
 * before tagging. Refuses, with exit code 1, a tag that is no version, another version in `package.json` or its lock, and
 * a `CHANGELOG.md` whose first section with a version is another one or is empty. Prints `name=value` lines, as a step of
 * GitHub Actions writes outputs, and writes the section of the changelog into FILE.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const TAG = /^v((0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(-[0-9A-Za-z.-]+)?)$/;

const [tag = '', option, notesFile] = process.argv.slice(2);
const facts = factsOf(tag);
if (typeof facts === 'string') {
  console.error(`::error title=release::${facts}`);
  process.exit(1);
}
const { notes, ...outputs } = facts;
if (option === '--notes') writeFileSync(notesFile, notes);
for (const [name, value] of Object.entries(outputs)) console.log(`${name}=${value}`);

/** The facts of a release, or why there is none. */
function factsOf(name) {
  const [, version, major, prerelease] = TAG.exec(name) ?? [];
  if (version === undefined) return `expected a tag such as v1.2.3 or v1.3.0-rc.1, found ${name}`;
  const packages = ['package.json', 'package-lock.json'].map((file) => [
    file,
    JSON.parse(readFileSync(file, 'utf8')).version,
  ]);
  const [other] = packages.filter(([, one]) => one !== version);
  if (other !== undefined) return `expected version ${version} in ${other[0]}, found ${other[1]}`;
  const notesOrFault = changesOf(version, readFileSync('CHANGELOG.md', 'utf8'));
  if (notesOrFault.fault !== undefined) return notesOrFault.fault;
  return {
    version,
    major: `v${major}`,
    prerelease: prerelease !== undefined,
    'npm-tag': prerelease === undefined ? 'latest' : 'next',
    notes: notesOrFault.notes,
  };
}

/** The section of a version, which has to be the first one of a version: `## 1.2.3 - 2026-11-30`. */
function changesOf(version, changelog) {
  const sections = changelog.split(/^## /m).slice(1);
  const [section = ''] = sections.filter((one) => !one.startsWith('Unreleased'));
  const [heading = '', ...lines] = section.split('\n');
  const [found, date] = heading.split(' - ');
  if (found !== version) {
    return {
      fault: `expected the section ${version} first in CHANGELOG.md, found ${found || 'none'}`,
    };
  }
  if (!/^\d{4}-\d\d-\d\d$/.test(date ?? '')) {
    return { fault: `expected a date in the heading "## ${heading}" of CHANGELOG.md` };
  }
  const notes = lines.join('\n').trim();
  return notes === ''
    ? { fault: `the section ${version} of CHANGELOG.md is empty` }
    : { notes: `${notes}\n` };
}
