import { ServiceError } from './wire-message.js';

/** The members of a request to KMS. */
export type Input = Readonly<Record<string, unknown>>;

/** A member that has to be there, or has a value where it is absent. */
export function text(input: Input, member: string, absent?: string): string {
  const value = input[member] ?? absent;
  if (typeof value === 'string') return value;
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  const message = `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`;
  throw new ServiceError('ValidationException', 400, message);
}
