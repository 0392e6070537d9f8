/** Builds `dist/` from `src/`: bundles with esbuild, types with tsc, notices of what the bundles contain. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { thirdPartyNotices } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * `@actions/core` re-exports an OIDC client that pulls in a whole HTTP stack and triples the cold start. Marked free of
 * side effects, what is not used of these packages falls away.
 */
const withoutUnusedParts = {
  name: 'without-unused-parts',
  setup(builder) {
    builder.onResolve({ filter: /^@actions\/|^\.\/.*\.js$/ }, async (args) => {
      if (args.pluginData === 'resolving' || !/@actions/.test(args.path + args.resolveDir))
        return undefined;
      const { path, kind } = args;
      const resolved = await builder.resolve(path, {
        kind,
        importer: args.importer,
        resolveDir: args.resolveDir,
        pluginData: 'resolving',
      });
      return { ...resolved, sideEffects: false };
    });
  },
};

/**
 * A static import of a Node module asks it for every one of its exports, which loads what nobody uses (`node:fs` brings
 * streams and promises along). Required, a module gives only the names that our sources import of it.
 */
const requiredBuiltins = {
  name: 'required-builtins',
  setup(builder) {
    const names = importedNames();
    builder.onResolve({ filter: /^node:|^(?:fs|os|path|crypto)$/ }, ({ path, kind, importer }) =>
      kind === 'import-statement' && !OF_SDK.test(importer)
        ? { path, namespace: 'builtin' }
        : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: [
        ...names
          .get(path)
          .map(
            (name) =>
              `export const ${name} = /* @__PURE__ */ (() => require('${path}').${name})();`,
          ),
        `export default /* @__PURE__ */ (() => require('${path}'))();`,
      ].join('\n'),
    }));
  },
};

/** SDKs are loaded for the network, which takes longer than all that they import of Node: that stays as it is. */
const OF_SDK = /[\\/]node_modules[\\/](?!@actions[\\/]core[\\/])/;

/**
 * The files of `src/adapters` through which SDKs are loaded on demand. They import nothing of ours, so they are built
 * apart and once, into `dist/sdk/`, whichever programs use them.
 */
const SDK_FILES = readdirSync(`${root}src/adapters`, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('-sdk.ts'),
);

/**
 * Files that a program loads on demand and that are built apart, so that esbuild does not split what it loads at once
 * into pieces that both need: each file more costs its start a millisecond.
 */
const LOADED_APART = /[\\/]run-(?:list-on-terminal|list-in-step|demo)\.js$/;

const partsApart = {
  name: 'parts-apart',
  setup(builder) {
    builder.onResolve({ filter: LOADED_APART }, ({ path, kind, importer }) => {
      if (kind !== 'dynamic-import')
        throw new Error(`${importer} imports ${path} statically: only import() keeps it apart`);
      return { path, external: true };
    });
    builder.onResolve({ filter: /-sdk\.js$/ }, ({ path, kind, importer }) => {
      if (kind !== 'dynamic-import')
        throw new Error(`${importer} imports ${path} statically: only import() keeps the SDK out`);
      return { path: `../sdk/${path.replace('./', '')}`, external: true };
    });
  },
};

/** What `@actions/core` names of Node; what it names in parts that we do not use falls away. A name too few ends the build. */
const NAMES_OF_ACTIONS_CORE = [
  ['crypto', ['randomUUID']],
  ['fs', ['appendFileSync', 'constants', 'existsSync', 'promises']],
  ['os', ['EOL']],
  ['path', ['delimiter']],
];

/** The names that `src/` imports of each Node module, types aside. */
function importedNames() {
  const names = new Map(NAMES_OF_ACTIONS_CORE);
  const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  for (const file of files) {
    const imports = readFileSync(`${root}src/${file}`, 'utf8').matchAll(
      /^import \{([^}]*)\} from '(node:[^']+)';/gm,
    );
    for (const [, list, module] of imports) {
      const values = list
        .split(',')
        .map((name) => name.trim().replace(/ as .*/, ''))
        .filter((name) => name !== '' && !name.startsWith('type '));
      names.set(module, [...new Set([...(names.get(module) ?? []), ...values])].sort());
    }
  }
  return names;
}

/**
 * Built apart, so that each program loads few files: every file more costs its start about a millisecond. Within a
 * build, code that is loaded on demand (`import()`) is split off.
 */
const PROGRAMS = [
  { 'action/main': 'src/action/main.ts' },
  { 'cli/main': 'src/cli/main.ts' },
  {
    'action/run-list-in-step': 'src/action/run-list-in-step.ts',
    'cli/run-list-on-terminal': 'src/cli/run-list-on-terminal.ts',
    'cli/run-demo': 'src/cli/run-demo.ts',
  },
  { index: 'src/index.ts' },
  { 'digest-worker': 'src/measure/digest-worker.ts' },
  Object.fromEntries(
    SDK_FILES.map((name) => [`sdk/${basename(name, '.ts')}`, `src/adapters/${name}`]),
  ),
];

export async function buildInto(outdir) {
  rmSync(outdir, { recursive: true, force: true });
  const outputs = {};
  for (const entryPoints of PROGRAMS)
    Object.assign(outputs, withoutOrphans(await bundle(entryPoints, outdir), entryPoints));
  Object.assign(outputs, await bundleVerifier(outdir));
  requireWorkerAddress(outputs);
  requireSdkAddress(outputs);
  const tsc = createRequire(import.meta.url)
    .resolve('typescript/package.json')
    .replace('package.json', 'bin/tsc');
  execFileSync(
    process.execPath,
    [tsc, '-p', 'tsconfig.types.json', '--outDir', `${outdir}/types`],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  keepReachableTypes(`${outdir}/types`, ['index.d.ts', 'verifier.d.ts']);
  writeFileSync(`${outdir}/THIRD_PARTY_NOTICES.txt`, thirdPartyNotices(outputs, root));
}

/**
 * tsc writes the types of every file that it reads. What a user's compiler never opens is not shipped, and what it opens
 * may name no package: `dist/` is whole without any.
 */
function keepReachableTypes(folder, entries) {
  const reachable = new Set(entries);
  for (const file of reachable) {
    const text = readFileSync(join(folder, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, name] of text.matchAll(/(?:\bfrom |\bimport\(|^import )['"]([^'"]+)['"]/gm)) {
      if (!name.startsWith('.')) throw new Error(`types/${file} needs the package ${name}`);
      reachable.add(join(dirname(file), name.replace(/\.js$/, '.d.ts')));
    }
  }
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !reachable.has(relative(folder, path))) rmSync(path);
  }
}

async function bundle(entryPoints, outdir) {
  const { metafile, warnings } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'none',
    metafile: true,
    define: { DIGEST_WORKER: JSON.stringify(WORKER_ADDRESS) },
    plugins: [requiredBuiltins, withoutUnusedParts, partsApart],
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
    logLevel: 'warning',
  });
  if (warnings.length > 0) throw new Error(`esbuild warns ${warnings.length} times`);
  return metafile.outputs;
}

/** esbuild writes a chunk for every `import()` that it reads, also for those in code that falls away afterwards. */
function withoutOrphans(outputs, entryPoints) {
  const sources = Object.values(entryPoints);
  const used = new Set(Object.keys(outputs).filter((p) => sources.includes(outputs[p].entryPoint)));
  for (const path of used)
    for (const found of outputs[path].imports) if (!found.external) used.add(found.path);
  for (const path of Object.keys(outputs)) if (!used.has(path)) rmSync(join(root, path));
  return Object.fromEntries(Object.entries(outputs).filter(([path]) => used.has(path)));
}

/** The portable verifier: one file that Node and browsers take as it is. */
const VERIFIER = 'src/verifier.ts';
const VERIFIER_MAX_BYTES = 140_000;
const VERIFIER_MAX_GZIPPED_BYTES = 49_152;
/**
 * What only Node has, or what a page with a strict content security policy refuses. cbor-x names `Buffer` in code that
 * never runs: `__tests__/verifier` runs the built file without one.
 */
const NOT_PORTABLE = /\bnode:|\bprocess\.|\brequire\s*\(|\bnew Function\b|\beval\s*\(/;

async function bundleVerifier(outdir) {
  const { metafile, warnings } = await build({
    absWorkingDir: root,
    entryPoints: { verifier: VERIFIER },
    outdir,
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'esm',
    platform: 'neutral',
    target: 'es2023',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  if (warnings.length > 0) throw new Error(`esbuild warns ${warnings.length} times`);
  const built = readFileSync(`${outdir}/verifier.js`);
  if (built.length > VERIFIER_MAX_BYTES)
    throw new Error(`verifier.js has ${built.length} bytes, more than ${VERIFIER_MAX_BYTES}`);
  const gzipped = gzipSync(built, { level: 9 });
  if (gzipped.length > VERIFIER_MAX_GZIPPED_BYTES)
    throw new Error(
      `verifier.js has ${gzipped.length} bytes gzipped, more than ${VERIFIER_MAX_GZIPPED_BYTES}`,
    );
  const [found] = NOT_PORTABLE.exec(built.toString('utf8')) ?? [];
  if (found !== undefined) throw new Error(`verifier.js is not portable: it holds ${found}`);
  return metafile.outputs;
}

/** The worker, seen from `dist/chunks/`. */
const WORKER_ADDRESS = '../digest-worker.js';

/** `measure/digest-threads` finds its worker from `dist/chunks/`, so its code must not move into an entry. */
function requireWorkerAddress(outputs) {
  const holders = Object.entries(outputs).filter(([, output]) =>
    Object.keys(output.inputs).includes('src/measure/digest-threads.ts'),
  );
  for (const [path] of holders) {
    if (!/[\\/]chunks[\\/]/.test(path))
      throw new Error(`digest-threads is bundled into ${path}, not into a chunk`);
  }
}

/** `../sdk/` is right from `dist/chunks/` and from any folder beside it, and from no other place. */
function requireSdkAddress(outputs) {
  for (const [path, { imports }] of Object.entries(outputs)) {
    const usesSdk = imports.some((found) => found.external && found.path.startsWith('../sdk/'));
    if (usesSdk && !/^[^\\/]+[\\/][^\\/]+[\\/][^\\/]+$/.test(path))
      throw new Error(`${path} cannot find dist/sdk/`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildInto(`${root}dist`);
