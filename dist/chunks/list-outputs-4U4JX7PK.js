import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  formatInstant
} from "./chunk-SJ5BL4BR.js";
import "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";

// src/action/list-outputs.ts
function listOutputs(ended) {
  if (ended.outcome.exitCode !== 0) return {};
  switch (ended.kind) {
    case "change": {
      const { result } = ended.outcome;
      if (result === void 0) return {};
      const { changed, after, id, staged, manifest } = result;
      return {
        changed: String(changed),
        ...after === void 0 || id === void 0 ? {} : listFacts(id.version, id.sha256, after.expiresAt),
        ...staged === void 0 ? {} : {
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
    case "export": {
      const { result } = ended.outcome;
      return result === void 0 ? {} : { exported: result.text };
    }
  }
}
function listFacts(version, sha256, expiresAt) {
  return {
    "allow-list-version": String(version),
    "allow-list-sha256": sha256,
    "allow-list-expires-at": formatInstant(expiresAt)
  };
}
export {
  listOutputs
};
