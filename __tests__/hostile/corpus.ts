import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import type { ErrorCode } from '../../src/base/errors.js';
import { DSSE_MAX_BYTES, TEXT_FILE_MAX_BYTES } from '../../src/base/size-limits.js';
import type { ListCommand } from '../../src/workflow/commands/run-list-command.js';
import type { OptionValues } from '../../src/workflow/options/option-values.js';
import { APPROVALS } from './corpus-approvals.js';
import { changed, changedPayload, type HostileCase, type Stage, text } from './hostile-case.js';
import { POINTER, type Scene } from './scene.js';

/** One file in the place of another, through one command. */
function door(
  name: string,
  file: string,
  command: ListCommand,
  values?: (scene: Scene) => OptionValues,
) {
  return (
    what: string,
    stage: Stage,
    code: ErrorCode,
    content: (before: string, scene: Scene) => string | Uint8Array,
  ): HostileCase => ({
    door: name,
    name: what,
    stage,
    code,
    command,
    ...(values === undefined ? {} : { values }),
    spoil: (scene) => scene.write(file, content(text(scene, file), scene)),
  });
}

const list = door('allow-list', POINTER, 'verify', () => ({ 'allow-list': true }));

const LISTS: readonly HostileCase[] = [
  list('nothing', 'parse', 'statement-format', () => ''),
  list('one half', 'parse', 'statement-format', (json) => json.slice(0, json.length / 2)),
  list('one byte less', 'parse', 'statement-format', (json) => json.slice(0, -1)),
  list('something behind it', 'parse', 'statement-format', (json) => `${json}{}`),
  list('a byte order mark', 'parse', 'statement-format', (json) => `\ufeff${json}`),
  list('bytes that are no UTF-8', 'parse', 'statement-format', (json) =>
    Buffer.concat([Buffer.from(json.slice(0, -1)), Buffer.from(',"x":"\xff"}', 'latin1')]),
  ),
  list('nulls', 'parse', 'statement-format', () => Buffer.alloc(4096)),
  list('a payload twice', 'parse', 'statement-format', (json) =>
    json.replace('{', '{"payload":"e30=",'),
  ),
  list('a payload twice, one of them escaped', 'parse', 'statement-format', (json) =>
    json.replace('{', '{"p\\u0061yload":"e30=",'),
  ),
  list('nesting without end', 'parse', 'statement-format', () => '['.repeat(1_000_000)),
  list('values without end', 'parse', 'statement-format', () => `[${'[],'.repeat(500_000)}[]]`),
  list('no signature', 'parse', 'statement-format', (json) =>
    changed(json, (value) => {
      value['signatures'] = [];
    }),
  ),
  list('signatures without end', 'parse', 'statement-format', (json) =>
    changed(json, (value) => {
      value['signatures'] = Array(10_000).fill({ sig: 'AAAA' });
    }),
  ),
  list('base64 with bits to spare', 'parse', 'statement-format', (json) =>
    changed(json, (value) => {
      value['payload'] = 'e31=';
    }),
  ),
  list('a prototype that says it is signed', 'parse', 'statement-format', (json) =>
    changed(json, (value) => {
      delete value['signatures'];
    }).replace('{', '{"__proto__":{"signatures":[{"sig":"AAAA"}]},'),
  ),
  list('the same signature twice for a threshold', 'verify', 'signature-threshold', (json) =>
    changedPayload(
      changed(json, (value) => {
        const [one] = value['signatures'] as unknown[];
        value['signatures'] = [one, one];
      }),
      (payload) => payload.replace('v1', 'v2'),
    ),
  ),
  list('a signature of zeros', 'verify', 'signature-threshold', (json) =>
    changed(json, (value) => {
      value['signatures'] = [{ sig: Buffer.alloc(72).toString('base64') }];
    }),
  ),
  list('a payload of another type', 'verify', 'signature-threshold', (json) =>
    json.replace('application/vnd.in-toto+json', 'text/plain'),
  ),
  list('a payload that was changed', 'verify', 'signature-threshold', (json) =>
    changedPayload(json, (payload) => payload.replace('"active"', '"activE"')),
  ),
  list('a manifest in its place', 'verify', 'signature-threshold', (_, scene) =>
    scene.read(scene.object('manifests')),
  ),
  list('a Sigstore bundle of it', 'parse', 'statement-format', (json) =>
    JSON.stringify({ mediaType: 'x', verificationMaterial: {}, dsseEnvelope: JSON.parse(json) }),
  ),
  list('more than the limit', 'read', 'list-unavailable', () =>
    Buffer.alloc(DSSE_MAX_BYTES + 1, '{'),
  ),
];

const manifest = door('manifest', 'given.dsse.json', 'verify', (scene) => ({
  manifest: scene.path('given.dsse.json'),
}));

const MANIFESTS: readonly HostileCase[] = [
  manifest('nothing', 'parse', 'statement-format', () => ''),
  manifest('a list', 'verify', 'signature-threshold', (_, scene) => scene.read(POINTER)),
  manifest('another PCR0', 'verify', 'signature-threshold', (_, scene) =>
    changedPayload(text(scene, scene.object('manifests')), (payload) =>
      payload.replace(/"PCR0":"[0-9a-f]/, '"PCR0":"0'),
    ),
  ),
  manifest('a Sigstore bundle', 'parse', 'statement-format', (_, scene) =>
    JSON.stringify({ dsseEnvelope: JSON.parse(text(scene, scene.object('manifests'))) }),
  ),
  manifest('more than the limit', 'read', 'usage', () => Buffer.alloc(DSSE_MAX_BYTES + 1, '{')),
].map((one) => ({
  ...one,
  spoil: (scene: Scene) => {
    scene.write('given.dsse.json', '');
    return one.spoil(scene);
  },
}));

const config = door('configuration', 'pcr-allowlist.yml', 'reconcile');

const CONFIGURATIONS: readonly HostileCase[] = [
  config('nothing', 'parse', 'usage', () => ''),
  config(
    'an anchor that grows',
    'parse',
    'usage',
    (yaml) => `${yaml}\na: &a [x, x]\nb: [*a, *a]\n`,
  ),
  config('a tag', 'parse', 'usage', (yaml) => yaml.replace('enclave: ', 'enclave: !!js/function ')),
  config('a key twice', 'parse', 'usage', (yaml) => `${yaml}\nenclave: other\n`),
  config('two documents', 'parse', 'usage', (yaml) => `${yaml}\n---\n${yaml}`),
  config('a merge key', 'parse', 'usage', (yaml) => `${yaml}\n<<: {min-version: 0}\n`),
  config('a prototype', 'parse', 'usage', (yaml) => `${yaml}\n__proto__: {min-version: 7}\n`),
  config('an unknown field', 'parse', 'usage', (yaml) => `${yaml}\nbypass: true\n`),
  config('nesting without end', 'parse', 'usage', (yaml) => `${yaml}\nx: ${'['.repeat(200_000)}\n`),
  config(
    'nested mappings without end',
    'parse',
    'usage',
    (yaml) => `${yaml}\nx: ${'{a: '.repeat(100_000)}\n`,
  ),
  config(
    'keys without end',
    'parse',
    'usage',
    (yaml) => `${yaml}\n${Array.from({ length: 80_000 }, (_, i) => `k${i}: 1`).join('\n')}\n`,
  ),
  config(
    'more than the limit',
    'read',
    'usage',
    (yaml) => `${yaml}\n# ${'x'.repeat(TEXT_FILE_MAX_BYTES)}\n`,
  ),
  config('bytes that are no UTF-8', 'parse', 'usage', () => Buffer.from('enclave: \xff', 'latin1')),
  config('a threshold of nothing', 'parse', 'usage', (yaml) =>
    yaml.replace(/threshold: \d+/, 'threshold: 0'),
  ),
  config('a store that climbs out of its bucket', 'parse', 'usage', (yaml) =>
    yaml.replace(/^store: .*$/m, 'store: s3://bucket/../other'),
  ),
  config('a store on another host', 'parse', 'usage', (yaml) =>
    yaml.replace(/^store: .*$/m, 'store: https://evil.example/list'),
  ),
];

const policy = door('key policy', 'policy.json', 'reconcile');
const statements = (json: string, ...more: readonly object[]): string =>
  changed(json, (value) => {
    value['Statement'] = [...(value['Statement'] as object[]), ...more];
  });

const POLICIES: readonly HostileCase[] = [
  policy('nothing', 'parse', 'json-format', () => ''),
  policy('one half', 'parse', 'json-format', (json) => json.slice(0, json.length / 2)),
  policy('a statement list twice', 'parse', 'json-format', (json) =>
    json.replace('{', '{"Statement":[],'),
  ),
  policy('no statements', 'parse', 'json-format', () => '{"Version":"2012-10-17"}'),
  policy('a list', 'parse', 'json-format', () => '[]'),
  policy('nesting without end', 'parse', 'json-format', () => '['.repeat(500_000)),
  policy('a lone surrogate', 'parse', 'json-format', (json) =>
    json.replace('Administration', '\\ud800'),
  ),
  policy('everybody', 'plan', 'policy-unsafe', (json) =>
    statements(json, { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }),
  ),
  policy('more than KMS takes', 'plan', 'policy-too-large', (json) =>
    statements(json, {
      Sid: 'x'.repeat(33_000),
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:ScheduleKeyDeletion',
      Resource: '*',
    }),
  ),
  policy('more than the limit', 'parse', 'json-format', () => ' '.repeat(300_000)),
].map((one) => ({
  ...(one.name === 'everybody' ? { midway: true as const } : {}),
  // Our statements are taken out, so that there is something to do.
  ...one,
  spoil: (scene: Scene) => {
    scene.write(
      'policy.json',
      changed(text(scene, 'policy.json'), (value) => {
        const all = value['Statement'] as { Sid?: string }[];
        value['Statement'] = all.filter(({ Sid = '' }) => !Sid.startsWith('PcrAllowlist'));
      }),
    );
    return one.spoil(scene);
  },
}));

const publicKey = door('PEM', 'list.pub.pem', 'verify', () => ({ 'allow-list': true }));
const secretKey = door('PEM', 'list.pem', 'renew');
const manifestKey = (scene: Scene) => text(scene, 'manifest.pub.pem');

const PEMS: readonly HostileCase[] = [
  publicKey('two public keys', 'parse', 'usage', (pem, scene) => `${pem}${manifestKey(scene)}`),
  publicKey('text before it', 'parse', 'usage', (pem) => `Trust me:\n${pem}`),
  publicKey('text behind it', 'parse', 'usage', (pem) => `${pem}\nand more`),
  publicKey('a secret key', 'parse', 'usage', (_, scene) => text(scene, 'list.pem')),
  publicKey('another label', 'parse', 'usage', (pem) => pem.replaceAll('PUBLIC', 'PRIVATE')),
  publicKey('a base64 line too long', 'parse', 'usage', (pem) => pem.replace(/\n(?=[^-])/g, '')),
  publicKey('a header', 'parse', 'usage', (pem) => pem.replace('\n', '\nProc-Type: 4,ENCRYPTED\n')),
  publicKey('nothing', 'parse', 'usage', () => ''),
  publicKey('another key', 'verify', 'signature-threshold', (_, scene) => manifestKey(scene)),
  secretKey(
    'two secret keys',
    'parse',
    'usage',
    (pem, scene) => `${pem}${text(scene, 'manifest.pem')}`,
  ),
  secretKey('a public key', 'parse', 'usage', (_, scene) => text(scene, 'list.pub.pem')),
  secretKey('the secret key of another', 'verify', 'threshold-not-met', (_, scene) =>
    text(scene, 'manifest.pem'),
  ),
];

/** Something in the store that is no regular file, or a way out of it. */
function store(
  name: string,
  code: ErrorCode,
  spoil: (scene: Scene) => void,
  command: ListCommand = 'verify',
  values: (scene: Scene) => OptionValues = () => ({ 'allow-list': true }),
): HostileCase {
  return { door: 'folder store', name, stage: 'read', code, spoil, command, values };
}
const midway = (...of: Parameters<typeof store>): HostileCase => ({
  ...store(...of),
  midway: true,
});
const release = (scene: Scene) => ({ eif: scene.path('b.eif'), release: 'v2' });

const STORES: readonly HostileCase[] = [
  store('a link in place of the list', 'list-unavailable', (scene) => {
    renameSync(scene.path(POINTER), scene.path('elsewhere.json'));
    symlinkSync(scene.path('elsewhere.json'), scene.path(POINTER));
  }),
  store('a link to a device', 'list-unavailable', (scene) => {
    rmSync(scene.path(POINTER));
    symlinkSync('/dev/zero', scene.path(POINTER));
  }),
  store('a folder in place of the list', 'list-unavailable', (scene) => {
    rmSync(scene.path(POINTER));
    mkdirSync(scene.path(POINTER));
  }),
  ...['history', 'manifests', 'staged', 'leases'].map((folder) =>
    midway(
      `a link in place of ${folder}/`,
      'list-unavailable',
      (scene) => {
        rmSync(scene.path(`pcr-allowlist/${folder}`), { recursive: true, force: true });
        mkdirSync(scene.path('elsewhere'));
        symlinkSync(scene.path('elsewhere'), scene.path(`pcr-allowlist/${folder}`));
      },
      'publish',
      release,
    ),
  ),
  store(
    'a link to a file outside, under the name of an object',
    'list-unavailable',
    (scene) =>
      symlinkSync(scene.path('list.pem'), scene.path('pcr-allowlist/history/0000000009-x')),
    'publish',
    release,
  ),
  ...[
    '../../x',
    '/etc/passwd',
    '..',
    '.',
    'a/b',
    'a\\b',
    '%2e%2e%2fx',
    'a\u0000b',
    'a\n::error::b',
  ].map((id) =>
    store(
      `a release called ${JSON.stringify(id)}`,
      'usage',
      () => {},
      'publish',
      (scene) => ({ eif: scene.path('b.eif'), release: id }),
    ),
  ),
];

export const CORPUS: readonly HostileCase[] = [
  ...APPROVALS,
  ...LISTS,
  ...MANIFESTS,
  ...CONFIGURATIONS,
  ...POLICIES,
  ...PEMS,
  ...STORES,
];
