/** As much of `fetch` as is used. */
export type FetchList = (url: string, init: {
    readonly redirect: 'error';
    readonly credentials: 'omit';
    readonly cache: 'no-store';
    readonly signal: AbortSignal;
}) => Promise<Pick<Response, 'status' | 'body'>>;
/**
 * The bytes of a list at an address, on Node and in browsers. In order: the address is https, or http of this machine
 * (`usage`); the answer is 200, without a redirect; its body ends within FETCH_MAX_MS and DSSE_MAX_BYTES. Nothing of
 * an HTTP cache is used. Rejects with AdapterError `list-unavailable`.
 */
export declare function fetchList(address: string, fetch?: FetchList): Promise<Uint8Array>;
/** Throws UsageError for what is no address that a list is fetched from. */
export declare function listUrl(address: string): URL;
