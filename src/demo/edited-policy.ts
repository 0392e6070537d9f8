import { encodeUtf8 } from '../base/encoding.js';
import { ENCLAVE } from '../format/platform.js';
import { parsePlainJson } from '../format/strict-json.js';
import { attestationKey } from '../keypolicy/own-statement.js';

interface Statement {
  readonly Sid: string;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: unknown } };
}

const IMAGE_KEY = attestationKey(ENCLAVE.image);
const EQUALS = 'StringEqualsIgnoreCase';

/**
 * One of our key policies after a careless edit: the Allow of one image no longer requires PCR0, and the Deny of all
 * other images is missing. So the key admits every image that the signing certificate ever signed.
 */
export function editedPolicy(policyJson: string, imagePcr: string): string {
  const policy = parsePlainJson(encodeUtf8(policyJson)) as unknown as {
    readonly Statement: readonly Statement[];
  };
  const statements = policy.Statement.filter(
    ({ Sid }) => !Sid.endsWith(`Guard${ENCLAVE.image}`),
  ).map((statement) => {
    const { [IMAGE_KEY]: found, ...others } = statement.Condition?.[EQUALS] ?? {};
    if (found !== imagePcr) return statement;
    return { ...statement, Condition: { ...statement.Condition, [EQUALS]: others } };
  });
  return `${JSON.stringify({ ...policy, Statement: statements }, null, 2)}\n`;
}
