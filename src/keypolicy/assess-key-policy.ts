import { isAdministrator } from '../iam/holder-names.js';
import type { Source } from '../iam/paths.js';
import { type KeyPolicy, parseKeyPolicy } from '../iam/policy.js';
import { accountOfPrincipal } from '../iam/policy-normal-form.js';
import { type Proof, proveKeyPolicy } from '../iam/prove.js';
import { openingText, UNREAD_GRANTS_DOUBT } from '../iam/prove-data.js';
import { accessBeyondList, registersBeyondList } from './access-beyond-list.js';
import { accessFindings } from './access-findings.js';
import { dataStanding, verdictOf } from './data-verdict.js';
import { lintKeyPolicy, nameInFindings, type PolicyFinding } from './lint-key-policy.js';
import { mixedFinding } from './mixed-findings.js';
import { isOneOf } from './other-lists.js';
import type { PlanFinding } from './plan-finding.js';
import type { Assessment, AuthorityHolder, DataCaller } from './plan-refusals.js';
import { releaseAccess } from './release-access.js';
import type { LintFacts, Severity } from './rules/rule.js';
import { isAttested, isGuarded, ownAccount } from './rules/statement-facts.js';

/** The facts about a key, from KMS, the list and the configuration. */
export type AssessFacts = Omit<LintFacts, 'policy' | 'proof'>;

/** Lint and proof of one document. */
export interface PolicyAssessment extends Assessment {
  readonly findings: readonly (PlanFinding & {
    readonly name: string;
    readonly severity: Severity;
  })[];
  readonly proof: Proof;
}

/** Rules that are critical exactly if the statement or grant opens the data. */
const DATA_RULES: readonly string[] = [
  ...['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R11', 'R12', 'R13', 'R14', 'R18', 'R24'],
];

const AUTHORITY_RULES: Readonly<Record<string, readonly string[]>> = {
  'kms:PutKeyPolicy': ['R19'],
  'kms:CreateGrant': ['R17'],
  'kms:ReplicateKey': ['R20'],
  'kms:UpdatePrimaryRegion': ['R20'],
};

type AssessFinding = PolicyAssessment['findings'][number];

/**
 * Lint and proof of a key policy as one list of findings: R01 to R43 (`lintKeyPolicy`), and the findings of the proof, unless a
 * critical finding of a rule reports the same for the same statement or grant. P01: it opens the data. P02: could not tell
 * whether it opens the data. P03: a principal outside the administrators has authority. P04: it admits access that the list
 * does not name. P05: guards restrict its access, but that is wider than the list. `accepted-but-denied` names the statements
 * that stop accepted releases. `policyWriters` are the holders of kms:PutKeyPolicy, with an account as its root ARN.
 *
 * `policy` is the parsed text, if a caller has it. Throws FormatError `json-format` for an invalid document.
 */
export function assessKeyPolicy(
  text: string,
  facts: AssessFacts,
  policy: KeyPolicy = parseKeyPolicy(text),
): PolicyAssessment {
  const { description, grants, list, key, now } = facts;
  const proof = proveKeyPolicy({ policy, description, grants, now });
  const rules = lintKeyPolicy({ ...facts, policy, proof });
  const proved = [
    ...dataFindings(policy, proof, facts, rules),
    ...authorityFindings(policy, proof, facts, rules),
  ];
  const access = releaseAccess(policy, description, list, key, now);
  const held = holdsItself(policy);
  const isOther = ofOtherList(policy, facts.others);
  const beyond = registersBeyondList(proof.data.admitted, list, key, now).filter(
    (way) => !isOther(way),
  );
  const standing = dataStanding(proof.data, access, beyond);
  const mixed = beyond.filter((way) => !held(way));
  const wider = mixed.map((way) => ({ ...mixedFinding(way), ...placeOf(policy, way.source) }));
  return {
    findings: [
      ...rules.map(planFinding),
      ...proved,
      ...onceEach(wider),
      ...accessFindings(access, policy, facts),
    ],
    policyWriters: writersOf(proof),
    data: standing,
    ...(proof.data.reach === undefined ? {} : { reach: proof.data.reach }),
    ...(proof.data.reason === undefined ? {} : { reason: proof.data.reason.message }),
    verdict: verdictOf(proof.data, access, beyond),
    releases: access,
    callers: callersOf(policy, proof),
    authority: authorityOf(policy, proof, facts),
    admitted: proof.data.admitted.filter(held).map(({ source, registers, until }) => ({
      ...(source.kind === 'statement' && source.sid !== undefined ? { sid: source.sid } : {}),
      registers,
      ...(until === undefined ? {} : { until }),
    })),
    proof,
  };
}

/** The principals that may do data actions now, certainly or possibly. */
function callersOf(policy: KeyPolicy, { data }: Proof): readonly DataCaller[] {
  const named =
    (isMeasured: boolean) =>
    ({
      source,
      principal,
      actions,
    }: Proof['data']['openings' | 'admitted'][number]): DataCaller => ({
      principal,
      by: nameOfSource(policy, source) ?? '',
      actions,
      isMeasured,
    });
  return [...data.openings.map(named(false)), ...data.admitted.map(named(true))];
}

function authorityOf(
  policy: KeyPolicy,
  { authority }: Proof,
  facts: AssessFacts,
): readonly AuthorityHolder[] {
  const account = ownAccount(facts);
  return authority.holders.map((holder) => ({
    principal: holder.principal,
    actions: holder.actions,
    by: holder.by.flatMap(({ source }) => nameOfSource(policy, source) ?? []),
    isAdministrator: isAdministrator(holder, facts.administrators),
    isOwnAccount: account !== undefined && accountOfPrincipal(holder.principal) === account,
  }));
}

/** Whether its own statement restricts a way to the data, and not only a guard. */
function holdsItself(policy: KeyPolicy): (way: { readonly source: Source }) => boolean {
  return ({ source }) => {
    const statement = source.kind === 'grant' ? undefined : policy.statements[source.index];
    return statement !== undefined && isAttested(statement);
  };
}

/** Whether a way to the data is by a statement of another list, which was verified. */
function ofOtherList(
  policy: KeyPolicy,
  others: AssessFacts['others'] = [],
): (way: { readonly source: Source }) => boolean {
  return ({ source }) => {
    const statement = source.kind === 'grant' ? undefined : policy.statements[source.index];
    return statement !== undefined && isOneOf(statement, others);
  };
}

function planFinding({
  rule,
  name,
  severity,
  sid,
  grantId,
  why,
  safeForm,
}: PolicyFinding): AssessFinding {
  return { rule, name, severity, ...place(sid, grantId), message: why, fix: safeForm };
}

function dataFindings(
  policy: KeyPolicy,
  { data }: Proof,
  { list, key, others = [], now }: AssessFacts,
  rules: readonly PolicyFinding[],
): readonly AssessFinding[] {
  const openings = data.openings
    .filter(({ source }) => !isSaid(rules, DATA_RULES, nameOfSource(policy, source)))
    .map(
      (opening): AssessFinding => ({
        rule: 'P01',
        name: 'data-open',
        severity: 'critical',
        ...placeOf(policy, opening.source),
        message: openingText(opening),
        fix: withGuard('Add the attestation condition', opening.actions, policy, key),
      }),
    );
  const doubts = data.doubts.map(
    ({ source, actions, why }): AssessFinding => ({
      rule: 'P02',
      name: 'data-could-not-tell',
      severity: 'unknown',
      ...(source === undefined ? {} : placeOf(policy, source)),
      message: `could not tell whether it gives ${actions.join(', ') || 'the data'}: ${why.join('; ')}`,
      fix: withGuard(
        'Write the condition in a form that this program understands',
        actions,
        policy,
        key,
      ),
    }),
  );
  // A statement without an attestation condition has its own rules, and a guard decides its remaining effect.
  const isOther = ofOtherList(policy, others);
  const beyond = accessBeyondList(data.admitted, list, key, now)
    .filter(holdsItself(policy))
    .map(
      (way): AssessFinding => ({
        rule: 'P04',
        name: 'beyond-the-list',
        severity: isOther(way) ? 'info' : 'warning',
        ...placeOf(policy, way.source),
        message: `the policy admits ${way.principal} with ${Object.keys(way.registers).join(', ')} that the list does not name together`,
        fix: 'Let adopt replace the statement, or remove it.',
      }),
    );
  return onceEach([...openings, ...doubts, ...beyond]);
}

/** Advises a guard if there is none on the actions yet. */
function withGuard(
  advice: string,
  actions: readonly string[],
  policy: KeyPolicy,
  key: AssessFacts['key'],
): string {
  const isOn =
    (key !== undefined && key.guard !== false) ||
    (actions.length > 0 && actions.every((action) => isGuarded(action, { policy })));
  return isOn ? `${advice}.` : `${advice}, or turn guard on.`;
}

function authorityFindings(
  policy: KeyPolicy,
  { authority }: Proof,
  { administrators }: AssessFacts,
  rules: readonly PolicyFinding[],
): readonly AssessFinding[] {
  const others = authority.holders.filter((holder) => !isAdministrator(holder, administrators));
  const findings = others.flatMap(({ principal, by, doubts }) =>
    by.flatMap(({ source, actions }): readonly AssessFinding[] => {
      const name = nameOfSource(policy, source);
      const unsaid = actions.filter(
        (action) => !isSaid(rules, AUTHORITY_RULES[action] ?? [], name),
      );
      if (unsaid.length === 0) return [];
      const unless = doubts.length > 0 ? `, depending on: ${doubts.join('; ')}` : '';
      return [
        {
          rule: 'P03',
          name: 'authority',
          severity: doubts.length > 0 ? 'unknown' : 'critical',
          ...placeOf(policy, source),
          message: `${principal} has ${unsaid.join(', ')} and is not an administrator${unless}`,
          fix: 'Remove these actions, or name the principal under administrators.',
        },
      ];
    }),
  );
  return onceEach(findings);
}

/** Whether a critical finding of a rule already reports the result of the proof at the same place. */
function isSaid(
  findings: readonly PolicyFinding[],
  rules: readonly string[],
  name: string | undefined,
): boolean {
  return findings.some(
    ({ rule, severity, sid, grantId }) =>
      severity === 'critical' && rules.includes(rule) && (sid ?? grantId) === name,
  );
}

/** The identity of a finding: its rule and place, by which findings are accepted. */
function onceEach(findings: readonly AssessFinding[]): readonly AssessFinding[] {
  const names = findings.map(({ rule, sid, grantId, message }) =>
    JSON.stringify([rule, sid, grantId, message]),
  );
  return [...new Map(findings.map((finding, i) => [names[i], finding])).values()];
}

function writersOf({ authority: { holders, unknown } }: Proof): Assessment['policyWriters'] {
  const writers = holders.filter(({ actions }) => actions.includes('kms:PutKeyPolicy'));
  // Grants cannot give kms:PutKeyPolicy, so unreadable grants do not matter here.
  if (
    unknown.some((why) => why !== UNREAD_GRANTS_DOUBT) ||
    writers.some(({ doubts }) => doubts.length > 0)
  ) {
    return 'unknown';
  }
  return writers.map(({ principal }) => principal);
}

function nameOfSource({ statements }: KeyPolicy, source: Source): string | undefined {
  if (source.kind === 'grant') return source.grantId;
  const statement = statements[source.index];
  return statement && nameInFindings(statement);
}

function placeOf(policy: KeyPolicy, source: Source): Pick<AssessFinding, 'sid' | 'grantId'> {
  const name = nameOfSource(policy, source);
  return source.kind === 'grant' ? place(undefined, name) : place(name, undefined);
}

function place(
  sid: string | undefined,
  grantId: string | undefined,
): Pick<AssessFinding, 'sid' | 'grantId'> {
  return { ...(sid === undefined ? {} : { sid }), ...(grantId === undefined ? {} : { grantId }) };
}
