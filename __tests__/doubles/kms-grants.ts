import { randomBytes } from 'node:crypto';
import { type Input, text } from './kms-input.js';
import type { KmsGrant, KmsKeyState } from './kms-key.js';
import { ServiceError } from './wire-message.js';

/** KMS API reference, ListGrants: without a limit. */
const PAGE = 50;

export function createGrant(key: KmsKeyState, input: Input): object {
  const grant: KmsGrant = {
    GrantId: randomBytes(32).toString('hex'),
    KeyId: key.arn,
    GranteePrincipal: text(input, 'GranteePrincipal'),
    Operations: input['Operations'] as readonly string[],
    IssuingAccount: `arn:aws:iam::${key.account}:root`,
    CreationDate: Math.floor(Date.now() / 1000),
    ...(input['Name'] === undefined ? {} : { Name: text(input, 'Name') }),
  };
  key.grants.push(grant);
  return { GrantId: grant.GrantId, GrantToken: Buffer.from(grant.GrantId).toString('base64') };
}

/** One page of a key's grants, of `pageMax` at most, whatever the request says. */
export function listGrants(key: KmsKeyState, input: Input, pageMax: number): object {
  const limit = Math.min((input['Limit'] as number | undefined) ?? PAGE, pageMax);
  const wanted = key.grants.filter(
    ({ GrantId, GranteePrincipal }) =>
      (input['GrantId'] ?? GrantId) === GrantId &&
      (input['GranteePrincipal'] ?? GranteePrincipal) === GranteePrincipal,
  );
  const marker = input['Marker'];
  const begin =
    marker === undefined ? 0 : wanted.findIndex(({ GrantId }) => GrantId === marker) + 1;
  if (marker !== undefined && begin === 0) {
    throw new ServiceError('InvalidMarkerException', 400, 'Could not deserialize marker');
  }
  const page = wanted.slice(begin, begin + limit);
  const last = page.at(-1)?.GrantId;
  const isLast = begin + page.length >= wanted.length;
  return { Grants: page, Truncated: !isLast, ...(isLast ? {} : { NextMarker: last }) };
}

export function revokeGrant(key: KmsKeyState, input: Input): object {
  const index = key.grants.findIndex(({ GrantId }) => GrantId === input['GrantId']);
  if (index < 0) {
    throw new ServiceError('NotFoundException', 400, `Grant ID ${input['GrantId']} not found`);
  }
  key.grants.splice(index, 1);
  return {};
}
