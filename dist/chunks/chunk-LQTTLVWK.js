import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// src/workflow/options/writer-specs.ts
var CONFIG = {
  name: "config",
  kind: "text",
  value: "FILE",
  description: "The configuration (default pcr-allowlist.yml); paths in it start from its folder."
};
var DRY_RUN = {
  name: "dry-run",
  kind: "flag",
  description: "Show what would change, and write nothing."
};
var ALLOW_EMPTY = {
  name: "allow-empty",
  kind: "flag",
  description: "Allow that no active release is left."
};
var NO_RECONCILE = {
  name: "no-reconcile",
  kind: "flag",
  description: "Leave the key policies alone: neither plan nor change them."
};
var RELEASE_ASSETS = {
  name: "release-assets",
  kind: "text",
  value: "TAG",
  description: "Also put manifest, bundles and list on the GitHub release of this tag: a draft until the list has the image."
};
var GITHUB_TOKEN = {
  name: "github-token",
  kind: "text",
  value: "TOKEN",
  description: "For GitHub's API (default: GITHUB_TOKEN of the environment)."
};
var LIST_WRITERS = {
  init: {
    summary: "Start a list: draw its id, make keys where none are given, write the configuration.",
    options: [
      CONFIG,
      {
        name: "enclave",
        kind: "text",
        value: "NAME",
        description: "What the enclave is called; needed where there is no configuration yet."
      },
      {
        name: "store",
        kind: "text",
        value: "ADDRESS",
        description: "Where the list lives: s3://BUCKET/PREFIX or file:FOLDER (default file:./pcr-allowlist)."
      },
      {
        name: "certificate",
        kind: "list",
        value: "PEM",
        description: "Image-signing certificate file, or the word unsigned. May be given several times."
      },
      {
        name: "instance-role",
        kind: "list",
        value: "ARN",
        description: "IAM role of the parent instances, for PCR3, or the word any. May be given several times."
      },
      {
        name: "key",
        kind: "text",
        value: "ADDRESS",
        description: "The list key: awskms:alias/NAME, awskms:ARN or file:KEY.pem; made as list.pem where not given."
      },
      {
        name: "manifest-key",
        kind: "text",
        value: "ADDRESS",
        description: "The manifest key, likewise; made as manifest.pem where not given."
      },
      {
        name: "approval-key",
        kind: "list",
        value: "PEM",
        description: "Public key file of somebody whose approval each release needs. May be given several times."
      },
      {
        name: "kms-key",
        kind: "list",
        value: "KEY",
        description: "KMS key whose policy is to follow the list: its ARN, or file:POLICY.json. May be given several times."
      },
      {
        name: "administrator",
        kind: "list",
        value: "ARN",
        description: "With kms-key: who may hold authority over these keys. May be given several times."
      },
      {
        name: "curve",
        kind: "text",
        value: "NAME",
        description: "Curve of the keys that are made: P-256 (default) or P-384."
      },
      DRY_RUN
    ],
    examples: [
      "pcr-allowlist init --enclave signer --certificate image-signing.pem --instance-role arn:aws:iam::111122223333:role/signer-instance",
      "pcr-allowlist init --enclave signer --certificate unsigned --instance-role any",
      "pcr-allowlist init --enclave signer --store s3://acme-enclaves/signer/prod --key awskms:alias/pcr-list --manifest-key awskms:alias/pcr-manifest --certificate image-signing.pem --instance-role any"
    ]
  },
  publish: {
    summary: "Sign the PCR manifest of an image and stage it; with approval: none, add it to the list.",
    argument: {
      name: "eif",
      kind: "text",
      value: "EIF",
      description: "The enclave image: a file, an s3:// or an https:// address.",
      optional: true
    },
    options: [
      CONFIG,
      {
        name: "measurements",
        kind: "text",
        value: "FILE",
        description: "In place of an image: what measure --json printed of it; needs sha256. The manifest then says measured: given."
      },
      {
        name: "sha256",
        kind: "text",
        value: "HEX",
        description: "Refuse an image whose file has another SHA-256."
      },
      {
        name: "projection",
        kind: "flag",
        description: "In place of an image: the roles, certificates and keys of the configuration."
      },
      {
        name: "release",
        kind: "text",
        value: "ID",
        description: "Id of the release (default: the tag that was built, else 12 digits of PCR0)."
      },
      {
        name: "again",
        kind: "flag",
        description: "Ask for an image that was revoked, or is being retired, to come back."
      },
      RELEASE_ASSETS,
      GITHUB_TOKEN,
      NO_RECONCILE,
      DRY_RUN
    ],
    examples: [
      "pcr-allowlist publish enclave.eif --release v1.4.0",
      "pcr-allowlist publish s3://acme-builds/enclave.eif --sha256 9f86d0\u20260a08 --release v1.4.0",
      "pcr-allowlist publish --measurements measured.json --sha256 9f86d0\u20260a08 --release v1.4.0",
      "pcr-allowlist publish --projection"
    ]
  },
  approve: {
    summary: "Bring a staged release into the list, given the approvals that the configuration asks for.",
    argument: {
      name: "release",
      kind: "text",
      value: "ID",
      description: "The staged release, or the word projection."
    },
    options: [
      CONFIG,
      {
        name: "pcr0",
        kind: "text",
        value: "HEX",
        description: "PCR0 of the image that is approved; needed for a release."
      },
      {
        name: "staged",
        kind: "text",
        value: "HEX",
        description: "SHA-256 of the staged record; needed for a projection."
      },
      {
        name: "key",
        kind: "text",
        value: "ADDRESS",
        description: "Only add a statement of approval by this key (file:KEY.pem, awskms:alias/NAME or awskms:ARN), without the list key."
      },
      {
        name: "expires-in",
        kind: "text",
        value: "DURATION",
        description: "With key: how long the approval may be used (default 24h)."
      },
      RELEASE_ASSETS,
      GITHUB_TOKEN,
      NO_RECONCILE,
      DRY_RUN
    ],
    examples: [
      "pcr-allowlist approve v1.4.0 --pcr0 3f2a\u2026c1 --key file:alice.pem",
      "pcr-allowlist approve v1.4.0 --pcr0 3f2a\u2026c1",
      "pcr-allowlist approve projection --staged 77ab\u202609"
    ]
  },
  retire: {
    summary: "Let a release end in a while; verifiers go on accepting it until then.",
    argument: { name: "release", kind: "text", value: "ID", description: "The release." },
    options: [
      CONFIG,
      {
        name: "after",
        kind: "text",
        value: "DURATION",
        description: "When it ends, such as 72h (default: retire-after of the configuration)."
      },
      ALLOW_EMPTY,
      NO_RECONCILE,
      DRY_RUN
    ],
    examples: ["pcr-allowlist retire v1.3.0 --after 72h"]
  },
  revoke: {
    summary: "End the trust in an image at once, under every id.",
    argument: {
      name: "release",
      kind: "text",
      value: "ID",
      description: "The release; or give pcr0.",
      optional: true
    },
    options: [
      CONFIG,
      {
        name: "pcr0",
        kind: "text",
        value: "HEX",
        description: "PCR0 of the image, in place of a release."
      },
      { name: "reason", kind: "text", value: "TEXT", description: "Why; recorded in the list." },
      ALLOW_EMPTY,
      NO_RECONCILE,
      DRY_RUN
    ],
    examples: ['pcr-allowlist revoke v1.3.0 --reason "CVE-2026-0001 in the bundled OpenSSL"']
  },
  renew: {
    summary: "Sign the list anew, so that it does not expire; nothing else changes.",
    options: [
      CONFIG,
      {
        name: "from-signer",
        kind: "text",
        value: "PEM",
        description: "Public key file that signed the list and left the trust too early: taken for reading it, this once."
      },
      DRY_RUN
    ],
    examples: ["pcr-allowlist renew", "pcr-allowlist renew --from-signer old-list.pub.pem"]
  },
  reconcile: {
    summary: "Make the KMS key policies follow the allow-list; always safe to run again.",
    options: [
      CONFIG,
      {
        name: "settle",
        kind: "text",
        value: "DURATION",
        description: "How long what was put has to stay readable before it counts as settled."
      },
      DRY_RUN
    ],
    examples: ["pcr-allowlist reconcile --dry-run", "pcr-allowlist reconcile --settle 2m"]
  }
};

// src/workflow/options/drift-spec.ts
var DRIFT = {
  summary: "Compare what is with what the signed allow-list says: list, history, key policies, images, enclaves. Changes nothing.",
  options: [
    CONFIG,
    {
      name: "fail-on",
      kind: "text",
      value: "LEVEL",
      description: "Exit 5 from this severity on: critical, high or any (default any)."
    },
    {
      name: "report",
      kind: "list",
      value: "FILE",
      description: "Also write the report to this file: .json, .md, .html or .sarif. May be given several times."
    },
    {
      name: "image",
      kind: "list",
      value: "EIF",
      description: "Measure this image again: a file, an s3:// or an https:// address. May be given several times."
    },
    {
      name: "document",
      kind: "list",
      value: "FILE",
      description: "Appraise the attestation document in this file, at its own time. May be given several times."
    },
    {
      name: "url",
      kind: "list",
      value: "ADDRESS",
      description: "Ask the enclave at this endpoint for a document, with a nonce that is drawn anew, and appraise it. May be given several times."
    },
    {
      name: "method",
      kind: "text",
      value: "METHOD",
      description: "How url is asked: get (default) or post."
    },
    {
      name: "min-certificate-days",
      kind: "text",
      value: "N",
      description: "Tell image-signing certificates that end within N days (default 30)."
    },
    {
      name: "issue",
      kind: "flag",
      description: "Keep one GitHub issue for this enclave: opened at drift, brought up to date, closed when there is none."
    },
    GITHUB_TOKEN
  ],
  examples: [
    "pcr-allowlist drift",
    "pcr-allowlist drift --fail-on high --report drift.html --report drift.sarif",
    "pcr-allowlist drift --image enclave.eif --url https://enclave.example.com/attestation"
  ]
};

// src/workflow/options/measure-spec.ts
var MEASURE = {
  summary: "Compute the PCRs of an EIF and verify its structure and its signature.",
  argument: {
    name: "eif",
    kind: "text",
    value: "EIF",
    description: "The enclave image to measure: a file, an s3:// or an https:// address."
  },
  options: [
    {
      name: "sha256",
      kind: "text",
      value: "HEX",
      description: "Refuse an image whose file has another SHA-256."
    },
    {
      name: "role-arn",
      kind: "list",
      value: "ARN",
      description: "IAM role of the parent instance, for PCR3. May be given several times."
    },
    {
      name: "instance-id",
      kind: "list",
      value: "ID",
      description: "Id of the parent instance, for PCR4. May be given several times."
    },
    { name: "require-signed", kind: "flag", description: "Refuse an unsigned image." },
    {
      name: "min-certificate-days",
      kind: "text",
      value: "N",
      description: "Refuse an image whose signing certificate is not valid now or ends within N days."
    },
    {
      name: "expect",
      kind: "text",
      value: "FILE",
      description: "Compare with the JSON of nitro-cli build-enclave, describe-eif or eif_build, alone or inside a log."
    },
    {
      name: "compare",
      kind: "text",
      value: "EIF",
      description: "Compare with another image: is this build reproducible, and if not, which section differs?"
    },
    {
      name: "require-same-signer",
      kind: "flag",
      description: "With compare: also refuse a different PCR8."
    },
    { name: "describe", kind: "flag", description: "Print what nitro-cli describe-eif prints." },
    {
      name: "format",
      kind: "text",
      value: "NAME",
      description: "Print the measurements in the form of another tool: nitro-cli (as build-enclave prints them)."
    },
    {
      name: "output",
      kind: "text",
      value: "FILE",
      description: "Also write the result to FILE: in the form asked for, else as the JSON of --json."
    }
  ],
  examples: [
    "pcr-allowlist measure enclave.eif",
    "pcr-allowlist measure enclave.eif --json | jq -r .result.measurements.PCR0",
    "pcr-allowlist measure enclave.eif --require-signed --min-certificate-days 30",
    "pcr-allowlist measure enclave.eif --role-arn arn:aws:iam::111122223333:role/signer-instance",
    "pcr-allowlist measure enclave.eif --expect build.log",
    "pcr-allowlist measure enclave.eif --compare rebuilt.eif"
  ]
};

// src/workflow/options/reader-specs.ts
var PINS = [
  {
    name: "store",
    kind: "text",
    value: "ADDRESS",
    description: "The store: s3://BUCKET/PREFIX or file:FOLDER."
  },
  {
    name: "list",
    kind: "text",
    value: "ID",
    description: "The 32 hex digits that init drew for this list."
  },
  {
    name: "trust",
    kind: "list",
    value: "KEY",
    description: "Public key file (PEM) whose signatures count. May be given several times."
  },
  {
    name: "threshold",
    kind: "text",
    value: "N",
    description: "How many of these keys must have signed (default 1)."
  },
  {
    name: "approval-trust",
    kind: "list",
    value: "KEY",
    description: "Public key file whose approval each release must carry, beside the signatures of the list. May be given several times."
  },
  {
    name: "approval-threshold",
    kind: "text",
    value: "N",
    description: "How many of these keys must have approved (default 1)."
  }
];
var LIST_READERS = {
  verify: {
    summary: "Verify a PCR manifest, an allow-list or an attestation document, with nothing but what a verifier pins.",
    options: [
      CONFIG,
      { name: "manifest", kind: "text", value: "FILE", description: "The manifest to verify." },
      { name: "allow-list", kind: "flag", description: "Verify the list of the store." },
      {
        name: "document",
        kind: "text",
        value: "FILE",
        description: "The attestation document to verify: a file, or - for standard input; CBOR, hex, base64 or JSON with base64. Appraised where store, list and trust (or config) are given."
      },
      {
        name: "url",
        kind: "text",
        value: "URL",
        description: "Ask this endpoint for a document, with a nonce that is drawn anew."
      },
      {
        name: "method",
        kind: "text",
        value: "NAME",
        description: "With url: get (?nonce=HEX, the default) or post (JSON with a base64 nonce)."
      },
      {
        name: "nonce",
        kind: "text",
        value: "HEX",
        description: "With document: the nonce that it must answer, or the word not-required."
      },
      {
        name: "max-age",
        kind: "text",
        value: "DURATION",
        description: "How old a live document may be (default 5m)."
      },
      {
        name: "partition",
        kind: "text",
        value: "NAME",
        description: "The AWS partition whose root counts (default aws)."
      },
      {
        name: "show",
        kind: "flag",
        description: "Also print what a refused document says."
      },
      ...PINS,
      {
        name: "at",
        kind: "text",
        value: "RFC3339",
        description: "For a document, the archived form: the instant to judge its chain at. The list is judged at now."
      },
      {
        name: "remember",
        kind: "text",
        value: "FILE",
        description: "Where the newest version seen is kept: a lower one, or another one of the same number, is refused."
      }
    ],
    examples: [
      "pcr-allowlist verify --allow-list --store s3://acme-enclaves/signer/prod --list 5f0c6c1d0b2e4a7f9d3b8e61a2c4d590 --trust list.pub.pem --remember seen.json",
      "pcr-allowlist verify --manifest enclave.dsse.json --trust manifest.pub.pem",
      "pcr-allowlist verify --document document.cbor --nonce 0f3c\u20269a --config pcr-allowlist.yml",
      "pcr-allowlist verify --url https://enclave.example.com/attestation --config pcr-allowlist.yml",
      "pcr-allowlist verify --document old.cbor --nonce not-required --at 2026-01-31T12:00:00Z"
    ]
  },
  export: {
    summary: "Print what is allowed now, verified first, in the form of another verifier.",
    options: [
      CONFIG,
      {
        name: "to",
        kind: "text",
        value: "NAME",
        description: "The form: nitro-cli, kms-condition, prowler, evervault, pcr-flags, rvps, flashbots or env."
      },
      {
        name: "release",
        kind: "text",
        value: "ID",
        description: "Only this release, for forms that hold a single one."
      },
      ...PINS
    ],
    examples: [
      "pcr-allowlist export --to nitro-cli --release v1.4.0",
      "pcr-allowlist export --to env"
    ]
  }
};

// src/workflow/options/command-table.ts
var COMMANDS = {
  init: LIST_WRITERS.init,
  measure: MEASURE,
  publish: LIST_WRITERS.publish,
  approve: LIST_WRITERS.approve,
  retire: LIST_WRITERS.retire,
  revoke: LIST_WRITERS.revoke,
  renew: LIST_WRITERS.renew,
  reconcile: LIST_WRITERS.reconcile,
  drift: DRIFT,
  verify: LIST_READERS.verify,
  export: LIST_READERS.export
};
function commandSpec(name) {
  return COMMANDS[name];
}

export {
  COMMANDS,
  commandSpec
};
