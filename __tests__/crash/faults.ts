import type { Fault, FaultProxy, RecordedRequest } from '../wire/fault-proxy.js';
import type { CommandRun } from './command-run.js';

/** What is done to one request; the ones that kill need the process. */
export const FAULTS = [
  'killed before',
  'killed after',
  'never arrives',
  'answer cut',
  '409',
  '412',
  '429',
  '500',
  '503',
  'stale',
  'other order',
] as const;
export type FaultName = (typeof FAULTS)[number];

/** How a fault is written in the table. */
export const MARKS: { readonly [name in FaultName]: string } = {
  'killed before': 'kill<',
  'killed after': '>kill',
  'never arrives': 'drop<',
  'answer cut': '>drop',
  409: '409',
  412: '412',
  429: '429',
  500: '500',
  503: '503',
  stale: 'stale',
  'other order': 'order',
};

/** Only a read can be answered late or in another order. */
export function applies(fault: FaultName, request: RecordedRequest): boolean {
  return (fault !== 'stale' && fault !== 'other order') || isRead(request);
}

export function isRead({ method, target }: RecordedRequest): boolean {
  return target === undefined ? method === 'GET' : /\.(Get|Describe|List)/.test(target);
}

/** Programs the fault for the k-th request from now. */
export function program(
  proxy: FaultProxy,
  k: number,
  fault: FaultName,
  running: () => CommandRun,
): void {
  const kill = async () => {
    await running().kill();
    throw new Error('killed');
  };
  proxy.fault(k, wireFault(fault, kill));
}

function wireFault(fault: FaultName, kill: () => Promise<never>): Fault {
  switch (fault) {
    case 'killed before':
      return { hold: { before: kill } };
    case 'killed after':
      return { hold: { after: kill } };
    case 'never arrives':
      return 'drop-before';
    case 'answer cut':
      return 'drop-after';
    case 'stale':
      return 'stale';
    case 'other order':
      return 'reordered';
    default:
      return { status: Number(fault) as 409 | 412 | 429 | 500 | 503 };
  }
}
