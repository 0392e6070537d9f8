/** Control sequences of terminals (ECMA-48): colors and cursor movements, and titles, which end with BEL or ST. */
const CONTROL_SEQUENCE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

/** The prefixes that loggers add to a line. */
const PREFIXES: readonly RegExp[] = [
  // gh run view --log: job, step and a timestamp.
  /^[^\t]{1,200}\t[^\t]{1,200}\t(?=\uFEFF?\d{4}-\d{2}-\d{2}T)/,
  /^\uFEFF/,
  // GitHub Actions, docker logs --timestamps, journalctl -o short-iso.
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})? /,
  // journalctl, syslog.
  /^[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \S{1,100} [^\s:[]{1,100}(?:\[\d{1,10}\])?: /,
  // The rest of such a line after a timestamp in another form.
  /^\S{1,100} [^\s:[]{1,100}\[\d{1,10}\]: /,
  // docker buildx --progress=plain.
  /^#\d{1,6} (?:\d{1,9}\.\d{1,9} )?/,
  // docker compose logs.
  /^[\w.-]{1,100} +\| /,
  // kubectl logs --prefix.
  /^\[pod\/[^\]]{1,200}\] /,
  // The console of a kernel.
  /^\[ {0,8}\d{1,9}(?:\.\d{1,9})?\] /,
];
/** Loggers inside loggers. */
const MAX_PREFIXES = 4;

/** The lines of a log without colors and prefixes. Their number stays the same. */
export function logLines(text: string): readonly string[] {
  return text.split('\n').map((line) => {
    let rest = line.replace(/\r$/, '').replace(CONTROL_SEQUENCE, '');
    for (let i = 0; i < MAX_PREFIXES; i++) {
      const prefix = PREFIXES.find((pattern) => pattern.test(rest));
      if (prefix === undefined) break;
      rest = rest.replace(prefix, '');
    }
    return rest;
  });
}
