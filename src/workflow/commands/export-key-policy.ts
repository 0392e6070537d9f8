import type { AllowList, ProjectedKey } from '../../allowlist/allow-list.js';
import { approvedPart } from '../../allowlist/approval/approved-part.js';
import type { ExportedAllowList } from '../../allowlist/export-allow-list.js';
import type { VerifiedAllowList } from '../../allowlist/verify-allow-list.js';
import { encodeUtf8 } from '../../base/encoding.js';
import { TrustError, UsageError } from '../../base/errors.js';
import { formatInstant } from '../../base/instant.js';
import { parsePlainJson } from '../../format/strict-json.js';
import { desiredStatements } from '../../keypolicy/desired-statements.js';
import { policyHcl } from '../../keypolicy/policy-hcl.js';
import { planKeys } from '../keys/key-plans.js';
import { loadEnclave } from '../list/enclave.js';
import { revivedFailures } from '../list/revived-failures.js';
import { unapprovedFailures } from '../list/unapproved-failures.js';
import type { ExportRequest } from '../options/export-request.js';
import { ended, type Failure, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';

/** The formats of `export` for a single key: its whole policy, our statements as JSON, and our statements as HCL. */
export const KEY_EXPORTS = ['key-policy', 'key-policy-statements', 'hcl'] as const;

export type KeyExport = (typeof KEY_EXPORTS)[number];

/** The output of `export`, for the list or for a key. */
export interface Exported extends Pick<ExportedAllowList, 'text' | 'lost'> {
  readonly target: ExportedAllowList['target'] | KeyExport;
}

/** The requested format if it is for a single key, or undefined. */
export function keyExportOf(to: string): KeyExport | undefined {
  return KEY_EXPORTS.find((name) => name === to);
}

/**
 * Exports the key policy of one key according to a verified list. In order: the list has not expired (`list-expired`);
 * the projection names the key (`usage`); the projection has the pinned approvals (`approval-missing`). For our
 * statements, nothing else is read. For the whole policy, the key is planned as in `reconcile`, and nothing is written.
 * The plan is refused if `reconcile` would refuse it.
 */
export async function exportKeyPolicy(
  target: KeyExport,
  { key: name, pins: { config } }: Pick<ExportRequest, 'key' | 'pins'>,
  verified: VerifiedAllowList,
  ports: ListPorts,
): Promise<Outcome<Exported>> {
  const { unapproved } = verified;
  const followed = approvedPart(verified);
  const { list } = followed;
  if (ports.now >= list.expiresAt) {
    throw new TrustError(
      'list-expired',
      `the allow-list expired at ${formatInstant(list.expiresAt)}`,
      { hint: 'Run `pcr-allowlist renew`.' },
    );
  }
  const key = keyOf(list, name);
  if (unapproved.projection) {
    throw new TrustError(
      'approval-missing',
      `${target} needs the projection, which lacks approvals by the pinned keys`,
      { hint: 'Run `pcr-allowlist publish --projection`, and approve the projection.' },
    );
  }
  const lost = [
    `later versions of the list: the output is for version ${list.version}, and lacks later releases, ends and revocations`,
    `expiry: the list ends at ${formatInstant(list.expiresAt)}, but this export does not expire`,
  ];
  const warnings = lost.map((message) => ({ code: 'not-held', message }));
  if (target !== 'key-policy') {
    const statements = desiredStatements(list, key, ports.now).statements.map(
      ({ statement }) => statement,
    );
    const text =
      target === 'hcl'
        ? policyHcl(statements)
        : jsonText({ Version: '2012-10-17', Statement: statements });
    return ended('export', { target, text, lost }, warnings, withheldFailures(verified));
  }
  const enclave = await loadEnclave(config, ports);
  const alone: AllowList = { ...list, projection: { ...list.projection, keys: [key] } };
  const planned = await planKeys({ ...followed, list: alone }, enclave, ports);
  const found = planned.find((one) => one.key === key.key);
  const failures = found?.failures ?? [];
  const told = [...warnings, ...planned.flatMap((one) => one.warnings)];
  if (found?.plan === undefined || failures.length > 0) {
    const { result: _, ...refused } = ended('export', undefined, told, failures);
    return refused;
  }
  const text = jsonText(parsePlainJson(encodeUtf8(found.plan.policy)));
  return ended('export', { target, text, lost }, told, withheldFailures(verified));
}

/** The parts that every format omits. They are reported. */
export function withheldFailures(verified: VerifiedAllowList): readonly Failure[] {
  return [...unapprovedFailures(verified.list, verified.unapproved), ...revivedFailures(verified)];
}

function keyOf({ projection }: AllowList, name: string | undefined): ProjectedKey {
  const keys = projection.keys.filter(({ detached }) => detached !== true);
  const [only, ...more] = name === undefined ? keys : keys.filter(({ key }) => key === name);
  if (only !== undefined && more.length === 0) return only;
  const names = keys.map(({ key }) => key).join(', ') || 'none';
  throw new UsageError(
    name === undefined
      ? 'key is required, because the list does not have exactly one key'
      : `the list has no key ${JSON.stringify(name)}`,
    { hint: `The list has the keys ${names}.` },
  );
}

function jsonText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
