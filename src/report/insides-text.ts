import type { SectionInsides } from '../measure/compare-insides.js';
import type { FileDifference, RamdiskComparison } from '../measure/ramdisk-comparison.js';
import { printable } from './text-layout.js';

const BESIDES: { readonly [name in RamdiskComparison['besides'][number]]: string } = {
  order: 'the files are packed in another order',
  inodes: 'inode numbers, link counts or device numbers differ',
  compression: 'the compression differs',
  packing: 'the files are equal, but padding or compression settings differ',
};

/** The differences inside one section, one line for each fact. */
export function insidesLines(insides: SectionInsides): readonly string[] {
  const { texts, ramdisk, notCompared } = insides;
  if (notCompared !== undefined) return [`not compared inside: ${printable(notCompared)}`];
  if (texts !== undefined) {
    return [
      `expected says ${printable(texts.expected)}`,
      `found says    ${printable(texts.found)}`,
    ];
  }
  return ramdisk === undefined ? [] : ramdiskLines(ramdisk);
}

function ramdiskLines({ differing, files, besides }: RamdiskComparison): readonly string[] {
  const more = differing - files.length;
  return [
    ...(differing === 0 ? [] : [`${differing} differing ${differing === 1 ? 'file' : 'files'}`]),
    ...files.map((file) => `  ${printable(file.path)}: ${fileText(file)}`),
    ...(more === 0 ? [] : [`  and ${more} more`]),
    ...besides.map((name) => BESIDES[name]),
  ];
}

function fileText(difference: FileDifference): string {
  if (difference.kind === 'missing') return 'only in the expected image';
  if (difference.kind === 'extra') return 'only in the found image';
  return difference.fields
    .map(({ field, expected, found }) => {
      const short = (value: string) => (field === 'sha256' ? `${value.slice(0, 16)}…` : value);
      return `${field} ${short(expected)}, found ${short(found)}`;
    })
    .join('; ');
}
