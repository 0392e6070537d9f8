/** A number of things for people: `1 check`, `2 checks`; with a plural of its own, `2 key policies`. */
export function pluralize(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
