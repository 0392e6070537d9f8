import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';

const root = join(import.meta.dirname, '../..');

/** What a Dockerfile says of the image, in the order of its instructions. */
export interface ContainerImage {
  readonly instructions: readonly string[];
  readonly base: string;
  readonly copies: readonly {
    readonly from: readonly string[];
    readonly to: string;
    readonly mode?: number;
  }[];
  readonly user: string;
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly path: readonly string[];
}

/** The Dockerfile of this repository. Throws where it has what this does not read, such as RUN. */
export function readDockerfile(): ContainerImage {
  const instructions = DockerfileParser.parse(
    readFileSync(join(root, 'Dockerfile'), 'utf8'),
  ).getInstructions();
  const known = ['FROM', 'LABEL', 'COPY', 'ENV', 'USER', 'WORKDIR', 'ENTRYPOINT', 'CMD'];
  const names = instructions.map((one) => one.getKeyword());
  const strange = names.filter((name) => !known.includes(name));
  if (strange.length > 0) throw new Error(`the Dockerfile has ${strange.join(', ')}`);
  const last = (name: string): Instruction | undefined =>
    instructions.findLast((one) => one.getKeyword() === name);
  const textOf = (name: string): string => last(name)?.getArgumentsContent() ?? '';
  return {
    instructions: names,
    base: textOf('FROM'),
    copies: instructions.filter((one) => one.getKeyword() === 'COPY').map(copyOf),
    user: textOf('USER'),
    workdir: textOf('WORKDIR'),
    entrypoint: JSON.parse(textOf('ENTRYPOINT')),
    path: textOf('ENV')
      .replace(/^PATH=/, '')
      .split(':'),
  };
}

function copyOf(instruction: Instruction): ContainerImage['copies'][number] {
  const words = (instruction.getArgumentsContent() ?? '').split(/\s+/);
  const flags = words.filter((word) => word.startsWith('--'));
  const [mode] = flags.flatMap((flag) => /^--chmod=(0[0-7]{3})$/.exec(flag)?.[1] ?? []);
  if (flags.length > (mode === undefined ? 0 : 1)) throw new Error(`COPY has ${flags.join(' ')}`);
  const paths = words.filter((word) => !word.startsWith('--'));
  return {
    from: paths.slice(0, -1),
    to: paths.at(-1) ?? '',
    ...(mode === undefined ? {} : { mode: Number.parseInt(mode, 8) }),
  };
}

/** Lays the files of the image out below a folder, with the modes that they have in the image. */
export function layOutContainer(image: ContainerImage, folder: string): void {
  for (const { from, to, mode } of image.copies) {
    for (const source of from) {
      const isFolder = statSync(join(root, source)).isDirectory();
      const target = join(folder, to.endsWith('/') ? join(to, basename(source)) : to);
      cpSync(join(root, source), target, { recursive: isFolder });
      if (mode !== undefined) chmodSync(target, mode);
    }
  }
  mkdirSync(join(folder, image.workdir), { recursive: true });
}

/**
 * Writes a program `docker` that runs `docker run --rm --volume HOST:/work:ro IMAGE ARGS` without Docker: the entry of the
 * image from its file tree, in HOST, as a user without privileges where this process may choose one.
 */
export function writeDockerDouble(file: string, tree: string, image: ContainerImage): void {
  const program = `#!${process.execPath}
const { spawnSync } = require('node:child_process');
const [run, rm, option, volume, name, ...args] = process.argv.slice(2);
if ([run, rm, option].join(' ') !== 'run --rm --volume' || !volume.endsWith(':/work:ro') || !name.startsWith('ghcr.io/pcr-allowlist/action:')) {
  throw new Error('the double of docker does not take ' + process.argv.slice(2).join(' '));
}
const user = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
const entry = ${JSON.stringify(join(tree, '/opt/pcr-allowlist/dist/cli/main.js'))};
const { status, error } = spawnSync(process.execPath, [entry, ...args], {
  ...user, cwd: volume.slice(0, -':/work:ro'.length), env: { HOME: '/nonexistent', PATH: ${JSON.stringify(image.path.join(':'))} }, stdio: 'inherit',
});
if (error) throw error;
process.exit(status ?? 1);
`;
  writeFileSync(file, program, { mode: 0o755 });
}
