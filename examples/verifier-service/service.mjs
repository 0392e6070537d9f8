/**
 * A Verifier as a small HTTP service: it holds a secret, and gives it to an enclave that the allow-list accepts, encrypted
 * to the key in the enclave's own document. Whoever carries the messages learns nothing.
 *
 *   POST /challenge                                → {"nonce": base64, "expiresInSeconds": 60}
 *   POST /secret {"nonce", "attestation_document"} → {"ciphertext": base64, "release": id}
 *
 * The enclave makes an RSA key, asks its NSM for a document with the nonce and with the key (SubjectPublicKeyInfo, DER)
 * as `public_key`, and decrypts with RSA-OAEP and SHA-256.
 */
import { createServer } from 'node:http';

const NONCE_BYTES = 32;
const NONCE_LIFE_MS = 60_000;
const DOCUMENT_MAX_AGE_MS = 60_000;
/** Stops somebody who only asks for nonces from filling the memory. */
const NONCES_MAX = 10_000;
const BODY_MAX_BYTES = 64 * 1024;

const toBase64 = (bytes) => Buffer.from(bytes).toString('base64');

/** Nonces that were drawn here and not used yet. Each is good once, and for a minute. */
export function createNonces(now) {
  const issued = new Map();
  const forgetOld = () => {
    for (const [nonce, at] of issued) {
      if (now() - at < NONCE_LIFE_MS && issued.size <= NONCES_MAX) break;
      issued.delete(nonce);
    }
  };
  return {
    draw() {
      const nonce = toBase64(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
      issued.set(nonce, now());
      forgetOld();
      return nonce;
    },
    /** Whether it was drawn here, within its life and never taken before. */
    take(nonce) {
      forgetOld();
      return issued.delete(nonce);
    },
  };
}

/** The answer to one question, as status and JSON. `secret` is at most 190 bytes, what an RSA key of 2,048 bits takes. */
export function createService({ verifier, secret, now }) {
  const nonces = createNonces(now);
  return async (method, path, body) => {
    if (method !== 'POST') return { status: 405, answer: { error: 'expected POST' } };
    if (path === '/challenge') {
      return { status: 200, answer: { nonce: nonces.draw(), expiresInSeconds: 60 } };
    }
    if (path !== '/secret') return { status: 404, answer: { error: 'no such path' } };
    const { nonce, attestation_document: document } = body ?? {};
    if (typeof nonce !== 'string' || typeof document !== 'string') {
      return { status: 400, answer: { error: 'expected nonce and attestation_document' } };
    }
    // Taken before anything is verified: a nonce that was tried once is gone.
    if (!nonces.take(nonce)) return { status: 403, answer: { refused: ['nonce-mismatch'] } };
    const verdict = await verifier.verify(new Uint8Array(Buffer.from(document, 'base64')), {
      nonce: new Uint8Array(Buffer.from(nonce, 'base64')),
      maxAgeMs: DOCUMENT_MAX_AGE_MS,
    });
    if (!verdict.accepted) {
      return { status: 403, answer: { refused: verdict.reasons.map(({ code }) => code) } };
    }
    const ciphertext = await encryptTo(verdict.evidence.publicKey, secret);
    if (ciphertext === undefined) return { status: 403, answer: { refused: ['public-key'] } };
    return {
      status: 200,
      answer: { ciphertext: toBase64(ciphertext), release: verdict.release.id },
    };
  };
}

/** To the enclave's own key; undefined where the document has none that can be used. */
async function encryptTo(publicKey, secret) {
  if (publicKey === null) return undefined;
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
  try {
    const key = await crypto.subtle.importKey('spki', publicKey, algorithm, false, ['encrypt']);
    if (key.algorithm.modulusLength < 2048) return undefined;
    return new Uint8Array(await crypto.subtle.encrypt(algorithm, key, secret));
  } catch {
    return undefined;
  }
}

/** The service over HTTP. Put TLS in front of it: not for the secret, which needs none, but for whoever else listens. */
export function listen(service, port, host = '127.0.0.1') {
  const server = createServer(async (request, response) => {
    try {
      const { status, answer } = await service(
        request.method,
        new URL(request.url ?? '/', 'http://service').pathname,
        await jsonOf(request),
      );
      send(response, status, answer);
    } catch {
      // What went wrong inside is nobody's business outside.
      send(response, 400, { error: 'the request could not be read' });
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

async function jsonOf(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > BODY_MAX_BYTES) throw new Error('too long');
    parts.push(part);
  }
  return length === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString('utf8'));
}

function send(response, status, answer) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(answer)}\n`);
}
