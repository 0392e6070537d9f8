import { createHash } from 'node:crypto';
import { approvalCases } from './vector-list-approvals.mjs';
import { edgeCases } from './vector-list-edges.mjs';

/** The allow-lists of `docs/vectors`: one scenario each, with its expected result, written by hand. */

const OTHER_LIST = '6f0c6c1d0b2e4a7f9d3b8e61a2c4d590';
const LIST = '5f0c6c1d0b2e4a7f9d3b8e61a2c4d590';
const AT = '2026-11-20T12:00:00Z';
const HOUR = 3_600_000;
const instant = (text) => Date.parse(text);
const pcr = (text) => createHash('sha384').update(text).digest('hex');
const hash = (text) => createHash('sha256').update(text).digest('hex');
const ZERO = '0'.repeat(96);

const PCRS = (image, signed = true) => ({
  PCR0: pcr(`0 of ${image}`),
  PCR1: pcr('1 of the kernel'),
  PCR2: pcr(`2 of ${image}`),
  ...(signed ? { PCR8: pcr('8 of the certificate') } : {}),
});

const PLATFORM = 'nitro-enclave';
/** The list key is no approval key, so each release needs a statement of its own. */
const STAGED_AT = instant('2026-11-18T08:00:00Z');

const release = (id, { state = { state: 'active' }, signed = true, approvals = [] } = {}) => ({
  id,
  platform: PLATFORM,
  measurements: PCRS(id, signed),
  accepted: { first: instant('2026-11-18T09:00:00Z') },
  image: { name: 'signer.eif', sha256: hash(`image ${id}`) },
  manifest: { path: `manifests/${id}.dsse.json`, sha256: hash(`manifest ${id}`) },
  staged: hash(`staged ${id}`),
  approvals,
  changes: [{ what: 'approved', version: 1, at: instant('2026-11-18T09:00:00Z') }],
  ...state,
});

const RETIRING = { state: 'retiring', retireAt: instant('2026-11-21T12:00:00Z') };

/** Version 3 of the list that all cases begin from. */
const GOOD = {
  list: LIST,
  enclave: 'signer',
  version: 3,
  issuedAt: instant('2026-11-20T09:00:00Z'),
  expiresAt: instant('2026-12-20T09:00:00Z'),
  previous: { version: 2, sha256: hash('version 2') },
  projection: {
    instanceRoles: [
      { arn: 'arn:aws:iam::111122223333:role/signer-instance', PCR3: pcr('3 of the role') },
    ],
    certificates: [
      {
        PCR8: pcr('8 of the certificate'),
        sha256: hash('certificate'),
        notAfter: instant('2030-01-01T00:00:00Z'),
      },
    ],
    keys: [
      {
        key: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        actions: ['kms:Decrypt'],
        bind: ['PCR0', 'PCR3', 'PCR8'],
        guard: true,
      },
    ],
    staged: [],
    approvals: [],
  },
  releases: [
    release('1.4.0', { state: RETIRING }),
    release('1.5.0'),
    release('1.6.0-unsigned', { signed: false }),
  ],
  removed: [
    {
      id: '1.3.0',
      platform: PLATFORM,
      PCR0: PCRS('1.3.0').PCR0,
      why: 'revoked',
      reason: 'leaks its configuration',
      when: instant('2026-11-19T09:00:00Z'),
      staged: hash('staged 1.3.0'),
      accepted: {
        first: instant('2026-11-10T09:00:00Z'),
        last: instant('2026-12-19T09:00:00Z'),
      },
    },
  ],
};

const allowed = (releaseId) => ({ accepted: true, release: releaseId });
const refused = (code) => ({ accepted: false, code });

/** What a verifier has to answer of the good list. */
const QUESTIONS = [
  { why: 'an active release', at: AT, pcrs: PCRS('1.5.0'), answer: allowed('1.5.0') },
  {
    why: 'a retiring release before its end',
    at: '2026-11-21T11:59:59Z',
    pcrs: PCRS('1.4.0'),
    answer: allowed('1.4.0'),
  },
  {
    why: 'a retiring release at its end',
    at: '2026-11-21T12:00:00Z',
    pcrs: PCRS('1.4.0'),
    answer: refused('not-allowed'),
  },
  { why: 'a revoked image', at: AT, pcrs: PCRS('1.3.0'), answer: refused('revoked') },
  {
    why: 'an image that the list does not name',
    at: AT,
    pcrs: PCRS('2.0.0'),
    answer: refused('not-allowed'),
  },
  {
    why: 'PCR0 of one release, PCR2 of another',
    at: AT,
    pcrs: { ...PCRS('1.5.0'), PCR2: PCRS('1.4.0').PCR2 },
    answer: refused('not-allowed'),
  },
  {
    why: 'PCR1 is missing',
    at: AT,
    pcrs: without(PCRS('1.5.0'), 'PCR1'),
    answer: refused('not-allowed'),
  },
  {
    why: 'a signed release, and PCR8 is missing',
    at: AT,
    pcrs: without(PCRS('1.5.0'), 'PCR8'),
    answer: refused('not-allowed'),
  },
  {
    why: 'a signed release, and PCR8 is zeros',
    at: AT,
    pcrs: { ...PCRS('1.5.0'), PCR8: ZERO },
    answer: refused('not-allowed'),
  },
  {
    why: 'an unsigned release without PCR8',
    at: AT,
    pcrs: PCRS('1.6.0-unsigned', false),
    answer: allowed('1.6.0-unsigned'),
  },
  {
    why: 'an unsigned release whose PCR8 is zeros',
    at: AT,
    pcrs: { ...PCRS('1.6.0-unsigned', false), PCR8: ZERO },
    answer: allowed('1.6.0-unsigned'),
  },
  {
    why: 'an unsigned release with a PCR8',
    at: AT,
    pcrs: PCRS('1.6.0-unsigned'),
    answer: refused('not-allowed'),
  },
  {
    why: 'debug mode: PCR0, 1 and 2 are zeros',
    at: AT,
    pcrs: { PCR0: ZERO, PCR1: ZERO, PCR2: ZERO, PCR8: ZERO },
    answer: refused('not-allowed'),
  },
  {
    why: 'a millisecond before the list expires',
    at: '2026-12-20T08:59:59.999Z',
    pcrs: PCRS('1.5.0'),
    answer: allowed('1.5.0'),
  },
  {
    why: 'the list expires',
    at: '2026-12-20T09:00:00Z',
    pcrs: PCRS('1.5.0'),
    answer: refused('list-expired'),
  },
];

function without(record, name) {
  const { [name]: _, ...rest } = record;
  return rest;
}

export function caseLists({ source, sealed, keyIdOf, publicKeyOf, sha256 }, format) {
  const isV2 = format === 'v2';
  const other = isV2 ? 'v1' : 'v2';
  /** What only format v2 has; the encoder of v1 leaves the rest out. */
  const ofFormat = { format, ...(isV2 ? { latestExpiresAt: GOOD.expiresAt } : {}) };
  const payloadOf = (changes = {}) => {
    const list = { ...GOOD, ...ofFormat, ...changes };
    if (isV2 && !('latestExpiresAt' in changes) && list.expiresAt > list.latestExpiresAt)
      list.latestExpiresAt = list.expiresAt;
    return source.encodeAllowList(list);
  };
  /** The statement as JSON, changed by hand: what no writer of ours would make. */
  const spoilt = (change, changes) => {
    const statement = JSON.parse(Buffer.from(payloadOf(changes)).toString());
    return source.canonicalJson(change(statement) ?? statement);
  };
  const predicate = (change) => spoilt((statement) => void change(statement.predicate));
  const trust = { list: LIST, keys: ['list'], threshold: 1 };
  const idOf = (payload) => ({ version: GOOD.version, sha256: sha256(payload) });
  const good = (name, why, rest = {}) => {
    const { payload = payloadOf(), by = ['list'], seal, ...more } = rest;
    const envelope = sealed(payload, by, seal);
    const verified = { ...idOf(payload), ...(more.version ? { version: more.version } : {}) };
    const { version: _, ...fields } = more;
    return { name, why, trust, at: AT, verified, ...fields, envelope };
  };
  /** With `either` a verifier may come to `code` or to `verified`. */
  const bad = (name, why, code, rest = {}) => {
    const { payload = payloadOf(), by = ['list'], seal, ...more } = rest;
    return { name, why, trust, at: AT, code, ...more, envelope: sealed(payload, by, seal) };
  };
  const badForm = (name, why, payload) => bad(name, why, 'statement-format', { payload });
  const two = { ...trust, keys: ['list', 'second'], threshold: 2 };
  const sameId = idOf(payloadOf());
  const [first, ...others] = GOOD.releases;
  /** The release with a statement of approval in a format, by each of these, and with what is changed in it. */
  const approvedBy = (id, by, { as = format, change, userData } = {}) => {
    const one = { ...release(id), ...(userData === undefined ? {} : { userData }) };
    const staged = {
      kind: 'release',
      format: as,
      list: LIST,
      enclave: 'signer',
      sha256: one.staged,
    };
    const record = { ...staged, stagedAt: STAGED_AT, ...one, again: false };
    const payload = source.encodeApproval(record, GOOD.projection, STAGED_AT, 24 * HOUR);
    const approvals = by.map((name) =>
      approvalOf(change?.(payload) ?? payload, name, one.staged, as),
    );
    return { ...one, approvals };
  };
  const approvalOf = (payload, name, staged, as, projection = GOOD.projection) => ({
    source: 'key',
    staged,
    sha256: sha256(payload),
    by: keyIdOf(name),
    approvedAt: STAGED_AT,
    expiresAt: STAGED_AT + 24 * HOUR,
    ...(isV2 ? {} : { projection: source.projectionSha256(projection, as) }),
    envelope: JSON.parse(sealed(payload, [name])),
  });
  const approvalTrust = (...names) => ({
    ...trust,
    approval: { keys: names, threshold: names.length },
  });
  /** The first question with another answer; `more` adds registers. */
  const asked = (why, answer, { more = {}, pcrs = QUESTIONS[0].pcrs, ...rest } = {}) => ({
    ...{ why, at: AT, pcrs: { ...pcrs, ...more } },
    ...rest,
    answer,
  });
  const approvedCase = (name, why, releases, pinned, answer) =>
    good(name, why, {
      payload: payloadOf({ releases }),
      trust: approvalTrust(...pinned),
      questions: [asked(why, answer)],
    });
  const bindOf = (bind) => (isV2 ? { bind: { [PLATFORM]: bind } } : { bind });
  const withReleases = (...releases) => ({ releases });
  const kit = {
    ...{ trust, sameId, keyIdOf, publicKeyOf, hash, pcr, asked, allowed, refused, bad },
    ...{ isV2, format, other, otherList: OTHER_LIST, PLATFORM, list: GOOD, release },
    ...{ approvedBy, approvalOf, approvalTrust, STAGED_AT, DAY_MS: 24 * HOUR },
    unsigned: GOOD.releases.at(-1),
  };

  return [
    good('good', 'one trusted key signed', { questions: QUESTIONS }),
    good(
      'good-unknown-outside-the-predicate',
      'in-toto ignores fields of the statement that it does not know',
      {
        payload: spoilt((statement) => ({ ...statement, note: 'new' })),
      },
    ),
    good('good-two-of-two', 'two of two trusted keys signed', {
      by: ['list', 'second'],
      trust: two,
    }),
    good('good-beside-a-stranger', 'signatures of others count for nothing and are no fault', {
      by: ['stranger', 'list'],
    }),
    good('good-p384', 'a key on P-384 signs over SHA-384', {
      by: ['third'],
      trust: { ...trust, keys: ['third'] },
    }),
    good('good-no-key-id', 'a key id is a hint, and may be missing', {
      seal: { change: ({ sig }) => ({ sig }) },
    }),
    good('good-base64url', 'the envelope may use either alphabet of base64', {
      seal: {
        form: (envelope) => ({
          ...envelope,
          payload: envelope.payload.replaceAll('+', '-').replaceAll('/', '_'),
          signatures: envelope.signatures.map(({ keyid, sig }) => ({
            keyid,
            sig: sig.replaceAll('+', '-').replaceAll('/', '_'),
          })),
        }),
      },
    }),
    good('good-remembered', 'the remembered version is this one', { remembered: sameId }),
    good('good-next', 'it follows the remembered version', {
      remembered: { version: 2, sha256: hash('version 2') },
    }),
    good('good-five-minutes-ahead', 'clocks differ: up to five minutes ahead is taken', {
      payload: payloadOf({ issuedAt: instant(AT) + HOUR / 12 }),
    }),
    good('good-expired', 'an expired list verifies, and accepts nothing', {
      at: '2026-12-20T09:00:00Z',
      questions: [QUESTIONS.at(-1)],
    }),
    good(
      'good-approvals-not-there',
      'a verifier that pins approval keys takes no release without them',
      {
        trust: { ...trust, approval: { keys: ['approver'], threshold: 1 } },
        questions: [{ ...QUESTIONS[0], answer: refused('approval-missing') }],
      },
    ),

    approvedCase(
      'good-approved',
      'a pinned approver approved the release',
      [approvedBy('1.5.0', ['approver'])],
      ['approver'],
      allowed('1.5.0'),
    ),
    approvedCase(
      'good-approved-by-two',
      'two of two pinned approvers approved it',
      [approvedBy('1.5.0', ['approver', 'second'])],
      ['approver', 'second'],
      allowed('1.5.0'),
    ),
    approvedCase(
      'good-approved-by-one-of-two',
      'one of two is not enough',
      [approvedBy('1.5.0', ['approver'])],
      ['approver', 'second'],
      refused('approval-missing'),
    ),
    approvedCase(
      'good-approved-by-a-stranger',
      'a statement by a key that is not pinned counts for nothing',
      [approvedBy('1.5.0', ['stranger'])],
      ['approver'],
      refused('approval-missing'),
    ),
    approvedCase(
      'good-approved-for-another-release',
      'a statement approves one staging of one release',
      [{ ...release('1.5.0'), approvals: approvedBy('1.4.0', ['approver']).approvals }],
      ['approver'],
      refused('approval-missing'),
    ),
    approvedCase(
      'good-approved-with-another-pcr',
      isV2
        ? 'a statement in v2 names every measured register'
        : 'a statement in v1 names PCR0, and no other register',
      [
        approvedBy('1.5.0', ['approver'], {
          change: (payload) =>
            Buffer.from(payload)
              .toString()
              .replace(PCRS('1.5.0').PCR2, PCRS('1.4.0').PCR2)
              .replace(isV2 ? '\0' : PCRS('1.5.0').PCR0, PCRS('1.4.0').PCR0),
        }),
      ],
      ['approver'],
      refused('approval-missing'),
    ),
    approvedCase(
      'good-approved-in-the-other-format',
      isV2
        ? 'a statement in v1 counts in a list in v2, which was moved with its approvals'
        : 'a statement in v2 does not count in a list in v1: nobody goes back',
      [approvedBy('1.5.0', ['approver'], { as: other })],
      ['approver'],
      isV2 ? allowed('1.5.0') : refused('approval-missing'),
    ),

    bad('key-of-a-stranger', 'nobody who is trusted signed', 'signature-threshold', {
      by: ['stranger'],
    }),
    bad('key-of-manifests', 'a key for manifests is no key for lists', 'signature-threshold', {
      by: ['manifest'],
    }),
    bad('key-one-of-two', 'one of two is not enough', 'signature-threshold', { trust: two }),
    bad('key-twice', 'one key that signed twice is one key', 'signature-threshold', {
      by: ['list', 'list'],
      trust: two,
    }),
    bad(
      'key-id-of-another',
      'a key id is a hint: whoever goes by it does not look at a signature under the key id of another key',
      'signature-threshold',
      {
        either: true,
        verified: sameId,
        seal: { change: ({ sig }) => ({ keyid: keyIdOf('stranger'), sig }) },
      },
    ),
    bad(
      'signature-of-a-stranger-under-our-key-id',
      'a key id proves nothing',
      'signature-threshold',
      {
        by: ['stranger'],
        seal: { change: ({ sig }) => ({ keyid: keyIdOf('list'), sig }) },
      },
    ),
    bad('signature-raw', 'r followed by s in place of DER', 'signature-threshold', {
      seal: { change: ({ keyid, sig }) => ({ keyid, sig: rawOf(sig) }) },
    }),
    bad('signature-bit', 'one bit of the signature flipped', 'signature-threshold', {
      seal: { change: ({ keyid, sig }) => ({ keyid, sig: flipped(sig) }) },
    }),
    bad(
      'signature-over-the-payload-alone',
      'what is signed is the pre-authentication encoding with its type',
      'signature-threshold',
      {
        seal: { form: (envelope) => ({ ...envelope, payloadType: 'application/json' }) },
      },
    ),
    bad('payload-type', 'signed, and no in-toto statement by its type', 'statement-format', {
      seal: { type: 'application/json' },
    }),
    bad('payload-bit', 'the payload changed after it was signed', 'signature-threshold', {
      seal: {
        form: (envelope) => ({
          ...envelope,
          payload: Buffer.from(
            Buffer.from(envelope.payload, 'base64')
              .toString()
              .replace('"version":3', '"version":4'),
          ).toString('base64'),
        }),
      },
    }),
    bad('envelope-no-signatures', 'no signature at all', 'statement-format', { by: [] }),
    bad('envelope-padding', 'base64 without its padding', 'statement-format', {
      seal: { change: ({ keyid }) => ({ keyid, sig: 'MEU' }) },
    }),
    bad('wrong-list', 'a list of another id', 'wrong-list', {
      payload: payloadOf({ list: OTHER_LIST }),
    }),
    bad(
      'wrong-list-and-form',
      'another list is refused before its form is looked at',
      'wrong-list',
      {
        payload: spoilt((statement) => {
          statement.predicate.list = OTHER_LIST;
          statement.predicate.version = 'three';
        }),
      },
    ),
    bad('wrong-enclave', 'the pinned list, of another enclave', 'wrong-list', {
      trust: { ...trust, enclave: 'wallet' },
    }),
    bad('issued-ahead', 'issued more than five minutes ahead', 'list-expired', {
      payload: payloadOf({ issuedAt: instant(AT) + HOUR / 12 + 1000 }),
    }),
    bad('rollback', 'a lower version than remembered', 'rollback', {
      remembered: { version: 4, sha256: hash('version 4') },
    }),
    bad('rollback-same-version', 'another payload at the remembered version', 'rollback', {
      remembered: { version: 3, sha256: hash('other') },
    }),
    bad(
      'rollback-other-predecessor',
      'the next version, after another one than remembered',
      'rollback',
      { remembered: { version: 2, sha256: hash('other') } },
    ),
    bad('rollback-floor', 'a lower version than the floor', 'rollback', {
      trust: { ...trust, minVersion: 4 },
    }),

    badForm(
      'predicate-type',
      'a statement about something else',
      spoilt((statement) => ({
        ...statement,
        predicateType: `https://pcr-allowlist.github.io/pcr-manifest/${format}`,
      })),
    ),
    bad('predicate-type-next', 'a later version of the format', 'not-supported', {
      payload: spoilt((statement) => ({
        ...statement,
        predicateType: 'https://pcr-allowlist.github.io/allow-list/v3',
      })),
    }),
    badForm(
      'predicate-type-other',
      `the predicate of ${format} under the type of ${other}`,
      spoilt((statement) => ({
        ...statement,
        predicateType: `https://pcr-allowlist.github.io/allow-list/${other}`,
      })),
    ),
    badForm(
      'unknown-field',
      'an unknown field of the predicate',
      predicate((list) => Object.assign(list, { note: 'new' })),
    ),
    badForm(
      'unknown-field-of-a-release',
      'an unknown field of a release',
      predicate((list) => Object.assign(list.releases[1], { PCR15: ZERO })),
    ),
    badForm(
      'unknown-state',
      'an unknown state of a release',
      predicate((list) => Object.assign(list.releases[1], { state: 'paused' })),
    ),
    badForm(
      'unknown-register',
      'an unknown register of a release',
      predicate((list) => Object.assign(list.releases[1].measurements, { PCR5: pcr('5') })),
    ),
    badForm(
      'pcr-zero',
      'a release of debug mode',
      predicate((list) => Object.assign(list.releases[1].measurements, { PCR2: ZERO })),
    ),
    badForm(
      'pcr-upper-case',
      'PCRs are lower-case',
      predicate((list) =>
        Object.assign(list.releases[1].measurements, { PCR2: pcr('2').toUpperCase() }),
      ),
    ),
    badForm(
      'pcr-short',
      'a PCR of 32 bytes',
      predicate((list) => Object.assign(list.releases[1].measurements, { PCR2: hash('2') })),
    ),
    badForm(
      'pcr-missing',
      'no PCR2',
      predicate((list) => void delete list.releases[1].measurements.PCR2),
    ),
    badForm(
      'member-twice',
      'one member twice, of which readers take one or the other',
      String(spoilt(() => undefined)).replace('"version":3', '"version":3,"version":3'),
    ),
    badForm(
      'member-twice-escaped',
      'one member twice, once with an escape',
      String(spoilt(() => undefined)).replace('"version":3', '"version":3,"versio\\u006e":3'),
    ),
    badForm('trailing', 'text after the statement', `${spoilt(() => undefined)} {}`),
    badForm('bom', 'a byte order mark before the statement', `\ufeff${spoilt(() => undefined)}`),
    badForm(
      'version-fraction',
      'a version that is no integer',
      predicate((list) => Object.assign(list, { version: 3.5 })),
    ),
    badForm(
      'version-text',
      'a version in quotes',
      predicate((list) => Object.assign(list, { version: '3' })),
    ),
    badForm(
      'version-zero',
      'versions begin at 1',
      predicate((list) => Object.assign(list, { version: 0, previous: null })),
    ),
    badForm(
      'previous-missing',
      'version 3 without the one before',
      predicate((list) => Object.assign(list, { previous: null })),
    ),
    badForm(
      'previous-not-before',
      'version 3 after version 1',
      predicate((list) => Object.assign(list.previous, { version: 1 })),
    ),
    badForm(
      'time-offset',
      'an instant that is not in UTC',
      predicate((list) => Object.assign(list, { expiresAt: '2026-12-20T09:00:00+01:00' })),
    ),
    badForm(
      'time-no-day',
      'the 30th of February',
      predicate((list) => Object.assign(list, { expiresAt: '2027-02-30T09:00:00Z' })),
    ),
    badForm(
      'expires-before-issued',
      'expired before it was issued',
      predicate((list) => Object.assign(list, { expiresAt: '2026-11-20T08:59:59Z' })),
    ),
    badForm(
      'retiring-without-end',
      'a retiring release without its end',
      predicate((list) => void delete list.releases[0].retireAt),
    ),
    badForm(
      'active-with-end',
      'an active release with an end',
      predicate((list) => Object.assign(list.releases[1], { retireAt: '2026-11-21T12:00:00Z' })),
    ),
    badForm(
      'id-of-the-projection',
      'a release with the id projection, which names the projection',
      predicate((list) => void Object.assign(list.releases.at(-1), { id: 'projection' })),
    ),
    badForm(
      'ids-unsorted',
      'releases are in the order of their ids',
      spoilt(() => undefined, withReleases(...others, first)),
    ),
    badForm(
      'id-twice',
      'one id twice',
      spoilt(() => undefined, withReleases(first, first, ...others)),
    ),
    badForm(
      'image-twice',
      'one image under two ids',
      spoilt(() => undefined, withReleases(...GOOD.releases, { ...release('1.5.0'), id: '1.7.0' })),
    ),
    badForm(
      'image-revoked',
      'a release whose image is revoked',
      spoilt(() => undefined, withReleases({ ...release('1.3.0'), id: '1.3.1' }, ...GOOD.releases)),
    ),
    badForm(
      'subject-missing',
      'a release that no subject names',
      spoilt((statement) => ({ ...statement, subject: statement.subject.slice(0, -1) })),
    ),
    badForm(
      'subject-other',
      'a subject that is no release',
      spoilt(
        ({ subject }) => void Object.assign(subject[1].digest, { awsNitroPcr0: pcr('0 of 2.0.0') }),
      ),
    ),
    badForm(
      'subject-of-another-list',
      'the first subject names another list',
      spoilt(
        ({ subject }) => void Object.assign(subject[0], { name: `pcr-allowlist:${OTHER_LIST}` }),
      ),
    ),
    badForm(
      'bind-without-role',
      'PCR3 is always bound',
      predicate((list) => Object.assign(list.projection.keys[0], bindOf(['PCR0', 'PCR8']))),
    ),
    badForm(
      'bind-twice',
      'a register is bound once',
      predicate((list) => Object.assign(list.projection.keys[0], bindOf(['PCR0', 'PCR3', 'PCR3']))),
    ),
    badForm(
      'bind-nothing-of-the-image',
      'PCR0 or PCR8 is bound beside PCR3',
      predicate((list) => Object.assign(list.projection.keys[0], bindOf(['PCR1', 'PCR3']))),
    ),
    badForm(
      'previous-at-version-1',
      'version 1 has none before',
      predicate((list) => Object.assign(list, { version: 1 })),
    ),
    badForm(
      'role-zero',
      'PCR3 of zeros is no role',
      predicate((list) => Object.assign(list.projection.instanceRoles[0], { PCR3: ZERO })),
    ),
    badForm(
      'time-leap-second',
      'the 61st second of a minute',
      predicate((list) => Object.assign(list, { expiresAt: '2026-12-31T23:59:60Z' })),
    ),
    badForm(
      'time-no-leap-year',
      '2027 has no 29th of February',
      predicate((list) => Object.assign(list, { expiresAt: '2027-02-29T09:00:00Z' })),
    ),
    ...(isV2 ? casesOfV2({ bad, badForm, predicate }) : []),
    ...edgeCases({ good, bad, badForm, payloadOf, spoilt, predicate, kit }),
    ...approvalCases({ source, good, bad, payloadOf, kit }),
    badForm(
      'key-again',
      'one key twice in the projection',
      predicate((list) => void list.projection.keys.push(list.projection.keys[0])),
    ),
    badForm(
      'roles-missing',
      'a key and no role',
      predicate((list) => Object.assign(list.projection, { instanceRoles: [] })),
    ),
    badForm(
      'revoked-without-reason',
      'a tombstone without a reason',
      predicate((list) => void delete list.removed[0].reason),
    ),
  ];
}

/** What only format v2 has: the platform, times, and fields that are reserved. */
function casesOfV2({ bad, badForm, predicate }) {
  const reserved = (name, why, change) =>
    bad(`reserved-${name}`, why, 'not-supported', { payload: predicate(change) });
  const TPM = { PCR4: pcr('4'), PCR7: pcr('7'), PCR12: ZERO };
  return [
    badForm(
      'platform-missing',
      'a release says of which platform it is',
      predicate((list) => void delete list.releases[1].platform),
    ),
    badForm(
      'platform-unknown',
      'a platform that the format does not know',
      predicate((list) => Object.assign(list.releases[1], { platform: 'nitro-other' })),
    ),
    reserved('platform-tpm', 'a platform that a verifier does not judge', (list) =>
      Object.assign(list.releases[1], { platform: 'nitro-tpm', measurements: TPM }),
    ),
    reserved('platform-sandbox', 'a platform that a verifier does not judge', (list) =>
      Object.assign(list.releases[1], {
        platform: 'nitro-sandbox',
        measurements: { PCR17: pcr('17') },
      }),
    ),
    reserved('retirement', 'a projection that says when releases retire with it', (list) =>
      Object.assign(list.projection, { retireAfterSeconds: 3600 }),
    ),
    reserved('old-tombstones', 'tombstones that lie outside of the list', (list) =>
      Object.assign(list, { oldTombstones: { sha256: hash('tombstones'), count: 7 } }),
    ),
    reserved('store-head', 'the commit of a store in a Git repository', (list) =>
      Object.assign(list, { storeHead: 'a'.repeat(40) }),
    ),
    badForm(
      'accepted-missing',
      'a release says since when it is accepted',
      predicate((list) => void delete list.releases[1].accepted),
    ),
    badForm(
      'latest-expiry-missing',
      'a list says until when any of its versions is in force',
      predicate((list) => void delete list.latestExpiresAt),
    ),
    badForm(
      'latest-expiry-too-early',
      'which is not before its own end',
      predicate((list) => Object.assign(list, { latestExpiresAt: '2026-12-20T08:59:59Z' })),
    ),
  ];
}

/** An ASN.1 DER signature as r followed by s, 32 bytes each. */
function rawOf(sig) {
  const der = Buffer.from(sig, 'base64');
  const length = der[3];
  const [r, s] = [der.subarray(4, 4 + length), der.subarray(6 + length)];
  const fixed = (part) => Buffer.concat([Buffer.alloc(32), part]).subarray(-32);
  return Buffer.concat([fixed(r), fixed(s)]).toString('base64');
}

function flipped(sig) {
  const der = Buffer.from(sig, 'base64');
  der[der.length - 1] ^= 1;
  return der.toString('base64');
}
