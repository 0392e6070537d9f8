/** Loaded when a ramdisk is compressed with zstd, and only then. */
export { Decompress } from 'fzstd';
