/** Approvals by keys that a verifier pins: one scenario each, with its expected result, written by hand. */

const PROJECTION_STAGED = 'staged projection';

export function approvalCases({ source, good, bad, payloadOf, kit }) {
  const { approvedBy, approvalOf, approvalTrust, release, allowed, refused, asked, list } = kit;
  const { isV2, format, other, pcr, hash, STAGED_AT, DAY_MS, unsigned } = kit;
  const missing = refused('approval-missing');
  const GOOD = list.projection;
  const POLICY = {
    keys: { threshold: 1, keys: [{ name: 'alice', publicKey: kit.publicKeyOf('approver') }] },
  };

  /** Statements that approve this projection, by each of these keys. */
  const projectionBy = (by, projection, { as = format, carriesOver, change } = {}) => {
    const record = {
      ...{ kind: 'projection', format: as, list: list.list, enclave: list.enclave },
      ...{ sha256: hash(PROJECTION_STAGED), stagedAt: STAGED_AT, projection },
      ...(carriesOver === undefined ? {} : { carriesOver }),
    };
    const payload = source.encodeApproval(record, projection, STAGED_AT, DAY_MS);
    return by.map((name) =>
      approvalOf(change?.(payload) ?? payload, name, hash(PROJECTION_STAGED), as, projection),
    );
  };
  const edited = (change) => (payload) => {
    const statement = JSON.parse(Buffer.from(payload).toString());
    change(statement.predicate);
    return Buffer.from(source.canonicalJson(statement));
  };
  const ofRelease = (name, why, releases, pinned, answer) =>
    good(name, why, {
      payload: payloadOf({ releases }),
      trust: approvalTrust(...pinned),
      questions: [asked(why, answer)],
    });
  const oneStatement = (name, why, change) =>
    ofRelease(
      name,
      why,
      [approvedBy('1.5.0', ['approver'], { change: edited(change) })],
      ['approver'],
      missing,
    );
  /** A release that is approved, under this projection, and a document of it under the role of the list. */
  const ofProjection = (name, why, projection, answer, more = {}) =>
    good(name, why, {
      payload: payloadOf({
        releases: [approvedBy('1.5.0', ['approver'])],
        projection: { ...GOOD, ...projection },
      }),
      trust: approvalTrust('approver'),
      questions: [
        asked(why, answer, { document: true, more: { PCR3: pcr('3 of the role') }, ...more }),
        asked('the image alone', allowed('1.5.0')),
      ],
    });
  const both = approvedBy('1.5.0', ['approver', 'second']);
  const [, bySecond] = both.approvals;

  return [
    ofProjection(
      'good-approved-projection',
      'the pinned approver approved release and projection',
      { approvals: projectionBy(['approver'], GOOD) },
      allowed('1.5.0'),
    ),
    ofProjection(
      'good-approved-no-projection',
      'no document is taken under a projection that nobody approved',
      { approvals: [] },
      missing,
    ),
    ofProjection(
      'good-approved-empty-projection',
      'nor under an empty one',
      { instanceRoles: [], certificates: [], keys: [], approvals: [] },
      missing,
    ),
    ofProjection(
      'good-approved-other-projection',
      'a statement approves one projection',
      { approvals: projectionBy(['approver'], { ...GOOD, certificates: [] }) },
      missing,
    ),
    ofProjection(
      'good-approved-projection-as-release',
      'a statement that approves a release approves no projection',
      { approvals: approvedBy('1.5.0', ['approver']).approvals },
      missing,
    ),
    ofProjection(
      'good-approved-projection-with-detached-key',
      'a detached key is not part of the projection that is approved',
      {
        keys: [
          ...GOOD.keys,
          { ...GOOD.keys[0], key: `${GOOD.keys[0].key.slice(0, -1)}1`, detached: true },
        ],
        approvals: projectionBy(['approver'], GOOD),
      },
      allowed('1.5.0'),
    ),
    ofProjection(
      'good-approved-projection-in-the-other-format',
      isV2
        ? 'a statement in v1 names the projection by the digest of its v1 form'
        : 'a statement in v2 does not count in a list in v1',
      { approvals: projectionBy(['approver'], GOOD, { as: other }) },
      isV2 ? allowed('1.5.0') : missing,
    ),

    oneStatement('good-approved-in-another-list', 'an approval for another list', (statement) =>
      Object.assign(statement, { list: kit.otherList }),
    ),
    oneStatement('good-approved-in-another-enclave', 'an approval for another enclave', (one) =>
      Object.assign(one, { enclave: 'wallet' }),
    ),
    oneStatement(
      'good-approved-with-unknown-field',
      'an unknown field could be a condition',
      (one) => Object.assign(one, { until: '2026-11-20T00:00:00Z' }),
    ),
    oneStatement('good-approved-another-staging', 'an approval for another staging', (one) =>
      Object.assign(one, { staged: hash('staged again') }),
    ),
    oneStatement('good-approved-another-manifest', 'an approval with another manifest', (one) =>
      Object.assign(one.release, { manifest: hash('another manifest') }),
    ),
    oneStatement(
      'good-approved-as-projection',
      'a statement that approves a projection approves no release',
      (one) => {
        delete one.release;
        if (isV2) one.kind = 'projection';
      },
    ),
    ofRelease(
      'good-approved-other-subject',
      'the subject of a statement is not used',
      [
        approvedBy('1.5.0', ['approver'], {
          change: (payload) => {
            const statement = JSON.parse(Buffer.from(payload).toString());
            statement.subject = [1, 2].map(() => ({ name: 'x', digest: { sha512: 'ab' } }));
            return Buffer.from(source.canonicalJson(statement));
          },
        }),
      ],
      ['approver'],
      allowed('1.5.0'),
    ),
    ofRelease(
      'good-approved-twice-by-one',
      'two statements by one approver are one approval',
      [
        {
          ...release('1.5.0'),
          approvals: [
            ...approvedBy('1.5.0', ['approver']).approvals,
            ...approvedBy('1.5.0', ['approver'], {
              change: edited((one) => Object.assign(one, { approvedAt: '2026-11-18T08:01:00Z' })),
            }).approvals,
          ],
        },
      ],
      ['approver', 'second'],
      missing,
    ),
    ofRelease(
      'good-approved-beside-damage',
      'a statement that does not verify counts for nothing, and is no fault',
      [
        {
          ...release('1.5.0'),
          approvals: [
            { ...bySecond, envelope: { ...bySecond.envelope, payload: 'no base64' } },
            ...approvedBy('1.5.0', ['approver']).approvals,
          ],
        },
      ],
      ['approver'],
      allowed('1.5.0'),
    ),
    ofRelease(
      'good-approved-entry-says-otherwise',
      'what the list says beside an envelope is not compared with it',
      [
        {
          ...release('1.5.0'),
          approvals: approvedBy('1.5.0', ['approver']).approvals.map((entry) => ({
            ...entry,
            by: 'somebody',
            staged: hash('another staging'),
            sha256: hash('another statement'),
          })),
        },
      ],
      ['approver'],
      allowed('1.5.0'),
    ),
    good('good-approver-pinned-twice', 'an approver who is pinned twice counts once', {
      payload: payloadOf({ releases: [approvedBy('1.5.0', ['approver'])] }),
      trust: { ...approvalTrust('approver', 'approver'), approval: twice(1) },
      questions: [asked('one approval', allowed('1.5.0'))],
    }),
    bad('pins-approver-twice', 'one approver who is pinned twice is not two', 'usage', {
      trust: { ...approvalTrust('approver'), approval: twice(2) },
    }),
    revivedCase(
      'good-revived',
      'an image that is remembered as revoked, under the same staging',
      [],
      hash('staged 1.5.0'),
      refused('revived'),
    ),
    revivedCase(
      'good-revived-staged-anew',
      'without pinned approvers a new staging brings the image back',
      [],
      hash('staged before'),
      allowed('1.5.0'),
    ),
    revivedCase(
      'good-revived-approved-before',
      'the approver approved the image before it was revoked',
      ['approver'],
      hash('staged before'),
      refused('revived'),
    ),
    revivedCase(
      'good-revived-approved-after',
      'the approver approved the image after it was revoked',
      ['approver'],
      hash('staged before'),
      allowed('1.5.0'),
      '2026-11-18T07:59:59Z',
    ),
    ...(isV2 ? onlyV2() : []),
  ];

  /** A release whose image is remembered as revoked at `when`, as this staged record. */
  function revivedCase(name, why, pinned, staged, answer, when = '2026-11-18T08:00:00Z') {
    const { PCR0 } = release('1.5.0').measurements;
    return good(name, why, {
      payload: payloadOf({ releases: [approvedBy('1.5.0', ['approver'])] }),
      ...(pinned.length === 0 ? {} : { trust: approvalTrust(...pinned) }),
      remembered: { version: 1, sha256: hash('version 1'), revoked: [{ PCR0, staged, when }] },
      questions: [asked(why, answer)],
    });
  }

  function twice(threshold) {
    return { keys: ['approver', 'approver'], threshold };
  }

  /** Policies, guards that name actions, releases that are carried over, and user data. */
  function onlyV2() {
    const withPolicy = { ...GOOD, approval: source.recordedPolicy(POLICY) };
    const guarded = { ...GOOD, keys: [{ ...GOOD.keys[0], guard: ['kms:Decrypt'] }] };
    const carried = (one, changes = {}) => [
      { id: one.id, platform: one.platform, PCR0: one.measurements.PCR0, ...changes },
    ];
    const signed = release('1.5.0');
    const withoutCertificate = (bind) => ({
      ...GOOD,
      certificates: [],
      keys: [{ ...GOOD.keys[0], bind }],
    });
    const carriedOver = (name, why, one, by, pinned, answer, changes = {}) => {
      const { images = carried(one), projection = GOOD, releases } = changes;
      const { approvals = projectionBy(pinned, projection) } = changes;
      return good(name, why, {
        payload: payloadOf({
          releases: releases ?? [one],
          projection: {
            ...projection,
            approvals,
            carryOvers: projectionBy(by, withPolicy, { carriesOver: images }),
          },
        }),
        trust: approvalTrust(...pinned),
        questions: [
          asked(why, answer, {
            pcrs: one.measurements,
          }),
        ],
      });
    };
    return [
      oneStatement(
        'good-approved-with-reserved-field',
        'nor does a statement count with a field that the verifier does not act on',
        (one) => Object.assign(one, { overrules: [hash('a rebuild')] }),
      ),
      ofProjection(
        'good-approved-policy',
        'the digest of a projection covers its approval policy',
        { ...withPolicy, approvals: projectionBy(['approver'], withPolicy) },
        allowed('1.5.0'),
      ),
      ofProjection(
        'good-policy-without-approval',
        'a policy that the approved projection did not have',
        { ...withPolicy, approvals: projectionBy(['approver'], GOOD) },
        missing,
      ),
      ofProjection(
        'good-policy-approved-in-v1',
        'a statement in v1 approves no policy, which it cannot name',
        { ...withPolicy, approvals: projectionBy(['approver'], GOOD, { as: 'v1' }) },
        missing,
      ),
      ofProjection(
        'good-approved-guard-actions',
        'a statement in v2 names a guard with its actions',
        { ...guarded, approvals: projectionBy(['approver'], guarded) },
        allowed('1.5.0'),
      ),
      ofProjection(
        'good-guard-actions-approved-in-v1',
        'a guard that names its actions has no v1 form',
        { ...guarded, approvals: projectionBy(['approver'], GOOD, { as: 'v1' }) },
        missing,
      ),
      carriedOver(
        'good-carried-over',
        'the approver carried the release over to a changed policy',
        signed,
        ['approver'],
        ['approver'],
        allowed('1.5.0'),
      ),
      carriedOver(
        'good-carried-over-another-image',
        'a release is carried over by id and image',
        signed,
        ['approver'],
        ['approver'],
        missing,
        { images: carried(signed, { PCR0: release('1.4.0').measurements.PCR0 }) },
      ),
      carriedOver(
        'good-carried-over-by-a-stranger',
        'by a key that is not pinned',
        signed,
        ['stranger'],
        ['approver'],
        missing,
      ),
      carriedOver(
        'good-carried-over-without-projection',
        'a signed release, and nobody approved the projection with its certificate',
        signed,
        ['approver'],
        ['approver'],
        missing,
        { approvals: [] },
      ),
      carriedOver(
        'good-carried-over-another-certificate',
        'the certificate left the projection, whose keys bind PCR0',
        signed,
        ['approver'],
        ['approver'],
        allowed('1.5.0'),
        { projection: withoutCertificate(['PCR0', 'PCR3']) },
      ),
      carriedOver(
        'good-carried-over-another-certificate-bound',
        'the certificate left the projection, whose keys bind PCR8 and not PCR0',
        signed,
        ['approver'],
        ['approver'],
        missing,
        { projection: withoutCertificate(['PCR3', 'PCR8']) },
      ),
      carriedOver(
        'good-carried-over-unsigned',
        'an unsigned release needs no certificate',
        unsigned,
        ['approver'],
        ['approver'],
        allowed(unsigned.id),
        { approvals: [] },
      ),
      carriedOver(
        'good-carried-over-not-added-up',
        'one approved the release and the other carried it over: neither is two',
        signed,
        ['second'],
        ['approver', 'second'],
        missing,
        { releases: [approvedBy('1.5.0', ['approver'])] },
      ),
      ofRelease(
        'good-approved-with-user-data',
        'a statement in v2 names the user data',
        [approvedBy('1.5.0', ['approver'], { userData: 'c0ffee' })],
        ['approver'],
        allowed('1.5.0'),
      ),
      ofRelease(
        'good-approved-without-user-data',
        'a statement without it approves no release that has it',
        [{ ...approvedBy('1.5.0', ['approver']), userData: 'c0ffee' }],
        ['approver'],
        missing,
      ),
      ofRelease(
        'good-user-data-approved-in-v1',
        'nor does a statement in v1, which cannot name it',
        [{ ...approvedBy('1.5.0', ['approver'], { as: 'v1' }), userData: 'c0ffee' }],
        ['approver'],
        missing,
      ),
    ];
  }
}
