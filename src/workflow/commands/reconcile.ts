import { approvedPart } from '../../allowlist/approval/approved-part.js';
import { releasesOfLeftCertificates } from '../../allowlist/certificates-left.js';
import { isSameProjection } from '../../allowlist/projection-digest.js';
import type { CurrentList } from '../../allowlist/transition.js';
import type { Warning } from '../../base/errors.js';
import { formatInstant } from '../../base/instant.js';
import { forgetDetachedKeys } from '../keys/forget-detached-keys.js';
import { keyAddressWarnings } from '../keys/key-addresses.js';
import { type PlannedKey, planKeys, reconcileKeys } from '../keys/key-plans.js';
import type { Enclave } from '../list/enclave.js';
import { openList, requireState } from '../list/open-list.js';
import { unapprovedFailures } from '../list/unapproved-failures.js';
import { withEnclave } from '../list/with-enclave.js';
import type { ReconcileRequest } from '../options/reconcile-request.js';
import { ended, type Failure, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { type ListResult, unopenedWarnings } from './list-result.js';

/**
 * Makes the key policies follow the list. In order: the configuration; the current list verifies, and if it has
 * expired, policies are only narrowed (`list-expired`); parts without approvals by the keys of the configuration are
 * withheld and reported (`unapproved`); every key of the projection is planned and applied, and so are removed keys
 * (`applyKey`). A key that cannot be reached does not stop the others. When a removed key reads back without our
 * statements, the list drops it, if this run has the list key. Safe to run again at any time.
 */
export async function reconcile(
  { config, settleMs, dryRun }: ReconcileRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  return withEnclave('reconcile', config, ports, async (enclave, warnings) => {
    const list = await openList(enclave, ports);
    const { verified, unopened } = await requireState(list, ports);
    warnings.push(...projectionWarnings(enclave, verified));
    const followed = approvedPart(verified, unopened);
    warnings.push(...unopenedWarnings(unopened));
    warnings.push(...keyAddressWarnings(enclave, verified.list));
    const keys = dryRun
      ? await planKeys(followed, enclave, ports)
      : await reconcileKeys(list, followed, ports, { settleMs });
    warnings.push(...keys.flatMap((key) => key.warnings));
    if (!dryRun) warnings.push(...(await forgetDetachedKeys(keys, list, ports)));
    const changed = keys.some(({ written, plan }) =>
      dryRun ? plan?.isNothing === false : written,
    );
    const result: ListResult = {
      changed,
      dryRun,
      message: sentenceOf(keys, dryRun),
      pin: enclave.pin,
      before: verified.list,
      after: verified.list,
      id: verified.id,
      now: ports.now,
      keys,
    };
    const ofKeys = keys.flatMap((key) => key.failures);
    const isSaid = ofKeys.some(({ code }) => code === 'list-expired');
    const failures = [
      ...unapprovedFailures(verified.list, verified.unapproved),
      ...(isSaid ? [] : expiry(verified, ports)),
      ...ofKeys,
    ];
    return ended('reconcile', result, warnings, failures);
  });
}

function projectionWarnings(
  { projection, file }: Enclave,
  { list }: CurrentList,
): readonly Warning[] {
  if (isSameProjection(list, projection)) return [];
  const left = releasesOfLeftCertificates(list.releases, projection);
  return [
    {
      code: 'projection-differs',
      message: `${file} names other roles, certificates or keys than the list. Key policies follow the list. \`pcr-allowlist publish --projection\` stages the change`,
    },
    ...left.map(({ id }) => ({
      code: 'certificate-left',
      message: `${file} no longer names the certificate of the active release ${id}. The release stays active until publish --projection is approved, which retires it`,
    })),
  ];
}

/** Reports why changes that widen were held back, even if there were none. */
function expiry({ list }: CurrentList, { now }: ListPorts): readonly Failure[] {
  if (now < list.expiresAt) return [];
  return [
    {
      code: 'list-expired',
      message: `the allow-list expired at ${formatInstant(list.expiresAt)}, so key policies were only narrowed`,
      hint: 'Run `pcr-allowlist renew`, then `pcr-allowlist reconcile`.',
    },
  ];
}

function sentenceOf(keys: readonly PlannedKey[], dryRun: boolean): string {
  if (keys.length === 0) return 'the list has no keys';
  const count = (which: (key: PlannedKey) => boolean) => keys.filter(which).length;
  const moving = dryRun
    ? count(({ plan }) => plan?.isNothing === false)
    : count(({ written }) => written);
  const held = count(({ failures }) => failures.length > 0);
  return (
    `${moving} of ${keys.length} key policies ${dryRun ? 'would change' : 'changed'}` +
    (held === 0 ? '' : `, and ${held} could not change as planned`)
  );
}
