/** What we use of the SDK for KMS, behind one `import()`: no program loads it that does not talk to KMS. */
export {
  DecryptCommand,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetPublicKeyCommand,
  KMSClient,
  ListGrantsCommand,
  PutKeyPolicyCommand,
  SignCommand,
} from '@aws-sdk/client-kms';
