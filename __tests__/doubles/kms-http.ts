import type { DoubleKms, KmsOrigin } from './kms.js';
import type { DoubleSts } from './sts.js';
import { ServiceError, type WireAnswer, type WireRequest } from './wire-message.js';

const PREFIX = 'TrentService.';

/** The HTTP door of KMS, in AWS's JSON protocol 1.1. A request is made by the role of its session, if it has one. */
export async function answerKms(
  kms: DoubleKms,
  sts: DoubleSts,
  request: WireRequest,
): Promise<WireAnswer> {
  try {
    const input = JSON.parse(Buffer.from(request.body).toString('utf8') || '{}');
    const target = request.headers['x-amz-target'] ?? '';
    const operation = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : target;
    return json(200, await kms.ask(operation, input, originOf(kms, sts, request)));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return json(error.status, { __type: error.code, message: error.message });
  }
}

function originOf(kms: DoubleKms, sts: DoubleSts, request: WireRequest): KmsOrigin {
  const [, region = kms.region] =
    /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers['authorization'] ?? '') ?? [];
  const role = sts.roleOf(request);
  return { caller: role ?? kms.caller, account: role?.split(':')[4] ?? kms.account, region };
}

function json(status: number, value: object): WireAnswer {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'double' };
  return { status, headers, body: Buffer.from(JSON.stringify(value)) };
}
