import { describe, expect, test } from '@jest/globals';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { memorySource } from '../../src/format/byte-source.js';
import { commandLineWarning } from '../../src/measure/command-line.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { makeEif, plainSections } from '../fakes/eif-maker.js';

const HASH = '5a'.repeat(32);
const codeOf = (text: string) => commandLineWarning(encodeUtf8(text))?.code;

describe('a command line', () => {
  test.each([
    'init=/sbin/app',
    'console=ttyS0 rdinit=/app',
    `root=/dev/dm-0 roothash=${HASH}`,
    `usrhash=${HASH}`,
    `dm-mod.create="vroot,,,ro,0 1 verity 1 /dev/vda /dev/vdb 4096 4096 1 1 sha256 ${HASH} aa"`,
    `anything.at.all=${HASH.toUpperCase()}`,
    'systemd.verity=1',
    'module.sig_enforce=1',
    'console="a b" "init"=/x',
  ])('that sets what integrity rests on is warned of: %s', (text) => {
    expect(codeOf(text)).toBe('command-line-integrity');
  });

  test.each([
    '',
    'reboot=k panic=30 pci=off nomodules console=ttyS0 random.trust_cpu=on root=/dev/ram0',
    'initcall_debug console=ttyS0',
    'initrd=0x2000000,3228672 root=/dev/ram0',
  ])('without such words is not: %s', (text) => {
    expect(codeOf(text)).toBeUndefined();
  });

  test('is looked at in the pass that measures', async () => {
    const sections = plainSections().map((section) =>
      section.type === 'cmdline' ? { ...section, data: `console=ttyS0 roothash=${HASH}` } : section,
    );
    const { warnings } = await measureEif(memorySource(makeEif({ sections })));
    expect(warnings.map(({ code }) => code)).toEqual(['command-line-integrity']);
  });
});
