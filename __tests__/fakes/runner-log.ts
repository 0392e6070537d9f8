/** The workflow commands that the runner would obey in a log, as it reads it: none between stop-commands and its token. */
export function commandsObeyed(log: string): string[] {
  const obeyed: string[] = [];
  let token: string | undefined;
  for (const line of log.split('\n')) {
    const [, command, value] = /^\s*::([^:]+)::(.*)$/.exec(line) ?? [];
    if (token !== undefined) {
      if (command === token) token = undefined;
    } else if (command === 'stop-commands') token = value;
    else if (command !== undefined) obeyed.push(command);
    else if (line.includes('##[')) obeyed.push(line);
  }
  return obeyed;
}
