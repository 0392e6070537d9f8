import type { AllowList, VersionId } from '../../allowlist/allow-list.js';
import type { AllowListStore } from '../../allowlist/allow-list-store.js';
import {
  findUnapproved,
  NOTHING_UNAPPROVED,
  type Unapproved,
} from '../../allowlist/approval/missing-approvals.js';
import type { ListTrust } from '../../allowlist/list-trust.js';
import { type CurrentState, readForUpdate } from '../../allowlist/read-current.js';
import type { Operation } from '../../allowlist/transition.js';
import {
  previewUpdate,
  type UpdateRequest,
  updateAllowList,
  type WriterTrust,
} from '../../allowlist/update-allow-list.js';
import type { HistoryCompanions } from '../../allowlist/write-history.js';
import { encodeUtf8 } from '../../base/encoding.js';
import { AdapterError, TrustError, type Warning } from '../../base/errors.js';
import { parseDsse } from '../../format/dsse.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../format/statement.js';
import { signEnvelope } from '../../manifest/sign-envelope.js';
import { sigstoreBundles } from '../../manifest/sigstore-bundle.js';
import type { EnvelopeTrust } from '../../manifest/verify-manifest.js';
import type { ListPorts, OpenedSigner, OpenedStore } from '../ports.js';
import type { Enclave } from './enclave.js';
import { tellClock } from './store-clock.js';
import { requireTrustedSigner } from './trusted-signer.js';

/** How often a list is read again after another writer changed it between two reads. */
const READ_MAX_ATTEMPTS = 8;
const PUT_MAX_ATTEMPTS = 3;

/** An open list. */
export interface OpenList {
  readonly enclave: Enclave;
  readonly opened: OpenedStore;
  readonly trust: WriterTrust;
}

/** The result of a change of the list. */
export interface ListChange {
  readonly changed: boolean;
  /** Why nothing changed. */
  readonly message?: string;
  readonly before: AllowList | undefined;
  readonly after: AllowList | undefined;
  /** The version and SHA-256 of `after`. Undefined for a preview, which is not signed. */
  readonly id: VersionId | undefined;
  /** The parts of `after` that lack approvals by the keys of the configuration. */
  readonly unapproved: Unapproved;
  /** The file of `after`, if this change wrote it. */
  readonly envelope?: Uint8Array;
  /** Whether the history lacks the new version. The next writer completes the history. */
  readonly historyMissing: boolean;
  /** Objects in the history that do not verify. A change that narrows continues in spite of them. */
  readonly unopened?: readonly string[];
  /** Warnings about the clock of this machine. They were reported before anything was signed. */
  readonly clock?: readonly Warning[];
}

/**
 * Opens the store of an enclave. Every read compares the list with the approval keys of the configuration.
 * `alsoTrusted` keys are also trusted for reading, as for a list whose key was removed from the trust.
 */
export async function openList(
  enclave: Enclave,
  ports: ListPorts,
  alsoTrusted: EnvelopeTrust['keys'] = [],
): Promise<OpenList> {
  const { configuration, pin, listTrust, approvalKeys, file } = enclave;
  return {
    enclave,
    opened: await ports.openStore(configuration.store, file),
    trust: {
      pin,
      listKeys: { ...listTrust, keys: [...listTrust.keys, ...alsoTrusted] },
      remembered: 'nothing-remembered',
      minVersion: configuration['min-version'],
      ...(approvalKeys === undefined ? {} : { approval: approvalKeys }),
    },
  };
}

/** Reads the current list, for a writer. Undefined if the store never had a list. Throws TrustError `conflict`. */
export async function readState(
  { opened, trust }: { readonly opened: OpenedStore; readonly trust: ListTrust },
  ports: Pick<ListPorts, 'now'>,
): Promise<CurrentState | undefined> {
  for (let i = 0; i < READ_MAX_ATTEMPTS; i++) {
    const state = await readForUpdate(opened.store, trust, ports.now);
    if (state !== 'moved') return state;
  }
  throw new TrustError('conflict', 'other writers changed the allow-list during every read', {
    hint: 'Run it again.',
  });
}

/** Reads the current list. Throws TrustError `not-allowed` with the address of the store if it never had a list. */
export async function requireState(list: OpenList, ports: ListPorts): Promise<CurrentState> {
  const state = await readState(list, ports);
  if (state !== undefined) return state;
  const { enclave, opened } = list;
  throw new TrustError('not-allowed', `there is no list in ${opened.name} yet`, {
    at: { file: enclave.file, path: '/store' },
    hint: 'Run `pcr-allowlist init` to create a list, or correct store in the configuration.',
  });
}

/** Opens the signer of lists. It is trusted and reaches the threshold (`threshold-not-met`). */
export async function openListSigner(enclave: Enclave, ports: ListPorts): Promise<OpenedSigner> {
  const opened = await ports.openSigner(enclave.configuration.signing.key, enclave.file);
  requireTrustedSigner(opened, enclave.listTrust, {
    signer: 'signing.key',
    trust: 'trust.keys',
    keys: enclave.configuration.trust.keys,
  });
  return opened;
}

/** Opens the signer of manifests and staged records. It is trusted (`threshold-not-met`). */
export async function openManifestSigner(
  enclave: Enclave,
  ports: ListPorts,
): Promise<OpenedSigner> {
  const { signing, trust } = enclave.configuration;
  const { key, 'manifest-key': manifestKey } = signing;
  const { keys, 'manifest-keys': manifestKeys } = trust;
  const opened = await ports.openSigner(manifestKey ?? key, enclave.file);
  requireTrustedSigner(opened, enclave.manifestTrust, {
    signer: manifestKey === undefined ? 'signing.key' : 'signing.manifest-key',
    trust: manifestKeys === undefined ? 'trust.keys' : 'trust.manifest-keys',
    keys: manifestKeys ?? keys,
  });
  return opened;
}

/** Makes the result of an operation the next version of the list. `state` is the list, if the caller has read it. */
export async function changeList(
  { enclave, opened, trust }: OpenList,
  { signer }: OpenedSigner,
  operation: Operation,
  ports: ListPorts,
  read?: Pick<UpdateRequest, 'check'> & { readonly state?: CurrentState | undefined },
): Promise<ListChange> {
  let clock: readonly Warning[] | undefined;
  const update = await updateAllowList(
    {
      store: opened.store,
      trust,
      sign: (payload) => signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [signer], enclave.listTrust),
      companions: bundlesOf,
      sleep: ports.sleep,
      random: ports.random,
    },
    {
      operation,
      now: ports.now,
      expiresInMs: enclave.configuration['expires-in'],
      ...updateReading(read),
      check: (current) => {
        if (clock === undefined) clock = tellClock(opened, ports);
        read?.check?.(current);
      },
    },
  );
  if (update.kind === 'unchanged') {
    const { current, message } = update;
    return {
      changed: false,
      message,
      before: current?.list,
      after: current?.list,
      id: current?.id,
      unapproved: current?.unapproved ?? NOTHING_UNAPPROVED,
      historyMissing: false,
    };
  }
  const { before, after, envelope, history } = update;
  return {
    changed: true,
    before: before?.list,
    after: after.list,
    id: after.id,
    unapproved: after.unapproved,
    envelope,
    historyMissing: history === 'missing',
    unopened: update.unopened,
    clock: clock ?? [],
  };
}

/** Previews the result of an operation. Nothing is signed or written. */
export async function previewChange(
  { enclave, opened, trust }: OpenList,
  operation: Operation,
  ports: ListPorts,
  read?: Pick<UpdateRequest, 'check'> & { readonly state?: CurrentState | undefined },
): Promise<ListChange> {
  const { before, step } = await previewUpdate(
    { store: opened.store, trust },
    {
      operation,
      now: ports.now,
      expiresInMs: enclave.configuration['expires-in'],
      ...updateReading(read),
    },
  );
  if (step.kind === 'unchanged') {
    return {
      changed: false,
      message: step.message,
      before: before?.list,
      after: before?.list,
      id: before?.id,
      unapproved: before?.unapproved ?? NOTHING_UNAPPROVED,
      historyMissing: false,
    };
  }
  const { approval } = trust;
  return {
    changed: true,
    before: before?.list,
    after: step.list,
    id: undefined,
    unapproved:
      approval === undefined ? NOTHING_UNAPPROVED : await findUnapproved(step.list, approval),
    historyMissing: false,
  };
}

function updateReading(
  read: (Pick<UpdateRequest, 'check'> & { readonly state?: CurrentState | undefined }) | undefined,
): Pick<UpdateRequest, 'read' | 'check'> {
  return {
    ...(read !== undefined && 'state' in read ? { read: { state: read.state } } : {}),
    ...(read?.check === undefined ? {} : { check: read.check }),
  };
}

/**
 * Writes an object whose name determines its content. An existing object has the same content. Throws
 * `list-unavailable`.
 */
export async function putImmutable(
  store: AllowListStore,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  for (let i = 0; i < PUT_MAX_ATTEMPTS; i++) {
    const outcome = await store.putIfAbsent(name, bytes);
    if (outcome === 'done' || outcome === 'exists') return;
  }
  throw new AdapterError('list-unavailable', `could not tell whether the store wrote ${name}`, {
    at: { object: name },
    hint: 'Run it again.',
  });
}

/** The Sigstore bundles of an envelope, one for each signature. */
export const bundlesOf: HistoryCompanions = (envelope) =>
  sigstoreBundles(parseDsse(envelope)).map(({ keyid16, text }) => ({
    suffix: `${keyid16}.sigstore.json`,
    bytes: encodeUtf8(text),
  }));
