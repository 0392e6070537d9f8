/** Writes `src/demo/images.ts`: two image vectors, packed, because the package ships no tests. */
import { readFileSync, writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { root } from './source.mjs';

const NAMES = ['signed-p384.eif', 'signed-p384-next.eif'];
const COLUMNS = 96;

const images = NAMES.map((name) => readFileSync(`${root}__tests__/vectors/eif/${name}`));
const packed = deflateRawSync(Buffer.concat(images), { level: 9 }).toString('base64');
const lines = packed.match(new RegExp(`.{1,${COLUMNS}}`, 'g'));

writeFileSync(
  `${root}src/demo/images.ts`,
  `import { inflateRawSync } from 'node:zlib';
import { decodeBase64 } from '../base/encoding.js';

/**
 * Two releases of one enclave, as AWS's own builder made and signed them: the vectors \`${NAMES[0]}\` and
 * \`${NAMES[1]}\` of \`__tests__/vectors/eif\`, one behind the other, deflated. Written by
 * \`node scripts/demo-images.mjs\`; a test holds them equal.
 */
export function demoImages(): { readonly first: Uint8Array; readonly second: Uint8Array } {
  const bytes = new Uint8Array(inflateRawSync(decodeBase64(PACKED.replaceAll('\\n', ''))));
  return { first: bytes.slice(0, FIRST_BYTES), second: bytes.slice(FIRST_BYTES) };
}

const FIRST_BYTES = ${images[0].length};

const PACKED = \`${lines.join('\n')}\`;
`,
);
