/** Whether the nearest double prints as the same decimal number. */
export function isExact(text: string): boolean {
  const double = Number(text);
  return Number.isFinite(double) && decimal(text) === decimal(String(double));
}

/** The only text of a decimal number: sign, digits without outer zeros, power of ten of the last digit. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = whole + fraction;
  let start = 0;
  while (digits[start] === '0') start++;
  if (start === digits.length) return '0';
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  const power = Number(exponent) - fraction.length + digits.length - end;
  return `${sign}${digits.slice(start, end)}e${power}`;
}
