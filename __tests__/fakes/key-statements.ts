import { ADMIN, type StatementJson } from '../keypolicy/policies.js';

/** What an administrator of a key needs, and no access to data. */
export const ADMINISTRATION: StatementJson = {
  Sid: 'Administration',
  Effect: 'Allow',
  Principal: { AWS: ADMIN },
  Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:ListGrants'],
  Resource: '*',
};

/** Gives authority that no guard covers. */
export const OPEN: StatementJson = {
  Sid: 'Open',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/anybody' },
  Action: 'kms:CreateGrant',
  Resource: '*',
};
