import type { KeyPolicyCalls } from '../../src/adapters/aws/kms-key-policy.js';
import type { SigningCalls } from '../../src/adapters/aws/kms-signer.js';
import { asClientError, clientError } from './client-error.js';
import type { DoubleKms } from './kms.js';

/** What goes wrong with one call: an error at once, an answer that is lost, a request that never arrives. */
export type KmsFault =
  | 'none'
  | 'throttled'
  | 'lost'
  | 'unsent'
  | { readonly name: string; readonly status: number };

type Operation = 'get' | 'put' | 'describe' | 'grants';

/** How one process reaches KMS. */
export interface KmsConnection {
  /** Awaited before a request takes effect and before its answer arrives: where other writers come between. */
  readonly gate?: (label: string) => Promise<unknown>;
  readonly fault?: (operation: Operation) => KmsFault;
  /** The caller, whom the lock-out check looks at. */
  readonly caller?: string;
}

/** The door of KMS in this process for `kmsKeyPolicy`: its calls, each by the key's ARN. */
export function keyPolicyCallsOf(
  kms: DoubleKms,
  {
    gate = async () => {},
    fault = () => 'none',
    caller = 'arn:aws:iam::111122223333:role/reconciler',
  }: KmsConnection = {},
): KeyPolicyCalls {
  const call = async <Answer>(label: Operation, operation: string, input: { KeyId: string }) => {
    await gate(`kms ${label}`);
    const wrong = fault(label);
    if (wrong === 'throttled') throw clientError('ThrottlingException', 400);
    if (wrong === 'unsent') throw clientError('TimeoutError');
    if (typeof wrong === 'object') throw clientError(wrong.name, wrong.status);
    const answer = await asked<Answer>(kms, operation, input, caller);
    if (wrong === 'lost') throw clientError('TimeoutError');
    await gate(`answer to kms ${label}`);
    return answer;
  };
  return {
    async getKeyPolicy({ keyId }) {
      const { Policy } = await call<{ Policy: string }>('get', 'GetKeyPolicy', { KeyId: keyId });
      return Policy;
    },
    async putKeyPolicy({ keyId, policy }) {
      const input = { KeyId: keyId, Policy: policy };
      await call('put', 'PutKeyPolicy', input);
    },
    async describeKey({ keyId }) {
      const input = { KeyId: keyId };
      const { KeyMetadata } = await call<DescribeKey>('describe', 'DescribeKey', input);
      return {
        keyId: KeyMetadata.KeyId,
        arn: KeyMetadata.Arn,
        account: KeyMetadata.AWSAccountId,
        region: keyId.split(':')[3] ?? '',
        keyState: KeyMetadata.KeyState,
        keyUsage: KeyMetadata.KeyUsage,
        keySpec: KeyMetadata.KeySpec,
        origin: KeyMetadata.Origin,
        keyManager: KeyMetadata.KeyManager,
      };
    },
    async listGrants({ keyId, limit, next }) {
      const input = { KeyId: keyId, Limit: limit, ...(next === undefined ? {} : { Marker: next }) };
      const { Grants, NextMarker } = await call<ListGrants>('grants', 'ListGrants', input);
      const grants = Grants.map(({ GrantId, GranteePrincipal, Operations, IssuingAccount }) => ({
        grantId: GrantId,
        granteePrincipal: GranteePrincipal,
        operations: Operations,
        issuingAccount: IssuingAccount,
      }));
      return { grants, next: NextMarker };
    },
  };
}

/** The door of KMS in this process for `openKmsSigner`: what was asked, and which messages were to be signed. */
export class SigningInProcess implements SigningCalls {
  /** `GetPublicKey NAME` or `Sign NAME`, in order. */
  readonly calls: string[] = [];
  readonly messages: { readonly messageType: string; readonly message: Uint8Array }[] = [];
  private readonly kms: DoubleKms;

  constructor(kms: DoubleKms) {
    this.kms = kms;
  }

  getPublicKey: SigningCalls['getPublicKey'] = async (keyId) => {
    this.calls.push(`GetPublicKey ${keyId}`);
    const input = { KeyId: keyId };
    const answer = await asked<GetPublicKey>(this.kms, 'GetPublicKey', input, this.kms.caller);
    return {
      keyId: answer.KeyId,
      usage: answer.KeyUsage,
      spec: answer.KeySpec,
      algorithms: answer.SigningAlgorithms,
      spkiDer: new Uint8Array(Buffer.from(answer.PublicKey, 'base64')),
    };
  };

  sign: SigningCalls['sign'] = async ({ keyId, algorithm, messageType, message }) => {
    this.calls.push(`Sign ${keyId}`);
    this.messages.push({ messageType, message });
    const input = {
      KeyId: keyId,
      SigningAlgorithm: algorithm,
      MessageType: messageType,
      Message: Buffer.from(message).toString('base64'),
    };
    const answer = await asked<Sign>(this.kms, 'Sign', input, this.kms.caller);
    return {
      keyId: answer.KeyId,
      algorithm: answer.SigningAlgorithm,
      signature: new Uint8Array(Buffer.from(answer.Signature, 'base64')),
    };
  };
}

interface DescribeKey {
  readonly KeyMetadata: Readonly<
    Record<
      | 'KeyId'
      | 'Arn'
      | 'AWSAccountId'
      | 'KeyState'
      | 'KeyUsage'
      | 'KeySpec'
      | 'Origin'
      | 'KeyManager',
      string
    >
  >;
}
interface ListGrants {
  readonly Grants: readonly {
    readonly GrantId: string;
    readonly GranteePrincipal: string;
    readonly Operations: readonly string[];
    readonly IssuingAccount: string;
  }[];
  readonly NextMarker?: string;
}
interface GetPublicKey {
  readonly KeyId: string;
  readonly KeyUsage: string;
  readonly KeySpec: string;
  readonly SigningAlgorithms: readonly string[];
  readonly PublicKey: string;
}
interface Sign {
  readonly KeyId: string;
  readonly SigningAlgorithm: string;
  readonly Signature: string;
}

/** One operation, asked in the region of the key's ARN; a bare alias is of the double's own region. */
async function asked<Answer>(
  kms: DoubleKms,
  operation: string,
  input: { readonly KeyId: string },
  caller: string,
): Promise<Answer> {
  const [, , , region = kms.region] = input.KeyId.split(':');
  try {
    const from = { caller, account: caller.split(':')[4] ?? '', region };
    return (await kms.ask(operation, input, from)) as Answer;
  } catch (error) {
    throw asClientError(error);
  }
}
