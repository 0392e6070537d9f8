import { resolve } from 'node:path';
import { UsageError } from '../base/errors.js';
import type { OpenedStore } from '../workflow/ports.js';
import { s3Calls } from './aws/s3-client.js';
import { parseS3Address, s3Store } from './aws/s3-store.js';
import { ServiceClock } from './aws/service-clock.js';
import { systemNow } from './clock.js';
import { openFolderStore } from './files/folder-store.js';

/**
 * The store at an address: `file:PATH`, relative to `baseDirectory`, or `s3://bucket/prefix`. In order: the scheme; for
 * `file:` a path that is not empty and no `file://` address; for `s3:` what `parseS3Address` takes. Nothing is read or
 * written yet, and no folder is made.
 *
 * Throws UsageError.
 */
export async function openStore(
  address: string,
  baseDirectory: string,
): Promise<Pick<OpenedStore, 'store' | 'name' | 'clockAheadMs'>> {
  if (address.startsWith('s3:')) {
    const parsed = parseS3Address(address);
    const name = `s3://${parsed.bucket}/${parsed.prefix}`.replace(/\/$/, '');
    const clock = new ServiceClock(systemNow);
    const store = s3Store(await s3Calls(undefined, clock), parsed);
    return { store, name, clockAheadMs: () => clock.aheadMs };
  }
  const path = filePathOf(address);
  if (path === undefined) {
    throw new UsageError(`expected a store as file:PATH or s3://bucket/prefix, found ${address}`);
  }
  const folder = resolve(baseDirectory, path);
  return { store: openFolderStore(folder), name: `file:${folder}` };
}

/** The path of `file:PATH`; undefined for anything else, and for `file://`, which means a host to some programs. */
export function filePathOf(address: string): string | undefined {
  return /^file:(?!\/\/)([^\0]+)$/.exec(address)?.[1];
}
