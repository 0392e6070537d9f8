/** What of an entry differs from a regular file of root without content. */
export interface CpioPlan {
  readonly path: string;
  readonly data?: string | Uint8Array;
  readonly mode?: number;
  readonly userId?: number;
  readonly groupId?: number;
  readonly modified?: number;
  readonly inode?: number;
  readonly device?: readonly [major: number, minor: number];
}

/** A cpio archive in the format newc, with its trailer. */
export function makeCpio(plans: readonly CpioPlan[]): Buffer {
  const entries = [...plans, { path: 'TRAILER!!!', mode: 0 }];
  return Buffer.concat(entries.map((plan, i) => entryOf(plan, i + 1)));
}

function entryOf(plan: CpioPlan, number: number): Buffer {
  const data = Buffer.from(plan.data ?? '');
  const name = Buffer.from(`${plan.path}\0`);
  const [major, minor] = plan.device ?? [0, 0];
  const fields = [
    plan.inode ?? number,
    plan.mode ?? 0o100644,
    plan.userId ?? 0,
    plan.groupId ?? 0,
    1,
    plan.modified ?? 0,
    data.length,
    0,
    0,
    major,
    minor,
    name.length,
    0,
  ];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([padded(Buffer.concat([Buffer.from(header), name])), padded(data)]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
