import { UsageError } from '../../base/errors.js';
import { EVIDENCE_FIELD_MAX_BYTES, NONCE_MIN_BYTES } from '../../base/size-limits.js';
import type { Options } from './option-values.js';

/** The request method for an endpoint. */
export type UrlMethod = 'get' | 'post';

const ENCODINGS = ['hex', 'base64', 'base64url'] as const;
export type NonceEncoding = (typeof ENCODINGS)[number];

/** How a nonce is sent: in the query of a `get`, or in a JSON member of a `post`. */
export interface NonceForm {
  readonly name: string;
  readonly encoding: NonceEncoding;
  readonly bytes: number;
}

/** One request to an endpoint. */
export interface EndpointQuestion {
  readonly url: string;
  readonly method: UrlMethod;
  /** Undefined for an endpoint that takes no nonce. */
  readonly nonce?: NonceForm;
  /** The body of a `post` without nonce. */
  readonly body?: string;
}

interface EndpointPreset {
  /** The default path, for an address without one. */
  readonly path: string;
  readonly method: UrlMethod;
  readonly nonce?: NonceForm;
  readonly body?: string;
  /** The path of JSON members to the document in the answer. */
  readonly documentName?: string;
}

/**
 * The endpoints of frameworks, according to their sources: brave/nitriding-daemon doc/http-api.md; MystenLabs/nautilus
 * src/nautilus-server/src/common.rs; evervault/enclaves data-plane/src/server/layers/attest.rs; tkhq/qos
 * src/qos_core/src/protocol/msg.rs, for hosts that speak JSON. The last three take no nonce.
 */
const PRESETS: { readonly [name: string]: EndpointPreset } = {
  nitriding: {
    path: '/enclave/attestation',
    method: 'get',
    nonce: { name: 'nonce', encoding: 'hex', bytes: 20 },
  },
  nautilus: { path: '/get_attestation', method: 'get', documentName: 'attestation' },
  evervault: { path: '/.well-known/attestation', method: 'get', documentName: 'attestation_doc' },
  qos: {
    path: '/qos/message',
    method: 'post',
    body: JSON.stringify('liveAttestationDocRequest'),
    documentName: 'liveAttestationDocResponse.nsm_response.attestation.document',
  },
};

/** The default length of a nonce in bytes. */
const NONCE_BYTES = 32;
const NONCE_OPTIONS = ['nonce-bytes', 'nonce-encoding', 'nonce-name'] as const;
/** The options that apply only to endpoints. */
const URL_OPTIONS = ['method', 'preset', ...NONCE_OPTIONS] as const;

/** The default request to an endpoint. */
export function plainQuestion(
  url: string,
  method: UrlMethod,
): EndpointQuestion & {
  readonly nonce: NonceForm;
} {
  const encoding = method === 'get' ? 'hex' : 'base64';
  return { url, method, nonce: { name: 'nonce', encoding, bytes: NONCE_BYTES } };
}

/**
 * Builds the request from the preset and the options. Options override the preset. Throws UsageError for an unknown
 * word, a size out of bounds, and a nonce for an endpoint that takes none.
 */
export function endpointQuestion(url: string, options: Options): EndpointQuestion {
  const preset = presetOf(options);
  const method = oneOf(options, 'method', ['get', 'post']) ?? preset?.method ?? 'get';
  const address = preset === undefined ? url : withPath(url, preset.path);
  const nonce = nonceForm(options, preset, method);
  if (nonce !== undefined) return { url: address, method, nonce };
  const body = method === 'post' ? preset?.body : undefined;
  return { url: address, method, ...(body === undefined ? {} : { body }) };
}

/** The path of JSON members to the document in the answer, from an option or a preset. */
export function documentNameOf(options: Options): readonly string[] | undefined {
  const name = options.text('document-name') ?? presetOf(options)?.documentName;
  if (name === undefined) return undefined;
  const names = name.replace(/^\./, '').split('.');
  if (!names.includes('')) return names;
  throw new UsageError('document-name: expected the names of JSON members, separated by dots');
}

/** Throws UsageError for an option of endpoints without `url`. */
export function requireNoUrlOptions(options: Options): void {
  const given = URL_OPTIONS.find((name) => options.text(name) !== undefined);
  if (given !== undefined) throw new UsageError(`${given} has no effect without url`);
}

function nonceForm(
  options: Options,
  preset: EndpointPreset | undefined,
  method: UrlMethod,
): NonceForm | undefined {
  const takesNone =
    options.text('nonce') === 'not-required' ||
    (preset !== undefined && preset.nonce === undefined);
  if (takesNone) {
    const given = NONCE_OPTIONS.find((name) => options.text(name) !== undefined);
    if (given === undefined) return undefined;
    throw new UsageError(`${given}: this endpoint takes no nonce`);
  }
  const base = preset?.nonce ?? plainQuestion('', method).nonce;
  const bytes = options.wholeNumber('nonce-bytes', EVIDENCE_FIELD_MAX_BYTES) ?? base.bytes;
  if (bytes < NONCE_MIN_BYTES) {
    throw new UsageError(`nonce-bytes: expected at least ${NONCE_MIN_BYTES}, found ${bytes}`, {
      hint: 'A shorter nonce could repeat, and then an old document would be accepted.',
    });
  }
  return {
    name: options.text('nonce-name') ?? base.name,
    encoding: oneOf(options, 'nonce-encoding', ENCODINGS) ?? base.encoding,
    bytes,
  };
}

function presetOf(options: Options): EndpointPreset | undefined {
  const names = Object.keys(PRESETS);
  const name = oneOf(options, 'preset', names);
  return name === undefined ? undefined : PRESETS[name];
}

/** Adds the path of the preset to an address that names only a host. */
function withPath(url: string, path: string): string {
  if (!URL.canParse(url)) return url;
  const address = new URL(url);
  if (address.pathname === '/') address.pathname = path;
  return address.href;
}

function oneOf<Word extends string>(
  options: Options,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = options.text(name);
  const word = words.find((one) => one === value);
  if (value === undefined || word !== undefined) return word;
  throw new UsageError(
    `${name}: expected ${words.join(' or ')}, found ${JSON.stringify(value.slice(0, 40))}`,
  );
}
