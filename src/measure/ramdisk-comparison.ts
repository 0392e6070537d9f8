import type { RamdiskFile, RamdiskFiles } from './ramdisk-files.js';

/** The most differing files that are listed by name. */
const LISTED_FILES = 50;

const FIELDS = ['mode', 'owner', 'modified', 'size', 'device', 'sha256'] as const;
/** The parts of a file that differ. `owner` is user and group, `modified` is in seconds since 1970. */
export type FileField = (typeof FIELDS)[number];

export type FileDifference =
  | { readonly kind: 'missing'; readonly path: string }
  | { readonly kind: 'extra'; readonly path: string }
  | {
      readonly kind: 'different';
      readonly path: string;
      readonly fields: readonly {
        readonly field: FileField;
        readonly expected: string;
        readonly found: string;
      }[];
    };

/** How two ramdisks differ inside. */
export interface RamdiskComparison {
  /** The number of files that differ. */
  readonly differing: number;
  /** The first differing files by path, at most LISTED_FILES. */
  readonly files: readonly FileDifference[];
  /** Other causes of different bytes: the order of the files, their inode numbers, the compression and its settings. */
  readonly besides: readonly ('order' | 'inodes' | 'compression' | 'packing')[];
}

/** Compares the files of two ramdisks. Reports `packing` where nothing else explains the different bytes. */
export function compareRamdisks(expected: RamdiskFiles, found: RamdiskFiles): RamdiskComparison {
  const paths = [...new Set([...expected.files.keys(), ...found.files.keys()])].sort();
  let differing = 0;
  const files: FileDifference[] = [];
  for (const path of paths) {
    const difference = compareFile(path, expected.files.get(path), found.files.get(path));
    if (difference === undefined) continue;
    differing++;
    if (files.length < LISTED_FILES) files.push(difference);
  }
  const hasSamePaths =
    expected.files.size === found.files.size && paths.length === found.files.size;
  const besides: RamdiskComparison['besides'][number][] = [];
  if (hasSamePaths && expected.orderSha256 !== found.orderSha256) besides.push('order');
  // In a different order the same numbers give a different digest.
  else if (hasSamePaths && expected.identitySha256 !== found.identitySha256) besides.push('inodes');
  if (expected.compression !== found.compression) besides.push('compression');
  if (differing === 0 && besides.length === 0) besides.push('packing');
  return { differing, files, besides };
}

function compareFile(
  path: string,
  expected: RamdiskFile | undefined,
  found: RamdiskFile | undefined,
): FileDifference | undefined {
  if (expected === undefined) return { kind: 'extra', path };
  if (found === undefined) return { kind: 'missing', path };
  const [a, b] = [textsOf(expected), textsOf(found)];
  const fields = FIELDS.filter((field) => a[field] !== b[field]).map((field) => ({
    field,
    expected: a[field],
    found: b[field],
  }));
  return fields.length === 0 ? undefined : { kind: 'different', path, fields };
}

function textsOf(file: RamdiskFile): { readonly [field in FileField]: string } {
  return {
    mode: file.mode.toString(8).padStart(6, '0'),
    owner: `${file.userId}:${file.groupId}`,
    modified: String(file.modifiedSeconds),
    size: String(file.sizeBytes),
    device: file.device,
    sha256: file.sha256,
  };
}
