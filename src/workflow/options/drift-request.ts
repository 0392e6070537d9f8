import { UsageError } from '../../base/errors.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

const LEVELS = ['critical', 'high', 'any'] as const;
const METHODS = ['get', 'post'] as const;

/** From which severity on findings are a failure; `any` means low ones too. */
export type FailOn = (typeof LEVELS)[number];

export interface DriftRequest {
  readonly config: string;
  readonly failOn: FailOn;
  /** Images that are measured again. */
  readonly images: readonly string[];
  /** Files with documents, judged at their own time. */
  readonly documents: readonly string[];
  /** Endpoints of running enclaves, asked with a nonce that is drawn anew. */
  readonly urls: readonly string[];
  readonly method: (typeof METHODS)[number];
  readonly minCertificateDays: number;
  /** Where reports are written; the suffix says in which form. */
  readonly reports: readonly string[];
}

const MIN_CERTIFICATE_DAYS = 30;
const CERTIFICATE_MAX_DAYS = 36_500;
/** What `--report` can be; the names of the reports' forms. */
export const REPORT_SUFFIXES = ['.json', '.md', '.html', '.sarif'] as const;

/** Options as a request. Throws UsageError for an unknown level, method or form of a report. */
export function driftRequest(values: OptionValues): DriftRequest {
  const options = new Options(values);
  const reports = options.list('report');
  const unknown = reports.find((path) => !REPORT_SUFFIXES.some((suffix) => path.endsWith(suffix)));
  if (unknown !== undefined) {
    throw new UsageError(`report: expected a name with ${REPORT_SUFFIXES.join(', ')}: ${unknown}`);
  }
  return {
    config: options.text('config') ?? CONFIGURATION_FILE,
    failOn: oneOf('fail-on', options.text('fail-on') ?? 'any', LEVELS),
    images: options.list('image'),
    documents: options.list('document'),
    urls: options.list('url'),
    method: oneOf('method', options.text('method') ?? 'get', METHODS),
    minCertificateDays:
      options.wholeNumber('min-certificate-days', CERTIFICATE_MAX_DAYS) ?? MIN_CERTIFICATE_DAYS,
    reports,
  };
}

function oneOf<Name extends string>(option: string, found: string, names: readonly Name[]): Name {
  const name = names.find((one) => one === found);
  if (name !== undefined) return name;
  throw new UsageError(`${option}: expected ${names.join(', ')}, found ${JSON.stringify(found)}`);
}
