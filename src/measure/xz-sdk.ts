/** Loaded when a ramdisk is compressed with xz, and only then. */
export { XzReadableStream } from 'xz-decompress';
