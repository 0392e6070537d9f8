/**
 * Stands for undici in the bundle of GitHub's client, which names this HTTP client but is given another `fetch`: that of
 * Node, or one through the proxy. undici would be 785 KB that Node has already.
 */
export class ProxyAgent {}

export function fetch() {
  throw new Error('the bundle has no undici: pass `request.fetch`');
}
