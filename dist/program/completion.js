import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// part:program/measure
import { CLI_COMMANDS, GLOBAL_OPTIONS, SHELLS, TEXT_COMMANDS, argumentsOf } from "./measure.js";

// src/cli/completion.ts
function completionScript(shell) {
  return SCRIPTS[shell]();
}
var SCRIPTS = { bash, zsh, fish };
var COMMANDS = Object.entries(CLI_COMMANDS);
var NAMES = [...COMMANDS.map(([name]) => name), ...Object.keys(TEXT_COMMANDS)];
var FLAGS = GLOBAL_OPTIONS;
function bash() {
  const cases = COMMANDS.map(([name, { options }]) => {
    const values = options.filter(({ kind }) => kind !== "flag");
    const words = [...options, ...FLAGS].map((option) => `--${option.name}`);
    return `    ${name})
      options='${words.join(" ")}'
      values=' ${values.map((option) => `--${option.name} `).join("")}'
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
    COMPREPLY=($(compgen -W '${NAMES.join("\n")}' -- "$word"))
    return
  fi
  case $command in
    help)
      ((COMP_CWORD == 2)) && COMPREPLY=($(compgen -W '${COMMANDS.map(([name]) => name).join("\n")}' -- "$word"))
      return
      ;;
    completion)
      ((COMP_CWORD == 2)) && COMPREPLY=($(compgen -W '${SHELLS.join("\n")}' -- "$word"))
      return
      ;;
${cases.join("")}    *) return ;;
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
function zsh() {
  const described = (entries) => entries.map(
    ([name, { summary }]) => `    ${quoted(`${name}:${sentence(summary).replaceAll(":", "\\:")}`)}
`
  ).join("");
  const cases = COMMANDS.map(([name, spec]) => {
    const specs = [
      ...spec.options.map(zshOption),
      ...FLAGS.map((option) => `--${option.name}[${zshText(option.description)}]`),
      ...argumentsOf(spec).map(({ value }, i) => `${i + 1}:${value}:_files`)
    ];
    return `    ${name})
      _arguments ${specs.map(quoted).join(" \\\n        ")}
      ;;
`;
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
    completion) ((CURRENT == 2)) && _values shell ${SHELLS.join(" ")} ;;
${cases.join("")}  esac
}
if [[ $funcstack[1] == _pcr_allowlist ]]; then
  _pcr_allowlist "$@"
else
  compdef _pcr_allowlist pcr-allowlist
fi
`;
}
function zshOption({ name, kind, value = "", description }) {
  const often = kind === "list" ? "*" : "";
  const takes = kind === "flag" ? "" : `:${value}:_files`;
  return `${often}--${name}${kind === "flag" ? "" : "="}[${zshText(description)}]${takes}`;
}
function zshText(text) {
  return sentence(text).replace(/[\\[\]:]/g, (character) => `\\${character}`);
}
function fish() {
  const first = `'not __fish_seen_subcommand_from ${NAMES.join(" ")}'`;
  const lines = [
    ...COMMANDS.map(([name, { summary }]) => [name, summary]),
    ...Object.entries(TEXT_COMMANDS).map(([name, { summary }]) => [name, summary])
  ].map(
    ([name, summary]) => `complete -c pcr-allowlist -f -n ${first} -a ${name} -d ${fishQuoted(sentence(summary))}
`
  );
  const options = COMMANDS.flatMap(
    ([name, spec]) => [...spec.options, ...FLAGS].map((option) => {
      const takes = "kind" in option && option.kind !== "flag" ? " -r -F" : "";
      const short = "short" in option ? ` -s ${option.short}` : "";
      return `complete -c pcr-allowlist -n '__fish_seen_subcommand_from ${name}' -l ${option.name}${short}${takes} -d ${fishQuoted(sentence(option.description))}
`;
    })
  );
  return `# fish completion of pcr-allowlist. Load it with: pcr-allowlist completion fish | source
complete -c pcr-allowlist -e
${lines.join("")}complete -c pcr-allowlist -f -n '__fish_seen_subcommand_from help' -a '${COMMANDS.map(([name]) => name).join(" ")}'
complete -c pcr-allowlist -f -n '__fish_seen_subcommand_from completion' -a '${SHELLS.join(" ")}'
${options.join("")}`;
}
function sentence(text) {
  return (/^.*?[.;](?= |$)/.exec(text)?.[0] ?? text).replace(/[.;]$/, "");
}
function quoted(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
function fishQuoted(word) {
  return `'${word.replace(/['\\]/g, (character) => `\\${character}`)}'`;
}
export {
  completionScript
};
