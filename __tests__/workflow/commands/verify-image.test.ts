import { beforeAll, describe, expect, test } from '@jest/globals';
import { listPorts } from '../../../src/adapters/list-ports.js';
import { openPinnedImage } from '../../../src/adapters/open-image.js';
import { decodeHex, encodeHex } from '../../../src/base/encoding.js';
import { verifyOneDocument } from '../../../src/workflow/commands/verify-document.js';
import { Options, type OptionValues } from '../../../src/workflow/options/option-values.js';
import { verifyDocumentRequest } from '../../../src/workflow/options/verify-document-request.js';
import { pcrsOf, vectorPath } from '../../fakes/eif-vectors.js';
import {
  makeDocument,
  TEST_NONCE,
  TEST_NOW,
  TEST_ROOT,
  testPcrs,
} from '../../fakes/nitro-maker.js';

/** A live document of an enclave that runs an image, against the image at hand. */

const IMAGE = 'signed-p384.eif';
const UNSIGNED = 'unsigned-one-ramdisk.eif';

function documentOf(pcrs: Readonly<Record<string, string>>): Uint8Array {
  const registers = testPcrs();
  for (const index of [0, 1, 2, 8])
    registers.set(index, decodeHex(pcrs[`PCR${index}`] ?? '00'.repeat(48)));
  return makeDocument({ pcrs: registers });
}

async function verified(document: Uint8Array, values: OptionValues) {
  const options = new Options({
    document: 'document.cbor',
    nonce: encodeHex(TEST_NONCE),
    ...values,
  });
  const ports = {
    ...listPorts(),
    now: TEST_NOW + 1000,
    readBytes: async () => document,
    openImage: openPinnedImage,
  };
  return verifyOneDocument(verifyDocumentRequest(options), ports, TEST_ROOT);
}

let document: Uint8Array;
beforeAll(() => {
  document = documentOf(pcrsOf(IMAGE));
});

describe('verify --image', () => {
  test('takes the document of an enclave that runs the image, without a list', async () => {
    const outcome = await verified(document, { image: vectorPath(IMAGE) });
    expect(outcome.exitCode).toBe(0);
    expect(outcome.result).toMatchObject({ fresh: true, image: { name: vectorPath(IMAGE) } });
    expect(outcome.warnings.map(({ code }) => code)).not.toContain('not-appraised');
  });

  test.each(['signed-p384-next.eif', 'signed-p384-rotated.eif', UNSIGNED])(
    'refuses it for another image: %s',
    async (name) => {
      const { exitCode, error } = await verified(document, { image: vectorPath(name) });
      expect([exitCode, error?.code]).toEqual([3, 'pcr-mismatch']);
    },
  );

  test('an unsigned image is run by an enclave without a signer', async () => {
    const unsigned = pcrsOf(UNSIGNED);
    const image = vectorPath(UNSIGNED);
    expect((await verified(documentOf(unsigned), { image })).exitCode).toBe(0);
    const signed = documentOf({ ...unsigned, PCR8: 'ab'.repeat(48) });
    expect((await verified(signed, { image })).error?.code).toBe('pcr-mismatch');
  });

  test('an image that is none, or is not there, is no match', async () => {
    const { exitCode } = await verified(document, { image: import.meta.filename });
    expect(exitCode).toBe(2);
    expect((await verified(document, { image: '/nowhere.eif' })).exitCode).not.toBe(0);
  });

  test('a register that the image determines is not given beside it', () => {
    for (const pcr of ['0', '8']) {
      const values = { image: 'a.eif', pcr: [`${pcr}=${'ab'.repeat(48)}`] };
      const options = new Options({ document: 'd', nonce: 'not-required', ...values });
      expect(() => verifyDocumentRequest(options)).toThrow(/image/);
    }
  });
});

describe('the checksum of a function', () => {
  test('is met by exactly these bytes, and is no channel', async () => {
    const checksum = 'cd'.repeat(32);
    const bound = makeDocument({ user_data: decodeHex(checksum) });
    const { result, exitCode } = await verified(bound, { 'function-checksum': checksum });
    expect([exitCode, result?.channelBound]).toEqual([0, false]);
    const asData = await verified(bound, { 'user-data': checksum });
    expect([asData.exitCode, asData.result?.channelBound]).toEqual([0, true]);
    const longer = makeDocument({ user_data: decodeHex(`${checksum}00`) });
    expect((await verified(longer, { 'function-checksum': checksum })).error?.code).toBe(
      'user-data-mismatch',
    );
  });
});
