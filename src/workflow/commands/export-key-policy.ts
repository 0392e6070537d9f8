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

/** Forms of `export` that are about one key: its whole policy, our statements as JSON, our statements as HCL. */
export const KEY_EXPORTS = ['key-policy', 'key-policy-statements', 'hcl'] as const;

export type KeyExport = (typeof KEY_EXPORTS)[number];

/** What `export` prints, in a form of the list or of a key. */
export interface Exported extends Pick<ExportedAllowList, 'text' | 'lost'> {
  readonly target: ExportedAllowList['target'] | KeyExport;
}

/** The form of one key that was asked for; undefined for every other. */
export function keyExportOf(to: string): KeyExport | undefined {
  return KEY_EXPORTS.find((name) => name === to);
}

/**
 * What one key's policy says, or is to say, by a verified list. In order: the list is in force (`list-expired`); the key is
 * one of its projection (`usage`); where the projection lacks approvals that are pinned, nothing (`approval-missing`). Of
 * our statements alone nothing else is read. For the whole policy the key is planned as `reconcile` does it, and nothing
 * is written: what `reconcile` would refuse is refused.
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
      `${target} holds the projection, which lacks approvals by the keys that are pinned`,
      { hint: 'Run `pcr-allowlist publish --projection`, and have the projection approved.' },
    );
  }
  const lost = [
    `the next version of the list: this is version ${list.version}, and says nothing of releases, ends and revocations after it`,
    `expiry: the list ends at ${formatInstant(list.expiresAt)}, and this goes on being accepted`,
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

/** What is left out of every form, and reported. */
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
      ? 'key is required where the list does not project exactly one key'
      : `the list projects no key ${JSON.stringify(name)}`,
    { hint: `Its keys: ${names}.` },
  );
}

function jsonText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
