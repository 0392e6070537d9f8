import { ServiceError } from './wire-message.js';

/** An error as a client of AWS rejects with it: the service's code as its name; without a status nothing was answered. */
export function clientError(
  name: string,
  status?: number,
  message = `the wire says ${name}`,
): Error {
  const metadata = status === undefined ? {} : { $metadata: { httpStatusCode: status } };
  return Object.assign(new Error(message), { name, ...metadata });
}

/** The same for an error that a double threw; any other error stays as it is. */
export function asClientError(error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  return clientError(error.code, error.status, error.message);
}
