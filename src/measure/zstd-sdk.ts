/** Loaded only when a ramdisk is compressed with zstd. */
export { Decompress } from 'fzstd';
