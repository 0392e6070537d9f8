import type { RecordedRequest } from '../wire/fault-proxy.js';

export interface IamStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: object;
  readonly Condition?: object;
}

/** Every statement in the JSON blocks of a page. */
export function listStatements(page: string): readonly IamStatement[] {
  return [...page.matchAll(/```json\n([\s\S]*?)```/g)].flatMap(([, text = '']) => {
    const { Version, Statement } = JSON.parse(text) as {
      Version: string;
      Statement: readonly IamStatement[];
    };
    if (Version !== '2012-10-17') throw new Error(`an IAM policy without its version: ${text}`);
    return Statement;
  });
}

/** The policy of a role on the page. */
export function policyOf(page: string, role: string): readonly IamStatement[] {
  const [, block = ''] =
    new RegExp(`### \`${role}\`\\n[\\s\\S]*?(\`\`\`json\\n[\\s\\S]*?\`\`\`)`).exec(page) ?? [];
  return listStatements(block);
}

/** A request to S3 or KMS as IAM sees it. */
export interface IamRequest {
  readonly action: string;
  readonly resource: string;
  /** Of a listing. */
  readonly prefix?: string;
}

export function iamRequest({ method, path, target, body }: RecordedRequest): IamRequest {
  if (target !== undefined) {
    const { KeyId } = JSON.parse(new TextDecoder().decode(body)) as { KeyId: string };
    return { action: target.replace('TrentService.', 'kms:'), resource: KeyId };
  }
  const { pathname, searchParams } = new URL(path, 'http://s3');
  const [, bucket = '', ...key] = decodeURIComponent(pathname).split('/');
  if (key.join('/') === '') {
    const prefix = searchParams.get('prefix') ?? '';
    return { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, prefix };
  }
  const verb = { GET: 'Get', HEAD: 'Get', PUT: 'Put' }[method] ?? method;
  return { action: `s3:${verb}Object`, resource: `arn:aws:s3:::${bucket}/${key.join('/')}` };
}

/** Whether a policy of the shape that the page has allows a request: exact actions, stars in resources and prefixes. */
export function allows(statements: readonly IamStatement[], request: IamRequest): boolean {
  const like = (pattern: string, text: string): boolean =>
    new RegExp(
      `^${pattern
        .split('*')
        .map((part) => part.replace(/[.?+^$()[\]{}|\\]/g, '\\$&'))
        .join('.*')}$`,
    ).test(text);
  return statements.some(({ Action, Resource = [], Condition }) => {
    const prefix = (Condition as { StringLike?: { 's3:prefix'?: string } } | undefined)?.StringLike;
    return (
      [Action].flat().includes(request.action) &&
      [Resource].flat().some((pattern) => like(pattern, request.resource)) &&
      (prefix === undefined || like(prefix['s3:prefix'] ?? '', request.prefix ?? ''))
    );
  });
}
