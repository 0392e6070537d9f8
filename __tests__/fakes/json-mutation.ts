import { mutate } from './mutation.js';

type Random = (below: number) => number;
type Json = unknown;

/** Values that readers of JSON stumble over. */
const ODD: readonly (() => Json)[] = [
  () => null,
  () => [],
  () => ({}),
  () => '',
  () => true,
  () => -1,
  () => 1e308,
  () => 2 ** 53,
  () => 0.1,
  () => 'x'.repeat(5000),
  () => '\u0000\u001b[31m\u202e\n::error::x',
  () => '../../x',
  () => '0'.repeat(96),
  () => '9999-12-31T23:59:59Z',
  () => '0000-00-00T00:00:00Z',
  () => Array.from({ length: 50 }, (_, i) => i),
  () => ({ __proto__: null, constructor: { prototype: {} } }),
  () => JSON.parse('{"__proto__":{"x":1}}'),
  () => JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`),
];

/**
 * JSON text with a few edits of its structure: values put in the place of others, members taken out, renamed, repeated
 * or moved. One of four is changed as bytes besides, one of eight has a member twice.
 */
export function mutateJson(text: string, random: Random): Buffer {
  const root = { value: JSON.parse(text) as Json };
  for (let edits = 1 + random(3); edits > 0; edits--) edit(root, random);
  // A place that was taken out of a list may have been put in the place of all.
  let result = JSON.stringify(root.value) ?? 'null';
  if (random(8) === 0) result = result.replace(/\{("[^"]*":)/, '{$1null,$1');
  const bytes = Buffer.from(result);
  return random(4) === 0 ? mutate(bytes, random) : bytes;
}

function edit(root: { value: Json }, random: Random): void {
  const places = placesIn(root as unknown as Record<string, Json>);
  const [holder, name] = places[random(places.length)] ?? [root as never, 'value'];
  const [otherHolder, otherName] = places[random(places.length)] ?? [root as never, 'value'];
  const value = holder[name];
  switch (random(6)) {
    case 0:
    case 1:
      holder[name] = ODD[random(ODD.length)]?.();
      break;
    case 2:
      if (holder !== (root as never)) delete holder[name];
      break;
    case 3:
      // A copy: a value that holds itself could not be written down.
      holder[name] = structuredClone(otherHolder[otherName]);
      break;
    case 4:
      holder[`${name}${random(10)}`] = structuredClone(value);
      break;
    default:
      if (Array.isArray(value)) value.push(...structuredClone(value.slice(0, 50)));
      else if (typeof value === 'string')
        holder[name] = mutate(Buffer.from(value), random).toString();
      else if (typeof value === 'number') holder[name] = value + random(3) - 1;
  }
}

/** Every place that holds a value, the whole included. */
function placesIn(holder: Record<string, Json>): [Record<string, Json>, string][] {
  return Object.keys(holder).flatMap((name): [Record<string, Json>, string][] => {
    const value = holder[name];
    const here: [Record<string, Json>, string] = [holder, name];
    if (typeof value !== 'object' || value === null) return [here];
    return [here, ...placesIn(value as Record<string, Json>)];
  });
}
