import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { encodeAllowList, parseAllowListPayload } from '../../src/allowlist/allow-list-document.js';
import { encodeApproval, verifyApproval } from '../../src/allowlist/approval/key-approval.js';
import {
  allowListJsonSchema,
  approvalJsonSchema,
  stagedJsonSchema,
} from '../../src/allowlist/document-json-schemas.js';
import { EMPTY_BODY } from '../../src/allowlist/list-step.js';
import { encodeStagedRecord, verifyStagedRecord } from '../../src/allowlist/staged-record.js';
import type { Staged } from '../../src/allowlist/staged-values.js';
import { decodeUtf8, encodeUtf8 } from '../../src/base/encoding.js';
import { DAY_MS, formatInstant } from '../../src/base/instant.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { manifestOfGiven } from '../../src/manifest/make-manifest.js';
import { encodeManifest, parseManifest } from '../../src/manifest/manifest.js';
import { manifestJsonSchema } from '../../src/manifest/manifest-json-schema.js';
import { signEnvelope } from '../../src/manifest/sign-envelope.js';
import { memorySigner } from '../fakes/memory-signer.js';
import { sampleImage } from '../fakes/sample-image.js';
import {
  approveOp,
  digest,
  evidence,
  grown,
  keyApproval,
  NOW,
  next,
  pcr,
  revokeOp,
  stagedProjection,
  stagedRelease,
} from './sample-list.js';

/** Fields of format v2 whose capability is not built: nothing that has one is believed, and nothing of it is ignored. */

const AT = formatInstant(NOW);
const HASH = digest('x');
const PCR = pcr('x');
const A = stagedRelease('a', 'one');
const P = stagedProjection(['1']);
const ENVELOPE = {
  payload: 'e30=',
  payloadType: STATEMENT_PAYLOAD_TYPE,
  signatures: [{ keyid: 'k', sig: 'AA==' }],
};
const KEY_EVIDENCE = { staged: HASH, sha256: HASH, by: 'k', approvedAt: AT, expiresAt: AT };
const TPM = {
  platform: 'nitro-tpm',
  measurements: { PCR4: PCR, PCR7: PCR, PCR12: '0'.repeat(96) },
};
const SANDBOX = { platform: 'nitro-sandbox', measurements: { PCR17: PCR } };
const CARRIED = [
  { id: 'a', platform: 'nitro-enclave', PCR0: PCR },
  { id: 'b', platform: 'nitro-tpm', PCR4: PCR },
  { id: 'c', platform: 'nitro-sandbox', PCR17: PCR },
];

const withApproval = grown(
  { kind: 'approve', staged: A, evidence: evidence(keyApproval(A)) },
  { kind: 'project', staged: P, evidence: 'not-required' },
  approveOp(stagedRelease('b', 'two')),
);
const LIST = next(withApproval, revokeOp('b')).list;

const manifestKeys = memorySigner();
const trust = { keys: [manifestKeys.publicKey], threshold: 1 };
const sign = (payload: Uint8Array) =>
  signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [manifestKeys], trust);

const DOCUMENTS = {
  list: {
    payload: encodeAllowList(LIST),
    parse: async (bytes: Uint8Array) => parseAllowListPayload(bytes),
  },
  manifest: {
    payload: encodeManifest(manifestOfGiven(sampleImage(), NOW)),
    parse: async (bytes: Uint8Array) => parseManifest(bytes),
  },
  'staged release': { payload: encodeStagedRecord(A, 'ab'.repeat(16)), parse: staged(A) },
  'staged projection': { payload: encodeStagedRecord(P, 'ab'.repeat(16)), parse: staged(P) },
  'approval of a release': { payload: approval(A), parse: approved(A) },
  'approval of a projection': { payload: approval(P), parse: approved(P) },
};
type Document = keyof typeof DOCUMENTS;

function approval(record: Staged): Uint8Array {
  return encodeApproval(record, EMPTY_BODY.projection, NOW, DAY_MS);
}
function staged(record: Staged) {
  return async (bytes: Uint8Array) => verifyStagedRecord(await sign(bytes), record, trust);
}
function approved(record: Staged) {
  return async (bytes: Uint8Array) => verifyApproval(await sign(bytes), record, trust.keys);
}

type Json = { [key: string]: Json } & Json[] & string;

/** The document with these members in the object at the path. */
function withMembers(document: Document, path: string, members: object): Uint8Array {
  const statement = JSON.parse(decodeUtf8(DOCUMENTS[document].payload));
  const keys = path === '' ? [] : path.split('/');
  const target: Json = keys.reduce((node, key) => node[key] as Json, statement.predicate);
  Object.assign(target, members);
  return encodeUtf8(JSON.stringify(statement));
}

const ajv = new Ajv2020({ strict: false });
const SCHEMAS: { readonly [document in Document]: ReturnType<typeof ajv.compile> } = {
  list: ajv.compile(allowListJsonSchema('v2')),
  manifest: ajv.compile(manifestJsonSchema('v2')),
  'staged release': ajv.compile(stagedJsonSchema('v2')),
  'staged projection': ajv.compile({ ...stagedJsonSchema('v2'), $id: 'https://example/staged' }),
  'approval of a release': ajv.compile(approvalJsonSchema('v2')),
  'approval of a projection': ajv.compile({
    ...approvalJsonSchema('v2'),
    $id: 'https://example/a',
  }),
};
const isInSchema = (document: Document, payload: Uint8Array): boolean =>
  SCHEMAS[document](JSON.parse(decodeUtf8(payload))) === true;

describe('fields whose capability is not built', () => {
  test.each(Object.keys(DOCUMENTS) as Document[])('%s without them is read', async (document) => {
    const { parse, payload } = DOCUMENTS[document];
    await expect(parse(payload)).resolves.toBeDefined();
  });

  const RELEASE = 'releases/0';
  test.each<[Document, string, object]>([
    ['list', '', { oldTombstones: { sha256: HASH, count: 3 } }],
    ['list', '', { revocations: [{ sha256: HASH, envelope: ENVELOPE }] }],
    ['list', '', { storeHead: 'a'.repeat(40) }],
    ['list', 'projection', { retireAfterSeconds: 3600 }],
    ['list', 'projection/certificates/0', { platform: 'nitro-tpm', PCR7: PCR, PCR8: undefined }],
    ['list', 'projection/keys/0/bind', { 'nitro-tpm': ['PCR4', 'PCR12'] }],
    ['list', 'projection/keys/0/bind', { 'nitro-tpm': ['PCR7'] }],
    ['list', 'projection/keys/0/bind', { 'nitro-sandbox': ['PCR17'] }],
    ['list', RELEASE, TPM],
    ['list', RELEASE, SANDBOX],
    [
      'list',
      RELEASE,
      {
        rebuilds: [
          {
            staged: HASH,
            sha256: HASH,
            by: 'k',
            rebuiltAt: AT,
            outcome: 'same',
            envelope: ENVELOPE,
          },
        ],
      },
    ],
    [
      'list',
      RELEASE,
      {
        approvals: [
          {
            ...{ source: 'github-environment', observed: true, ...KEY_EVIDENCE, url: 'https://x' },
            ...{ run: { id: '1', attempt: 1 }, userId: 7 },
          },
        ],
      },
    ],
    ['list', 'removed/0', { platform: 'nitro-tpm', PCR4: PCR, PCR0: undefined }],
    ['list', 'removed/0', { statement: HASH }],
    ['manifest', '', { givenBy: { tool: 'eks-nitro-sandbox-genpolicy', version: '1' } }],
    ['manifest', '', { attachments: [{ type: 'spdx', name: 'a.spdx', sha256: HASH }] }],
    [
      'manifest',
      '',
      {
        provenance: [
          {
            ...{ verified: true, verifiedAt: AT, predicateType: 'https://slsa.dev/provenance/v1' },
            ...{
              bundle: { path: 'bundles/x', sha256: HASH },
              issuer: 'i',
              subject: 's',
              builder: 'b',
            },
            source: { repository: 'acme/signer', commit: 'a'.repeat(40), ref: 'main' },
            ...{ workflow: 'release.yml', run: '1' },
          },
        ],
      },
    ],
    ['staged release', 'release', TPM],
    ['staged release', 'release', SANDBOX],
    ['staged projection', '', { carriesOver: CARRIED }],
    ['approval of a release', 'release', TPM],
    ['approval of a release', '', { overrules: [HASH] }],
    ['approval of a projection', '', { carriesOver: CARRIED }],
  ])('%s: %s is refused as not supported (%#)', async (document, path, members) => {
    const { parse } = DOCUMENTS[document];
    const changed = withMembers(document, path, members);
    await expect(parse(changed)).toRejectWithCode('not-supported');
    expect(isInSchema(document, changed)).toBe(true);
  });

  test.each<[Document, string, object]>([
    ['list', '', { oldTombstones: { sha256: HASH } }],
    ['list', RELEASE, { ...TPM, measurements: { PCR4: '0'.repeat(96), PCR12: PCR } }],
    ['list', RELEASE, { ...TPM, measurements: { PCR4: PCR } }],
    ['list', RELEASE, { ...SANDBOX, measurements: { PCR16: PCR } }],
    ['list', 'projection/keys/0/bind', { 'nitro-tpm': ['PCR4'] }],
    ['list', 'projection/keys/0/bind', { 'nitro-tpm': ['PCR0', 'PCR3'] }],
    ['manifest', '', { attachments: [] }],
    ['approval of a release', '', { overrules: ['x'] }],
  ])(
    '%s: %s in another form is refused, and no JSON Schema takes it (%#)',
    async (document, path, members) => {
      const changed = withMembers(document, path, members);
      await expect(DOCUMENTS[document].parse(changed)).toRejectWithCode('not-supported');
      expect(isInSchema(document, changed)).toBe(false);
    },
  );

  test.each<[Document, string, object]>([
    ['approval of a release', '', { carriesOver: CARRIED }],
    ['approval of a projection', '', { overrules: [HASH] }],
    ['staged release', '', { carriesOver: CARRIED }],
    ['list', 'releases/0', { platform: 'sgx' }],
  ])('%s: %s is no place of that field (%#)', async (document, path, members) => {
    const { parse } = DOCUMENTS[document];
    await expect(parse(withMembers(document, path, members))).toRejectWithCode('statement-format');
  });

  test('what is also malformed elsewhere is a wrong form', async () => {
    const { parse } = DOCUMENTS.list;
    const members = { usedApprovals: [HASH], enclave: '' };
    await expect(parse(withMembers('list', '', members))).toRejectWithCode('statement-format');
  });

  test.each(['list', 'manifest'] as const)('%s in a later format', async (document) => {
    const { payload, parse } = DOCUMENTS[document];
    const later = decodeUtf8(payload).replace(/(allow-list|pcr-manifest)\/v2/, '$1/v3');
    await expect(parse(encodeUtf8(later))).toRejectWithCode('not-supported');
  });
});
