import type { S3Client } from '@aws-sdk/client-s3';
import type { DurationMs, Instant } from '../../base/instant.js';

/** How far the clock of this machine is ahead of a service, by the `Date` header (RFC 9110 section 6.6.1) of its last answer. */
export class ServiceClock {
  /** Negative if this machine is behind. Undefined before the first answer with a date. */
  aheadMs: DurationMs | undefined;
  private readonly now: () => Instant;

  constructor(now: () => Instant) {
    this.now = now;
  }

  /** Reads the date of every answer of the client. */
  watch<Client extends object>(client: Client): Client {
    (client as unknown as S3Client).middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { headers } = result.response as { readonly headers?: Record<string, string> };
        const serviceNow = Date.parse(headers?.['date'] ?? '');
        if (!Number.isNaN(serviceNow)) this.aheadMs = this.now() - serviceNow;
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'serviceClock' },
    );
    return client;
  }
}
