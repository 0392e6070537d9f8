import { createHash } from 'node:crypto';
import { ServiceError } from './wire-message.js';

/** One version of an object, or the mark of a deletion. */
export interface S3Version {
  readonly id: string;
  /** `null` where this version is a delete marker. */
  readonly content: S3Content | null;
}

export interface S3Content {
  readonly bytes: Uint8Array;
  /** With its quotes. MD5 of the bytes, as S3's single-part uploads without KMS have it: equal bytes, equal ETag. */
  readonly etag: string;
  /** The headers that a read brings back. */
  readonly headers: Readonly<Record<string, string>>;
  readonly modifiedAt: Date;
}

/** What a write demands of the current version. */
export type S3Condition = { readonly ifNoneMatch: '*' } | { readonly ifMatch: string } | undefined;

/**
 * The objects of one bucket, as S3 keeps them: strongly consistent, one write after the other. Without versioning only
 * the newest version stays; with it all stay, and a deletion without a version adds a marker.
 */
export class S3BucketState {
  readonly name: string;
  readonly region: string;
  versioned = false;
  private readonly versions = new Map<string, S3Version[]>();
  private count = 0;

  constructor(name: string, region: string) {
    this.name = name;
    this.region = region;
  }

  /** The newest version, which may be a delete marker. */
  current(key: string): S3Version | undefined {
    return this.versions.get(key)?.at(-1);
  }

  version(key: string, id: string): S3Version | undefined {
    return this.versions.get(key)?.find((version) => version.id === id);
  }

  /** Keys with content, in the order of their UTF-8 bytes. */
  keys(): string[] {
    return [...this.versions.keys()]
      .filter((key) => this.current(key)?.content != null)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  put(
    key: string,
    bytes: Uint8Array,
    headers: Readonly<Record<string, string>>,
    condition: S3Condition,
  ): S3Version & { readonly content: S3Content } {
    this.requireCondition(key, condition);
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    const content = { bytes: Uint8Array.from(bytes), etag, headers, modifiedAt: new Date() };
    return { ...this.add(key, content), content };
  }

  /** Without a version: the marker that was made, or undefined where nothing is versioned. With one: that one is gone. */
  delete(key: string, id: string | undefined): S3Version | undefined {
    if (id === undefined && this.versioned) return this.add(key, null);
    const kept = id === undefined ? [] : this.versions.get(key)?.filter((it) => it.id !== id);
    if (kept === undefined || kept.length === 0) this.versions.delete(key);
    else this.versions.set(key, kept);
    return undefined;
  }

  private add(key: string, content: S3Content | null): S3Version {
    const version = { id: this.versioned ? `v${++this.count}` : 'null', content };
    const older = this.versioned ? (this.versions.get(key) ?? []) : [];
    this.versions.set(key, [...older, version]);
    return version;
  }

  private requireCondition(key: string, condition: S3Condition): void {
    if (condition === undefined) return;
    const etag = this.current(key)?.content?.etag;
    if ('ifNoneMatch' in condition) {
      if (etag !== undefined) throw preconditionFailed('If-None-Match');
      return;
    }
    if (etag === undefined) throw noSuchKey(key);
    if (unquoted(condition.ifMatch) !== unquoted(etag)) throw preconditionFailed('If-Match');
  }
}

export function noSuchKey(key: string, headers: Readonly<Record<string, string>> = {}) {
  const message = 'The specified key does not exist.';
  return new ServiceError('NoSuchKey', 404, message, { Key: key }, headers);
}

function preconditionFailed(header: string): ServiceError {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new ServiceError('PreconditionFailed', 412, message, { Condition: header });
}

const unquoted = (etag: string): string => etag.replace(/^"(.*)"$/, '$1');
