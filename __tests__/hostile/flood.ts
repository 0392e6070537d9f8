import type { ServerResponse } from 'node:http';

const GIGABYTE = 1024 ** 3;

/** What the kernel holds of a connection between a server that goes on sending and a client that has had enough. */
export const IN_FLIGHT_MAX_BYTES = 24 * 1024 * 1024;

/** Sends up to a gigabyte until the other side has had enough, and counts. */
export function flood(response: ServerResponse, sent: { bytes: number }): void {
  const chunk = Buffer.alloc(256 * 1024, 0x20);
  const more = () => {
    while (!response.destroyed && sent.bytes < GIGABYTE) {
      sent.bytes += chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}
