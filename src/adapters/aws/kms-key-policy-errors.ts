import { AdapterError, type ErrorContext, TrustError } from '../../base/errors.js';
import { deletedPrincipals } from '../../iam/deleted-principals.js';
import { parseKeyPolicy } from '../../iam/policy.js';
import { RoleNotAssumed } from './assume-role.js';
import {
  awsErrorMessage,
  awsErrorName,
  awsErrorStatus,
  awsErrorText,
  isNotSent,
} from './aws-errors.js';
import { kmsUnavailable } from './kms-errors.js';

/** Nothing was done, and asking again may help (AWS general reference, "API retries"). */
const THROTTLED = ['ThrottlingException', 'Throttling', 'TooManyRequestsException', 'SlowDown'];

const UNCLEAR = ['DependencyTimeoutException', 'KMSInternalException', 'InternalFailure'];

/**
 * What an error of KMS says about the call. `throttled`: it had no effect, and may later. `unclear`: it had an effect
 * or not (a 5xx, no answer). `final`: asking again does not help.
 */
export function classifyKmsFailure(error: unknown): 'throttled' | 'unclear' | 'final' {
  // Without a session nothing was sent to KMS.
  if (error instanceof RoleNotAssumed) {
    return classifyKmsFailure(error.cause) === 'final' ? 'final' : 'throttled';
  }
  const name = awsErrorName(error);
  if (THROTTLED.includes(name)) return 'throttled';
  if (UNCLEAR.includes(name)) return 'unclear';
  const status = awsErrorStatus(error);
  if (status === undefined) return isNotSent(error) ? 'final' : 'unclear';
  if (status === 429) return 'throttled';
  return status >= 500 || status === 408 || status < 300 ? 'unclear' : 'final';
}

/**
 * An error of KMS in our words: the key, what was asked, and the permission that is missing; of a policy that was put, the
 * statement at fault where KMS names it.
 */
export function keyPolicyError(
  error: unknown,
  key: string,
  action: string,
  policy?: string,
): AdapterError | TrustError {
  const message = awsErrorMessage(error);
  const context: ErrorContext = { at: { object: key }, cause: error };
  if (error instanceof RoleNotAssumed) {
    return new AdapterError(
      'key-unavailable',
      `${key}: ${error.message}: ${awsErrorText(error.cause)}`,
      {
        ...context,
        hint: `This run needs sts:AssumeRole on ${error.role}, and that role's trust policy has to let it.`,
      },
    );
  }
  switch (awsErrorName(error)) {
    case 'MalformedPolicyDocumentException':
      return malformed(key, message, context, policy);
    case 'LimitExceededException':
      return new TrustError(
        'policy-too-large',
        `${key}: KMS refuses the size: ${message}`,
        context,
      );
    default:
      return kmsUnavailable(error, {
        key,
        action,
        accessHint: `The role needs ${action} on this key, and must belong to the account of the key: name one with assume-role.`,
      });
  }
}

/** KMS says all of these with one name (PutKeyPolicy, "Errors"). */
function malformed(
  key: string,
  message: string,
  context: ErrorContext,
  policy: string | undefined,
): TrustError {
  if (/will not allow you to update the key policy/i.test(message)) {
    return new TrustError('policy-lock-out', `${key}: KMS refuses the policy: ${message}`, {
      ...context,
      hint: 'The policy has to leave kms:PutKeyPolicy to the role that puts it.',
    });
  }
  const isPrincipal = /invalid principals?/i.test(message);
  const [deleted] = isPrincipal && policy !== undefined ? deletedPrincipalsIn(policy) : [];
  const which = deleted === undefined ? '' : `: ${deleted.id} no longer exists`;
  const sid = deleted?.sid === undefined ? {} : { sid: deleted.sid };
  return new TrustError('policy-unsafe', `${key}: KMS refuses the policy: ${message}${which}`, {
    ...context,
    at: { object: key, ...sid },
    hint: isPrincipal
      ? 'A principal does not exist (any more): look for AIDA… and AROA… ids, and for roles of the projection that are not made yet.'
      : 'Look at the statements that are not ours: KMS has taken them before, under other rules.',
  });
}

function deletedPrincipalsIn(policy: string): ReturnType<typeof deletedPrincipals> {
  return parseKeyPolicy(policy).statements.flatMap((statement) => deletedPrincipals(statement));
}
