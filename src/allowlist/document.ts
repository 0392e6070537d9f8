import { sha256 } from '@noble/hashes/sha2.js';
import type * as z from 'zod/mini';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import type { FormatError } from '../base/errors.js';
import type { Instant } from '../base/instant.js';
import { documentRefusal, encoded, matched } from '../format/schema.js';
import {
  encodeStatement,
  parseStatement,
  type Statement,
  type Subject,
} from '../format/statement.js';
import type { Measurements, PcrValue } from '../measure/pcr.js';
import { requireCoherent } from './document-rules.js';
import { ALLOW_LIST_PREDICATE, ALLOW_LIST_PREDICATE_TYPE } from './document-schema.js';
import { LIST_MAX_BYTES } from './limits.js';

/** How messages call this document. */
const FORMAT = 'allow-list';

/** Which images run, and how they are projected onto keys: one version of the only source of truth. */
export interface AllowList {
  /** 32 lower-case hex, drawn once: what a verifier pins. */
  readonly list: string;
  readonly enclave: string;
  /** 1, and one more at every change. */
  readonly version: number;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** The version before, by the SHA-256 of its DSSE payload; null at version 1. */
  readonly previous: VersionId | null;
  readonly projection: ListProjection;
  /** Sorted by id (UTF-16 code units). */
  readonly releases: readonly Release[];
  /** Oldest first. */
  readonly removed: readonly Removed[];
}

/** One version by its content. */
export interface VersionId {
  readonly version: number;
  /** SHA-256 of the DSSE payload, lower-case hex: a further signature does not change it. */
  readonly sha256: string;
}

/** What a key policy is made of, beside the releases. */
export interface Projection {
  readonly instanceRoles: readonly { readonly arn: string; readonly PCR3: PcrValue }[];
  readonly certificates: readonly {
    readonly PCR8: PcrValue;
    /** Of the certificate's DER. */
    readonly sha256: string;
    readonly notAfter: Instant;
  }[];
  readonly keys: readonly ProjectedKey[];
}

export interface ProjectedKey {
  readonly key: string;
  readonly actions: readonly string[];
  /** PCR3 is among them, and PCR0 or PCR8. */
  readonly bind: readonly ('PCR0' | 'PCR1' | 'PCR2' | 'PCR3' | 'PCR8')[];
  readonly guard: boolean;
  /** It left the projection, and our statements were not yet read back as gone from its policy. */
  readonly detached?: true;
}

/** The projection in a list, with where it came from. */
export interface ListProjection extends Projection {
  /** The staged records that were approved, by the SHA-256 of the file; the last is the current one's. */
  readonly staged: readonly string[];
  readonly approvals: readonly Approval[];
}

interface ReleaseFields {
  readonly id: string;
  readonly measurements: Measurements;
  readonly image: { readonly name: string; readonly sha256: string };
  readonly manifest: { readonly path: string; readonly sha256: string };
  /** Seen in the builder's environment, not proved by the image. */
  readonly source?: {
    readonly observed: true;
    readonly repository: string;
    readonly commit: string;
    readonly ref: string;
  };
  /** The staged record that was approved, by the SHA-256 of the file. */
  readonly staged: string;
  /** Empty where the configuration demanded none. */
  readonly approvals: readonly Approval[];
  /** Oldest first. */
  readonly changes: readonly ReleaseChange[];
}

export type Release =
  | (ReleaseFields & { readonly state: 'active' })
  | (ReleaseFields & { readonly state: 'retiring'; readonly retireAt: Instant });

export interface ReleaseChange {
  readonly what: 'approved' | 'approved-again' | 'retired';
  /** The version of the list that made it so. */
  readonly version: number;
  readonly at: Instant;
}

/** Who approved one staging. `envelope` is proof for everybody; `observed` is what the Action saw. */
export type Approval = {
  /** The staged record, by the SHA-256 of the file. */
  readonly staged: string;
  /** Of the evidence itself: the envelope's payload, or what was observed. */
  readonly sha256: string;
  /** A key id, or a login. */
  readonly by: string;
  readonly approvedAt: Instant;
  readonly expiresAt: Instant;
} & (
  | {
      readonly source: 'key';
      /** The projection that was approved, or under which the release was, as `projectionSha256` says it. */
      readonly projection: string;
      readonly envelope: {
        readonly payload: string;
        readonly payloadType: string;
        readonly signatures: readonly { readonly keyid?: string; readonly sig: string }[];
      };
    }
  | {
      readonly source: 'github-environment' | 'github-pull-request';
      readonly observed: true;
      readonly url: string;
    }
);

/** What is no longer accepted. A revoked one is a tombstone: its PCR0 is in no release of the list. */
export type Removed = {
  readonly id: string;
  readonly PCR0: PcrValue;
  readonly when: Instant;
  readonly staged: string;
} & ({ readonly why: 'retired' } | { readonly why: 'revoked'; readonly reason: string });

/**
 * The allow-list that a statement states: structure only, no trust, no clock. In order: the predicate type; the form
 * of every field (docs/allow-list.md), an unknown field or state refused, a PCR of zeros refused by name; what
 * `requireCoherent` demands between fields; the subjects, which are exactly `subjectsOf` the list.
 *
 * Throws FormatError `statement-format` with the path of the first field at fault.
 */
export function parseAllowList(statement: Statement): AllowList {
  if (statement.predicateType !== ALLOW_LIST_PREDICATE_TYPE) {
    throw refusal(
      `expected ${ALLOW_LIST_PREDICATE_TYPE}, found ${JSON.stringify(statement.predicateType)}`,
      ['predicateType'],
    );
  }
  const list: AllowList = matched(ALLOW_LIST_PREDICATE, statement.predicate, FORMAT, 'predicate');
  requireCoherent(list);
  requireSubjects(statement.subject, subjectsOf(list));
  return list;
}

/** The statement of a list: the inverse of `parseAllowList`. Throws FormatError `statement-format` for a wrong field. */
export function allowListStatement(list: AllowList): Statement {
  // The schema's own types are not readonly; encoding changes nothing.
  const value = list as z.output<typeof ALLOW_LIST_PREDICATE>;
  const predicate = encoded(ALLOW_LIST_PREDICATE, value, FORMAT, 'predicate');
  return {
    subject: subjectsOf(list),
    predicateType: ALLOW_LIST_PREDICATE_TYPE,
    predicate: predicate as Statement['predicate'],
  };
}

/** As `parseAllowList`, from the payload of an envelope of at most LIST_MAX_BYTES. */
export function parseAllowListPayload(payload: Uint8Array): AllowList {
  return parseAllowList(parseAllowListStatement(payload));
}

/** The statement in a payload of at most LIST_MAX_BYTES (`statement-format`). */
export function parseAllowListStatement(payload: Uint8Array): Statement {
  if (payload.length > LIST_MAX_BYTES) {
    throw refusal(`expected at most ${LIST_MAX_BYTES} bytes, found ${payload.length}`, []);
  }
  return parseStatement(payload);
}

/** The payload of an allow-list: an in-toto statement as canonical JSON. The inverse of `parseAllowListPayload`. */
export function encodeAllowList(list: AllowList): Uint8Array<ArrayBuffer> {
  return encodeStatement(allowListStatement(list));
}

/** The id of a list's version, from the DSSE payload that holds it. */
export function versionIdOf(list: AllowList, payload: Uint8Array): VersionId {
  return { version: list.version, sha256: encodeHex(sha256(payload)) };
}

/** The list itself by name, then the images that a verifier accepts at the instant of issue, in the order of ids. */
export function subjectsOf(list: AllowList): readonly Subject[] {
  const name = `pcr-allowlist:${list.list}`;
  const accepted = list.releases.filter((release) => isAcceptedAt(release, list.issuedAt));
  return [
    { name, digest: { sha256: encodeHex(sha256(encodeUtf8(name))) } },
    ...accepted.map(({ id, image, measurements }) => ({
      name: id,
      digest: { sha256: image.sha256, awsNitroPcr0: measurements.PCR0 },
    })),
  ];
}

/** Whether a release counts at the instant: active, or retiring and not yet at its end. */
export function isAcceptedAt(release: Release, now: Instant): boolean {
  return release.state === 'active' || now < release.retireAt;
}

function requireSubjects(found: readonly Subject[], expected: readonly Subject[]): void {
  if (found.length !== expected.length) {
    throw refusal(`expected ${expected.length} subjects, found ${found.length}`, ['subject']);
  }
  for (const [i, { name, digest }] of expected.entries()) {
    const other = found[i];
    const algorithms = Object.keys(digest);
    const same =
      other?.name === name &&
      Object.keys(other.digest).length === algorithms.length &&
      algorithms.every((algorithm) => other.digest[algorithm] === digest[algorithm]);
    if (!same) throw refusal(`expected ${name} with the digests of the predicate`, ['subject', i]);
  }
}

function refusal(message: string, path: readonly PropertyKey[]): FormatError {
  return documentRefusal(FORMAT, message, path);
}
