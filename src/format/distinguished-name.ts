import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import { confirmTag, type DerElement, DerFields, TAG } from './der.js';
import { objectIdentifierOf } from './der-values.js';

export interface NameAttribute {
  readonly oid: string;
  /** The value. Its tag names the character set. */
  readonly value: DerElement;
}

/** A distinguished name (RFC 5280 section 4.1.2.4): sets of attributes, in the order of the certificate. */
export interface Name {
  readonly der: Uint8Array;
  readonly rdns: readonly (readonly NameAttribute[])[];
}

/** Reads a Name. Throws FormatError `der-format`. */
export function nameOf(element: DerElement, what: string): Name {
  confirmTag(element, TAG.sequence, what);
  return { der: element.encoded, rdns: element.children.map((set) => rdnOf(set, what)) };
}

function rdnOf(set: DerElement, what: string): readonly NameAttribute[] {
  const fields = new DerFields(set, TAG.set, what);
  const first = attributeOf(fields.take('an attribute'), what);
  return [first, ...set.children.slice(1).map((pair) => attributeOf(pair, what))];
}

function attributeOf(pair: DerElement, what: string): NameAttribute {
  const fields = new DerFields(pair, TAG.sequence, what);
  const oid = objectIdentifierOf(fields.take('an attribute type'), what);
  const value = fields.take('an attribute value');
  fields.end();
  return { oid, value };
}

/** The keywords that RFC 4514 section 3 demands; other types are written as numbers. */
const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.6', 'C'],
  ['2.5.4.9', 'STREET'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
]);

/** The name as text (RFC 4514): last set first. Values of unknown types and undecodable values are `#` and hex. */
export function nameToRfc4514({ rdns }: Name): string {
  return [...rdns]
    .reverse()
    .map((attributes) => attributes.map(attributeText).join('+'))
    .join(',');
}

function attributeText({ oid, value }: NameAttribute): string {
  const keyword = KEYWORDS.get(oid);
  const text = keyword === undefined ? undefined : directoryText(value);
  return `${keyword ?? oid}=${text === undefined ? `#${encodeHex(value.encoded)}` : escapeValue(text)}`;
}

/**
 * RFC 4514 section 2.4, character by character. Invisible characters and those that change the direction of text are
 * escaped too, as the bytes of their UTF-8. The text goes into logs, where no name may pass for another one.
 */
function escapeValue(text: string): string {
  if (/^[\w.:/@-]+(?: [\w.:/@-]+)*$/.test(text)) return text;
  const characters = [...text];
  return characters
    .map((character, i) => {
      const special = i === 0 ? /[ #]/ : i === characters.length - 1 ? / / : undefined;
      if (/["+,;<>\\]/.test(character) || special?.test(character)) return `\\${character}`;
      if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
      return encodeHex(encodeUtf8(character)).toUpperCase().replace(/../g, '\\$&');
    })
    .join('');
}

/** VisibleString, in addition to the string types that TAG names. */
const VISIBLE_STRING = 0x1a;
const ONE_BYTE_STRINGS: readonly number[] = [
  TAG.numericString,
  TAG.printableString,
  TAG.ia5String,
  TAG.teletexString,
  VISIBLE_STRING,
];

/**
 * The characters of an ASN.1 string, or undefined for another type and for bytes that are invalid in it. One-byte types,
 * including TeletexString, are read as ISO 8859-1, as OpenSSL does.
 */
export function directoryText({ tag, content }: DerElement): string | undefined {
  if (ONE_BYTE_STRINGS.includes(tag)) return String.fromCharCode(...content);
  if (tag === TAG.utf8String) return decoded('utf-8', content);
  if (tag === TAG.bmpString && content.length % 2 === 0) return decoded('utf-16be', content);
  if (tag === TAG.universalString && content.length % 4 === 0) return utf32Text(content);
  return undefined;
}

function decoded(encoding: string, content: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

function utf32Text(content: Uint8Array): string | undefined {
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const points = Array.from({ length: content.length / 4 }, (_, i) => view.getUint32(4 * i));
  const valid = points.every((point) => point <= 0x10ffff && (point < 0xd800 || point > 0xdfff));
  return valid ? String.fromCodePoint(...points) : undefined;
}
