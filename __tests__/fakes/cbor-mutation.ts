import type { CborValue } from '../../src/format/cbor.js';
import { mutate } from './mutation.js';

type Random = (below: number) => number;

/** One CBOR item that can be written in ways that no strict reader takes. A map's keys and values follow one another. */
type Item = Leaf | Nest;
interface Leaf {
  readonly kind: 'leaf';
  readonly major: number;
  readonly argument: number;
  readonly content?: Uint8Array;
  /** Bytes of the head's argument beyond what it needs: 1, 2, 4 or 8, where the item does not fit less. */
  readonly wide?: number;
}
interface Nest {
  readonly kind: 'nest';
  readonly major: number;
  readonly items: Item[];
  readonly wide?: number;
  readonly indefinite?: boolean;
}

const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const TAG = 6;
const SIMPLE = 7;

const integer = (value: number): Leaf =>
  value < 0
    ? { kind: 'leaf', major: 1, argument: -1 - value }
    : { kind: 'leaf', major: 0, argument: value };
const string = (major: number, content: Uint8Array): Leaf => ({
  kind: 'leaf',
  major,
  argument: content.length,
  content,
});
const simple = (argument: number): Leaf => ({ kind: 'leaf', major: SIMPLE, argument });
const nested = (levels: number): Item => ({
  kind: 'nest',
  major: ARRAY,
  items: levels === 0 ? [] : [nested(levels - 1)],
});

/** Items that readers of CBOR stumble over, and sizes just inside and outside of what documents may have. */
const ODD: readonly (() => Item)[] = [
  ...[0, 1, 23, 24, 31, 32, 255, 256, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -1, -35, -(2 ** 53)].map(
    (value) => () => integer(value),
  ),
  ...[0, 1, 32, 47, 48, 49, 64, 96, 1024, 1025].map(
    (size) => () => string(BYTES, new Uint8Array(size)),
  ),
  ...['', 'pcrs', '__proto__', 'SHA384', 'x'.repeat(300)].map(
    (value) => () => string(TEXT, Buffer.from(value)),
  ),
  () => string(TEXT, Uint8Array.of(0xff, 0xfe)),
  ...[20, 21, 22, 23, 24, 25].map((argument) => () => simple(argument)),
  () => nested(0),
  () => nested(20),
  () => ({ kind: 'nest', major: MAP, items: [] }),
];

/** A few edits of the tree, so that lengths and counts are right again; one of six is changed as bytes besides. */
export function mutateCbor(value: CborValue, random: Random): Uint8Array {
  const root: Nest = { kind: 'nest', major: ARRAY, items: [itemOf(value)] };
  for (let edits = 1 + random(3); edits > 0; edits--) edit(root, random);
  const bytes = Buffer.concat(root.items.map(encode));
  return random(6) === 0 ? mutate(bytes, random) : bytes;
}

function edit(root: Nest, random: Random): void {
  const places = placesIn(root);
  const [holder, index] = places[random(places.length)] ?? [root, 0];
  const [otherHolder, otherIndex] = places[random(places.length)] ?? [root, 0];
  const item = holder.items[index];
  const other = otherHolder.items[otherIndex];
  if (item === undefined || other === undefined) return;
  const put = (...items: Item[]) => holder.items.splice(index, 1, ...items);
  switch (random(8)) {
    case 0:
      put(ODD[random(ODD.length)]?.() ?? item);
      break;
    case 1:
      put();
      break;
    case 2:
      put(copyOf(other));
      break;
    case 3:
      // A pair where it is a map: the same key twice.
      holder.items.push(
        ...holder.items
          .slice(index - (index % 2))
          .slice(0, 2)
          .map(copyOf),
      );
      break;
    case 4:
      put({ ...item, wide: 1 << random(4) });
      break;
    case 5:
      if (item.kind === 'nest') put({ ...item, indefinite: true });
      else put({ kind: 'nest', major: TAG, items: [item], wide: 1 << random(4) });
      break;
    case 6:
      holder.items.reverse();
      break;
    default:
      if (item.kind === 'nest') put({ ...item, major: item.major === MAP ? ARRAY : MAP });
      else if (item.content === undefined) {
        put({ ...item, argument: Math.max(0, item.argument + random(3) - 1) });
      } else put(string(item.major, mutate(Buffer.from(item.content), random)));
  }
}

function placesIn(nest: Nest): (readonly [Nest, number])[] {
  return nest.items.flatMap((item, index) => [
    [nest, index] as const,
    ...(item.kind === 'nest' ? placesIn(item) : []),
  ]);
}

function copyOf(item: Item): Item {
  return item.kind === 'leaf' ? item : { ...item, items: item.items.map(copyOf) };
}

function itemOf(value: CborValue): Item {
  if (typeof value === 'number') return integer(value);
  if (typeof value === 'string') return string(TEXT, Buffer.from(value));
  if (value instanceof Uint8Array) return string(BYTES, value);
  if (Array.isArray(value)) return { kind: 'nest', major: ARRAY, items: value.map(itemOf) };
  if (value instanceof Map) {
    return { kind: 'nest', major: MAP, items: [...value].flat().map(itemOf) };
  }
  return simple(value === null ? 22 : value ? 21 : 20);
}

function encode(item: Item): Uint8Array {
  const { major, wide } = item;
  if (item.kind === 'leaf') {
    return Buffer.concat([head(major, item.argument, wide), item.content ?? new Uint8Array()]);
  }
  const content = Buffer.concat(item.items.map(encode));
  if (major === TAG) return Buffer.concat([head(major, 18, wide), content]);
  if (item.indefinite) return Buffer.from([(major << 5) | 31, ...content, 0xff]);
  const count = major === MAP ? Math.floor(item.items.length / 2) : item.items.length;
  return Buffer.concat([head(major, count, wide), content]);
}

function head(major: number, argument: number, wide = 0): Uint8Array {
  const needed = [0, 1, 2, 4, 8].find((size) => argument < (size === 0 ? 24 : 256 ** size)) ?? 8;
  const size = Math.max(needed, wide);
  if (size === 0) return Uint8Array.of((major << 5) | argument);
  const bytes = Buffer.alloc(9);
  bytes.writeBigUInt64BE(BigInt(argument), 1);
  bytes[8 - size] = (major << 5) | (24 + Math.log2(size));
  return bytes.subarray(8 - size);
}
