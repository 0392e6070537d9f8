/** Hexadecimal with any white space, to bytes. */
export const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));

/** One element with a shortest length, of bytes and of other elements. */
export function der(tag: number, ...parts: (Uint8Array | readonly number[])[]): Uint8Array {
  const content = Buffer.concat(parts.map((part) => Uint8Array.from(part)));
  const size = content.length.toString(16);
  const digits = Buffer.from(size.padStart(size.length + (size.length % 2), '0'), 'hex');
  const length = content.length < 128 ? digits : Buffer.from([0x80 | digits.length, ...digits]);
  return Uint8Array.from([tag, ...length, ...content]);
}

export const sequence = (...parts: Uint8Array[]): Uint8Array => der(0x30, ...parts);
export const set = (...parts: Uint8Array[]): Uint8Array => der(0x31, ...parts);
export const text = (tag: number, value: string): Uint8Array => der(tag, Buffer.from(value));
export const oid = (content: string): Uint8Array => der(0x06, hex(content));
