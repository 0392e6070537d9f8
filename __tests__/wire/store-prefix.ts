import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

/** The objects under a prefix of a bucket, by name, as one state that can be taken and brought back. */
export class StorePrefix {
  private readonly s3: S3Client;
  private readonly bucket: string;
  /** Ends with `/`. */
  private readonly prefix: string;
  /** Bytes by name and ETag, since most objects never change, and the ETag of each of them. */
  private readonly read = new Map<string, Uint8Array>();
  private readonly etagOf = new WeakMap<Uint8Array, string>();

  constructor(s3: S3Client, bucket: string, prefix: string) {
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  async take(): Promise<ReadonlyMap<string, Uint8Array>> {
    const objects = new Map<string, Uint8Array>();
    for (const [name, etag] of await this.etags()) {
      const known = `${name} ${etag}`;
      const bytes = this.read.get(known) ?? (await this.object(name));
      this.read.set(known, bytes);
      this.etagOf.set(bytes, etag);
      objects.set(name, bytes);
    }
    return objects;
  }

  /** Deletes what was not there when the state was taken, and puts back what is gone or has other bytes. */
  async bringBack(objects: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const there = await this.etags();
    for (const name of there.keys()) {
      if (!objects.has(name)) await this.s3.send(new DeleteObjectCommand(this.at(name)));
    }
    for (const [name, Body] of objects) {
      const etag = there.get(name);
      if (etag !== undefined && etag === this.etagOf.get(Body)) continue;
      await this.s3.send(new PutObjectCommand({ ...this.at(name), Body }));
    }
  }

  private async object(name: string): Promise<Uint8Array> {
    const { Body } = await this.s3.send(new GetObjectCommand(this.at(name)));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  }

  private at(name: string) {
    return { Bucket: this.bucket, Key: `${this.prefix}${name}` };
  }

  private async etags(): Promise<Map<string, string>> {
    const { Contents = [] } = await this.s3.send(
      new ListObjectsV2Command({ Bucket: this.bucket, Prefix: this.prefix }),
    );
    return new Map(
      Contents.map(({ Key = '', ETag = '' }) => [Key.slice(this.prefix.length), ETag]),
    );
  }
}
