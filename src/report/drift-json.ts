import * as z from 'zod/mini';
import { formatInstant } from '../base/instant.js';
import type { DriftFinding, DriftReport } from '../drift/drift-report.js';
import { ENCLAVE } from '../format/platform.js';

const text = z.string();
const instant = z.iso.datetime();
const milliseconds = z.number().check(z.nonnegative());
const count = z.int().check(z.nonnegative());
const ofRelease = z.object({ release: text, durationMs: milliseconds });

/** The `result` of `drift --json`, and the report in a `.json` file. */
const DRIFT_REPORT = z.object({
  status: z.enum(['none', 'drift', 'unknown']),
  findings: z.array(
    z.object({
      rule: text,
      severity: z.enum(['critical', 'high', 'low', 'unknown', 'info']),
      area: z.enum(['allow-list', 'key-policy', 'image', 'document', 'certificate', 'probe']),
      subject: text,
      message: text,
      expected: z.optional(text),
      found: z.optional(text),
      since: z.optional(instant),
      fix: z.optional(text),
      sid: z.optional(text),
    }),
  ),
  measuredAt: instant,
  list: text,
  enclave: z.optional(text),
  allowList: z.optional(
    z.object({
      version: count,
      sha256: text,
      issuedAt: instant,
      expiresAt: instant,
      releases: z.array(
        z.object({ id: text, state: z.enum(['active', 'retiring']), [ENCLAVE.image]: text }),
      ),
    }),
  ),
  timeline: z.array(
    z.object({
      release: text,
      [ENCLAVE.image]: text,
      from: instant,
      fromVersion: count,
      until: z.optional(instant),
      end: z.optional(z.enum(['retiring', 'retired', 'revoked'])),
      approvedBy: z.array(text),
    }),
  ),
  keys: z.array(
    z.object({
      key: text,
      data: z.enum(['locked', 'wider', 'outage', 'open', 'unknown', 'not-applicable', 'unread']),
      verdict: text,
      reach: z.optional(z.enum(['existing-data', 'new-data-keys', 'new-data-keys-at-least'])),
      reason: z.optional(text),
      assumptions: z.optional(z.array(text)),
      admitted: z.array(
        z.object({
          principal: text,
          registers: z.record(text, text),
          releases: z.array(text),
          until: z.optional(instant),
          doubts: z.optional(z.array(text)),
        }),
      ),
      releases: z.optional(
        z.array(
          z.object({
            release: text,
            role: text,
            action: text,
            answer: z.enum(['admitted', 'denied', 'could-not-tell']),
            by: z.array(text),
            doubts: z.optional(z.array(text)),
          }),
        ),
      ),
      authority: z.array(
        z.object({ principal: text, actions: z.array(text), isAdministrator: z.boolean() }),
      ),
      changes: z.array(
        z.object({
          sid: text,
          action: z.enum(['create', 'update', 'delete']),
          release: z.optional(text),
        }),
      ),
      sizeBytes: z.optional(count),
      maxBytes: count,
    }),
  ),
  measures: z.object({
    publishToActive: z.array(ofRelease),
    revokeToNarrowed: z.array(ofRelease),
    driftOpenMs: z.optional(milliseconds),
    acceptedImages: count,
    oldestAcceptedMs: z.optional(milliseconds),
  }),
  probes: z.array(
    z.object({
      name: text,
      asked: text,
      answer: z.enum(['refused', 'allowed', 'unknown']),
      detail: text,
    }),
  ),
});

/** The JSON Schema (draft 2020-12) of a drift report. */
export function driftReportJsonSchema(): object {
  return {
    $id: 'https://pcr-allowlist.github.io/schema/drift-report.v1.json',
    title: 'Drift report',
    ...z.toJSONSchema(DRIFT_REPORT, { io: 'input' }),
  };
}

/** The `result` of `drift --json`. docs/schema/drift-report.v1.json is its schema. */
export function driftReportJson(report: DriftReport): z.input<typeof DRIFT_REPORT> {
  const { status, findings, measuredAt, pin, list, timeline, keys, measures, probes } = report;
  return {
    status,
    findings: findings.map(findingJson),
    measuredAt: formatInstant(measuredAt),
    list: pin.list,
    ...(pin.enclave === undefined ? {} : { enclave: pin.enclave }),
    ...(list === undefined ? {} : { allowList: listJson(list) }),
    timeline: timeline.map(({ until, approvedBy, ...entry }) => ({
      ...entry,
      from: formatInstant(entry.from),
      ...untilJson(until),
      approvedBy: [...approvedBy],
    })),
    keys: keys.map(({ assumptions, releases: access, ...key }) => ({
      ...key,
      ...(assumptions === undefined ? {} : { assumptions: [...assumptions] }),
      ...(access === undefined
        ? {}
        : {
            releases: access.map(({ by, doubts, ...one }) => ({
              ...one,
              by: [...by],
              ...doubtsJson(doubts),
            })),
          }),
      admitted: key.admitted.map(({ until, releases, registers, doubts, ...way }) => ({
        ...way,
        ...doubtsJson(doubts),
        registers: { ...registers },
        releases: [...releases],
        ...untilJson(until),
      })),
      authority: key.authority.map((holder) => ({ ...holder, actions: [...holder.actions] })),
      changes: [...key.changes],
    })),
    measures: {
      ...measures,
      publishToActive: [...measures.publishToActive],
      revokeToNarrowed: [...measures.revokeToNarrowed],
    },
    probes: [...probes],
  };
}

type Json = z.input<typeof DRIFT_REPORT>;

function listJson({
  current,
  id,
}: NonNullable<DriftReport['list']>): NonNullable<Json['allowList']> {
  return {
    version: id.version,
    sha256: id.sha256,
    issuedAt: formatInstant(current.issuedAt),
    expiresAt: formatInstant(current.expiresAt),
    releases: current.releases.map(({ id: release, state, measurements }) => ({
      id: release,
      state,
      [ENCLAVE.image]: measurements[ENCLAVE.image],
    })),
  };
}

function findingJson({ since, ...finding }: DriftFinding): Json['findings'][number] {
  return { ...finding, ...(since === undefined ? {} : { since: formatInstant(since) }) };
}

function doubtsJson(doubts: readonly string[] | undefined): { doubts?: string[] } {
  return doubts === undefined ? {} : { doubts: [...doubts] };
}

function untilJson(until: number | undefined): { until?: string } {
  return until === undefined ? {} : { until: formatInstant(until) };
}
