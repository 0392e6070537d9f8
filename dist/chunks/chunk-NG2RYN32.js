import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  outcomeKind,
  toPlain
} from "./chunk-PW5PHRO4.js";
import {
  HASH_ALGORITHM,
  nameToRfc4514
} from "./chunk-H4F5QMGC.js";
import {
  formatInstant
} from "./chunk-SJ5BL4BR.js";
import {
  encodeUtf8
} from "./chunk-POKFQCOA.js";

// src/report/outcome-json.ts
function renderOutcomeJson(outcome, toJson) {
  const { command, exitCode, result, error, warnings } = outcome;
  const text = JSON.stringify(
    {
      command,
      outcome: outcomeKind(exitCode),
      exitCode,
      ...result === void 0 ? {} : { result: toJson(result) },
      ...error === void 0 ? {} : { error },
      warnings
    },
    null,
    2
  );
  return `${text.replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, escaped)}
`;
}
function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

// src/report/measure-json.ts
function measureJson(result) {
  const { eif, comparison, expectation } = result;
  return {
    image: eif.image,
    measurements: measurementsJson(eif.measurements),
    instanceRoles: result.instanceRoles,
    instanceIds: result.instanceIds,
    eif: {
      version: eif.header.version,
      architecture: eif.header.architecture,
      defaultMemoryBytes: eif.header.defaultMemoryBytes.toString(),
      defaultCpus: eif.header.defaultCpus.toString(),
      sections: eif.sections.map(sectionJson),
      ...eif.metadata === void 0 ? {} : { metadata: metadataJson(eif.metadata) }
    },
    ...eif.signature === void 0 ? {} : { signature: signatureJson(eif.signature) },
    ...comparison === void 0 ? {} : { comparison: comparisonJson(comparison) },
    ...expectation === void 0 ? {} : {
      expectation: {
        matches: expectation.differences.length === 0 && expectation.notComputed.length === 0,
        differences: expectation.differences,
        notComputed: expectation.notComputed
      }
    }
  };
}
function measurementsJson(measurements) {
  return { HashAlgorithm: HASH_ALGORITHM, ...measurements };
}
function sectionJson({ type, offsetBytes, sizeBytes, sha384 }) {
  return { type, offsetBytes, sizeBytes, sha384 };
}
function metadataJson(metadata) {
  return toPlain(metadata.value);
}
function signatureJson({
  algorithm,
  certificate,
  certificateSha256
}) {
  return {
    algorithm,
    certificate: {
      subject: nameToRfc4514(certificate.subject),
      issuer: nameToRfc4514(certificate.issuer),
      serialNumber: certificate.serialNumber,
      notBefore: formatInstant(certificate.notBefore),
      notAfter: formatInstant(certificate.notAfter),
      sha256: certificateSha256
    }
  };
}
function comparisonJson({
  other,
  ...comparison
}) {
  return {
    other: { ...other.image, measurements: measurementsJson(other.measurements) },
    ...comparison,
    sections: comparison.sections.map(({ expected, found, ...section }) => ({
      ...section,
      ...expected === void 0 ? {} : { expected: sectionJson(expected) },
      ...found === void 0 ? {} : { found: sectionJson(found) }
    }))
  };
}

// src/report/terminal.ts
function terminalStyle(colours) {
  const sgr = (on, off) => (text) => colours ? `\x1B[${on}m${text}\x1B[${off}m` : text;
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    red: sgr(31, 39),
    yellow: sgr(33, 39),
    green: sgr(32, 39)
  };
}
function printable(text) {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`
  );
}
function renderColumns(rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}
`).join("");
}
var UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"];
function sizeText(sizeBytes) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, sizeBytes)) / 10));
  return power === 0 ? `${sizeBytes} bytes` : `${(sizeBytes / 1024 ** power).toFixed(1)} ${UNITS[power]}`;
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

export {
  measureJson,
  measurementsJson,
  terminalStyle,
  printable,
  renderColumns,
  sizeText,
  renderOutcomeJson,
  escapeMarkdown,
  code,
  markdownTable,
  joinBlocks
};
