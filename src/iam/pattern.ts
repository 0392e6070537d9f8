/**
 * Whether a text matches an IAM pattern: `*` stands for zero or more characters, `?` for one. Case counts. The time is at
 * most proportional to the product of the lengths.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const symbol = pattern[from];
    if (symbol === '*') {
      star = from++;
      resume = at;
    } else if (symbol === '?' || (symbol !== undefined && symbol === text[at])) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[from] === '*') from++;
  return from === pattern.length;
}

/** As `matchesPattern`, for each part of an ARN: `*` does not match a colon, except in the last part. */
export function matchesArnPattern(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const [patterns, parts] = [arnParts(pattern), arnParts(arn)];
  return (
    parts.length === patterns.length &&
    patterns.every((one, i) => matchesPattern(one, parts[i] ?? ''))
  );
}

/** Whether any of the patterns matches an action or its name: `KMS:De*` matches `kms:Decrypt`. */
export function matchesAction(patterns: readonly string[], action: string): boolean {
  const name = action.toLowerCase();
  return patterns.some((pattern) => matchesPattern(pattern.toLowerCase(), name));
}

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Six parts: the resource keeps its colons. */
function arnParts(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}
