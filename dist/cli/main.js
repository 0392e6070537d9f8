#!/usr/bin/env node
import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  CLEAR_PROGRESS,
  COMMANDS,
  failed,
  measure,
  measureRequest,
  openFileSource,
  readTextFile,
  renderFailure,
  renderMeasure,
  renderOutcomeJson,
  renderProgress,
  renderWarnings,
  systemNow,
  terminalStyle,
  writeStandard,
  writeTextFile
} from "../chunks/chunk-2ZWVEE5B.js";
import "../chunks/chunk-JIYCIMII.js";
import "../chunks/chunk-L6RQXDQI.js";
import {
  UsageError,
  __commonJS,
  __require,
  __toESM
} from "../chunks/chunk-MMDRLEJI.js";

// builtin:node:util
var require_node_util = __commonJS({
  "builtin:node:util"(exports, module) {
    module.exports = __require("node:util");
  }
});

// src/adapters/terminal.ts
function processTerminal() {
  const { env } = process;
  const dumb = env["TERM"] === "dumb";
  const colours = !dumb && (env["NO_COLOR"] ?? "") === "";
  return {
    out: (text) => writeStandard(1, text),
    err: (text) => writeStandard(2, text),
    outColours: () => colours && process.stdout.isTTY === true,
    errColours: () => colours && process.stderr.isTTY === true,
    progress: () => !dumb && process.stderr.isTTY === true
  };
}

// src/cli/parse.ts
var import_node_util = __toESM(require_node_util(), 1);

// src/base/version.ts
var VERSION = "0.1.0";

// src/cli/help.ts
var EXIT_CODES = `Exit codes: 0 done; 1 usage or internal error; 2 format or signature refused; 3 refused by policy;
4 conflict, try again; 5 drift found; 6 could not tell.
`;
function programHelp() {
  const commands = Object.entries(COMMANDS).map(([name, { summary }]) => entry(name, summary));
  return `Usage: pcr-allowlist COMMAND [options]

Measures AWS Nitro Enclave images (EIF).

Commands:
${commands.join("")}
Options:
${entry("-h, --help", "Print this, or the help of a command.")}${entry("-V, --version", "Print the version.")}
${EXIT_CODES}`;
}
function commandHelp(name, { summary, argument, options, examples }) {
  const rows = options.map(
    (option) => entry(
      option.kind === "flag" ? `--${option.name}` : `--${option.name} ${option.value}`,
      option.description
    )
  );
  return `Usage: pcr-allowlist ${name} ${argument.value} [options]

${summary}

Arguments:
${entry(argument.value ?? argument.name, argument.description)}
Options:
${rows.join("")}${entry("--json", "Print one JSON object on standard output, whatever happens.")}${entry("-h, --help", "Print this.")}
Examples:
${examples.map((line) => `  ${line}
`).join("")}
${EXIT_CODES}`;
}
var NAME_COLUMNS = 28;
var TEXT_COLUMNS = 80;
function entry(name, text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + 1 + word.length > TEXT_COLUMNS) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line, i) => `  ${(i === 0 ? name : "").padEnd(NAME_COLUMNS)}${line}
`).join("");
}

// src/cli/parse.ts
function commandOf(argv) {
  const [word] = argv.filter((argument) => !argument.startsWith("-"));
  return word !== void 0 && Object.hasOwn(COMMANDS, word) ? word : null;
}
function parseCommandLine(argv) {
  const [first, ...rest] = argv;
  if (first === "--version" || first === "-V") return { kind: "text", text: `${VERSION}
` };
  if (first === "--help" || first === "-h") return { kind: "text", text: programHelp() };
  const command = commandOf(argv);
  if (command === null)
    throw usage(
      first === void 0 ? "expected a command" : `unknown command ${JSON.stringify(first)}`
    );
  if (first !== command) throw usage(`expected the command first, found ${JSON.stringify(first)}`);
  const spec = COMMANDS[command];
  const { flags, texts, positionals } = parseArguments(rest, spec);
  if (flags.has("help")) return { kind: "text", text: commandHelp(command, spec) };
  return { kind: "command", command, values: valuesOf(spec, flags, texts, positionals) };
}
function parseArguments(args, { options }) {
  const config = Object.fromEntries(
    options.map(({ name, kind }) => [
      name,
      { type: kind === "flag" ? "boolean" : "string", multiple: true }
    ])
  );
  const always = {
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" }
  };
  try {
    const { values, positionals } = (0, import_node_util.parseArgs)({
      args: [...args],
      options: { ...config, ...always },
      allowPositionals: true
    });
    const given = Object.entries(values);
    return {
      flags: new Set(
        given.filter(([, value]) => value === true || Array.isArray(value) && value[0] === true).map(([name]) => name)
      ),
      texts: new Map(
        given.flatMap(
          ([name, value]) => Array.isArray(value) && typeof value[0] === "string" ? [[name, value]] : []
        )
      ),
      positionals
    };
  } catch (error) {
    const [sentence = ""] = String(error.message).split(". ");
    throw usage(sentence);
  }
}
function valuesOf({ argument, options }, flags, texts, positionals) {
  const [value, extra] = positionals;
  if (value === void 0 || value === "")
    throw usage(`expected ${argument.value}, ${argument.description}`);
  if (extra !== void 0) throw usage(`unexpected argument ${JSON.stringify(extra)}`);
  return {
    [argument.name]: value,
    json: flags.has("json"),
    ...Object.fromEntries(
      options.map((option) => [option.name, optionValue(option, flags, texts)])
    )
  };
}
function optionValue({ name, kind }, flags, texts) {
  if (kind === "flag") return flags.has(name);
  const given = texts.get(name) ?? [];
  if (given.includes("")) throw usage(`--${name} must not be empty`);
  if (kind === "list") return given;
  if (given.length > 1) throw usage(`--${name} was given twice`);
  return given[0];
}
function usage(message) {
  return new UsageError(message, {
    hint: "Run pcr-allowlist --help, or pcr-allowlist COMMAND --help, for what there is."
  });
}

// src/cli/run.ts
var PROGRESS_FROM_BYTES = 32 * 1024 * 1024;
async function run(argv, terminal) {
  try {
    const invocation = parseCommandLine(argv);
    if (invocation.kind === "text") {
      terminal.out(invocation.text);
      return 0;
    }
    return await runMeasure(measureRequest(invocation.values), terminal);
  } catch (error) {
    const outcome = failed(commandOf(argv), error);
    const json = argv.includes("--json");
    if (json) terminal.out(renderOutcomeJson(outcome, (result) => result));
    else tellProblems(outcome, terminal);
    return outcome.exitCode;
  }
}
async function runMeasure(request, terminal) {
  const progress = new Progress(terminal);
  const outcome = await measure(
    request,
    {
      openImage: openFileSource,
      readText: readTextFile,
      onProgress: (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes)
    },
    systemNow()
  );
  progress.clear();
  const style = terminalStyle(request.form === "report" && terminal.outColours());
  const { out, file } = renderMeasure(outcome, request.form, style);
  if (request.output !== void 0 && file !== void 0) await writeTextFile(request.output, file);
  terminal.out(out);
  if (request.form !== "json") tellProblems(outcome, terminal);
  return outcome.exitCode;
}
function tellProblems({ warnings, error }, terminal) {
  if (warnings.length === 0 && error === void 0) return;
  const style = terminalStyle(terminal.errColours());
  terminal.err(renderWarnings(warnings, style));
  if (error !== void 0) terminal.err(renderFailure(error, style));
}
var Progress = class {
  terminal;
  shown = -1;
  constructor(terminal) {
    this.terminal = terminal;
  }
  show(name, doneBytes, totalBytes) {
    const percent = Math.floor(100 * doneBytes / totalBytes);
    if (totalBytes < PROGRESS_FROM_BYTES || percent === this.shown || !this.terminal.progress())
      return;
    this.shown = percent;
    this.terminal.err(renderProgress(name, doneBytes, totalBytes));
  }
  clear() {
    if (this.shown >= 0) this.terminal.err(CLEAR_PROGRESS);
  }
};

// src/cli/main.ts
process.exitCode = await run(process.argv.slice(2), processTerminal());
