import { createHash } from 'node:crypto';

/** The PCR manifests of `docs/vectors`, in each format: one scenario each, with its expected result, written by hand. */

const pcr = (text) => createHash('sha384').update(text).digest('hex');
const hash = (text) => createHash('sha256').update(text).digest('hex');
const MEASUREMENTS = {
  HashAlgorithm: 'Sha384 { ... }',
  PCR0: pcr('0'),
  PCR1: pcr('1'),
  PCR2: pcr('2'),
};

/** Measurements that were given: the smallest manifest there is. */
const statementOf = (format) => ({
  _type: 'https://in-toto.io/Statement/v1',
  predicateType: `https://pcr-allowlist.github.io/pcr-manifest/${format}`,
  subject: [
    { name: 'signer.eif', digest: { sha256: hash('image'), awsNitroPcr0: MEASUREMENTS.PCR0 } },
  ],
  predicate: {
    ...(format === 'v1' ? {} : { platform: 'nitro-enclave' }),
    measurements: MEASUREMENTS,
    measured: 'given',
    measuredAt: '2026-11-20T09:00:00Z',
  },
});

const SECTIONS = [
  { type: 'kernel', offsetBytes: 548, sizeBytes: 1500, sha384: pcr('kernel') },
  { type: 'cmdline', offsetBytes: 2060, sizeBytes: 84, sha384: pcr('cmdline') },
  { type: 'ramdisk', offsetBytes: 2156, sizeBytes: 700, sha384: pcr('ramdisk') },
];
const SIGNATURE = {
  type: 'signature',
  offsetBytes: 2868,
  sizeBytes: 2020,
  sha384: pcr('signature'),
};
const CERTIFICATE = {
  sha256: hash('certificate'),
  notBefore: '2025-01-01T00:00:00Z',
  notAfter: '2030-01-01T00:00:00Z',
};
/** The marks of a signed image. */
const SIGNED = { pcr8: true, certificate: true, section: true };
/** What was measured here of an image, by which of its three marks it is signed. */
const measuredHere =
  ({ pcr8, certificate, section }) =>
  ({ predicate }) => {
    Object.assign(predicate, {
      measured: 'here',
      measurements: { ...MEASUREMENTS, ...(pcr8 ? { PCR8: pcr('8') } : {}) },
      eif: {
        version: 4,
        architecture: 'x86_64',
        sections: [...SECTIONS, ...(section ? [SIGNATURE] : [])],
        metadata: { measured: false, content: { ImageName: 'signer', Size: 1e300 } },
        ...(certificate ? { certificate: CERTIFICATE } : {}),
      },
    });
  };

const PROVENANCE = {
  verified: true,
  verifiedAt: '2026-11-20T09:00:00Z',
  predicateType: 'https://slsa.dev/provenance/v1',
  bundle: { path: 'provenance/x.sigstore.json', sha256: hash('bundle') },
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'https://github.com/acme/signer/.github/workflows/release.yml@refs/heads/main',
  builder: 'https://github.com/actions/runner/github-hosted',
  source: { repository: 'acme/signer', commit: 'a'.repeat(40), ref: 'refs/heads/main' },
};

export function caseManifests({ source, sealed }, format) {
  const trust = { keys: ['manifest'], threshold: 1 };
  const { HashAlgorithm: _, ...measurements } = MEASUREMENTS;
  const payloadOf = (change) => {
    const statement = structuredClone(statementOf(format));
    change?.(statement);
    return source.canonicalJson(statement);
  };
  const good = (name, why, payload = payloadOf(), by = ['manifest']) => ({
    ...{ name, why, trust, measurements },
    envelope: sealed(payload, by),
  });
  const bad = (name, why, code, payload = payloadOf(), by = ['manifest']) => ({
    ...{ name, why, trust, code },
    envelope: sealed(payload, by),
  });
  const badForm = (name, why, change) => bad(name, why, 'statement-format', payloadOf(change));
  const typed = (version) =>
    payloadOf((statement) =>
      Object.assign(statement, {
        predicateType: `https://pcr-allowlist.github.io/pcr-manifest/${version}`,
      }),
    );
  const reserved = (name, why, change) =>
    bad(`reserved-${name}`, why, 'not-supported', payloadOf(change));

  return [
    good('good', 'measurements that were given'),
    good(
      'good-unknown-field',
      'readers ignore what they do not know',
      payloadOf(({ predicate }) => Object.assign(predicate, { note: 'new' })),
    ),
    bad('key-of-a-stranger', 'nobody who is trusted signed', 'signature-threshold', payloadOf(), [
      'stranger',
    ]),
    badForm('predicate-type', 'a statement about something else', (statement) =>
      Object.assign(statement, { predicateType: 'https://slsa.dev/provenance/v1' }),
    ),
    badForm(
      'subject-other-pcr0',
      'the subject is another image than the measurements',
      ({ subject }) => Object.assign(subject[0].digest, { awsNitroPcr0: pcr('other') }),
    ),
    badForm('subject-two', 'one manifest is about one image', ({ subject }) =>
      subject.push(structuredClone(subject[0])),
    ),
    badForm(
      'subject-no-sha256',
      'the subject names the file',
      ({ subject }) => delete subject[0].digest.sha256,
    ),
    badForm('pcr-missing', 'no PCR2', ({ predicate }) => delete predicate.measurements.PCR2),
    badForm('pcr-zero', 'a PCR of debug mode', ({ predicate }) =>
      Object.assign(predicate.measurements, { PCR1: '0'.repeat(96) }),
    ),
    badForm('measured-otherwise', 'measured is here or given', ({ predicate }) =>
      Object.assign(predicate, { measured: 'elsewhere' }),
    ),
    badForm(
      'measured-here-without-eif',
      'what was measured here has its structure',
      ({ predicate }) => Object.assign(predicate, { measured: 'here' }),
    ),
    bad(
      'predicate-type-next',
      'a later version of the format',
      'not-supported',
      payloadOf((statement) =>
        Object.assign(statement, {
          predicateType: 'https://pcr-allowlist.github.io/pcr-manifest/v3',
        }),
      ),
    ),
    bad('predicate-type-v10', 'a later version of the format', 'not-supported', typed('v10')),
    bad(
      'predicate-type-v02',
      'no number of a version begins with 0',
      'statement-format',
      typed('v02'),
    ),
    {
      ...good(
        'good-measured-here',
        'a signed image that was measured here',
        payloadOf(measuredHere(SIGNED)),
      ),
      measurements: { ...measurements, PCR8: pcr('8') },
    },
    good(
      'good-measured-here-unsigned',
      'an unsigned image that was measured here',
      payloadOf(measuredHere({})),
    ),
    badForm(
      'pcr8-without-certificate',
      'a signed image without its certificate',
      measuredHere({ ...SIGNED, certificate: false }),
    ),
    badForm(
      'pcr8-without-section',
      'a signed image without a section of the signature',
      measuredHere({ ...SIGNED, section: false }),
    ),
    badForm(
      'signature-without-pcr8',
      'a signature and no PCR8',
      measuredHere({ ...SIGNED, pcr8: false }),
    ),
    badForm('given-with-eif', 'what was given has no structure', (statement) => {
      measuredHere({})(statement);
      statement.predicate.measured = 'given';
    }),
    good(
      'good-more-digests',
      'a subject may have other digests',
      payloadOf(({ subject }) => Object.assign(subject[0].digest, { sha512: hash('x') })),
    ),
    badForm('digest-upper-case', 'every digest is lower-case hexadecimal', ({ subject }) =>
      Object.assign(subject[0].digest, { sha512: 'ABCD' }),
    ),
    {
      ...bad('pins-key-twice', 'one key that is pinned twice meets no threshold of two', 'usage'),
      trust: { keys: ['manifest', 'manifest'], threshold: 2 },
    },
    ...(format === 'v1'
      ? [
          good(
            'good-reserved-in-v2',
            'v1 has no reserved fields: readers ignore them',
            payloadOf(({ predicate }) =>
              Object.assign(predicate, { userData: 5, attachments: 5, provenance: 5 }),
            ),
          ),
        ]
      : [
          good(
            'good-user-data',
            'user data that a document must have',
            payloadOf(({ predicate }) => Object.assign(predicate, { userData: 'c0ffee' })),
          ),
          badForm('user-data-odd', 'half a byte', ({ predicate }) =>
            Object.assign(predicate, { userData: 'c0ffe' }),
          ),
          reserved('given-by', 'the tool that printed the measurements', ({ predicate }) =>
            Object.assign(predicate, { givenBy: { tool: 'nitro-cli', version: '1.4.0' } }),
          ),
          reserved('attachments', 'files beside the image', ({ predicate }) =>
            Object.assign(predicate, {
              attachments: [{ type: 'sbom', name: 'signer.spdx.json', sha256: hash('sbom') }],
            }),
          ),
          badForm(
            'reserved-and-form',
            'a wrong form comes before a field that is only reserved',
            ({ predicate }) => Object.assign(predicate, { attachments: [], measured: 'elsewhere' }),
          ),
          badForm('platform-unknown', 'a platform that the format does not know', ({ predicate }) =>
            Object.assign(predicate, { platform: 'nitro-other' }),
          ),
          bad(
            'reserved-platform-tpm',
            'a platform that a reader does not judge',
            'not-supported',
            payloadOf(({ predicate, subject }) => {
              Object.assign(predicate, {
                platform: 'nitro-tpm',
                measurements: { HashAlgorithm: 'SHA384', PCR4: pcr('4'), PCR12: '0'.repeat(96) },
              });
              subject[0].digest = { sha256: hash('image'), awsNitroTpmPcr4: pcr('4') };
            }),
          ),
          bad(
            'reserved-provenance',
            'provenance that a reader does not verify',
            'not-supported',
            payloadOf(({ predicate }) => Object.assign(predicate, { provenance: [PROVENANCE] })),
          ),
        ]),
  ];
}
