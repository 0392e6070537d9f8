import { AdapterError } from '../base/errors.js';
import type { KeyDescription, ListedGrants } from '../iam/kms-key.js';
import type { KeyPolicyPort } from './key-policy-port.js';

/** What is known of a key beside its policy. */
export interface KeyFacts {
  /** Undefined for a key in a file, and where it could not be read. */
  readonly description: KeyDescription | undefined;
  /** Undefined where they could not be read. */
  readonly grants: ListedGrants | undefined;
  /** What could not be read, in words. */
  readonly unknown: readonly string[];
}

/**
 * Reads a key's description and its grants, side by side. What cannot be read is reported and not thrown: a revocation
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
 * The other keys of a multi-Region set that these do not name, by ARN: each has a policy of its own, which does not
 * follow (AWS KMS Developer Guide, "Multi-Region keys"). Keys that the list has detached count as named.
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
