import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// node_modules/yaml/dist/nodes/identity.js
var require_identity = __commonJS({
  "node_modules/yaml/dist/nodes/identity.js"(exports) {
    "use strict";
    var ALIAS = /* @__PURE__ */ Symbol.for("yaml.alias");
    var DOC = /* @__PURE__ */ Symbol.for("yaml.document");
    var MAP = /* @__PURE__ */ Symbol.for("yaml.map");
    var PAIR = /* @__PURE__ */ Symbol.for("yaml.pair");
    var SCALAR = /* @__PURE__ */ Symbol.for("yaml.scalar");
    var SEQ = /* @__PURE__ */ Symbol.for("yaml.seq");
    var NODE_TYPE = /* @__PURE__ */ Symbol.for("yaml.node.type");
    var isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
    var isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
    var isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
    var isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
    var isScalar2 = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR;
    var isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
    function isCollection(node) {
      if (node && typeof node === "object")
        switch (node[NODE_TYPE]) {
          case MAP:
          case SEQ:
            return true;
        }
      return false;
    }
    function isNode(node) {
      if (node && typeof node === "object")
        switch (node[NODE_TYPE]) {
          case ALIAS:
          case MAP:
          case SCALAR:
          case SEQ:
            return true;
        }
      return false;
    }
    var hasAnchor = (node) => (isScalar2(node) || isCollection(node)) && !!node.anchor;
    exports.ALIAS = ALIAS;
    exports.DOC = DOC;
    exports.MAP = MAP;
    exports.NODE_TYPE = NODE_TYPE;
    exports.PAIR = PAIR;
    exports.SCALAR = SCALAR;
    exports.SEQ = SEQ;
    exports.hasAnchor = hasAnchor;
    exports.isAlias = isAlias;
    exports.isCollection = isCollection;
    exports.isDocument = isDocument;
    exports.isMap = isMap;
    exports.isNode = isNode;
    exports.isPair = isPair;
    exports.isScalar = isScalar2;
    exports.isSeq = isSeq;
  }
});

// node_modules/yaml/dist/visit.js
var require_visit = __commonJS({
  "node_modules/yaml/dist/visit.js"(exports) {
    "use strict";
    var identity = require_identity();
    var BREAK = /* @__PURE__ */ Symbol("break visit");
    var SKIP = /* @__PURE__ */ Symbol("skip children");
    var REMOVE = /* @__PURE__ */ Symbol("remove node");
    function visit2(node, visitor) {
      const visitor_ = initVisitor(visitor);
      if (identity.isDocument(node)) {
        const cd = visit_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
          node.contents = null;
      } else
        visit_(null, node, visitor_, Object.freeze([]));
    }
    visit2.BREAK = BREAK;
    visit2.SKIP = SKIP;
    visit2.REMOVE = REMOVE;
    function visit_(key, node, visitor, path) {
      const ctrl = callVisitor(key, node, visitor, path);
      if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visit_(key, ctrl, visitor, path);
      }
      if (typeof ctrl !== "symbol") {
        if (identity.isCollection(node)) {
          path = Object.freeze(path.concat(node));
          for (let i = 0; i < node.items.length; ++i) {
            const ci = visit_(i, node.items[i], visitor, path);
            if (typeof ci === "number")
              i = ci - 1;
            else if (ci === BREAK)
              return BREAK;
            else if (ci === REMOVE) {
              node.items.splice(i, 1);
              i -= 1;
            }
          }
        } else if (identity.isPair(node)) {
          path = Object.freeze(path.concat(node));
          const ck = visit_("key", node.key, visitor, path);
          if (ck === BREAK)
            return BREAK;
          else if (ck === REMOVE)
            node.key = null;
          const cv = visit_("value", node.value, visitor, path);
          if (cv === BREAK)
            return BREAK;
          else if (cv === REMOVE)
            node.value = null;
        }
      }
      return ctrl;
    }
    async function visitAsync(node, visitor) {
      const visitor_ = initVisitor(visitor);
      if (identity.isDocument(node)) {
        const cd = await visitAsync_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
          node.contents = null;
      } else
        await visitAsync_(null, node, visitor_, Object.freeze([]));
    }
    visitAsync.BREAK = BREAK;
    visitAsync.SKIP = SKIP;
    visitAsync.REMOVE = REMOVE;
    async function visitAsync_(key, node, visitor, path) {
      const ctrl = await callVisitor(key, node, visitor, path);
      if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visitAsync_(key, ctrl, visitor, path);
      }
      if (typeof ctrl !== "symbol") {
        if (identity.isCollection(node)) {
          path = Object.freeze(path.concat(node));
          for (let i = 0; i < node.items.length; ++i) {
            const ci = await visitAsync_(i, node.items[i], visitor, path);
            if (typeof ci === "number")
              i = ci - 1;
            else if (ci === BREAK)
              return BREAK;
            else if (ci === REMOVE) {
              node.items.splice(i, 1);
              i -= 1;
            }
          }
        } else if (identity.isPair(node)) {
          path = Object.freeze(path.concat(node));
          const ck = await visitAsync_("key", node.key, visitor, path);
          if (ck === BREAK)
            return BREAK;
          else if (ck === REMOVE)
            node.key = null;
          const cv = await visitAsync_("value", node.value, visitor, path);
          if (cv === BREAK)
            return BREAK;
          else if (cv === REMOVE)
            node.value = null;
        }
      }
      return ctrl;
    }
    function initVisitor(visitor) {
      if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) {
        return Object.assign({
          Alias: visitor.Node,
          Map: visitor.Node,
          Scalar: visitor.Node,
          Seq: visitor.Node
        }, visitor.Value && {
          Map: visitor.Value,
          Scalar: visitor.Value,
          Seq: visitor.Value
        }, visitor.Collection && {
          Map: visitor.Collection,
          Seq: visitor.Collection
        }, visitor);
      }
      return visitor;
    }
    function callVisitor(key, node, visitor, path) {
      if (typeof visitor === "function")
        return visitor(key, node, path);
      if (identity.isMap(node))
        return visitor.Map?.(key, node, path);
      if (identity.isSeq(node))
        return visitor.Seq?.(key, node, path);
      if (identity.isPair(node))
        return visitor.Pair?.(key, node, path);
      if (identity.isScalar(node))
        return visitor.Scalar?.(key, node, path);
      if (identity.isAlias(node))
        return visitor.Alias?.(key, node, path);
      return void 0;
    }
    function replaceNode(key, path, node) {
      const parent = path[path.length - 1];
      if (identity.isCollection(parent)) {
        parent.items[key] = node;
      } else if (identity.isPair(parent)) {
        if (key === "key")
          parent.key = node;
        else
          parent.value = node;
      } else if (identity.isDocument(parent)) {
        parent.contents = node;
      } else {
        const pt = identity.isAlias(parent) ? "alias" : "scalar";
        throw new Error(`Cannot replace node with ${pt} parent`);
      }
    }
    exports.visit = visit2;
    exports.visitAsync = visitAsync;
  }
});

// node_modules/yaml/dist/doc/directives.js
var require_directives = __commonJS({
  "node_modules/yaml/dist/doc/directives.js"(exports) {
    "use strict";
    var identity = require_identity();
    var visit2 = require_visit();
    var escapeChars = {
      "!": "%21",
      ",": "%2C",
      "[": "%5B",
      "]": "%5D",
      "{": "%7B",
      "}": "%7D"
    };
    var escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
    var Directives = class _Directives {
      constructor(yaml, tags) {
        this.docStart = null;
        this.docEnd = false;
        this.yaml = Object.assign({}, _Directives.defaultYaml, yaml);
        this.tags = Object.assign({}, _Directives.defaultTags, tags);
      }
      clone() {
        const copy = new _Directives(this.yaml, this.tags);
        copy.docStart = this.docStart;
        return copy;
      }
      /**
       * During parsing, get a Directives instance for the current document and
       * update the stream state according to the current version's spec.
       */
      atDocument() {
        const res = new _Directives(this.yaml, this.tags);
        switch (this.yaml.version) {
          case "1.1":
            this.atNextDocument = true;
            break;
          case "1.2":
            this.atNextDocument = false;
            this.yaml = {
              explicit: _Directives.defaultYaml.explicit,
              version: "1.2"
            };
            this.tags = Object.assign({}, _Directives.defaultTags);
            break;
        }
        return res;
      }
      /**
       * @param onError - May be called even if the action was successful
       * @returns `true` on success
       */
      add(line, onError) {
        if (this.atNextDocument) {
          this.yaml = { explicit: _Directives.defaultYaml.explicit, version: "1.1" };
          this.tags = Object.assign({}, _Directives.defaultTags);
          this.atNextDocument = false;
        }
        const parts = line.trim().split(/[ \t]+/);
        const name = parts.shift();
        switch (name) {
          case "%TAG": {
            if (parts.length !== 2) {
              onError(0, "%TAG directive should contain exactly two parts");
              if (parts.length < 2)
                return false;
            }
            const [handle, prefix] = parts;
            this.tags[handle] = prefix;
            return true;
          }
          case "%YAML": {
            this.yaml.explicit = true;
            if (parts.length !== 1) {
              onError(0, "%YAML directive should contain exactly one part");
              return false;
            }
            const [version3] = parts;
            if (version3 === "1.1" || version3 === "1.2") {
              this.yaml.version = version3;
              return true;
            } else {
              const isValid = /^\d+\.\d+$/.test(version3);
              onError(6, `Unsupported YAML version ${version3}`, isValid);
              return false;
            }
          }
          default:
            onError(0, `Unknown directive ${name}`, true);
            return false;
        }
      }
      /**
       * Resolves a tag, matching handles to those defined in %TAG directives.
       *
       * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
       *   `'!local'` tag, or `null` if unresolvable.
       */
      tagName(source, onError) {
        if (source === "!")
          return "!";
        if (source[0] !== "!") {
          onError(`Not a valid tag: ${source}`);
          return null;
        }
        if (source[1] === "<") {
          const verbatim = source.slice(2, -1);
          if (verbatim === "!" || verbatim === "!!") {
            onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
            return null;
          }
          if (source[source.length - 1] !== ">")
            onError("Verbatim tags must end with a >");
          return verbatim;
        }
        const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
        if (!suffix)
          onError(`The ${source} tag has no suffix`);
        const prefix = this.tags[handle];
        if (prefix) {
          try {
            return prefix + decodeURIComponent(suffix);
          } catch (error) {
            onError(String(error));
            return null;
          }
        }
        if (handle === "!")
          return source;
        onError(`Could not resolve tag: ${source}`);
        return null;
      }
      /**
       * Given a fully resolved tag, returns its printable string form,
       * taking into account current tag prefixes and defaults.
       */
      tagString(tag) {
        for (const [handle, prefix] of Object.entries(this.tags)) {
          if (tag.startsWith(prefix))
            return handle + escapeTagName(tag.substring(prefix.length));
        }
        return tag[0] === "!" ? tag : `!<${tag}>`;
      }
      toString(doc) {
        const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
        const tagEntries = Object.entries(this.tags);
        let tagNames;
        if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
          const tags = {};
          visit2.visit(doc.contents, (_key, node) => {
            if (identity.isNode(node) && node.tag)
              tags[node.tag] = true;
          });
          tagNames = Object.keys(tags);
        } else
          tagNames = [];
        for (const [handle, prefix] of tagEntries) {
          if (handle === "!!" && prefix === "tag:yaml.org,2002:")
            continue;
          if (!doc || tagNames.some((tn) => tn.startsWith(prefix)))
            lines.push(`%TAG ${handle} ${prefix}`);
        }
        return lines.join("\n");
      }
    };
    Directives.defaultYaml = { explicit: false, version: "1.2" };
    Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
    exports.Directives = Directives;
  }
});

// node_modules/yaml/dist/doc/anchors.js
var require_anchors = __commonJS({
  "node_modules/yaml/dist/doc/anchors.js"(exports) {
    "use strict";
    var identity = require_identity();
    var visit2 = require_visit();
    function anchorIsValid(anchor2) {
      if (/[\x00-\x19\s,[\]{}]/.test(anchor2)) {
        const sa = JSON.stringify(anchor2);
        const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
        throw new Error(msg);
      }
      return true;
    }
    function anchorNames(root) {
      const anchors = /* @__PURE__ */ new Set();
      visit2.visit(root, {
        Value(_key, node) {
          if (node.anchor)
            anchors.add(node.anchor);
        }
      });
      return anchors;
    }
    function findNewAnchor(prefix, exclude) {
      for (let i = 1; true; ++i) {
        const name = `${prefix}${i}`;
        if (!exclude.has(name))
          return name;
      }
    }
    function createNodeAnchors(doc, prefix) {
      const aliasObjects = [];
      const sourceObjects = /* @__PURE__ */ new Map();
      let prevAnchors = null;
      return {
        onAnchor: (source) => {
          aliasObjects.push(source);
          prevAnchors ?? (prevAnchors = anchorNames(doc));
          const anchor2 = findNewAnchor(prefix, prevAnchors);
          prevAnchors.add(anchor2);
          return anchor2;
        },
        /**
         * With circular references, the source node is only resolved after all
         * of its child nodes are. This is why anchors are set only after all of
         * the nodes have been created.
         */
        setAnchors: () => {
          for (const source of aliasObjects) {
            const ref = sourceObjects.get(source);
            if (typeof ref === "object" && ref.anchor && (identity.isScalar(ref.node) || identity.isCollection(ref.node))) {
              ref.node.anchor = ref.anchor;
            } else {
              const error = new Error("Failed to resolve repeated object (this should not happen)");
              error.source = source;
              throw error;
            }
          }
        },
        sourceObjects
      };
    }
    exports.anchorIsValid = anchorIsValid;
    exports.anchorNames = anchorNames;
    exports.createNodeAnchors = createNodeAnchors;
    exports.findNewAnchor = findNewAnchor;
  }
});

// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver = __commonJS({
  "node_modules/yaml/dist/doc/applyReviver.js"(exports) {
    "use strict";
    function applyReviver(reviver, obj, key, val) {
      if (val && typeof val === "object") {
        if (Array.isArray(val)) {
          for (let i = 0, len = val.length; i < len; ++i) {
            const v0 = val[i];
            const v1 = applyReviver(reviver, val, String(i), v0);
            if (v1 === void 0)
              delete val[i];
            else if (v1 !== v0)
              val[i] = v1;
          }
        } else if (val instanceof Map) {
          for (const k of Array.from(val.keys())) {
            const v0 = val.get(k);
            const v1 = applyReviver(reviver, val, k, v0);
            if (v1 === void 0)
              val.delete(k);
            else if (v1 !== v0)
              val.set(k, v1);
          }
        } else if (val instanceof Set) {
          for (const v0 of Array.from(val)) {
            const v1 = applyReviver(reviver, val, v0, v0);
            if (v1 === void 0)
              val.delete(v0);
            else if (v1 !== v0) {
              val.delete(v0);
              val.add(v1);
            }
          }
        } else {
          for (const [k, v0] of Object.entries(val)) {
            const v1 = applyReviver(reviver, val, k, v0);
            if (v1 === void 0)
              delete val[k];
            else if (v1 !== v0)
              val[k] = v1;
          }
        }
      }
      return reviver.call(obj, key, val);
    }
    exports.applyReviver = applyReviver;
  }
});

// node_modules/yaml/dist/nodes/toJS.js
var require_toJS = __commonJS({
  "node_modules/yaml/dist/nodes/toJS.js"(exports) {
    "use strict";
    var identity = require_identity();
    function toJS(value, arg, ctx) {
      if (Array.isArray(value))
        return value.map((v, i) => toJS(v, String(i), ctx));
      if (value && typeof value.toJSON === "function") {
        if (!ctx || !identity.hasAnchor(value))
          return value.toJSON(arg, ctx);
        const data = { aliasCount: 0, count: 1, res: void 0 };
        ctx.anchors.set(value, data);
        ctx.onCreate = (res2) => {
          data.res = res2;
          delete ctx.onCreate;
        };
        const res = value.toJSON(arg, ctx);
        if (ctx.onCreate)
          ctx.onCreate(res);
        return res;
      }
      if (typeof value === "bigint" && !ctx?.keep)
        return Number(value);
      return value;
    }
    exports.toJS = toJS;
  }
});

// node_modules/yaml/dist/nodes/Node.js
var require_Node = __commonJS({
  "node_modules/yaml/dist/nodes/Node.js"(exports) {
    "use strict";
    var applyReviver = require_applyReviver();
    var identity = require_identity();
    var toJS = require_toJS();
    var NodeBase = class {
      constructor(type) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: type });
      }
      /** Create a copy of this node.  */
      clone() {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (this.range)
          copy.range = this.range.slice();
        return copy;
      }
      /** A plain JavaScript representation of this node. */
      toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        if (!identity.isDocument(doc))
          throw new TypeError("A document argument is required");
        const ctx = {
          anchors: /* @__PURE__ */ new Map(),
          doc,
          keep: true,
          mapAsMap: mapAsMap === true,
          mapKeyWarned: false,
          maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
        };
        const res = toJS.toJS(this, "", ctx);
        if (typeof onAnchor === "function")
          for (const { count: count3, res: res2 } of ctx.anchors.values())
            onAnchor(res2, count3);
        return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
      }
    };
    exports.NodeBase = NodeBase;
  }
});

// node_modules/yaml/dist/nodes/Alias.js
var require_Alias = __commonJS({
  "node_modules/yaml/dist/nodes/Alias.js"(exports) {
    "use strict";
    var anchors = require_anchors();
    var visit2 = require_visit();
    var identity = require_identity();
    var Node = require_Node();
    var toJS = require_toJS();
    var Alias = class extends Node.NodeBase {
      constructor(source) {
        super(identity.ALIAS);
        this.source = source;
        Object.defineProperty(this, "tag", {
          set() {
            throw new Error("Alias nodes cannot have tags");
          }
        });
      }
      /**
       * Resolve the value of this alias within `doc`, finding the last
       * instance of the `source` anchor before this node.
       */
      resolve(doc, ctx) {
        if (ctx?.maxAliasCount === 0)
          throw new ReferenceError("Alias resolution is disabled");
        let nodes;
        if (ctx?.aliasResolveCache) {
          nodes = ctx.aliasResolveCache;
        } else {
          nodes = [];
          visit2.visit(doc, {
            Node: (_key, node) => {
              if (identity.isAlias(node) || identity.hasAnchor(node))
                nodes.push(node);
            }
          });
          if (ctx)
            ctx.aliasResolveCache = nodes;
        }
        let found = void 0;
        for (const node of nodes) {
          if (node === this)
            break;
          if (node.anchor === this.source)
            found = node;
        }
        if (found && ctx) {
          const { anchors: anchors2, doc: doc2, maxAliasCount } = ctx;
          let data = anchors2.get(found);
          if (!data) {
            toJS.toJS(found, null, ctx);
            data = anchors2.get(found);
          }
          if (data?.res === void 0) {
            const msg = "This should not happen: Alias anchor was not resolved?";
            throw new ReferenceError(msg);
          }
          if (maxAliasCount >= 0) {
            data.count += 1;
            if (data.aliasCount === 0)
              data.aliasCount = getAliasCount(doc2, found, anchors2);
            if (data.count * data.aliasCount > maxAliasCount) {
              const msg = "Excessive alias count indicates a resource exhaustion attack";
              throw new ReferenceError(msg);
            }
          }
        }
        return found;
      }
      toJSON(_arg, ctx) {
        if (!ctx)
          return { source: this.source };
        const source = this.resolve(ctx.doc, ctx);
        if (!source) {
          const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
          throw new ReferenceError(msg);
        }
        return ctx.anchors.get(source).res;
      }
      toString(ctx, _onComment, _onChompKeep) {
        const src = `*${this.source}`;
        if (ctx) {
          anchors.anchorIsValid(this.source);
          if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
            const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
            throw new Error(msg);
          }
          if (ctx.implicitKey)
            return `${src} `;
        }
        return src;
      }
    };
    function getAliasCount(doc, node, anchors2) {
      if (identity.isAlias(node)) {
        const source = node.resolve(doc);
        const anchor2 = anchors2 && source && anchors2.get(source);
        return anchor2 ? anchor2.count * anchor2.aliasCount : 0;
      } else if (identity.isCollection(node)) {
        let count3 = 0;
        for (const item of node.items) {
          const c = getAliasCount(doc, item, anchors2);
          if (c > count3)
            count3 = c;
        }
        return count3;
      } else if (identity.isPair(node)) {
        const kc = getAliasCount(doc, node.key, anchors2);
        const vc = getAliasCount(doc, node.value, anchors2);
        return Math.max(kc, vc);
      }
      return 1;
    }
    exports.Alias = Alias;
  }
});

// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar = __commonJS({
  "node_modules/yaml/dist/nodes/Scalar.js"(exports) {
    "use strict";
    var identity = require_identity();
    var Node = require_Node();
    var toJS = require_toJS();
    var isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
    var Scalar = class extends Node.NodeBase {
      constructor(value) {
        super(identity.SCALAR);
        this.value = value;
      }
      toJSON(arg, ctx) {
        return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
      }
      toString() {
        return String(this.value);
      }
    };
    Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
    Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
    Scalar.PLAIN = "PLAIN";
    Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
    Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
    exports.Scalar = Scalar;
    exports.isScalarValue = isScalarValue;
  }
});

// node_modules/yaml/dist/doc/createNode.js
var require_createNode = __commonJS({
  "node_modules/yaml/dist/doc/createNode.js"(exports) {
    "use strict";
    var Alias = require_Alias();
    var identity = require_identity();
    var Scalar = require_Scalar();
    var defaultTagPrefix = "tag:yaml.org,2002:";
    function findTagObject(value, tagName, tags) {
      if (tagName) {
        const match = tags.filter((t) => t.tag === tagName);
        const tagObj = match.find((t) => !t.format) ?? match[0];
        if (!tagObj)
          throw new Error(`Tag ${tagName} not found`);
        return tagObj;
      }
      return tags.find((t) => t.identify?.(value) && !t.format);
    }
    function createNode(value, tagName, ctx) {
      if (identity.isDocument(value))
        value = value.contents;
      if (identity.isNode(value))
        return value;
      if (identity.isPair(value)) {
        const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
        map.items.push(value);
        return map;
      }
      if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) {
        value = value.valueOf();
      }
      const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
      let ref = void 0;
      if (aliasDuplicateObjects && value && typeof value === "object") {
        ref = sourceObjects.get(value);
        if (ref) {
          ref.anchor ?? (ref.anchor = onAnchor(value));
          return new Alias.Alias(ref.anchor);
        } else {
          ref = { anchor: null, node: null };
          sourceObjects.set(value, ref);
        }
      }
      if (tagName?.startsWith("!!"))
        tagName = defaultTagPrefix + tagName.slice(2);
      let tagObj = findTagObject(value, tagName, schema.tags);
      if (!tagObj) {
        if (value && typeof value.toJSON === "function") {
          value = value.toJSON();
        }
        if (!value || typeof value !== "object") {
          const node2 = new Scalar.Scalar(value);
          if (ref)
            ref.node = node2;
          return node2;
        }
        tagObj = value instanceof Map ? schema[identity.MAP] : Symbol.iterator in Object(value) ? schema[identity.SEQ] : schema[identity.MAP];
      }
      if (onTagObj) {
        onTagObj(tagObj);
        delete ctx.onTagObj;
      }
      const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
      if (tagName)
        node.tag = tagName;
      else if (!tagObj.default)
        node.tag = tagObj.tag;
      if (ref)
        ref.node = node;
      return node;
    }
    exports.createNode = createNode;
  }
});

// node_modules/yaml/dist/nodes/Collection.js
var require_Collection = __commonJS({
  "node_modules/yaml/dist/nodes/Collection.js"(exports) {
    "use strict";
    var createNode = require_createNode();
    var identity = require_identity();
    var Node = require_Node();
    function collectionFromPath(schema, path, value) {
      let v = value;
      for (let i = path.length - 1; i >= 0; --i) {
        const k = path[i];
        if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
          const a = [];
          a[k] = v;
          v = a;
        } else {
          v = /* @__PURE__ */ new Map([[k, v]]);
        }
      }
      return createNode.createNode(v, void 0, {
        aliasDuplicateObjects: false,
        keepUndefined: false,
        onAnchor: () => {
          throw new Error("This should not happen, please report a bug.");
        },
        schema,
        sourceObjects: /* @__PURE__ */ new Map()
      });
    }
    var isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
    var Collection = class extends Node.NodeBase {
      constructor(type, schema) {
        super(type);
        Object.defineProperty(this, "schema", {
          value: schema,
          configurable: true,
          enumerable: false,
          writable: true
        });
      }
      /**
       * Create a copy of this collection.
       *
       * @param schema - If defined, overwrites the original's schema
       */
      clone(schema) {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (schema)
          copy.schema = schema;
        copy.items = copy.items.map((it) => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
        if (this.range)
          copy.range = this.range.slice();
        return copy;
      }
      /**
       * Adds a value to the collection. For `!!map` and `!!omap` the value must
       * be a Pair instance or a `{ key, value }` object, which may not have a key
       * that already exists in the map.
       */
      addIn(path, value) {
        if (isEmptyPath(path))
          this.add(value);
        else {
          const [key, ...rest] = path;
          const node = this.get(key, true);
          if (identity.isCollection(node))
            node.addIn(rest, value);
          else if (node === void 0 && this.schema)
            this.set(key, collectionFromPath(this.schema, rest, value));
          else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
      }
      /**
       * Removes a value from the collection.
       * @returns `true` if the item was found and removed.
       */
      deleteIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
          return this.delete(key);
        const node = this.get(key, true);
        if (identity.isCollection(node))
          return node.deleteIn(rest);
        else
          throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
      }
      /**
       * Returns item at `key`, or `undefined` if not found. By default unwraps
       * scalar values from their surrounding node; to disable set `keepScalar` to
       * `true` (collections are always returned intact).
       */
      getIn(path, keepScalar) {
        const [key, ...rest] = path;
        const node = this.get(key, true);
        if (rest.length === 0)
          return !keepScalar && identity.isScalar(node) ? node.value : node;
        else
          return identity.isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
      }
      hasAllNullValues(allowScalar) {
        return this.items.every((node) => {
          if (!identity.isPair(node))
            return false;
          const n = node.value;
          return n == null || allowScalar && identity.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
        });
      }
      /**
       * Checks if the collection includes a value with the key `key`.
       */
      hasIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
          return this.has(key);
        const node = this.get(key, true);
        return identity.isCollection(node) ? node.hasIn(rest) : false;
      }
      /**
       * Sets a value in this collection. For `!!set`, `value` needs to be a
       * boolean to add/remove the item from the set.
       */
      setIn(path, value) {
        const [key, ...rest] = path;
        if (rest.length === 0) {
          this.set(key, value);
        } else {
          const node = this.get(key, true);
          if (identity.isCollection(node))
            node.setIn(rest, value);
          else if (node === void 0 && this.schema)
            this.set(key, collectionFromPath(this.schema, rest, value));
          else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
      }
    };
    exports.Collection = Collection;
    exports.collectionFromPath = collectionFromPath;
    exports.isEmptyPath = isEmptyPath;
  }
});

// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyComment.js"(exports) {
    "use strict";
    var stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
    function indentComment(comment, indent) {
      if (/^\n+$/.test(comment))
        return comment.substring(1);
      return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
    }
    var lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
    exports.indentComment = indentComment;
    exports.lineComment = lineComment;
    exports.stringifyComment = stringifyComment;
  }
});

// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines = __commonJS({
  "node_modules/yaml/dist/stringify/foldFlowLines.js"(exports) {
    "use strict";
    var FOLD_FLOW = "flow";
    var FOLD_BLOCK = "block";
    var FOLD_QUOTED = "quoted";
    function foldFlowLines(text7, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
      if (!lineWidth || lineWidth < 0)
        return text7;
      if (lineWidth < minContentWidth)
        minContentWidth = 0;
      const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
      if (text7.length <= endStep)
        return text7;
      const folds = [];
      const escapedFolds = {};
      let end2 = lineWidth - indent.length;
      if (typeof indentAtStart === "number") {
        if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
          folds.push(0);
        else
          end2 = lineWidth - indentAtStart;
      }
      let split = void 0;
      let prev = void 0;
      let overflow = false;
      let i = -1;
      let escStart = -1;
      let escEnd = -1;
      if (mode === FOLD_BLOCK) {
        i = consumeMoreIndentedLines(text7, i, indent.length);
        if (i !== -1)
          end2 = i + endStep;
      }
      for (let ch; ch = text7[i += 1]; ) {
        if (mode === FOLD_QUOTED && ch === "\\") {
          escStart = i;
          switch (text7[i + 1]) {
            case "x":
              i += 3;
              break;
            case "u":
              i += 5;
              break;
            case "U":
              i += 9;
              break;
            default:
              i += 1;
          }
          escEnd = i;
        }
        if (ch === "\n") {
          if (mode === FOLD_BLOCK)
            i = consumeMoreIndentedLines(text7, i, indent.length);
          end2 = i + indent.length + endStep;
          split = void 0;
        } else {
          if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
            const next = text7[i + 1];
            if (next && next !== " " && next !== "\n" && next !== "	")
              split = i;
          }
          if (i >= end2) {
            if (split) {
              folds.push(split);
              end2 = split + endStep;
              split = void 0;
            } else if (mode === FOLD_QUOTED) {
              while (prev === " " || prev === "	") {
                prev = ch;
                ch = text7[i += 1];
                overflow = true;
              }
              const j = i > escEnd + 1 ? i - 2 : escStart - 1;
              if (escapedFolds[j])
                return text7;
              folds.push(j);
              escapedFolds[j] = true;
              end2 = j + endStep;
              split = void 0;
            } else {
              overflow = true;
            }
          }
        }
        prev = ch;
      }
      if (overflow && onOverflow)
        onOverflow();
      if (folds.length === 0)
        return text7;
      if (onFold)
        onFold();
      let res = text7.slice(0, folds[0]);
      for (let i2 = 0; i2 < folds.length; ++i2) {
        const fold = folds[i2];
        const end3 = folds[i2 + 1] || text7.length;
        if (fold === 0)
          res = `
${indent}${text7.slice(0, end3)}`;
        else {
          if (mode === FOLD_QUOTED && escapedFolds[fold])
            res += `${text7[fold]}\\`;
          res += `
${indent}${text7.slice(fold + 1, end3)}`;
        }
      }
      return res;
    }
    function consumeMoreIndentedLines(text7, i, indent) {
      let end2 = i;
      let start2 = i + 1;
      let ch = text7[start2];
      while (ch === " " || ch === "	") {
        if (i < start2 + indent) {
          ch = text7[++i];
        } else {
          do {
            ch = text7[++i];
          } while (ch && ch !== "\n");
          end2 = i;
          start2 = i + 1;
          ch = text7[start2];
        }
      }
      return end2;
    }
    exports.FOLD_BLOCK = FOLD_BLOCK;
    exports.FOLD_FLOW = FOLD_FLOW;
    exports.FOLD_QUOTED = FOLD_QUOTED;
    exports.foldFlowLines = foldFlowLines;
  }
});

// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyString.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var foldFlowLines = require_foldFlowLines();
    var getFoldOptions = (ctx, isBlock) => ({
      indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
      lineWidth: ctx.options.lineWidth,
      minContentWidth: ctx.options.minContentWidth
    });
    var containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
    function lineLengthOverLimit(str, lineWidth, indentLength) {
      if (!lineWidth || lineWidth < 0)
        return false;
      const limit = lineWidth - indentLength;
      const strLen = str.length;
      if (strLen <= limit)
        return false;
      for (let i = 0, start2 = 0; i < strLen; ++i) {
        if (str[i] === "\n") {
          if (i - start2 > limit)
            return true;
          start2 = i + 1;
          if (strLen - start2 <= limit)
            return false;
        }
      }
      return true;
    }
    function doubleQuotedString(value, ctx) {
      const json2 = JSON.stringify(value);
      if (ctx.options.doubleQuotedAsJSON)
        return json2;
      const { implicitKey } = ctx;
      const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
      const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
      let str = "";
      let start2 = 0;
      for (let i = 0, ch = json2[i]; ch; ch = json2[++i]) {
        if (ch === " " && json2[i + 1] === "\\" && json2[i + 2] === "n") {
          str += json2.slice(start2, i) + "\\ ";
          i += 1;
          start2 = i;
          ch = "\\";
        }
        if (ch === "\\")
          switch (json2[i + 1]) {
            case "u":
              {
                str += json2.slice(start2, i);
                const code2 = json2.substr(i + 2, 4);
                switch (code2) {
                  case "0000":
                    str += "\\0";
                    break;
                  case "0007":
                    str += "\\a";
                    break;
                  case "000b":
                    str += "\\v";
                    break;
                  case "001b":
                    str += "\\e";
                    break;
                  case "0085":
                    str += "\\N";
                    break;
                  case "00a0":
                    str += "\\_";
                    break;
                  case "2028":
                    str += "\\L";
                    break;
                  case "2029":
                    str += "\\P";
                    break;
                  default:
                    if (code2.substr(0, 2) === "00")
                      str += "\\x" + code2.substr(2);
                    else
                      str += json2.substr(i, 6);
                }
                i += 5;
                start2 = i + 1;
              }
              break;
            case "n":
              if (implicitKey || json2[i + 2] === '"' || json2.length < minMultiLineLength) {
                i += 1;
              } else {
                str += json2.slice(start2, i) + "\n\n";
                while (json2[i + 2] === "\\" && json2[i + 3] === "n" && json2[i + 4] !== '"') {
                  str += "\n";
                  i += 2;
                }
                str += indent;
                if (json2[i + 2] === " ")
                  str += "\\";
                i += 1;
                start2 = i + 1;
              }
              break;
            default:
              i += 1;
          }
      }
      str = start2 ? str + json2.slice(start2) : json2;
      return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
    }
    function singleQuotedString(value, ctx) {
      if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value))
        return doubleQuotedString(value, ctx);
      const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
      const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&
${indent}`) + "'";
      return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
    }
    function quotedString(value, ctx) {
      const { singleQuote } = ctx.options;
      let qs;
      if (singleQuote === false)
        qs = doubleQuotedString;
      else {
        const hasDouble = value.includes('"');
        const hasSingle = value.includes("'");
        if (hasDouble && !hasSingle)
          qs = singleQuotedString;
        else if (hasSingle && !hasDouble)
          qs = doubleQuotedString;
        else
          qs = singleQuote ? singleQuotedString : doubleQuotedString;
      }
      return qs(value, ctx);
    }
    var blockEndNewlines;
    try {
      blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
    } catch {
      blockEndNewlines = /\n+(?!\n|$)/g;
    }
    function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
      const { blockQuote, commentString, lineWidth } = ctx.options;
      if (!blockQuote || /\n[\t ]+$/.test(value)) {
        return quotedString(value, ctx);
      }
      const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
      const literal2 = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.Scalar.BLOCK_FOLDED ? false : type === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
      if (!value)
        return literal2 ? "|\n" : ">\n";
      let chomp;
      let endStart;
      for (endStart = value.length; endStart > 0; --endStart) {
        const ch = value[endStart - 1];
        if (ch !== "\n" && ch !== "	" && ch !== " ")
          break;
      }
      let end2 = value.substring(endStart);
      const endNlPos = end2.indexOf("\n");
      if (endNlPos === -1) {
        chomp = "-";
      } else if (value === end2 || endNlPos !== end2.length - 1) {
        chomp = "+";
        if (onChompKeep)
          onChompKeep();
      } else {
        chomp = "";
      }
      if (end2) {
        value = value.slice(0, -end2.length);
        if (end2[end2.length - 1] === "\n")
          end2 = end2.slice(0, -1);
        end2 = end2.replace(blockEndNewlines, `$&${indent}`);
      }
      let startWithSpace = false;
      let startEnd;
      let startNlPos = -1;
      for (startEnd = 0; startEnd < value.length; ++startEnd) {
        const ch = value[startEnd];
        if (ch === " ")
          startWithSpace = true;
        else if (ch === "\n")
          startNlPos = startEnd;
        else
          break;
      }
      let start2 = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
      if (start2) {
        value = value.substring(start2.length);
        start2 = start2.replace(/\n+/g, `$&${indent}`);
      }
      const indentSize = indent ? "2" : "1";
      let header = (startWithSpace ? indentSize : "") + chomp;
      if (comment) {
        header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
        if (onComment)
          onComment();
      }
      if (!literal2) {
        const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
        let literalFallback = false;
        const foldOptions = getFoldOptions(ctx, true);
        if (blockQuote !== "folded" && type !== Scalar.Scalar.BLOCK_FOLDED) {
          foldOptions.onOverflow = () => {
            literalFallback = true;
          };
        }
        const body = foldFlowLines.foldFlowLines(`${start2}${foldedValue}${end2}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
        if (!literalFallback)
          return `>${header}
${indent}${body}`;
      }
      value = value.replace(/\n+/g, `$&${indent}`);
      return `|${header}
${indent}${start2}${value}${end2}`;
    }
    function plainString(item, ctx, onComment, onChompKeep) {
      const { type, value } = item;
      const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
      if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) {
        return quotedString(value, ctx);
      }
      if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
        return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
      }
      if (!implicitKey && !inFlow && type !== Scalar.Scalar.PLAIN && value.includes("\n")) {
        return blockString(item, ctx, onComment, onChompKeep);
      }
      if (containsDocumentMarker(value)) {
        if (indent === "") {
          ctx.forceBlockIndent = true;
          return blockString(item, ctx, onComment, onChompKeep);
        } else if (implicitKey && indent === indentStep) {
          return quotedString(value, ctx);
        }
      }
      const str = value.replace(/\n+/g, `$&
${indent}`);
      if (actualString) {
        const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
        const { compat, tags } = ctx.doc.schema;
        if (tags.some(test) || compat?.some(test))
          return quotedString(value, ctx);
      }
      return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
    }
    function stringifyString(item, ctx, onComment, onChompKeep) {
      const { implicitKey, inFlow } = ctx;
      const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
      let { type } = item;
      if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
        if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
          type = Scalar.Scalar.QUOTE_DOUBLE;
      }
      const _stringify = (_type) => {
        switch (_type) {
          case Scalar.Scalar.BLOCK_FOLDED:
          case Scalar.Scalar.BLOCK_LITERAL:
            return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
          case Scalar.Scalar.QUOTE_DOUBLE:
            return doubleQuotedString(ss.value, ctx);
          case Scalar.Scalar.QUOTE_SINGLE:
            return singleQuotedString(ss.value, ctx);
          case Scalar.Scalar.PLAIN:
            return plainString(ss, ctx, onComment, onChompKeep);
          default:
            return null;
        }
      };
      let res = _stringify(type);
      if (res === null) {
        const { defaultKeyType, defaultStringType } = ctx.options;
        const t = implicitKey && defaultKeyType || defaultStringType;
        res = _stringify(t);
        if (res === null)
          throw new Error(`Unsupported default string type ${t}`);
      }
      return res;
    }
    exports.stringifyString = stringifyString;
  }
});

// node_modules/yaml/dist/stringify/stringify.js
var require_stringify = __commonJS({
  "node_modules/yaml/dist/stringify/stringify.js"(exports) {
    "use strict";
    var anchors = require_anchors();
    var identity = require_identity();
    var stringifyComment = require_stringifyComment();
    var stringifyString = require_stringifyString();
    function createStringifyContext(doc, options) {
      const opt = Object.assign({
        blockQuote: true,
        commentString: stringifyComment.stringifyComment,
        defaultKeyType: null,
        defaultStringType: "PLAIN",
        directives: null,
        doubleQuotedAsJSON: false,
        doubleQuotedMinMultiLineLength: 40,
        falseStr: "false",
        flowCollectionPadding: true,
        indentSeq: true,
        lineWidth: 80,
        minContentWidth: 20,
        nullStr: "null",
        simpleKeys: false,
        singleQuote: null,
        trailingComma: false,
        trueStr: "true",
        verifyAliasOrder: true
      }, doc.schema.toStringOptions, options);
      let inFlow;
      switch (opt.collectionStyle) {
        case "block":
          inFlow = false;
          break;
        case "flow":
          inFlow = true;
          break;
        default:
          inFlow = null;
      }
      return {
        anchors: /* @__PURE__ */ new Set(),
        doc,
        flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
        indent: "",
        indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
        inFlow,
        options: opt
      };
    }
    function getTagObject(tags, item) {
      if (item.tag) {
        const match = tags.filter((t) => t.tag === item.tag);
        if (match.length > 0)
          return match.find((t) => t.format === item.format) ?? match[0];
      }
      let tagObj = void 0;
      let obj;
      if (identity.isScalar(item)) {
        obj = item.value;
        let match = tags.filter((t) => t.identify?.(obj));
        if (match.length > 1) {
          const testMatch = match.filter((t) => t.test);
          if (testMatch.length > 0)
            match = testMatch;
        }
        tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
      } else {
        obj = item;
        tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
      }
      if (!tagObj) {
        const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
        throw new Error(`Tag not resolved for ${name} value`);
      }
      return tagObj;
    }
    function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
      if (!doc.directives)
        return "";
      const props = [];
      const anchor2 = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
      if (anchor2 && anchors.anchorIsValid(anchor2)) {
        anchors$1.add(anchor2);
        props.push(`&${anchor2}`);
      }
      const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
      if (tag)
        props.push(doc.directives.tagString(tag));
      return props.join(" ");
    }
    function stringify(item, ctx, onComment, onChompKeep) {
      if (identity.isPair(item))
        return item.toString(ctx, onComment, onChompKeep);
      if (identity.isAlias(item)) {
        if (ctx.doc.directives)
          return item.toString(ctx);
        if (ctx.resolvedAliases?.has(item)) {
          throw new TypeError(`Cannot stringify circular structure without alias nodes`);
        } else {
          if (ctx.resolvedAliases)
            ctx.resolvedAliases.add(item);
          else
            ctx.resolvedAliases = /* @__PURE__ */ new Set([item]);
          item = item.resolve(ctx.doc);
        }
      }
      let tagObj = void 0;
      const node = identity.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
      tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
      const props = stringifyProps(node, tagObj, ctx);
      if (props.length > 0)
        ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
      const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : identity.isScalar(node) ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
      if (!props)
        return str;
      return identity.isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}
${ctx.indent}${str}`;
    }
    exports.createStringifyContext = createStringifyContext;
    exports.stringify = stringify;
  }
});

// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyPair.js"(exports) {
    "use strict";
    var identity = require_identity();
    var Scalar = require_Scalar();
    var stringify = require_stringify();
    var stringifyComment = require_stringifyComment();
    function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
      const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
      let keyComment = identity.isNode(key) && key.comment || null;
      if (simpleKeys) {
        if (keyComment) {
          throw new Error("With simple keys, key nodes cannot have comments");
        }
        if (identity.isCollection(key) || !identity.isNode(key) && typeof key === "object") {
          const msg = "With simple keys, collection cannot be used as a key value";
          throw new Error(msg);
        }
      }
      let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity.isCollection(key) || (identity.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
      ctx = Object.assign({}, ctx, {
        allNullValues: false,
        implicitKey: !explicitKey && (simpleKeys || !allNullValues),
        indent: indent + indentStep
      });
      let keyCommentDone = false;
      let chompKeep = false;
      let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
      if (!explicitKey && !ctx.inFlow && str.length > 1024) {
        if (simpleKeys)
          throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
        explicitKey = true;
      }
      if (ctx.inFlow) {
        if (allNullValues || value == null) {
          if (keyCommentDone && onComment)
            onComment();
          return str === "" ? "?" : explicitKey ? `? ${str}` : str;
        }
      } else if (allNullValues && !simpleKeys || value == null && explicitKey) {
        str = `? ${str}`;
        if (keyComment && !keyCommentDone) {
          str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        } else if (chompKeep && onChompKeep)
          onChompKeep();
        return str;
      }
      if (keyCommentDone)
        keyComment = null;
      if (explicitKey) {
        if (keyComment)
          str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        str = `? ${str}
${indent}:`;
      } else {
        str = `${str}:`;
        if (keyComment)
          str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
      }
      let vsb, vcb, valueComment;
      if (identity.isNode(value)) {
        vsb = !!value.spaceBefore;
        vcb = value.commentBefore;
        valueComment = value.comment;
      } else {
        vsb = false;
        vcb = null;
        valueComment = null;
        if (value && typeof value === "object")
          value = doc.createNode(value);
      }
      ctx.implicitKey = false;
      if (!explicitKey && !keyComment && identity.isScalar(value))
        ctx.indentAtStart = str.length + 1;
      chompKeep = false;
      if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity.isSeq(value) && !value.flow && !value.tag && !value.anchor) {
        ctx.indent = ctx.indent.substring(2);
      }
      let valueCommentDone = false;
      const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
      let ws = " ";
      if (keyComment || vsb || vcb) {
        ws = vsb ? "\n" : "";
        if (vcb) {
          const cs = commentString(vcb);
          ws += `
${stringifyComment.indentComment(cs, ctx.indent)}`;
        }
        if (valueStr === "" && !ctx.inFlow) {
          if (ws === "\n" && valueComment)
            ws = "\n\n";
        } else {
          ws += `
${ctx.indent}`;
        }
      } else if (!explicitKey && identity.isCollection(value)) {
        const vs0 = valueStr[0];
        const nl0 = valueStr.indexOf("\n");
        const hasNewline = nl0 !== -1;
        const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
        if (hasNewline || !flow) {
          let hasPropsLine = false;
          if (hasNewline && (vs0 === "&" || vs0 === "!")) {
            let sp0 = valueStr.indexOf(" ");
            if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") {
              sp0 = valueStr.indexOf(" ", sp0 + 1);
            }
            if (sp0 === -1 || nl0 < sp0)
              hasPropsLine = true;
          }
          if (!hasPropsLine)
            ws = `
${ctx.indent}`;
        }
      } else if (valueStr === "" || valueStr[0] === "\n") {
        ws = "";
      }
      str += ws + valueStr;
      if (ctx.inFlow) {
        if (valueCommentDone && onComment)
          onComment();
      } else if (valueComment && !valueCommentDone) {
        str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
      } else if (chompKeep && onChompKeep) {
        onChompKeep();
      }
      return str;
    }
    exports.stringifyPair = stringifyPair;
  }
});

// node_modules/yaml/dist/log.js
var require_log = __commonJS({
  "node_modules/yaml/dist/log.js"(exports) {
    "use strict";
    var node_process = __require("process");
    function debug(logLevel, ...messages) {
      if (logLevel === "debug")
        console.log(...messages);
    }
    function warn(logLevel, warning) {
      if (logLevel === "debug" || logLevel === "warn") {
        if (typeof node_process.emitWarning === "function")
          node_process.emitWarning(warning);
        else
          console.warn(warning);
      }
    }
    exports.debug = debug;
    exports.warn = warn;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/merge.js"(exports) {
    "use strict";
    var identity = require_identity();
    var Scalar = require_Scalar();
    var MERGE_KEY = "<<";
    var merge3 = {
      identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
      default: "key",
      tag: "tag:yaml.org,2002:merge",
      test: /^<<$/,
      resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), {
        addToJSMap: addMergeToJSMap
      }),
      stringify: () => MERGE_KEY
    };
    var isMergeKey = (ctx, key) => (merge3.identify(key) || identity.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge3.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge3.tag && tag.default);
    function addMergeToJSMap(ctx, map, value) {
      const source = resolveAliasValue(ctx, value);
      if (identity.isSeq(source))
        for (const it of source.items)
          mergeValue(ctx, map, it);
      else if (Array.isArray(source))
        for (const it of source)
          mergeValue(ctx, map, it);
      else
        mergeValue(ctx, map, source);
    }
    function mergeValue(ctx, map, value) {
      const source = resolveAliasValue(ctx, value);
      if (!identity.isMap(source))
        throw new Error("Merge sources must be maps or map aliases");
      const srcMap = source.toJSON(null, ctx, Map);
      for (const [key, value2] of srcMap) {
        if (map instanceof Map) {
          if (!map.has(key))
            map.set(key, value2);
        } else if (map instanceof Set) {
          map.add(key);
        } else if (!Object.prototype.hasOwnProperty.call(map, key)) {
          Object.defineProperty(map, key, {
            value: value2,
            writable: true,
            enumerable: true,
            configurable: true
          });
        }
      }
      return map;
    }
    function resolveAliasValue(ctx, value) {
      return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
    }
    exports.addMergeToJSMap = addMergeToJSMap;
    exports.isMergeKey = isMergeKey;
    exports.merge = merge3;
  }
});

// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap = __commonJS({
  "node_modules/yaml/dist/nodes/addPairToJSMap.js"(exports) {
    "use strict";
    var log = require_log();
    var merge3 = require_merge();
    var stringify = require_stringify();
    var identity = require_identity();
    var toJS = require_toJS();
    function addPairToJSMap(ctx, map, { key, value }) {
      if (identity.isNode(key) && key.addToJSMap)
        key.addToJSMap(ctx, map, value);
      else if (merge3.isMergeKey(ctx, key))
        merge3.addMergeToJSMap(ctx, map, value);
      else {
        const jsKey = toJS.toJS(key, "", ctx);
        if (map instanceof Map) {
          map.set(jsKey, toJS.toJS(value, jsKey, ctx));
        } else if (map instanceof Set) {
          map.add(jsKey);
        } else {
          const stringKey = stringifyKey(key, jsKey, ctx);
          const jsValue = toJS.toJS(value, stringKey, ctx);
          if (stringKey in map)
            Object.defineProperty(map, stringKey, {
              value: jsValue,
              writable: true,
              enumerable: true,
              configurable: true
            });
          else
            map[stringKey] = jsValue;
        }
      }
      return map;
    }
    function stringifyKey(key, jsKey, ctx) {
      if (jsKey === null)
        return "";
      if (typeof jsKey !== "object")
        return String(jsKey);
      if (identity.isNode(key) && ctx?.doc) {
        const strCtx = stringify.createStringifyContext(ctx.doc, {});
        strCtx.anchors = /* @__PURE__ */ new Set();
        for (const node of ctx.anchors.keys())
          strCtx.anchors.add(node.anchor);
        strCtx.inFlow = true;
        strCtx.inStringifyKey = true;
        const strKey = key.toString(strCtx);
        if (!ctx.mapKeyWarned) {
          let jsonStr = JSON.stringify(strKey);
          if (jsonStr.length > 40)
            jsonStr = jsonStr.substring(0, 36) + '..."';
          log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
          ctx.mapKeyWarned = true;
        }
        return strKey;
      }
      return JSON.stringify(jsKey);
    }
    exports.addPairToJSMap = addPairToJSMap;
  }
});

// node_modules/yaml/dist/nodes/Pair.js
var require_Pair = __commonJS({
  "node_modules/yaml/dist/nodes/Pair.js"(exports) {
    "use strict";
    var createNode = require_createNode();
    var stringifyPair = require_stringifyPair();
    var addPairToJSMap = require_addPairToJSMap();
    var identity = require_identity();
    function createPair(key, value, ctx) {
      const k = createNode.createNode(key, void 0, ctx);
      const v = createNode.createNode(value, void 0, ctx);
      return new Pair(k, v);
    }
    var Pair = class _Pair {
      constructor(key, value = null) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
        this.key = key;
        this.value = value;
      }
      clone(schema) {
        let { key, value } = this;
        if (identity.isNode(key))
          key = key.clone(schema);
        if (identity.isNode(value))
          value = value.clone(schema);
        return new _Pair(key, value);
      }
      toJSON(_, ctx) {
        const pair = ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
        return addPairToJSMap.addPairToJSMap(ctx, pair, this);
      }
      toString(ctx, onComment, onChompKeep) {
        return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
      }
    };
    exports.Pair = Pair;
    exports.createPair = createPair;
  }
});

// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyCollection.js"(exports) {
    "use strict";
    var identity = require_identity();
    var stringify = require_stringify();
    var stringifyComment = require_stringifyComment();
    function stringifyCollection(collection, ctx, options) {
      const flow = ctx.inFlow ?? collection.flow;
      const stringify2 = flow ? stringifyFlowCollection : stringifyBlockCollection;
      return stringify2(collection, ctx, options);
    }
    function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
      const { indent, options: { commentString } } = ctx;
      const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
      let chompKeep = false;
      const lines = [];
      for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment2 = null;
        if (identity.isNode(item)) {
          if (!chompKeep && item.spaceBefore)
            lines.push("");
          addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
          if (item.comment)
            comment2 = item.comment;
        } else if (identity.isPair(item)) {
          const ik = identity.isNode(item.key) ? item.key : null;
          if (ik) {
            if (!chompKeep && ik.spaceBefore)
              lines.push("");
            addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
          }
        }
        chompKeep = false;
        let str2 = stringify.stringify(item, itemCtx, () => comment2 = null, () => chompKeep = true);
        if (comment2)
          str2 += stringifyComment.lineComment(str2, itemIndent, commentString(comment2));
        if (chompKeep && comment2)
          chompKeep = false;
        lines.push(blockItemPrefix + str2);
      }
      let str;
      if (lines.length === 0) {
        str = flowChars.start + flowChars.end;
      } else {
        str = lines[0];
        for (let i = 1; i < lines.length; ++i) {
          const line = lines[i];
          str += line ? `
${indent}${line}` : "\n";
        }
      }
      if (comment) {
        str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
        if (onComment)
          onComment();
      } else if (chompKeep && onChompKeep)
        onChompKeep();
      return str;
    }
    function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
      const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
      itemIndent += indentStep;
      const itemCtx = Object.assign({}, ctx, {
        indent: itemIndent,
        inFlow: true,
        type: null
      });
      let reqNewline = false;
      let linesAtValue = 0;
      const lines = [];
      for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
          if (item.spaceBefore)
            lines.push("");
          addCommentBefore(ctx, lines, item.commentBefore, false);
          if (item.comment)
            comment = item.comment;
        } else if (identity.isPair(item)) {
          const ik = identity.isNode(item.key) ? item.key : null;
          if (ik) {
            if (ik.spaceBefore)
              lines.push("");
            addCommentBefore(ctx, lines, ik.commentBefore, false);
            if (ik.comment)
              reqNewline = true;
          }
          const iv = identity.isNode(item.value) ? item.value : null;
          if (iv) {
            if (iv.comment)
              comment = iv.comment;
            if (iv.commentBefore)
              reqNewline = true;
          } else if (item.value == null && ik?.comment) {
            comment = ik.comment;
          }
        }
        if (comment)
          reqNewline = true;
        let str = stringify.stringify(item, itemCtx, () => comment = null);
        reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
        if (i < items.length - 1) {
          str += ",";
        } else if (ctx.options.trailingComma) {
          if (ctx.options.lineWidth > 0) {
            reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
          }
          if (reqNewline) {
            str += ",";
          }
        }
        if (comment)
          str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        lines.push(str);
        linesAtValue = lines.length;
      }
      const { start: start2, end: end2 } = flowChars;
      if (lines.length === 0) {
        return start2 + end2;
      } else {
        if (!reqNewline) {
          const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
          reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
        }
        if (reqNewline) {
          let str = start2;
          for (const line of lines)
            str += line ? `
${indentStep}${indent}${line}` : "\n";
          return `${str}
${indent}${end2}`;
        } else {
          return `${start2}${fcPadding}${lines.join(" ")}${fcPadding}${end2}`;
        }
      }
    }
    function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
      if (comment && chompKeep)
        comment = comment.replace(/^\n+/, "");
      if (comment) {
        const ic = stringifyComment.indentComment(commentString(comment), indent);
        lines.push(ic.trimStart());
      }
    }
    exports.stringifyCollection = stringifyCollection;
  }
});

// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap = __commonJS({
  "node_modules/yaml/dist/nodes/YAMLMap.js"(exports) {
    "use strict";
    var stringifyCollection = require_stringifyCollection();
    var addPairToJSMap = require_addPairToJSMap();
    var Collection = require_Collection();
    var identity = require_identity();
    var Pair = require_Pair();
    var Scalar = require_Scalar();
    function findPair(items, key) {
      const k = identity.isScalar(key) ? key.value : key;
      for (const it of items) {
        if (identity.isPair(it)) {
          if (it.key === key || it.key === k)
            return it;
          if (identity.isScalar(it.key) && it.key.value === k)
            return it;
        }
      }
      return void 0;
    }
    var YAMLMap = class extends Collection.Collection {
      static get tagName() {
        return "tag:yaml.org,2002:map";
      }
      constructor(schema) {
        super(identity.MAP, schema);
        this.items = [];
      }
      /**
       * A generic collection parsing method that can be extended
       * to other node classes that inherit from YAMLMap
       */
      static from(schema, obj, ctx) {
        const { keepUndefined, replacer } = ctx;
        const map = new this(schema);
        const add = (key, value) => {
          if (typeof replacer === "function")
            value = replacer.call(obj, key, value);
          else if (Array.isArray(replacer) && !replacer.includes(key))
            return;
          if (value !== void 0 || keepUndefined)
            map.items.push(Pair.createPair(key, value, ctx));
        };
        if (obj instanceof Map) {
          for (const [key, value] of obj)
            add(key, value);
        } else if (obj && typeof obj === "object") {
          for (const key of Object.keys(obj))
            add(key, obj[key]);
        }
        if (typeof schema.sortMapEntries === "function") {
          map.items.sort(schema.sortMapEntries);
        }
        return map;
      }
      /**
       * Adds a value to the collection.
       *
       * @param overwrite - If not set `true`, using a key that is already in the
       *   collection will throw. Otherwise, overwrites the previous value.
       */
      add(pair, overwrite) {
        let _pair;
        if (identity.isPair(pair))
          _pair = pair;
        else if (!pair || typeof pair !== "object" || !("key" in pair)) {
          _pair = new Pair.Pair(pair, pair?.value);
        } else
          _pair = new Pair.Pair(pair.key, pair.value);
        const prev = findPair(this.items, _pair.key);
        const sortEntries = this.schema?.sortMapEntries;
        if (prev) {
          if (!overwrite)
            throw new Error(`Key ${_pair.key} already set`);
          if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value))
            prev.value.value = _pair.value;
          else
            prev.value = _pair.value;
        } else if (sortEntries) {
          const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
          if (i === -1)
            this.items.push(_pair);
          else
            this.items.splice(i, 0, _pair);
        } else {
          this.items.push(_pair);
        }
      }
      delete(key) {
        const it = findPair(this.items, key);
        if (!it)
          return false;
        const del = this.items.splice(this.items.indexOf(it), 1);
        return del.length > 0;
      }
      get(key, keepScalar) {
        const it = findPair(this.items, key);
        const node = it?.value;
        return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? void 0;
      }
      has(key) {
        return !!findPair(this.items, key);
      }
      set(key, value) {
        this.add(new Pair.Pair(key, value), true);
      }
      /**
       * @param ctx - Conversion context, originally set in Document#toJS()
       * @param {Class} Type - If set, forces the returned collection type
       * @returns Instance of Type, Map, or Object
       */
      toJSON(_, ctx, Type) {
        const map = Type ? new Type() : ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
        if (ctx?.onCreate)
          ctx.onCreate(map);
        for (const item of this.items)
          addPairToJSMap.addPairToJSMap(ctx, map, item);
        return map;
      }
      toString(ctx, onComment, onChompKeep) {
        if (!ctx)
          return JSON.stringify(this);
        for (const item of this.items) {
          if (!identity.isPair(item))
            throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
        }
        if (!ctx.allNullValues && this.hasAllNullValues(false))
          ctx = Object.assign({}, ctx, { allNullValues: true });
        return stringifyCollection.stringifyCollection(this, ctx, {
          blockItemPrefix: "",
          flowChars: { start: "{", end: "}" },
          itemIndent: ctx.indent || "",
          onChompKeep,
          onComment
        });
      }
    };
    exports.YAMLMap = YAMLMap;
    exports.findPair = findPair;
  }
});

// node_modules/yaml/dist/schema/common/map.js
var require_map = __commonJS({
  "node_modules/yaml/dist/schema/common/map.js"(exports) {
    "use strict";
    var identity = require_identity();
    var YAMLMap = require_YAMLMap();
    var map = {
      collection: "map",
      default: true,
      nodeClass: YAMLMap.YAMLMap,
      tag: "tag:yaml.org,2002:map",
      resolve(map2, onError) {
        if (!identity.isMap(map2))
          onError("Expected a mapping for this tag");
        return map2;
      },
      createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
    };
    exports.map = map;
  }
});

// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq = __commonJS({
  "node_modules/yaml/dist/nodes/YAMLSeq.js"(exports) {
    "use strict";
    var createNode = require_createNode();
    var stringifyCollection = require_stringifyCollection();
    var Collection = require_Collection();
    var identity = require_identity();
    var Scalar = require_Scalar();
    var toJS = require_toJS();
    var YAMLSeq = class extends Collection.Collection {
      static get tagName() {
        return "tag:yaml.org,2002:seq";
      }
      constructor(schema) {
        super(identity.SEQ, schema);
        this.items = [];
      }
      add(value) {
        this.items.push(value);
      }
      /**
       * Removes a value from the collection.
       *
       * `key` must contain a representation of an integer for this to succeed.
       * It may be wrapped in a `Scalar`.
       *
       * @returns `true` if the item was found and removed.
       */
      delete(key) {
        const idx = asItemIndex(key);
        if (typeof idx !== "number")
          return false;
        const del = this.items.splice(idx, 1);
        return del.length > 0;
      }
      get(key, keepScalar) {
        const idx = asItemIndex(key);
        if (typeof idx !== "number")
          return void 0;
        const it = this.items[idx];
        return !keepScalar && identity.isScalar(it) ? it.value : it;
      }
      /**
       * Checks if the collection includes a value with the key `key`.
       *
       * `key` must contain a representation of an integer for this to succeed.
       * It may be wrapped in a `Scalar`.
       */
      has(key) {
        const idx = asItemIndex(key);
        return typeof idx === "number" && idx < this.items.length;
      }
      /**
       * Sets a value in this collection. For `!!set`, `value` needs to be a
       * boolean to add/remove the item from the set.
       *
       * If `key` does not contain a representation of an integer, this will throw.
       * It may be wrapped in a `Scalar`.
       */
      set(key, value) {
        const idx = asItemIndex(key);
        if (typeof idx !== "number")
          throw new Error(`Expected a valid index, not ${key}.`);
        const prev = this.items[idx];
        if (identity.isScalar(prev) && Scalar.isScalarValue(value))
          prev.value = value;
        else
          this.items[idx] = value;
      }
      toJSON(_, ctx) {
        const seq = [];
        if (ctx?.onCreate)
          ctx.onCreate(seq);
        let i = 0;
        for (const item of this.items)
          seq.push(toJS.toJS(item, String(i++), ctx));
        return seq;
      }
      toString(ctx, onComment, onChompKeep) {
        if (!ctx)
          return JSON.stringify(this);
        return stringifyCollection.stringifyCollection(this, ctx, {
          blockItemPrefix: "- ",
          flowChars: { start: "[", end: "]" },
          itemIndent: (ctx.indent || "") + "  ",
          onChompKeep,
          onComment
        });
      }
      static from(schema, obj, ctx) {
        const { replacer } = ctx;
        const seq = new this(schema);
        if (obj && Symbol.iterator in Object(obj)) {
          let i = 0;
          for (let it of obj) {
            if (typeof replacer === "function") {
              const key = obj instanceof Set ? it : String(i++);
              it = replacer.call(obj, key, it);
            }
            seq.items.push(createNode.createNode(it, void 0, ctx));
          }
        }
        return seq;
      }
    };
    function asItemIndex(key) {
      let idx = identity.isScalar(key) ? key.value : key;
      if (idx && typeof idx === "string")
        idx = Number(idx);
      return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
    }
    exports.YAMLSeq = YAMLSeq;
  }
});

// node_modules/yaml/dist/schema/common/seq.js
var require_seq = __commonJS({
  "node_modules/yaml/dist/schema/common/seq.js"(exports) {
    "use strict";
    var identity = require_identity();
    var YAMLSeq = require_YAMLSeq();
    var seq = {
      collection: "seq",
      default: true,
      nodeClass: YAMLSeq.YAMLSeq,
      tag: "tag:yaml.org,2002:seq",
      resolve(seq2, onError) {
        if (!identity.isSeq(seq2))
          onError("Expected a sequence for this tag");
        return seq2;
      },
      createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
    };
    exports.seq = seq;
  }
});

// node_modules/yaml/dist/schema/common/string.js
var require_string = __commonJS({
  "node_modules/yaml/dist/schema/common/string.js"(exports) {
    "use strict";
    var stringifyString = require_stringifyString();
    var string3 = {
      identify: (value) => typeof value === "string",
      default: true,
      tag: "tag:yaml.org,2002:str",
      resolve: (str) => str,
      stringify(item, ctx, onComment, onChompKeep) {
        ctx = Object.assign({ actualString: true }, ctx);
        return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
      }
    };
    exports.string = string3;
  }
});

// node_modules/yaml/dist/schema/common/null.js
var require_null = __commonJS({
  "node_modules/yaml/dist/schema/common/null.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var nullTag = {
      identify: (value) => value == null,
      createNode: () => new Scalar.Scalar(null),
      default: true,
      tag: "tag:yaml.org,2002:null",
      test: /^(?:~|[Nn]ull|NULL)?$/,
      resolve: () => new Scalar.Scalar(null),
      stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
    };
    exports.nullTag = nullTag;
  }
});

// node_modules/yaml/dist/schema/core/bool.js
var require_bool = __commonJS({
  "node_modules/yaml/dist/schema/core/bool.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var boolTag = {
      identify: (value) => typeof value === "boolean",
      default: true,
      tag: "tag:yaml.org,2002:bool",
      test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
      resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
      stringify({ source, value }, ctx) {
        if (source && boolTag.test.test(source)) {
          const sv = source[0] === "t" || source[0] === "T";
          if (value === sv)
            return source;
        }
        return value ? ctx.options.trueStr : ctx.options.falseStr;
      }
    };
    exports.boolTag = boolTag;
  }
});

// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyNumber.js"(exports) {
    "use strict";
    function stringifyNumber({ format, minFractionDigits, tag, value }) {
      if (typeof value === "bigint")
        return String(value);
      const num = typeof value === "number" ? value : Number(value);
      if (!isFinite(num))
        return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
      let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
      if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
        let i = n.indexOf(".");
        if (i < 0) {
          i = n.length;
          n += ".";
        }
        let d = minFractionDigits - (n.length - i - 1);
        while (d-- > 0)
          n += "0";
      }
      return n;
    }
    exports.stringifyNumber = stringifyNumber;
  }
});

// node_modules/yaml/dist/schema/core/float.js
var require_float = __commonJS({
  "node_modules/yaml/dist/schema/core/float.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var stringifyNumber = require_stringifyNumber();
    var floatNaN = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
      resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
      stringify: stringifyNumber.stringifyNumber
    };
    var floatExp = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      format: "EXP",
      test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
      resolve: (str) => parseFloat(str),
      stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
      }
    };
    var float = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
      resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str));
        const dot = str.indexOf(".");
        if (dot !== -1 && str[str.length - 1] === "0")
          node.minFractionDigits = str.length - dot - 1;
        return node;
      },
      stringify: stringifyNumber.stringifyNumber
    };
    exports.float = float;
    exports.floatExp = floatExp;
    exports.floatNaN = floatNaN;
  }
});

// node_modules/yaml/dist/schema/core/int.js
var require_int = __commonJS({
  "node_modules/yaml/dist/schema/core/int.js"(exports) {
    "use strict";
    var stringifyNumber = require_stringifyNumber();
    var intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
    var intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
    function intStringify(node, radix, prefix) {
      const { value } = node;
      if (intIdentify(value) && value >= 0)
        return prefix + value.toString(radix);
      return stringifyNumber.stringifyNumber(node);
    }
    var intOct = {
      identify: (value) => intIdentify(value) && value >= 0,
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "OCT",
      test: /^0o[0-7]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
      stringify: (node) => intStringify(node, 8, "0o")
    };
    var int2 = {
      identify: intIdentify,
      default: true,
      tag: "tag:yaml.org,2002:int",
      test: /^[-+]?[0-9]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
      stringify: stringifyNumber.stringifyNumber
    };
    var intHex = {
      identify: (value) => intIdentify(value) && value >= 0,
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "HEX",
      test: /^0x[0-9a-fA-F]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
      stringify: (node) => intStringify(node, 16, "0x")
    };
    exports.int = int2;
    exports.intHex = intHex;
    exports.intOct = intOct;
  }
});

// node_modules/yaml/dist/schema/core/schema.js
var require_schema = __commonJS({
  "node_modules/yaml/dist/schema/core/schema.js"(exports) {
    "use strict";
    var map = require_map();
    var _null3 = require_null();
    var seq = require_seq();
    var string3 = require_string();
    var bool = require_bool();
    var float = require_float();
    var int2 = require_int();
    var schema = [
      map.map,
      seq.seq,
      string3.string,
      _null3.nullTag,
      bool.boolTag,
      int2.intOct,
      int2.int,
      int2.intHex,
      float.floatNaN,
      float.floatExp,
      float.float
    ];
    exports.schema = schema;
  }
});

// node_modules/yaml/dist/schema/json/schema.js
var require_schema2 = __commonJS({
  "node_modules/yaml/dist/schema/json/schema.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var map = require_map();
    var seq = require_seq();
    function intIdentify(value) {
      return typeof value === "bigint" || Number.isInteger(value);
    }
    var stringifyJSON = ({ value }) => JSON.stringify(value);
    var jsonScalars = [
      {
        identify: (value) => typeof value === "string",
        default: true,
        tag: "tag:yaml.org,2002:str",
        resolve: (str) => str,
        stringify: stringifyJSON
      },
      {
        identify: (value) => value == null,
        createNode: () => new Scalar.Scalar(null),
        default: true,
        tag: "tag:yaml.org,2002:null",
        test: /^null$/,
        resolve: () => null,
        stringify: stringifyJSON
      },
      {
        identify: (value) => typeof value === "boolean",
        default: true,
        tag: "tag:yaml.org,2002:bool",
        test: /^true$|^false$/,
        resolve: (str) => str === "true",
        stringify: stringifyJSON
      },
      {
        identify: intIdentify,
        default: true,
        tag: "tag:yaml.org,2002:int",
        test: /^-?(?:0|[1-9][0-9]*)$/,
        resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
        stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
      },
      {
        identify: (value) => typeof value === "number",
        default: true,
        tag: "tag:yaml.org,2002:float",
        test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
        resolve: (str) => parseFloat(str),
        stringify: stringifyJSON
      }
    ];
    var jsonError = {
      default: true,
      tag: "",
      test: /^/,
      resolve(str, onError) {
        onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
        return str;
      }
    };
    var schema = [map.map, seq.seq].concat(jsonScalars, jsonError);
    exports.schema = schema;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/binary.js"(exports) {
    "use strict";
    var node_buffer = __require("buffer");
    var Scalar = require_Scalar();
    var stringifyString = require_stringifyString();
    var binary = {
      identify: (value) => value instanceof Uint8Array,
      // Buffer inherits from Uint8Array
      default: false,
      tag: "tag:yaml.org,2002:binary",
      /**
       * Returns a Buffer in node and an Uint8Array in browsers
       *
       * To use the resulting buffer as an image, you'll want to do something like:
       *
       *   const blob = new Blob([buffer], { type: 'image/jpeg' })
       *   document.querySelector('#photo').src = URL.createObjectURL(blob)
       */
      resolve(src, onError) {
        if (typeof node_buffer.Buffer === "function") {
          return node_buffer.Buffer.from(src, "base64");
        } else if (typeof atob === "function") {
          const str = atob(src.replace(/[\n\r]/g, ""));
          const buffer = new Uint8Array(str.length);
          for (let i = 0; i < str.length; ++i)
            buffer[i] = str.charCodeAt(i);
          return buffer;
        } else {
          onError("This environment does not support reading binary tags; either Buffer or atob is required");
          return src;
        }
      },
      stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
        if (!value)
          return "";
        const buf = value;
        let str;
        if (typeof node_buffer.Buffer === "function") {
          str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
        } else if (typeof btoa === "function") {
          let s = "";
          for (let i = 0; i < buf.length; ++i)
            s += String.fromCharCode(buf[i]);
          str = btoa(s);
        } else {
          throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
        }
        type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
        if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
          const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
          const n = Math.ceil(str.length / lineWidth);
          const lines = new Array(n);
          for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
            lines[i] = str.substr(o, lineWidth);
          }
          str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
        }
        return stringifyString.stringifyString({ comment, type, value: str }, ctx, onComment, onChompKeep);
      }
    };
    exports.binary = binary;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/pairs.js"(exports) {
    "use strict";
    var identity = require_identity();
    var Pair = require_Pair();
    var Scalar = require_Scalar();
    var YAMLSeq = require_YAMLSeq();
    function resolvePairs(seq, onError) {
      if (identity.isSeq(seq)) {
        for (let i = 0; i < seq.items.length; ++i) {
          let item = seq.items[i];
          if (identity.isPair(item))
            continue;
          else if (identity.isMap(item)) {
            if (item.items.length > 1)
              onError("Each pair must have its own sequence indicator");
            const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
            if (item.commentBefore)
              pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}
${pair.key.commentBefore}` : item.commentBefore;
            if (item.comment) {
              const cn = pair.value ?? pair.key;
              cn.comment = cn.comment ? `${item.comment}
${cn.comment}` : item.comment;
            }
            item = pair;
          }
          seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
        }
      } else
        onError("Expected a sequence for this tag");
      return seq;
    }
    function createPairs(schema, iterable, ctx) {
      const { replacer } = ctx;
      const pairs2 = new YAMLSeq.YAMLSeq(schema);
      pairs2.tag = "tag:yaml.org,2002:pairs";
      let i = 0;
      if (iterable && Symbol.iterator in Object(iterable))
        for (let it of iterable) {
          if (typeof replacer === "function")
            it = replacer.call(iterable, String(i++), it);
          let key, value;
          if (Array.isArray(it)) {
            if (it.length === 2) {
              key = it[0];
              value = it[1];
            } else
              throw new TypeError(`Expected [key, value] tuple: ${it}`);
          } else if (it && it instanceof Object) {
            const keys2 = Object.keys(it);
            if (keys2.length === 1) {
              key = keys2[0];
              value = it[key];
            } else {
              throw new TypeError(`Expected tuple with one key, not ${keys2.length} keys`);
            }
          } else {
            key = it;
          }
          pairs2.items.push(Pair.createPair(key, value, ctx));
        }
      return pairs2;
    }
    var pairs = {
      collection: "seq",
      default: false,
      tag: "tag:yaml.org,2002:pairs",
      resolve: resolvePairs,
      createNode: createPairs
    };
    exports.createPairs = createPairs;
    exports.pairs = pairs;
    exports.resolvePairs = resolvePairs;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/omap.js"(exports) {
    "use strict";
    var identity = require_identity();
    var toJS = require_toJS();
    var YAMLMap = require_YAMLMap();
    var YAMLSeq = require_YAMLSeq();
    var pairs = require_pairs();
    var YAMLOMap = class _YAMLOMap extends YAMLSeq.YAMLSeq {
      constructor() {
        super();
        this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
        this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
        this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
        this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
        this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
        this.tag = _YAMLOMap.tag;
      }
      /**
       * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
       * but TypeScript won't allow widening the signature of a child method.
       */
      toJSON(_, ctx) {
        if (!ctx)
          return super.toJSON(_);
        const map = /* @__PURE__ */ new Map();
        if (ctx?.onCreate)
          ctx.onCreate(map);
        for (const pair of this.items) {
          let key, value;
          if (identity.isPair(pair)) {
            key = toJS.toJS(pair.key, "", ctx);
            value = toJS.toJS(pair.value, key, ctx);
          } else {
            key = toJS.toJS(pair, "", ctx);
          }
          if (map.has(key))
            throw new Error("Ordered maps must not include duplicate keys");
          map.set(key, value);
        }
        return map;
      }
      static from(schema, iterable, ctx) {
        const pairs$1 = pairs.createPairs(schema, iterable, ctx);
        const omap2 = new this();
        omap2.items = pairs$1.items;
        return omap2;
      }
    };
    YAMLOMap.tag = "tag:yaml.org,2002:omap";
    var omap = {
      collection: "seq",
      identify: (value) => value instanceof Map,
      nodeClass: YAMLOMap,
      default: false,
      tag: "tag:yaml.org,2002:omap",
      resolve(seq, onError) {
        const pairs$1 = pairs.resolvePairs(seq, onError);
        const seenKeys = [];
        for (const { key } of pairs$1.items) {
          if (identity.isScalar(key)) {
            if (seenKeys.includes(key.value)) {
              onError(`Ordered maps must not include duplicate keys: ${key.value}`);
            } else {
              seenKeys.push(key.value);
            }
          }
        }
        return Object.assign(new YAMLOMap(), pairs$1);
      },
      createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
    };
    exports.YAMLOMap = YAMLOMap;
    exports.omap = omap;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool2 = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/bool.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    function boolStringify({ value, source }, ctx) {
      const boolObj = value ? trueTag : falseTag;
      if (source && boolObj.test.test(source))
        return source;
      return value ? ctx.options.trueStr : ctx.options.falseStr;
    }
    var trueTag = {
      identify: (value) => value === true,
      default: true,
      tag: "tag:yaml.org,2002:bool",
      test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
      resolve: () => new Scalar.Scalar(true),
      stringify: boolStringify
    };
    var falseTag = {
      identify: (value) => value === false,
      default: true,
      tag: "tag:yaml.org,2002:bool",
      test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
      resolve: () => new Scalar.Scalar(false),
      stringify: boolStringify
    };
    exports.falseTag = falseTag;
    exports.trueTag = trueTag;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float2 = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/float.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var stringifyNumber = require_stringifyNumber();
    var floatNaN = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
      resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
      stringify: stringifyNumber.stringifyNumber
    };
    var floatExp = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      format: "EXP",
      test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
      resolve: (str) => parseFloat(str.replace(/_/g, "")),
      stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
      }
    };
    var float = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
      resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
        const dot = str.indexOf(".");
        if (dot !== -1) {
          const f = str.substring(dot + 1).replace(/_/g, "");
          if (f[f.length - 1] === "0")
            node.minFractionDigits = f.length;
        }
        return node;
      },
      stringify: stringifyNumber.stringifyNumber
    };
    exports.float = float;
    exports.floatExp = floatExp;
    exports.floatNaN = floatNaN;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int2 = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/int.js"(exports) {
    "use strict";
    var stringifyNumber = require_stringifyNumber();
    var intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
    function intResolve(str, offset, radix, { intAsBigInt }) {
      const sign2 = str[0];
      if (sign2 === "-" || sign2 === "+")
        offset += 1;
      str = str.substring(offset).replace(/_/g, "");
      if (intAsBigInt) {
        switch (radix) {
          case 2:
            str = `0b${str}`;
            break;
          case 8:
            str = `0o${str}`;
            break;
          case 16:
            str = `0x${str}`;
            break;
        }
        const n2 = BigInt(str);
        return sign2 === "-" ? BigInt(-1) * n2 : n2;
      }
      const n = parseInt(str, radix);
      return sign2 === "-" ? -1 * n : n;
    }
    function intStringify(node, radix, prefix) {
      const { value } = node;
      if (intIdentify(value)) {
        const str = value.toString(radix);
        return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
      }
      return stringifyNumber.stringifyNumber(node);
    }
    var intBin = {
      identify: intIdentify,
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "BIN",
      test: /^[-+]?0b[0-1_]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
      stringify: (node) => intStringify(node, 2, "0b")
    };
    var intOct = {
      identify: intIdentify,
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "OCT",
      test: /^[-+]?0[0-7_]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
      stringify: (node) => intStringify(node, 8, "0")
    };
    var int2 = {
      identify: intIdentify,
      default: true,
      tag: "tag:yaml.org,2002:int",
      test: /^[-+]?[0-9][0-9_]*$/,
      resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
      stringify: stringifyNumber.stringifyNumber
    };
    var intHex = {
      identify: intIdentify,
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "HEX",
      test: /^[-+]?0x[0-9a-fA-F_]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
      stringify: (node) => intStringify(node, 16, "0x")
    };
    exports.int = int2;
    exports.intBin = intBin;
    exports.intHex = intHex;
    exports.intOct = intOct;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/set.js"(exports) {
    "use strict";
    var identity = require_identity();
    var Pair = require_Pair();
    var YAMLMap = require_YAMLMap();
    var YAMLSet = class _YAMLSet extends YAMLMap.YAMLMap {
      constructor(schema) {
        super(schema);
        this.tag = _YAMLSet.tag;
      }
      add(key) {
        let pair;
        if (identity.isPair(key))
          pair = key;
        else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null)
          pair = new Pair.Pair(key.key, null);
        else
          pair = new Pair.Pair(key, null);
        const prev = YAMLMap.findPair(this.items, pair.key);
        if (!prev)
          this.items.push(pair);
      }
      /**
       * If `keepPair` is `true`, returns the Pair matching `key`.
       * Otherwise, returns the value of that Pair's key.
       */
      get(key, keepPair) {
        const pair = YAMLMap.findPair(this.items, key);
        return !keepPair && identity.isPair(pair) ? identity.isScalar(pair.key) ? pair.key.value : pair.key : pair;
      }
      set(key, value) {
        if (typeof value !== "boolean")
          throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
        const prev = YAMLMap.findPair(this.items, key);
        if (prev && !value) {
          this.items.splice(this.items.indexOf(prev), 1);
        } else if (!prev && value) {
          this.items.push(new Pair.Pair(key));
        }
      }
      toJSON(_, ctx) {
        return super.toJSON(_, ctx, Set);
      }
      toString(ctx, onComment, onChompKeep) {
        if (!ctx)
          return JSON.stringify(this);
        if (this.hasAllNullValues(true))
          return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
        else
          throw new Error("Set items must all have null values");
      }
      static from(schema, iterable, ctx) {
        const { replacer } = ctx;
        const set2 = new this(schema);
        if (iterable && Symbol.iterator in Object(iterable))
          for (let value of iterable) {
            if (typeof replacer === "function")
              value = replacer.call(iterable, value, value);
            set2.items.push(Pair.createPair(value, null, ctx));
          }
        return set2;
      }
    };
    YAMLSet.tag = "tag:yaml.org,2002:set";
    var set = {
      collection: "map",
      identify: (value) => value instanceof Set,
      nodeClass: YAMLSet,
      default: false,
      tag: "tag:yaml.org,2002:set",
      createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
      resolve(map, onError) {
        if (identity.isMap(map)) {
          if (map.hasAllNullValues(true))
            return Object.assign(new YAMLSet(), map);
          else
            onError("Set items must all have null values");
        } else
          onError("Expected a mapping for this tag");
        return map;
      }
    };
    exports.YAMLSet = YAMLSet;
    exports.set = set;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/timestamp.js"(exports) {
    "use strict";
    var stringifyNumber = require_stringifyNumber();
    function parseSexagesimal(str, asBigInt) {
      const sign2 = str[0];
      const parts = sign2 === "-" || sign2 === "+" ? str.substring(1) : str;
      const num = (n) => asBigInt ? BigInt(n) : Number(n);
      const res = parts.replace(/_/g, "").split(":").reduce((res2, p) => res2 * num(60) + num(p), num(0));
      return sign2 === "-" ? num(-1) * res : res;
    }
    function stringifySexagesimal(node) {
      let { value } = node;
      let num = (n) => n;
      if (typeof value === "bigint")
        num = (n) => BigInt(n);
      else if (isNaN(value) || !isFinite(value))
        return stringifyNumber.stringifyNumber(node);
      let sign2 = "";
      if (value < 0) {
        sign2 = "-";
        value *= num(-1);
      }
      const _60 = num(60);
      const parts = [value % _60];
      if (value < 60) {
        parts.unshift(0);
      } else {
        value = (value - parts[0]) / _60;
        parts.unshift(value % _60);
        if (value >= 60) {
          value = (value - parts[0]) / _60;
          parts.unshift(value);
        }
      }
      return sign2 + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
    }
    var intTime = {
      identify: (value) => typeof value === "bigint" || Number.isInteger(value),
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "TIME",
      test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
      resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
      stringify: stringifySexagesimal
    };
    var floatTime = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      format: "TIME",
      test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
      resolve: (str) => parseSexagesimal(str, false),
      stringify: stringifySexagesimal
    };
    var timestamp = {
      identify: (value) => value instanceof Date,
      default: true,
      tag: "tag:yaml.org,2002:timestamp",
      // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
      // may be omitted altogether, resulting in a date format. In such a case, the time part is
      // assumed to be 00:00:00Z (start of day, UTC).
      test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
      resolve(str) {
        const match = str.match(timestamp.test);
        if (!match)
          throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
        const [, year, month, day, hour, minute, second] = match.map(Number);
        const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
        let date3 = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
        const tz = match[8];
        if (tz && tz !== "Z") {
          let d = parseSexagesimal(tz, false);
          if (Math.abs(d) < 30)
            d *= 60;
          date3 -= 6e4 * d;
        }
        return new Date(date3);
      },
      stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
    };
    exports.floatTime = floatTime;
    exports.intTime = intTime;
    exports.timestamp = timestamp;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema3 = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/schema.js"(exports) {
    "use strict";
    var map = require_map();
    var _null3 = require_null();
    var seq = require_seq();
    var string3 = require_string();
    var binary = require_binary();
    var bool = require_bool2();
    var float = require_float2();
    var int2 = require_int2();
    var merge3 = require_merge();
    var omap = require_omap();
    var pairs = require_pairs();
    var set = require_set();
    var timestamp = require_timestamp();
    var schema = [
      map.map,
      seq.seq,
      string3.string,
      _null3.nullTag,
      bool.trueTag,
      bool.falseTag,
      int2.intBin,
      int2.intOct,
      int2.int,
      int2.intHex,
      float.floatNaN,
      float.floatExp,
      float.float,
      binary.binary,
      merge3.merge,
      omap.omap,
      pairs.pairs,
      set.set,
      timestamp.intTime,
      timestamp.floatTime,
      timestamp.timestamp
    ];
    exports.schema = schema;
  }
});

// node_modules/yaml/dist/schema/tags.js
var require_tags = __commonJS({
  "node_modules/yaml/dist/schema/tags.js"(exports) {
    "use strict";
    var map = require_map();
    var _null3 = require_null();
    var seq = require_seq();
    var string3 = require_string();
    var bool = require_bool();
    var float = require_float();
    var int2 = require_int();
    var schema = require_schema();
    var schema$1 = require_schema2();
    var binary = require_binary();
    var merge3 = require_merge();
    var omap = require_omap();
    var pairs = require_pairs();
    var schema$2 = require_schema3();
    var set = require_set();
    var timestamp = require_timestamp();
    var schemas = /* @__PURE__ */ new Map([
      ["core", schema.schema],
      ["failsafe", [map.map, seq.seq, string3.string]],
      ["json", schema$1.schema],
      ["yaml11", schema$2.schema],
      ["yaml-1.1", schema$2.schema]
    ]);
    var tagsByName = {
      binary: binary.binary,
      bool: bool.boolTag,
      float: float.float,
      floatExp: float.floatExp,
      floatNaN: float.floatNaN,
      floatTime: timestamp.floatTime,
      int: int2.int,
      intHex: int2.intHex,
      intOct: int2.intOct,
      intTime: timestamp.intTime,
      map: map.map,
      merge: merge3.merge,
      null: _null3.nullTag,
      omap: omap.omap,
      pairs: pairs.pairs,
      seq: seq.seq,
      set: set.set,
      timestamp: timestamp.timestamp
    };
    var coreKnownTags = {
      "tag:yaml.org,2002:binary": binary.binary,
      "tag:yaml.org,2002:merge": merge3.merge,
      "tag:yaml.org,2002:omap": omap.omap,
      "tag:yaml.org,2002:pairs": pairs.pairs,
      "tag:yaml.org,2002:set": set.set,
      "tag:yaml.org,2002:timestamp": timestamp.timestamp
    };
    function getTags(customTags, schemaName, addMergeTag) {
      const schemaTags = schemas.get(schemaName);
      if (schemaTags && !customTags) {
        return addMergeTag && !schemaTags.includes(merge3.merge) ? schemaTags.concat(merge3.merge) : schemaTags.slice();
      }
      let tags = schemaTags;
      if (!tags) {
        if (Array.isArray(customTags))
          tags = [];
        else {
          const keys2 = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
          throw new Error(`Unknown schema "${schemaName}"; use one of ${keys2} or define customTags array`);
        }
      }
      if (Array.isArray(customTags)) {
        for (const tag of customTags)
          tags = tags.concat(tag);
      } else if (typeof customTags === "function") {
        tags = customTags(tags.slice());
      }
      if (addMergeTag)
        tags = tags.concat(merge3.merge);
      return tags.reduce((tags2, tag) => {
        const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
        if (!tagObj) {
          const tagName = JSON.stringify(tag);
          const keys2 = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
          throw new Error(`Unknown custom tag ${tagName}; use one of ${keys2}`);
        }
        if (!tags2.includes(tagObj))
          tags2.push(tagObj);
        return tags2;
      }, []);
    }
    exports.coreKnownTags = coreKnownTags;
    exports.getTags = getTags;
  }
});

// node_modules/yaml/dist/schema/Schema.js
var require_Schema = __commonJS({
  "node_modules/yaml/dist/schema/Schema.js"(exports) {
    "use strict";
    var identity = require_identity();
    var map = require_map();
    var seq = require_seq();
    var string3 = require_string();
    var tags = require_tags();
    var sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
    var Schema = class _Schema {
      constructor({ compat, customTags, merge: merge3, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
        this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
        this.name = typeof schema === "string" && schema || "core";
        this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
        this.tags = tags.getTags(customTags, this.name, merge3);
        this.toStringOptions = toStringDefaults ?? null;
        Object.defineProperty(this, identity.MAP, { value: map.map });
        Object.defineProperty(this, identity.SCALAR, { value: string3.string });
        Object.defineProperty(this, identity.SEQ, { value: seq.seq });
        this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
      }
      clone() {
        const copy = Object.create(_Schema.prototype, Object.getOwnPropertyDescriptors(this));
        copy.tags = this.tags.slice();
        return copy;
      }
    };
    exports.Schema = Schema;
  }
});

// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyDocument.js"(exports) {
    "use strict";
    var identity = require_identity();
    var stringify = require_stringify();
    var stringifyComment = require_stringifyComment();
    function stringifyDocument(doc, options) {
      const lines = [];
      let hasDirectives = options.directives === true;
      if (options.directives !== false && doc.directives) {
        const dir = doc.directives.toString(doc);
        if (dir) {
          lines.push(dir);
          hasDirectives = true;
        } else if (doc.directives.docStart)
          hasDirectives = true;
      }
      if (hasDirectives)
        lines.push("---");
      const ctx = stringify.createStringifyContext(doc, options);
      const { commentString } = ctx.options;
      if (doc.commentBefore) {
        if (lines.length !== 1)
          lines.unshift("");
        const cs = commentString(doc.commentBefore);
        lines.unshift(stringifyComment.indentComment(cs, ""));
      }
      let chompKeep = false;
      let contentComment = null;
      if (doc.contents) {
        if (identity.isNode(doc.contents)) {
          if (doc.contents.spaceBefore && hasDirectives)
            lines.push("");
          if (doc.contents.commentBefore) {
            const cs = commentString(doc.contents.commentBefore);
            lines.push(stringifyComment.indentComment(cs, ""));
          }
          ctx.forceBlockIndent = !!doc.comment;
          contentComment = doc.contents.comment;
        }
        const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
        let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
        if (contentComment)
          body += stringifyComment.lineComment(body, "", commentString(contentComment));
        if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") {
          lines[lines.length - 1] = `--- ${body}`;
        } else
          lines.push(body);
      } else {
        lines.push(stringify.stringify(doc.contents, ctx));
      }
      if (doc.directives?.docEnd) {
        if (doc.comment) {
          const cs = commentString(doc.comment);
          if (cs.includes("\n")) {
            lines.push("...");
            lines.push(stringifyComment.indentComment(cs, ""));
          } else {
            lines.push(`... ${cs}`);
          }
        } else {
          lines.push("...");
        }
      } else {
        let dc = doc.comment;
        if (dc && chompKeep)
          dc = dc.replace(/^\n+/, "");
        if (dc) {
          if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "")
            lines.push("");
          lines.push(stringifyComment.indentComment(commentString(dc), ""));
        }
      }
      return lines.join("\n") + "\n";
    }
    exports.stringifyDocument = stringifyDocument;
  }
});

// node_modules/yaml/dist/doc/Document.js
var require_Document = __commonJS({
  "node_modules/yaml/dist/doc/Document.js"(exports) {
    "use strict";
    var Alias = require_Alias();
    var Collection = require_Collection();
    var identity = require_identity();
    var Pair = require_Pair();
    var toJS = require_toJS();
    var Schema = require_Schema();
    var stringifyDocument = require_stringifyDocument();
    var anchors = require_anchors();
    var applyReviver = require_applyReviver();
    var createNode = require_createNode();
    var directives = require_directives();
    var Document = class _Document {
      constructor(value, replacer, options) {
        this.commentBefore = null;
        this.comment = null;
        this.errors = [];
        this.warnings = [];
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
        let _replacer = null;
        if (typeof replacer === "function" || Array.isArray(replacer)) {
          _replacer = replacer;
        } else if (options === void 0 && replacer) {
          options = replacer;
          replacer = void 0;
        }
        const opt = Object.assign({
          intAsBigInt: false,
          keepSourceTokens: false,
          logLevel: "warn",
          prettyErrors: true,
          strict: true,
          stringKeys: false,
          uniqueKeys: true,
          version: "1.2"
        }, options);
        this.options = opt;
        let { version: version3 } = opt;
        if (options?._directives) {
          this.directives = options._directives.atDocument();
          if (this.directives.yaml.explicit)
            version3 = this.directives.yaml.version;
        } else
          this.directives = new directives.Directives({ version: version3 });
        this.setSchema(version3, options);
        this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
      }
      /**
       * Create a deep copy of this Document and its contents.
       *
       * Custom Node values that inherit from `Object` still refer to their original instances.
       */
      clone() {
        const copy = Object.create(_Document.prototype, {
          [identity.NODE_TYPE]: { value: identity.DOC }
        });
        copy.commentBefore = this.commentBefore;
        copy.comment = this.comment;
        copy.errors = this.errors.slice();
        copy.warnings = this.warnings.slice();
        copy.options = Object.assign({}, this.options);
        if (this.directives)
          copy.directives = this.directives.clone();
        copy.schema = this.schema.clone();
        copy.contents = identity.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
        if (this.range)
          copy.range = this.range.slice();
        return copy;
      }
      /** Adds a value to the document. */
      add(value) {
        if (assertCollection(this.contents))
          this.contents.add(value);
      }
      /** Adds a value to the document. */
      addIn(path, value) {
        if (assertCollection(this.contents))
          this.contents.addIn(path, value);
      }
      /**
       * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
       *
       * If `node` already has an anchor, `name` is ignored.
       * Otherwise, the `node.anchor` value will be set to `name`,
       * or if an anchor with that name is already present in the document,
       * `name` will be used as a prefix for a new unique anchor.
       * If `name` is undefined, the generated anchor will use 'a' as a prefix.
       */
      createAlias(node, name) {
        if (!node.anchor) {
          const prev = anchors.anchorNames(this);
          node.anchor = // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
          !name || prev.has(name) ? anchors.findNewAnchor(name || "a", prev) : name;
        }
        return new Alias.Alias(node.anchor);
      }
      createNode(value, replacer, options) {
        let _replacer = void 0;
        if (typeof replacer === "function") {
          value = replacer.call({ "": value }, "", value);
          _replacer = replacer;
        } else if (Array.isArray(replacer)) {
          const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
          const asStr = replacer.filter(keyToStr).map(String);
          if (asStr.length > 0)
            replacer = replacer.concat(asStr);
          _replacer = replacer;
        } else if (options === void 0 && replacer) {
          options = replacer;
          replacer = void 0;
        }
        const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
        const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(
          this,
          // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
          anchorPrefix || "a"
        );
        const ctx = {
          aliasDuplicateObjects: aliasDuplicateObjects ?? true,
          keepUndefined: keepUndefined ?? false,
          onAnchor,
          onTagObj,
          replacer: _replacer,
          schema: this.schema,
          sourceObjects
        };
        const node = createNode.createNode(value, tag, ctx);
        if (flow && identity.isCollection(node))
          node.flow = true;
        setAnchors();
        return node;
      }
      /**
       * Convert a key and a value into a `Pair` using the current schema,
       * recursively wrapping all values as `Scalar` or `Collection` nodes.
       */
      createPair(key, value, options = {}) {
        const k = this.createNode(key, null, options);
        const v = this.createNode(value, null, options);
        return new Pair.Pair(k, v);
      }
      /**
       * Removes a value from the document.
       * @returns `true` if the item was found and removed.
       */
      delete(key) {
        return assertCollection(this.contents) ? this.contents.delete(key) : false;
      }
      /**
       * Removes a value from the document.
       * @returns `true` if the item was found and removed.
       */
      deleteIn(path) {
        if (Collection.isEmptyPath(path)) {
          if (this.contents == null)
            return false;
          this.contents = null;
          return true;
        }
        return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
      }
      /**
       * Returns item at `key`, or `undefined` if not found. By default unwraps
       * scalar values from their surrounding node; to disable set `keepScalar` to
       * `true` (collections are always returned intact).
       */
      get(key, keepScalar) {
        return identity.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
      }
      /**
       * Returns item at `path`, or `undefined` if not found. By default unwraps
       * scalar values from their surrounding node; to disable set `keepScalar` to
       * `true` (collections are always returned intact).
       */
      getIn(path, keepScalar) {
        if (Collection.isEmptyPath(path))
          return !keepScalar && identity.isScalar(this.contents) ? this.contents.value : this.contents;
        return identity.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
      }
      /**
       * Checks if the document includes a value with the key `key`.
       */
      has(key) {
        return identity.isCollection(this.contents) ? this.contents.has(key) : false;
      }
      /**
       * Checks if the document includes a value at `path`.
       */
      hasIn(path) {
        if (Collection.isEmptyPath(path))
          return this.contents !== void 0;
        return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
      }
      /**
       * Sets a value in this document. For `!!set`, `value` needs to be a
       * boolean to add/remove the item from the set.
       */
      set(key, value) {
        if (this.contents == null) {
          this.contents = Collection.collectionFromPath(this.schema, [key], value);
        } else if (assertCollection(this.contents)) {
          this.contents.set(key, value);
        }
      }
      /**
       * Sets a value in this document. For `!!set`, `value` needs to be a
       * boolean to add/remove the item from the set.
       */
      setIn(path, value) {
        if (Collection.isEmptyPath(path)) {
          this.contents = value;
        } else if (this.contents == null) {
          this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
        } else if (assertCollection(this.contents)) {
          this.contents.setIn(path, value);
        }
      }
      /**
       * Change the YAML version and schema used by the document.
       * A `null` version disables support for directives, explicit tags, anchors, and aliases.
       * It also requires the `schema` option to be given as a `Schema` instance value.
       *
       * Overrides all previously set schema options.
       */
      setSchema(version3, options = {}) {
        if (typeof version3 === "number")
          version3 = String(version3);
        let opt;
        switch (version3) {
          case "1.1":
            if (this.directives)
              this.directives.yaml.version = "1.1";
            else
              this.directives = new directives.Directives({ version: "1.1" });
            opt = { resolveKnownTags: false, schema: "yaml-1.1" };
            break;
          case "1.2":
          case "next":
            if (this.directives)
              this.directives.yaml.version = version3;
            else
              this.directives = new directives.Directives({ version: version3 });
            opt = { resolveKnownTags: true, schema: "core" };
            break;
          case null:
            if (this.directives)
              delete this.directives;
            opt = null;
            break;
          default: {
            const sv = JSON.stringify(version3);
            throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
          }
        }
        if (options.schema instanceof Object)
          this.schema = options.schema;
        else if (opt)
          this.schema = new Schema.Schema(Object.assign(opt, options));
        else
          throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
      }
      // json & jsonArg are only used from toJSON()
      toJS({ json: json2, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        const ctx = {
          anchors: /* @__PURE__ */ new Map(),
          doc: this,
          keep: !json2,
          mapAsMap: mapAsMap === true,
          mapKeyWarned: false,
          maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
        };
        const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
        if (typeof onAnchor === "function")
          for (const { count: count3, res: res2 } of ctx.anchors.values())
            onAnchor(res2, count3);
        return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
      }
      /**
       * A JSON representation of the document `contents`.
       *
       * @param jsonArg Used by `JSON.stringify` to indicate the array index or
       *   property name.
       */
      toJSON(jsonArg, onAnchor) {
        return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
      }
      /** A YAML representation of the document. */
      toString(options = {}) {
        if (this.errors.length > 0)
          throw new Error("Document with errors cannot be stringified");
        if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
          const s = JSON.stringify(options.indent);
          throw new Error(`"indent" option must be a positive integer, not ${s}`);
        }
        return stringifyDocument.stringifyDocument(this, options);
      }
    };
    function assertCollection(contents) {
      if (identity.isCollection(contents))
        return true;
      throw new Error("Expected a YAML collection as document contents");
    }
    exports.Document = Document;
  }
});

// node_modules/yaml/dist/errors.js
var require_errors = __commonJS({
  "node_modules/yaml/dist/errors.js"(exports) {
    "use strict";
    var YAMLError = class extends Error {
      constructor(name, pos, code2, message) {
        super();
        this.name = name;
        this.code = code2;
        this.message = message;
        this.pos = pos;
      }
    };
    var YAMLParseError = class extends YAMLError {
      constructor(pos, code2, message) {
        super("YAMLParseError", pos, code2, message);
      }
    };
    var YAMLWarning = class extends YAMLError {
      constructor(pos, code2, message) {
        super("YAMLWarning", pos, code2, message);
      }
    };
    var prettifyError2 = (src, lc) => (error) => {
      if (error.pos[0] === -1)
        return;
      error.linePos = error.pos.map((pos) => lc.linePos(pos));
      const { line, col } = error.linePos[0];
      error.message += ` at line ${line}, column ${col}`;
      let ci = col - 1;
      let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
      if (ci >= 60 && lineStr.length > 80) {
        const trimStart = Math.min(ci - 39, lineStr.length - 79);
        lineStr = "\u2026" + lineStr.substring(trimStart);
        ci -= trimStart - 1;
      }
      if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + "\u2026";
      if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
        if (prev.length > 80)
          prev = prev.substring(0, 79) + "\u2026\n";
        lineStr = prev + lineStr;
      }
      if (/[^ ]/.test(lineStr)) {
        let count3 = 1;
        const end2 = error.linePos[1];
        if (end2?.line === line && end2.col > col) {
          count3 = Math.max(1, Math.min(end2.col - col, 80 - ci));
        }
        const pointer = " ".repeat(ci) + "^".repeat(count3);
        error.message += `:

${lineStr}
${pointer}
`;
      }
    };
    exports.YAMLError = YAMLError;
    exports.YAMLParseError = YAMLParseError;
    exports.YAMLWarning = YAMLWarning;
    exports.prettifyError = prettifyError2;
  }
});

// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props = __commonJS({
  "node_modules/yaml/dist/compose/resolve-props.js"(exports) {
    "use strict";
    function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
      let spaceBefore = false;
      let atNewline = startOnNewline;
      let hasSpace = startOnNewline;
      let comment = "";
      let commentSep = "";
      let hasNewline = false;
      let reqSpace = false;
      let tab = null;
      let anchor2 = null;
      let tag = null;
      let newlineAfterProp = null;
      let comma = null;
      let found = null;
      let start2 = null;
      for (const token of tokens) {
        if (reqSpace) {
          if (token.type !== "space" && token.type !== "newline" && token.type !== "comma")
            onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
          reqSpace = false;
        }
        if (tab) {
          if (atNewline && token.type !== "comment" && token.type !== "newline") {
            onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
          }
          tab = null;
        }
        switch (token.type) {
          case "space":
            if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) {
              tab = token;
            }
            hasSpace = true;
            break;
          case "comment": {
            if (!hasSpace)
              onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
            const cb = token.source.substring(1) || " ";
            if (!comment)
              comment = cb;
            else
              comment += commentSep + cb;
            commentSep = "";
            atNewline = false;
            break;
          }
          case "newline":
            if (atNewline) {
              if (comment)
                comment += token.source;
              else if (!found || indicator !== "seq-item-ind")
                spaceBefore = true;
            } else
              commentSep += token.source;
            atNewline = true;
            hasNewline = true;
            if (anchor2 || tag)
              newlineAfterProp = token;
            hasSpace = true;
            break;
          case "anchor":
            if (anchor2)
              onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
            if (token.source.endsWith(":"))
              onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
            anchor2 = token;
            start2 ?? (start2 = token.offset);
            atNewline = false;
            hasSpace = false;
            reqSpace = true;
            break;
          case "tag": {
            if (tag)
              onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
            tag = token;
            start2 ?? (start2 = token.offset);
            atNewline = false;
            hasSpace = false;
            reqSpace = true;
            break;
          }
          case indicator:
            if (anchor2 || tag)
              onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
            if (found)
              onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
            found = token;
            atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
            hasSpace = false;
            break;
          case "comma":
            if (flow) {
              if (comma)
                onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
              comma = token;
              atNewline = false;
              hasSpace = false;
              break;
            }
          // else fallthrough
          default:
            onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
            atNewline = false;
            hasSpace = false;
        }
      }
      const last = tokens[tokens.length - 1];
      const end2 = last ? last.offset + last.source.length : offset;
      if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) {
        onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
      }
      if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq"))
        onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
      return {
        comma,
        found,
        spaceBefore,
        comment,
        hasNewline,
        anchor: anchor2,
        tag,
        newlineAfterProp,
        end: end2,
        start: start2 ?? end2
      };
    }
    exports.resolveProps = resolveProps;
  }
});

// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline = __commonJS({
  "node_modules/yaml/dist/compose/util-contains-newline.js"(exports) {
    "use strict";
    function containsNewline(key) {
      if (!key)
        return null;
      switch (key.type) {
        case "alias":
        case "scalar":
        case "double-quoted-scalar":
        case "single-quoted-scalar":
          if (key.source.includes("\n"))
            return true;
          if (key.end) {
            for (const st of key.end)
              if (st.type === "newline")
                return true;
          }
          return false;
        case "flow-collection":
          for (const it of key.items) {
            for (const st of it.start)
              if (st.type === "newline")
                return true;
            if (it.sep) {
              for (const st of it.sep)
                if (st.type === "newline")
                  return true;
            }
            if (containsNewline(it.key) || containsNewline(it.value))
              return true;
          }
          return false;
        default:
          return true;
      }
    }
    exports.containsNewline = containsNewline;
  }
});

// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check = __commonJS({
  "node_modules/yaml/dist/compose/util-flow-indent-check.js"(exports) {
    "use strict";
    var utilContainsNewline = require_util_contains_newline();
    function flowIndentCheck(indent, fc, onError) {
      if (fc?.type === "flow-collection") {
        const end2 = fc.end[0];
        if (end2.indent === indent && (end2.source === "]" || end2.source === "}") && utilContainsNewline.containsNewline(fc)) {
          const msg = "Flow end indicator should be more indented than parent";
          onError(end2, "BAD_INDENT", msg, true);
        }
      }
    }
    exports.flowIndentCheck = flowIndentCheck;
  }
});

// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes = __commonJS({
  "node_modules/yaml/dist/compose/util-map-includes.js"(exports) {
    "use strict";
    var identity = require_identity();
    function mapIncludes(ctx, items, search) {
      const { uniqueKeys } = ctx.options;
      if (uniqueKeys === false)
        return false;
      const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity.isScalar(a) && identity.isScalar(b) && a.value === b.value;
      return items.some((pair) => isEqual(pair.key, search));
    }
    exports.mapIncludes = mapIncludes;
  }
});

// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map = __commonJS({
  "node_modules/yaml/dist/compose/resolve-block-map.js"(exports) {
    "use strict";
    var Pair = require_Pair();
    var YAMLMap = require_YAMLMap();
    var resolveProps = require_resolve_props();
    var utilContainsNewline = require_util_contains_newline();
    var utilFlowIndentCheck = require_util_flow_indent_check();
    var utilMapIncludes = require_util_map_includes();
    var startColMsg = "All mapping items must start at the same column";
    function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
      const NodeClass = tag?.nodeClass ?? YAMLMap.YAMLMap;
      const map = new NodeClass(ctx.schema);
      if (ctx.atRoot)
        ctx.atRoot = false;
      let offset = bm.offset;
      let commentEnd = null;
      for (const collItem of bm.items) {
        const { start: start2, key, sep, value } = collItem;
        const keyProps = resolveProps.resolveProps(start2, {
          indicator: "explicit-key-ind",
          next: key ?? sep?.[0],
          offset,
          onError,
          parentIndent: bm.indent,
          startOnNewline: true
        });
        const implicitKey = !keyProps.found;
        if (implicitKey) {
          if (key) {
            if (key.type === "block-seq")
              onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
            else if ("indent" in key && key.indent !== bm.indent)
              onError(offset, "BAD_INDENT", startColMsg);
          }
          if (!keyProps.anchor && !keyProps.tag && !sep) {
            commentEnd = keyProps.end;
            if (keyProps.comment) {
              if (map.comment)
                map.comment += "\n" + keyProps.comment;
              else
                map.comment = keyProps.comment;
            }
            continue;
          }
          if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) {
            onError(key ?? start2[start2.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
          }
        } else if (keyProps.found?.indent !== bm.indent) {
          onError(offset, "BAD_INDENT", startColMsg);
        }
        ctx.atKey = true;
        const keyStart = keyProps.end;
        const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start2, null, keyProps, onError);
        if (ctx.schema.compat)
          utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
        ctx.atKey = false;
        if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
          onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
        const valueProps = resolveProps.resolveProps(sep ?? [], {
          indicator: "map-value-ind",
          next: value,
          offset: keyNode.range[2],
          onError,
          parentIndent: bm.indent,
          startOnNewline: !key || key.type === "block-scalar"
        });
        offset = valueProps.end;
        if (valueProps.found) {
          if (implicitKey) {
            if (value?.type === "block-map" && !valueProps.hasNewline)
              onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
            if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024)
              onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
          }
          const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
          if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
          offset = valueNode.range[2];
          const pair = new Pair.Pair(keyNode, valueNode);
          if (ctx.options.keepSourceTokens)
            pair.srcToken = collItem;
          map.items.push(pair);
        } else {
          if (implicitKey)
            onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
          if (valueProps.comment) {
            if (keyNode.comment)
              keyNode.comment += "\n" + valueProps.comment;
            else
              keyNode.comment = valueProps.comment;
          }
          const pair = new Pair.Pair(keyNode);
          if (ctx.options.keepSourceTokens)
            pair.srcToken = collItem;
          map.items.push(pair);
        }
      }
      if (commentEnd && commentEnd < offset)
        onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
      map.range = [bm.offset, offset, commentEnd ?? offset];
      return map;
    }
    exports.resolveBlockMap = resolveBlockMap;
  }
});

// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq = __commonJS({
  "node_modules/yaml/dist/compose/resolve-block-seq.js"(exports) {
    "use strict";
    var YAMLSeq = require_YAMLSeq();
    var resolveProps = require_resolve_props();
    var utilFlowIndentCheck = require_util_flow_indent_check();
    function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
      const NodeClass = tag?.nodeClass ?? YAMLSeq.YAMLSeq;
      const seq = new NodeClass(ctx.schema);
      if (ctx.atRoot)
        ctx.atRoot = false;
      if (ctx.atKey)
        ctx.atKey = false;
      let offset = bs.offset;
      let commentEnd = null;
      for (const { start: start2, value } of bs.items) {
        const props = resolveProps.resolveProps(start2, {
          indicator: "seq-item-ind",
          next: value,
          offset,
          onError,
          parentIndent: bs.indent,
          startOnNewline: true
        });
        if (!props.found) {
          if (props.anchor || props.tag || value) {
            if (value?.type === "block-seq")
              onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
            else
              onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
          } else {
            commentEnd = props.end;
            if (props.comment)
              seq.comment = props.comment;
            continue;
          }
        }
        const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start2, null, props, onError);
        if (ctx.schema.compat)
          utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
        offset = node.range[2];
        seq.items.push(node);
      }
      seq.range = [bs.offset, offset, commentEnd ?? offset];
      return seq;
    }
    exports.resolveBlockSeq = resolveBlockSeq;
  }
});

// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end = __commonJS({
  "node_modules/yaml/dist/compose/resolve-end.js"(exports) {
    "use strict";
    function resolveEnd(end2, offset, reqSpace, onError) {
      let comment = "";
      if (end2) {
        let hasSpace = false;
        let sep = "";
        for (const token of end2) {
          const { source, type } = token;
          switch (type) {
            case "space":
              hasSpace = true;
              break;
            case "comment": {
              if (reqSpace && !hasSpace)
                onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
              const cb = source.substring(1) || " ";
              if (!comment)
                comment = cb;
              else
                comment += sep + cb;
              sep = "";
              break;
            }
            case "newline":
              if (comment)
                sep += source;
              hasSpace = true;
              break;
            default:
              onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
          }
          offset += source.length;
        }
      }
      return { comment, offset };
    }
    exports.resolveEnd = resolveEnd;
  }
});

// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection = __commonJS({
  "node_modules/yaml/dist/compose/resolve-flow-collection.js"(exports) {
    "use strict";
    var identity = require_identity();
    var Pair = require_Pair();
    var YAMLMap = require_YAMLMap();
    var YAMLSeq = require_YAMLSeq();
    var resolveEnd = require_resolve_end();
    var resolveProps = require_resolve_props();
    var utilContainsNewline = require_util_contains_newline();
    var utilMapIncludes = require_util_map_includes();
    var blockMsg = "Block collections are not allowed within flow collections";
    var isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
    function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
      const isMap = fc.start.source === "{";
      const fcName = isMap ? "flow map" : "flow sequence";
      const NodeClass = tag?.nodeClass ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq);
      const coll = new NodeClass(ctx.schema);
      coll.flow = true;
      const atRoot = ctx.atRoot;
      if (atRoot)
        ctx.atRoot = false;
      if (ctx.atKey)
        ctx.atKey = false;
      let offset = fc.offset + fc.start.source.length;
      for (let i = 0; i < fc.items.length; ++i) {
        const collItem = fc.items[i];
        const { start: start2, key, sep, value } = collItem;
        const props = resolveProps.resolveProps(start2, {
          flow: fcName,
          indicator: "explicit-key-ind",
          next: key ?? sep?.[0],
          offset,
          onError,
          parentIndent: fc.indent,
          startOnNewline: false
        });
        if (!props.found) {
          if (!props.anchor && !props.tag && !sep && !value) {
            if (i === 0 && props.comma)
              onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
            else if (i < fc.items.length - 1)
              onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
            if (props.comment) {
              if (coll.comment)
                coll.comment += "\n" + props.comment;
              else
                coll.comment = props.comment;
            }
            offset = props.end;
            continue;
          }
          if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key))
            onError(
              key,
              // checked by containsNewline()
              "MULTILINE_IMPLICIT_KEY",
              "Implicit keys of flow sequence pairs need to be on a single line"
            );
        }
        if (i === 0) {
          if (props.comma)
            onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
        } else {
          if (!props.comma)
            onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
          if (props.comment) {
            let prevItemComment = "";
            loop: for (const st of start2) {
              switch (st.type) {
                case "comma":
                case "space":
                  break;
                case "comment":
                  prevItemComment = st.source.substring(1);
                  break loop;
                default:
                  break loop;
              }
            }
            if (prevItemComment) {
              let prev = coll.items[coll.items.length - 1];
              if (identity.isPair(prev))
                prev = prev.value ?? prev.key;
              if (prev.comment)
                prev.comment += "\n" + prevItemComment;
              else
                prev.comment = prevItemComment;
              props.comment = props.comment.substring(prevItemComment.length + 1);
            }
          }
        }
        if (!isMap && !sep && !props.found) {
          const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
          coll.items.push(valueNode);
          offset = valueNode.range[2];
          if (isBlock(value))
            onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
        } else {
          ctx.atKey = true;
          const keyStart = props.end;
          const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start2, null, props, onError);
          if (isBlock(key))
            onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
          ctx.atKey = false;
          const valueProps = resolveProps.resolveProps(sep ?? [], {
            flow: fcName,
            indicator: "map-value-ind",
            next: value,
            offset: keyNode.range[2],
            onError,
            parentIndent: fc.indent,
            startOnNewline: false
          });
          if (valueProps.found) {
            if (!isMap && !props.found && ctx.options.strict) {
              if (sep)
                for (const st of sep) {
                  if (st === valueProps.found)
                    break;
                  if (st.type === "newline") {
                    onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
                    break;
                  }
                }
              if (props.start < valueProps.found.offset - 1024)
                onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
            }
          } else if (value) {
            if ("source" in value && value.source?.[0] === ":")
              onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
            else
              onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
          }
          const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
          if (valueNode) {
            if (isBlock(value))
              onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
          } else if (valueProps.comment) {
            if (keyNode.comment)
              keyNode.comment += "\n" + valueProps.comment;
            else
              keyNode.comment = valueProps.comment;
          }
          const pair = new Pair.Pair(keyNode, valueNode);
          if (ctx.options.keepSourceTokens)
            pair.srcToken = collItem;
          if (isMap) {
            const map = coll;
            if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
              onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
            map.items.push(pair);
          } else {
            const map = new YAMLMap.YAMLMap(ctx.schema);
            map.flow = true;
            map.items.push(pair);
            const endRange = (valueNode ?? keyNode).range;
            map.range = [keyNode.range[0], endRange[1], endRange[2]];
            coll.items.push(map);
          }
          offset = valueNode ? valueNode.range[2] : valueProps.end;
        }
      }
      const expectedEnd = isMap ? "}" : "]";
      const [ce, ...ee] = fc.end;
      let cePos = offset;
      if (ce?.source === expectedEnd)
        cePos = ce.offset + ce.source.length;
      else {
        const name = fcName[0].toUpperCase() + fcName.substring(1);
        const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
        onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
        if (ce && ce.source.length !== 1)
          ee.unshift(ce);
      }
      if (ee.length > 0) {
        const end2 = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
        if (end2.comment) {
          if (coll.comment)
            coll.comment += "\n" + end2.comment;
          else
            coll.comment = end2.comment;
        }
        coll.range = [fc.offset, cePos, end2.offset];
      } else {
        coll.range = [fc.offset, cePos, cePos];
      }
      return coll;
    }
    exports.resolveFlowCollection = resolveFlowCollection;
  }
});

// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection = __commonJS({
  "node_modules/yaml/dist/compose/compose-collection.js"(exports) {
    "use strict";
    var identity = require_identity();
    var Scalar = require_Scalar();
    var YAMLMap = require_YAMLMap();
    var YAMLSeq = require_YAMLSeq();
    var resolveBlockMap = require_resolve_block_map();
    var resolveBlockSeq = require_resolve_block_seq();
    var resolveFlowCollection = require_resolve_flow_collection();
    function resolveCollection(CN, ctx, token, onError, tagName, tag) {
      const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
      const Coll = coll.constructor;
      if (tagName === "!" || tagName === Coll.tagName) {
        coll.tag = Coll.tagName;
        return coll;
      }
      if (tagName)
        coll.tag = tagName;
      return coll;
    }
    function composeCollection(CN, ctx, token, props, onError) {
      const tagToken = props.tag;
      const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
      if (token.type === "block-seq") {
        const { anchor: anchor2, newlineAfterProp: nl } = props;
        const lastProp = anchor2 && tagToken ? anchor2.offset > tagToken.offset ? anchor2 : tagToken : anchor2 ?? tagToken;
        if (lastProp && (!nl || nl.offset < lastProp.offset)) {
          const message = "Missing newline after block sequence props";
          onError(lastProp, "MISSING_CHAR", message);
        }
      }
      const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
      if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") {
        return resolveCollection(CN, ctx, token, onError, tagName);
      }
      let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
      if (!tag) {
        const kt = ctx.schema.knownTags[tagName];
        if (kt?.collection === expType) {
          ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
          tag = kt;
        } else {
          if (kt) {
            onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
          } else {
            onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
          }
          return resolveCollection(CN, ctx, token, onError, tagName);
        }
      }
      const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
      const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
      const node = identity.isNode(res) ? res : new Scalar.Scalar(res);
      node.range = coll.range;
      node.tag = tagName;
      if (tag?.format)
        node.format = tag.format;
      return node;
    }
    exports.composeCollection = composeCollection;
  }
});

// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar = __commonJS({
  "node_modules/yaml/dist/compose/resolve-block-scalar.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    function resolveBlockScalar(ctx, scalar2, onError) {
      const start2 = scalar2.offset;
      const header = parseBlockScalarHeader(scalar2, ctx.options.strict, onError);
      if (!header)
        return { value: "", type: null, comment: "", range: [start2, start2, start2] };
      const type = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
      const lines = scalar2.source ? splitLines(scalar2.source) : [];
      let chompStart = lines.length;
      for (let i = lines.length - 1; i >= 0; --i) {
        const content = lines[i][1];
        if (content === "" || content === "\r")
          chompStart = i;
        else
          break;
      }
      if (chompStart === 0) {
        const value2 = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
        let end3 = start2 + header.length;
        if (scalar2.source)
          end3 += scalar2.source.length;
        return { value: value2, type, comment: header.comment, range: [start2, end3, end3] };
      }
      let trimIndent = scalar2.indent + header.indent;
      let offset = scalar2.offset + header.length;
      let contentStart = 0;
      for (let i = 0; i < chompStart; ++i) {
        const [indent, content] = lines[i];
        if (content === "" || content === "\r") {
          if (header.indent === 0 && indent.length > trimIndent)
            trimIndent = indent.length;
        } else {
          if (indent.length < trimIndent) {
            const message = "Block scalars with more-indented leading empty lines must use an explicit indentation indicator";
            onError(offset + indent.length, "MISSING_CHAR", message);
          }
          if (header.indent === 0)
            trimIndent = indent.length;
          contentStart = i;
          if (trimIndent === 0 && !ctx.atRoot) {
            const message = "Block scalar values in collections must be indented";
            onError(offset, "BAD_INDENT", message);
          }
          break;
        }
        offset += indent.length + content.length + 1;
      }
      for (let i = lines.length - 1; i >= chompStart; --i) {
        if (lines[i][0].length > trimIndent)
          chompStart = i + 1;
      }
      let value = "";
      let sep = "";
      let prevMoreIndented = false;
      for (let i = 0; i < contentStart; ++i)
        value += lines[i][0].slice(trimIndent) + "\n";
      for (let i = contentStart; i < chompStart; ++i) {
        let [indent, content] = lines[i];
        offset += indent.length + content.length + 1;
        const crlf = content[content.length - 1] === "\r";
        if (crlf)
          content = content.slice(0, -1);
        if (content && indent.length < trimIndent) {
          const src = header.indent ? "explicit indentation indicator" : "first line";
          const message = `Block scalar lines must not be less indented than their ${src}`;
          onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
          indent = "";
        }
        if (type === Scalar.Scalar.BLOCK_LITERAL) {
          value += sep + indent.slice(trimIndent) + content;
          sep = "\n";
        } else if (indent.length > trimIndent || content[0] === "	") {
          if (sep === " ")
            sep = "\n";
          else if (!prevMoreIndented && sep === "\n")
            sep = "\n\n";
          value += sep + indent.slice(trimIndent) + content;
          sep = "\n";
          prevMoreIndented = true;
        } else if (content === "") {
          if (sep === "\n")
            value += "\n";
          else
            sep = "\n";
        } else {
          value += sep + content;
          sep = " ";
          prevMoreIndented = false;
        }
      }
      switch (header.chomp) {
        case "-":
          break;
        case "+":
          for (let i = chompStart; i < lines.length; ++i)
            value += "\n" + lines[i][0].slice(trimIndent);
          if (value[value.length - 1] !== "\n")
            value += "\n";
          break;
        default:
          value += "\n";
      }
      const end2 = start2 + header.length + scalar2.source.length;
      return { value, type, comment: header.comment, range: [start2, end2, end2] };
    }
    function parseBlockScalarHeader({ offset, props }, strict, onError) {
      if (props[0].type !== "block-scalar-header") {
        onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
        return null;
      }
      const { source } = props[0];
      const mode = source[0];
      let indent = 0;
      let chomp = "";
      let error = -1;
      for (let i = 1; i < source.length; ++i) {
        const ch = source[i];
        if (!chomp && (ch === "-" || ch === "+"))
          chomp = ch;
        else {
          const n = Number(ch);
          if (!indent && n)
            indent = n;
          else if (error === -1)
            error = offset + i;
        }
      }
      if (error !== -1)
        onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
      let hasSpace = false;
      let comment = "";
      let length2 = source.length;
      for (let i = 1; i < props.length; ++i) {
        const token = props[i];
        switch (token.type) {
          case "space":
            hasSpace = true;
          // fallthrough
          case "newline":
            length2 += token.source.length;
            break;
          case "comment":
            if (strict && !hasSpace) {
              const message = "Comments must be separated from other tokens by white space characters";
              onError(token, "MISSING_CHAR", message);
            }
            length2 += token.source.length;
            comment = token.source.substring(1);
            break;
          case "error":
            onError(token, "UNEXPECTED_TOKEN", token.message);
            length2 += token.source.length;
            break;
          /* istanbul ignore next should not happen */
          default: {
            const message = `Unexpected token in block scalar header: ${token.type}`;
            onError(token, "UNEXPECTED_TOKEN", message);
            const ts = token.source;
            if (ts && typeof ts === "string")
              length2 += ts.length;
          }
        }
      }
      return { mode, indent, chomp, comment, length: length2 };
    }
    function splitLines(source) {
      const split = source.split(/\n( *)/);
      const first = split[0];
      const m = first.match(/^( *)/);
      const line0 = m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first];
      const lines = [line0];
      for (let i = 1; i < split.length; i += 2)
        lines.push([split[i], split[i + 1]]);
      return lines;
    }
    exports.resolveBlockScalar = resolveBlockScalar;
  }
});

// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar = __commonJS({
  "node_modules/yaml/dist/compose/resolve-flow-scalar.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var resolveEnd = require_resolve_end();
    function resolveFlowScalar(scalar2, strict, onError) {
      const { offset, type, source, end: end2 } = scalar2;
      let _type;
      let value;
      const _onError = (rel, code2, msg) => onError(offset + rel, code2, msg);
      switch (type) {
        case "scalar":
          _type = Scalar.Scalar.PLAIN;
          value = plainValue(source, _onError);
          break;
        case "single-quoted-scalar":
          _type = Scalar.Scalar.QUOTE_SINGLE;
          value = singleQuotedValue(source, _onError);
          break;
        case "double-quoted-scalar":
          _type = Scalar.Scalar.QUOTE_DOUBLE;
          value = doubleQuotedValue(source, _onError);
          break;
        /* istanbul ignore next should not happen */
        default:
          onError(scalar2, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
          return {
            value: "",
            type: null,
            comment: "",
            range: [offset, offset + source.length, offset + source.length]
          };
      }
      const valueEnd = offset + source.length;
      const re = resolveEnd.resolveEnd(end2, valueEnd, strict, onError);
      return {
        value,
        type: _type,
        comment: re.comment,
        range: [offset, valueEnd, re.offset]
      };
    }
    function plainValue(source, onError) {
      let badChar = "";
      switch (source[0]) {
        /* istanbul ignore next should not happen */
        case "	":
          badChar = "a tab character";
          break;
        case ",":
          badChar = "flow indicator character ,";
          break;
        case "%":
          badChar = "directive indicator character %";
          break;
        case "|":
        case ">": {
          badChar = `block scalar indicator ${source[0]}`;
          break;
        }
        case "@":
        case "`": {
          badChar = `reserved character ${source[0]}`;
          break;
        }
      }
      if (badChar)
        onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
      return unfoldLines(source);
    }
    function singleQuotedValue(source, onError) {
      if (source[source.length - 1] !== "'" || source.length === 1)
        onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
      return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
    }
    function unfoldLines(source) {
      const line = /(.*?)\r?\n/sy;
      let match = line.exec(source);
      if (!match)
        return source;
      let trimEnd, trimBoth;
      try {
        trimEnd = new RegExp("(?<![ 	])[ 	]+$");
        trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
      } catch {
        trimEnd = /[ \t]+$/;
        trimBoth = /^[ \t]+|[ \t]+$/g;
      }
      let res = match[1].replace(trimEnd, "");
      let sep = " ";
      let pos = line.lastIndex;
      while (match = line.exec(source)) {
        const lm = match[1].replace(trimBoth, "");
        if (lm === "") {
          if (sep === "\n")
            res += sep;
          else
            sep = "\n";
        } else {
          res += sep + lm;
          sep = " ";
        }
        pos = line.lastIndex;
      }
      const last = /[ \t]*(.*)/sy;
      last.lastIndex = pos;
      match = last.exec(source);
      return res + sep + (match?.[1] ?? "");
    }
    function doubleQuotedValue(source, onError) {
      let res = "";
      for (let i = 1; i < source.length - 1; ++i) {
        const ch = source[i];
        if (ch === "\r" && source[i + 1] === "\n")
          continue;
        if (ch === "\n") {
          const { fold, offset } = foldNewline(source, i);
          res += fold;
          i = offset;
        } else if (ch === "\\") {
          let next = source[++i];
          const cc = escapeCodes[next];
          if (cc)
            res += cc;
          else if (next === "\n") {
            next = source[i + 1];
            while (next === " " || next === "	")
              next = source[++i + 1];
          } else if (next === "\r" && source[i + 1] === "\n") {
            next = source[++i + 1];
            while (next === " " || next === "	")
              next = source[++i + 1];
          } else if (next === "x" || next === "u" || next === "U") {
            const length2 = next === "x" ? 2 : next === "u" ? 4 : 8;
            res += parseCharCode(source, i + 1, length2, onError);
            i += length2;
          } else {
            const raw = source.substr(i - 1, 2);
            onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
            res += raw;
          }
        } else if (ch === " " || ch === "	") {
          const wsStart = i;
          let next = source[i + 1];
          while (next === " " || next === "	")
            next = source[++i + 1];
          if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n"))
            res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
        } else {
          res += ch;
        }
      }
      if (source[source.length - 1] !== '"' || source.length === 1)
        onError(source.length, "MISSING_CHAR", 'Missing closing "quote');
      return res;
    }
    function foldNewline(source, offset) {
      let fold = "";
      let ch = source[offset + 1];
      while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
        if (ch === "\r" && source[offset + 2] !== "\n")
          break;
        if (ch === "\n")
          fold += "\n";
        offset += 1;
        ch = source[offset + 1];
      }
      if (!fold)
        fold = " ";
      return { fold, offset };
    }
    var escapeCodes = {
      "0": "\0",
      // null character
      a: "\x07",
      // bell character
      b: "\b",
      // backspace
      e: "\x1B",
      // escape character
      f: "\f",
      // form feed
      n: "\n",
      // line feed
      r: "\r",
      // carriage return
      t: "	",
      // horizontal tab
      v: "\v",
      // vertical tab
      N: "\x85",
      // Unicode next line
      _: "\xA0",
      // Unicode non-breaking space
      L: "\u2028",
      // Unicode line separator
      P: "\u2029",
      // Unicode paragraph separator
      " ": " ",
      '"': '"',
      "/": "/",
      "\\": "\\",
      "	": "	"
    };
    function parseCharCode(source, offset, length2, onError) {
      const cc = source.substr(offset, length2);
      const ok = cc.length === length2 && /^[0-9a-fA-F]+$/.test(cc);
      const code2 = ok ? parseInt(cc, 16) : NaN;
      try {
        return String.fromCodePoint(code2);
      } catch {
        const raw = source.substr(offset - 2, length2 + 2);
        onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
        return raw;
      }
    }
    exports.resolveFlowScalar = resolveFlowScalar;
  }
});

// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar = __commonJS({
  "node_modules/yaml/dist/compose/compose-scalar.js"(exports) {
    "use strict";
    var identity = require_identity();
    var Scalar = require_Scalar();
    var resolveBlockScalar = require_resolve_block_scalar();
    var resolveFlowScalar = require_resolve_flow_scalar();
    function composeScalar(ctx, token, tagToken, onError) {
      const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
      const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
      let tag;
      if (ctx.options.stringKeys && ctx.atKey) {
        tag = ctx.schema[identity.SCALAR];
      } else if (tagName)
        tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
      else if (token.type === "scalar")
        tag = findScalarTagByTest(ctx, value, token, onError);
      else
        tag = ctx.schema[identity.SCALAR];
      let scalar2;
      try {
        const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
        scalar2 = identity.isScalar(res) ? res : new Scalar.Scalar(res);
      } catch (error) {
        const msg = error instanceof Error ? error.message : String(error);
        onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
        scalar2 = new Scalar.Scalar(value);
      }
      scalar2.range = range;
      scalar2.source = value;
      if (type)
        scalar2.type = type;
      if (tagName)
        scalar2.tag = tagName;
      if (tag.format)
        scalar2.format = tag.format;
      if (comment)
        scalar2.comment = comment;
      return scalar2;
    }
    function findScalarTagByName(schema, value, tagName, tagToken, onError) {
      if (tagName === "!")
        return schema[identity.SCALAR];
      const matchWithTest = [];
      for (const tag of schema.tags) {
        if (!tag.collection && tag.tag === tagName) {
          if (tag.default && tag.test)
            matchWithTest.push(tag);
          else
            return tag;
        }
      }
      for (const tag of matchWithTest)
        if (tag.test?.test(value))
          return tag;
      const kt = schema.knownTags[tagName];
      if (kt && !kt.collection) {
        schema.tags.push(Object.assign({}, kt, { default: false, test: void 0 }));
        return kt;
      }
      onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
      return schema[identity.SCALAR];
    }
    function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
      const tag = schema.tags.find((tag2) => (tag2.default === true || atKey && tag2.default === "key") && tag2.test?.test(value)) || schema[identity.SCALAR];
      if (schema.compat) {
        const compat = schema.compat.find((tag2) => tag2.default && tag2.test?.test(value)) ?? schema[identity.SCALAR];
        if (tag.tag !== compat.tag) {
          const ts = directives.tagString(tag.tag);
          const cs = directives.tagString(compat.tag);
          const msg = `Value may be parsed as either ${ts} or ${cs}`;
          onError(token, "TAG_RESOLVE_FAILED", msg, true);
        }
      }
      return tag;
    }
    exports.composeScalar = composeScalar;
  }
});

// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position = __commonJS({
  "node_modules/yaml/dist/compose/util-empty-scalar-position.js"(exports) {
    "use strict";
    function emptyScalarPosition(offset, before, pos) {
      if (before) {
        pos ?? (pos = before.length);
        for (let i = pos - 1; i >= 0; --i) {
          let st = before[i];
          switch (st.type) {
            case "space":
            case "comment":
            case "newline":
              offset -= st.source.length;
              continue;
          }
          st = before[++i];
          while (st?.type === "space") {
            offset += st.source.length;
            st = before[++i];
          }
          break;
        }
      }
      return offset;
    }
    exports.emptyScalarPosition = emptyScalarPosition;
  }
});

// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node = __commonJS({
  "node_modules/yaml/dist/compose/compose-node.js"(exports) {
    "use strict";
    var Alias = require_Alias();
    var identity = require_identity();
    var composeCollection = require_compose_collection();
    var composeScalar = require_compose_scalar();
    var resolveEnd = require_resolve_end();
    var utilEmptyScalarPosition = require_util_empty_scalar_position();
    var CN = { composeNode, composeEmptyNode };
    function composeNode(ctx, token, props, onError) {
      const atKey = ctx.atKey;
      const { spaceBefore, comment, anchor: anchor2, tag } = props;
      let node;
      let isSrcToken = true;
      switch (token.type) {
        case "alias":
          node = composeAlias(ctx, token, onError);
          if (anchor2 || tag)
            onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
          break;
        case "scalar":
        case "single-quoted-scalar":
        case "double-quoted-scalar":
        case "block-scalar":
          node = composeScalar.composeScalar(ctx, token, tag, onError);
          if (anchor2)
            node.anchor = anchor2.source.substring(1);
          break;
        case "block-map":
        case "block-seq":
        case "flow-collection":
          try {
            node = composeCollection.composeCollection(CN, ctx, token, props, onError);
            if (anchor2)
              node.anchor = anchor2.source.substring(1);
          } catch (error) {
            const message = error instanceof Error ? error.message : String(error);
            onError(token, "RESOURCE_EXHAUSTION", message);
          }
          break;
        default: {
          const message = token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`;
          onError(token, "UNEXPECTED_TOKEN", message);
          isSrcToken = false;
        }
      }
      node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
      if (anchor2 && node.anchor === "")
        onError(anchor2, "BAD_ALIAS", "Anchor cannot be an empty string");
      if (atKey && ctx.options.stringKeys && (!identity.isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) {
        const msg = "With stringKeys, all keys must be strings";
        onError(tag ?? token, "NON_STRING_KEY", msg);
      }
      if (spaceBefore)
        node.spaceBefore = true;
      if (comment) {
        if (token.type === "scalar" && token.source === "")
          node.comment = comment;
        else
          node.commentBefore = comment;
      }
      if (ctx.options.keepSourceTokens && isSrcToken)
        node.srcToken = token;
      return node;
    }
    function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor: anchor2, tag, end: end2 }, onError) {
      const token = {
        type: "scalar",
        offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
        indent: -1,
        source: ""
      };
      const node = composeScalar.composeScalar(ctx, token, tag, onError);
      if (anchor2) {
        node.anchor = anchor2.source.substring(1);
        if (node.anchor === "")
          onError(anchor2, "BAD_ALIAS", "Anchor cannot be an empty string");
      }
      if (spaceBefore)
        node.spaceBefore = true;
      if (comment) {
        node.comment = comment;
        node.range[2] = end2;
      }
      return node;
    }
    function composeAlias({ options }, { offset, source, end: end2 }, onError) {
      const alias = new Alias.Alias(source.substring(1));
      if (alias.source === "")
        onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
      if (alias.source.endsWith(":"))
        onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
      const valueEnd = offset + source.length;
      const re = resolveEnd.resolveEnd(end2, valueEnd, options.strict, onError);
      alias.range = [offset, valueEnd, re.offset];
      if (re.comment)
        alias.comment = re.comment;
      return alias;
    }
    exports.composeEmptyNode = composeEmptyNode;
    exports.composeNode = composeNode;
  }
});

// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc = __commonJS({
  "node_modules/yaml/dist/compose/compose-doc.js"(exports) {
    "use strict";
    var Document = require_Document();
    var composeNode = require_compose_node();
    var resolveEnd = require_resolve_end();
    var resolveProps = require_resolve_props();
    function composeDoc(options, directives, { offset, start: start2, value, end: end2 }, onError) {
      const opts = Object.assign({ _directives: directives }, options);
      const doc = new Document.Document(void 0, opts);
      const ctx = {
        atKey: false,
        atRoot: true,
        directives: doc.directives,
        options: doc.options,
        schema: doc.schema
      };
      const props = resolveProps.resolveProps(start2, {
        indicator: "doc-start",
        next: value ?? end2?.[0],
        offset,
        onError,
        parentIndent: 0,
        startOnNewline: true
      });
      if (props.found) {
        doc.directives.docStart = true;
        if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline)
          onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
      }
      doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start2, null, props, onError);
      const contentEnd = doc.contents.range[2];
      const re = resolveEnd.resolveEnd(end2, contentEnd, false, onError);
      if (re.comment)
        doc.comment = re.comment;
      doc.range = [offset, contentEnd, re.offset];
      return doc;
    }
    exports.composeDoc = composeDoc;
  }
});

// node_modules/yaml/dist/compose/composer.js
var require_composer = __commonJS({
  "node_modules/yaml/dist/compose/composer.js"(exports) {
    "use strict";
    var node_process = __require("process");
    var directives = require_directives();
    var Document = require_Document();
    var errors = require_errors();
    var identity = require_identity();
    var composeDoc = require_compose_doc();
    var resolveEnd = require_resolve_end();
    function getErrorPos(src) {
      if (typeof src === "number")
        return [src, src + 1];
      if (Array.isArray(src))
        return src.length === 2 ? src : [src[0], src[1]];
      const { offset, source } = src;
      return [offset, offset + (typeof source === "string" ? source.length : 1)];
    }
    function parsePrelude(prelude) {
      let comment = "";
      let atComment = false;
      let afterEmptyLine = false;
      for (let i = 0; i < prelude.length; ++i) {
        const source = prelude[i];
        switch (source[0]) {
          case "#":
            comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
            atComment = true;
            afterEmptyLine = false;
            break;
          case "%":
            if (prelude[i + 1]?.[0] !== "#")
              i += 1;
            atComment = false;
            break;
          default:
            if (!atComment)
              afterEmptyLine = true;
            atComment = false;
        }
      }
      return { comment, afterEmptyLine };
    }
    var Composer = class {
      constructor(options = {}) {
        this.doc = null;
        this.atDirectives = false;
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
        this.onError = (source, code2, message, warning) => {
          const pos = getErrorPos(source);
          if (warning)
            this.warnings.push(new errors.YAMLWarning(pos, code2, message));
          else
            this.errors.push(new errors.YAMLParseError(pos, code2, message));
        };
        this.directives = new directives.Directives({ version: options.version || "1.2" });
        this.options = options;
      }
      decorate(doc, afterDoc) {
        const { comment, afterEmptyLine } = parsePrelude(this.prelude);
        if (comment) {
          const dc = doc.contents;
          if (afterDoc) {
            doc.comment = doc.comment ? `${doc.comment}
${comment}` : comment;
          } else if (afterEmptyLine || doc.directives.docStart || !dc) {
            doc.commentBefore = comment;
          } else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
            let it = dc.items[0];
            if (identity.isPair(it))
              it = it.key;
            const cb = it.commentBefore;
            it.commentBefore = cb ? `${comment}
${cb}` : comment;
          } else {
            const cb = dc.commentBefore;
            dc.commentBefore = cb ? `${comment}
${cb}` : comment;
          }
        }
        if (afterDoc) {
          for (let i = 0; i < this.errors.length; ++i)
            doc.errors.push(this.errors[i]);
          for (let i = 0; i < this.warnings.length; ++i)
            doc.warnings.push(this.warnings[i]);
        } else {
          doc.errors = this.errors;
          doc.warnings = this.warnings;
        }
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
      }
      /**
       * Current stream status information.
       *
       * Mostly useful at the end of input for an empty stream.
       */
      streamInfo() {
        return {
          comment: parsePrelude(this.prelude).comment,
          directives: this.directives,
          errors: this.errors,
          warnings: this.warnings
        };
      }
      /**
       * Compose tokens into documents.
       *
       * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
       * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
       */
      *compose(tokens, forceDoc = false, endOffset = -1) {
        for (const token of tokens)
          yield* this.next(token);
        yield* this.end(forceDoc, endOffset);
      }
      /** Advance the composer by one CST token. */
      *next(token) {
        if (node_process.env.LOG_STREAM)
          console.dir(token, { depth: null });
        switch (token.type) {
          case "directive":
            this.directives.add(token.source, (offset, message, warning) => {
              const pos = getErrorPos(token);
              pos[0] += offset;
              this.onError(pos, "BAD_DIRECTIVE", message, warning);
            });
            this.prelude.push(token.source);
            this.atDirectives = true;
            break;
          case "document": {
            const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
            if (this.atDirectives && !doc.directives.docStart)
              this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
            this.decorate(doc, false);
            if (this.doc)
              yield this.doc;
            this.doc = doc;
            this.atDirectives = false;
            break;
          }
          case "byte-order-mark":
          case "space":
            break;
          case "comment":
          case "newline":
            this.prelude.push(token.source);
            break;
          case "error": {
            const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
            const error = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
            if (this.atDirectives || !this.doc)
              this.errors.push(error);
            else
              this.doc.errors.push(error);
            break;
          }
          case "doc-end": {
            if (!this.doc) {
              const msg = "Unexpected doc-end without preceding document";
              this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg));
              break;
            }
            this.doc.directives.docEnd = true;
            const end2 = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
            this.decorate(this.doc, true);
            if (end2.comment) {
              const dc = this.doc.comment;
              this.doc.comment = dc ? `${dc}
${end2.comment}` : end2.comment;
            }
            this.doc.range[2] = end2.offset;
            break;
          }
          default:
            this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
        }
      }
      /**
       * Call at end of input to yield any remaining document.
       *
       * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
       * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
       */
      *end(forceDoc = false, endOffset = -1) {
        if (this.doc) {
          this.decorate(this.doc, true);
          yield this.doc;
          this.doc = null;
        } else if (forceDoc) {
          const opts = Object.assign({ _directives: this.directives }, this.options);
          const doc = new Document.Document(void 0, opts);
          if (this.atDirectives)
            this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
          doc.range = [0, endOffset, endOffset];
          this.decorate(doc, false);
          yield doc;
        }
      }
    };
    exports.Composer = Composer;
  }
});

// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar = __commonJS({
  "node_modules/yaml/dist/parse/cst-scalar.js"(exports) {
    "use strict";
    var resolveBlockScalar = require_resolve_block_scalar();
    var resolveFlowScalar = require_resolve_flow_scalar();
    var errors = require_errors();
    var stringifyString = require_stringifyString();
    function resolveAsScalar(token, strict = true, onError) {
      if (token) {
        const _onError = (pos, code2, message) => {
          const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
          if (onError)
            onError(offset, code2, message);
          else
            throw new errors.YAMLParseError([offset, offset + 1], code2, message);
        };
        switch (token.type) {
          case "scalar":
          case "single-quoted-scalar":
          case "double-quoted-scalar":
            return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
          case "block-scalar":
            return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
        }
      }
      return null;
    }
    function createScalarToken(value, context) {
      const { implicitKey = false, indent, inFlow = false, offset = -1, type = "PLAIN" } = context;
      const source = stringifyString.stringifyString({ type, value }, {
        implicitKey,
        indent: indent > 0 ? " ".repeat(indent) : "",
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
      });
      const end2 = context.end ?? [
        { type: "newline", offset: -1, indent, source: "\n" }
      ];
      switch (source[0]) {
        case "|":
        case ">": {
          const he = source.indexOf("\n");
          const head = source.substring(0, he);
          const body = source.substring(he + 1) + "\n";
          const props = [
            { type: "block-scalar-header", offset, indent, source: head }
          ];
          if (!addEndtoBlockProps(props, end2))
            props.push({ type: "newline", offset: -1, indent, source: "\n" });
          return { type: "block-scalar", offset, indent, props, source: body };
        }
        case '"':
          return { type: "double-quoted-scalar", offset, indent, source, end: end2 };
        case "'":
          return { type: "single-quoted-scalar", offset, indent, source, end: end2 };
        default:
          return { type: "scalar", offset, indent, source, end: end2 };
      }
    }
    function setScalarValue(token, value, context = {}) {
      let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
      let indent = "indent" in token ? token.indent : null;
      if (afterKey && typeof indent === "number")
        indent += 2;
      if (!type)
        switch (token.type) {
          case "single-quoted-scalar":
            type = "QUOTE_SINGLE";
            break;
          case "double-quoted-scalar":
            type = "QUOTE_DOUBLE";
            break;
          case "block-scalar": {
            const header = token.props[0];
            if (header.type !== "block-scalar-header")
              throw new Error("Invalid block scalar header");
            type = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
            break;
          }
          default:
            type = "PLAIN";
        }
      const source = stringifyString.stringifyString({ type, value }, {
        implicitKey: implicitKey || indent === null,
        indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
      });
      switch (source[0]) {
        case "|":
        case ">":
          setBlockScalarValue(token, source);
          break;
        case '"':
          setFlowScalarValue(token, source, "double-quoted-scalar");
          break;
        case "'":
          setFlowScalarValue(token, source, "single-quoted-scalar");
          break;
        default:
          setFlowScalarValue(token, source, "scalar");
      }
    }
    function setBlockScalarValue(token, source) {
      const he = source.indexOf("\n");
      const head = source.substring(0, he);
      const body = source.substring(he + 1) + "\n";
      if (token.type === "block-scalar") {
        const header = token.props[0];
        if (header.type !== "block-scalar-header")
          throw new Error("Invalid block scalar header");
        header.source = head;
        token.source = body;
      } else {
        const { offset } = token;
        const indent = "indent" in token ? token.indent : -1;
        const props = [
          { type: "block-scalar-header", offset, indent, source: head }
        ];
        if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0))
          props.push({ type: "newline", offset: -1, indent, source: "\n" });
        for (const key of Object.keys(token))
          if (key !== "type" && key !== "offset")
            delete token[key];
        Object.assign(token, { type: "block-scalar", indent, props, source: body });
      }
    }
    function addEndtoBlockProps(props, end2) {
      if (end2)
        for (const st of end2)
          switch (st.type) {
            case "space":
            case "comment":
              props.push(st);
              break;
            case "newline":
              props.push(st);
              return true;
          }
      return false;
    }
    function setFlowScalarValue(token, source, type) {
      switch (token.type) {
        case "scalar":
        case "double-quoted-scalar":
        case "single-quoted-scalar":
          token.type = type;
          token.source = source;
          break;
        case "block-scalar": {
          const end2 = token.props.slice(1);
          let oa = source.length;
          if (token.props[0].type === "block-scalar-header")
            oa -= token.props[0].source.length;
          for (const tok of end2)
            tok.offset += oa;
          delete token.props;
          Object.assign(token, { type, source, end: end2 });
          break;
        }
        case "block-map":
        case "block-seq": {
          const offset = token.offset + source.length;
          const nl = { type: "newline", offset, indent: token.indent, source: "\n" };
          delete token.items;
          Object.assign(token, { type, source, end: [nl] });
          break;
        }
        default: {
          const indent = "indent" in token ? token.indent : -1;
          const end2 = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
          for (const key of Object.keys(token))
            if (key !== "type" && key !== "offset")
              delete token[key];
          Object.assign(token, { type, indent, source, end: end2 });
        }
      }
    }
    exports.createScalarToken = createScalarToken;
    exports.resolveAsScalar = resolveAsScalar;
    exports.setScalarValue = setScalarValue;
  }
});

// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify = __commonJS({
  "node_modules/yaml/dist/parse/cst-stringify.js"(exports) {
    "use strict";
    var stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
    function stringifyToken(token) {
      switch (token.type) {
        case "block-scalar": {
          let res = "";
          for (const tok of token.props)
            res += stringifyToken(tok);
          return res + token.source;
        }
        case "block-map":
        case "block-seq": {
          let res = "";
          for (const item of token.items)
            res += stringifyItem(item);
          return res;
        }
        case "flow-collection": {
          let res = token.start.source;
          for (const item of token.items)
            res += stringifyItem(item);
          for (const st of token.end)
            res += st.source;
          return res;
        }
        case "document": {
          let res = stringifyItem(token);
          if (token.end)
            for (const st of token.end)
              res += st.source;
          return res;
        }
        default: {
          let res = token.source;
          if ("end" in token && token.end)
            for (const st of token.end)
              res += st.source;
          return res;
        }
      }
    }
    function stringifyItem({ start: start2, key, sep, value }) {
      let res = "";
      for (const st of start2)
        res += st.source;
      if (key)
        res += stringifyToken(key);
      if (sep)
        for (const st of sep)
          res += st.source;
      if (value)
        res += stringifyToken(value);
      return res;
    }
    exports.stringify = stringify;
  }
});

// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit = __commonJS({
  "node_modules/yaml/dist/parse/cst-visit.js"(exports) {
    "use strict";
    var BREAK = /* @__PURE__ */ Symbol("break visit");
    var SKIP = /* @__PURE__ */ Symbol("skip children");
    var REMOVE = /* @__PURE__ */ Symbol("remove item");
    function visit2(cst, visitor) {
      if ("type" in cst && cst.type === "document")
        cst = { start: cst.start, value: cst.value };
      _visit(Object.freeze([]), cst, visitor);
    }
    visit2.BREAK = BREAK;
    visit2.SKIP = SKIP;
    visit2.REMOVE = REMOVE;
    visit2.itemAtPath = (cst, path) => {
      let item = cst;
      for (const [field, index] of path) {
        const tok = item?.[field];
        if (tok && "items" in tok) {
          item = tok.items[index];
        } else
          return void 0;
      }
      return item;
    };
    visit2.parentCollection = (cst, path) => {
      const parent = visit2.itemAtPath(cst, path.slice(0, -1));
      const field = path[path.length - 1][0];
      const coll = parent?.[field];
      if (coll && "items" in coll)
        return coll;
      throw new Error("Parent collection not found");
    };
    function _visit(path, item, visitor) {
      let ctrl = visitor(item, path);
      if (typeof ctrl === "symbol")
        return ctrl;
      for (const field of ["key", "value"]) {
        const token = item[field];
        if (token && "items" in token) {
          for (let i = 0; i < token.items.length; ++i) {
            const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
            if (typeof ci === "number")
              i = ci - 1;
            else if (ci === BREAK)
              return BREAK;
            else if (ci === REMOVE) {
              token.items.splice(i, 1);
              i -= 1;
            }
          }
          if (typeof ctrl === "function" && field === "key")
            ctrl = ctrl(item, path);
        }
      }
      return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
    }
    exports.visit = visit2;
  }
});

// node_modules/yaml/dist/parse/cst.js
var require_cst = __commonJS({
  "node_modules/yaml/dist/parse/cst.js"(exports) {
    "use strict";
    var cstScalar = require_cst_scalar();
    var cstStringify = require_cst_stringify();
    var cstVisit = require_cst_visit();
    var BOM = "\uFEFF";
    var DOCUMENT = "";
    var FLOW_END = "";
    var SCALAR = "";
    var isCollection = (token) => !!token && "items" in token;
    var isScalar2 = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
    function prettyToken(token) {
      switch (token) {
        case BOM:
          return "<BOM>";
        case DOCUMENT:
          return "<DOC>";
        case FLOW_END:
          return "<FLOW_END>";
        case SCALAR:
          return "<SCALAR>";
        default:
          return JSON.stringify(token);
      }
    }
    function tokenType(source) {
      switch (source) {
        case BOM:
          return "byte-order-mark";
        case DOCUMENT:
          return "doc-mode";
        case FLOW_END:
          return "flow-error-end";
        case SCALAR:
          return "scalar";
        case "---":
          return "doc-start";
        case "...":
          return "doc-end";
        case "":
        case "\n":
        case "\r\n":
          return "newline";
        case "-":
          return "seq-item-ind";
        case "?":
          return "explicit-key-ind";
        case ":":
          return "map-value-ind";
        case "{":
          return "flow-map-start";
        case "}":
          return "flow-map-end";
        case "[":
          return "flow-seq-start";
        case "]":
          return "flow-seq-end";
        case ",":
          return "comma";
      }
      switch (source[0]) {
        case " ":
        case "	":
          return "space";
        case "#":
          return "comment";
        case "%":
          return "directive-line";
        case "*":
          return "alias";
        case "&":
          return "anchor";
        case "!":
          return "tag";
        case "'":
          return "single-quoted-scalar";
        case '"':
          return "double-quoted-scalar";
        case "|":
        case ">":
          return "block-scalar-header";
      }
      return null;
    }
    exports.createScalarToken = cstScalar.createScalarToken;
    exports.resolveAsScalar = cstScalar.resolveAsScalar;
    exports.setScalarValue = cstScalar.setScalarValue;
    exports.stringify = cstStringify.stringify;
    exports.visit = cstVisit.visit;
    exports.BOM = BOM;
    exports.DOCUMENT = DOCUMENT;
    exports.FLOW_END = FLOW_END;
    exports.SCALAR = SCALAR;
    exports.isCollection = isCollection;
    exports.isScalar = isScalar2;
    exports.prettyToken = prettyToken;
    exports.tokenType = tokenType;
  }
});

// node_modules/yaml/dist/parse/lexer.js
var require_lexer = __commonJS({
  "node_modules/yaml/dist/parse/lexer.js"(exports) {
    "use strict";
    var cst = require_cst();
    function isEmpty(ch) {
      switch (ch) {
        case void 0:
        case " ":
        case "\n":
        case "\r":
        case "	":
          return true;
        default:
          return false;
      }
    }
    var hexDigits = new Set("0123456789ABCDEFabcdef");
    var tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
    var flowIndicatorChars = new Set(",[]{}");
    var invalidAnchorChars = new Set(" ,[]{}\n\r	");
    var isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
    var Lexer = class {
      constructor() {
        this.atEnd = false;
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        this.buffer = "";
        this.flowKey = false;
        this.flowLevel = 0;
        this.indentNext = 0;
        this.indentValue = 0;
        this.lineEndPos = null;
        this.next = null;
        this.pos = 0;
      }
      /**
       * Generate YAML tokens from the `source` string. If `incomplete`,
       * a part of the last line may be left as a buffer for the next call.
       *
       * @returns A generator of lexical tokens
       */
      *lex(source, incomplete = false) {
        if (source) {
          if (typeof source !== "string")
            throw TypeError("source is not a string");
          this.buffer = this.buffer ? this.buffer + source : source;
          this.lineEndPos = null;
        }
        this.atEnd = !incomplete;
        let next = this.next ?? "stream";
        while (next && (incomplete || this.hasChars(1)))
          next = yield* this.parseNext(next);
      }
      atLineEnd() {
        let i = this.pos;
        let ch = this.buffer[i];
        while (ch === " " || ch === "	")
          ch = this.buffer[++i];
        if (!ch || ch === "#" || ch === "\n")
          return true;
        if (ch === "\r")
          return this.buffer[i + 1] === "\n";
        return false;
      }
      charAt(n) {
        return this.buffer[this.pos + n];
      }
      continueScalar(offset) {
        let ch = this.buffer[offset];
        if (this.indentNext > 0) {
          let indent = 0;
          while (ch === " ")
            ch = this.buffer[++indent + offset];
          if (ch === "\r") {
            const next = this.buffer[indent + offset + 1];
            if (next === "\n" || !next && !this.atEnd)
              return offset + indent + 1;
          }
          return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
        }
        if (ch === "-" || ch === ".") {
          const dt = this.buffer.substr(offset, 3);
          if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3]))
            return -1;
        }
        return offset;
      }
      getLine() {
        let end2 = this.lineEndPos;
        if (typeof end2 !== "number" || end2 !== -1 && end2 < this.pos) {
          end2 = this.buffer.indexOf("\n", this.pos);
          this.lineEndPos = end2;
        }
        if (end2 === -1)
          return this.atEnd ? this.buffer.substring(this.pos) : null;
        if (this.buffer[end2 - 1] === "\r")
          end2 -= 1;
        return this.buffer.substring(this.pos, end2);
      }
      hasChars(n) {
        return this.pos + n <= this.buffer.length;
      }
      setNext(state) {
        this.buffer = this.buffer.substring(this.pos);
        this.pos = 0;
        this.lineEndPos = null;
        this.next = state;
        return null;
      }
      peek(n) {
        return this.buffer.substr(this.pos, n);
      }
      *parseNext(next) {
        switch (next) {
          case "stream":
            return yield* this.parseStream();
          case "line-start":
            return yield* this.parseLineStart();
          case "block-start":
            return yield* this.parseBlockStart();
          case "doc":
            return yield* this.parseDocument();
          case "flow":
            return yield* this.parseFlowCollection();
          case "quoted-scalar":
            return yield* this.parseQuotedScalar();
          case "block-scalar":
            return yield* this.parseBlockScalar();
          case "plain-scalar":
            return yield* this.parsePlainScalar();
        }
      }
      *parseStream() {
        let line = this.getLine();
        if (line === null)
          return this.setNext("stream");
        if (line[0] === cst.BOM) {
          yield* this.pushCount(1);
          line = line.substring(1);
        }
        if (line[0] === "%") {
          let dirEnd = line.length;
          let cs = line.indexOf("#");
          while (cs !== -1) {
            const ch = line[cs - 1];
            if (ch === " " || ch === "	") {
              dirEnd = cs - 1;
              break;
            } else {
              cs = line.indexOf("#", cs + 1);
            }
          }
          while (true) {
            const ch = line[dirEnd - 1];
            if (ch === " " || ch === "	")
              dirEnd -= 1;
            else
              break;
          }
          const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
          yield* this.pushCount(line.length - n);
          this.pushNewline();
          return "stream";
        }
        if (this.atLineEnd()) {
          const sp = yield* this.pushSpaces(true);
          yield* this.pushCount(line.length - sp);
          yield* this.pushNewline();
          return "stream";
        }
        yield cst.DOCUMENT;
        return yield* this.parseLineStart();
      }
      *parseLineStart() {
        const ch = this.charAt(0);
        if (!ch && !this.atEnd)
          return this.setNext("line-start");
        if (ch === "-" || ch === ".") {
          if (!this.atEnd && !this.hasChars(4))
            return this.setNext("line-start");
          const s = this.peek(3);
          if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
            yield* this.pushCount(3);
            this.indentValue = 0;
            this.indentNext = 0;
            return s === "---" ? "doc" : "stream";
          }
        }
        this.indentValue = yield* this.pushSpaces(false);
        if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
          this.indentNext = this.indentValue;
        return yield* this.parseBlockStart();
      }
      *parseBlockStart() {
        const [ch0, ch1] = this.peek(2);
        if (!ch1 && !this.atEnd)
          return this.setNext("block-start");
        if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
          const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
          this.indentNext = this.indentValue + 1;
          this.indentValue += n;
          return "block-start";
        }
        return "doc";
      }
      *parseDocument() {
        yield* this.pushSpaces(true);
        const line = this.getLine();
        if (line === null)
          return this.setNext("doc");
        let n = yield* this.pushIndicators();
        switch (line[n]) {
          case "#":
            yield* this.pushCount(line.length - n);
          // fallthrough
          case void 0:
            yield* this.pushNewline();
            return yield* this.parseLineStart();
          case "{":
          case "[":
            yield* this.pushCount(1);
            this.flowKey = false;
            this.flowLevel = 1;
            return "flow";
          case "}":
          case "]":
            yield* this.pushCount(1);
            return "doc";
          case "*":
            yield* this.pushUntil(isNotAnchorChar);
            return "doc";
          case '"':
          case "'":
            return yield* this.parseQuotedScalar();
          case "|":
          case ">":
            n += yield* this.parseBlockScalarHeader();
            n += yield* this.pushSpaces(true);
            yield* this.pushCount(line.length - n);
            yield* this.pushNewline();
            return yield* this.parseBlockScalar();
          default:
            return yield* this.parsePlainScalar();
        }
      }
      *parseFlowCollection() {
        let nl, sp;
        let indent = -1;
        do {
          nl = yield* this.pushNewline();
          if (nl > 0) {
            sp = yield* this.pushSpaces(false);
            this.indentValue = indent = sp;
          } else {
            sp = 0;
          }
          sp += yield* this.pushSpaces(true);
        } while (nl + sp > 0);
        const line = this.getLine();
        if (line === null)
          return this.setNext("flow");
        if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
          const atFlowEndMarker = indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}");
          if (!atFlowEndMarker) {
            this.flowLevel = 0;
            yield cst.FLOW_END;
            return yield* this.parseLineStart();
          }
        }
        let n = 0;
        while (line[n] === ",") {
          n += yield* this.pushCount(1);
          n += yield* this.pushSpaces(true);
          this.flowKey = false;
        }
        n += yield* this.pushIndicators();
        switch (line[n]) {
          case void 0:
            return "flow";
          case "#":
            yield* this.pushCount(line.length - n);
            return "flow";
          case "{":
          case "[":
            yield* this.pushCount(1);
            this.flowKey = false;
            this.flowLevel += 1;
            return "flow";
          case "}":
          case "]":
            yield* this.pushCount(1);
            this.flowKey = true;
            this.flowLevel -= 1;
            return this.flowLevel ? "flow" : "doc";
          case "*":
            yield* this.pushUntil(isNotAnchorChar);
            return "flow";
          case '"':
          case "'":
            this.flowKey = true;
            return yield* this.parseQuotedScalar();
          case ":": {
            const next = this.charAt(1);
            if (this.flowKey || isEmpty(next) || next === ",") {
              this.flowKey = false;
              yield* this.pushCount(1);
              yield* this.pushSpaces(true);
              return "flow";
            }
          }
          // fallthrough
          default:
            this.flowKey = false;
            return yield* this.parsePlainScalar();
        }
      }
      *parseQuotedScalar() {
        const quote = this.charAt(0);
        let end2 = this.buffer.indexOf(quote, this.pos + 1);
        if (quote === "'") {
          while (end2 !== -1 && this.buffer[end2 + 1] === "'")
            end2 = this.buffer.indexOf("'", end2 + 2);
        } else {
          while (end2 !== -1) {
            let n = 0;
            while (this.buffer[end2 - 1 - n] === "\\")
              n += 1;
            if (n % 2 === 0)
              break;
            end2 = this.buffer.indexOf('"', end2 + 1);
          }
        }
        const qb = this.buffer.substring(0, end2);
        let nl = qb.indexOf("\n", this.pos);
        if (nl !== -1) {
          while (nl !== -1) {
            const cs = this.continueScalar(nl + 1);
            if (cs === -1)
              break;
            nl = qb.indexOf("\n", cs);
          }
          if (nl !== -1) {
            end2 = nl - (qb[nl - 1] === "\r" ? 2 : 1);
          }
        }
        if (end2 === -1) {
          if (!this.atEnd)
            return this.setNext("quoted-scalar");
          end2 = this.buffer.length;
        }
        yield* this.pushToIndex(end2 + 1, false);
        return this.flowLevel ? "flow" : "doc";
      }
      *parseBlockScalarHeader() {
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        let i = this.pos;
        while (true) {
          const ch = this.buffer[++i];
          if (ch === "+")
            this.blockScalarKeep = true;
          else if (ch > "0" && ch <= "9")
            this.blockScalarIndent = Number(ch) - 1;
          else if (ch !== "-")
            break;
        }
        return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
      }
      *parseBlockScalar() {
        let nl = this.pos - 1;
        let indent = 0;
        let ch;
        loop: for (let i2 = this.pos; ch = this.buffer[i2]; ++i2) {
          switch (ch) {
            case " ":
              indent += 1;
              break;
            case "\n":
              nl = i2;
              indent = 0;
              break;
            case "\r": {
              const next = this.buffer[i2 + 1];
              if (!next && !this.atEnd)
                return this.setNext("block-scalar");
              if (next === "\n")
                break;
            }
            // fallthrough
            default:
              break loop;
          }
        }
        if (!ch && !this.atEnd)
          return this.setNext("block-scalar");
        if (indent >= this.indentNext) {
          if (this.blockScalarIndent === -1)
            this.indentNext = indent;
          else {
            this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
          }
          do {
            const cs = this.continueScalar(nl + 1);
            if (cs === -1)
              break;
            nl = this.buffer.indexOf("\n", cs);
          } while (nl !== -1);
          if (nl === -1) {
            if (!this.atEnd)
              return this.setNext("block-scalar");
            nl = this.buffer.length;
          }
        }
        let i = nl + 1;
        ch = this.buffer[i];
        while (ch === " ")
          ch = this.buffer[++i];
        if (ch === "	") {
          while (ch === "	" || ch === " " || ch === "\r" || ch === "\n")
            ch = this.buffer[++i];
          nl = i - 1;
        } else if (!this.blockScalarKeep) {
          do {
            let i2 = nl - 1;
            let ch2 = this.buffer[i2];
            if (ch2 === "\r")
              ch2 = this.buffer[--i2];
            const lastChar = i2;
            while (ch2 === " ")
              ch2 = this.buffer[--i2];
            if (ch2 === "\n" && i2 >= this.pos && i2 + 1 + indent > lastChar)
              nl = i2;
            else
              break;
          } while (true);
        }
        yield cst.SCALAR;
        yield* this.pushToIndex(nl + 1, true);
        return yield* this.parseLineStart();
      }
      *parsePlainScalar() {
        const inFlow = this.flowLevel > 0;
        let end2 = this.pos - 1;
        let i = this.pos - 1;
        let ch;
        while (ch = this.buffer[++i]) {
          if (ch === ":") {
            const next = this.buffer[i + 1];
            if (isEmpty(next) || inFlow && flowIndicatorChars.has(next))
              break;
            end2 = i;
          } else if (isEmpty(ch)) {
            let next = this.buffer[i + 1];
            if (ch === "\r") {
              if (next === "\n") {
                i += 1;
                ch = "\n";
                next = this.buffer[i + 1];
              } else
                end2 = i;
            }
            if (next === "#" || inFlow && flowIndicatorChars.has(next))
              break;
            if (ch === "\n") {
              const cs = this.continueScalar(i + 1);
              if (cs === -1)
                break;
              i = Math.max(i, cs - 2);
            }
          } else {
            if (inFlow && flowIndicatorChars.has(ch))
              break;
            end2 = i;
          }
        }
        if (!ch && !this.atEnd)
          return this.setNext("plain-scalar");
        yield cst.SCALAR;
        yield* this.pushToIndex(end2 + 1, true);
        return inFlow ? "flow" : "doc";
      }
      *pushCount(n) {
        if (n > 0) {
          yield this.buffer.substr(this.pos, n);
          this.pos += n;
          return n;
        }
        return 0;
      }
      *pushToIndex(i, allowEmpty) {
        const s = this.buffer.slice(this.pos, i);
        if (s) {
          yield s;
          this.pos += s.length;
          return s.length;
        } else if (allowEmpty)
          yield "";
        return 0;
      }
      *pushIndicators() {
        let n = 0;
        loop: while (true) {
          switch (this.charAt(0)) {
            case "!":
              n += yield* this.pushTag();
              n += yield* this.pushSpaces(true);
              continue loop;
            case "&":
              n += yield* this.pushUntil(isNotAnchorChar);
              n += yield* this.pushSpaces(true);
              continue loop;
            case "-":
            // this is an error
            case "?":
            // this is an error outside flow collections
            case ":": {
              const inFlow = this.flowLevel > 0;
              const ch1 = this.charAt(1);
              if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
                if (!inFlow)
                  this.indentNext = this.indentValue + 1;
                else if (this.flowKey)
                  this.flowKey = false;
                n += yield* this.pushCount(1);
                n += yield* this.pushSpaces(true);
                continue loop;
              }
            }
          }
          break loop;
        }
        return n;
      }
      *pushTag() {
        if (this.charAt(1) === "<") {
          let i = this.pos + 2;
          let ch = this.buffer[i];
          while (!isEmpty(ch) && ch !== ">")
            ch = this.buffer[++i];
          return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
        } else {
          let i = this.pos + 1;
          let ch = this.buffer[i];
          while (ch) {
            if (tagChars.has(ch))
              ch = this.buffer[++i];
            else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) {
              ch = this.buffer[i += 3];
            } else
              break;
          }
          return yield* this.pushToIndex(i, false);
        }
      }
      *pushNewline() {
        const ch = this.buffer[this.pos];
        if (ch === "\n")
          return yield* this.pushCount(1);
        else if (ch === "\r" && this.charAt(1) === "\n")
          return yield* this.pushCount(2);
        else
          return 0;
      }
      *pushSpaces(allowTabs) {
        let i = this.pos - 1;
        let ch;
        do {
          ch = this.buffer[++i];
        } while (ch === " " || allowTabs && ch === "	");
        const n = i - this.pos;
        if (n > 0) {
          yield this.buffer.substr(this.pos, n);
          this.pos = i;
        }
        return n;
      }
      *pushUntil(test) {
        let i = this.pos;
        let ch = this.buffer[i];
        while (!test(ch))
          ch = this.buffer[++i];
        return yield* this.pushToIndex(i, false);
      }
    };
    exports.Lexer = Lexer;
  }
});

// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter = __commonJS({
  "node_modules/yaml/dist/parse/line-counter.js"(exports) {
    "use strict";
    var LineCounter = class {
      constructor() {
        this.lineStarts = [];
        this.addNewLine = (offset) => this.lineStarts.push(offset);
        this.linePos = (offset) => {
          let low = 0;
          let high = this.lineStarts.length;
          while (low < high) {
            const mid = low + high >> 1;
            if (this.lineStarts[mid] < offset)
              low = mid + 1;
            else
              high = mid;
          }
          if (this.lineStarts[low] === offset)
            return { line: low + 1, col: 1 };
          if (low === 0)
            return { line: 0, col: offset };
          const start2 = this.lineStarts[low - 1];
          return { line: low, col: offset - start2 + 1 };
        };
      }
    };
    exports.LineCounter = LineCounter;
  }
});

// node_modules/yaml/dist/parse/parser.js
var require_parser = __commonJS({
  "node_modules/yaml/dist/parse/parser.js"(exports) {
    "use strict";
    var node_process = __require("process");
    var cst = require_cst();
    var lexer = require_lexer();
    function includesToken(list, type) {
      for (let i = 0; i < list.length; ++i)
        if (list[i].type === type)
          return true;
      return false;
    }
    function findNonEmptyIndex(list) {
      for (let i = 0; i < list.length; ++i) {
        switch (list[i].type) {
          case "space":
          case "comment":
          case "newline":
            break;
          default:
            return i;
        }
      }
      return -1;
    }
    function isFlowToken(token) {
      switch (token?.type) {
        case "alias":
        case "scalar":
        case "single-quoted-scalar":
        case "double-quoted-scalar":
        case "flow-collection":
          return true;
        default:
          return false;
      }
    }
    function getPrevProps(parent) {
      switch (parent.type) {
        case "document":
          return parent.start;
        case "block-map": {
          const it = parent.items[parent.items.length - 1];
          return it.sep ?? it.start;
        }
        case "block-seq":
          return parent.items[parent.items.length - 1].start;
        /* istanbul ignore next should not happen */
        default:
          return [];
      }
    }
    function getFirstKeyStartProps(prev) {
      if (prev.length === 0)
        return [];
      let i = prev.length;
      loop: while (--i >= 0) {
        switch (prev[i].type) {
          case "doc-start":
          case "explicit-key-ind":
          case "map-value-ind":
          case "seq-item-ind":
          case "newline":
            break loop;
        }
      }
      while (prev[++i]?.type === "space") {
      }
      return prev.splice(i, prev.length);
    }
    function arrayPushArray(target, source) {
      if (source.length < 1e5)
        Array.prototype.push.apply(target, source);
      else
        for (let i = 0; i < source.length; ++i)
          target.push(source[i]);
    }
    function fixFlowSeqItems(fc) {
      if (fc.start.type === "flow-seq-start") {
        for (const it of fc.items) {
          if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
            if (it.key)
              it.value = it.key;
            delete it.key;
            if (isFlowToken(it.value)) {
              if (it.value.end)
                arrayPushArray(it.value.end, it.sep);
              else
                it.value.end = it.sep;
            } else
              arrayPushArray(it.start, it.sep);
            delete it.sep;
          }
        }
      }
    }
    var Parser2 = class {
      /**
       * @param onNewLine - If defined, called separately with the start position of
       *   each new line (in `parse()`, including the start of input).
       */
      constructor(onNewLine) {
        this.atNewLine = true;
        this.atScalar = false;
        this.indent = 0;
        this.offset = 0;
        this.onKeyLine = false;
        this.stack = [];
        this.source = "";
        this.type = "";
        this.lexer = new lexer.Lexer();
        this.onNewLine = onNewLine;
      }
      /**
       * Parse `source` as a YAML stream.
       * If `incomplete`, a part of the last line may be left as a buffer for the next call.
       *
       * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
       *
       * @returns A generator of tokens representing each directive, document, and other structure.
       */
      *parse(source, incomplete = false) {
        if (this.onNewLine && this.offset === 0)
          this.onNewLine(0);
        for (const lexeme of this.lexer.lex(source, incomplete))
          yield* this.next(lexeme);
        if (!incomplete)
          yield* this.end();
      }
      /**
       * Advance the parser by the `source` of one lexical token.
       */
      *next(source) {
        this.source = source;
        if (node_process.env.LOG_TOKENS)
          console.log("|", cst.prettyToken(source));
        if (this.atScalar) {
          this.atScalar = false;
          yield* this.step();
          this.offset += source.length;
          return;
        }
        const type = cst.tokenType(source);
        if (!type) {
          const message = `Not a YAML token: ${source}`;
          yield* this.pop({ type: "error", offset: this.offset, message, source });
          this.offset += source.length;
        } else if (type === "scalar") {
          this.atNewLine = false;
          this.atScalar = true;
          this.type = "scalar";
        } else {
          this.type = type;
          yield* this.step();
          switch (type) {
            case "newline":
              this.atNewLine = true;
              this.indent = 0;
              if (this.onNewLine)
                this.onNewLine(this.offset + source.length);
              break;
            case "space":
              if (this.atNewLine && source[0] === " ")
                this.indent += source.length;
              break;
            case "explicit-key-ind":
            case "map-value-ind":
            case "seq-item-ind":
              if (this.atNewLine)
                this.indent += source.length;
              break;
            case "doc-mode":
            case "flow-error-end":
              return;
            default:
              this.atNewLine = false;
          }
          this.offset += source.length;
        }
      }
      /** Call at end of input to push out any remaining constructions */
      *end() {
        while (this.stack.length > 0)
          yield* this.pop();
      }
      get sourceToken() {
        const st = {
          type: this.type,
          offset: this.offset,
          indent: this.indent,
          source: this.source
        };
        return st;
      }
      *step() {
        const top = this.peek(1);
        if (this.type === "doc-end" && top?.type !== "doc-end") {
          while (this.stack.length > 0)
            yield* this.pop();
          this.stack.push({
            type: "doc-end",
            offset: this.offset,
            source: this.source
          });
          return;
        }
        if (!top)
          return yield* this.stream();
        switch (top.type) {
          case "document":
            return yield* this.document(top);
          case "alias":
          case "scalar":
          case "single-quoted-scalar":
          case "double-quoted-scalar":
            return yield* this.scalar(top);
          case "block-scalar":
            return yield* this.blockScalar(top);
          case "block-map":
            return yield* this.blockMap(top);
          case "block-seq":
            return yield* this.blockSequence(top);
          case "flow-collection":
            return yield* this.flowCollection(top);
          case "doc-end":
            return yield* this.documentEnd(top);
        }
        yield* this.pop();
      }
      peek(n) {
        return this.stack[this.stack.length - n];
      }
      *pop(error) {
        const token = error ?? this.stack.pop();
        if (!token) {
          const message = "Tried to pop an empty stack";
          yield { type: "error", offset: this.offset, source: "", message };
        } else if (this.stack.length === 0) {
          yield token;
        } else {
          const top = this.peek(1);
          if (token.type === "block-scalar") {
            token.indent = "indent" in top ? top.indent : 0;
          } else if (token.type === "flow-collection" && top.type === "document") {
            token.indent = 0;
          }
          if (token.type === "flow-collection")
            fixFlowSeqItems(token);
          switch (top.type) {
            case "document":
              top.value = token;
              break;
            case "block-scalar":
              top.props.push(token);
              break;
            case "block-map": {
              const it = top.items[top.items.length - 1];
              if (it.value) {
                top.items.push({ start: [], key: token, sep: [] });
                this.onKeyLine = true;
                return;
              } else if (it.sep) {
                it.value = token;
              } else {
                Object.assign(it, { key: token, sep: [] });
                this.onKeyLine = !it.explicitKey;
                return;
              }
              break;
            }
            case "block-seq": {
              const it = top.items[top.items.length - 1];
              if (it.value)
                top.items.push({ start: [], value: token });
              else
                it.value = token;
              break;
            }
            case "flow-collection": {
              const it = top.items[top.items.length - 1];
              if (!it || it.value)
                top.items.push({ start: [], key: token, sep: [] });
              else if (it.sep)
                it.value = token;
              else
                Object.assign(it, { key: token, sep: [] });
              return;
            }
            /* istanbul ignore next should not happen */
            default:
              yield* this.pop();
              yield* this.pop(token);
          }
          if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
            const last = token.items[token.items.length - 1];
            if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
              if (top.type === "document")
                top.end = last.start;
              else
                top.items.push({ start: last.start });
              token.items.splice(-1, 1);
            }
          }
        }
      }
      *stream() {
        switch (this.type) {
          case "directive-line":
            yield { type: "directive", offset: this.offset, source: this.source };
            return;
          case "byte-order-mark":
          case "space":
          case "comment":
          case "newline":
            yield this.sourceToken;
            return;
          case "doc-mode":
          case "doc-start": {
            const doc = {
              type: "document",
              offset: this.offset,
              start: []
            };
            if (this.type === "doc-start")
              doc.start.push(this.sourceToken);
            this.stack.push(doc);
            return;
          }
        }
        yield {
          type: "error",
          offset: this.offset,
          message: `Unexpected ${this.type} token in YAML stream`,
          source: this.source
        };
      }
      *document(doc) {
        if (doc.value)
          return yield* this.lineEnd(doc);
        switch (this.type) {
          case "doc-start": {
            if (findNonEmptyIndex(doc.start) !== -1) {
              yield* this.pop();
              yield* this.step();
            } else
              doc.start.push(this.sourceToken);
            return;
          }
          case "anchor":
          case "tag":
          case "space":
          case "comment":
          case "newline":
            doc.start.push(this.sourceToken);
            return;
        }
        const bv = this.startBlockValue(doc);
        if (bv)
          this.stack.push(bv);
        else {
          yield {
            type: "error",
            offset: this.offset,
            message: `Unexpected ${this.type} token in YAML document`,
            source: this.source
          };
        }
      }
      *scalar(scalar2) {
        if (this.type === "map-value-ind") {
          const prev = getPrevProps(this.peek(2));
          const start2 = getFirstKeyStartProps(prev);
          let sep;
          if (scalar2.end) {
            sep = scalar2.end;
            sep.push(this.sourceToken);
            delete scalar2.end;
          } else
            sep = [this.sourceToken];
          const map = {
            type: "block-map",
            offset: scalar2.offset,
            indent: scalar2.indent,
            items: [{ start: start2, key: scalar2, sep }]
          };
          this.onKeyLine = true;
          this.stack[this.stack.length - 1] = map;
        } else
          yield* this.lineEnd(scalar2);
      }
      *blockScalar(scalar2) {
        switch (this.type) {
          case "space":
          case "comment":
          case "newline":
            scalar2.props.push(this.sourceToken);
            return;
          case "scalar":
            scalar2.source = this.source;
            this.atNewLine = true;
            this.indent = 0;
            if (this.onNewLine) {
              let nl = this.source.indexOf("\n") + 1;
              while (nl !== 0) {
                this.onNewLine(this.offset + nl);
                nl = this.source.indexOf("\n", nl) + 1;
              }
            }
            yield* this.pop();
            break;
          /* istanbul ignore next should not happen */
          default:
            yield* this.pop();
            yield* this.step();
        }
      }
      *blockMap(map) {
        const it = map.items[map.items.length - 1];
        switch (this.type) {
          case "newline":
            this.onKeyLine = false;
            if (it.value) {
              const end2 = "end" in it.value ? it.value.end : void 0;
              const last = Array.isArray(end2) ? end2[end2.length - 1] : void 0;
              if (last?.type === "comment")
                end2?.push(this.sourceToken);
              else
                map.items.push({ start: [this.sourceToken] });
            } else if (it.sep) {
              it.sep.push(this.sourceToken);
            } else {
              it.start.push(this.sourceToken);
            }
            return;
          case "space":
          case "comment":
            if (it.value) {
              map.items.push({ start: [this.sourceToken] });
            } else if (it.sep) {
              it.sep.push(this.sourceToken);
            } else {
              if (this.atIndentedComment(it.start, map.indent)) {
                const prev = map.items[map.items.length - 2];
                const end2 = prev?.value?.end;
                if (Array.isArray(end2)) {
                  arrayPushArray(end2, it.start);
                  end2.push(this.sourceToken);
                  map.items.pop();
                  return;
                }
              }
              it.start.push(this.sourceToken);
            }
            return;
        }
        if (this.indent >= map.indent) {
          const atMapIndent = !this.onKeyLine && this.indent === map.indent;
          const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
          let start2 = [];
          if (atNextItem && it.sep && !it.value) {
            const nl = [];
            for (let i = 0; i < it.sep.length; ++i) {
              const st = it.sep[i];
              switch (st.type) {
                case "newline":
                  nl.push(i);
                  break;
                case "space":
                  break;
                case "comment":
                  if (st.indent > map.indent)
                    nl.length = 0;
                  break;
                default:
                  nl.length = 0;
              }
            }
            if (nl.length >= 2)
              start2 = it.sep.splice(nl[1]);
          }
          switch (this.type) {
            case "anchor":
            case "tag":
              if (atNextItem || it.value) {
                start2.push(this.sourceToken);
                map.items.push({ start: start2 });
                this.onKeyLine = true;
              } else if (it.sep) {
                it.sep.push(this.sourceToken);
              } else {
                it.start.push(this.sourceToken);
              }
              return;
            case "explicit-key-ind":
              if (!it.sep && !it.explicitKey) {
                it.start.push(this.sourceToken);
                it.explicitKey = true;
              } else if (atNextItem || it.value) {
                start2.push(this.sourceToken);
                map.items.push({ start: start2, explicitKey: true });
              } else {
                this.stack.push({
                  type: "block-map",
                  offset: this.offset,
                  indent: this.indent,
                  items: [{ start: [this.sourceToken], explicitKey: true }]
                });
              }
              this.onKeyLine = true;
              return;
            case "map-value-ind":
              if (it.explicitKey) {
                if (!it.sep) {
                  if (includesToken(it.start, "newline")) {
                    Object.assign(it, { key: null, sep: [this.sourceToken] });
                  } else {
                    const start3 = getFirstKeyStartProps(it.start);
                    this.stack.push({
                      type: "block-map",
                      offset: this.offset,
                      indent: this.indent,
                      items: [{ start: start3, key: null, sep: [this.sourceToken] }]
                    });
                  }
                } else if (it.value) {
                  map.items.push({ start: [], key: null, sep: [this.sourceToken] });
                } else if (includesToken(it.sep, "map-value-ind")) {
                  this.stack.push({
                    type: "block-map",
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: start2, key: null, sep: [this.sourceToken] }]
                  });
                } else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
                  const start3 = getFirstKeyStartProps(it.start);
                  const key = it.key;
                  const sep = it.sep;
                  sep.push(this.sourceToken);
                  delete it.key;
                  delete it.sep;
                  this.stack.push({
                    type: "block-map",
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: start3, key, sep }]
                  });
                } else if (start2.length > 0) {
                  it.sep = it.sep.concat(start2, this.sourceToken);
                } else {
                  it.sep.push(this.sourceToken);
                }
              } else {
                if (!it.sep) {
                  Object.assign(it, { key: null, sep: [this.sourceToken] });
                } else if (it.value || atNextItem) {
                  map.items.push({ start: start2, key: null, sep: [this.sourceToken] });
                } else if (includesToken(it.sep, "map-value-ind")) {
                  this.stack.push({
                    type: "block-map",
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: [], key: null, sep: [this.sourceToken] }]
                  });
                } else {
                  it.sep.push(this.sourceToken);
                }
              }
              this.onKeyLine = true;
              return;
            case "alias":
            case "scalar":
            case "single-quoted-scalar":
            case "double-quoted-scalar": {
              const fs = this.flowScalar(this.type);
              if (atNextItem || it.value) {
                map.items.push({ start: start2, key: fs, sep: [] });
                this.onKeyLine = true;
              } else if (it.sep) {
                this.stack.push(fs);
              } else {
                Object.assign(it, { key: fs, sep: [] });
                this.onKeyLine = true;
              }
              return;
            }
            default: {
              const bv = this.startBlockValue(map);
              if (bv) {
                if (bv.type === "block-seq") {
                  if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
                    yield* this.pop({
                      type: "error",
                      offset: this.offset,
                      message: "Unexpected block-seq-ind on same line with key",
                      source: this.source
                    });
                    return;
                  }
                } else if (atMapIndent) {
                  map.items.push({ start: start2 });
                }
                this.stack.push(bv);
                return;
              }
            }
          }
        }
        yield* this.pop();
        yield* this.step();
      }
      *blockSequence(seq) {
        const it = seq.items[seq.items.length - 1];
        switch (this.type) {
          case "newline":
            if (it.value) {
              const end2 = "end" in it.value ? it.value.end : void 0;
              const last = Array.isArray(end2) ? end2[end2.length - 1] : void 0;
              if (last?.type === "comment")
                end2?.push(this.sourceToken);
              else
                seq.items.push({ start: [this.sourceToken] });
            } else
              it.start.push(this.sourceToken);
            return;
          case "space":
          case "comment":
            if (it.value)
              seq.items.push({ start: [this.sourceToken] });
            else {
              if (this.atIndentedComment(it.start, seq.indent)) {
                const prev = seq.items[seq.items.length - 2];
                const end2 = prev?.value?.end;
                if (Array.isArray(end2)) {
                  arrayPushArray(end2, it.start);
                  end2.push(this.sourceToken);
                  seq.items.pop();
                  return;
                }
              }
              it.start.push(this.sourceToken);
            }
            return;
          case "anchor":
          case "tag":
            if (it.value || this.indent <= seq.indent)
              break;
            it.start.push(this.sourceToken);
            return;
          case "seq-item-ind":
            if (this.indent !== seq.indent)
              break;
            if (it.value || includesToken(it.start, "seq-item-ind"))
              seq.items.push({ start: [this.sourceToken] });
            else
              it.start.push(this.sourceToken);
            return;
        }
        if (this.indent > seq.indent) {
          const bv = this.startBlockValue(seq);
          if (bv) {
            this.stack.push(bv);
            return;
          }
        }
        yield* this.pop();
        yield* this.step();
      }
      *flowCollection(fc) {
        const it = fc.items[fc.items.length - 1];
        if (this.type === "flow-error-end") {
          let top;
          do {
            yield* this.pop();
            top = this.peek(1);
          } while (top?.type === "flow-collection");
        } else if (fc.end.length === 0) {
          switch (this.type) {
            case "comma":
            case "explicit-key-ind":
              if (!it || it.sep)
                fc.items.push({ start: [this.sourceToken] });
              else
                it.start.push(this.sourceToken);
              return;
            case "map-value-ind":
              if (!it || it.value)
                fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
              else if (it.sep)
                it.sep.push(this.sourceToken);
              else
                Object.assign(it, { key: null, sep: [this.sourceToken] });
              return;
            case "space":
            case "comment":
            case "newline":
            case "anchor":
            case "tag":
              if (!it || it.value)
                fc.items.push({ start: [this.sourceToken] });
              else if (it.sep)
                it.sep.push(this.sourceToken);
              else
                it.start.push(this.sourceToken);
              return;
            case "alias":
            case "scalar":
            case "single-quoted-scalar":
            case "double-quoted-scalar": {
              const fs = this.flowScalar(this.type);
              if (!it || it.value)
                fc.items.push({ start: [], key: fs, sep: [] });
              else if (it.sep)
                this.stack.push(fs);
              else
                Object.assign(it, { key: fs, sep: [] });
              return;
            }
            case "flow-map-end":
            case "flow-seq-end":
              fc.end.push(this.sourceToken);
              return;
          }
          const bv = this.startBlockValue(fc);
          if (bv)
            this.stack.push(bv);
          else {
            yield* this.pop();
            yield* this.step();
          }
        } else {
          const parent = this.peek(2);
          if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
            yield* this.pop();
            yield* this.step();
          } else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
            const prev = getPrevProps(parent);
            const start2 = getFirstKeyStartProps(prev);
            fixFlowSeqItems(fc);
            const sep = fc.end.splice(1, fc.end.length);
            sep.push(this.sourceToken);
            const map = {
              type: "block-map",
              offset: fc.offset,
              indent: fc.indent,
              items: [{ start: start2, key: fc, sep }]
            };
            this.onKeyLine = true;
            this.stack[this.stack.length - 1] = map;
          } else {
            yield* this.lineEnd(fc);
          }
        }
      }
      flowScalar(type) {
        if (this.onNewLine) {
          let nl = this.source.indexOf("\n") + 1;
          while (nl !== 0) {
            this.onNewLine(this.offset + nl);
            nl = this.source.indexOf("\n", nl) + 1;
          }
        }
        return {
          type,
          offset: this.offset,
          indent: this.indent,
          source: this.source
        };
      }
      startBlockValue(parent) {
        switch (this.type) {
          case "alias":
          case "scalar":
          case "single-quoted-scalar":
          case "double-quoted-scalar":
            return this.flowScalar(this.type);
          case "block-scalar-header":
            return {
              type: "block-scalar",
              offset: this.offset,
              indent: this.indent,
              props: [this.sourceToken],
              source: ""
            };
          case "flow-map-start":
          case "flow-seq-start":
            return {
              type: "flow-collection",
              offset: this.offset,
              indent: this.indent,
              start: this.sourceToken,
              items: [],
              end: []
            };
          case "seq-item-ind":
            return {
              type: "block-seq",
              offset: this.offset,
              indent: this.indent,
              items: [{ start: [this.sourceToken] }]
            };
          case "explicit-key-ind": {
            this.onKeyLine = true;
            const prev = getPrevProps(parent);
            const start2 = getFirstKeyStartProps(prev);
            start2.push(this.sourceToken);
            return {
              type: "block-map",
              offset: this.offset,
              indent: this.indent,
              items: [{ start: start2, explicitKey: true }]
            };
          }
          case "map-value-ind": {
            this.onKeyLine = true;
            const prev = getPrevProps(parent);
            const start2 = getFirstKeyStartProps(prev);
            return {
              type: "block-map",
              offset: this.offset,
              indent: this.indent,
              items: [{ start: start2, key: null, sep: [this.sourceToken] }]
            };
          }
        }
        return null;
      }
      atIndentedComment(start2, indent) {
        if (this.type !== "comment")
          return false;
        if (this.indent <= indent)
          return false;
        return start2.every((st) => st.type === "newline" || st.type === "space");
      }
      *documentEnd(docEnd) {
        if (this.type !== "doc-mode") {
          if (docEnd.end)
            docEnd.end.push(this.sourceToken);
          else
            docEnd.end = [this.sourceToken];
          if (this.type === "newline")
            yield* this.pop();
        }
      }
      *lineEnd(token) {
        switch (this.type) {
          case "comma":
          case "doc-start":
          case "doc-end":
          case "flow-seq-end":
          case "flow-map-end":
          case "map-value-ind":
            yield* this.pop();
            yield* this.step();
            break;
          case "newline":
            this.onKeyLine = false;
          // fallthrough
          case "space":
          case "comment":
          default:
            if (token.end)
              token.end.push(this.sourceToken);
            else
              token.end = [this.sourceToken];
            if (this.type === "newline")
              yield* this.pop();
        }
      }
    };
    exports.Parser = Parser2;
  }
});

// node_modules/yaml/dist/public-api.js
var require_public_api = __commonJS({
  "node_modules/yaml/dist/public-api.js"(exports) {
    "use strict";
    var composer = require_composer();
    var Document = require_Document();
    var errors = require_errors();
    var log = require_log();
    var identity = require_identity();
    var lineCounter = require_line_counter();
    var parser = require_parser();
    function parseOptions(options) {
      const prettyErrors = options.prettyErrors !== false;
      const lineCounter$1 = options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null;
      return { lineCounter: lineCounter$1, prettyErrors };
    }
    function parseAllDocuments(source, options = {}) {
      const { lineCounter: lineCounter2, prettyErrors } = parseOptions(options);
      const parser$1 = new parser.Parser(lineCounter2?.addNewLine);
      const composer$1 = new composer.Composer(options);
      const docs = Array.from(composer$1.compose(parser$1.parse(source)));
      if (prettyErrors && lineCounter2)
        for (const doc of docs) {
          doc.errors.forEach(errors.prettifyError(source, lineCounter2));
          doc.warnings.forEach(errors.prettifyError(source, lineCounter2));
        }
      if (docs.length > 0)
        return docs;
      return Object.assign([], { empty: true }, composer$1.streamInfo());
    }
    function parseDocument3(source, options = {}) {
      const { lineCounter: lineCounter2, prettyErrors } = parseOptions(options);
      const parser$1 = new parser.Parser(lineCounter2?.addNewLine);
      const composer$1 = new composer.Composer(options);
      let doc = null;
      for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) {
        if (!doc)
          doc = _doc;
        else if (doc.options.logLevel !== "silent") {
          doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
          break;
        }
      }
      if (prettyErrors && lineCounter2) {
        doc.errors.forEach(errors.prettifyError(source, lineCounter2));
        doc.warnings.forEach(errors.prettifyError(source, lineCounter2));
      }
      return doc;
    }
    function parse2(src, reviver, options) {
      let _reviver = void 0;
      if (typeof reviver === "function") {
        _reviver = reviver;
      } else if (options === void 0 && reviver && typeof reviver === "object") {
        options = reviver;
      }
      const doc = parseDocument3(src, options);
      if (!doc)
        return null;
      doc.warnings.forEach((warning) => log.warn(doc.options.logLevel, warning));
      if (doc.errors.length > 0) {
        if (doc.options.logLevel !== "silent")
          throw doc.errors[0];
        else
          doc.errors = [];
      }
      return doc.toJS(Object.assign({ reviver: _reviver }, options));
    }
    function stringify(value, replacer, options) {
      let _replacer = null;
      if (typeof replacer === "function" || Array.isArray(replacer)) {
        _replacer = replacer;
      } else if (options === void 0 && replacer) {
        options = replacer;
      }
      if (typeof options === "string")
        options = options.length;
      if (typeof options === "number") {
        const indent = Math.round(options);
        options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
      }
      if (value === void 0) {
        const { keepUndefined } = options ?? replacer ?? {};
        if (!keepUndefined)
          return void 0;
      }
      if (identity.isDocument(value) && !_replacer)
        return value.toString(options);
      return new Document.Document(value, _replacer, options).toString(options);
    }
    exports.parse = parse2;
    exports.parseAllDocuments = parseAllDocuments;
    exports.parseDocument = parseDocument3;
    exports.stringify = stringify;
  }
});

// node_modules/yaml/dist/index.js
var require_dist = __commonJS({
  "node_modules/yaml/dist/index.js"(exports) {
    "use strict";
    var composer = require_composer();
    var Document = require_Document();
    var Schema = require_Schema();
    var errors = require_errors();
    var Alias = require_Alias();
    var identity = require_identity();
    var Pair = require_Pair();
    var Scalar = require_Scalar();
    var YAMLMap = require_YAMLMap();
    var YAMLSeq = require_YAMLSeq();
    var cst = require_cst();
    var lexer = require_lexer();
    var lineCounter = require_line_counter();
    var parser = require_parser();
    var publicApi = require_public_api();
    var visit2 = require_visit();
    exports.Composer = composer.Composer;
    exports.Document = Document.Document;
    exports.Schema = Schema.Schema;
    exports.YAMLError = errors.YAMLError;
    exports.YAMLParseError = errors.YAMLParseError;
    exports.YAMLWarning = errors.YAMLWarning;
    exports.Alias = Alias.Alias;
    exports.isAlias = identity.isAlias;
    exports.isCollection = identity.isCollection;
    exports.isDocument = identity.isDocument;
    exports.isMap = identity.isMap;
    exports.isNode = identity.isNode;
    exports.isPair = identity.isPair;
    exports.isScalar = identity.isScalar;
    exports.isSeq = identity.isSeq;
    exports.Pair = Pair.Pair;
    exports.Scalar = Scalar.Scalar;
    exports.YAMLMap = YAMLMap.YAMLMap;
    exports.YAMLSeq = YAMLSeq.YAMLSeq;
    exports.CST = cst;
    exports.Lexer = lexer.Lexer;
    exports.LineCounter = lineCounter.LineCounter;
    exports.Parser = parser.Parser;
    exports.parse = publicApi.parse;
    exports.parseAllDocuments = publicApi.parseAllDocuments;
    exports.parseDocument = publicApi.parseDocument;
    exports.stringify = publicApi.stringify;
    exports.visit = visit2.visit;
    exports.visitAsync = visit2.visitAsync;
  }
});

// part:program/measure
import { AdapterError, CABUNDLE_MAX_CERTIFICATES, CONFIGURATION_FILE, CodedError, DAY_MS, DSSE_MAX_BYTES, DSSE_MAX_SIGNATURES, EVIDENCE_CERTIFICATE_MAX_BYTES, EVIDENCE_FIELD_MAX_BYTES, EVIDENCE_MAX_BYTES, EVIDENCE_PAYLOAD_MAX_BYTES, FormatError, HASH_ALGORITHM, HOUR_MS, JSON_MAX_DEPTH, JsonNumber, KEY_POLICY_MAX_BYTES, MINUTE_MS, MODULE_ID_MAX_LENGTH, NONCE_MIN_BYTES, Options, POINTER_NAME, Progress, READ_ATTEMPTS, RESPONSE_LIMIT, STATEMENT_MAX_SUBJECTS, SUBJECT_MAX_DIGESTS, TRUST_MAX_KEYS, TrustError, UsageError, VERSION, YAML_MAX_CHARACTERS, YAML_MAX_DEPTH, ZERO_PCR, annotateProblems, awsClientOptions, awsErrorMessage, awsErrorName, awsErrorStatus, awsErrorText, certificateWarnings, code, compareNames, comparePcrs, decodeBase64, decodeHex, decodeUtf8, doubleHashedText, encodeBase64, encodeHex, encodeUtf8, ended, epochRefusal, equalBytes, equalInConstantTime, escapeMarkdown, exitCodeOf, failed, failureOf, fileExists, formatInstant, hexArgument, inputError, instantOf, isNotSent, isObjectName, joinBlocks, limitResponses, markdownTable, measureEif, measurementsJson, nameToRfc4514, nodeHashing, objectNameParts, openPinnedImage, optionInputs, parseDuration, parseGivenInstant, parseInstant, parsePlainJson, parseS3Address, parseStrictJson, pcr3OfRole, pcr4OfInstance, pcr8OfCertificate, portableHashing, printFailure, printProblems, printable, readBinaryFile, readStandardInput, readTextFile, renderColumns, renderOutcomeJson, rolePathWarning, roundedWarning, s3Calls, s3Store, systemNow, terminalStyle, toPlain, writeBinaryFile, writeNewFile, writeTextFile } from "./measure.js";

// src/report/html.ts
function markup(parts, ...values) {
  const text7 = parts.map((part, i) => part + (i < values.length ? textOf(values[i]) : "")).join("");
  return { text: text7 };
}
function textOf(value) {
  if (value === void 0) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escapeHtml(value);
  if ("text" in value) return value.text;
  return value.map(({ text: text7 }) => text7).join("");
}
function escapeHtml(text7) {
  return printable(text7).replace(/[&<>"'`=]/g, (character) => `&#${character.charCodeAt(0)};`);
}

// src/report/drift-html-keys.ts
function keysHtml(keys2) {
  if (keys2.length === 0) return markup`<p class="soft">The list has no keys.</p>`;
  return markup`${keys2.map(keyHtml)}`;
}
function keyHtml(key) {
  const { admitted, authority, changes, sizeBytes, maxBytes } = key;
  const size2 = sizeBytes === void 0 ? void 0 : markup`<div class="meter"><i style="width:${Math.min(100, Math.ceil(100 * sizeBytes / maxBytes))}%"></i></div><p class="soft">${sizeBytes} of ${maxBytes} bytes</p>`;
  return markup`<section class="key ${key.data}"><h3><span class="tag">${key.data}</span> <code>${key.key}</code></h3><p>${key.verdict}</p>${size2}
${admittedHtml(admitted)}
${authority.length === 0 ? void 0 : authorityHtml(authority)}
${changes.length === 0 ? void 0 : changesHtml(changes)}</section>`;
}
function admittedHtml(admitted) {
  if (admitted.length === 0) return void 0;
  const rows = admitted.map(({ principal, registers: registers2, releases, until }) => {
    const values = Object.entries(registers2).map(
      ([name, value]) => markup`<span title="${name} ${value}">${name} <code>${value.slice(0, 12)}…</code></span> `
    );
    return markup`<tr><td><code>${principal}</code></td><td>${values}</td><td>${releases.join(", ") || "none of the list"}</td><td>${until === void 0 ? "" : formatInstant(until)}</td></tr>`;
  });
  return markup`<div class="wide"><table><thead><tr><th>admitted</th><th>with</th><th>release</th><th>until</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
function authorityHtml(authority) {
  const rows = authority.map(
    ({ principal, actions, isAdministrator: isAdministrator2 }) => markup`<tr><td><code>${principal}</code></td><td>${actions.join(", ")}</td><td>${isAdministrator2 ? "administrator" : "nobody named it"}</td></tr>`
  );
  return markup`<details><summary>Who may change the policy (${authority.length})</summary><div class="wide"><table><tbody>${rows}</tbody></table></div></details>`;
}
function changesHtml(changes) {
  const items = changes.map(
    ({ sid, action, release }) => markup`<li>${action} <code>${sid}</code>${release === void 0 ? "" : `, for ${release}`}</li>`
  );
  return markup`<p>reconcile would:</p><ul>${items}</ul>`;
}

// src/report/drift-html-style.ts
var DRIFT_STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#dde2e9;--paper:#fff;--wash:#f5f7fa;--good:#1a7f4b;--bad:#c0362c;--warn:#9a6200;--info:#3b5b8c;--accent:#2f5fd0}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b6;--line:#2c3644;--paper:#11161d;--wash:#19202a;--good:#54c78b;--bad:#ff8478;--warn:#e5b25d;--info:#8fb2ea;--accent:#86aaff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1040px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:26px;line-height:1.25;margin:0 0 4px;letter-spacing:-.01em}
h2{font-size:18px;margin:40px 0 12px;padding-bottom:6px;border-bottom:1px solid var(--line)}
h3{font-size:15px;margin:0;overflow-wrap:anywhere}
p{margin:0 0 8px}
.soft{color:var(--soft)}
.status{display:flex;gap:14px;align-items:flex-start;border-left:6px solid var(--info);background:var(--wash);padding:18px 20px;border-radius:6px}
.status.none{border-color:var(--good)}.status.drift{border-color:var(--bad)}.status.unknown{border-color:var(--warn)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:16px 0 0;padding:0;list-style:none}
.tiles li{background:var(--wash);border-radius:6px;padding:12px 14px}
.tiles b{display:block;font-size:20px;line-height:1.3;overflow-wrap:anywhere}
.finding{border:1px solid var(--line);border-left-width:4px;border-radius:6px;padding:12px 16px;margin:0 0 10px}
.finding.critical,.finding.high{border-left-color:var(--bad)}.finding.low,.finding.unknown{border-left-color:var(--warn)}.finding.info{border-left-color:var(--info)}
.finding header{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:baseline}
.tag{font-size:12px;font-weight:600;padding:1px 8px;border-radius:999px;border:1px solid currentColor;white-space:nowrap}
.critical>.tag,.critical .tag,.high .tag,.open .tag{color:var(--bad)}.low .tag,.unknown .tag,.unread .tag{color:var(--warn)}.info .tag{color:var(--info)}.locked .tag,.good .tag{color:var(--good)}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 12px;margin:8px 0 0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
code{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 0;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--soft);font-size:13px}
.key{border:1px solid var(--line);border-radius:6px;padding:14px 16px;margin:0 0 12px}
.meter{height:6px;background:var(--line);border-radius:3px;margin:6px 0 2px;max-width:280px}
.meter i{display:block;height:6px;border-radius:3px;background:var(--accent)}
svg{display:block;width:100%;min-width:600px;height:auto}
td code{white-space:nowrap}
svg text{fill:var(--ink);font-size:12px}svg .axis{fill:var(--soft);font-size:11px}
svg .grid{stroke:var(--line)}svg .now{stroke:var(--accent);stroke-dasharray:3 3}
svg .active{fill:var(--good)}svg .retiring{fill:var(--warn)}svg .retired{fill:var(--soft)}svg .revoked{fill:var(--bad)}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:6px 0 0;padding:0;list-style:none;font-size:13px;color:var(--soft)}
.legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px}
.legend .active{background:var(--good)}.legend .retiring{background:var(--warn)}.legend .retired{background:var(--soft)}.legend .revoked{background:var(--bad)}
summary{cursor:pointer;color:var(--soft)}
footer{margin-top:40px;color:var(--soft);font-size:13px}
@media (max-width:560px){main{padding:20px 14px 48px}h1{font-size:21px}dl{grid-template-columns:minmax(0,1fr)}dt{margin-top:4px}}
@media print{.finding,.key{break-inside:avoid}main{max-width:none;padding:0}}
`;

// src/report/drift-html-timeline.ts
var SHOWN = 30;
var WIDTH = 960;
var LABELS = 150;
var ROW = 26;
var TOP = 24;
var TICKS = 5;
var STATES = ["active", "retiring", "retired", "revoked"];
function timelineHtml({ timeline, measuredAt }) {
  if (timeline.length === 0) return markup`<p class="soft">No release has ever been accepted.</p>`;
  const shown3 = timeline.slice(-SHOWN);
  return markup`<div class="wide">${picture(shown3, measuredAt)}</div>
<ul class="legend" aria-hidden="true">${STATES.map((state) => markup`<li><i class="${state}"></i>${state}</li>`)}</ul>
<details><summary>As a table (${timeline.length})</summary><div class="wide"><table>
<thead><tr><th>release</th><th>PCR0</th><th>from</th><th>until</th><th></th><th>approved by</th></tr></thead>
<tbody>${[...timeline].reverse().map(row)}</tbody></table></div></details>`;
}
function row(entry) {
  const { release, PCR0, from, fromVersion, until, approvedBy: approvedBy2 } = entry;
  return markup`<tr><td>${release}</td><td><code title="${PCR0}">${PCR0.slice(0, 12)}…</code></td>
<td>${formatInstant(from)} (version ${fromVersion})</td><td>${until === void 0 ? "" : formatInstant(until)}</td>
<td>${stateOf(entry)}</td><td>${approvedBy2.join(", ") || "nobody was asked"}</td></tr>`;
}
function stateOf({ end: end2 }) {
  return end2 ?? "active";
}
function picture(entries, now) {
  const ends = entries.map(({ until }) => until ?? now);
  const first = Math.min(...entries.map(({ from }) => from));
  const last = Math.max(now, ...ends);
  const span = Math.max(last - first, DAY_MS / 24);
  const place2 = (at) => Math.round(LABELS + (at - first) / span * (WIDTH - LABELS - 12));
  const height = TOP + entries.length * ROW + 8;
  const ticks = Array.from({ length: TICKS }, (_, i) => first + span * i / (TICKS - 1));
  return markup`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="When each release was accepted by verifiers">
${ticks.map((at, i) => tick(place2(at), at, height, i, span))}
${entries.map((entry, i) => bar(entry, i, place2, last))}
<line class="now" x1="${place2(now)}" x2="${place2(now)}" y1="${TOP - 4}" y2="${height}"/></svg>`;
}
function tick(x, at, height, i, span) {
  const text7 = formatInstant(at);
  const label = span < 3 * DAY_MS ? text7.slice(5, 16).replace("T", " ") : text7.slice(0, 10);
  const anchor2 = i === 0 ? "start" : i === TICKS - 1 ? "end" : "middle";
  return markup`<line class="grid" x1="${x}" x2="${x}" y1="${TOP - 6}" y2="${height}"/><text class="axis" x="${x}" y="12" text-anchor="${anchor2}">${label}</text>`;
}
function bar(entry, i, place2, open) {
  const { release, from, until } = entry;
  const y = TOP + i * ROW;
  const [x, end2] = [place2(from), place2(until ?? open)];
  const label = release.length > 20 ? `${release.slice(0, 19)}\u2026` : release;
  const words = `${release}: ${stateOf(entry)}, from ${formatInstant(from)}${until === void 0 ? "" : ` until ${formatInstant(until)}`}`;
  return markup`<text x="0" y="${y + 15}">${label}</text><rect class="${stateOf(entry)}" x="${x}" y="${y + 4}" width="${Math.max(3, end2 - x)}" height="14" rx="3"><title>${words}</title></rect>`;
}

// src/report/drift-text.ts
function renderDrift(report, style) {
  const { findings } = report;
  return [
    `${style.bold(driftSentence(report))}
`,
    ...findings.map((finding) => renderFinding(finding, style)),
    renderColumns(facts(report))
  ].join("");
}
function driftSentence({ status, findings }) {
  const count3 = (severity) => findings.filter((finding) => finding.severity === severity).length;
  const unknown3 = count3("unknown");
  const untold = unknown3 === 0 ? "" : `, ${unknown3} could not be told`;
  switch (status) {
    case "none":
      return "no drift";
    case "unknown":
      return `no drift as far as could be told: ${unknown3} could not be told`;
    case "drift": {
      const counts = ["critical", "high", "low"].map((severity) => [severity, count3(severity)]).filter(([, number3]) => number3 > 0).map(([severity, number3]) => `${number3} ${severity}`);
      return `drift: ${counts.join(", ")}${untold}`;
    }
  }
}
var MARKS = {
  critical: "red",
  high: "red",
  low: "yellow",
  unknown: "yellow",
  info: "dim"
};
function renderFinding(finding, style) {
  const { rule, severity, subject, sid, message, expected, found, since, fix } = finding;
  const place2 = sid === void 0 ? subject : `${subject}, ${sid}`;
  const lines = [
    `${style[MARKS[severity]](severity)} ${style.bold(rule)}: ${printable(message)}`,
    `  at       ${printable(place2)}`,
    ...expected === void 0 ? [] : [`  expected ${printable(expected)}`],
    ...found === void 0 ? [] : [`  found    ${printable(found)}`],
    ...since === void 0 ? [] : [`  since    ${formatInstant(since)}`],
    ...fix === void 0 ? [] : [`  next     ${printable(fix)}`]
  ];
  return `${lines.join("\n")}
`;
}
function facts({
  list,
  keys: keys2,
  measures: measures2,
  probes
}) {
  const through = probes.filter(({ answer: answer2 }) => answer2 === "allowed").length;
  const oldest = measures2.oldestAcceptedMs;
  return [
    ...list === void 0 ? [] : [
      [
        "allow-list",
        `version ${list.id.version}, expires ${formatInstant(list.current.expiresAt)}`
      ]
    ],
    [
      "accepted",
      `${measures2.acceptedImages} images${oldest === void 0 ? "" : `, the oldest for ${durationText(oldest)}`}`
    ],
    ...keys2.map(({ key, verdict }) => ["key", `${printable(key)}: ${printable(verdict)}`]),
    ["probes", `${probes.length} questions that have to be refused, ${through} got through`]
  ];
}
function durationText(durationMs) {
  const units = [
    [DAY_MS, "d"],
    [HOUR_MS, "h"],
    [MINUTE_MS, "m"],
    [1e3, "s"]
  ];
  let rest = durationMs;
  const parts = units.flatMap(([size2, name]) => {
    const count3 = Math.floor(rest / size2);
    rest -= count3 * size2;
    return count3 === 0 ? [] : [`${count3}${name}`];
  });
  return parts.slice(0, 2).join(" ") || "0s";
}

// src/report/drift-html.ts
function renderDriftHtml(report) {
  const { pin, measuredAt, probes } = report;
  const enclave = pin.enclave ?? pin.list;
  const body = markup`<main>
<div class="status ${report.status}"><div><h1>${sentence(driftSentence(report))}</h1>
<p class="soft">Enclave ${enclave}, measured at ${formatInstant(measuredAt)}</p></div></div>
${tiles(report)}
<h2>Findings</h2>${findingsHtml(report.findings)}
<h2>Accepted by verifiers</h2>${timelineHtml(report)}
<h2>Releases</h2>${releasesHtml(report)}
<h2>Key policies</h2>${keysHtml(report.keys)}
<h2>Questions that have to be refused</h2>${probesHtml(probes)}
<footer>List ${pin.list}. Made by pcr-allowlist drift, which changes nothing.</footer>
</main>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
${markup`<title>${driftSentence(report)} · ${enclave}</title>`.text}
<style>${DRIFT_STYLE}</style></head>
<body>
${body.text}
</body></html>
`;
}
function sentence(text7) {
  return text7.charAt(0).toUpperCase() + text7.slice(1);
}
function tiles({ list, measures: measures2, probes, measuredAt }) {
  const { acceptedImages, oldestAcceptedMs, publishToActive: publishToActive2, revokeToNarrowed: revokeToNarrowed2, driftOpenMs } = measures2;
  const [published2] = publishToActive2.slice(-1);
  const [revoked] = revokeToNarrowed2.slice(-1);
  const through = probes.filter(({ answer: answer2 }) => answer2 === "allowed").length;
  const left = list === void 0 ? void 0 : list.current.expiresAt - measuredAt;
  const facts2 = [
    ["images accepted", String(acceptedImages)],
    [
      "age of the oldest",
      oldestAcceptedMs === void 0 ? void 0 : durationText(oldestAcceptedMs)
    ],
    ["list", list === void 0 ? "none" : `version ${list.id.version}`],
    ["the list lasts for", left === void 0 || left <= 0 ? void 0 : durationText(left)],
    ["from publish to active", published2 && durationText(published2.durationMs)],
    ["from revoke to every key", revoked && durationText(revoked.durationMs)],
    ["drift open for", driftOpenMs === void 0 ? void 0 : durationText(driftOpenMs)],
    ["false allows", `${through} of ${probes.length}`]
  ];
  const items = facts2.flatMap(
    ([what, value]) => value === void 0 ? [] : [markup`<li><b>${value}</b><span class="soft">${what}</span></li>`]
  );
  return markup`<ul class="tiles">${items}</ul>`;
}
function findingsHtml(findings) {
  if (findings.length === 0) return markup`<p>Everything is as the signed list says.</p>`;
  return markup`${findings.map(findingHtml)}`;
}
function findingHtml(finding) {
  const { rule, severity, subject, sid, message, expected, found, since, fix } = finding;
  const fact = (name, value) => value === void 0 ? void 0 : markup`<dt>${name}</dt><dd>${value}</dd>`;
  const code2 = (text7) => text7 === void 0 ? void 0 : markup`<code>${text7}</code>`;
  return markup`<article class="finding ${severity}"><header><span class="tag">${severity}</span><h3>${message}</h3></header>
<dl>${fact("at", code2(sid === void 0 ? subject : `${subject}, ${sid}`))}${fact("expected", code2(expected))}${fact("found", code2(found))}${fact("since", since === void 0 ? void 0 : formatInstant(since))}${fact("next", code2(fix))}${fact("rule", code2(rule))}</dl></article>`;
}
function releasesHtml({ list }) {
  if (list === void 0) return markup`<p class="soft">There is no list that verifies.</p>`;
  const { releases, removed } = list.current;
  const rows = releases.map((release) => {
    const { id: id3, state, measurements, image: image2, source, approvals } = release;
    const end2 = release.state === "retiring" ? ` until ${formatInstant(release.retireAt)}` : "";
    const from = source === void 0 ? "" : `${source.repository} ${source.commit.slice(0, 12)}`;
    return markup`<tr><td>${id3}</td><td>${state}${end2}</td><td><code title="${measurements.PCR0}">${measurements.PCR0.slice(0, 12)}…</code></td><td>${image2.name}<br><span class="soft">${from}</span></td><td>${approvals.map(({ by, source: kind }) => markup`<div>${by} <span class="soft">${kind}</span></div>`)}</td></tr>`;
  });
  const gone = removed.map(
    ({ id: id3, why, when, PCR0 }) => markup`<tr><td>${id3}</td><td>${why} ${formatInstant(when)}</td><td><code title="${PCR0}">${PCR0.slice(0, 12)}…</code></td><td></td><td></td></tr>`
  );
  return markup`<div class="wide"><table><thead><tr><th>release</th><th>state</th><th>PCR0</th><th>image</th><th>approved by</th></tr></thead><tbody>${rows}${gone}</tbody></table></div>`;
}
function probesHtml(probes) {
  if (probes.length === 0) return markup`<p class="soft">None could be asked.</p>`;
  const classes = { refused: "good", allowed: "critical", unknown: "unknown" };
  const rows = probes.map(
    ({ name, asked, answer: answer2, detail }) => markup`<tr class="${classes[answer2]}"><td><span class="tag">${answer2}</span></td><td>${name}</td><td><code>${asked}</code></td><td>${detail}</td></tr>`
  );
  return markup`<div class="wide"><table><thead><tr><th></th><th>question</th><th>asked of</th><th>answer</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
  const numericValues = Object.values(entries).filter((v) => typeof v === "number");
  const values = Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
  return values;
}
function jsonStringifyReplacer(_, value) {
  if (typeof value === "bigint")
    return value.toString();
  return value;
}
var Cached = class {
  constructor(getter) {
    this._getter = getter;
    this._value = void 0;
  }
  get value() {
    const getter = this._getter;
    if (getter !== void 0) {
      this._value = getter();
      this._getter = void 0;
    }
    return this._value;
  }
};
function cached(getter) {
  return new Cached(getter);
}
function nullish(input) {
  return input === null || input === void 0;
}
function cleanRegex(source) {
  const start2 = source.startsWith("^") ? 1 : 0;
  const end2 = source.endsWith("$") ? source.length - 1 : source.length;
  return source.slice(start2, end2);
}
function assignProp(target, prop, value) {
  Object.defineProperty(target, prop, {
    value,
    writable: true,
    enumerable: true,
    configurable: true
  });
}
function rawShape(def) {
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  return desc?.get ? desc.get.raw : desc?.value;
}
var captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {
};
function isObject(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
function isPlainObject(o) {
  if (isObject(o) === false)
    return false;
  const ctor = o.constructor;
  if (ctor === void 0)
    return true;
  if (typeof ctor !== "function")
    return true;
  const prot = ctor.prototype;
  if (isObject(prot) === false)
    return false;
  if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
    return false;
  }
  return true;
}
function shallowClone(o) {
  if (isPlainObject(o))
    return { ...o };
  if (Array.isArray(o))
    return [...o];
  if (o instanceof Map)
    return new Map(o);
  if (o instanceof Set)
    return new Set(o);
  return o;
}
var propertyKeyTypes = /* @__PURE__ */ new Set(["string", "number", "symbol"]);
function escapeRegex(str) {
  return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
  const cl = new inst._zod.constr(def ?? inst._zod.def);
  if (!def || params?.parent)
    cl._zod.parent = inst;
  return cl;
}
function normalizeParams(_params) {
  const params = _params;
  if (!params)
    return {};
  if (typeof params === "string")
    return { error: () => params };
  if (params?.message !== void 0) {
    if (params?.error !== void 0)
      throw new Error("Cannot specify both `message` and `error` params");
    params.error = params.message;
  }
  delete params.message;
  if (typeof params.error === "string")
    return { ...params, error: () => params.error };
  return params;
}
function optionalKeys(shape) {
  return Object.keys(shape).filter((k) => {
    return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
  });
}
var NUMBER_FORMAT_RANGES = /* @__PURE__ */ (() => ({
  safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  float32: [-34028234663852886e22, 34028234663852886e22],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
function aborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue !== true) {
      return true;
    }
  }
  return false;
}
function explicitlyAborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue === false) {
      return true;
    }
  }
  return false;
}
function prefixIssues(path, issues) {
  return issues.map((iss) => {
    var _a2;
    (_a2 = iss).path ?? (_a2.path = []);
    iss.path.unshift(path);
    return iss;
  });
}
function unwrapMessage(message) {
  return typeof message === "string" ? message : message?.message;
}
function sizeCaps(defChecks) {
  const caps = [];
  for (const ch of defChecks ?? []) {
    const d = ch._zod.def;
    if (!/_(length|size)$|_equals$/.test(d.check))
      break;
    const max = d.maximum ?? d.length ?? d.size;
    if (max >= 0)
      caps.push([max, ch]);
  }
  return caps;
}
function attachSchema(issues, start2, inst) {
  var _a2;
  for (let i = start2; i < issues.length; i++) {
    (_a2 = issues[i]).schema ?? (_a2.schema = inst);
  }
}
function finalizeIssue(iss, ctx, config2) {
  var _a2;
  const traits = iss.inst?._zod?.traits;
  if (traits?.has("$ZodType")) {
    if (traits.has("$ZodCheck"))
      (_a2 = iss).schema ?? (_a2.schema = iss.inst);
    else
      iss.schema = iss.inst;
  }
  const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
  const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config2.customError?.(iss)) ?? unwrapMessage(config2.localeError?.(iss)) ?? "Invalid input";
  const full = {};
  for (const k of Object.keys(iss)) {
    if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
      continue;
    full[k] = iss[k];
  }
  full.path ?? (full.path = []);
  full.message = message;
  if (ctx?.reportInput) {
    full.input = iss.input;
  }
  return full;
}
var highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
  const units = str.length;
  if (!highSurrogate.test(str))
    return units;
  let count3 = units;
  for (let i = 0; i < units - 1; i++) {
    if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
      count3--;
      i++;
    }
  }
  return count3;
}
function getLengthableOrigin(input) {
  if (Array.isArray(input))
    return "array";
  if (typeof input === "string")
    return "string";
  return "unknown";
}
function issue(...args) {
  const [iss, input, inst] = args;
  if (typeof iss === "string") {
    return {
      message: iss,
      code: "custom",
      input,
      inst
    };
  }
  return { ...iss };
}
function members(proto, table) {
  for (const key in table) {
    const desc = Object.getOwnPropertyDescriptor(table, key);
    if (desc.get)
      Object.defineProperty(proto, key, { ...desc, enumerable: false });
    else
      defineBound(proto, key, desc.value);
  }
}
function own(inst, key, value, enumerable = true) {
  Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value });
  return value;
}
function hide(inst, key, value) {
  return own(inst, key, value, false);
}
function defineBound(proto, key, fn) {
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      return this == null ? fn : own(this, key, fn.bind(this));
    },
    set(value) {
      own(this, key, value);
    }
  });
}
function claim(inst, sentinel) {
  const proto = Object.getPrototypeOf(inst);
  return sentinel in proto ? void 0 : proto;
}
var installing;
var broke = false;
var breaker = {
  configurable: true,
  get() {
    broke = true;
    return void 0;
  }
};
function defineLazyInternal(inst, key, compute) {
  const proto = Object.getPrototypeOf(inst._zod);
  if (key in proto && installing !== inst._zod) {
    installing = void 0;
    return;
  }
  installing = inst._zod;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      Object.defineProperty(this, key, breaker);
      const outer = broke;
      broke = false;
      try {
        const value = compute(this);
        if (broke)
          delete this[key];
        else
          Object.defineProperty(this, key, { configurable: true, writable: true, value });
        broke = broke || outer;
        return value;
      } catch (err) {
        delete this[key];
        broke = broke || outer;
        throw err;
      }
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, value });
    }
  });
}
function installLazyProp(inst, key, make2, enumerable) {
  const proto = claim(inst, key);
  if (!proto)
    return;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      const desc = { configurable: true, writable: true, enumerable, value: void 0 };
      Object.defineProperty(this, key, desc);
      desc.value = make2(this);
      Object.defineProperty(this, key, desc);
      return desc.value;
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value });
    }
  });
}

// node_modules/zod/v4/core/core.js
var _a;
var NEVER = /* @__PURE__ */ Object.freeze({
  status: "aborted"
});
var _zodDesc = { value: void 0, enumerable: false };
var _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
  const E = _E;
  if (E) {
    const saved = E.stackTraceLimit;
    if (typeof saved === "number") {
      try {
        E.stackTraceLimit = 0;
      } catch {
        _E = null;
        return new Definition();
      }
      try {
        return new Definition();
      } finally {
        E.stackTraceLimit = saved;
      }
    }
  }
  return new Definition();
}
// @__NO_SIDE_EFFECTS__
function $constructor(name, initializer2, proto, params) {
  const zodProto = {};
  function Internals(def) {
    this.def = def;
    this.constr = _;
    this.traits = /* @__PURE__ */ new Set();
  }
  Internals.prototype = zodProto;
  const protoMembers = proto;
  const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
  function init2(inst, def) {
    if (!inst._zod) {
      _zodDesc.value = new Internals(def);
      try {
        Object.defineProperty(inst, "_zod", _zodDesc);
      } finally {
        _zodDesc.value = void 0;
      }
    } else if (inst._zod.traits.has(name)) {
      return;
    }
    inst._zod.traits.add(name);
    initializer2(inst, def);
    if (initialized) {
      const own2 = Object.getPrototypeOf(inst);
      const ctorProto = inst._zod.constr.prototype;
      let up = own2;
      while (up && up !== ctorProto)
        up = Object.getPrototypeOf(up);
      const target = up ?? own2;
      if (!initialized.has(target)) {
        initialized.add(target);
        members(target, protoMembers);
      }
    }
    const proto2 = _.prototype;
    for (const k in proto2) {
      if (!Object.prototype.hasOwnProperty.call(proto2, k))
        continue;
      if (!(k in inst)) {
        inst[k] = proto2[k].bind(inst);
      }
    }
  }
  const Parent = params?.Parent ?? Object;
  class Definition extends Parent {
  }
  Object.defineProperty(Definition, "name", { value: name });
  function _(def) {
    const inst = params?.Parent ? newError(Definition) : this;
    init2(inst, def);
    const deferred = inst._zod.deferred;
    if (deferred) {
      for (const fn of deferred) {
        fn();
      }
      inst._zod.deferred = void 0;
    }
    const pp = globalThis.__zod_globalConfig?.postProcessor;
    if (pp)
      pp(inst);
    return inst;
  }
  Object.defineProperty(_, "init", { value: init2 });
  Object.defineProperty(_, Symbol.hasInstance, {
    value: (inst) => {
      if (params?.Parent && inst instanceof params.Parent)
        return true;
      return inst?._zod?.traits?.has(name);
    }
  });
  Object.defineProperty(_, "name", { value: name });
  return _;
}
var $ZodAsyncError = class extends Error {
  constructor() {
    super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
  }
};
var $ZodEncodeError = class extends Error {
  constructor(name) {
    super(`Encountered unidirectional transform during encode: ${name}`);
    this.name = "ZodEncodeError";
  }
};
(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
var globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
  if (newConfig)
    Object.assign(globalConfig, newConfig);
  return globalConfig;
}

// node_modules/zod/v4/core/errors.js
function _getMessage() {
  const internals = this._zod;
  internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
  return internals.message;
}
function _setMessage(value) {
  this._zod.message = value;
}
var _messageDesc = {
  get: _getMessage,
  set: _setMessage,
  enumerable: true,
  configurable: true
};
var _issuesDesc = { value: void 0, enumerable: false };
var _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
var initializer = (inst, def) => {
  inst.name = "$ZodError";
  _issuesDesc.value = def;
  Object.defineProperty(inst, "issues", _issuesDesc);
  _issuesDesc.value = void 0;
  Object.defineProperty(inst, "message", _messageDesc);
  const proto = Object.getPrototypeOf(inst);
  if (!_installedToString.has(proto)) {
    _installedToString.add(proto);
    Object.defineProperty(proto, "toString", {
      configurable: true,
      enumerable: false,
      get() {
        const value = () => this.message;
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
        return value;
      },
      set(value) {
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
      }
    });
  }
};
var $ZodError = $constructor("$ZodError", initializer);
var $ZodRealError = $constructor("$ZodError", initializer, void 0, {
  Parent: Error
});

// node_modules/zod/v4/core/parse.js
function finalizeParams(callee, params) {
  return { callee: params?.callee ?? callee, Err: params?.Err };
}
var _parse = (_Err) => {
  const fn = (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
    const result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise) {
      throw new $ZodAsyncError();
    }
    if (result.issues.length) {
      const e = new (_params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, _params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var parse = /* @__PURE__ */ _parse($ZodRealError);
var _parseAsync = (_Err) => {
  const fn = async (schema, value, _ctx, params) => {
    const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
    let result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise)
      result = await result;
    if (result.issues.length) {
      const e = new (params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var parseAsync = /* @__PURE__ */ _parseAsync($ZodRealError);
var _safeParse = (_Err) => (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
  const result = schema._zod.run({ value, issues: [] }, ctx);
  if (result instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
var safeParse = /* @__PURE__ */ _safeParse($ZodRealError);
function failure(Err, issues, ctx) {
  let error;
  return {
    success: false,
    get error() {
      if (!error) {
        error = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
        issues = void 0;
        ctx = void 0;
      }
      return error;
    },
    set error(e) {
      error = e;
      issues = void 0;
      ctx = void 0;
    }
  };
}
var _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
  let result = schema._zod.run({ value, issues: [] }, ctx);
  if (result instanceof Promise)
    result = await result;
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
var safeParseAsync = /* @__PURE__ */ _safeParseAsync($ZodRealError);
var _encode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return parse2(schema, value, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var encode = /* @__PURE__ */ _encode($ZodRealError);
var _safeEncode = (_Err) => (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
  return _safeParse(_Err)(schema, value, ctx);
};
var safeEncode = /* @__PURE__ */ _safeEncode($ZodRealError);

// node_modules/zod/v4/core/regexes.js
var duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
var dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
function anchor(source) {
  return new RegExp(`^${source}$`);
}
var date = /* @__PURE__ */ anchor(dateSource);
function timeSource(args) {
  const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
  const regex = typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
  return regex;
}
function time(args) {
  return new RegExp(`^${timeSource(args)}$`);
}
function datetime(args) {
  const opts = ["Z"];
  if (args.offset)
    opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
  const qualified = `${timeSource({ precision: args.precision, seconds: true })}(?:${opts.join("|")})`;
  const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
  return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
var anyString = /^[\s\S]{0,}$/;
var number = /^-?\d+(?:\.\d+)?$/;
var boolean = /^(?:true|false)$/i;

// node_modules/zod/v4/core/checks.js
var $ZodCheck = /* @__PURE__ */ $constructor("$ZodCheck", (inst, def) => {
  var _a2;
  inst._zod ?? (inst._zod = {});
  inst._zod.def = def;
  (_a2 = inst._zod).onattach ?? (_a2.onattach = []);
});
var _whenHasLength = (payload) => {
  const val = payload.value;
  return !nullish(val) && val.length !== void 0;
};
var numericOriginMap = {
  number: "number",
  bigint: "bigint",
  object: "date"
};
var $ZodCheckLessThan = /* @__PURE__ */ $constructor("$ZodCheckLessThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value <= def.value : payload.value < def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_big",
      maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckGreaterThan = /* @__PURE__ */ $constructor("$ZodCheckGreaterThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value >= def.value : payload.value > def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_small",
      minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckNumberFormat = /* @__PURE__ */ $constructor("$ZodCheckNumberFormat", (inst, def) => {
  $ZodCheck.init(inst, def);
  def.format = def.format || "float64";
  const isInt = def.format?.includes("int");
  const origin = isInt ? "int" : "number";
  const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
  inst._zod.check = (payload) => {
    const input = payload.value;
    if (isInt) {
      if (!Number.isInteger(input)) {
        payload.issues.push({
          expected: origin,
          format: def.format,
          code: "invalid_type",
          continue: false,
          input,
          inst
        });
        return;
      }
      if (!Number.isSafeInteger(input)) {
        if (input > 0) {
          payload.issues.push({
            input,
            code: "too_big",
            maximum: Number.MAX_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        } else {
          payload.issues.push({
            input,
            code: "too_small",
            minimum: Number.MIN_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        }
        return;
      }
    }
    if (input < minimum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_small",
        minimum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
    if (input > maximum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_big",
        maximum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCheckMaxLength = /* @__PURE__ */ $constructor("$ZodCheckMaxLength", (inst, def) => {
  var _a2;
  $ZodCheck.init(inst, def);
  (_a2 = inst._zod.def).when ?? (_a2.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length2 = typeof input === "string" && units > def.maximum ? codePointLength(input) : units;
    if (length2 <= def.maximum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_big",
      maximum: def.maximum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMinLength = /* @__PURE__ */ $constructor("$ZodCheckMinLength", (inst, def) => {
  var _a2;
  $ZodCheck.init(inst, def);
  (_a2 = inst._zod.def).when ?? (_a2.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length2 = typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units;
    if (length2 >= def.minimum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_small",
      minimum: def.minimum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLengthEquals = /* @__PURE__ */ $constructor("$ZodCheckLengthEquals", (inst, def) => {
  var _a2;
  $ZodCheck.init(inst, def);
  (_a2 = inst._zod.def).when ?? (_a2.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length2 = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
    if (length2 === def.length)
      return;
    const origin = getLengthableOrigin(input);
    const tooBig = length2 > def.length;
    payload.issues.push({
      origin,
      ...tooBig ? { code: "too_big", maximum: def.length } : { code: "too_small", minimum: def.length },
      inclusive: true,
      exact: true,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStringFormat = /* @__PURE__ */ $constructor("$ZodCheckStringFormat", (inst, def) => {
  var _a2, _b;
  $ZodCheck.init(inst, def);
  if (def.pattern)
    (_a2 = inst._zod).check ?? (_a2.check = (payload) => {
      def.pattern.lastIndex = 0;
      if (def.pattern.test(payload.value))
        return;
      payload.issues.push({
        origin: "string",
        code: "invalid_format",
        format: def.format,
        input: payload.value,
        ...def.pattern ? { pattern: def.pattern.toString() } : {},
        inst,
        continue: !def.abort
      });
    });
  else
    (_b = inst._zod).check ?? (_b.check = () => {
    });
});
var $ZodCheckRegex = /* @__PURE__ */ $constructor("$ZodCheckRegex", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    def.pattern.lastIndex = 0;
    if (def.pattern.test(payload.value))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "regex",
      input: payload.value,
      pattern: def.pattern.toString(),
      inst,
      continue: !def.abort
    });
  };
});

// node_modules/zod/v4/core/versions.js
var version = {
  major: 4,
  minor: 6,
  patch: 7
};

// node_modules/zod/v4/core/schemas.js
var $ZodType = /* @__PURE__ */ $constructor("$ZodType", (inst, def) => {
  var _a2;
  inst ?? (inst = {});
  inst._zod.def = def;
  inst._zod.bag = inst._zod.bag || {};
  inst._zod.version = version;
  const defChecks = inst._zod.def.checks;
  const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
  for (const ch of checks) {
    for (const fn of ch._zod.onattach) {
      fn(inst);
    }
  }
  if (checks.length === 0) {
    (_a2 = inst._zod).deferred ?? (_a2.deferred = []);
    inst._zod.deferred?.push(() => {
      inst._zod.run = inst._zod.parse;
    });
  } else {
    const runChecks = (payload, checks2, ctx) => {
      if (payload.memo)
        return payload;
      let isAborted = aborted(payload);
      let asyncResult;
      for (const ch of checks2) {
        if (ch._zod.def.when) {
          if (explicitlyAborted(payload))
            continue;
          const shouldRun = ch._zod.def.when(payload);
          if (!shouldRun)
            continue;
        } else if (isAborted) {
          continue;
        }
        const currLen = payload.issues.length;
        const _ = ch._zod.check(payload);
        if (_ instanceof Promise && ctx?.async === false) {
          throw new $ZodAsyncError();
        }
        if (asyncResult || _ instanceof Promise) {
          asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
            await _;
            const nextLen = payload.issues.length;
            if (nextLen === currLen)
              return;
            attachSchema(payload.issues, currLen, inst);
            if (!isAborted)
              isAborted = aborted(payload, currLen);
          });
        } else {
          const nextLen = payload.issues.length;
          if (nextLen === currLen)
            continue;
          attachSchema(payload.issues, currLen, inst);
          if (!isAborted)
            isAborted = aborted(payload, currLen);
        }
      }
      if (asyncResult) {
        return asyncResult.then(() => {
          return payload;
        });
      }
      return payload;
    };
    const handleCanaryResult = (canary, payload, ctx) => {
      if (aborted(canary)) {
        canary.aborted = true;
        return canary;
      }
      const checkResult = runChecks(payload, checks, ctx);
      if (checkResult instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return checkResult.then((checkResult2) => inst._zod.parse(checkResult2, ctx));
      }
      return inst._zod.parse(checkResult, ctx);
    };
    inst._zod.run = (payload, ctx) => {
      if (ctx.skipChecks) {
        return inst._zod.parse(payload, ctx);
      }
      if (ctx.direction === "backward") {
        const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
        if (canary instanceof Promise) {
          return canary.then((canary2) => {
            return handleCanaryResult(canary2, payload, ctx);
          });
        }
        return handleCanaryResult(canary, payload, ctx);
      }
      const result = inst._zod.parse(payload, ctx);
      if (result instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return result.then((result2) => runChecks(result2, checks, ctx));
      }
      return runChecks(result, checks, ctx);
    };
  }
}, {
  // Wrappers extend this by installing a richer factory over it; reading it eagerly would defeat the laziness.
  get "~standard"() {
    return hide(this, "~standard", standardProps(this));
  },
  set "~standard"(value) {
    own(this, "~standard", value);
  }
});
var toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync(inst, value) {
  const ctx = { async: true };
  return toStandardResult(await inst._zod.run({ value, issues: [] }, ctx), ctx);
}
function standardProps(inst) {
  return {
    validate: (value) => {
      const ctx = { async: false };
      try {
        const r = inst._zod.run({ value, issues: [] }, ctx);
        if (!(r instanceof Promise))
          return toStandardResult(r, ctx);
      } catch (_) {
      }
      return validateAsync(inst, value);
    },
    vendor: "zod",
    version: 1
  };
}
var $ZodString = /* @__PURE__ */ $constructor("$ZodString", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = def.pattern ?? anyString;
  inst._zod.parse = (payload, _) => {
    if (def.coerce)
      try {
        payload.value = String(payload.value);
      } catch (_2) {
      }
    if (typeof payload.value === "string")
      return payload;
    payload.issues.push({
      expected: "string",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
var $ZodStringFormat = /* @__PURE__ */ $constructor("$ZodStringFormat", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  $ZodString.init(inst, def);
});
var $ZodISODateTime = /* @__PURE__ */ $constructor("$ZodISODateTime", (inst, def) => {
  def.pattern ?? (def.pattern = datetime(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODate = /* @__PURE__ */ $constructor("$ZodISODate", (inst, def) => {
  def.pattern ?? (def.pattern = date);
  $ZodStringFormat.init(inst, def);
});
var $ZodISOTime = /* @__PURE__ */ $constructor("$ZodISOTime", (inst, def) => {
  def.pattern ?? (def.pattern = time(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODuration = /* @__PURE__ */ $constructor("$ZodISODuration", (inst, def) => {
  def.pattern ?? (def.pattern = duration);
  $ZodStringFormat.init(inst, def);
});
var $ZodNumber = /* @__PURE__ */ $constructor("$ZodNumber", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = number;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Number(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
      return payload;
    }
    const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
    payload.issues.push({
      expected: "number",
      code: "invalid_type",
      input,
      inst,
      ...received ? { received } : {}
    });
    return payload;
  };
});
var $ZodNumberFormat = /* @__PURE__ */ $constructor("$ZodNumberFormat", (inst, def) => {
  $ZodCheckNumberFormat.init(inst, def);
  $ZodNumber.init(inst, def);
});
var $ZodBoolean = /* @__PURE__ */ $constructor("$ZodBoolean", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = boolean;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Boolean(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "boolean")
      return payload;
    payload.issues.push({
      expected: "boolean",
      code: "invalid_type",
      input,
      inst
    });
    return payload;
  };
});
var $ZodUnknown = /* @__PURE__ */ $constructor("$ZodUnknown", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload) => payload;
});
var $ZodNever = /* @__PURE__ */ $constructor("$ZodNever", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _ctx) => {
    payload.issues.push({
      expected: "never",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
function capSize(inst, size2) {
  const caps = sizeCaps(inst._zod.def.checks);
  if (!caps.length)
    return;
  const cap = Math.min(...caps.map((c) => c[0]));
  const parse2 = inst._zod.parse;
  inst._zod.parse = (payload, ctx) => {
    const n = size2(payload.value);
    if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
      for (const [max, ch] of sizeCaps(inst._zod.def.checks)) {
        if (n > max && ch._zod.def.when(payload)) {
          const start2 = payload.issues.length;
          ch._zod.check(payload);
          payload.issues[start2].continue = false;
          attachSchema(payload.issues, start2, inst);
          return payload;
        }
      }
    }
    return parse2(payload, ctx);
  };
}
var arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
  if (result.issues.length) {
    final.issues.push(...prefixIssues(index, result.issues));
  }
  final.value[index] = result.value;
}
var $ZodArray = /* @__PURE__ */ $constructor("$ZodArray", (inst, def) => {
  $ZodType.init(inst, def);
  const memo = globalConfig.memoizer;
  memo?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!Array.isArray(input)) {
      payload.issues.push({
        expected: "array",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
    const proms = [];
    const abortEarly = ctx?.abortEarly;
    for (let i = 0; i < input.length; i++) {
      const item = input[i];
      const result = def.element._zod.run({
        value: item,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        proms.push(result.then((result2) => handleArrayResult(result2, payload, i)));
      } else {
        handleArrayResult(result, payload, i);
        if (abortEarly && result.issues.length !== 0 && aborted(result))
          break;
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
  capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
  const isPresent = key in input;
  const isOptionalOut = optout === "optional";
  if (!isPresent && isOptionalOut && optin === "optional") {
    return;
  }
  if (result.issues.length) {
    if (optin !== void 0 && isOptionalOut && !isPresent) {
      return;
    }
    final.issues.push(...prefixIssues(key, result.issues));
  }
  if (!isPresent && optin === void 0) {
    if (!result.issues.length) {
      final.issues.push({
        code: "invalid_type",
        expected: "nonoptional",
        input: void 0,
        path: [key]
      });
    }
    return;
  }
  if (result.value === void 0) {
    if (isPresent || optin === "defaulted" && !isOptionalOut) {
      final.value[key] = void 0;
    }
  } else {
    final.value[key] = result.value;
  }
}
var NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
  const keys2 = Object.keys(def.shape);
  const ownSymbols = Object.getOwnPropertySymbols(def.shape);
  const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
  const allKeys = symbolKeys.length ? [...keys2, ...symbolKeys] : keys2;
  for (const k of allKeys) {
    if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
      throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
    }
  }
  const okeys = optionalKeys(def.shape);
  return {
    ...def,
    allKeys,
    symbolKeys,
    // string-only: handleCatchall matches it against `for...in`, which never yields a symbol
    keySet: new Set(keys2),
    numKeys: keys2.length,
    optionalKeys: new Set(okeys)
  };
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
  const unrecognized = [];
  const keySet = def.keySet;
  const _catchall = def.catchall._zod;
  const t = _catchall.def.type;
  const optin = _catchall.optin;
  const optout = _catchall.optout;
  let seen = 0;
  for (const key in input) {
    if (abortEarly && payload.issues.length !== seen) {
      if (aborted(payload, seen))
        break;
      seen = payload.issues.length;
    }
    if (keySet.has(key))
      continue;
    if (key === "__proto__") {
      if (t === "never")
        unrecognized.push(key);
      continue;
    }
    if (t === "never") {
      unrecognized.push(key);
      continue;
    }
    const r = _catchall.run({ value: input[key], issues: [] }, ctx);
    if (r instanceof Promise) {
      proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
    } else {
      handlePropertyResult(r, payload, key, input, optin, optout);
    }
  }
  if (unrecognized.length) {
    payload.issues.push({
      code: "unrecognized_keys",
      keys: unrecognized,
      input,
      inst,
      // Describes the shape of the input, not the validity of the parsed value, so it never aborts. The parse still fails; the schema's own checks just get to run first, and an enclosing intersection can reconcile the key against a sibling operand.
      continue: true
    });
  }
  if (!proms.length)
    return payload;
  return Promise.all(proms).then(() => {
    return payload;
  });
}
var $ZodObject = /* @__PURE__ */ $constructor("$ZodObject", (inst, def) => {
  $ZodType.init(inst, def);
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  const sh = desc?.get ? desc.get.raw : def.shape ?? {};
  if (sh) {
    const get = () => {
      const newSh = { ...sh };
      Object.defineProperty(def, "shape", { value: newSh });
      get.raw = newSh;
      return newSh;
    };
    get.raw = sh;
    Object.defineProperty(def, "shape", { get });
  }
  const _normalized = cached(() => normalizeDef(def));
  defineLazyInternal(inst, "propValues", (zod) => {
    const shape = zod.def.shape;
    const propValues = {};
    for (const key in shape) {
      const field = shape[key]._zod;
      if (field.values) {
        if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
          assignProp(propValues, key, /* @__PURE__ */ new Set());
        }
        for (const v of field.values)
          propValues[key].add(v);
        if (field.optin !== void 0)
          propValues[key].add(void 0);
      }
    }
    return propValues;
  });
  const isObject6 = isObject;
  const catchall = def.catchall;
  let value;
  const memo = globalConfig.memoizer;
  memo?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    value ?? (value = _normalized.value);
    const input = payload.value;
    if (!isObject6(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
    const proms = [];
    const shape = value.shape;
    const abortEarly = ctx?.abortEarly;
    let seen = payload.issues.length;
    for (const key of value.allKeys) {
      if (abortEarly && payload.issues.length !== seen) {
        if (aborted(payload, seen))
          break;
        seen = payload.issues.length;
      }
      if (key === "__proto__")
        continue;
      const el = shape[key];
      const optin = el._zod.optin;
      const optout = el._zod.optout;
      const r = el._zod.run({ value: input[key], issues: [] }, ctx);
      if (r instanceof Promise) {
        proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
      } else {
        handlePropertyResult(r, payload, key, input, optin, optout);
      }
    }
    if (!catchall) {
      return proms.length ? Promise.all(proms).then(() => payload) : payload;
    }
    return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
  };
});
function handleUnionResults(results, final, inst, ctx) {
  for (const result of results) {
    if (result.issues.length === 0) {
      final.value = result.value;
      return final;
    }
  }
  const nonaborted = results.filter((r) => !aborted(r));
  if (nonaborted.length === 1) {
    final.value = nonaborted[0].value;
    return nonaborted[0];
  }
  final.issues.push({
    code: "invalid_union",
    input: final.value,
    inst,
    errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
  });
  return final;
}
var $ZodUnion = /* @__PURE__ */ $constructor("$ZodUnion", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
  defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
  defineLazyInternal(inst, "values", (zod) => {
    if (zod.def.options.every((o) => o._zod.values)) {
      return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
    }
    return void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    if (zod.def.options.every((o) => o._zod.pattern)) {
      const patterns = zod.def.options.map((o) => o._zod.pattern);
      return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
    }
    return void 0;
  });
  const first = def.options.length === 1 ? def.options[0]._zod.run : null;
  inst._zod.parse = (payload, ctx) => {
    if (first) {
      return first(payload, ctx);
    }
    let async = false;
    const results = [];
    for (const option of def.options) {
      const result = option._zod.run({
        value: payload.value,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        results.push(result);
        async = true;
      } else {
        if (result.issues.length === 0)
          return result;
        results.push(result);
      }
    }
    if (!async)
      return handleUnionResults(results, payload, inst, ctx);
    return Promise.all(results).then((results2) => {
      return handleUnionResults(results2, payload, inst, ctx);
    });
  };
});
function discriminatorMap(def) {
  const map = /* @__PURE__ */ new Map();
  for (const option of def.options) {
    const values = option._zod.propValues?.[def.discriminator];
    if (!values || values.size === 0)
      throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
    for (const value of values) {
      if (map.has(value)) {
        if (value !== void 0)
          throw new Error(`Duplicate discriminator value "${String(value)}"`);
        map.set(value, null);
      } else {
        map.set(value, option);
      }
    }
  }
  return map;
}
var $ZodDiscriminatedUnion = /* @__PURE__ */ $constructor("$ZodDiscriminatedUnion", (inst, def) => {
  def.inclusive = false;
  $ZodUnion.init(inst, def);
  const _super = inst._zod.parse;
  defineLazyInternal(inst, "propValues", (zod) => {
    const propValues = {};
    let undefinedCount = 0;
    for (const option of zod.def.options) {
      const pv = option._zod.propValues;
      if (!pv || Object.keys(pv).length === 0)
        throw new Error(`Invalid discriminated union option at index "${zod.def.options.indexOf(option)}"`);
      if (pv[zod.def.discriminator]?.has(void 0))
        undefinedCount++;
      for (const [k, v] of Object.entries(pv)) {
        if (!Object.prototype.hasOwnProperty.call(propValues, k)) {
          assignProp(propValues, k, /* @__PURE__ */ new Set());
        }
        for (const val of v) {
          propValues[k].add(val);
        }
      }
    }
    if (!zod.def.unionFallback && undefinedCount > 1)
      propValues[zod.def.discriminator]?.delete(void 0);
    return propValues;
  });
  def.options.forEach((option, i) => {
    const propShape = rawShape(option._zod.def);
    if (propShape && !Object.prototype.hasOwnProperty.call(propShape, def.discriminator)) {
      throw new Error(`Invalid discriminated union option at index "${i}"`);
    }
  });
  const disc = cached(() => discriminatorMap(def));
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!isObject(input)) {
      payload.issues.push({
        code: "invalid_type",
        expected: "object",
        input,
        inst
      });
      return payload;
    }
    const value = input?.[def.discriminator];
    const opt = disc.value.get(value);
    if (opt && (value !== void 0 || ctx.direction !== "backward")) {
      return opt._zod.run(payload, ctx);
    }
    if (def.unionFallback || ctx.direction === "backward") {
      return _super(payload, ctx);
    }
    payload.issues.push({
      code: "invalid_union",
      errors: [],
      note: "No matching discriminator",
      discriminator: def.discriminator,
      options: Array.from(disc.value.keys()).filter((value2) => disc.value.get(value2) !== null),
      input,
      path: [def.discriminator],
      inst
    });
    return payload;
  };
});
var $ZodRecord = /* @__PURE__ */ $constructor("$ZodRecord", (inst, def) => {
  $ZodType.init(inst, def);
  const memo = globalConfig.memoizer;
  memo?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!isPlainObject(input)) {
      payload.issues.push({
        expected: "record",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    const proms = [];
    const values = def.keyType._zod.values;
    if (values && !def.partial) {
      payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
      const recordKeys = /* @__PURE__ */ new Set();
      for (const key of values) {
        if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
          recordKeys.add(typeof key === "number" ? key.toString() : key);
          if (key === "__proto__")
            continue;
          const keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
          if (keyResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (keyResult.issues.length) {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
            continue;
          }
          const outKey = keyResult.value;
          if (outKey === "__proto__")
            continue;
          const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
          if (result instanceof Promise) {
            proms.push(result.then((result2) => {
              if (result2.issues.length) {
                payload.issues.push(...prefixIssues(key, result2.issues));
              }
              payload.value[outKey] = result2.value;
            }));
          } else {
            if (result.issues.length) {
              payload.issues.push(...prefixIssues(key, result.issues));
            }
            payload.value[outKey] = result.value;
          }
        }
      }
      let unrecognized;
      for (const key in input) {
        if (!recordKeys.has(key)) {
          if (def.mode === "loose") {
            if (key === "__proto__")
              continue;
            payload.value[key] = input[key];
          } else {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          }
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    } else {
      payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
      let unrecognized;
      for (const key of Reflect.ownKeys(input)) {
        if (key === "__proto__")
          continue;
        if (!Object.prototype.propertyIsEnumerable.call(input, key))
          continue;
        let keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
        if (keyResult instanceof Promise) {
          throw new Error("Async schemas not supported in object keys currently");
        }
        const checkNumericKey = typeof key === "string" && number.test(key) && keyResult.issues.length;
        if (checkNumericKey) {
          const retryResult = def.keyType._zod.run({ value: Number(key), issues: [] }, ctx);
          if (retryResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (retryResult.issues.length === 0) {
            keyResult = retryResult;
          }
        }
        if (keyResult.issues.length) {
          if (def.mode === "loose") {
            payload.value[key] = input[key];
          } else if (values) {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          } else {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
          }
          continue;
        }
        const outKey = keyResult.value;
        if (outKey === "__proto__")
          continue;
        const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
        if (result instanceof Promise) {
          proms.push(result.then((result2) => {
            if (result2.issues.length) {
              payload.issues.push(...prefixIssues(key, result2.issues));
            }
            payload.value[outKey] = result2.value;
          }));
        } else {
          if (result.issues.length) {
            payload.issues.push(...prefixIssues(key, result.issues));
          }
          payload.value[outKey] = result.value;
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
});
var $ZodEnum = /* @__PURE__ */ $constructor("$ZodEnum", (inst, def) => {
  $ZodType.init(inst, def);
  const values = getEnumValues(def.entries);
  const valuesSet = new Set(values);
  inst._zod.values = valuesSet;
  defineLazyInternal(inst, "pattern", (zod) => {
    const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
    return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (valuesSet.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodLiteral = /* @__PURE__ */ $constructor("$ZodLiteral", (inst, def) => {
  $ZodType.init(inst, def);
  const values = new Set(def.values);
  inst._zod.values = values;
  defineLazyInternal(inst, "pattern", (zod) => {
    const vals = zod.def.values;
    return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (values.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values: def.values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodTransform = /* @__PURE__ */ $constructor("$ZodTransform", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "optional";
  globalConfig.memoizer?.guard(inst);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    const _out = def.transform(payload.value, payload);
    if (ctx.async) {
      const output = _out instanceof Promise ? _out : Promise.resolve(_out);
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    if (_out instanceof Promise) {
      throw new $ZodAsyncError();
    }
    payload.value = _out;
    return payload;
  };
});
function handleOptionalResult(payload, result) {
  payload.value = result.issues.length ? void 0 : result.value;
  return payload;
}
var $ZodOptional = /* @__PURE__ */ $constructor("$ZodOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  inst._zod.optout = "optional";
  defineLazyInternal(inst, "values", (zod) => {
    const values = zod.def.innerType._zod.values;
    return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === void 0) {
      if (def.innerType._zod.optin !== "defaulted")
        return payload;
      const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
      if (result instanceof Promise)
        return result.then((result2) => handleOptionalResult(payload, result2));
      return handleOptionalResult(payload, result);
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodExactOptional = /* @__PURE__ */ $constructor("$ZodExactOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
  inst._zod.parse = (payload, ctx) => {
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNullable = /* @__PURE__ */ $constructor("$ZodNullable", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
  });
  defineLazyInternal(inst, "values", (zod) => {
    return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === null)
      return payload;
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodDefault = /* @__PURE__ */ $constructor("$ZodDefault", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "defaulted";
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    if (payload.value === void 0) {
      payload.value = def.defaultValue;
      return payload;
    }
    const result = def.innerType._zod.run(payload, ctx);
    if (result instanceof Promise) {
      return result.then((result2) => handleDefaultResult(result2, def));
    }
    return handleDefaultResult(result, def);
  };
});
function handleDefaultResult(payload, def) {
  if (payload.value === void 0) {
    payload.value = def.defaultValue;
  }
  return payload;
}
var $ZodPipe = /* @__PURE__ */ $constructor("$ZodPipe", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      const right = def.out._zod.run(payload, ctx);
      if (right instanceof Promise) {
        return right.then((right2) => handlePipeResult(right2, def.in, ctx));
      }
      return handlePipeResult(right, def.in, ctx);
    }
    const left = def.in._zod.run(payload, ctx);
    if (left instanceof Promise) {
      return left.then((left2) => handlePipeResult(left2, def.out, ctx));
    }
    return handlePipeResult(left, def.out, ctx);
  };
});
function handlePipeResult(left, next, ctx) {
  if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
    left.aborted = true;
    return left;
  }
  return next._zod.run({ value: left.value, issues: left.issues }, ctx);
}
var $ZodCodec = /* @__PURE__ */ $constructor("$ZodCodec", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
  inst._zod.parse = (payload, ctx) => {
    const direction = ctx.direction || "forward";
    if (direction === "forward") {
      const left = def.in._zod.run(payload, ctx);
      if (left instanceof Promise) {
        return left.then((left2) => handleCodecAResult(left2, def, ctx));
      }
      return handleCodecAResult(left, def, ctx);
    } else {
      const right = def.out._zod.run(payload, ctx);
      if (right instanceof Promise) {
        return right.then((right2) => handleCodecAResult(right2, def, ctx));
      }
      return handleCodecAResult(right, def, ctx);
    }
  };
});
function handleCodecAResult(result, def, ctx) {
  if (result.issues.length) {
    result.aborted = true;
    return result;
  }
  const direction = ctx.direction || "forward";
  if (direction === "forward") {
    const transformed = def.transform(result.value, result);
    if (transformed instanceof Promise) {
      return transformed.then((value) => handleCodecTxResult(result, value, def.out, ctx));
    }
    return handleCodecTxResult(result, transformed, def.out, ctx);
  } else {
    const transformed = def.reverseTransform(result.value, result);
    if (transformed instanceof Promise) {
      return transformed.then((value) => handleCodecTxResult(result, value, def.in, ctx));
    }
    return handleCodecTxResult(result, transformed, def.in, ctx);
  }
}
function handleCodecTxResult(left, value, nextSchema, ctx) {
  if (left.issues.length) {
    left.aborted = true;
    return left;
  }
  return nextSchema._zod.run({ value, issues: left.issues }, ctx);
}
var $ZodCustom = /* @__PURE__ */ $constructor("$ZodCustom", (inst, def) => {
  $ZodCheck.init(inst, def);
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _) => {
    return payload;
  };
  inst._zod.check = (payload) => {
    const input = payload.value;
    const r = def.fn(input);
    if (r instanceof Promise) {
      return r.then((r2) => handleRefineResult(r2, payload, input, inst));
    }
    handleRefineResult(r, payload, input, inst);
    return;
  };
});
function handleRefineResult(result, payload, input, inst) {
  if (!result) {
    const _iss = {
      code: "custom",
      input,
      inst,
      // incorporates params.error into issue reporting
      path: [...inst._zod.def.path ?? []],
      // incorporates params.error into issue reporting
      continue: !inst._zod.def.abort
      // params: inst._zod.def.params,
    };
    if (inst._zod.def.params)
      _iss.params = inst._zod.def.params;
    payload.issues.push(issue(_iss));
  }
}

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
  if (def.checks)
    def.checks = [...def.checks];
  return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
  return new Class(snapshotChecks({ type: "string", ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class, params) {
  return new Class({
    type: "string",
    format: "datetime",
    check: "string_format",
    offset: false,
    local: false,
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class, params) {
  return new Class({
    type: "string",
    format: "date",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class, params) {
  return new Class({
    type: "string",
    format: "time",
    check: "string_format",
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class, params) {
  return new Class({
    type: "string",
    format: "duration",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
  return new Class(snapshotChecks({ type: "number", checks: [], ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
  return new Class({
    type: "number",
    check: "number_format",
    abort: false,
    format: "safeint",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
  return new Class({
    type: "boolean",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class) {
  return new Class({
    type: "unknown"
  });
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
  return new Class({
    type: "never",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _positive(params) {
  return /* @__PURE__ */ _gt(0, params);
}
// @__NO_SIDE_EFFECTS__
function _nonnegative(params) {
  return /* @__PURE__ */ _gte(0, params);
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
  const ch = new $ZodCheckMaxLength({
    check: "max_length",
    ...normalizeParams(params),
    maximum
  });
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
  return new $ZodCheckMinLength({
    check: "min_length",
    ...normalizeParams(params),
    minimum
  });
}
// @__NO_SIDE_EFFECTS__
function _length(length2, params) {
  return new $ZodCheckLengthEquals({
    check: "length_equals",
    ...normalizeParams(params),
    length: length2
  });
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
  return new $ZodCheckRegex({
    check: "string_format",
    format: "regex",
    ...normalizeParams(params),
    pattern
  });
}
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
  const schema = new Class({
    type: "custom",
    check: "custom",
    fn,
    ...normalizeParams(_params)
  });
  return schema;
}

// node_modules/zod/v4/mini/schemas.js
var ZodMiniType = /* @__PURE__ */ $constructor("ZodMiniType", (inst, def) => {
  if (!inst._zod)
    throw new Error("Uninitialized schema in ZodMiniType.");
  $ZodType.init(inst, def);
  inst.def = def;
  inst.type = def.type;
}, {
  // `with` is an alias for `check`: the same function object, not a wrapper.
  get with() {
    return this.check;
  },
  set with(value) {
    own(this, "with", value);
  },
  parse(data, params) {
    return parse(this, data, params, { callee: this.parse });
  },
  parseAsync(data, params) {
    return parseAsync(this, data, params, { callee: this.parseAsync });
  },
  safeParse(data, params) {
    return safeParse(this, data, params);
  },
  safeParseAsync(data, params) {
    return safeParseAsync(this, data, params);
  },
  check(...checks) {
    const def = this.def;
    return this.clone({
      ...def,
      checks: [
        ...def.checks ?? [],
        ...checks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch)
      ]
    }, { parent: true });
  },
  clone(_def, params) {
    return clone(this, _def, params);
  },
  brand() {
    return this;
  },
  register(reg, meta2) {
    reg.add(this, meta2);
    return this;
  },
  apply(fn, ...args) {
    return args.length === 0 ? fn(this) : fn(this, ...args);
  }
});
var ZodMiniString = /* @__PURE__ */ $constructor("ZodMiniString", (inst, def) => {
  $ZodString.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function string2(params) {
  return _string(ZodMiniString, params);
}
var ZodMiniStringFormat = /* @__PURE__ */ $constructor("ZodMiniStringFormat", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  ZodMiniString.init(inst, def);
});
var ZodMiniNumber = /* @__PURE__ */ $constructor("ZodMiniNumber", (inst, def) => {
  $ZodNumber.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function number2(params) {
  return _number(ZodMiniNumber, params);
}
var ZodMiniNumberFormat = /* @__PURE__ */ $constructor("ZodMiniNumberFormat", (inst, def) => {
  $ZodNumberFormat.init(inst, def);
  ZodMiniNumber.init(inst, def);
});
function int(params) {
  return _int(ZodMiniNumberFormat, params);
}
var ZodMiniBoolean = /* @__PURE__ */ $constructor("ZodMiniBoolean", (inst, def) => {
  $ZodBoolean.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function boolean2(params) {
  return _boolean(ZodMiniBoolean, params);
}
var ZodMiniUnknown = /* @__PURE__ */ $constructor("ZodMiniUnknown", (inst, def) => {
  $ZodUnknown.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function unknown() {
  return _unknown(ZodMiniUnknown);
}
var ZodMiniNever = /* @__PURE__ */ $constructor("ZodMiniNever", (inst, def) => {
  $ZodNever.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function never(params) {
  return _never(ZodMiniNever, params);
}
var ZodMiniArray = /* @__PURE__ */ $constructor("ZodMiniArray", (inst, def) => {
  $ZodArray.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function array(element2, params) {
  return new ZodMiniArray({
    type: "array",
    element: element2,
    ...normalizeParams(params)
  });
}
var ZodMiniObject = /* @__PURE__ */ $constructor("ZodMiniObject", (inst, def) => {
  $ZodObject.init(inst, def);
  ZodMiniType.init(inst, def);
  installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
});
// @__NO_SIDE_EFFECTS__
function object(shape, params) {
  const def = {
    type: "object",
    shape: shape ?? {},
    ...normalizeParams(params)
  };
  return new ZodMiniObject(def);
}
// @__NO_SIDE_EFFECTS__
function strictObject(shape, params) {
  return new ZodMiniObject({
    type: "object",
    shape,
    catchall: /* @__PURE__ */ never(),
    ...normalizeParams(params)
  });
}
var ZodMiniUnion = /* @__PURE__ */ $constructor("ZodMiniUnion", (inst, def) => {
  $ZodUnion.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function union(options, params) {
  return new ZodMiniUnion({
    type: "union",
    options,
    ...normalizeParams(params)
  });
}
var ZodMiniDiscriminatedUnion = /* @__PURE__ */ $constructor("ZodMiniDiscriminatedUnion", (inst, def) => {
  $ZodDiscriminatedUnion.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function discriminatedUnion(discriminator, options, params) {
  return new ZodMiniDiscriminatedUnion({
    type: "union",
    options,
    discriminator,
    ...normalizeParams(params)
  });
}
var ZodMiniRecord = /* @__PURE__ */ $constructor("ZodMiniRecord", (inst, def) => {
  $ZodRecord.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function record(keyType, valueType, params) {
  if (!valueType || !valueType._zod) {
    return new ZodMiniRecord({
      type: "record",
      keyType: /* @__PURE__ */ string2(),
      valueType: keyType,
      ...normalizeParams(valueType)
    });
  }
  return new ZodMiniRecord({
    type: "record",
    keyType,
    valueType,
    ...normalizeParams(params)
  });
}
var ZodMiniEnum = /* @__PURE__ */ $constructor("ZodMiniEnum", (inst, def) => {
  $ZodEnum.init(inst, def);
  ZodMiniType.init(inst, def);
  inst.options = [...inst._zod.values];
});
// @__NO_SIDE_EFFECTS__
function _enum(values, params) {
  const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
  return new ZodMiniEnum({
    type: "enum",
    entries,
    ...normalizeParams(params)
  });
}
var ZodMiniLiteral = /* @__PURE__ */ $constructor("ZodMiniLiteral", (inst, def) => {
  $ZodLiteral.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function literal(value, params) {
  return new ZodMiniLiteral({
    type: "literal",
    values: Array.isArray(value) ? value : [value],
    ...normalizeParams(params)
  });
}
var ZodMiniTransform = /* @__PURE__ */ $constructor("ZodMiniTransform", (inst, def) => {
  $ZodTransform.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function transform(fn) {
  return new ZodMiniTransform({
    type: "transform",
    transform: fn
  });
}
var ZodMiniOptional = /* @__PURE__ */ $constructor("ZodMiniOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function optional(innerType) {
  return new ZodMiniOptional({
    type: "optional",
    innerType
  });
}
var ZodMiniExactOptional = /* @__PURE__ */ $constructor("ZodMiniExactOptional", (inst, def) => {
  $ZodExactOptional.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function exactOptional(innerType) {
  return new ZodMiniExactOptional({
    type: "optional",
    innerType
  });
}
var ZodMiniNullable = /* @__PURE__ */ $constructor("ZodMiniNullable", (inst, def) => {
  $ZodNullable.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function nullable(innerType) {
  return new ZodMiniNullable({
    type: "nullable",
    innerType
  });
}
var ZodMiniDefault = /* @__PURE__ */ $constructor("ZodMiniDefault", (inst, def) => {
  $ZodDefault.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function _default(innerType, defaultValue) {
  return new ZodMiniDefault({
    type: "default",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
    }
  });
}
var ZodMiniPipe = /* @__PURE__ */ $constructor("ZodMiniPipe", (inst, def) => {
  $ZodPipe.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function pipe(in_, out) {
  return new ZodMiniPipe({
    type: "pipe",
    in: in_,
    out
  });
}
var ZodMiniCodec = /* @__PURE__ */ $constructor("ZodMiniCodec", (inst, def) => {
  ZodMiniPipe.init(inst, def);
  $ZodCodec.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function codec(in_, out, params) {
  return new ZodMiniCodec({
    type: "pipe",
    in: in_,
    out,
    transform: params.decode,
    reverseTransform: params.encode
  });
}
var ZodMiniCustom = /* @__PURE__ */ $constructor("ZodMiniCustom", (inst, def) => {
  $ZodCustom.init(inst, def);
  ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function refine(fn, _params = {}) {
  return _refine(ZodMiniCustom, fn, _params);
}

// node_modules/zod/v4/mini/iso.js
var iso_exports = {};
__export(iso_exports, {
  ZodMiniISODate: () => ZodMiniISODate,
  ZodMiniISODateTime: () => ZodMiniISODateTime,
  ZodMiniISODuration: () => ZodMiniISODuration,
  ZodMiniISOTime: () => ZodMiniISOTime,
  date: () => date2,
  datetime: () => datetime2,
  duration: () => duration2,
  time: () => time2
});
var ZodMiniISODateTime = /* @__PURE__ */ $constructor("ZodMiniISODateTime", (inst, def) => {
  $ZodISODateTime.init(inst, def);
  ZodMiniStringFormat.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function datetime2(params) {
  return _isoDateTime(ZodMiniISODateTime, params);
}
var ZodMiniISODate = /* @__PURE__ */ $constructor("ZodMiniISODate", (inst, def) => {
  $ZodISODate.init(inst, def);
  ZodMiniStringFormat.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function date2(params) {
  return _isoDate(ZodMiniISODate, params);
}
var ZodMiniISOTime = /* @__PURE__ */ $constructor("ZodMiniISOTime", (inst, def) => {
  $ZodISOTime.init(inst, def);
  ZodMiniStringFormat.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function time2(params) {
  return _isoTime(ZodMiniISOTime, params);
}
var ZodMiniISODuration = /* @__PURE__ */ $constructor("ZodMiniISODuration", (inst, def) => {
  $ZodISODuration.init(inst, def);
  ZodMiniStringFormat.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function duration2(params) {
  return _isoDuration(ZodMiniISODuration, params);
}

// src/report/drift-json.ts
var text = string2();
var instant = iso_exports.datetime();
var milliseconds = number2().check(_nonnegative());
var count = int().check(_nonnegative());
var ofRelease = object({ release: text, durationMs: milliseconds });
var DRIFT_REPORT = object({
  status: _enum(["none", "drift", "unknown"]),
  findings: array(
    object({
      rule: text,
      severity: _enum(["critical", "high", "low", "unknown", "info"]),
      area: _enum(["allow-list", "key-policy", "image", "document", "certificate", "probe"]),
      subject: text,
      message: text,
      expected: optional(text),
      found: optional(text),
      since: optional(instant),
      fix: optional(text),
      sid: optional(text)
    })
  ),
  measuredAt: instant,
  list: text,
  enclave: optional(text),
  allowList: optional(
    object({
      version: count,
      sha256: text,
      issuedAt: instant,
      expiresAt: instant,
      releases: array(object({ id: text, state: _enum(["active", "retiring"]), PCR0: text }))
    })
  ),
  timeline: array(
    object({
      release: text,
      PCR0: text,
      from: instant,
      fromVersion: count,
      until: optional(instant),
      end: optional(_enum(["retiring", "retired", "revoked"])),
      approvedBy: array(text)
    })
  ),
  keys: array(
    object({
      key: text,
      data: _enum(["locked", "open", "unknown", "unread"]),
      verdict: text,
      admitted: array(
        object({
          principal: text,
          registers: record(text, text),
          releases: array(text),
          until: optional(instant)
        })
      ),
      authority: array(
        object({ principal: text, actions: array(text), isAdministrator: boolean2() })
      ),
      changes: array(
        object({
          sid: text,
          action: _enum(["create", "update", "delete"]),
          release: optional(text)
        })
      ),
      sizeBytes: optional(count),
      maxBytes: count
    })
  ),
  measures: object({
    publishToActive: array(ofRelease),
    revokeToNarrowed: array(ofRelease),
    driftOpenMs: optional(milliseconds),
    acceptedImages: count,
    oldestAcceptedMs: optional(milliseconds)
  }),
  probes: array(
    object({
      name: text,
      asked: text,
      answer: _enum(["refused", "allowed", "unknown"]),
      detail: text
    })
  )
});
function driftReportJson(report) {
  const { status, findings, measuredAt, pin, list, timeline, keys: keys2, measures: measures2, probes } = report;
  return {
    status,
    findings: findings.map(findingJson),
    measuredAt: formatInstant(measuredAt),
    list: pin.list,
    ...pin.enclave === void 0 ? {} : { enclave: pin.enclave },
    ...list === void 0 ? {} : { allowList: listJson(list) },
    timeline: timeline.map(({ until, approvedBy: approvedBy2, ...entry }) => ({
      ...entry,
      from: formatInstant(entry.from),
      ...untilJson(until),
      approvedBy: [...approvedBy2]
    })),
    keys: keys2.map((key) => ({
      ...key,
      admitted: key.admitted.map(({ until, releases, registers: registers2, ...way }) => ({
        ...way,
        registers: { ...registers2 },
        releases: [...releases],
        ...untilJson(until)
      })),
      authority: key.authority.map((holder) => ({ ...holder, actions: [...holder.actions] })),
      changes: [...key.changes]
    })),
    measures: {
      ...measures2,
      publishToActive: [...measures2.publishToActive],
      revokeToNarrowed: [...measures2.revokeToNarrowed]
    },
    probes: [...probes]
  };
}
function listJson({
  current,
  id: id3
}) {
  return {
    version: id3.version,
    sha256: id3.sha256,
    issuedAt: formatInstant(current.issuedAt),
    expiresAt: formatInstant(current.expiresAt),
    releases: current.releases.map(({ id: release, state, measurements }) => ({
      id: release,
      state,
      PCR0: measurements.PCR0
    }))
  };
}
function findingJson({ since, ...finding }) {
  return { ...finding, ...since === void 0 ? {} : { since: formatInstant(since) } };
}
function untilJson(until) {
  return until === void 0 ? {} : { until: formatInstant(until) };
}

// src/report/drift-timeline.ts
var SHOWN_ENTRIES = 40;
function renderMermaidTimeline({ timeline, measuredAt }) {
  if (timeline.length === 0) return "";
  const shown3 = timeline.slice(-SHOWN_ENTRIES);
  const left = timeline.length - shown3.length;
  const more = left === 0 ? "" : `
${left} older entries are left out.
`;
  const lines = shown3.flatMap((entry) => [
    `  section ${entry.release}`,
    `  ${wordOf(entry)} :${tagOf(entry)}${seconds(entry.from)}, ${seconds(lastOf(entry, measuredAt))}`
  ]);
  return [
    "```mermaid",
    "gantt",
    "  title Accepted by verifiers",
    "  dateFormat X",
    "  axisFormat %Y-%m-%d",
    ...lines,
    `  section now`,
    `  measured :milestone, ${seconds(measuredAt)}, 0s`,
    "```",
    more
  ].join("\n");
}
function wordOf({ end: end2, until }) {
  if (until === void 0) return "active";
  return end2 ?? "ended";
}
function tagOf({ end: end2 }) {
  if (end2 === "revoked") return "crit, ";
  return end2 === "retired" ? "done, " : "active, ";
}
function lastOf({ from, until }, measuredAt) {
  return Math.max(until ?? measuredAt, from + 6e4);
}
function seconds(instant6) {
  return Math.floor(instant6 / 1e3);
}

// src/report/drift-markdown.ts
var SUMMARY = { maxCharacters: 900 * 1024 };
var ICONS = {
  critical: "\u{1F534}",
  high: "\u{1F7E0}",
  low: "\u{1F7E1}",
  unknown: "\u2754",
  info: "\u2139\uFE0F"
};
function renderDriftMarkdown(report, { maxCharacters } = SUMMARY) {
  const { findings } = report;
  const around = [standing(report), keys(report), measures(report), renderMermaidTimeline(report)];
  for (const blocks of [around, around.slice(0, 3), around.slice(0, 1)]) {
    const room = maxCharacters - length([title(report), ...blocks]) - LEFT_OUT_CHARACTERS;
    const rows = fitting(findings.map(findingRow), room - HEAD.length);
    if (rows.length < findings.length && blocks.length > 1) continue;
    const left = findings.length - rows.length;
    const text7 = joinBlocks([
      title(report),
      markdownTable(COLUMNS, rows),
      left === 0 ? "" : `${left} more findings do not fit here: the report files have them.`,
      ...blocks
    ]);
    if (text7.length <= maxCharacters) return text7;
  }
  return title(report).slice(0, maxCharacters);
}
var COLUMNS = ["", "severity", "rule", "subject", "finding", "next"];
var HEAD = markdownTable(COLUMNS, [[""]]);
var LEFT_OUT_CHARACTERS = 120;
function title(report) {
  const icon = { none: "\u{1F7E2}", drift: "\u{1F534}", unknown: "\u2754" }[report.status];
  const { pin, measuredAt } = report;
  const enclave = pin.enclave === void 0 ? "" : ` of ${escapeMarkdown(pin.enclave)}`;
  return `### ${icon} ${driftSentence(report)}${enclave}

Measured at ${formatInstant(measuredAt)}.`;
}
function findingRow(finding) {
  const { severity, rule, subject, sid, message, expected, found, since, fix } = finding;
  const details = [
    escapeMarkdown(message),
    ...expected === void 0 ? [] : [`expected ${code(expected)}`],
    ...found === void 0 ? [] : [`found ${code(found)}`],
    ...since === void 0 ? [] : [`since ${formatInstant(since)}`]
  ];
  return [
    ICONS[severity],
    severity,
    code(rule),
    code(sid === void 0 ? subject : `${subject} ${sid}`),
    details.join("<br>"),
    fix === void 0 ? "" : escapeMarkdown(fix)
  ];
}
function fitting(rows, maxCharacters) {
  let used = 0;
  const end2 = rows.findIndex((row2) => {
    used += row2.join(" | ").length + 5;
    return used > maxCharacters;
  });
  return end2 === -1 ? rows : rows.slice(0, end2);
}
function length(blocks) {
  return blocks.reduce((sum, block) => sum + block.length + 1, 0);
}
function standing({ list }) {
  if (list === void 0) return "";
  const { version: version3, sha256: sha2562 } = list.id;
  const { issuedAt, expiresAt } = list.current;
  return `Allow-list version ${version3} (${code(sha2562)}), issued ${formatInstant(issuedAt)}, expires ${formatInstant(expiresAt)}.`;
}
function keys({ keys: all }) {
  return markdownTable(
    ["key", "data", "proof", "size"],
    all.map(({ key, data, verdict, sizeBytes, maxBytes }) => [
      code(key),
      data,
      escapeMarkdown(verdict),
      sizeBytes === void 0 ? "" : `${sizeBytes} of ${maxBytes} bytes`
    ])
  );
}
function measures({ measures: found, probes }) {
  const { publishToActive: publishToActive2, revokeToNarrowed: revokeToNarrowed2, driftOpenMs, acceptedImages, oldestAcceptedMs } = found;
  const through = probes.filter(({ answer: answer2 }) => answer2 === "allowed").length;
  const [published2] = publishToActive2.slice(-1);
  const [revoked] = revokeToNarrowed2.slice(-1);
  return markdownTable(
    ["measure", ""],
    [
      ["images accepted now", String(acceptedImages)],
      ...oldestAcceptedMs === void 0 ? [] : [["age of the oldest", durationText(oldestAcceptedMs)]],
      ...published2 === void 0 ? [] : [
        [
          `from publish to active, ${escapeMarkdown(published2.release)}`,
          durationText(published2.durationMs)
        ]
      ],
      ...revoked === void 0 ? [] : [
        [
          `from revoke to every key, ${escapeMarkdown(revoked.release)}`,
          durationText(revoked.durationMs)
        ]
      ],
      ...driftOpenMs === void 0 ? [] : [["drift open for", durationText(driftOpenMs)]],
      ["false-allow probes that got through", `${through} of ${probes.length}`]
    ]
  );
}

// node_modules/@noble/hashes/_u64.js
var fromNumH = (n) => n / 2 ** 32 | 0;
var fromNumL = (n) => n >>> 0;
function setU64FromNum(view, byteOffset, n, isLE) {
  const h = fromNumH(n);
  const l = fromNumL(n);
  view.setUint32(byteOffset, isLE ? l : h, isLE);
  view.setUint32(byteOffset + 4, isLE ? h : l, isLE);
}

// node_modules/@noble/hashes/utils.js
function isBytes(a) {
  return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
}
var atitle = (title2) => title2 ? `"${title2}" ` : "";
function anumber(n, title2 = "") {
  if (typeof n !== "number")
    throw new TypeError(atitle(title2) + "expected number, got " + typeof n);
  if (!Number.isSafeInteger(n) || n < 0)
    throw new RangeError(atitle(title2) + "expected integer >= 0, got " + n);
  return n;
}
function abytes(value, length2, title2 = "") {
  if (isBytes(value) && (length2 === void 0 || value.length === length2))
    return value;
  if (length2 !== void 0)
    anumber(length2, "length");
  const bytes = isBytes(value);
  const ofLen = length2 !== void 0 ? ` of length ${length2}` : "";
  const got = bytes ? `length=${value.length}` : `type=${typeof value}`;
  const message = atitle(title2) + "expected Uint8Array" + ofLen + ", got " + got;
  if (!bytes)
    throw new TypeError(message);
  throw new RangeError(message);
}
var aobject = (value, label) => {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new TypeError((label === "object" ? "" : `"${label}" `) + "expected object, got type=" + typeof value);
};
var aopts = (value, label) => {
  aobject(value, label);
  const proto = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== null)
    throw new TypeError(`"${label}" expected plain object`);
  if (Object.hasOwn(value, "__proto__"))
    throw new TypeError(`"${label}.__proto__" is not allowed`);
};
function aexists(instance2, checkFinished = true) {
  if (instance2.destroyed)
    throw new Error("hash was destroyed");
  if (checkFinished && instance2.finished)
    throw new Error("digest() was already called");
}
function aoutput(out, instance2) {
  abytes(out, void 0, "output");
  const min = instance2.outputLen;
  if (!(out.length >= min)) {
    throw new RangeError('"output" expected length >= ' + min);
  }
}
function clean(...arrays) {
  for (let i = 0; i < arrays.length; i++) {
    arrays[i].fill(0);
  }
}
function createView(arr) {
  return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
}
function rotr(word, shift) {
  return word << 32 - shift | word >>> shift;
}
function checkOpts(defaults, opts, title2 = "opts") {
  aopts(defaults, "defaults");
  if (opts !== void 0)
    aopts(opts, title2);
  const merged = Object.assign(/* @__PURE__ */ Object.create(null), defaults, opts);
  return merged;
}
function createHasher(hashCons, info = {}) {
  if (typeof hashCons !== "function")
    throw new TypeError('"hashCons" expected function, got type=' + typeof hashCons);
  info = checkOpts({}, info, "info");
  const hashC = (msg, opts) => hashCons(opts).update(msg).digest();
  const tmp = hashCons(void 0);
  hashC.outputLen = tmp.outputLen;
  hashC.blockLen = tmp.blockLen;
  hashC.canXOF = tmp.canXOF;
  hashC.create = (opts) => hashCons(opts);
  Object.assign(hashC, info);
  return Object.freeze(hashC);
}
var oidNist = (suffix) => ({
  // Current NIST hashAlgs suffixes used here fit in one DER subidentifier octet.
  // Larger suffix values would need base-128 OID encoding and a different length byte.
  oid: Uint8Array.from([6, 9, 96, 134, 72, 1, 101, 3, 4, 2, suffix])
});

// node_modules/@noble/hashes/_md.js
function Chi(a, b, c) {
  return a & b ^ ~a & c;
}
function Maj(a, b, c) {
  return a & b ^ a & c ^ b & c;
}
var HashMD = class {
  blockLen;
  outputLen;
  canXOF = false;
  padOffset;
  isLE;
  // For partial updates less than block size
  buffer;
  view;
  finished = false;
  length = 0;
  pos = 0;
  destroyed = false;
  constructor(blockLen, outputLen, padOffset, isLE) {
    this.blockLen = blockLen;
    this.outputLen = outputLen;
    this.padOffset = padOffset;
    this.isLE = isLE;
    this.buffer = new Uint8Array(blockLen);
    this.view = createView(this.buffer);
  }
  update(data) {
    aexists(this);
    abytes(data);
    const { view, buffer, blockLen } = this;
    const len = data.length;
    let processed = false;
    for (let pos = 0; pos < len; ) {
      const take = Math.min(blockLen - this.pos, len - pos);
      if (take === blockLen) {
        const dataView = createView(data);
        for (; blockLen <= len - pos; pos += blockLen)
          this.process(dataView, pos);
        processed = true;
        continue;
      }
      buffer.set(pos === 0 && take === len ? data : data.subarray(pos, pos + take), this.pos);
      this.pos += take;
      pos += take;
      if (this.pos === blockLen) {
        this.process(view, 0);
        this.pos = 0;
        processed = true;
      }
    }
    this.length += data.length;
    if (processed)
      this.roundClean();
    return this;
  }
  digestInto(out) {
    aexists(this);
    aoutput(out, this);
    this.finished = true;
    const { buffer, view, blockLen, isLE } = this;
    let { pos } = this;
    buffer[pos++] = 128;
    buffer.fill(0, pos);
    if (this.padOffset > blockLen - pos) {
      this.process(view, 0);
      buffer.fill(0);
    }
    setU64FromNum(view, blockLen - 8, this.length * 8, isLE);
    this.process(view, 0);
    this.roundClean();
    const oview = out === buffer ? view : createView(out);
    const len = this.outputLen;
    const outLen = len / 4;
    const state = this.get();
    if (len % 4 || outLen > state.length)
      throw new Error("invalid outputLen");
    for (let i = 0; i < outLen; i++)
      oview.setUint32(4 * i, state[i], isLE);
  }
  digest() {
    const { buffer, outputLen } = this;
    this.digestInto(buffer);
    const res = buffer.slice(0, outputLen);
    this.destroy();
    return res;
  }
  _cloneIntoMeta(to) {
    const { buffer, length: length2, finished, destroyed, pos } = this;
    to.destroyed = destroyed;
    to.finished = finished;
    to.length = length2;
    to.pos = pos;
    if (pos)
      to.buffer.set(buffer);
    return to;
  }
  clone() {
    return this._cloneInto();
  }
};
var SHA256_IV = /* @__PURE__ */ Uint32Array.from([
  1779033703,
  3144134277,
  1013904242,
  2773480762,
  1359893119,
  2600822924,
  528734635,
  1541459225
]);

// node_modules/@noble/hashes/sha2.js
var SHA256_K = /* @__PURE__ */ Uint32Array.from([
  1116352408,
  1899447441,
  3049323471,
  3921009573,
  961987163,
  1508970993,
  2453635748,
  2870763221,
  3624381080,
  310598401,
  607225278,
  1426881987,
  1925078388,
  2162078206,
  2614888103,
  3248222580,
  3835390401,
  4022224774,
  264347078,
  604807628,
  770255983,
  1249150122,
  1555081692,
  1996064986,
  2554220882,
  2821834349,
  2952996808,
  3210313671,
  3336571891,
  3584528711,
  113926993,
  338241895,
  666307205,
  773529912,
  1294757372,
  1396182291,
  1695183700,
  1986661051,
  2177026350,
  2456956037,
  2730485921,
  2820302411,
  3259730800,
  3345764771,
  3516065817,
  3600352804,
  4094571909,
  275423344,
  430227734,
  506948616,
  659060556,
  883997877,
  958139571,
  1322822218,
  1537002063,
  1747873779,
  1955562222,
  2024104815,
  2227730452,
  2361852424,
  2428436474,
  2756734187,
  3204031479,
  3329325298
]);
var SHA256_W = /* @__PURE__ */ new Uint32Array(64);
var SHA2_32B = class extends HashMD {
  // We cannot use array here since array allows indexing by variable
  // which means optimizer/compiler cannot use registers.
  // Numeric initializers matter: starting the fields as `undefined` changes
  // V8's field representation and makes sha256 3x slower (measured).
  A = 0;
  B = 0;
  C = 0;
  D = 0;
  E = 0;
  F = 0;
  G = 0;
  H = 0;
  constructor(outputLen, IV) {
    super(64, outputLen, 8, false);
    this.A = IV[0] | 0;
    this.B = IV[1] | 0;
    this.C = IV[2] | 0;
    this.D = IV[3] | 0;
    this.E = IV[4] | 0;
    this.F = IV[5] | 0;
    this.G = IV[6] | 0;
    this.H = IV[7] | 0;
  }
  get() {
    const { A, B, C, D, E, F, G, H } = this;
    return [A, B, C, D, E, F, G, H];
  }
  // prettier-ignore
  set(A, B, C, D, E, F, G, H) {
    this.A = A | 0;
    this.B = B | 0;
    this.C = C | 0;
    this.D = D | 0;
    this.E = E | 0;
    this.F = F | 0;
    this.G = G | 0;
    this.H = H | 0;
  }
  _cloneInto(to) {
    (to ||= new this.constructor()).set(...this.get());
    return this._cloneIntoMeta(to);
  }
  process(view, offset) {
    for (let i = 0; i < 16; i++, offset += 4)
      SHA256_W[i] = view.getUint32(offset, false);
    for (let i = 16; i < 64; i++) {
      const W15 = SHA256_W[i - 15];
      const W2 = SHA256_W[i - 2];
      const s0 = rotr(W15, 7) ^ rotr(W15, 18) ^ W15 >>> 3;
      const s1 = rotr(W2, 17) ^ rotr(W2, 19) ^ W2 >>> 10;
      SHA256_W[i] = s1 + SHA256_W[i - 7] + s0 + SHA256_W[i - 16] | 0;
    }
    let { A, B, C, D, E, F, G, H } = this;
    for (let i = 0; i < 64; i++) {
      const sigma1 = rotr(E, 6) ^ rotr(E, 11) ^ rotr(E, 25);
      const T1 = H + sigma1 + Chi(E, F, G) + SHA256_K[i] + SHA256_W[i] | 0;
      const sigma0 = rotr(A, 2) ^ rotr(A, 13) ^ rotr(A, 22);
      const T2 = sigma0 + Maj(A, B, C) | 0;
      H = G;
      G = F;
      F = E;
      E = D + T1 | 0;
      D = C;
      C = B;
      B = A;
      A = T1 + T2 | 0;
    }
    A = A + this.A | 0;
    B = B + this.B | 0;
    C = C + this.C | 0;
    D = D + this.D | 0;
    E = E + this.E | 0;
    F = F + this.F | 0;
    G = G + this.G | 0;
    H = H + this.H | 0;
    this.set(A, B, C, D, E, F, G, H);
  }
  roundClean() {
    clean(SHA256_W);
  }
  destroy() {
    this.destroyed = true;
    this.set(0, 0, 0, 0, 0, 0, 0, 0);
    clean(this.buffer);
  }
};
var _SHA256 = class extends SHA2_32B {
  constructor() {
    super(32, SHA256_IV);
  }
};
var sha256 = /* @__PURE__ */ createHasher(
  () => new _SHA256(),
  /* @__PURE__ */ oidNist(1)
);

// src/report/drift-sarif.ts
var MAX_RESULTS = 5e3;
var LEVELS = {
  critical: "error",
  high: "error",
  low: "warning",
  unknown: "warning",
  info: "note"
};
var SCORES = {
  critical: "9.5",
  high: "7.5",
  unknown: "5.0",
  low: "3.0",
  info: "0.1"
};
var PAGE = "https://github.com/pcr-allowlist/action/blob/main/docs/drift.md";
function renderDriftSarif({ findings, pin }, configuration) {
  const shown3 = findings.filter(({ severity }) => severity !== "info").slice(0, MAX_RESULTS);
  const rules = [
    ...new Map([...shown3].reverse().map((finding) => [finding.rule, finding])).values()
  ];
  const ids = rules.map(({ rule }) => rule);
  const uri = relativeUri(configuration);
  const sarif = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "pcr-allowlist",
            semanticVersion: VERSION,
            informationUri: "https://github.com/pcr-allowlist/action",
            rules: rules.map(ruleOf)
          }
        },
        automationDetails: { id: `pcr-allowlist/${pin.list}/` },
        results: shown3.map((finding) => resultOf(finding, ids.indexOf(finding.rule), uri))
      }
    ]
  };
  return `${JSON.stringify(sarif, null, 2)}
`;
}
function ruleOf({ rule, severity, area }) {
  return {
    id: rule,
    shortDescription: { text: `${area}: ${rule}` },
    helpUri: PAGE,
    help: {
      text: `${rule}: see docs/drift.md and docs/key-policy-rules.md`,
      markdown: `[${rule}](${PAGE})`
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ["security", area], "security-severity": SCORES[severity] }
  };
}
function resultOf(finding, ruleIndex, uri) {
  const { rule, severity, subject, sid = "", message, expected, found, fix } = finding;
  const text7 = [
    `${subject}: ${message}`,
    ...expected === void 0 ? [] : [`Expected: ${expected}`],
    ...found === void 0 ? [] : [`Found: ${found}`],
    ...fix === void 0 ? [] : [`Next: ${fix}`]
  ].join("\n");
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: text7 },
    locations: [
      { physicalLocation: { artifactLocation: { uri }, region: { startLine: 1, startColumn: 1 } } }
    ],
    partialFingerprints: {
      "pcrAllowlist/v1": encodeHex(sha256(encodeUtf8(JSON.stringify([rule, subject, sid]))))
    }
  };
}
function relativeUri(path) {
  const parts = path.split("/").filter((part) => part !== "." && part !== "");
  const isInside = !path.startsWith("/") && !parts.includes("..");
  return (isInside ? parts : parts.slice(-1)).map(encodeURIComponent).join("/");
}

// src/report/drift-file.ts
function renderDriftFile(path, report, configuration) {
  if (path.endsWith(".json")) return `${JSON.stringify(driftReportJson(report), null, 2)}
`;
  if (path.endsWith(".md")) return renderDriftMarkdown(report);
  if (path.endsWith(".html")) return renderDriftHtml(report);
  if (path.endsWith(".sarif")) return renderDriftSarif(report, configuration);
  throw new UsageError(`report: no form is known for ${path}`);
}

// src/workflow/github/suppress-mentions.ts
var ZERO_WIDTH_SPACE = "\u200B";
var AT = "(?:@|&#0*64;|&#[xX]0*40;|&commat;)";
var NUMBER_SIGN = "(?:(?<!&)#|&#0*35;|&#[xX]0*23;|&num;)";
var HYPHEN = "(?:-|&#0*45;|&#[xX]0*2[dD];|&hyphen;)";
var SLASH = "(?:/|&#0*47;|&#[xX]0*2[fF];|&sol;)";
var NOTICES = new RegExp(
  [
    `${AT}(?=[\\p{L}\\p{N}_&])`,
    `${NUMBER_SIGN}(?=[\\p{N}&])`,
    `\\bGH${HYPHEN}(?=[\\p{N}&])`,
    `\\b(?:issues|pull|discussions)${SLASH}(?=[\\p{N}&])`
  ].join("|"),
  "giu"
);
var FENCED = /^```[^`\n]*\n[\s\S]*?^```[^\S\n]*$/m;
function suppressMentions(markdown) {
  const fence = FENCED.exec(markdown);
  if (fence === null) return quiet(markdown);
  const end2 = fence.index + fence[0].length;
  return `${quiet(markdown.slice(0, fence.index))}${fence[0]}${suppressMentions(markdown.slice(end2))}`;
}
function quiet(markdown) {
  return markdown.replace(NOTICES, (mark) => `${mark}${ZERO_WIDTH_SPACE}`);
}

// src/workflow/github/drift-issue.ts
var ISSUE_BODY_MAX_CHARACTERS = 65536;
var TITLE_MAX_CHARACTERS = 200;
var ENCLAVE_DIGEST_DIGITS = 32;
function driftMarker({ list, enclave }) {
  const digest3 = encodeHex(sha256(encodeUtf8(enclave))).slice(0, ENCLAVE_DIGEST_DIGITS);
  return `<!-- pcr-allowlist drift list=${list} enclave=${digest3} -->`;
}
var END_MARKER = "<!-- pcr-allowlist drift end -->";
function isAbout(body, pin) {
  return linesOf(body).includes(driftMarker(pin));
}
function decideDriftIssue(pin, status, render, found) {
  const [issue2, ...others] = [...found].sort((a, b) => a.number - b.number);
  const duplicates = others.filter(({ isOpen }) => isOpen).map(({ number: number4 }) => number4);
  if (issue2 === void 0) {
    if (status === "none") return { kind: "nothing", issue: void 0, duplicates };
    const body2 = bodyWith("", "", pin, render);
    return { kind: "create", title: titleOf(pin), body: body2, duplicates };
  }
  const { number: number3 } = issue2;
  if (status === "none" && !issue2.isOpen) return { kind: "nothing", issue: number3, duplicates };
  const { before, after } = othersText(issue2.body, pin);
  const body = bodyWith(before, after, pin, render);
  if (status === "none") return { kind: "close", issue: number3, body, duplicates };
  if (!issue2.isOpen) return { kind: "reopen", issue: number3, body, duplicates };
  if (body === issue2.body) return { kind: "nothing", issue: number3, duplicates };
  return { kind: "update", issue: number3, body, duplicates };
}
function titleOf({ enclave }) {
  const name = enclave.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  return suppressMentions([...`Policy drift: ${name}`].slice(0, TITLE_MAX_CHARACTERS).join(""));
}
function bodyWith(before, after, pin, render) {
  const frame = (text8) => `${before}${driftMarker(pin)}
${text8}
${END_MARKER}
${after}`;
  const room = ISSUE_BODY_MAX_CHARACTERS - frame("").length;
  let text7 = suppressMentions(render(room));
  if (text7.length > room) text7 = suppressMentions(render(Math.max(0, 2 * room - text7.length)));
  if (text7.length <= room) return frame(text7);
  const short2 = "The report does not fit here: see the summary of the run.";
  return frame(short2.length <= room ? short2 : "");
}
function othersText(body, pin) {
  const lines = linesOf(body);
  const first = lines.indexOf(driftMarker(pin));
  const end2 = lines.indexOf(END_MARKER, first);
  const last = end2 < 0 ? first : end2;
  return {
    before: lines.slice(0, first).map((line) => `${line}
`).join(""),
    after: lines.slice(last + 1).join("\n")
  };
}
function linesOf(body) {
  return body.split(/\r?\n/);
}

// src/format/match-schema.ts
function matchSchema(schema, value, format, root) {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw schemaRefusal(result.error, format, root);
}
function encodeWithSchema(schema, value, format, root) {
  const result = safeEncode(schema, value);
  if (result.success) return result.data;
  throw schemaRefusal(result.error, format, root);
}
function documentRefusal(format, message, path) {
  const where = `/${path.map(String).join("/")}`;
  return new FormatError("statement-format", `${format}: ${where}: ${message}`, {
    at: { path: where }
  });
}
function issueSentence(issue2) {
  if (issue2.code === "invalid_type") return `expected ${issue2.expected}`;
  if (issue2.code === "invalid_value") return `expected ${issue2.values.map(String).join(" or ")}`;
  if (issue2.code === "unrecognized_keys") return `unknown fields ${issue2.keys.join(", ")}`;
  return issue2.message;
}
function schemaRefusal({ issues: [issue2] }, format, root) {
  const message = issue2 === void 0 ? "expected another form" : issueSentence(issue2);
  return documentRefusal(format, message, [root, ...issue2?.path ?? []]);
}

// src/workflow/github/github-answer.ts
function hintOf(status, permission) {
  if (status === 401) return "The token is wrong or has expired.";
  if (status === 403 || status === 404) return `Give the job the permission ${permission}.`;
  if (status === 410)
    return "Issues are disabled in this repository: enable them, or leave issue out.";
  return "GitHub took the request for wrong: see its message.";
}
function gitHubRefusalError({ status, message }, what, permission) {
  return new AdapterError("github-unavailable", `GitHub refused to ${what}: ${status} ${message}`, {
    hint: hintOf(status, permission)
  });
}
function readAnswer(answer2, schema, what, permission) {
  if (answer2.kind === "refused") throw gitHubRefusalError(answer2, what, permission);
  return matchAnswer(schema, answer2.body, what);
}
function matchAnswer(schema, value, what) {
  try {
    return matchSchema(schema, value, "GitHub's answer", "");
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new AdapterError("github-unavailable", `could not ${what}: ${cause.message}`, { cause });
  }
}

// src/workflow/github/sync-drift-issue.ts
var PERMISSION = "issues: write";
var ACTIONS_LOGIN = "github-actions[bot]";
var MAX_ISSUES = 1e4;
var USER = object({ login: string2(), type: optional(string2()) });
var ISSUE = object({
  number: int().check(_positive()),
  state: _enum(["open", "closed"]),
  body: optional(nullable(string2())),
  user: nullable(USER),
  html_url: string2(),
  pull_request: optional(unknown())
});
async function syncDriftIssue(github, report) {
  const { pin, status, body } = report;
  const author = await tokenOwner(github);
  const decide2 = (found2) => decideDriftIssue(pin, status, body, found2);
  let found = await findIssues(github, pin, author);
  let decision = decide2(found);
  if (decision.kind === "create") {
    found = await findAnywhere(github, pin, author);
    decision = decide2(found);
  }
  if (decision.kind !== "create") return carryOut(github, decision, found);
  const created = await create(github, decision, pin, author);
  const writer = { ...author, login: created.author };
  const seen = await findIssues(github, pin, writer);
  const all = seen.some(({ number: number3 }) => number3 === created.number) ? seen : [...seen, created];
  const settled3 = await carryOut(github, decide2(all), all);
  return settled3.number === created.number ? { ...settled3, action: "created" } : settled3;
}
async function tokenOwner(github) {
  const answer2 = await github.get("/user");
  if (answer2.kind === "refused") {
    return {
      login: ACTIONS_LOGIN,
      isOurs: ({ login: login2, type }) => type === "Bot" && login2.endsWith("[bot]")
    };
  }
  const { login } = matchAnswer(USER, answer2.body, "learn whose token this is");
  return { login, isOurs: (user) => user.login === login };
}
async function findIssues(github, pin, author) {
  const creator = `&creator=${encodeURIComponent(author.login)}`;
  const answer2 = await github.list(`${issuesPath(github)}${creator}`, MAX_ISSUES);
  if (answer2.kind === "refused" && answer2.status === 422) return [];
  return oursAmong(answer2, pin, author);
}
async function findAnywhere(github, pin, author) {
  const answer2 = await github.list(issuesPath(github), MAX_ISSUES).catch((error) => {
    if (error instanceof AdapterError) return void 0;
    throw error;
  });
  return answer2 === void 0 ? [] : oursAmong(answer2, pin, author);
}
function issuesPath({ repository }) {
  return `/repos/${repository}/issues?state=all&sort=created&direction=asc`;
}
function oursAmong(answer2, pin, author) {
  const what = "list the issues";
  if (answer2.kind === "refused") throw gitHubRefusalError(answer2, what, PERMISSION);
  return answer2.items.map((item) => matchAnswer(ISSUE, item, what)).filter(({ pull_request: pull, user, body }) => {
    return pull === void 0 && user !== null && author.isOurs(user) && isAbout(body ?? "", pin);
  }).map(foundIssue);
}
async function create(github, { title: title2, body }, pin, author) {
  let sent;
  try {
    sent = await github.send("POST", `/repos/${github.repository}/issues`, { title: title2, body });
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    const [first] = await findIssues(github, pin, author);
    if (first === void 0) throw error;
    return first;
  }
  return foundIssue(readAnswer(sent, ISSUE, "open an issue", PERMISSION));
}
async function carryOut(github, decision, found) {
  for (const duplicate of decision.duplicates) {
    await patch(github, duplicate, { state: "closed", state_reason: "not_planned" });
  }
  const closedDuplicates = decision.duplicates;
  if (decision.kind === "create") throw new Error("an issue that was just created is missing");
  if (decision.issue === void 0) return { action: "none", closedDuplicates };
  const number3 = decision.issue;
  const url = found.find((issue2) => issue2.number === number3)?.url;
  const facts2 = { number: number3, ...url === void 0 ? {} : { url }, closedDuplicates };
  switch (decision.kind) {
    case "nothing":
      return { action: "unchanged", ...facts2 };
    case "update":
      await patch(github, number3, { body: decision.body });
      return { action: "updated", ...facts2 };
    case "reopen":
      await patch(github, number3, { body: decision.body, state: "open" });
      return { action: "reopened", ...facts2 };
    case "close":
      await patch(github, number3, {
        body: decision.body,
        state: "closed",
        state_reason: "completed"
      });
      return { action: "closed", ...facts2 };
  }
}
async function patch(github, number3, change) {
  const path = `/repos/${github.repository}/issues/${number3}`;
  readAnswer(
    await github.send("PATCH", path, change),
    ISSUE,
    `update issue #${number3}`,
    PERMISSION
  );
}
function foundIssue(issue2) {
  const { number: number3, state, body, html_url: url, user } = issue2;
  return { number: number3, isOpen: state === "open", body: body ?? "", url, author: user?.login ?? "" };
}

// src/adapters/deliver-report.ts
async function openDelivery(command, values, ports) {
  if (command !== "drift") return async (ended2) => ended2;
  const options = new Options(values);
  const paths = options.list("report");
  const config2 = options.text("config") ?? CONFIGURATION_FILE;
  const github = options.flag("issue") ? await ports.openGitHub(options.text("github-token")) : void 0;
  return async (ended2) => {
    if (ended2.kind !== "drift" || ended2.outcome.result === void 0) return ended2;
    const { result } = ended2.outcome;
    for (const path of paths) await ports.writeText(path, renderDriftFile(path, result, config2));
    if (github === void 0) return ended2;
    return { kind: "drift", outcome: await withIssue(github, ended2.outcome, result) };
  };
}
async function withIssue(github, outcome, report) {
  const { pin, status } = report;
  try {
    const upkeep = await syncDriftIssue(github, {
      pin: { list: pin.list, enclave: pin.enclave ?? "" },
      status,
      body: (maxCharacters) => renderDriftMarkdown(report, { maxCharacters })
    });
    if (upkeep.url === void 0) return outcome;
    const message = `${upkeep.action}: ${upkeep.url}`;
    return { ...outcome, warnings: [...outcome.warnings, { code: "drift-issue", message }] };
  } catch (error) {
    const failure2 = failureOf(error);
    if (outcome.error === void 0) {
      return { ...outcome, exitCode: exitCodeOf(failure2.code), error: failure2 };
    }
    const { code: code2, message } = failure2;
    return { ...outcome, warnings: [...outcome.warnings, { code: code2, message }] };
  }
}

// builtin:node:crypto
var createHash = /* @__PURE__ */ (() => __require("node:crypto").createHash)();
var createPrivateKey = /* @__PURE__ */ (() => __require("node:crypto").createPrivateKey)();
var createPublicKey = /* @__PURE__ */ (() => __require("node:crypto").createPublicKey)();
var generateKeyPairSync = /* @__PURE__ */ (() => __require("node:crypto").generateKeyPairSync)();
var randomBytes = /* @__PURE__ */ (() => __require("node:crypto").randomBytes)();
var randomInt = /* @__PURE__ */ (() => __require("node:crypto").randomInt)();
var randomUUID = /* @__PURE__ */ (() => __require("node:crypto").randomUUID)();
var sign = /* @__PURE__ */ (() => __require("node:crypto").sign)();

// builtin:node:path
var resolve = /* @__PURE__ */ (() => __require("node:path").resolve)();
var join = /* @__PURE__ */ (() => __require("node:path").join)();
var relative = /* @__PURE__ */ (() => __require("node:path").relative)();
var dirname = /* @__PURE__ */ (() => __require("node:path").dirname)();

// builtin:node:timers/promises
var setTimeout = /* @__PURE__ */ (() => __require("node:timers/promises").setTimeout)();

// src/adapters/attestation-endpoint.ts
var ANSWER_MS = 3e4;
var ANSWER_MAX_BYTES = 4 * EVIDENCE_MAX_BYTES;
var SHOWN_CHARACTERS = 300;
var LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
async function askForDocument({ url, method, nonce: form, body }, nonce2) {
  const address = addressOf(url);
  const sent = form === void 0 || nonce2 === void 0 ? void 0 : { name: form.name, value: ENCODERS[form.encoding](nonce2) };
  if (method === "get" && sent !== void 0) address.searchParams.set(sent.name, sent.value);
  const answer2 = await fetch(address, {
    method: method.toUpperCase(),
    redirect: "error",
    signal: AbortSignal.timeout(ANSWER_MS),
    ...method === "get" ? {} : {
      headers: { "content-type": "application/json" },
      body: sent === void 0 ? body ?? "{}" : JSON.stringify({ [sent.name]: sent.value })
    }
  }).catch((cause) => {
    throw unreadable(address, "no answer", cause);
  });
  if (answer2.status !== 200) {
    throw unreadable(address, `it answers ${answer2.status}${await shownStart(answer2)}`);
  }
  return bounded(answer2, address);
}
var ENCODERS = {
  hex: encodeHex,
  base64: encodeBase64,
  base64url: (nonce2) => Buffer.from(nonce2).toString("base64url")
};
async function shownStart(answer2) {
  const decoder = new TextDecoder();
  let text7 = "";
  try {
    for await (const chunk of answer2.body ?? []) {
      text7 += decoder.decode(chunk, { stream: true });
      if (text7.length > SHOWN_CHARACTERS) break;
    }
  } catch {
  }
  const shown3 = text7.slice(0, SHOWN_CHARACTERS).replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  if (shown3 === "") return "";
  return `: ${shown3}${text7.length > SHOWN_CHARACTERS ? "\u2026" : ""}`;
}
function addressOf(url) {
  const address = URL.canParse(url) ? new URL(url) : void 0;
  const isTaken = address?.protocol === "https:" || address?.protocol === "http:" && LOOPBACK.includes(address.hostname);
  if (address !== void 0 && isTaken && address.username === "" && address.password === "") {
    return address;
  }
  throw new UsageError("url: expected https://\u2026, or http:// on loopback, without a password");
}
async function bounded(answer2, address) {
  const chunks = [];
  let length2 = 0;
  try {
    for await (const chunk of answer2.body ?? []) {
      length2 += chunk.length;
      if (length2 > ANSWER_MAX_BYTES) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw unreadable(address, "its answer breaks off", cause);
  }
  if (length2 > ANSWER_MAX_BYTES) {
    throw unreadable(address, `it answers more than ${ANSWER_MAX_BYTES} bytes`);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
function unreadable({ origin, pathname }, why, cause) {
  return new AdapterError("input-not-readable", `${origin}${pathname}: ${why}`, {
    at: { file: `${origin}${pathname}` },
    cause
  });
}

// builtin:node:fs/promises
var stat = /* @__PURE__ */ (() => __require("node:fs/promises").stat)();

// builtin:node:util
var promisify = /* @__PURE__ */ (() => __require("node:util").promisify)();

// part:program/on-demand
import { SIGNATURE_BYTES, SPKI_HEAD, encodePem, importEcdsaKey, parseCbor, parseCertificate, parseCertificateFile, parseCertificatePem, parseCoseSign1, parsePem, sigStructure, verifyEcdsa, verifyWithKey } from "./on-demand.js";

// src/format/public-key.ts
var POINT_BYTES = { "P-256": 64, "P-384": 96 };
function parsePublicKeyDer(spkiDer) {
  for (const curve of ["P-256", "P-384"]) {
    const head = SPKI_HEAD[curve];
    const sizeBytes = head.length + POINT_BYTES[curve];
    if (spkiDer.length === sizeBytes && equalBytes(spkiDer.subarray(0, head.length), head)) {
      return { curve, spkiDer: Uint8Array.from(spkiDer) };
    }
  }
  throw new FormatError(
    "der-format",
    "expected an EC public key on P-256 or P-384, uncompressed and with its curve by name",
    {
      at: { offsetBytes: 0 },
      hint: "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 makes a key that is taken."
    }
  );
}
function parsePublicKeyPem(text7) {
  return parsePublicKeyDer(parsePem(encodeUtf8(text7), "PUBLIC KEY"));
}
function encodePublicKeyPem({ spkiDer }) {
  return encodePem("PUBLIC KEY", spkiDer);
}
function keyIdOf(spkiDer) {
  return encodeBase64(sha256(spkiDer));
}
function keyId16Of(spkiDer) {
  return encodeHex(sha256(spkiDer)).slice(0, 16);
}

// src/adapters/files/key-file-signer.ts
var HASH = { "P-256": "sha256", "P-384": "sha384" };
var NODE_CURVE = {
  "P-256": "prime256v1",
  "P-384": "secp384r1"
};
var GROUP_AND_OTHERS = 63;
var BOUNDARY = /-----(?:BEGIN|END) ([A-Z0-9 ]+)-----/g;
var MAKE_A_KEY = "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 makes one.";
var signAsync = promisify(
  sign
);
async function openKeyFile(path) {
  const pem = await readTextFile(path);
  const signer2 = signerOf(privateKeyOf(pem, path), path);
  const { mode } = await stat(path).catch((error) => {
    throw inputError(path, error);
  });
  const isShared = process.platform !== "win32" && (mode & GROUP_AND_OTHERS) !== 0;
  const warning = {
    code: "key-file-permissions",
    message: `${path} can be used by others than its owner: chmod 600 keeps the key to you.`
  };
  return { signer: signer2, warnings: isShared ? [warning] : [] };
}
function generateKeyPair(curve) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: NODE_CURVE[curve] });
  const parsed2 = parsePublicKeyDer(spkiOf(publicKey));
  return {
    privateKeyPem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    publicKeyPem: encodePublicKeyPem(parsed2),
    publicKey: parsed2
  };
}
function privateKeyOf(pem, path) {
  const labels = [...pem.matchAll(BOUNDARY)].map(([, label]) => label);
  if (labels.includes("ENCRYPTED PRIVATE KEY") || /^Proc-Type:.*ENCRYPTED/m.test(pem)) {
    throw refusal(
      path,
      "expected a key that is not encrypted",
      "openssl pkey -in KEY decrypts it."
    );
  }
  if (labels.includes("EC PRIVATE KEY") || labels.includes("RSA PRIVATE KEY")) {
    throw refusal(
      path,
      "expected PKCS#8, found the older form of its algorithm",
      "openssl pkcs8 -topk8 -nocrypt -in KEY converts an EC key."
    );
  }
  if (labels.includes("PUBLIC KEY") || labels.includes("CERTIFICATE")) {
    throw refusal(path, "expected a private key alone, found something public");
  }
  const isOneBlock = /^\s*-----BEGIN PRIVATE KEY-----\r?\n[^-]+-----END PRIVATE KEY-----\s*$/;
  if (!isOneBlock.test(pem)) {
    throw refusal(path, "expected one PRIVATE KEY block in PEM and nothing else", MAKE_A_KEY);
  }
  try {
    return createPrivateKey({ key: pem, format: "pem" });
  } catch {
    throw refusal(path, "expected a private key in PKCS#8, found what OpenSSL cannot read");
  }
}
function signerOf(privateKey, path) {
  const publicKey = publicKeyOf(privateKey);
  if (publicKey === void 0) {
    throw refusal(
      path,
      "expected an EC key on P-256 or P-384, uncompressed and with its curve by name",
      MAKE_A_KEY
    );
  }
  const hash = HASH[publicKey.curve];
  return {
    publicKey,
    sign: (encoding) => signAsync(hash, encoding, { key: privateKey, dsaEncoding: "der" })
  };
}
function publicKeyOf(privateKey) {
  if (privateKey.asymmetricKeyType !== "ec") return void 0;
  try {
    return parsePublicKeyDer(spkiOf(createPublicKey(privateKey)));
  } catch (error) {
    if (error instanceof FormatError) return void 0;
    throw error;
  }
}
function spkiOf(publicKey) {
  return new Uint8Array(publicKey.export({ format: "der", type: "spki" }));
}
function refusal(path, message, hint) {
  return new UsageError(`signing key ${path}: ${message}`, {
    at: { file: path },
    ...hint === void 0 ? {} : { hint }
  });
}

// src/adapters/github/build-environment.ts
function observeOrigin(environment) {
  const { GITHUB_REPOSITORY: repository, GITHUB_SHA: commit, GITHUB_REF: ref } = environment;
  const workflow = environment["GITHUB_WORKFLOW_REF"] || environment["GITHUB_WORKFLOW"];
  const { GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: attempt } = environment;
  const runner = environment["RUNNER_ENVIRONMENT"];
  const source = repository && ref && commit !== void 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit) ? { repository, commit, ref } : void 0;
  const build = workflow && run && runner && attempt !== void 0 && /^[1-9]\d{0,8}$/.test(attempt) ? { workflow, run, attempt: Number(attempt), runner } : void 0;
  if (source === void 0 && build === void 0) return void 0;
  return {
    ...source === void 0 ? {} : { source },
    ...build === void 0 ? {} : { build }
  };
}
function runAddress(environment) {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = environment;
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY || !GITHUB_RUN_ID) return "not on a CI runner";
  return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
}

// src/adapters/github/github-client.ts
var API_VERSION = "2022-11-28";
var ANSWER_MAX_BYTES2 = 8 * 1024 * 1024;
var PER_PAGE = 100;
var REQUEST_MAX_MS = 6e4;
var WAIT_MAX_SECONDS = 120;
var MAX_RETRIES = 3;
async function openGitHub({
  token,
  repository,
  apiUrl,
  retryBaseMs = 1e3
}) {
  const { getOctokit, defaults, retry, throttling } = await import("../sdk/github-sdk.js");
  const mayWait = (seconds2, _, __, retries) => seconds2 <= WAIT_MAX_SECONDS && retries < MAX_RETRIES;
  const octokit = getOctokit(
    token,
    {
      log: SILENT,
      ...apiUrl === void 0 ? {} : { baseUrl: apiUrl },
      request: { fetch: bounded2(defaults.request?.fetch ?? fetch) },
      retry: { retries: MAX_RETRIES, retryAfterBaseValue: retryBaseMs, doNotRetry: NOT_RETRIED },
      throttle: { onRateLimit: mayWait, onSecondaryRateLimit: mayWait }
    },
    retry,
    throttling
  );
  const ask = async (route, parameters, isRead) => {
    const request = {
      signal: AbortSignal.timeout(REQUEST_MAX_MS * (MAX_RETRIES + 1)),
      ...isRead ? {} : { retries: 0 }
    };
    const headers = { "x-github-api-version": API_VERSION };
    for (let attempt = 0; ; attempt++) {
      try {
        const { data, status } = await octokit.request(route, { headers, ...parameters, request });
        if (status === 204 || typeof data === "object" && data !== null) {
          return { kind: "answered", body: data };
        }
        if (!isRead || attempt >= 1) throw unavailable(route, "the answer is no JSON");
      } catch (error) {
        return refusalOf(route, error);
      }
    }
  };
  return {
    repository,
    get: (path) => ask(`GET ${path}`, {}, true),
    list: (path, maxItems, items) => allPages((page) => ask(`GET ${page}`, {}, true), path, maxItems, items),
    send: (method, path, body) => ask(`${method} ${path}`, body, false),
    upload: (url, name, bytes) => ask(
      `POST ${url.replace(/\{.*$/, "")}?name=${encodeURIComponent(name)}`,
      {
        headers: {
          "content-type": "application/octet-stream",
          "content-length": String(bytes.length),
          "x-github-api-version": API_VERSION
        },
        data: bytes
      },
      false
    )
  };
}
var NOT_RETRIED = [400, 401, 403, 404, 409, 410, 422, 429, 451];
var silence = () => {
};
var SILENT = { debug: silence, info: silence, warn: silence, error: silence };
async function allPages(ask, path, maxItems, items) {
  const found = [];
  for (let page = 1; ; page++) {
    const query = `${path.includes("?") ? "&" : "?"}per_page=${PER_PAGE}&page=${page}`;
    const answer2 = await ask(`${path}${query}`);
    if (answer2.kind === "refused") return answer2;
    const body = answer2.body;
    const part = items === void 0 ? body : body[items];
    if (!Array.isArray(part)) throw unavailable(`GET ${path}`, "expected a list");
    found.push(...part);
    if (found.length > maxItems) {
      throw unavailable(`GET ${path}`, `there are more than ${maxItems}`);
    }
    if (part.length < PER_PAGE) return { kind: "answered", items: found };
  }
}
function refusalOf(route, error) {
  if (error instanceof AdapterError) throw error;
  const { status, message, response } = error;
  const said = String(message).slice(0, 500);
  const isLimited = status === 429 || status === 403 && (/rate limit/i.test(said) || response?.headers?.["x-ratelimit-remaining"] === "0");
  if (response === void 0 || status === void 0 || status >= 500 || isLimited) {
    throw unavailable(route, said, error);
  }
  if (status === 401) throw unavailable(route, `the token is not taken: ${said}`, error);
  return { kind: "refused", status, message: said };
}
function unavailable(route, why, cause) {
  return new AdapterError("github-unavailable", `GitHub: ${route}: ${why}`, {
    hint: "Look at https://www.githubstatus.com and at the permissions of the job, then run it again.",
    ...cause === void 0 ? {} : { cause }
  });
}
function bounded2(request) {
  return async (...args) => {
    const response = await request(...args);
    const { body, status, statusText, headers } = response;
    if (body === null || status === 204 || status === 304) return response;
    const chunks = [];
    let sizeBytes = 0;
    for await (const chunk of body) {
      sizeBytes += chunk.length;
      if (sizeBytes > ANSWER_MAX_BYTES2) {
        throw new TypeError(`the answer has more than ${ANSWER_MAX_BYTES2} bytes`);
      }
      chunks.push(chunk);
    }
    const whole = new Blob(chunks);
    return new Response(whole, { status, statusText, headers: new Headers([...headers]) });
  };
}

// src/adapters/github/github-environment.ts
var TOKEN_MAX_BYTES = 64 * 1024;
var TOKEN_MAX_MS = 2e4;
function githubRun(environment) {
  const { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = environment;
  const attempt = environment["GITHUB_RUN_ATTEMPT"];
  if (!repository || !runId || !/^\d{1,20}$/.test(runId)) return void 0;
  if (attempt === void 0 || !/^[1-9]\d{0,8}$/.test(attempt)) return void 0;
  return {
    repository,
    runId,
    runAttempt: Number(attempt),
    runnerName: environment["RUNNER_NAME"] ?? ""
  };
}
async function githubOf(environment, token) {
  const { GITHUB_REPOSITORY: repository } = environment;
  const known = token ?? environment["GITHUB_TOKEN"];
  if (!repository || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new UsageError("GITHUB_REPOSITORY says no OWNER/NAME: this is no run on GitHub");
  }
  if (!known) {
    throw new UsageError("a token for GitHub is needed: github-token, or GITHUB_TOKEN", {
      hint: "In a workflow give github-token the token of the job."
    });
  }
  return openGitHub({ token: known, repository });
}
async function oidcClaims(environment, audience) {
  const address = environment["ACTIONS_ID_TOKEN_REQUEST_URL"];
  const secret = environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
  if (!address || !secret) return void 0;
  try {
    const url = `${address}&audience=${encodeURIComponent(audience)}`;
    const response = await fetch(url, {
      headers: { authorization: `bearer ${secret}`, accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(TOKEN_MAX_MS)
    });
    if (!response.ok) throw new TypeError(`it answers ${response.status}`);
    return claimsOf(await response.arrayBuffer());
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AdapterError("github-unavailable", `no OIDC token could be had: ${why}`, {
      hint: "Run it again."
    });
  }
}
function claimsOf(bytes) {
  if (bytes.byteLength > TOKEN_MAX_BYTES) throw new TypeError("the answer is too large");
  const { value } = objectOf(new Uint8Array(bytes));
  const [, payload] = String(value).split(".");
  if (payload === void 0) throw new TypeError("the answer has no token");
  return objectOf(decodeBase64(standardBase64(payload)));
}
function standardBase64(text7) {
  const digits2 = text7.replaceAll("-", "+").replaceAll("_", "/");
  return digits2.padEnd(Math.ceil(digits2.length / 4) * 4, "=");
}
function objectOf(bytes) {
  const value = parsePlainJson(bytes);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError("the answer is no JSON object");
  }
  return value;
}

// src/adapters/aws/assume-role.ts
var RENEW_MS = 5 * MINUTE_MS;
var TIMEOUTS = { connectMs: 5e3, answerMs: 15e3, idleMs: 15e3 };
var RoleNotAssumed = class extends Error {
  name = "RoleNotAssumed";
  role;
  constructor(role, cause) {
    super(`${role} cannot be assumed`, { cause });
    this.role = role;
  }
};
var AssumedRoles = class {
  providers = /* @__PURE__ */ new Map();
  in(region, role) {
    const name = `${region} ${role}`;
    const provider = this.providers.get(name) ?? kept(() => assume(region, role));
    this.providers.set(name, provider);
    return provider;
  }
};
function kept(start2) {
  let current;
  return async () => {
    const before = current;
    const session = await before?.catch(() => void 0);
    if (session !== void 0 && !endsSoon(session)) return session;
    if (current === before || current === void 0) current = start2();
    return current;
  };
}
async function assume(region, role) {
  try {
    const { fromTemporaryCredentials } = await import("../sdk/role-sdk.js");
    return await fromTemporaryCredentials({
      params: { RoleArn: role, RoleSessionName: "pcr-allowlist" },
      clientConfig: { ...awsClientOptions(TIMEOUTS), region },
      clientPlugins: [RESPONSE_LIMIT]
    })();
  } catch (error) {
    throw new RoleNotAssumed(role, error);
  }
}
function endsSoon({ expiration }) {
  return expiration !== void 0 && expiration.getTime() - RENEW_MS <= systemNow();
}

// src/base/backoff.ts
var MAX_DOUBLINGS = 10;
function backoffMs(retry, fraction, { firstMs, maxMs }) {
  return fraction * Math.min(maxMs, firstMs * 2 ** Math.min(retry, MAX_DOUBLINGS));
}

// src/iam/deleted-principals.ts
function deletedPrincipals({ sid, raw }) {
  const { Principal, NotPrincipal } = raw ?? {};
  return [Principal, NotPrincipal].flatMap((found) => typeof found === "object" && found ? Object.values(found) : [found]).flat().filter(
    (text7) => typeof text7 === "string" && /^A(?:ID|RO)A[A-Z0-9]+$/.test(text7)
  ).map((id3) => ({ id: id3, ...sid === void 0 ? {} : { sid } }));
}

// src/iam/policy-elements.ts
var KINDS = ["AWS", "Service", "Federated", "CanonicalUser"];
var OPERATORS = new Set(
  [
    ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
    ...["StringLike", "StringNotLike", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    ...["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"],
    ...["NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals"],
    ...["DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"],
    ...["Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "Null"]
  ].map((name) => name.toLowerCase())
);
var KELVIN_SIGN = "\u212A";
var NO_KELVIN_SIGN = "expected the letter K, found the Kelvin sign";
function isOperator(name) {
  return !name.includes(KELVIN_SIGN) && OPERATORS.has(name.toLowerCase());
}
function parseTexts(value, path, report) {
  if (value === void 0) return void 0;
  const all = Array.isArray(value) ? value : [value];
  const texts = all.filter((one) => typeof one === "string");
  if (texts.length < all.length || texts.length === 0) report(path, "expected one text or several");
  if (texts.some((text7) => text7.includes(KELVIN_SIGN))) report(path, NO_KELVIN_SIGN);
  return texts;
}
function parsePrincipals(value, path, report) {
  if (value === void 0) return void 0;
  if (value === "*") return [{ kind: "AWS", value: "*" }];
  if (!isObject2(value) || Object.keys(value).length === 0) {
    report(path, 'expected "*" or principals by kind');
    return [];
  }
  return Object.entries(value).flatMap(([name, values]) => {
    const kind = KINDS.find((known) => known === name);
    if (kind === void 0) report(`${path}/${name}`, `expected ${KINDS.join(", ")}`);
    const texts = parseTexts(values, `${path}/${name}`, report) ?? [];
    return kind === void 0 ? [] : texts.map((text7) => ({ kind, value: text7 }));
  });
}
function parseConditions(value, path, report) {
  if (value === void 0) return [];
  if (!isObject2(value)) {
    report(path, "expected an object");
    return [];
  }
  const seen = /* @__PURE__ */ new Set();
  return Object.entries(value).flatMap(([name, block]) => {
    const at = `${path}/${name}`;
    if (!isObject2(block)) {
      report(at, "expected an object");
      return [];
    }
    const operator = parseOperator(name);
    if (!isOperator(operator.operator)) report(at, "expected an operator of IAM");
    return Object.entries(block).map(([key, values]) => {
      const both = `${name} ${key}`.toLowerCase();
      if (seen.has(both))
        report(`${at}/${key}`, "expected each operator and key once, in any case");
      seen.add(both);
      if (key.includes(KELVIN_SIGN)) report(`${at}/${key}`, NO_KELVIN_SIGN);
      return { ...operator, key, values: parseValues(values, `${at}/${key}`, report) };
    });
  });
}
function parseOperator(name) {
  const [, qualifier, bare = name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/is.exec(name) ?? [];
  return {
    operator: bare,
    ...qualifier === void 0 ? {} : { qualifier: /all/i.test(qualifier) ? "ForAllValues" : "ForAnyValue" },
    ifExists: ifExists !== void 0
  };
}
function parseValues(value, path, report) {
  const all = Array.isArray(value) ? value : [value];
  const scalars = all.filter((one) => one !== null && typeof one !== "object");
  if (scalars.length < all.length || all.length === 0)
    report(path, "expected one value or several");
  const texts = scalars.map(String);
  if (texts.some((text7) => text7.includes(KELVIN_SIGN))) report(path, NO_KELVIN_SIGN);
  return texts;
}
function isObject2(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/iam/policy.ts
var MEMBERS = ["Version", "Id", "Statement"];
var VERSIONS = ["2012-10-17", "2008-10-17"];
var ELEMENTS = [
  ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"],
  ...["Resource", "NotResource", "Condition"]
];
function parseKeyPolicy(source) {
  const document = toPlain(documentOf(source));
  if (!isObject3(document)) throw refusal2("an object", "/");
  const { Statement, ...members2 } = document;
  const faults = [];
  const report = (path, message) => faults.push({ path, message });
  const { Version: version3, Id: id3 } = members2;
  for (const name of Object.keys(members2)) {
    if (!MEMBERS.includes(name)) report(`/${name}`, "expected no other member");
  }
  if (version3 !== void 0 && !(typeof version3 === "string" && VERSIONS.includes(version3))) {
    report("/Version", `expected ${VERSIONS.join(" or ")}`);
  }
  const all = Array.isArray(Statement) ? Statement : [Statement];
  const statements = all.map((raw, index) => parsePolicyStatement(raw, index));
  return {
    ...typeof version3 === "string" ? { version: version3 } : {},
    ...typeof id3 === "string" ? { id: id3 } : {},
    statements,
    members: members2,
    notUnderstood: [...faults, ...statements.flatMap(({ notUnderstood }) => notUnderstood)]
  };
}
function parsePolicyStatement(raw, index = 0) {
  const at = `/Statement/${index}`;
  if (raw === void 0 || !isObject3(raw)) throw refusal2("statements, each an object", at);
  const faults = [];
  const report = (path, message) => faults.push({ path: `${at}${path}`, message });
  for (const name of Object.keys(raw)) {
    if (!ELEMENTS.includes(name)) report(`/${name}`, "expected no other element");
  }
  reportPairs(raw, report);
  const { Sid } = raw;
  if (Sid !== void 0 && typeof Sid !== "string") report("/Sid", "expected a text");
  const elements = {
    principals: parsePrincipals(raw.Principal, "/Principal", report),
    notPrincipals: parsePrincipals(raw.NotPrincipal, "/NotPrincipal", report),
    actions: parseTexts(raw.Action, "/Action", report),
    notActions: parseTexts(raw.NotAction, "/NotAction", report),
    resources: parseTexts(raw.Resource, "/Resource", report),
    notResources: parseTexts(raw.NotResource, "/NotResource", report)
  };
  return {
    index,
    ...typeof Sid === "string" ? { sid: Sid } : {},
    effect: effectOf(raw.Effect, report),
    ...present(elements),
    conditions: parseConditions(raw.Condition, "/Condition", report),
    notUnderstood: faults,
    raw
  };
}
function reportPairs(raw, report) {
  for (const name of ["Principal", "Action", "Resource"]) {
    if (name in raw && `Not${name}` in raw) {
      report(`/Not${name}`, `expected ${name} or Not${name}, found both`);
    }
  }
}
function effectOf(effect, report) {
  if (effect === void 0) return "missing";
  if (effect === "Allow" || effect === "Deny") return effect;
  report("/Effect", "expected Allow or Deny");
  return "unknown";
}
function present(members2) {
  const there = Object.entries(members2).filter(([, value]) => value !== void 0);
  return Object.fromEntries(there);
}
function documentOf(source) {
  if (typeof source !== "string" && !(source instanceof Uint8Array)) return source;
  const bytes = typeof source === "string" ? encodeUtf8(source) : source;
  if (bytes.length > KEY_POLICY_MAX_BYTES) {
    throw refusal2(`at most ${KEY_POLICY_MAX_BYTES} bytes, found ${bytes.length}`, "/");
  }
  return parseStrictJson(bytes);
}
function isObject3(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function refusal2(expected, path) {
  return new FormatError("json-format", `key policy: expected ${expected}`, { at: { path } });
}

// src/adapters/aws/kms-key-policy-errors.ts
var THROTTLED = ["ThrottlingException", "Throttling", "TooManyRequestsException", "SlowDown"];
var UNCLEAR = ["DependencyTimeoutException", "KMSInternalException", "InternalFailure"];
function classifyKmsFailure(error) {
  if (error instanceof RoleNotAssumed) {
    return classifyKmsFailure(error.cause) === "final" ? "final" : "throttled";
  }
  const name = awsErrorName(error);
  if (THROTTLED.includes(name)) return "throttled";
  if (UNCLEAR.includes(name)) return "unclear";
  const status = awsErrorStatus(error);
  if (status === void 0) return isNotSent(error) ? "final" : "unclear";
  if (status === 429) return "throttled";
  return status >= 500 || status === 408 || status < 300 ? "unclear" : "final";
}
function keyPolicyError(error, key, action, policy) {
  const message = awsErrorMessage(error);
  const context = { at: { object: key }, cause: error };
  if (error instanceof RoleNotAssumed) {
    return new AdapterError(
      "key-unavailable",
      `${key}: ${error.message}: ${awsErrorText(error.cause)}`,
      {
        ...context,
        hint: `This run needs sts:AssumeRole on ${error.role}, and that role's trust policy has to let it.`
      }
    );
  }
  switch (awsErrorName(error)) {
    case "MalformedPolicyDocumentException":
      return malformed(key, message, context, policy);
    case "LimitExceededException":
      return new TrustError(
        "policy-too-large",
        `${key}: KMS refuses the size: ${message}`,
        context
      );
    case "AccessDeniedException":
      return unavailable2(key, action, error, {
        ...context,
        hint: `The role needs ${action} on this key, and has to be of the key's account: name one with assume-role.`
      });
    case "NotFoundException":
      return unavailable2(key, action, error, {
        ...context,
        hint: "There is no such key in this account and region."
      });
    default:
      return unavailable2(key, action, error, context);
  }
}
function malformed(key, message, context, policy) {
  if (/will not allow you to update the key policy/i.test(message)) {
    return new TrustError("policy-lock-out", `${key}: KMS refuses the policy: ${message}`, {
      ...context,
      hint: "The policy has to leave kms:PutKeyPolicy to the role that puts it."
    });
  }
  const isPrincipal = /invalid principals?/i.test(message);
  const [deleted2] = isPrincipal && policy !== void 0 ? deletedPrincipalsIn(policy) : [];
  const which = deleted2 === void 0 ? "" : `: ${deleted2.id} no longer exists`;
  const sid = deleted2?.sid === void 0 ? {} : { sid: deleted2.sid };
  return new TrustError("policy-unsafe", `${key}: KMS refuses the policy: ${message}${which}`, {
    ...context,
    at: { object: key, ...sid },
    hint: isPrincipal ? "A principal does not exist (any more): look for AIDA\u2026 and AROA\u2026 ids, and for roles of the projection that are not made yet." : "Look at the statements that are not ours: KMS has taken them before, under other rules."
  });
}
function unavailable2(key, action, error, context) {
  return new AdapterError(
    "key-unavailable",
    `${key}: ${action} failed: ${awsErrorText(error)}`,
    context
  );
}
function deletedPrincipalsIn(policy) {
  return parseKeyPolicy(policy).statements.flatMap((statement) => deletedPrincipals(statement));
}

// src/adapters/aws/kms-key-policy.ts
var GRANT_PAGE = 100;
var GRANT_MAX_PAGES = 1e3;
var RETRY_MAX_MS = 6e4;
var WAIT = { firstMs: 200, maxMs: 8e3 };
function parseKmsKeyArn(key) {
  const fields3 = /^arn:(aws[a-z-]*):kms:([a-z]{2}[a-z0-9-]{1,30}):(\d{12}):key\/([A-Za-z0-9-]{1,128})$/.exec(
    key
  );
  const [, partition, region, account, keyId] = fields3 ?? [];
  if (!partition || !region || !account || !keyId) {
    throw new UsageError(`expected the ARN of a KMS key, found ${JSON.stringify(key)}`, {
      hint: "aws kms describe-key shows the ARN of the key that an alias points to."
    });
  }
  return { partition, region, account, keyId };
}
function kmsKeyPolicy(key, ports) {
  const { region, account, keyId } = parseKmsKeyArn(key);
  const { calls, clock } = ports;
  const ask = (action, call) => withRetries(ports, clock() + RETRY_MAX_MS, async () => {
    try {
      return { answer: await call() };
    } catch (error) {
      if (classifyKmsFailure(error) === "final") throw keyPolicyError(error, key, action);
      return { error: keyPolicyError(error, key, action) };
    }
  });
  return {
    key,
    place: { account, region, keyId },
    async readPolicy() {
      const policy = await ask("kms:GetKeyPolicy", () => calls.getKeyPolicy({ keyId: key }));
      if (policy !== void 0) return policy;
      throw new AdapterError("key-unavailable", `${key}: the answer of KMS holds no policy`);
    },
    describe: () => ask("kms:DescribeKey", () => calls.describeKey({ keyId: key })),
    async listGrants() {
      const grants = [];
      let next;
      for (let page = 0; page < GRANT_MAX_PAGES; page++) {
        const from = next;
        const found = await ask(
          "kms:ListGrants",
          () => calls.listGrants({ keyId: key, limit: GRANT_PAGE, next: from })
        );
        grants.push(...found.grants);
        next = found.next;
        if (next === void 0) return grants;
      }
      throw new AdapterError("key-unavailable", `${key}: the listing of its grants does not end`);
    },
    async write(policy, notAfter) {
      let isUnclear = false;
      try {
        await withRetries(ports, Math.min(notAfter, clock() + RETRY_MAX_MS), async () => {
          try {
            return { answer: await calls.putKeyPolicy({ keyId: key, policy }) };
          } catch (error) {
            const trouble = classifyKmsFailure(error);
            if (trouble === "final") throw keyPolicyError(error, key, "kms:PutKeyPolicy", policy);
            isUnclear ||= trouble === "unclear";
            return { error: keyPolicyError(error, key, "kms:PutKeyPolicy") };
          }
        });
        return "done";
      } catch (error) {
        if (isUnclear) return "unclear";
        throw error;
      }
    }
  };
}
async function withRetries({ clock, sleep, random }, endAt, attempt) {
  let last = new AdapterError("key-unavailable", "there was no time left to ask KMS");
  for (let i = 0; clock() < endAt; i++) {
    const found = await attempt();
    if ("answer" in found) return found.answer;
    last = found.error;
    const waitMs = backoffMs(i, random(), WAIT);
    if (clock() + waitMs >= endAt) break;
    await sleep(waitMs);
  }
  throw last;
}

// src/adapters/aws/kms-key-policy-client.ts
var POLICY_NAME = "default";
var TIMEOUTS2 = { connectMs: 5e3, answerMs: 15e3, idleMs: 15e3 };
async function openKeyPolicyCalls(options) {
  const kms = await import("../sdk/kms-sdk.js");
  const client = limitResponses(new kms.KMSClient(clientConfig(options)));
  return {
    async getKeyPolicy({ keyId }) {
      const request = { KeyId: keyId, PolicyName: POLICY_NAME };
      return (await client.send(new kms.GetKeyPolicyCommand(request))).Policy;
    },
    async putKeyPolicy({ keyId, policy }) {
      const request = { KeyId: keyId, PolicyName: POLICY_NAME, Policy: policy };
      await client.send(new kms.PutKeyPolicyCommand(request));
    },
    async describeKey({ keyId }) {
      const { KeyMetadata } = await client.send(new kms.DescribeKeyCommand({ KeyId: keyId }));
      return descriptionOf(KeyMetadata, keyId);
    },
    async listGrants({ keyId, limit, next }) {
      const page = await client.send(
        new kms.ListGrantsCommand({
          KeyId: keyId,
          Limit: limit,
          ...next === void 0 ? {} : { Marker: next }
        })
      );
      return {
        grants: (page.Grants ?? []).map(grantOf),
        next: page.Truncated === true ? requireMarker(page.NextMarker, keyId) : void 0
      };
    }
  };
}
function clientConfig({ region, credentials, endpoint }) {
  return {
    ...awsClientOptions(TIMEOUTS2),
    region,
    maxAttempts: 1,
    ...endpoint === void 0 ? {} : { endpoint },
    ...credentials === void 0 ? {} : { credentials }
  };
}
function descriptionOf(found, keyId) {
  if (found?.Arn === void 0 || found.KeyId === void 0) {
    throw new AdapterError("key-unavailable", `${keyId}: the answer of KMS describes no key`);
  }
  const { account, region } = parseKmsKeyArn(found.Arn);
  const { MultiRegionKeyType, PrimaryKey, ReplicaKeys } = found.MultiRegionConfiguration ?? {};
  const keys2 = [PrimaryKey, ...ReplicaKeys ?? []].flatMap((key) => key?.Arn ?? []);
  return {
    keyId: found.KeyId,
    arn: found.Arn,
    account,
    region,
    keyState: found.KeyState ?? "unknown",
    keyUsage: found.KeyUsage ?? "unknown",
    keySpec: found.KeySpec ?? "unknown",
    origin: found.Origin ?? "unknown",
    keyManager: found.KeyManager ?? "unknown",
    ...MultiRegionKeyType === void 0 ? {} : { multiRegion: { type: MultiRegionKeyType, keys: keys2 } }
  };
}
function grantOf(found) {
  return {
    grantId: found.GrantId ?? "unknown",
    granteePrincipal: found.GranteePrincipal ?? found.GranteeServicePrincipal ?? "unknown",
    operations: found.Operations ?? [],
    ...found.RetiringPrincipal === void 0 ? {} : { retiringPrincipal: found.RetiringPrincipal },
    ...found.IssuingAccount === void 0 ? {} : { issuingAccount: found.IssuingAccount },
    ...found.Constraints === void 0 ? {} : { constraints: found.Constraints }
  };
}
function requireMarker(marker, keyId) {
  if (marker !== void 0 && marker !== "") return marker;
  throw new AdapterError("key-unavailable", `${keyId}: a page of grants has no marker of the next`);
}

// src/adapters/aws/kms-probe.ts
var TIMEOUTS3 = { connectMs: 5e3, answerMs: 15e3, idleMs: 15e3 };
var RETRY_MAX_MS2 = 3e4;
async function kmsProbe(options) {
  const { key, role, credentials, endpoint, clock } = options;
  const kms = await import("../sdk/kms-sdk.js");
  const client = limitResponses(
    new kms.KMSClient({
      ...awsClientOptions(TIMEOUTS3),
      region: parseKmsKeyArn(key).region,
      maxAttempts: 1,
      credentials,
      ...endpoint === void 0 ? {} : { endpoint }
    })
  );
  const decrypt = () => client.send(
    new kms.DecryptCommand({ KeyId: key, DryRun: true, DryRunModifiers: ["IGNORE_CIPHERTEXT"] })
  );
  const ask = () => withRetries(options, clock() + RETRY_MAX_MS2, async () => {
    try {
      await decrypt();
      return { answer: unknown2("KMS answered as if nothing had been asked to be dry") };
    } catch (error) {
      return classifyKmsFailure(error) === "final" ? { answer: answerOf(error) } : { error };
    }
  });
  return { role, ask: () => ask().catch(answerOf) };
}
function answerOf(error) {
  if (error instanceof RoleNotAssumed) {
    return unknown2(`${error.message}: ${awsErrorText(error.cause)}`);
  }
  const { name, $metadata } = error ?? {};
  const isAnswer = typeof $metadata?.httpStatusCode === "number";
  if (isAnswer && name === "AccessDeniedException") return { kind: "denied" };
  if (isAnswer && name === "DryRunOperationException") return { kind: "allowed" };
  return unknown2(awsErrorText(error));
}
function unknown2(why) {
  return { kind: "unknown", why };
}

// src/keypolicy/key-policy-limits.ts
var POLICY_MAX_BYTES = 32768;
var LEASE_MS = 6 * MINUTE_MS;
var LEASE_MARGIN_MS = MINUTE_MS;
var LEASE_MAX_BYTES = 16 * 1024;
var LEASE_MAX_REPLACED = 8;
var LATE_READ_MAX_MS = 15 * MINUTE_MS;
var READ_BACK_MAX_MS = 3 * MINUTE_MS;
var STABLE_READS = 3;
var READ_WAIT = { firstMs: 400, maxMs: 5e3 };
var PROBE_MAX_MS = 6e4;
var APPLY_MAX_ROUNDS = 8;
var KEYS_AT_ONCE = 16;
var PUT_INTERVAL_MS = 100;

// src/adapters/files/file-key-policy.ts
var SCHEME = "file:";
function isFileKey(key) {
  return key.startsWith(SCHEME);
}
function fileKeyPolicy(key, path) {
  if (!isFileKey(key) || key === SCHEME) throw new UsageError(`expected file:\u2026, found ${key}`);
  const keyId = createHash("sha256").update(key).digest("hex").slice(0, 32);
  return {
    key,
    place: { account: "file", region: "local", keyId },
    readPolicy: () => reaching(key, path, "read", () => readTextFile(path)),
    describe: async () => void 0,
    listGrants: async () => [],
    async write(policy) {
      const sizeBytes = Buffer.byteLength(policy);
      if (sizeBytes > POLICY_MAX_BYTES) {
        throw new TrustError(
          "policy-too-large",
          `${key}: expected at most ${POLICY_MAX_BYTES} bytes, found ${sizeBytes}`
        );
      }
      await reaching(key, path, "write", () => writeTextFile(path, policy));
      return "done";
    }
  };
}
async function reaching(key, path, verb, reach) {
  try {
    return await reach();
  } catch (cause) {
    const { message } = cause;
    throw new AdapterError("key-unavailable", `cannot ${verb} the key policy ${key}: ${message}`, {
      at: { file: path },
      cause
    });
  }
}

// src/adapters/open-key-policy.ts
var PORTS = {
  clock: systemNow,
  sleep: (durationMs) => setTimeout(durationMs),
  random: () => randomBytes(4).readUInt32BE() / 2 ** 32
};
var KmsConnections = class {
  roles = new AssumedRoles();
  clients = /* @__PURE__ */ new Map();
  calls(region, role) {
    const name = `${region} ${role ?? ""}`;
    const there = this.clients.get(name);
    if (there !== void 0) return there;
    const credentials = role === void 0 ? {} : { credentials: this.roles.in(region, role) };
    const client = openKeyPolicyCalls({ region, ...credentials });
    this.clients.set(name, client);
    return client;
  }
};
async function openKeyPolicy(key, baseDirectory, assumeRole, connections) {
  if (isFileKey(key)) return fileKeyPolicy(key, resolve(baseDirectory, key.slice("file:".length)));
  const { region } = parseKmsKeyArn(key);
  return kmsKeyPolicy(key, { calls: await connections.calls(region, assumeRole), ...PORTS });
}
async function openKeyProbe(key, role, { roles }) {
  if (isFileKey(key)) {
    return { role, ask: async () => ({ kind: "unknown", why: "a key in a file decides nothing" }) };
  }
  const credentials = roles.in(parseKmsKeyArn(key).region, role);
  return kmsProbe({ key, role, credentials, ...PORTS });
}

// src/adapters/aws/kms-signer-errors.ts
var WRONG_KIND = ["UnsupportedOperationException", "InvalidKeyUsageException"];
var CREDENTIALS = [
  "CredentialsProviderError",
  "TokenProviderError",
  "ExpiredTokenException",
  "UnrecognizedClientException",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "IncompleteSignature",
  "MissingAuthenticationToken"
];
function signingKeyError(error, permission, key, expected) {
  const name = awsErrorName(error);
  const message = awsErrorMessage(error);
  const context = { at: { object: key }, cause: error };
  if (WRONG_KIND.includes(name)) {
    return new UsageError(`signing key ${key}: ${expected}, found another kind (${name})`, context);
  }
  if (message === "Region is missing") {
    return new UsageError(`signing key ${key}: expected a region to look for it in, found none`, {
      ...context,
      hint: "Set AWS_REGION, or name the key by its ARN."
    });
  }
  const hint = hintOf2(name, permission);
  return new AdapterError("key-unavailable", `cannot use signing key ${key}: ${name}: ${message}`, {
    ...context,
    ...hint === void 0 ? {} : { hint }
  });
}
function hintOf2(name, permission) {
  if (CREDENTIALS.includes(name)) {
    return "AWS takes no credentials from here: in a workflow, aws-actions/configure-aws-credentials gives them.";
  }
  switch (name) {
    case "AccessDeniedException":
      return `The role needs ${permission} on this key, from the key policy, or from an IAM policy where the key policy lets IAM decide.`;
    case "NotFoundException":
      return "There is no such key or alias in this region and account: compare with AWS_REGION and the credentials.";
    case "DisabledException":
      return "The key is disabled: aws kms enable-key makes it usable.";
    case "KMSInvalidStateException":
      return "The key is pending deletion or not ready: aws kms describe-key shows its state, cancel-key-deletion and enable-key bring it back.";
    case "KeyUnavailableException":
    case "DependencyTimeoutException":
    case "KMSInternalException":
    case "ThrottlingException":
      return "Run it again.";
    default:
      return void 0;
  }
}

// src/adapters/aws/kms-signer.ts
var RAW_MAX_BYTES = 4096;
var ALGORITHM = {
  ECC_NIST_P256: "ECDSA_SHA_256",
  ECC_NIST_P384: "ECDSA_SHA_384"
};
var SPEC = {
  "P-256": "ECC_NIST_P256",
  "P-384": "ECC_NIST_P384"
};
var HASH2 = {
  ECDSA_SHA_256: "sha256",
  ECDSA_SHA_384: "sha384"
};
var EXPECTED = "expected an asymmetric key for SIGN_VERIFY of ECC_NIST_P256 or ECC_NIST_P384";
var ARN = /^arn:aws[a-z-]*:kms:([a-z]{2}[a-z0-9-]{1,30}):\d{12}:(key\/[A-Za-z0-9-]{1,256}|alias\/[A-Za-z0-9/_-]{1,250})$/;
function parseKmsAddress(address) {
  const keyId = address.startsWith("awskms:") ? address.slice("awskms:".length) : "";
  const region = ARN.exec(keyId)?.[1];
  if (region !== void 0 || /^alias\/[A-Za-z0-9/_-]{1,250}$/.test(keyId))
    return { keyId, region };
  throw new UsageError(
    `expected a KMS key as awskms:alias/NAME or awskms:arn:aws:kms:REGION:ACCOUNT:key/ID, found ${address}`
  );
}
async function openKmsSigner(address, calls) {
  const { keyId } = parseKmsAddress(address);
  const found = await calls.getPublicKey(keyId).catch((error) => {
    throw signingKeyError(error, "kms:GetPublicKey", address, EXPECTED);
  });
  const arn = arnOf(found, keyId, address);
  const { publicKey, algorithm } = usableKey(found, address);
  const signer2 = {
    publicKey,
    sign: (encoding) => signWith(calls, arn, algorithm, encoding)
  };
  return { signer: signer2, address: `awskms:${arn}` };
}
async function signWith(calls, arn, algorithm, encoding) {
  const isRaw = encoding.length <= RAW_MAX_BYTES;
  const message = isRaw ? encoding : new Uint8Array(createHash(HASH2[algorithm]).update(encoding).digest());
  const messageType = isRaw ? "RAW" : "DIGEST";
  const made = await calls.sign({ keyId: arn, algorithm, messageType, message }).catch((error) => {
    throw signingKeyError(error, "kms:Sign", arn, EXPECTED);
  });
  if (made.keyId !== arn || made.algorithm !== algorithm || made.signature === void 0) {
    throw unavailable3(
      arn,
      `expected a signature of this key by ${algorithm}, found ${made.algorithm ?? "none"} of ${made.keyId ?? "no key"}`
    );
  }
  return made.signature;
}
function arnOf({ keyId: arn }, asked, address) {
  const isKey = arn !== void 0 && ARN.exec(arn)?.[2]?.startsWith("key/") === true;
  const account = asked.startsWith("arn:") ? asked.replace(/(?<=:)alias\/.*$/, "key/") : "";
  if (isKey && (asked.includes(":key/") ? arn === asked : arn.startsWith(account))) return arn;
  throw unavailable3(address, `expected the ARN of its key, found ${arn ?? "none"}`);
}
function usableKey({ usage, spec, algorithms, spkiDer }, address) {
  const algorithm = ALGORITHM[spec ?? ""];
  if (usage !== "SIGN_VERIFY" || algorithm === void 0 || !algorithms.includes(algorithm)) {
    throw new UsageError(
      `signing key ${address}: ${EXPECTED}, found ${spec ?? "no specification"} for ${usage ?? "no usage"}`,
      {
        at: { object: address },
        hint: "aws kms create-key --key-spec ECC_NIST_P256 --key-usage SIGN_VERIFY makes one."
      }
    );
  }
  const publicKey = publicKeyOf2(spkiDer ?? new Uint8Array(), address);
  if (SPEC[publicKey.curve] !== spec) {
    throw unavailable3(address, `expected a public key of ${spec}, found one on ${publicKey.curve}`);
  }
  return { publicKey, algorithm };
}
function publicKeyOf2(spkiDer, address) {
  try {
    return parsePublicKeyDer(spkiDer);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw unavailable3(address, `the public key in the answer: ${error.message}`, error);
  }
}
function unavailable3(key, why, cause) {
  return new AdapterError("key-unavailable", `signing key ${key}: ${why}`, {
    at: { object: key },
    cause
  });
}

// src/adapters/aws/kms-signing-client.ts
async function openSigningCalls(region, timeouts) {
  const sdk = await import("../sdk/kms-sdk.js");
  const client = limitResponses(
    new sdk.KMSClient({
      ...awsClientOptions(timeouts),
      maxAttempts: READ_ATTEMPTS,
      ...region === void 0 ? {} : { region }
    })
  );
  const arnOf2 = async (keyId) => {
    const answer2 = await client.send(new sdk.DescribeKeyCommand({ KeyId: keyId }));
    return answer2.KeyMetadata?.Arn;
  };
  return {
    async getPublicKey(keyId) {
      const answer2 = await client.send(new sdk.GetPublicKeyCommand({ KeyId: keyId }));
      const isArn = answer2.KeyId === void 0 || answer2.KeyId.startsWith("arn:");
      return {
        keyId: isArn ? answer2.KeyId : await arnOf2(answer2.KeyId),
        usage: answer2.KeyUsage,
        // The older name of the same field is all that emulators give.
        spec: answer2.KeySpec ?? answer2.CustomerMasterKeySpec,
        algorithms: answer2.SigningAlgorithms ?? [],
        spkiDer: answer2.PublicKey
      };
    },
    async sign({ keyId, algorithm, messageType, message }) {
      const answer2 = await client.send(
        new sdk.SignCommand({
          KeyId: keyId,
          SigningAlgorithm: algorithm,
          MessageType: messageType,
          Message: message
        })
      );
      return {
        keyId: answer2.KeyId,
        algorithm: answer2.SigningAlgorithm,
        signature: answer2.Signature
      };
    }
  };
}

// builtin:node:fs
var closeSync = /* @__PURE__ */ (() => __require("node:fs").closeSync)();
var fstatSync = /* @__PURE__ */ (() => __require("node:fs").fstatSync)();
var fsyncSync = /* @__PURE__ */ (() => __require("node:fs").fsyncSync)();
var linkSync = /* @__PURE__ */ (() => __require("node:fs").linkSync)();
var lstatSync = /* @__PURE__ */ (() => __require("node:fs").lstatSync)();
var mkdirSync = /* @__PURE__ */ (() => __require("node:fs").mkdirSync)();
var openSync = /* @__PURE__ */ (() => __require("node:fs").openSync)();
var readdirSync = /* @__PURE__ */ (() => __require("node:fs").readdirSync)();
var readSync = /* @__PURE__ */ (() => __require("node:fs").readSync)();
var readFileSync = /* @__PURE__ */ (() => __require("node:fs").readFileSync)();
var readlinkSync = /* @__PURE__ */ (() => __require("node:fs").readlinkSync)();
var renameSync = /* @__PURE__ */ (() => __require("node:fs").renameSync)();
var rmSync = /* @__PURE__ */ (() => __require("node:fs").rmSync)();
var writeSync = /* @__PURE__ */ (() => __require("node:fs").writeSync)();
var constants = /* @__PURE__ */ (() => __require("node:fs").constants)();

// src/adapters/files/folder-store-files.ts
var { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;
var FILE_MODE = 438;
function errorCode(error) {
  const code2 = error?.code;
  return typeof code2 === "string" ? code2 : void 0;
}
function writeSynced(path, bytes) {
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | (O_NOFOLLOW ?? 0), FILE_MODE);
  try {
    for (let done2 = 0; done2 < bytes.length; ) done2 += writeSync(file, bytes, done2);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
function syncFolder(path) {
  if (process.platform === "win32") return;
  const folder = openSync(path, O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
function readWhole(path, maxBytes) {
  let file;
  try {
    file = openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return void 0;
    if (errorCode(error) === "ELOOP") throw unsafe(path, "a symbolic link");
    throw error;
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw unsafe(path, "no regular file");
    if (stats.size > maxBytes) {
      throw unavailable4(path, `expected at most ${maxBytes} bytes, found ${stats.size}`);
    }
    const bytes = new Uint8Array(stats.size);
    for (let done2 = 0; done2 < bytes.length; ) {
      const count3 = readSync(file, bytes, done2, bytes.length - done2, done2);
      if (count3 === 0) throw unavailable4(path, `it became shorter while it was read`);
      done2 += count3;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}
function unsafe(path, what) {
  return unavailable4(path, `it is ${what}; a store has regular files and folders alone`);
}
function unavailable4(path, why) {
  return new AdapterError("list-unavailable", `${path}: ${why}`, { at: { file: path } });
}

// builtin:node:os
var hostname = /* @__PURE__ */ (() => __require("node:os").hostname)();

// src/adapters/files/folder-store-lock.ts
var TRIES = 40;
var WAIT_MAX_MS = 25;
async function withLock(working, base, section) {
  const lock = `${working}/${base}.lock`;
  let attempt = "busy";
  for (let i = 0; i < TRIES; i++) {
    if (i > 0) await setTimeout(randomInt(1, WAIT_MAX_MS + 1));
    const owner = ourselves();
    attempt = acquire(working, lock, owner);
    if (attempt !== "ours") continue;
    try {
      return section(owner.token);
    } finally {
      rmSync(lock, { force: true });
    }
  }
  if (attempt === "busy") return "busy";
  throw new AdapterError("list-unavailable", `${lock} is held from another machine or container`, {
    at: { file: lock },
    hint: "If the process that it names is gone, remove this file."
  });
}
function acquire(working, lock, owner) {
  if (make(working, lock, owner)) return "ours";
  const holder = readOwner(lock);
  if (holder === void 0) return "busy";
  if (holder === "unknown") return "foreign";
  const state = stateOf2(holder);
  if (state !== "dead") return state;
  const cleared = clear(working, lock, holder, owner);
  if (cleared !== "cleared") return cleared;
  return make(working, lock, owner) ? "ours" : "busy";
}
function clear(working, path, dead, owner) {
  const claim2 = `${working}/${dead.token}.claim`;
  if (!make(working, claim2, owner)) {
    const claimant = readOwner(claim2);
    if (claimant === void 0) return "busy";
    if (claimant === "unknown") return "foreign";
    const state = stateOf2(claimant);
    if (state !== "dead") return state;
    const cleared = clear(working, claim2, claimant, owner);
    return cleared === "cleared" ? "busy" : cleared;
  }
  try {
    const now = readOwner(path);
    if (now === void 0 || now === "unknown" || now.token !== dead.token) return "busy";
    rmSync(`${working}/${dead.token}.tmp`, { force: true });
    rmSync(path, { force: true });
    return "cleared";
  } finally {
    rmSync(claim2, { force: true });
  }
}
function make(working, path, { token, pid, start: start2, place: place2 }) {
  const temporary = `${working}/${randomUUID()}.tmp`;
  try {
    writeSynced(temporary, Buffer.from(`${[token, pid, start2, place2].join("\n")}
`));
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
function readOwner(path) {
  let text7;
  try {
    text7 = readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return void 0;
    throw error;
  }
  const [, token, pid, start2, place2] = /^([0-9a-f-]{36})\n([1-9]\d{0,9})\n(\d*)\n([^\n]*)\n$/.exec(text7) ?? [];
  if (token === void 0 || start2 === void 0 || place2 === void 0) return "unknown";
  return { token, pid: Number(pid), start: start2, place: place2 };
}
function ourselves() {
  const { pid } = process;
  return { token: randomUUID(), pid, start: processStart(pid) ?? "", place: placeOf() };
}
function stateOf2({ pid, start: start2, place: place2 }) {
  if (place2 !== placeOf()) return "foreign";
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === "ESRCH") return "dead";
  }
  const now = processStart(pid);
  return now === void 0 || start2 === "" || now === start2 ? "busy" : "dead";
}
function placeOf() {
  if (process.platform !== "linux") return `${process.platform} ${hostname()}`;
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `linux ${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return `linux ${hostname()}`;
  }
}
function processStart(pid) {
  if (process.platform !== "linux") return void 0;
  try {
    const stat2 = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields3 = stat2.slice(stat2.lastIndexOf(")") + 2).split(" ");
    return fields3[0] === "Z" || fields3[0] === "X" ? "" : fields3[19];
  } catch {
    return void 0;
  }
}

// src/adapters/files/folder-store.ts
var WORKING = ".pcr-allowlist";
var NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];
function openFolderStore(path) {
  const root = resolve(path);
  return {
    async get(name) {
      return reading(root, () => {
        const bytes = readObject(root, name);
        return bytes === void 0 ? void 0 : { bytes, etag: etagOf(bytes) };
      });
    },
    async putIfAbsent(name, bytes) {
      return writing(root, () => putIfAbsent(root, name, bytes));
    },
    async putIfMatch(name, bytes, etag) {
      return writing(root, () => putIfMatch(root, name, bytes, etag));
    },
    async list(prefix, after) {
      return reading(root, () => {
        const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
        return [...namesIn(root, folder)].filter((name) => name.startsWith(prefix) && compareNames(name, after) > 0).sort(compareNames);
      });
    }
  };
}
function putIfAbsent(root, name, bytes) {
  const target = prepare(root, name, bytes);
  const temporary = join(workingFolder(root), `${randomUUID()}.tmp`);
  try {
    writeSynced(temporary, bytes);
    linkSync(temporary, target);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    readWhole(target, DSSE_MAX_BYTES);
    return "exists";
  } finally {
    rmSync(temporary, { force: true });
  }
  return onDisk(target);
}
async function putIfMatch(root, name, bytes, etag) {
  const target = prepare(root, name, bytes);
  const working = workingFolder(root);
  const replace = (token) => {
    const current = readObject(root, name);
    if (current === void 0 || etagOf(current) !== etag) return "conflict";
    const temporary = join(working, `${token}.tmp`);
    try {
      writeSynced(temporary, bytes);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    return onDisk(target);
  };
  const outcome = await withLock(working, sha256Hex(Buffer.from(name)), replace);
  return outcome === "busy" ? "conflict" : outcome;
}
function onDisk(target) {
  try {
    syncFolder(dirname(target));
    return "done";
  } catch {
    return "unclear";
  }
}
function readObject(root, name) {
  const parts = objectNameParts(name);
  if (!requireFolders(root, parts.slice(0, -1))) return void 0;
  return readWhole(join(root, ...parts), DSSE_MAX_BYTES);
}
function prepare(root, name, bytes) {
  const parts = objectNameParts(name);
  if (bytes.length > DSSE_MAX_BYTES) {
    throw new AdapterError(
      "list-unavailable",
      `${name}: expected at most ${DSSE_MAX_BYTES} bytes, found ${bytes.length}`
    );
  }
  makeFolders(root, parts.slice(0, -1));
  return join(root, ...parts);
}
function workingFolder(root) {
  makeFolders(root, [WORKING]);
  return join(root, WORKING);
}
function makeFolders(root, parts) {
  if (requireFolders(root, parts)) return;
  mkdirSync(root, { recursive: true });
  let path = root;
  for (const part of parts) {
    const parent = path;
    path = join(parent, part);
    try {
      mkdirSync(path);
      syncFolder(parent);
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }
  requireFolders(root, parts);
}
function requireFolders(root, parts) {
  let path = root;
  for (const part of parts) {
    path = join(path, part);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === void 0) return false;
    if (stats.isSymbolicLink()) throw unsafe(path, "a symbolic link");
    if (!stats.isDirectory()) throw unsafe(path, "no folder");
  }
  return true;
}
function* namesIn(root, folder) {
  const parts = folder === "" ? [] : objectNameParts(folder.slice(0, -1));
  if (!requireFolders(root, parts)) return;
  const path = join(root, ...parts);
  for (const entry of entriesOf(path)) {
    const name = `${folder}${entry.name}`;
    if (!isObjectName(name)) continue;
    if (entry.isDirectory()) yield* namesIn(root, `${name}/`);
    else if (entry.isFile()) yield name;
    else throw unsafe(join(path, entry.name), "a symbolic link or a device");
  }
}
function entriesOf(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
async function reading(root, read) {
  try {
    return read();
  } catch (error) {
    throw storeError(root, error, "list-unavailable", "read");
  }
}
async function writing(root, write) {
  try {
    return await write();
  } catch (error) {
    const call = error.syscall;
    if (call === "link" && NO_LINKS.includes(errorCode(error) ?? "")) {
      throw new AdapterError(
        "store-unsupported",
        `${root} is on a file system without hard links, on which writers cannot tell who came first`,
        { at: { file: root }, cause: error }
      );
    }
    throw storeError(root, error, "output-not-writable", "write to");
  }
}
function storeError(root, error, code2, verb) {
  const found = errorCode(error);
  if (error instanceof AdapterError || found === void 0) return error;
  const path = error.path;
  const at = typeof path === "string" ? path : root;
  return new AdapterError(code2, `cannot ${verb} the store ${root}: ${found}`, {
    at: { file: at },
    cause: error
  });
}
function etagOf(bytes) {
  return sha256Hex(bytes);
}
function sha256Hex(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

// src/adapters/open-store.ts
async function openStore(address, baseDirectory) {
  if (address.startsWith("s3:")) {
    const parsed2 = parseS3Address(address);
    const name = `s3://${parsed2.bucket}/${parsed2.prefix}`.replace(/\/$/, "");
    return { store: s3Store(await s3Calls(), parsed2), name };
  }
  const path = filePathOf(address);
  if (path === void 0) {
    throw new UsageError(`expected a store as file:PATH or s3://bucket/prefix, found ${address}`);
  }
  const folder = resolve(baseDirectory, path);
  return { store: openFolderStore(folder), name: `file:${folder}` };
}
function filePathOf(address) {
  return /^file:(?!\/\/)([^\0]+)$/.exec(address)?.[1];
}

// src/adapters/open-signer.ts
async function openSigner(address, baseDirectory) {
  if (address.startsWith("awskms:")) {
    const { region } = parseKmsAddress(address);
    return { ...await openKmsSigner(address, await openSigningCalls(region)), warnings: [] };
  }
  const path = filePathOf(address);
  if (path === void 0) {
    throw new UsageError(
      `expected a signing key as file:KEY.pem, awskms:alias/NAME or awskms:ARN, found ${address}`
    );
  }
  return { ...await openKeyFile(resolve(baseDirectory, path)), address };
}

// src/adapters/store-probe.ts
var PROBE_NAME = "probe.txt";
var PROBE = encodeUtf8("pcr-allowlist wrote this to see that the store honours preconditions.\n");
var WRONG_TAG = '"00000000000000000000000000000000"';
var TRIES2 = 4;
async function requirePreconditions(store, storeName) {
  const absent = () => store.putIfAbsent(PROBE_NAME, PROBE);
  await answer(absent, ["conflict", "unclear"], storeName);
  if (await answer(absent, ["conflict", "unclear"], storeName) !== "exists") {
    throw unsupported(storeName, "it writes over an object that must not be there yet");
  }
  const wrong = () => store.putIfMatch(PROBE_NAME, PROBE, WRONG_TAG);
  if (await answer(wrong, ["unclear"], storeName) !== "conflict") {
    throw unsupported(storeName, "it replaces an object that is another one than expected");
  }
  if (await store.get(PROBE_NAME) === void 0) {
    throw unsupported(storeName, "it does not show what was just written");
  }
}
async function answer(put2, again, storeName) {
  for (let i = 0; i < TRIES2; i++) {
    const outcome = await put2();
    if (!again.includes(outcome)) return outcome;
  }
  throw new AdapterError(
    "list-unavailable",
    `${storeName} gave no clear answer to a write with a precondition`,
    { at: { object: PROBE_NAME } }
  );
}
function unsupported(storeName, why) {
  return new AdapterError("store-unsupported", `${storeName} cannot hold an allow-list: ${why}`, {
    at: { object: PROBE_NAME },
    hint: "Use Amazon S3, another store that honours If-Match and If-None-Match, or a folder."
  });
}

// src/adapters/list-ports.ts
function listPorts(tell = {}) {
  const connections = new KmsConnections();
  return {
    now: systemNow(),
    readText: readTextFile,
    readBytes: (path) => path === "-" ? readStandardInput() : readBinaryFile(path),
    askForDocument,
    resolve: (file, name) => resolveBeside(file, name),
    relative: (file, path) => relative(resolve(dirname(file)), resolve(path)) || ".",
    exists: fileExists,
    writeText: writeTextFile,
    writeNew: writeNewFile,
    async openStore(address, file) {
      const { store, name } = await openStore(address, folderOf(file));
      return { store, name, requirePreconditions: () => requirePreconditions(store, name) };
    },
    openSigner: (address, file) => openSigner(address, folderOf(file)),
    openImage: openPinnedImage,
    origin: () => observeOrigin(process.env),
    generateKeyPair,
    randomBytes: (count3) => new Uint8Array(randomBytes(count3)),
    random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    sleep: (durationMs) => setTimeout(durationMs),
    clock: systemNow,
    openKeyPolicy: (key, file, assumeRole) => openKeyPolicy(key, folderOf(file), assumeRole, connections),
    openKeyProbe: (key, role) => openKeyProbe(key, role, connections),
    run: () => runAddress(process.env),
    openGitHub: (token) => githubOf(process.env, token),
    githubRun: () => githubRun(process.env),
    oidcClaims: (audience) => oidcClaims(process.env, audience),
    ...tell
  };
}
function folderOf(file) {
  return file === "" ? resolve(".") : resolve(dirname(file));
}
function resolveBeside(file, name) {
  const folder = dirname(file);
  return name.startsWith("/") ? name : join(folder, name);
}

// src/report/document-text.ts
function documentResultJson(result) {
  const { evidence, unverified: unverified2, appraisal, fresh, channelBound, rollbackProtected } = result;
  return {
    ...evidence === void 0 ? {} : { evidence: evidenceJson(evidence) },
    ...unverified2 === void 0 ? {} : { unverified: statementJson(unverified2) },
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
  const { evidence, unverified: unverified2, appraisal, fresh, channelBound, rollbackProtected } = result;
  const statement = evidence ?? unverified2;
  if (statement === void 0) return "";
  return `${style.bold(titleOf2(result))}
` + renderColumns([
    ["module", printable(statement.moduleId)],
    ["timestamp", formatInstant(statement.timestamp)],
    ...pcrRows(statement),
    ["nonce", bytesText(statement.nonce)],
    ["user data", bytesText(statement.userData)],
    ["public key", bytesText(statement.publicKey)],
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
    `### verify: ${escapeMarkdown(titleOf2(result))}`,
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
function titleOf2({ evidence, appraisal }) {
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
  const { moduleId, timestamp, nonce: nonce2, userData, publicKey, pcrs } = statement;
  const hex3 = (bytes) => bytes === null ? null : encodeHex(bytes);
  return {
    moduleId,
    timestamp: formatInstant(timestamp),
    digest: "SHA384",
    pcrs: Object.fromEntries([...pcrs ?? []].map(([index, value]) => [String(index), value])),
    nonce: hex3(nonce2),
    userData: hex3(userData),
    publicKey: hex3(publicKey)
  };
}
var SHOWN_BYTES = 32;
function bytesText(bytes) {
  if (bytes === null) return "none";
  if (bytes.length === 0) return "empty";
  const isLong = bytes.length > SHOWN_BYTES;
  const hex3 = encodeHex(bytes.subarray(0, SHOWN_BYTES));
  return isLong ? `${hex3}\u2026 (${bytes.length} bytes)` : hex3;
}
function pcrRows({ pcrs }) {
  return [...pcrs ?? []].filter(([, value]) => !/^0+$/.test(value)).map(([index, value]) => [`PCR${index}`, value]);
}

// src/base/canonical-json.ts
var LONE_SURROGATE = /[\ud800-\udfff]/u;
function canonicalJson(value) {
  return canonical(value, "", 0);
}
function canonical(value, path, depth) {
  if (depth > JSON_MAX_DEPTH) throw refusal3(`at most ${JSON_MAX_DEPTH} levels`, "more", path);
  switch (typeof value) {
    case "boolean":
      return String(value);
    case "number":
      if (!Number.isFinite(value)) throw refusal3("a finite number", String(value), path);
      return JSON.stringify(value);
    case "string":
      return canonicalString(value, path);
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? canonicalArray(value, path, depth) : canonicalObject(value, path, depth);
    default:
      throw refusal3("a JSON value", typeof value, path);
  }
}
function canonicalString(text7, path) {
  if (LONE_SURROGATE.test(text7)) throw refusal3("Unicode text", "half of a surrogate pair", path);
  return JSON.stringify(text7);
}
function canonicalArray(elements, path, depth) {
  const texts = Array.from(elements, (element2, i) => canonical(element2, `${path}/${i}`, depth + 1));
  return `[${texts.join(",")}]`;
}
function canonicalObject(object2, path, depth) {
  const prototype = Object.getPrototypeOf(object2);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw refusal3("a plain object", "another kind of object", path);
  }
  const members2 = Object.entries(object2).sort(([a], [b]) => a < b ? -1 : 1).map(([key, member]) => {
    const memberPath = `${path}/${key}`;
    return `${canonicalString(key, memberPath)}:${canonical(member, memberPath, depth + 1)}`;
  });
  return `{${members2.join(",")}}`;
}
function refusal3(expected, found, path) {
  return new FormatError("encoding", `canonical JSON: expected ${expected}, found ${found}`, {
    at: { path: path === "" ? "/" : path }
  });
}

// src/allowlist/allow-list-limits.ts
var LIST_MAX_BYTES = 8 * 1024 * 1024;
var LIST_MAX_RELEASES = 1e3;
var LIST_MAX_REMOVED = 4e3;
var PROJECTION_MAX_ENTRIES = 100;
var RELEASE_MAX_APPROVALS = 16;
var RELEASE_MAX_CHANGES = 8;
var PROJECTION_MAX_STAGED = 100;
var TEXT_MAX_LENGTH = 2048;
var VERSION_MAX = 9999999999;
var ISSUED_AHEAD_MAX_MS = 5 * MINUTE_MS;
var DURATION_MAX_MS = 3660 * 24 * 60 * MINUTE_MS;
var UPDATE_MAX_ATTEMPTS = 24;
var UPDATE_WAIT = { firstMs: 400, maxMs: 12800 };

// src/allowlist/list-step.ts
var EMPTY_BODY = {
  projection: { instanceRoles: [], certificates: [], keys: [], staged: [], approvals: [] },
  releases: [],
  removed: []
};
function refused(code2, message, hint) {
  return { kind: "refused", code: code2, message, ...hint === void 0 ? {} : { hint } };
}
function unchanged(message) {
  return { kind: "unchanged", message };
}
function changed(body) {
  const releases = [...body.releases].sort((a, b) => a.id < b.id ? -1 : 1);
  let excess = body.removed.length - LIST_MAX_REMOVED;
  const removed = body.removed.filter(({ why }) => why === "revoked" || --excess < 0);
  if (removed.length > LIST_MAX_REMOVED) {
    return refused("not-allowed", `a list holds at most ${LIST_MAX_REMOVED} revoked images`);
  }
  return { kind: "changed", body: { ...body, releases, removed } };
}
function refuseEmpty(step, allowEmpty) {
  if (step.kind !== "changed" || allowEmpty) return step;
  if (step.body.releases.some(({ state }) => state === "active")) return step;
  return refused(
    "not-allowed",
    "this leaves no active release",
    "Approve another release first, or say --allow-empty."
  );
}

// src/allowlist/list-difference.ts
function listDifferences(before, after) {
  const earlier = before ?? { ...EMPTY_BODY };
  return [
    ...entryDifferences("release", earlier.releases, after.releases, ({ id: id3 }) => id3, releaseText),
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
      ({ sha256: sha2562 }) => sha2562,
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
function entryDifferences(kind, before, after, nameOf2, textOf4) {
  const earlier = new Map(before.map((entry) => [nameOf2(entry), entry]));
  const later = new Map(after.map((entry) => [nameOf2(entry), entry]));
  const names = [.../* @__PURE__ */ new Set([...earlier.keys(), ...later.keys()])];
  return names.flatMap((name) => {
    const [was, is] = [earlier.get(name), later.get(name)];
    const subject = `${kind} ${name}`;
    if (is === void 0 && was !== void 0) {
      return [{ change: "removed", subject, detail: textOf4(was) }];
    }
    if (is === void 0) return [];
    if (was === void 0) return [{ change: "added", subject, detail: textOf4(is) }];
    if (canonicalJson({ ...was }) === canonicalJson({ ...is })) return [];
    return [{ change: "changed", subject, detail: `${textOf4(was)} \u2192 ${textOf4(is)}` }];
  });
}
function releaseText(release) {
  const { state, measurements } = release;
  const end2 = release.state === "retiring" ? ` until ${formatInstant(release.retireAt)}` : "";
  return `${state}${end2}, PCR0 ${measurements.PCR0}`;
}
function goneDifferences(before, after) {
  const revoked = (removed) => removed.filter(({ why }) => why === "revoked");
  return entryDifferences(
    "tombstone of",
    revoked(before),
    revoked(after),
    ({ id: id3, PCR0 }) => `${id3}/${PCR0}`,
    (entry) => entry.why === "revoked" ? `revoked: ${entry.reason}` : "ended"
  );
}

// src/keypolicy/sid.ts
var PRODUCT_PREFIX = "PcrAllowlist";
var DENY_DEBUG_SID = "PcrAllowlistDenyDebug";
var LIST_DIGITS = 12;
var TUPLE_DIGITS = 16;
function listMark(list) {
  return list.slice(0, LIST_DIGITS);
}
function allowSid(list, tuple) {
  const digest3 = encodeHex(sha256(encodeUtf8(canonicalJson(tuple))));
  return `${PRODUCT_PREFIX}${listMark(list)}${digest3.slice(0, TUPLE_DIGITS)}`;
}
function guardSid(list, register) {
  return `${PRODUCT_PREFIX}${listMark(list)}Guard${register}`;
}
function guardMovesSid(list) {
  return guardSid(list, "Moves");
}
function ownerOfSid(sid, list) {
  if (sid === DENY_DEBUG_SID) return { kind: "shared" };
  if (sid === void 0) return { kind: "foreign" };
  if (sid.startsWith(`${PRODUCT_PREFIX}${listMark(list)}`)) return { kind: "ours" };
  const [, mark] = /^PcrAllowlist([0-9a-f]{12})(?:[0-9a-f]{16}|Guard)/.exec(sid) ?? [];
  return mark === void 0 ? { kind: "foreign" } : { kind: "other-list", mark };
}

// src/keypolicy/own-statement.ts
var ATTESTED_ACTIONS = [
  "kms:Decrypt",
  "kms:DeriveSharedSecret",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyPair"
];
var KEYLESS_ACTION = "kms:GenerateRandom";
var MOVES = ["kms:Decapsulate", "kms:ReEncryptFrom"];
var DATE_OPERATOR = "DateLessThan";
var DATE_KEY = "aws:CurrentTime";
function attestationKey(register) {
  return `kms:RecipientAttestation:${register}`;
}
function allowStatement(sid, { role, pcrs }, actions, until) {
  const registers2 = Object.entries(pcrs).sort(([a], [b]) => a < b ? -1 : 1);
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { AWS: role },
    Action: actions,
    Resource: "*",
    Condition: {
      StringEqualsIgnoreCase: Object.fromEntries(
        registers2.map(([register, value]) => [attestationKey(register), value])
      ),
      ...until === void 0 ? {} : { [DATE_OPERATOR]: { [DATE_KEY]: formatInstant(until) } }
    }
  };
}
var DENY_DEBUG = {
  Sid: DENY_DEBUG_SID,
  Effect: "Deny",
  Principal: "*",
  Action: [...ATTESTED_ACTIONS, KEYLESS_ACTION],
  Resource: "*",
  Condition: { StringEqualsIgnoreCase: { [attestationKey("ImageSha384")]: ZERO_PCR } }
};
function guardStatements(list, bind, actions, tuples) {
  const bound = actions.length === 0 ? [] : [...bind].sort();
  const guards = bound.map((register) => {
    const values = [...new Set(tuples.flatMap(({ pcrs }) => pcrs[register] ?? []))].sort();
    return guardStatement(guardSid(list, register), actions, register, values);
  });
  return [...guards, guardStatement(guardMovesSid(list), MOVES, void 0, [])];
}
function guardStatement(sid, actions, register, values) {
  const deny = {
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: actions,
    Resource: "*"
  };
  if (register === void 0 || values.length === 0) return deny;
  return {
    ...deny,
    Condition: { StringNotEqualsIgnoreCase: { [attestationKey(register)]: values } }
  };
}

// src/keypolicy/statement-shape.ts
var MEMBERS2 = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];
function parseStatementShape(statement) {
  if (!isObject4(statement)) return void 0;
  if (Object.keys(statement).some((member) => !MEMBERS2.includes(member))) return void 0;
  const { Effect: effect, Principal, Action, Resource, Condition = {} } = statement;
  const principal = principalOf(Principal);
  const actions = textsOf(Action);
  if (effect !== "Allow" && effect !== "Deny") return void 0;
  if (principal === void 0 || actions === void 0 || actions.length === 0) return void 0;
  if (textsOf(Resource)?.join() !== "*" || !isObject4(Condition)) return void 0;
  const conditions = conditionsOf(Condition);
  return conditions && { effect, principal, actions: sorted(actions), ...conditions };
}
function sameShape(a, b) {
  if (a === void 0 || b === void 0) return false;
  return a.effect === b.effect && a.principal === b.principal && a.until === b.until && sameTexts(a.actions, b.actions) && sameEquals(a.equals, b.equals) && a.except?.key === b.except?.key && sameTexts(a.except?.values ?? [], b.except?.values ?? []);
}
function intersectShapes(a, b) {
  if (a.effect !== b.effect || a.principal !== b.principal) return void 0;
  if (!sameEquals(a.equals, b.equals)) return void 0;
  return a.effect === "Allow" ? meetOfAllows(a, b) : meetOfDenies(a, b);
}
function sameEquals(a, b) {
  const [ofA, ofB] = [Object.entries(a), new Map(Object.entries(b))];
  return ofA.length === ofB.size && ofA.every(([key, value]) => ofB.get(key) === value);
}
function sameTexts(a, b) {
  return a.length === b.length && a.every((text7, i) => text7 === b[i]);
}
function meetOfAllows(a, b) {
  const actions = a.actions.filter((action) => b.actions.includes(action));
  if (actions.length === 0 || a.except !== void 0 || b.except !== void 0) return void 0;
  const until = Math.min(a.until ?? Number.POSITIVE_INFINITY, b.until ?? Number.POSITIVE_INFINITY);
  const { effect, principal, equals } = a;
  return { effect, principal, actions, equals, ...Number.isFinite(until) ? { until } : {} };
}
function meetOfDenies(a, b) {
  if (a.until !== void 0 || b.until !== void 0) return void 0;
  const actions = sorted([.../* @__PURE__ */ new Set([...a.actions, ...b.actions])]);
  const { effect, principal, equals } = a;
  const always = { effect, principal, actions, equals };
  if (a.except === void 0 || b.except === void 0) return always;
  if (a.except.key !== b.except.key) return void 0;
  const others = b.except.values;
  const values = a.except.values.filter((value) => others.includes(value));
  return values.length === 0 ? always : { ...always, except: { key: a.except.key, values } };
}
function conditionsOf(condition) {
  let found = { equals: {} };
  const seen = /* @__PURE__ */ new Set();
  for (const [name, block] of Object.entries(condition)) {
    const operator = name.toLowerCase();
    if (!isObject4(block) || seen.has(operator)) return void 0;
    seen.add(operator);
    const read = READERS.get(operator)?.(Object.entries(block));
    if (read === void 0) return void 0;
    found = { ...found, ...read };
  }
  return found;
}
var READERS = /* @__PURE__ */ new Map([
  ["stringequalsignorecase", readEquals],
  ["stringnotequalsignorecase", readExcept],
  [DATE_OPERATOR.toLowerCase(), readUntil]
]);
function readEquals(block) {
  const equals = /* @__PURE__ */ new Map();
  for (const [key, value] of block) {
    const [text7, ...more] = textsOf(value) ?? [];
    if (text7 === void 0 || more.length > 0 || equals.has(key.toLowerCase())) return void 0;
    equals.set(key.toLowerCase(), text7.toLowerCase());
  }
  return { equals: Object.fromEntries(equals) };
}
function readExcept(block) {
  const [first, ...more] = block;
  const values = first === void 0 ? void 0 : textsOf(first[1]);
  if (first === void 0 || more.length > 0 || !values?.length) return void 0;
  return { except: { key: first[0].toLowerCase(), values: sorted(values) } };
}
function readUntil(block) {
  const [first, ...more] = block;
  const [text7, ...others] = first === void 0 ? [] : textsOf(first[1]) ?? [];
  if (first?.[0].toLowerCase() !== DATE_KEY.toLowerCase()) return void 0;
  if (text7 === void 0 || more.length > 0 || others.length > 0) return void 0;
  const until = instantIn(text7);
  return until === void 0 ? void 0 : { until };
}
function instantIn(text7) {
  try {
    return parseInstant(text7);
  } catch (error) {
    if (error instanceof FormatError) return void 0;
    throw error;
  }
}
function principalOf(principal) {
  if (principal === "*") return "*";
  if (principal === void 0 || !isObject4(principal)) return void 0;
  const { AWS, ...more } = principal;
  const [one, ...others] = textsOf(AWS) ?? [];
  return Object.keys(more).length > 0 || others.length > 0 ? void 0 : one;
}
function textsOf(value) {
  const values = Array.isArray(value) ? value : [value];
  return values.every((one) => typeof one === "string") ? values : void 0;
}
function sorted(texts) {
  return [...new Set(texts.map((text7) => text7.toLowerCase()))].sort();
}
function isObject4(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/keypolicy/bound-values.ts
function boundValuesOf({
  after,
  before = null
}) {
  const shape = parseStatementShape(after === void 0 ? before : after);
  if (shape?.effect !== "Allow") return void 0;
  const pcrs = Object.entries(shape.equals).map(([key, value]) => {
    return [key.slice(key.lastIndexOf(":") + 1).toUpperCase(), value];
  });
  return { role: shape.principal, pcrs: Object.fromEntries(pcrs) };
}
function withFormerReleases(slots, { releases, removed }) {
  return slots.map((slot) => {
    const { change } = slot;
    const bound = change?.action === "delete" ? boundValuesOf(change) : void 0;
    if (change === void 0 || bound === void 0) return slot;
    const { PCR3: _, ...pcrs } = bound.pcrs;
    const has2 = (values) => Object.entries(pcrs).every(([register, value]) => values[register] === value);
    const ended2 = releases.filter(({ measurements }) => has2({ ...measurements }));
    const gone = removed.filter(({ PCR0 }) => PCR0 === pcrs["PCR0"]);
    const ids = new Set([...ended2, ...gone].map(({ id: id3 }) => id3));
    return { ...slot, change: { ...change, releases: [...ids].sort() } };
  });
}

// src/report/list-json.ts
function listResultJson(result) {
  const { changed: changed2, dryRun, message, before, after, id: id3 } = result;
  const { staged, manifest, approvals, files, signer: signer2, assets, keys: keys2 = [] } = result;
  return {
    changed: changed2,
    dryRun,
    message,
    allowList: after === void 0 ? null : allowListJson(after, id3?.sha256 ?? null),
    changes: after === void 0 ? [] : listDifferences(before, after),
    ...staged === void 0 ? {} : { staged },
    ...manifest === void 0 ? {} : { manifest },
    ...approvals === void 0 ? {} : { approvals },
    ...files === void 0 ? {} : { files },
    ...assets === void 0 ? {} : { releaseAssets: assets },
    ...signer2 === void 0 ? {} : { signer: signer2 },
    ...keys2.length === 0 ? {} : { plan: keys2.map(keyJson) }
  };
}
function keyJson(planned3) {
  const { key, as, plan, written, readBack: readBack2, settled: settled3, failures, probe } = planned3;
  const named2 = { key, ...as === void 0 ? {} : { as } };
  if (plan === void 0) return { ...named2, written, failures, changes: [], findings: [] };
  const { changes, withheld, foreign, sizeBytes, after, open, leftOut } = plan;
  const held3 = new Set(withheld);
  return {
    ...named2,
    written,
    ...readBack2 === void 0 ? {} : { readBack: readBack2, settled: settled3 },
    changes: changes.map((change) => ({
      sid: change.sid,
      action: change.action,
      ...change.releases.length === 0 ? {} : { release: change.releases.join(", ") },
      ...boundValuesOf(change),
      withheld: held3.has(change)
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
  const { kind, sha256: sha2562, signers } = result;
  if (result.kind === "manifest") {
    const { image: image2, measurements, measured, measuredAt } = result.manifest;
    return {
      kind,
      sha256: sha2562,
      signers,
      image: image2,
      measurements: measurementsJson(measurements),
      measured,
      measuredAt: formatInstant(measuredAt)
    };
  }
  const { list, accepted, rollbackProtected } = result;
  return {
    kind,
    version: list.version,
    sha256: sha2562,
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
function allowListJson(list, sha2562) {
  return {
    list: list.list,
    enclave: list.enclave,
    version: list.version,
    sha256: sha2562,
    expiresAt: formatInstant(list.expiresAt),
    releases: list.releases.map(({ id: id3, state, measurements }) => ({
      id: id3,
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
function renderKeyPlans(keys2, style) {
  return keys2.map((key) => renderKey(key, style)).join("");
}
function policySizeText({ sizeBytes }) {
  const { before, after, limit } = sizeBytes;
  return `${before} \u2192 ${after} of ${limit} bytes`;
}
function probeText({ role, answer: answer2, why }) {
  switch (answer2) {
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
    ...failures.map((failure2) => failureLine(failure2, style)),
    ...probe?.answer === "denied" ? [printable(probeText(probe))] : []
  ];
  return `${style.bold(`key ${printable(key)}`)}: ${state}
${lines.map((line) => `  ${line}
`).join("")}`;
}
function failureLine({ code: code2, message, hint, at }, style) {
  const place2 = at?.sid === void 0 ? "" : ` (${printable(at.sid)})`;
  const cure = hint === void 0 ? "" : ` \u2192 ${printable(hint)}`;
  return style.red(`${code2}: ${printable(message)}${place2}${cure}`);
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
  const { action, sid, releases, adopted: adopted2 } = change;
  const colour = { create: style.green, update: style.yellow, delete: style.red, keep: style.dim }[action];
  const held3 = releases.length === 0 ? "" : ` for ${releases.join(", ")}`;
  const text7 = `${action} ${sid}${held3}${adopted2 ? " (adopted)" : ""}`;
  const bound = boundValuesOf(change);
  return [
    `${colour(`${SIGNS[action]} ${printable(text7)}`)}${isWithheld ? style.yellow(" (withheld)") : ""}`,
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
  const { before, after, id: id3, staged, assets, keys: keys2 = [] } = result;
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
    after === void 0 ? "" : `List of ${escapeMarkdown(after.enclave)}, version ${after.version}${id3 === void 0 ? "" : ` (${code(id3.sha256)})`}, expires ${formatInstant(after.expiresAt)}`,
    assets === void 0 ? "" : `Assets of ${escapeMarkdown(assets.url)}${assets.isDraft ? " (still a draft)" : ""}: ${[...assets.uploaded, ...assets.present].map(code).join(", ")}`,
    ...keys2.map(keyBlock)
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
    const { image: image2, measurements } = result.manifest;
    return joinBlocks([
      `### verify: the manifest of ${escapeMarkdown(image2.name)} verifies`,
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
      accepted.map(({ id: id3, state, measurements }) => [code(id3), state, code(measurements.PCR0)])
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
  const { dryRun, message, before, after, id: id3 } = result;
  const title2 = dryRun ? `dry run: ${message}` : message;
  const differences = after === void 0 ? [] : listDifferences(before, after);
  return [
    `${style.bold(printable(title2))}
`,
    differences.map((difference) => renderDifference(difference, style)).join(""),
    after === void 0 ? "" : renderListFacts(after, id3?.sha256),
    renderFacts(result),
    renderKeyPlans(result.keys ?? [], style),
    renderNext(result, style)
  ].join("");
}
function renderVerifyResult(result, style) {
  if (result.kind === "manifest") {
    const { image: image2, measurements, measured, measuredAt } = result.manifest;
    return `${style.bold(`the manifest of ${printable(image2.name)} verifies`)}
` + renderColumns([
      ...Object.entries(measurements).map(([name, value]) => [name, String(value)]),
      ["image", `SHA-256 ${image2.sha256}`],
      ["measured", `${measured}, at ${formatInstant(measuredAt)}`],
      ["signed by", result.signers.join(", ")]
    ]);
  }
  const { list, accepted, signers, sha256: sha2562, rollbackProtected } = result;
  return `${style.bold(`the allow-list of ${printable(list.enclave)} verifies`)}
` + renderListFacts(list, sha2562) + renderColumns([
    ["signed by", signers.join(", ")],
    ["rollback", rollbackProtected ? "protected" : "not protected: nothing was remembered"]
  ]) + (accepted.length === 0 ? `${style.yellow("no image is accepted now")}
` : "accepted now:\n") + accepted.map((release) => {
    const end2 = release.state === "retiring" ? ` until ${formatInstant(release.retireAt)}` : "";
    return `  ${printable(release.id)}  ${release.state}${end2}  PCR0 ${release.measurements.PCR0}
`;
  }).join("");
}
function renderDifference({ change, subject, detail }, style) {
  const colour = { added: style.green, removed: style.red, changed: style.yellow }[change];
  return `  ${colour(`${SIGNS2[change]} ${printable(subject)}`)}  ${printable(detail)}
`;
}
function renderListFacts(list, sha2562) {
  const active = list.releases.filter(({ state }) => state === "active").length;
  const retiring = list.releases.length - active;
  return renderColumns([
    ["list", `${list.list} of ${printable(list.enclave)}`],
    ["version", sha2562 === void 0 ? `${list.version}` : `${list.version}, SHA-256 ${sha2562}`],
    ["expires", formatInstant(list.expiresAt)],
    ["releases", `${active} active${retiring === 0 ? "" : `, ${retiring} retiring`}`]
  ]);
}
function renderFacts({
  manifest,
  staged,
  approvals,
  files = [],
  signer: signer2,
  assets
}) {
  const rows = [];
  if (manifest !== void 0) rows.push(["manifest", manifest.path]);
  if (staged?.path !== void 0) rows.push(["staged", printable(staged.path)]);
  if (approvals !== void 0)
    rows.push(["approvals", `${approvals.found} of ${approvals.needed}`]);
  if (signer2 !== void 0) rows.push(["signed by", printable(signer2)]);
  rows.push(...files.map((file) => ["file", printable(file)]));
  if (assets !== void 0) rows.push(["release", assetsText(assets)]);
  return rows.length === 0 ? "" : renderColumns(rows);
}
function assetsText({
  url,
  isDraft,
  uploaded,
  present: present2
}) {
  const counts = `${uploaded.length} assets uploaded, ${present2.length} were there`;
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

// src/report/render-list-command.ts
function renderListCommand(ended2, json2, style) {
  switch (ended2.kind) {
    case "change": {
      const { outcome } = ended2;
      if (json2) return renderOutcomeJson(outcome, listResultJson);
      return outcome.result === void 0 ? "" : renderListResult(outcome.result, style);
    }
    case "verify": {
      const { outcome } = ended2;
      if (json2) return renderOutcomeJson(outcome, verifyResultJson);
      return outcome.result === void 0 ? "" : renderVerifyResult(outcome.result, style);
    }
    case "document": {
      const { outcome } = ended2;
      if (json2) return renderOutcomeJson(outcome, documentResultJson);
      return outcome.result === void 0 ? "" : renderDocument(outcome.result, style);
    }
    case "drift": {
      const { outcome } = ended2;
      if (json2) return renderOutcomeJson(outcome, driftReportJson);
      return outcome.result === void 0 ? "" : renderDrift(outcome.result, style);
    }
    case "export": {
      const { outcome } = ended2;
      if (json2) return renderOutcomeJson(outcome, (exported) => exported);
      return outcome.result?.text ?? "";
    }
  }
}
function renderListCommandSummary(ended2) {
  switch (ended2.kind) {
    case "change":
      return renderListSummary(ended2.outcome);
    case "verify":
      return renderVerifySummary(ended2.outcome);
    case "document":
      return renderDocumentSummary(ended2.outcome);
    case "drift":
      return ended2.outcome.result === void 0 ? failureSummary(ended2.outcome) : renderDriftMarkdown(ended2.outcome.result);
    case "export":
      return failureSummary(ended2.outcome);
  }
}

// src/format/field-reader.ts
var FieldReader = class {
  format;
  constructor(format) {
    this.format = format;
  }
  parse(bytes) {
    try {
      return parsePlainJson(bytes, {}, asNumber);
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause;
      throw new FormatError("statement-format", `${this.format}: ${cause.message}`, {
        ...cause.at === void 0 ? {} : { at: cause.at },
        cause
      });
    }
  }
  object(value, path) {
    if (isObject5(value)) return value;
    throw this.refusal("expected an object", path);
  }
  text(members2, key, path) {
    const value = Object.hasOwn(members2, key) ? members2[key] : void 0;
    if (typeof value === "string") return value;
    const found = value === void 0 ? "nothing" : "another type";
    throw this.refusal(`expected a text, found ${found}`, `${path}/${key}`);
  }
  /** A part whose form somebody else judges: a number that no double holds is its text there. */
  plain(value) {
    return hasNumber(value) ? withTexts(value) : value;
  }
  refusal(message, path, cause) {
    return new FormatError("statement-format", `${this.format}: ${message}`, {
      at: { path: path === "" ? "/" : path },
      cause
    });
  }
};
function asNumber(number3) {
  return number3;
}
function isNumber(value) {
  return value instanceof JsonNumber;
}
function isObject5(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isNumber(value);
}
function hasNumber(value) {
  if (typeof value !== "object" || value === null) return false;
  return isNumber(value) || Object.values(value).some(hasNumber);
}
function withTexts(value) {
  if (isNumber(value)) return value.text;
  if (Array.isArray(value)) return value.map(withTexts);
  if (!isObject5(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTexts(one)]));
}

// src/format/statement.ts
var fields = new FieldReader("statement");
var STATEMENT_PAYLOAD_TYPE = "application/vnd.in-toto+json";
var STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
function parseStatement(payload) {
  const members2 = fields.object(fields.parse(payload), "");
  const type = fields.text(members2, "_type", "");
  if (type !== STATEMENT_TYPE) {
    throw fields.refusal(`expected ${STATEMENT_TYPE}, found ${JSON.stringify(type)}`, "/_type");
  }
  const subjects = members2["subject"];
  if (!Array.isArray(subjects)) throw fields.refusal("expected an array", "/subject");
  if (subjects.length < 1 || subjects.length > STATEMENT_MAX_SUBJECTS) {
    throw fields.refusal(
      `expected 1 to ${STATEMENT_MAX_SUBJECTS} subjects, found ${subjects.length}`,
      "/subject"
    );
  }
  const predicateType = fields.text(members2, "predicateType", "");
  if (predicateType === "") throw fields.refusal("expected a URI, found none", "/predicateType");
  const predicate = fields.plain(fields.object(members2["predicate"], "/predicate"));
  return { subject: subjects.map(parseSubject), predicateType, predicate };
}
function encodeStatement(statement) {
  const { subject, predicateType, predicate } = statement;
  return encodeUtf8(canonicalJson({ _type: STATEMENT_TYPE, subject, predicateType, predicate }));
}
function parseSubject(value, index) {
  const path = `/subject/${index}`;
  const members2 = fields.object(value, path);
  const name = fields.text(members2, "name", path);
  const digest3 = fields.object(members2["digest"], `${path}/digest`);
  const algorithms = Object.keys(digest3);
  if (algorithms.length < 1 || algorithms.length > SUBJECT_MAX_DIGESTS) {
    throw fields.refusal(
      `expected 1 to ${SUBJECT_MAX_DIGESTS} digests, found ${algorithms.length}`,
      `${path}/digest`
    );
  }
  const digests = algorithms.map((algorithm) => {
    const hex3 = fields.text(digest3, algorithm, `${path}/digest`);
    if (/^(?:[0-9a-f]{2})+$/.test(hex3)) return [algorithm, hex3];
    throw fields.refusal("expected lower-case hexadecimal", `${path}/digest/${algorithm}`);
  });
  return { name, digest: Object.fromEntries(digests) };
}

// src/base/digest.ts
async function sha256Of(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
}

// src/format/dsse.ts
var fields2 = new FieldReader("DSSE envelope");
function parseDsse(bytes) {
  if (bytes.length > DSSE_MAX_BYTES) {
    throw fields2.refusal(`expected at most ${DSSE_MAX_BYTES} bytes, found ${bytes.length}`, "");
  }
  const envelope = fields2.object(fields2.parse(bytes), "");
  const payloadType = fields2.text(envelope, "payloadType", "");
  if (payloadType === "")
    throw fields2.refusal("expected a payload type, found none", "/payloadType");
  const payload = base64(fields2.text(envelope, "payload", ""), "/payload");
  const signatures = envelope["signatures"];
  if (!Array.isArray(signatures)) throw fields2.refusal("expected an array", "/signatures");
  if (signatures.length < 1 || signatures.length > DSSE_MAX_SIGNATURES) {
    throw fields2.refusal(
      `expected 1 to ${DSSE_MAX_SIGNATURES} signatures, found ${signatures.length}`,
      "/signatures"
    );
  }
  return { payloadType, payload, signatures: signatures.map(signature) };
}
function encodeDsse(envelope) {
  return encodeUtf8(JSON.stringify(dsseJson(envelope)));
}
function dsseJson({ payload, payloadType, signatures }) {
  return {
    payload: encodeBase64(payload),
    payloadType,
    signatures: signatures.map(({ keyid, sig }) => ({
      ...keyid === void 0 ? {} : { keyid },
      sig: encodeBase64(sig)
    }))
  };
}
function preAuthenticationEncoding(payloadType, payload) {
  const type = encodeUtf8(payloadType);
  const head = encodeUtf8(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  const encoding = new Uint8Array(head.length + payload.length);
  encoding.set(head);
  encoding.set(payload, head.length);
  return encoding;
}
function signature(value, index) {
  const path = `/signatures/${index}`;
  const members2 = fields2.object(value, path);
  const sig = base64(fields2.text(members2, "sig", path), `${path}/sig`);
  if (sig.length === 0) throw fields2.refusal("expected a signature, found no bytes", `${path}/sig`);
  const keyid = Object.hasOwn(members2, "keyid") ? fields2.text(members2, "keyid", path) : "";
  return { keyid: keyid === "" ? void 0 : keyid, sig };
}
function base64(digits2, path) {
  try {
    const isUrlSafe = digits2.includes("-") || digits2.includes("_");
    if (!isUrlSafe || /[+/]/.test(digits2)) return decodeBase64(digits2);
    return decodeBase64(digits2.replaceAll("-", "+").replaceAll("_", "/"));
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw fields2.refusal(cause.message, path, cause);
  }
}

// src/format/ecdsa-signature.ts
var SEQUENCE = 48;
var INTEGER = 2;
var ONE_LENGTH_BYTE = 129;
function derToRaw(der, curve) {
  const raw = new Uint8Array(SIGNATURE_BYTES[curve]);
  const width = raw.length / 2;
  const sequence = element(der, 0, SEQUENCE);
  if (sequence.end !== der.length) {
    throw refusal4("expected the end after the signature", sequence.end);
  }
  const r = element(der, sequence.start, INTEGER);
  const s = element(der, r.end, INTEGER);
  if (s.end !== der.length) throw refusal4("expected the end after s", s.end);
  raw.set(padded(der, r, width), 0);
  raw.set(padded(der, s, width), width);
  return raw;
}
function element(der, offset, tag) {
  if (der[offset] !== tag) {
    throw refusal4(`expected tag ${tag}, found ${der[offset] ?? "the end"}`, offset);
  }
  const long = der[offset + 1] === ONE_LENGTH_BYTE;
  const start2 = offset + (long ? 3 : 2);
  const length2 = der[start2 - 1];
  if (length2 === void 0 || length2 < 128 !== !long) {
    throw refusal4("expected a shortest length", offset);
  }
  if (length2 > der.length - start2) {
    throw refusal4(`expected ${length2} bytes, found ${der.length - start2}`, offset);
  }
  return { offset, start: start2, end: start2 + length2 };
}
function padded(der, { offset, start: start2, end: end2 }, width) {
  const [first, second] = der.subarray(start2, end2);
  if (first === void 0) throw refusal4("expected an integer, found no bytes", offset);
  if (first > 127) throw refusal4("expected an integer that is not negative", offset);
  if (first === 0 && second !== void 0 && second < 128) {
    throw refusal4("expected an integer without needless zeros", offset);
  }
  const digits2 = der.subarray(first === 0 ? start2 + 1 : start2, end2);
  if (digits2.length > width) {
    throw refusal4(`expected an integer of ${width} bytes, found ${digits2.length}`, offset);
  }
  const integer2 = new Uint8Array(width);
  integer2.set(digits2, width - digits2.length);
  return integer2;
}
function refusal4(message, offsetBytes) {
  return new FormatError("der-format", `ECDSA signature: ${message}`, { at: { offsetBytes } });
}

// src/manifest/manifest-schema.ts
var MANIFEST_PREDICATE_TYPE = "https://pcr-allowlist.github.io/pcr-manifest/v1";
var hex = (bytes) => string2().check(
  _regex(
    new RegExp(`^[0-9a-f]{${2 * bytes}}$`),
    `expected ${2 * bytes} lower-case hexadecimal digits`
  )
);
var text2 = string2().check(_minLength(1, "expected a text, found none"));
var size = int().check(_nonnegative());
var instant2 = string2().check(refine(isInstant, "expected RFC 3339 in UTC"));
var pcr = hex(48).check(
  refine((value) => value !== ZERO_PCR, "expected a measured value, found only zeros")
);
var CERTIFICATE = object({ sha256: hex(32), notBefore: instant2, notAfter: instant2 });
var SECTION = object({
  type: _enum(["kernel", "cmdline", "ramdisk", "signature", "metadata"]),
  offsetBytes: size,
  sizeBytes: size,
  sha384: hex(48)
});
var EIF = object({
  version: union([literal(2), literal(3), literal(4)]),
  architecture: _enum(["x86_64", "aarch64"]),
  sections: array(SECTION).check(_minLength(1)),
  metadata: optional(
    object({ measured: literal(false), content: record(string2(), unknown()) })
  ),
  certificate: optional(CERTIFICATE)
});
var SOURCE = object({
  observed: literal(true),
  repository: text2,
  commit: string2().check(
    _regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "expected a commit of 40 or 64 lower-case digits")
  ),
  ref: text2
});
var BUILD = object({
  observed: literal(true),
  workflow: text2,
  run: text2,
  attempt: int().check(_positive()),
  runner: text2
});
var PREDICATE = object({
  measurements: object({
    HashAlgorithm: string2(),
    PCR0: pcr,
    PCR1: pcr,
    PCR2: pcr,
    PCR8: optional(pcr)
  }),
  measured: _enum(["here", "given"]),
  measuredAt: instant2,
  eif: optional(EIF),
  source: optional(SOURCE),
  build: optional(BUILD)
});
var SUBJECTS = array(object({ name: text2, digest: object({ sha256: hex(32), awsNitroPcr0: hex(48) }) })).check(_length(1));
var STATEMENT = object({
  _type: literal("https://in-toto.io/Statement/v1"),
  predicateType: literal(MANIFEST_PREDICATE_TYPE),
  subject: SUBJECTS,
  predicate: PREDICATE
});
function isInstant(value) {
  try {
    parseInstant(value);
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

// src/manifest/manifest.ts
var FORMAT = "PCR manifest";
function parseManifest(payload) {
  const statement = parseStatement(payload);
  if (statement.predicateType !== MANIFEST_PREDICATE_TYPE) {
    throw refusal5(
      `expected ${MANIFEST_PREDICATE_TYPE}, found ${JSON.stringify(statement.predicateType)}`,
      ["predicateType"]
    );
  }
  const [subject] = matchSchema(SUBJECTS, statement.subject, FORMAT, "subject");
  const predicate = matchSchema(PREDICATE, statement.predicate, FORMAT, "predicate");
  if (subject?.digest.awsNitroPcr0 !== predicate.measurements.PCR0) {
    throw refusal5("expected PCR0 of the predicate", ["subject", 0, "digest", "awsNitroPcr0"]);
  }
  const manifest = manifestOf(subject.name, subject.digest.sha256, predicate);
  requireWhole(manifest);
  return manifest;
}
function encodeManifest(manifest) {
  const { image: image2, measurements, measured, measuredAt, eif, source, build } = manifest;
  const digest3 = { sha256: image2.sha256, awsNitroPcr0: measurements.PCR0 };
  return encodeStatement({
    subject: [{ name: image2.name, digest: digest3 }],
    predicateType: MANIFEST_PREDICATE_TYPE,
    predicate: {
      measurements: { HashAlgorithm: HASH_ALGORITHM, ...measurements },
      measured,
      measuredAt: formatInstant(measuredAt),
      ...eif === void 0 ? {} : { eif: eifJson(eif) },
      ...source === void 0 ? {} : { source: { observed: true, ...source } },
      ...build === void 0 ? {} : { build: { observed: true, ...build } }
    }
  });
}
function manifestOf(name, sha2562, predicate) {
  const { measured, measuredAt, eif, source, build } = predicate;
  const { PCR0, PCR1, PCR2, PCR8 } = predicate.measurements;
  return {
    image: { name, sha256: sha2562 },
    measurements: { PCR0, PCR1, PCR2, ...PCR8 === void 0 ? {} : { PCR8 } },
    measured,
    measuredAt: parseInstant(measuredAt),
    ...eif === void 0 ? {} : { eif: eifOf(eif) },
    ...source === void 0 ? {} : { source: withoutMark(source) },
    ...build === void 0 ? {} : { build: withoutMark(build) }
  };
}
function withoutMark(fields3) {
  const { observed: _, ...rest } = fields3;
  return rest;
}
function eifOf({ metadata, certificate, ...eif }) {
  return {
    ...eif,
    ...metadata === void 0 ? {} : (
      // It was read as JSON, and the schema leaves its content alone.
      { unmeasuredMetadata: metadata.content }
    ),
    ...certificate === void 0 ? {} : {
      certificate: {
        sha256: certificate.sha256,
        notBefore: parseInstant(certificate.notBefore),
        notAfter: parseInstant(certificate.notAfter)
      }
    }
  };
}
function eifJson({ unmeasuredMetadata, certificate, ...eif }) {
  return {
    ...eif,
    ...unmeasuredMetadata === void 0 ? {} : { metadata: { measured: false, content: unmeasuredMetadata } },
    ...certificate === void 0 ? {} : {
      certificate: {
        sha256: certificate.sha256,
        notBefore: formatInstant(certificate.notBefore),
        notAfter: formatInstant(certificate.notAfter)
      }
    }
  };
}
function requireWhole({ measured, eif, measurements }) {
  if (measured === "here" !== (eif !== void 0)) {
    throw refusal5("expected the image exactly when it was measured here", ["predicate", "eif"]);
  }
  if (eif === void 0) return;
  const signed2 = measurements.PCR8 !== void 0;
  if (signed2 !== (eif.certificate !== void 0)) {
    throw refusal5("expected a certificate exactly when there is a PCR8", [
      "predicate",
      "eif",
      "certificate"
    ]);
  }
  if (signed2 !== eif.sections.some(({ type }) => type === "signature")) {
    throw refusal5("expected a signature section exactly when there is a PCR8", [
      "predicate",
      "eif",
      "sections"
    ]);
  }
}
function refusal5(message, path) {
  return documentRefusal(FORMAT, message, path);
}

// src/manifest/verify-manifest.ts
async function verifyEnvelope(bytes, trust) {
  const keys2 = distinctKeys(trust);
  const envelope = parseDsse(bytes);
  const digest3 = sha256Of(envelope.payload);
  const encoding = preAuthenticationEncoding(envelope.payloadType, envelope.payload);
  const signers = [];
  for (const [keyid, key] of keys2) {
    if (await hasSigned(key, encoding, candidates(envelope, keyid))) signers.push(keyid);
  }
  if (signers.length < trust.threshold) {
    const count3 = envelope.signatures.length;
    throw new TrustError(
      "signature-threshold",
      `expected signatures of ${trust.threshold} trusted keys, found ${signers.length} among ${count3} signatures`,
      { hint: `Trusted are ${[...keys2.keys()].join(", ")}.` }
    );
  }
  const { payloadType, payload } = envelope;
  return { payloadType, payload, payloadSha256: encodeHex(await digest3), signers };
}
async function verifyManifest(bytes, trust) {
  const { payload, payloadType, payloadSha256, signers } = await verifyEnvelope(bytes, trust);
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw new FormatError(
      "statement-format",
      `expected payload type ${STATEMENT_PAYLOAD_TYPE}, found ${JSON.stringify(payloadType)}`,
      { at: { path: "/payloadType" } }
    );
  }
  return { manifest: parseManifest(payload), payloadSha256, signers };
}
function distinctKeys({ keys: keys2, threshold }) {
  if (keys2.length < 1 || keys2.length > TRUST_MAX_KEYS) {
    throw new UsageError(`expected 1 to ${TRUST_MAX_KEYS} trusted keys, found ${keys2.length}`);
  }
  const distinct4 = new Map(keys2.map((key) => [keyIdOf(key.spkiDer), key]));
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > distinct4.size) {
    throw new UsageError(
      `expected a threshold from 1 to the number of distinct trusted keys, ${distinct4.size}, found ${threshold}`
    );
  }
  return distinct4;
}
async function verifySignature({ curve, spkiDer }, data, der) {
  return verifyEcdsa({ curve, spkiDer, data, signature: rawOrNothing(der, curve) });
}
function candidates({ signatures }, keyid) {
  return signatures.filter((signature2) => (signature2.keyid ?? keyid) === keyid);
}
async function hasSigned(key, encoding, signatures) {
  for (const { sig } of signatures) {
    if (await verifySignature(key, encoding, sig)) return true;
  }
  return false;
}
function rawOrNothing(der, curve) {
  try {
    return derToRaw(der, curve);
  } catch (error) {
    if (error instanceof FormatError) return new Uint8Array(0);
    throw error;
  }
}

// src/allowlist/allow-list-schema.ts
var ALLOW_LIST_PREDICATE_TYPE = "https://pcr-allowlist.github.io/allow-list/v1";
var BINDABLE = ["PCR0", "PCR1", "PCR2", "PCR3", "PCR8"];
var hex2 = (bytes) => string2().check(
  _regex(
    new RegExp(`^[0-9a-f]{${2 * bytes}}$`),
    `expected ${2 * bytes} lower-case hexadecimal digits`
  )
);
var text3 = string2().check(
  _minLength(1, "expected a text, found none"),
  _maxLength(TEXT_MAX_LENGTH, `expected at most ${TEXT_MAX_LENGTH} characters`)
);
var RELEASE_ID = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/;
var RELEASE_ID_FORM = "expected 1 to 128 letters, digits and . _ + -, a letter or digit first";
var id = string2().check(_regex(RELEASE_ID, RELEASE_ID_FORM));
var pcr2 = hex2(48).check(
  refine((value) => value !== ZERO_PCR, "expected a measured value, found only zeros")
);
var version2 = int().check(_positive(), _lte(VERSION_MAX));
var instant3 = codec(string2(), number2(), {
  decode: (value, context) => {
    try {
      return parseInstant(value);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      context.issues.push({ code: "custom", message: "expected RFC 3339 in UTC", input: value });
      return NEVER;
    }
  },
  encode: (value) => formatInstant(value)
});
var MEASUREMENTS = strictObject({
  PCR0: pcr2,
  PCR1: pcr2,
  PCR2: pcr2,
  PCR8: exactOptional(pcr2)
});
var SOURCE2 = strictObject({
  observed: literal(true),
  repository: text3,
  commit: string2().check(
    _regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "expected a commit of 40 or 64 lower-case digits")
  ),
  ref: text3
});
var EVIDENCE = {
  staged: hex2(32),
  sha256: hex2(32),
  by: text3,
  approvedAt: instant3,
  expiresAt: instant3
};
var ENVELOPE = strictObject({
  payload: string2(),
  payloadType: text3,
  signatures: array(strictObject({ keyid: exactOptional(text3), sig: text3 })).check(_minLength(1))
});
var APPROVAL = discriminatedUnion("source", [
  strictObject({
    source: literal("key"),
    ...EVIDENCE,
    projection: hex2(32),
    envelope: ENVELOPE
  }),
  strictObject({
    source: _enum(["github-environment", "github-pull-request"]),
    observed: literal(true),
    ...EVIDENCE,
    url: text3
  })
]);
var APPROVALS = array(APPROVAL).check(_maxLength(RELEASE_MAX_APPROVALS));
var CHANGE = strictObject({
  what: _enum(["approved", "approved-again", "retired"]),
  version: version2,
  at: instant3
});
var RELEASE_FIELDS = {
  id,
  measurements: MEASUREMENTS,
  image: strictObject({ name: text3, sha256: hex2(32) }),
  manifest: strictObject({ path: text3, sha256: hex2(32) }),
  source: exactOptional(SOURCE2),
  staged: hex2(32),
  approvals: APPROVALS,
  changes: array(CHANGE).check(_minLength(1), _maxLength(RELEASE_MAX_CHANGES))
};
var RELEASE = discriminatedUnion("state", [
  strictObject({ state: literal("active"), ...RELEASE_FIELDS }),
  strictObject({ state: literal("retiring"), retireAt: instant3, ...RELEASE_FIELDS })
]);
var REMOVED_FIELDS = { id, PCR0: pcr2, when: instant3, staged: hex2(32) };
var REMOVED = discriminatedUnion("why", [
  strictObject({ why: literal("retired"), ...REMOVED_FIELDS }),
  strictObject({ why: literal("revoked"), reason: text3, ...REMOVED_FIELDS })
]);
var atMost = (item, max) => array(item).check(_maxLength(max, `expected at most ${max} entries`));
var KEY = strictObject({
  key: text3,
  actions: atMost(text3, PROJECTION_MAX_ENTRIES).check(_minLength(1)),
  bind: array(_enum(BINDABLE)).check(
    refine(
      (bind) => new Set(bind).size === bind.length && bind.includes("PCR3") && (bind.includes("PCR0") || bind.includes("PCR8")),
      "expected each PCR once, PCR3, and PCR0 or PCR8 with it"
    )
  ),
  guard: boolean2(),
  detached: exactOptional(literal(true))
});
var PROJECTION_FIELDS = {
  instanceRoles: atMost(strictObject({ arn: text3, PCR3: pcr2 }), PROJECTION_MAX_ENTRIES),
  certificates: atMost(
    strictObject({ PCR8: pcr2, sha256: hex2(32), notAfter: instant3 }),
    PROJECTION_MAX_ENTRIES
  ),
  keys: atMost(KEY, 2 * PROJECTION_MAX_ENTRIES)
};
var ALLOW_LIST_PREDICATE = strictObject({
  list: hex2(16),
  enclave: text3,
  version: version2,
  issuedAt: instant3,
  expiresAt: instant3,
  previous: nullable(strictObject({ version: version2, sha256: hex2(32) })),
  projection: strictObject({
    ...PROJECTION_FIELDS,
    staged: atMost(hex2(32), PROJECTION_MAX_STAGED),
    approvals: APPROVALS
  }),
  releases: atMost(RELEASE, LIST_MAX_RELEASES),
  removed: atMost(REMOVED, LIST_MAX_REMOVED)
});
var STATEMENT2 = object({
  _type: literal("https://in-toto.io/Statement/v1"),
  predicateType: literal(ALLOW_LIST_PREDICATE_TYPE),
  subject: array(
    object({
      name: text3,
      digest: object({ sha256: hex2(32), awsNitroPcr0: exactOptional(hex2(48)) })
    })
  ).check(_minLength(1), _maxLength(1 + LIST_MAX_RELEASES)),
  predicate: ALLOW_LIST_PREDICATE
});

// src/allowlist/statement-payload.ts
function pinnedStatement({ payloadType, payload }, predicateType, pin) {
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw documentRefusal(
      "statement",
      `expected payload type ${STATEMENT_PAYLOAD_TYPE}, found ${JSON.stringify(payloadType)}`,
      ["payloadType"]
    );
  }
  const statement = parseStatement(payload);
  if (statement.predicateType !== predicateType) {
    throw documentRefusal(
      "statement",
      `expected ${predicateType}, found ${JSON.stringify(statement.predicateType)}`,
      ["predicateType"]
    );
  }
  requirePinned(statement.predicate, pin);
  return statement;
}
function requirePinned(predicate, pin) {
  for (const name of ["list", "enclave"]) {
    const expected = pin[name];
    if (expected === void 0 || predicate[name] === expected) continue;
    throw new TrustError(
      "wrong-list",
      `expected ${name} ${JSON.stringify(expected)}, found ${JSON.stringify(predicate[name]) ?? "none"}`,
      { hint: "This store holds the list of another enclave or environment." }
    );
  }
}

// src/allowlist/staged-record.ts
var STAGED_PREDICATE_TYPE = "https://pcr-allowlist.github.io/staged/v1";
var PROJECTION_ID = "projection";
var FORMAT2 = "staged record";
var COMMON = {
  list: hex2(16),
  enclave: text3,
  /** Drawn anew for each record: the same image staged again is another record, and needs another approval. */
  nonce: hex2(16),
  stagedAt: instant3
};
var RELEASE2 = strictObject({
  ...COMMON,
  release: strictObject({
    id,
    measurements: MEASUREMENTS,
    image: strictObject({ name: text3, sha256: hex2(32) }),
    manifest: strictObject({ path: text3, sha256: hex2(32) }),
    source: exactOptional(SOURCE2),
    again: boolean2()
  })
});
var PROJECTION = strictObject({ ...COMMON, projection: strictObject(PROJECTION_FIELDS) });
function stagedName(id3, fileSha256) {
  return `staged/${id3}-${fileSha256}.dsse.json`;
}
function parseStagedName(name) {
  const [, id3, digest3] = /^staged\/(.+)-([0-9a-f]{64})\.dsse\.json$/.exec(name) ?? [];
  return id3 === void 0 || digest3 === void 0 ? void 0 : { id: id3, sha256: digest3 };
}
function encodeStagedRecord(draft, nonce2) {
  const { list, enclave, stagedAt } = draft;
  const common2 = { list, enclave, nonce: nonce2, stagedAt };
  if (draft.kind === "projection") {
    const value = { ...common2, projection: draft.projection };
    const name = `pcr-allowlist:${list}`;
    return encodeStatement({
      subject: [{ name, digest: { sha256: encodeHex(sha256(encodeUtf8(name))) } }],
      predicateType: STAGED_PREDICATE_TYPE,
      predicate: encodeWithSchema(PROJECTION, value, FORMAT2, "predicate")
    });
  }
  const { id: release, measurements, image: image2, manifest, source, again } = draft;
  const fields3 = { id: release, measurements, image: image2, manifest, again };
  return encodeStatement({
    subject: [{ name: release, digest: { sha256: image2.sha256, awsNitroPcr0: measurements.PCR0 } }],
    predicateType: STAGED_PREDICATE_TYPE,
    predicate: encodeWithSchema(
      RELEASE2,
      {
        ...common2,
        release: source === void 0 ? fields3 : { ...fields3, source }
      },
      FORMAT2,
      "predicate"
    )
  });
}
async function verifyStagedRecord(envelope, pin, manifestKeys) {
  const statement = pinnedStatement(
    await verifyEnvelope(envelope, manifestKeys),
    STAGED_PREDICATE_TYPE,
    pin
  );
  const digest3 = encodeHex(sha256(envelope));
  if ("projection" in statement.predicate) {
    const { nonce: _2, ...record3 } = matchSchema(
      PROJECTION,
      statement.predicate,
      FORMAT2,
      "predicate"
    );
    return { kind: "projection", ...record3, sha256: digest3 };
  }
  const {
    nonce: _,
    release,
    ...record2
  } = matchSchema(RELEASE2, statement.predicate, FORMAT2, "predicate");
  return { kind: "release", ...record2, ...release, sha256: digest3 };
}
function stagedIdOf(record2) {
  return record2.kind === "projection" ? PROJECTION_ID : record2.id;
}

// src/workflow/options/approve-request.ts
var APPROVAL_LIFE_MS = DAY_MS;
function approveRequest(values) {
  const options = new Options(values);
  const id3 = options.required("release");
  const pcr0 = options.hex("pcr0", 48);
  const staged = options.hex("staged", 32);
  const key = options.text("key");
  const lifeMs = options.duration("expires-in");
  if (id3 === PROJECTION_ID ? staged === void 0 || pcr0 !== void 0 : pcr0 === void 0) {
    throw new UsageError(
      id3 === PROJECTION_ID ? "approve projection needs staged, the SHA-256 that publish --projection printed, and no pcr0" : "pcr0 is required: it names the image that you approve"
    );
  }
  if (lifeMs !== void 0 && key === void 0) {
    throw new UsageError("expires-in is about a statement of approval: it needs key");
  }
  return {
    config: options.text("config") ?? CONFIGURATION_FILE,
    id: id3,
    ...pcr0 === void 0 ? {} : { pcr0 },
    ...staged === void 0 ? {} : { staged },
    ...key === void 0 ? {} : { key },
    lifeMs: lifeMs ?? APPROVAL_LIFE_MS,
    githubToken: options.text("github-token"),
    noReconcile: options.flag("no-reconcile"),
    dryRun: options.flag("dry-run")
  };
}

// src/workflow/options/drift-request.ts
var LEVELS2 = ["critical", "high", "any"];
var METHODS = ["get", "post"];
var MIN_CERTIFICATE_DAYS = 30;
var CERTIFICATE_MAX_DAYS = 36500;
var REPORT_SUFFIXES = [".json", ".md", ".html", ".sarif"];
function driftRequest(values) {
  const options = new Options(values);
  const reports = options.list("report");
  const unknown3 = reports.find((path) => !REPORT_SUFFIXES.some((suffix) => path.endsWith(suffix)));
  if (unknown3 !== void 0) {
    throw new UsageError(`report: expected a name with ${REPORT_SUFFIXES.join(", ")}: ${unknown3}`);
  }
  return {
    config: options.text("config") ?? CONFIGURATION_FILE,
    failOn: oneOf("fail-on", options.text("fail-on") ?? "any", LEVELS2),
    images: options.list("image"),
    documents: options.list("document"),
    urls: options.list("url"),
    method: oneOf("method", options.text("method") ?? "get", METHODS),
    minCertificateDays: options.wholeNumber("min-certificate-days", CERTIFICATE_MAX_DAYS) ?? MIN_CERTIFICATE_DAYS,
    reports
  };
}
function oneOf(option, found, names) {
  const name = names.find((one) => one === found);
  if (name !== void 0) return name;
  throw new UsageError(`${option}: expected ${names.join(", ")}, found ${JSON.stringify(found)}`);
}

// src/workflow/options/pin-request.ts
function pinRequest(options) {
  const config2 = options.text("config");
  const store = options.text("store");
  const list = options.hex("list", 16);
  const trust = options.list("trust");
  const threshold = options.wholeNumber("threshold", TRUST_MAX_KEYS);
  const approval = approvalRequest(options);
  const isGiven = [store, list, threshold, trust[0]].some((value) => value !== void 0);
  if (!isGiven) return { config: config2 ?? CONFIGURATION_FILE, ...approval };
  if (config2 !== void 0) {
    throw new UsageError("give what to pin, or config, which says it; not both");
  }
  if (trust.length === 0) throw new UsageError("trust is required: whose signatures count?");
  return {
    config: CONFIGURATION_FILE,
    ...approval,
    given: {
      ...store === void 0 ? {} : { store },
      ...list === void 0 ? {} : { list },
      trust,
      threshold: threshold ?? 1
    }
  };
}
function approvalRequest(options) {
  const trust = options.list("approval-trust");
  const threshold = options.wholeNumber("approval-threshold", TRUST_MAX_KEYS);
  if (trust.length > 0) return { approval: { trust, threshold: threshold ?? 1 } };
  if (threshold === void 0) return {};
  throw new UsageError("approval-threshold needs approval-trust: whose approvals count?");
}

// src/workflow/options/export-request.ts
function exportRequest(values) {
  const options = new Options(values);
  const release = options.text("release");
  return {
    to: options.required("to"),
    ...release === void 0 ? {} : { release },
    pins: pinRequest(options)
  };
}

// src/workflow/options/init-request.ts
var DEFAULT_STORE = "file:./pcr-allowlist";
function initRequest(values) {
  const options = new Options(values);
  const base = {
    config: options.text("config") ?? CONFIGURATION_FILE,
    dryRun: options.flag("dry-run")
  };
  const names = ["enclave", "store", "key", "manifest-key", "curve"];
  const lists = ["certificate", "instance-role", "approval-key", "kms-key", "administrator"];
  const isBare = names.every((name) => options.text(name) === void 0) && lists.every((name) => options.list(name).length === 0);
  if (isBare) return base;
  const key = options.text("key");
  const manifestKey = options.text("manifest-key");
  return {
    ...base,
    wanted: {
      enclave: options.required("enclave"),
      store: options.text("store") ?? DEFAULT_STORE,
      certificates: listOrWord(options, "certificate", "unsigned"),
      instanceRoles: listOrWord(options, "instance-role", "any"),
      ...key === void 0 ? {} : { key },
      ...manifestKey === void 0 ? {} : { manifestKey },
      approvalKeys: options.list("approval-key"),
      ...keysOf(options),
      curve: curveOf(options)
    }
  };
}
var WORDS = {
  unsigned: "image-signing certificates, or the word unsigned for images that nobody signs",
  any: "roles of the parent instances, or the word any for a list that says nothing about them"
};
function listOrWord(options, name, word) {
  const given = options.list(name);
  if (given.length === 0) {
    throw new UsageError(`${name} is required: ${WORDS[word]}`);
  }
  if (!given.includes(word)) return given;
  if (given.length > 1) throw new UsageError(`${name}: ${word} stands alone`);
  return word;
}
function keysOf(options) {
  const kmsKeys = options.list("kms-key");
  const administrators = options.list("administrator");
  if (kmsKeys.length > 0 && options.list("instance-role").includes("any")) {
    throw new UsageError("kms-key needs instance roles: PCR3 is always bound");
  }
  if (administrators.length > 0 && kmsKeys.length === 0) {
    throw new UsageError("administrator is about keys: give kms-key");
  }
  return { kmsKeys, administrators };
}
function curveOf(options) {
  const curve = options.text("curve") ?? "P-256";
  if (curve === "P-256" || curve === "P-384") return curve;
  throw new UsageError(`curve: expected P-256 or P-384, found ${JSON.stringify(curve)}`);
}

// src/workflow/options/publish-request.ts
function publishRequest(values) {
  const options = new Options(values);
  const release = options.text("release");
  if (release !== void 0 && !RELEASE_ID.test(release)) {
    throw new UsageError(`release: ${RELEASE_ID_FORM}, found ${JSON.stringify(release)}`);
  }
  return {
    config: options.text("config") ?? CONFIGURATION_FILE,
    what: publishedThing(options),
    ...release === void 0 ? {} : { release },
    again: options.flag("again"),
    noReconcile: options.flag("no-reconcile"),
    dryRun: options.flag("dry-run")
  };
}
function publishedThing(options) {
  const [eif, measurements] = [options.text("eif"), options.text("measurements")];
  const sha2562 = options.hex("sha256", 32);
  const projection2 = options.flag("projection");
  const count3 = [eif !== void 0, measurements !== void 0, projection2].filter(Boolean).length;
  if (count3 !== 1) {
    throw new UsageError("publish one of an EIF, --measurements FILE and --projection");
  }
  if (projection2) {
    if (options.text("release") !== void 0 || options.flag("again") || sha2562 !== void 0) {
      throw new UsageError(
        "release, again and sha256 are about an image, not about the projection"
      );
    }
    return "projection";
  }
  if (eif !== void 0) return sha2562 === void 0 ? { eif } : { eif, sha256: sha2562 };
  if (measurements === void 0 || sha2562 === void 0) {
    throw new UsageError("measurements needs sha256, of the image that they are of");
  }
  return { measurements, sha256: sha2562 };
}

// src/workflow/options/reconcile-request.ts
function reconcileRequest(values) {
  const options = new Options(values);
  return {
    config: options.text("config") ?? CONFIGURATION_FILE,
    settleMs: options.duration("settle") ?? 0,
    dryRun: options.flag("dry-run")
  };
}

// src/workflow/options/renew-request.ts
function renewRequest(values) {
  const options = new Options(values);
  const fromSigner = options.text("from-signer");
  return {
    config: options.text("config") ?? CONFIGURATION_FILE,
    ...fromSigner === void 0 ? {} : { fromSigner },
    dryRun: options.flag("dry-run")
  };
}

// src/workflow/options/retire-request.ts
function retireRequest(values) {
  const options = new Options(values);
  const afterMs = options.duration("after");
  return {
    config: options.text("config") ?? CONFIGURATION_FILE,
    id: options.required("release"),
    ...afterMs === void 0 ? {} : { afterMs },
    allowEmpty: options.flag("allow-empty"),
    noReconcile: options.flag("no-reconcile"),
    dryRun: options.flag("dry-run")
  };
}

// src/workflow/options/revoke-request.ts
function revokeRequest(values) {
  const options = new Options(values);
  const id3 = options.text("release");
  const PCR0 = options.hex("pcr0", 48);
  if (id3 === void 0 === (PCR0 === void 0)) {
    throw new UsageError("name the image by its release or by pcr0, and not by both");
  }
  return {
    config: options.text("config") ?? CONFIGURATION_FILE,
    which: id3 === void 0 ? { PCR0: PCR0 ?? "" } : { id: id3 },
    reason: options.required("reason"),
    allowEmpty: options.flag("allow-empty"),
    noReconcile: options.flag("no-reconcile"),
    dryRun: options.flag("dry-run")
  };
}

// src/workflow/options/endpoint-question.ts
var ENCODINGS = ["hex", "base64", "base64url"];
var PRESETS = {
  nitriding: {
    path: "/enclave/attestation",
    method: "get",
    nonce: { name: "nonce", encoding: "hex", bytes: 20 }
  },
  nautilus: { path: "/get_attestation", method: "get", documentName: "attestation" },
  evervault: { path: "/.well-known/attestation", method: "get", documentName: "attestation_doc" },
  qos: {
    path: "/qos/message",
    method: "post",
    body: JSON.stringify("liveAttestationDocRequest"),
    documentName: "liveAttestationDocResponse.nsm_response.attestation.document"
  }
};
var NONCE_BYTES = 32;
var NONCE_OPTIONS = ["nonce-bytes", "nonce-encoding", "nonce-name"];
var URL_OPTIONS = ["method", "preset", ...NONCE_OPTIONS];
function plainQuestion(url, method) {
  const encoding = method === "get" ? "hex" : "base64";
  return { url, method, nonce: { name: "nonce", encoding, bytes: NONCE_BYTES } };
}
function endpointQuestion(url, options) {
  const preset = presetOf(options);
  const method = oneOf2(options, "method", ["get", "post"]) ?? preset?.method ?? "get";
  const address = preset === void 0 ? url : withPath(url, preset.path);
  const nonce2 = nonceForm(options, preset, method);
  if (nonce2 !== void 0) return { url: address, method, nonce: nonce2 };
  const body = method === "post" ? preset?.body : void 0;
  return { url: address, method, ...body === void 0 ? {} : { body } };
}
function documentNameOf(options) {
  const name = options.text("document-name") ?? presetOf(options)?.documentName;
  if (name === void 0) return void 0;
  const names = name.replace(/^\./, "").split(".");
  if (!names.includes("")) return names;
  throw new UsageError("document-name: expected the names of JSON members, with dots between them");
}
function requireNoUrlOptions(options) {
  const given = URL_OPTIONS.find((name) => options.text(name) !== void 0);
  if (given !== void 0) throw new UsageError(`${given} is about url`);
}
function nonceForm(options, preset, method) {
  const takesNone = options.text("nonce") === "not-required" || preset !== void 0 && preset.nonce === void 0;
  if (takesNone) {
    const given = NONCE_OPTIONS.find((name) => options.text(name) !== void 0);
    if (given === void 0) return void 0;
    throw new UsageError(`${given}: this endpoint is asked without a nonce`);
  }
  const base = preset?.nonce ?? plainQuestion("", method).nonce;
  const bytes = options.wholeNumber("nonce-bytes", EVIDENCE_FIELD_MAX_BYTES) ?? base.bytes;
  if (bytes < NONCE_MIN_BYTES) {
    throw new UsageError(`nonce-bytes: expected at least ${NONCE_MIN_BYTES}, found ${bytes}`, {
      hint: "Fewer random bytes could come up again, and an old document with them."
    });
  }
  return {
    name: options.text("nonce-name") ?? base.name,
    encoding: oneOf2(options, "nonce-encoding", ENCODINGS) ?? base.encoding,
    bytes
  };
}
function presetOf(options) {
  const names = Object.keys(PRESETS);
  const name = oneOf2(options, "preset", names);
  return name === void 0 ? void 0 : PRESETS[name];
}
function withPath(url, path) {
  if (!URL.canParse(url)) return url;
  const address = new URL(url);
  if (address.pathname === "/") address.pathname = path;
  return address.href;
}
function oneOf2(options, name, words) {
  const value = options.text(name);
  const word = words.find((one) => one === value);
  if (value === void 0 || word !== void 0) return word;
  throw new UsageError(
    `${name}: expected ${words.join(" or ")}, found ${JSON.stringify(value.slice(0, 40))}`
  );
}

// src/workflow/options/verify-document-request.ts
var MAX_AGE_MS = 5 * MINUTE_MS;
function verifyDocumentRequest(options) {
  const at = options.text("at") === "document" ? "document" : options.instant("at");
  const maxAgeMs = options.duration("max-age");
  const remember = options.text("remember");
  if (at !== void 0 && maxAgeMs !== void 0) {
    throw new UsageError("at is for archived documents, max-age for live ones: give one of them");
  }
  const partition = options.text("partition") ?? "aws";
  if (partition !== "aws") {
    throw new UsageError(`partition: expected aws, found ${JSON.stringify(partition)}`);
  }
  const isPinned = options.list("trust").length > 0 || ["config", "store", "list"].some((name) => options.text(name) !== void 0);
  if (!isPinned && remember !== void 0) {
    throw new UsageError("remember is about an allow-list: give store, list and trust");
  }
  const documentName = documentNameOf(options);
  return {
    from: sourceOf(options, at),
    ...documentName === void 0 ? {} : { documentName },
    pins: isPinned ? pinRequest(options) : void 0,
    ...at === void 0 ? {} : { at },
    maxAgeMs: maxAgeMs ?? MAX_AGE_MS,
    ...remember === void 0 ? {} : { remember },
    show: options.flag("show"),
    warnings: options.warnings
  };
}
function sourceOf(options, at) {
  const url = options.text("url");
  const nonce2 = options.text("nonce");
  if (url !== void 0) {
    if (nonce2 !== void 0 && nonce2 !== "not-required") {
      throw new UsageError("with url the nonce is drawn anew: give none, or not-required");
    }
    if (at !== void 0) throw new UsageError("a document from a url is live: at does not fit");
    return { question: endpointQuestion(url, options) };
  }
  requireNoUrlOptions(options);
  const document = options.required("document");
  if (nonce2 === void 0) {
    throw new UsageError("nonce is required: the hex that the document answers, or not-required");
  }
  if (nonce2 === "not-required") return { document, nonce: nonce2 };
  return { document, nonce: decodeHex(hexArgument("nonce", nonce2)) };
}

// src/workflow/options/verify-request.ts
function verifyRequest(values) {
  const options = new Options(values);
  const manifest = options.text("manifest");
  const isList = options.flag("allow-list");
  if (manifest !== void 0 === isList) {
    throw new UsageError("verify one of manifest, allow-list, document and url");
  }
  if (options.text("at") !== void 0) {
    throw new UsageError("at is about a document: a list is always judged at now");
  }
  const remember = options.text("remember");
  if (remember !== void 0 && !isList) {
    throw new UsageError("remember is about an allow-list: a manifest has no versions");
  }
  return {
    what: manifest === void 0 ? "allow-list" : { manifest },
    pins: pinRequest(options),
    ...remember === void 0 ? {} : { remember }
  };
}

// src/allowlist/projection-digest.ts
var PROJECTION2 = strictObject(PROJECTION_FIELDS);
function projectionJson({ instanceRoles: instanceRoles2, certificates, keys: keys2 }) {
  const value = { instanceRoles: instanceRoles2, certificates, keys: keys2 };
  return encode(PROJECTION2, value);
}
function projectionSha256({ instanceRoles: instanceRoles2, certificates, keys: keys2 }) {
  const attached = keys2.filter(({ detached }) => detached === void 0);
  const json2 = projectionJson({ instanceRoles: instanceRoles2, certificates, keys: attached });
  return encodeHex(sha256(encodeUtf8(canonicalJson(json2))));
}

// src/allowlist/approval/key-approval.ts
var APPROVAL_PREDICATE_TYPE = "https://pcr-allowlist.github.io/approval/v1";
var FORMAT3 = "approval";
var APPROVAL2 = strictObject({
  list: hex2(16),
  enclave: text3,
  /** SHA-256 of the staged record's file: its nonce makes it another one at each staging. */
  staged: hex2(32),
  /** Absent where a projection is approved. */
  release: exactOptional(strictObject({ id, PCR0: pcr2, manifest: hex2(32) })),
  /** The projection that is approved, or under which the release is: `projectionSha256`. */
  projection: hex2(32),
  approvedAt: instant3,
  expiresAt: instant3
});
var STATEMENT3 = object({
  _type: literal("https://in-toto.io/Statement/v1"),
  predicateType: literal(APPROVAL_PREDICATE_TYPE),
  subject: array(object({ name: text3, digest: object({ sha256: hex2(32) }) })).check(_length(1)),
  predicate: APPROVAL2
});
function approvalFolder(staged) {
  return `approvals/${staged.kind === "projection" ? stagedIdOf(staged) : staged.measurements.PCR0}/`;
}
function encodeApproval(staged, current, now, lifeMs) {
  const { list, enclave } = staged;
  const common2 = {
    list,
    enclave,
    staged: staged.sha256,
    projection: approvedProjection(staged, current),
    approvedAt: now,
    expiresAt: now + lifeMs
  };
  const predicate = staged.kind === "projection" ? common2 : { ...common2, release: releaseOf(staged) };
  return encodeStatement({
    subject: [
      { name: stagedName(stagedIdOf(staged), staged.sha256), digest: { sha256: staged.sha256 } }
    ],
    predicateType: APPROVAL_PREDICATE_TYPE,
    predicate: encodeWithSchema(APPROVAL2, predicate, FORMAT3, "predicate")
  });
}
function approvedProjection(staged, current) {
  return projectionSha256(staged.kind === "projection" ? staged.projection : current);
}
async function verifyApproval(envelope, pin, keys2) {
  const opened = await verifyEnvelope(envelope, { keys: keys2, threshold: 1 });
  const statement = matchSchema(
    APPROVAL2,
    pinnedStatement(opened, APPROVAL_PREDICATE_TYPE, pin).predicate,
    FORMAT3,
    "predicate"
  );
  const { staged, projection: projection2, approvedAt, expiresAt } = statement;
  const approvals = opened.signers.map(
    (by) => ({
      source: "key",
      staged,
      sha256: opened.payloadSha256,
      by,
      approvedAt,
      expiresAt,
      projection: projection2,
      envelope: dsseJson(parseDsse(envelope))
    })
  );
  return { statement, approvals };
}
function approvesRelease({ staged, release }, expected) {
  return staged === expected.sha256 && release?.id === expected.id && release.PCR0 === expected.measurements.PCR0 && release.manifest === expected.manifest.sha256;
}
function approvalEnvelope({ envelope }) {
  return encodeUtf8(JSON.stringify(envelope));
}
function approvalName(staged, envelope) {
  return `${approvalFolder(staged)}${encodeHex(sha256(envelope))}.dsse.json`;
}
function releaseOf({
  id: release,
  measurements,
  manifest
}) {
  return { id: release, PCR0: measurements.PCR0, manifest: manifest.sha256 };
}
function isApprovalKey(key, keys2) {
  return keys2.some(({ spkiDer }) => keyIdOf(spkiDer) === keyIdOf(key.spkiDer));
}

// src/allowlist/allow-list-rules.ts
function requireCoherent(list) {
  if (!(list.issuedAt < list.expiresAt)) {
    throw refusal6("expected an instant after issuedAt", "expiresAt");
  }
  if ((list.previous?.version ?? 0) !== list.version - 1) {
    throw refusal6("expected the version before, or null at version 1", "previous");
  }
  requireReleases(list);
  requireKeys(list);
}
function tupleKey({ PCR0, PCR1, PCR2, PCR8 }) {
  return [PCR0, PCR1, PCR2, PCR8 ?? ""].join("/");
}
function requireReleases({ releases, removed }) {
  const revoked = new Set(removed.filter(({ why }) => why === "revoked").map(({ PCR0 }) => PCR0));
  const tuples = /* @__PURE__ */ new Set();
  let last;
  for (const [i, release] of releases.entries()) {
    if (last !== void 0 && !(last.id < release.id)) {
      throw refusal6(`expected an id after ${last.id}`, `releases/${i}/id`);
    }
    const tuple = tupleKey(release.measurements);
    if (tuples.has(tuple)) {
      throw refusal6("expected an image that no other release has", `releases/${i}/measurements`);
    }
    if (revoked.has(release.measurements.PCR0)) {
      throw refusal6("expected an image that is not revoked", `releases/${i}/measurements/PCR0`);
    }
    tuples.add(tuple);
    last = release;
  }
}
function requireKeys({ projection: projection2 }) {
  const seen = /* @__PURE__ */ new Set();
  for (const [i, { key }] of projection2.keys.entries()) {
    if (seen.has(key)) throw refusal6(`expected ${key} once`, `projection/keys/${i}/key`);
    seen.add(key);
  }
  if (projection2.instanceRoles.length === 0 && projection2.keys.some(isAttached)) {
    throw refusal6("expected a role: PCR3 is always bound", "projection/instanceRoles");
  }
}
function isAttached({ detached }) {
  return detached === void 0;
}
function refusal6(message, path) {
  return new FormatError("statement-format", `allow-list: /predicate/${path}: ${message}`, {
    at: { path: `/predicate/${path}` }
  });
}

// src/allowlist/approval/approval-evidence.ts
function evidenceFault(evidence, staged, projection2, now, earlier) {
  if (evidence === "not-required") return void 0;
  const { required: required2, approvals } = evidence;
  if (required2.length === 0) return missing("the configuration names no source of approval");
  const used = approvals.find(
    (one) => earlier.some((other) => other.sha256 === one.sha256 && other.staged !== one.staged)
  );
  if (used !== void 0) {
    return missing(`the approval by ${used.by} has served for another staged record`);
  }
  const shown3 = projectionSha256(projection2);
  const fault3 = approvals.map((approval) => approvalFault(approval, staged, now) ?? projectionFault(approval, shown3)).find((found) => found !== void 0);
  if (fault3 !== void 0) return missing(fault3);
  for (const { source, count: count3 } of required2) {
    const by = new Set(approvals.filter((one) => one.source === source).map((one) => one.by));
    if (!(count3 >= 1 && by.size >= count3)) {
      return missing(`expected ${count3} of ${WORDS2[source]}, found ${by.size}`, NEXT[source]);
    }
  }
  return void 0;
}
function approvalsIn({
  releases,
  projection: projection2
}) {
  return [...releases.flatMap(({ approvals }) => approvals), ...projection2.approvals];
}
var WORDS2 = {
  key: "the approval keys",
  "github-environment": "the reviewers of the environment",
  "github-pull-request": "the reviewers of the pull request"
};
var NEXT = {
  key: "Each approver looks at the image, and runs the same command with --key and a key of their own."
};
function approvalFault({ staged, approvedAt, expiresAt, by }, record2, now) {
  if (staged !== record2.sha256) return `the approval by ${by} is for another staged record`;
  if (!(approvedAt >= record2.stagedAt)) return `the approval by ${by} is older than the record`;
  if (!(approvedAt <= now + ISSUED_AHEAD_MAX_MS)) return `the approval by ${by} is dated ahead`;
  if (!(now < expiresAt)) return `the approval by ${by} has expired`;
  return void 0;
}
function projectionFault(approval, shown3) {
  if (approval.source !== "key" || approval.projection === shown3) return void 0;
  return `the approval by ${approval.by} is under another projection`;
}
function missing(message, hint) {
  return refused("approval-missing", message, hint);
}

// src/allowlist/approve-step.ts
function approveStep(body, { staged, evidence }, now, version3) {
  const tuple = tupleKey(staged.measurements);
  const there = body.releases.find((release) => tupleKey(release.measurements) === tuple);
  if (there !== void 0 && !(there.state === "retiring" && staged.again)) {
    return unchanged(`the image is there as release ${there.id}, ${there.state}`);
  }
  const fault3 = idFault(body, staged, there) ?? returnFault(body, staged, there) ?? evidenceFault(evidence, staged, body.projection, now, approvalsIn(body));
  if (fault3 !== void 0) return fault3;
  if (there === void 0 && body.releases.length >= LIST_MAX_RELEASES) {
    return refused("not-allowed", `a list holds at most ${LIST_MAX_RELEASES} releases`);
  }
  const { PCR0 } = staged.measurements;
  return changed({
    ...body,
    releases: [
      ...body.releases.filter((release) => release !== there),
      releaseOf2(staged, evidence, there, { version: version3, at: now })
    ],
    removed: body.removed.filter((entry) => entry.why !== "revoked" || entry.PCR0 !== PCR0)
  });
}
function idFault({ releases, removed }, { id: id3, measurements }, there) {
  if (there !== void 0 && there.id !== id3) {
    return refused("not-allowed", `the image is there as release ${there.id}, not as ${id3}`);
  }
  const other = releases.some((release) => release.id === id3 && release !== there) || removed.some((entry) => entry.id === id3 && entry.PCR0 !== measurements.PCR0);
  if (!other) return void 0;
  return refused("not-allowed", `release ${id3} names another image`, "Choose a new release id.");
}
function returnFault({ removed }, staged, there) {
  const { PCR0 } = staged.measurements;
  const before = removed.filter((entry) => entry.PCR0 === PCR0);
  const isNew = (earlier, when) => staged.sha256 !== earlier.staged && staged.stagedAt > when;
  for (const tombstone of before.filter(({ why }) => why === "revoked")) {
    if (staged.again && isNew(tombstone, tombstone.when)) continue;
    return refused(
      "revoked",
      `the image was revoked as release ${tombstone.id}`,
      "To trust it once more, publish it with --again and have it approved anew."
    );
  }
  const served = before.some((entry) => !isNew(entry, entry.when)) || there !== void 0 && !isNew(there, there.changes.at(-1)?.at ?? NEVER2);
  if (!served) return void 0;
  return refused(
    "approval-missing",
    "the staged record is from before the release was retired",
    "Publish the image again, so that it is staged and approved anew."
  );
}
var NEVER2 = Number.POSITIVE_INFINITY;
function releaseOf2(staged, evidence, there, { version: version3, at }) {
  const { id: id3, measurements, image: image2, manifest, source } = staged;
  const what = staged.again ? "approved-again" : "approved";
  return {
    state: "active",
    id: id3,
    measurements,
    image: image2,
    manifest,
    ...source === void 0 ? {} : { source },
    staged: staged.sha256,
    approvals: evidence === "not-required" ? [] : evidence.approvals,
    changes: [...there?.changes ?? [], { what, version: version3, at }].slice(
      -RELEASE_MAX_CHANGES
    )
  };
}

// src/allowlist/project-step.ts
function projectStep(body, { staged, evidence }, now) {
  const before = body.projection;
  const { instanceRoles: instanceRoles2, certificates } = staged.projection;
  const attached = staged.projection.keys.map(
    ({ key, actions, bind, guard }) => ({ key, actions, bind, guard })
  );
  const named2 = new Set(attached.map(({ key }) => key));
  const detached = before.keys.filter(({ key }) => !named2.has(key)).map((key) => ({ ...key, detached: true }));
  const projection2 = { instanceRoles: instanceRoles2, certificates, keys: [...attached, ...detached] };
  if (same(projection2, before)) return unchanged("the projection is the same");
  if (before.staged.includes(staged.sha256)) {
    return refused("approval-missing", "the staged projection was approved before");
  }
  if (attached.length > 0 && instanceRoles2.length === 0) {
    return refused("not-allowed", "keys need an instance role: PCR3 is always bound");
  }
  if (detached.length > PROJECTION_MAX_ENTRIES) {
    return refused("not-allowed", "too many keys wait to be detached", "Run reconcile first.");
  }
  const fault3 = evidenceFault(evidence, staged, staged.projection, now, approvalsIn(body));
  if (fault3 !== void 0) return fault3;
  const next = {
    ...projection2,
    staged: [...before.staged, staged.sha256].slice(-PROJECTION_MAX_STAGED),
    approvals: evidence === "not-required" ? [] : evidence.approvals
  };
  return changed({ ...body, projection: next });
}
function forgetStep(body, { keys: keys2 }) {
  const { projection: projection2 } = body;
  const named2 = projection2.keys.filter(({ key }) => keys2.includes(key));
  const attached = named2.find(({ detached }) => detached === void 0);
  if (attached !== void 0) {
    return refused("not-allowed", `key ${attached.key} is part of the projection`);
  }
  if (named2.length === 0) return unchanged("none of these keys is detached");
  const left = projection2.keys.filter((key) => !named2.includes(key));
  return changed({ ...body, projection: { ...projection2, keys: left } });
}
function same(a, b) {
  const text7 = ({ instanceRoles: instanceRoles2, certificates, keys: keys2 }) => canonicalJson({ instanceRoles: instanceRoles2, certificates, keys: keys2 });
  return text7(a) === text7(b);
}

// src/allowlist/retire-step.ts
function retireStep(body, { id: id3, afterMs, allowEmpty }, now, version3) {
  if (!Number.isInteger(afterMs) || afterMs < 0 || afterMs > DURATION_MAX_MS) {
    throw new UsageError(`expected a time until the release ends, found ${afterMs} ms`);
  }
  const release = body.releases.find((one) => one.id === id3);
  if (release === void 0) {
    if (body.removed.some((entry) => entry.id === id3)) return unchanged(`release ${id3} is gone`);
    return refused("not-allowed", `there is no release ${id3}`);
  }
  const retireAt = now + afterMs;
  if (release.state === "retiring" && release.retireAt <= retireAt) {
    return unchanged(`release ${id3} is retiring, and ends no later than asked`);
  }
  const change = { what: "retired", version: version3, at: now };
  const changes = [...release.changes, change].slice(-RELEASE_MAX_CHANGES);
  const retiring = { ...release, state: "retiring", retireAt, changes };
  const releases = body.releases.map((one) => one === release ? retiring : one);
  return refuseEmpty(changed({ ...body, releases }), allowEmpty);
}
function removeEnded(body, now) {
  const ended2 = body.releases.flatMap((release) => endedAt(release, now));
  if (ended2.length === 0) return body;
  const ids = new Set(ended2.map(({ id: id3 }) => id3));
  return {
    ...body,
    releases: body.releases.filter(({ id: id3 }) => !ids.has(id3)),
    removed: [...withoutSame(body.removed, ended2), ...ended2]
  };
}
function endedAt(release, now) {
  if (release.state !== "retiring" || now < release.retireAt) return [];
  const { id: id3, measurements, staged, retireAt } = release;
  return [{ why: "retired", id: id3, PCR0: measurements.PCR0, when: retireAt, staged }];
}
function withoutSame(removed, ended2) {
  return removed.filter((entry) => !ended2.some(({ id: id3 }) => id3 === entry.id));
}

// src/allowlist/revoke-step.ts
function revokeStep(body, { which, reason, allowEmpty }, now) {
  if (reason.trim() === "" || reason.length > TEXT_MAX_LENGTH) {
    throw new UsageError(`expected a reason of 1 to ${TEXT_MAX_LENGTH} characters`);
  }
  const PCR0 = "PCR0" in which ? which.PCR0 : pcr0Of(body, which.id);
  const releases = body.releases.filter(({ measurements }) => measurements.PCR0 === PCR0);
  const removed = body.removed.filter((entry) => entry.PCR0 === PCR0);
  if (releases.length === 0 && removed.length === 0) {
    const name = "id" in which ? `release ${which.id}` : `release with PCR0 ${which.PCR0}`;
    return refused("not-allowed", `there is no ${name}`);
  }
  if (releases.length === 0 && removed.every(({ why }) => why === "revoked")) {
    return unchanged(`the image with PCR0 ${PCR0} is revoked`);
  }
  const ids = new Set(releases.map(({ id: id3 }) => id3));
  const entries = [
    ...releases.map(({ id: id3, measurements, staged }) => ({ id: id3, PCR0: measurements.PCR0, staged })),
    ...removed.filter(({ id: id3 }) => !ids.has(id3))
  ];
  const tombstones = entries.map(({ id: id3, PCR0: PCR02, staged }) => {
    return { why: "revoked", reason, id: id3, PCR0: PCR02, when: now, staged };
  });
  const step = changed({
    ...body,
    releases: body.releases.filter(({ id: id3 }) => !ids.has(id3)),
    removed: [...body.removed.filter((entry) => entry.PCR0 !== PCR0), ...tombstones]
  });
  return refuseEmpty(step, allowEmpty);
}
function pcr0Of({ releases, removed }, id3) {
  const release = releases.find((one) => one.id === id3);
  return release?.measurements.PCR0 ?? removed.find((entry) => entry.id === id3)?.PCR0;
}

// src/allowlist/transition.ts
function transition(current, operation, context) {
  const { now, expiresInMs } = context;
  if (!Number.isInteger(expiresInMs) || expiresInMs <= 0 || expiresInMs > DURATION_MAX_MS) {
    throw new UsageError(`expected a life of the list, found ${expiresInMs} ms`);
  }
  if (!Number.isFinite(now)) throw new UsageError("expected an instant, found none");
  const foreign = [current?.list, "staged" in operation ? operation.staged : void 0].find(
    (named2) => named2 !== void 0 && (named2.list !== context.list || named2.enclave !== context.enclave)
  );
  if (foreign !== void 0) {
    return refused(
      "wrong-list",
      `expected list ${context.list} of ${context.enclave}, found ${foreign.list} of ${foreign.enclave}`
    );
  }
  const version3 = (current?.list.version ?? 0) + 1;
  if (version3 > VERSION_MAX) return refused("not-allowed", "the list has no further version");
  const step = stepOf(current?.list, operation, now, version3);
  return step.kind === "changed" ? { kind: "next", list: stamped(step.body, version3, current, context) } : step;
}
function admissionOf(staged, evidence) {
  return staged.kind === "projection" ? { kind: "project", staged, evidence } : { kind: "approve", staged, evidence };
}
function requireTransition(current, operation, context) {
  const step = transition(current, operation, context);
  if (step.kind !== "refused") return step;
  const { code: code2, message, hint } = step;
  throw new TrustError(code2, message, hint === void 0 ? {} : { hint });
}
function stepOf(list, operation, now, version3) {
  if (operation.kind === "create") {
    return list === void 0 ? changed(EMPTY_BODY) : unchanged("the list is there");
  }
  const starts = operation.kind === "approve" || operation.kind === "project";
  if (list === void 0 && !starts) {
    return refused("not-allowed", `there is no list to ${operation.kind}`);
  }
  const before = list ?? EMPTY_BODY;
  const body = removeEnded(before, now);
  switch (operation.kind) {
    case "time":
      return body === before ? unchanged("nothing has ended") : changed(body);
    case "renew":
      return changed(before);
    case "approve":
      return approveStep(body, operation, now, version3);
    case "project":
      return projectStep(body, operation, now);
    case "forget":
      return forgetStep(body, operation);
    case "retire":
      return retireStep(body, operation, now, version3);
    case "revoke":
      return revokeStep(body, operation, now);
  }
}
function stamped({ projection: projection2, releases, removed }, version3, current, { list, enclave, now, expiresInMs }) {
  const issuedAt = Math.max(now, current?.list.issuedAt ?? now);
  return {
    list,
    enclave,
    version: version3,
    issuedAt,
    expiresAt: issuedAt + expiresInMs,
    previous: current?.id ?? null,
    projection: projection2,
    releases,
    removed
  };
}

// src/manifest/sign-envelope.ts
async function signEnvelope(payloadType, payload, signers, trust) {
  const byKeyId = requireThreshold(signers, trust);
  const encoding = preAuthenticationEncoding(payloadType, payload);
  const signatures = [];
  for (const [keyid, signer2] of byKeyId) {
    const sig = await signer2.sign(encoding);
    if (!await verifySignature(signer2.publicKey, encoding, sig)) {
      throw new TrustError(
        "signature-invalid",
        `the signature that key ${keyid} made does not verify under it`,
        { hint: "The signer uses another key than it says, another hash, or no ASN.1 DER." }
      );
    }
    signatures.push({ keyid, sig });
  }
  const bytes = encodeDsse({ payloadType, payload, signatures });
  await verifyEnvelope(bytes, trust);
  return bytes;
}
async function signManifest(manifest, signers, trust) {
  const payload = encodeManifest(manifest);
  parseManifest(payload);
  return signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, signers, trust);
}
function requireThreshold(signers, trust) {
  const trusted = distinctKeys(trust);
  const byKeyId = new Map(signers.map((signer2) => [keyIdOf(signer2.publicKey.spkiDer), signer2]));
  for (const keyid of byKeyId.keys()) {
    if (trusted.has(keyid)) continue;
    throw new TrustError(
      "threshold-not-met",
      `the signing key ${keyid} is not among the trusted keys`,
      { hint: "Add its public key to the trust, or sign with a key that is there." }
    );
  }
  if (byKeyId.size < trust.threshold) {
    throw new TrustError(
      "threshold-not-met",
      `expected ${trust.threshold} distinct signing keys, found ${byKeyId.size}: no verifier would accept the result`
    );
  }
  return byKeyId;
}

// src/allowlist/allow-list.ts
function isAcceptedAt(release, now) {
  return release.state === "active" || now < release.retireAt;
}

// src/keypolicy/desired-statements.ts
function desiredStatements(list, key, now) {
  if (key.detached === true) {
    return { key: key.key, detached: true, statements: [], leftOut: [], open: [] };
  }
  const actions = ATTESTED_ACTIONS.filter((action) => key.actions.includes(action));
  const held3 = heldTuples(list, key, now);
  const allows = actions.length === 0 ? [] : held3.map((one) => desiredAllow(list.list, one, actions));
  const tuples = held3.map(({ tuple }) => tuple);
  const guards = key.guard ? guardStatements(list.list, key.bind, actions, tuples) : [];
  const denies = [DENY_DEBUG, ...guards].map((statement) => ({ statement, releases: [] }));
  return {
    key: key.key,
    detached: false,
    statements: [...allows, ...denies],
    leftOut: [...actionsLeftOut(key), ...releasesLeftOut(list, key, now)],
    open: key.bind.includes("PCR0") ? [] : openTuples(held3)
  };
}
function stillAdmitted(list, image2, now) {
  return list.projection.keys.filter(({ detached }) => detached !== true).flatMap(
    (key) => heldTuples(list, key, now).filter(({ tuple }) => admits(tuple, image2)).map(({ tuple, releases }) => ({
      key: key.key,
      sid: allowSid(list.list, canonicalTuple(tuple)),
      releases: releases.map(({ id: id3 }) => id3)
    }))
  );
}
function heldTuples({ projection: projection2, releases }, { bind }, now) {
  const held3 = /* @__PURE__ */ new Map();
  for (const { arn, PCR3 } of projection2.instanceRoles) {
    for (const release of releases) {
      if (!isAcceptedAt(release, now)) continue;
      const pcrs = boundPcrs(bind, { ...release.measurements, PCR3 });
      if (pcrs === void 0) continue;
      const tuple = { role: arn, pcrs };
      const name = JSON.stringify(canonicalTuple(tuple));
      const found = held3.get(name);
      if (found === void 0) held3.set(name, { tuple, releases: [release] });
      else found.releases.push(release);
    }
  }
  return [...held3.values()];
}
function boundPcrs(bind, values) {
  const entries = [];
  for (const register of [...bind].sort()) {
    const value = values[register];
    if (value === void 0) return void 0;
    entries.push([register, value]);
  }
  return Object.fromEntries(entries);
}
function canonicalTuple({ role, pcrs }) {
  return { ...pcrs, role };
}
function desiredAllow(list, { tuple, releases }, actions) {
  const sid = allowSid(list, canonicalTuple(tuple));
  return {
    statement: allowStatement(sid, tuple, actions, endOf(releases)),
    releases: releases.map(({ id: id3 }) => id3)
  };
}
function endOf(releases) {
  const ends = releases.map(
    (release) => release.state === "retiring" ? release.retireAt : Number.POSITIVE_INFINITY
  );
  const last = Math.max(...ends);
  return Number.isFinite(last) ? last : void 0;
}
function admits({ pcrs }, image2) {
  const values = { ...image2 };
  return Object.entries(pcrs).every(
    ([register, value]) => register === "PCR3" || values[register] === value
  );
}
function actionsLeftOut({ actions }) {
  return actions.filter((action) => !ATTESTED_ACTIONS.includes(action)).map((name) => ({
    what: "action",
    name,
    reason: "it takes no attestation document, or consults no key policy"
  }));
}
function releasesLeftOut({ releases }, { bind }, now) {
  const measured = bind.filter((register) => register !== "PCR3");
  return releases.filter((release) => isAcceptedAt(release, now)).flatMap(({ id: id3, measurements }) => {
    const missing2 = measured.find((register) => !(register in measurements));
    if (missing2 === void 0) return [];
    const reason = `the key is bound to ${missing2}, and the image has none`;
    return [{ what: "release", name: id3, reason }];
  });
}
function openTuples(held3) {
  const open = /* @__PURE__ */ new Map();
  for (const { tuple, releases } of held3) {
    const { PCR3: _, ...pcrs } = tuple.pcrs;
    open.set(JSON.stringify(pcrs), { pcrs, releases: releases.map(({ id: id3 }) => id3) });
  }
  return [...open.values()];
}

// src/keypolicy/foreign-statements.ts
var MEASURED = ["PCR0", "PCR1", "PCR2", "PCR8"];
function foreignStatementsAdmitting({ before, after, refusals }, list, image2, at) {
  const { admitted = [] } = refusals.length === 0 ? after : before;
  const sids = admitted.filter(({ sid }) => ownerOfSid(sid, list).kind !== "ours").filter(({ until }) => until === void 0 || at < until).filter(
    ({ registers: registers2 }) => MEASURED.every((register) => {
      const [values, value] = [registers2[register], image2[register]];
      return values === void 0 || value !== void 0 && values.includes(value);
    })
  ).map(({ sid }) => sid);
  return [...new Set(sids)];
}

// src/allowlist/allow-list-document.ts
var FORMAT4 = "allow-list";
function parseAllowList(statement) {
  if (statement.predicateType !== ALLOW_LIST_PREDICATE_TYPE) {
    throw refusal7(
      `expected ${ALLOW_LIST_PREDICATE_TYPE}, found ${JSON.stringify(statement.predicateType)}`,
      ["predicateType"]
    );
  }
  const list = matchSchema(
    ALLOW_LIST_PREDICATE,
    statement.predicate,
    FORMAT4,
    "predicate"
  );
  requireCoherent(list);
  requireSubjects(statement.subject, subjectsOf(list));
  return list;
}
function allowListStatement(list) {
  const value = list;
  const predicate = encodeWithSchema(ALLOW_LIST_PREDICATE, value, FORMAT4, "predicate");
  return {
    subject: subjectsOf(list),
    predicateType: ALLOW_LIST_PREDICATE_TYPE,
    predicate
  };
}
function parseAllowListPayload(payload) {
  return parseAllowList(parseAllowListStatement(payload));
}
function parseAllowListStatement(payload) {
  if (payload.length > LIST_MAX_BYTES) {
    throw refusal7(`expected at most ${LIST_MAX_BYTES} bytes, found ${payload.length}`, []);
  }
  return parseStatement(payload);
}
function encodeAllowList(list) {
  return encodeStatement(allowListStatement(list));
}
function versionIdOf(list, payload) {
  return { version: list.version, sha256: encodeHex(sha256(payload)) };
}
function subjectsOf(list) {
  const name = `pcr-allowlist:${list.list}`;
  const accepted = list.releases.filter((release) => isAcceptedAt(release, list.issuedAt));
  return [
    { name, digest: { sha256: encodeHex(sha256(encodeUtf8(name))) } },
    ...accepted.map(({ id: id3, image: image2, measurements }) => ({
      name: id3,
      digest: { sha256: image2.sha256, awsNitroPcr0: measurements.PCR0 }
    }))
  ];
}
function requireSubjects(found, expected) {
  if (found.length !== expected.length) {
    throw refusal7(`expected ${expected.length} subjects, found ${found.length}`, ["subject"]);
  }
  for (const [i, { name, digest: digest3 }] of expected.entries()) {
    const other = found[i];
    const algorithms = Object.keys(digest3);
    const same2 = other?.name === name && Object.keys(other.digest).length === algorithms.length && algorithms.every((algorithm) => other.digest[algorithm] === digest3[algorithm]);
    if (!same2) throw refusal7(`expected ${name} with the digests of the predicate`, ["subject", i]);
  }
}
function refusal7(message, path) {
  return documentRefusal(FORMAT4, message, path);
}

// src/allowlist/approval/missing-approvals.ts
var NOTHING_UNAPPROVED = { releases: /* @__PURE__ */ new Set(), projection: false };
async function findUnapproved(list, trust) {
  const releases = /* @__PURE__ */ new Set();
  for (const release of list.releases) {
    const count4 = await approvedBy(
      list,
      release.approvals,
      trust,
      (statement) => approvesRelease(statement, { ...release, sha256: release.staged })
    );
    if (count4 < trust.threshold) releases.add(release.id);
  }
  const digest3 = projectionSha256(list.projection);
  const count3 = await approvedBy(
    list,
    list.projection.approvals,
    trust,
    (statement) => statement.release === void 0 && statement.projection === digest3
  );
  return { releases, projection: count3 < trust.threshold };
}
async function approvedBy({ list, enclave }, approvals, { keys: keys2 }, counts) {
  const by = /* @__PURE__ */ new Set();
  for (const approval of approvals) {
    if (approval.source !== "key") continue;
    try {
      const pin = { list, enclave };
      const verified = await verifyApproval(approvalEnvelope(approval), pin, keys2);
      if (!counts(verified.statement)) continue;
      for (const one of verified.approvals) by.add(one.by);
    } catch (error) {
      if (!(error instanceof TrustError || error instanceof FormatError)) throw error;
    }
  }
  return by.size;
}

// src/allowlist/verify-allow-list.ts
async function verifyAllowList(envelope, { pin, listKeys, remembered, minVersion, approval }, now) {
  const { list, id: id3, signers } = await openAllowList(envelope, pin, listKeys);
  requireIssued(list, now);
  requireNoRollback(list, id3, { remembered, minVersion });
  const unapproved = approval === void 0 ? NOTHING_UNAPPROVED : await findUnapproved(list, approval);
  return { list, id: id3, signers, unapproved };
}
async function openAllowList(envelope, pin, listKeys) {
  const { payloadType, payload, signers } = await verifyEnvelope(envelope, listKeys);
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw new FormatError(
      "statement-format",
      `expected payload type ${STATEMENT_PAYLOAD_TYPE}, found ${JSON.stringify(payloadType)}`,
      { at: { path: "/payloadType" } }
    );
  }
  const digest3 = sha256Of(payload);
  const statement = parseAllowListStatement(payload);
  if (statement.predicateType === ALLOW_LIST_PREDICATE_TYPE)
    requirePinned(statement.predicate, pin);
  const list = parseAllowList(statement);
  const id3 = { version: list.version, sha256: encodeHex(await digest3) };
  return { list, id: id3, payload, signers };
}
function requireIssued({ issuedAt }, now) {
  if (issuedAt <= now + ISSUED_AHEAD_MAX_MS) return;
  throw new TrustError(
    "list-expired",
    `the allow-list is issued ahead of the clock, at ${formatInstant(issuedAt)}`,
    { hint: "Compare the clock of this machine with that of the writer." }
  );
}
function requireNoRollback({ previous }, id3, { remembered, minVersion }) {
  if (!(id3.version >= minVersion)) {
    throw rollbackError(`expected at least version ${minVersion}, found ${id3.version}`);
  }
  if (remembered === "nothing-remembered") return;
  if (!(id3.version >= remembered.version)) {
    throw rollbackError(`expected at least version ${remembered.version}, found ${id3.version}`);
  }
  if (id3.version === remembered.version && id3.sha256 !== remembered.sha256) {
    throw rollbackError(`version ${id3.version} has another payload than remembered`);
  }
  if (id3.version === remembered.version + 1 && previous?.sha256 !== remembered.sha256) {
    throw rollbackError(
      `version ${id3.version} does not follow version ${remembered.version} as remembered`
    );
  }
}
function rollbackError(message) {
  return new TrustError("rollback", `allow-list: ${message}`, {
    hint: "Somebody put an old list back, or removed objects of the store. Look into its history before you go on."
  });
}

// src/allowlist/list-history.ts
var FOLDER = "history/";
var VERSION_DIGITS = 10;
var NAME = /^history\/(\d{10})-([0-9a-f]{64})\.dsse\.json$/;
function historyName(version3, envelope) {
  return `${historyStem(version3, envelope)}.dsse.json`;
}
function historyStem(version3, envelope) {
  return `${FOLDER}${digits(version3)}-${encodeHex(sha256(envelope))}`;
}
async function historyFrom(store, version3) {
  const names = await store.list(FOLDER, `${FOLDER}${digits(version3)}`);
  return names.flatMap((name) => {
    const [, number3, fileSha256] = NAME.exec(name) ?? [];
    if (number3 === void 0 || fileSha256 === void 0) return [];
    return [{ name, version: Number(number3), fileSha256 }];
  });
}
async function requireNewest(entries, current, store, { pin, listKeys }) {
  for (const { version: version3, name } of entries) {
    if (version3 <= current.version) continue;
    throw rollbackError(`the current version is ${current.version}, and the history has ${name}`);
  }
  for (const { version: version3, name, fileSha256 } of entries) {
    if (version3 !== current.version || fileSha256 === current.fileSha256) continue;
    const other = await store.get(name);
    if (other === void 0) continue;
    const { id: id3 } = await openAllowList(other.bytes, pin, listKeys);
    if (id3.version === current.version && id3.sha256 === current.sha256) continue;
    throw rollbackError(`the history has another payload at version ${version3}, ${name}`);
  }
}
function requirePredecessor(list, payload) {
  const before = parseAllowListPayload(payload);
  const { version: version3, sha256: sha2562 } = versionIdOf(before, payload);
  const { previous } = list;
  if (previous?.version !== version3 || previous.sha256 !== sha2562 || before.list !== list.list) {
    throw rollbackError(`expected the version before ${list.version}, found another payload`);
  }
  return before;
}
function digits(version3) {
  return String(version3).padStart(VERSION_DIGITS, "0");
}

// src/allowlist/read-current.ts
async function readAllowList(store, trust, now) {
  const stored2 = await store.get(POINTER_NAME);
  if (stored2 === void 0) {
    throw new AdapterError("list-unavailable", "there is no allow-list in the store", {
      at: { object: POINTER_NAME }
    });
  }
  return verifyAllowList(stored2.bytes, trust, now);
}
async function readForUpdate(store, trust, now) {
  const stored2 = await store.get(POINTER_NAME);
  if (stored2 === void 0) {
    const entries2 = await historyFrom(store, 0);
    if (entries2.length > 0 && await store.get(POINTER_NAME) !== void 0) return "moved";
    requireNoTrace(entries2, trust);
    return void 0;
  }
  const verified = await verifyAllowList(stored2.bytes, trust, now);
  const entries = await historyFrom(store, verified.id.version);
  const fileSha256 = encodeHex(sha256(stored2.bytes));
  try {
    await requireNewest(entries, { ...verified.id, fileSha256 }, store, trust);
  } catch (refusal13) {
    const again = await store.get(POINTER_NAME);
    if (again !== void 0 && again.etag !== stored2.etag) return "moved";
    throw refusal13;
  }
  const inHistory = entries.some((entry) => entry.fileSha256 === fileSha256);
  return { verified, stored: stored2, inHistory };
}
function requireNoTrace(entries, { remembered, minVersion }) {
  const newest = entries.at(-1);
  if (newest !== void 0) {
    throw rollbackError(`there is no current list, and the history has ${newest.name}`);
  }
  if (remembered !== "nothing-remembered") {
    throw rollbackError(
      `there is no current list, and version ${remembered.version} is remembered`
    );
  }
  if (!(minVersion <= 1)) {
    throw rollbackError(`there is no current list, and ${minVersion} is the least version`);
  }
}

// src/allowlist/write-history.ts
var TRIES3 = 3;
async function writeHistory(store, version3, envelope, companions) {
  const stem = historyStem(version3, envelope);
  const objects = [
    ...companions(envelope).map(({ suffix, bytes }) => ({ name: `${stem}.${suffix}`, bytes })),
    { name: historyName(version3, envelope), bytes: envelope }
  ];
  for (const { name, bytes } of objects) {
    if (!await put(store, name, bytes)) return "missing";
  }
  return "written";
}
async function completeHistory({ verified, stored: stored2, inHistory }, { store, companions }) {
  if (inHistory) return "written";
  return writeHistory(store, verified.id.version, stored2.bytes, companions);
}
async function put(store, name, bytes) {
  for (let i = 0; i < TRIES3; i++) {
    const outcome = await store.putIfAbsent(name, bytes);
    if (outcome === "done" || outcome === "exists") return true;
  }
  return false;
}

// src/allowlist/update-allow-list.ts
async function updateAllowList(ports, request) {
  const { maxAttempts = UPDATE_MAX_ATTEMPTS, now } = request;
  let remembered = ports.trust.remembered;
  let pending = [];
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    if (attempt > 0) await ports.sleep(backoffMs(attempt - 1, ports.random(), UPDATE_WAIT));
    const trust = { ...ports.trust, remembered };
    const state = attempt === 0 && request.read !== void 0 ? request.read.state : await readForUpdate(ports.store, trust, now);
    if (state === "moved") continue;
    remembered = state?.verified.id ?? remembered;
    const ours = await landed(pending, state, ports.store);
    if (ours !== void 0) return done(ours, ports);
    pending = pending.filter(({ verified }) => verified.id.version > versionOf(state));
    if (state !== void 0 && await completeHistory(state, ports) === "missing") continue;
    const step = decide(state, request, ports.trust);
    if (step.kind === "unchanged") {
      return { kind: "unchanged", current: state?.verified, message: step.message };
    }
    const next = await signed(step, ports, trust, now);
    const candidate = { ...next, before: state?.verified };
    if (await swap(candidate, state, ports.store) === "done") return done(candidate, ports);
    pending = [...pending, candidate];
  }
  throw new TrustError(
    "conflict",
    `other writers changed the allow-list in each of ${maxAttempts} attempts, or the store gave no clear answer`,
    { hint: "Run it again: it starts from the list as it is by then." }
  );
}
async function previewUpdate({ store, trust }, request) {
  const { maxAttempts = UPDATE_MAX_ATTEMPTS, now } = request;
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const state = attempt === 0 && request.read !== void 0 ? request.read.state : await readForUpdate(store, trust, now);
    if (state === "moved") continue;
    return { before: state?.verified, step: decide(state, request, trust) };
  }
  throw new TrustError("conflict", "other writers changed the allow-list at every attempt");
}
function decide(state, { operation, now, expiresInMs }, { pin }) {
  const { list, enclave } = pin;
  return requireTransition(state?.verified, operation, { list, enclave, now, expiresInMs });
}
async function signed({ list }, { sign: sign2 }, trust, now) {
  const payload = encodeAllowList(list);
  const envelope = await sign2(payload);
  const verified = await verifyAllowList(envelope, trust, now);
  if (verified.id.sha256 !== encodeHex(sha256(payload))) {
    throw new TrustError(
      "signature-invalid",
      "the signer signed another payload than it was given"
    );
  }
  return { verified, envelope };
}
function swap({ envelope }, state, store) {
  return state === void 0 ? store.putIfAbsent(POINTER_NAME, envelope) : store.putIfMatch(POINTER_NAME, envelope, state.stored.etag);
}
async function landed(pending, state, store) {
  if (state === void 0) return void 0;
  const version3 = versionOf(state);
  for (const candidate of pending) {
    const { verified, envelope } = candidate;
    if (equalBytes(envelope, state.stored.bytes)) return candidate;
    if (verified.id.version >= version3) continue;
    const stored2 = await store.get(historyName(verified.id.version, envelope));
    if (stored2 !== void 0 && equalBytes(stored2.bytes, envelope)) return candidate;
  }
  return void 0;
}
function versionOf(state) {
  return state?.verified.id.version ?? 0;
}
async function done({ before, verified, envelope }, { store, companions }) {
  let history;
  try {
    history = await writeHistory(store, verified.id.version, envelope, companions);
  } catch {
    history = "missing";
  }
  return { kind: "done", before, after: verified, envelope, history };
}

// src/manifest/sigstore-bundle.ts
var BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
function sigstoreBundles(envelope) {
  return envelope.signatures.map((signature2, index) => {
    const { keyid } = signature2;
    const digest3 = keyid === void 0 ? void 0 : keyDigest(keyid);
    if (keyid === void 0 || digest3?.length !== 32) {
      throw new FormatError(
        "statement-format",
        "Sigstore bundle: expected a key id of base64 SHA-256",
        { at: { path: `/signatures/${index}/keyid` } }
      );
    }
    const bundle = {
      mediaType: BUNDLE_MEDIA_TYPE,
      verificationMaterial: { publicKey: { hint: keyid }, timestampVerificationData: {} },
      dsseEnvelope: dsseJson({ ...envelope, signatures: [{ ...signature2, keyid: void 0 }] })
    };
    return { keyid, keyid16: encodeHex(digest3).slice(0, 16), text: JSON.stringify(bundle) };
  });
}
function keyDigest(keyid) {
  try {
    return decodeBase64(keyid);
  } catch (error) {
    if (error instanceof FormatError) return void 0;
    throw error;
  }
}

// src/workflow/list/open-list.ts
var READ_MAX_ATTEMPTS = 8;
var PUT_MAX_ATTEMPTS = 3;
async function openList(enclave, ports, alsoTrusted = []) {
  const { configuration, pin, listTrust, file } = enclave;
  return {
    enclave,
    opened: await ports.openStore(configuration.store, file),
    trust: {
      pin,
      listKeys: { ...listTrust, keys: [...listTrust.keys, ...alsoTrusted] },
      remembered: "nothing-remembered",
      minVersion: configuration["min-version"]
    }
  };
}
async function readState({ opened, trust }, ports) {
  for (let i = 0; i < READ_MAX_ATTEMPTS; i++) {
    const state = await readForUpdate(opened.store, trust, ports.now);
    if (state !== "moved") return state;
  }
  throw new TrustError("conflict", "other writers changed the allow-list at every reading", {
    hint: "Run it again."
  });
}
async function openListSigner(enclave, ports) {
  const opened = await ports.openSigner(enclave.configuration.signing.key, enclave.file);
  requireThreshold([opened.signer], enclave.listTrust);
  return opened;
}
async function openManifestSigner(enclave, ports) {
  const { signing } = enclave.configuration;
  const opened = await ports.openSigner(signing["manifest-key"] ?? signing.key, enclave.file);
  requireThreshold([opened.signer], enclave.manifestTrust);
  return opened;
}
async function changeList({ enclave, opened, trust }, { signer: signer2 }, operation, ports, read) {
  const update = await updateAllowList(
    {
      store: opened.store,
      trust,
      sign: (payload) => signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [signer2], enclave.listTrust),
      companions: bundlesOf,
      sleep: ports.sleep,
      random: ports.random
    },
    {
      operation,
      now: ports.now,
      expiresInMs: enclave.configuration["expires-in"],
      ...read === void 0 ? {} : { read }
    }
  );
  if (update.kind === "unchanged") {
    const { current, message } = update;
    return {
      changed: false,
      message,
      before: current?.list,
      after: current?.list,
      id: current?.id,
      historyMissing: false
    };
  }
  const { before, after, envelope, history } = update;
  return {
    changed: true,
    before: before?.list,
    after: after.list,
    id: after.id,
    envelope,
    historyMissing: history === "missing"
  };
}
async function previewChange({ enclave, opened, trust }, operation, ports, read) {
  const { before, step } = await previewUpdate(
    { store: opened.store, trust },
    {
      operation,
      now: ports.now,
      expiresInMs: enclave.configuration["expires-in"],
      ...read === void 0 ? {} : { read }
    }
  );
  if (step.kind === "unchanged") {
    return {
      changed: false,
      message: step.message,
      before: before?.list,
      after: before?.list,
      id: before?.id,
      historyMissing: false
    };
  }
  return {
    changed: true,
    before: before?.list,
    after: step.list,
    id: void 0,
    historyMissing: false
  };
}
async function putImmutable(store, name, bytes) {
  for (let i = 0; i < PUT_MAX_ATTEMPTS; i++) {
    const outcome = await store.putIfAbsent(name, bytes);
    if (outcome === "done" || outcome === "exists") return;
  }
  throw new AdapterError("list-unavailable", `the store gave no clear answer to writing ${name}`, {
    at: { object: name },
    hint: "Run it again."
  });
}
var bundlesOf = (envelope) => sigstoreBundles(parseDsse(envelope)).map(({ keyid16, text: text7 }) => ({
  suffix: `${keyid16}.sigstore.json`,
  bytes: encodeUtf8(text7)
}));

// src/workflow/keys/forget-detached-keys.ts
async function forgetDetachedKeys(keys2, list, ports) {
  const stays = new Set(keys2.filter(({ isGone }) => !isGone).map(({ key, as = key }) => as));
  const left = keys2.map(({ key, as = key }) => as).filter((key) => !stays.has(key));
  const gone = [...new Set(left)];
  if (gone.length === 0) return [];
  try {
    const signer2 = await openListSigner(list.enclave, ports);
    await changeList(list, signer2, { kind: "forget", keys: gone }, ports);
    return [];
  } catch (error) {
    const { code: code2, message } = failureOf(error);
    return [
      {
        code: "key-not-forgotten",
        message: `${gone.join(", ")}: our statements are gone, and the list still names the key (${code2}: ${message})`
      }
    ];
  }
}

// src/base/map-concurrently.ts
async function mapConcurrently(items, limit, map) {
  const results = new Array(items.length);
  const rest = items.entries();
  const worker = async () => {
    for (const [index, item] of rest) results[index] = await map(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

// src/iam/policy-normal-form.ts
function normalKeyPolicy({ members: members2, statements }) {
  return { ...members2, Statement: byText(statements.map(normalStatement)) };
}
function normalKeyPolicyText(policy) {
  return canonicalJson(normalKeyPolicy(policy));
}
function normalStatementText(statement) {
  return canonicalJson(normalStatement(statement));
}
function accountOfPrincipal(value) {
  const [, digits2] = /^(?:arn:aws[a-z0-9-]*:iam::)?(\d{12})(?::root)?$/.exec(value) ?? [];
  return digits2 !== void 0 && value.startsWith("arn:") === value.endsWith(":root") ? digits2 : void 0;
}
function normalStatement(statement) {
  if (statement.notUnderstood.length > 0) return sortedJson(statement.raw);
  const { sid, effect, conditions } = statement;
  const lists = [
    ["Principal", statement.principals, normalPrincipals],
    ["NotPrincipal", statement.notPrincipals, normalPrincipals],
    ["Action", statement.actions, lowerSet],
    ["NotAction", statement.notActions, lowerSet],
    ["Resource", statement.resources, sortedSet],
    ["NotResource", statement.notResources, sortedSet]
  ];
  const elements = lists.flatMap(
    ([name, list, normal]) => (
      // Each list goes to the function that stands beside it.
      list === void 0 ? [] : [[name, normal(list)]]
    )
  );
  return {
    ...sid === void 0 ? {} : { Sid: sid },
    ...effect === "missing" ? {} : { Effect: effect },
    ...Object.fromEntries(elements),
    ...conditions.length === 0 ? {} : { Condition: normalConditions(conditions) }
  };
}
function normalPrincipals(principals) {
  const kinds = [...new Set(principals.map(({ kind }) => kind))];
  return Object.fromEntries(
    kinds.map((kind) => {
      const values = principals.filter((one) => one.kind === kind).map(({ value }) => value);
      return [kind, sortedSet(values.map((value) => accountOfPrincipal(value) ?? value))];
    })
  );
}
function normalConditions(conditions) {
  const blocks = {};
  for (const { operator, qualifier, ifExists, key, values } of conditions) {
    const prefix = qualifier === void 0 ? "" : `${qualifier}:`;
    const name = `${prefix}${operator}${ifExists ? "IfExists" : ""}`.toLowerCase();
    blocks[name] = { ...blocks[name], [key.toLowerCase()]: sortedSet(values) };
  }
  return blocks;
}
function lowerSet(texts) {
  return sortedSet(texts.map((text7) => text7.toLowerCase()));
}
function sortedSet(texts) {
  return [...new Set(texts)].sort();
}
function byText(values) {
  const texts = values.map((value) => [canonicalJson(value), value]);
  return texts.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([, value]) => value);
}
function sortedJson(value) {
  if (Array.isArray(value)) {
    const sorted2 = byText(value.map(sortedJson)).filter(
      (one, i, all) => i === 0 || canonicalJson(one) !== canonicalJson(all[i - 1] ?? null)
    );
    return sorted2.length === 1 && sorted2[0] !== void 0 ? sorted2[0] : sorted2;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sortedJson(one)]));
}

// src/iam/policy-digest.ts
function policySha256(policy) {
  return encodeHex(sha256(encodeUtf8(policy)));
}
function policyDigest(policy) {
  return policySha256(normalKeyPolicyText(parseKeyPolicy(policy)));
}
function policySizeBytes(policy) {
  return encodeUtf8(policy).length;
}

// src/keypolicy/key-policy-port.ts
function backupName({ account, region, keyId }, sha2562) {
  return `policies/${account}/${region}/${keyId}/${sha2562}.json`;
}
function leaseName({ account, region, keyId }) {
  return `leases/${account}-${region}-${keyId}.json`;
}

// src/keypolicy/back-up-policy.ts
var ATTEMPTS = 4;
async function backUpPolicy(store, place2, policy) {
  const name = backupName(place2, policySha256(policy));
  const bytes = encodeUtf8(policy);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await store.putIfAbsent(name, bytes) === "done") return name;
    const stored2 = await store.get(name);
    if (stored2 !== void 0 && equalBytes(stored2.bytes, bytes)) return name;
  }
  throw new AdapterError(
    "list-unavailable",
    `cannot keep the policy before it is replaced: ${name}`,
    {
      at: { object: name },
      hint: "The policy of the key was left as it is."
    }
  );
}

// src/keypolicy/key-facts.ts
async function readKeyFacts(port) {
  const [description, grants] = await Promise.all([
    settled(() => port.describe()),
    settled(() => port.listGrants())
  ]);
  return {
    description: description.answer,
    grants: grants.answer,
    unknown: [description, grants].flatMap(({ fault: fault3 }) => fault3 ?? [])
  };
}
function unnamedReplicas({ description }, keys2) {
  const named2 = new Set(keys2.map(({ key }) => key));
  return (description?.multiRegion?.keys ?? []).filter((arn) => !named2.has(arn));
}
async function settled(ask) {
  try {
    return { answer: await ask() };
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    return { answer: void 0, fault: error.message };
  }
}

// src/keypolicy/lease-record.ts
var digest = string2().check(_regex(/^[0-9a-f]{64}$/));
var text4 = string2().check(_minLength(1), _maxLength(2048));
var RECORD = strictObject({
  owner: text4,
  run: text4,
  expiresAt: string2(),
  released: boolean2(),
  lastPut: nullable(
    strictObject({
      policy: digest,
      at: string2(),
      confirmed: boolean2(),
      replaced: array(digest).check(_maxLength(LEASE_MAX_REPLACED))
    })
  )
});
function encodeLease(record2) {
  const { lastPut, expiresAt, ...rest } = record2;
  return encodeUtf8(
    canonicalJson({
      ...rest,
      expiresAt: formatInstant(expiresAt),
      lastPut: lastPut === null ? null : { ...lastPut, at: formatInstant(lastPut.at) }
    })
  );
}
function parseLease(bytes, name) {
  if (bytes.length > LEASE_MAX_BYTES) throw unreadable2(name, `it has ${bytes.length} bytes`);
  try {
    const found = RECORD.safeParse(toPlain(parseStrictJson(bytes)));
    if (!found.success) throw unreadable2(name, "its fields are not those of a lease", found.error);
    const { lastPut, expiresAt, ...rest } = found.data;
    return {
      ...rest,
      expiresAt: parseInstant(expiresAt),
      lastPut: lastPut === null ? null : { ...lastPut, at: parseInstant(lastPut.at) }
    };
  } catch (error) {
    if (error instanceof FormatError) throw unreadable2(name, error.message, error);
    throw error;
  }
}
function unreadable2(name, why, cause) {
  return new AdapterError("list-unavailable", `cannot read the lease ${name}: ${why}`, {
    at: { object: name },
    hint: "Look who wrote it. Delete the object only when no run is writing to this key.",
    cause
  });
}

// src/keypolicy/lease.ts
var WRITE_ATTEMPTS = 6;
var WAIT2 = { firstMs: 500, maxMs: 15e3 };
async function takeLease(ports, request) {
  const { store, clock, sleep, random } = ports;
  const giveUpAt = clock() + request.waitMs;
  for (let attempt = 0; ; attempt++) {
    const stored2 = await store.get(request.name);
    const there = stored2 === void 0 ? void 0 : parseLease(stored2.bytes, request.name);
    const record2 = recordOf(request, there?.lastPut ?? null, clock());
    if (there === void 0 || isFree(there, clock())) {
      const held3 = await writeLease(store, request.name, record2, stored2);
      if (held3 !== "lost") return leaseOf(ports, request, record2, held3);
    }
    const waitMs = backoffMs(attempt, random(), WAIT2);
    if (clock() + waitMs >= giveUpAt) throw held(request.name, there);
    await sleep(waitMs);
  }
}
function leaseOf({ store, clock }, request, first, firstStored) {
  let record2 = first;
  let stored2 = firstStored;
  const replace = async (next) => {
    const written = await writeLease(store, request.name, next, stored2);
    if (written === "lost") throw held(request.name, void 0);
    record2 = next;
    stored2 = written;
  };
  return {
    lastPut: first.lastPut,
    putsEndAt: () => record2.expiresAt - LEASE_MARGIN_MS,
    renew: (lastPut) => replace(recordOf(request, lastPut, clock())),
    release: async (lastPut) => {
      try {
        const released = { ...record2, lastPut, released: true };
        const outcome = await store.putIfMatch(request.name, encodeLease(released), stored2.etag);
        if (outcome !== "done") await replace(released);
      } catch {
      }
    }
  };
}
function recordOf({ owner, run }, lastPut, now) {
  return { owner, run, expiresAt: now + LEASE_MS, released: false, lastPut };
}
function isFree({ released, expiresAt }, now) {
  return released || now >= expiresAt;
}
async function writeLease(store, name, record2, before) {
  const bytes = encodeLease(record2);
  if (before !== void 0 && equalBytes(before.bytes, bytes)) return before;
  for (let attempt = 0; attempt < WRITE_ATTEMPTS; attempt++) {
    if (before === void 0) await store.putIfAbsent(name, bytes);
    else await store.putIfMatch(name, bytes, before.etag);
    const stored2 = await store.get(name);
    if (stored2 !== void 0 && equalBytes(stored2.bytes, bytes)) return stored2;
    if (stored2?.etag !== before?.etag) return "lost";
  }
  return "lost";
}
function held(name, by) {
  const who = by === void 0 ? "another run has taken it over" : `${by.run} holds it until ${formatInstant(by.expiresAt)}`;
  return new TrustError("conflict", `the lease ${name} is not ours: ${who}`, {
    at: { object: name },
    hint: "Run it again: it starts from the policy as it is by then."
  });
}

// src/keypolicy/narrow-slots.ts
function narrowSlots(slots, refusals) {
  const widens = slots.some(({ change }) => change?.effect === "widens");
  const guardRefused = refusals.some(({ about }) => about === "guard");
  if (!widens && !guardRefused) return slots;
  return slots.map(
    (slot) => slot.isNewDeny && slot.change?.sid !== DENY_DEBUG_SID ? held2(slot) : slot
  );
}
function fitToSizeLimit(slots, sizeOf) {
  let left = slots;
  for (let place2 = slots.length - 1; place2 >= 0; place2--) {
    if (sizeOf(left) <= POLICY_MAX_BYTES) break;
    const slot = left[place2];
    if (slot !== void 0 && grows(slot)) left = left.with(place2, held2(slot));
  }
  return left;
}
function held2(slot) {
  const { narrowed: _, ...rest } = slot;
  return slot.before === void 0 ? rest : { ...rest, narrowed: slot.before };
}
function grows({ before, narrowed: narrowed2 }) {
  return (JSON.stringify(narrowed2)?.length ?? 0) > (JSON.stringify(before)?.length ?? 0);
}

// src/keypolicy/plan-changes.ts
function planChanges(current, desired, list, adopt) {
  const wanted = new Map(desired.statements.map((one) => [one.statement.Sid, one]));
  const chosen = chosenPlaces(current, wanted);
  const slots = current.map((statement, place2) => {
    const { sid, raw } = statement;
    const owner = ownerOfSid(sid, list).kind;
    const want = sid === void 0 ? void 0 : wanted.get(sid);
    if (sid !== void 0 && want !== void 0) {
      return chosen.get(sid) === place2 ? keptOrUpdated(raw, want) : deleted(sid, raw, want);
    }
    if (sid !== void 0 && owner === "ours") return deleted(sid, raw, void 0);
    if (sid !== void 0 && owner === "foreign" && adopt.includes(sid)) return adopted(sid, raw);
    return { before: raw, whole: raw, narrowed: raw, isNewDeny: false };
  });
  const there = new Set(chosen.keys());
  const created = desired.statements.filter(({ statement }) => !there.has(statement.Sid));
  return [...slots, ...created.map(createdSlot)];
}
function chosenPlaces(current, wanted) {
  const chosen = /* @__PURE__ */ new Map();
  const equal = /* @__PURE__ */ new Set();
  for (const [place2, { sid, raw }] of current.entries()) {
    const want = sid === void 0 ? void 0 : wanted.get(sid);
    if (sid === void 0 || want === void 0 || equal.has(sid)) continue;
    const isEqual = sameShape(parseStatementShape(raw), shapeOf(want.statement));
    if (isEqual) equal.add(sid);
    if (isEqual || !chosen.has(sid)) chosen.set(sid, place2);
  }
  return chosen;
}
function keptOrUpdated(raw, want) {
  const { statement, releases } = want;
  const before = parseStatementShape(raw);
  const shape = shapeOf(statement);
  const base = { sid: statement.Sid, releases, adopted: false, before: raw, after: statement };
  const whole = plain(statement);
  if (sameShape(before, shape)) {
    const change2 = { ...base, action: "keep", effect: "none" };
    return { change: change2, before: raw, whole: raw, narrowed: raw, isNewDeny: false };
  }
  const meet = before && shape && intersectShapes(before, shape);
  const effect = sameShape(meet, shape) ? "narrows" : "widens";
  const change = { ...base, action: "update", effect };
  const slot = { change, before: raw, whole, isNewDeny: false };
  if (sameShape(meet, before)) return { ...slot, narrowed: raw };
  if (meet !== void 0) return { ...slot, narrowed: plain(tightened(statement, meet)) };
  return statement.Effect === "Deny" ? { ...slot, narrowed: whole } : slot;
}
function deleted(sid, raw, want) {
  const shape = parseStatementShape(raw);
  const isSpare = want !== void 0 && sameShape(shape, shapeOf(want.statement));
  const isDeny = effectOf2(raw) === "deny";
  const change = {
    action: "delete",
    sid,
    releases: [],
    effect: isSpare ? "none" : isDeny ? "widens" : "narrows",
    adopted: false,
    before: raw
  };
  const slot = { change, before: raw, isNewDeny: false };
  return isDeny && !isSpare ? { ...slot, narrowed: raw } : slot;
}
function adopted(sid, raw) {
  const change = {
    action: "delete",
    sid,
    releases: [],
    effect: "widens",
    adopted: true,
    before: raw
  };
  return { change, before: raw, narrowed: raw, isNewDeny: false };
}
function createdSlot({ statement, releases }) {
  const isDeny = statement.Effect === "Deny";
  const change = {
    action: "create",
    sid: statement.Sid,
    releases,
    effect: isDeny ? "narrows" : "widens",
    adopted: false,
    after: statement
  };
  const whole = plain(statement);
  return { change, whole, isNewDeny: isDeny, ...isDeny ? { narrowed: whole } : {} };
}
function tightened(statement, meet) {
  const { Condition: condition, ...rest } = statement;
  const Action = meet.actions.map(
    (action) => ATTESTED_ACTIONS.find((name) => name.toLowerCase() === action) ?? action
  );
  if (meet.effect === "Allow") {
    const { until } = meet;
    const date3 = until === void 0 ? {} : { [DATE_OPERATOR]: { [DATE_KEY]: formatInstant(until) } };
    return { ...rest, Action, Condition: { ...condition, ...date3 } };
  }
  if (meet.except === void 0) return { ...rest, Action };
  const { values } = meet.except;
  const excepts = Object.entries(condition ?? {}).map(([operator, block]) => {
    return [operator, Object.fromEntries(Object.keys(block).map((key) => [key, values]))];
  });
  return { ...rest, Action, Condition: Object.fromEntries(excepts) };
}
function shapeOf(statement) {
  return parseStatementShape(plain(statement));
}
function plain(statement) {
  return statement;
}
function effectOf2(raw) {
  const { Effect } = raw ?? {};
  return typeof Effect === "string" ? Effect.toLowerCase() : "";
}

// src/keypolicy/plan-refusals.ts
function refusalsOf(input) {
  const always = [...sizeRefusals(input), ...guardRefusals(input)];
  if (!input.isWidening) return always;
  if (input.isDetached) return [...expiryRefusals(input), ...principalRefusals(input)];
  return [
    ...expiryRefusals(input),
    ...input.unknown.map(unknownRefusal),
    ...always,
    ...adoptRefusals(input),
    ...principalRefusals(input),
    ...lockOutRefusals(input),
    ...findingRefusals(input)
  ];
}
function expiryRefusals({ list, now }) {
  if (now < list.expiresAt) return [];
  return [
    {
      code: "list-expired",
      about: "list",
      message: `the allow-list expired at ${formatInstant(list.expiresAt)}`,
      hint: "Renew the list. Until then key policies only become narrower."
    }
  ];
}
function unknownRefusal(message) {
  const hint = "Until they are read, the policy of this key only becomes narrower.";
  return { code: "key-unavailable", about: "key", message, hint };
}
function sizeRefusals({ sizeBytes }) {
  if (sizeBytes <= POLICY_MAX_BYTES) return [];
  return [
    {
      code: "policy-too-large",
      about: "size",
      message: `the policy would have ${sizeBytes} bytes, of ${POLICY_MAX_BYTES}`,
      hint: "Retire releases, remove roles, or bind fewer registers."
    }
  ];
}
function guardRefusals({ list, statements, changes }) {
  const others = statements.filter(({ sid }) => ownerOfSid(sid, list.list).kind === "other-list");
  const isGuard = (sid) => sid.includes("Guard");
  const adds = changes.find(({ action, sid }) => action === "create" && isGuard(sid));
  const theirs = others.find(({ sid }) => isGuard(sid ?? ""));
  const allows = changes.find(({ effect }) => effect === "widens");
  const [first] = others;
  const refusal13 = (message, sid) => ({
    code: "policy-unsafe",
    about: "guard",
    message,
    ...sid === void 0 ? {} : { sid },
    hint: "Give each list a key of its own, or leave guard out for both."
  });
  return [
    ...adds && first ? [refusal13("a guard would stop another list on this key", first.sid)] : [],
    ...allows && theirs ? [refusal13("a guard of another list stops ours on this key", theirs.sid)] : []
  ];
}
function adoptRefusals({ rules, statements }) {
  return rules.adopt.filter((name) => statements.filter(({ sid }) => sid === name).length > 1).map((sid) => ({
    code: "policy-unsafe",
    about: "adopt",
    message: `several statements have the Sid ${sid}, which adopt names`,
    sid,
    hint: "Give each statement a Sid of its own, and name the one that is meant."
  }));
}
function principalRefusals({ statements, changes }) {
  const gone = new Set(
    changes.filter(({ action }) => action !== "keep").map(({ before }) => before)
  );
  return statements.filter(({ raw }) => !gone.has(raw)).flatMap((statement) => deletedPrincipals(statement)).map(({ id: id3, sid }) => ({
    code: "policy-unsafe",
    about: "principal",
    message: `the principal ${id3} no longer exists`,
    ...sid === void 0 ? {} : { sid },
    hint: "Remove it from the statement. A role that was made anew under the same name is another principal."
  }));
}
function lockOutRefusals({ rules, before, after }) {
  const [had, has2] = [before.policyWriters, after.policyWriters];
  if (had === "unknown" || has2 === "unknown") return [];
  const lost = (who) => had.includes(who) && !has2.includes(who);
  const message = has2.length === 0 ? "nobody would be able to put another policy" : rules.caller !== void 0 && lost(rules.caller) ? `${rules.caller} would not be able to put another policy` : void 0;
  if (message === void 0) return [];
  const hint = "Leave kms:PutKeyPolicy to an administrator in a statement that adopt does not name.";
  return [{ code: "policy-lock-out", about: "lock-out", message, hint }];
}
function findingRefusals({ rules, now, before, after }) {
  const known = new Set(before.findings.map(nameOfFinding));
  return after.findings.filter((finding) => finding.severity === "critical" || !known.has(nameOfFinding(finding))).filter((finding) => !isAccepted(finding, rules.accept, now)).map((finding) => ({
    code: "policy-unsafe",
    about: "finding",
    message: `${finding.rule}: ${finding.message}`,
    ...finding.sid === void 0 ? {} : { sid: finding.sid },
    hint: finding.fix ?? "Accept the finding by rule and Sid, with a reason and a date."
  }));
}
function nameOfFinding({ rule, sid, grantId }) {
  return JSON.stringify([rule, sid ?? null, grantId ?? null]);
}
function isAccepted({ rule, sid, grantId }, accept, now) {
  const about = sid ?? grantId ?? "key";
  return accept.some((one) => one.rule === rule && one.sid === about && now < one.until);
}

// src/keypolicy/plan-key.ts
function planKey(request) {
  const { list, id: id3, key, policy, rules, assess, unknown: unknown3, now } = request;
  const parsed2 = parseKeyPolicy(policy);
  const { members: members2, statements } = parsed2;
  const desired = desiredStatements(list, key, now);
  const slots = withFormerReleases(planChanges(statements, desired, list.list, rules.adopt), list);
  const changes = slots.flatMap(({ change }) => change ?? []);
  const isWidening = changes.some(({ effect }) => effect === "widens");
  const text7 = (which, from) => JSON.stringify({ ...members2, Statement: from.flatMap((slot) => slot[which] ?? []) });
  const whole = text7("whole", slots);
  const wholeBytes = policySizeBytes(whole);
  const before = assess(policy, parsed2);
  const after = wholeBytes > POLICY_MAX_BYTES ? before : assess(whole);
  const refusals = refusalsOf({
    list,
    rules,
    unknown: unknown3,
    now,
    isWidening,
    isDetached: desired.detached,
    statements,
    changes,
    sizeBytes: wholeBytes,
    before,
    after
  });
  const sizeOf = (from) => policySizeBytes(text7("narrowed", from));
  const narrowed2 = refusals.length === 0 ? slots : fitToSizeLimit(narrowSlots(slots, refusals), sizeOf);
  const put2 = refusals.length === 0 ? whole : text7("narrowed", narrowed2);
  const isNothing = refusals.length === 0 ? isUnchanged(slots) : isUnchangedNarrowed(narrowed2);
  return {
    key: key.key,
    computedFrom: { policySha256: policySha256(policy), list: id3, at: now },
    changes,
    foreign: slots.flatMap(({ change }, i) => change ? [] : [statements[i]?.sid]),
    withheld: refusals.length === 0 ? [] : withheldOf(narrowed2),
    refusals,
    policy: isNothing ? policy : put2,
    isNothing,
    isWidening,
    sizeBytes: {
      before: policySizeBytes(policy),
      whole: wholeBytes,
      after: policySizeBytes(isNothing ? policy : put2),
      limit: POLICY_MAX_BYTES
    },
    before,
    after,
    isDetached: desired.detached,
    leftOut: desired.leftOut,
    open: desired.open
  };
}
function isUnchanged(slots) {
  return slots.every(({ change }) => change === void 0 || change.action === "keep");
}
function isUnchangedNarrowed(slots) {
  return slots.every(({ before, narrowed: narrowed2 }) => sameJson(before, narrowed2));
}
function withheldOf(slots) {
  return slots.flatMap(
    ({ change, whole, narrowed: narrowed2 }) => change === void 0 || sameJson(whole, narrowed2) ? [] : [change]
  );
}
function sameJson(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

// src/keypolicy/read-back.ts
async function readBack(ports, expected) {
  const { read, clock } = ports;
  const endAt = clock() + READ_BACK_MAX_MS + expected.settleMs;
  let otherSeen = false;
  let last;
  let inARow = 0;
  let since = clock();
  for (let attempt = 0; ; attempt++) {
    const found = await read();
    const isPut = found === expected.put;
    const isOther = !isPut && !expected.replaced.includes(found);
    otherSeen ||= isOther;
    if (found !== last) since = clock();
    inARow = found === last ? inARow + 1 : 1;
    last = found;
    if (isPut && inARow >= STABLE_READS && clock() - since >= expected.settleMs) {
      return { kind: "stable", otherSeen };
    }
    if (isOther && inARow >= STABLE_READS) return { kind: "foreign", otherSeen };
    if (clock() >= endAt) return { kind: "not-seen", otherSeen };
    await waitToReadAgain(ports, attempt);
  }
}
async function waitToReadAgain({ sleep, random }, attempt) {
  await sleep(backoffMs(attempt, 0.5 + random() / 2, READ_WAIT));
}

// src/keypolicy/apply-key.ts
async function applyKey(ports, target, request) {
  const { owner, run, waitMs } = request;
  const name = leaseName(target.port.place);
  const lease = await takeLease(ports, { name, owner, run, waitMs });
  const course = new Course(ports, target, lease);
  try {
    return await course.run();
  } finally {
    await lease.release(course.lastPut);
  }
}
var Course = class {
  /** What the next owner of the lease is to know. */
  lastPut;
  ports;
  target;
  lease;
  written = [];
  backups = [];
  foreignWrite = false;
  /** Something may be in force that reads do not show, so that only another put makes sure. */
  owesPut = false;
  constructor(ports, target, lease) {
    this.ports = ports;
    this.target = target;
    this.lease = lease;
    this.lastPut = lease.lastPut;
  }
  async run() {
    for (let round = 0; round < APPLY_MAX_ROUNDS; round++) {
      const result = await this.round();
      if (result !== "again") return result;
      await waitToReadAgain(this.ports, round);
    }
    throw new TrustError(
      "conflict",
      `${this.target.port.key}: the list or the policy moved in each of ${APPLY_MAX_ROUNDS} rounds`,
      { at: { object: this.target.port.key }, hint: "Run it again." }
    );
  }
  async round() {
    const { ports, target } = this;
    const { policy, digest: digest3 } = await this.settledPolicy();
    const facts2 = await readKeyFacts(target.port);
    const current = await ports.readList();
    const key = projectedKey(current.list, target);
    const now = ports.clock();
    const plan = planKey({
      ...current,
      key,
      policy,
      rules: target.rules,
      assess: target.assessor(facts2, current, key, now),
      unknown: facts2.unknown,
      now
    });
    this.report("planned");
    if (plan.isNothing && !this.owesPut) {
      if (this.lastPut?.policy === digest3) this.lastPut = { ...this.lastPut, confirmed: true };
      return this.result(plan, facts2);
    }
    return this.put(plan, facts2, policy, digest3);
  }
  /** The policy as it is, once reads have caught up with the last put, or cannot be waited for any longer. */
  async settledPolicy() {
    const { clock } = this.ports;
    const endAt = clock() + READ_BACK_MAX_MS;
    for (let attempt = 0; ; attempt++) {
      const policy = await this.target.port.readPolicy();
      const digest3 = policyDigest(policy);
      if (!isLate(this.lastPut, digest3, clock())) return { policy, digest: digest3 };
      if (attempt === 0) this.report("late-read");
      if (this.owesPut || clock() >= endAt) {
        this.owesPut = true;
        return { policy, digest: digest3 };
      }
      await waitToReadAgain(this.ports, attempt);
    }
  }
  async put(plan, facts2, policy, digest3) {
    const { ports, lease, target } = this;
    const { port } = target;
    const backup = await backUpPolicy(ports.store, port.place, policy);
    const put2 = {
      policy: policyDigest(plan.policy),
      at: ports.clock(),
      confirmed: false,
      replaced: replacedBy(digest3, this.lastPut)
    };
    await ports.pace(port);
    await lease.renew(put2);
    if (policyDigest(await port.readPolicy()) !== digest3) return this.again("policy-moved");
    const { id: id3 } = await ports.readList();
    if (!sameVersion(id3, plan.computedFrom.list)) return this.again("list-moved");
    if (ports.clock() >= lease.putsEndAt()) return "again";
    this.report("putting");
    if (!this.backups.includes(backup)) this.backups.push(backup);
    const before = this.lastPut;
    this.lastPut = put2;
    let answer2;
    try {
      answer2 = await port.write(plan.policy, lease.putsEndAt());
    } catch (refusal13) {
      this.lastPut = before;
      throw refusal13;
    }
    return this.confirm(plan, facts2, put2, answer2 === "done");
  }
  async confirm(plan, facts2, put2, isTaken) {
    const { ports, target } = this;
    this.report("reading-back");
    const read = async () => policyDigest(await target.port.readPolicy());
    const seen = await readBack(
      { ...ports, read },
      { put: put2.policy, replaced: put2.replaced, settleMs: 0 }
    );
    if (seen.otherSeen) {
      this.foreignWrite = true;
      this.report("foreign-write");
    }
    const isProof = isTaken || !put2.replaced.includes(put2.policy);
    if (seen.kind !== "stable" || !isProof) {
      this.owesPut = true;
      if (isTaken) this.written.push(plan);
      if (!isTaken || seen.kind === "foreign") return "again";
      throw new AdapterError(
        "key-unavailable",
        `${target.port.key}: KMS took the policy, and reads do not show it`,
        { at: { object: target.port.key }, hint: "Run it again after some minutes." }
      );
    }
    this.lastPut = { ...put2, confirmed: true };
    this.owesPut = false;
    this.written.push(plan);
    const { id: id3 } = await ports.readList();
    if (!sameVersion(id3, plan.computedFrom.list)) return this.again("list-moved");
    return this.result(plan, facts2);
  }
  again(what) {
    this.report(what);
    return "again";
  }
  report(what) {
    this.ports.progress({ key: this.target.port.key, what });
  }
  result(plan, facts2) {
    this.report("done");
    const { written, backups, foreignWrite } = this;
    return {
      key: this.target.port.key,
      list: plan.computedFrom.list,
      plan,
      facts: facts2,
      written,
      readBack: written.length === 0 ? "nothing-put" : "stable",
      foreignWrite,
      backups,
      isGone: plan.isDetached && plan.withheld.length === 0
    };
  }
};
function projectedKey({ projection: projection2 }, { port: { key }, as = key }) {
  const found = projection2.keys.find((one) => one.key === as);
  return found === void 0 ? { key, actions: [], bind: [], guard: false, detached: true } : { ...found, key };
}
function isLate(lastPut, digest3, now) {
  if (lastPut === null) return false;
  const { policy, at, confirmed, replaced } = lastPut;
  if (!confirmed) return digest3 !== policy || replaced.includes(digest3);
  return digest3 !== policy && now < at + LATE_READ_MAX_MS && replaced.includes(digest3);
}
function replacedBy(digest3, before) {
  const earlier = before === null ? [] : [before.policy, ...before.replaced];
  return [.../* @__PURE__ */ new Set([digest3, ...earlier])].slice(0, LEASE_MAX_REPLACED);
}
function sameVersion(a, b) {
  return a.version === b.version && a.sha256 === b.sha256;
}

// src/keypolicy/probe-key.ts
async function probeKey(ports, { role, ask }, { projection: projection2 }, isJustPut) {
  if (!projection2.instanceRoles.some(({ arn }) => arn === role)) {
    return { role, answer: "unknown", why: "it is none of the instance roles of the list" };
  }
  const endAt = ports.clock() + (isJustPut ? PROBE_MAX_MS : 0);
  for (let attempt = 0; ; attempt++) {
    const answer2 = await ask();
    if (answer2.kind === "unknown") return { role, answer: "unknown", why: answer2.why };
    if (answer2.kind === "denied" || ports.clock() >= endAt) return { role, answer: answer2.kind };
    await waitToReadAgain(ports, attempt);
  }
}

// src/keypolicy/apply-keys.ts
async function applyKeys(ports, targets, request) {
  const paced = { ...ports, pace: pacer(ports) };
  return mapConcurrently(targets, KEYS_AT_ONCE, (target) => end(paced, target, request));
}
async function end(ports, target, request) {
  const { key } = target.port;
  try {
    const result = await applyKey(ports, target, request);
    const settled3 = await settle(ports, target, result, request.settleMs);
    const probe = await probed(ports, target, result);
    return { key, result, settled: settled3, ...probe === void 0 ? {} : { probe } };
  } catch (error) {
    return { key, error };
  }
}
async function probed(ports, { port, probe }, { plan, written }) {
  if (probe === void 0 || plan.isDetached) return void 0;
  ports.progress({ key: port.key, what: "probing" });
  try {
    const { list } = await ports.readList();
    return await probeKey(ports, probe, list, written.length > 0);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { role: probe.role, answer: "unknown", why: error.message };
  }
}
async function settle(ports, { port }, { written, plan }, settleMs) {
  const last = written.at(-1);
  if (settleMs === 0 || last === void 0) return "not-awaited";
  const read = async () => policyDigest(await port.readPolicy());
  const put2 = policyDigest(plan.policy);
  try {
    const seen = await readBack({ ...ports, read }, { put: put2, replaced: [], settleMs });
    return seen.kind === "stable" ? "settled" : "moved";
  } catch (error) {
    if (error instanceof AdapterError) return "unknown";
    throw error;
  }
}
function pacer({ clock, sleep }) {
  const next = /* @__PURE__ */ new Map();
  return async ({ place: { account, region } }) => {
    const name = `${account}/${region}`;
    const at = Math.max(clock(), next.get(name) ?? 0);
    next.set(name, at + PUT_INTERVAL_MS);
    if (at > clock()) await sleep(at - clock());
  };
}

// src/base/plural.ts
function pluralize(count3, what) {
  return `${count3} ${what}${count3 === 1 ? "" : "s"}`;
}

// src/iam/pattern.ts
function matchesPattern(pattern, text7) {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  while (at < text7.length) {
    const symbol = pattern[from];
    if (symbol === "*") {
      star = from++;
      resume = at;
    } else if (symbol === "?" || symbol !== void 0 && symbol === text7[at]) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[from] === "*") from++;
  return from === pattern.length;
}
function matchesArnPattern(pattern, arn) {
  if (pattern === "*") return true;
  const [patterns, parts] = [arnParts(pattern), arnParts(arn)];
  return parts.length === patterns.length && patterns.every((one, i) => matchesPattern(one, parts[i] ?? ""));
}
function matchesAction(patterns, action) {
  const name = action.toLowerCase();
  return patterns.some((pattern) => matchesPattern(pattern.toLowerCase(), name));
}
function hasWildcard(text7) {
  return /[*?]/.test(text7);
}
function arnParts(arn) {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), ...parts.length > 5 ? [parts.slice(5).join(":")] : []];
}

// src/iam/callers.ts
var OTHER_ACCOUNT = "999999999999";
var OTHER_ROLE = "role/any-other-role";
function isDeletedPrincipal(value) {
  return /^A(?:ID|RO)A[A-Z0-9]+$/.test(value);
}
function callersOf(statements, account) {
  const named2 = statements.flatMap(({ principals = [], notPrincipals = [], conditions }) => [
    ...principals,
    ...notPrincipals,
    ...conditions.filter(({ key }) => key.toLowerCase() === "aws:principalarn").flatMap(({ values }) => values.map(instanceOfPattern)).map((value) => ({ kind: "AWS", value }))
  ]);
  const accountsInConditions = statements.flatMap(({ conditions }) => conditions.flatMap(({ values }) => values)).filter((value) => /^\d{12}$/.test(value));
  const specific = named2.filter(isSpecific).map(callerOf);
  const accounts = /* @__PURE__ */ new Set([
    ...account === void 0 ? [] : [account],
    ...named2.flatMap(({ kind, value }) => kind === "AWS" ? accountIn(value) ?? [] : []),
    ...accountsInConditions
  ]);
  const others = [...accounts].map((id3) => otherOf(id3, specific));
  const stranger = { ...otherOf(OTHER_ACCOUNT, specific), standsFor: "*" };
  return distinct([...others, stranger, ...specific]);
}
function callersFor(principal, all) {
  if (principal.kind !== "AWS") return [callerOf(principal)];
  if (principal.value === "*") {
    const stranger = all.filter(({ standsFor }) => standsFor === "*");
    return [...stranger, ...all.filter(({ standsFor }) => standsFor !== "*")];
  }
  const account = accountOfPrincipal(principal.value);
  if (account === void 0) {
    return isDeletedPrincipal(principal.value) ? [] : [callerOf(principal)];
  }
  return all.filter((caller) => caller.kind === "AWS" && caller.account === account);
}
function meansCaller(principal, caller) {
  const { kind, value } = principal;
  if (kind === "AWS" && value === "*") return true;
  if (kind !== caller.kind) return false;
  if (value === caller.value) return true;
  if (kind !== "AWS" || isDeletedPrincipal(value)) return false;
  const account = accountOfPrincipal(value);
  if (account !== void 0) return account === caller.account;
  if (hasWildcard(value) || !value.startsWith("arn:")) return void 0;
  return meansSession(value, caller.value);
}
function meansSession(roleArn, sessionArn) {
  const [, account, name] = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(sessionArn) ?? [];
  const [, owner, path, role] = /^arn:[^:]+:iam::(\d{12}):role\/(.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  if (account === void 0 || account !== owner || name !== role) return false;
  return path === void 0 ? true : void 0;
}
function callerOf({ kind, value }) {
  const account = kind === "AWS" ? accountIn(value) : void 0;
  return { kind, value, ...account === void 0 ? {} : { account } };
}
function otherOf(account, specific) {
  const taken = new Set(specific.map(({ value: value2 }) => value2));
  let value = `arn:aws:iam::${account}:${OTHER_ROLE}`;
  while (taken.has(value)) value += "-";
  return { kind: "AWS", value, account, standsFor: `arn:aws:iam::${account}:root` };
}
function isSpecific({ kind, value }) {
  if (kind !== "AWS") return true;
  return value !== "*" && !hasWildcard(value) && !isDeletedPrincipal(value) && !/^\d{12}$/.test(value);
}
function instanceOfPattern(pattern) {
  return pattern.replaceAll("*", "any").replaceAll("?", "x");
}
function accountIn(value) {
  return accountOfPrincipal(value) ?? /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(value)?.[1];
}
function distinct(callers) {
  return [...new Map(callers.map((caller) => [`${caller.kind} ${caller.value}`, caller])).values()];
}

// src/iam/attestation-keys.ts
var ENCLAVE_LAST = 31;
var TPM_LAST = 23;
var ATTESTATION_PREFIX = "kms:recipientattestation";
function attestationKeyOf(key) {
  const name = key.toLowerCase();
  if (name === `${ATTESTATION_PREFIX}:imagesha384`)
    return { platform: "enclave", register: "PCR0" };
  const [, tpm, digits2] = /^kms:recipientattestation:(nitrotpm)?pcr(0|[1-9]\d?)$/.exec(name) ?? [];
  if (digits2 === void 0) return void 0;
  if (tpm !== void 0) {
    return Number(digits2) > TPM_LAST ? void 0 : { platform: "tpm", register: `NitroTPMPCR${digits2}` };
  }
  return Number(digits2) > ENCLAVE_LAST ? void 0 : { platform: "enclave", register: `PCR${digits2}` };
}
function looksAttested(key) {
  return key.toLowerCase().startsWith(ATTESTATION_PREFIX);
}

// src/iam/condition-operators.ts
var TEXT = {
  stringequals: (value, expected) => value === expected,
  stringequalsignorecase: sameInAnyCase,
  stringlike: (value, expected) => matchesPattern(expected, value),
  arnequals: (value, expected) => matchesArnPattern(expected, value),
  arnlike: (value, expected) => matchesArnPattern(expected, value),
  bool: sameInAnyCase
};
var NUMBER = {
  equals: (value, expected) => value === expected,
  lessthan: (value, expected) => value < expected,
  lessthanequals: (value, expected) => value <= expected,
  greaterthan: (value, expected) => value > expected,
  greaterthanequals: (value, expected) => value >= expected
};
function familyOf({ operator }) {
  const name = operator.toLowerCase();
  if (name === "null") return "any";
  const positive = name.replace("not", "");
  if (Object.hasOwn(TEXT, positive)) return "text";
  if (positive.startsWith("date")) return "date";
  if (positive.startsWith("numeric")) return "number";
  return "other";
}
function isNegated({ operator }) {
  return /^(?:string|arn|date|numeric)not/i.test(operator);
}
function takesWildcards({ operator }) {
  return /^(?:string(?:not)?like|arn.*)$/i.test(operator);
}
function conditionTest(condition) {
  const { qualifier, ifExists, values } = condition;
  if (familyOf(condition) === "any") {
    const lower = values.map((one) => one.toLowerCase());
    return (value) => lower.includes(String(value === void 0));
  }
  const negated = isNegated(condition);
  const isEqual = equalityOf(condition);
  const absent = qualifier !== "ForAnyValue" && (ifExists || qualifier === "ForAllValues" || negated);
  return (value) => {
    if (value === void 0) return absent;
    return isEqual === void 0 ? void 0 : isEqual(value) !== negated;
  };
}
function equalityOf(condition) {
  const { values } = condition;
  const compare = comparisonOf(condition);
  if (compare === void 0) return void 0;
  if (compare === sameInAnyCase) {
    const lower = new Set(values.map((one) => one.toLowerCase()));
    return (value) => lower.has(value.toLowerCase());
  }
  return (value) => values.some((expected) => compare(value, expected));
}
function hasReadableValues(condition) {
  const { values } = condition;
  if (values.length === 0 || values.some((value) => value.includes("${"))) return false;
  switch (familyOf(condition)) {
    case "date":
      return values.every((value) => dateOf(value) !== void 0);
    case "number":
      return values.every((value) => /^-?\d+(?:\.\d+)?$/.test(value));
    case "any":
      return values.every((value) => /^(?:true|false)$/i.test(value));
    case "other":
      return false;
    default:
      return true;
  }
}
function dateOf(text7) {
  if (/^\d{1,12}$/.test(text7) && text7.length !== 4) return Number(text7) * 1e3;
  const fields3 = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?:Z|([+-])(\d{2}):(\d{2})))?$/.exec(
    text7
  );
  if (fields3 === null) return void 0;
  const [year, month, day, hour, minute, second] = fields3.slice(1, 7).map((one) => Number(one ?? 0));
  const instant6 = instantOf(year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0);
  const [fraction = "", sign2, hours, minutes] = fields3.slice(7);
  const offsetMinutes = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  if (instant6 === void 0) return void 0;
  return instant6 + Number(fraction.padEnd(3, "0")) - (sign2 === "-" ? -1 : 1) * offsetMinutes * 6e4;
}
function comparisonOf(condition) {
  const name = condition.operator.toLowerCase().replace("not", "");
  if (familyOf(condition) === "text") return TEXT[name];
  const compare = NUMBER[name.replace(/^(?:date|numeric)/, "")];
  if (compare === void 0) return void 0;
  const read = familyOf(condition) === "date" ? (text7) => dateOf(text7) ?? Number.NaN : Number;
  return (value, expected) => compare(Number(value), read(expected));
}
function sameInAnyCase(value, expected) {
  return value.toLowerCase() === expected.toLowerCase();
}
function comparesPattern(condition) {
  return takesWildcards(condition) && condition.values.some(hasWildcard);
}

// src/iam/question.ts
var UNCLEAR2 = "\0";
var TIME_KEY = "aws:currenttime";
var CALLER_KEYS = ["aws:principalarn", "aws:principalaccount", "kms:calleraccount"];
var NOT_ASKED = /^(?:aws:tagkeys|aws:principalorgpaths|aws:resourceorgpaths|aws:calledvia.*|kms:encryptioncontextkeys|kms:grantoperations|kms:resourcealiases|kms:requestalias|aws:resource.*|kms:key(?:origin|spec|usage)|kms:customermasterkey.*|kms:multiregion.*|kms:primaryregion)$/;
function questionKeyOf(key) {
  const name = key.toLowerCase();
  const attested = attestationKeyOf(name);
  if (attested !== void 0) return `kms:recipientattestation:${attested.register.toLowerCase()}`;
  if (looksAttested(name) || NOT_ASKED.test(name)) return void 0;
  return /^(?:aws|kms):./.test(name) ? name : void 0;
}
function questionOf(key, conditions, callers, now) {
  const family = conditions.map(familyOf).find((one) => one !== "any") ?? "text";
  if (key === TIME_KEY) return timeQuestion(key, conditions, now);
  const mentioned = conditions.filter((one) => familyOf(one) === family);
  const values = mentioned.flatMap((one) => one.values);
  if (CALLER_KEYS.includes(key)) {
    const answers = [
      void 0,
      ...new Set(callers.flatMap((caller) => callerAnswer(key, caller) ?? []))
    ];
    return { key, family: "text", answers, several: 0n };
  }
  if (family === "date")
    return orderedQuestion(
      key,
      family,
      values.flatMap((one) => dateOf(one) ?? [])
    );
  if (family === "number") {
    return orderedQuestion(key, family, values.map(Number).filter(Number.isFinite));
  }
  return textQuestion(key, mentioned);
}
function callerAnswer(key, { kind, value, account }) {
  if (kind !== "AWS") return void 0;
  if (key !== "aws:principalarn") return account;
  const [, before, owner, role] = /^(arn:[^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(value) ?? [];
  return role === void 0 ? value : `${before}:iam::${owner}:role/${role}`;
}
function isCallerKey(key) {
  return CALLER_KEYS.includes(key);
}
function timeQuestion(key, conditions, now) {
  const instants = conditions.filter((one) => familyOf(one) === "date").flatMap(({ values }) => values.flatMap((one) => dateOf(one) ?? []));
  const around = instants.flatMap((instant6) => [instant6 - 1, instant6, instant6 + 1]);
  const answers = sortedNumbers([now, ...around.filter((instant6) => instant6 >= now)]).map(String);
  return { key, family: "date", answers, several: 0n };
}
function orderedQuestion(key, family, mentioned) {
  const sorted2 = sortedNumbers(mentioned);
  const between = sorted2.slice(1).map((number3, i) => (number3 + (sorted2[i] ?? number3)) / 2);
  const ends = [(sorted2[0] ?? 0) - 1, (sorted2.at(-1) ?? 0) + 1];
  const answers = [void 0, ...sortedNumbers([...sorted2, ...between, ...ends]).map(String)];
  return { key, family, answers, several: maskOf(answers.map((_, i) => i > 0)) };
}
function textQuestion(key, conditions) {
  const isAttested2 = looksAttested(key);
  const patterns = /* @__PURE__ */ new Set();
  const exact = new Set(/:pcr\d+$/.test(key) ? [ZERO_PCR] : []);
  for (const condition of conditions) {
    const isPattern = /like$|^arn/i.test(condition.operator);
    for (const value of condition.values) {
      const text7 = isAttested2 ? value.toLowerCase() : value;
      if (isPattern && hasWildcard(text7)) patterns.add(text7);
      else for (const one of isAttested2 ? [text7] : spellings(condition, text7)) exact.add(one);
    }
  }
  const instances = [...patterns].map((text7) => text7.replaceAll("*", "fe").replaceAll("?", "f"));
  const fresh = freshFor(exact, isAttested2);
  const others = [.../* @__PURE__ */ new Set([...instances, fresh])].filter((text7) => !exact.has(text7));
  const partial2 = [...patterns].filter((pattern) => !/^\*+$/.test(pattern));
  const isUnclear = partial2.length > 1 || partial2.some((pattern) => matchesPattern(pattern, fresh));
  const several = [...others, ...isUnclear ? [UNCLEAR2] : []];
  const answers = [void 0, ...exact, ...several];
  return { key, family: "text", answers, several: maskOf(answers.map((_, i) => i > exact.size)) };
}
function spellings({ operator }, text7) {
  if (!/ignorecase|bool/i.test(operator)) return [text7];
  const mixed = [...text7].map((c, i) => i % 2 === 0 ? c.toUpperCase() : c.toLowerCase()).join("");
  return [text7, text7.toLowerCase(), text7.toUpperCase(), mixed];
}
function freshFor(mentioned, isAttested2) {
  for (let i = 1; ; i++) {
    const text7 = isAttested2 ? i.toString(16).padStart(2, "a").repeat(48).slice(0, 96) : `other-${i}`;
    if (!mentioned.has(text7)) return text7;
  }
}
function maskOf(bits) {
  let mask = "0b";
  for (let i = bits.length - 1; i >= 0; i--) mask += bits[i] ? "1" : "0";
  return mask === "0b" ? 0n : BigInt(mask);
}
function sortedNumbers(numbers) {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

// src/iam/domain.ts
var Domain = class {
  questions;
  /** The questions of registers, with what they ask. */
  registers;
  places;
  /** By question: the platform of a register; whether the caller answers it; all answers. */
  kinds;
  constructor(statements, callers, now) {
    const byKey = /* @__PURE__ */ new Map();
    for (const { conditions } of statements) {
      for (const condition of conditions) {
        const key = questionKeyOf(condition.key);
        if (key !== void 0) byKey.set(key, [...byKey.get(key) ?? [], condition]);
      }
    }
    this.questions = [...byKey].map(([key, all]) => questionOf(key, all, callers, now));
    this.places = new Map(this.questions.map(({ key }, place2) => [key, place2]));
    this.registers = this.questions.flatMap((question, place2) => {
      const asked = attestationKeyOf(question.key);
      return asked === void 0 ? [] : [{ place: place2, question, asked }];
    });
    const platforms = new Map(this.registers.map(({ place: place2, asked }) => [place2, asked.platform]));
    this.kinds = this.questions.map(({ key, answers }, place2) => ({
      platform: platforms.get(place2),
      isCallers: isCallerKey(key),
      all: (1n << BigInt(answers.length)) - 1n
    }));
  }
  literal(condition) {
    const text7 = conditionText(condition);
    const place2 = this.places.get(questionKeyOf(condition.key) ?? "");
    const question = place2 === void 0 ? void 0 : this.questions[place2];
    const family = familyOf(condition);
    if (place2 === void 0 || question === void 0 || !hasReadableValues(condition))
      return { text: text7 };
    if (family !== "any" && family !== question.family) return { text: text7 };
    const holds = conditionTest(condition);
    const isPattern = comparesPattern(condition);
    const results = question.answers.map(
      (answer2) => answer2 === UNCLEAR2 && isPattern ? void 0 : holds(answer2)
    );
    return {
      question: place2,
      holds: maskOf(results.map((result) => result === true)),
      fails: maskOf(results.map((result) => result === false)),
      text: text7
    };
  }
  /** Every answer that a request of this caller with this document can give. */
  start(caller, document) {
    return this.kinds.map(({ platform, isCallers, all }, place2) => {
      if (platform !== void 0) return platform === document ? all & ~1n : 1n;
      const question = this.questions[place2];
      if (!isCallers || question === void 0) return all;
      const { key, answers } = question;
      return 1n << BigInt(Math.max(0, answers.indexOf(callerAnswer(key, caller))));
    });
  }
  /** Whether a condition asks for a document of an attested EC2 instance: else those need no case of their own. */
  get asksForTpm() {
    return this.registers.some(({ asked }) => asked.platform === "tpm");
  }
  /** The place of a question by its key; undefined where no condition puts it. */
  placeOf(key) {
    return this.places.get(key);
  }
};
function conditionText({ operator, qualifier, ifExists, key, values }) {
  const name = `${qualifier === void 0 ? "" : `${qualifier}:`}${operator}${ifExists ? "IfExists" : ""}`;
  const [first = "", ...more] = values;
  return `${name} ${key} ${first.slice(0, 100)}${more.length === 0 ? "" : ` and ${more.length} more`}`;
}

// src/iam/kms-actions.ts
var KNOWN_NAMES = "CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateGrant CreateKey Decapsulate Decrypt DeleteAlias DeleteCustomKeyStore DeleteImportedKeyMaterial DeriveSharedSecret DescribeCustomKeyStores DescribeKey DisableKey DisableKeyRotation DisconnectCustomKeyStore EnableKey EnableKeyRotation Encapsulate Encrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GenerateRandom GetKeyLastUsage GetKeyPolicy GetKeyRotationStatus GetParametersForImport GetPublicKey ImportKeyMaterial ListAliases ListGrants ListKeyPolicies ListKeyRotations ListKeys ListResourceTags ListRetirableGrants PutKeyPolicy ReEncryptFrom ReEncryptTo ReplicateKey RetireGrant RevokeGrant RotateKeyOnDemand ScheduleKeyDeletion Sign SynchronizeMultiRegionKey TagResource UntagResource UpdateAlias UpdateCustomKeyStore UpdateKeyDescription UpdatePrimaryRegion Verify VerifyMac";
var KNOWN_ACTIONS = KNOWN_NAMES.split(" ").map((name) => `kms:${name}`);
var DATA_ACTIONS = [
  ...["kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyPair", "kms:DeriveSharedSecret"],
  ...["kms:ReEncryptFrom", "kms:Decapsulate"]
];
var AUTHORITY_ACTIONS = [
  ...["kms:PutKeyPolicy", "kms:CreateGrant", "kms:RevokeGrant", "kms:ReplicateKey"],
  ...["kms:UpdatePrimaryRegion", "kms:ImportKeyMaterial"]
];
var RECIPIENT_ACTIONS = /* @__PURE__ */ new Set([
  ...["kms:Decrypt", "kms:DeriveSharedSecret", "kms:GenerateDataKey", "kms:GenerateDataKeyPair"],
  "kms:GenerateRandom"
]);
var KNOWN = new Set(KNOWN_ACTIONS.map((action) => action.toLowerCase()));
var UNKNOWN_SUFFIX = "ActionOfAnotherTime";
function dataActions(statements, description) {
  const known = DATA_ACTIONS.filter((name) => isForKey(name, description));
  const patterns = statements.flatMap(({ actions = [] }) => actions);
  const named2 = patterns.filter((one) => !hasWildcard(one) && isUnknownAction(one));
  const later = patterns.filter((one) => hasWildcard(one) && DATA_ACTIONS.some((name) => matchesAction([one], name))).map((one) => one.replaceAll("*", UNKNOWN_SUFFIX).replaceAll("?", "X")).map((one) => one.includes(":") ? one : `kms:${one}`);
  const negated = statements.some(({ notActions }) => notActions !== void 0);
  const all = [
    ...known.map((name) => ({ name, kind: "known" })),
    ...unique(named2).map((name) => ({ name, kind: "named" })),
    ...unique([...later, ...negated ? [`kms:${UNKNOWN_SUFFIX}`] : []]).filter((name) => matchesPattern("kms:*", name.toLowerCase())).map((name) => ({ name, kind: "later" }))
  ];
  return all;
}
function authorityActions(description) {
  return AUTHORITY_ACTIONS.filter((name) => isForKey(name, description));
}
function isUnknownAction(name) {
  const lower = name.toLowerCase();
  return lower.startsWith("kms:") && !hasWildcard(lower) && !KNOWN.has(lower);
}
function isForKey(action, description) {
  if (description === void 0) return true;
  const { keyUsage, keySpec, origin, multiRegion } = description;
  const usages = [
    ...["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"],
    "ENCAPSULATE_DECAPSULATE"
  ];
  const hasUsage = (usage) => keyUsage === usage || !usages.includes(keyUsage);
  switch (action) {
    case "kms:Decrypt":
    case "kms:ReEncryptFrom":
      return hasUsage("ENCRYPT_DECRYPT");
    case "kms:GenerateDataKey":
    case "kms:GenerateDataKeyPair":
      return hasUsage("ENCRYPT_DECRYPT") && !/^(?:RSA|ECC|SM2)_?/.test(keySpec);
    case "kms:DeriveSharedSecret":
      return hasUsage("KEY_AGREEMENT");
    case "kms:Decapsulate":
      return hasUsage("ENCAPSULATE_DECAPSULATE");
    case "kms:ReplicateKey":
    case "kms:UpdatePrimaryRegion":
      return multiRegion !== void 0;
    case "kms:ImportKeyMaterial":
      return origin === "EXTERNAL";
    default:
      return true;
  }
}
function unique(texts) {
  return [...new Map(texts.map((text7) => [text7.toLowerCase(), text7])).values()];
}

// src/iam/search.ts
function searchCases(start2, allow, denies, budget, found) {
  const doubts = allow.filter((one) => !isKnown(one)).map(({ text: text7 }) => text7);
  let cases = [{ masks: start2, doubts }];
  for (const literal2 of allow.filter(isKnown)) {
    cases = cases.flatMap((one) => meeting(one, literal2));
  }
  return cases.every((one) => escaping(one, denies, budget, found));
}
function escaping(one, denies, budget, found) {
  if (budget.left-- <= 0) return false;
  const pending = [];
  for (const deny of denies) {
    const open = openLiterals(one.masks, deny);
    if (open === void 0) continue;
    if (open.length === 0) return true;
    pending.push(open);
  }
  const [first, ...rest] = pending.sort((a, b) => a.length - b.length);
  if (first === void 0) {
    found(one);
    return true;
  }
  return splits(one, first).every((split) => escaping(split, rest, budget, found));
}
function openLiterals(masks, deny) {
  const open = [];
  for (const literal2 of deny) {
    if (!isKnown(literal2)) {
      open.push(literal2);
      continue;
    }
    const mask = masks[literal2.question] ?? 0n;
    if ((mask & ~literal2.fails) === 0n) return void 0;
    if ((mask & ~literal2.holds) !== 0n) open.push(literal2);
  }
  return open;
}
function splits(one, deny) {
  const cases = [];
  let rest = one;
  for (const literal2 of deny.filter(isKnown)) {
    if (rest === void 0) break;
    const failing = narrowed(rest, literal2.question, literal2.fails);
    if (failing !== void 0) cases.push(failing);
    const inDoubt = narrowed(rest, literal2.question, ~literal2.fails & ~literal2.holds);
    if (inDoubt !== void 0) cases.push(doubted(inDoubt, literal2));
    rest = narrowed(rest, literal2.question, ~literal2.fails);
  }
  const [unknown3] = deny.filter((literal2) => !isKnown(literal2));
  if (rest !== void 0 && unknown3 !== void 0) cases.push(doubted(rest, unknown3));
  return cases;
}
function meeting(one, literal2) {
  const sure = narrowed(one, literal2.question, literal2.holds);
  const unsure = narrowed(one, literal2.question, ~literal2.fails & ~literal2.holds);
  return [...sure ? [sure] : [], ...unsure ? [doubted(unsure, literal2)] : []];
}
function narrowed({ masks, doubts }, question, to) {
  const mask = (masks[question] ?? 0n) & to;
  return mask === 0n ? void 0 : { masks: masks.with(question, mask), doubts };
}
function doubted({ masks, doubts }, { text: text7 }) {
  return { masks, doubts: doubts.includes(text7) ? doubts : [...doubts, text7] };
}
function isKnown(literal2) {
  return literal2.question !== void 0;
}

// src/iam/paths.ts
var MAX_CASES = 5e4;
var Paths = class {
  domain;
  callers;
  /** By the place of the statement. */
  allows;
  denies;
  applying = /* @__PURE__ */ new Map();
  facts;
  budget = { left: MAX_CASES };
  constructor(facts2) {
    const { policy, description, grants = [], now } = facts2;
    this.facts = facts2;
    const all = [
      ...callersOf(policy.statements, description?.account),
      ...grants.map(({ granteePrincipal }) => granteeOf(granteePrincipal))
    ];
    this.callers = [...new Map(all.reverse().map((one) => [one.value, one])).values()].reverse();
    this.domain = new Domain(policy.statements, this.callers, now);
    const prepared = policy.statements.flatMap((statement) => {
      const literals = this.literalsOf(statement);
      return literals === void 0 ? [] : [{ statement, literals }];
    });
    this.denies = prepared.filter(({ statement }) => statement.effect === "Deny");
    const allows = prepared.filter(({ statement }) => statement.effect !== "Deny");
    this.allows = new Map(allows.map((one) => [one.statement.index, one]));
  }
  /** Whether the work was more than was allowed: then what was found is not all. */
  get isExhausted() {
    return this.budget.left <= 0;
  }
  /** Everybody whom the policy or a grant may let do the action, each with whom the document names for it. */
  pathsOf(action) {
    const byStatement = [...this.allows.values()].filter(({ statement }) => coversAction(statement, action)).flatMap(({ statement }) => {
      const { index, sid } = statement;
      const source = { kind: "statement", index, ...sid === void 0 ? {} : { sid } };
      return principalsOf(statement).flatMap(
        (principal) => callersFor(principal, this.callers).filter(
          (caller) => statement.principals !== void 0 || meansStatement(statement, caller) !== false
        ).map((caller) => ({ source, principal, caller, action }))
      );
    });
    const byGrant = (this.facts.grants ?? []).filter(({ operations }) => operations.some((name) => sameAction(name, action))).map(({ grantId, granteePrincipal }) => {
      const caller = granteeOf(granteePrincipal);
      return { source: { kind: "grant", grantId }, principal: caller, caller, action };
    }).filter(({ caller }) => !isDeletedPrincipal(caller.value));
    return [...byStatement, ...byGrant];
  }
  /** The documents that make a difference to an action. */
  documentsFor(action) {
    if (!RECIPIENT_ACTIONS.has(action) && !isUnknownAction(action)) return ["none"];
    return this.domain.asksForTpm ? ["none", "enclave", "tpm"] : ["none", "enclave"];
  }
  /** The requests with such a document that pass on this path. Empty also where the work ran out: see `isExhausted`. */
  cases({ source, caller, action }, document) {
    const allow = source.kind === "grant" ? [] : this.allowLiterals(source.index, caller);
    const denies = this.deniesFor(caller, action);
    const cases = [];
    searchCases(this.domain.start(caller, document), allow, denies, this.budget, (one) => {
      cases.push(one);
    });
    return cases;
  }
  /** The Denies that may apply, for all paths and documents of this caller and action. */
  deniesFor(caller, action) {
    const name = `${action} ${caller.kind} ${caller.value}`;
    const there = this.applying.get(name);
    if (there !== void 0) return there;
    const applying = this.denies.flatMap(({ statement, literals }) => {
      if (!coversAction(statement, action)) return [];
      const means = meansStatement(statement, caller);
      if (means === false) return [];
      return [means ? literals : [...literals, { text: "whom the Deny means" }]];
    });
    this.applying.set(name, applying);
    return applying;
  }
  allowLiterals(index, caller) {
    const allow = this.allows.get(index);
    if (allow === void 0) return [];
    const { principals } = allow.statement;
    const means = principals !== void 0 || meansStatement(allow.statement, caller);
    return means ? allow.literals : [...allow.literals, { text: "whom the statement means" }];
  }
  /** Undefined for a statement that has no effect on this key. */
  literalsOf(statement) {
    const { actions, notActions, principals, notPrincipals, effect, notUnderstood } = statement;
    if (effect === "missing") return void 0;
    if (actions === void 0 && notActions === void 0) return void 0;
    if (principals === void 0 && notPrincipals === void 0) return void 0;
    const resource = meansKey(statement, this.facts.description?.arn);
    if (resource === false) return void 0;
    return [
      ...statement.conditions.map((condition) => this.domain.literal(condition)),
      ...notUnderstood.map(({ path, message }) => ({ text: `${path}: ${message}` })),
      ...resource === void 0 ? [{ text: "Resource: which key it means" }] : []
    ];
  }
};
function sourceName(source) {
  return source.kind === "grant" ? `grant ${source.grantId}` : source.sid ?? `statement ${source.index + 1}`;
}
function coversAction({ actions, notActions }, action) {
  if (actions !== void 0) return matchesAction(actions, action);
  return notActions !== void 0 && !matchesAction(notActions, action);
}
function meansStatement({ principals, notPrincipals }, caller) {
  if (principals !== void 0) return anyMeans(principals, caller);
  if (notPrincipals === void 0) return false;
  const named2 = anyMeans(
    notPrincipals.filter(({ value }) => accountOfPrincipal(value) === void 0),
    caller
  );
  const account = notPrincipals.some(({ value }) => accountOfPrincipal(value) === caller.account);
  if (named2 === false && !account) return true;
  const isAlone = caller.kind !== "AWS" || notPrincipals.some(({ value }) => value === "*");
  return named2 && (account || isAlone) ? false : void 0;
}
function anyMeans(principals, caller) {
  const answers = principals.map((principal) => meansCaller(principal, caller));
  if (answers.includes(true)) return true;
  return answers.includes(void 0) ? void 0 : false;
}
function principalsOf({ principals, notPrincipals }) {
  if (principals !== void 0) return principals;
  return notPrincipals === void 0 ? [] : [{ kind: "AWS", value: "*" }];
}
function meansKey({ resources, notResources }, arn) {
  const patterns = resources ?? notResources;
  if (patterns === void 0) return false;
  const all = patterns.some((one) => /^\*+$/.test(one));
  const means = all || (arn === void 0 ? void 0 : patterns.some((one) => matchesPattern(one, arn)));
  return resources !== void 0 || means === void 0 ? means : !means;
}
function granteeOf(value) {
  const service = /\.amazonaws\.com(?:\.cn)?$/.test(value);
  const account = /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(value)?.[1];
  return {
    kind: service ? "Service" : "AWS",
    value,
    ...account === void 0 ? {} : { account }
  };
}
function sameAction(operation, action) {
  return `kms:${operation}`.toLowerCase() === action.toLowerCase();
}
function answersOf(domain, masks, key) {
  const place2 = domain.placeOf(key);
  const question = place2 === void 0 ? void 0 : domain.questions[place2];
  if (place2 === void 0 || question === void 0) return [];
  const mask = masks[place2] ?? 0n;
  const digits2 = mask.toString(2);
  const last = digits2.length - 1;
  const isOne = mask !== 0n && (mask & mask - 1n) === 0n;
  if (isOne) return question.answers.slice(last, last + 1);
  return question.answers.filter((_, i) => digits2[last - i] === "1");
}

// src/iam/prove-authority.ts
function proveAuthority(paths, { description, grants }) {
  const holders = /* @__PURE__ */ new Map();
  for (const action of authorityActions(description)) {
    for (const path of heldPaths(paths, paths.pathsOf(action))) {
      addHolder(holders, path.path, path.doubts);
    }
  }
  const unknown3 = [
    ...grants === void 0 ? ["the grants of the key could not be read"] : [],
    ...paths.isExhausted ? ["the policy has too many cases"] : []
  ];
  return { holders: [...holders.values()].map(holderOf), unknown: unknown3 };
}
function isAdministrator(principal, administrators) {
  const account = accountOfPrincipal(principal);
  return administrators.some(
    (one) => one === principal || account !== void 0 && accountOfPrincipal(one) === account
  );
}
function heldPaths(paths, all) {
  const held3 = [];
  const whole = /* @__PURE__ */ new Set();
  for (const path of all) {
    const name = JSON.stringify([path.source, path.principal]);
    if (whole.has(name)) continue;
    const cases = paths.cases(path, "none");
    if (cases.length === 0) continue;
    const sure = cases.find(({ doubts }) => doubts.length === 0);
    held3.push({ path, doubts: sure ? [] : [...new Set(cases.flatMap(({ doubts }) => doubts))] });
    if (sure && standsForPrincipal(path)) whole.add(name);
  }
  return held3;
}
function standsForPrincipal({ principal, caller }) {
  if (caller.standsFor === void 0) return false;
  return principal.value === "*" ? caller.standsFor === "*" : true;
}
function addHolder(holders, { caller, action, source }, doubts) {
  const principal = caller.standsFor ?? caller.value;
  const name = JSON.stringify([principal, doubts]);
  const holder = holders.get(name) ?? { principal, doubts, by: /* @__PURE__ */ new Map() };
  const sourceName2 = JSON.stringify(source);
  const given = holder.by.get(sourceName2) ?? { source, actions: /* @__PURE__ */ new Set() };
  given.actions.add(action);
  holder.by.set(sourceName2, given);
  holders.set(name, holder);
}
function holderOf({ principal, doubts, by }) {
  const given = [...by.values()].map(({ source, actions }) => ({ source, actions: [...actions] }));
  return {
    principal,
    actions: [...new Set(given.flatMap(({ actions }) => actions))],
    by: given,
    doubts
  };
}

// src/iam/prove-data.ts
var DEBUG_DOUBT = "debug mode is not denied, and PCR0 is not bound";
function proveData(paths, facts2) {
  const course = new Course2(paths);
  for (const action of dataActions(facts2.policy.statements, facts2.description)) {
    const open = /* @__PURE__ */ new Set();
    for (const path of paths.pathsOf(action.name)) {
      const whole = JSON.stringify([path.source, path.principal]);
      if (!open.has(whole) && course.follow(path, action)) open.add(whole);
    }
  }
  const doubts = [...[...course.doubts.values()].flat(), ...unread(paths, facts2)];
  const openings = [...course.openings.values()].flat();
  return {
    answer: openings.length > 0 ? "open" : doubts.length > 0 ? "unknown" : "locked",
    admitted: [...course.admitted.values()].flat(),
    openings,
    doubts
  };
}
function openingText({ source, principal, actions, how }) {
  const brought = {
    "no-document": "without an attestation document",
    "any-image": "with an attestation document of any image",
    debug: "with an attestation document of an enclave in debug mode",
    unsigned: "with an attestation document of any unsigned image"
  }[how];
  return `${sourceName(source)} lets ${principal} do ${actions.join(", ")} ${brought}`;
}
var Course2 = class {
  admitted = /* @__PURE__ */ new Map();
  openings = /* @__PURE__ */ new Map();
  doubts = /* @__PURE__ */ new Map();
  paths;
  constructor(paths) {
    this.paths = paths;
  }
  /** Whether requests without a document pass, at any time. */
  follow(path, action) {
    if (action.kind === "later") {
      if (this.paths.cases(path, "none").length > 0) {
        this.doubt(path, ["a wildcard covers actions that are not known yet"]);
      }
      return false;
    }
    for (const document of this.paths.documentsFor(action.name)) {
      const found = this.paths.cases(path, document).map((one) => this.place(path, document, one));
      if (found.includes("always")) return true;
    }
    return false;
  }
  place(path, document, one) {
    if (one.doubts.length > 0) {
      this.doubt(path, one.doubts);
      return void 0;
    }
    const registers2 = document === "enclave" ? pinned(this.paths, one.masks) : {};
    const how = openness(this.paths, one.masks, registers2, document);
    const until = endOf2(this.paths, one.masks);
    if (how === "tpm") {
      this.doubt(path, ["it admits attested EC2 instances, which are no enclaves"]);
    } else if (how === "debug-unclear") {
      this.doubt(path, [DEBUG_DOUBT]);
    } else if (how !== void 0) {
      merge2(this.openings, [how, until ?? null], { ...this.way(path, one, how), how });
    }
    const values = holdsImage(registers2) ? nonZero(registers2) : void 0;
    if (values !== void 0) {
      const way = this.way(path, one, void 0);
      merge2(this.admitted, [values, until ?? null], { ...way, registers: values });
    }
    return how === "no-document" && until === void 0 ? "always" : void 0;
  }
  way(path, one, how) {
    const until = endOf2(this.paths, one.masks);
    return {
      source: path.source,
      principal: path.principal.value,
      actions: [path.action],
      ...until === void 0 ? {} : { until },
      witness: witnessOf(this.paths, one, how),
      caller: path.caller.value
    };
  }
  doubt({ source, principal, action }, why) {
    merge2(this.doubts, why, { source, principal: principal.value, actions: [action], why });
  }
};
function merge2(into, by, item) {
  const source = item.source === void 0 ? "" : placeName(item.source);
  const name = `${source} ${JSON.stringify([item.principal, by])}`;
  const there = into.get(name) ?? [];
  if (there.some(({ actions }) => item.actions.every((action) => actions.includes(action)))) return;
  const place2 = there.findIndex((one) => sameWitness(one, item));
  const same2 = there[place2];
  const merged = same2 === void 0 ? item : { ...same2, actions: [...same2.actions, ...item.actions] };
  into.set(name, same2 === void 0 ? [...there, merged] : there.with(place2, merged));
}
function placeName(source) {
  return source.kind === "statement" ? `statement ${source.index}` : `grant ${source.grantId}`;
}
function sameWitness(a, b) {
  const witnessIn = (one) => "witness" in one ? [one.caller, one.witness] : [];
  return JSON.stringify(witnessIn(a)) === JSON.stringify(witnessIn(b));
}
function unread(paths, { grants, policy }) {
  const document = policy.notUnderstood.filter(({ path }) => !path.startsWith("/Statement"));
  const why = [
    ...grants === void 0 ? ["the grants of the key could not be read"] : [],
    ...paths.isExhausted ? ["the policy has too many cases"] : [],
    ...document.map(({ path, message }) => `${path}: ${message}`)
  ];
  return why.length === 0 ? [] : [{ actions: [], why }];
}
function pinned(paths, masks) {
  const entries = paths.domain.registers.flatMap(({ place: place2, question, asked }) => {
    if (asked.platform !== "enclave") return [];
    if (((masks[place2] ?? 0n) & question.several) !== 0n) return [];
    const values = answersOf(paths.domain, masks, question.key);
    return [[asked.register, values.filter((value) => value !== void 0)]];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => a < b ? -1 : 1));
}
function openness(paths, masks, registers2, document) {
  if (document === "none") return "no-document";
  if (document === "tpm") return "tpm";
  if (!holdsImage(registers2)) return "any-image";
  const { PCR0, PCR1, PCR2, PCR8 = [] } = registers2;
  const isDebug = ["PCR0", "PCR1", "PCR2"].every((register) => {
    const key = `kms:recipientattestation:${register.toLowerCase()}`;
    return paths.domain.placeOf(key) === void 0 || answersOf(paths.domain, masks, key).includes(ZERO_PCR);
  });
  if (PCR0 !== void 0 || PCR1 !== void 0 && PCR2 !== void 0) {
    return isDebug ? "debug" : void 0;
  }
  if (PCR8.includes(ZERO_PCR)) return "unsigned";
  return isDebug ? "debug-unclear" : void 0;
}
function holdsImage({ PCR0, PCR1, PCR2, PCR8 }) {
  return PCR0 !== void 0 || PCR8 !== void 0 || PCR1 !== void 0 && PCR2 !== void 0;
}
function nonZero(registers2) {
  const { PCR0, PCR1, PCR2 } = registers2;
  const isSignerAlone = PCR0 === void 0 && (PCR1 === void 0 || PCR2 === void 0);
  const measured = ["PCR0", "PCR1", "PCR2", ...isSignerAlone ? ["PCR8"] : []];
  const entries = Object.entries(registers2).map(([register, values]) => {
    const isMeasured = measured.includes(register);
    return [register, isMeasured ? values.filter((value) => value !== ZERO_PCR) : values];
  });
  return entries.some(([, values]) => values.length === 0) ? void 0 : Object.fromEntries(entries);
}
function endOf2(paths, masks) {
  const place2 = paths.domain.placeOf(TIME_KEY);
  const answers = place2 === void 0 ? [] : paths.domain.questions[place2]?.answers ?? [];
  const last = answers.indexOf(answersOf(paths.domain, masks, TIME_KEY).at(-1));
  const next = last < 0 ? void 0 : answers[last + 1];
  return next === void 0 ? void 0 : Number(next);
}
function witnessOf(paths, { masks }, how) {
  const zeros = how === "debug" ? /:pcr[012]$/ : how === "unsigned" ? /:pcr8$/ : /$^/;
  const entries = paths.domain.questions.flatMap(({ key }) => {
    const answers = answersOf(paths.domain, masks, key);
    if (isCallerKey(key) || answers.includes(void 0)) return [];
    const answer2 = (zeros.test(key) ? answers.find((value) => value === ZERO_PCR) : void 0) ?? answers.find((value) => value !== UNCLEAR2 && value !== ZERO_PCR) ?? answers[0];
    if (answer2 === void 0) return [];
    return [[key, key === TIME_KEY ? formatInstant(Number(answer2)) : answer2]];
  });
  return Object.fromEntries(entries);
}

// src/iam/prove.ts
function proveKeyPolicy(facts2) {
  const paths = new Paths(facts2);
  const data = proveData(paths, facts2);
  return { data, authority: proveAuthority(paths, facts2) };
}

// src/keypolicy/access-beyond-list.ts
function accessBeyondList(admitted, list, key, now) {
  const tuples = key === void 0 || key.detached === true ? [] : listTuples(list, key, now);
  return admitted.filter((one) => !isListed(one, tuples, key));
}
function listTuples({ projection: projection2, releases }, { bind }, now) {
  return projection2.instanceRoles.flatMap(
    ({ arn, PCR3 }) => releases.filter((release) => isAcceptedAt(release, now)).map((release) => {
      const values = new Map(Object.entries({ ...release.measurements, PCR3 }));
      const until = release.state === "retiring" ? release.retireAt : Number.POSITIVE_INFINITY;
      return {
        role: arn,
        values: new Map([...values].filter(([name]) => isBound(bind, name))),
        until
      };
    }).filter(({ values }) => values.size === bind.length)
  );
}
function isListed({ principal, actions, registers: registers2, until = Number.POSITIVE_INFINITY }, tuples, key) {
  if (key === void 0 || actions.some((action) => !key.actions.includes(action))) return false;
  const lists = key.bind.map((register) => registers2[register]);
  if (lists.some((values) => values === void 0)) return false;
  const pairs = lists.reduce((product, values) => product * (values?.length ?? 0), 1);
  const meant = new Set(
    tuples.filter((tuple) => tuple.role === principal && until <= tuple.until).filter(({ values }) => hasValues(registers2, values)).map(({ values }) => JSON.stringify([...values].sort()))
  );
  return meant.size === pairs;
}
function hasValues(registers2, values) {
  for (const [name, value] of values) if (registers2[name]?.includes(value) !== true) return false;
  return true;
}
function isBound(bind, name) {
  return bind.includes(name);
}

// src/keypolicy/rules/statement-facts.ts
function allowsOf({ policy }) {
  return policy.statements.filter(({ effect }) => effect === "Allow" || effect === "unknown");
}
function deniesOf({ policy }) {
  return policy.statements.filter(({ effect }) => effect === "Deny");
}
function dataActionsOf({ index }, { dataActions: dataActions2 }) {
  return dataActions2[index] ?? [];
}
function attestationConditions({ conditions }) {
  return conditions.filter(({ key }) => looksAttested(key));
}
function isAttested(statement) {
  return attestationConditions(statement).length > 0;
}
function isPin(condition) {
  const { qualifier, ifExists, values, key } = condition;
  return attestationKeyOf(key)?.platform === "enclave" && familyOf(condition) === "text" && !isNegated(condition) && !ifExists && qualifier !== "ForAllValues" && values.length > 0 && !(takesWildcards(condition) && values.some(hasWildcard));
}
var PINS = /* @__PURE__ */ new WeakMap();
function pinsOf(statement) {
  const there = PINS.get(statement);
  if (there !== void 0) return there;
  const pins = readPins(statement);
  PINS.set(statement, pins);
  return pins;
}
function readPins({ conditions }) {
  const pins = /* @__PURE__ */ new Map();
  for (const condition of conditions.filter(isPin)) {
    const register = attestationKeyOf(condition.key)?.register ?? "";
    const values = condition.values.map((value) => value.toLowerCase());
    const there = pins.get(register);
    pins.set(register, there === void 0 ? values : there.filter((one) => values.includes(one)));
  }
  return pins;
}
function pinsImage(pins) {
  return pins.has("PCR0") || pins.has("PCR1") && pins.has("PCR2");
}
function isZeroUnsafe(register, value) {
  return value === ZERO_PCR && ["PCR0", "PCR1", "PCR2", "PCR3", "PCR4", "PCR8"].includes(register);
}
function effectOf3({ index }, { proof }, otherwise = "info") {
  const isOf = ({ source }) => source !== void 0 && "index" in source && source.index === index;
  if (proof.data.openings.some(isOf)) return "critical";
  return proof.data.doubts.some(isOf) ? "warning" : otherwise;
}
function isOfList({ sid }, { list }) {
  return ownerOfSid(sid, list.list).kind !== "foreign";
}
function isOurs({ sid }, { list }) {
  return ownerOfSid(sid, list.list).kind === "ours";
}
function principalsOf2({ principals, notPrincipals }) {
  return principals ?? (notPrincipals === void 0 ? [] : [{ kind: "AWS", value: "*" }]);
}
function isEverybody({ kind, value }) {
  return kind === "AWS" && value === "*";
}
function accountsOf(statement) {
  return principalsOf2(statement).flatMap(
    ({ kind, value }) => kind === "AWS" ? accountOfPrincipal(value) ?? [] : []
  );
}
function ownAccount({ description, key, list }) {
  const [arn] = list.projection.instanceRoles;
  return description?.account ?? accountIn2(key?.key ?? "") ?? (arn === void 0 ? void 0 : accountIn2(arn.arn));
}
function accountIn2(arn) {
  return /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn)?.[1];
}
function isForAdministrators(statement, { administrators }) {
  const principals = principalsOf2(statement);
  return principals.length > 0 && principals.every(({ kind, value }) => kind === "AWS" && isAdministrator(value, administrators));
}
function listed(names) {
  const shown3 = names.slice(0, 4).join(", ");
  return names.length > 4 ? `${shown3} and ${names.length - 4} more` : shown3;
}
function atLeast(severity, least) {
  const order = ["info", "unknown", "warning", "critical"];
  return order.indexOf(severity) < order.indexOf(least) ? least : severity;
}

// src/keypolicy/rules/action-rules.ts
var NAMES = "Name the actions one by one.";
var DESTRUCTIVE = ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DeleteImportedKeyMaterial"];
var ACTION_RULES = [
  {
    id: "R11",
    name: "not-action-in-allow",
    safeForm: NAMES,
    find: (facts2) => allowsOf(facts2).filter(({ notActions }) => notActions !== void 0).map((statement) => ({
      statement,
      severity: atLeast(effectOf3(statement, facts2), "warning"),
      why: "NotAction gives every other action, those of later years too"
    }))
  },
  {
    id: "R15",
    name: "action-wildcard",
    safeForm: NAMES,
    find: (facts2) => allowsOf(facts2).flatMap((statement) => {
      const wide = (statement.actions ?? []).filter(isWideData);
      if (wide.length === 0) return [];
      const severity = effectOf3(statement, facts2) === "info" ? "info" : "warning";
      const means = DATA_ACTIONS.filter((action) => matchesAction(wide, action));
      return [
        {
          statement,
          severity,
          why: `${listed(wide)} means ${listed(means)}, and what KMS adds later`
        }
      ];
    })
  },
  {
    id: "R16",
    name: "re-encrypt",
    safeForm: "Take kms:ReEncryptFrom out, or deny it; at the least demand kms:ReEncryptOnSameKey.",
    find: (facts2) => allowsOf(facts2).filter((statement) => dataActionsOf(statement, facts2).includes("kms:ReEncryptFrom")).filter(
      (statement) => !isAttested(statement) && !isTrue(statement, "kms:ReEncryptOnSameKey")
    ).map((statement) => ({
      statement,
      // That it is open is said by the rule about whom it lets in.
      severity: opensBy(statement, "kms:ReEncryptFrom", facts2) ? "warning" : "info",
      why: "it moves a ciphertext to a key of the caller\u2019s own, with no attestation document asked for"
    }))
  },
  {
    id: "R17",
    name: "create-grant",
    safeForm: "Take kms:CreateGrant out; else hold it to kms:GrantIsForAWSResource, kms:GranteePrincipal and harmless kms:GrantOperations.",
    find: (facts2) => heldBy(facts2, ["kms:CreateGrant"]).map((hit) => {
      const conditions = hit.statement?.conditions ?? [];
      const isHeld = conditions.some(
        ({ key }) => /^kms:grant(?:isforawsresource|operations|eeprincipal)$/i.test(key)
      );
      return {
        ...hit,
        severity: isHeld ? "warning" : hit.severity,
        why: `${hit.why}: a grant gives data actions that no attestation condition holds`
      };
    })
  },
  {
    id: "R19",
    name: "put-key-policy",
    safeForm: "Leave kms:PutKeyPolicy to the administrators. A service control policy that forbids kms:BypassPolicyLockoutSafetyCheck, and an alarm on PutKeyPolicy, hold those.",
    find: (facts2) => heldBy(facts2, ["kms:PutKeyPolicy"]).map((hit) => ({
      ...hit,
      why: `${hit.why}: whoever writes the policy can let anybody in`
    }))
  },
  {
    id: "R20",
    name: "replicas",
    safeForm: "Deny kms:ReplicateKey and kms:UpdatePrimaryRegion, or hold them to kms:ReplicaRegion and the administrators.",
    find: (facts2) => heldBy(facts2, ["kms:ReplicateKey", "kms:UpdatePrimaryRegion"]).map((hit) => ({
      ...hit,
      severity: facts2.description === void 0 ? "warning" : hit.severity,
      why: `${hit.why}: a replica has a policy of its own, of the caller\u2019s choice`
    }))
  },
  {
    id: "R22",
    name: "cannot-be-attested",
    safeForm: "Keep the secret itself under a key for encryption, and sign, derive or decapsulate inside the enclave.",
    find: (facts2) => {
      const actions = unattestableActions(facts2);
      return allowsOf(facts2).filter((statement) => actions.some((action) => isNamed(statement, action, facts2))).map((statement) => ({
        statement,
        severity: "warning",
        why: `no attestation document can be demanded for ${listed(actions.filter((action) => coversAction(statement, action)))}`
      }));
    }
  },
  {
    id: "R23",
    name: "encrypt-unattested",
    safeForm: "Make data keys inside the enclave, or bind an encryption context and authenticate what is decrypted.",
    find: (facts2) => allowsOf(facts2).filter((statement) => coversAction(statement, "kms:Encrypt") && !isAttested(statement)).map((statement) => ({
      statement,
      severity: "info",
      why: "who can encrypt can hand the enclave a plaintext of their own"
    }))
  },
  {
    id: "R36",
    name: "condition-does-not-apply",
    safeForm: "Split the statement: the attestation condition beside kms:Decrypt, kms:GenerateDataKey, kms:GenerateDataKeyPair and kms:DeriveSharedSecret alone.",
    find: (facts2) => allowsOf(facts2).filter(isAttested).flatMap((statement) => {
      const dead = KNOWN_ACTIONS.filter(
        (action) => coversAction(statement, action) && (!RECIPIENT_ACTIONS.has(action) || action === "kms:GenerateRandom")
      );
      if (dead.length === 0) return [];
      const isWide = (statement.actions ?? []).some(hasWildcard) || statement.notActions !== void 0;
      const severity = isWide || dead.every((action) => action === "kms:GenerateRandom") ? "info" : "warning";
      return [
        {
          statement,
          severity,
          why: `under an attestation condition ${listed(dead)} is not allowed at all`
        }
      ];
    })
  },
  {
    id: "R40",
    name: "key-destruction",
    safeForm: `Leave ${listed(DESTRUCTIVE)} to the administrators.`,
    find: (facts2) => allowsOf(facts2).filter((statement) => DESTRUCTIVE.some((action) => coversAction(statement, action))).filter((statement) => !isForAdministrators(statement, facts2)).map((statement) => ({
      statement,
      severity: "warning",
      why: `${listed(DESTRUCTIVE.filter((action) => coversAction(statement, action)))} can stop production for good`
    }))
  }
];
function heldBy(facts2, actions) {
  const { policy, proof, administrators } = facts2;
  return proof.authority.holders.filter(({ principal }) => !isAdministrator(principal, administrators)).flatMap(
    ({ principal, by, doubts }) => by.flatMap(({ source, actions: held3 }) => {
      const names = actions.filter((action) => held3.includes(action));
      if (names.length === 0) return [];
      const why = `${principal} has ${listed(names)} and is no administrator`;
      const severity = doubts.length > 0 ? "unknown" : "critical";
      if (source.kind === "grant") return [{ grantId: source.grantId, severity, why }];
      const statement = policy.statements[source.index];
      return statement === void 0 ? [] : [{ statement, severity, why }];
    })
  );
}
function isWideData(pattern) {
  return hasWildcard(pattern) && DATA_ACTIONS.some((action) => matchesAction([pattern], action));
}
function unattestableActions({ description }) {
  switch (description?.keyUsage) {
    case "SIGN_VERIFY":
      return ["kms:Sign"];
    case "GENERATE_VERIFY_MAC":
      return ["kms:GenerateMac"];
    case "ENCAPSULATE_DECAPSULATE":
      return ["kms:Decapsulate"];
    case "ENCRYPT_DECRYPT":
    case "KEY_AGREEMENT":
      return [];
    default:
      return ["kms:Sign", "kms:GenerateMac", "kms:Decapsulate"];
  }
}
function isNamed(statement, action, { description }) {
  if (description !== void 0) return coversAction(statement, action);
  const names = (statement.actions ?? []).filter((pattern) => !hasWildcard(pattern));
  return matchesAction(names, action);
}
function isTrue({ conditions }, key) {
  return conditions.some(
    (condition) => condition.key.toLowerCase() === key.toLowerCase() && /^bool$/i.test(condition.operator) && !condition.ifExists && condition.values.every((value) => value.toLowerCase() === "true")
  );
}
function opensBy({ index }, action, { proof }) {
  return proof.data.openings.some(
    ({ source, actions }) => source.kind === "statement" && source.index === index && actions.includes(action)
  );
}

// src/keypolicy/rules/guard-rules.ts
var EXCEPTIONS = /^aws:(?:principal.*|userid|username)$/i;
var GUARD_RULES = [
  {
    id: "R10",
    name: "guard-with-gaps",
    safeForm: 'Deny to principal "*", without exceptions, every data action that an Allow or a grant gives.',
    find: (facts2) => deniesOf(facts2).filter((statement) => !isOfList(statement, facts2)).filter((statement) => attestationConditions(statement).some(isNegated)).flatMap((statement) => {
      const why = gapsOf(statement, facts2);
      return why.length === 0 ? [] : [{ statement, severity: "warning", why: why.join("; ") }];
    })
  },
  {
    id: "R25",
    name: "debug-not-denied",
    safeForm: "Bind kms:RecipientAttestation:PCR0, or deny the data actions while kms:RecipientAttestation:ImageSha384 is 96 zeros.",
    find: ({ policy, proof }) => proof.data.doubts.flatMap(({ source, why }) => {
      if (source?.kind !== "statement" || !why.includes(DEBUG_DOUBT)) return [];
      const statement = policy.statements[source.index];
      return statement === void 0 ? [] : [
        {
          statement,
          severity: "warning",
          why: "it may admit an enclave in debug mode, which anybody on the instance can read"
        }
      ];
    })
  },
  {
    id: "R35",
    name: "statement-without-effect",
    safeForm: "Give the statement Effect, Principal, Action and Resource, or remove it.",
    find: ({ policy }) => policy.statements.flatMap((statement) => {
      const missing2 = missingElements(statement);
      if (missing2.length === 0) return [];
      const why = `KMS takes a statement without ${listed(missing2)}, and it does nothing`;
      return [{ statement, severity: statement.effect === "Allow" ? "info" : "warning", why }];
    })
  }
];
function gapsOf(statement, facts2) {
  const denied = dataActionsOf(statement, facts2);
  const granted = new Set(allowsOf(facts2).flatMap((allow) => dataActionsOf(allow, facts2)));
  const others = deniesOf(facts2).filter((one) => one.conditions.length === 0 && principalsOf2(one).some(isEverybody)).flatMap((one) => dataActionsOf(one, facts2));
  const left = [...granted].filter((action) => ![...denied, ...others].includes(action));
  const excepts = statement.conditions.filter(({ key }) => EXCEPTIONS.test(key));
  return [
    ...left.length > 0 ? [`it does not deny ${listed(left)}, which an Allow gives`] : [],
    ...statement.notPrincipals !== void 0 || !principalsOf2(statement).some(isEverybody) ? ["it does not deny to everybody"] : [],
    ...excepts.length > 0 ? [`it makes an exception by ${listed(excepts.map(({ key }) => key))}`] : []
  ];
}
function missingElements(statement) {
  const { effect, actions, notActions, resources, notResources, principals, notPrincipals } = statement;
  return [
    ...effect === "missing" ? ["Effect"] : [],
    ...principals === void 0 && notPrincipals === void 0 ? ["Principal"] : [],
    ...actions === void 0 && notActions === void 0 ? ["Action"] : [],
    ...resources === void 0 && notResources === void 0 ? ["Resource"] : []
  ];
}

// src/keypolicy/rules/key-rules.ts
var STEERING = /^(?:aws:(?:resourcetag|requesttag)\/.*|aws:tagkeys|kms:(?:requestalias|resourcealiases))$/i;
var IMPORTS = ["kms:ImportKeyMaterial", "kms:GetParametersForImport"];
var KEY_RULES = [
  {
    id: "R18",
    name: "grant",
    safeForm: "Revoke the grant, or turn guard on: only a Deny stops what a grant gives.",
    find: (facts2) => [
      ...facts2.grants === void 0 ? [
        {
          severity: "unknown",
          why: "the grants of the key could not be read",
          safeForm: "Allow kms:ListGrants."
        }
      ] : facts2.grants.flatMap((grant) => grantHits(grant.grantId, facts2))
    ]
  },
  {
    id: "R21",
    name: "imported-material",
    safeForm: "Use a key whose origin is AWS_KMS.",
    find: (facts2) => [
      ...facts2.description?.origin === "EXTERNAL" ? [
        {
          severity: "warning",
          why: "the key\u2019s material was imported: who has it needs no KMS"
        }
      ] : [],
      ...facts2.description === void 0 || facts2.description.origin === "EXTERNAL" ? allowsOf(facts2).filter((statement) => IMPORTS.some((action) => coversAction(statement, action))).filter((statement) => !isForAdministrators(statement, facts2)).filter(
        (statement) => facts2.description !== void 0 || namesImport(statement.actions ?? [])
      ).map(
        (statement) => ({
          statement,
          severity: "warning",
          why: `${listed(IMPORTS.filter((action) => coversAction(statement, action)))} lets material of the caller\u2019s own into the key`
        })
      ) : []
    ]
  },
  {
    id: "R38",
    name: "key-not-usable",
    safeForm: "Name an enabled key of your own by its ARN, whose usage has the projected actions.",
    find: keyHits
  },
  {
    id: "R39",
    name: "steered-by-tag-or-alias",
    safeForm: "Look at who has kms:TagResource, kms:UntagResource, kms:CreateAlias and kms:UpdateAlias, in this policy and in IAM; tags take up to five minutes to count.",
    find: (facts2) => facts2.policy.statements.flatMap((statement) => {
      const keys2 = statement.conditions.map(({ key }) => key).filter((key) => STEERING.test(key));
      if (keys2.length === 0) return [];
      const why = `${listed(keys2)} is decided by whoever tags the key or moves its alias`;
      return [{ statement, severity: "unknown", why }];
    })
  }
];
function grantHits(grantId, { grants = [], proof }) {
  const grant = grants.find((one) => one.grantId === grantId);
  if (grant === void 0 || isDeletedPrincipal(grant.granteePrincipal)) return [];
  const names = grant.operations.map((name) => `kms:${name}`);
  const dangerous = names.filter(
    (name) => DATA_ACTIONS.includes(name) || name === "kms:CreateGrant" || isUnknownAction(name)
  );
  if (dangerous.length === 0) return [];
  const isOf = ({ source }) => source !== void 0 && "grantId" in source && source.grantId === grantId;
  const isOpen = proof.data.openings.some(isOf) || dangerous.some((name) => !DATA_ACTIONS.includes(name));
  const severity = isOpen ? "critical" : proof.data.doubts.some(isOf) ? "warning" : "info";
  const why = `${grant.granteePrincipal} has ${listed(dangerous)}, whatever the policy demands of documents`;
  return [{ grantId, severity, why }];
}
function keyHits({ description, key }) {
  const isFile = key?.key.startsWith("file:") ?? true;
  if (description === void 0) {
    if (isFile) return [];
    return [
      {
        severity: "unknown",
        why: "the key\u2019s description could not be read",
        safeForm: "Allow kms:DescribeKey."
      }
    ];
  }
  const { keyState, keyManager, arn } = description;
  const usable = dataActions([], description).map(({ name }) => name);
  const missing2 = (key?.actions ?? []).filter(
    (action) => KNOWN_ACTIONS.includes(action) && DATA_ACTIONS.includes(action) && !usable.includes(action)
  );
  const isOther = key !== void 0 && /^arn:.*:key\//.test(key.key) && key.key !== arn;
  return [
    ...keyManager === "AWS" ? [
      {
        severity: "critical",
        why: "AWS manages the key, and its policy cannot be changed"
      }
    ] : [],
    ...keyState === "Enabled" ? [] : [{ severity: "warning", why: `the key\u2019s state is ${keyState}` }],
    ...missing2.length > 0 ? [
      {
        severity: "warning",
        why: `a key for ${description.keyUsage} of ${description.keySpec} has no ${listed(missing2)}`
      }
    ] : [],
    ...isOther ? [{ severity: "warning", why: `${key.key} is answered by ${arn}` }] : []
  ];
}
function namesImport(actions) {
  return actions.some(
    (one) => IMPORTS.some((action) => one.toLowerCase() === action.toLowerCase())
  );
}

// src/keypolicy/rules/operator-rules.ts
var PLAIN = "Use StringEqualsIgnoreCase with full values of 96 hexadecimal digits, and neither IfExists nor a set operator.";
var OPERATOR_RULES = [
  {
    id: "R03",
    name: "attestation-if-exists",
    safeForm: PLAIN,
    find: (facts2) => inAllows(
      facts2,
      ({ ifExists }) => ifExists,
      ({ key }) => `${key} with IfExists holds without an attestation document`
    )
  },
  {
    id: "R04",
    name: "attestation-for-all-values",
    safeForm: PLAIN,
    find: (facts2) => inAllows(
      facts2,
      ({ qualifier, key }, { conditions }) => qualifier === "ForAllValues" && !conditions.some((one) => demandsPresence(one, key)),
      ({ key }) => `ForAllValues on ${key} holds without an attestation document`
    )
  },
  {
    id: "R05",
    name: "measurement-wildcard",
    safeForm: PLAIN,
    find: (facts2) => inAllows(
      facts2,
      ({ values }) => values.some(hasWildcard),
      (condition) => takesWildcards(condition) ? `a wildcard in ${condition.key} admits measurements that nobody named` : `in ${condition.operator} a wildcard is a character like others: ${condition.key} never matches`
    )
  },
  {
    id: "R06",
    name: "negated-in-allow",
    safeForm: PLAIN,
    find: (facts2) => inAllows(
      facts2,
      isNegated,
      ({ operator, key }) => `${operator} on ${key} holds without an attestation document, and for any other image`
    )
  },
  {
    id: "R07",
    name: "any-document",
    safeForm: `Name the measurements. ${PLAIN}`,
    find: (facts2) => allowsOf(facts2).filter(isAttested).filter((statement) => attestationConditions(statement).every(isNull)).map((statement) => ({
      statement,
      severity: atLeast(effectOf3(statement, facts2), "warning"),
      why: "it asks for some attestation document, and an enclave of anybody has one"
    }))
  },
  {
    id: "R08",
    name: "guard-any-document",
    safeForm: "Deny with StringNotEqualsIgnoreCase on one attestation key, one statement for each key.",
    find: (facts2) => deniesOf(facts2).filter((statement) => isAttested(statement) && dataActionsOf(statement, facts2).length > 0).filter((statement) => attestationConditions(statement).every(isNull)).map((statement) => ({
      statement,
      severity: "warning",
      why: "it denies only requests without an attestation document, and an enclave of anybody has one"
    }))
  },
  {
    id: "R09",
    name: "guard-several-keys",
    safeForm: "One Deny statement for each attestation key.",
    find: (facts2) => deniesOf(facts2).filter((statement) => attestationConditions(statement).filter(isNegated).length > 1).map((statement) => ({
      statement,
      severity: "warning",
      why: "it fires only where all of its registers differ: one that matches is enough to pass"
    }))
  }
];
function inAllows(facts2, isSo, why) {
  return allowsOf(facts2).flatMap(
    (statement) => attestationConditions(statement).filter((condition) => isSo(condition, statement)).map((condition) => ({
      statement,
      severity: atLeast(effectOf3(statement, facts2), "warning"),
      why: why(condition)
    }))
  );
}
function isNull({ operator }) {
  return operator.toLowerCase() === "null";
}
function demandsPresence(condition, key) {
  return isNull(condition) && condition.key.toLowerCase() === key.toLowerCase() && condition.values.every((value) => value.toLowerCase() === "false");
}

// src/keypolicy/rules/principal-rules.ts
var ACCOUNT_KEYS = /^(?:kms:calleraccount|aws:principalaccount|aws:principalorgid|aws:principalarn)$/i;
var NETWORK_KEYS = /^aws:(?:sourceaccount|sourceip|sourcevpc|sourcevpce|vpcsourceip|principalorgid|sourcearn|principaltag\/.*|via.*)$/i;
var PRINCIPAL_RULES = [
  {
    id: "R01",
    name: "account-unattested",
    safeForm: "Give the account administrative actions alone, by name and without kms:CreateGrant, or put the attestation condition on it.",
    find: (facts2) => unattested(facts2).filter((statement) => accountsOf(statement).some((account) => isOwn(account, facts2))).map((statement) => ({
      statement,
      severity: effectOf3(statement, facts2),
      why: `every IAM policy of the account can give ${listed(dataActionsOf(statement, facts2))} to anybody in it`
    }))
  },
  {
    id: "R02",
    name: "allow-unattested",
    safeForm: "Put the attestation condition on the statement, or take these actions out of it.",
    find: (facts2) => unattested(facts2).filter((statement) => namesSomebody(statement)).map((statement) => ({
      statement,
      severity: effectOf3(statement, facts2),
      why: `${listed(dataActionsOf(statement, facts2))} without an attestation condition: the weakest way counts`
    }))
  },
  {
    id: "R12",
    name: "negated-element-in-allow",
    safeForm: 'Name the principals by ARN, and "*" as the resource.',
    find: (facts2) => allowsOf(facts2).filter(
      ({ notPrincipals, notResources }) => notPrincipals !== void 0 || notResources !== void 0
    ).map((statement) => ({
      statement,
      severity: atLeast(effectOf3(statement, facts2), "warning"),
      why: statement.notPrincipals === void 0 ? "NotResource in an Allow means every other key" : "NotPrincipal in an Allow means everybody else"
    }))
  },
  {
    id: "R13",
    name: "everybody",
    safeForm: "Name the role by ARN; where many accounts are meant, also demand aws:PrincipalOrgID or kms:CallerAccount.",
    find: (facts2) => allowsOf(facts2).filter(
      (statement) => reaches(statement, facts2) && principalsOf2(statement).some(isEverybody)
    ).filter(
      (statement) => !isAttested(statement) || !statement.conditions.some(({ key }) => ACCOUNT_KEYS.test(key))
    ).map((statement) => ({
      statement,
      severity: atLeast(effectOf3(statement, facts2), "warning"),
      why: "the principal is everybody: whoever can run the image may call, from any account"
    }))
  },
  {
    id: "R14",
    name: "other-account",
    safeForm: "Name the role of the other account by ARN.",
    find: (facts2) => allowsOf(facts2).filter((statement) => reaches(statement, facts2)).filter((statement) => accountsOf(statement).some((account) => !isOwn(account, facts2))).map((statement) => ({
      statement,
      severity: atLeast(effectOf3(statement, facts2), "warning"),
      why: `the administrators of ${listed(accountsOf(statement).filter((account) => !isOwn(account, facts2)))} choose who it is`
    }))
  },
  {
    id: "R37",
    name: "network-is-no-attestation",
    safeForm: "Put the attestation condition beside it: the parent instance shares account, address and network with the enclave.",
    find: (facts2) => unattested(facts2).filter(({ conditions }) => conditions.some(({ key }) => NETWORK_KEYS.test(key))).map((statement) => ({
      statement,
      severity: effectOf3(statement, facts2) === "info" ? "info" : "warning",
      why: "it is held by where the request comes from, which is not what runs there"
    }))
  },
  {
    id: "R41",
    name: "iam-policies-elsewhere",
    safeForm: "Look at the IAM policies of the account that name this key or every key: IAM Access Analyzer, or iam:SimulatePrincipalPolicy.",
    find: (facts2) => allowsOf(facts2).filter((statement) => accountsOf(statement).length > 0 && !isAttested(statement)).filter((statement) => reaches(statement, facts2)).map((statement) => ({
      statement,
      severity: "unknown",
      why: `IAM policies of ${listed(accountsOf(statement))} say who has what it gives, and they are not in this document`
    }))
  }
];
function unattested(facts2) {
  return allowsOf(facts2).filter(
    (statement) => !isAttested(statement) && dataActionsOf(statement, facts2).length > 0
  );
}
function reaches(statement, facts2) {
  return dataActionsOf(statement, facts2).length > 0 || authorityActions(facts2.description).some((action) => coversAction(statement, action));
}
function namesSomebody(statement) {
  const accounts = accountsOf(statement).length;
  return principalsOf2(statement).filter((one) => !isEverybody(one)).length > accounts;
}
function isOwn(account, facts2) {
  const own2 = ownAccount(facts2);
  return own2 === void 0 || own2 === account;
}

// src/keypolicy/rules/tuple-rules.ts
var TUPLE_RULES = [
  {
    id: "R29",
    name: "image-anywhere",
    safeForm: "Bind PCR3, the role of the parent instance, too.",
    find: (facts2) => attestedAllows(facts2).filter((statement) => !isOurs(statement, facts2)).filter((statement) => {
      const pins = pinsOf(statement);
      return pinsImage(pins) && !["PCR3", "PCR4", "PCR8"].some((register) => pins.has(register));
    }).map((statement) => {
      const isWide = principalsOf2(statement).some(isEverybody) || accountsOf(statement).length > 0;
      return {
        statement,
        severity: isWide ? "warning" : "info",
        why: "it binds the image and not where it runs: the same image on another instance has the same values"
      };
    })
  },
  {
    id: "R30",
    name: "signer-only",
    safeForm: "Bind PCR0 too, with one statement for each release.",
    find: (facts2) => attestedAllows(facts2).filter((statement) => !isProjected(statement, facts2)).filter((statement) => pinsOf(statement).has("PCR8") && !pinsImage(pinsOf(statement))).map((statement) => ({
      statement,
      severity: "warning",
      why: "it admits every image that the certificate ever signed, old ones included"
    }))
  },
  {
    id: "R31",
    name: "stale-measurement",
    safeForm: "Remove the values that the allow-list does not have, or let adopt replace the statement.",
    find: (facts2) => attestedAllows(facts2).filter((statement) => !isOfList(statement, facts2)).flatMap((statement) => {
      const { stale, revoked } = staleValues(statement, facts2);
      const [first] = revoked;
      if (first !== void 0) {
        const why2 = `it still admits ${short(first)}, which was revoked`;
        return [{ statement, severity: "critical", why: why2 }];
      }
      if (stale.length === 0) return [];
      const why = `it admits ${listed(stale.map(short))}, which the allow-list does not have`;
      return [{ statement, severity: "warning", why }];
    })
  },
  {
    id: "R32",
    name: "mixed-pairs",
    safeForm: "One statement for each release.",
    find: (facts2) => attestedAllows(facts2).flatMap((statement) => {
      const lists = [...pinsOf(statement)].filter(([, values]) => new Set(values).size > 1);
      if (lists.length < 2) return [];
      const why = `${listed(lists.map(([register]) => register))} have several values each: it admits one of one release with one of another`;
      return [{ statement, severity: "warning", why }];
    })
  },
  {
    id: "R33",
    name: "looser-sibling",
    safeForm: "Bind the same registers in every statement for the role, or remove the looser one.",
    find: (facts2) => {
      const ways = attestedAllows(facts2).map((statement) => wayOf(statement, facts2));
      return ways.filter(({ statement }) => !isOurs(statement, facts2)).flatMap((way) => {
        const tighter = tighterOf(way, ways, facts2);
        if (tighter === void 0) return [];
        const why = `another way for the same principal also binds ${listed(tighter)}: any of the two is enough`;
        return [{ statement: way.statement, severity: "warning", why }];
      });
    }
  },
  {
    id: "R34",
    name: "sid-twice",
    safeForm: "Give each statement a Sid of its own.",
    find: (facts2) => {
      const { statements } = facts2.policy;
      return statements.filter(
        ({ sid, index }) => sid !== void 0 && statements.findIndex((one) => one.sid === sid) < index
      ).map((statement) => ({
        statement,
        severity: isOfList(statement, facts2) && statement.sid !== DENY_DEBUG_SID ? "critical" : "warning",
        why: "another statement has the same Sid: tools that look for one may edit the other"
      }));
    }
  }
];
function attestedAllows(facts2) {
  return allowsOf(facts2).filter(
    (statement) => pinsOf(statement).size > 0 && dataActionsOf(statement, facts2).length > 0
  );
}
function isProjected(statement, facts2) {
  const bind = facts2.key?.bind ?? [];
  const registers2 = [...pinsOf(statement).keys()];
  return isOurs(statement, facts2) && registers2.length === bind.length && bind.every((register) => registers2.includes(register));
}
function staleValues(statement, { list, now }) {
  const accepted = list.releases.filter((release) => isAcceptedAt(release, now));
  const known = {
    PCR0: accepted.map(({ measurements }) => measurements.PCR0),
    PCR1: accepted.map(({ measurements }) => measurements.PCR1),
    PCR2: accepted.map(({ measurements }) => measurements.PCR2),
    PCR8: [
      ...accepted.map(({ measurements }) => measurements.PCR8),
      ...list.projection.certificates.map(({ PCR8 }) => PCR8)
    ]
  };
  const pins = pinsOf(statement);
  const stale = Object.entries(known).flatMap(
    ([register, values]) => (pins.get(register) ?? []).filter((value) => !values.includes(value))
  ).filter((value) => /^[0-9a-f]{96}$/.test(value) && value !== ZERO_PCR);
  const tombstones = list.removed.filter(({ why }) => why === "revoked").map(({ PCR0 }) => PCR0);
  const images = pins.get("PCR0") ?? [];
  return {
    stale: [...new Set(stale)],
    revoked: images.filter((value) => tombstones.includes(value))
  };
}
function wayOf(statement, facts2) {
  return {
    statement,
    registers: [...pinsOf(statement).keys()],
    names: principalsOf2(statement).map(({ kind, value }) => `${kind} ${value}`),
    actions: dataActionsOf(statement, facts2)
  };
}
function tighterOf({ registers: own2, names, actions }, ways, { list, key }) {
  const isTighter = (registers2) => registers2.length > own2.length && own2.every((one) => registers2.includes(one));
  const other = ways.find(
    (one) => isTighter(one.registers) && one.names.some((name) => names.includes(name)) && one.actions.some((action) => actions.includes(action))
  );
  const isListed2 = list.projection.instanceRoles.some(({ arn }) => names.includes(`AWS ${arn}`));
  const bind = isListed2 && key !== void 0 && isTighter(key.bind) ? key.bind : void 0;
  return (bind ?? other?.registers)?.filter((one) => !own2.includes(one));
}
function short(value) {
  return `${value.slice(0, 12)}\u2026`;
}

// src/iam/condition-keys.ts
var KMS_KEYS = new Set(
  "BypassPolicyLockoutSafetyCheck CallerAccount CustomerMasterKeySpec CustomerMasterKeyUsage DataKeyPairSpec EncryptionAlgorithm EncryptionContextKeys ExpirationModel GrantConstraintSourceArn GrantConstraintType GrantIsForAWSResource GrantOperations GranteePrincipal GranteeServicePrincipal KeyAgreementAlgorithm KeyOrigin KeySpec KeyUsage MacAlgorithm MessageType MultiRegion MultiRegionKeyType PrimaryRegion ReEncryptOnSameKey ReplicaRegion RequestAlias ResourceAliases RetiringPrincipal RetiringServicePrincipal RotationPeriodInDays ScheduleKeyDeletionPendingWindowInDays SigningAlgorithm TrailingDaysWithoutKeyUsage ValidTo ViaService WrappingAlgorithm WrappingKeySpec".split(" ").map((name) => `kms:${name}`.toLowerCase())
);
function isConditionKey(key) {
  const name = key.toLowerCase();
  if (looksAttested(name)) return attestationKeyOf(name) !== void 0;
  return KMS_KEYS.has(name) || /^(?:kms:encryptioncontext:|aws:)./.test(name);
}

// src/keypolicy/rules/value-rules.ts
var ROLE = /^arn:aws[a-z0-9-]*:iam::\d{12}:role\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/;
var VALUE_RULES = [
  {
    id: "R24",
    name: "zero-measurement",
    safeForm: "Remove the value: zeros are debug mode (PCR0 to PCR2), no role (PCR3) or no signature (PCR8).",
    find: (facts2) => allowsOf(facts2).flatMap(
      (statement) => statement.conditions.flatMap((condition) => {
        const register = attestationKeyOf(condition.key)?.register ?? "";
        const isZero = condition.values.some((value) => isZeroUnsafe(register, value));
        if (!isZero || isNegated(condition)) return [];
        const severity = atLeast(effectOf3(statement, facts2), "warning");
        return [
          {
            statement,
            severity,
            why: `${condition.key} with 96 zeros trusts what was not measured`
          }
        ];
      })
    )
  },
  {
    id: "R26",
    name: "malformed-measurement",
    safeForm: "Write 96 hexadecimal digits, as nitro-cli prints them.",
    find: (facts2) => inStatements(facts2, (condition) => {
      if (attestationKeyOf(condition.key) === void 0 || familyOf(condition) !== "text")
        return [];
      const wrong = condition.values.filter((value) => !hasWildcard(value)).flatMap((value) => {
        const fault3 = measurementFault(value);
        return fault3 === void 0 ? [] : [fault3];
      });
      return wrong.slice(0, 1).map((fault3) => `${condition.key} never matches a value that ${fault3}`);
    })
  },
  {
    id: "R27",
    name: "upper-case-measurement",
    safeForm: "Write the value in lower case, or use StringEqualsIgnoreCase.",
    find: (facts2) => inStatements(
      facts2,
      ({ operator, key, values }) => attestationKeyOf(key) !== void 0 && /^string(?:not)?(?:equals|like)$/i.test(operator) && values.some((value) => /[A-F]/.test(value) && measurementFault(value) === void 0) ? [
        `${operator} minds case, and attestation documents are compared in lower case: ${key} never matches`
      ] : []
    )
  },
  {
    id: "R28",
    name: "unknown-name",
    safeForm: "Use a condition key and an operator that KMS documents, such as kms:RecipientAttestation:PCR0.",
    find: (facts2) => [
      ...inStatements(facts2, ({ key, operator }) => [
        ...isOperator(operator) ? [] : [`${operator} is no operator of IAM`],
        ...isConditionKey(key) ? [] : [
          `${key} is no condition key: in an Allow it never matches, in a Deny with Null it always does`
        ]
      ]),
      ...facts2.policy.statements.flatMap(
        (statement) => statement.notUnderstood.filter(({ message }) => message !== "expected an operator of IAM").map(
          ({ path, message }) => ({
            statement,
            severity: "warning",
            why: `${elementOf(path)}: ${message}`
          })
        )
      )
    ]
  },
  {
    id: "R42",
    name: "role-measurement",
    safeForm: "PCR3 is SHA-384 over 48 zero bytes and the role\u2019s ARN as text: compute it with `measure --role-arn`.",
    find: (facts2) => allowsOf(facts2).flatMap((statement) => roleHits(statement, facts2))
  }
];
function inStatements({ policy }, say) {
  return policy.statements.flatMap(
    (statement) => statement.conditions.flatMap(
      (condition) => say(condition).map((why) => ({ statement, severity: "warning", why }))
    )
  );
}
function measurementFault(value) {
  if (/^[0-9a-f]{96}$/i.test(value)) return void 0;
  if (value === "") return "is empty";
  if (/^\s|\s$/.test(value)) return "has white space around it";
  if (/^0x/i.test(value)) return "begins with 0x";
  if (/^[0-9a-f]{64}$/i.test(value)) return "is a SHA-256 digest";
  if (/^[A-Za-z0-9+/]{64}$/.test(value)) return "is base64, as CloudTrail writes it";
  if (/^[0-9a-f]+$/i.test(value)) return `has ${value.length} digits and not 96`;
  return "is not hexadecimal";
}
function elementOf(path) {
  return path.split("/").slice(3).join("/") || "the statement";
}
function roleHits(statement, { list }) {
  const values = pinsOf(statement).get("PCR3");
  if (values === void 0 || !statement.conditions.some(({ key }) => looksAttested(key)))
    return [];
  return (statement.principals ?? []).flatMap(({ kind, value: arn }) => {
    if (kind !== "AWS" || !ROLE.test(arn)) return [];
    const listed3 = list.projection.instanceRoles.filter((one) => one.arn === arn);
    const own2 = [...listed3.map(({ PCR3 }) => PCR3), pcr3OfRole(arn, portableHashing)];
    if (own2.some((value) => values.includes(value))) return [];
    const why = values.includes(doubleHashedText(arn, portableHashing)) ? `the value of PCR3 is made of a digest of ${arn}, and no enclave has it` : `PCR3 has no value of ${arn}: it never matches, or it binds another role`;
    return [{ statement, severity: "warning", why }];
  });
}

// src/keypolicy/rules/all-rules.ts
var RULES = [
  ...ACTION_RULES,
  ...GUARD_RULES,
  ...KEY_RULES,
  ...OPERATOR_RULES,
  ...PRINCIPAL_RULES,
  ...TUPLE_RULES,
  ...VALUE_RULES
].sort((a, b) => a.id < b.id ? -1 : 1);

// src/keypolicy/lint-key-policy.ts
function lintKeyPolicy(facts2) {
  const ruleFacts = { ...facts2, dataActions: actionsByStatement(facts2) };
  return RULES.flatMap(({ id: id3, name, safeForm: safe, find }) => {
    const seen = /* @__PURE__ */ new Set();
    return find(ruleFacts).flatMap(({ statement, grantId, severity, why, safeForm = safe }) => {
      const sid = statement === void 0 ? void 0 : nameInFindings(statement);
      const place2 = JSON.stringify([statement?.index, grantId, why]);
      if (seen.has(place2)) return [];
      seen.add(place2);
      return [
        {
          rule: id3,
          name,
          severity,
          ...sid === void 0 ? {} : { sid },
          ...grantId === void 0 ? {} : { grantId },
          why,
          safeForm
        }
      ];
    });
  });
}
var UNNAMED = /* @__PURE__ */ new WeakMap();
function nameInFindings(statement) {
  if (statement.sid !== void 0) return statement.sid;
  const there = UNNAMED.get(statement);
  if (there !== void 0) return there;
  const digest3 = encodeHex(sha256(encodeUtf8(normalStatementText(statement))));
  const name = `unnamed-${digest3.slice(0, 12)}`;
  UNNAMED.set(statement, name);
  return name;
}
function actionsByStatement({ policy, description }) {
  const names = dataActions(policy.statements, description).filter(({ kind }) => kind !== "later").map(({ name }) => name);
  return policy.statements.map(
    (statement) => names.filter((name) => coversAction(statement, name))
  );
}

// src/keypolicy/assess-key-policy.ts
var DATA_RULES = [
  ...["R01", "R02", "R03", "R04", "R05", "R06", "R07", "R11", "R12", "R13", "R14", "R18", "R24"]
];
var AUTHORITY_RULES = {
  "kms:PutKeyPolicy": ["R19"],
  "kms:CreateGrant": ["R17"],
  "kms:ReplicateKey": ["R20"],
  "kms:UpdatePrimaryRegion": ["R20"]
};
function assessKeyPolicy(text7, facts2, policy = parseKeyPolicy(text7)) {
  const { description, grants, now } = facts2;
  const proof = proveKeyPolicy({ policy, description, grants, now });
  const rules = lintKeyPolicy({ ...facts2, policy, proof });
  const proved = [
    ...dataFindings(policy, proof, facts2, rules),
    ...authorityFindings(policy, proof, facts2, rules)
  ];
  return {
    findings: [...rules.map(planFinding), ...proved],
    policyWriters: writersOf(proof),
    verdict: verdictOf(proof),
    admitted: proof.data.admitted.filter(holdsItself(policy)).map(({ source, registers: registers2, until }) => ({
      ...source.kind === "statement" && source.sid !== void 0 ? { sid: source.sid } : {},
      registers: registers2,
      ...until === void 0 ? {} : { until }
    })),
    proof
  };
}
function holdsItself(policy) {
  return ({ source }) => {
    const statement = source.kind === "grant" ? void 0 : policy.statements[source.index];
    return statement !== void 0 && isAttested(statement);
  };
}
function verdictOf({ data }) {
  switch (data.answer) {
    case "locked":
      return `the data is locked to ${pluralize(data.admitted.length, "attested way")}`;
    case "open":
      return `the data is open in ${pluralize(data.openings.length, "way")} that no measurement guards`;
    case "unknown":
      return `whether the data is locked could not be told, for ${pluralize(data.doubts.length, "reason")}`;
  }
}
function planFinding({
  rule,
  name,
  severity,
  sid,
  grantId,
  why,
  safeForm
}) {
  return { rule, name, severity, ...place(sid, grantId), message: why, fix: safeForm };
}
function dataFindings(policy, { data }, { list, key, now }, rules) {
  const openings = data.openings.filter(({ source }) => !isSaid(rules, DATA_RULES, nameOfSource(policy, source))).map(
    (opening) => ({
      rule: "P01",
      name: "data-open",
      severity: "critical",
      ...placeOf2(policy, opening.source),
      message: openingText(opening),
      fix: "Put the attestation condition on it, or turn guard on."
    })
  );
  const doubts = data.doubts.map(
    ({ source, actions, why }) => ({
      rule: "P02",
      name: "data-could-not-tell",
      severity: "unknown",
      ...source === void 0 ? {} : placeOf2(policy, source),
      message: `whether it gives ${actions.join(", ") || "the data"} could not be told: ${why.join("; ")}`,
      fix: "Write the condition in a form that is understood, or turn guard on."
    })
  );
  const beyond = accessBeyondList(data.admitted, list, key, now).filter(holdsItself(policy)).map(({ source, principal, registers: registers2 }) => {
    const sid = source.kind === "statement" ? source.sid : void 0;
    const isOther = ownerOfSid(sid, list.list).kind === "other-list";
    return {
      rule: "P04",
      name: "beyond-the-list",
      severity: isOther ? "info" : "warning",
      ...placeOf2(policy, source),
      message: `it admits ${principal} with ${Object.keys(registers2).join(", ")} that the list does not name together`,
      fix: "Let adopt replace the statement, or remove it."
    };
  });
  return onceEach([...openings, ...doubts, ...beyond]);
}
function authorityFindings(policy, { authority }, { administrators }, rules) {
  const others = authority.holders.filter(
    ({ principal }) => !isAdministrator(principal, administrators)
  );
  const findings = others.flatMap(
    ({ principal, by, doubts }) => by.flatMap(({ source, actions }) => {
      const name = nameOfSource(policy, source);
      const unsaid = actions.filter(
        (action) => !isSaid(rules, AUTHORITY_RULES[action] ?? [], name)
      );
      if (unsaid.length === 0) return [];
      const unless = doubts.length > 0 ? `, if it comes out so: ${doubts.join("; ")}` : "";
      return [
        {
          rule: "P03",
          name: "authority",
          severity: doubts.length > 0 ? "unknown" : "critical",
          ...placeOf2(policy, source),
          message: `${principal} has ${unsaid.join(", ")} and is no administrator${unless}`,
          fix: "Take these actions out, or name the principal under administrators."
        }
      ];
    })
  );
  return onceEach(findings);
}
function isSaid(findings, rules, name) {
  return findings.some(
    ({ rule, severity, sid, grantId }) => severity === "critical" && rules.includes(rule) && (sid ?? grantId) === name
  );
}
function onceEach(findings) {
  const names = findings.map(
    ({ rule, sid, grantId, message }) => JSON.stringify([rule, sid, grantId, message])
  );
  return [...new Map(findings.map((finding, i) => [names[i], finding])).values()];
}
function writersOf({ authority: { holders, unknown: unknown3 } }) {
  const writers = holders.filter(({ actions }) => actions.includes("kms:PutKeyPolicy"));
  if (unknown3.some((why) => why.includes("cases")) || writers.some(({ doubts }) => doubts.length > 0)) {
    return "unknown";
  }
  return writers.map(({ principal }) => principal);
}
function nameOfSource({ statements }, source) {
  if (source.kind === "grant") return source.grantId;
  const statement = statements[source.index];
  return statement && nameInFindings(statement);
}
function placeOf2(policy, source) {
  const name = nameOfSource(policy, source);
  return source.kind === "grant" ? place(void 0, name) : place(name, void 0);
}
function place(sid, grantId) {
  return { ...sid === void 0 ? {} : { sid }, ...grantId === void 0 ? {} : { grantId } };
}

// src/workflow/keys/key-targets.ts
async function keyTargets(list, enclave, ports) {
  const targets = [];
  const unopened = [];
  const taken = new Set(list.projection.keys.map(({ key }) => key));
  const open = async (key, as) => {
    try {
      const target = await keyTarget(key, as, enclave, ports);
      targets.push({ target, key: projectedKey(list, target) });
      return target;
    } catch (error) {
      unopened.push({ key, ...as === void 0 ? {} : { as }, error: coded(error) });
      return void 0;
    }
  };
  for (const { key } of list.projection.keys) {
    const target = await open(key, void 0);
    if (target === void 0 || !isMultiRegion(key)) continue;
    try {
      const others = (await target.port.describe())?.multiRegion?.keys ?? [];
      for (const other of others.filter((arn) => !taken.has(arn))) {
        taken.add(other);
        await open(other, key);
      }
    } catch (error) {
      unopened.push({ key: `the other keys of ${key}`, as: key, error: coded(error) });
    }
  }
  return { targets, unopened };
}
function isMultiRegion(key) {
  return key.includes(":key/mrk-");
}
async function keyTarget(key, as, enclave, ports) {
  const configured = enclave.configuration.keys.find((one) => one.key === (as ?? key));
  const assumeRole = configured?.["assume-role"];
  const administrators = configured?.administrators ?? [];
  const probeRole = configured?.["probe-role"];
  return {
    port: await ports.openKeyPolicy(key, enclave.file, assumeRole),
    ...as === void 0 ? {} : { as },
    rules: { adopt: configured?.adopt ?? [], accept: configured?.accept ?? [] },
    assessor: ({ description, grants }, { list }, projected2, now) => (policy, parsed2) => assessKeyPolicy(
      policy,
      { description, grants, administrators, list, key: projected2, now },
      parsed2
    ),
    ...probeRole === void 0 ? {} : { probe: await ports.openKeyProbe(key, probeRole) }
  };
}
function coded(error) {
  if (error instanceof CodedError) return error;
  throw error;
}

// src/workflow/keys/key-plans.ts
var LEASE_WAIT_MS = 12e4;
var OWNER_BYTES = 16;
async function planKeys(list, id3, enclave, ports) {
  const { targets, unopened } = await keyTargets(list, enclave, ports);
  const named2 = targets.map(({ key }) => key);
  const planOne = async ({ target, key }) => {
    const { port, as } = target;
    try {
      const policy = await port.readPolicy();
      const facts2 = await readKeyFacts(port);
      const known = id3 ?? { version: list.version, sha256: "0".repeat(64) };
      const plan = planKey({
        list,
        id: known,
        key,
        policy,
        rules: target.rules,
        assess: target.assessor(facts2, { list, id: known }, key, ports.now),
        unknown: facts2.unknown,
        now: ports.now
      });
      return { ...planned(port.key, as, plan), warnings: replicaWarnings(facts2, named2) };
    } catch (error) {
      return unreachable(port.key, as, error);
    }
  };
  const keys2 = await mapConcurrently(targets, KEYS_AT_ONCE, planOne);
  return [...keys2, ...unopened.map(({ key, as, error }) => unreachable(key, as, error))];
}
async function reconcileKeys({ opened, trust, enclave }, current, ports, settleMs) {
  const { targets, unopened } = await keyTargets(current.list, enclave, ports);
  const named2 = targets.map(({ key }) => key);
  const readList = async () => readAllowList(opened.store, { ...trust, remembered: current.id }, ports.clock());
  const ends = await applyKeys(
    {
      store: opened.store,
      readList,
      clock: ports.clock,
      sleep: ports.sleep,
      random: ports.random,
      progress: ({ key, what }) => ports.onKey?.(key, what)
    },
    targets.map(({ target }) => target),
    {
      owner: encodeHex(ports.randomBytes(OWNER_BYTES)),
      run: ports.run(),
      waitMs: LEASE_WAIT_MS,
      settleMs
    }
  );
  return [
    ...ends.map((end2, i) => keyEnd(end2, targets[i]?.target.as, named2)),
    ...unopened.map(({ key, as, error }) => unreachable(key, as, error))
  ];
}
function keyEnd(end2, as, named2) {
  if ("error" in end2) return unreachable(end2.key, as, end2.error);
  const { probe } = end2;
  const { plan, facts: facts2, written, isGone, foreignWrite } = end2.result;
  const { failures, ...rest } = planned(end2.key, as, plan);
  return {
    ...rest,
    failures: [...failures, ...probeFailures(end2.key, probe)],
    ...probe === void 0 ? {} : { probe },
    written: written.length > 0,
    readBack: end2.result.readBack,
    settled: end2.settled,
    isGone,
    warnings: [
      ...replicaWarnings(facts2, named2),
      ...foreignWrite ? [
        {
          code: "foreign-write",
          message: `${end2.key}: somebody else wrote to its policy meanwhile`
        }
      ] : [],
      ...end2.settled === "moved" || end2.settled === "unknown" ? [{ code: "not-settled", message: `${end2.key}: its policy did not stay as it was put` }] : []
    ]
  };
}
function probeFailures(key, probe) {
  if (probe === void 0 || probe.answer === "denied") return [];
  const { role, answer: answer2, why } = probe;
  if (answer2 === "allowed") {
    return [
      {
        code: "policy-unsafe",
        message: `${key}: KMS lets ${role} decrypt without an attestation document`,
        at: { object: key },
        hint: "Turn guard on, or find what lets the role in: a statement without attestation, a grant, an IAM policy of the account."
      }
    ];
  }
  return [
    {
      code: "key-unavailable",
      message: `${key}: whether KMS denies ${role} without an attestation document could not be told: ${why}`,
      at: { object: key },
      hint: "probe-role has to be an instance role of the list that this run may assume; leave it out to ask nothing."
    }
  ];
}
function planned(key, as, plan) {
  const failures = plan.refusals.map(
    ({ code: code2, message, sid, hint }) => ({
      code: code2,
      message: `${key}: ${message}`,
      at: sid === void 0 ? { object: key } : { object: key, sid },
      hint
    })
  );
  return {
    key,
    ...as === void 0 ? {} : { as },
    plan,
    failures,
    written: false,
    isGone: false,
    warnings: []
  };
}
function unreachable(key, as, error) {
  if (!(error instanceof CodedError)) throw error;
  return {
    key,
    ...as === void 0 ? {} : { as },
    failures: [failureOf(error)],
    written: false,
    isGone: false,
    warnings: []
  };
}
function replicaWarnings(facts2, named2) {
  return unnamedReplicas(facts2, named2).map((arn) => ({
    code: "replica-not-named",
    message: `${arn} is of the same multi-Region key, has a policy of its own, and did not follow`
  }));
}

// src/workflow/keys/follow-list.ts
var NOT_FOLLOWED = "nothing was changed: a key policy could not follow the list";
var NOTHING = { keys: [], failures: [], warnings: [] };
async function planAhead(next, enclave, ports) {
  const keys2 = await planKeys(next, void 0, enclave, ports);
  return {
    keys: keys2,
    failures: keys2.flatMap((key) => key.failures),
    warnings: keys2.flatMap((key) => key.warnings)
  };
}
async function followList(list, { after, id: id3, before }, ports, { isLeftAlone, endsFrom }) {
  if (after === void 0 || id3 === void 0) return NOTHING;
  const remains = endsFrom === void 0 ? [] : admittedStill(before, after, endsFrom === "at-once" ? ports.now : endsFrom);
  if (isLeftAlone || after.projection.keys.length === 0) {
    return { keys: [], failures: remains, warnings: [] };
  }
  const keys2 = await reconcileKeys(list, { list: after, id: id3 }, ports, 0);
  const held3 = endsFrom === void 0 ? [] : heldByOthers(keys2, before, after, endsFrom === "at-once" ? ports.now : endsFrom);
  const warnings = await forgetDetachedKeys(keys2, list, ports);
  return {
    keys: keys2,
    failures: [...keys2.flatMap((key) => key.failures), ...remains, ...held3],
    warnings: [...keys2.flatMap((key) => key.warnings), ...warnings]
  };
}
function heldByOthers(keys2, before, after, at) {
  return keys2.flatMap(
    ({ key, plan }) => plan === void 0 ? [] : endingReleases(before, after).flatMap(
      ({ id: id3, measurements }) => foreignStatementsAdmitting(plan, after.list, measurements, at).map(
        (sid) => ({
          code: "still-admitted",
          message: `${key} still admits the image of release ${id3} by a statement that is not ours`,
          at: { object: key, ...sid === void 0 ? {} : { sid } },
          hint: "Name the statement under adopt, or remove it."
        })
      )
    )
  );
}
function endingReleases(before, after) {
  const active = new Set(
    after.releases.filter(({ state }) => state === "active").map(({ id: id3 }) => id3)
  );
  return (before?.releases ?? []).filter(({ id: id3 }) => !active.has(id3));
}
function admittedStill(before, after, at) {
  return endingReleases(before, after).flatMap(
    ({ id: id3, measurements }) => stillAdmitted(after, measurements, at).map(
      ({ key, sid, releases }) => ({
        code: "still-admitted",
        message: `${key} still admits the image of release ${id3}, which shares its bound PCRs with ${releases.join(", ")}`,
        at: { object: key, sid },
        hint: "Bind PCR0, or retire the other releases too."
      })
    )
  );
}

// src/workflow/list/staging.ts
var MAX_CANDIDATES = 64;
var NONCE_BYTES2 = 16;
async function findManifest(store, { image: image2, measurements, measured }, trust) {
  const names = await store.list(`manifests/${measurements.PCR0}/`, "");
  const files = names.filter((name) => name.endsWith(".dsse.json")).slice(0, MAX_CANDIDATES);
  for (const path of files) {
    const stored2 = await readManifest(store, path, trust).catch(ignoreRefused);
    if (stored2 === void 0 || stored2.manifest.image.sha256 !== image2.sha256) continue;
    requireSamePcrs(stored2.manifest, { image: image2, measurements }, path);
    if (stored2.manifest.measured === measured) return stored2;
  }
  return void 0;
}
async function readManifest(store, path, trust) {
  const stored2 = await store.get(path);
  if (stored2 === void 0) {
    throw new TrustError("not-allowed", `there is no manifest ${path} in the store`, {
      at: { object: path }
    });
  }
  const { manifest } = await verifyManifest(stored2.bytes, trust);
  return { path, sha256: encodeHex(sha256(stored2.bytes)), manifest, envelope: stored2.bytes };
}
function requireSamePcrs(found, expected, path) {
  const [difference] = comparePcrs({ ...expected.measurements }, { ...found.measurements });
  const what = difference !== void 0 ? `its ${difference.pcr} is ${difference.kind}` : found.image.sha256 !== expected.image.sha256 ? `it is about a file with SHA-256 ${found.image.sha256}` : void 0;
  if (what === void 0) return;
  throw new TrustError("pcr-mismatch", `the manifest ${path} is of another image: ${what}`, {
    at: { object: path },
    hint: "Whoever holds the manifest key signed two statements about one image: look into it."
  });
}
async function writeManifest(store, manifest, { signer: signer2 }, trust) {
  const envelope = await signManifest(manifest, [signer2], trust);
  const digest3 = encodeHex(sha256(envelope));
  const stem = `manifests/${manifest.measurements.PCR0}/${digest3}`;
  for (const { suffix, bytes } of bundlesOf(envelope)) {
    await putImmutable(store, `${stem}.${suffix}`, bytes);
  }
  const path = `${stem}.dsse.json`;
  await putImmutable(store, path, envelope);
  return { path, sha256: digest3, manifest, envelope };
}
async function writeStagedRecord(store, draft, { signer: signer2 }, { manifestTrust }, ports) {
  const payload = encodeStagedRecord(draft, encodeHex(ports.randomBytes(NONCE_BYTES2)));
  const envelope = await signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [signer2], manifestTrust);
  const record2 = await verifyStagedRecord(envelope, draft, manifestTrust);
  await putImmutable(store, stagedName(stagedIdOf(draft), record2.sha256), envelope);
  return record2;
}
async function findStaged(store, id3, { pin, manifestTrust }) {
  const names = await store.list(`staged/${id3}-`, "");
  const records = [];
  let refusal13;
  for (const name of names.filter((name2) => parseStagedName(name2)?.id === id3).slice(-MAX_CANDIDATES)) {
    const stored2 = await store.get(name);
    if (stored2 === void 0) continue;
    try {
      const record2 = await verifyStagedRecord(stored2.bytes, pin, manifestTrust);
      requireName(record2, name);
      records.push(record2);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      refusal13 ??= error;
    }
  }
  return { records, refusal: refusal13 };
}
function isUsedRecord({ sha256: record2 }, list) {
  return list.releases.some(({ staged }) => staged === record2) || list.removed.some(({ staged }) => staged === record2) || list.projection.staged.includes(record2);
}
async function findEarlierRecord(store, draft, enclave, list) {
  const { records } = await findStaged(store, stagedIdOf(draft), enclave);
  return records.find(
    (record2) => hasSameContent(record2, draft) && (list === void 0 || mayServe(record2, list))
  );
}
function mayServe(record2, list) {
  if (isUsedRecord(record2, list)) return false;
  if (record2.kind === "projection") return true;
  const { PCR0 } = record2.measurements;
  return list.removed.every((entry) => entry.PCR0 !== PCR0 || entry.when < record2.stagedAt);
}
function hasSameContent(a, b) {
  const content = (draft) => {
    if (draft.kind === "projection") return canonicalJson(projectionJson(draft.projection));
    const { id: id3, measurements, manifest, again } = draft;
    const { PCR0, PCR1, PCR2, PCR8 = null } = measurements;
    return canonicalJson({ id: id3, PCR0, PCR1, PCR2, PCR8, manifest: manifest.sha256, again });
  };
  return content(a) === content(b);
}
function requireName(record2, name) {
  if (stagedName(stagedIdOf(record2), record2.sha256) === name) return;
  throw new FormatError("statement-format", `${name} holds another staged record`, {
    at: { object: name }
  });
}
function ignoreRefused(error) {
  if (error instanceof TrustError || error instanceof FormatError) return void 0;
  throw error;
}

// src/format/yaml.ts
var import_yaml = __toESM(require_dist(), 1);
function parseYaml(text7) {
  if (text7.length > YAML_MAX_CHARACTERS) {
    throw refusal8(`expected at most ${YAML_MAX_CHARACTERS} characters, found ${text7.length}`);
  }
  requireDepth(text7);
  const document = (0, import_yaml.parseDocument)(text7, {
    version: "1.2",
    schema: "core",
    // The parser's own way compares each key with each other one: minutes for a file of megabytes.
    uniqueKeys: false,
    strict: true,
    prettyErrors: false,
    customTags: []
  });
  const [fault3] = [...document.errors, ...document.warnings];
  if (fault3 !== void 0) throw refusal8(fault3.message, fault3.pos[0]);
  requireUniqueKeys(document);
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw refusal8("aliases (*name) are not taken", void 0, cause);
  }
}
function requireDepth(text7) {
  let level = [];
  for (const token of new import_yaml.Parser().parse(text7)) {
    if (token.type === "document" && token.value !== void 0) level.push(token.value);
  }
  for (let depth = 0; level.length > 0; depth++) {
    const collections = level.filter((token) => "items" in token);
    const [first] = collections;
    if (depth === YAML_MAX_DEPTH && first !== void 0) {
      throw refusal8(`expected at most ${YAML_MAX_DEPTH} levels, found more`, first.offset);
    }
    level = collections.flatMap(
      ({ items }) => items.flatMap(({ key, value }) => [key, value].filter((part) => part != null))
    );
  }
}
function requireUniqueKeys(document) {
  (0, import_yaml.visit)(document, {
    Map(_, { items }) {
      const known = /* @__PURE__ */ new Set();
      for (const { key } of items) {
        if (!(0, import_yaml.isScalar)(key)) throw refusal8("expected a key that is a plain value");
        if (known.has(String(key.value))) {
          throw refusal8(`the key ${String(key.value)} is there twice`, key.range?.[0]);
        }
        known.add(String(key.value));
      }
    }
  });
}
function refusal8(message, offsetBytes, cause) {
  return new FormatError("yaml-format", `YAML: ${message}`, {
    ...offsetBytes === void 0 ? {} : { at: { offsetBytes } },
    cause
  });
}

// src/workflow/list/configuration-schema.ts
var text5 = string2().check(_minLength(1, "expected a text, found none"), _maxLength(2048));
var pcr3 = string2().check(_regex(/^[0-9a-f]{96}$/, "expected 96 lower-case hex digits"));
var duration3 = codec(string2(), number2(), {
  decode: (value, context) => decoded(() => parseDuration(value), value, context),
  encode: (value) => `${value / 1e3}s`
});
var instantText = string2({
  error: ({ input }) => typeof input === "number" ? epochRefusal(String(input)) : void 0
});
var instant4 = codec(instantText, number2(), {
  decode: (value, context) => decoded(() => parseGivenInstant(value).instant, value, context),
  encode: (value) => new Date(value).toISOString()
});
var some = (item) => array(item).check(_minLength(1, "expected at least one entry, found none"));
var count2 = int().check(_positive("expected at least 1"));
var signer = text5.check(
  _regex(
    /^(?:file:.+|awskms:(?:alias\/|arn:).+)$/s,
    "expected file:KEY.pem, awskms:alias/NAME or awskms:ARN"
  )
);
var KEY2 = strictObject({
  key: text5.check(
    _regex(
      /^(?:file:.+|arn:[a-z0-9-]+:kms:.+)$/s,
      "expected the ARN of a KMS key, or file:POLICY.json"
    )
  ),
  actions: some(text5),
  bind: some(_enum(["PCR0", "PCR1", "PCR2", "PCR3", "PCR8"])),
  guard: _default(boolean2(), false),
  administrators: _default(array(text5), []),
  adopt: _default(array(text5), []),
  accept: _default(
    array(strictObject({ rule: text5, sid: text5, reason: text5, until: instant4 })),
    []
  ),
  "assume-role": optional(text5),
  "probe-role": optional(text5)
});
var APPROVAL3 = strictObject({
  github: optional(
    strictObject({
      environment: optional(text5),
      reviewers: _default(count2, 1),
      "prevent-self-review": _default(boolean2(), true),
      "pull-request": optional(strictObject({ reviewers: _default(count2, 1) }))
    }).check(
      refine(
        (github) => github.environment !== void 0 || github["pull-request"] !== void 0,
        "expected environment, pull-request or both"
      )
    )
  ),
  keys: optional(strictObject({ trust: some(text5), threshold: _default(count2, 1) }))
}).check(
  refine(
    ({ github, keys: keys2 }) => github !== void 0 || keys2 !== void 0,
    "expected github, keys or both; for neither say approval: none"
  )
);
var CONFIGURATION = strictObject({
  enclave: text5,
  list: string2().check(_regex(/^[0-9a-f]{32}$/, "expected 32 lower-case hex digits; init draws them")),
  store: text5.check(_regex(/^(?:file|s3):.+$/s, "expected file:FOLDER or s3://BUCKET/PREFIX")),
  signing: strictObject({ key: signer, "manifest-key": optional(signer) }),
  trust: strictObject({
    keys: some(text5),
    threshold: _default(count2, 1),
    "manifest-keys": optional(some(text5))
  }),
  certificates: union([literal("unsigned"), some(text5)]),
  "instance-roles": union([
    literal("any"),
    some(union([text5, strictObject({ arn: text5, PCR3: pcr3 })]))
  ]),
  keys: _default(array(KEY2), []),
  approval: union([literal("none"), APPROVAL3]),
  "expires-in": _default(duration3, 30 * 24 * 36e5),
  "retire-after": _default(duration3, 72 * 36e5),
  "min-version": _default(count2, 1),
  "allow-given-measurements": _default(boolean2(), false)
});
function decoded(decode2, input, context) {
  try {
    return decode2();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    context.issues.push({ code: "custom", message: error.message, input });
    return NEVER;
  }
}

// src/workflow/list/configuration.ts
function parseConfiguration(text7, file, warn = () => {
}) {
  const value = parsed(text7, file);
  const result = CONFIGURATION.safeParse(value);
  if (!result.success) {
    const [issue2] = result.error.issues;
    throw fault(
      file,
      issue2?.path ?? [],
      issue2 === void 0 ? "expected another form" : sentence2(issue2)
    );
  }
  requireCoherent2(result.data, file);
  for (const given of endsOf(value)) {
    const { instant: instant6, rounded } = parseGivenInstant(given);
    if (rounded) warn(roundedWarning(`${file}: ${given}`, instant6));
  }
  return result.data;
}
function endsOf({ keys: keys2 = [] }) {
  return keys2.flatMap(({ accept = [] }) => accept.map(({ until }) => until));
}
function parsed(text7, file) {
  try {
    return parseYaml(text7);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new UsageError(`${file}: ${cause.message}`, { at: { file, ...cause.at }, cause });
  }
}
function requireCoherent2(configuration, file) {
  const { keys: keys2, certificates, trust } = configuration;
  const roles = configuration["instance-roles"];
  const seen = /* @__PURE__ */ new Set();
  for (const [i, { key, bind }] of keys2.entries()) {
    const at = (field) => ["keys", i, field];
    if (seen.has(key)) throw fault(file, at("key"), `${key} is there twice`);
    seen.add(key);
    if (new Set(bind).size < bind.length) throw fault(file, at("bind"), "a PCR is there twice");
    if (!bind.includes("PCR3") || !(bind.includes("PCR0") || bind.includes("PCR8"))) {
      throw fault(file, at("bind"), "expected PCR3, and PCR0 or PCR8 with it");
    }
    if (certificates === "unsigned" && (bind.includes("PCR8") || !bind.includes("PCR0"))) {
      throw fault(file, at("bind"), "expected PCR0 and no PCR8: unsigned images have none");
    }
    if (roles === "any") {
      throw fault(file, ["instance-roles"], "keys need instance roles: PCR3 is always bound");
    }
  }
  if (trust.threshold > trust.keys.length) {
    throw fault(
      file,
      ["trust", "threshold"],
      `expected at most ${trust.keys.length}, the number of keys`
    );
  }
}
function sentence2(issue2) {
  switch (issue2.code) {
    case "invalid_type":
      if (issue2.input === void 0) return "is missing";
      return issue2.message.startsWith("expected ") ? issue2.message : `expected ${issue2.expected}`;
    case "invalid_union":
      return unionSentence(issue2);
    default:
      return issueSentence(issue2);
  }
}
function unionSentence({ errors }) {
  const [issue2] = errors.at(-1) ?? [];
  const where = issue2 === void 0 || issue2.path.length === 0 ? "" : `${issue2.path.join(".")}: `;
  return issue2 === void 0 ? "expected another form" : `${where}${sentence2(issue2)}`;
}
function fault(file, path, message) {
  const where = path.map(String).join(".");
  return new UsageError(`${file}: ${where === "" ? "" : `${where}: `}${message}`, {
    at: { file, path: `/${path.map(String).join("/")}` }
  });
}

// src/workflow/list/enclave.ts
async function loadEnclave(file, ports) {
  const configured = [];
  const configuration = parseConfiguration(
    await ports.readText(file),
    file,
    (warning) => configured.push(warning)
  );
  const { enclave, list, trust, approval } = configuration;
  const keysOf2 = (names) => Promise.all(names.map((name) => readPublicKey(ports.resolve(file, name), ports)));
  const keys2 = await keysOf2(trust.keys);
  const manifestKeys = await keysOf2(trust["manifest-keys"] ?? trust.keys);
  const approvers = approval === "none" ? void 0 : approval.keys;
  const approvalKeys = approvers === void 0 ? void 0 : { keys: await keysOf2(approvers.trust), threshold: approvers.threshold };
  if (approvalKeys !== void 0 && distinct2(approvalKeys.keys) < approvalKeys.threshold) {
    throw new UsageError(`${file}: approval.keys: its threshold is more than its distinct keys`, {
      at: { file, path: "/approval/keys/threshold" }
    });
  }
  const certificates = configuration.certificates === "unsigned" ? "unsigned" : await Promise.all(
    configuration.certificates.map(
      (name) => readCertificate(ports.resolve(file, name), ports)
    )
  );
  const { roles, warnings } = instanceRoles(configuration, file);
  return {
    file,
    configuration,
    pin: { list, enclave },
    listTrust: { keys: keys2, threshold: trust.threshold },
    manifestTrust: { keys: manifestKeys, threshold: 1 },
    approvalKeys,
    certificates,
    projection: {
      instanceRoles: roles,
      certificates: certificates === "unsigned" ? [] : certificates,
      keys: configuration.keys.map(({ key, actions, bind, guard }) => ({
        key,
        actions,
        bind,
        guard
      }))
    },
    warnings: [...configured, ...warnings, ...separationWarnings(keys2, manifestKeys)]
  };
}
async function readPublicKey(path, ports) {
  const text7 = await ports.readText(path);
  return named(path, "a public key in PEM", () => parsePublicKeyPem(text7));
}
async function readCertificate(path, ports) {
  const bytes = await ports.readBytes(path);
  return named(path, "an image-signing certificate", () => {
    const { der, notAfter } = parseCertificateFile(bytes);
    return {
      PCR8: pcr8OfCertificate(der, nodeHashing),
      sha256: encodeHex(sha256(der)),
      notAfter
    };
  });
}
function named(path, expected, parse2) {
  try {
    return parse2();
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new UsageError(`${path}: expected ${expected}: ${cause.message}`, {
      at: { file: path },
      cause,
      ...cause.hint === void 0 ? {} : { hint: cause.hint }
    });
  }
}
function instanceRoles(configuration, file) {
  const given = configuration["instance-roles"];
  if (given === "any") return { roles: [], warnings: [] };
  const roles = given.map(
    (role) => typeof role === "string" ? { arn: role, PCR3: pcr3OfRole(role, nodeHashing) } : role
  );
  if (roles.some(({ PCR3 }) => PCR3 === ZERO_PCR)) {
    throw new UsageError(`${file}: instance-roles: a PCR3 of zeros is that of no role`, {
      at: { file, path: "/instance-roles" }
    });
  }
  const warnings = given.flatMap((role) => {
    const warning = typeof role === "string" ? rolePathWarning(role) : void 0;
    return warning === void 0 ? [] : [warning];
  });
  return { roles, warnings };
}
function separationWarnings(keys2, manifestKeys) {
  const ids = new Set(keys2.map(({ spkiDer }) => keyIdOf(spkiDer)));
  if (!manifestKeys.some(({ spkiDer }) => ids.has(keyIdOf(spkiDer)))) return [];
  return [
    {
      code: "approval-not-enforced",
      message: "one key signs manifests and lists: whoever publishes can also change the allow-list. Give signing.manifest-key and trust.manifest-keys a key of their own."
    }
  ];
}
function distinct2(keys2) {
  return new Set(keys2.map(({ spkiDer }) => keyIdOf(spkiDer))).size;
}

// src/workflow/list/with-enclave.ts
async function withEnclave(command, config2, ports, run) {
  const warnings = [];
  try {
    const enclave = await loadEnclave(config2, ports);
    warnings.push(...enclave.warnings);
    return await run(enclave, warnings);
  } catch (error) {
    return failed(command, error, warnings);
  }
}

// src/allowlist/approval/github-reviewers.ts
function commitFaults({ sha: sha2, author, committer }, expected) {
  return [
    ...sha2 === expected ? [] : [`GitHub shows the commit ${sha2}, expected ${expected}`],
    ...author === null ? ["the author of the commit is no account on GitHub"] : [],
    ...committer === null ? ["the committer of the commit is no account on GitHub"] : []
  ];
}
function involvedPeople({ actor, triggering_actor }, { author, committer }, pulls) {
  const people = [
    ...pulls.map(({ user }) => [user, "author of the pull request"]),
    [committer, "committer of the commit"],
    [author, "author of the commit"],
    [triggering_actor, "who triggered the run"],
    [actor, "who started the run"]
  ];
  return new Map(people.flatMap(([user, what]) => user === null ? [] : [[user.id, what]]));
}
function refusedAs({ id: id3, type }, involved) {
  return type === "User" ? involved.get(id3) : "no person";
}
function missingReviews(counted, approvers, involved, needed) {
  if (needed >= 1 && counted.length >= needed) return [];
  const others = approvers.flatMap((user) => {
    const why = refusedAs(user, involved);
    return why === void 0 ? [] : [`${user.login} is ${why}`];
  });
  const aside = others.length === 0 ? "" : `; ${others.join(", ")}`;
  return [`expected approval by ${needed}, found ${counted.length} that count${aside}`];
}
function countingReviewers(approvers, involved) {
  const barred = new Set(
    approvers.filter((user) => refusedAs(user, involved) !== void 0).map(({ id: id3 }) => id3)
  );
  const people = approvers.filter(({ id: id3 }) => !barred.has(id3));
  return [...new Map(people.map((user) => [user.id, user])).values()];
}

// src/allowlist/approval/github-decision.ts
var APPROVAL_LIFE_MS2 = HOUR_MS;
function decideEnvironment(facts2, rules, subject, now) {
  const { repository, run, reviews } = facts2;
  const ours = reviews.filter(
    ({ environments }) => environments.some(({ name }) => name === rules.environment)
  );
  const involved = involvedPeople(run, facts2.commit, facts2.pulls);
  const approvers = ours.filter(({ state }) => state === "approved").map(({ user }) => user);
  const counted = countingReviewers(approvers, involved);
  const reasons = [
    ...runFaults(facts2),
    ...environmentFaults(facts2.environment, rules),
    ...claimFaults(facts2, rules),
    ...jobFaults(facts2.job, subject, now),
    ...commitFaults(facts2.commit, run.head_sha),
    ...ours.filter(({ state }) => state !== "approved").map(({ user, state }) => `${user.login} reviewed it as ${state}`),
    ...missingReviews(counted, approvers, involved, rules.reviewers)
  ];
  if (reasons.length > 0) return { reasons };
  return {
    approvals: counted.map((user) => ({
      source: "github-environment",
      observed: true,
      staged: subject.sha256,
      // One click is one evidence, whichever record it is shown for.
      sha256: digest2({ repository, run: run.id, environment: rules.environment, user: user.id }),
      by: user.login,
      approvedAt: now,
      expiresAt: now + APPROVAL_LIFE_MS2,
      url: run.html_url
    }))
  };
}
function decidePullRequest({ repository, run, commit, pulls, reviews }, reviewers, subject) {
  if (subject.commit === void 0) {
    return { reasons: ["what is staged was not built from a commit"] };
  }
  const merged = pulls.filter(
    ({ head, merged_at }) => head.sha === subject.commit && merged_at !== null
  );
  const [pull] = merged;
  if (pull === void 0 || merged.length > 1) {
    return {
      reasons: [`expected one merged pull request of ${subject.commit}, found ${merged.length}`]
    };
  }
  const last = lastReviews(reviews);
  const involved = involvedPeople(run, commit, pulls);
  const approving = last.filter(
    ({ state, commit_id, submitted_at }) => state === "APPROVED" && commit_id === pull.head.sha && submitted_at !== void 0 && submitted_at >= subject.stagedAt
  );
  const approvers = approving.flatMap(({ user }) => user ?? []);
  const counted = countingReviewers(approvers, involved);
  const reasons = [
    ...commitFaults(commit, subject.commit),
    ...last.filter(({ state }) => state === "CHANGES_REQUESTED").map(({ user }) => `${user?.login} asks for changes`),
    ...missingReviews(counted, approvers, involved, reviewers)
  ];
  if (reasons.length > 0) return { reasons };
  return {
    approvals: counted.flatMap((user) => {
      const approvedAt = approving.find((review) => review.user?.id === user.id)?.submitted_at;
      if (approvedAt === void 0) return [];
      return [
        {
          source: "github-pull-request",
          observed: true,
          staged: subject.sha256,
          sha256: digest2({ repository, pull: pull.number, head: pull.head.sha, user: user.id }),
          by: user.login,
          approvedAt,
          expiresAt: approvedAt + PULL_REVIEW_LIFE_MS,
          url: pull.html_url
        }
      ];
    })
  };
}
var PULL_REVIEW_LIFE_MS = 7 * 24 * HOUR_MS;
function runFaults({ run, expected }) {
  if (String(run.id) !== expected.runId) return ["GitHub shows another run than this one"];
  if (run.run_attempt !== expected.runAttempt || run.run_attempt !== 1) {
    return [
      `this is attempt ${expected.runAttempt} of the run: an approval of an earlier attempt cannot be told from one of this; start a new run`
    ];
  }
  return [];
}
function environmentFaults({ name, can_admins_bypass, protection_rules }, { environment, preventSelfReview }) {
  const rule = protection_rules.find(({ type }) => type === "required_reviewers");
  return [
    ...name === environment ? [] : [`GitHub shows the environment ${name}`],
    ...rule?.reviewers === void 0 || rule.reviewers.length === 0 ? [`the environment ${environment} has no required reviewers`] : [],
    ...preventSelfReview && rule?.prevent_self_review !== true ? [`the environment ${environment} does not prevent self-review`] : [],
    ...can_admins_bypass === false ? [] : [`administrators can bypass the environment ${environment}, or GitHub does not say`]
  ];
}
function claimFaults({ claims, repository, run }, { environment }) {
  if (claims === void 0) return [];
  const expected = {
    environment,
    repository,
    run_id: String(run.id),
    run_attempt: String(run.run_attempt),
    sha: run.head_sha
  };
  return Object.entries(expected).flatMap(
    ([name, value]) => claims[name] === value ? [] : [`the OIDC token says ${name} ${JSON.stringify(claims[name])}, expected ${value}`]
  );
}
function jobFaults(job, { stagedAt }, now) {
  if (job === void 0) return ["our job could not be found among those of the run"];
  if (!(job.created_at <= now + ISSUED_AHEAD_MAX_MS)) return ["our job is dated ahead"];
  if (job.created_at >= stagedAt) return [];
  return ["our job was created before the record was staged: nobody was asked about it"];
}
var DECIDING = ["APPROVED", "CHANGES_REQUESTED", "DISMISSED"];
function lastReviews(reviews) {
  const last = /* @__PURE__ */ new Map();
  for (const review of reviews) {
    if (review.user !== null && DECIDING.includes(review.state)) last.set(review.user.id, review);
  }
  return [...last.values()];
}
function digest2(evidence) {
  return encodeHex(sha256(encodeUtf8(canonicalJson(evidence))));
}

// src/allowlist/approval/github-facts.ts
var id2 = int().check(_positive());
var text6 = string2().check(_minLength(1), _maxLength(2048), _regex(new RegExp("^\\P{Cc}*$", "u")));
var instant5 = pipe(
  string2().check(refine(isInstant2, "expected RFC 3339 in UTC")),
  transform((value) => parseInstant(value))
);
var sha = string2().check(_regex(/^[0-9a-f]{40,64}$/));
var USER2 = object({ id: id2, login: text6, type: text6 });
var RUN = object({
  id: id2,
  run_attempt: int().check(_positive()),
  actor: USER2,
  triggering_actor: USER2,
  head_sha: sha,
  html_url: text6
});
var ENVIRONMENT = object({
  name: text6,
  can_admins_bypass: optional(boolean2()),
  protection_rules: array(
    object({
      type: text6,
      prevent_self_review: optional(boolean2()),
      reviewers: optional(array(unknown()))
    })
  )
});
var RUN_REVIEW = object({
  state: text6,
  user: USER2,
  environments: array(object({ id: id2, name: text6 }))
});
var JOB = object({
  id: id2,
  status: text6,
  created_at: instant5,
  runner_name: nullable(string2())
});
var COMMIT = object({ sha, author: nullable(USER2), committer: nullable(USER2) });
var PULL_REQUEST = object({
  number: id2,
  user: USER2,
  merged_at: nullable(instant5),
  html_url: text6,
  head: object({ sha })
});
var PULL_REVIEW = object({
  id: id2,
  state: text6,
  user: nullable(USER2),
  commit_id: nullable(sha),
  submitted_at: optional(instant5)
});
function isInstant2(value) {
  try {
    parseInstant(value);
    return true;
  } catch {
    return false;
  }
}

// src/workflow/github/github-approvals.ts
var AUDIENCE = "pcr-allowlist";
var MAX_JOBS = 1e3;
var MAX_PULLS = 100;
var MAX_REVIEWS = 3e3;
async function githubApprovals(rules, subject, token, ports) {
  const current = ports.githubRun();
  if (current === void 0) {
    throw new TrustError(
      "approval-missing",
      "approval by GitHub is seen in a run on GitHub alone",
      {
        hint: "Run approve in the job behind the environment."
      }
    );
  }
  const api = new GitHubReader(await ports.openGitHub(token));
  const run = await api.one(`/actions/runs/${current.runId}`, RUN);
  const { environment } = rules;
  const decisions = [
    ...environment === void 0 ? [] : [await ofEnvironment(api, run, current, { ...rules, environment }, subject, ports)],
    ...rules["pull-request"] === void 0 ? [] : [await ofPullRequest(api, run, rules["pull-request"].reviewers, subject)]
  ];
  const reasons = decisions.flatMap((one) => "reasons" in one ? one.reasons : []);
  if (reasons.length > 0 || decisions.length === 0) {
    throw new TrustError("approval-missing", `GitHub shows no approval: ${reasons.join("; ")}`, {
      hint: "docs/approval.md says what an approval has to be."
    });
  }
  return decisions.flatMap((one) => "approvals" in one ? one.approvals : []);
}
async function ofEnvironment(api, run, current, rules, subject, ports) {
  const name = encodeURIComponent(rules.environment);
  const path = `/actions/runs/${current.runId}`;
  const [environment, reviews, jobs, commit, pulls, claims] = await Promise.all([
    api.one(`/environments/${name}`, ENVIRONMENT),
    api.whole(`${path}/approvals`, RUN_REVIEW),
    api.all(`${path}/attempts/${current.runAttempt}/jobs`, JOB, MAX_JOBS, "jobs"),
    api.one(`/commits/${run.head_sha}`, COMMIT),
    api.all(`/commits/${run.head_sha}/pulls`, PULL_REQUEST, MAX_PULLS),
    ports.oidcClaims(AUDIENCE)
  ]);
  const running = jobs.filter(
    ({ status, runner_name }) => status === "in_progress" && current.runnerName !== "" && runner_name === current.runnerName
  );
  return decideEnvironment(
    {
      repository: api.repository,
      run,
      expected: current,
      environment,
      reviews,
      job: running.length === 1 ? running[0] : void 0,
      commit,
      pulls,
      claims
    },
    {
      environment: rules.environment,
      reviewers: rules.reviewers,
      preventSelfReview: rules["prevent-self-review"]
    },
    subject,
    ports.now
  );
}
async function ofPullRequest(api, run, reviewers, subject) {
  const { commit: sha2 } = subject;
  if (sha2 === void 0) return { reasons: ["what is staged was not built from a commit"] };
  const [commit, pulls] = await Promise.all([
    api.one(`/commits/${sha2}`, COMMIT),
    api.all(`/commits/${sha2}/pulls`, PULL_REQUEST, MAX_PULLS)
  ]);
  const pull = pulls.find(({ head, merged_at }) => head.sha === sha2 && merged_at !== null);
  const reviews = pull === void 0 ? [] : await api.all(`/pulls/${pull.number}/reviews`, PULL_REVIEW, MAX_REVIEWS);
  const { repository } = api;
  return decidePullRequest({ repository, run, commit, pulls, reviews }, reviewers, subject);
}
var GitHubReader = class {
  repository;
  github;
  constructor(github) {
    this.github = github;
    this.repository = github.repository;
  }
  async one(path, schema) {
    const answer2 = await this.github.get(this.pathOf(path));
    if (answer2.kind === "refused") throw refused2(path, answer2);
    return matchAnswer(schema, answer2.body, `read ${path}`);
  }
  /** A list that GitHub gives whole, without pages. */
  whole(path, schema) {
    return this.one(path, array(schema));
  }
  async all(path, schema, maxItems, items) {
    const answer2 = await this.github.list(this.pathOf(path), maxItems, items);
    if (answer2.kind === "refused") throw refused2(path, answer2);
    return matchAnswer(array(schema), answer2.items, `read ${path}`);
  }
  pathOf(path) {
    return `/repos/${this.repository}${path}`;
  }
};
function refused2(path, { status, message }) {
  return new TrustError("approval-missing", `GitHub refuses ${path} with ${status}: ${message}`, {
    hint: "Give the job actions: read, contents: read and pull-requests: read, and look whether the environment exists."
  });
}

// src/workflow/commands/collect-approvals.ts
var MAX_STATEMENTS = 64;
async function collectEvidence(staged, list, state, token, ports) {
  const { approval } = list.enclave.configuration;
  if (approval === "none") return "not-required";
  const { github, keys: keys2 } = approval;
  const required2 = [
    ...keys2 === void 0 ? [] : [{ source: "key", count: requireApprovalKeys(list.enclave).threshold }],
    ...github?.environment === void 0 ? [] : [{ source: "github-environment", count: github.reviewers }],
    ...github?.["pull-request"] === void 0 ? [] : [{ source: "github-pull-request", count: github["pull-request"].reviewers }]
  ];
  const approvals = keys2 === void 0 ? [] : [...await keyApprovals(staged, list, state)];
  if (github !== void 0) {
    approvals.push(...await githubApprovals(github, subjectOf(staged), token, ports));
  }
  return { required: required2, approvals };
}
function subjectOf(staged) {
  const { sha256: sha2562, stagedAt } = staged;
  const commit = staged.kind === "projection" ? void 0 : staged.source?.commit;
  return { sha256: sha2562, stagedAt, ...commit === void 0 ? {} : { commit } };
}
async function keyApprovals(staged, { enclave, opened }, state) {
  const { keys: keys2 } = requireApprovalKeys(enclave);
  const current = state?.verified.list.projection ?? EMPTY_BODY.projection;
  const projection2 = approvedProjection(staged, current);
  const names = await opened.store.list(approvalFolder(staged), "");
  const newest = /* @__PURE__ */ new Map();
  for (const name of names.slice(-MAX_STATEMENTS)) {
    const stored2 = await opened.store.get(name);
    if (stored2 === void 0) continue;
    try {
      const { statement, approvals } = await verifyApproval(stored2.bytes, enclave.pin, keys2);
      if (statement.staged !== staged.sha256 || statement.projection !== projection2) continue;
      if (staged.kind === "release" && !approvesRelease(statement, staged)) continue;
      for (const one of approvals) {
        if (one.approvedAt > (newest.get(one.by)?.approvedAt ?? 0)) newest.set(one.by, one);
      }
    } catch (error) {
      if (!(error instanceof CodedError) || error.code === "list-unavailable") throw error;
    }
  }
  return [...newest.values()];
}
function requireApprovalKeys({
  approvalKeys,
  file
}) {
  if (approvalKeys !== void 0) return approvalKeys;
  throw new UsageError(`${file} asks for no approval by keys`, {
    at: { file, path: "/approval" },
    hint: "Name the keys under approval.keys.trust."
  });
}

// src/manifest/make-manifest.ts
function manifestOfImage(measured, measuredAt, origin = {}) {
  const { header, sections, metadata, signature: signature2 } = measured;
  const eif = {
    version: header.version,
    architecture: header.architecture,
    sections: sections.map(({ type, offsetBytes, sizeBytes, sha384 }) => ({
      type,
      offsetBytes,
      sizeBytes,
      sha384
    })),
    ...metadata === void 0 ? {} : { unmeasuredMetadata: plainMembers(metadata.value) },
    ...signature2 === void 0 ? {} : { certificate: certificateFacts(signature2.certificate) }
  };
  return { ...common(measured, measuredAt, origin), measured: "here", eif };
}
function manifestOfGiven(given, measuredAt, origin = {}) {
  return { ...common(given, measuredAt, origin), measured: "given" };
}
function common({ image: image2, measurements }, measuredAt, { source, build }) {
  const { PCR0, PCR1, PCR2, PCR8 } = measurements;
  return {
    image: { name: image2.name.replace(/^.*[/\\](?=.)/s, ""), sha256: image2.sha256 },
    measurements: { PCR0, PCR1, PCR2, ...PCR8 === void 0 ? {} : { PCR8 } },
    measuredAt,
    ...source === void 0 ? {} : { source },
    ...build === void 0 ? {} : { build }
  };
}
function certificateFacts({
  der,
  notBefore,
  notAfter
}) {
  return { sha256: encodeHex(sha256(der)), notBefore, notAfter };
}
function plainMembers(members2) {
  return Object.fromEntries([...members2].map(([key, value]) => [key, toPlain(value)]));
}

// src/workflow/commands/image-to-publish.ts
async function readImageToPublish(source, enclave, ports) {
  const origin = ports.origin() ?? {};
  const read = "eif" in source ? await measuredHere(source.eif, source.sha256, origin, ports) : await givenMeasurements(source, origin, ports);
  requireAllowedImage(read.manifest.measurements, enclave);
  return read;
}
function requireAllowedImage(measurements, { certificates, file }) {
  const zero = Object.entries(measurements).find(([, value]) => value === ZERO_PCR);
  if (zero !== void 0) {
    throw new TrustError("debug-mode", `${zero[0]} is all zeros, which is no image's measurement`);
  }
  const { PCR8 } = measurements;
  if (certificates === "unsigned") {
    if (PCR8 === void 0) return;
    throw new TrustError(
      "certificate-not-listed",
      `the image is signed, and ${file} is for unsigned images`,
      { hint: "Name its certificate under certificates." }
    );
  }
  if (PCR8 === void 0) {
    throw new TrustError("unsigned", "the image is not signed", {
      hint: "Build it with --signing-certificate and --private-key."
    });
  }
  if (!certificates.some((certificate) => certificate.PCR8 === PCR8)) {
    throw new TrustError(
      "certificate-not-listed",
      `the image is signed by a certificate that ${file} does not name (PCR8 ${PCR8})`,
      { hint: "A certificate that was issued anew is another PCR8, even with the same key." }
    );
  }
}
async function measuredHere(name, sha2562, origin, ports) {
  const source = await ports.openImage(name, sha2562);
  try {
    const measured = await measureEif(source, {
      onProgress: (doneBytes, totalBytes) => ports.onProgress?.(name, doneBytes, totalBytes)
    });
    return {
      manifest: manifestOfImage(measured, ports.now, origin),
      warnings: [...measured.warnings, ...certificateWarnings(measured, ports.now)]
    };
  } finally {
    await source.close();
  }
}
async function givenMeasurements({ measurements: file, sha256: sha2562 }, origin, ports) {
  const given = parseMeasured(await ports.readText(file), file);
  if (given.image.sha256 !== sha2562) {
    throw new TrustError(
      "sha256-mismatch",
      `${file} is about an image with SHA-256 ${given.image.sha256}, expected ${sha2562}`,
      { at: { file } }
    );
  }
  return { manifest: manifestOfGiven(given, ports.now, origin), warnings: [] };
}
function parseMeasured(text7, file) {
  const fault3 = (path, expected) => new UsageError(`${file}: ${path}: expected ${expected}, as measure --json prints it`, {
    at: { file, path }
  });
  const root = strictJson(text7, file);
  const member = (value, path) => {
    if (value instanceof Map) return value;
    throw fault3(path, "an object");
  };
  const textAt = (object2, key, path, form) => {
    const value = object2.get(key);
    if (typeof value === "string" && form.test(value)) return value;
    throw fault3(`${path}/${key}`, "a value of its form");
  };
  const outcome = member(root, "/");
  const exitCode = outcome.get("exitCode");
  if (outcome.get("command") !== "measure" || !(exitCode instanceof JsonNumber)) {
    throw fault3("/command", "measure");
  }
  if (exitCode.text !== "0") throw fault3("/exitCode", "0: a refused image is not published");
  const result = member(outcome.get("result"), "/result");
  const image2 = member(result.get("image"), "/result/image");
  const pcrs = member(result.get("measurements"), "/result/measurements");
  const pcr4 = (name) => textAt(pcrs, name, "/result/measurements", /^[0-9a-f]{96}$/);
  return {
    image: {
      name: textAt(image2, "name", "/result/image", /./s),
      sha256: textAt(image2, "sha256", "/result/image", /^[0-9a-f]{64}$/)
    },
    measurements: {
      PCR0: pcr4("PCR0"),
      PCR1: pcr4("PCR1"),
      PCR2: pcr4("PCR2"),
      ...pcrs.has("PCR8") ? { PCR8: pcr4("PCR8") } : {}
    }
  };
}
function strictJson(text7, file) {
  try {
    return parseStrictJson(encodeUtf8(text7));
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new UsageError(`${file}: ${cause.message}`, { at: { file, ...cause.at }, cause });
  }
}
function givenMeasurementsError(file) {
  return new TrustError(
    "not-allowed",
    `the measurements were given, not computed from the image, and ${file} does not allow that`,
    { hint: "Publish the image itself, or set allow-given-measurements: true." }
  );
}

// src/workflow/commands/list-result.ts
function stagedFacts(staged) {
  const id3 = stagedIdOf(staged);
  const facts2 = { id: id3, sha256: staged.sha256, path: stagedName(id3, staged.sha256) };
  return staged.kind === "projection" ? facts2 : { ...facts2, PCR0: staged.measurements.PCR0 };
}
function heldFiles(manifest, change) {
  return {
    ...manifest === void 0 ? {} : { manifest },
    ...change?.envelope === void 0 ? {} : { list: change.envelope }
  };
}
function changeResult(change, enclave, now, { dryRun, done: done2 }) {
  const { changed: changed2, before, after, id: id3, message } = change;
  const sentence3 = changed2 ? done2 : message ?? "nothing changed";
  return { changed: changed2, dryRun, message: sentence3, pin: enclave.pin, before, after, id: id3, now };
}
function changeWarnings({
  historyMissing
}) {
  if (!historyMissing) return [];
  return [
    {
      code: "history-missing",
      message: "the new version is current, and could not be written to the history; the next writer completes it"
    }
  ];
}

// src/workflow/commands/approve.ts
async function approve(request, ports) {
  return withEnclave("approve", request.config, ports, async (enclave, warnings) => {
    const list = await openList(enclave, ports);
    const state = await readState(list, ports);
    const staged = await chosenRecord(request, list, state);
    const manifest = staged.kind === "release" ? await requireManifest(staged, list) : void 0;
    if (request.key !== void 0) {
      const result2 = await addStatement(request.key, staged, request, list, state, ports, warnings);
      return ended("approve", result2, warnings);
    }
    const { result, failures } = await bringIn(staged, request, list, state, ports, warnings);
    const { held: held3 } = result;
    return ended(
      "approve",
      { ...result, held: { ...held3, ...heldFiles(manifest) } },
      warnings,
      failures
    );
  });
}
async function chosenRecord({ id: id3, pcr0, staged }, { enclave, opened }, state) {
  const { records, refusal: refusal13 } = await findStaged(opened.store, id3, enclave);
  const meant = records.filter(
    (record2) => (staged === void 0 || record2.sha256 === staged) && (pcr0 === void 0 || record2.kind === "release" && record2.measurements.PCR0 === pcr0)
  );
  const list = state?.verified.list;
  const fresh = meant.filter((record2) => list === void 0 || !isUsedRecord(record2, list));
  const [newest] = (fresh.length > 0 ? fresh : meant).toSorted((a, b) => b.stagedAt - a.stagedAt);
  if (newest !== void 0) return newest;
  if (records.length === 0 && refusal13 !== void 0) throw refusal13;
  const named2 = id3 === PROJECTION_ID ? "no such staged projection" : `no staged release ${id3}`;
  const others = records.length === 0 ? "" : `; staged are ${records.map(describe2).join(", ")}`;
  throw new TrustError("not-allowed", `there is ${named2} of this image${others}`, {
    hint: "Publish it first; publish prints what to approve."
  });
}
async function requireManifest(staged, { enclave, opened }) {
  const { path, sha256: sha2562 } = staged.manifest;
  const stored2 = await readManifest(opened.store, path, enclave.manifestTrust);
  if (stored2.sha256 !== sha2562) {
    throw new TrustError("pcr-mismatch", `${path} is not the manifest that was staged`, {
      at: { object: path }
    });
  }
  requireSamePcrs(stored2.manifest, staged, path);
  if (stored2.manifest.measured === "given" && !enclave.configuration["allow-given-measurements"]) {
    throw givenMeasurementsError(enclave.file);
  }
  requireAllowedImage(staged.measurements, enclave);
  return stored2.envelope;
}
async function addStatement(key, staged, { lifeMs, dryRun }, { enclave, opened }, state, ports, warnings) {
  const trust = requireApprovalKeys(enclave);
  const { signer: signer2, address, warnings: ofSigner } = await ports.openSigner(key, enclave.file);
  warnings.push(...ofSigner);
  if (!isApprovalKey(signer2.publicKey, trust.keys)) {
    throw new TrustError("threshold-not-met", `${address} is not among approval.keys.trust`, {
      hint: "Its statement would count for nothing."
    });
  }
  const current = state?.verified.list.projection ?? EMPTY_BODY.projection;
  const payload = encodeApproval(staged, current, ports.now, lifeMs);
  if (!dryRun) {
    const envelope = await signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [signer2], {
      keys: trust.keys,
      threshold: 1
    });
    await putImmutable(opened.store, approvalName(staged, envelope), envelope);
  }
  const found = new Set(
    (await keyApprovals(staged, { enclave, opened }, state)).map(({ by }) => by)
  );
  const sentence3 = `a statement of approval of ${describe2(staged)}`;
  return {
    changed: !dryRun,
    dryRun,
    message: dryRun ? `${sentence3} would be added` : `${sentence3} is added`,
    pin: enclave.pin,
    before: state?.verified.list,
    after: state?.verified.list,
    id: state?.verified.id,
    now: ports.now,
    staged: stagedFacts(staged),
    approvals: { found: found.size, needed: trust.threshold },
    signer: address
  };
}
async function bringIn(staged, { dryRun, noReconcile, githubToken }, list, state, ports, warnings) {
  const { enclave } = list;
  const signer2 = dryRun ? void 0 : await openListSigner(enclave, ports);
  warnings.push(...signer2?.warnings ?? []);
  const evidence = await collectEvidence(staged, list, state, githubToken, ports);
  const operation = admissionOf(staged, evidence);
  const preview = await previewChange(list, operation, ports, { state });
  const facts2 = {
    staged: stagedFacts(staged),
    ...staged.kind === "projection" ? {} : { manifest: staged.manifest },
    ...approvalFacts(evidence, enclave)
  };
  const resultOf2 = (change2) => ({
    ...changeResult(change2, enclave, ports.now, {
      dryRun,
      done: `${describe2(staged)} ${dryRun ? "would come" : "came"} into the allow-list`
    }),
    ...facts2
  });
  const ahead = noReconcile || !preview.changed || preview.after === void 0 ? void 0 : await planAhead(preview.after, enclave, ports);
  if (signer2 === void 0 || ahead !== void 0 && ahead.failures.length > 0) {
    const result2 = resultOf2(
      dryRun ? preview : {
        ...preview,
        changed: false,
        message: NOT_FOLLOWED,
        after: preview.before,
        id: state?.verified.id
      }
    );
    const { keys: keys3 = [], failures: failures2 = [] } = ahead ?? {};
    return { result: { ...result2, keys: keys3 }, failures: failures2 };
  }
  if (state === void 0) await list.opened.requirePreconditions();
  const change = await changeList(list, signer2, operation, ports, { state });
  warnings.push(...changeWarnings(change));
  const followed = await followList(list, change, ports, { isLeftAlone: noReconcile });
  warnings.push(...followed.warnings);
  const { keys: keys2, failures } = followed;
  const result = { ...resultOf2(change), held: heldFiles(void 0, change) };
  return { result: { ...result, signer: signer2.address, keys: keys2 }, failures };
}
function approvalFacts(evidence, { approvalKeys }) {
  if (approvalKeys === void 0 || evidence === "not-required") return {};
  const found = new Set(evidence.approvals.map(({ by }) => by)).size;
  return { approvals: { found, needed: approvalKeys.threshold } };
}
function describe2(staged) {
  return staged.kind === "projection" ? `the projection staged as ${staged.sha256}` : `release ${staged.id} with PCR0 ${staged.measurements.PCR0}`;
}

// src/allowlist/acceptance.ts
function acceptance({ list, unapproved }, pcrs, now) {
  const late = outOfForce(list, now);
  if (late !== void 0) return { accepted: false, code: "list-expired", message: late };
  for (const name of ["PCR0", "PCR1", "PCR2"]) {
    const value = pcrs[name];
    if (value === void 0) return notAllowed(`${name} is missing`);
    if (value === ZERO_PCR) return notAllowed(`${name} is all zeros: the enclave is in debug mode`);
  }
  if (list.removed.some(({ why, PCR0 }) => why === "revoked" && PCR0 === pcrs["PCR0"])) {
    return { accepted: false, code: "revoked", message: "the image is revoked" };
  }
  const release = list.releases.find(({ measurements }) => matches(measurements, pcrs));
  if (release === void 0) return notAllowed("no release has these PCRs");
  if (!isAcceptedAt(release, now)) return notAllowed(`release ${release.id} is retired`);
  if (unapproved.releases.has(release.id)) {
    const message = `release ${release.id} lacks approvals by the keys that are pinned`;
    return { accepted: false, code: "approval-missing", message };
  }
  return { accepted: true, release };
}
function acceptedReleases({ list, unapproved }, now) {
  const late = outOfForce(list, now);
  if (late !== void 0) throw new TrustError("list-expired", late);
  return list.releases.filter(
    (release) => isAcceptedAt(release, now) && !unapproved.releases.has(release.id)
  );
}
function outOfForce({ issuedAt, expiresAt }, now) {
  if (!(issuedAt <= now + ISSUED_AHEAD_MAX_MS)) {
    return `the allow-list is issued ahead of the clock, at ${formatInstant(issuedAt)}`;
  }
  if (!(now < expiresAt)) return `the allow-list expired at ${formatInstant(expiresAt)}`;
  return void 0;
}
function matches({ PCR0, PCR1, PCR2, PCR8 }, pcrs) {
  return pcrs["PCR0"] === PCR0 && pcrs["PCR1"] === PCR1 && pcrs["PCR2"] === PCR2 && (pcrs["PCR8"] ?? ZERO_PCR) === (PCR8 ?? ZERO_PCR);
}
function notAllowed(message) {
  return { accepted: false, code: "not-allowed", message };
}

// src/allowlist/list-reference-values.ts
var SHOWN_RELEASES = 5;
var COMPARED = ["PCR0", "PCR1", "PCR2", "PCR8"];
function referenceValuesOf(verified) {
  const { list, id: id3, unapproved } = verified;
  const values = {
    version: id3,
    instanceRoles: unapproved.projection ? "unapproved" : list.projection.instanceRoles,
    verdictOn: (registers2, now) => {
      const pcrs = namedPcrs(registers2);
      const found = acceptance(verified, pcrs, now);
      return found.accepted ? found : { accepted: false, reason: reasonOf(found, verified, pcrs) };
    }
  };
  return values;
}
function namedPcrs(registers2) {
  return Object.fromEntries([...registers2].map(([index, value]) => [`PCR${index}`, value]));
}
function reasonOf({ code: code2, message }, { list }, pcrs) {
  const nearest = list.releases.find(({ measurements }) => measurements.PCR0 === pcrs["PCR0"]);
  return {
    code: code2,
    message: nearest === void 0 || code2 !== "not-allowed" ? message : `${message}; PCR0 is that of release ${nearest.id}`,
    expected: nearest === void 0 ? `PCR0, PCR1, PCR2 and PCR8 of one of ${idsOf(list.releases)}` : textOf2(nearest.measurements),
    found: textOf2(pcrs)
  };
}
function idsOf(releases) {
  if (releases.length === 0) return "no release, as the list has none";
  const shown3 = releases.slice(0, SHOWN_RELEASES).map(({ id: id3 }) => id3);
  const more = releases.length - shown3.length;
  return `release ${shown3.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
function textOf2(pcrs) {
  const values = { ...pcrs };
  return COMPARED.map((name) => `${name} ${values[name] ?? "none"}`).join(", ");
}

// src/drift/false-allow-probes.ts
var APPRAISAL = "appraisal";
var APPRAISED = ["PCR0", "PCR1", "PCR2", "PCR8"];
function falseAllowProbes({ keys: keys2, now }, verified, history, ended2) {
  const { list } = verified;
  const accepted = list.releases.filter((release) => isAcceptedAt(release, now));
  const forbidden = (bound) => forbiddenImages(accepted, ended2, bound);
  return [
    ...forbidden(APPRAISED).map((image2) => askAppraisal(image2, verified, now)),
    ...accepted.slice(0, 1).flatMap(({ measurements }) => listProbes(verified, measurements)),
    olderVersion(history),
    ...keys2.flatMap(
      ([asked, key]) => key.kind === "fault" ? [{ name: "key-policy", asked, answer: "unknown", detail: key.fault.message }] : forbidden(boundBy(asked, list)).map(
        (image2) => askKey(image2, asked, key.value.proof.data, now)
      )
    )
  ];
}
function probeFindings(probes) {
  return probes.flatMap(({ name, asked, answer: answer2, detail }) => {
    if (answer2 === "refused") return [];
    return [
      {
        rule: answer2 === "allowed" ? "false-allow" : "false-allow-unknown",
        severity: answer2 === "allowed" ? "critical" : "unknown",
        area: "probe",
        subject: asked,
        message: answer2 === "allowed" ? `${name} is allowed: ${detail}` : `${name}: ${detail}`,
        expected: "refused",
        found: answer2
      }
    ];
  });
}
function forbiddenImages(accepted, ended2, bound) {
  const debug = { PCR0: ZERO_PCR, PCR1: ZERO_PCR, PCR2: ZERO_PCR, PCR8: ZERO_PCR };
  return [
    { name: "debug-document", detail: "an enclave in debug mode", registers: debug },
    ...ended2.flatMap(
      ({ release, why, measurements }) => measurements === void 0 ? [] : [
        {
          name: `${why}-release`,
          detail: `release ${release}`,
          registers: registersOf(measurements)
        }
      ]
    ),
    ...unlistedImage(accepted, bound),
    ...mixedTuple(accepted, bound)
  ];
}
function unlistedImage(accepted, bound) {
  const [release] = accepted;
  if (release === void 0 || !bound.includes("PCR0")) return [];
  const registers2 = {
    ...registersOf(release.measurements),
    PCR0: UNLISTED_PCR,
    PCR2: UNLISTED_PCR
  };
  const detail = `another image by the signer of release ${release.id}`;
  return [{ name: "unlisted-image", detail, registers: registers2 }];
}
var UNLISTED_PCR = "5a".repeat(48);
function mixedTuple(accepted, bound) {
  for (const one of accepted) {
    for (const other of accepted) {
      const registers2 = {
        ...registersOf(other.measurements),
        PCR0: one.measurements.PCR0
      };
      const isRelease = accepted.some(
        ({ measurements }) => bound.every((name) => registersOf(measurements)[name] === registers2[name])
      );
      if (isRelease) continue;
      const detail = `PCR0 of release ${one.id} with the other registers of ${other.id}`;
      return [{ name: "mixed-tuple", detail, registers: registers2 }];
    }
  }
  return [];
}
function boundBy(key, { projection: projection2 }) {
  const bind = projection2.keys.find((one) => one.key === key)?.bind ?? [];
  return APPRAISED.filter((name) => bind.includes(name));
}
function registersOf({ PCR0, PCR1, PCR2, PCR8 = ZERO_PCR }) {
  return { PCR0, PCR1, PCR2, PCR8 };
}
function askAppraisal({ name, detail, registers: registers2 }, verified, at) {
  const indexed = new Map(
    Object.entries(registers2).map(([register, value]) => [Number(register.slice(3)), value])
  );
  const verdict = referenceValuesOf(verified).verdictOn(indexed, at);
  return {
    name,
    asked: APPRAISAL,
    answer: verdict.accepted ? "allowed" : "refused",
    detail: verdict.accepted ? detail : `${detail}: ${verdict.reason.code}`
  };
}
function listProbes(verified, measurements) {
  const registers2 = registersOf(measurements);
  const emptied = { ...verified, list: { ...verified.list, releases: [] } };
  const { expiresAt, issuedAt } = verified.list;
  const empty = { name: "empty-list", detail: "the list without releases", registers: registers2 };
  const expired = { name: "expired-list", detail: "the list at its end", registers: registers2 };
  return [askAppraisal(empty, emptied, issuedAt), askAppraisal(expired, verified, expiresAt)];
}
function olderVersion(history) {
  const common2 = { name: "older-version", asked: APPRAISAL };
  switch (history?.olderList) {
    case "refused":
      return { ...common2, answer: "refused", detail: "the version before: rollback" };
    case "taken":
      return { ...common2, answer: "allowed", detail: "the version before is taken" };
    case "not-asked":
      return { ...common2, answer: "refused", detail: "there is no version before" };
    default:
      return { ...common2, answer: "unknown", detail: "the history could not be read" };
  }
}
function askKey({ name, detail, registers: registers2 }, asked, { admitted, openings, doubts }, now) {
  const isAdmitted = openings.length > 0 || admitted.some(
    ({ registers: values, until = Number.POSITIVE_INFINITY }) => now < until && Object.entries(values).every(
      // What the instance decides may be right.
      ([register, list]) => !(register in registers2) || list.includes(registers2[register] ?? "")
    )
  );
  const answer2 = isAdmitted ? "allowed" : doubts.length > 0 ? "unknown" : "refused";
  const why = openings.length > 0 ? "the key is open" : "the policy admits its registers";
  const doubt = "whether the key is locked could not be told";
  const said = answer2 === "allowed" ? why : answer2 === "unknown" ? doubt : "no statement admits it";
  return { name, asked, answer: answer2, detail: `${detail}: ${said}` };
}
function endedImages(list, history, now) {
  const seen = /* @__PURE__ */ new Map();
  for (const { releases } of history?.lists ?? [list]) {
    for (const { staged, measurements } of releases) seen.set(staged, measurements);
  }
  const accepted = new Set(
    list.releases.filter((release) => isAcceptedAt(release, now)).map(({ measurements }) => measurements.PCR0)
  );
  const over = list.releases.flatMap(
    (release) => release.state === "retiring" && release.retireAt <= now ? [
      {
        release: release.id,
        why: "retired",
        when: release.retireAt,
        measurements: release.measurements
      }
    ] : []
  );
  const removed = list.removed.filter(({ PCR0 }) => !accepted.has(PCR0)).map(({ id: id3, why, when, staged }) => {
    return { release: id3, why, when, measurements: seen.get(staged) };
  });
  return [...over, ...removed];
}

// src/drift/finding-order.ts
var ORDER = ["critical", "high", "low", "unknown", "info"];
function worstFirst(findings) {
  return [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
function isDrift({ severity }) {
  return severity === "critical" || severity === "high" || severity === "low";
}
function driftStatusOf(findings) {
  if (findings.some(isDrift)) return "drift";
  return findings.some(({ severity }) => severity === "unknown") ? "unknown" : "none";
}

// src/drift/key-findings.ts
var RECONCILE = "pcr-allowlist reconcile";
var SHOWN_CHARACTERS2 = 2e3;
function keyFindings({ keys: keys2, backups, now }, list, ended2) {
  const places = keys2.flatMap(
    ([name, key]) => key.kind === "read" ? [key.value.place] : placeOfArn(name) ?? []
  );
  const named2 = [...list.projection.keys, ...keys2.map(([key]) => ({ key }))];
  return [
    ...keys2.flatMap(
      ([name, key]) => key.kind === "fault" ? [unread2("key-unread", name, key.fault.message)] : oneKey(name, key.value, named2, now)
    ),
    ...admittedStill2(list, ended2, now),
    ...backups.kind === "fault" ? [unread2("backups-unread", "policies", backups.fault.message)] : forgotten(backups.value, places)
  ];
}
function unread2(rule, subject, message) {
  return { rule, severity: "unknown", area: "key-policy", subject, message };
}
function oneKey(name, key, named2, now) {
  const { plan, facts: facts2 } = key;
  return [
    ...plan.changes.flatMap((change) => changeFindings(name, change)),
    ...plan.leftOut.map(
      ({ what, name: left, reason }) => ({
        rule: "left-out",
        severity: "high",
        area: "key-policy",
        subject: name,
        message: `${what} ${left} has no statement: ${reason}`
      })
    ),
    ...plan.before.findings.map((finding) => ruleFinding(name, finding, key, now)),
    ...facts2.unknown.map((message) => unread2("key-facts-unread", name, message)),
    ...unnamedReplicas(facts2, named2).map(
      (arn) => ({
        rule: "replica-not-named",
        severity: "high",
        area: "key-policy",
        subject: arn,
        message: `it is of the same multi-Region key as ${name}, has a policy of its own, and nobody follows it`,
        fix: "Name it under keys, then pcr-allowlist publish --projection"
      })
    ),
    ...foreignWrites(name, key)
  ];
}
function changeFindings(subject, { action, sid, effect, releases, before, after, adopted: adopted2 }) {
  if (action === "keep") return [];
  const isWider = action === "delete" || effect === "narrows";
  const held3 = releases.length > 0 ? `, for ${releases.join(", ")},` : "";
  const words = { create: "is missing", update: "says something else", delete: "is not wanted" };
  return [
    {
      rule: adopted2 ? "to-be-adopted" : `statement-${STATEMENT_RULES[action]}`,
      severity: adopted2 ? "high" : isWider || action === "update" ? "critical" : "high",
      area: "key-policy",
      subject,
      sid,
      message: `the statement ${sid}${held3} ${words[action]}`,
      ...after === void 0 ? {} : { expected: shown(after) },
      ...before === void 0 ? {} : { found: shown(before) },
      fix: RECONCILE
    }
  ];
}
var STATEMENT_RULES = { create: "missing", update: "changed", delete: "left" };
function shown(statement) {
  const text7 = JSON.stringify(statement);
  return text7.length <= SHOWN_CHARACTERS2 ? text7 : `${text7.slice(0, SHOWN_CHARACTERS2)}\u2026`;
}
var SEVERITIES = {
  critical: "critical",
  warning: "high",
  info: "info",
  unknown: "unknown"
};
function ruleFinding(subject, { rule, severity, sid, grantId, message, fix }, { accept }, now) {
  const place2 = sid ?? grantId ?? "key";
  const taken = accept.find((one) => one.rule === rule && one.sid === place2 && now < one.until);
  const common2 = {
    rule,
    area: "key-policy",
    subject,
    ...place2 === "key" ? {} : { sid: place2 }
  };
  if (taken !== void 0) {
    const until = formatInstant(taken.until);
    return {
      ...common2,
      severity: "info",
      message: `${message}; accepted until ${until}: ${taken.reason}`
    };
  }
  return {
    ...common2,
    severity: SEVERITIES[severity] ?? "unknown",
    message,
    ...fix === void 0 ? {} : { fix }
  };
}
function foreignWrites(subject, { lastPut, digest: digest3 }) {
  if (lastPut === void 0 || !lastPut.confirmed || lastPut.policy === digest3) return [];
  const isOld = lastPut.replaced.includes(digest3);
  return [
    {
      rule: isOld ? "policy-put-back" : "foreign-write",
      severity: "high",
      area: "key-policy",
      subject,
      message: isOld ? `its policy is one that we replaced before ${formatInstant(lastPut.at)}: somebody put it back` : `somebody else changed its policy after our last change at ${formatInstant(lastPut.at)}`,
      fix: `Look for PutKeyPolicy in CloudTrail, then ${RECONCILE}`
    }
  ];
}
function admittedStill2(list, ended2, now) {
  return ended2.flatMap(
    ({ release, why, when, measurements }) => measurements === void 0 ? [] : stillAdmitted(list, measurements, now).map(
      ({ key, sid, releases }) => ({
        rule: "still-admitted",
        severity: why === "revoked" ? "critical" : "high",
        area: "key-policy",
        subject: key,
        sid,
        message: `it still admits the image of release ${release}, which was ${why}, and shares its bound PCRs with ${releases.join(", ")}`,
        since: when,
        fix: "Bind PCR0, or retire the other releases too."
      })
    )
  );
}
function forgotten(backups, known) {
  const text7 = ({ account, region, keyId }) => `${account}/${region}/${keyId}`;
  const named2 = new Set(known.map(text7));
  return backups.map(text7).filter((place2) => !named2.has(place2)).map((subject) => ({
    rule: "key-forgotten",
    severity: "high",
    area: "key-policy",
    subject,
    message: "we changed the policy of this key once, and the list does not name it any more: nobody follows it",
    fix: "Look at its policy; remove our statements, or name the key again."
  }));
}
function placeOfArn(name) {
  const [, region, account, keyId] = /^arn:[^:]+:kms:([^:]+):(\d{12}):key\/(.+)$/.exec(name) ?? [];
  if (region === void 0 || account === void 0 || keyId === void 0) return void 0;
  return { account, region, keyId };
}

// src/drift/key-report.ts
function keyReport(key, observed, list) {
  if (observed.kind === "fault") {
    const { message } = observed.fault;
    const nothing = { admitted: [], authority: [], changes: [] };
    return { key, data: "unread", verdict: message, ...nothing, maxBytes: POLICY_MAX_BYTES };
  }
  const { plan, proof, administrators } = observed.value;
  return {
    key,
    data: proof.data.answer,
    verdict: plan.before.verdict ?? "",
    admitted: proof.data.admitted.flatMap((way) => admittedTuples(way, list)),
    authority: proof.authority.holders.map(({ principal, actions }) => ({
      principal,
      actions,
      isAdministrator: isAdministrator(principal, administrators)
    })),
    changes: plan.changes.flatMap(
      ({ action, sid, releases }) => action === "keep" ? [] : [{ sid, action, ...releases.length > 0 ? { release: releases.join(", ") } : {} }]
    ),
    sizeBytes: plan.sizeBytes.before,
    maxBytes: POLICY_MAX_BYTES
  };
}
function admittedTuples({ principal, registers: registers2, until }, { releases }) {
  const tuples = Object.entries(registers2).reduce(
    (found, [name, values]) => found.flatMap((tuple) => values.map((value) => ({ ...tuple, [name]: value }))),
    [{}]
  );
  return tuples.map((tuple) => ({
    principal,
    registers: tuple,
    releases: releases.filter(({ measurements }) => has(measurements, tuple)).map(({ id: id3 }) => id3),
    ...untilOf(until)
  }));
}
function untilOf(until) {
  return until === void 0 ? {} : { until };
}
function has(measurements, tuple) {
  const values = new Map(Object.entries(measurements));
  return Object.entries(tuple).every(
    ([name, value]) => name === "PCR3" || name === "PCR4" || values.get(name) === value
  );
}

// src/drift/list-findings.ts
var RENEW = "pcr-allowlist renew";
var SUBJECT = "allow-list";
function listFindings(observation) {
  const { list, configuration } = observation;
  const declared = configuration.approvalNotEnforced ? [notEnforced(observation)] : [];
  if (list.kind === "fault") return [unverified(list.fault), ...declared];
  if (list.value === "absent") return [ABSENT, ...declared];
  const current = list.value.list;
  return [
    ...expiry(current, observation),
    ...endedReleases(current, observation),
    ...projection(current, observation),
    ...declared
  ];
}
var ABSENT = {
  rule: "list-missing",
  severity: "critical",
  area: "allow-list",
  subject: SUBJECT,
  message: "there is no allow-list in the store: verifiers accept nothing",
  fix: "pcr-allowlist init for a new list; else put the newest version of the history back"
};
function unverified({ code: code2, message, unknown: unknown3 }) {
  return {
    rule: unknown3 ? "list-unread" : "list-not-verified",
    severity: unknown3 ? "unknown" : "critical",
    area: "allow-list",
    subject: SUBJECT,
    message: `${message}; nothing else could be compared with it`,
    found: code2,
    fix: "Look who wrote to the store; the newest version of the history is the one to go back to."
  };
}
function expiry({ issuedAt, expiresAt }, { now }) {
  const life = expiresAt - issuedAt;
  const left = expiresAt - now;
  const found = `expires at ${formatInstant(expiresAt)}`;
  const common2 = { area: "allow-list", subject: SUBJECT, found, fix: RENEW };
  if (!(left > 0)) {
    const message = "the allow-list has expired: verifiers refuse everything";
    return [{ rule: "list-expired", severity: "critical", message, since: expiresAt, ...common2 }];
  }
  if (left <= life / 5) {
    const message = "less than a fifth of the life of the allow-list is left";
    const since = expiresAt - Math.floor(life / 5);
    return [{ rule: "list-expires-soon", severity: "critical", message, since, ...common2 }];
  }
  if (left <= life / 2) {
    const message = "more than half of the life of the allow-list is over";
    const since = expiresAt - Math.floor(life / 2);
    return [{ rule: "list-half-life", severity: "high", message, since, ...common2 }];
  }
  return [];
}
function endedReleases({ releases }, { now }) {
  return releases.flatMap((release) => {
    if (release.state !== "retiring" || now < release.retireAt) return [];
    return [
      {
        rule: "retire-time-past",
        severity: "low",
        area: "allow-list",
        subject: release.id,
        message: `release ${release.id} has ended and is still in the list`,
        since: release.retireAt,
        fix: RENEW
      }
    ];
  });
}
function projection({ projection: current }, { configuration }) {
  const found = projectionSha256(current);
  if (found === configuration.projectionSha256) return [];
  return [
    {
      rule: "projection-differs",
      severity: "high",
      area: "allow-list",
      subject: configuration.file,
      message: "the configuration names other roles, certificates or keys than the list, which counts",
      expected: `projection ${configuration.projectionSha256}`,
      found: `projection ${found}`,
      fix: "pcr-allowlist publish --projection"
    }
  ];
}
function notEnforced({ configuration }) {
  return {
    rule: "approval-not-enforced",
    severity: configuration.asksForApproval ? "high" : "low",
    area: "allow-list",
    subject: configuration.file,
    message: "one key signs manifests and lists: whoever publishes can also change the allow-list",
    fix: "Give signing.manifest-key and trust.manifest-keys a key of their own."
  };
}

// src/drift/metrics.ts
function releaseMetrics(observation, list, history, timeline, findings) {
  const { now } = observation;
  const accepted = (list?.releases ?? []).filter((release) => isAcceptedAt(release, now));
  const ids = new Set(accepted.map(({ id: id3 }) => id3));
  const begins = timeline.filter(({ release, until }) => ids.has(release) && (until === void 0 || now < until)).map(({ from }) => from);
  const since = findings.filter(isDrift).flatMap((finding) => finding.since ?? []);
  return {
    publishToActive: publishToActive(observation, history, timeline),
    revokeToNarrowed: list === void 0 ? [] : revokeToNarrowed(observation, list),
    ...since.length === 0 ? {} : { driftOpenMs: now - Math.min(...since) },
    acceptedImages: accepted.length,
    ...begins.length === 0 ? {} : { oldestAcceptedMs: now - Math.min(...begins) }
  };
}
function publishToActive({ staged }, history, timeline) {
  if (staged.kind === "fault" || history === void 0) return [];
  const stagedAt = new Map(
    staged.value.flatMap(
      ({ record: record2 }) => record2 === void 0 ? [] : [[record2.sha256, record2.stagedAt]]
    )
  );
  const recordOf2 = new Map(
    history.lists.flatMap(
      ({ releases }) => releases.map(({ id: id3, measurements, staged: record2 }) => [
        JSON.stringify([id3, measurements.PCR0]),
        record2
      ])
    )
  );
  return timeline.flatMap(({ release, PCR0, from }) => {
    const at = stagedAt.get(recordOf2.get(JSON.stringify([release, PCR0])) ?? "");
    return at === void 0 || from < at ? [] : [{ release, durationMs: from - at }];
  });
}
function revokeToNarrowed({ keys: keys2 }, { removed, releases }) {
  const last = removed.findLast(({ why }) => why === "revoked");
  if (last === void 0 || keys2.length === 0) return [];
  const changes = [
    ...releases.flatMap((release) => release.changes.map(({ at }) => at)),
    ...removed.map(({ when }) => when)
  ];
  if (Math.max(...changes) > last.when) return [];
  const puts = keys2.map(([, key]) => key.kind === "read" ? key.value.lastPut : void 0);
  const times = puts.flatMap(
    (put2) => put2?.confirmed === true && put2.at >= last.when ? [put2.at] : []
  );
  if (times.length < puts.length) return [];
  return [{ release: last.id, durationMs: Math.max(...times) - last.when }];
}

// src/drift/store-findings.ts
var STAGED_LEFT_MS = 7 * DAY_MS;
var VERSIONS2 = "history";
function storeFindings({ history, manifests, staged, now }, current) {
  return [
    ...history.kind === "fault" ? [unread3("history-unread", VERSIONS2, history.fault.message)] : historyFindings(history.value, current),
    ...manifests.flatMap(
      ([release, one]) => one.kind === "fault" ? [unread3("manifest-unread", release, one.fault.message)] : manifestFindings(one.value)
    ),
    ...staged.kind === "fault" ? [unread3("staged-unread", "staged", staged.fault.message)] : staged.value.flatMap((one) => stagedFindings(one, current, now))
  ];
}
function unread3(rule, subject, message) {
  return { rule, severity: "unknown", area: "allow-list", subject, message };
}
function historyFindings({ entries, ended: ended2, others }, { version: version3 }) {
  const common2 = { area: "allow-list", subject: VERSIONS2 };
  const missing2 = entries.some((entry) => entry.version === version3) ? [] : [
    {
      ...common2,
      rule: "history-missing",
      severity: "low",
      message: `version ${version3} is current and not in the history: the run that made it was cut off`,
      fix: "The next command that changes the list completes it."
    }
  ];
  return [
    ...missing2,
    ...ended2 === void 0 ? [] : [chainEnd(ended2)],
    ...others.map(
      ({ name, signed: signed2 }) => ({
        ...common2,
        rule: signed2 ? "history-fork" : "history-junk",
        severity: signed2 ? "critical" : "low",
        subject: name,
        message: signed2 ? "a list of the same version with another payload is signed by the list keys: there are two histories" : "an object in the history is no version of this list",
        fix: signed2 ? "Find out who used the list key, and replace it." : "Look who can write to the store; delete the object."
      })
    )
  ];
}
function chainEnd({ version: version3, why }) {
  const common2 = { area: "allow-list", subject: VERSIONS2 };
  switch (why) {
    case "missing":
      return {
        ...common2,
        rule: "history-gap",
        severity: "high",
        message: `version ${version3} is missing: what was accepted before cannot be shown`,
        fix: "Restore the object from the bucket\u2019s versions or a backup."
      };
    case "other-payload":
      return {
        ...common2,
        rule: "history-broken",
        severity: "critical",
        message: `no object of version ${version3} has the payload that the version after it names`,
        fix: "Restore the object from the bucket\u2019s versions or a backup, and look who can write to the store."
      };
    case "not-read":
      return {
        ...common2,
        rule: "history-not-read",
        severity: "info",
        message: `versions up to ${version3} were not read: the timeline begins after them`
      };
  }
}
function manifestFindings({ release, path, state }) {
  const common2 = { area: "allow-list", subject: release, found: path };
  switch (state) {
    case "right":
      return [];
    case "missing":
      return [
        {
          ...common2,
          rule: "manifest-missing",
          severity: "high",
          message: `the manifest of release ${release} is not in the store`,
          fix: "Restore the object from the bucket\u2019s versions or a backup."
        }
      ];
    case "changed":
    case "other-image":
      return [
        {
          ...common2,
          rule: "manifest-changed",
          severity: "critical",
          message: state === "changed" ? `the manifest of release ${release} has other bytes than the list names` : `the manifest of release ${release} is of another image`,
          fix: "Restore the object, and look who can write to the store."
        }
      ];
    case "not-signed":
      return [
        {
          ...common2,
          rule: "manifest-key-left",
          severity: "info",
          message: `the manifest of release ${release} is proved by the list alone: its key is no longer trusted`
        }
      ];
  }
}
function stagedFindings({ name, record: record2 }, list, now) {
  const common2 = { area: "allow-list", severity: "low" };
  if (record2 === void 0) {
    return [
      {
        ...common2,
        rule: "staged-not-verified",
        subject: name,
        message: "a staged record does not verify: it is of another list, or of no trusted key",
        fix: "Look who can write to the store; delete the object."
      }
    ];
  }
  if (isOver(record2, list) || now - record2.stagedAt < STAGED_LEFT_MS) return [];
  return [
    {
      ...common2,
      rule: "staged-left",
      subject: stagedIdOf(record2),
      message: `${stagedIdOf(record2)} waits for approval since ${formatInstant(record2.stagedAt)}`,
      found: name,
      since: record2.stagedAt,
      fix: "Approve it, or delete the object."
    }
  ];
}
function isOver(record2, list) {
  const { releases, removed, projection: projection2 } = list;
  if (record2.kind === "projection") return projection2.staged.includes(record2.sha256);
  const { PCR0 } = record2.measurements;
  return releases.some(({ measurements }) => measurements.PCR0 === PCR0) || removed.some(
    (entry) => entry.staged === record2.sha256 || entry.PCR0 === PCR0 && entry.when >= record2.stagedAt
  );
}

// src/drift/subject-findings.ts
function subjectFindings({ images, documents, configuration, now }, list) {
  return [
    ...images.flatMap(
      ([subject, image2]) => image2.kind === "fault" ? [faultFinding("image", subject, image2.fault)] : imageFindings(subject, image2.value, list, now)
    ),
    ...documents.flatMap(
      ([subject, document]) => document.kind === "fault" ? [faultFinding("document", subject, document.fault)] : documentFindings(subject, document.value)
    ),
    ...certificateFindings(list, configuration.minCertificateDays, now)
  ];
}
function faultFinding(area, subject, { code: code2, message, unknown: unknown3 }) {
  if (unknown3) return { rule: `${area}-unread`, severity: "unknown", area, subject, message };
  return {
    rule: `${area}-refused`,
    severity: "critical",
    area,
    subject,
    message,
    found: code2,
    fix: area === "image" ? "Do not start it: look where it comes from." : "Stop this enclave, and look what started it."
  };
}
function imageFindings(subject, { sha256: sha2562, measurements }, { releases, removed }, now) {
  const same2 = releases.find((release) => release.measurements.PCR0 === measurements.PCR0);
  const common2 = { area: "image", subject, found: `PCR0 ${measurements.PCR0}` };
  if (same2 !== void 0) return listedImage(subject, { sha256: sha2562, measurements }, same2, now);
  const ended2 = removed.find(({ PCR0 }) => PCR0 === measurements.PCR0);
  if (ended2 !== void 0) {
    return [
      {
        ...common2,
        rule: `image-${ended2.why}`,
        severity: ended2.why === "revoked" ? "critical" : "high",
        message: `it is the image of release ${ended2.id}, which was ${ended2.why}`,
        since: ended2.when,
        fix: "Deploy an image that the list accepts."
      }
    ];
  }
  return [
    {
      ...common2,
      rule: "image-not-listed",
      severity: "high",
      message: "the list does not have it: no verifier and no key would know this image",
      expected: `PCR0 of one of ${releases.map(({ id: id3 }) => id3).join(", ") || "no release"}`,
      fix: `pcr-allowlist publish ${subject}`
    }
  ];
}
function listedImage(subject, { sha256: sha2562, measurements }, release, now) {
  const common2 = { area: "image", subject };
  const [difference] = comparePcrs({ ...release.measurements }, { ...measurements });
  if (difference !== void 0) {
    return [
      {
        ...common2,
        rule: "image-differs",
        severity: "critical",
        message: `it has PCR0 of release ${release.id}, and its ${difference.pcr} is ${difference.kind}`,
        expected: JSON.stringify(release.measurements),
        found: JSON.stringify(measurements)
      }
    ];
  }
  if (!isAcceptedAt(release, now)) {
    return [
      {
        ...common2,
        rule: "image-retired",
        severity: "high",
        message: `it is the image of release ${release.id}, which has ended`,
        fix: "Deploy an image that the list accepts."
      }
    ];
  }
  if (release.image.sha256 === sha2562) return [];
  return [
    {
      ...common2,
      rule: "image-other-file",
      severity: "info",
      message: `it is measured as release ${release.id}, and is another file: metadata or signature differ`,
      expected: release.image.sha256,
      found: sha2562
    }
  ];
}
function documentFindings(subject, { accepted, reasons }) {
  if (accepted) return [];
  return reasons.map(({ code: code2, message }) => ({
    rule: "document-not-accepted",
    severity: "critical",
    area: "document",
    subject,
    message,
    found: code2,
    fix: "Stop this enclave, or publish and approve its image."
  }));
}
function certificateFindings({ projection: projection2, releases }, minDays, now) {
  return projection2.certificates.flatMap(({ PCR8, notAfter }) => {
    const isOver2 = notAfter <= now;
    if (!isOver2 && notAfter - now > minDays * DAY_MS) return [];
    const isUsed = releases.some(({ measurements }) => measurements.PCR8 === PCR8);
    return [
      {
        rule: isOver2 ? "certificate-expired" : "certificate-ends-soon",
        severity: !isUsed ? "low" : isOver2 ? "critical" : "high",
        area: "certificate",
        subject: `PCR8 ${PCR8}`,
        message: isOver2 ? "the image-signing certificate has expired: enclaves signed with it do not start" : `the image-signing certificate ends in less than ${minDays} days`,
        found: `ends at ${formatInstant(notAfter)}`,
        since: isOver2 ? notAfter : notAfter - minDays * DAY_MS,
        fix: "Add the next certificate to certificates, publish --projection, and sign the next image with it."
      }
    ];
  });
}

// src/drift/timeline.ts
function timelineOf(lists, now) {
  const open = /* @__PURE__ */ new Map();
  const entries = [];
  for (const list of lists) {
    const staged = new Set(list.releases.map((release) => release.staged));
    for (const [key, { entry, last }] of open) {
      if (staged.has(key)) continue;
      open.delete(key);
      const removed = list.removed.find((one) => one.staged === key);
      entries.push({ ...entry, ...endOf3(last, removed, list.issuedAt) });
    }
    for (const release of list.releases) {
      const began = open.get(release.staged)?.entry ?? beginning(release, list, list === lists[0]);
      open.set(release.staged, { entry: began, last: release });
    }
  }
  for (const { entry, last } of open.values()) {
    entries.push(last.state === "active" ? entry : { ...entry, ...retirement(last.retireAt, now) });
  }
  return entries.sort((a, b) => a.from - b.from || (a.release < b.release ? -1 : 1));
}
function beginning({ id: id3, measurements, approvals, changes }, list, isFirstRead) {
  const approved2 = changes.filter(({ what }) => what !== "retired").at(-1);
  const known = isFirstRead && approved2 !== void 0 ? approved2 : void 0;
  return {
    release: id3,
    PCR0: measurements.PCR0,
    from: known?.at ?? list.issuedAt,
    fromVersion: known?.version ?? list.version,
    approvedBy: approvals.map(({ by }) => by)
  };
}
function endOf3(last, removed, issuedAt) {
  if (removed?.why === "revoked") return { until: removed.when, end: "revoked" };
  const until = last.state === "retiring" ? last.retireAt : removed?.when ?? issuedAt;
  return { until, end: "retired" };
}
function retirement(until, now) {
  return { until, end: now < until ? "retiring" : "retired" };
}

// src/drift/detect-drift.ts
function detectDrift(pin, observation) {
  const { now, keys: keys2 } = observation;
  const verified = observation.list.kind === "read" && observation.list.value !== "absent" ? observation.list.value : void 0;
  const list = verified?.list;
  const history = observation.history.kind === "read" ? observation.history.value : void 0;
  const ended2 = list === void 0 ? [] : endedImages(list, history, now);
  const probes = verified === void 0 ? [] : falseAllowProbes(observation, verified, history, ended2);
  const compared = list === void 0 ? [] : [
    ...storeFindings(observation, list),
    ...keyFindings(observation, list, ended2),
    ...subjectFindings(observation, list),
    ...probeFindings(probes)
  ];
  const findings = worstFirst([...listFindings(observation), ...compared]);
  const timeline = timelineOf(historyLists(history, list), now);
  return {
    status: driftStatusOf(findings),
    pin,
    measuredAt: now,
    findings,
    ...verified === void 0 ? {} : { list: { current: verified.list, id: verified.id } },
    timeline,
    keys: list === void 0 ? [] : keys2.map(([key, one]) => keyReport(key, one, list)),
    measures: releaseMetrics(observation, list, history, timeline, findings),
    probes
  };
}
function historyLists(history, list) {
  return history?.lists ?? (list === void 0 ? [] : [list]);
}

// src/workflow/drift/observation.ts
var OBSERVATIONS_AT_ONCE = 8;
async function observe(read) {
  try {
    return { kind: "read", value: await read() };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return observationFault(error);
  }
}
function observationFault({ code: code2, message }) {
  return { kind: "fault", fault: { code: code2, message, unknown: ![2, 3].includes(exitCodeOf(code2)) } };
}

// src/workflow/drift/observe-history.ts
var MAX_VERSIONS = 730;
async function observeHistory(current, { opened, trust }, ports) {
  const { store } = opened;
  const entries = await historyFrom(store, 0);
  const first = Math.max(1, current.id.version - MAX_VERSIONS);
  const wanted = entries.filter(({ version: version3 }) => version3 >= first && version3 < current.id.version);
  const candidates2 = /* @__PURE__ */ new Map();
  await mapConcurrently(wanted, OBSERVATIONS_AT_ONCE, async (entry) => {
    const stored2 = await store.get(entry.name);
    if (stored2 === void 0) return;
    const found = candidates2.get(entry.version) ?? [];
    candidates2.set(entry.version, [...found, { entry, bytes: stored2.bytes }]);
  });
  const lists = [current.list];
  const others = [];
  let before;
  let ended2;
  for (let version3 = current.id.version - 1; version3 >= 1; version3--) {
    if (version3 < first) {
      ended2 = { version: version3, why: "not-read" };
      break;
    }
    const found = candidates2.get(version3) ?? [];
    const [next] = lists;
    const proved = found.flatMap((one) => predecessor(next, one) ?? []);
    const [chosen] = proved;
    for (const { entry, bytes } of found) {
      if (proved.some(({ candidate }) => candidate.entry === entry)) continue;
      others.push({ name: entry.name, signed: await isSigned(bytes, trust) });
    }
    if (chosen === void 0) {
      ended2 = { version: version3, why: found.length === 0 ? "missing" : "other-payload" };
      break;
    }
    before ??= chosen.candidate;
    lists.unshift(chosen.list);
  }
  const olderList = before === void 0 ? "not-asked" : await askedOlder(before.bytes, current, trust, ports);
  return { entries, lists, ...ended2 === void 0 ? {} : { ended: ended2 }, others, olderList };
}
function predecessor(next, candidate) {
  if (next === void 0) return void 0;
  try {
    const list = requirePredecessor(next, parseDsse(candidate.bytes).payload);
    return { list, candidate };
  } catch (error) {
    if (error instanceof CodedError) return void 0;
    throw error;
  }
}
async function isSigned(bytes, { pin, listKeys }) {
  try {
    await openAllowList(bytes, pin, listKeys);
    return true;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}
async function askedOlder(older, { id: id3 }, trust, { now }) {
  try {
    await verifyAllowList(older, { ...trust, remembered: id3 }, now);
    return "taken";
  } catch (error) {
    if (error instanceof TrustError || error instanceof CodedError) return "refused";
    throw error;
  }
}

// src/workflow/drift/observe-keys.ts
async function observeKeys(verified, open, ports) {
  const { targets, unopened } = await keyTargets(verified.list, open.enclave, ports);
  const read = await mapConcurrently(
    targets,
    OBSERVATIONS_AT_ONCE,
    async (target) => [
      target.target.port.key,
      await observe(() => observeKey(target, verified, open, ports))
    ]
  );
  return [...read, ...unopened.map(({ key, error }) => [key, observationFault(error)])];
}
async function observeKey({ target, key }, { list, id: id3 }, { enclave, opened }, { now }) {
  const { port, as, rules } = target;
  const configured = enclave.configuration.keys.find((one) => one.key === (as ?? port.key));
  const administrators = configured?.administrators ?? [];
  const [policy, facts2, lastPut] = await Promise.all([
    port.readPolicy(),
    readKeyFacts(port),
    readLastPut(port, opened.store)
  ]);
  const { description, grants } = facts2;
  const assess = (text7) => assessKeyPolicy(text7, { description, grants, administrators, list, key, now });
  const current = assess(policy);
  const plan = planKey({
    list,
    id: id3,
    key,
    policy,
    rules,
    assess: (text7) => text7 === policy ? current : assess(text7),
    unknown: facts2.unknown,
    now
  });
  return {
    place: port.place,
    plan,
    proof: current.proof,
    facts: facts2,
    accept: rules.accept,
    digest: policyDigest(policy),
    administrators,
    lastPut
  };
}
async function readLastPut({ place: place2 }, store) {
  const name = leaseName(place2);
  const stored2 = await store.get(name);
  return stored2 === void 0 ? void 0 : parseLease(stored2.bytes, name).lastPut ?? void 0;
}

// src/workflow/drift/observe-store.ts
var MAX_STAGED = 512;
function observeManifests({ releases }, { opened, enclave }, _ports) {
  return mapConcurrently(releases, OBSERVATIONS_AT_ONCE, async (release) => [
    release.id,
    await observe(async () => {
      const { path } = release.manifest;
      const stored2 = await opened.store.get(path);
      const state = stored2 === void 0 ? "missing" : await manifestState(stored2.bytes, release, enclave.manifestTrust);
      return { release: release.id, path, state };
    })
  ]);
}
async function manifestState(bytes, { manifest, measurements, image: image2 }, trust) {
  if (encodeHex(sha256(bytes)) !== manifest.sha256) return "changed";
  const found = parseManifest(parseDsse(bytes).payload);
  const differs = comparePcrs({ ...measurements }, { ...found.measurements }).length > 0;
  if (differs || found.image.sha256 !== image2.sha256) return "other-image";
  try {
    await verifyManifest(bytes, trust);
    return "right";
  } catch (error) {
    if (error instanceof TrustError && error.code === "signature-threshold") return "not-signed";
    throw error;
  }
}
async function observeStaged({ releases }, { opened, enclave }) {
  const names = await opened.store.list("staged/", "");
  const served = new Set(releases.map(({ staged }) => staged));
  const isServed = (name) => served.has(parseStagedName(name)?.sha256 ?? "");
  const first = [...names].sort((a, b) => Number(isServed(b)) - Number(isServed(a)));
  return mapConcurrently(
    first.slice(0, MAX_STAGED),
    OBSERVATIONS_AT_ONCE,
    async (name) => {
      const stored2 = await opened.store.get(name);
      if (stored2 === void 0) return { name };
      try {
        return {
          name,
          record: await verifyStagedRecord(stored2.bytes, enclave.pin, enclave.manifestTrust)
        };
      } catch (error) {
        if (error instanceof CodedError) return { name };
        throw error;
      }
    }
  );
}
async function observeBackups({ opened }) {
  const names = await opened.store.list("policies/", "");
  const places = /* @__PURE__ */ new Map();
  for (const name of names) {
    const [, account, region, keyId] = /^policies\/([^/]+)\/([^/]+)\/(.+)\/[^/]+$/.exec(name) ?? [];
    if (account === void 0 || region === void 0 || keyId === void 0) continue;
    places.set(`${account}/${region}/${keyId}`, { account, region, keyId });
  }
  return [...places.values()];
}

// src/evidence/document-finding.ts
function reasonsOf(findings) {
  return findings.flatMap((finding) => finding.verdict === "refused" ? [finding.reason] : []);
}
function isChannelBound(findings) {
  const bindings = findings.filter(({ check }) => check === "public-key" || check === "user-data");
  return bindings.some(({ verdict }) => verdict === "met") && !bindings.some(({ verdict }) => verdict === "refused");
}
function metCheck(check) {
  return { check, verdict: "met" };
}
function notRequiredCheck(check) {
  return { check, verdict: "not-required" };
}
function refusedCheck(check, reason) {
  return { check, verdict: "refused", reason };
}

// src/evidence/document-kind.ts
function parseModuleId(moduleId) {
  const fields3 = /^(i-[0-9a-f]{8}(?:[0-9a-f]{9})?)-enc([0-9a-f]{16})$/.exec(moduleId);
  const [, instanceId, enclaveId] = fields3 ?? [];
  return instanceId === void 0 || enclaveId === void 0 ? void 0 : { instanceId, enclaveId };
}
function documentKindOf({ moduleId, pcrs }) {
  if (pcrs === void 0 || /-tpm[0-9a-f]*$/.test(moduleId)) return "nitro-tpm";
  return parseModuleId(moduleId) === void 0 ? "other" : "enclave";
}
function requireEnclave(document) {
  const kind = documentKindOf(document);
  if (kind === "enclave") return;
  const found = JSON.stringify(document.moduleId);
  throw new TrustError(
    "not-an-enclave",
    kind === "nitro-tpm" ? `expected the document of an enclave, found one of a NitroTPM, ${found}` : `expected the document of an enclave, such as i-\u2026-enc\u2026, found ${found}`,
    { at: { path: "/module_id" } }
  );
}

// src/evidence/time-rules.ts
var CLOCK_BEHIND_MAX_MS = 6e4;
function requireChainTime({ links }, at, behindMs) {
  for (const { certificate, path } of links) {
    const { notBefore, notAfter } = certificate;
    if (!(at >= notBefore - behindMs)) {
      throw new TrustError(
        "chain-not-yet-valid",
        `certificate chain: ${path} is valid from ${formatInstant(notBefore)}, which is after ${formatInstant(at)}`,
        { at: { path }, hint: "Compare the clock of this machine with that of others." }
      );
    }
    if (!(at <= notAfter)) {
      throw new TrustError(
        "chain-expired",
        `certificate chain: ${path} was valid until ${formatInstant(notAfter)}, which is before ${formatInstant(at)}`,
        {
          at: { path },
          hint: "The certificates of a document live about three hours. An older one is verified at its own time, as archived."
        }
      );
    }
  }
}
function requireNotFromFuture(timestamp, at, behindMs) {
  if (timestamp <= at + behindMs) return;
  throw new TrustError(
    "document-from-future",
    `expected a document from before ${formatInstant(at)}, found one from ${formatInstant(timestamp)}`,
    {
      at: { path: "/timestamp" },
      hint: "Compare the clock of this machine with that of others."
    }
  );
}
function requireRecent(timestamp, now, maxAgeMs) {
  if (now - timestamp <= maxAgeMs) return;
  throw new TrustError(
    "document-too-old",
    `expected a document of at most ${maxAgeMs} ms, found one of ${now - timestamp} ms`,
    { at: { path: "/timestamp" }, hint: "Ask the enclave for a new document." }
  );
}

// src/evidence/evidence-findings.ts
var NONE = "none";
var EMPTY = "empty";
function evidenceFindings(evidence, expectations) {
  return [
    freshness(evidence, expectations),
    nonce(evidence, expectations),
    bytesFinding("public-key", evidence.publicKey, expectations.publicKey),
    bytesFinding("user-data", evidence.userData, expectations.userData),
    instance(evidence, expectations),
    customPcrs(evidence, expectations)
  ];
}
function freshness({ fresh, timestamp }, { now, maxAgeMs }) {
  if (maxAgeMs === "archived") return notRequiredCheck("freshness");
  const found = formatInstant(timestamp);
  if (timestamp > now + CLOCK_BEHIND_MAX_MS) {
    return refusedCheck("freshness", {
      code: "document-from-future",
      message: "the document is dated ahead of the clock",
      expected: `before ${formatInstant(now)}`,
      found
    });
  }
  if (fresh && now - timestamp <= maxAgeMs) return metCheck("freshness");
  return refusedCheck("freshness", {
    code: "document-too-old",
    message: fresh ? "the document is too old by now" : "the document was verified as archived, which is never fresh",
    expected: `verified live, and of at most ${maxAgeMs} ms`,
    found: fresh ? found : `archived, from ${found}`
  });
}
function nonce({ nonce: found }, { nonce: expected }) {
  if (expected === "not-required") return notRequiredCheck("nonce");
  if (found === null) {
    return refusedCheck("nonce", {
      code: "nonce-missing",
      message: "the document has no nonce",
      expected: encodeHex(expected),
      found: NONE
    });
  }
  if (found.length > 0 && equalInConstantTime(found, expected)) return metCheck("nonce");
  return refusedCheck("nonce", {
    code: "nonce-mismatch",
    message: "the document answers another question",
    expected: encodeHex(expected),
    found: encodeHex(found) || EMPTY
  });
}
var BYTES_CODE = {
  "public-key": "public-key-mismatch",
  "user-data": "user-data-mismatch"
};
function bytesFinding(check, found, expected) {
  if (expected === void 0) return notRequiredCheck(check);
  const isThere = found !== null && found.length > 0;
  if (isThere && equalInConstantTime(found, expected)) return metCheck(check);
  return refusedCheck(check, {
    code: BYTES_CODE[check],
    message: isThere ? "the document binds another one" : "the document binds nothing here",
    expected: encodeHex(expected),
    found: found === null ? NONE : encodeHex(found) || EMPTY
  });
}
function instance({ moduleId, pcrs }, { instanceIds }) {
  if (instanceIds === void 0) return notRequiredCheck("instance");
  const instanceId = parseModuleId(moduleId)?.instanceId;
  if (instanceId === void 0 || !instanceIds.includes(instanceId)) {
    return refusedCheck("instance", {
      code: "not-allowed",
      message: "the enclave runs on another instance",
      expected: instanceIds.join(" or "),
      found: instanceId ?? NONE
    });
  }
  const expected = pcr4OfInstance(instanceId, portableHashing);
  return registerFinding("instance", 4, expected, pcrs.get(4)) ?? metCheck("instance");
}
function customPcrs({ pcrs }, { customPcrs: expected }) {
  const check = "custom-pcrs";
  if (expected === void 0) return notRequiredCheck(check);
  for (const [index, value] of Object.entries(expected)) {
    const refusal13 = registerFinding(check, Number(index), value, pcrs.get(Number(index)));
    if (refusal13 !== void 0) return refusal13;
  }
  return metCheck(check);
}
function registerFinding(check, index, expected, found) {
  if (found === expected) return void 0;
  return refusedCheck(check, {
    code: "pcr-mismatch",
    message: `PCR${index} is ${found === void 0 ? "missing" : "another"}`,
    expected,
    found: found ?? NONE
  });
}

// src/evidence/expectation-rules.ts
function requireInstant(instant6, name) {
  if (Number.isSafeInteger(instant6) && Math.abs(instant6) <= 864e13) return;
  throw new UsageError(`expected ${name} in milliseconds since 1970, found ${String(instant6)}`);
}
function requireMaxAge(maxAgeMs) {
  if (Number.isSafeInteger(maxAgeMs) && maxAgeMs > 0) return;
  throw new UsageError(`expected a maximum age in milliseconds, found ${String(maxAgeMs)}`);
}
function requireNonceOption(nonce2) {
  if (nonce2 === "not-required") return;
  if (nonce2 instanceof Uint8Array && nonce2.length >= NONCE_MIN_BYTES) return;
  const found = nonce2 instanceof Uint8Array ? `${nonce2.length} bytes` : typeof nonce2;
  throw new UsageError(
    `expected a nonce of at least ${NONCE_MIN_BYTES} bytes, or not-required, found ${found}`
  );
}
function requireKnownNames(options, names) {
  if (typeof options !== "object" || options === null) {
    throw new UsageError(`expected an object with ${names.join(", ")}`);
  }
  const unknown3 = Object.keys(options).find((name) => !names.includes(name));
  if (unknown3 === void 0) return;
  throw new UsageError(`unknown option ${JSON.stringify(unknown3)}`, {
    hint: `There are ${names.join(", ")}.`
  });
}

// src/evidence/expectations.ts
var CUSTOM_PCR_FIRST = 16;
var CUSTOM_PCR_LAST = 31;
var PCR_PATTERN = /^[0-9a-f]{96}$/;
var BINDINGS = ["publicKey", "userData", "instanceIds", "customPcrs"];
var NAMES2 = ["now", "nonce", "maxAgeMs", "remembered", ...BINDINGS];
function requireExpectations(expectations) {
  const { now, nonce: nonce2, maxAgeMs, instanceIds, customPcrs: customPcrs2 } = expectations;
  requireKnownNames(expectations, NAMES2);
  requireInstant(now, "now");
  requireNonceOption(nonce2);
  if (maxAgeMs !== "archived") requireMaxAge(maxAgeMs);
  for (const name of BINDINGS) {
    if (name in expectations && expectations[name] == null) {
      throw new UsageError(`expected a value for ${name}, found ${expectations[name]}`);
    }
  }
  requireBytes(expectations.publicKey, "publicKey");
  requireBytes(expectations.userData, "userData");
  if (instanceIds !== void 0) requireInstanceIds(instanceIds);
  if (customPcrs2 !== void 0) requireCustomPcrs(customPcrs2);
}
function requireListExpectations({ remembered }) {
  if (remembered === "nothing-remembered") return;
  const { version: version3, sha256: sha2562 } = remembered ?? {};
  const isVersion = Number.isSafeInteger(version3) && (version3 ?? 0) >= 1;
  if (isVersion && /^[0-9a-f]{64}$/.test(sha2562 ?? "")) return;
  throw new UsageError(
    "expected remembered as a version with its SHA-256, or nothing-remembered by name"
  );
}
function requireBytes(bytes, name) {
  if (bytes === void 0 || bytes instanceof Uint8Array && bytes.length > 0) return;
  throw new UsageError(`expected ${name} as bytes, at least one`);
}
function requireInstanceIds(instanceIds) {
  if (!Array.isArray(instanceIds)) throw new UsageError("expected instanceIds as a list");
  const wrong = instanceIds.find((id3) => !/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id3));
  if (instanceIds.length > 0 && wrong === void 0) return;
  const found = wrong === void 0 ? "none" : JSON.stringify(wrong);
  throw new UsageError(`expected instance ids such as i-1234567890abcdef0, found ${found}`);
}
function requireCustomPcrs(customPcrs2) {
  const entries = Object.entries(customPcrs2);
  if (entries.length === 0) throw new UsageError("expected at least one of customPcrs");
  for (const [index, value] of entries) {
    const number3 = /^\d{1,2}$/.test(index) ? Number(index) : -1;
    if (number3 < CUSTOM_PCR_FIRST || number3 > CUSTOM_PCR_LAST) {
      throw new UsageError(
        `expected custom PCRs from ${CUSTOM_PCR_FIRST} to ${CUSTOM_PCR_LAST}, found ${JSON.stringify(index)}`
      );
    }
    if (typeof value !== "string" || !PCR_PATTERN.test(value)) {
      throw new UsageError(`expected PCR${index} as 96 lower-case hexadecimal digits`);
    }
  }
}

// src/evidence/appraise.ts
function appraise(evidence, referenceValues, expectations) {
  requireExpectations(expectations);
  requireListExpectations(expectations);
  if (typeof referenceValues?.verdictOn !== "function") {
    throw new UsageError("expected the Reference Values of a verified allow-list, found none");
  }
  const verdict = referenceValues.verdictOn(evidence.pcrs, expectations.now);
  const findings = [
    ...evidenceFindings(evidence, expectations),
    listVersion(referenceValues, expectations),
    image(verdict),
    instanceRole(evidence, referenceValues)
  ];
  const reasons = reasonsOf(findings);
  const facts2 = {
    findings,
    fresh: findings.some(({ check, verdict: verdict2 }) => check === "freshness" && verdict2 === "met"),
    channelBound: isChannelBound(findings),
    rollbackProtected: expectations.remembered !== "nothing-remembered"
  };
  return verdict.accepted && reasons.length === 0 ? { accepted: true, release: verdict.release, reasons: [], ...facts2 } : { accepted: false, reasons, ...facts2 };
}
function listVersion({ version: found }, { remembered }) {
  const check = "list-version";
  if (remembered === "nothing-remembered") return notRequiredCheck(check);
  const isSame = found.version === remembered.version && found.sha256 === remembered.sha256;
  if (isSame || found.version > remembered.version) return metCheck(check);
  return refusedCheck(check, {
    code: "rollback",
    message: "the allow-list is older than, or not the same as, one that was seen before",
    expected: `version ${remembered.version} with sha256 ${remembered.sha256}, or a later one`,
    found: `version ${found.version} with sha256 ${found.sha256}`
  });
}
function image(verdict) {
  return verdict.accepted ? metCheck("image") : refusedCheck("image", verdict.reason);
}
function instanceRole({ pcrs }, { instanceRoles: instanceRoles2 }) {
  const check = "instance-role";
  const found = pcrs.get(3);
  if (instanceRoles2 === "unapproved") {
    return refusedCheck(check, {
      code: "approval-missing",
      message: "the instance roles of the list lack approvals by the keys that are pinned",
      expected: "approved instance roles",
      found: "none"
    });
  }
  if (instanceRoles2.length === 0) return notRequiredCheck(check);
  const isListed2 = instanceRoles2.some(({ PCR3 }) => PCR3 === found && PCR3 !== ZERO_PCR);
  if (isListed2) return metCheck(check);
  return refusedCheck(check, {
    code: "pcr-mismatch",
    message: "PCR3 is of none of the instance roles of the list",
    expected: instanceRoles2.map(({ arn, PCR3 }) => `${PCR3} (${arn})`).join(" or "),
    found: found ?? "none"
  });
}

// src/evidence/certificate-rules.ts
var ECDSA_WITH_SHA384 = "300a06082a8648ce3d040303";
function requireProfile(certificate, path) {
  const { version: version3, signatureAlgorithm, publicKey, extensions } = certificate;
  if (version3 !== 3) throw chainError(path, `expected version 3, found ${version3}`);
  if (encodeHex(signatureAlgorithm.der) !== ECDSA_WITH_SHA384) {
    throw chainError(path, `expected ecdsa-with-SHA384, found ${signatureAlgorithm.oid}`);
  }
  if (publicKey.curve !== "P-384") {
    const found = publicKey.curve ?? publicKey.algorithmOid;
    throw chainError(path, `expected a key on P-384, found ${found}`);
  }
  const [unknown3] = extensions.unknownCritical;
  if (unknown3 !== void 0) {
    throw chainError(path, `expected critical extensions that are known, found ${unknown3}`);
  }
}
function requireAuthority(certificate, path, casBelow) {
  const { basicConstraints, keyUsage } = certificate.extensions;
  if (basicConstraints === void 0 || !basicConstraints.critical || !basicConstraints.ca) {
    throw chainError(path, "expected critical basicConstraints that make it a CA");
  }
  const { pathLength } = basicConstraints;
  if (pathLength !== void 0 && pathLength < casBelow) {
    throw chainError(path, `expected a path length of ${casBelow} or more, found ${pathLength}`);
  }
  if (!keyUsage?.usages.includes("keyCertSign")) {
    throw chainError(path, "expected keyUsage with keyCertSign");
  }
}
function requireLeaf(certificate, path) {
  const { basicConstraints, keyUsage } = certificate.extensions;
  if (basicConstraints?.ca === true || basicConstraints?.pathLength !== void 0) {
    throw chainError(path, "expected a certificate that is no CA");
  }
  if (!keyUsage?.usages.includes("digitalSignature")) {
    throw chainError(path, "expected keyUsage with digitalSignature");
  }
  if (keyUsage.usages.includes("keyCertSign")) {
    throw chainError(path, "expected keyUsage without keyCertSign");
  }
}
function requireNamedIssuer(certificate, issuer, path) {
  if (!equalBytes(certificate.issuer.der, issuer.subject.der)) {
    const [expected2, found2] = [issuer.subject, certificate.issuer].map(nameToRfc4514);
    throw chainError(path, `expected the issuer ${expected2}, found ${found2}`);
  }
  const { authorityKeyIdentifier: expected } = certificate.extensions;
  const { subjectKeyIdentifier: found } = issuer.extensions;
  if (expected !== void 0 && found !== void 0 && !equalBytes(expected, found)) {
    throw chainError(path, "expected the key identifier of the issuer, found another");
  }
}
function chainError(path, message, cause) {
  return new TrustError("chain-broken", `certificate chain: ${path}: ${message}`, {
    at: { path },
    cause
  });
}

// src/evidence/certified-key.ts
var CertifiedKey = class {
  certificate;
  imported;
  constructor(certificate) {
    this.certificate = certificate;
  }
  /** On P-384, whatever the certificate says. Rejects with FormatError `encoding` where it is no such key. */
  key() {
    const { spkiDer } = this.certificate.publicKey;
    this.imported ??= importEcdsaKey({ curve: "P-384", spkiDer });
    return this.imported;
  }
};

// src/evidence/certificate-chain.ts
async function verifyChain({ certificate, cabundle }, root, cache) {
  requireRoot(cabundle[0], root);
  if (cabundle.length > CABUNDLE_MAX_CERTIFICATES) {
    const bound = `expected at most ${CABUNDLE_MAX_CERTIFICATES} certificates`;
    throw chainError("/cabundle", `${bound}, found ${cabundle.length}`);
  }
  requireDistinct([...cabundle, certificate]);
  const authorities = [
    linkOf(new CertifiedKey(root.certificate), "/cabundle/0"),
    ...cabundle.slice(1).map((der, i) => parseLink(der, `/cabundle/${i + 1}`, cache))
  ];
  const leaf = parseLink(certificate, "/certificate", cache);
  const links = [...authorities, leaf];
  for (const link of links) requireProfile(link.certificate, link.path);
  for (const [i, link] of authorities.entries()) {
    requireAuthority(link.certificate, link.path, authorities.length - 1 - i);
  }
  requireLeaf(leaf.certificate, leaf.path);
  const steps = pairsOf(links);
  for (const [issuer, link] of steps) {
    requireNamedIssuer(link.certificate, issuer.certificate, link.path);
  }
  for (const [issuer, link] of steps) await requireSigned(link, issuer, cache);
  return { links, leaf: leaf.certified };
}
function requireRoot(first, root) {
  if (first !== void 0 && equalBytes(first, root.certificate.der)) return;
  throw new TrustError(
    "root-not-trusted",
    `expected a chain that begins with the root ${root.name}, found another certificate`,
    { at: { path: "/cabundle/0" } }
  );
}
function requireDistinct(certificates) {
  const twice = certificates.findIndex(
    (der, i) => certificates.slice(0, i).some((other) => equalBytes(der, other))
  );
  if (twice < 0) return;
  const path = twice === certificates.length - 1 ? "/certificate" : `/cabundle/${twice}`;
  throw chainError(path, "expected each certificate once, found it again");
}
function linkOf(certified, path) {
  return { certificate: certified.certificate, path, certified };
}
function parseLink(der, path, cache) {
  const found = cache?.find(der);
  if (found !== void 0) {
    return { ...linkOf(found.certified, path), signedBy: found.issuerSpkiDer };
  }
  try {
    return linkOf(new CertifiedKey(parseCertificate(der)), path);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw chainError(path, cause.message, cause);
  }
}
function pairsOf(links) {
  return links.flatMap((link, i) => {
    const issuer = links[i - 1];
    return issuer === void 0 ? [] : [[issuer, link]];
  });
}
async function requireSigned({ certificate, path, certified, signedBy }, issuer, cache) {
  const issuerSpkiDer = issuer.certificate.publicKey.spkiDer;
  if (signedBy !== void 0 && equalBytes(signedBy, issuerSpkiDer)) return;
  let signed2;
  try {
    const signature2 = derToRaw(certificate.signature, "P-384");
    signed2 = await verifyWithKey(await issuer.certified.key(), certificate.tbsDer, signature2);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw chainError(path, cause.message, cause);
  }
  if (!signed2) throw chainError(path, `expected a signature of ${issuer.path}, found another`);
  cache?.add({ certified, issuerSpkiDer });
}

// src/evidence/enclave-start.ts
var LAUNCH_DIGITS = 12;
var SERIAL_DIGITS = 24;
function enclaveStartOf({ moduleId, timestamp }, { serialNumber }) {
  const enclaveId = parseModuleId(moduleId)?.enclaveId;
  if (enclaveId === void 0) return null;
  if (!serialNumber.padStart(SERIAL_DIGITS, "0").startsWith(enclaveId)) return null;
  const startedAt = Number.parseInt(enclaveId.slice(0, LAUNCH_DIGITS), 16);
  return startedAt > 0 && startedAt <= timestamp ? startedAt : null;
}

// src/evidence/document-payload.ts
var PCRS = "pcrs";
var NITRO_TPM_PCRS = "nitrotpm_pcrs";
var KEYS = [
  "module_id",
  "digest",
  "timestamp",
  PCRS,
  "certificate",
  "cabundle",
  "public_key",
  "user_data",
  "nonce"
];
var PCR_BYTES = 48;
var AWS_FIELD_MAX_BYTES = 1024;
var MAX_PCRS = 32;
var IMAGE_PCRS = [0, 1, 2];
var TIMESTAMP_MIN = 1e12;
var TIMESTAMP_MAX = 253402300799999;
function parsePayload(payload) {
  const fields3 = fieldsOf(payload);
  const registersName = fields3.has(NITRO_TPM_PCRS) && !fields3.has(PCRS) ? NITRO_TPM_PCRS : PCRS;
  requireKnownKeys(fields3, registersName);
  const moduleId = moduleIdOf(fields3.get("module_id"));
  if (fields3.get("digest") !== "SHA384") throw refusal9("/digest", "expected SHA384");
  const timestamp = timestampOf(fields3.get("timestamp"));
  const registers2 = registersOf2(fields3.get(registersName), `/${registersName}`);
  const isEnclave = registersName === PCRS;
  if (isEnclave) requireImagePcrs(registers2);
  return {
    moduleId,
    digest: "SHA384",
    timestamp,
    pcrs: isEnclave ? registers2 : void 0,
    nitroTpmPcrs: isEnclave ? void 0 : registers2,
    certificate: certificateOf(fields3.get("certificate"), "/certificate"),
    cabundle: cabundleOf(fields3.get("cabundle")),
    publicKey: optionalBytesOf(fields3.get("public_key"), "/public_key"),
    userData: optionalBytesOf(fields3.get("user_data"), "/user_data"),
    nonce: optionalBytesOf(fields3.get("nonce"), "/nonce")
  };
}
function fieldsOf(payload) {
  let value;
  try {
    value = parseCbor(payload, { topLevelIndefiniteMap: true });
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const at = { path: "/", ...cause.at };
    throw new FormatError("payload-format", `payload: ${cause.message}`, { cause, at });
  }
  if (!(value instanceof Map)) throw refusal9("/", "expected a map");
  return value;
}
function requireKnownKeys(fields3, registersName) {
  for (const key of fields3.keys()) {
    if (key === registersName || key !== PCRS && KEYS.includes(key)) continue;
    throw refusal9("/", `expected no other fields, found ${JSON.stringify(key).slice(0, 80)}`);
  }
}
function moduleIdOf(value) {
  if (typeof value === "string" && value !== "" && value.length <= MODULE_ID_MAX_LENGTH) {
    return value;
  }
  throw refusal9("/module_id", `expected a text of 1 to ${MODULE_ID_MAX_LENGTH} characters`);
}
function timestampOf(value) {
  if (typeof value !== "number") throw refusal9("/timestamp", "expected an integer");
  if (value >= TIMESTAMP_MIN && value <= TIMESTAMP_MAX) return value;
  throw refusal9("/timestamp", `expected milliseconds since 1970, found ${value}`);
}
function registersOf2(value, path) {
  if (!(value instanceof Map) || value.size < 1 || value.size > MAX_PCRS) {
    throw refusal9(path, `expected a map of 1 to ${MAX_PCRS} registers`);
  }
  const registers2 = /* @__PURE__ */ new Map();
  for (const [index, bytes] of value) {
    if (typeof index !== "number" || index < 0 || index >= MAX_PCRS) {
      const found = JSON.stringify(index).slice(0, 80);
      throw refusal9(path, `expected an index from 0 to ${MAX_PCRS - 1}, found ${found}`);
    }
    if (!(bytes instanceof Uint8Array) || bytes.length !== PCR_BYTES) {
      throw refusal9(`${path}/${index}`, `expected ${PCR_BYTES} bytes, as SHA384 makes them`);
    }
    registers2.set(index, encodeHex(bytes));
  }
  return registers2;
}
function requireImagePcrs(registers2) {
  const missing2 = IMAGE_PCRS.find((index) => !registers2.has(index));
  if (missing2 !== void 0) throw refusal9(`/${PCRS}`, `expected PCR${missing2}, found none`);
}
function cabundleOf(value) {
  if (!Array.isArray(value) || value.length === 0) {
    throw refusal9("/cabundle", "expected an array of at least one certificate");
  }
  return value.map((certificate, i) => certificateOf(certificate, `/cabundle/${i}`));
}
function certificateOf(value, path) {
  return bytesOf(value, path, 1, EVIDENCE_CERTIFICATE_MAX_BYTES);
}
function optionalBytesOf(value, path) {
  if (value === void 0 || value === null) return null;
  if (value instanceof Uint8Array && value.length > EVIDENCE_FIELD_MAX_BYTES) {
    throw refusal9(
      path,
      `expected at most ${EVIDENCE_FIELD_MAX_BYTES} bytes, found ${value.length}, above AWS's limit of ${AWS_FIELD_MAX_BYTES}`,
      "The document may be genuine. Let the enclave put a digest into the field instead."
    );
  }
  return bytesOf(value, path, 0, EVIDENCE_FIELD_MAX_BYTES);
}
function bytesOf(value, path, minimum, maximum) {
  if (!(value instanceof Uint8Array)) throw refusal9(path, "expected a byte string");
  if (value.length >= minimum && value.length <= maximum) return value;
  throw refusal9(path, `expected ${minimum} to ${maximum} bytes, found ${value.length}`);
}
function refusal9(path, message, hint) {
  return new FormatError("payload-format", `payload: ${path}: ${message}`, {
    at: { path },
    ...hint === void 0 ? {} : { hint }
  });
}

// src/evidence/unverified-document.ts
function parseDocument2(bytes) {
  const envelope = parseEnvelope(bytes);
  return { ...parsePayload(envelope.payload), envelope };
}
function parseEnvelope(bytes) {
  if (bytes.length > EVIDENCE_MAX_BYTES) {
    throw refusal10(`expected at most ${EVIDENCE_MAX_BYTES} bytes, found ${bytes.length}`);
  }
  const envelope = coseSign1Of(bytes);
  if (envelope.algorithm !== "ES384") {
    throw refusal10(`expected the algorithm ES384, found ${envelope.algorithm}`);
  }
  const { length: length2 } = envelope.payload;
  if (length2 > EVIDENCE_PAYLOAD_MAX_BYTES) {
    throw refusal10(
      `expected a payload of at most ${EVIDENCE_PAYLOAD_MAX_BYTES} bytes, found ${length2}`
    );
  }
  return envelope;
}
function coseSign1Of(bytes) {
  try {
    return parseCoseSign1(bytes);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw refusal10(cause.message, cause);
  }
}
function refusal10(message, cause) {
  const at = cause?.at === void 0 ? {} : { at: cause.at };
  return new FormatError("envelope-format", `attestation document: ${message}`, { cause, ...at });
}

// src/evidence/verify-attestation.ts
async function verifyLive(bytes, { now, root, maxAgeMs, nonce: nonce2, cache }) {
  requireInstant(now, "now");
  requireMaxAge(maxAgeMs);
  requireNonceOption(nonce2);
  const { document, chain } = await verifySigned(bytes, root, cache);
  requireChainTime(chain, now, CLOCK_BEHIND_MAX_MS);
  requireNotFromFuture(document.timestamp, now, CLOCK_BEHIND_MAX_MS);
  requireRecent(document.timestamp, now, maxAgeMs);
  requireProduction(document);
  if (nonce2 !== "not-required") requireNonce(document, nonce2);
  return evidenceOf(document, chain, root, true);
}
async function verifyArchived(bytes, { root, at, cache }) {
  if (at !== void 0) requireInstant(at, "at");
  const { document, chain } = await verifySigned(bytes, root, cache);
  requireChainTime(chain, document.timestamp, 0);
  if (at !== void 0) {
    requireChainTime(chain, at, 0);
    requireNotFromFuture(document.timestamp, at, 0);
  }
  requireProduction(document);
  return evidenceOf(document, chain, root, false);
}
async function verifySigned(bytes, root, cache) {
  const document = parseDocument2(bytes);
  requireEnclave(document);
  const chain = await verifyChain(document, root, cache);
  await requireSignature(document, chain);
  return { document, chain };
}
async function requireSignature({ envelope }, { leaf }) {
  let signed2;
  try {
    const { signature: signature2 } = envelope;
    signed2 = await verifyWithKey(await leaf.key(), sigStructure(envelope), signature2);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw signatureRefused("the key of its certificate cannot be used", cause);
  }
  if (!signed2) throw signatureRefused("its signature is not of the key of its certificate");
}
function signatureRefused(message, cause) {
  return new TrustError("document-signature", `attestation document: ${message}`, { cause });
}
function requireProduction({ pcrs }) {
  const zero = [0, 1, 2].filter((index) => (pcrs.get(index) ?? ZERO_PCR) === ZERO_PCR);
  if (zero.length === 0) return;
  const names = zero.map((index) => `PCR${index}`).join(", ");
  throw new TrustError("debug-mode", `the enclave runs in debug mode, as zeros in ${names} show`, {
    at: { path: "/pcrs" },
    hint: "Start the enclave without --debug-mode: in it the host can read what the enclave does."
  });
}
function requireNonce({ nonce: found }, expected) {
  const at = { path: "/nonce" };
  if (found === null) {
    throw new TrustError("nonce-missing", "expected a document with a nonce, found none", { at });
  }
  if (found.length === 0 || !equalInConstantTime(found, expected)) {
    throw new TrustError(
      "nonce-mismatch",
      "expected the nonce that was asked with, found another",
      {
        at,
        hint: "This document answers another question; it may be an old one."
      }
    );
  }
}
function evidenceOf(document, { leaf }, root, fresh) {
  const { moduleId, timestamp, digest: digest3, pcrs, nonce: nonce2, userData, publicKey } = document;
  return {
    moduleId,
    timestamp,
    digest: digest3,
    pcrs,
    nonce: nonce2,
    userData,
    publicKey,
    startedAt: enclaveStartOf(document, leaf.certificate),
    root: root.name,
    signer: signerOf2(leaf),
    fresh
  };
}
function signerOf2({
  certificate: { issuer, serialNumber }
}) {
  return { issuer: nameToRfc4514(issuer), serialNumber };
}

// src/evidence/appraise-document.ts
async function verifyDocument(bytes, trust, expectations) {
  const evidence = await genuineEvidence(bytes, trust, expectations);
  const findings = evidenceFindings(evidence, expectations);
  const [reason] = reasonsOf(findings);
  if (reason !== void 0) {
    const { code: code2, message, expected, found } = reason;
    throw new TrustError(code2, `${message}: expected ${expected}, found ${found}`);
  }
  return { evidence, fresh: evidence.fresh, channelBound: isChannelBound(findings) };
}
async function appraiseDocument(bytes, trust, referenceValues, expectations) {
  const evidence = await genuineEvidence(bytes, trust, expectations);
  return { evidence, appraisal: appraise(evidence, referenceValues, expectations) };
}
async function genuineEvidence(bytes, { root, at, cache }, expectations) {
  requireExpectations(expectations);
  const { now, maxAgeMs } = expectations;
  const given = cache === void 0 ? { root } : { root, cache };
  if (maxAgeMs !== "archived") {
    return verifyLive(bytes, { ...given, now, maxAgeMs, nonce: "not-required" });
  }
  return verifyArchived(bytes, at === void 0 ? given : { ...given, at });
}

// src/evidence/document-json.ts
var DOCUMENT_FIELDS = [
  "attestation_document",
  "document",
  "attestation_doc",
  "attestation",
  "attestationDocument"
];
var MAX_LISTED = 5;
var MAX_SEARCH_DEPTH = 6;
function documentInJson(text7, names) {
  const value = parseStrictJson(new TextEncoder().encode(text7));
  if (names !== void 0) return documentBelow(value, names);
  const whole = documentOf2(value);
  if (whole !== void 0) return whole;
  if (!(value instanceof Map)) throw noDocument(value, "found a JSON list of something else");
  const fields3 = DOCUMENT_FIELDS.filter((name) => (value.get(name) ?? "") !== "");
  const [field] = fields3;
  if (field === void 0) throw noDocument(value, `found ${keysText(value)}`);
  if (fields3.length > 1) {
    throw refusal11(
      `expected one of ${DOCUMENT_FIELDS.join(", ")}, found ${fields3.join(" and ")}`,
      cutOut(fields3.map((name) => `.${name}`))
    );
  }
  const document = documentOf2(value.get(field) ?? null);
  if (document !== void 0) return document;
  throw noDocument(value, `found ${field}, which is neither a text nor a list of bytes`);
}
function documentBelow(value, names) {
  let inner = value;
  for (const name of names) inner = inner instanceof Map ? inner.get(name) : void 0;
  const document = inner === void 0 ? void 0 : documentOf2(inner);
  if (document !== void 0) return document;
  const found = value instanceof Map ? keysText(value) : "something else than an object";
  throw refusal11(
    `expected JSON with a document in ${names.join(".")}, found ${found}`,
    cutOut(placesOf(value, "", 0))
  );
}
function documentOf2(value) {
  if (typeof value === "string") return value;
  if (!Array.isArray(value) || value.length === 0) return void 0;
  const bytes = new Uint8Array(value.length);
  for (const [i, one] of value.entries()) {
    if (!(one instanceof JsonNumber) || !/^\d{1,3}$/.test(one.text)) return void 0;
    const byte = Number(one.text);
    if (byte > 255) return void 0;
    bytes[i] = byte;
  }
  return bytes;
}
function noDocument(value, found) {
  const message = `expected JSON with one of ${DOCUMENT_FIELDS.join(", ")}, ${found}`;
  return refusal11(message, cutOut(placesOf(value, "", 0)));
}
function placesOf(value, path, depth) {
  const document = documentOf2(value);
  if (document !== void 0) return beginsAsDocument(document) ? [path === "" ? "." : path] : [];
  if (depth === MAX_SEARCH_DEPTH) return [];
  const places = [];
  const members2 = Array.isArray(value) ? value.map((one, i) => [`[${i}]`, one]) : value instanceof Map ? (
    // A key that a shell could read otherwise is not put into a command that people copy.
    [...value].flatMap(([key, one]) => isPlainKey(key) ? [[`.${key}`, one]] : [])
  ) : [];
  for (const [step, one] of members2) {
    if (places.length >= MAX_LISTED) break;
    const start2 = path === "" && step.startsWith("[") ? "." : path;
    places.push(...placesOf(one, `${start2}${step}`, depth + 1));
  }
  return places.slice(0, MAX_LISTED);
}
function isPlainKey(key) {
  return /^[A-Za-z_]\w{0,63}$/.test(key);
}
function beginsAsDocument(found) {
  if (typeof found !== "string") return found[0] === 132 || found[0] === 210;
  return /^\s*(?:(?:0x)?(?:d2)?8444a1|hEShATgi|0oREoQE4)/i.test(found);
}
function cutOut(places) {
  if (places.length === 0) return {};
  const commands = places.map((place2) => `jq -r '${place2}' FILE`);
  return { hint: `Cut the one that is meant out with: ${commands.join(", or ")}.` };
}
function keysText(object2) {
  if (object2.size === 0) return "an object without fields";
  const keys2 = [...object2.keys()].slice(0, MAX_LISTED).map((key) => JSON.stringify(key.slice(0, 40)));
  const more = object2.size > MAX_LISTED ? ` and ${object2.size - MAX_LISTED} more` : "";
  return `the fields ${keys2.join(", ")}${more}`;
}
function refusal11(message, context = {}) {
  return new FormatError("envelope-format", `attestation document: ${message}`, context);
}

// src/evidence/document-encoding.ts
var INPUT_MAX_BYTES = 4 * EVIDENCE_MAX_BYTES;
var ARRAY_OF_FOUR = 132;
var TAG_18 = 210;
var BYTE_ORDER_MARK = [239, 187, 191];
var FORMS = "CBOR, hexadecimal, base64 or base64url, or JSON with one of these";
function decodeDocument(input, names) {
  if (input.length > INPUT_MAX_BYTES) {
    throw refusal12(`expected at most ${INPUT_MAX_BYTES} bytes, found ${input.length}`);
  }
  if (names !== void 0) return ofJson(textOf3(input), names);
  const [first] = input;
  if (first === ARRAY_OF_FOUR || first === TAG_18) return input;
  const text7 = textOf3(input).trim();
  if (/^[{[]/.test(text7) || text7.startsWith('"') && text7.includes("\\")) {
    return ofJson(text7);
  }
  return ofDigits(/^(["'])(.*)\1$/s.exec(text7)?.[2]?.trim() ?? text7);
}
function ofJson(text7, names) {
  const found = documentInJson(text7, names);
  return typeof found === "string" ? ofDigits(found.trim()) : found;
}
function ofDigits(text7) {
  const digits2 = text7.replace(/[ \t]*\r?\n[ \t]*/g, "");
  if (/^(?:0x)?(?:84|d2)/i.test(digits2)) return decodeHex(digits2.replace(/^0x/i, ""));
  if (/^0x/i.test(digits2)) {
    throw refusal12("expected 84 or d2 behind 0x, as every attestation document begins");
  }
  if (/^[h0]/.test(digits2)) return decodeAnyBase64(digits2);
  throw refusal12(`expected a document in ${FORMS}`);
}
function decodeAnyBase64(text7) {
  const digits2 = text7.replace(/-/g, "+").replace(/_/g, "/").replace(/={1,2}$/, "");
  return decodeBase64(digits2.padEnd(Math.ceil(digits2.length / 4) * 4, "="));
}
function textOf3(input) {
  if (isUtf16(input)) {
    throw refusal12("expected text in UTF-8, found UTF-16", void 0, {
      hint: "Convert it with: iconv -f UTF-16 -t UTF-8 FILE. PowerShell writes UTF-16 where > is used."
    });
  }
  const hasMark = BYTE_ORDER_MARK.every((byte, i) => input[i] === byte);
  try {
    return decodeUtf8(hasMark ? input.subarray(BYTE_ORDER_MARK.length) : input);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw refusal12("expected a document in CBOR, or a text that holds one", cause);
  }
}
function isUtf16([a = -1, b = -1]) {
  const isAscii = (byte) => byte >= 32 && byte < 127;
  return a === 255 && b === 254 || a === 254 && b === 255 || isAscii(a) && b === 0 || a === 0 && isAscii(b);
}
function refusal12(message, cause, context = {}) {
  return new FormatError("envelope-format", `attestation document: ${message}`, {
    cause,
    ...context
  });
}

// src/evidence/nitro-root.ts
var AWS_ROOT_G1 = {
  sha256: "641a0321a3e244efe456463195d606317ed7cdcc3c1756e09893f3c68f79bb5b",
  pem: `-----BEGIN CERTIFICATE-----
MIICETCCAZagAwIBAgIRAPkxdWgbkK/hHUbMtOTn+FYwCgYIKoZIzj0EAwMwSTEL
MAkGA1UEBhMCVVMxDzANBgNVBAoMBkFtYXpvbjEMMAoGA1UECwwDQVdTMRswGQYD
VQQDDBJhd3Mubml0cm8tZW5jbGF2ZXMwHhcNMTkxMDI4MTMyODA1WhcNNDkxMDI4
MTQyODA1WjBJMQswCQYDVQQGEwJVUzEPMA0GA1UECgwGQW1hem9uMQwwCgYDVQQL
DANBV1MxGzAZBgNVBAMMEmF3cy5uaXRyby1lbmNsYXZlczB2MBAGByqGSM49AgEG
BSuBBAAiA2IABPwCVOumCMHzaHDimtqQvkY4MpJzbolL//Zy2YlES1BR5TSksfbb
48C8WBoyt7F2Bw7eEtaaP+ohG2bnUs990d0JX28TcPQXCEPZ3BABIeTPYwEoCWZE
h8l5YoQwTcU/9KNCMEAwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUkCW1DdkF
R+eWw5b6cp3PmanfS5YwDgYDVR0PAQH/BAQDAgGGMAoGCCqGSM49BAMDA2kAMGYC
MQCjfy+Rocm9Xue4YnwWmNJVA44fA0P5W2OpYow9OYCVRaEevL8uO1XYru5xtMPW
rfMCMQCi85sWBbJwKKXdS6BptQFuZbT73o/gBh1qUxl/nNr12UO8Yfwr6wPLb+6N
IwLz3/Y=
-----END CERTIFICATE-----
`
};
var PINS2 = { aws: AWS_ROOT_G1 };
function awsNitroRoot(partition = "aws") {
  if (!Object.hasOwn(PINS2, partition)) {
    throw new UsageError(`expected the partition aws, found ${JSON.stringify(partition)}`, {
      hint: "The root of another partition has to be given as a certificate."
    });
  }
  const { pem, sha256: sha2562 } = PINS2[partition];
  const root = rootOf(partition, parseCertificatePem(encodeUtf8(pem)));
  if (root.sha256 === sha2562) return root;
  throw new Error(`the pinned root of ${partition} is not the certificate that it must be`);
}
function rootNotOfAws(certificateDer) {
  const der = new Uint8Array(certificateDer);
  return rootOf(`not-aws:${sha256Of2(der)}`, der);
}
function rootOf(name, der) {
  return { name, sha256: sha256Of2(der), certificate: parseCertificate(der) };
}
function sha256Of2(bytes) {
  const hash = portableHashing.sha256();
  hash.update(bytes);
  return encodeHex(hash.digest());
}

// src/workflow/drift/observe-subjects.ts
var MAX_AGE_MS2 = 5 * MINUTE_MS;
async function observeImages(names, ports) {
  const found = [];
  for (const name of names) {
    found.push([
      name,
      await observe(async () => {
        const source = await ports.openImage(name, void 0);
        try {
          const { image: image2, measurements } = await measureEif(source, {
            onProgress: (done2, total) => ports.onProgress?.(name, done2, total)
          });
          return { sha256: image2.sha256, measurements };
        } finally {
          await source.close();
        }
      })
    ]);
  }
  return found;
}
async function observeDocuments({ documents, urls, method }, verified, ports) {
  const appraised = async (bytes, how) => {
    const trust = { root: awsNitroRoot() };
    const expectations = { ...how, now: ports.now, remembered: verified.id };
    const reference = referenceValuesOf(verified);
    const { appraisal } = await appraiseDocument(
      decodeDocument(bytes),
      trust,
      reference,
      expectations
    );
    return {
      accepted: appraisal.accepted,
      ...appraisal.accepted ? { release: appraisal.release.id } : {},
      reasons: appraisal.reasons
    };
  };
  const fromFiles = await mapConcurrently(documents, OBSERVATIONS_AT_ONCE, async (name) => {
    const read = async () => appraised(await ports.readBytes(name), { nonce: "not-required", maxAgeMs: "archived" });
    return [name, await observe(read)];
  });
  const fromEnclaves = await mapConcurrently(urls, OBSERVATIONS_AT_ONCE, async (url) => {
    const question = plainQuestion(url, method);
    const nonce2 = ports.randomBytes(question.nonce.bytes);
    const ask = async () => appraised(await ports.askForDocument(question, nonce2), { nonce: nonce2, maxAgeMs: MAX_AGE_MS2 });
    return [url, await observe(ask)];
  });
  return [...fromFiles, ...fromEnclaves];
}

// src/workflow/commands/drift.ts
async function drift(request, ports) {
  try {
    const enclave = await loadEnclave(request.config, ports);
    const observation = await observeEnclave(request, enclave, ports);
    const report = detectDrift(enclave.pin, observation);
    return ended("drift", report, [], failuresOf(report, request.failOn));
  } catch (error) {
    return failed("drift", error);
  }
}
async function observeEnclave(request, enclave, ports) {
  const { configuration, file, projection: projection2 } = enclave;
  const common2 = {
    now: ports.now,
    configuration: {
      file,
      approvalNotEnforced: enclave.warnings.some(({ code: code2 }) => code2 === "approval-not-enforced"),
      asksForApproval: configuration.approval !== "none",
      projectionSha256: projectionSha256(projection2),
      minCertificateDays: request.minCertificateDays
    }
  };
  const opened = await observe(() => openList(enclave, ports));
  const state = await observe(
    async () => opened.kind === "read" ? readState(opened.value, ports) : void 0
  );
  if (opened.kind === "fault") return { ...common2, ...NOTHING2, list: opened };
  if (state.kind === "fault") return { ...common2, ...NOTHING2, list: state };
  if (state.value === void 0) {
    return { ...common2, ...NOTHING2, list: { kind: "read", value: "absent" } };
  }
  const { verified } = state.value;
  return { ...common2, ...await observeAround(verified, opened.value, request, ports) };
}
async function observeAround(verified, open, request, ports) {
  const list = verified.list;
  const [history, manifests, staged, keys2, backups, images, documents] = await Promise.all([
    observe(() => observeHistory(verified, open, ports)),
    observeManifests(list, open, ports),
    observe(() => observeStaged(list, open)),
    observeKeys(verified, open, ports),
    observe(() => observeBackups(open)),
    observeImages(request.images, ports),
    observeDocuments(request, verified, ports)
  ]);
  return {
    list: { kind: "read", value: verified },
    ...{ history, manifests, staged, keys: keys2, backups, images, documents }
  };
}
var UNCOMPARED = {
  kind: "fault",
  fault: { code: "list-unavailable", message: "there is no list to compare with", unknown: true }
};
var NOTHING2 = {
  history: UNCOMPARED,
  staged: UNCOMPARED,
  backups: UNCOMPARED,
  manifests: [],
  keys: [],
  images: [],
  documents: []
};
var FAILING = {
  critical: ["critical"],
  high: ["critical", "high"],
  any: ["critical", "high", "low"]
};
function failuresOf({ findings }, failOn) {
  const failing = findings.filter(({ severity }) => FAILING[failOn].includes(severity));
  const unknown3 = findings.filter(({ severity }) => severity === "unknown");
  return [
    ...failing.length === 0 ? [] : [
      {
        code: "drift",
        message: `${pluralize(failing.length, "finding")}, first: ${failing[0]?.subject}: ${failing[0]?.message}`,
        hint: "Each finding names the command that mends it."
      }
    ],
    ...unknown3.length === 0 ? [] : [
      {
        code: "not-computed",
        message: `${pluralize(unknown3.length, "check")} could not be run, first: ${unknown3[0]?.subject}: ${unknown3[0]?.message}`
      }
    ]
  ];
}

// src/allowlist/export-shapes.ts
function nitroCliShape({ releases: [{ measurements }] }) {
  return json({ Measurements: { HashAlgorithm: HASH_ALGORITHM, ...registers(measurements) } });
}
function kmsConditionShape({ releases, instanceRoles: instanceRoles2 }) {
  const roles = instanceRoles2.length === 0 ? [void 0] : instanceRoles2;
  return json(
    releases.flatMap(
      (release) => roles.map((role) => ({
        ...role === void 0 ? {} : { Principal: { AWS: role.arn } },
        Condition: {
          StringEqualsIgnoreCase: attestationKeys({
            ...registers(release.measurements),
            ...role === void 0 ? {} : { PCR3: role.PCR3 }
          }),
          ...release.state === "retiring" ? { DateLessThan: { "aws:CurrentTime": formatInstant(release.retireAt) } } : {}
        }
      }))
    )
  );
}
function prowlerShape({ releases, instanceRoles: instanceRoles2 }) {
  const values = new Map(valuesByRegister(releases));
  if (instanceRoles2.length > 0) values.set("PCR3", distinct3(instanceRoles2.map(({ PCR3 }) => PCR3)));
  const lines = [...values].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([name, listed3]) => [`    ${name}:`, ...listed3.map((value) => `      - "${value}"`)]);
  return ["aws:", "  enclave_golden_pcr_values:", ...lines, ""].join("\n");
}
function evervaultShape({ enclave, releases }) {
  const sets = releases.map(
    ({ measurements }) => Object.fromEntries(
      Object.entries(registers(measurements)).map(([name, value]) => [name.toLowerCase(), value])
    )
  );
  return json({ [enclave]: sets });
}
function pcrFlagsShape({ releases }) {
  const pairs = valuesByRegister(releases).flatMap(
    ([name, values]) => values.map((value) => `${indexOf(name)}:${value}`)
  );
  return `--pcr ${pairs.join(",")}
`;
}
function rvpsShape({ releases }) {
  const payload = Object.fromEntries(
    valuesByRegister(releases).map(([name, values]) => [`nitro_${name.toLowerCase()}`, values])
  );
  return json({
    version: "0.1.0",
    type: "sample",
    payload: encodeBase64(encodeUtf8(JSON.stringify(payload)))
  });
}
function flashbotsShape({ releases }) {
  return json(
    releases.map(({ id: id3, measurements }) => ({
      measurement_id: id3,
      attestation_type: "aws-nitro",
      measurements: Object.fromEntries(
        Object.entries(registers(measurements)).map(([name, value]) => [
          indexOf(name),
          { expected: value }
        ])
      )
    }))
  );
}
function envShape({ releases }) {
  const lines = releases.flatMap(
    ({ measurements }, i) => Object.entries(registers(measurements)).map(
      ([name, value]) => releases.length === 1 ? `${name}=${value}` : `${name}_${i + 1}=${value}`
    )
  );
  const count3 = releases.length === 1 ? [] : [`PCR_SETS=${releases.length}`];
  return [...count3, ...lines, ""].join("\n");
}
function registers({ PCR0, PCR1, PCR2, PCR8 }) {
  return { PCR0, PCR1, PCR2, ...PCR8 === void 0 ? {} : { PCR8 } };
}
function valuesByRegister(releases) {
  const all = releases.map(({ measurements }) => registers(measurements));
  return ["PCR0", "PCR1", "PCR2", "PCR8"].map((name) => {
    const values = all.map((one) => one[name]).filter((value) => value !== void 0);
    return [name, distinct3(values)];
  }).filter(([, values]) => values.length > 0);
}
function attestationKeys(values) {
  return Object.fromEntries(
    Object.entries(values).sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => [`kms:RecipientAttestation:${name}`, value])
  );
}
function indexOf(name) {
  return name.slice("PCR".length);
}
function distinct3(values) {
  return [...new Set(values)];
}
function json(value) {
  const text7 = JSON.stringify(value, void 0, 2).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
  return `${text7}
`;
}

// src/allowlist/export-allow-list.ts
var SHAPES = {
  "nitro-cli": { render: nitroCliShape, sets: "one", holds: [] },
  "kms-condition": { render: kmsConditionShape, sets: "kept", holds: ["retirement", "roles"] },
  prowler: { render: prowlerShape, sets: "mixed", holds: ["role-pcrs"] },
  evervault: { render: evervaultShape, sets: "kept", holds: ["enclave"] },
  "pcr-flags": { render: pcrFlagsShape, sets: "mixed", holds: [] },
  rvps: { render: rvpsShape, sets: "mixed", holds: [] },
  flashbots: { render: flashbotsShape, sets: "kept", holds: ["ids"] },
  env: { render: envShape, sets: "kept", holds: [] }
};
var EXPORT_TARGETS = Object.keys(SHAPES);
function exportAllowList(verified, target, now, { release } = {}) {
  const known = EXPORT_TARGETS.find((name) => name === target);
  if (known === void 0) {
    throw new UsageError(
      `expected one of ${EXPORT_TARGETS.join(", ")}, found ${JSON.stringify(target)}`
    );
  }
  const { list, unapproved } = verified;
  const accepted = acceptedReleases(verified, now);
  const releases = selected(accepted, release);
  const shape = SHAPES[known];
  if (shape.sets === "one" && releases.length > 1) {
    throw new UsageError(`${known} holds one release, and ${releases.length} are accepted`, {
      hint: `Name one of ${idsOf2(releases)}.`
    });
  }
  if (unapproved.projection && holdsRoles(shape)) {
    throw new TrustError(
      "approval-missing",
      `${known} holds the instance roles, and the projection lacks approvals by the keys that are pinned`,
      { hint: "Publish the projection and have it approved." }
    );
  }
  const { instanceRoles: instanceRoles2 } = list.projection;
  const text7 = shape.render({ enclave: list.enclave, releases, instanceRoles: instanceRoles2 });
  return { target: known, text: text7, lost: lossesOf({ verified, accepted, releases, shape }) };
}
function selected(accepted, id3) {
  const [first, ...rest] = accepted.filter((release) => id3 === void 0 || release.id === id3);
  if (first !== void 0) return [first, ...rest];
  if (id3 === void 0 || accepted.length === 0) {
    throw new TrustError(
      "not-allowed",
      "the list accepts no release now, so there is nothing to export",
      { hint: "Approve a release first. To shut every image out, change the verifier itself." }
    );
  }
  throw new TrustError("not-allowed", `the list accepts no release ${JSON.stringify(id3)} now`, {
    hint: `It accepts ${idsOf2(accepted)}.`
  });
}
function lossesOf(loss) {
  return [...listLosses(loss), ...releaseLosses(loss), ...nameLosses(loss)];
}
function listLosses({ verified: { list }, shape }) {
  const { version: version3, expiresAt, removed, projection: projection2 } = list;
  const lost = [
    `signature and version: a reader cannot see that this is version ${version3}, signed, nor that it is the newest`,
    `expiry: the list ends at ${formatInstant(expiresAt)}, and this goes on being accepted`
  ];
  if (removed.length > 0) {
    lost.push(`removals: ${removed.length} retired or revoked, left out without a word`);
  }
  if (projection2.instanceRoles.length > 0 && !shape.holds.includes("roles")) {
    lost.push(
      holdsRoles(shape) ? "roles: the PCR3 of each instance role is there, its ARN is not" : "roles: PCR3 of the instance roles is not compared"
    );
  }
  return lost;
}
function releaseLosses({ accepted, releases, shape: { sets, holds } }) {
  const lost = [];
  const others = accepted.filter((release) => !releases.includes(release));
  if (others.length > 0) lost.push(`releases that are accepted too: ${idsOf2(others)}`);
  if (sets === "mixed" && releases.length > 1) {
    lost.push("sets: PCR0 of one release is accepted beside PCR1, PCR2 or PCR8 of another");
  }
  for (const release of releases) {
    if (release.state !== "retiring" || holds.includes("retirement")) continue;
    lost.push(
      `retirement: ${release.id} is accepted until ${formatInstant(release.retireAt)} only`
    );
  }
  const unsigned = releases.filter(({ measurements }) => measurements.PCR8 === void 0);
  if (unsigned.length > 0) lost.push(unsignedLoss(unsigned, releases, sets));
  return lost;
}
function unsignedLoss(unsigned, releases, sets) {
  return unsigned.length < releases.length && sets === "mixed" ? `unsigned releases: PCR8 is listed for the signed ones, so a reader may refuse ${idsOf2(unsigned)}` : `unsigned releases: ${idsOf2(unsigned)} would be accepted with any PCR8`;
}
function nameLosses({ verified: { list }, releases, shape }) {
  const lost = [];
  if (!shape.holds.includes("ids")) lost.push(`ids: ${idsOf2(releases)}`);
  if (!shape.holds.includes("enclave")) lost.push(`enclave: ${JSON.stringify(list.enclave)}`);
  return lost;
}
function holdsRoles({ holds }) {
  return holds.includes("roles") || holds.includes("role-pcrs");
}
function idsOf2(releases) {
  return releases.map(({ id: id3 }) => id3).join(", ");
}

// src/workflow/list/pins.ts
async function readApprovalTrust({ approval }, ports) {
  if (approval === void 0) return {};
  const { trust, threshold } = approval;
  const keys2 = await Promise.all(trust.map((path) => readPublicKey(path, ports)));
  if (threshold < 1 || new Set(keys2.map(({ spkiDer }) => keyIdOf(spkiDer))).size < threshold) {
    throw new UsageError("approval-threshold: expected 1 to the number of distinct keys");
  }
  return { approval: { keys: keys2, threshold } };
}
async function readPins2(request, ports) {
  const { config: config2, given } = request;
  const approval = await readApprovalTrust(request, ports);
  if (given === void 0) {
    const { configuration, pin, listTrust, manifestTrust, file } = await loadEnclave(config2, ports);
    const store = { address: configuration.store, file };
    const minVersion = configuration["min-version"];
    return { pin, store, listTrust, manifestTrust, minVersion, ...approval };
  }
  const keys2 = await Promise.all(given.trust.map((path) => readPublicKey(path, ports)));
  const trust = { keys: keys2, threshold: given.threshold };
  return {
    pin: given.list === void 0 ? void 0 : { list: given.list },
    store: given.store === void 0 ? void 0 : { address: given.store, file: "" },
    listTrust: trust,
    manifestTrust: trust,
    minVersion: 1,
    ...approval
  };
}
function requireListPins(pins) {
  const { pin, store } = pins;
  if (pin === void 0) throw new UsageError("list is required: which list do you mean?");
  if (store === void 0) throw new UsageError("store is required: where is the list?");
  return { ...pins, pin, store };
}
function listTrustOf({ pin, listTrust, minVersion, approval }, remembered) {
  return {
    pin,
    listKeys: listTrust,
    remembered,
    minVersion,
    ...approval === void 0 ? {} : { approval }
  };
}

// src/workflow/commands/export.ts
async function exportList({ to, release, pins: request }, ports) {
  try {
    const pins = requireListPins(await readPins2(request, ports));
    const opened = await ports.openStore(pins.store.address, pins.store.file);
    const trust = listTrustOf(pins, "nothing-remembered");
    const verified = await readAllowList(opened.store, trust, ports.now);
    const exported = exportAllowList(
      verified,
      to,
      ports.now,
      release === void 0 ? {} : { release }
    );
    const warnings = exported.lost.map((message) => ({ code: "not-held", message }));
    return ended("export", exported, warnings);
  } catch (error) {
    return failed("export", error);
  }
}

// src/workflow/list/new-configuration.ts
var LIST_ID_BYTES = 16;
async function newConfiguration(file, wanted, ports) {
  const { certificates } = wanted;
  if (certificates !== "unsigned") {
    for (const name of certificates) await readCertificate(name, ports);
  }
  const list = await signingKey("list", wanted.key, file, wanted, ports);
  const manifest = await signingKey("manifest", wanted.manifestKey, file, wanted, ports);
  const text7 = configurationText(
    wanted,
    encodeHex(ports.randomBytes(LIST_ID_BYTES)),
    { list: list.address, manifest: manifest.address },
    (name) => ports.relative(file, name)
  );
  const files = [...list.files, ...manifest.files, { path: file, text: text7, kind: "open" }];
  for (const { path } of files) {
    if (!await ports.exists(path)) continue;
    throw new UsageError(`${path} is there already, and init writes over nothing`, {
      at: { file: path },
      hint: path === file ? "init without options starts the list of it." : "Name the key with key."
    });
  }
  return files;
}
async function signingKey(role, given, file, { curve }, ports) {
  const publicPath = ports.resolve(file, `${role}.pub.pem`);
  if (given === void 0) {
    const { privateKeyPem, publicKeyPem } = ports.generateKeyPair(curve);
    const path = ports.resolve(file, `${role}.pem`);
    return {
      address: `file:${role}.pem`,
      files: [
        { path, text: privateKeyPem, kind: "secret" },
        { path: publicPath, text: publicKeyPem, kind: "open" }
      ]
    };
  }
  const beside = addressBeside(given, (name) => ports.relative(file, name));
  const { signer: signer2, address } = await ports.openSigner(beside, file);
  const text7 = encodePublicKeyPem(signer2.publicKey);
  return {
    address: beside.startsWith("file:") ? beside : address,
    files: [{ path: publicPath, text: text7, kind: "open" }]
  };
}
function addressBeside(address, beside) {
  return address.startsWith("file:") ? `file:${beside(address.slice("file:".length))}` : address;
}
function configurationText(wanted, list, keys2, beside) {
  const { enclave, store, certificates, instanceRoles: instanceRoles2, approvalKeys } = wanted;
  const names = (all, each) => `[${all.map((name) => scalar(each(name))).join(", ")}]`;
  const same2 = (name) => name;
  const approval = approvalKeys.length === 0 ? "approval: none                  # publish goes on to the list by itself" : `approval:
  keys:
    trust: ${names(approvalKeys, beside)}
    threshold: 1`;
  return `# What pcr-allowlist keeps in step with the images of this enclave.
enclave: ${scalar(enclave)}
list: ${scalar(list)}   # with trust, what a verifier pins
store: ${scalar(addressBeside(store, beside))}
signing:
  key: ${scalar(keys2.list)}             # signs the allow-list
  manifest-key: ${scalar(keys2.manifest)}    # signs manifests and staged records, never a list
trust:
  keys: [list.pub.pem]
  threshold: 1
  manifest-keys: [manifest.pub.pem]
certificates: ${certificates === "unsigned" ? "unsigned" : names(certificates, beside)}
instance-roles: ${instanceRoles2 === "any" ? "any" : names(instanceRoles2, same2)}
${keysText2(wanted, beside)}${approval}
expires-in: 30d
retire-after: 72h
`;
}
function keysText2({ kmsKeys, administrators, certificates }, beside) {
  if (kmsKeys.length === 0) return "";
  const bind = certificates === "unsigned" ? "[PCR0, PCR3]" : "[PCR0, PCR3, PCR8]";
  const entries = kmsKeys.map(
    (key) => `  - key: ${scalar(addressBeside(key, beside))}
    actions: [kms:Decrypt, kms:GenerateDataKey]
    bind: ${bind}
    guard: true        # Deny whatever is not attested so, the account root, IAM and grants included
    administrators: [${administrators.map(scalar).join(", ")}]
`
  );
  return `keys:                  # their policies follow the list
${entries.join("")}`;
}
function scalar(text7) {
  return /^[A-Za-z][A-Za-z0-9_./:@+-]*[A-Za-z0-9]$/.test(text7) && !WORDS3.test(text7) ? text7 : JSON.stringify(text7);
}
var WORDS3 = /^(?:true|false|null|yes|no|on|off)$/i;

// src/workflow/commands/init.ts
async function init({ config: config2, wanted, dryRun }, ports) {
  const warnings = [];
  try {
    const files = wanted === void 0 ? [] : await newConfiguration(config2, wanted, ports);
    const paths = files.map(({ path }) => path);
    if (dryRun && wanted !== void 0) return planned2(wanted.enclave, paths, ports);
    for (const { path, text: text7, kind } of files) await ports.writeNew(path, text7, kind);
    if (files.some(({ kind }) => kind === "secret")) warnings.push(secretFiles(files));
    const enclave = await loadEnclave(config2, ports);
    warnings.push(...enclave.warnings);
    const list = await openList(enclave, ports);
    if (dryRun) return ended("init", await looked(list, ports), warnings);
    const result = await start(list, ports, warnings);
    return ended("init", { ...result, files: paths }, warnings);
  } catch (error) {
    return failed("init", error, warnings);
  }
}
async function start(list, ports, warnings) {
  const { enclave, opened } = list;
  const signer2 = await openListSigner(enclave, ports);
  const manifestSigner = await openManifestSigner(enclave, ports);
  warnings.push(...signer2.warnings);
  await opened.requirePreconditions();
  const change = await changeList(list, signer2, { kind: "create" }, ports);
  warnings.push(...changeWarnings(change));
  await writePublicKeys(enclave, opened.store);
  const made = changeResult(change, enclave, ports.now, {
    dryRun: false,
    done: `the allow-list ${enclave.pin.list} is there, and empty`
  });
  if (!lacksProjection(change, enclave)) return made;
  if (enclave.configuration.approval !== "none") {
    warnings.push(PROJECTION_WAITS);
    return made;
  }
  return { ...await projected(list, signer2, manifestSigner, ports), before: void 0 };
}
var PROJECTION_WAITS = {
  code: "projection-differs",
  message: "the list names no roles, certificates and keys yet: publish --projection stages those of the configuration, and approve projection brings them in"
};
function lacksProjection({ after }, { projection: projection2 }) {
  if (after === void 0 || after.projection.staged.length > 0) return false;
  return projectionSha256(after.projection) !== projectionSha256(projection2);
}
async function projected(list, signer2, manifestSigner, ports) {
  const { enclave, opened } = list;
  const draft = {
    kind: "projection",
    ...enclave.pin,
    stagedAt: ports.now,
    projection: enclave.projection
  };
  const staged = await writeStagedRecord(opened.store, draft, manifestSigner, enclave, ports);
  const change = await changeList(list, signer2, admissionOf(staged, "not-required"), ports);
  const result = changeResult(change, enclave, ports.now, {
    dryRun: false,
    done: `the allow-list ${enclave.pin.list} is there, with the projection of the configuration`
  });
  return { ...result, changed: true };
}
async function writePublicKeys({ listTrust, manifestTrust }, store) {
  for (const key of [...listTrust.keys, ...manifestTrust.keys]) {
    const name = `keys/${keyId16Of(key.spkiDer)}.pem`;
    await putImmutable(store, name, encodeUtf8(encodePublicKeyPem(key)));
  }
}
async function looked(list, ports) {
  const state = await readState(list, ports);
  const current = state?.verified;
  return {
    changed: current === void 0,
    dryRun: true,
    message: current === void 0 ? "a list would be started" : "the list is there",
    pin: list.enclave.pin,
    before: current?.list,
    after: current?.list,
    id: current?.id,
    now: ports.now
  };
}
function planned2(enclave, files, { now }) {
  return ended(
    "init",
    {
      changed: true,
      dryRun: true,
      message: `a list for ${enclave} would be started`,
      pin: { list: "", enclave },
      before: void 0,
      after: void 0,
      id: void 0,
      now,
      files
    },
    []
  );
}
function secretFiles(files) {
  const secret = files.filter(({ kind }) => kind === "secret").map(({ path }) => path);
  return {
    code: "secret-file",
    message: `${secret.join(" and ")} can sign for this list: keep them out of version control; KMS keys cannot be copied`
  };
}

// src/workflow/commands/staged-draft.ts
var NOT_WRITTEN = "0".repeat(64);
var ID_PCR0_DIGITS = 12;
async function manifestToPublish({ what, release }, enclave, ports, warnings) {
  if (what === "projection") return void 0;
  const image2 = await readImageToPublish(what, enclave, ports);
  warnings.push(...image2.warnings);
  const { manifest } = image2;
  if (manifest.source === void 0 && manifest.build === void 0) {
    warnings.push({
      code: "build-not-observed",
      message: "this is no CI runner: the manifest says nothing about source and build"
    });
  }
  warnings.push(...tagWarnings(release, manifest));
  const { configuration, file } = enclave;
  const automatic = configuration.approval === "none";
  if (manifest.measured === "given" && automatic && !configuration["allow-given-measurements"]) {
    throw givenMeasurementsError(file);
  }
  return manifest;
}
function stagedDraft({ release, again }, manifest, { enclave }, ports) {
  const common2 = { ...enclave.pin, stagedAt: ports.now };
  if (manifest === void 0)
    return { kind: "projection", ...common2, projection: enclave.projection };
  const { image: image2, measurements, source } = manifest;
  const id3 = release ?? defaultId(manifest);
  if (id3 === PROJECTION_ID) {
    throw new UsageError(`a release cannot be called ${PROJECTION_ID}: that names the projection`);
  }
  return {
    kind: "release",
    ...common2,
    id: id3,
    measurements,
    image: image2,
    manifest: { path: `manifests/${measurements.PCR0}/`, sha256: NOT_WRITTEN },
    ...source === void 0 ? {} : { source: { observed: true, ...source } },
    again
  };
}
function defaultId(manifest) {
  const tag = tagOf2(manifest);
  return tag !== void 0 && RELEASE_ID.test(tag) ? tag : manifest.measurements.PCR0.slice(0, ID_PCR0_DIGITS);
}
function tagOf2({ source }) {
  return /^refs\/tags\/(.+)$/s.exec(source?.ref ?? "")?.[1];
}
function tagWarnings(release, manifest) {
  const tag = tagOf2(manifest);
  if (release !== void 0 || tag === void 0 || RELEASE_ID.test(tag)) return [];
  return [
    {
      code: "tag-not-an-id",
      message: `the tag ${JSON.stringify(tag)} makes no release id (${RELEASE_ID_FORM}), so the release is named ${defaultId(manifest)} after its PCR0: give release to name it`
    }
  ];
}

// src/workflow/commands/publish.ts
async function publish(request, ports) {
  return withEnclave("publish", request.config, ports, async (enclave, warnings) => {
    const published2 = await manifestToPublish(request, enclave, ports, warnings);
    const signers = request.dryRun ? void 0 : await openSigners(enclave, ports, warnings);
    const list = await openList(enclave, ports);
    const state = await readState(list, ports);
    const draft = stagedDraft(request, published2, list, ports);
    const step = asIfApproved(draft, list, state, ports);
    const isAutomatic = enclave.configuration.approval === "none";
    const follow = { isLeftAlone: request.noReconcile || !isAutomatic };
    if (step.kind === "unchanged") {
      const same2 = {
        ...unchanged2(list, state, ports, request, step.message),
        ...listed2(state, published2)
      };
      if (request.dryRun) return ended("publish", same2, warnings);
      if (isAutomatic && state !== void 0) {
        const { store } = list.opened;
        const history = await completeHistory(state, { store, companions: bundlesOf });
        warnings.push(...changeWarnings({ historyMissing: history === "missing" }));
      }
      return follows(same2, await followList(list, same2, ports, follow), warnings);
    }
    const ahead = follow.isLeftAlone ? void 0 : await planAhead(step.list, enclave, ports);
    if (signers === void 0) {
      const preview = await previewed(draft, list, state, ports);
      return ended(
        "publish",
        ahead === void 0 ? preview : { ...preview, keys: ahead.keys },
        warnings,
        ahead?.failures
      );
    }
    if (ahead !== void 0 && ahead.failures.length > 0) {
      const same2 = unchanged2(list, state, ports, request, NOT_FOLLOWED);
      return ended("publish", { ...same2, keys: ahead.keys }, warnings, ahead.failures);
    }
    if (state === void 0) await list.opened.requirePreconditions();
    const staged = await stage(draft, published2, list, state, signers, ports);
    const result = await settle2(staged, list, state, signers, ports, warnings);
    return follows(result, await followList(list, result, ports, follow), warnings);
  });
}
function follows(result, { keys: keys2, failures, warnings: more }, warnings) {
  const whole = keys2.length === 0 ? result : { ...result, keys: keys2 };
  return ended("publish", whole, [...warnings, ...more], failures);
}
async function openSigners(enclave, ports, warnings) {
  const manifest = await openManifestSigner(enclave, ports);
  const automatic = enclave.configuration.approval === "none";
  const list = automatic ? await openListSigner(enclave, ports) : void 0;
  warnings.push(...manifest.warnings);
  if (list !== void 0 && list.address !== manifest.address) warnings.push(...list.warnings);
  return { manifest, list };
}
function asIfApproved(draft, { enclave }, state, { now }) {
  return requireTransition(
    state?.verified,
    admissionOf({ ...draft, sha256: NOT_WRITTEN }, "not-required"),
    { ...enclave.pin, now, expiresInMs: enclave.configuration["expires-in"] }
  );
}
function unchanged2({ enclave }, state, { now }, { dryRun }, message) {
  const list = state?.verified.list;
  const id3 = state?.verified.id;
  const { pin } = enclave;
  return { changed: false, dryRun, message, pin, before: list, after: list, id: id3, now };
}
function listed2(state, manifest) {
  const PCR0 = manifest?.measurements.PCR0;
  const release = state?.verified.list.releases.find((one) => one.measurements.PCR0 === PCR0);
  if (release === void 0 || PCR0 === void 0) return {};
  return { manifest: release.manifest, release: { id: release.id, PCR0 } };
}
async function previewed(draft, list, state, ports) {
  const staged = { ...draft, sha256: NOT_WRITTEN };
  const change = await previewChange(list, admissionOf(staged, "not-required"), ports, { state });
  const automatic = list.enclave.configuration.approval === "none";
  const then = automatic ? "the list would become this" : "after approval the list would become this";
  return {
    ...changeResult(change, list.enclave, ports.now, {
      dryRun: true,
      done: `${nameOf(staged)} would be staged, and ${then}`
    }),
    staged: { ...stagedFacts(staged), path: void 0 }
  };
}
async function stage(draft, manifest, { enclave, opened }, state, signers, ports) {
  const { store } = opened;
  const stored2 = manifest === void 0 ? void 0 : await findManifest(store, manifest, enclave.manifestTrust) ?? await writeManifest(store, manifest, signers.manifest, enclave.manifestTrust);
  const whole = draft.kind === "projection" || stored2 === void 0 ? draft : { ...draft, manifest: { path: stored2.path, sha256: stored2.sha256 } };
  const held3 = stored2 === void 0 ? {} : { manifest: stored2.envelope };
  const waits = signers.list === void 0;
  const earlier = waits ? await findEarlierRecord(store, whole, enclave, state?.verified.list) : void 0;
  if (earlier !== void 0) return { staged: earlier, isNew: false, ...held3 };
  const staged = await writeStagedRecord(store, whole, signers.manifest, enclave, ports);
  return { staged, isNew: true, ...held3 };
}
async function settle2({ staged, isNew, manifest: held3 }, list, state, { manifest, list: listSigner }, ports, warnings) {
  const facts2 = {
    staged: stagedFacts(staged),
    ...staged.kind === "projection" ? {} : { manifest: staged.manifest }
  };
  if (listSigner === void 0) {
    const current = state?.verified;
    const { pin } = list.enclave;
    return {
      changed: isNew,
      dryRun: false,
      message: isNew ? `${nameOf(staged)} waits for approval` : `${nameOf(staged)} is staged already, and waits for approval`,
      pin,
      before: current?.list,
      after: current?.list,
      id: current?.id,
      now: ports.now,
      ...facts2,
      held: heldFiles(held3),
      signer: manifest.address
    };
  }
  const change = await changeList(list, listSigner, admissionOf(staged, "not-required"), ports, {
    state
  });
  warnings.push(...changeWarnings(change));
  return {
    ...changeResult(change, list.enclave, ports.now, {
      dryRun: false,
      done: `${nameOf(staged)} is in the allow-list`
    }),
    ...facts2,
    held: heldFiles(held3, change),
    signer: listSigner.address
  };
}
function nameOf(staged) {
  return staged.kind === "projection" ? "the projection" : `release ${staged.id}`;
}

// src/workflow/commands/reconcile.ts
async function reconcile({ config: config2, settleMs, dryRun }, ports) {
  return withEnclave("reconcile", config2, ports, async (enclave, warnings) => {
    const list = await openList(enclave, ports);
    const state = await readState(list, ports);
    if (state === void 0) throw new TrustError("not-allowed", "there is no list to follow");
    const { verified } = state;
    warnings.push(...projectionWarnings(enclave, verified));
    const keys2 = dryRun ? await planKeys(verified.list, verified.id, enclave, ports) : await reconcileKeys(list, verified, ports, settleMs);
    warnings.push(...keys2.flatMap((key) => key.warnings));
    if (!dryRun) warnings.push(...await forgetDetachedKeys(keys2, list, ports));
    const changed2 = keys2.some(
      ({ written, plan }) => dryRun ? plan?.isNothing === false : written
    );
    const result = {
      changed: changed2,
      dryRun,
      message: sentenceOf(keys2, dryRun),
      pin: enclave.pin,
      before: verified.list,
      after: verified.list,
      id: verified.id,
      now: ports.now,
      keys: keys2
    };
    const ofKeys = keys2.flatMap((key) => key.failures);
    const isSaid2 = ofKeys.some(({ code: code2 }) => code2 === "list-expired");
    const failures = isSaid2 ? ofKeys : [...expiry2(verified, ports), ...ofKeys];
    return ended("reconcile", result, warnings, failures);
  });
}
function projectionWarnings({ projection: projection2, file }, { list }) {
  if (projectionSha256(projection2) === projectionSha256(list.projection)) return [];
  return [
    {
      code: "projection-differs",
      message: `${file} names other roles, certificates or keys than the list, which counts: publish --projection stages them`
    }
  ];
}
function expiry2({ list }, { now }) {
  if (now < list.expiresAt) return [];
  return [
    {
      code: "list-expired",
      message: `the allow-list expired at ${formatInstant(list.expiresAt)}: key policies were only narrowed`,
      hint: "Renew the list, then reconcile."
    }
  ];
}
function sentenceOf(keys2, dryRun) {
  if (keys2.length === 0) return "the list has no keys";
  const count3 = (which) => keys2.filter(which).length;
  const moving = dryRun ? count3(({ plan }) => plan?.isNothing === false) : count3(({ written }) => written);
  const held3 = count3(({ failures }) => failures.length > 0);
  return `${moving} of ${keys2.length} key policies ${dryRun ? "would change" : "changed"}` + (held3 === 0 ? "" : `, ${held3} not as they should be`);
}

// src/workflow/commands/run-list-change.ts
async function runListChange(command, { dryRun }, ports, prepare2) {
  const warnings = [];
  try {
    const { enclave, operation, done: sentence3, alsoTrusted = [], follow } = await prepare2();
    const list = await openList(enclave, ports, alsoTrusted);
    if (dryRun) {
      const change2 = await previewChange(list, operation, ports);
      const result2 = changeResult(change2, enclave, ports.now, { dryRun, done: sentence3 });
      if (follow === void 0 || follow.isLeftAlone || change2.after === void 0) {
        return ended(command, result2, warnings);
      }
      const { keys: keys2 } = await planAhead(change2.after, enclave, ports);
      return ended(command, { ...result2, keys: keys2 }, warnings);
    }
    const signer2 = await openListSigner(enclave, ports);
    warnings.push(...signer2.warnings);
    const change = await changeList(list, signer2, operation, ports);
    warnings.push(...changeWarnings(change));
    const result = changeResult(change, enclave, ports.now, { dryRun, done: sentence3 });
    const followed = follow === void 0 ? void 0 : await followList(list, change, ports, follow);
    warnings.push(...followed?.warnings ?? []);
    return ended(
      command,
      {
        ...result,
        signer: signer2.address,
        ...followed === void 0 ? {} : { keys: followed.keys }
      },
      warnings,
      followed?.failures
    );
  } catch (error) {
    return failed(command, error, warnings);
  }
}

// src/workflow/commands/renew.ts
async function renew({ config: config2, fromSigner, dryRun }, ports) {
  return runListChange("renew", { dryRun }, ports, async () => ({
    enclave: await loadEnclave(config2, ports),
    alsoTrusted: fromSigner === void 0 ? [] : [await readPublicKey(fromSigner, ports)],
    operation: { kind: "renew" },
    done: `the allow-list ${dryRun ? "would be" : "is"} renewed`
  }));
}

// src/workflow/commands/retire.ts
async function retire({ config: config2, id: id3, afterMs, allowEmpty, noReconcile, dryRun }, ports) {
  return runListChange("retire", { dryRun }, ports, async () => {
    const enclave = await loadEnclave(config2, ports);
    const length2 = afterMs ?? enclave.configuration["retire-after"];
    return {
      enclave,
      operation: { kind: "retire", id: id3, afterMs: length2, allowEmpty },
      follow: { isLeftAlone: noReconcile, endsFrom: ports.now + length2 },
      done: `release ${id3} ${dryRun ? "would be" : "is"} retiring`
    };
  });
}

// src/workflow/commands/revoke.ts
async function revoke({ config: config2, which, reason, allowEmpty, noReconcile, dryRun }, ports) {
  const name = "id" in which ? `release ${which.id}` : `the image with PCR0 ${which.PCR0}`;
  return runListChange("revoke", { dryRun }, ports, async () => ({
    enclave: await loadEnclave(config2, ports),
    operation: { kind: "revoke", which, reason, allowEmpty },
    follow: { isLeftAlone: noReconcile, endsFrom: "at-once" },
    done: `${name} ${dryRun ? "would be" : "is"} revoked`
  }));
}

// src/workflow/github/release-assets.ts
var PERMISSION2 = "contents: write";
var MAX_RELEASES = 1e4;
var MAX_ASSETS = 1e3;
var OUR_DRAFT = "<!-- pcr-allowlist release-assets -->";
var ASSET = object({
  id: int(),
  name: string2(),
  state: string2(),
  digest: optional(nullable(string2()))
});
var RELEASE3 = object({
  id: int(),
  tag_name: string2(),
  draft: boolean2(),
  immutable: optional(boolean2()),
  body: optional(nullable(string2())),
  upload_url: string2(),
  html_url: string2()
});
async function uploadReleaseAssets(github, {
  tag,
  assets,
  keepDraft = false
}) {
  requireNames(assets);
  await requireTag(github, tag);
  const release = await findRelease(github, tag) ?? await createDraft(github, tag);
  const missing2 = await missingAssets(github, release, assets);
  if (missing2.length > 0 && !release.draft && release.immutable === true) {
    throw new AdapterError(
      "output-not-writable",
      `the release of ${tag} is published and immutable, and lacks ${missing2.map(({ name }) => name).join(", ")}`,
      { hint: "Publish the assets while the release is a draft; a new tag is needed now." }
    );
  }
  for (const asset of missing2) await upload(github, release, asset);
  const isOurs2 = release.body?.includes(OUR_DRAFT) === true;
  const publishes = release.draft && isOurs2 && !keepDraft;
  if (publishes) await publishRelease(github, release);
  const uploaded = missing2.map(({ name }) => name);
  return {
    url: release.html_url,
    isDraft: release.draft && !publishes,
    uploaded,
    present: assets.map(({ name }) => name).filter((name) => !uploaded.includes(name))
  };
}
function requireNames(assets) {
  const names = assets.map(({ name }) => name);
  const bad = names.find((name) => !/^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/.test(name));
  if (bad === void 0 && new Set(names).size === names.length) return;
  throw new UsageError(
    `release assets: expected distinct names of letters, digits, dots, _ and -, found ${JSON.stringify(bad ?? names)}`
  );
}
function pathOf(tag) {
  return tag.split("/").map(encodeURIComponent).join("/");
}
async function requireTag(github, tag) {
  const answer2 = await github.get(`/repos/${github.repository}/git/ref/tags/${pathOf(tag)}`);
  if (answer2.kind === "answered") {
    const { ref } = matchAnswer(
      object({ ref: string2() }),
      answer2.body,
      `look for the tag ${tag}`
    );
    if (ref === `refs/tags/${tag}`) return;
  } else if (answer2.status !== 404) {
    throw gitHubRefusalError(answer2, `look for the tag ${tag}`, PERMISSION2);
  }
  throw new UsageError(`release-assets: there is no tag ${tag} in ${github.repository}`, {
    hint: "Push the tag first: GitHub would make one at the default branch."
  });
}
async function findRelease(github, tag) {
  const path = `/repos/${github.repository}/releases`;
  const published2 = await github.get(`${path}/tags/${pathOf(tag)}`);
  if (published2.kind === "answered")
    return matchAnswer(RELEASE3, published2.body, "read the release");
  if (published2.status !== 404) throw gitHubRefusalError(published2, "read the release", PERMISSION2);
  const answer2 = await github.list(path, MAX_RELEASES);
  const what = "list the releases";
  if (answer2.kind === "refused") throw gitHubRefusalError(answer2, what, PERMISSION2);
  const found = answer2.items.map((item) => matchAnswer(RELEASE3, item, what)).filter((release) => release.tag_name === tag && release.draft);
  const [ours, ...more] = found.filter(({ body }) => body?.includes(OUR_DRAFT) === true);
  const [first, ...others] = found;
  if (ours !== void 0) return more.reduce((a, b) => b.id < a.id ? b : a, ours);
  if (others.length === 0) return first;
  throw new UsageError(`release-assets: there are ${found.length} drafts for the tag ${tag}`, {
    hint: "Delete all but one."
  });
}
async function createDraft(github, tag) {
  const body = `PCR manifest and allow-list of this release.

${OUR_DRAFT}
`;
  const draft = { tag_name: tag, name: tag, draft: true, body };
  const what = "create a draft release";
  await settled2(
    () => github.send("POST", `/repos/${github.repository}/releases`, draft),
    async () => await findRelease(github, tag) !== void 0,
    what
  );
  const release = await findRelease(github, tag);
  if (release !== void 0) return release;
  throw new AdapterError("github-unavailable", `could not ${what}: it is not there afterwards`);
}
async function missingAssets(github, release, assets) {
  const there = await listAssets(github, release);
  const missing2 = [];
  const halves = [];
  for (const asset of assets) {
    const found = there.find(({ name }) => name === asset.name);
    if (found === void 0) missing2.push(asset);
    else if (found.state === "uploaded") requireSame(found, asset);
    else {
      halves.push(found.id);
      missing2.push(asset);
    }
  }
  for (const id3 of halves) {
    const path = `/repos/${github.repository}/releases/assets/${id3}`;
    const answer2 = await github.send("DELETE", path, {});
    if (answer2.kind === "refused" && answer2.status !== 404) {
      throw gitHubRefusalError(answer2, "delete an upload that was cut", PERMISSION2);
    }
  }
  return missing2;
}
async function listAssets(github, { id: id3 }) {
  const what = "list the assets";
  const answer2 = await github.list(`/repos/${github.repository}/releases/${id3}/assets`, MAX_ASSETS);
  if (answer2.kind === "refused") throw gitHubRefusalError(answer2, what, PERMISSION2);
  return answer2.items.map((item) => matchAnswer(ASSET, item, what));
}
function requireSame({ digest: digest3 }, { name, bytes }) {
  if (typeof digest3 !== "string") {
    throw new AdapterError("github-unavailable", `GitHub states no digest of the asset ${name}`, {
      hint: "Compare it yourself, delete it, and run this again."
    });
  }
  const expected = `sha256:${encodeHex(sha256(bytes))}`;
  if (digest3.toLowerCase() === expected) return;
  throw new TrustError(
    "sha256-mismatch",
    `the release has an asset ${name} with ${digest3}, expected ${expected}`,
    { hint: "Somebody put other bytes there under this name: look into it." }
  );
}
async function upload(github, release, asset) {
  const find = async () => (await listAssets(github, release)).find(
    ({ name, state }) => name === asset.name && state === "uploaded"
  );
  const answer2 = await settled2(
    () => github.upload(release.upload_url, asset.name, asset.bytes),
    async () => await find() !== void 0,
    `upload ${asset.name}`
  );
  const found = answer2 === void 0 ? await find() : matchAnswer(ASSET, answer2.body, `upload ${asset.name}`);
  if (found !== void 0 && (answer2 === void 0 || typeof found.digest === "string")) {
    requireSame(found, asset);
  }
}
async function publishRelease(github, { id: id3 }) {
  const path = `/repos/${github.repository}/releases/${id3}`;
  const isPublished = async () => {
    const answer2 = await github.get(path);
    return !readAnswer(answer2, RELEASE3, "read the release", PERMISSION2).draft;
  };
  await settled2(
    () => github.send("PATCH", path, { draft: false }),
    isPublished,
    "publish the release"
  );
}
async function settled2(send, isDone, what) {
  let refusal13;
  try {
    const answer2 = await send();
    if (answer2.kind === "answered") return answer2;
    refusal13 = answer2;
  } catch (error) {
    if (error instanceof AdapterError && await isDone()) return void 0;
    throw error;
  }
  if (refusal13.status === 422 && await isDone()) return void 0;
  throw gitHubRefusalError(refusal13, what, PERMISSION2);
}

// src/workflow/commands/published-files.ts
async function publishedFiles(result, config2, ports) {
  const release = listedRelease(result);
  const named2 = release?.manifest ?? result.manifest;
  if (named2 === void 0) return void 0;
  const envelope = heldManifest(result, named2) ?? await readManifestFile(named2, config2, ports);
  const { payload } = parseDsse(envelope);
  const { predicateType, predicate } = parseStatement(payload);
  const name = fileName(result.pin);
  return {
    imageSha256: parseManifest(payload).image.sha256,
    predicateType,
    predicate: canonicalJson(predicate),
    manifest: withBundles(`${name}.pcr-manifest`, envelope),
    list: async () => {
      if (release === void 0) return void 0;
      const list = heldList(result, release) ?? await readListFile(release, config2, ports);
      return withBundles(`${name}.allow-list`, list);
    }
  };
}
function heldManifest({ held: held3 }, named2) {
  const file = held3?.manifest;
  return file !== void 0 && encodeHex(sha256(file)) === named2.sha256 ? file : void 0;
}
function heldList({ held: held3, after }, release) {
  return approvedIn(release) === after?.version ? held3?.list : void 0;
}
async function readManifestFile({ path }, config2, ports) {
  const enclave = await loadEnclave(config2, ports);
  const { store } = (await openList(enclave, ports)).opened;
  const envelope = await stored(store, path);
  await verifyManifest(envelope, enclave.manifestTrust);
  return envelope;
}
function listedRelease({ after, staged, release }) {
  const PCR0 = staged?.PCR0 ?? release?.PCR0;
  return after?.releases.find(({ measurements }) => measurements.PCR0 === PCR0);
}
function approvedIn({ changes }) {
  return changes.findLast(({ what }) => what !== "retired")?.version ?? 0;
}
async function readListFile(release, config2, ports) {
  const enclave = await loadEnclave(config2, ports);
  const { pin, listTrust } = enclave;
  const { store } = (await openList(enclave, ports)).opened;
  const version3 = approvedIn(release);
  const names = (await historyFrom(store, version3)).filter((entry) => entry.version === version3).map(({ name }) => name);
  for (const name of [...names, POINTER_NAME]) {
    const envelope = await stored(store, name);
    const { list } = await openAllowList(envelope, pin, listTrust);
    if (list.version === version3 && list.releases.some((one) => one.id === release.id))
      return envelope;
  }
  throw new AdapterError("list-unavailable", `the store lacks version ${version3} of the list`, {
    hint: "The next command that writes the list completes its history: run this again then."
  });
}
async function stored(store, name) {
  const object2 = await store.get(name);
  if (object2 !== void 0) return object2.bytes;
  throw new AdapterError("list-unavailable", `there is no ${name} in the store`, {
    at: { object: name }
  });
}
function withBundles(stem, envelope) {
  return [
    { name: `${stem}.dsse.json`, bytes: envelope },
    ...bundlesOf(envelope).map(({ suffix, bytes }) => ({ name: `${stem}.${suffix}`, bytes }))
  ];
}
function fileName({ list, enclave }) {
  const name = enclave.replace(/[^A-Za-z0-9_]+/g, "-").replace(/^[-_]+|-+$/g, "").slice(0, 64);
  return name === "" ? list : name;
}

// src/workflow/commands/upload-assets.ts
async function withReleaseAssets(values, ports, run) {
  const request = await assetsRequest(values, ports);
  const outcome = await run();
  const { command, result, exitCode, warnings } = outcome;
  if (request === void 0 || command === null || result === void 0) return outcome;
  if (exitCode !== 0 || result.dryRun) return outcome;
  try {
    const files = await publishedFiles(result, request.config, ports);
    if (files === void 0) return outcome;
    const list = await files.list();
    const assets = await uploadReleaseAssets(request.github, {
      tag: request.tag,
      assets: [...files.manifest, ...list ?? []],
      keepDraft: list === void 0
    });
    return ended(command, { ...result, assets }, warnings);
  } catch (error) {
    return ended(command, result, warnings, [failureOf(error)]);
  }
}
async function assetsRequest(values, { openGitHub: openGitHub2 }) {
  const options = new Options(values);
  const tag = options.text("release-assets");
  if (tag === void 0) return void 0;
  const isProjection = options.flag("projection") || options.text("release") === "projection";
  const isStatement = options.text("eif") === void 0 && options.text("key") !== void 0;
  if (isProjection || isStatement) {
    throw new UsageError("release-assets is about an image that is published or approved");
  }
  const github = await openGitHub2(options.text("github-token"));
  return { tag, config: options.text("config") ?? CONFIGURATION_FILE, github };
}

// src/workflow/list/remembered-version.ts
async function readRemembered(path, { list }, ports) {
  if (!await ports.exists(path)) return "nothing-remembered";
  const fields3 = strictFields(await ports.readText(path), path);
  const version3 = fields3.get("version");
  const sha2562 = fields3.get("sha256");
  if (fields3.get("list") !== list) {
    throw new TrustError("wrong-list", `${path} remembers another list than ${list}`, {
      at: { file: path }
    });
  }
  if (!(version3 instanceof JsonNumber) || !/^[1-9]\d{0,9}$/.test(version3.text) || typeof sha2562 !== "string" || !/^[0-9a-f]{64}$/.test(sha2562)) {
    throw fault2(path);
  }
  return { version: Number(version3.text), sha256: sha2562 };
}
async function writeRemembered(path, { list }, { version: version3, sha256: sha2562 }, ports) {
  await ports.writeText(path, `${JSON.stringify({ list, version: version3, sha256: sha2562 })}
`);
}
function strictFields(text7, path) {
  try {
    const value = parseStrictJson(encodeUtf8(text7));
    if (value instanceof Map) return value;
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw fault2(path, cause);
  }
  throw fault2(path);
}
function fault2(path, cause) {
  return new UsageError(`${path}: expected what remember wrote: {"list","version","sha256"}`, {
    at: { file: path },
    hint: "Restore the file; without it an old list could be taken for a new one.",
    cause
  });
}

// src/workflow/commands/verify.ts
async function verify({ what, pins: request, remember }, ports) {
  try {
    const pins = await readPins2(request, ports);
    if (what !== "allow-list") {
      const bytes = await ports.readBytes(what.manifest);
      const { manifest, payloadSha256, signers: signers2 } = await verifyManifest(bytes, pins.manifestTrust);
      return ended("verify", { kind: "manifest", manifest, sha256: payloadSha256, signers: signers2 }, []);
    }
    const listPins = requireListPins(pins);
    const { pin, store } = listPins;
    const remembered = remember === void 0 ? "nothing-remembered" : await readRemembered(remember, pin, ports);
    const opened = await ports.openStore(store.address, store.file);
    const { now } = ports;
    const verified = await readAllowList(opened.store, listTrustOf(listPins, remembered), now);
    const accepted = acceptedReleases(verified, now);
    if (remember !== void 0) await writeRemembered(remember, pin, verified.id, ports);
    const { list, id: id3, signers } = verified;
    const rollbackProtected = remembered !== "nothing-remembered";
    const { sha256: sha2562 } = id3;
    return ended(
      "verify",
      { kind: "allow-list", list, sha256: sha2562, signers, accepted, rollbackProtected },
      []
    );
  } catch (error) {
    return failed("verify", error);
  }
}

// src/workflow/commands/verify-document.ts
var NOT_EVIDENCE = {
  kind: "document",
  fresh: false,
  channelBound: false,
  rollbackProtected: false
};
async function verifyOneDocument(request, ports, root = awsNitroRoot()) {
  let bytes;
  const warnings = [...request.warnings];
  try {
    const { nonce: nonce2, read, warnings: ofSource } = sourceOf2(request, ports);
    warnings.push(...ofSource);
    const { at, maxAgeMs, documentName } = request;
    bytes = decodeDocument(await read(), documentName);
    const trust = { root, ...at === void 0 || at === "document" ? {} : { at } };
    const expectations = {
      now: ports.now,
      nonce: nonce2,
      maxAgeMs: at === void 0 ? maxAgeMs : "archived"
    };
    if (request.pins === void 0) {
      const { evidence: evidence2, fresh: fresh2, channelBound: channelBound2 } = await verifyDocument(bytes, trust, expectations);
      const result2 = { ...NOT_EVIDENCE, evidence: evidence2, fresh: fresh2, channelBound: channelBound2 };
      return ended("verify", result2, [NOT_APPRAISED, ...warnings]);
    }
    const pins = requireListPins(await readPins2(request.pins, ports));
    const { remember } = request;
    const remembered = remember === void 0 ? "nothing-remembered" : await readRemembered(remember, pins.pin, ports);
    const opened = await ports.openStore(pins.store.address, pins.store.file);
    const verified = await readAllowList(opened.store, listTrustOf(pins, remembered), ports.now);
    const { evidence, appraisal } = await appraiseDocument(
      bytes,
      trust,
      referenceValuesOf(verified),
      { ...expectations, remembered }
    );
    if (remember !== void 0) await writeRemembered(remember, pins.pin, verified.id, ports);
    const { fresh, channelBound, rollbackProtected } = appraisal;
    const result = {
      kind: "document",
      evidence,
      fresh,
      channelBound,
      rollbackProtected,
      appraisal
    };
    return ended("verify", result, warnings, appraisal.reasons.map(failureOfReason));
  } catch (error) {
    const outcome = failed("verify", error, warnings);
    const unverified2 = request.show && bytes !== void 0 ? shown2(bytes) : void 0;
    return unverified2 === void 0 ? outcome : { ...outcome, result: { ...NOT_EVIDENCE, unverified: unverified2 } };
  }
}
var NOT_APPRAISED = {
  code: "not-appraised",
  message: "no allow-list was named, so nothing was appraised: this says that an enclave made the document, and not which"
};
function sourceOf2({ from }, ports) {
  if ("document" in from) {
    return { nonce: from.nonce, warnings: [], read: () => ports.readBytes(from.document) };
  }
  const { question } = from;
  const nonce2 = question.nonce === void 0 ? void 0 : ports.randomBytes(question.nonce.bytes);
  return {
    nonce: nonce2 ?? "not-required",
    warnings: nonce2 === void 0 ? [NO_NONCE] : [],
    read: () => ports.askForDocument(question, nonce2)
  };
}
var NO_NONCE = {
  code: "nonce-not-asked",
  message: "the endpoint was asked without a nonce, so the document may be one that somebody else asked for; only its age was checked"
};
function shown2(bytes) {
  try {
    return parseDocument2(bytes);
  } catch (error) {
    if (error instanceof CodedError && !(error instanceof UsageError)) return void 0;
    throw error;
  }
}
function failureOfReason({
  code: code2,
  message,
  expected,
  found
}) {
  return { code: code2, message: `${message}: expected ${expected}, found ${found}` };
}

// src/workflow/commands/run-list-command.ts
async function runListCommand(command, values, ports) {
  switch (command) {
    case "verify":
      return runVerify(values, ports);
    case "drift":
      return { kind: "drift", outcome: await drift(driftRequest(values), ports) };
    case "export":
      return { kind: "export", outcome: await exportList(exportRequest(values), ports) };
    case "init":
      return { kind: "change", outcome: await init(initRequest(values), ports) };
    case "publish":
      return { kind: "change", outcome: await published(values, ports) };
    case "approve":
      return { kind: "change", outcome: await approved(values, ports) };
    case "retire":
      return { kind: "change", outcome: await retire(retireRequest(values), ports) };
    case "revoke":
      return { kind: "change", outcome: await revoke(revokeRequest(values), ports) };
    case "reconcile":
      return { kind: "change", outcome: await reconcile(reconcileRequest(values), ports) };
    case "renew":
      return { kind: "change", outcome: await renew(renewRequest(values), ports) };
  }
}
function published(values, ports) {
  const request = publishRequest(values);
  return withReleaseAssets(values, ports, () => publish(request, ports));
}
function approved(values, ports) {
  const request = approveRequest(values);
  return withReleaseAssets(values, ports, () => approve(request, ports));
}
async function runVerify(values, ports) {
  const options = new Options(values);
  const [document, url] = [options.text("document"), options.text("url")];
  if (document === void 0 && url === void 0) {
    return { kind: "verify", outcome: await verify(verifyRequest(values), ports) };
  }
  if (options.text("manifest") !== void 0 || options.flag("allow-list")) {
    throw new UsageError("verify one of manifest, allow-list, document and url");
  }
  if (document !== void 0 && url !== void 0) {
    throw new UsageError("verify one of document and url");
  }
  const request = verifyDocumentRequest(options);
  return { kind: "document", outcome: await verifyOneDocument(request, ports) };
}

// src/cli/run-list-on-terminal.ts
async function runListOnTerminal(command, values, terminal) {
  const json2 = values["json"] === true;
  const progress = new Progress(terminal);
  try {
    const ports = listPorts({
      onProgress: (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes),
      onKey: (key, what) => progress.note(`${key}: ${what}`)
    });
    const deliver = await openDelivery(command, values, ports);
    const ended2 = await deliver(await runListCommand(command, values, ports));
    progress.clear();
    const style = terminalStyle(!json2 && terminal.outColours());
    terminal.out(renderListCommand(ended2, json2, style));
    if (!json2) printProblems(ended2.outcome, terminal);
    return ended2.outcome.exitCode;
  } catch (error) {
    progress.clear();
    const outcome = failed(command, error);
    printFailure(outcome, json2, terminal);
    return outcome.exitCode;
  }
}

// src/action/list-outputs.ts
function listOutputs(ended2) {
  if (ended2.kind === "drift") return driftOutputs(ended2.outcome.result);
  if (ended2.outcome.exitCode !== 0) return {};
  switch (ended2.kind) {
    case "change": {
      const { result } = ended2.outcome;
      if (result === void 0) return {};
      const { changed: changed2, after, id: id3, staged, release, manifest } = result;
      return {
        changed: String(changed2),
        ...after === void 0 || id3 === void 0 ? {} : listFacts(id3.version, id3.sha256, after.expiresAt),
        ...staged === void 0 ? releaseFacts(release) : {
          "release-id": staged.id,
          "staged-sha256": staged.sha256,
          ...staged.PCR0 === void 0 ? {} : { pcr0: staged.PCR0 }
        },
        ...manifest === void 0 ? {} : { "manifest-path": manifest.path }
      };
    }
    case "verify": {
      const { result } = ended2.outcome;
      if (result?.kind !== "allow-list") return {};
      return listFacts(result.list.version, result.sha256, result.list.expiresAt);
    }
    case "document": {
      const { result } = ended2.outcome;
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
      const { result } = ended2.outcome;
      return result === void 0 ? {} : { exported: result.text };
    }
  }
}
function driftOutputs(report) {
  if (report === void 0) return {};
  const { status, findings, probes } = report;
  const count3 = (severity) => String(findings.filter((finding) => finding.severity === severity).length);
  return {
    "drift-status": status,
    "drift-critical": count3("critical"),
    "drift-high": count3("high"),
    "false-allows": String(probes.filter(({ answer: answer2 }) => answer2 === "allowed").length)
  };
}
function releaseFacts(release) {
  return release === void 0 ? {} : { "release-id": release.id, pcr0: release.PCR0 };
}
function listFacts(version3, sha2562, expiresAt) {
  return {
    "allow-list-version": String(version3),
    "allow-list-sha256": sha2562,
    "allow-list-expires-at": formatInstant(expiresAt)
  };
}

// src/action/predicate-outputs.ts
async function predicateOutputs(ended2, runner, ports) {
  const { exitCode, result } = ended2.outcome;
  if (ended2.kind !== "change" || exitCode !== 0 || result === void 0) return {};
  if (ended2.outcome.result?.dryRun !== false) return {};
  try {
    const config2 = runner.text("config") || CONFIGURATION_FILE;
    const files = await publishedFiles(ended2.outcome.result, config2, ports);
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
    const image2 = runner.text("eif");
    if (image2 !== "") runner.artifact(image2);
    return { "predicate-path": path, "predicate-type": predicateType };
  } catch (error) {
    const { code: code2, message } = failureOf(error);
    runner.warning(
      code2,
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
    const ended2 = await deliver(await runListCommand(command, values, ports));
    const predicate = command === "publish" ? await predicateOutputs(ended2, runner, ports) : {};
    for (const [name, value] of Object.entries({ ...listOutputs(ended2), ...predicate }))
      runner.output(name, value);
    runner.log(renderListCommand(ended2, false, terminalStyle(false)));
    annotateProblems(ended2.outcome, runner);
    runner.summary(renderListCommandSummary(ended2));
    return ended2.outcome.exitCode;
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
  EXPORT_TARGETS,
  assessKeyPolicy,
  driftSentence,
  exportAllowList,
  listDifferences,
  listPorts,
  openDelivery,
  parseKeyPolicy,
  parsePublicKeyPem,
  planKey,
  proveKeyPolicy,
  rootNotOfAws,
  runListCommand,
  runListInStep,
  runListOnTerminal,
  verifyAllowList,
  verifyDocumentRequest,
  verifyEnvelope,
  verifyManifest,
  verifyOneDocument
};
