import { sha256 } from '@noble/hashes/sha2.js';
import type * as z from 'zod/mini';
import { encodeHex } from '../base/encoding.js';
import { documentRefusal, encodeWithSchema, matchSchema } from '../format/match-schema.js';
import { encodeStatement, type Statement } from '../format/statement.js';
import { type EnvelopeTrust, verifyEnvelope } from '../manifest/verify-manifest.js';
import type { CarriedImage } from './allow-list.js';
import { policyFault } from './approval/approval-policy.js';
import { imageSubject, listSubject } from './list-subjects.js';
import type { ListPin } from './list-trust.js';
import { projectionOfV2, projectionToV2 } from './list-v2.js';
import type { StagedDraft } from './staged-names.js';
import { STAGED_PREDICATE_TYPES, STAGED_V1, STAGED_V2 } from './staged-schema.js';
import type { Staged, StagedRelease } from './staged-values.js';
import { pinnedStatement } from './statement-payload.js';

/** The name of this document in messages. */
const FORMAT = 'staged record';
const ROOT = 'predicate';

/**
 * The payload of a staged record, in the format of the draft. A staged record is a release or projection that waits for
 * approval. Its subject is the image with the register that names it, or the list of the projection. `nonce` is 32 random
 * lower-case hex digits. Throws FormatError `statement-format` for a field that a reader would refuse.
 */
export function encodeStagedRecord(draft: StagedDraft, nonce: string): Uint8Array<ArrayBuffer> {
  const subject =
    draft.kind === 'projection'
      ? listSubject(draft.list)
      : imageSubject(draft.id, draft.platform, draft.image.sha256, draft.measurements);
  return encodeStatement({
    subject: [subject],
    predicateType: STAGED_PREDICATE_TYPES[draft.format],
    predicate: draft.format === 'v1' ? predicateV1(draft, nonce) : predicateV2(draft, nonce),
  });
}

/**
 * Verifies a staged record. In order: the signatures of the manifest keys (`verifyEnvelope`); payload and predicate type
 * (`statement-format`); the pinned list and enclave (`wrong-list`); its form, where unknown fields and PCR values of zeros
 * (`statement-format`) and fields that this program does not act on (`not-supported`) are refused.
 *
 * Not checked: that the manifest that it names exists and has the same content.
 */
export async function verifyStagedRecord(
  envelope: Uint8Array,
  pin: ListPin,
  manifestKeys: EnvelopeTrust,
): Promise<Staged> {
  const opened = await verifyEnvelope(envelope, manifestKeys);
  const statement = pinnedStatement(opened, Object.values(STAGED_PREDICATE_TYPES), pin);
  const draft =
    statement.predicateType === STAGED_PREDICATE_TYPES.v1
      ? draftOfV1(statement.predicate)
      : draftOfV2(statement.predicate);
  return { ...draft, sha256: encodeHex(sha256(envelope)) };
}

function draftOfV1(predicate: Statement['predicate']): StagedDraft {
  if ('projection' in predicate) {
    const { nonce: _, ...record } = matchSchema(STAGED_V1.projection, predicate, FORMAT, ROOT);
    return { kind: 'projection', format: 'v1', ...record };
  }
  const { nonce: _, release, ...record } = matchSchema(STAGED_V1.release, predicate, FORMAT, ROOT);
  return { kind: 'release', format: 'v1', platform: 'nitro-enclave', ...record, ...release };
}

function draftOfV2(predicate: Statement['predicate']): StagedDraft {
  const { nonce: _, ...found } = matchSchema(STAGED_V2, predicate, FORMAT, ROOT);
  const { list, enclave, stagedAt } = found;
  const common = { format: 'v2', list, enclave, stagedAt } as const;
  if (found.kind === 'projection') {
    const { carriesOver, retireAfterSeconds } = found;
    const projection = projectionOfV2(found.projection);
    const fault = projection.approval === undefined ? undefined : policyFault(projection.approval);
    if (fault !== undefined) {
      throw documentRefusal(FORMAT, fault, [ROOT, 'projection', 'approval']);
    }
    return {
      ...{ kind: 'projection', ...common, projection },
      // The schema has refused every other platform.
      ...(carriesOver === undefined ? {} : { carriesOver: carriesOver as readonly CarriedImage[] }),
      ...(retireAfterSeconds === undefined ? {} : { retireAfterSeconds }),
    };
  }
  // The schema has refused every other platform.
  const release = found.release as Omit<StagedRelease, keyof typeof common | 'kind' | 'sha256'>;
  return { kind: 'release', ...common, ...release };
}

function predicateV1(draft: StagedDraft, nonce: string): Statement['predicate'] {
  const common = commonOf(draft, nonce);
  if (draft.kind === 'projection') {
    return encoded(STAGED_V1.projection, { ...common, projection: draft.projection });
  }
  return encoded(STAGED_V1.release, { ...common, release: releaseOf(draft) });
}

function predicateV2(draft: StagedDraft, nonce: string): Statement['predicate'] {
  const common = { ...commonOf(draft, nonce), kind: draft.kind };
  if (draft.kind === 'projection') {
    const { carriesOver, retireAfterSeconds } = draft;
    const projection = projectionToV2(draft.projection);
    return encoded(STAGED_V2, {
      ...{ ...common, projection },
      ...(carriesOver === undefined ? {} : { carriesOver }),
      ...(retireAfterSeconds === undefined ? {} : { retireAfterSeconds }),
    });
  }
  const release = { platform: draft.platform, ...releaseOf(draft) };
  return encoded(STAGED_V2, { ...common, release });
}

function commonOf({ list, enclave, stagedAt }: StagedDraft, nonce: string): object {
  return { list, enclave, nonce, stagedAt };
}

function releaseOf(draft: Omit<StagedRelease, 'sha256'>): object {
  const { id, measurements, userData, image, manifest, source, again } = draft;
  return {
    ...{ id, measurements, image, manifest, again },
    ...(userData === undefined ? {} : { userData }),
    ...(source === undefined ? {} : { source }),
  };
}

/** The schema's own types are not readonly; encoding changes nothing. */
function encoded(schema: z.ZodMiniType, value: object): Statement['predicate'] {
  return encodeWithSchema(schema, value, FORMAT, ROOT) as Statement['predicate'];
}
