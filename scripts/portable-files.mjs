/** Bundles the files of `dist/` that Node and browsers take as they are, and holds them to their limits. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Each file with its limits in bytes. What not every reader needs is a file of its own. */
export const PORTABLE = {
  verifier: { maxBytes: 140_000, maxGzippedBytes: 49_152 },
  'document-decoder': { maxBytes: 16_000, maxGzippedBytes: 6_144 },
};
/**
 * What only Node has, or what a page with a strict content security policy refuses. cbor-x names `Buffer` in code that
 * never runs: `__tests__/verifier` runs the built file without one.
 */
const NOT_PORTABLE = /\bnode:|\bprocess\.|\brequire\s*\(|\bnew Function\b|\beval\s*\(/;

/** Left out for their size: each only saves time with lists of many releases, and may always leave the work to others. */
const FAST_READERS = {
  'allowlist/list-v2-entries.ts': 'export function usualEntries() { return undefined; }',
  'format/dsse-payload.ts': 'export function readPayloadApart() { return undefined; }',
};
const withoutFastReaders = {
  name: 'without-fast-readers',
  setup({ onLoad }) {
    for (const [file, contents] of Object.entries(FAST_READERS)) {
      const filter = new RegExp(`[\\\\/]${file.replaceAll('/', '[\\\\/]').replace('.', '\\.')}$`);
      onLoad({ filter }, () => ({ contents, loader: 'ts' }));
    }
  },
};

/** Bundles each file with `bundle` of scripts/build.mjs. Returns what esbuild says of the outputs. */
export async function bundlePortable(bundle, outdir) {
  const outputs = {};
  for (const [name, { maxBytes, maxGzippedBytes }] of Object.entries(PORTABLE)) {
    const bundled = await bundle({
      entryPoints: { [name]: `src/${name}.ts` },
      outdir,
      minify: true,
      charset: 'utf8',
      platform: 'neutral',
      target: 'es2023',
      plugins: [withoutFastReaders],
    });
    const built = readFileSync(`${outdir}/${name}.js`);
    requireSize(`${name}.js`, built.length, maxBytes);
    requireSize(`${name}.js, gzipped,`, gzipSync(built, { level: 9 }).length, maxGzippedBytes);
    const [found] = NOT_PORTABLE.exec(built.toString('utf8')) ?? [];
    if (found !== undefined) throw new Error(`${name}.js is not portable: it holds ${found}`);
    Object.assign(outputs, bundled);
  }
  return outputs;
}

function requireSize(what, bytes, maxBytes) {
  if (bytes > maxBytes) throw new Error(`${what} has ${bytes} bytes, more than ${maxBytes}`);
}
