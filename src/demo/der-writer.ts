/** Encodes one DER element from bytes and other elements (X.690 section 10.1: the shortest length). */
export function der(
  tag: number,
  ...parts: readonly (Uint8Array | readonly number[])[]
): Uint8Array {
  const content = parts.flatMap((part) => [...part]);
  return Uint8Array.from([tag, ...lengthOf(content.length), ...content]);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return der(0x30, ...parts);
}

export function utf8String(text: string): Uint8Array {
  return der(0x0c, new TextEncoder().encode(text));
}

/** Encodes UTCTime up to 2049, and GeneralizedTime after that (RFC 5280 section 4.1.2.5). To the second. */
export function encodeTime(rfc3339: string): Uint8Array {
  const digits = `${rfc3339.slice(0, 19).replace(/[-:T]/g, '')}Z`;
  const [tag, text] = digits < '2050' ? [0x17, digits.slice(2)] : [0x18, digits];
  return der(tag, new TextEncoder().encode(text));
}

/** The element of an object identifier, from its content bytes. */
export function oid(...content: readonly number[]): Uint8Array {
  return der(0x06, content);
}

function lengthOf(sizeBytes: number): readonly number[] {
  if (sizeBytes < 0x80) return [sizeBytes];
  return sizeBytes < 0x100 ? [0x81, sizeBytes] : [0x82, sizeBytes >> 8, sizeBytes & 0xff];
}
