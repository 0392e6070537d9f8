import { createHash } from 'node:crypto';
import {
  AdapterError,
  type CodedError,
  FormatError,
  TrustError,
  UsageError,
} from '../../base/errors.js';
import { POLICY_MAX_BYTES } from '../../keypolicy/key-policy-limits.js';
import type { KeyPolicyPort } from '../../keypolicy/key-policy-port.js';
import { fileExists, readMarkedTextFile, writeTextFile } from './local-files.js';
import { parsePolicyFile } from './policy-file.js';

const SCHEME = 'file:';

/** Whether a key of the list is a file. */
export function isFileKey(key: string): boolean {
  return key.startsWith(SCHEME);
}

/**
 * A key policy in a file, for a whole pipeline on one machine. `key` is `file:…` as in the list, and `path` is the path
 * of the file. The names of its lease and its backups come from the text of `key`, so that every machine finds the same
 * ones. It has no description and no grants. A write leaves the old or the new document, in the layout of the old one
 * (`parsePolicyFile`).
 *
 * Methods reject with FormatError `json-format` for a file without JSON, and AdapterError `key-unavailable` for other
 * faults. `write` rejects with TrustError `policy-too-large` like KMS.
 */
export function fileKeyPolicy(key: string, path: string): KeyPolicyPort {
  if (!isFileKey(key) || key === SCHEME) throw new UsageError(`expected file:…, found ${key}`);
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const content = (verb: 'read' | 'write') =>
    reaching(key, path, verb, () => readMarkedTextFile(path));
  /** A missing file, or a file without JSON, has no layout to keep. */
  const inItsLayout = async (policy: string): Promise<string> => {
    if (!(await fileExists(path))) return policy;
    const text = await content('write');
    try {
      return parsePolicyFile(text, path).withPolicy(policy);
    } catch (error) {
      if (error instanceof FormatError) return policy;
      throw error;
    }
  };
  return {
    key,
    place: { account: 'file', region: 'local', keyId },
    readPolicy: async () => parsePolicyFile(await content('read'), path).policy,
    describe: async () => undefined,
    listGrants: async () => 'assumed-none',
    async write(policy) {
      const sizeBytes = Buffer.byteLength(policy);
      if (sizeBytes > POLICY_MAX_BYTES) {
        throw new TrustError(
          'policy-too-large',
          `${key}: expected at most ${POLICY_MAX_BYTES} bytes, found ${sizeBytes}`,
        );
      }
      const replaced = await inItsLayout(policy);
      await reaching(key, path, 'write', () => writeTextFile(path, replaced));
      return 'done';
    },
  };
}

async function reaching<Answer>(
  key: string,
  path: string,
  verb: string,
  reach: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await reach();
  } catch (cause) {
    const { message, hint } = cause as CodedError;
    throw new AdapterError('key-unavailable', `cannot ${verb} the key policy ${key}: ${message}`, {
      at: { file: path },
      ...(hint === undefined ? {} : { hint }),
      cause,
    });
  }
}
