/** Errors of a client that sent nothing: no credentials, no region, or an invalid request. */
const NOT_SENT = [
  'CredentialsProviderError',
  'TokenProviderError',
  'ProviderError',
  'TypeError',
  'RangeError',
  'SyntaxError',
];

/** Whether a client failed before it sent anything, by the name of the error. */
export function isNotSent(error: unknown): boolean {
  return NOT_SENT.includes(awsErrorName(error));
}

/** The HTTP status of an error answer of AWS. Undefined without an answer. */
export function awsErrorStatus(error: unknown): number | undefined {
  const status = (error as { $metadata?: { httpStatusCode?: unknown } } | undefined)?.$metadata
    ?.httpStatusCode;
  return typeof status === 'number' ? status : undefined;
}

/** Recognized by its form: errors of Node need not be instances of our Error. */
export function awsErrorName(error: unknown): string {
  const { name } = (error ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : 'unknown error';
}

export function awsErrorMessage(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : String(error);
}

/** An error of an AWS client on one line: status, name and message. */
export function awsErrorText(error: unknown): string {
  const status = awsErrorStatus(error);
  return `${status === undefined ? '' : `${status} `}${awsErrorName(error)}: ${awsErrorMessage(error)}`;
}
