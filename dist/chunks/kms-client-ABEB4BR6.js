import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  READ_ATTEMPTS,
  awsClientOptions
} from "./chunk-QLAUIWDQ.js";
import "./chunk-R7BLJFAU.js";
import "./chunk-OEXZQEQP.js";

// src/adapters/kms-client.ts
async function kmsCalls(region, timeouts) {
  const sdk = await import("../sdk/kms-sdk.js");
  const client = new sdk.KMSClient({
    ...awsClientOptions(timeouts),
    maxAttempts: READ_ATTEMPTS,
    ...region === void 0 ? {} : { region }
  });
  const arnOf = async (keyId) => {
    const answer = await client.send(new sdk.DescribeKeyCommand({ KeyId: keyId }));
    return answer.KeyMetadata?.Arn;
  };
  return {
    async getPublicKey(keyId) {
      const answer = await client.send(new sdk.GetPublicKeyCommand({ KeyId: keyId }));
      const isArn = answer.KeyId === void 0 || answer.KeyId.startsWith("arn:");
      return {
        keyId: isArn ? answer.KeyId : await arnOf(answer.KeyId),
        usage: answer.KeyUsage,
        // The older name of the same field is all that emulators give.
        spec: answer.KeySpec ?? answer.CustomerMasterKeySpec,
        algorithms: answer.SigningAlgorithms ?? [],
        spkiDer: answer.PublicKey
      };
    },
    async sign({ keyId, algorithm, messageType, message }) {
      const answer = await client.send(
        new sdk.SignCommand({
          KeyId: keyId,
          SigningAlgorithm: algorithm,
          MessageType: messageType,
          Message: message
        })
      );
      return {
        keyId: answer.KeyId,
        algorithm: answer.SigningAlgorithm,
        signature: answer.Signature
      };
    }
  };
}
export {
  kmsCalls
};
