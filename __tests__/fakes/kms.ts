import type { KeyPolicyCalls } from '../../src/adapters/aws/kms-key-policy.js';
import type { KeyDescription, KeyGrant } from '../../src/iam/kms-key.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** What goes wrong with one request: an error at once, an answer that is lost, a request that never arrives. */
export type KmsFault =
  | 'none'
  | 'throttled'
  | 'lost'
  | 'unsent'
  | { readonly name: string; readonly status: number };

export interface KmsConnection {
  /** Awaited before a request takes effect and before its answer arrives: where other writers come between. */
  readonly gate?: (label: string) => Promise<unknown>;
  readonly fault?: (operation: 'get' | 'put' | 'describe' | 'grants') => KmsFault;
  /** The caller, whom the lock-out check looks at. */
  readonly caller?: string;
}

/** An error as a client of KMS rejects with it; without a status none was answered. */
export function kmsError(name: string, status?: number, message = `the wire says ${name}`): Error {
  const metadata = status === undefined ? {} : { $metadata: { httpStatusCode: status } };
  return Object.assign(new Error(message), { name, ...metadata });
}

/** A key as KMS has it. Documents are stored as KMS rewrites them; the last is in force, and reads may show earlier ones. */
class FakeKey {
  readonly arn: string;
  readonly documents: string[];
  grants: readonly KeyGrant[] = [];
  /** How many reads after a put show the document before it. */
  lateReads = 0;
  staleReads = 0;

  constructor(arn: string, policy: string) {
    this.arn = arn;
    this.documents = [policy];
  }

  get current(): string {
    return this.documents.at(-1) ?? '';
  }
}

/**
 * Keys that behave as in KMS where emulators do not: reads that are late, arrays in another order and single elements
 * as strings, principals that no longer exist as unique ids, documents that are malformed or too large, and the check
 * that the caller can still change the policy.
 */
export class FakeKms {
  readonly keys = new Map<string, FakeKey>();
  /** ARNs of roles and users that exist; undefined: every one does. */
  principals: ReadonlySet<string> | undefined;
  /** Every put that took effect. */
  readonly puts: { readonly keyId: string; readonly policy: string }[] = [];
  readonly requests: string[] = [];
  grantPageSize = 2;

  create(arn: string, policy: object | string): FakeKey {
    const key = new FakeKey(arn, typeof policy === 'string' ? policy : JSON.stringify(policy));
    this.keys.set(arn, key);
    return key;
  }

  /** What decides, whatever reads show. */
  policyOf(arn: string): { readonly Statement: readonly { readonly Sid?: string }[] } {
    return JSON.parse(this.key(arn).current);
  }

  sidsOf(arn: string): readonly (string | undefined)[] {
    return this.policyOf(arn).Statement.map(({ Sid }) => Sid);
  }

  /** As somebody would who does not know the lease. */
  overwrite(arn: string, policy: object): void {
    const key = this.key(arn);
    key.documents.push(JSON.stringify(policy));
    key.staleReads = key.lateReads;
  }

  connect({
    gate = async () => {},
    fault = () => 'none',
    caller = 'arn:aws:iam::111122223333:role/reconciler',
  }: KmsConnection = {}): KeyPolicyCalls {
    const request = async <Answer>(
      operation: 'get' | 'put' | 'describe' | 'grants',
      keyId: string,
      effect: (key: FakeKey) => Answer,
    ): Promise<Answer> => {
      await gate(`kms ${operation}`);
      this.requests.push(operation);
      const wrong = fault(operation);
      if (wrong === 'throttled') throw kmsError('ThrottlingException', 400);
      if (wrong === 'unsent') throw kmsError('TimeoutError');
      if (typeof wrong === 'object') throw kmsError(wrong.name, wrong.status);
      const answer = effect(this.key(keyId));
      if (wrong === 'lost') throw kmsError('TimeoutError');
      await gate(`answer to kms ${operation}`);
      return answer;
    };
    return {
      getKeyPolicy: ({ keyId }) => request('get', keyId, (key) => this.read(key)),
      putKeyPolicy: ({ keyId, policy }) =>
        request('put', keyId, (key) => this.put(key, policy, caller)),
      describeKey: ({ keyId }) => request('describe', keyId, describe),
      listGrants: ({ keyId, next }) =>
        request('grants', keyId, ({ grants }) => {
          const start = Number(next ?? 0);
          const end = start + this.grantPageSize;
          return {
            grants: grants.slice(start, end),
            next: end < grants.length ? `${end}` : undefined,
          };
        }),
    };
  }

  private key(arn: string): FakeKey {
    const key = this.keys.get(arn);
    if (key === undefined) throw kmsError('NotFoundException', 400);
    return key;
  }

  private read(key: FakeKey): string {
    const isLate = key.staleReads > 0 && key.documents.length > 1;
    if (isLate) key.staleReads--;
    const text = key.documents.at(isLate ? -2 : -1) ?? '';
    if (this.principals === undefined) return text;
    const document = JSON.parse(text) as JsonObject;
    const statements = (document['Statement'] as JsonObject[]).map((one) => this.withIds(one));
    return JSON.stringify({ ...document, Statement: statements });
  }

  private put(key: FakeKey, policy: string, caller: string): void {
    if (Buffer.byteLength(policy) > 32_768) throw kmsError('LimitExceededException', 400);
    const document = parsed(policy);
    const statements = document['Statement'] as JsonObject[];
    for (const statement of statements) this.requirePrincipals(statement);
    if (!statements.some((one) => maintains(one, caller))) {
      throw kmsError(
        'MalformedPolicyDocumentException',
        400,
        'The new key policy will not allow you to update the key policy in the future.',
      );
    }
    const rewritten = { ...document, Statement: statements.map(rewriteStatement) };
    key.documents.push(JSON.stringify(rewritten));
    key.staleReads = key.lateReads;
    this.puts.push({ keyId: key.arn, policy });
  }

  private requirePrincipals(statement: JsonObject): void {
    for (const principal of principalsOf(statement)) {
      const isOrphan = /^A[IR][DO]A/.test(principal);
      const isGone =
        this.principals !== undefined &&
        /:(?:role|user)\//.test(principal) &&
        !this.principals.has(principal);
      if (isOrphan || isGone) {
        throw kmsError(
          'MalformedPolicyDocumentException',
          400,
          'Policy contains a statement with one or more invalid principals.',
        );
      }
    }
  }

  /** A role that was deleted is shown by its unique id. */
  private withIds(statement: JsonObject): JsonObject {
    const { Principal } = statement;
    if (this.principals === undefined || typeof Principal !== 'object') return statement;
    const { principals } = this;
    const gone = (arn: string) => /:(?:role|user)\//.test(arn) && !principals.has(arn);
    const shown = principalsOf(statement).map((arn) => (gone(arn) ? uniqueIdOf(arn) : arn));
    return { ...statement, Principal: { AWS: shown.length === 1 ? (shown[0] ?? '') : shown } };
  }
}

function parsed(policy: string): JsonObject {
  try {
    const document = JSON.parse(policy) as JsonObject;
    if (Array.isArray(document['Statement'])) return document;
  } catch {
    // Falls through to the refusal.
  }
  throw kmsError('MalformedPolicyDocumentException', 400, 'The policy is malformed.');
}

/** KMS keeps the meaning and not the text: arrays come back in another order, one element as a string. */
function rewriteStatement(statement: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(statement).map(([name, value]) => [name, rewriteValue(value)]),
  );
}

function rewriteValue(value: Json): Json {
  if (Array.isArray(value)) return value.length === 1 ? (value[0] ?? null) : [...value].reverse();
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, rewriteValue(member)]),
  );
}

function principalsOf({ Principal }: JsonObject): readonly string[] {
  if (typeof Principal === 'string') return [Principal];
  if (Principal === null || typeof Principal !== 'object' || Array.isArray(Principal)) return [];
  return Object.values(Principal).flatMap((value) => value as string | string[]);
}

function uniqueIdOf(arn: string): string {
  return `AROA${Buffer.from(arn).toString('hex').toUpperCase().slice(-17)}`;
}

/** Whether a statement lets the caller put another policy: enough of IAM for the lock-out check. */
function maintains(statement: JsonObject, caller: string): boolean {
  const account = caller.split(':')[4] ?? '';
  const named = principalsOf(statement).some(
    (one) => one === '*' || one === caller || one === `arn:aws:iam::${account}:root`,
  );
  const actions = [statement['Action']].flat().map((action) => String(action).toLowerCase());
  return (
    statement['Effect'] === 'Allow' &&
    statement['Condition'] === undefined &&
    named &&
    actions.some((action) => ['kms:*', '*', 'kms:put*', 'kms:putkeypolicy'].includes(action))
  );
}

function describe({ arn }: FakeKey): KeyDescription {
  const [, , , region = '', account = '', resource = ''] = arn.split(':');
  return {
    keyId: resource.replace('key/', ''),
    arn,
    account,
    region,
    keyState: 'Enabled',
    keyUsage: 'ENCRYPT_DECRYPT',
    keySpec: 'SYMMETRIC_DEFAULT',
    origin: 'AWS_KMS',
    keyManager: 'CUSTOMER',
  };
}
