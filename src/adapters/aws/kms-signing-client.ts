import { type AwsTimeouts, awsClientOptions, READ_ATTEMPTS } from './aws-client.js';
import type { SigningCalls } from './kms-signer.js';
import { limitResponses } from './response-limit.js';

/**
 * KMS through the AWS SDK, which this call loads. Without a region, AWS_REGION or the region of the profile is used.
 * The SDK follows an endpoint in the environment or the profile (AWS_ENDPOINT_URL_KMS, AWS_ENDPOINT_URL). Requests are
 * sent up to READ_ATTEMPTS times, because a repeated signature does no harm.
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
  /** KMS always answers with ARNs. Some emulators return the bare id, which is not a permanent name. */
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
        // Emulators return only the older name of this field.
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
