import { isAcceptedAt } from '../../allowlist/allow-list.js';
import { ZERO_PCR } from '../../format/pcr-value.js';
import { ENCLAVE, PLATFORMS } from '../../format/platform.js';
import type { PolicyStatement } from '../../iam/policy.js';
import { DENY_DEBUG_SID } from '../sid.js';
import type { Hit, Rule, RuleFacts } from './rule.js';
import {
  accountsOf,
  allowsOf,
  dataActionsOf,
  isEverybody,
  isOfList,
  isOurs,
  listed,
  pinsImage,
  pinsOf,
  principalsOf,
} from './statement-facts.js';

/** R29 to R34: the images and roles that the values of a statement admit together. */
export const TUPLE_RULES: readonly Rule[] = [
  {
    id: 'R29',
    name: 'image-anywhere',
    safeForm: 'Also bind PCR3, the role of the parent instance.',
    find: (facts) =>
      attestedAllows(facts)
        .filter((statement) => !isOurs(statement, facts))
        .filter((statement) => {
          const pins = pinsOf(statement);
          return (
            pinsImage(pins) &&
            ![ENCLAVE.role, ENCLAVE.instance, ENCLAVE.signer].some((register) => pins.has(register))
          );
        })
        .map((statement) => {
          const isWide =
            principalsOf(statement).some(isEverybody) || accountsOf(statement).length > 0;
          return {
            statement,
            severity: isWide ? 'warning' : 'info',
            why: 'it binds the image but not where it runs: the same image on another instance has the same values',
          };
        }),
  },
  {
    id: 'R30',
    name: 'signer-only',
    safeForm: 'Also bind PCR0, with one statement for each release.',
    find: (facts) =>
      attestedAllows(facts)
        .filter((statement) => !isProjected(statement, facts))
        .filter(
          (statement) => pinsOf(statement).has(ENCLAVE.signer) && !pinsImage(pinsOf(statement)),
        )
        .map((statement) => ({
          statement,
          severity: 'warning',
          why: 'it admits every image that the certificate ever signed, including old ones',
        })),
  },
  {
    id: 'R31',
    name: 'stale-measurement',
    safeForm:
      'Remove the values that are not in the allow-list, or let adopt replace the statement.',
    find: (facts) =>
      attestedAllows(facts)
        .filter((statement) => !isOfList(statement, facts))
        .flatMap((statement): readonly Hit[] => {
          const { stale, revoked } = staleValues(statement, facts);
          const [first] = revoked;
          if (first !== undefined) {
            const why = `it still admits ${short(first)}, which was revoked`;
            return [{ statement, severity: 'critical', why }];
          }
          if (stale.length === 0) return [];
          const why = `it admits values that are not in the allow-list: ${listed(stale.map(short))}`;
          return [{ statement, severity: 'warning', why }];
        }),
  },
  {
    id: 'R32',
    name: 'mixed-pairs',
    safeForm: 'Write one statement for each release.',
    find: (facts) =>
      attestedAllows(facts).flatMap((statement): readonly Hit[] => {
        const lists = [...pinsOf(statement)].filter(([, values]) => new Set(values).size > 1);
        if (lists.length < 2) return [];
        const why = `${listed(lists.map(([register]) => register))} have several values each: it admits the value of one release together with that of another`;
        return [{ statement, severity: 'warning', why }];
      }),
  },
  {
    id: 'R33',
    name: 'looser-sibling',
    safeForm: 'Bind the same registers in every statement for the role, or remove the looser one.',
    find: (facts) => {
      const ways = attestedAllows(facts).map((statement) => wayOf(statement, facts));
      return ways
        .filter(({ statement }) => !isOurs(statement, facts))
        .flatMap((way): readonly Hit[] => {
          const tighter = tighterOf(way, ways, facts);
          if (tighter === undefined) return [];
          const why = `another statement, or the list, also binds ${listed(tighter)} for the same principal, but this statement alone is enough`;
          return [{ statement: way.statement, severity: 'warning', why }];
        });
    },
  },
  {
    id: 'R34',
    name: 'sid-twice',
    safeForm: 'Give each statement its own Sid.',
    find: (facts) => {
      const { statements } = facts.policy;
      return statements
        .filter(
          ({ sid, index }) =>
            sid !== undefined && statements.findIndex((one) => one.sid === sid) < index,
        )
        .map((statement) => ({
          statement,
          severity:
            isOfList(statement, facts) && statement.sid !== DENY_DEBUG_SID ? 'critical' : 'warning',
          why: 'another statement has the same Sid: a tool may edit the wrong one',
        }));
    },
  },
];

/** Allows of data actions that bind at least one register. */
function attestedAllows(facts: RuleFacts): readonly PolicyStatement[] {
  return allowsOf(facts).filter(
    (statement) => pinsOf(statement).size > 0 && dataActionsOf(statement, facts).length > 0,
  );
}

/** Whether it is our statement and binds exactly the registers that the list binds. The plan reports what that leaves open. */
function isProjected(statement: PolicyStatement, facts: RuleFacts): boolean {
  const bind = facts.key?.bind ?? [];
  const registers = [...pinsOf(statement).keys()];
  return (
    isOurs(statement, facts) &&
    registers.length === bind.length &&
    bind.every((register) => registers.includes(register))
  );
}

/** The values in registers of the image and the signer that no accepted release and no certificate of the list has. */
function staleValues(
  statement: PolicyStatement,
  { list, now }: RuleFacts,
): { readonly stale: readonly string[]; readonly revoked: readonly string[] } {
  const accepted = list.releases.filter((release) => isAcceptedAt(release, now));
  const signers = list.projection.certificates.map((certificate) => certificate[ENCLAVE.signer]);
  const pins = pinsOf(statement);
  const stale = PLATFORMS['nitro-enclave'].measured
    .flatMap((register) => {
      const ofReleases = accepted.map(({ measurements }) => measurements[register]);
      const known = register === ENCLAVE.signer ? [...ofReleases, ...signers] : ofReleases;
      return (pins.get(register) ?? []).filter((value) => !known.includes(value));
    })
    .filter((value) => /^[0-9a-f]{96}$/.test(value) && value !== ZERO_PCR);
  const tombstones = list.removed
    .filter(({ why }) => why === 'revoked')
    .map((entry) => entry[ENCLAVE.image]);
  const images = pins.get(ENCLAVE.image) ?? [];
  return {
    stale: [...new Set(stale)],
    revoked: images.filter((value) => tombstones.includes(value)),
  };
}

/** The parts of a statement that R33 compares. */
interface AttestedWay {
  readonly statement: PolicyStatement;
  readonly registers: readonly string[];
  readonly names: readonly string[];
  readonly actions: readonly string[];
}

function wayOf(statement: PolicyStatement, facts: RuleFacts): AttestedWay {
  return {
    statement,
    registers: [...pinsOf(statement).keys()],
    names: principalsOf(statement).map(({ kind, value }) => `${kind} ${value}`),
    actions: dataActionsOf(statement, facts),
  };
}

/** The registers that another statement, or the list, binds for the same principal in addition to those of this one. */
function tighterOf(
  { registers: own, names, actions }: AttestedWay,
  ways: readonly AttestedWay[],
  { list, key }: RuleFacts,
): readonly string[] | undefined {
  const isTighter = (registers: readonly string[]) =>
    registers.length > own.length && own.every((one) => registers.includes(one));
  const other = ways.find(
    (one) =>
      isTighter(one.registers) &&
      one.names.some((name) => names.includes(name)) &&
      one.actions.some((action) => actions.includes(action)),
  );
  const isListed = list.projection.instanceRoles.some(({ arn }) => names.includes(`AWS ${arn}`));
  const bind = isListed && key !== undefined && isTighter(key.bind) ? key.bind : undefined;
  return (bind ?? other?.registers)?.filter((one) => !own.includes(one));
}

function short(value: string): string {
  return `${value.slice(0, 12)}…`;
}
