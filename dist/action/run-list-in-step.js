import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  renderListCommand,
  renderListCommandSummary
} from "../chunks/chunk-GLPUZH4K.js";
import {
  commandSpec
} from "../chunks/chunk-LQTTLVWK.js";
import {
  CONFIGURATION_FILE,
  failed,
  failureOf,
  listPorts,
  openDelivery,
  printable,
  publishedFiles,
  runListCommand,
  terminalStyle,
  writeBinaryFile,
  writeTextFile
} from "../chunks/chunk-WBHB5K4A.js";
import {
  UsageError,
  formatInstant
} from "../chunks/chunk-D2WSEHPA.js";

// src/action/annotations.ts
function annotateProblems(outcome, runner) {
  for (const { code, message } of outcome.warnings) runner.warning(code, printable(message));
  const { error } = outcome;
  if (error !== void 0) {
    runner.error(
      error.code,
      [error.message, error.hint].filter((text) => text !== void 0).map(printable).join("\n")
    );
  }
}

// src/action/inputs.ts
function optionInputs(runner, command) {
  const { argument, options } = commandSpec(command);
  return Object.fromEntries(
    [...argument === void 0 ? [] : [argument], ...options].map((spec) => [
      spec.name,
      inputValue(runner, spec)
    ])
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

// src/action/list-outputs.ts
function listOutputs(ended) {
  if (ended.kind === "drift") return driftOutputs(ended.outcome.result);
  if (ended.outcome.exitCode !== 0) return {};
  switch (ended.kind) {
    case "change": {
      const { result } = ended.outcome;
      if (result === void 0) return {};
      const { changed, after, id, staged, release, manifest } = result;
      return {
        changed: String(changed),
        ...after === void 0 || id === void 0 ? {} : listFacts(id.version, id.sha256, after.expiresAt),
        ...staged === void 0 ? releaseFacts(release) : {
          "release-id": staged.id,
          "staged-sha256": staged.sha256,
          ...staged.PCR0 === void 0 ? {} : { pcr0: staged.PCR0 }
        },
        ...manifest === void 0 ? {} : { "manifest-path": manifest.path }
      };
    }
    case "verify": {
      const { result } = ended.outcome;
      if (result?.kind !== "allow-list") return {};
      return listFacts(result.list.version, result.sha256, result.list.expiresAt);
    }
    case "document": {
      const { result } = ended.outcome;
      if (result?.evidence === void 0) return {};
      const { evidence, appraisal } = result;
      const pcr0 = evidence.pcrs.get(0);
      return {
        ...pcr0 === void 0 ? {} : { pcr0 },
        "document-module-id": evidence.moduleId,
        ...appraisal?.accepted === true ? { "release-id": appraisal.release.id } : {}
      };
    }
    case "export": {
      const { result } = ended.outcome;
      return result === void 0 ? {} : { exported: result.text };
    }
  }
}
function driftOutputs(report) {
  if (report === void 0) return {};
  const { status, findings, probes } = report;
  const count = (severity) => String(findings.filter((finding) => finding.severity === severity).length);
  return {
    "drift-status": status,
    "drift-critical": count("critical"),
    "drift-high": count("high"),
    "false-allows": String(probes.filter(({ answer }) => answer === "allowed").length)
  };
}
function releaseFacts(release) {
  return release === void 0 ? {} : { "release-id": release.id, pcr0: release.PCR0 };
}
function listFacts(version, sha256, expiresAt) {
  return {
    "allow-list-version": String(version),
    "allow-list-sha256": sha256,
    "allow-list-expires-at": formatInstant(expiresAt)
  };
}

// src/action/predicate.ts
async function predicateOutputs(ended, runner, ports) {
  const { exitCode, result } = ended.outcome;
  if (ended.kind !== "change" || exitCode !== 0 || result === void 0) return {};
  if (ended.outcome.result?.dryRun !== false) return {};
  try {
    const config = runner.text("config") || CONFIGURATION_FILE;
    const files = await publishedFiles(ended.outcome.result, config, ports);
    if (files === void 0) return {};
    const { imageSha256, predicateType, predicate } = files;
    const path = runner.temporaryPath(`pcr-allowlist-predicate-${imageSha256}.json`);
    await writeTextFile(path, predicate);
    const [manifest] = files.manifest;
    if (manifest !== void 0) {
      const file = runner.temporaryPath(manifest.name);
      await writeBinaryFile(file, manifest.bytes);
      runner.artifact(file);
    }
    const image = runner.text("eif");
    if (image !== "") runner.artifact(image);
    return { "predicate-path": path, "predicate-type": predicateType };
  } catch (error) {
    const { code, message } = failureOf(error);
    runner.warning(
      code,
      `published, but no predicate could be written for actions/attest: ${message}`
    );
    return {};
  }
}

// src/action/run-list-in-step.ts
async function runListInStep(command, runner) {
  try {
    const values = optionInputs(runner, command);
    const ports = listPorts({ onKey: (key, what) => tellKey(key, what, runner) });
    const deliver = await openDelivery(command, values, ports);
    const ended = await deliver(await runListCommand(command, values, ports));
    const predicate = command === "publish" ? await predicateOutputs(ended, runner, ports) : {};
    for (const [name, value] of Object.entries({ ...listOutputs(ended), ...predicate }))
      runner.output(name, value);
    runner.log(renderListCommand(ended, false, terminalStyle(false)));
    annotateProblems(ended.outcome, runner);
    runner.summary(renderListCommandSummary(ended));
    return ended.outcome.exitCode;
  } catch (error) {
    const outcome = failed(command, error);
    annotateProblems(outcome, runner);
    return outcome.exitCode;
  }
}
function tellKey(key, what, runner) {
  if (what !== "planned" && what !== "done") runner.log(printable(`${key}: ${what}`));
}
export {
  runListInStep
};
