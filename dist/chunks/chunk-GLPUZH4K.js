import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  boundValuesOf,
  code,
  driftReportJson,
  escapeMarkdown,
  joinBlocks,
  listDifferences,
  markdownTable,
  printable,
  renderColumns,
  renderDrift,
  renderDriftMarkdown,
  renderOutcomeJson
} from "./chunk-WBHB5K4A.js";
import {
  HASH_ALGORITHM,
  encodeHex,
  formatInstant
} from "./chunk-D2WSEHPA.js";

// src/report/document-text.ts
function documentResultJson(result) {
  const { evidence, unverified, appraisal, fresh, channelBound, rollbackProtected } = result;
  return {
    ...evidence === void 0 ? {} : { evidence: evidenceJson(evidence) },
    ...unverified === void 0 ? {} : { unverified: statementJson(unverified) },
    fresh,
    channelBound,
    rollbackProtected,
    ...appraisal === void 0 ? {} : {
      appraisal: {
        accepted: appraisal.accepted,
        ...appraisal.accepted ? { release: appraisal.release.id } : {},
        reasons: appraisal.reasons
      }
    }
  };
}
function renderDocument(result, style) {
  const { evidence, unverified, appraisal, fresh, channelBound, rollbackProtected } = result;
  const statement = evidence ?? unverified;
  if (statement === void 0) return "";
  return `${style.bold(titleOf(result))}
` + renderColumns([
    ["module", printable(statement.moduleId)],
    ["timestamp", formatInstant(statement.timestamp)],
    ...pcrRows(statement),
    ["fresh", String(fresh)],
    ["channel", channelBound ? "bound" : "not bound to a key of yours"],
    ["rollback", rollbackProtected ? "protected" : "not protected"]
  ]) + (appraisal?.reasons ?? []).map(({ code: name, message }) => `  ${style.red(name)}: ${printable(message)}
`).join("");
}
function renderDocumentSummary({ result, error }) {
  const statement = result?.evidence;
  if (result === void 0 || statement === void 0) {
    return joinBlocks([
      `### verify: ${escapeMarkdown(error?.code ?? "refused")}`,
      escapeMarkdown(error?.message ?? "")
    ]);
  }
  return joinBlocks([
    `### verify: ${escapeMarkdown(titleOf(result))}`,
    markdownTable(
      ["register", "value"],
      pcrRows(statement).map(([name, value]) => [name, code(value)])
    ),
    markdownTable(
      ["reason", "what"],
      (result.appraisal?.reasons ?? []).map(({ code: name, message }) => [
        escapeMarkdown(name),
        escapeMarkdown(message)
      ])
    )
  ]);
}
function titleOf({ evidence, appraisal }) {
  if (evidence === void 0) return "not verified: what the document says, and nobody vouches for";
  if (appraisal === void 0) return "an enclave made this document; nothing was appraised";
  return appraisal.accepted ? `accepted: release ${printable(appraisal.release.id)}` : "genuine, and refused";
}
function evidenceJson(evidence) {
  const { startedAt, root } = evidence;
  return {
    ...statementJson(evidence),
    startedAt: startedAt === null ? null : formatInstant(startedAt),
    root
  };
}
function statementJson(statement) {
  const { moduleId, timestamp, nonce, userData, publicKey, pcrs } = statement;
  const hex = (bytes) => bytes === null ? null : encodeHex(bytes);
  return {
    moduleId,
    timestamp: formatInstant(timestamp),
    digest: "SHA384",
    pcrs: Object.fromEntries([...pcrs ?? []].map(([index, value]) => [String(index), value])),
    nonce: hex(nonce),
    userData: hex(userData),
    publicKey: hex(publicKey)
  };
}
function pcrRows({ pcrs }) {
  return [...pcrs ?? []].filter(([, value]) => !/^0+$/.test(value)).map(([index, value]) => [`PCR${index}`, value]);
}

// src/report/measure-json.ts
function measurementsJson(measurements) {
  return { HashAlgorithm: HASH_ALGORITHM, ...measurements };
}

// src/report/list-json.ts
function listResultJson(result) {
  const { changed, dryRun, message, before, after, id } = result;
  const { staged, manifest, approvals, files, signer, assets, keys = [] } = result;
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
    ...assets === void 0 ? {} : { releaseAssets: assets },
    ...signer === void 0 ? {} : { signer },
    ...keys.length === 0 ? {} : { plan: keys.map(keyJson) }
  };
}
function keyJson(planned) {
  const { key, as, plan, written, readBack, settled, failures, probe } = planned;
  const named = { key, ...as === void 0 ? {} : { as } };
  if (plan === void 0) return { ...named, written, failures, changes: [], findings: [] };
  const { changes, withheld, foreign, sizeBytes, after, open, leftOut } = plan;
  const held = new Set(withheld);
  return {
    ...named,
    written,
    ...readBack === void 0 ? {} : { readBack, settled },
    changes: changes.map((change) => ({
      sid: change.sid,
      action: change.action,
      ...change.releases.length === 0 ? {} : { release: change.releases.join(", ") },
      ...boundValuesOf(change),
      withheld: held.has(change)
    })),
    foreignStatements: foreign.length,
    sizeBytes: sizeBytes.after,
    limitBytes: sizeBytes.limit,
    findings: after.findings,
    ...after.verdict === void 0 ? {} : { proof: after.verdict },
    open,
    leftOut,
    ...probe === void 0 ? {} : { probe },
    failures
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

// src/report/key-plan-text.ts
var SIGNS = {
  create: "+",
  update: "~",
  delete: "-",
  keep: "="
};
function renderKeyPlans(keys, style) {
  return keys.map((key) => renderKey(key, style)).join("");
}
function policySizeText({ sizeBytes }) {
  const { before, after, limit } = sizeBytes;
  return `${before} \u2192 ${after} of ${limit} bytes`;
}
function probeText({ role, answer, why }) {
  switch (answer) {
    case "denied":
      return `KMS denies ${role} without an attestation document`;
    case "allowed":
      return `KMS lets ${role} decrypt without an attestation document`;
    case "unknown":
      return `whether KMS denies ${role} without an attestation document could not be told: ${why}`;
  }
}
function renderKey({ key, plan, written, failures, probe }, style) {
  const state = plan === void 0 ? style.red("not reached") : plan.refusals.length > 0 ? style.yellow("held back in part") : plan.isNothing ? style.green("follows") : written ? style.green("changed, and read back stable") : style.yellow("would change");
  const lines = [
    ...plan === void 0 ? [] : planLines(plan, style),
    ...failures.map((failure) => failureLine(failure, style)),
    ...probe?.answer === "denied" ? [printable(probeText(probe))] : []
  ];
  return `${style.bold(`key ${printable(key)}`)}: ${state}
${lines.map((line) => `  ${line}
`).join("")}`;
}
function failureLine({ code: code2, message, hint, at }, style) {
  const place = at?.sid === void 0 ? "" : ` (${printable(at.sid)})`;
  const cure = hint === void 0 ? "" : ` \u2192 ${printable(hint)}`;
  return style.red(`${code2}: ${printable(message)}${place}${cure}`);
}
function planLines(plan, style) {
  const withheld = new Set(plan.withheld);
  return [
    ...plan.changes.flatMap((change) => changeLines(change, withheld.has(change), style)),
    ...plan.foreign.length === 0 ? [] : [style.dim(`${plan.foreign.length} statements of others stay as they are`)],
    ...plan.open.map(({ pcrs, releases }) => {
      const values = Object.entries(pcrs).map(([name, value]) => `${name} ${value}`);
      return style.yellow(
        `any image with ${values.join(", ")} stays admitted: PCR0 is not bound (${printable(releases.join(", "))})`
      );
    }),
    ...plan.leftOut.map(
      ({ name, reason }) => style.yellow(`${printable(name)} is left out: ${printable(reason)}`)
    ),
    ...plan.after.findings.map(({ rule, severity, message }) => {
      const line = `${rule} ${severity}: ${printable(message)}`;
      return severity === "critical" ? style.red(line) : style.yellow(line);
    }),
    ...plan.after.verdict === void 0 ? [] : [`proof: ${plan.after.verdict}`],
    style.dim(policySizeText(plan))
  ];
}
function changeLines(change, isWithheld, style) {
  const { action, sid, releases, adopted } = change;
  const colour = { create: style.green, update: style.yellow, delete: style.red, keep: style.dim }[action];
  const held = releases.length === 0 ? "" : ` for ${releases.join(", ")}`;
  const text = `${action} ${sid}${held}${adopted ? " (adopted)" : ""}`;
  const bound = boundValuesOf(change);
  return [
    `${colour(`${SIGNS[action]} ${printable(text)}`)}${isWithheld ? style.yellow(" (withheld)") : ""}`,
    ...bound === void 0 ? [] : [
      `    role ${printable(bound.role)}`,
      ...Object.entries(bound.pcrs).map(([name, value]) => `    ${name} ${printable(value)}`)
    ].map(colour)
  ];
}

// src/report/list-markdown.ts
function renderListSummary(outcome) {
  const { command, result } = outcome;
  if (result === void 0) return failureSummary(outcome);
  const { before, after, id, staged, assets, keys = [] } = result;
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
    after === void 0 ? "" : `List of ${escapeMarkdown(after.enclave)}, version ${after.version}${id === void 0 ? "" : ` (${code(id.sha256)})`}, expires ${formatInstant(after.expiresAt)}`,
    assets === void 0 ? "" : `Assets of ${escapeMarkdown(assets.url)}${assets.isDraft ? " (still a draft)" : ""}: ${[...assets.uploaded, ...assets.present].map(code).join(", ")}`,
    ...keys.map(keyBlock)
  ]);
}
function keyBlock({ key, plan, failures, probe }) {
  const told = markdownTable(
    ["why not", "statement", "what", "safe form"],
    failures.map(({ code: name, at, message, hint = "" }) => [
      name,
      at?.sid === void 0 ? "" : code(at.sid),
      escapeMarkdown(message),
      escapeMarkdown(hint)
    ])
  );
  if (plan === void 0) return `Key ${code(key)}

${told}`;
  const withheld = new Set(plan.withheld);
  const rows = [
    ...plan.changes.map((change) => [
      `${change.action}${withheld.has(change) ? " (withheld)" : ""}`,
      code(change.sid),
      escapeMarkdown(change.releases.join(", ")),
      boundCell(change)
    ]),
    ...plan.after.findings.map(({ rule, severity, message }) => [
      `${rule} ${severity}`,
      "finding",
      escapeMarkdown(message),
      ""
    ]),
    ...plan.open.map(({ pcrs, releases }) => [
      "open",
      escapeMarkdown(Object.keys(pcrs).join(" and ")),
      `any image with these values stays admitted: ${escapeMarkdown(releases.join(", "))}`,
      valuesCell(pcrs)
    ])
  ];
  const proof = plan.after.verdict === void 0 ? "" : `; proof: ${plan.after.verdict}`;
  const table = markdownTable(["", "statement", "releases", "bound to"], rows);
  const asked = probe === void 0 ? "" : `
${escapeMarkdown(probeText(probe))}
`;
  return `Key ${code(key)}, ${policySizeText(plan)}${proof}

${table}${told === "" ? "" : `
${told}`}${asked}`;
}
function boundCell(change) {
  const bound = boundValuesOf(change);
  return bound === void 0 ? "" : valuesCell({ role: bound.role, ...bound.pcrs });
}
function valuesCell(values) {
  return Object.entries(values).map(([name, value]) => `${escapeMarkdown(name)} ${code(value)}`).join("<br>");
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
var SIGNS2 = {
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
    renderKeyPlans(result.keys ?? [], style),
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
  return `  ${colour(`${SIGNS2[change]} ${printable(subject)}`)}  ${printable(detail)}
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
function renderFacts({
  manifest,
  staged,
  approvals,
  files = [],
  signer,
  assets
}) {
  const rows = [];
  if (manifest !== void 0) rows.push(["manifest", manifest.path]);
  if (staged?.path !== void 0) rows.push(["staged", printable(staged.path)]);
  if (approvals !== void 0)
    rows.push(["approvals", `${approvals.found} of ${approvals.needed}`]);
  if (signer !== void 0) rows.push(["signed by", printable(signer)]);
  rows.push(...files.map((file) => ["file", printable(file)]));
  if (assets !== void 0) rows.push(["release", assetsText(assets)]);
  return rows.length === 0 ? "" : renderColumns(rows);
}
function assetsText({
  url,
  isDraft,
  uploaded,
  present
}) {
  const counts = `${uploaded.length} assets uploaded, ${present.length} were there`;
  return `${printable(url)}${isDraft ? ", still a draft" : ""}: ${counts}`;
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
    case "document": {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, documentResultJson);
      return outcome.result === void 0 ? "" : renderDocument(outcome.result, style);
    }
    case "drift": {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, driftReportJson);
      return outcome.result === void 0 ? "" : renderDrift(outcome.result, style);
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
    case "document":
      return renderDocumentSummary(ended.outcome);
    case "drift":
      return ended.outcome.result === void 0 ? failureSummary(ended.outcome) : renderDriftMarkdown(ended.outcome.result);
    case "export":
      return failureSummary(ended.outcome);
  }
}

export {
  renderListCommand,
  renderListCommandSummary
};
