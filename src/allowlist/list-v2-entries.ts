import { FormatError } from '../base/errors.js';
import { parseInstant } from '../base/instant.js';
import { isLowerHex } from '../base/lower-hex.js';
import { isReleaseId, TEXT_MAX_LENGTH, VERSION_MAX } from '../format/document-fields.js';
import { PCR_BYTES, ZERO_PCR } from '../format/pcr-value.js';
import { PLATFORMS } from '../format/platform.js';
import type { Statement } from '../format/statement.js';
import type { Release, Removed } from './allow-list.js';
import {
  LIST_MAX_RELEASES,
  LIST_MAX_REMOVED,
  RELEASE_MAX_APPROVALS,
  RELEASE_MAX_CHANGES,
} from './allow-list-limits.js';

/**
 * Reads the entries of a list in format v2 without the schema, because a list has thousands of them and the schema takes many
 * times as long. If the form is in doubt, the schema (`list-v2-schema`) decides and reports the error.
 */
export interface UsualEntries {
  readonly releases: readonly Release[];
  readonly removed: readonly Removed[];
}

/** The releases and removed entries of a predicate, equal to the output of the schema. Undefined if the schema must decide. */
export function usualEntries({
  releases,
  removed,
}: Statement['predicate']): UsualEntries | undefined {
  const found = { releases: RELEASES(releases), removed: REMOVED(removed) };
  return found.releases === undefined || found.removed === undefined
    ? undefined
    : // The readers below are those of these types.
      (found as unknown as UsualEntries);
}

/** The value, equal to the output of the schema. Undefined if its form is in doubt. */
type Read = (value: unknown) => unknown;
type Fields = Readonly<Record<string, Read>>;

/** An object with exactly these fields. JSON has no undefined value. */
function fields(required: Fields, optional: Fields = {}): Read {
  const all = [
    ...Object.entries(required).map(([name, read]) => ({ name, read, isRequired: true })),
    ...Object.entries(optional).map(([name, read]) => ({ name, read, isRequired: false })),
  ];
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const members = value as Readonly<Record<string, unknown>>;
    const found: Record<string, unknown> = {};
    let count = 0;
    for (const { name, read, isRequired } of all) {
      const member = members[name];
      if (member === undefined && !isRequired) continue;
      const one = read(member);
      if (one === undefined) return undefined;
      found[name] = one;
      count++;
    }
    return Object.keys(members).length === count ? found : undefined;
  };
}

function list(read: Read, min: number, max: number): Read {
  return (value) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) return undefined;
    const found = value.map(read);
    return found.includes(undefined) ? undefined : found;
  };
}

function anyOf(...reads: readonly Read[]): Read {
  return (value) => {
    for (const read of reads) {
      const found = read(value);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function where(holds: (text: string) => boolean): Read {
  return (value) => (typeof value === 'string' && holds(value) ? value : undefined);
}

function is(...expected: readonly unknown[]): Read {
  return (value) => (expected.includes(value) ? value : undefined);
}

const string = where(() => true);
const text = where(({ length }) => length > 0 && length <= TEXT_MAX_LENGTH);
const hex = (bytes: number) => where((value) => isLowerHex(value, bytes));
const sha256 = hex(32);
const pcr = where((value) => isLowerHex(value, PCR_BYTES) && value !== ZERO_PCR);
const commit = where((value) => isLowerHex(value, 20) || isLowerHex(value, 32));
/** The form of `userData` in the document fields. */
const USER_DATA_MAX_BYTES = 1024;
const userData = where(
  (value) => value !== '' && value.length <= 2 * USER_DATA_MAX_BYTES && isLowerHex(value),
);
const id = where(isReleaseId);

const version: Read = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= VERSION_MAX
    ? value
    : undefined;

const instant: Read = (value) => {
  if (typeof value !== 'string') return undefined;
  try {
    return parseInstant(value);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
};

const { measured, optional, image } = PLATFORMS['nitro-enclave'];
const platform = is('nitro-enclave');
const MEASUREMENTS = fields(
  registers(measured.filter((name) => !isOptional(name))),
  registers(optional),
);

function isOptional(name: string): boolean {
  return (optional as readonly string[]).includes(name);
}

function registers(names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, pcr]));
}

const EVIDENCE = { staged: sha256, sha256, by: text, approvedAt: instant, expiresAt: instant };
const SIGNATURE = fields({ sig: text }, { keyid: text });
const ENVELOPE = fields({
  payload: string,
  payloadType: text,
  signatures: list(SIGNATURE, 1, Number.POSITIVE_INFINITY),
});
const APPROVAL = anyOf(
  fields({ source: is('key'), ...EVIDENCE, envelope: ENVELOPE }),
  fields({
    source: is('github-environment', 'github-pull-request'),
    observed: is(true),
    ...EVIDENCE,
    url: text,
  }),
);
const RELEASE = {
  id,
  platform,
  measurements: MEASUREMENTS,
  image: fields({ name: text, sha256 }),
  manifest: fields({ path: text, sha256 }),
  accepted: fields({ first: instant }),
  staged: sha256,
  approvals: list(APPROVAL, 0, RELEASE_MAX_APPROVALS),
  changes: list(
    fields({ what: is('approved', 'approved-again', 'retired'), version, at: instant }),
    1,
    RELEASE_MAX_CHANGES,
  ),
};
const NOT_ALWAYS = {
  source: fields({ observed: is(true), repository: text, commit, ref: text }),
  userData,
};
const RELEASES = list(
  anyOf(
    fields({ state: is('active'), ...RELEASE }, NOT_ALWAYS),
    fields({ state: is('retiring'), retireAt: instant, ...RELEASE }, NOT_ALWAYS),
  ),
  0,
  LIST_MAX_RELEASES,
);
const GONE = { id, platform, [image]: pcr, when: instant, staged: sha256 };
const GONE_SINCE = { accepted: fields({ first: instant, last: instant }) };
const REMOVED = list(
  anyOf(
    fields({ why: is('revoked'), reason: text, ...GONE }, GONE_SINCE),
    fields({ why: is('retired'), ...GONE }, GONE_SINCE),
  ),
  0,
  LIST_MAX_REMOVED,
);
