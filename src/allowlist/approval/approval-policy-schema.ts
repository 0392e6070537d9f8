import * as z from 'zod/mini';
import { reservedFields, text, whole } from '../../format/document-fields.js';
import { POLICY_MAX_KEYS } from '../allow-list-limits.js';

/** A number of people, keys or attempts. */
export const COUNT = whole(1);

/** Keys that may approve, with names for people, and the number of distinct keys that must. */
export const POLICY_KEYS = z.strictObject({
  threshold: COUNT,
  keys: z
    .array(
      z.strictObject({
        name: text,
        /** SubjectPublicKeyInfo in DER, in base64, so that the approvals of a removed key still verify. */
        publicKey: text.check(
          z.regex(
            /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
            'expected base64',
          ),
        ),
      }),
    )
    .check(z.minLength(1), z.maxLength(POLICY_MAX_KEYS)),
});
const BRANCHES = z.array(text).check(z.minLength(1), z.maxLength(POLICY_MAX_KEYS));
const GITHUB = z.strictObject({
  repository: z.exactOptional(text),
  environment: z.exactOptional(
    z.strictObject({
      name: text,
      reviewers: COUNT,
      preventSelfReview: z.literal([true, false]),
      branches: z.exactOptional(BRANCHES),
    }),
  ),
  /** Without branches, the default branch counts. */
  pullRequest: z.exactOptional(
    z.strictObject({ reviewers: COUNT, branches: z.exactOptional(BRANCHES) }),
  ),
  /** Whether a comparison of commits that GitHub cannot complete may pass. */
  incompleteComparison: z.exactOptional(z.literal('allowed')),
});

/** The requirements of a policy: at least one source. */
export const POLICY_WORDS = z
  .strictObject({
    keys: z.exactOptional(POLICY_KEYS),
    ...reservedFields('rebuilders'),
    github: z.exactOptional(GITHUB),
  })
  .check(z.refine((words) => Object.keys(words).length > 0, 'expected a source of approval'));

/** The approvals that a list requires, in words. */
export const POLICY = z.union([z.literal('none'), POLICY_WORDS]);
