/** A policy variable, which the linter would take for a template. */
export function variable(key: string): string {
  return ['$', `{${key}}`].join('');
}
