import { AdapterError } from '../base/errors.js';
import type { KeyDescription, ListedGrants } from '../iam/kms-key.js';
import type { KeyPolicyPort } from './key-policy-port.js';

/** The facts about a key, except its policy. */
export interface KeyFacts {
  /** Undefined for a key in a file, and if the description could not be read. */
  readonly description: KeyDescription | undefined;
  /** Undefined if the grants could not be read. */
  readonly grants: ListedGrants | undefined;
  /** The facts that could not be read, in words. */
  readonly unknown: readonly string[];
}

/**
 * Reads the description and the grants of a key in parallel. Reports a failed read instead of throwing it, because a revocation
 * does not wait for it.
 */
export async function readKeyFacts(port: KeyPolicyPort): Promise<KeyFacts> {
  const [description, grants] = await Promise.all([
    settled(() => port.describe()),
    settled(() => port.listGrants()),
  ]);
  return {
    description: description.answer,
    grants: grants.answer,
    unknown: [description, grants].flatMap(({ fault }) => fault ?? []),
  };
}

/**
 * The ARNs of keys of a multi-Region set that these do not name. Each has its own policy, which does not follow the list (AWS
 * KMS Developer Guide, "Multi-Region keys"). Detached keys of the list count as named.
 */
export function unnamedReplicas(
  { description }: KeyFacts,
  keys: readonly { readonly key: string }[],
): readonly string[] {
  const named = new Set(keys.map(({ key }) => key));
  return (description?.multiRegion?.keys ?? []).filter((arn) => !named.has(arn));
}

async function settled<Answer>(
  ask: () => Promise<Answer>,
): Promise<{ readonly answer: Answer | undefined; readonly fault?: string }> {
  try {
    return { answer: await ask() };
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    return { answer: undefined, fault: error.message };
  }
}
