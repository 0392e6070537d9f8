import {
  argumentsOf,
  type CommandSpec,
  type OptionSpec,
} from '../workflow/options/command-spec.js';
import { CLI_COMMANDS } from './cli-commands.js';
import {
  GLOBAL_OPTIONS,
  type GlobalOption,
  SHELLS,
  type Shell,
  TEXT_COMMANDS,
} from './global-options.js';

/**
 * The script that completes the commands and options of this program in a shell. It starts no program and sends no
 * request.
 */
export function completionScript(shell: Shell): string {
  return SCRIPTS[shell]();
}

const SCRIPTS: { readonly [shell in Shell]: () => string } = { bash, zsh, fish };

const COMMANDS: readonly (readonly [name: string, spec: CommandSpec])[] =
  Object.entries(CLI_COMMANDS);
const NAMES = [...COMMANDS.map(([name]) => name), ...Object.keys(TEXT_COMMANDS)];
const FLAGS: readonly GlobalOption[] = GLOBAL_OPTIONS;

function bash(): string {
  const cases = COMMANDS.map(([name, { options }]) => {
    const values = options.filter(({ kind }) => kind !== 'flag');
    const words = [...options, ...FLAGS].map((option) => `--${option.name}`);
    return `    ${name})
      options='${words.join(' ')}'
      values=' ${values.map((option) => `--${option.name} `).join('')}'
      ;;
`;
  });
  return `# bash completion of pcr-allowlist. Load it with: source <(pcr-allowlist completion bash)
_pcr_allowlist() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local command=\${COMP_WORDS[1]} options='' values=' '
  local IFS=$'\\n'
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${NAMES.join('\n')}' -- "$word"))
    return
  fi
  case $command in
    help)
      ((COMP_CWORD == 2)) && COMPREPLY=($(compgen -W '${COMMANDS.map(([name]) => name).join('\n')}' -- "$word"))
      return
      ;;
    completion)
      ((COMP_CWORD == 2)) && COMPREPLY=($(compgen -W '${SHELLS.join('\n')}' -- "$word"))
      return
      ;;
${cases.join('')}    *) return ;;
  esac
  # readline cuts --config=FILE into three words.
  if [[ $word == '=' ]]; then
    word=''
  elif [[ $previous == '=' ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if [[ $word == -* && $values != *" $previous "* ]]; then
    COMPREPLY=($(compgen -W "\${options// /$IFS}" -- "$word"))
  else
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -F _pcr_allowlist pcr-allowlist
`;
}

function zsh(): string {
  const described = (entries: readonly (readonly [string, { readonly summary: string }])[]) =>
    entries
      .map(
        ([name, { summary }]) =>
          `    ${quoted(`${name}:${sentence(summary).replaceAll(':', '\\:')}`)}\n`,
      )
      .join('');
  const cases = COMMANDS.map(([name, spec]) => {
    const specs = [
      ...spec.options.map(zshOption),
      ...FLAGS.map((option) => `--${option.name}[${zshText(option.description)}]`),
      ...argumentsOf(spec).map(({ value }, i) => `${i + 1}:${value}:_files`),
    ];
    return `    ${name})\n      _arguments ${specs.map(quoted).join(' \\\n        ')}\n      ;;\n`;
  });
  return `#compdef pcr-allowlist
# zsh completion of pcr-allowlist. Load it with: source <(pcr-allowlist completion zsh)
_pcr_allowlist() {
  local -a commands
  commands=(
${described(COMMANDS)}${described(Object.entries(TEXT_COMMANDS))}  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
    help) ((CURRENT == 2)) && _describe command commands ;;
    completion) ((CURRENT == 2)) && _values shell ${SHELLS.join(' ')} ;;
${cases.join('')}  esac
}
if [[ $funcstack[1] == _pcr_allowlist ]]; then
  _pcr_allowlist "$@"
else
  compdef _pcr_allowlist pcr-allowlist
fi
`;
}

function zshOption({ name, kind, value = '', description }: OptionSpec): string {
  const often = kind === 'list' ? '*' : '';
  const takes = kind === 'flag' ? '' : `:${value}:_files`;
  return `${often}--${name}${kind === 'flag' ? '' : '='}[${zshText(description)}]${takes}`;
}

/** Text between the brackets of \`_arguments\`. */
function zshText(text: string): string {
  return sentence(text).replace(/[\\[\]:]/g, (character) => `\\${character}`);
}

function fish(): string {
  const first = `'not __fish_seen_subcommand_from ${NAMES.join(' ')}'`;
  const lines = [
    ...COMMANDS.map(([name, { summary }]) => [name, summary] as const),
    ...Object.entries(TEXT_COMMANDS).map(([name, { summary }]) => [name, summary] as const),
  ].map(
    ([name, summary]) =>
      `complete -c pcr-allowlist -f -n ${first} -a ${name} -d ${fishQuoted(sentence(summary))}\n`,
  );
  const options = COMMANDS.flatMap(([name, spec]) =>
    [...spec.options, ...FLAGS].map((option) => {
      const takes = 'kind' in option && option.kind !== 'flag' ? ' -r -F' : '';
      const short = 'short' in option ? ` -s ${option.short}` : '';
      return `complete -c pcr-allowlist -n '__fish_seen_subcommand_from ${name}' -l ${option.name}${short}${takes} -d ${fishQuoted(sentence(option.description))}\n`;
    }),
  );
  return `# fish completion of pcr-allowlist. Load it with: pcr-allowlist completion fish | source
complete -c pcr-allowlist -e
${lines.join('')}complete -c pcr-allowlist -f -n '__fish_seen_subcommand_from help' -a '${COMMANDS.map(([name]) => name).join(' ')}'
complete -c pcr-allowlist -f -n '__fish_seen_subcommand_from completion' -a '${SHELLS.join(' ')}'
${options.join('')}`;
}

/** The first sentence of a description, without its full stop. */
function sentence(text: string): string {
  return (/^.*?[.;](?= |$)/.exec(text)?.[0] ?? text).replace(/[.;]$/, '');
}

/** One word for bash and zsh. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function fishQuoted(word: string): string {
  return `'${word.replace(/['\\]/g, (character) => `\\${character}`)}'`;
}
