import type { AllowListStore } from '../allowlist/allow-list-store.js';
import type { KeyPolicyPort } from '../keypolicy/key-policy-port.js';
import type { GitHub } from '../workflow/github/github-port.js';
import type { ListPorts } from '../workflow/ports.js';

/** One request of a command. It contains names but no content, so it has no secrets. */
export interface PortRequest {
  /** The store, key, address or service. */
  readonly service: string;
  /** The request, such as `get allowlist.dsse.json`. */
  readonly what: string;
  /** `write`: the request has a lasting effect. `cleanup`: it returns what an earlier request took. */
  readonly effect: 'read' | 'write' | 'cleanup';
}

/** Runs a request. An observer may also refuse to begin it. */
export type Around = <Answer>(request: PortRequest, run: () => Promise<Answer>) => Promise<Answer>;

/** The same ports, with every request to a store, key, address, file that is written or GitHub run by `around`. */
export function observePorts(ports: ListPorts, around: Around): ListPorts {
  const file = (path: string, run: () => Promise<void>): Promise<void> =>
    around({ service: path, what: 'write the file', effect: 'write' }, run);
  return {
    ...ports,
    writeText: (path, text) => file(path, () => ports.writeText(path, text)),
    updateText: (path, change) => file(path, () => ports.updateText(path, change)),
    writeNew: (path, text, kind) => file(path, () => ports.writeNew(path, text, kind)),
    writeNewFiles: (files) => {
      const paths = files.map(({ path }) => path).join(', ');
      return files.length === 0 ? Promise.resolve() : file(paths, () => ports.writeNewFiles(files));
    },
    async openStore(address, from) {
      const opened = await ports.openStore(address, from);
      const probe = { service: opened.name, what: 'prove preconditions', effect: 'read' } as const;
      return {
        ...opened,
        store: observedStore(opened.store, opened.name, around),
        requirePreconditions: () => around(probe, opened.requirePreconditions),
      };
    },
    async openSigner(address, from) {
      const open = { service: address, what: 'read the public key', effect: 'read' } as const;
      const opened = await around(open, () => ports.openSigner(address, from));
      const { signer } = opened;
      const sign = { service: opened.address, what: 'sign', effect: 'read' } as const;
      return {
        ...opened,
        signer: { ...signer, sign: (bytes) => around(sign, () => signer.sign(bytes)) },
      };
    },
    openImage(name, sha256) {
      const request = fetchRequest(name);
      const open = () => ports.openImage(name, sha256);
      return request === undefined ? open() : around(request, open);
    },
    askForDocument: (question, nonce) =>
      around({ service: withoutSecrets(question.url), what: question.method, effect: 'read' }, () =>
        ports.askForDocument(question, nonce),
      ),
    async openKeyPolicy(key, from, assumeRole) {
      const port = await ports.openKeyPolicy(key, from, assumeRole);
      return observedKey(port, assumeRole, around);
    },
    async openKeyProbe(key, role) {
      const port = await ports.openKeyProbe(key, role);
      const ask = { service: key, what: `probe as ${role}`, effect: 'read' } as const;
      return { ...port, ask: () => around(ask, () => port.ask()) };
    },
    openGitHub: async (token) => observedGitHub(await ports.openGitHub(token), around),
    oidcClaims: (audience) =>
      around({ service: 'GitHub', what: `OIDC token for ${audience}`, effect: 'read' }, () =>
        ports.oidcClaims(audience),
      ),
    sleep: (durationMs) =>
      around({ service: 'this process', what: `wait ${durationMs} ms`, effect: 'read' }, () =>
        ports.sleep(durationMs),
      ),
  };
}

/** The request that opens an image. Undefined for a local file. */
export function fetchRequest(name: string): PortRequest | undefined {
  if (!/^[a-z0-9+.-]+:\/\//i.test(name)) return undefined;
  return { service: withoutSecrets(name), what: 'fetch', effect: 'read' };
}

/** The prefix of leases on keys. Returning a lease is a cleanup. */
const LEASES = 'leases/';

function observedStore(store: AllowListStore, service: string, around: Around): AllowListStore {
  const written = (name: string) => (name.startsWith(LEASES) ? 'cleanup' : 'write');
  return {
    get: (name) => around({ service, what: `get ${name}`, effect: 'read' }, () => store.get(name)),
    putIfAbsent: (name, bytes) =>
      around({ service, what: `put ${name}`, effect: 'write' }, () =>
        store.putIfAbsent(name, bytes),
      ),
    putIfMatch: (name, bytes, etag) =>
      around({ service, what: `replace ${name}`, effect: written(name) }, () =>
        store.putIfMatch(name, bytes, etag),
      ),
    list: (prefix, after) =>
      around({ service, what: `list ${prefix}`, effect: 'read' }, () => store.list(prefix, after)),
  };
}

function observedKey(
  port: KeyPolicyPort,
  assumeRole: string | undefined,
  around: Around,
): KeyPolicyPort {
  const as = assumeRole === undefined ? '' : ` as ${assumeRole}`;
  const asked = <Answer>(what: string, effect: 'read' | 'write', run: () => Promise<Answer>) =>
    around({ service: port.key, what: `${what}${as}`, effect }, run);
  return {
    ...port,
    readPolicy: () => asked('read the policy', 'read', () => port.readPolicy()),
    describe: () => asked('describe', 'read', () => port.describe()),
    listGrants: () => asked('list the grants', 'read', () => port.listGrants()),
    write: (policy, notAfter) =>
      asked('write the policy', 'write', () => port.write(policy, notAfter)),
  };
}

function observedGitHub(github: GitHub, around: Around): GitHub {
  const asked = <Answer>(what: string, effect: 'read' | 'write', run: () => Promise<Answer>) =>
    around({ service: 'GitHub', what, effect }, run);
  return {
    ...github,
    get: (path) => asked(`GET ${path}`, 'read', () => github.get(path)),
    list: (path, maxItems, items) =>
      asked(`GET ${path}`, 'read', () => github.list(path, maxItems, items)),
    send: (method, path, body) =>
      asked(`${method} ${path}`, 'write', () => github.send(method, path, body)),
    upload: (url, name, bytes) =>
      asked(`upload ${name}`, 'write', () => github.upload(url, name, bytes)),
  };
}

/** An address without user, password, query and fragment: each of them may be a secret. */
function withoutSecrets(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/^([^/]*\/\/)[^/]*@/, '$1');
}
