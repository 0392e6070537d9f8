import { sha256 } from '@noble/hashes/sha2.js';
import { soundPolicyKeys } from '../../allowlist/approval/approval-policy.js';
import type { ApprovalTrust } from '../../allowlist/list-trust.js';
import type { StagedProjection } from '../../allowlist/staged-values.js';
import { encodeHex } from '../../base/encoding.js';
import { AdapterError, FormatError, UsageError, type Warning } from '../../base/errors.js';
import { parseCertificateFile } from '../../format/certificate-file.js';
import { ZERO_PCR } from '../../format/pcr-value.js';
import { ENCLAVE } from '../../format/platform.js';
import { keyIdOf, type PublicKey, parsePublicKeyPem } from '../../format/public-key.js';
import { GUARDED_ACTIONS } from '../../keypolicy/own-statement.js';
import type { EnvelopeTrust } from '../../manifest/verify-manifest.js';
import { nodeHashing } from '../../measure/node-hashing.js';
import { pcr3OfRole, pcr8OfCertificate, rolePathWarning } from '../../measure/pcr.js';
import type { FilePorts } from '../ports.js';
import {
  type Configuration,
  defaultBind,
  keyFileNames,
  type NamedKeyFile,
  parseConfiguration,
} from './configuration.js';
import { configuredPolicy } from './configured-policy.js';

/** A configuration with the keys and certificates that it names. Commands know nothing else about an enclave. */
export interface Enclave {
  /** The file of the configuration. Addresses in it are relative to its folder. */
  readonly file: string;
  readonly configuration: Configuration;
  readonly pin: { readonly list: string; readonly enclave: string };
  readonly listTrust: EnvelopeTrust;
  /**
   * The trusted manifest keys. One signature is enough. A list key counts only if it is also named as a manifest key.
   */
  readonly manifestTrust: EnvelopeTrust;
  /** Undefined if the configuration requires no approval by keys. */
  readonly approvalKeys: ApprovalTrust | undefined;
  readonly certificates: 'unsigned' | StagedProjection['projection']['certificates'];
  readonly projection: StagedProjection['projection'];
  /** Other lists with statements on our keys, and the trusted keys of each. */
  readonly otherLists: readonly {
    readonly list: string;
    readonly store: string;
    readonly trust: EnvelopeTrust;
  }[];
  /** The holders that the configuration names, by key id. Only for display: no decision depends on a name. */
  readonly keyNames: ReadonlyMap<string, string>;
  readonly warnings: readonly Warning[];
}

/**
 * Reads a configuration and every file that it names. In order: `parseConfiguration`; the public keys; the image-signing
 * certificates; the instance roles. Throws UsageError with the file at fault.
 */
export async function loadEnclave(file: string, ports: FilePorts): Promise<Enclave> {
  const configured: Warning[] = [];
  const configuration = parseConfiguration(await readConfiguration(file, ports), file, (warning) =>
    configured.push(warning),
  );
  const { enclave, list, trust, approval } = configuration;
  const keyNames = new Map<string, string>();
  const keyOf = async (entry: NamedKeyFile): Promise<PublicKey> => {
    const given = typeof entry === 'string' ? { key: entry } : entry;
    const key = await readPublicKey(ports.resolve(file, given.key), ports);
    if ('name' in given) keyNames.set(keyIdOf(key.spkiDer), given.name);
    return key;
  };
  const keysOf = (entries: readonly NamedKeyFile[]) => Promise.all(entries.map(keyOf));
  const keys = await keysOf(trust.keys);
  const manifestKeys = await keysOf(trust['manifest-keys'] ?? trust.keys);
  const approvers = approval === 'none' ? undefined : approval.keys;
  const approvalKeys =
    approvers === undefined
      ? undefined
      : {
          keys: await keysOf(approvers.trust),
          threshold: approvers.threshold,
          recordedKeys: soundPolicyKeys,
        };
  if (approvers !== undefined && approvalKeys !== undefined) {
    const { keys: approving, threshold } = approvalKeys;
    requireReachable(file, 'approval.keys.threshold', threshold, approving, approvers.trust);
  }
  const otherLists = await Promise.all(
    configuration['other-lists'].map(async ({ list: other, store, trust: named }) => {
      const { keys: names, threshold } = Array.isArray(named)
        ? { keys: named, threshold: 1 }
        : named;
      const otherKeys = await keysOf(names);
      requireReachable(file, `other-lists.${other}.trust.threshold`, threshold, otherKeys, names);
      return { list: other, store, trust: { keys: otherKeys, threshold } };
    }),
  );
  const certificates =
    configuration.certificates === 'unsigned'
      ? 'unsigned'
      : await Promise.all(
          configuration.certificates.map((name) =>
            readCertificate(ports.resolve(file, name), ports),
          ),
        );
  const { roles, warnings } = instanceRoles(configuration, file);
  const policy = configuredPolicy(configuration, approvalKeys);
  return {
    file,
    configuration,
    pin: { list, enclave },
    listTrust: { keys, threshold: trust.threshold },
    manifestTrust: { keys: manifestKeys, threshold: 1 },
    approvalKeys,
    certificates,
    projection: {
      instanceRoles: roles,
      certificates: certificates === 'unsigned' ? [] : certificates,
      keys: configuration.keys.map(({ key, actions, bind, guard }) => ({
        key,
        actions,
        bind: bind ?? defaultBind(configuration),
        guard: guard ? GUARDED_ACTIONS : false,
      })),
      ...(policy === undefined ? {} : { approval: policy }),
    },
    otherLists,
    keyNames,
    warnings: [...configured, ...warnings, ...separationWarnings(keys, manifestKeys)],
  };
}

/** Reads the text of a configuration. Throws AdapterError, with a hint if the file is missing. */
export async function readConfiguration(file: string, ports: FilePorts): Promise<string> {
  try {
    return await ports.readText(file);
  } catch (cause) {
    if (!(cause instanceof AdapterError) || cause.code !== 'input-not-found') throw cause;
    // A name that is not UTF-8 has its own hint.
    if (cause.hint !== undefined) throw cause;
    throw new AdapterError('input-not-found', `the configuration ${file} does not exist`, {
      at: { file },
      cause,
      hint: '`pcr-allowlist init` creates a list and its configuration. --config names another file.',
    });
  }
}

/** Reads a public key file. Throws UsageError with its name. */
export async function readPublicKey(path: string, ports: FilePorts): Promise<PublicKey> {
  const text = await ports.readText(path);
  return named(path, 'a public key in PEM', () => parsePublicKeyPem(text));
}

/**
 * Reads an image-signing certificate (`parseCertificateFile`) with its PCR8. Throws UsageError with the name of the
 * file.
 */
export async function readCertificate(
  path: string,
  ports: FilePorts,
): Promise<StagedProjection['projection']['certificates'][number]> {
  const bytes = await ports.readBytes(path);
  return named(path, 'an image-signing certificate', () => {
    const { der, notAfter } = parseCertificateFile(bytes);
    return {
      [ENCLAVE.signer]: pcr8OfCertificate(der, nodeHashing),
      sha256: encodeHex(sha256(der)),
      notAfter,
    };
  });
}

function named<Value>(path: string, expected: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new UsageError(`${path}: expected ${expected}: ${cause.message}`, {
      at: { file: path },
      cause,
      ...(cause.hint === undefined ? {} : { hint: cause.hint }),
    });
  }
}

function instanceRoles(
  configuration: Configuration,
  file: string,
): {
  readonly roles: StagedProjection['projection']['instanceRoles'];
  readonly warnings: readonly Warning[];
} {
  const given = configuration['instance-roles'];
  if (given === 'any') return { roles: [], warnings: [] };
  const roles = given.map((role) =>
    typeof role === 'string' ? { arn: role, [ENCLAVE.role]: pcr3OfRole(role, nodeHashing) } : role,
  );
  if (roles.some((role) => role[ENCLAVE.role] === ZERO_PCR)) {
    throw new UsageError(`${file}: instance-roles: PCR3 is all zeros, which no role has`, {
      at: { file, path: '/instance-roles' },
    });
  }
  const warnings = given.flatMap((role) => {
    const warning = typeof role === 'string' ? rolePathWarning(role) : undefined;
    return warning === undefined ? [] : [warning];
  });
  return { roles, warnings };
}

/** Warns if one key signs manifests and lists: whoever can stage can then also approve, and nothing else shows it. */
function separationWarnings(
  keys: readonly PublicKey[],
  manifestKeys: readonly PublicKey[],
): readonly Warning[] {
  const ids = new Set(keys.map(({ spkiDer }) => keyIdOf(spkiDer)));
  if (!manifestKeys.some(({ spkiDer }) => ids.has(keyIdOf(spkiDer)))) return [];
  return [
    {
      code: 'approval-not-enforced',
      message:
        'one key signs manifests and lists, so whoever publishes can also change the allow-list. Set signing.manifest-key and trust.manifest-keys to another key.',
    },
  ];
}

/** Two files with the same key count as one key. A threshold above the number of distinct keys cannot be reached. */
function requireReachable(
  file: string,
  field: string,
  threshold: number,
  keys: readonly PublicKey[],
  entries: readonly NamedKeyFile[],
): void {
  const distinct = new Set(keys.map(({ spkiDer }) => keyIdOf(spkiDer))).size;
  if (threshold <= distinct) return;
  throw new UsageError(
    `${file}: ${field}: expected at most ${distinct}, the number of distinct keys (${keyFileNames(entries)}), found ${threshold}`,
    { at: { file, path: `/${field.replaceAll('.', '/')}` } },
  );
}
