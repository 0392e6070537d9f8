import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { openKeyFile } from '../../src/adapters/files/key-file-signer.js';
import type { ErrorCode } from '../../src/base/errors.js';
import { DSSE_MAX_BYTES } from '../../src/base/size-limits.js';
import { parseDsse } from '../../src/format/dsse.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { signEnvelope } from '../../src/manifest/sign-envelope.js';
import { changed, changedPayload, type HostileCase, type Stage } from './hostile-case.js';
import type { Scene } from './scene.js';

type Content = (before: string, scene: Scene) => string | Uint8Array | Promise<string | Uint8Array>;

/**
 * What waits for the approval of v1, spoiled. `text` finds the object in its folder. It gets the name of its new content,
 * as whoever can write to the store would give it, unless it is left under its old one.
 */
function door(name: string, folder: string, text: (scene: Scene) => string) {
  return (
    what: string,
    stage: Stage,
    code: ErrorCode,
    content: Content,
    { underItsName = false } = {},
  ): HostileCase => ({
    door: name,
    name: what,
    stage,
    code,
    start: 'waiting',
    command: 'approve',
    values: (scene) => ({ release: 'v1', pcr0: scene.pcr0('v1') }),
    spoil: async (scene) => {
      const file = scene.object(folder, text(scene));
      const bytes = Buffer.from(await content(scene.read(file).toString(), scene));
      const digest = createHash('sha256').update(bytes).digest('hex');
      rmSync(scene.path(file));
      const renamed = file.replace(/[0-9a-f]{64}(?=\.dsse)/, digest);
      scene.write(underItsName ? file : renamed, bytes);
    },
  });
}

/** The payload of an envelope, changed and signed by a key of the scene. */
const signedBy =
  (key: string, change: (payload: string) => string = (payload) => payload): Content =>
  async (before, scene) => {
    const { signer } = await openKeyFile(scene.path(`${key}.pem`));
    const payload = Buffer.from(parseDsse(Buffer.from(before)).payload).toString();
    return signEnvelope(STATEMENT_PAYLOAD_TYPE, Buffer.from(change(payload)), [signer], {
      keys: [signer.publicKey],
      threshold: 1,
    });
  };

const staged = door('staged record', 'staged', () => 'v1-');
const approval = door('approval', 'approvals', (scene) => scene.pcr0('v1'));
const otherList = (payload: string) =>
  payload.replace(/"list":"[0-9a-f]{32}"/, `"list":"${'ab'.repeat(16)}"`);

/** What is no attack: her statement, signed anew by herself. Without it the rest could be refused for how it is written. */
export const HARMLESS: HostileCase = approval(
  'signed anew by the approval key',
  'verify',
  'internal',
  signedBy('alice'),
);

export const APPROVALS: readonly HostileCase[] = [
  staged('nothing', 'parse', 'statement-format', () => ''),
  staged('one half', 'parse', 'statement-format', (json) => json.slice(0, json.length / 2)),
  staged('something behind it', 'parse', 'statement-format', (json) => `${json}{}`),
  staged('more than the limit', 'read', 'list-unavailable', () => Buffer.alloc(DSSE_MAX_BYTES + 1)),
  staged('under the digest of another file', 'parse', 'statement-format', (json) => `${json}\n`, {
    underItsName: true,
  }),
  staged('a payload that was changed', 'verify', 'signature-threshold', (json) =>
    changedPayload(json, (payload) => payload.replace('"again":false', '"again":true')),
  ),
  staged('signed by the list key', 'verify', 'signature-threshold', signedBy('list')),
  staged('signed by the approval key', 'verify', 'signature-threshold', signedBy('alice')),
  staged(
    'signed anew: another record than the one that was approved',
    'verify',
    'approval-missing',
    signedBy('manifest', (payload) => payload.replace(/"nonce":"../, '"nonce":"00')),
  ),
  staged('of another list', 'verify', 'wrong-list', signedBy('manifest', otherList)),
  staged(
    'of another enclave',
    'verify',
    'wrong-list',
    signedBy('manifest', (payload) => payload.replace('"enclave":"signer"', '"enclave":"other"')),
  ),
  staged('the record of another release', 'parse', 'statement-format', (_, scene) =>
    scene.read(scene.object('staged', 'v2-')),
  ),
  staged('the manifest', 'verify', 'statement-format', (_, scene) =>
    scene.read(scene.object('manifests')),
  ),
  staged(
    'zeros as PCR0',
    'parse',
    'statement-format',
    signedBy('manifest', (payload) =>
      payload.replace(/"PCR0":"[0-9a-f]{96}"/, `"PCR0":"${'0'.repeat(96)}"`),
    ),
  ),
  staged(
    'another PCR0',
    'verify',
    'not-allowed',
    signedBy('manifest', (payload) =>
      payload.replace(/"PCR0":"[0-9a-f]{96}"/, `"PCR0":"${'ab'.repeat(48)}"`),
    ),
  ),
  staged(
    'another manifest',
    'verify',
    'not-allowed',
    signedBy('manifest', (payload) =>
      payload.replace(
        /manifests\/[0-9a-f]{96}\/[0-9a-f]{64}/,
        `manifests/${'ab'.repeat(48)}/${'ab'.repeat(32)}`,
      ),
    ),
  ),
  staged(
    'a manifest outside of its folder',
    'verify',
    'list-unavailable',
    signedBy('manifest', (payload) =>
      payload.replace(/manifests\/[0-9a-f]{96}\/[0-9a-f]{64}/, '../../list'),
    ),
  ),
  approval('nothing', 'parse', 'approval-missing', () => ''),
  approval('one half', 'parse', 'approval-missing', (json) => json.slice(0, json.length / 2)),
  approval('more than the limit', 'read', 'list-unavailable', () =>
    Buffer.alloc(DSSE_MAX_BYTES + 1),
  ),
  approval('a payload that was changed', 'verify', 'approval-missing', (json) =>
    changedPayload(json, (payload) => payload.replace('"expiresAt":"2', '"expiresAt":"3')),
  ),
  approval('the signature twice', 'verify', 'approval-missing', (json) =>
    changed(
      changedPayload(json, (payload) => payload.replace('v1', 'v3')),
      (value) => {
        const [one] = value['signatures'] as unknown[];
        value['signatures'] = [one, one];
      },
    ),
  ),
  approval('signed by the list key', 'verify', 'approval-missing', signedBy('list')),
  approval('signed by the manifest key', 'verify', 'approval-missing', signedBy('manifest')),
  approval('of another list', 'verify', 'approval-missing', signedBy('alice', otherList)),
  approval('of another staged record', 'verify', 'approval-missing', (_, scene) =>
    scene.read(scene.object('approvals', scene.pcr0('v2'))),
  ),
  approval(
    'that has expired',
    'verify',
    'approval-missing',
    signedBy('alice', (payload) =>
      payload.replace(/"(approvedAt|expiresAt)":"\d{4}/g, '"$1":"2001'),
    ),
  ),
  approval(
    'that is dated ahead',
    'verify',
    'approval-missing',
    signedBy('alice', (payload) =>
      payload.replace(/"(approvedAt|expiresAt)":"\d{4}/g, '"$1":"2101'),
    ),
  ),
  approval(
    'under another projection',
    'verify',
    'approval-missing',
    signedBy('alice', (payload) =>
      payload.replace(/"projection":"[0-9a-f]{64}"/, `"projection":"${'ab'.repeat(32)}"`),
    ),
  ),
  approval('the staged record itself', 'verify', 'approval-missing', (_, scene) =>
    scene.read(scene.object('staged', 'v1-')),
  ),
];
