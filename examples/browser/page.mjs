/**
 * Sends a message to an enclave, and nothing before the enclave is verified: the document answers a nonce that was drawn
 * here, the allow-list accepts the image, and the message is encrypted to the key in the document. `settings.json`, which
 * the page's author serves with the page, says what is pinned.
 */
import { decodeDocument } from './document-decoder.js';
import { createVerifier, encodeHex, withSeen } from './verifier.js';

const REMEMBERED = 'pcr-allowlist';

/** The newest version of the list and the revocations that this browser has seen. Pages of this origin share it. */
const remember = {
  load: async () => JSON.parse(localStorage.getItem(REMEMBERED) ?? 'null') ?? undefined,
  save: (seen) =>
    navigator.locks.request(REMEMBERED, async () => {
      const kept = withSeen(await remember.load(), seen);
      localStorage.setItem(REMEMBERED, JSON.stringify(kept));
    }),
};

/** What the page needs of its surroundings; the tests give it a clock of their own. */
export async function createSender(settings, { now = () => Date.now(), root } = {}) {
  const verifier = createVerifier({
    trust: settings.trust,
    url: settings.listUrl,
    remember,
    now,
    ...(root === undefined ? {} : { root }),
  });
  return async (message) => {
    const nonce = crypto.getRandomValues(new Uint8Array(32));
    const answer = await fetch(`${settings.enclaveUrl}/attestation?nonce=${encodeHex(nonce)}`, {
      cache: 'no-store',
    });
    const document = decodeDocument(new Uint8Array(await answer.arrayBuffer()));
    const verdict = await verifier.verify(document, { nonce, maxAgeMs: 300_000 });
    if (!verdict.accepted) {
      return { sent: false, refused: verdict.reasons.map(({ code }) => code) };
    }
    const body = await encryptTo(verdict.evidence.publicKey, new TextEncoder().encode(message));
    await fetch(`${settings.enclaveUrl}/message`, { method: 'POST', body });
    return { sent: true, release: verdict.release.id };
  };
}

async function encryptTo(publicKey, bytes) {
  if (publicKey === null) throw new Error('the enclave gave no key');
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('spki', publicKey, algorithm, false, ['encrypt']);
  return crypto.subtle.encrypt(algorithm, key, bytes);
}

const form = document.querySelector('form');
form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const output = document.querySelector('output');
  try {
    const send = await createSender(await (await fetch('settings.json')).json());
    const { sent, refused, release } = await send(new FormData(form).get('message'));
    output.textContent = sent ? `Sent to release ${release}.` : `Not sent: ${refused.join(', ')}.`;
  } catch (error) {
    output.textContent = `Not sent: ${error.message}.`;
  }
});
