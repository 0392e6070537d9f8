import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  openSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { makeEif, plainSections } from '../fakes/eif-maker.js';
import { vectorPath } from '../fakes/eif-vectors.js';
import { CLI, runCliJson, runNode, withFolder } from '../fakes/processes.js';

const refusal = async (path: string) => {
  const { exitCode, error, result } = await runCliJson(['measure', path]);
  expect(result).toBeUndefined();
  return [exitCode, error?.code, error?.at?.looksLike];
};

describe('what is no image', () => {
  test('directory, pipe, device, nothing, empty file', async () => {
    await withFolder(async (folder) => {
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      writeFileSync(join(folder, 'empty.eif'), '');
      expect(await refusal(folder)).toEqual([1, 'input-not-a-file', undefined]);
      expect(await refusal(join(folder, 'pipe'))).toEqual([1, 'input-not-a-file', undefined]);
      expect(await refusal('/dev/zero')).toEqual([1, 'input-not-a-file', undefined]);
      expect(await refusal(join(folder, 'nowhere'))).toEqual([1, 'input-not-found', undefined]);
      expect(await refusal(join(folder, 'empty.eif'))).toEqual([2, 'truncated', undefined]);
    });
  });

  test('a tarball, an OCI archive, a gzip file, an ELF file', async () => {
    await withFolder(async (folder) => {
      const inside = join(folder, 'in');
      mkdirSync(join(inside, 'blobs/sha256'), { recursive: true });
      writeFileSync(join(inside, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
      writeFileSync(join(inside, 'index.json'), '{}');
      const tar = (name: string, ...args: string[]): string => {
        execFileSync(
          'tar',
          [...args, '-f', join(folder, name), '-C', inside, '-c'].concat(
            name.startsWith('oci') ? ['.'] : ['index.json'],
          ),
        );
        return join(folder, name);
      };
      expect(await refusal(tar('plain.tar'))).toEqual([2, 'bad-magic', 'tar']);
      expect(await refusal(tar('oci.tar'))).toEqual([2, 'bad-magic', 'oci']);
      expect(await refusal(tar('plain.tgz', '-z'))).toEqual([2, 'bad-magic', 'gzip']);
      expect(await refusal(process.execPath)).toEqual([2, 'bad-magic', 'elf']);
    });
  });

  test('a file that this user may not read', async () => {
    await withFolder(async (folder) => {
      // Root may read everything: then another user tries, with a copy of the command that he may read.
      const asRoot = process.getuid?.() === 0;
      chmodSync(folder, 0o755);
      cpSync(join(CLI, '../..'), join(folder, 'dist'), { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      const image = join(folder, 'secret.eif');
      copyFileSync(vectorPath('signed-p384.eif'), image);
      chmodSync(image, 0);
      const { exitCode, stdout } = await runNode(
        join(folder, 'dist/cli/main.js'),
        ['measure', image, '--json'],
        asRoot ? { uid: 65534 } : {},
      );
      expect([exitCode, JSON.parse(stdout).error.code]).toEqual([1, 'input-not-readable']);
    });
  });
});

describe('enormous files', () => {
  const sparse = (path: string, sizeBytes: number, start: Uint8Array): string => {
    writeSync(openSync(path, 'w'), start);
    truncateSync(path, sizeBytes);
    return path;
  };

  test('10 GB of nothing, or behind a whole image, are refused by their first bytes', async () => {
    await withFolder(async (folder) => {
      const image = makeEif({ sections: plainSections() });
      expect(await refusal(sparse(join(folder, 'zeros.eif'), 10e9, new Uint8Array(0)))).toEqual([
        2,
        'bad-magic',
        undefined,
      ]);
      expect(await refusal(sparse(join(folder, 'behind.eif'), 10e9, image))).toEqual([
        2,
        'trailing-bytes',
        undefined,
      ]);
    });
  });

  test('sizes above 4 GiB are exact', async () => {
    await withFolder(async (folder) => {
      const sizeBytes = 5 * 1024 ** 3;
      const start = makeEif({
        sections: [
          ...plainSections().slice(0, 3),
          { type: 'ramdisk', data: '', claimedSizeBytes: BigInt(sizeBytes) },
        ],
      });
      const path = sparse(join(folder, 'large.eif'), start.length + sizeBytes - 1, start);
      const { error } = await runCliJson(['measure', path]);
      expect(error).toMatchObject({ code: 'truncated', at: { offsetBytes: start.length } });
      expect(error?.message).toContain(
        `expected ${sizeBytes} bytes of data, found ${sizeBytes - 1}`,
      );
    });
  });
});

test('a symbolic link to an image is followed', async () => {
  await withFolder(async (folder) => {
    symlinkSync(vectorPath('signed-p384.eif'), join(folder, 'link.eif'));
    expect((await runCliJson(['measure', join(folder, 'link.eif')])).exitCode).toBe(0);
  });
});
