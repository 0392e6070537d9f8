import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// src/base/errors.ts
var CodedError = class extends Error {
  at;
  hint;
  constructor(message, context = {}) {
    super(message, context.cause === void 0 ? void 0 : { cause: context.cause });
    this.at = context.at;
    this.hint = context.hint;
  }
};
var FormatError = class extends CodedError {
  name = "FormatError";
  code;
  constructor(code, message, context) {
    super(message, context);
    this.code = code;
  }
};
var TrustError = class extends CodedError {
  name = "TrustError";
  code;
  constructor(code, message, context) {
    super(message, context);
    this.code = code;
  }
};
var AdapterError = class extends CodedError {
  name = "AdapterError";
  code;
  constructor(code, message, context) {
    super(message, context);
    this.code = code;
  }
};
var UsageError = class extends CodedError {
  name = "UsageError";
  code = "usage";
};

export {
  CodedError,
  FormatError,
  TrustError,
  AdapterError,
  UsageError
};
