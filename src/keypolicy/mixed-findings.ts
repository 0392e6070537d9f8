import type { Admitted } from '../iam/prove-data.js';

/** The rule for access that guards admit beyond the list. */
export const MIXED_RULE = 'P05';

/** The finding about a way that guards restrict and that is wider than the list. */
export function mixedFinding({ principal, registers, until }: Admitted): {
  readonly rule: typeof MIXED_RULE;
  readonly name: 'mixed-measurements';
  readonly severity: 'warning';
  readonly message: string;
  readonly fix: string;
} {
  const several = Object.entries(registers)
    .filter(([, values]) => values.length > 1)
    .map(([register]) => register);
  const what =
    several.length > 0
      ? `values of ${Object.keys(registers).join(', ')} that no accepted release has together`
      : `an image ${until === undefined ? 'that the list does not accept' : 'for longer than the list accepts it'}`;
  return {
    rule: MIXED_RULE,
    name: 'mixed-measurements',
    severity: 'warning',
    message: `within the guards it lets ${principal} use ${what}`,
    fix: 'Remove the data actions from the statement. Then only the Allows of the list decide.',
  };
}
