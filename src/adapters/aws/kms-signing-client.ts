import { type AwsTimeouts, awsClientOptions, READ_ATTEMPTS } from './aws-client.js';
import type { SigningCalls } from './kms-signer.js';
import { limitResponses } from './response-limit.js';

/**
 * KMS by the AWS SDK, which is loaded by this call. Without a region AWS_REGION or the profile's is used; an endpoint of
 * the environment or the profile (AWS_ENDPOINT_URL_KMS, AWS_ENDPOINT_URL) is the SDK's to follow. Requests are sent up to
 * READ_ATTEMPTS times: a signature that is made twice does no harm.
 */
export async function openSigningCalls(
  region: string | undefined,
  timeouts?: AwsTimeouts,
): Promise<SigningCalls> {
  const sdk = await import('./kms-sdk.js');
  const client = limitResponses(
    new sdk.KMSClient({
      ...awsClientOptions(timeouts),
      maxAttempts: READ_ATTEMPTS,
      ...(region === undefined ? {} : { region }),
    }),
  );
  /** KMS always answers with ARNs. Some emulators give the bare id, which is no name that lasts. */
  const arnOf = async (keyId: string | undefined): Promise<string | undefined> => {
    const answer = await client.send(new sdk.DescribeKeyCommand({ KeyId: keyId }));
    return answer.KeyMetadata?.Arn;
  };
  return {
    async getPublicKey(keyId) {
      const answer = await client.send(new sdk.GetPublicKeyCommand({ KeyId: keyId }));
      const isArn = answer.KeyId === undefined || answer.KeyId.startsWith('arn:');
      return {
        keyId: isArn ? answer.KeyId : await arnOf(answer.KeyId),
        usage: answer.KeyUsage,
        // The older name of the same field is all that emulators give.
        spec: answer.KeySpec ?? answer.CustomerMasterKeySpec,
        algorithms: answer.SigningAlgorithms ?? [],
        spkiDer: answer.PublicKey,
      };
    },
    async sign({ keyId, algorithm, messageType, message }) {
      const answer = await client.send(
        new sdk.SignCommand({
          KeyId: keyId,
          SigningAlgorithm: algorithm,
          MessageType: messageType,
          Message: message,
        }),
      );
      return {
        keyId: answer.KeyId,
        algorithm: answer.SigningAlgorithm,
        signature: answer.Signature,
      };
    },
  };
}
