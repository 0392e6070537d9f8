import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  EMPTY_BODY,
  canonicalJson
} from "./chunk-DQN2OXZU.js";
import {
  measurementsJson,
  printable,
  renderColumns,
  renderOutcomeJson
} from "./chunk-J6HON3QV.js";
import "./chunk-PW5PHRO4.js";
import {
  formatInstant
} from "./chunk-JBBBBQRB.js";
import {
  encodeUtf8
} from "./chunk-POKFQCOA.js";
import "./chunk-PSIR7QIB.js";
import "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";

// src/allowlist/difference.ts
function listDifferences(before, after) {
  const earlier = before ?? { ...EMPTY_BODY };
  return [
    ...entryDifferences("release", earlier.releases, after.releases, ({ id }) => id, releaseText),
    ...goneDifferences(earlier.removed, after.removed),
    ...projectionDifferences(earlier.projection, after.projection)
  ];
}
function projectionDifferences(before, after) {
  return [
    ...entryDifferences(
      "instance role",
      before.instanceRoles,
      after.instanceRoles,
      ({ arn }) => arn,
      ({ PCR3 }) => `PCR3 ${PCR3}`
    ),
    ...entryDifferences(
      "certificate",
      before.certificates,
      after.certificates,
      ({ sha256 }) => sha256,
      ({ PCR8, notAfter }) => `PCR8 ${PCR8}, until ${formatInstant(notAfter)}`
    ),
    ...entryDifferences(
      "key",
      before.keys,
      after.keys,
      ({ key }) => key,
      ({ actions, bind, guard, detached }) => [
        ...detached === true ? ["to be detached"] : [],
        actions.join(" "),
        `bound to ${bind.join(" ")}`,
        ...guard ? ["guarded"] : []
      ].join(", ")
    )
  ];
}
function entryDifferences(kind, before, after, nameOf, textOf) {
  const earlier = new Map(before.map((entry) => [nameOf(entry), entry]));
  const later = new Map(after.map((entry) => [nameOf(entry), entry]));
  const names = [.../* @__PURE__ */ new Set([...earlier.keys(), ...later.keys()])];
  return names.flatMap((name) => {
    const [was, is] = [earlier.get(name), later.get(name)];
    const subject = `${kind} ${name}`;
    if (is === void 0 && was !== void 0) {
      return [{ change: "removed", subject, detail: textOf(was) }];
    }
    if (is === void 0) return [];
    if (was === void 0) return [{ change: "added", subject, detail: textOf(is) }];
    if (canonicalJson({ ...was }) === canonicalJson({ ...is })) return [];
    return [{ change: "changed", subject, detail: `${textOf(was)} \u2192 ${textOf(is)}` }];
  });
}
function releaseText(release) {
  const { state, measurements } = release;
  const end = release.state === "retiring" ? ` until ${formatInstant(release.retireAt)}` : "";
  return `${state}${end}, PCR0 ${measurements.PCR0}`;
}
function goneDifferences(before, after) {
  const revoked = (removed) => removed.filter(({ why }) => why === "revoked");
  return entryDifferences(
    "tombstone of",
    revoked(before),
    revoked(after),
    ({ id, PCR0 }) => `${id}/${PCR0}`,
    (entry) => entry.why === "revoked" ? `revoked: ${entry.reason}` : "ended"
  );
}

// src/report/list-json.ts
function listResultJson(result) {
  const { changed, dryRun, message, before, after, id } = result;
  const { staged, manifest, approvals, files, signer } = result;
  return {
    changed,
    dryRun,
    message,
    allowList: after === void 0 ? null : allowListJson(after, id?.sha256 ?? null),
    changes: after === void 0 ? [] : listDifferences(before, after),
    ...staged === void 0 ? {} : { staged },
    ...manifest === void 0 ? {} : { manifest },
    ...approvals === void 0 ? {} : { approvals },
    ...files === void 0 ? {} : { files },
    ...signer === void 0 ? {} : { signer }
  };
}
function verifyResultJson(result) {
  const { kind, sha256, signers } = result;
  if (result.kind === "manifest") {
    const { image, measurements, measured, measuredAt } = result.manifest;
    return {
      kind,
      sha256,
      signers,
      image,
      measurements: measurementsJson(measurements),
      measured,
      measuredAt: formatInstant(measuredAt)
    };
  }
  const { list, accepted, rollbackProtected } = result;
  return {
    kind,
    version: list.version,
    sha256,
    signers,
    enclave: list.enclave,
    issuedAt: formatInstant(list.issuedAt),
    expiresAt: formatInstant(list.expiresAt),
    rollbackProtected,
    releases: accepted.map((release) => ({
      id: release.id,
      state: release.state,
      ...release.state === "retiring" ? { retireAt: formatInstant(release.retireAt) } : {},
      measurements: measurementsJson(release.measurements)
    }))
  };
}
function allowListJson(list, sha256) {
  return {
    list: list.list,
    enclave: list.enclave,
    version: list.version,
    sha256,
    expiresAt: formatInstant(list.expiresAt),
    releases: list.releases.map(({ id, state, measurements }) => ({
      id,
      state,
      PCR0: measurements.PCR0
    }))
  };
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

// src/report/list-markdown.ts
function renderListSummary(outcome) {
  const { command, result } = outcome;
  if (result === void 0) return failureSummary(outcome);
  const { before, after, id, staged } = result;
  const differences = after === void 0 ? [] : listDifferences(before, after);
  return joinBlocks([
    `### ${command}: ${escapeMarkdown(result.message)}`,
    markdownTable(
      ["", "what", "detail"],
      differences.map(({ change, subject, detail }) => [
        change,
        escapeMarkdown(subject),
        escapeMarkdown(detail)
      ])
    ),
    staged?.PCR0 === void 0 ? "" : `Staged: release ${code(staged.id)}, PCR0 ${code(staged.PCR0)}, record ${code(staged.sha256)}`,
    after === void 0 ? "" : `List of ${escapeMarkdown(after.enclave)}, version ${after.version}${id === void 0 ? "" : ` (${code(id.sha256)})`}, expires ${formatInstant(after.expiresAt)}`
  ]);
}
function renderVerifySummary(outcome) {
  const { result } = outcome;
  if (result === void 0) return failureSummary(outcome);
  if (result.kind === "manifest") {
    const { image, measurements } = result.manifest;
    return joinBlocks([
      `### verify: the manifest of ${escapeMarkdown(image.name)} verifies`,
      markdownTable(
        ["PCR", "value"],
        Object.entries(measurements).map(([name, value]) => [name, code(String(value))])
      )
    ]);
  }
  const { list, accepted } = result;
  return joinBlocks([
    `### verify: the allow-list of ${escapeMarkdown(list.enclave)} verifies`,
    `Version ${list.version}, expires ${formatInstant(list.expiresAt)}.`,
    markdownTable(
      ["release", "state", "PCR0"],
      accepted.map(({ id, state, measurements }) => [code(id), state, code(measurements.PCR0)])
    )
  ]);
}
function failureSummary({ command, error }) {
  if (error === void 0) return "";
  return joinBlocks([
    `### ${command ?? "pcr-allowlist"}: ${escapeMarkdown(error.code)}`,
    escapeMarkdown(error.message),
    error.hint === void 0 ? "" : escapeMarkdown(error.hint)
  ]);
}

// src/report/list-text.ts
var SIGNS = {
  added: "+",
  removed: "-",
  changed: "~"
};
function renderListResult(result, style) {
  const { dryRun, message, before, after, id } = result;
  const title = dryRun ? `dry run: ${message}` : message;
  const differences = after === void 0 ? [] : listDifferences(before, after);
  return [
    `${style.bold(printable(title))}
`,
    differences.map((difference) => renderDifference(difference, style)).join(""),
    after === void 0 ? "" : renderListFacts(after, id?.sha256),
    renderFacts(result),
    renderNext(result, style)
  ].join("");
}
function renderVerifyResult(result, style) {
  if (result.kind === "manifest") {
    const { image, measurements, measured, measuredAt } = result.manifest;
    return `${style.bold(`the manifest of ${printable(image.name)} verifies`)}
` + renderColumns([
      ...Object.entries(measurements).map(([name, value]) => [name, String(value)]),
      ["image", `SHA-256 ${image.sha256}`],
      ["measured", `${measured}, at ${formatInstant(measuredAt)}`],
      ["signed by", result.signers.join(", ")]
    ]);
  }
  const { list, accepted, signers, sha256, rollbackProtected } = result;
  return `${style.bold(`the allow-list of ${printable(list.enclave)} verifies`)}
` + renderListFacts(list, sha256) + renderColumns([
    ["signed by", signers.join(", ")],
    ["rollback", rollbackProtected ? "protected" : "not protected: nothing was remembered"]
  ]) + (accepted.length === 0 ? `${style.yellow("no image is accepted now")}
` : "accepted now:\n") + accepted.map((release) => {
    const end = release.state === "retiring" ? ` until ${formatInstant(release.retireAt)}` : "";
    return `  ${printable(release.id)}  ${release.state}${end}  PCR0 ${release.measurements.PCR0}
`;
  }).join("");
}
function renderDifference({ change, subject, detail }, style) {
  const colour = { added: style.green, removed: style.red, changed: style.yellow }[change];
  return `  ${colour(`${SIGNS[change]} ${printable(subject)}`)}  ${printable(detail)}
`;
}
function renderListFacts(list, sha256) {
  const active = list.releases.filter(({ state }) => state === "active").length;
  const retiring = list.releases.length - active;
  return renderColumns([
    ["list", `${list.list} of ${printable(list.enclave)}`],
    ["version", sha256 === void 0 ? `${list.version}` : `${list.version}, SHA-256 ${sha256}`],
    ["expires", formatInstant(list.expiresAt)],
    ["releases", `${active} active${retiring === 0 ? "" : `, ${retiring} retiring`}`]
  ]);
}
function renderFacts({ manifest, staged, approvals, files = [], signer }) {
  const rows = [];
  if (manifest !== void 0) rows.push(["manifest", manifest.path]);
  if (staged?.path !== void 0) rows.push(["staged", printable(staged.path)]);
  if (approvals !== void 0)
    rows.push(["approvals", `${approvals.found} of ${approvals.needed}`]);
  if (signer !== void 0) rows.push(["signed by", printable(signer)]);
  rows.push(...files.map((file) => ["file", printable(file)]));
  return rows.length === 0 ? "" : renderColumns(rows);
}
function renderNext({ staged, dryRun, after }, style) {
  if (staged === void 0 || dryRun || staged.path === void 0) return "";
  const isIn = after?.releases.some((release) => release.staged === staged.sha256) === true || after?.projection.staged.includes(staged.sha256) === true;
  if (isIn) return "";
  const what = staged.PCR0 === void 0 ? `projection --staged ${staged.sha256}` : `${printable(staged.id)} --pcr0 ${staged.PCR0}`;
  return `  ${style.dim(`next: pcr-allowlist approve ${what}`)}
`;
}

// src/report/list-command.ts
function renderListCommand(ended, json, style) {
  switch (ended.kind) {
    case "change": {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, listResultJson);
      return outcome.result === void 0 ? "" : renderListResult(outcome.result, style);
    }
    case "verify": {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, verifyResultJson);
      return outcome.result === void 0 ? "" : renderVerifyResult(outcome.result, style);
    }
    case "export": {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, (exported) => exported);
      return outcome.result?.text ?? "";
    }
  }
}
function renderListCommandSummary(ended) {
  switch (ended.kind) {
    case "change":
      return renderListSummary(ended.outcome);
    case "verify":
      return renderVerifySummary(ended.outcome);
    case "export":
      return failureSummary(ended.outcome);
  }
}
export {
  renderListCommand,
  renderListCommandSummary
};
