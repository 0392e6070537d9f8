import config from './jest.config.mjs';

/** Folders whose tests talk over sockets or run the built programs. */
const FOLDERS = [
  'action',
  'attacks',
  'cli',
  'crash',
  'examples',
  'hostile',
  'recipes',
  'terraform',
  'verifier',
  'wire',
];

/** Single files of the same kinds in other folders. */
const FILES = [
  'adapters/aws/kms-key-policy-client',
  'adapters/aws/kms-signing-client',
  'adapters/aws/s3-client',
  'adapters/aws/service-clock',
  'adapters/fetch-list',
  'adapters/files/file-source',
  'adapters/files/folder-store',
  'adapters/github/github-client',
  'adapters/github/proxied-fetch',
  'adapters/open-image',
  'adapters/open-store',
  'house/dist',
  'house/package',
  'house/page-programs',
  'house/readme',
  'house/release',
  'library',
  'report/drift-html',
  'report/drift-html-layout',
  'workflow/github/github-approvals',
];

/** Files that try all of many inputs or schedules, each for ten seconds and more. */
const EXHAUSTIVE = [
  'allowlist/list-room',
  'allowlist/update-allow-list-properties',
  'evidence/damage',
  'iam/proof-properties',
  'iam/prove-oracle',
  'keypolicy/apply-key-properties',
  'keypolicy/assess-key-policy-hostile',
  'measure/flips',
];

const leftOut = [
  ...FOLDERS.map((name) => `${name}/`),
  ...[...FILES, ...EXHAUSTIVE].map((name) => `${name}\\.test\\.ts$`),
];

/** What `npm run test:unit` runs: no sockets, no built programs, nothing to install beyond `npm ci`. */
export default {
  ...config,
  testPathIgnorePatterns: leftOut.map((name) => `<rootDir>/__tests__/${name}`),
  setupFilesAfterEnv: [...config.setupFilesAfterEnv, '<rootDir>/__tests__/no-network.ts'],
};
