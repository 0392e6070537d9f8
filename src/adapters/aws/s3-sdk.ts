/** What we use of the SDK for S3, behind one `import()`: no program loads it that does not talk to S3. */
export {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
