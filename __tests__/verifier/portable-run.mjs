/**
 * What the built verifier says of every document, told as data: the same program in plain Node and in a browser.
 * `library` is `dist/verifier.js`, `data` what `portable-data.ts` makes.
 */
export async function run(library, data) {
  const { decodeBase64, awsNitroRoot, rootNotOfAws, createVerifier } = library;
  const found = {};
  const said = async (ask) => {
    try {
      await ask();
      return 'accepted';
    } catch (error) {
      return error.code ?? String(error);
    }
  };
  for (const { name, document, now } of data.documents) {
    const bytes = decodeBase64(document);
    const root = awsNitroRoot();
    const live = { now, root, maxAgeMs: 300_000, nonce: 'not-required' };
    found[`${name} archived`] = await said(() => library.verifyArchived(bytes, { root }));
    found[`${name} live`] = await said(() => library.verifyLive(bytes, live));
  }
  for (const { name, trust, list, root, now, document, expectations } of data.verifications) {
    const source = list.url === undefined ? { allowList: decodeBase64(list.bytes) } : list;
    const verifier = createVerifier({
      trust,
      ...source,
      now: () => now,
      ...(root === undefined ? {} : { root: rootNotOfAws(decodeBase64(root)) }),
    });
    const { nonce, publicKey, ...others } = expectations;
    const verdict = await verifier.verify(decodeBase64(document), {
      ...others,
      nonce: nonce === 'not-required' ? nonce : decodeBase64(nonce),
      ...(publicKey === undefined ? {} : { publicKey: decodeBase64(publicKey) }),
    });
    found[name] = verdict.accepted
      ? `accepted ${verdict.release.id} ${verdict.fresh} ${verdict.channelBound}`
      : verdict.reasons.map(({ code }) => code).join(' ');
  }
  found['no list'] = await said(async () => createVerifier({ now: () => 1 }));
  const { envelope, keys } = data.manifest;
  const trust = { keys: keys.map(library.parsePublicKeyPem), threshold: 1 };
  found['manifest'] = await said(() => library.verifyManifest(decodeBase64(envelope), trust));
  return found;
}
