import { ACTION_RULES } from './action-rules.js';
import { GUARD_RULES } from './guard-rules.js';
import { KEY_RULES } from './key-rules.js';
import { OPERATOR_RULES } from './operator-rules.js';
import { PRINCIPAL_RULES } from './principal-rules.js';
import type { Rule } from './rule.js';
import { TUPLE_RULES } from './tuple-rules.js';
import { VALUE_RULES } from './value-rules.js';

/** R01 to R43, in order. */
export const RULES: readonly Rule[] = [
  ...ACTION_RULES,
  ...GUARD_RULES,
  ...KEY_RULES,
  ...OPERATOR_RULES,
  ...PRINCIPAL_RULES,
  ...TUPLE_RULES,
  ...VALUE_RULES,
].sort((a, b) => (a.id < b.id ? -1 : 1));
