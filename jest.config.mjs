import { WORKER_ADDRESS } from './scripts/digest-worker.mjs';

/** Type checking is `npm run lint`; here swc only strips the types. */
export default {
  testEnvironment: 'node',
  // Many tests wait for processes that they start: jest's own choice would leave one of two cores idle.
  maxWorkers: '100%',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2022',
          transform: {
            optimizer: { globals: { vars: { DIGEST_WORKER: JSON.stringify(WORKER_ADDRESS) } } },
          },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // The tests of the source run the worker of the source.
  globalSetup: '<rootDir>/__tests__/build-digest-worker.mjs',
  // Only a hang should end a test: slow machines are no failure.
  testTimeout: 180_000,
  setupFilesAfterEnv: ['<rootDir>/__tests__/to-throw-with-code.ts'],
};
