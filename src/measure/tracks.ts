import { encodeHex } from '../base/encoding.js';
import type { EifSection } from '../format/eif.js';
import { CRC_OFFSET_BYTES, SECTION_HEADER_BYTES } from '../format/eif-header.js';
import type { Hashing, RunningHash } from './hashing.js';
import { extend, type PcrValue } from './pcr.js';

/**
 * Measuring is three independent tracks over the same bytes, so that each can have a thread of its own:
 * `image` hashes what PCR0 and PCR1 cover, `sections` each section alone and what PCR2 covers, `file` the file.
 */
export type TrackName = 'image' | 'sections' | 'file';

export interface TrackResults {
  readonly image: { readonly PCR0: PcrValue; readonly PCR1: PcrValue };
  readonly sections: { readonly PCR2: PcrValue; readonly sha384: readonly string[] };
  readonly file: { readonly sha256: string; readonly crc32: number };
}

/** Takes the file once, from its first byte to its last, in pieces of any size. */
export interface Track<Result> {
  update(bytes: Uint8Array, offsetBytes: number): void;
  finish(): Result;
}

type TrackMaker<Name extends TrackName> = (
  sections: readonly EifSection[],
  hashing: Hashing,
) => Track<TrackResults[Name]>;

export const TRACKS: { readonly [Name in TrackName]: TrackMaker<Name> } = {
  image: imageTrack,
  sections: sectionsTrack,
  file: (_sections, hashing) => fileTrack(hashing),
};

/**
 * PCR0 covers kernel, command line and all ramdisks, PCR1 the same without the ramdisks after the first, both in file
 * order (EIF specification, "PCR calculation"). They share one hash until the second ramdisk begins.
 */
function imageTrack(
  sections: readonly EifSection[],
  hashing: Hashing,
): Track<TrackResults['image']> {
  const everything = hashing.sha384();
  let bootstrap: RunningHash | undefined;
  let ramdisks = 0;
  const update = forEachSection(
    sections,
    (section) => {
      if (section.type === 'ramdisk' && ++ramdisks === 2) bootstrap = everything.copy();
    },
    (section, data) => {
      if (section.type === 'metadata' || section.type === 'signature') return;
      everything.update(data);
      if (section.type !== 'ramdisk') bootstrap?.update(data);
    },
  );
  return {
    update,
    finish: () => {
      const PCR1 = extend((bootstrap ?? everything.copy()).digest(), hashing);
      return { PCR0: extend(everything.digest(), hashing), PCR1 };
    },
  };
}

/**
 * The digest of each section's data, and PCR2, which covers all ramdisks but the first: nothing, or the second one's
 * digest, which is computed anyway, or that state carried on over the later ones.
 */
function sectionsTrack(
  sections: readonly EifSection[],
  hashing: Hashing,
): Track<TrackResults['sections']> {
  const sha384: string[] = [];
  let ramdisks = 0;
  let current = hashing.sha384();
  let application = hashing.sha384();
  const update = forEachSection(
    sections,
    (section) => {
      current = hashing.sha384();
      if (section.type === 'ramdisk') ramdisks++;
    },
    (section, data) => {
      current.update(data);
      if (section.type === 'ramdisk' && ramdisks > 2) application.update(data);
    },
    (section) => {
      if (section.type === 'ramdisk' && ramdisks === 2) application = current.copy();
      sha384.push(encodeHex(current.digest()));
    },
  );
  return { update, finish: () => ({ PCR2: extend(application.digest(), hashing), sha384 }) };
}

/** SHA-256 of every byte, and the CRC-32 of every byte but the four that hold it. */
function fileTrack(hashing: Hashing): Track<TrackResults['file']> {
  const sha256 = hashing.sha256();
  let crc = 0;
  return {
    update: (bytes, offsetBytes) => {
      sha256.update(bytes);
      const skip = CRC_OFFSET_BYTES - offsetBytes;
      crc = hashing.crc32(bytes.subarray(0, Math.max(0, skip)), crc);
      crc = hashing.crc32(bytes.subarray(Math.max(0, skip + 4)), crc);
    },
    finish: () => ({ sha256: encodeHex(sha256.digest()), crc32: crc }),
  };
}

/**
 * Cuts a stream of file bytes at the sections: `begin` and `end` once for each section, empty ones included, and
 * `data` for every piece of it between them.
 */
function forEachSection(
  sections: readonly EifSection[],
  begin: (section: EifSection) => void,
  data: (section: EifSection, bytes: Uint8Array) => void,
  end: (section: EifSection) => void = () => {},
): (bytes: Uint8Array, offsetBytes: number) => void {
  let index = 0;
  let begun = false;
  return (bytes, offsetBytes) => {
    const endBytes = offsetBytes + bytes.length;
    for (let section = sections[index]; section !== undefined; section = sections[index]) {
      const dataStart = section.offsetBytes + SECTION_HEADER_BYTES;
      const dataEnd = dataStart + section.sizeBytes;
      if (dataStart > endBytes) return;
      if (!begun) begin(section);
      begun = true;
      data(
        section,
        bytes.subarray(Math.max(0, dataStart - offsetBytes), Math.max(0, dataEnd - offsetBytes)),
      );
      if (dataEnd > endBytes) return;
      end(section);
      index++;
      begun = false;
    }
  };
}
