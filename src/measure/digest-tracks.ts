import { encodeHex } from '../base/encoding.js';
import type { EifSection } from '../format/eif.js';
import { CRC_OFFSET_BYTES, SECTION_HEADER_BYTES } from '../format/eif-header.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import type { Hashing, RunningHash } from './hashing.js';
import { extend } from './pcr.js';

/**
 * Measurement consists of independent tracks over the same bytes, so that threads can share the work: `image` hashes what
 * PCR0 and PCR1 cover, `sections` hashes each section and what PCR2 covers, `sha256` and `crc32` hash the file.
 */
export type TrackName = 'image' | 'sections' | 'sha256' | 'crc32';

export interface TrackResults {
  readonly image: { readonly [ENCLAVE.image]: PcrValue; readonly [ENCLAVE.boot]: PcrValue };
  readonly sections: {
    readonly [ENCLAVE.application]: PcrValue;
    readonly sha384: readonly string[];
  };
  readonly sha256: string;
  readonly crc32: number;
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
  sha256: (_sections, hashing) => sha256Track(hashing),
  crc32: (_sections, hashing) => crc32Track(hashing),
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
      const bootPcr = extend((bootstrap ?? everything.copy()).digest(), hashing);
      return { [ENCLAVE.image]: extend(everything.digest(), hashing), [ENCLAVE.boot]: bootPcr };
    },
  };
}

/**
 * The digest of each section's data, and PCR2, which covers all ramdisks but the first: nothing, or the digest of the
 * second, which is computed anyway, or its hash state continued over the later ones.
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
  return {
    update,
    finish: () => ({ [ENCLAVE.application]: extend(application.digest(), hashing), sha384 }),
  };
}

/** SHA-256 of every byte. */
function sha256Track(hashing: Hashing): Track<string> {
  const hash = hashing.sha256();
  return { update: (bytes) => hash.update(bytes), finish: () => encodeHex(hash.digest()) };
}

/** The CRC-32 of every byte but the four that hold it. */
function crc32Track(hashing: Hashing): Track<number> {
  let crc = 0;
  return {
    update: (bytes, offsetBytes) => {
      const skip = CRC_OFFSET_BYTES - offsetBytes;
      crc = hashing.crc32(bytes.subarray(0, Math.max(0, skip)), crc);
      crc = hashing.crc32(bytes.subarray(Math.max(0, skip + 4)), crc);
    },
    finish: () => crc,
  };
}

/**
 * Cuts a stream of file bytes at the sections. Calls `begin` and `end` once for each section, even an empty one, and `data`
 * for every piece between them.
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

/** Several tracks as one. Its result has the results of all by name. */
export function joinTracks<Name extends TrackName>(
  names: readonly Name[],
  sections: readonly EifSection[],
  hashing: Hashing,
): Track<Pick<TrackResults, Name>> {
  const tracks = names.map((name) => [name, TRACKS[name](sections, hashing)] as const);
  return {
    update: (bytes, offsetBytes) => {
      for (const [, track] of tracks) track.update(bytes, offsetBytes);
    },
    finish: () =>
      Object.fromEntries(tracks.map(([name, track]) => [name, track.finish()])) as Pick<
        TrackResults,
        Name
      >,
  };
}
