import { readFileSync } from 'node:fs';
import { parseKmsKeyArn } from '../../src/adapters/aws/kms-key-policy.js';
import { parseS3Address } from '../../src/adapters/aws/s3-store.js';
import { listUrl } from '../../src/adapters/fetch-list.js';
import { isObjectName, objectNameParts } from '../../src/adapters/object-name.js';
import { parseStagedName } from '../../src/allowlist/staged-names.js';
import { decodeBase64, decodeHex, decodeUtf8 } from '../../src/base/encoding.js';
import { parseDuration, parseInstant } from '../../src/base/instant.js';
import { parsePublicKeyPem } from '../../src/format/public-key.js';
import { parseExpectation } from '../../src/measure/find-measurements.js';
import { nodeHashing } from '../../src/measure/node-hashing.js';
import { pcr3OfRole, pcr4OfInstance } from '../../src/measure/pcr.js';
import { mutate } from '../fakes/mutation.js';
import type { FuzzTarget } from './fuzz-parsers.js';

const PUBLIC_KEY = readFileSync(
  new URL('../vectors/example/list.pub.pem', import.meta.url),
  'utf8',
);
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** Addresses, names, times and other texts of one line, and logs. What is no UTF-8 is refused before it comes so far. */
export function addressTargets(): readonly FuzzTarget[] {
  const text = (name: string, original: string, parse: (text: string) => unknown): FuzzTarget => ({
    name,
    original: Buffer.from(original),
    spoil: (bytes, random) => mutate(Buffer.from(bytes), random),
    parse: (bytes) => parse(decodeUtf8(bytes)),
  });
  return [
    text('instant', '2026-03-01T12:00:00Z', parseInstant),
    text('duration', '72h', parseDuration),
    text('hex', '0f'.repeat(48), decodeHex),
    text('base64', 'AAECAwQFBgc=', decodeBase64),
    text('S3 address', 's3://acme-enclaves/signer/prod', parseS3Address),
    text('address of a list', 'https://example.com/list/allowlist.dsse.json', listUrl),
    text('ARN of a key', KEY, parseKmsKeyArn),
    text('role for PCR3', 'arn:aws:iam::111122223333:role/signer', (arn) =>
      pcr3OfRole(arn, nodeHashing),
    ),
    text('instance for PCR4', 'i-0123456789abcdef0', (id) => pcr4OfInstance(id, nodeHashing)),
    text('name in a store', 'history/0000000001-ab.dsse.json', (name) => {
      // What one refuses the other does not take.
      if (isObjectName(name)) objectNameParts(name);
    }),
    text('name of a staged record', `staged/v1-${'ab'.repeat(32)}.dsse.json`, parseStagedName),
    text('public key PEM', PUBLIC_KEY, parsePublicKeyPem),
    text(
      'expectation in a log',
      `Start building ...\n{\n  "Measurements": {\n    "PCR0": "${'ab'.repeat(48)}"\n  }\n}\n`,
      (log) => parseExpectation(log, 'build.log'),
    ),
  ];
}
