import { encodeUtf8 } from '../../src/base/encoding.js';
import { parseStrictJson } from '../../src/format/strict-json.js';
import type { MeasuredImage } from '../../src/manifest/make-manifest.js';

/** 2026-01-31T12:00:00Z */
export const MEASURED_AT = 1_769_860_800_000;

export const pcr = (digit: string) => digit.repeat(96);

/** What measuring a small signed image gives, of which a manifest is made. */
export function sampleImage(): MeasuredImage {
  const metadata = parseStrictJson(
    encodeUtf8('{"ImageName":"signer","DockerInfo":{"Size":18446744073709551615,"n":1.50}}'),
  );
  if (!(metadata instanceof Map)) throw new Error('the sample metadata is an object');
  return {
    image: { name: '/build/out/signer.eif', sha256: 'f'.repeat(64) },
    measurements: { PCR0: pcr('a'), PCR1: pcr('b'), PCR2: pcr('c'), PCR8: pcr('d') },
    header: { version: 4, architecture: 'x86_64' },
    sections: [
      { type: 'kernel', offsetBytes: 548, sizeBytes: 12, sha384: pcr('1') },
      { type: 'signature', offsetBytes: 572, sizeBytes: 700, sha384: pcr('2') },
    ],
    metadata: { value: metadata },
    signature: {
      certificate: {
        der: encodeUtf8('der'),
        notBefore: MEASURED_AT - 1000,
        notAfter: MEASURED_AT + 86_400_000,
      },
    },
  };
}

export const SOURCE = {
  repository: 'acme/signer',
  commit: '0123456789abcdef0123456789abcdef01234567',
  ref: 'refs/heads/main',
};

export const BUILD = { workflow: 'build.yml', run: '123456', attempt: 1, runner: 'github-hosted' };
