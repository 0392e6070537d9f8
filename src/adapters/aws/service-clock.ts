import type { S3Client } from '@aws-sdk/client-s3';
import type { DurationMs, Instant } from '../../base/instant.js';

/** IMF-fixdate (RFC 9110 section 5.6.7), as S3 sends it: `Date.parse` also takes `yesterday 5`. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

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
        const date = headers?.['date'] ?? '';
        const serviceNow = HTTP_DATE.test(date) ? Date.parse(date) : Number.NaN;
        if (!Number.isNaN(serviceNow)) this.aheadMs = this.now() - serviceNow;
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'serviceClock' },
    );
    return client;
  }
}
