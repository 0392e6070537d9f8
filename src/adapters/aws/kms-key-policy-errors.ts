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

/** Nothing was done, and a retry may help (AWS general reference, "API retries"). */
const THROTTLED = ['ThrottlingException', 'Throttling', 'TooManyRequestsException', 'SlowDown'];

const UNCLEAR = ['DependencyTimeoutException', 'KMSInternalException', 'InternalFailure'];

/**
 * Classifies an error of KMS. `throttled`: the call had no effect, and a retry may help. `unclear`: the call may have
 * had an effect (a 5xx, no answer). `final`: a retry does not help.
 */
export function classifyKmsFailure(error: unknown): 'throttled' | 'unclear' | 'final' {
  // Without a session, nothing was sent to KMS.
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
 * Converts an error of KMS to our error: the key, the call, and the missing permission. For a written policy, also the
 * faulty statement if KMS names it.
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
        hint: `This run needs sts:AssumeRole on ${error.role}, and the trust policy of that role must allow it.`,
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
        accessHint: `The role needs ${action} on this key, and must belong to the account of the key. Name such a role with assume-role.`,
      });
  }
}

/** KMS uses one name for all of these errors (PutKeyPolicy, "Errors"). */
function malformed(
  key: string,
  message: string,
  context: ErrorContext,
  policy: string | undefined,
): TrustError {
  if (/will not allow you to update the key policy/i.test(message)) {
    return new TrustError('policy-lock-out', `${key}: KMS refuses the policy: ${message}`, {
      ...context,
      hint: 'The policy must allow kms:PutKeyPolicy for the role that writes it.',
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
      ? 'A principal does not exist, or no longer exists. Look for AIDA… and AROA… ids, and for roles of the projection that are not created yet.'
      : 'Look at the foreign statements. KMS accepted them earlier under other rules.',
  });
}

function deletedPrincipalsIn(policy: string): ReturnType<typeof deletedPrincipals> {
  return parseKeyPolicy(policy).statements.flatMap((statement) => deletedPrincipals(statement));
}
