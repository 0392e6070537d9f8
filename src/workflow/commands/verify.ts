import { acceptedReleases } from '../../allowlist/acceptance.js';
import type { AllowList, Release } from '../../allowlist/allow-list.js';
import { readAllowList } from '../../allowlist/read-current.js';
import { seenList } from '../../allowlist/seen-list.js';
import type { PcrManifest } from '../../manifest/manifest.js';
import { verifyManifest } from '../../manifest/verify-manifest.js';
import { listTrustOf, readPins, requireListPins } from '../list/pins.js';
import { readRemembered, rememberList } from '../list/remembered-version.js';
import { revivedFailures } from '../list/revived-failures.js';
import { unapprovedFailures } from '../list/unapproved-failures.js';
import type { VerifyRequest } from '../options/verify-request.js';
import { ended, failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';

export type VerifyResult =
  | {
      readonly kind: 'manifest';
      readonly manifest: PcrManifest;
      /** Of the payload. */
      readonly sha256: string;
      readonly signers: readonly string[];
    }
  | {
      readonly kind: 'allow-list';
      readonly list: AllowList;
      readonly sha256: string;
      readonly signers: readonly string[];
      /** What is accepted now. */
      readonly accepted: readonly Release[];
      /** Whether an older list would have been noticed. */
      readonly rollbackProtected: boolean;
    };

/**
 * Verifies a manifest by its file (`verifyManifest`), or the list of a store: `verifyAllowList` against what is pinned
 * and remembered, and that it is in force now (`list-expired`), and that all of it has the approvals of the keys that are pinned or configured
 * (`unapproved`; what lacks them is not accepted), and that no image came back that is remembered as revoked (`revived`). What is remembered follows only where all of
 * that holds.
 */
export async function verify(
  { what, pins: request, remember }: VerifyRequest,
  ports: ListPorts,
): Promise<Outcome<VerifyResult>> {
  try {
    const pins = await readPins(request, ports);
    if (what !== 'allow-list') {
      const bytes = await ports.readBytes(what.manifest);
      const { manifest, payloadSha256, signers } = await verifyManifest(bytes, pins.manifestTrust);
      return ended('verify', { kind: 'manifest', manifest, sha256: payloadSha256, signers }, []);
    }
    const listPins = requireListPins(pins);
    const { pin, store } = listPins;
    const remembered =
      remember === undefined ? 'nothing-remembered' : await readRemembered(remember, pin, ports);
    const opened = await ports.openStore(store.address, store.file);
    const { now } = ports;
    const verified = await readAllowList(opened, listTrustOf(listPins, remembered), now);
    const accepted = acceptedReleases(verified, now);
    const lacking = unapprovedFailures(verified.list, verified.unapproved);
    if (remember !== undefined && lacking.length === 0)
      await rememberList(remember, pin, seenList(verified, now), ports);
    const { list, id, signers } = verified;
    const rollbackProtected = remembered !== 'nothing-remembered';
    const { sha256 } = id;
    return ended(
      'verify',
      { kind: 'allow-list', list, sha256, signers, accepted, rollbackProtected },
      [],
      [...lacking, ...revivedFailures(verified)],
    );
  } catch (error) {
    return failed('verify', error);
  }
}
