import { FormatError, TrustError } from '../base/errors.js';
import { formatInstant, type Instant } from '../base/instant.js';
import { STATEMENT_PAYLOAD_TYPE } from '../format/statement.js';
import { type EnvelopeTrust, verifyEnvelope } from '../manifest/verify-manifest.js';
import type { AllowList, VersionId } from './allow-list.js';
import { isAllowListType, parseAllowList, parseAllowListStatement } from './allow-list-document.js';
import { ISSUED_AHEAD_MAX_MS } from './allow-list-limits.js';
import { NOTHING_UNAPPROVED, type Unapproved, unapprovedIn } from './approval/missing-approvals.js';
import { revivedReleases } from './approval/revived-releases.js';
import type { ListPin, ListTrust } from './list-trust.js';
import { requirePinned } from './statement-payload.js';

declare const verified: unique symbol;

/** An allow-list that trusted keys signed, with the pinned name and not older than remembered. Only `verifyAllowList` makes one. */
export interface VerifiedAllowList {
  readonly [verified]: true;
  readonly list: AllowList;
  /** The version and the SHA-256 of the payload, which a reader remembers. */
  readonly id: VersionId;
  readonly signers: readonly string[];
  /** The parts that the approval keys of the trust did not approve. Empty if it names none. Never accepted. */
  readonly unapproved: Unapproved;
  /** Releases of images that the reader knows as revoked, without a newer approval. Never accepted. */
  readonly revived: ReadonlySet<string>;
}

/**
 * Verifies an allow-list, for readers and writers. In order: the signatures (`verifyEnvelope`); the payload is an in-toto
 * statement of this predicate type (`statement-format`); it is the pinned list, and of the pinned enclave if one is pinned
 * (`wrong-list`), before any other content is used; its form (`parseAllowList`); it is not issued more than
 * ISSUED_AHEAD_MAX_MS after `now` (`list-expired`); its version is not lower than the minimum or the remembered version, the
 * payload at the remembered version is the same, and the next version has the remembered predecessor (`rollback`, the rollback
 * and fork attacks). Then finds the releases without the approvals that the trust requires, and those of images that are
 * remembered or pinned as revoked (`revivedReleases`). These do not refuse the list.
 *
 * Not checked: `expiresAt`. `acceptance` checks it at every call, and a writer may continue an expired list.
 */
export async function verifyAllowList(
  envelope: Uint8Array,
  { pin, listKeys, remembered, minVersion, approval, revoked = [] }: ListTrust,
  now: Instant,
): Promise<VerifiedAllowList> {
  const { list, id, signers } = await openAllowList(envelope, pin, listKeys);
  requireIssued(list, now);
  requireNoRollback(list, id, { remembered, minVersion });
  const unapproved =
    approval === undefined ? NOTHING_UNAPPROVED : await unapprovedIn(list, id.sha256, approval);
  const seen = remembered === 'nothing-remembered' ? [] : (remembered.revoked ?? []);
  const revived = await revivedReleases(list, [...seen, ...revoked], approval);
  return { list, id, signers, unapproved, revived } as VerifiedAllowList;
}

/** A list with verified signatures, name and form, but not time and version. Used for versions of the history. */
export async function openAllowList(
  envelope: Uint8Array,
  pin: ListPin,
  listKeys: EnvelopeTrust,
): Promise<{ list: AllowList; id: VersionId; payload: Uint8Array; signers: readonly string[] }> {
  const { payloadType, payload, payloadSha256, signers } = await verifyEnvelope(envelope, listKeys);
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw new FormatError(
      'statement-format',
      `expected payload type ${STATEMENT_PAYLOAD_TYPE}, found ${JSON.stringify(payloadType)}`,
      { at: { path: '/payloadType' } },
    );
  }
  const statement = parseAllowListStatement(payload);
  // The parser refuses any other document.
  if (isAllowListType(statement.predicateType)) requirePinned(statement.predicate, pin);
  const list = parseAllowList(statement);
  const id = { version: list.version, sha256: payloadSha256 };
  return { list, id, payload, signers };
}

function requireIssued({ issuedAt }: AllowList, now: Instant): void {
  if (issuedAt <= now + ISSUED_AHEAD_MAX_MS) return;
  throw new TrustError(
    'list-expired',
    `issuedAt of the allow-list is in the future: ${formatInstant(issuedAt)}`,
    { hint: 'Compare the clock of this machine with that of the writer.' },
  );
}

function requireNoRollback(
  { previous }: AllowList,
  id: VersionId,
  { remembered, minVersion }: Pick<ListTrust, 'remembered' | 'minVersion'>,
): void {
  if (!(id.version >= minVersion)) {
    throw rollbackError(`expected at least version ${minVersion}, found ${id.version}`);
  }
  if (remembered === 'nothing-remembered') return;
  if (!(id.version >= remembered.version)) {
    throw rollbackError(`expected at least version ${remembered.version}, found ${id.version}`);
  }
  if (id.version === remembered.version && id.sha256 !== remembered.sha256) {
    throw rollbackError(`version ${id.version} differs from the remembered payload`);
  }
  if (id.version === remembered.version + 1 && previous?.sha256 !== remembered.sha256) {
    throw rollbackError(
      `version ${id.version} does not follow the remembered version ${remembered.version}`,
    );
  }
}

/** An old list that was restored, or a second history. */
export function rollbackError(message: string): TrustError {
  return new TrustError('rollback', `allow-list: ${message}`, {
    hint: 'Somebody restored an old list, or removed objects from the store. Check its history first.',
  });
}
