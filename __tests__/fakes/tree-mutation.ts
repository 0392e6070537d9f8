import { mutate } from './mutation.js';

type Random = (below: number) => number;

/** One node of a DER or CBOR text: a head that says what it is, and either bytes or nodes inside. */
interface Node {
  readonly head: number;
  content: Buffer;
  nodes: Node[] | undefined;
}

/** A node that was there, with where it stands, for an edit. */
interface Place {
  readonly nodes: Node[];
  readonly index: number;
}

/** DER (X.690) with a few edits of its tree and every length made anew; one of eight has its bytes changed besides. */
export function mutateDer(original: Uint8Array, random: Random): Buffer {
  return mutated(derNodes(Buffer.from(original)), random, {
    heads: [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x17, 0x18, 0x30, 0x31, 0xa0],
    contents: [Buffer.alloc(0), Buffer.alloc(9), Buffer.alloc(200, 0x80), Buffer.from([0xff])],
    encode: (nodes, isOdd) => encodeDer(nodes, isOdd),
  });
}

/** CBOR (RFC 8949) with a few edits of its tree and every count made anew; one of eight has its bytes changed besides. */
export function mutateCbor(original: Uint8Array, random: Random): Buffer {
  const reader = { bytes: Buffer.from(original), at: 0 };
  return mutated([cborNode(reader)], random, {
    heads: [0x00, 0x20, 0x40, 0x60, 0x80, 0xa0, 0xc0, 0xe0],
    contents: [Buffer.alloc(0), Buffer.alloc(48), Buffer.alloc(1100, 0x61), Buffer.from([0xff])],
    encode: (nodes, isOdd) => Buffer.concat(nodes.map((node) => encodeCborNode(node, isOdd))),
  });
}

interface Notation {
  /** Heads that a node may get in the place of its own. */
  readonly heads: readonly number[];
  readonly contents: readonly Buffer[];
  /** `isOdd` is asked at each node whether it is written in another form than the shortest. */
  readonly encode: (nodes: Node[], isOdd: () => boolean) => Buffer;
}

function mutated(nodes: Node[], random: Random, notation: Notation): Buffer {
  for (let edits = 1 + random(3); edits > 0; edits--) edit(nodes, random, notation);
  const isStrict = random(8) > 0;
  const bytes = notation.encode(nodes, () => !isStrict && random(16) === 0);
  return random(8) === 0 ? mutate(bytes, random) : bytes;
}

function edit(root: Node[], random: Random, { heads, contents }: Notation): void {
  const places = placesIn(root);
  const place = places[random(places.length)];
  const other = places[random(places.length)];
  const node = place?.nodes[place.index];
  const otherNode = other?.nodes[other.index];
  if (place === undefined || node === undefined || otherNode === undefined) return;
  const { nodes, index } = place;
  switch (random(7)) {
    case 0:
      nodes.splice(index, 1);
      break;
    case 1:
      nodes.splice(index, 0, structuredCopy(node));
      break;
    case 2:
      nodes[index] = structuredCopy(otherNode);
      break;
    case 3:
      nodes[index] = { ...node, head: heads[random(heads.length)] ?? 0 };
      break;
    case 4:
      nodes[index] = {
        ...node,
        nodes: undefined,
        content: contents[random(contents.length)] ?? Buffer.alloc(0),
      };
      break;
    case 5:
      nodes[index] = { ...node, nodes: undefined, content: mutate(node.content, random) };
      break;
    default:
      nodes[index] = { head: heads.at(-4) ?? 0, content: Buffer.alloc(0), nodes: [node] };
  }
}

function placesIn(nodes: Node[]): Place[] {
  return nodes.flatMap((node, index) => [
    { nodes, index },
    ...(node.nodes === undefined ? [] : placesIn(node.nodes)),
  ]);
}

function structuredCopy(node: Node): Node {
  return { ...node, nodes: node.nodes?.map(structuredCopy) };
}

const IS_CONSTRUCTED = 0x20;

function derNodes(bytes: Buffer): Node[] {
  const nodes: Node[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.readUInt8(at);
    let size = bytes.readUInt8(at + 1);
    at += 2;
    if (size > 0x80) {
      const digits = size - 0x80;
      size = bytes.readUIntBE(at, digits);
      at += digits;
    }
    const content = bytes.subarray(at, at + size);
    nodes.push({ head, content, nodes: head & IS_CONSTRUCTED ? derNodes(content) : undefined });
    at += size;
  }
  return nodes;
}

function encodeDer(nodes: readonly Node[], isOdd: () => boolean): Buffer {
  return Buffer.concat(
    nodes.map(({ head, content, nodes: inside }) => {
      const body = inside === undefined ? content : encodeDer(inside, isOdd);
      const isShort = body.length < 0x80 && !isOdd();
      const size = Buffer.alloc(4);
      size.writeUInt32BE(body.length);
      const digits = size.subarray(isShort ? 4 : size.findIndex((byte, i) => byte > 0 || i === 3));
      const length = isShort ? [body.length] : [0x80 + digits.length, ...digits];
      return Buffer.concat([Buffer.from([head, ...length]), body]);
    }),
  );
}

const [BYTES, TEXT, LIST, MAP, TAG] = [2, 3, 4, 5, 6];
const BREAK = 0xff;

/** Integers and simple values keep their argument as eight bytes of content; a map holds keys and values in turn. */
function cborNode(reader: { readonly bytes: Buffer; at: number }): Node {
  const { bytes } = reader;
  const head = bytes.readUInt8(reader.at++);
  const [major, info] = [head >> 5, head & 0x1f];
  const digits = info < 24 || info === 31 ? 0 : 1 << (info - 24);
  const argument =
    digits === 0
      ? BigInt(info)
      : BigInt(`0x${bytes.toString('hex', reader.at, reader.at + digits)}`);
  reader.at += digits;
  if (major === BYTES || major === TEXT) {
    const content = bytes.subarray(reader.at, reader.at + Number(argument));
    reader.at += Number(argument);
    return { head: major << 5, content, nodes: undefined };
  }
  if (major === LIST || major === MAP || major === TAG) {
    const count = major === TAG ? 1 : Number(argument) * (major === MAP ? 2 : 1);
    const nodes: Node[] = [];
    if (info === 31) {
      while (bytes[reader.at] !== BREAK) nodes.push(cborNode(reader));
      reader.at++;
    } else {
      while (nodes.length < count) nodes.push(cborNode(reader));
    }
    const content = major === TAG ? eightBytes(argument) : Buffer.alloc(0);
    return { head: major << 5, content, nodes };
  }
  return { head: major << 5, content: eightBytes(argument), nodes: undefined };
}

function encodeCborNode({ head, content, nodes }: Node, isOdd: () => boolean): Buffer {
  const major = head >> 5;
  const inside = nodes?.map((node) => encodeCborNode(node, isOdd)) ?? [];
  const count = BigInt(major === MAP ? inside.length >> 1 : inside.length);
  switch (major) {
    case BYTES:
    case TEXT:
      return Buffer.concat([cborHead(major, BigInt(content.length), isOdd), content, ...inside]);
    case LIST:
    case MAP:
      return isOdd()
        ? Buffer.concat([Buffer.from([(major << 5) | 31]), ...inside, Buffer.from([BREAK])])
        : Buffer.concat([cborHead(major, count, isOdd), ...inside]);
    default:
      return Buffer.concat([cborHead(major, argumentOf(content), isOdd), ...inside]);
  }
}

function cborHead(major: number, argument: bigint, isOdd: () => boolean): Buffer {
  const needed =
    argument < 24n
      ? 0
      : argument < 2n ** 8n
        ? 1
        : argument < 2n ** 16n
          ? 2
          : argument < 2n ** 32n
            ? 4
            : 8;
  const digits = isOdd() ? 8 : needed;
  if (digits === 0) return Buffer.from([(major << 5) | Number(argument)]);
  const info = 24 + Math.log2(digits);
  return Buffer.concat([
    Buffer.from([(major << 5) | info]),
    eightBytes(argument).subarray(8 - digits),
  ]);
}

function eightBytes(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
  return bytes;
}

function argumentOf(content: Buffer): bigint {
  return content.length === 8 ? content.readBigUInt64BE() : BigInt(content.length);
}
