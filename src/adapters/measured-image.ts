import { type FileSource, openFileSource } from './file-source.js';

/** An address that is no path: its adapter, with an SDK behind it, is loaded only then. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

/** An image as `measure` opens it: as `openImage`, of which a plain file without a pinned SHA-256 needs nothing. */
export async function openMeasuredImage(name: string, sha256?: string): Promise<FileSource> {
  if (sha256 === undefined && !ADDRESS.test(name)) return openFileSource(name);
  const { openImage } = await import('./open-image.js');
  return openImage(name, sha256 === undefined ? {} : { sha256 });
}
