import { UsageError } from '../../base/errors.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from './option-values.js';

const LEVELS = ['critical', 'high', 'any'] as const;
const METHODS = ['get', 'post'] as const;

/** The lowest severity at which findings are a failure. `any` includes low findings. */
export type FailOn = (typeof LEVELS)[number];

export interface DriftRequest {
  readonly config: string;
  readonly failOn: FailOn;
  /** Images to measure again. */
  readonly images: readonly string[];
  /** Files with documents. Each is verified at its own time. */
  readonly documents: readonly string[];
  /** Endpoints of running enclaves. Each request has a new nonce. */
  readonly urls: readonly string[];
  readonly method: (typeof METHODS)[number];
  readonly minCertificateDays: number;
  /** Files to write reports to. The suffix selects the format. */
  readonly reports: readonly string[];
}

const MIN_CERTIFICATE_DAYS = 30;
const CERTIFICATE_MAX_DAYS = 36_500;
/** The suffixes that `--report` accepts. */
export const REPORT_SUFFIXES = ['.json', '.md', '.html', '.sarif'] as const;

/** Converts options to a request. Throws UsageError for an unknown level, method or report format. */
export function driftRequest(values: OptionValues): DriftRequest {
  const options = new Options(values);
  const reports = options.list('report');
  const unknown = reports.find((path) => !REPORT_SUFFIXES.some((suffix) => path.endsWith(suffix)));
  if (unknown !== undefined) {
    throw new UsageError(
      `report: expected a file name that ends with ${REPORT_SUFFIXES.join(', ')}, found ${unknown}`,
    );
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
