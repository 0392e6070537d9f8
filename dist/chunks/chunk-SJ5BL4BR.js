import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  FormatError
} from "./chunk-UHMTJ6P3.js";

// src/base/instant.ts
var MINUTE_MS = 6e4;
var HOUR_MS = 60 * MINUTE_MS;
var DAY_MS = 24 * HOUR_MS;
var RFC3339_UTC = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z$/;
function parseInstant(text) {
  const fields = RFC3339_UTC.exec(text);
  if (fields !== null) {
    const [, year, month, day, hour, minute, second, fraction = ""] = fields;
    const instant = instantOf(
      Number(year),
      Number(month),
      Number(day),
      Number(hour),
      Number(minute),
      Number(second)
    );
    if (instant !== void 0) return instant + Number(fraction.padEnd(3, "0"));
  }
  throw new FormatError(
    "encoding",
    `expected an instant such as 2026-01-31T12:00:00Z, found ${JSON.stringify(text)}`
  );
}
function instantOf(year, month, day, hour, minute, second) {
  const date = /* @__PURE__ */ new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, 0);
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour && date.getUTCMinutes() === minute && date.getUTCSeconds() === second;
  return same ? date.getTime() : void 0;
}
function formatInstant(instant) {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
function parseDuration(text) {
  const fields = /^([1-9]\d{0,8})([smhd])$/.exec(text);
  if (fields === null) {
    throw new FormatError(
      "encoding",
      `expected a duration such as 90s, 30m, 72h or 30d, found ${JSON.stringify(text)}`
    );
  }
  const unitMs = { s: 1e3, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }[fields[2]];
  return Number(fields[1]) * unitMs;
}

export {
  MINUTE_MS,
  DAY_MS,
  parseInstant,
  instantOf,
  formatInstant,
  parseDuration
};
