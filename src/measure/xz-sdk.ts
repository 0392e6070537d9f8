/** Loaded only when a ramdisk is compressed with xz. */
export { XzReadableStream } from 'xz-decompress';
