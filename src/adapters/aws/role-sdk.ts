/** What we use of the SDK for roles of other accounts, behind one `import()`. */
export { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
