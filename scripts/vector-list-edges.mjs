/** Edges of the format of an allow-list: envelope, JSON, statement and pins. One scenario each, with its result, written by hand. */

export function edgeCases({ good, bad, badForm, payloadOf, spoilt, predicate, kit }) {
  const { trust, sameId, keyIdOf, hash, pcr, asked, allowed, refused, isV2, format, other } = kit;
  const { otherList } = kit;
  const plain = () => String(spoilt(() => undefined));
  const beside = (text) => plain().replace('{', `{"note":${text},`);
  const nested = (levels) => beside('['.repeat(levels) + ']'.repeat(levels));
  const typed = (version) =>
    spoilt((statement) => ({
      ...statement,
      predicateType: `https://pcr-allowlist.github.io/allow-list/${version}`,
    }));
  const stranger = (sig) => ({
    seal: {
      form: (envelope) => ({
        ...envelope,
        signatures: [...envelope.signatures, { keyid: keyIdOf('stranger'), sig }],
      }),
    },
  });
  const keyid = (change) => ({ seal: { change: ({ sig }) => change(sig) } });
  const strangers = (count) => ({ by: [...Array(count).fill('stranger'), 'list'] });
  const fraction = payloadOf({ expiresAt: Date.parse('2026-12-20T09:00:00.500Z') });

  return [
    good('good-key-pinned-twice', 'a key that is pinned twice counts once', {
      trust: { ...trust, keys: ['list', 'list'] },
    }),
    bad('pins-key-twice', 'one key that is pinned twice meets no threshold of two', 'usage', {
      trust: { ...trust, keys: ['list', 'list'], threshold: 2 },
    }),
    bad('pins-no-keys', 'a verifier without keys', 'usage', { trust: { ...trust, keys: [] } }),
    bad('pins-threshold-zero', 'a threshold that no signature meets', 'usage', {
      trust: { ...trust, threshold: 0 },
    }),

    good(
      'good-key-id-empty',
      'an empty key id is none',
      keyid((sig) => ({ keyid: '', sig })),
    ),
    bad('key-id-null', 'a key id is a text', 'statement-format', {
      ...keyid((sig) => ({ keyid: null, sig })),
    }),
    bad(
      'key-id-base64url',
      'key ids are compared as texts: in base64url it is the id of another key',
      'signature-threshold',
      {
        either: true,
        verified: sameId,
        ...keyid((sig) => ({
          keyid: keyIdOf('list').replaceAll('+', '-').replaceAll('/', '_'),
          sig,
        })),
      },
    ),
    bad('envelope-both-alphabets', 'one text in two alphabets of base64', 'statement-format', {
      ...stranger('ab+-'),
    }),
    bad('envelope-stray-bits', 'bits after the last byte', 'statement-format', stranger('QR==')),
    bad('envelope-signature-empty', 'a signature of no bytes', 'statement-format', stranger('')),
    good('good-eight-signatures', 'as many as an envelope holds', strangers(7)),
    bad('envelope-signatures', 'one signature too many', 'statement-format', strangers(8)),
    bad(
      'key-tried-once',
      'a key is tried on the first signature under its key id, and on no other',
      'signature-threshold',
      {
        either: true,
        verified: sameId,
        seal: {
          form: (envelope) => ({
            ...envelope,
            signatures: [{ keyid: keyIdOf('list'), sig: 'QQ==' }, ...envelope.signatures],
          }),
        },
      },
    ),
    bad('envelope-json', 'an envelope with a member twice', 'statement-format', {
      seal: { text: (envelope) => envelope.replace('{', '{"payloadType":"",') },
    }),
    ...(isV2
      ? [
          bad('envelope-values', 'more than 100,000 values', 'statement-format', {
            seal: { form: (envelope) => ({ ...envelope, note: Array(100_000).fill(0) }) },
          }),
        ]
      : []),

    good('good-levels', '64 arrays and objects inside one another', { payload: nested(63) }),
    badForm('levels', '65 arrays and objects inside one another', nested(64)),
    badForm('surrogate', 'half of a surrogate pair', beside('"\\ud800"')),
    good('good-version-decimal', 'a number counts by its value', {
      payload: plain().replace('"version":3', '"version":30e-1'),
    }),
    badForm(
      'version-not-exact',
      'a number that only looks whole once it is rounded',
      plain().replace('"version":3', '"version":3.00000000000000000000001'),
    ),
    good('good-time-fraction', 'a fraction of one digit', {
      payload: Buffer.from(fraction).toString().replaceAll('09:00:00.500Z', '09:00:00.5Z'),
      questions: [
        asked('before the fraction', allowed('1.5.0'), { at: '2026-12-20T09:00:00.499Z' }),
        asked('at the fraction', refused('list-expired'), { at: '2026-12-20T09:00:00.5Z' }),
      ],
    }),

    bad('predicate-type-v10', 'a later version of the format', 'not-supported', {
      payload: typed('v10'),
    }),
    badForm('predicate-type-v02', 'no number of a version begins with 0', typed('v02')),
    badForm('predicate-type-no-number', 'no version at all', typed('vx')),
    bad('list-missing', 'no list is not the pinned one', 'wrong-list', {
      payload: predicate((list) => void delete list.list),
    }),
    bad('list-number', 'nor is a number', 'wrong-list', {
      payload: predicate((list) => Object.assign(list, { list: 5 })),
    }),
    badForm(
      'subject-form-and-wrong-list',
      'the statement has its form before the list is compared',
      spoilt((statement) => {
        statement.subject = 'signer';
        statement.predicate.list = otherList;
      }),
    ),
    badForm(
      'subject-more-digests',
      'a subject has the digests of its platform and no other',
      spoilt(({ subject }) => void Object.assign(subject[1].digest, { sha512: hash('x') })),
    ),
    good('good-subject-unknown-field', 'other fields of a subject are ignored', {
      payload: spoilt(({ subject }) => void Object.assign(subject[1], { mediaType: 'x' })),
    }),
    good('good-retired-again', 'only a tombstone keeps an image out', {
      payload: spoilt(({ predicate: list }) => {
        const { reason: _, ...entry } = list.removed[0];
        const { PCR0 } = list.releases[1].measurements;
        list.removed.push({ ...entry, PCR0, why: 'retired' });
      }),
      questions: [asked('an image that was retired before', allowed('1.5.0'))],
    }),
    badForm(
      'detached-false',
      'a key is detached, or says nothing of it',
      predicate((list) => Object.assign(list.projection.keys[0], { detached: false })),
    ),
    good('good-detached-without-role', 'a detached key needs no role', {
      payload: predicate((list) => {
        Object.assign(list.projection.keys[0], { detached: true });
        list.projection.instanceRoles = [];
      }),
      questions: [
        asked('without roles any instance will do', allowed('1.5.0'), {
          document: true,
          more: { PCR3: pcr('3 of another role') },
        }),
      ],
    }),
    badForm(
      'guard-wildcard',
      isV2 ? 'a guard names each action' : 'a guard in v1 is yes or no',
      predicate((list) =>
        Object.assign(list.projection.keys[0], { guard: [isV2 ? 'kms:*' : 'kms:Decrypt'] }),
      ),
    ),
    good('good-document', 'a document that runs under a role of the list', {
      questions: [
        asked('a role of the list', allowed('1.5.0'), {
          document: true,
          more: { PCR3: pcr('3 of the role') },
        }),
        asked('another role', refused('pcr-mismatch'), {
          document: true,
          more: { PCR3: pcr('3 of another role') },
        }),
        asked('no role', refused('pcr-mismatch'), { document: true }),
        asked('another role, and the image alone is asked for', allowed('1.5.0'), {
          more: { PCR3: pcr('3 of another role') },
        }),
      ],
    }),
    ...(isV2
      ? edgesOfV2({ good, badForm, spoilt, predicate, kit })
      : [
          badForm(
            'user-data',
            `a field of ${other} in ${format}`,
            predicate((list) => Object.assign(list.releases[1], { userData: 'c0ffee' })),
          ),
        ]),
  ];
}

/** User data, guards that name actions, and what is reserved. */
function edgesOfV2({ good, badForm, predicate, kit }) {
  const { bad, hash, pcr, asked, allowed, refused, PLATFORM } = kit;
  const reserved = (name, why, change) =>
    bad(`reserved-${name}`, why, 'not-supported', { payload: predicate(change) });
  const withData = (userData) => predicate((list) => Object.assign(list.releases[1], { userData }));
  const more = { PCR3: pcr('3 of the role') };
  const dataAsked = (why, userData, answer) =>
    asked(why, answer, { document: true, more, ...(userData === undefined ? {} : { userData }) });
  const mismatch = refused('user-data-mismatch');
  const envelope = { payload: '', payloadType: 'x', signatures: [{ sig: 'QQ==' }] };
  const observed = {
    source: 'github-environment',
    observed: true,
    staged: hash('staged 1.5.0'),
    sha256: hash('evidence'),
    by: 'octocat',
    approvedAt: '2026-11-18T08:00:00Z',
    expiresAt: '2026-11-19T08:00:00Z',
    url: 'https://github.com/acme/signer/actions/runs/1',
  };
  const TPM = { platform: 'nitro-tpm', PCR4: pcr('4') };
  const retired = { why: 'retired', when: '2026-11-19T09:00:00Z', staged: hash('staged') };
  return [
    good('good-user-data', 'a release that demands user data', {
      payload: withData('c0ffee'),
      questions: [
        dataAsked('exactly these bytes', 'c0ffee', allowed('1.5.0')),
        dataAsked('other bytes', 'c0ffef', mismatch),
        dataAsked('longer ones', 'c0ffee00', mismatch),
        dataAsked('empty ones', '', mismatch),
        dataAsked('none', undefined, mismatch),
        asked('the image alone is asked for', allowed('1.5.0')),
      ],
    }),
    badForm('user-data-empty', 'user data of no bytes', withData('')),
    badForm('user-data-odd', 'half a byte', withData('c0ffe')),
    good('good-guard-actions', 'a guard that names its actions', {
      payload: predicate((list) =>
        Object.assign(list.projection.keys[0], { guard: ['kms:Decrypt'] }),
      ),
    }),
    good('good-github-approval', 'evidence from GitHub beside a release', {
      payload: predicate((list) => void list.releases[1].approvals.push(observed)),
    }),
    reserved('run', 'the run that an approval is bound to', (list) =>
      list.releases[1].approvals.push({ ...observed, run: { id: '1', attempt: 1 } }),
    ),
    reserved('user-id', 'the account that an approval is bound to', (list) =>
      list.releases[1].approvals.push({ ...observed, userId: 1 }),
    ),
    reserved('rebuilds', 'statements of rebuilders', (list) =>
      Object.assign(list.releases[1], { rebuilds: [] }),
    ),
    reserved('rebuilders', 'a policy that asks for rebuilders', (list) =>
      Object.assign(list.projection, {
        approval: { policy: { rebuilders: {} }, sha256: hash('policy') },
      }),
    ),
    reserved('statement', 'the statement that a tombstone comes from', (list) =>
      Object.assign(list.removed[0], { statement: hash('statement') }),
    ),
    reserved('revocations', 'statements of revocation', (list) =>
      Object.assign(list, { revocations: [{ sha256: hash('statement'), envelope }] }),
    ),
    reserved('bind-tpm', 'a key that is bound for another platform', (list) =>
      Object.assign(list.projection.keys[0].bind, { 'nitro-tpm': ['PCR4', 'PCR12'] }),
    ),
    reserved('certificate-tpm', 'a certificate of another platform', (list) =>
      list.projection.certificates.push({
        platform: 'nitro-tpm',
        PCR7: pcr('7'),
        sha256: hash('certificate'),
        notAfter: '2030-01-01T00:00:00Z',
      }),
    ),
    reserved('removed-tpm', 'a removed image of another platform', (list) =>
      list.removed.push({ id: '0.9.0', ...TPM, ...retired }),
    ),
    badForm(
      'certificate-sandbox',
      'a platform that has no register of a certificate',
      predicate((list) =>
        Object.assign(list.projection.certificates[0], { platform: 'nitro-sandbox' }),
      ),
    ),
    badForm(
      'bind-unknown',
      'a platform that the format does not know',
      predicate((list) =>
        Object.assign(list.projection.keys[0].bind, { 'nitro-other': ['PCR0', 'PCR3'] }),
      ),
    ),
    badForm(
      'bind-nothing',
      'a key that is bound for no platform',
      predicate((list) => Object.assign(list.projection.keys[0], { bind: {} })),
    ),
    badForm(
      'removed-unknown',
      'a removed image of a platform that the format does not know',
      predicate((list) => Object.assign(list.removed[0], { platform: PLATFORM.slice(0, -1) })),
    ),
    badForm(
      'reserved-and-form',
      'a wrong form comes before a field that is only reserved',
      predicate((list) => Object.assign(list, { storeHead: 'a'.repeat(40), version: 'three' })),
    ),
    badForm(
      'policy-empty',
      'a policy without a source of approval',
      predicate((list) =>
        Object.assign(list.projection, { approval: { policy: {}, sha256: hash('policy') } }),
      ),
    ),
    badForm(
      'policy-threshold',
      'a policy with a threshold of zero',
      predicate((list) =>
        Object.assign(list.projection, {
          approval: {
            policy: { keys: { threshold: 0, keys: [{ name: 'alice', publicKey: 'QQ==' }] } },
            sha256: hash('policy'),
          },
        }),
      ),
    ),
  ];
}
