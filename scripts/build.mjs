/** Builds `dist/` from `src/`: bundles with esbuild, types with tsc, notices of what the bundles contain. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { thirdPartyNotices } from './notices.mjs';
import { bundlePortable, PORTABLE } from './portable-files.mjs';
import { writeTypes } from './types.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const requireHere = createRequire(import.meta.url);

/**
 * Files of `dist/` that people, runners and threads name, each with its modules, the first one being the entry. No other
 * file imports them, so only the command line knows of `demo`.
 */
const ENTRIES = {
  'cli/main': ['src/cli/main.ts', 'src/cli/run-program.ts'],
  'action/main': ['src/action/main.ts'],
  index: ['src/index.ts'],
  'digest-worker': ['src/measure/digest-worker.ts'],
};

/**
 * The commands that are actions of their own. Each has a file of one line in `dist/action/`, which names its command
 * (`__tests__/house/actions.test.ts` holds this list to the table of options).
 */
const TASKS = [
  'status',
  'measure',
  'publish',
  'approve',
  'retire',
  'revoke',
  'rollback',
  'unretire',
  'renew',
  'reconcile',
  'drift',
  'verify',
];
const taskEntry = (task) =>
  `import { startStep } from '../program/measure.js'; await startStep('${task}');\n`;

/**
 * Files with the rest of the application, each with the modules that it starts from. A module goes into the first file
 * that reaches it by static imports, so a line of `src/` is in one file. Every file that a program loads costs its start
 * about a millisecond: `measure` starts with its entry and one of these, and programs load the others with `import()`.
 */
const PARTS = {
  'program/measure': [...ENTRIES['cli/main'], ...ENTRIES['action/main']],
  'program/on-demand': ['src/measure/on-demand.ts'],
  'program/insides': ['src/measure/compare-insides.ts'],
  'program/lists': [
    'src/cli/run-list-on-terminal.ts',
    'src/cli/run-file-command.ts',
    'src/action/run-list-in-step.ts',
    ...ENTRIES.index,
  ],
  'program/demo': ['src/cli/run-demo.ts'],
  'program/completion': ['src/cli/completion.ts'],
};

/** Files of third parties, by the modules through which programs load SDKs with `import()`. These import nothing of ours. */
const SDKS = Object.fromEntries(
  readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('-sdk.ts'))
    .map((name) => [`sdk/${basename(name, '.ts')}`, `src/${name}`]),
);

export async function buildInto(outdir) {
  rmSync(outdir, { recursive: true, force: true });
  const outputs = { ...(await bundleSdks(outdir)), ...(await bundlePortable(bundle, outdir)) };
  for (const file of [...Object.keys(ENTRIES), ...Object.keys(PARTS)]) {
    const plugins = [importsOfFiles(file), requiredBuiltins, withoutUnusedParts];
    const entryPoints = { [file]: ENTRIES[file]?.[0] ?? file };
    Object.assign(outputs, await bundle({ ...FOR_NODE, entryPoints, outdir, plugins }));
  }
  for (const task of TASKS) writeFileSync(`${outdir}/action/${task}.js`, taskEntry(task));
  writeTypes(outdir, ['index', ...Object.keys(PORTABLE)]);
  writeFileSync(`${outdir}/THIRD_PARTY_NOTICES.txt`, thirdPartyNotices(outputs, root));
}

/** Bundles and returns what esbuild says of each output file. */
async function bundle(options) {
  const { metafile, warnings } = await build({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    ...options,
  });
  if (warnings.length > 0) throw new Error(`esbuild warns ${warnings.length} times`);
  return metafile.outputs;
}

const FOR_NODE = {
  platform: 'node',
  target: 'node20.19',
  // Seen from `dist/program/`, where `src/measure/digest-threads.ts` is built into.
  define: { DIGEST_WORKER: JSON.stringify('../digest-worker.js') },
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
};

/** The static imports of a module: from which module, and which names, types aside. */
function importsIn(module) {
  const text = readFileSync(root + module, 'utf8');
  return [...text.matchAll(/^(?:im|ex)port \{([^}]*)\} from '(\.[^']+)\.js';/gm)]
    .map(([, list, path]) => ({
      from: relative(root, resolve(root, dirname(module), `${path}.ts`)),
      names: list
        .split(',')
        .map((name) => name.trim().replace(/ as .*/, ''))
        .filter((name) => name !== '' && !name.startsWith('type ')),
    }))
    .filter(({ names }) => names.length > 0);
}

/** The file of each module. */
function filesOfModules() {
  const places = new Map(Object.entries(SDKS).map(([file, module]) => [module, file]));
  for (const [file, modules] of Object.entries(ENTRIES))
    for (const module of modules) places.set(module, file);
  for (const [file, seeds] of Object.entries(PARTS)) {
    const reached = new Set(seeds);
    for (const module of reached) for (const { from } of importsIn(module)) reached.add(from);
    for (const module of reached) if (!places.has(module)) places.set(module, file);
  }
  return places;
}

/**
 * Imports files of `dist/` in place of the modules that are in them. A file exports what modules of other files import.
 * No two modules export the same name (`__tests__/house/names.test.ts`); esbuild refuses a name that is missing.
 */
function importsOfFiles(current) {
  const places = filesOfModules();
  const crossing = [...places].flatMap(([module, by]) =>
    importsIn(module).map((found) => ({ ...found, by, file: places.get(found.from) })),
  );
  const addressOf = (file) => relative(dirname(current), `${file}.js`).replace(/^(?!\.)/, './');
  const importsOf = (file) => {
    const used = crossing.filter((found) => found.file === file && found.by === current);
    const names = new Set(used.flatMap((found) => found.names));
    return `export { ${[...names].sort().join(', ')} } from 'part:${file}';`;
  };
  const exportsOf = (file) => {
    const used = crossing.filter((found) => found.file === file && found.by !== file);
    const lines = used.flatMap(({ from, names }) =>
      names.map((name) => `export { ${name} } from './${from}';`),
    );
    const seeds = PARTS[file].filter((module) => places.get(module) === file);
    return [...seeds.map((module) => `export * from './${module}';`), ...new Set(lines)].join('\n');
  };
  return {
    name: 'imports-of-files',
    setup(builder) {
      builder.onResolve({ filter: /^program\// }, ({ path }) => ({ path, namespace: 'part' }));
      builder.onResolve({ filter: /^part:/ }, ({ path }) => ({
        path: addressOf(path.replace('part:', '')),
        external: true,
      }));
      builder.onResolve({ filter: /^\./ }, ({ path, kind, importer, resolveDir }) => {
        const module = relative(root, resolve(resolveDir, path)).replace(/\.js$/, '.ts');
        const file = places.get(module);
        if (file === undefined && module.startsWith('src/'))
          throw new Error(`${module} is in no file of dist/: add it to PARTS`);
        if (file === undefined || file === current) return undefined;
        if (kind === 'dynamic-import') return { path: addressOf(file), external: true };
        if (file in SDKS) throw new Error(`${importer} loads ${path} without import()`);
        if (file in ENTRIES) throw new Error(`${importer} imports ${path}, which is in an entry`);
        return { path: file, namespace: 'part', sideEffects: false };
      });
      builder.onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => ({
        contents: path === current ? exportsOf(path) : importsOf(path),
        resolveDir: root,
      }));
    },
  };
}

/**
 * A static import of a Node module asks it for every one of its exports, which loads what nobody uses (`node:fs` brings
 * streams and promises along). Required, a module is asked only for the names that are used of it.
 */
const requiredBuiltins = {
  name: 'required-builtins',
  setup(builder) {
    builder.onResolve({ filter: /^node:|^(?:fs|os|path|crypto)$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'builtin' } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: Object.keys(requireHere(path))
        .map(
          (name) => `export const ${name} = /* @__PURE__ */ (() => require('${path}').${name})();`,
        )
        .concat(`export default /* @__PURE__ */ (() => require('${path}'))();`)
        .join('\n'),
    }));
  },
};

/**
 * `@actions/core` re-exports an OIDC client that pulls in a whole HTTP stack and triples the cold start. Marked free of
 * side effects, what is not used of these packages falls away.
 */
const withoutUnusedParts = {
  name: 'without-unused-parts',
  setup(builder) {
    const filter = /^@actions\/|^\.\/.*\.js$/;
    builder.onResolve({ filter }, async ({ path, pluginData, ...from }) => {
      if (pluginData === 'resolving' || !/@actions/.test(path + from.resolveDir)) return undefined;
      const resolved = await builder.resolve(path, { ...from, pluginData: 'resolving' });
      return { ...resolved, sideEffects: false };
    });
  },
};

/** Bundles the SDKs. Only third parties' code is in these chunks, so their names change only when a package does. */
async function bundleSdks(outdir) {
  const chunkNames = 'sdk/[name]-[hash]';
  const alias = { undici: './scripts/no-undici.mjs' };
  const options = { ...FOR_NODE, entryPoints: SDKS, outdir, splitting: true, chunkNames, alias };
  const outputs = await bundle(options);
  // esbuild writes a chunk for every `import()` that it reads, even if the code around it falls away afterwards.
  const used = new Set(Object.keys(SDKS).map((file) => relative(root, `${outdir}/${file}.js`)));
  for (const path of used)
    for (const found of outputs[path].imports) if (!found.external) used.add(found.path);
  for (const path of Object.keys(outputs)) if (!used.has(path)) rmSync(join(root, path));
  return Object.fromEntries([...used].map((path) => [path, outputs[path]]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildInto(`${root}dist`);
