import * as z from 'zod/mini';
import { described, hex, reserved, text } from '../../format/document-fields.js';
import { POLICY_MAX_KEYS } from '../allow-list-limits.js';

const count = z.int().check(z.positive());

/** Keys whose statements count, with names for people, and how many distinct ones it takes. */
const KEYS = z.strictObject({
  threshold: count,
  keys: z
    .array(
      z.strictObject({
        name: text,
        /** SubjectPublicKeyInfo in DER, in base64: so that whoever left can still be verified. */
        publicKey: text.check(
          z.regex(
            /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
            'expected base64 with its padding',
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
      reviewers: count,
      preventSelfReview: z.boolean(),
      branches: z.exactOptional(BRANCHES),
    }),
  ),
  /** Without branches the default branch counts. */
  pullRequest: z.exactOptional(
    z.strictObject({ reviewers: count, branches: z.exactOptional(BRANCHES) }),
  ),
  /** Whether a comparison of commits that GitHub cannot complete may pass. */
  incompleteComparison: z.exactOptional(z.literal('allowed')),
});

/** Which approvals a list asks for, in words, and the SHA-256 of the canonical JSON of those words. */
export const APPROVAL_POLICY = z.strictObject({
  policy: z.union([
    z.literal('none'),
    described(
      z.strictObject({
        keys: z.exactOptional(KEYS),
        rebuilders: z.exactOptional(reserved(KEYS, 'rebuilders')),
        github: z.exactOptional(GITHUB),
      }),
      { minProperties: 1 },
    ),
  ]),
  sha256: hex(32),
});

/** An approval policy in words, with the digest that `recordedPolicy` gives it. */
export type ApprovalPolicy = z.output<typeof APPROVAL_POLICY>;
/** The words alone. */
export type PolicyWords = Exclude<ApprovalPolicy['policy'], 'none'>;
