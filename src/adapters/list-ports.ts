import { randomBytes } from 'node:crypto';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ListPorts } from '../workflow/ports.js';
import { askForDocument } from './attestation-endpoint.js';
import { systemNow } from './clock.js';
import { generateKeyPair } from './files/key-file-signer.js';
import {
  fileExists,
  readBinaryFile,
  readTextFile,
  updateTextFile,
  writeNewFile,
  writeNewFiles,
  writeTextFile,
} from './files/local-files.js';
import { isDeadProcess, processText, thisProcess } from './files/process-identity.js';
import { observeOrigin, runAddress } from './github/build-environment.js';
import { githubOf, githubRun, oidcClaims } from './github/github-environment.js';
import { heedStop } from './heed-stop.js';
import { openPinnedImage } from './open-image.js';
import { KmsConnections, openKeyPolicy, openKeyProbe } from './open-key-policy.js';
import { openSigner } from './open-signer.js';
import { openStore } from './open-store.js';
import { readStandardInput } from './standard-streams.js';
import { requirePreconditions } from './store-probe.js';

/** The ports of this machine for the commands that work on the allow-list: files, stores, keys, clock, randomness. */
export function listPorts(
  tell: Pick<ListPorts, 'onProgress' | 'onKey' | 'onWait'> = {},
): ListPorts {
  const connections = new KmsConnections();
  return {
    now: systemNow(),
    readText: readTextFile,
    readBytes: (path) => (path === '-' ? readStandardInput() : readBinaryFile(path)),
    askForDocument,
    resolve: (file, name) => resolveBeside(file, name),
    relative: (file, path) => relative(resolve(dirname(file)), resolve(path)) || '.',
    exists: fileExists,
    writeText: writeTextFile,
    updateText: updateTextFile,
    writeNew: writeNewFile,
    writeNewFiles,
    async openStore(address, file) {
      const opened = await openStore(address, folderOf(file));
      const { store, name } = opened;
      return { ...opened, requirePreconditions: () => requirePreconditions(store, name) };
    },
    openSigner: (address, file) => openSigner(address, folderOf(file)),
    openImage: openPinnedImage,
    origin: () => observeOrigin(process.env),
    generateKeyPair,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    sleep: (durationMs) => sleep(durationMs),
    clock: systemNow,
    openKeyPolicy: (key, file, assumeRole) =>
      openKeyPolicy(key, folderOf(file), assumeRole, connections),
    openKeyProbe: (key, role) => openKeyProbe(key, role, connections),
    processes: { own: processText(thisProcess()), isDead: isDeadProcess },
    heedStop,
    run: () => runAddress(process.env),
    openGitHub: (token) => githubOf(process.env, token),
    githubRun: () => githubRun(process.env),
    oidcClaims: (audience) => oidcClaims(process.env, audience),
    ...tell,
  };
}

/** The folder to which names in a file are relative. Without a file, the working folder. */
function folderOf(file: string): string {
  return file === '' ? resolve('.') : resolve(dirname(file));
}

/** Kept as short as written, because people read the path too. */
function resolveBeside(file: string, name: string): string {
  const folder = dirname(file);
  return name.startsWith('/') ? name : join(folder, name);
}
