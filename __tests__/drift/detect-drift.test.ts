import { describe, expect, test } from '@jest/globals';
import type { AllowList } from '../../src/allowlist/allow-list.js';
import { detectDrift } from '../../src/drift/detect-drift.js';
import type { Observation, Observed, ObservedHistory } from '../../src/drift/observations.js';
import { timelineOf } from '../../src/drift/timeline.js';
import { TEST_NOW } from '../fakes/nitro-maker.js';
import {
  TEST_LIST,
  TEST_MEASUREMENTS,
  testList,
  testRelease,
  verifiedList,
} from '../fakes/sealed-list.js';

const PIN = { list: TEST_LIST, enclave: 'signer' };
const pcr = (digit: string): string => digit.repeat(96);
const DAY = 24 * 3_600_000;

const read = <Value>(value: Value): Observed<Value> => ({ kind: 'read', value });

async function observationOf(
  list: AllowList,
  changes: Partial<Observation> = {},
): Promise<Observation> {
  const history: ObservedHistory = {
    entries: [{ name: 'history/1', version: list.version, fileSha256: '' }],
    lists: [list],
    others: [],
    olderList: 'not-asked',
  };
  return {
    now: TEST_NOW,
    list: read(await verifiedList(list)),
    history: read(history),
    manifests: [],
    staged: read([]),
    keys: [],
    backups: read([]),
    images: [],
    documents: [],
    configuration: {
      file: 'pcr-allowlist.yml',
      store: 'file:/lists/signer',
      approvalNotEnforced: false,
      asksForApproval: true,
      projection: list.projection,
      minCertificateDays: 30,
    },
    ...changes,
  };
}

const rulesOf = (report: ReturnType<typeof detectDrift>) =>
  report.findings.map(({ rule, severity }) => `${rule} ${severity}`);

describe('what no store can bring about', () => {
  test('a history longer than is read is told', async () => {
    const observation = await observationOf(testList());
    const history = { ...(observation.history as { value: ObservedHistory }).value };
    const report = detectDrift(PIN, {
      ...observation,
      history: read({ ...history, ended: { version: 12, why: 'not-read' } }),
    });
    expect(rulesOf(report)).toContain('history-not-read info');
    expect(report.status).toBe('drift');
  });

  test('an image with PCR0 of a release and other registers is critical', async () => {
    const measurements = { ...TEST_MEASUREMENTS, PCR2: pcr('9') };
    const observation = await observationOf(testList(), {
      images: [['a.eif', read({ sha256: '', measurements })]],
    });
    expect(rulesOf(detectDrift(PIN, observation))).toContain('image-differs critical');
  });
});

describe('probes of the appraisal', () => {
  const other = testRelease('other', { PCR0: pcr('a'), PCR1: pcr('b'), PCR2: pcr('c') });
  const list = testList({
    releases: [testRelease('first'), { ...other, staged: 'ab'.repeat(32) }],
  });

  test('a tuple mixed from two releases is asked for and refused', async () => {
    const { probes } = detectDrift(PIN, await observationOf(list));
    expect(probes).toContainEqual(
      expect.objectContaining({ name: 'mixed-tuple', asked: 'appraisal', answer: 'refused' }),
    );
  });

  test('an older version that is taken is a false allow', async () => {
    const observation = await observationOf(list);
    const { value } = observation.history as { value: ObservedHistory };
    const history = read({ ...value, olderList: 'taken' as const });
    const report = detectDrift(PIN, { ...observation, history });
    expect(rulesOf(report)).toContain('false-allow critical');
    expect(report.findings[0]?.severity).toBe('critical');
  });

  test('a history that could not be read leaves the question open', async () => {
    const fault = { code: 'list-unavailable', message: 'no answer', unknown: true };
    const observation = await observationOf(list, { history: { kind: 'fault', fault } });
    expect(rulesOf(detectDrift(PIN, observation))).toContain('false-allow-unknown unknown');
  });
});

test('a timeline that begins late takes the beginning of a release from its changes', () => {
  const release = {
    ...testRelease('late'),
    changes: [
      { what: 'approved', version: 3, at: TEST_NOW - 9 * DAY },
      { what: 'retired', version: 5, at: TEST_NOW - 2 * DAY },
    ],
    state: 'retiring',
    retireAt: TEST_NOW + DAY,
  } as const;
  const list = testList({
    version: 7,
    previous: { version: 6, sha256: '0'.repeat(64) },
    releases: [release],
  });
  expect(timelineOf([list], TEST_NOW)).toEqual([
    {
      release: 'late',
      PCR0: TEST_MEASUREMENTS.PCR0,
      from: TEST_NOW - 9 * DAY,
      fromVersion: 3,
      until: TEST_NOW + DAY,
      end: 'retiring',
      approvedBy: [],
    },
  ]);
});

describe('a release that comes back', () => {
  const STAGED = ['a1'.repeat(32), 'b2'.repeat(32)] as const;
  const approvals = [
    {
      ...{ source: 'pull-request', by: 'alice', staged: STAGED[1], sha256: '' },
      ...{ approvedAt: TEST_NOW, expiresAt: TEST_NOW },
    },
  ] as unknown as AllowList['releases'][number]['approvals'];
  const listAt = (version: number, issuedAt: number, release: AllowList['releases'][number]) =>
    testList({ version, issuedAt, releases: [release] });
  const timelineWith = (retireAt: number, backAt: number) => {
    const approved = { what: 'approved', version: 1, at: TEST_NOW - 9 * DAY } as const;
    const release = { ...testRelease('back'), changes: [approved] };
    return timelineOf(
      [
        listAt(1, TEST_NOW - 9 * DAY, { ...release, staged: STAGED[0] }),
        listAt(2, TEST_NOW - 8 * DAY, {
          ...release,
          staged: STAGED[0],
          state: 'retiring',
          retireAt,
        }),
        listAt(3, backAt, { ...release, staged: STAGED[1], approvals }),
      ],
      TEST_NOW,
    );
  };

  test('before its retirement ends was accepted all the time', () => {
    expect(timelineWith(TEST_NOW + 5 * DAY, TEST_NOW - 7 * DAY)).toEqual([
      expect.objectContaining({ from: TEST_NOW - 9 * DAY, approvedBy: ['alice'] }),
    ]);
    expect(timelineWith(TEST_NOW + 5 * DAY, TEST_NOW - 7 * DAY)[0]).not.toHaveProperty('until');
  });

  test('after it ended begins another time', () => {
    expect(timelineWith(TEST_NOW - 6 * DAY, TEST_NOW - 5 * DAY)).toEqual([
      expect.objectContaining({ until: TEST_NOW - 6 * DAY, end: 'retired' }),
      expect.objectContaining({ from: TEST_NOW - 5 * DAY, approvedBy: ['alice'] }),
    ]);
  });
});
