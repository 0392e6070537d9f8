/** A number of things for people: `1 check`, `2 checks`. `many` is an irregular plural, as in `2 key policies`. */
export function pluralize(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
