import { encodeUtf8 } from '../base/encoding.js';
import { parsePlainJson } from '../format/strict-json.js';

interface Statement {
  readonly Sid: string;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: unknown } };
}

const PCR0 = 'kms:RecipientAttestation:PCR0';
const EQUALS = 'StringEqualsIgnoreCase';

/**
 * A key policy as we write it, after somebody's quick edit: the Allow of one image no longer asks for PCR0, and the Deny
 * of all other images is gone, so that the key opens to whatever the signing certificate ever signed.
 */
export function editedPolicy(policyJson: string, pcr0: string): string {
  const policy = parsePlainJson(encodeUtf8(policyJson)) as unknown as {
    readonly Statement: readonly Statement[];
  };
  const statements = policy.Statement.filter(({ Sid }) => !Sid.endsWith('GuardPCR0')).map(
    (statement) => {
      const { [PCR0]: found, ...others } = statement.Condition?.[EQUALS] ?? {};
      if (found !== pcr0) return statement;
      return { ...statement, Condition: { ...statement.Condition, [EQUALS]: others } };
    },
  );
  return `${JSON.stringify({ ...policy, Statement: statements }, null, 2)}\n`;
}
