import { crc32 } from 'node:zlib';

/** Section types of the EIF specification by name, plus room for wrong ones. */
export const TYPE = { kernel: 1, cmdline: 2, ramdisk: 3, signature: 4, metadata: 5 } as const;

export interface SectionPlan {
  readonly type: keyof typeof TYPE | number;
  readonly data: Uint8Array | string;
  /** What the section's own header says, where it differs. */
  readonly flags?: number;
  readonly claimedSizeBytes?: bigint;
  /** What the table says, where it differs. */
  readonly tableSizeBytes?: bigint;
}

export interface EifPlan {
  readonly version?: number;
  readonly flags?: number;
  readonly memory?: bigint;
  readonly cpus?: bigint;
  readonly reserved?: number;
  readonly unused?: number;
  readonly magic?: string;
  readonly count?: number;
  readonly sections: readonly SectionPlan[];
  readonly trailing?: Uint8Array;
}

export const METADATA =
  '{"ImageName":"demo","ImageVersion":"1.0","BuildMetadata":{"BuildTime":"1970-01-01T00:00:00+00:00",' +
  '"BuildTool":"eif_build","BuildToolVersion":"0.3.1","OperatingSystem":"Linux","KernelVersion":"4.14.256"},' +
  '"DockerInfo":null,"CustomMetadata":null}';

/** The smallest usual image; each part can be replaced. */
export function plainSections(
  ramdisks: readonly (Uint8Array | string)[] = ['RAMDISK-zero'],
): SectionPlan[] {
  return [
    { type: 'kernel', data: 'KERNEL-bytes' },
    { type: 'cmdline', data: 'console=ttyS0' },
    { type: 'metadata', data: METADATA },
    ...ramdisks.map((data): SectionPlan => ({ type: 'ramdisk', data })),
  ];
}

/** Writes an EIF as AWS's builder does, except where the plan says otherwise. The CRC is always right. */
export function makeEif(plan: EifPlan): Buffer {
  const bodies: Buffer[] = [];
  const header = Buffer.alloc(548);
  header.write(plan.magic ?? '.eif', 0, 'latin1');
  header.writeUInt16BE(plan.version ?? 4, 4);
  header.writeUInt16BE(plan.flags ?? 0, 6);
  header.writeBigUInt64BE(plan.memory ?? 1024n ** 3n, 8);
  header.writeBigUInt64BE(plan.cpus ?? 2n, 16);
  header.writeUInt16BE(plan.reserved ?? 0, 24);
  header.writeUInt16BE(plan.count ?? plan.sections.length, 26);
  header.writeUInt32BE(plan.unused ?? 0, 540);
  let offset = 548n;
  for (const [i, section] of plan.sections.entries()) {
    const data = Buffer.from(section.data);
    const own = Buffer.alloc(12);
    own.writeUInt16BE(typeof section.type === 'number' ? section.type : TYPE[section.type], 0);
    own.writeUInt16BE(section.flags ?? 0, 2);
    own.writeBigUInt64BE(section.claimedSizeBytes ?? BigInt(data.length), 4);
    bodies.push(own, data);
    const tableSize = section.tableSizeBytes ?? section.claimedSizeBytes ?? BigInt(data.length);
    if (i < 32) {
      header.writeBigUInt64BE(offset & 0xffffffffffffffffn, 28 + 8 * i);
      header.writeBigUInt64BE(tableSize, 284 + 8 * i);
    }
    offset += 12n + tableSize;
  }
  return fixCrc(Buffer.concat([header, ...bodies, plan.trailing ?? new Uint8Array(0)]));
}

/** Makes the CRC of an image right, in place. */
export function fixCrc(image: Buffer): Buffer {
  if (image.length >= 548)
    image.writeUInt32BE(crc32(image.subarray(548), crc32(image.subarray(0, 544))), 544);
  return image;
}
