import type { Job } from './recipe-files.js';

/**
 * What GitHub's REST API asks of a token, as its reference says of each endpoint ("Permissions required for fine-grained
 * personal access tokens"). `undefined`: nothing, or refused for the token of a job whatever it may do.
 */
const NEEDED: readonly (readonly [RegExp, string | undefined])[] = [
  [/^GET \/user$/, undefined],
  [/^GET \/token$/, 'id-token: write'],
  [/^GET \/repos\/[^/]+\/[^/]+\/actions\/runs\//, 'actions: read'],
  [/^GET \/repos\/[^/]+\/[^/]+\/environments\//, 'actions: read'],
  [/^GET \/repos\/[^/]+\/[^/]+\/commits\/[^/]+\/pulls$/, 'pull-requests: read'],
  [/^GET \/repos\/[^/]+\/[^/]+\/pulls\//, 'pull-requests: read'],
  [/^GET \/repos\/[^/]+\/[^/]+\/commits\/[^/]+$/, 'contents: read'],
  [/^GET \/repos\/[^/]+\/[^/]+\/(?:compare|contents)\//, 'contents: read'],
  [/^GET \/repos\/[^/]+\/[^/]+\/activity$/, 'contents: read'],
  // "Metadata" is read by every token.
  [/^GET \/repos\/[^/]+\/[^/]+(?:\/collaborators\/[^/]+\/permission)?$/, undefined],
  [/^GET \/repos\/[^/]+\/[^/]+\/git\/ref\/tags\//, 'contents: read'],
  // Drafts are shown to whoever may write.
  [/^GET \/repos\/[^/]+\/[^/]+\/releases/, 'contents: write'],
  [/^(?:POST|PATCH|DELETE) \/repos\/[^/]+\/[^/]+\/releases/, 'contents: write'],
  [/^POST \/uploads\//, 'contents: write'],
  [/^GET \/repos\/[^/]+\/[^/]+\/issues/, 'issues: read'],
  [/^(?:POST|PATCH) \/repos\/[^/]+\/[^/]+\/issues/, 'issues: write'],
];

/** The permission that a request needs, such as `GET /repos/…`. Throws for an endpoint that nobody listed. */
export function permissionFor(request: string): string | undefined {
  const route = request.replace(/\?.*$/, '');
  const found = NEEDED.find(([form]) => form.test(route));
  if (found === undefined) throw new Error(`no permission is known for ${route}`);
  return found[1];
}

/** Throws for a request that the permissions of a job do not allow. Writing allows reading. */
export function requirePermissions(
  id: string,
  { permissions = {} }: Job,
  requests: readonly string[],
): void {
  for (const request of requests) {
    const needed = permissionFor(request);
    if (needed === undefined) continue;
    const [scope = '', level] = needed.split(': ');
    const given = permissions[scope];
    if (given === level || given === 'write') continue;
    throw new Error(`job ${id} asks for ${request}, which needs ${needed}`);
  }
}
