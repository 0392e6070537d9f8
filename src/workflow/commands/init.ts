import { projectionIn, projectionSha256 } from '../../allowlist/projection-digest.js';
import { admissionOf } from '../../allowlist/transition.js';
import { encodeUtf8 } from '../../base/encoding.js';
import type { Warning } from '../../base/errors.js';
import { encodePublicKeyPem, keyId16Of } from '../../format/public-key.js';
import type { DocumentFormat } from '../../format/statement.js';
import { type Enclave, loadEnclave } from '../list/enclave.js';
import { newConfiguration } from '../list/new-configuration.js';
import {
  changeList,
  type ListChange,
  type OpenList,
  openList,
  openListSigner,
  openManifestSigner,
  putImmutable,
  readState,
} from '../list/open-list.js';
import { writeStagedRecord } from '../list/staging.js';
import type { InitRequest } from '../options/init-request.js';
import { ended, failed, type Outcome } from '../outcome.js';
import type { ListPorts, NewFile, OpenedSigner } from '../ports.js';
import { changeResult, changeWarnings, type ListResult } from './list-result.js';

/**
 * Creates a list. In order: a new configuration can be read with every file that it names; the configuration and
 * missing keys are written, and nothing is overwritten (`usage`); the keys are trusted and reach the threshold
 * (`threshold-not-met`); the store honors preconditions (`store-unsupported`); version 1 is written if the store never
 * had a list (`rollback`); copies of the public keys are written to the store for convenience; without required
 * approvals, the list gets the projection of the configuration; otherwise a warning says that the projection waits. An
 * existing list is not changed.
 */
export async function init(
  { config, wanted, dryRun }: InitRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  const warnings: Warning[] = [];
  let isConfigured = false;
  try {
    const files = wanted === undefined ? [] : await newConfiguration(config, wanted, ports);
    const paths = files.map(({ path }) => path);
    if (files.length > 0) await loadEnclave(config, asIfWritten(files, ports));
    if (dryRun && wanted !== undefined) return planned(wanted.enclave, paths, ports);
    await ports.writeNewFiles(files);
    isConfigured = files.length > 0;
    if (files.some(({ kind }) => kind === 'secret')) warnings.push(secretFiles(files));
    const enclave = await loadEnclave(config, ports);
    warnings.push(...enclave.warnings);
    const list = await openList(enclave, ports);
    if (dryRun) return ended('init', await looked(list, ports), warnings);
    const result = await start(list, ports, warnings);
    return ended('init', { ...result, files: paths }, warnings);
  } catch (error) {
    const outcome = failed('init', error, warnings);
    return isConfigured ? startedLater(outcome) : outcome;
  }
}

/** The same command would be refused the second time, because the configuration exists then. */
function startedLater({ error, ...rest }: Outcome<never>): Outcome<never> {
  if (error === undefined) return rest;
  const { hint = '' } = error;
  const next = 'The configuration was written. Run `pcr-allowlist init` to create its list.';
  return { ...rest, error: { ...error, hint: `${hint} ${next}`.trim() } };
}

/** The files as they will be, so that faults are found before any file is written. */
function asIfWritten(files: readonly NewFile[], ports: ListPorts): ListPorts {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return { ...ports, readText: async (path) => texts.get(path) ?? ports.readText(path) };
}

async function start(list: OpenList, ports: ListPorts, warnings: Warning[]): Promise<ListResult> {
  const { enclave, opened } = list;
  const signer = await openListSigner(enclave, ports);
  const manifestSigner = await openManifestSigner(enclave, ports);
  warnings.push(...signer.warnings);
  await opened.requirePreconditions();
  const change = await changeList(list, signer, { kind: 'create' }, ports);
  warnings.push(...changeWarnings(change));
  await writePublicKeys(enclave, opened.store);
  const made = changeResult(change, enclave, ports.now, {
    dryRun: false,
    done: `the empty allow-list ${enclave.pin.list} was created`,
  });
  if (!lacksProjection(change, enclave)) return made;
  if (enclave.configuration.approval !== 'none') {
    warnings.push(PROJECTION_WAITS);
    return made;
  }
  const format = change.after?.format ?? 'v2';
  return { ...(await projected(list, format, signer, manifestSigner, ports)), before: undefined };
}

/** Roles, certificates and keys need approval like a release. Until then, no key follows the list. */
const PROJECTION_WAITS: Warning = {
  code: 'projection-differs',
  message:
    'the list has no projection yet, so it names no roles, certificates and keys. `pcr-allowlist publish --projection` stages the projection of the configuration, and prints what to approve',
};

/** Whether the list needs its first projection, as after an interrupted run of `init`. */
function lacksProjection({ after }: ListChange, { projection }: Enclave): boolean {
  if (after === undefined || after.projection.staged.length > 0) return false;
  const { format } = after;
  return (
    projectionSha256(after.projection, format) !==
    projectionSha256(projectionIn(projection, format), format)
  );
}

/** Staged like any projection, so that the list records its origin. */
async function projected(
  list: OpenList,
  format: DocumentFormat,
  signer: OpenedSigner,
  manifestSigner: OpenedSigner,
  ports: ListPorts,
): Promise<ListResult> {
  const { enclave, opened } = list;
  const draft = {
    kind: 'projection',
    format,
    ...enclave.pin,
    stagedAt: ports.now,
    projection: projectionIn(enclave.projection, format),
  } as const;
  const staged = await writeStagedRecord(opened.store, draft, manifestSigner, enclave, ports);
  const change = await changeList(list, signer, admissionOf(staged, 'not-required'), ports);
  const result = changeResult(change, enclave, ports.now, {
    dryRun: false,
    done: `the allow-list ${enclave.pin.list} was created with the projection of the configuration`,
  });
  return { ...result, changed: true };
}

/** Never for trust: a verifier gets its keys in another way. */
async function writePublicKeys(
  { listTrust, manifestTrust }: Enclave,
  store: OpenList['opened']['store'],
): Promise<void> {
  for (const key of [...listTrust.keys, ...manifestTrust.keys]) {
    const name = `keys/${keyId16Of(key.spkiDer)}.pem`;
    await putImmutable(store, name, encodeUtf8(encodePublicKeyPem(key)));
  }
}

/** The result of a dry run with an existing configuration. */
async function looked(list: OpenList, ports: ListPorts): Promise<ListResult> {
  const state = await readState(list, ports);
  const current = state?.verified;
  return {
    changed: current === undefined,
    dryRun: true,
    message: current === undefined ? 'a list would be created' : 'the list already exists',
    pin: list.enclave.pin,
    before: current?.list,
    after: current?.list,
    id: current?.id,
    now: ports.now,
  };
}

function planned(
  enclave: string,
  files: readonly string[],
  { now }: ListPorts,
): Outcome<ListResult> {
  return ended(
    'init',
    {
      changed: true,
      dryRun: true,
      message: `a list for ${enclave} would be created`,
      pin: { list: '', enclave },
      before: undefined,
      after: undefined,
      id: undefined,
      now,
      files,
    },
    [],
  );
}

function secretFiles(
  files: readonly { readonly path: string; readonly kind: 'open' | 'secret' }[],
): Warning {
  const secret = files.filter(({ kind }) => kind === 'secret').map(({ path }) => path);
  return {
    code: 'secret-file',
    message: `${secret.join(' and ')} can sign for this list. Keep private keys out of version control, or use KMS keys, which cannot be copied`,
  };
}
