import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  COMMANDS,
  failed,
  measure,
  measureJson,
  measureRequest,
  measurementsJson,
  metadataFacts,
  openFileSource,
  printable,
  readTextFile,
  renderMeasure,
  renderOutcomeJson,
  sizeText,
  systemNow,
  terminalStyle,
  writeStandard,
  writeTextFile
} from "../chunks/chunk-2ZWVEE5B.js";
import {
  require_node_crypto
} from "../chunks/chunk-JIYCIMII.js";
import {
  formatInstant,
  nameToRfc4514
} from "../chunks/chunk-L6RQXDQI.js";
import {
  UsageError,
  __commonJS,
  __require,
  __toESM,
  encodeUtf8
} from "../chunks/chunk-MMDRLEJI.js";

// builtin:node:os
var require_node_os = __commonJS({
  "builtin:node:os"(exports, module) {
    module.exports = __require("node:os");
  }
});

// builtin:node:path
var require_node_path = __commonJS({
  "builtin:node:path"(exports, module) {
    module.exports = __require("node:path");
  }
});

// builtin:os
var require_os = __commonJS({
  "builtin:os"(exports, module) {
    module.exports = __require("os");
  }
});

// builtin:crypto
var require_crypto = __commonJS({
  "builtin:crypto"(exports, module) {
    module.exports = __require("crypto");
  }
});

// builtin:fs
var require_fs = __commonJS({
  "builtin:fs"(exports, module) {
    module.exports = __require("fs");
  }
});

// builtin:path
var require_path = __commonJS({
  "builtin:path"(exports, module) {
    module.exports = __require("path");
  }
});

// src/adapters/github-runner.ts
var import_node_crypto = __toESM(require_node_crypto(), 1);
var import_node_os = __toESM(require_node_os(), 1);
var import_node_path = __toESM(require_node_path(), 1);

// node_modules/@actions/core/lib/command.js
var os = __toESM(require_os());

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
  if (input === null || input === void 0) {
    return "";
  } else if (typeof input === "string" || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
  if (!Object.keys(annotationProperties).length) {
    return {};
  }
  return {
    title: annotationProperties.title,
    file: annotationProperties.file,
    line: annotationProperties.startLine,
    endLine: annotationProperties.endLine,
    col: annotationProperties.startColumn,
    endColumn: annotationProperties.endColumn
  };
}

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + os.EOL);
}
var CMD_STRING = "::";
var Command = class {
  constructor(command, properties, message) {
    if (!command) {
      command = "missing.command";
    }
    this.command = command;
    this.properties = properties;
    this.message = message;
  }
  toString() {
    let cmdStr = CMD_STRING + this.command;
    if (this.properties && Object.keys(this.properties).length > 0) {
      cmdStr += " ";
      let first = true;
      for (const key in this.properties) {
        if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) {
              first = false;
            } else {
              cmdStr += ",";
            }
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
    }
    cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
    return cmdStr;
  }
};
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
var crypto = __toESM(require_crypto());
var fs = __toESM(require_fs());
var os2 = __toESM(require_os());
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!fs.existsSync(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  fs.appendFileSync(filePath, `${toCommandValue(message)}${os2.EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter2 = `ghadelimiter_${crypto.randomUUID()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter2)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter2}"`);
  }
  if (convertedValue.includes(delimiter2)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter2}"`);
  }
  return `${key}<<${delimiter2}${os2.EOL}${convertedValue}${os2.EOL}${delimiter2}`;
}

// node_modules/@actions/core/lib/core.js
var os3 = __toESM(require_os());
var path = __toESM(require_path());

// node_modules/@actions/core/lib/summary.js
var import_os = __toESM(require_os());
var import_fs = __toESM(require_fs());
var __awaiter = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve) {
      resolve(value);
    });
  }
  return new (P || (P = Promise))(function(resolve, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var { access, appendFile, writeFile } = import_fs.promises;
var SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
  constructor() {
    this._buffer = "";
  }
  /**
   * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
   * Also checks r/w permissions.
   *
   * @returns step summary file path
   */
  filePath() {
    return __awaiter(this, void 0, void 0, function* () {
      if (this._filePath) {
        return this._filePath;
      }
      const pathFromEnv = process.env[SUMMARY_ENV_VAR];
      if (!pathFromEnv) {
        throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
      }
      try {
        yield access(pathFromEnv, import_fs.constants.R_OK | import_fs.constants.W_OK);
      } catch (_a) {
        throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
      }
      this._filePath = pathFromEnv;
      return this._filePath;
    });
  }
  /**
   * Wraps content in an HTML tag, adding any HTML attributes
   *
   * @param {string} tag HTML tag to wrap
   * @param {string | null} content content within the tag
   * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
   *
   * @returns {string} content wrapped in HTML element
   */
  wrap(tag, content, attrs = {}) {
    const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
    if (!content) {
      return `<${tag}${htmlAttrs}>`;
    }
    return `<${tag}${htmlAttrs}>${content}</${tag}>`;
  }
  /**
   * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
   *
   * @param {SummaryWriteOptions} [options] (optional) options for write operation
   *
   * @returns {Promise<Summary>} summary instance
   */
  write(options) {
    return __awaiter(this, void 0, void 0, function* () {
      const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
      const filePath = yield this.filePath();
      const writeFunc = overwrite ? writeFile : appendFile;
      yield writeFunc(filePath, this._buffer, { encoding: "utf8" });
      return this.emptyBuffer();
    });
  }
  /**
   * Clears the summary buffer and wipes the summary file
   *
   * @returns {Summary} summary instance
   */
  clear() {
    return __awaiter(this, void 0, void 0, function* () {
      return this.emptyBuffer().write({ overwrite: true });
    });
  }
  /**
   * Returns the current summary buffer as a string
   *
   * @returns {string} string of summary buffer
   */
  stringify() {
    return this._buffer;
  }
  /**
   * If the summary buffer is empty
   *
   * @returns {boolen} true if the buffer is empty
   */
  isEmptyBuffer() {
    return this._buffer.length === 0;
  }
  /**
   * Resets the summary buffer without writing to summary file
   *
   * @returns {Summary} summary instance
   */
  emptyBuffer() {
    this._buffer = "";
    return this;
  }
  /**
   * Adds raw text to the summary buffer
   *
   * @param {string} text content to add
   * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
   *
   * @returns {Summary} summary instance
   */
  addRaw(text, addEOL = false) {
    this._buffer += text;
    return addEOL ? this.addEOL() : this;
  }
  /**
   * Adds the operating system-specific end-of-line marker to the buffer
   *
   * @returns {Summary} summary instance
   */
  addEOL() {
    return this.addRaw(import_os.EOL);
  }
  /**
   * Adds an HTML codeblock to the summary buffer
   *
   * @param {string} code content to render within fenced code block
   * @param {string} lang (optional) language to syntax highlight code
   *
   * @returns {Summary} summary instance
   */
  addCodeBlock(code2, lang) {
    const attrs = Object.assign({}, lang && { lang });
    const element = this.wrap("pre", this.wrap("code", code2), attrs);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML list to the summary buffer
   *
   * @param {string[]} items list of items to render
   * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
   *
   * @returns {Summary} summary instance
   */
  addList(items, ordered = false) {
    const tag = ordered ? "ol" : "ul";
    const listItems = items.map((item) => this.wrap("li", item)).join("");
    const element = this.wrap(tag, listItems);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML table to the summary buffer
   *
   * @param {SummaryTableCell[]} rows table rows
   *
   * @returns {Summary} summary instance
   */
  addTable(rows) {
    const tableBody = rows.map((row) => {
      const cells = row.map((cell) => {
        if (typeof cell === "string") {
          return this.wrap("td", cell);
        }
        const { header, data, colspan, rowspan } = cell;
        const tag = header ? "th" : "td";
        const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
        return this.wrap(tag, data, attrs);
      }).join("");
      return this.wrap("tr", cells);
    }).join("");
    const element = this.wrap("table", tableBody);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds a collapsable HTML details element to the summary buffer
   *
   * @param {string} label text for the closed state
   * @param {string} content collapsable content
   *
   * @returns {Summary} summary instance
   */
  addDetails(label, content) {
    const element = this.wrap("details", this.wrap("summary", label) + content);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML image tag to the summary buffer
   *
   * @param {string} src path to the image you to embed
   * @param {string} alt text description of the image
   * @param {SummaryImageOptions} options (optional) addition image attributes
   *
   * @returns {Summary} summary instance
   */
  addImage(src, alt, options) {
    const { width, height } = options || {};
    const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
    const element = this.wrap("img", null, Object.assign({ src, alt }, attrs));
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML section heading element
   *
   * @param {string} text heading text
   * @param {number | string} [level=1] (optional) the heading level, default: 1
   *
   * @returns {Summary} summary instance
   */
  addHeading(text, level) {
    const tag = `h${level}`;
    const allowedTag = ["h1", "h2", "h3", "h4", "h5", "h6"].includes(tag) ? tag : "h1";
    const element = this.wrap(allowedTag, text);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML thematic break (<hr>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addSeparator() {
    const element = this.wrap("hr", null);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML line break (<br>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addBreak() {
    const element = this.wrap("br", null);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML blockquote to the summary buffer
   *
   * @param {string} text quote text
   * @param {string} cite (optional) citation url
   *
   * @returns {Summary} summary instance
   */
  addQuote(text, cite) {
    const attrs = Object.assign({}, cite && { cite });
    const element = this.wrap("blockquote", text, attrs);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML anchor tag to the summary buffer
   *
   * @param {string} text link text/content
   * @param {string} href hyperlink
   *
   * @returns {Summary} summary instance
   */
  addLink(text, href) {
    const element = this.wrap("a", text, { href });
    return this.addRaw(element).addEOL();
  }
};
var _summary = new Summary();
var summary = _summary;

// node_modules/@actions/core/lib/core.js
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function getInput(name, options) {
  const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
  if (options && options.required && !val) {
    throw new Error(`Input required and not supplied: ${name}`);
  }
  if (options && options.trimWhitespace === false) {
    return val;
  }
  return val.trim();
}
function getMultilineInput(name, options) {
  const inputs = getInput(name, options).split("\n").filter((x) => x !== "");
  if (options && options.trimWhitespace === false) {
    return inputs;
  }
  return inputs.map((input) => input.trim());
}
function getBooleanInput(name, options) {
  const trueValue = ["true", "True", "TRUE"];
  const falseValue = ["false", "False", "FALSE"];
  const val = getInput(name, options);
  if (trueValue.includes(val))
    return true;
  if (falseValue.includes(val))
    return false;
  throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}
Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(os3.EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
}
function error(message, properties = {}) {
  issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
  issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}

// src/adapters/github-runner.ts
function githubRunner() {
  return {
    text: (name) => getInput(name),
    lines: (name) => getMultilineInput(name),
    flag: (name) => getInput(name) !== "" && getBooleanInput(name),
    output: (name, value) => setOutput(name, value),
    log: logWithoutCommands,
    warning: (title, message) => warning(message, { title }),
    error: (title, message) => error(message, { title }),
    summary: writeSummary,
    temporaryPath: (name) => (0, import_node_path.join)(process.env["RUNNER_TEMP"] || (0, import_node_os.tmpdir)(), name)
  };
}
function logWithoutCommands(text) {
  const token = (0, import_node_crypto.randomUUID)();
  writeStandard(
    1,
    `::stop-commands::${token}
${text.endsWith("\n") ? text : `${text}
`}::${token}::
`
  );
}
async function writeSummary(markdown) {
  if (!process.env["GITHUB_STEP_SUMMARY"]) return;
  try {
    await summary.addRaw(markdown).write();
  } catch (error2) {
    warning(`the job summary could not be written: ${String(error2)}`, { title: "summary" });
  }
}

// src/report/markdown.ts
var SUMMARY_MAX_BYTES = 900 * 1024;
var CELL_MAX_CHARACTERS = 400;
function escapeMarkdown(text) {
  const characters = [...text];
  const shown = characters.slice(0, CELL_MAX_CHARACTERS).join("");
  const cut = characters.length > CELL_MAX_CHARACTERS ? ` \u2026 (${characters.length} characters)` : "";
  return printable(shown).replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`) + cut;
}
function code(text) {
  return `<code>${escapeMarkdown(text)}</code>`;
}
function markdownTable(head, rows) {
  if (rows.length === 0) return "";
  const line = (cells) => `| ${cells.join(" | ")} |
`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}
function joinBlocks(blocks) {
  let text = "";
  let sizeBytes = 0;
  for (const block of blocks.filter((part) => part !== "")) {
    sizeBytes += encodeUtf8(block).length + 1;
    if (sizeBytes > SUMMARY_MAX_BYTES)
      return `${text}
The rest does not fit into a job summary.
`;
    text += `${block}
`;
  }
  return text;
}

// src/report/measure-markdown.ts
function renderMeasureSummary({
  result,
  error: error2,
  warnings,
  exitCode
}) {
  const verdict = exitCode === 0 ? "\u2705 measured" : `\u274C ${exitCode === 6 ? "could not tell" : "refused"}`;
  return joinBlocks([
    `## Enclave image: ${verdict}
`,
    error2 === void 0 ? "" : `**${code(error2.code)}** ${escapeMarkdown(error2.message)}
`,
    error2?.hint === void 0 ? "" : `${escapeMarkdown(error2.hint)}
`,
    warnings.map((warning2) => `- \u26A0\uFE0F ${code(warning2.code)} ${escapeMarkdown(warning2.message)}
`).join(""),
    ...result === void 0 ? [] : resultBlocks(result)
  ]);
}
function resultBlocks(result) {
  const { eif } = result;
  return [
    `${code(eif.image.name)}: ${sizeText(eif.image.sizeBytes)}, EIF version ${eif.header.version}, ${eif.header.architecture}, SHA-256 ${code(eif.image.sha256)}
`,
    "### Measurements\n",
    pcrTable(result),
    "### Signature\n",
    signatureTable(eif),
    ...comparisonBlocks(result),
    "### Sections\n",
    sectionTable(eif),
    ...metadataBlocks(eif),
    "### Not measured\n",
    "No PCR covers the EIF header, the metadata and the signature section; the signing certificate counts only through PCR8. What the enclave loads at run time is in no PCR either.\n"
  ];
}
function pcrTable({ eif, instanceRoles, instanceIds }) {
  const { PCR0, PCR1, PCR2, PCR8 } = eif.measurements;
  const rows = [
    ["PCR0", code(PCR0), "kernel, command line, all ramdisks"],
    ["PCR1", code(PCR1), "kernel, command line, first ramdisk"],
    ["PCR2", code(PCR2), "the other ramdisks"],
    ...instanceRoles.map(({ arn, PCR3 }) => ["PCR3", code(PCR3), `role ${code(arn)}`]),
    ...instanceIds.map(({ id, PCR4 }) => ["PCR4", code(PCR4), `instance ${code(id)}`]),
    ...PCR8 === void 0 ? [] : [["PCR8", code(PCR8), "signing certificate"]]
  ];
  return markdownTable(["Register", "Value (SHA-384)", "Covers"], rows);
}
function signatureTable({ signature }) {
  if (signature === void 0) return "The image is not signed: the enclave has no PCR8.\n";
  const { algorithm, certificate } = signature;
  return markdownTable(
    ["Signing certificate", ""],
    [
      ["Signature", `verified, ${algorithm} over PCR0`],
      ["Subject", code(nameToRfc4514(certificate.subject))],
      ["Issuer", code(nameToRfc4514(certificate.issuer))],
      ["Serial number", code(certificate.serialNumber)],
      [
        "Valid",
        `${formatInstant(certificate.notBefore)} to ${formatInstant(certificate.notAfter)}`
      ]
    ]
  );
}
function sectionTable({ sections }) {
  return markdownTable(
    ["Section", "Offset", "Size", "SHA-384 of the data", "Measured"],
    sections.map(({ type, offsetBytes, sizeBytes, sha384 }) => [
      type,
      String(offsetBytes),
      String(sizeBytes),
      code(sha384),
      type === "metadata" || type === "signature" ? "no" : "yes"
    ])
  );
}
function metadataBlocks({ metadata }) {
  if (metadata === void 0) return [];
  const rows = metadataFacts(metadata).map(([name, value]) => [code(name), code(value)]);
  return [
    "### Metadata (unmeasured)\n",
    "Anybody can change it without changing a PCR.\n",
    markdownTable(["Key", "Value"], rows)
  ];
}
function comparisonBlocks({ comparison, expectation }) {
  const blocks = [];
  if (expectation !== void 0) {
    const met = expectation.differences.length === 0 && expectation.notComputed.length === 0;
    blocks.push(
      `### Expectation ${met ? "met" : "not met"}
`,
      differenceTable(expectation.differences)
    );
  }
  if (comparison !== void 0) {
    const { reproducible, sameFile, sections } = comparison;
    blocks.push(
      `### Compared with ${code(comparison.other.image.name)}: ${reproducible ? "reproducible" : "not reproducible"}
`,
      sameFile ? "The files are equal, byte by byte.\n" : "",
      differenceTable(comparison.pcrs),
      markdownTable(
        ["Differing section", "Measured", "Expected", "Found"],
        sections.map(({ type, position, measured, expected, found }) => [
          `${type} ${position}`,
          measured ? "yes" : "no",
          expected === void 0 ? "absent" : `${expected.sizeBytes} bytes, ${code(expected.sha384)}`,
          found === void 0 ? "absent" : `${found.sizeBytes} bytes, ${code(found.sha384)}`
        ])
      )
    );
  }
  return blocks;
}
function differenceTable(differences) {
  return markdownTable(
    ["Register", "Difference", "Expected", "Found"],
    differences.map((difference) => [
      code(difference.pcr),
      difference.kind,
      difference.kind === "extra" ? "none" : code(difference.expected),
      difference.kind === "missing" ? "none" : code(difference.found)
    ])
  );
}

// src/action/inputs.ts
function commandInput(runner) {
  const command = runner.text("command");
  if (Object.hasOwn(COMMANDS, command)) return command;
  throw new UsageError(
    `command: expected one of ${Object.keys(COMMANDS).join(", ")}, found ${JSON.stringify(command)}`
  );
}
function optionInputs(runner, command) {
  const { argument, options } = COMMANDS[command];
  return Object.fromEntries(
    [argument, ...options].map((spec) => [spec.name, inputValue(runner, spec)])
  );
}
function inputValue(runner, { name, kind }) {
  switch (kind) {
    case "text":
      return runner.text(name);
    case "list":
      return runner.lines(name);
    case "flag":
      try {
        return runner.flag(name);
      } catch (cause) {
        throw new UsageError(
          `${name}: expected true or false, found ${JSON.stringify(runner.text(name))}`,
          { cause }
        );
      }
  }
}

// src/action/outputs.ts
function measureOutputs({ eif, instanceRoles }, measurementsPath) {
  const { measurements, signature } = eif;
  const [role, ...otherRoles] = instanceRoles;
  return {
    pcr0: measurements.PCR0,
    pcr1: measurements.PCR1,
    pcr2: measurements.PCR2,
    ...measurements.PCR8 === void 0 ? {} : { pcr8: measurements.PCR8 },
    ...role === void 0 || otherRoles.length > 0 ? {} : { pcr3: role.PCR3 },
    "instance-roles": JSON.stringify(instanceRoles),
    "eif-sha256": eif.image.sha256,
    measurements: JSON.stringify(measurementsJson(measurements)),
    "measurements-path": measurementsPath,
    architecture: eif.header.architecture,
    signed: String(signature !== void 0),
    ...signature === void 0 ? {} : { "certificate-not-after": formatInstant(signature.certificate.notAfter) }
  };
}

// src/action/run.ts
async function run(runner) {
  let command = null;
  try {
    command = commandInput(runner);
    return await runMeasure(runner);
  } catch (error2) {
    const outcome = failed(command, error2);
    tellProblems(outcome, runner);
    return outcome.exitCode;
  }
}
async function runMeasure(runner) {
  const request = measureRequest(optionInputs(runner, "measure"));
  const outcome = await measure(
    request,
    { openImage: openFileSource, readText: readTextFile },
    systemNow()
  );
  const { out, file } = renderMeasure(outcome, request.form, terminalStyle(false));
  if (outcome.exitCode === 0 && outcome.result !== void 0) {
    const path2 = runner.temporaryPath(`pcr-allowlist-${outcome.result.eif.image.sha256}.json`);
    await writeTextFile(path2, renderOutcomeJson(outcome, measureJson));
    if (request.output !== void 0 && file !== void 0)
      await writeTextFile(request.output, file);
    for (const [name, value] of Object.entries(measureOutputs(outcome.result, path2)))
      runner.output(name, value);
  }
  runner.log(out);
  tellProblems(outcome, runner);
  await runner.summary(renderMeasureSummary(outcome));
  return outcome.exitCode;
}
function tellProblems(outcome, runner) {
  for (const { code: code2, message } of outcome.warnings) runner.warning(code2, printable(message));
  const { error: error2 } = outcome;
  if (error2 !== void 0) {
    runner.error(
      error2.code,
      [error2.message, error2.hint].filter((text) => text !== void 0).map(printable).join("\n")
    );
  }
}

// src/action/main.ts
process.exitCode = await run(githubRunner());
