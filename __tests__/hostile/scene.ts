import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair, openKeyFile } from '../../src/adapters/files/key-file-signer.js';
import { listPorts } from '../../src/adapters/list-ports.js';
import { encodeAllowList, parseAllowListPayload } from '../../src/allowlist/allow-list-document.js';
import { projectionIn } from '../../src/allowlist/projection-digest.js';
import { parseDsse } from '../../src/format/dsse.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { signEnvelope } from '../../src/manifest/sign-envelope.js';
import { type ListCommand, runListCommand } from '../../src/workflow/commands/run-list-command.js';
import type { OptionValues } from '../../src/workflow/options/option-values.js';
import { failed, type Outcome } from '../../src/workflow/outcome.js';
import { unsignedImage } from '../fakes/list-world.js';
import { pageFile } from '../fakes/page-blocks.js';

const ROLE = 'arn:aws:iam::111122223333:role';
export const POINTER = 'pcr-allowlist/allowlist.dsse.json';

/** A folder with everything that the commands read from files: configuration, keys, store, key policy, images. */
export class Scene {
  readonly folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-hostile-'));

  /** A list with one release, and a key policy that follows it. */
  static async create(): Promise<Scene> {
    const scene = Scene.withImages();
    scene.write('policy.json', pageFile('policy.json'));
    await scene.done('init', {
      enclave: 'signer',
      store: `file:${scene.path('pcr-allowlist')}`,
      certificate: ['unsigned'],
      'instance-role': [`${ROLE}/signer`],
      'kms-key': [`file:${scene.path('policy.json')}`],
      administrator: [`${ROLE}/kms-admin`],
    });
    await scene.done('publish', { eif: scene.path('a.eif'), release: 'v1' });
    return scene;
  }

  /** A list that takes nothing without Alice's key, a staged release, and her approval of it. */
  static async waiting(): Promise<Scene> {
    const scene = Scene.withImages();
    const { privateKeyPem, publicKeyPem } = generateKeyPair('P-256');
    scene.write('alice.pem', privateKeyPem);
    scene.write('alice.pub.pem', publicKeyPem);
    chmodSync(scene.path('alice.pem'), 0o600);
    await scene.done('init', {
      enclave: 'signer',
      store: `file:${scene.path('pcr-allowlist')}`,
      certificate: ['unsigned'],
      'instance-role': ['any'],
      'approval-key': [scene.path('alice.pub.pem')],
    });
    for (const [release, image] of Object.entries({ v1: 'a', v2: 'b' })) {
      await scene.done('publish', { eif: scene.path(`${image}.eif`), release });
      scene.write(`${release}.pcr0`, scene.stagedPcr0(release));
      const key = `file:${scene.path('alice.pem')}`;
      await scene.done('approve', { release, pcr0: scene.pcr0(release), key });
    }
    return scene;
  }

  private static withImages(): Scene {
    const scene = new Scene();
    for (const name of ['a', 'b']) scene.write(`${name}.eif`, unsignedImage(name));
    return scene;
  }

  /** PCR0 of a release that waits, as it was published, whatever became of its record. */
  pcr0(release: string): string {
    return this.read(`${release}.pcr0`).toString();
  }

  private stagedPcr0(release: string): string {
    const { payload } = JSON.parse(this.read(this.object('staged', release)).toString());
    const { subject } = JSON.parse(Buffer.from(payload, 'base64').toString());
    return subject[0].digest.awsNitroPcr0;
  }

  /** A copy that a case may spoil. */
  copy(): Scene {
    const scene = new Scene();
    cpSync(this.folder, scene.folder, { recursive: true });
    return scene;
  }

  /** A copy whose list is in format v1, as readers meet it. */
  async copyInV1(): Promise<Scene> {
    const scene = this.copy();
    const { payload } = parseDsse(new Uint8Array(scene.read(POINTER)));
    const { latestExpiresAt: _, ...facts } = parseAllowListPayload(payload);
    const { signer } = await openKeyFile(scene.path('list.pem'));
    const trust = { keys: [signer.publicKey], threshold: 1 };
    const inV1 = encodeAllowList({
      ...facts,
      format: 'v1',
      projection: projectionIn(facts.projection, 'v1'),
    });
    scene.write(POINTER, await signEnvelope(STATEMENT_PAYLOAD_TYPE, inV1, [signer], trust));
    return scene;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(join(this.path(name), '..'), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  /** The first envelope of the store in a folder or below whose name has the text, by its path in this folder. */
  object(folder: string, text = ''): string {
    const start = join('pcr-allowlist', folder);
    const names = readdirSync(this.path(start), { recursive: true, encoding: 'utf8' }).sort();
    const name = names.find(
      (one) => one.includes(text) && one.endsWith('.json') && !one.endsWith('.sigstore.json'),
    );
    if (name === undefined) throw new Error(`no ${text} in ${start}`);
    return join(start, name);
  }

  /** A command on the configuration of this folder, with the ports of this machine. */
  async run(command: ListCommand, values: OptionValues = {}): Promise<Outcome<unknown>> {
    const config = this.path('pcr-allowlist.yml');
    try {
      const { outcome } = await runListCommand(command, { config, ...values }, listPorts());
      return outcome;
    } catch (error) {
      // As `cli` and `action` end for what a request is refused with.
      return failed(command, error);
    }
  }

  private async done(command: ListCommand, values: OptionValues): Promise<void> {
    const { error } = await this.run(command, values);
    if (error !== undefined) throw new Error(`${command}: ${error.code}: ${error.message}`);
  }

  /** Every file with its bytes; what a refusal must leave as it was. */
  files(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const name of readdirSync(this.folder, { recursive: true, encoding: 'utf8' })) {
      const path = this.path(name);
      if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue;
      // Leases come and go, and what an attempt leaves there harms nobody.
      if (name.includes('leases') || name.includes('.pcr-allowlist')) continue;
      found.set(name, readFileSync(path, 'base64'));
    }
    return found;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
