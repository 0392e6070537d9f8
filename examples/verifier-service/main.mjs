/** Starts the service: `node examples/verifier-service/main.mjs CONFIGURATION.json [PORT]`; README.md says what is in it. */
import { readFileSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createVerifier, withSeen } from 'pcr-allowlist/verifier';
import { createService, listen } from './service.mjs';

const file = resolve(process.argv[2] ?? 'service.json');
const { port, list, keys, threshold, allowList, url, remember, secret } = JSON.parse(
  readFileSync(file, 'utf8'),
);
const beside = (path) => resolve(dirname(file), path);

/**
 * The newest version of the list and the revocations that were seen, in a file of this process alone: an old list, and a
 * revoked image that comes back, are noticed after a restart too.
 */
const memory = {
  load: async () => {
    try {
      return JSON.parse(await readFile(beside(remember), 'utf8'));
    } catch (error) {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    }
  },
  save: async (seen) => {
    const kept = withSeen(await memory.load(), seen);
    await writeFile(`${beside(remember)}.new`, JSON.stringify(kept));
    await rename(`${beside(remember)}.new`, beside(remember));
  },
};

const verifier = createVerifier({
  trust: { list, keys: keys.map((path) => readFileSync(beside(path), 'utf8')), threshold },
  ...(url === undefined ? { allowList: () => readFile(beside(allowList)) } : { url }),
  ...(remember === undefined ? {} : { remember: memory }),
  now: () => Date.now(),
});
const service = createService({
  verifier,
  secret: readFileSync(beside(secret)),
  now: () => Date.now(),
});
const server = await listen(service, Number(process.argv[3] ?? port));
process.stdout.write(`listening on http://127.0.0.1:${server.address().port}\n`);
