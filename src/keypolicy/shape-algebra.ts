import { differingKeys, type StatementShape, sameShape } from './statement-shape.js';

/**
 * The access that both shapes admit. For an Allow: the common actions and values, until the earlier date. For a Deny: the
 * actions of either, except for the common values. Undefined if nothing is left of an Allow, if the two are not of one kind, or
 * if one statement cannot express the result.
 */
export function intersectShapes(a: StatementShape, b: StatementShape): StatementShape | undefined {
  if (a.effect !== b.effect || a.principal !== b.principal) return undefined;
  return a.effect === 'Allow' ? meetOfAllows(a, b) : meetOfDenies(a, b);
}

function meetOfAllows(a: StatementShape, b: StatementShape): StatementShape | undefined {
  if (differingKeys(a.equals, b.equals) === undefined) return undefined;
  const equals = Object.entries(a.equals).map(
    ([key, values]) => [key, values.filter((value) => b.equals[key]?.includes(value))] as const,
  );
  const actions = a.actions.filter((action) => b.actions.includes(action));
  if (actions.length === 0 || equals.some(([, values]) => values.length === 0)) return undefined;
  if ([a, b].some(({ except, from }) => except !== undefined || from !== undefined))
    return undefined;
  const until = Math.min(a.until ?? Number.POSITIVE_INFINITY, b.until ?? Number.POSITIVE_INFINITY);
  const { effect, principal } = a;
  return {
    ...{ effect, principal, actions, equals: Object.fromEntries(equals) },
    ...(Number.isFinite(until) ? { until } : {}),
  };
}

function meetOfDenies(a: StatementShape, b: StatementShape): StatementShape | undefined {
  if (a.until !== undefined || b.until !== undefined) return undefined;
  const [key, ...more] = differingKeys(a.equals, b.equals) ?? ['', ''];
  // Values of two keys at once, or of one key at two dates, do not fit into one list of values for each key.
  if (more.length > 0 || (key !== undefined && a.from !== b.from)) return undefined;
  const equals =
    key === undefined
      ? a.equals
      : { ...a.equals, [key]: merged(a.equals[key] ?? [], b.equals[key] ?? []) };
  const from = Math.min(a.from ?? Number.NEGATIVE_INFINITY, b.from ?? Number.NEGATIVE_INFINITY);
  const always: StatementShape = {
    effect: a.effect,
    principal: a.principal,
    actions: merged(a.actions, b.actions),
    equals,
    ...(Number.isFinite(from) ? { from } : {}),
  };
  if (a.except === undefined || b.except === undefined) return always;
  if (a.except.key !== b.except.key) return undefined;
  const others = b.except.values;
  const values = a.except.values.filter((value) => others.includes(value));
  return values.length === 0 ? always : { ...always, except: { key: a.except.key, values } };
}

/**
 * The part of an Allow that other Allows already give. Undefined if they give none of it. Decided for each value of the one key
 * with several values. The part consists of the values that the others give completely, with all of its actions and for as
 * long. If there are none, it consists of the values that they give partly, for the actions and the time common to all of them.
 */
export function coveredPart(
  allow: StatementShape,
  others: readonly StatementShape[],
): StatementShape | undefined {
  const several = Object.keys(allow.equals).filter((key) => (allow.equals[key]?.length ?? 0) > 1);
  const [key = Object.keys(allow.equals)[0], ...more] = several;
  if (key === undefined || more.length > 0 || allow.effect !== 'Allow') return undefined;
  const covering = (allow.equals[key] ?? []).flatMap((value) => {
    const one = { ...allow, equals: { ...allow.equals, [key]: [value] } };
    const meets = others.flatMap((other) => intersectShapes(one, other) ?? []);
    const whole = meets.find((meet) => sameShape(meet, one));
    const [best = whole] = meets;
    return best === undefined ? [] : [{ value, meet: whole ?? best, isWhole: whole !== undefined }];
  });
  const whole = covering.filter(({ isWhole }) => isWhole);
  const parts = whole.length > 0 ? whole : covering;
  const [first] = parts;
  if (first === undefined) return undefined;
  const { until: _, ...common } = first.meet;
  const untils = parts.flatMap(({ meet }) => meet.until ?? []);
  return {
    ...common,
    actions: common.actions.filter((action) =>
      parts.every(({ meet }) => meet.actions.includes(action)),
    ),
    equals: { ...allow.equals, [key]: parts.map(({ value }) => value) },
    ...(untils.length === 0 ? {} : { until: Math.min(...untils) }),
  };
}

/**
 * Whether other Denies deny everything that a Deny of values denies. Decided for each value of one of its keys: by a Deny that
 * excepts other values of this key, or by a Deny that names the value, without more conditions or a later date.
 */
export function isDeniedBy(deny: StatementShape, others: readonly StatementShape[]): boolean {
  if (deny.effect !== 'Deny' || deny.except !== undefined || deny.until !== undefined) return false;
  return Object.entries(deny.equals).some(([key, values]) =>
    values.every((value) => others.some((other) => deniesValue(other, deny, key, value))),
  );
}

function deniesValue(
  other: StatementShape,
  deny: StatementShape,
  key: string,
  value: string,
): boolean {
  const { effect, principal, actions, equals, except, until, from } = other;
  if (effect !== 'Deny' || until !== undefined) return false;
  if (principal !== '*' && principal !== deny.principal) return false;
  if (!deny.actions.every((action) => actions.includes(action))) return false;
  if ((from ?? Number.NEGATIVE_INFINITY) > (deny.from ?? Number.NEGATIVE_INFINITY)) return false;
  if (except !== undefined) {
    return Object.keys(equals).length === 0 && except.key === key && !except.values.includes(value);
  }
  return Object.entries(equals).every(([name, values]) =>
    (name === key ? [value] : (deny.equals[name] ?? [''])).every((one) => values.includes(one)),
  );
}

function merged(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].sort();
}
