import { randomBytes } from 'node:crypto';
import { escapeXml } from './s3-xml.js';
import { ServiceError, type WireAnswer, type WireRequest } from './wire-message.js';

const SESSION_MS = 3_600_000;

/** STS as the query protocol, in memory: AssumeRole, by whomever, of every role but those that are refused. */
export class DoubleSts {
  /** Roles by the access key of their session: who makes a request is told by it. */
  readonly sessions = new Map<string, string>();
  /** Roles whose trust policy lets nobody in. */
  readonly refused = new Set<string>();

  /** The role of the session that signed a request; undefined for credentials of nobody in particular. */
  roleOf(request: WireRequest): string | undefined {
    const [, key = ''] = /Credential=([^/]+)\//.exec(request.headers['authorization'] ?? '') ?? [];
    return this.sessions.get(key);
  }

  answer(request: WireRequest): WireAnswer {
    const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
    const [action, role = ''] = [form.get('Action'), form.get('RoleArn') ?? ''];
    if (action !== 'AssumeRole') {
      return refusalOf(new ServiceError('InvalidAction', 400, `the double knows no ${action}`));
    }
    if (this.refused.has(role)) {
      const message = `User is not authorized to perform: sts:AssumeRole on resource: ${role}`;
      return refusalOf(new ServiceError('AccessDenied', 403, message));
    }
    const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(role) ?? [];
    if (account === undefined || name === undefined) {
      return refusalOf(new ServiceError('ValidationError', 400, `${role} is invalid`));
    }
    const key = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    this.sessions.set(key, role);
    const session = form.get('RoleSessionName') ?? '';
    return xml(
      200,
      `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>` +
        `<AccessKeyId>${key}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>` +
        `<Expiration>${new Date(Date.now() + SESSION_MS).toISOString()}</Expiration></Credentials>` +
        `<AssumedRoleUser><AssumedRoleId>AROAEXAMPLE:${escapeXml(session)}</AssumedRoleId>` +
        `<Arn>arn:aws:sts::${account}:assumed-role/${escapeXml(name)}/${escapeXml(session)}</Arn></AssumedRoleUser>` +
        `</AssumeRoleResult></AssumeRoleResponse>`,
    );
  }
}

function refusalOf({ code, status, message }: ServiceError): WireAnswer {
  return xml(
    status,
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>` +
      `<Code>${code}</Code><Message>${escapeXml(message)}</Message></Error></ErrorResponse>`,
  );
}

function xml(status: number, text: string): WireAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(text) };
}
