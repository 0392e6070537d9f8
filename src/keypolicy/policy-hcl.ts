import type { OwnStatement } from './own-statement.js';

/** The name of the data source in the text, in Terraform's own syntax of names. */
export const HCL_NAME = 'pcr_allowlist';

/**
 * Statements as a data source `aws_iam_policy_document` in HCL, for Terraform and OpenTofu (AWS provider, "Data Source:
 * aws_iam_policy_document"). Sequences that HCL would take for a template are escaped. Ends with a line feed.
 */
export function policyHcl(statements: readonly OwnStatement[]): string {
  const blocks = statements.map(statementBlock).join('\n');
  return `data "aws_iam_policy_document" "${HCL_NAME}" {\n${blocks}}\n`;
}

function statementBlock({
  Sid,
  Effect,
  Principal,
  Action,
  Resource,
  Condition = {},
}: OwnStatement): string {
  const [type, identifier] = Principal === '*' ? ['*', '*'] : ['AWS', Principal.AWS];
  const conditions = Object.entries(Condition).flatMap(([operator, block]) =>
    Object.entries(block).map(([key, values]) => conditionBlock(operator, key, values)),
  );
  return [
    '  statement {',
    `    sid       = ${quoted(Sid)}`,
    `    effect    = ${quoted(Effect)}`,
    `    actions   = ${list(Action)}`,
    `    resources = ${list([Resource])}`,
    '',
    '    principals {',
    `      type        = ${quoted(type)}`,
    `      identifiers = ${list([identifier])}`,
    '    }',
    ...conditions,
    '  }',
    '',
  ].join('\n');
}

function conditionBlock(operator: string, key: string, values: string | readonly string[]): string {
  return [
    '',
    '    condition {',
    `      test     = ${quoted(operator)}`,
    `      variable = ${quoted(key)}`,
    `      values   = ${list(typeof values === 'string' ? [values] : values)}`,
    '    }',
  ].join('\n');
}

function list(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`;
}

/** A quoted template of HCL (HCL native syntax, "Template Expressions"): JSON's escapes, and `${` and `%{` doubled. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');
}
