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
      /** The SHA-256 of the payload. */
      readonly sha256: string;
      readonly signers: readonly string[];
    }
  | {
      readonly kind: 'allow-list';
      readonly list: AllowList;
      readonly sha256: string;
      readonly signers: readonly string[];
      /** The releases that are accepted now. */
      readonly accepted: readonly Release[];
      /** Whether an older list would have been refused. */
      readonly rollbackProtected: boolean;
    };

/**
 * Verifies a manifest file (`verifyManifest`), or the list of a store. For a list, in order: `verifyAllowList` against
 * the pinned and remembered values; the list has not expired (`list-expired`); every part has the approvals by the
 * pinned or configured keys (`unapproved`, and parts without them are not accepted); no image came back that is
 * remembered as revoked (`revived`). The remembered values are updated only if all of this holds.
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
