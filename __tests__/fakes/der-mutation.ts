import { mutate } from './mutation.js';

type Random = (below: number) => number;

/** One element that can be written in ways that no reader of DER takes. */
interface Element {
  readonly tag: number;
  /** Bytes in front of the parts: the unused bits of a BIT STRING that wraps further DER. */
  readonly prefix: Uint8Array;
  /** What it is made of or wraps; a primitive one has its content instead. */
  readonly parts?: Element[];
  readonly content?: Uint8Array;
  /** Bytes of the length beyond its shortest form; indefinite at -1. */
  readonly wide?: number;
}

const NOTHING = new Uint8Array();
const primitive = (tag: number, ...content: number[]): Element => ({
  tag,
  prefix: NOTHING,
  content: Uint8Array.from(content),
});
const text = (tag: number, value: string): Element => primitive(tag, ...Buffer.from(value));
const nested = (levels: number): Element => ({
  tag: 0x30,
  prefix: NOTHING,
  parts: levels === 0 ? [] : [nested(levels - 1)],
});

/** Elements that readers of certificates stumble over. */
const ODD: readonly (() => Element)[] = [
  () => primitive(0x05),
  () => primitive(0x01, 0x01),
  () => primitive(0x01, 0xff),
  () => primitive(0x02),
  () => primitive(0x02, 0),
  () => primitive(0x02, 0x00, 0x01),
  () => primitive(0x02, 0x80),
  () => primitive(0x02, ...new Array<number>(40).fill(0x7f)),
  () => primitive(0x03),
  () => primitive(0x03, 8),
  () => primitive(0x03, 7, 0xff),
  () => primitive(0x04),
  () => primitive(0x06),
  () => primitive(0x06, 0x80, 0x01),
  () => primitive(0x06, 0xff),
  () => primitive(0x06, ...new Array<number>(30).fill(0x81), 1),
  () => primitive(0x0c, 0xff),
  () => primitive(0x1e, 0xd8, 0x00),
  () => primitive(0x1c, 0x7f, 0xff, 0xff, 0xff),
  () => primitive(0x1f, 0x01, 0x00),
  () => primitive(0x80, 1),
  () => text(0x17, '500101000000Z'),
  () => text(0x17, '991332000000Z'),
  () => text(0x18, '20491231235959Z'),
  () => text(0x18, '99991231235959Z'),
  () => text(0x18, '00000101000000Z'),
  () => text(0x13, '\u0000\u001b[31m\u202e\n::error::x'),
  () => nested(0),
  () => nested(30),
  () => ({ tag: 0x31, prefix: NOTHING, parts: [] }),
  () => ({ tag: 0xa3, prefix: NOTHING, parts: [] }),
];

const TAGS = [1, 2, 3, 4, 5, 6, 0x0c, 0x13, 0x17, 0x18, 0x1e, 0x30, 0x31, 0x80, 0x82, 0xa0, 0xa3];

/** A few edits of the tree, with lengths made right again; one of six is changed as bytes besides. */
export function mutateDer(der: Uint8Array, random: Random): Uint8Array {
  const root = { tag: 0x30, prefix: NOTHING, parts: elementsOf(der) ?? [] };
  for (let edits = 1 + random(3); edits > 0; edits--) edit(root, random);
  const bytes = Buffer.concat(root.parts.map(encode));
  return random(6) === 0 ? mutate(bytes, random) : bytes;
}

type Holder = Element & { readonly parts: Element[] };

function edit(root: Holder, random: Random): void {
  const places = placesIn(root);
  const [holder, index] = places[random(places.length)] ?? [root, 0];
  const [otherHolder, otherIndex] = places[random(places.length)] ?? [root, 0];
  const element = holder.parts[index];
  const other = otherHolder.parts[otherIndex];
  if (element === undefined || other === undefined) return;
  const put = (...elements: Element[]) => holder.parts.splice(index, 1, ...elements);
  switch (random(8)) {
    case 0:
      put(ODD[random(ODD.length)]?.() ?? element);
      break;
    case 1:
      put();
      break;
    case 2:
      put(copyOf(other));
      break;
    case 3:
      put(element, copyOf(element));
      break;
    case 4:
      put({ ...element, wide: random(4) - 1 });
      break;
    case 5:
      put({ ...element, tag: TAGS[random(TAGS.length)] ?? 0 });
      break;
    case 6:
      holder.parts.reverse();
      break;
    default:
      if (element.content === undefined) put({ ...element, parts: [], content: NOTHING });
      else put({ ...element, content: mutate(Buffer.from(element.content), random) });
  }
}

function placesIn(holder: Holder): (readonly [Holder, number])[] {
  return holder.parts.flatMap((part, index) => [
    [holder, index] as const,
    ...(part.parts === undefined ? [] : placesIn(part as Holder)),
  ]);
}

function copyOf(element: Element): Element {
  const { parts } = element;
  return parts === undefined ? element : { ...element, parts: parts.map(copyOf) };
}

/** The elements of good DER, and of what its strings wrap; undefined for bytes that are none. */
function elementsOf(der: Uint8Array): Element[] | undefined {
  const elements: Element[] = [];
  for (let at = 0; at < der.length; ) {
    const tag = der[at] ?? 0;
    const first = der[at + 1] ?? 0x80;
    const digits = first < 0x80 ? 0 : first - 0x80;
    const start = at + 2 + digits;
    if (first === 0x80 || digits > 3 || start > der.length) return undefined;
    const long = [...der.subarray(at + 2, start)].reduce((value, digit) => value * 256 + digit, 0);
    const end = start + (digits === 0 ? first : long);
    if (end > der.length) return undefined;
    elements.push(elementOf(tag, der.subarray(start, end)));
    at = end;
  }
  return elements;
}

function elementOf(tag: number, content: Uint8Array): Element {
  const skip = tag === 0x03 ? 1 : 0;
  const mayWrap = (tag & 0x20) !== 0 || ((tag === 0x03 || tag === 0x04) && content[skip] === 0x30);
  const parts = mayWrap ? elementsOf(content.subarray(skip)) : undefined;
  return parts === undefined
    ? { tag, prefix: NOTHING, content }
    : { tag, prefix: content.subarray(0, skip), parts };
}

function encode({ tag, prefix, parts, content, wide = 0 }: Element): Uint8Array {
  const inner = content ?? Buffer.concat([prefix, ...(parts ?? []).map(encode)]);
  if (wide < 0) return Buffer.from([tag, 0x80, ...inner, 0, 0]);
  const size = inner.length.toString(16);
  const digits = Buffer.from(size.padStart(size.length + (size.length % 2), '0'), 'hex');
  if (inner.length < 128 && wide === 0) return Buffer.from([tag, inner.length, ...inner]);
  return Buffer.from([
    tag,
    0x80 | (wide + digits.length),
    ...Buffer.alloc(wide),
    ...digits,
    ...inner,
  ]);
}
