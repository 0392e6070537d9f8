/** The body of an answer with everything turned round whose order means nothing, or undefined where nothing is. */
export function reordered(body: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(body).toString('utf8');
  const turned = text.startsWith('{') ? reorderedKms(text) : reorderedListing(text);
  return turned === undefined || turned === text ? undefined : Buffer.from(turned);
}

/** KMS keeps the meaning of a policy and not its order; grants come in any order too. */
function reorderedKms(text: string): string | undefined {
  const answer = JSON.parse(text);
  if (typeof answer.Policy === 'string') {
    const Policy = JSON.stringify(turnedRound(JSON.parse(answer.Policy)));
    return JSON.stringify({ ...answer, Policy });
  }
  if (!Array.isArray(answer.Grants)) return undefined;
  return JSON.stringify({ ...answer, Grants: [...answer.Grants].reverse() });
}

/** Arrays and the members of objects, at any depth. */
function turnedRound(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnedRound).reverse();
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, turnedRound(member)]);
  return Object.fromEntries(members.reverse());
}

/** Directory buckets, and stores that only speak S3, list in no order. */
function reorderedListing(text: string): string | undefined {
  const entries = text.match(/<Contents>[\s\S]*?<\/Contents>/g) ?? [];
  const turned = [...entries].reverse();
  let next = 0;
  return text.replace(/<Contents>[\s\S]*?<\/Contents>/g, () => turned[next++] ?? '');
}
