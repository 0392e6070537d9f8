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

// node_modules/cbor-x/dist/index-no-eval.cjs
var require_index_no_eval = __commonJS({
  "node_modules/cbor-x/dist/index-no-eval.cjs"(exports, module) {
    (function(global, factory) {
      typeof exports === "object" && typeof module !== "undefined" ? factory(exports) : typeof define === "function" && define.amd ? define(["exports"], factory) : (global = typeof globalThis !== "undefined" ? globalThis : global || self, factory(global.CBOR = {}));
    })(exports, (function(exports2) {
      "use strict";
      let decoder;
      try {
        decoder = new TextDecoder();
      } catch (error) {
      }
      let src;
      let srcEnd;
      let position$1 = 0;
      const LEGACY_RECORD_INLINE_ID = 105;
      const RECORD_DEFINITIONS_ID = 57342;
      const RECORD_INLINE_ID = 57343;
      const BUNDLED_STRINGS_ID = 57337;
      const PACKED_REFERENCE_TAG_ID = 6;
      let maxArraySize = 11281e4;
      let maxMapSize = 1681e4;
      let maxObjectSize = 1671e4;
      let objectSizeLimit = maxObjectSize;
      let currentDecoder = {};
      let currentStructures;
      let srcString;
      let srcStringStart = 0;
      let srcStringEnd = 0;
      let bundledStrings$1;
      let referenceMap;
      let currentExtensions = [];
      let currentExtensionRanges = [];
      let packedValues;
      let dataView;
      let restoreMapsAsObject;
      let defaultOptions = {
        useRecords: false,
        mapsAsObjects: true
      };
      let sequentialMode = false;
      let inlineObjectReadThreshold = 2;
      var BlockedFunction;
      try {
        new BlockedFunction("");
      } catch (error) {
        inlineObjectReadThreshold = Infinity;
      }
      class Decoder {
        constructor(options) {
          if (options) {
            if ((options.keyMap || options._keyMap) && !options.useRecords) {
              options.useRecords = false;
              options.mapsAsObjects = true;
            }
            if (options.useRecords === false && options.mapsAsObjects === void 0)
              options.mapsAsObjects = true;
            if (options.getStructures)
              options.getShared = options.getStructures;
            if (options.getShared && !options.structures)
              (options.structures = []).uninitialized = true;
            if (options.keyMap) {
              this.mapKey = /* @__PURE__ */ new Map();
              for (let [k, v] of Object.entries(options.keyMap)) this.mapKey.set(v, k);
            }
          }
          Object.assign(this, options);
        }
        /*
        decodeKey(key) {
        	return this.keyMap
        		? Object.keys(this.keyMap)[Object.values(this.keyMap).indexOf(key)] || key
        		: key
        }
        */
        decodeKey(key) {
          return this.keyMap ? this.mapKey.get(key) || key : key;
        }
        encodeKey(key) {
          return this.keyMap && this.keyMap.hasOwnProperty(key) ? this.keyMap[key] : key;
        }
        encodeKeys(rec) {
          if (!this._keyMap) return rec;
          let map = /* @__PURE__ */ new Map();
          for (let [k, v] of Object.entries(rec)) map.set(this._keyMap.hasOwnProperty(k) ? this._keyMap[k] : k, v);
          return map;
        }
        decodeKeys(map) {
          if (!this._keyMap || map.constructor.name != "Map") return map;
          if (!this._mapKey) {
            this._mapKey = /* @__PURE__ */ new Map();
            for (let [k, v] of Object.entries(this._keyMap)) this._mapKey.set(v, k);
          }
          let res = {};
          map.forEach((v, k) => res[safeKey(this._mapKey.has(k) ? this._mapKey.get(k) : k)] = v);
          return res;
        }
        mapDecode(source, end) {
          let res = this.decode(source);
          if (this._keyMap) {
            switch (res.constructor.name) {
              case "Array":
                return res.map((r) => this.decodeKeys(r));
            }
          }
          return res;
        }
        decode(source, end) {
          if (src) {
            return saveState(() => {
              clearSource();
              return this ? this.decode(source, end) : Decoder.prototype.decode.call(defaultOptions, source, end);
            });
          }
          srcEnd = end > -1 && end < source.length ? end : source.length;
          position$1 = 0;
          srcStringEnd = 0;
          srcString = null;
          bundledStrings$1 = null;
          src = source;
          try {
            dataView = source.dataView || (source.dataView = new DataView(source.buffer, source.byteOffset, source.byteLength));
          } catch (error) {
            src = null;
            if (source instanceof Uint8Array)
              throw error;
            throw new Error("Source must be a Uint8Array or Buffer but was a " + (source && typeof source == "object" ? source.constructor.name : typeof source));
          }
          if (this instanceof Decoder) {
            currentDecoder = this;
            packedValues = this.sharedValues && (this.pack ? new Array(this.maxPrivatePackedValues || 16).concat(this.sharedValues) : this.sharedValues);
            if (this.structures) {
              currentStructures = this.structures;
              return checkedRead();
            } else if (!currentStructures || currentStructures.length > 0) {
              currentStructures = [];
            }
          } else {
            currentDecoder = defaultOptions;
            if (!currentStructures || currentStructures.length > 0)
              currentStructures = [];
            packedValues = null;
          }
          return checkedRead();
        }
        decodeMultiple(source, forEach) {
          if (src) {
            return saveState(() => {
              clearSource();
              return this ? this.decodeMultiple(source, forEach) : defaultDecoder.decodeMultiple(source, forEach);
            });
          }
          let values, lastPosition = 0;
          try {
            let size = source.length;
            sequentialMode = true;
            let value = this ? this.decode(source, size) : defaultDecoder.decode(source, size);
            if (forEach) {
              let end = position$1;
              if (forEach(value) === false) {
                return;
              }
              while (end < size) {
                lastPosition = end;
                value = checkedRead();
                end = position$1;
                if (forEach(value) === false) {
                  return;
                }
              }
            } else {
              values = [value];
              while (position$1 < size) {
                lastPosition = position$1;
                values.push(checkedRead());
              }
              return values;
            }
          } catch (error) {
            if (error && (typeof error == "object" || typeof error == "function")) {
              error.lastPosition = lastPosition;
              error.values = values;
            }
            throw error;
          } finally {
            sequentialMode = false;
            clearSource();
          }
        }
      }
      const nestedDecodeErrors = /* @__PURE__ */ new WeakSet();
      let arrayAllocationBudget;
      function checkedRead() {
        try {
          arrayAllocationBudget = srcEnd - position$1;
          let result = read();
          if (bundledStrings$1) {
            if (position$1 >= bundledStrings$1.postBundlePosition)
              throw new Error("Unexpected bundle position");
            position$1 = bundledStrings$1.postBundlePosition;
            bundledStrings$1 = null;
          }
          if (position$1 == srcEnd) {
            currentStructures = null;
            src = null;
            if (referenceMap)
              referenceMap = null;
          } else if (position$1 > srcEnd) {
            let error = new Error("Unexpected end of CBOR data");
            error.incomplete = true;
            throw error;
          } else if (!sequentialMode) {
            throw new Error("Data read, but end of buffer not reached");
          }
          return result;
        } catch (error) {
          clearSource();
          if (nestedDecodeErrors.has(error)) {
            if (error.incomplete)
              error.incomplete = false;
          } else if (error instanceof RangeError && position$1 + 8 > srcEnd || error && typeof error.message == "string" && error.message.startsWith("Unexpected end of buffer")) {
            error.incomplete = true;
          }
          throw error;
        }
      }
      function readBreak() {
        if (position$1 < srcEnd && src[position$1] === 255) {
          position$1++;
          return true;
        }
        return false;
      }
      function endOfCBORError(neededEnd) {
        let error = new Error("Unexpected end of CBOR data");
        error.incomplete = true;
        if (neededEnd)
          error.neededEnd = neededEnd;
        return error;
      }
      function read() {
        if (!(position$1 < srcEnd)) throw endOfCBORError();
        let token = src[position$1++];
        let majorType = token >> 5;
        token = token & 31;
        if (token > 23) {
          switch (token) {
            case 24:
              if (position$1 >= srcEnd) throw endOfCBORError();
              token = src[position$1++];
              break;
            case 25:
              if (majorType == 7) {
                return getFloat16();
              }
              token = dataView.getUint16(position$1);
              position$1 += 2;
              break;
            case 26:
              if (majorType == 7) {
                let value = dataView.getFloat32(position$1);
                if (currentDecoder.useFloat32 > 2) {
                  let multiplier = mult10[(src[position$1] & 127) << 1 | src[position$1 + 1] >> 7];
                  position$1 += 4;
                  return (multiplier * value + (value > 0 ? 0.5 : -0.5) >> 0) / multiplier;
                }
                position$1 += 4;
                return value;
              }
              token = dataView.getUint32(position$1);
              position$1 += 4;
              if (majorType === 1) return -1 - token;
              break;
            case 27:
              if (majorType == 7) {
                let value = dataView.getFloat64(position$1);
                position$1 += 8;
                return value;
              }
              if (majorType > 1) {
                if (dataView.getUint32(position$1) > 0)
                  throw new Error("JavaScript does not support arrays, maps, or strings with length over 4294967295");
                token = dataView.getUint32(position$1 + 4);
              } else if (currentDecoder.int64AsNumber) {
                token = dataView.getUint32(position$1) * 4294967296;
                token += dataView.getUint32(position$1 + 4);
                position$1 += 8;
                if (majorType === 1) return -1 - token;
                break;
              } else token = dataView.getBigUint64(position$1);
              position$1 += 8;
              break;
            case 31:
              switch (majorType) {
                case 2:
                // byte string
                case 3:
                  throw new Error("Indefinite length not supported for byte or text strings");
                case 4:
                  let array = [];
                  let i = 0;
                  while (!readBreak()) {
                    if (i >= maxArraySize) throw new Error(`Array length exceeds ${maxArraySize}`);
                    array[i++] = read();
                  }
                  return majorType == 4 ? array : majorType == 3 ? array.join("") : Buffer.concat(array);
                case 5:
                  let key;
                  if (currentDecoder.mapsAsObjects) {
                    let object = {};
                    let i2 = 0;
                    if (currentDecoder.keyMap) {
                      while (!readBreak()) {
                        key = read();
                        if (i2++ >= objectSizeLimit) throw new Error(`Property count exceeds ${objectSizeLimit}`);
                        object[safeKey(currentDecoder.decodeKey(key))] = read();
                      }
                    } else {
                      while (!readBreak()) {
                        key = read();
                        if (i2++ >= objectSizeLimit) throw new Error(`Property count exceeds ${objectSizeLimit}`);
                        object[safeKey(key)] = read();
                      }
                    }
                    return object;
                  } else {
                    if (restoreMapsAsObject) {
                      currentDecoder.mapsAsObjects = true;
                      restoreMapsAsObject = false;
                    }
                    let map = /* @__PURE__ */ new Map();
                    if (currentDecoder.keyMap) {
                      let i2 = 0;
                      while (!readBreak()) {
                        key = read();
                        if (i2++ >= maxMapSize) {
                          throw new Error(`Map size exceeds ${maxMapSize}`);
                        }
                        map.set(currentDecoder.decodeKey(key), read());
                      }
                    } else {
                      let i2 = 0;
                      while (!readBreak()) {
                        key = read();
                        if (i2++ >= maxMapSize) {
                          throw new Error(`Map size exceeds ${maxMapSize}`);
                        }
                        map.set(key, read());
                      }
                    }
                    return map;
                  }
                case 7:
                  throw new Error("Unexpected break stop code outside of an indefinite-length item");
                default:
                  throw new Error("Invalid major type for indefinite length " + majorType);
              }
            default:
              throw new Error("Unknown token " + token);
          }
        }
        switch (majorType) {
          case 0:
            return token;
          case 1:
            return ~token;
          case 2:
            if (token > srcEnd - position$1) throw endOfCBORError(position$1 + token);
            return readBin(token);
          case 3:
            if (srcStringEnd >= position$1) {
              return srcString.slice(position$1 - srcStringStart, (position$1 += token) - srcStringStart);
            }
            if (token > srcEnd - position$1) throw endOfCBORError(position$1 + token);
            if (srcStringEnd == 0 && srcEnd < 140 && token < 32) {
              let string = token < 16 ? shortStringInJS(token) : longStringInJS(token);
              if (string != null)
                return string;
            }
            return readFixedString(token);
          case 4:
            if (token > maxArraySize) throw new Error(`Array length exceeds ${maxArraySize}`);
            if (token > srcEnd - position$1 || (arrayAllocationBudget -= token) < 0) throw endOfCBORError(position$1 + token);
            let array = new Array(token);
            for (let i = 0; i < token; i++) array[i] = read();
            return array;
          case 5:
            if (currentDecoder.mapsAsObjects) {
              if (token > objectSizeLimit) throw new Error(`Property count exceeds ${objectSizeLimit}`);
              if (token > (srcEnd - position$1) / 2) throw endOfCBORError(position$1 + 2 * token);
              let object = {};
              if (currentDecoder.keyMap) for (let i = 0; i < token; i++) object[safeKey(currentDecoder.decodeKey(read()))] = read();
              else for (let i = 0; i < token; i++) object[safeKey(read())] = read();
              return object;
            } else {
              if (restoreMapsAsObject) {
                currentDecoder.mapsAsObjects = true;
                restoreMapsAsObject = false;
              }
              if (token > maxMapSize) throw new Error(`Map size exceeds ${maxMapSize}`);
              if (token > (srcEnd - position$1) / 2) throw endOfCBORError(position$1 + 2 * token);
              let map = /* @__PURE__ */ new Map();
              if (currentDecoder.keyMap) for (let i = 0; i < token; i++) map.set(currentDecoder.decodeKey(read()), read());
              else for (let i = 0; i < token; i++) map.set(read(), read());
              return map;
            }
          case 6:
            if (token >= BUNDLED_STRINGS_ID) {
              let structure = currentStructures[token & 8191];
              if (structure) {
                if (!structure.read) structure.read = createStructureReader(structure);
                return structure.read();
              }
              if (token < 65536) {
                if (token == RECORD_INLINE_ID) {
                  let length = readJustLength();
                  let id = read();
                  let structure2 = read();
                  recordDefinition(id, structure2);
                  let object = {};
                  if (currentDecoder.keyMap) for (let i = 2; i < length; i++) {
                    let key = currentDecoder.decodeKey(structure2[i - 2]);
                    object[safeKey(key)] = read();
                  }
                  else for (let i = 2; i < length; i++) {
                    let key = structure2[i - 2];
                    object[safeKey(key)] = read();
                  }
                  return object;
                } else if (token == RECORD_DEFINITIONS_ID) {
                  let length = readJustLength();
                  let id = read();
                  for (let i = 2; i < length; i++) {
                    recordDefinition(id++, read());
                  }
                  return read();
                } else if (token == BUNDLED_STRINGS_ID) {
                  return readBundleExt();
                }
                if (currentDecoder.getShared) {
                  loadShared();
                  structure = currentStructures[token & 8191];
                  if (structure) {
                    if (!structure.read)
                      structure.read = createStructureReader(structure);
                    return structure.read();
                  }
                }
              }
            }
            let extension2 = currentExtensions[token];
            if (extension2) {
              if (extension2.handlesRead)
                return extension2(read);
              else
                return extension2(read());
            } else {
              let input = read();
              for (let i = 0; i < currentExtensionRanges.length; i++) {
                let value = currentExtensionRanges[i](token, input);
                if (value !== void 0)
                  return value;
              }
              return new Tag(input, token);
            }
          case 7:
            switch (token) {
              case 20:
                return false;
              case 21:
                return true;
              case 22:
                return null;
              case 23:
                return;
              // undefined
              case 31:
              default:
                let packedValue = (packedValues || getPackedValues())[token];
                if (packedValue !== void 0)
                  return packedValue;
                throw new Error("Unknown token " + token);
            }
          default:
            if (isNaN(token)) throw endOfCBORError();
            throw new Error("Unknown CBOR token " + token);
        }
      }
      const validName = /^[a-zA-Z_$][a-zA-Z\d_$]*$/;
      function createStructureReader(structure) {
        if (!structure) throw new Error("Structure is required in record definition");
        function readObject() {
          let length = src[position$1++];
          length = length & 31;
          if (length > 23) {
            switch (length) {
              case 24:
                length = src[position$1++];
                break;
              case 25:
                length = dataView.getUint16(position$1);
                position$1 += 2;
                break;
              case 26:
                length = dataView.getUint32(position$1);
                position$1 += 4;
                break;
              default:
                throw new Error("Expected array header, but got " + src[position$1 - 1]);
            }
          }
          let compiledReader = this.compiledReader;
          while (compiledReader) {
            if (compiledReader.propertyCount === length)
              return compiledReader(read);
            compiledReader = compiledReader.next;
          }
          if (this.slowReads++ >= inlineObjectReadThreshold) {
            let array = this.length == length ? this : this.slice(0, length);
            compiledReader = currentDecoder.keyMap ? new BlockedFunction("r", "return {" + array.map((k) => currentDecoder.decodeKey(k)).map((k) => validName.test(k) ? safeKey(k) + ":r()" : "[" + JSON.stringify(k) + "]:r()").join(",") + "}") : new BlockedFunction("r", "return {" + array.map((key) => validName.test(key) ? safeKey(key) + ":r()" : "[" + JSON.stringify(key) + "]:r()").join(",") + "}");
            if (this.compiledReader)
              compiledReader.next = this.compiledReader;
            compiledReader.propertyCount = length;
            this.compiledReader = compiledReader;
            return compiledReader(read);
          }
          let object = {};
          if (currentDecoder.keyMap) for (let i = 0; i < length; i++) object[safeKey(currentDecoder.decodeKey(this[i]))] = read();
          else for (let i = 0; i < length; i++) {
            object[safeKey(this[i])] = read();
          }
          return object;
        }
        structure.slowReads = 0;
        return readObject;
      }
      function safeKey(key) {
        if (typeof key === "string") return key === "__proto__" ? "__proto_" : key;
        if (typeof key === "number" || typeof key === "boolean" || typeof key === "bigint") return key.toString();
        if (key == null) return key + "";
        throw new Error("Invalid property name type " + typeof key);
      }
      let readFixedString = readStringJS;
      let isNativeAccelerationEnabled = false;
      function readStringJS(length) {
        let result;
        if (length < 16) {
          if (result = shortStringInJS(length))
            return result;
        }
        if (length > 64 && decoder)
          return decoder.decode(src.subarray(position$1, position$1 += length));
        const end = position$1 + length;
        const units = [];
        result = "";
        while (position$1 < end) {
          const byte1 = src[position$1++];
          if ((byte1 & 128) === 0) {
            units.push(byte1);
          } else if ((byte1 & 224) === 192) {
            if (byte1 < 194 || position$1 >= end || (src[position$1] & 192) !== 128) {
              units.push(65533);
            } else {
              const byte2 = src[position$1++] & 63;
              units.push((byte1 & 31) << 6 | byte2);
            }
          } else if ((byte1 & 240) === 224) {
            const byte2 = position$1 < end ? src[position$1] : 0;
            if (position$1 >= end || (byte2 & 192) !== 128 || byte1 === 224 && byte2 < 160 || byte1 === 237 && byte2 >= 160) {
              units.push(65533);
            } else {
              position$1++;
              if (position$1 >= end || (src[position$1] & 192) !== 128) {
                units.push(65533);
              } else {
                const byte3 = src[position$1++] & 63;
                units.push((byte1 & 31) << 12 | (byte2 & 63) << 6 | byte3);
              }
            }
          } else if ((byte1 & 248) === 240) {
            const byte2 = position$1 < end ? src[position$1] : 0;
            if (byte1 > 244 || position$1 >= end || (byte2 & 192) !== 128 || byte1 === 240 && byte2 < 144 || byte1 === 244 && byte2 >= 144) {
              units.push(65533);
            } else {
              position$1++;
              if (position$1 >= end || (src[position$1] & 192) !== 128) {
                units.push(65533);
              } else {
                const byte3 = src[position$1++] & 63;
                if (position$1 >= end || (src[position$1] & 192) !== 128) {
                  units.push(65533);
                } else {
                  const byte4 = src[position$1++] & 63;
                  let unit = (byte1 & 7) << 18 | (byte2 & 63) << 12 | byte3 << 6 | byte4;
                  unit -= 65536;
                  units.push(unit >>> 10 & 1023 | 55296);
                  units.push(56320 | unit & 1023);
                }
              }
            }
          } else {
            units.push(65533);
          }
          if (units.length >= 4096) {
            result += fromCharCode.apply(String, units);
            units.length = 0;
          }
        }
        if (units.length > 0) {
          result += fromCharCode.apply(String, units);
        }
        return result;
      }
      let fromCharCode = String.fromCharCode;
      function longStringInJS(length) {
        let start = position$1;
        let bytes = new Array(length);
        for (let i = 0; i < length; i++) {
          const byte = src[position$1++];
          if ((byte & 128) > 0) {
            position$1 = start;
            return;
          }
          bytes[i] = byte;
        }
        return fromCharCode.apply(String, bytes);
      }
      function shortStringInJS(length) {
        if (length < 4) {
          if (length < 2) {
            if (length === 0)
              return "";
            else {
              let a = src[position$1++];
              if ((a & 128) > 1) {
                position$1 -= 1;
                return;
              }
              return fromCharCode(a);
            }
          } else {
            let a = src[position$1++];
            let b = src[position$1++];
            if ((a & 128) > 0 || (b & 128) > 0) {
              position$1 -= 2;
              return;
            }
            if (length < 3)
              return fromCharCode(a, b);
            let c = src[position$1++];
            if ((c & 128) > 0) {
              position$1 -= 3;
              return;
            }
            return fromCharCode(a, b, c);
          }
        } else {
          let a = src[position$1++];
          let b = src[position$1++];
          let c = src[position$1++];
          let d = src[position$1++];
          if ((a & 128) > 0 || (b & 128) > 0 || (c & 128) > 0 || (d & 128) > 0) {
            position$1 -= 4;
            return;
          }
          if (length < 6) {
            if (length === 4)
              return fromCharCode(a, b, c, d);
            else {
              let e = src[position$1++];
              if ((e & 128) > 0) {
                position$1 -= 5;
                return;
              }
              return fromCharCode(a, b, c, d, e);
            }
          } else if (length < 8) {
            let e = src[position$1++];
            let f = src[position$1++];
            if ((e & 128) > 0 || (f & 128) > 0) {
              position$1 -= 6;
              return;
            }
            if (length < 7)
              return fromCharCode(a, b, c, d, e, f);
            let g = src[position$1++];
            if ((g & 128) > 0) {
              position$1 -= 7;
              return;
            }
            return fromCharCode(a, b, c, d, e, f, g);
          } else {
            let e = src[position$1++];
            let f = src[position$1++];
            let g = src[position$1++];
            let h = src[position$1++];
            if ((e & 128) > 0 || (f & 128) > 0 || (g & 128) > 0 || (h & 128) > 0) {
              position$1 -= 8;
              return;
            }
            if (length < 10) {
              if (length === 8)
                return fromCharCode(a, b, c, d, e, f, g, h);
              else {
                let i = src[position$1++];
                if ((i & 128) > 0) {
                  position$1 -= 9;
                  return;
                }
                return fromCharCode(a, b, c, d, e, f, g, h, i);
              }
            } else if (length < 12) {
              let i = src[position$1++];
              let j = src[position$1++];
              if ((i & 128) > 0 || (j & 128) > 0) {
                position$1 -= 10;
                return;
              }
              if (length < 11)
                return fromCharCode(a, b, c, d, e, f, g, h, i, j);
              let k = src[position$1++];
              if ((k & 128) > 0) {
                position$1 -= 11;
                return;
              }
              return fromCharCode(a, b, c, d, e, f, g, h, i, j, k);
            } else {
              let i = src[position$1++];
              let j = src[position$1++];
              let k = src[position$1++];
              let l = src[position$1++];
              if ((i & 128) > 0 || (j & 128) > 0 || (k & 128) > 0 || (l & 128) > 0) {
                position$1 -= 12;
                return;
              }
              if (length < 14) {
                if (length === 12)
                  return fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l);
                else {
                  let m = src[position$1++];
                  if ((m & 128) > 0) {
                    position$1 -= 13;
                    return;
                  }
                  return fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l, m);
                }
              } else {
                let m = src[position$1++];
                let n = src[position$1++];
                if ((m & 128) > 0 || (n & 128) > 0) {
                  position$1 -= 14;
                  return;
                }
                if (length < 15)
                  return fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l, m, n);
                let o = src[position$1++];
                if ((o & 128) > 0) {
                  position$1 -= 15;
                  return;
                }
                return fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);
              }
            }
          }
        }
      }
      function readBin(length) {
        return currentDecoder.copyBuffers ? (
          // specifically use the copying slice (not the node one)
          Uint8Array.prototype.slice.call(src, position$1, position$1 += length)
        ) : src.subarray(position$1, position$1 += length);
      }
      let f32Array = new Float32Array(1);
      let u8Array = new Uint8Array(f32Array.buffer, 0, 4);
      function getFloat16() {
        let byte0 = src[position$1++];
        let byte1 = src[position$1++];
        let exponent = (byte0 & 127) >> 2;
        if (exponent === 31) {
          if (byte1 || byte0 & 3)
            return NaN;
          return byte0 & 128 ? -Infinity : Infinity;
        }
        if (exponent === 0) {
          let abs = ((byte0 & 3) << 8 | byte1) / (1 << 24);
          return byte0 & 128 ? -abs : abs;
        }
        u8Array[3] = byte0 & 128 | // sign bit
        (exponent >> 1) + 56;
        u8Array[2] = (byte0 & 7) << 5 | // last exponent bit and first two mantissa bits
        byte1 >> 3;
        u8Array[1] = byte1 << 5;
        u8Array[0] = 0;
        return f32Array[0];
      }
      new Array(4096);
      class Tag {
        constructor(value, tag) {
          this.value = value;
          this.tag = tag;
        }
      }
      currentExtensions[0] = (dateString) => {
        return new Date(dateString);
      };
      currentExtensions[1] = (epochSec) => {
        return new Date(Math.round(epochSec * 1e3));
      };
      currentExtensions[2] = (buffer) => {
        let value = BigInt(0);
        for (let i = 0, l = buffer.byteLength; i < l; i++) {
          value = BigInt(buffer[i]) + (value << BigInt(8));
        }
        return value;
      };
      currentExtensions[3] = (buffer) => {
        return BigInt(-1) - currentExtensions[2](buffer);
      };
      currentExtensions[4] = (fraction) => {
        return +(fraction[1] + "e" + fraction[0]);
      };
      currentExtensions[5] = (fraction) => {
        return fraction[1] * Math.exp(fraction[0] * Math.log(2));
      };
      const recordDefinition = (id, structure) => {
        id = id - 57344;
        let existingStructure = currentStructures[id];
        if (existingStructure && existingStructure.isShared) {
          (currentStructures.restoreStructures || (currentStructures.restoreStructures = []))[id] = existingStructure;
        }
        currentStructures[id] = structure;
        structure.read = createStructureReader(structure);
      };
      currentExtensions[LEGACY_RECORD_INLINE_ID] = (data) => {
        let length = data.length;
        let structure = data[1];
        recordDefinition(data[0], structure);
        let object = {};
        for (let i = 2; i < length; i++) {
          let key = structure[i - 2];
          object[safeKey(key)] = data[i];
        }
        return object;
      };
      const legacyRecordDefinition = currentExtensions[LEGACY_RECORD_INLINE_ID];
      currentExtensions[14] = (value) => {
        if (bundledStrings$1)
          return bundledStrings$1[0].slice(bundledStrings$1.position0, bundledStrings$1.position0 += value);
        return new Tag(value, 14);
      };
      currentExtensions[15] = (value) => {
        if (bundledStrings$1)
          return bundledStrings$1[1].slice(bundledStrings$1.position1, bundledStrings$1.position1 += value);
        return new Tag(value, 15);
      };
      let glbl = { Error, RegExp };
      currentExtensions[27] = (data) => {
        return (glbl[data[0]] || Error)(data[1], data[2]);
      };
      const packedTable = (read2) => {
        if (!(position$1 < srcEnd)) throw endOfCBORError();
        if (src[position$1++] != 132)
          throw new Error("Packed values structure must be followed by a 4 element array");
        let newPackedValues = read2();
        if (!Array.isArray(newPackedValues) || !newPackedValues.length)
          throw new Error("Packed values structure must be followed by a 4 element array");
        packedValues = packedValues ? newPackedValues.concat(packedValues.slice(newPackedValues.length)) : newPackedValues;
        packedValues.prefixes = read2();
        packedValues.suffixes = read2();
        return read2();
      };
      packedTable.handlesRead = true;
      currentExtensions[51] = packedTable;
      currentExtensions[PACKED_REFERENCE_TAG_ID] = (data) => {
        if (!packedValues) {
          if (currentDecoder.getShared)
            loadShared();
          else
            return new Tag(data, PACKED_REFERENCE_TAG_ID);
        }
        if (typeof data == "number")
          return packedValues[16 + (data >= 0 ? 2 * data : -2 * data - 1)];
        throw new Error("No support for non-integer packed references yet");
      };
      currentExtensions[28] = (read2) => {
        if (!referenceMap) {
          referenceMap = /* @__PURE__ */ new Map();
          referenceMap.id = 0;
        }
        let id = referenceMap.id++;
        let startingPosition = position$1;
        let token = src[position$1];
        let target2;
        if (token >> 5 == 4)
          target2 = [];
        else
          target2 = {};
        let refEntry = { target: target2 };
        referenceMap.set(id, refEntry);
        let targetProperties = read2();
        if (refEntry.used) {
          if (Object.getPrototypeOf(target2) !== Object.getPrototypeOf(targetProperties)) {
            position$1 = startingPosition;
            target2 = targetProperties;
            referenceMap.set(id, { target: target2 });
            targetProperties = read2();
          }
          return Object.assign(target2, targetProperties);
        }
        refEntry.target = targetProperties;
        return targetProperties;
      };
      currentExtensions[28].handlesRead = true;
      currentExtensions[29] = (id) => {
        let refEntry = referenceMap.get(id);
        refEntry.used = true;
        return refEntry.target;
      };
      currentExtensions[258] = (array) => new Set(array);
      (currentExtensions[259] = (read2) => {
        let decoder2 = currentDecoder;
        if (decoder2.mapsAsObjects) {
          decoder2.mapsAsObjects = false;
          restoreMapsAsObject = true;
          try {
            return read2();
          } finally {
            if (restoreMapsAsObject) {
              decoder2.mapsAsObjects = true;
              restoreMapsAsObject = false;
            }
          }
        }
        return read2();
      }).handlesRead = true;
      function combine(a, b) {
        if (typeof a === "string")
          return a + b;
        if (a instanceof Array)
          return a.concat(b);
        return Object.assign({}, a, b);
      }
      function getPackedValues() {
        if (!packedValues) {
          if (currentDecoder.getShared)
            loadShared();
          else
            throw new Error("No packed values available");
        }
        return packedValues;
      }
      const SHARED_DATA_TAG_ID = 1399353956;
      currentExtensionRanges.push((tag, input) => {
        if (tag >= 225 && tag <= 255)
          return combine(getPackedValues().prefixes[tag - 224], input);
        if (tag >= 28704 && tag <= 32767)
          return combine(getPackedValues().prefixes[tag - 28672], input);
        if (tag >= 1879052288 && tag <= 2147483647)
          return combine(getPackedValues().prefixes[tag - 1879048192], input);
        if (tag >= 216 && tag <= 223)
          return combine(input, getPackedValues().suffixes[tag - 216]);
        if (tag >= 27647 && tag <= 28671)
          return combine(input, getPackedValues().suffixes[tag - 27639]);
        if (tag >= 1811940352 && tag <= 1879048191)
          return combine(input, getPackedValues().suffixes[tag - 1811939328]);
        if (tag == SHARED_DATA_TAG_ID) {
          return {
            packedValues,
            structures: currentStructures.slice(0),
            version: input
          };
        }
        if (tag == 55799)
          return input;
      });
      const isLittleEndianMachine$1 = new Uint8Array(new Uint16Array([1]).buffer)[0] == 1;
      const typedArrays = [
        Uint8Array,
        Uint8ClampedArray,
        Uint16Array,
        Uint32Array,
        typeof BigUint64Array == "undefined" ? { name: "BigUint64Array" } : BigUint64Array,
        Int8Array,
        Int16Array,
        Int32Array,
        typeof BigInt64Array == "undefined" ? { name: "BigInt64Array" } : BigInt64Array,
        Float32Array,
        Float64Array
      ];
      const typedArrayTags = [64, 68, 69, 70, 71, 72, 77, 78, 79, 85, 86];
      for (let i = 0; i < typedArrays.length; i++) {
        registerTypedArray(typedArrays[i], typedArrayTags[i]);
      }
      function registerTypedArray(TypedArray, tag) {
        let dvMethod = "get" + TypedArray.name.slice(0, -5);
        let bytesPerElement;
        if (typeof TypedArray === "function")
          bytesPerElement = TypedArray.BYTES_PER_ELEMENT;
        else
          TypedArray = null;
        for (let littleEndian = 0; littleEndian < 2; littleEndian++) {
          if (!littleEndian && bytesPerElement == 1)
            continue;
          let sizeShift = bytesPerElement == 2 ? 1 : bytesPerElement == 4 ? 2 : bytesPerElement == 8 ? 3 : 0;
          currentExtensions[littleEndian ? tag : tag - 4] = bytesPerElement == 1 || littleEndian == isLittleEndianMachine$1 ? (buffer) => {
            if (!TypedArray)
              throw new Error("Could not find typed array for code " + tag);
            if (!currentDecoder.copyBuffers) {
              if (bytesPerElement === 1 || bytesPerElement === 2 && !(buffer.byteOffset & 1) || bytesPerElement === 4 && !(buffer.byteOffset & 3) || bytesPerElement === 8 && !(buffer.byteOffset & 7))
                return new TypedArray(buffer.buffer, buffer.byteOffset, buffer.byteLength >> sizeShift);
            }
            return new TypedArray(Uint8Array.prototype.slice.call(buffer, 0).buffer);
          } : (buffer) => {
            if (!TypedArray)
              throw new Error("Could not find typed array for code " + tag);
            let dv = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
            let elements = buffer.length >> sizeShift;
            let ta = new TypedArray(elements);
            let method = dv[dvMethod];
            for (let i = 0; i < elements; i++) {
              ta[i] = method.call(dv, i << sizeShift, littleEndian);
            }
            return ta;
          };
        }
      }
      function readBundleExt() {
        let length = readJustLength();
        let bundlePosition = position$1 + read();
        for (let i = 2; i < length; i++) {
          let bundleLength = readJustLength();
          position$1 += bundleLength;
        }
        let dataPosition = position$1;
        position$1 = bundlePosition;
        bundledStrings$1 = [readStringJS(readJustLength()), readStringJS(readJustLength())];
        bundledStrings$1.position0 = 0;
        bundledStrings$1.position1 = 0;
        bundledStrings$1.postBundlePosition = position$1;
        position$1 = dataPosition;
        return read();
      }
      function readJustLength() {
        if (!(position$1 < srcEnd)) throw endOfCBORError();
        let token = src[position$1++] & 31;
        if (token > 23) {
          switch (token) {
            case 24:
              if (position$1 >= srcEnd) throw endOfCBORError();
              token = src[position$1++];
              break;
            case 25:
              if (position$1 + 2 > srcEnd) throw endOfCBORError();
              token = dataView.getUint16(position$1);
              position$1 += 2;
              break;
            case 26:
              if (position$1 + 4 > srcEnd) throw endOfCBORError();
              token = dataView.getUint32(position$1);
              position$1 += 4;
              break;
          }
        }
        return token;
      }
      function loadShared() {
        if (currentDecoder.getShared) {
          let sharedData = saveState(() => {
            src = null;
            return currentDecoder.getShared();
          }) || {};
          let updatedStructures = sharedData.structures || [];
          currentDecoder.sharedVersion = sharedData.version;
          packedValues = currentDecoder.sharedValues = sharedData.packedValues;
          if (currentStructures === true)
            currentDecoder.structures = currentStructures = updatedStructures;
          else
            currentStructures.splice.apply(currentStructures, [0, updatedStructures.length].concat(updatedStructures));
        }
      }
      function saveState(callback) {
        let savedFragmentEnd = fragmentEnd;
        let savedFragmentReader = fragmentReadString;
        let savedReadFixedString = readFixedString;
        let savedSrcEnd = srcEnd;
        let savedPosition = position$1;
        let savedSrcStringStart = srcStringStart;
        let savedSrcStringEnd = srcStringEnd;
        let savedSrcString = srcString;
        let savedReferenceMap = referenceMap;
        let savedBundledStrings = bundledStrings$1;
        let savedPackedValues = packedValues;
        let savedSrc = new Uint8Array(src.slice(0, srcEnd));
        let savedStructures = currentStructures;
        let savedDecoder = currentDecoder;
        let savedSequentialMode = sequentialMode;
        let savedRestoreMapsAsObject = restoreMapsAsObject;
        let savedArrayAllocationBudget = arrayAllocationBudget;
        fragmentEnd = 0;
        if (fragmentReadString) readFixedString = fragmentReadString;
        fragmentReadString = null;
        restoreMapsAsObject = false;
        try {
          return callback();
        } catch (error) {
          if (error && (typeof error == "object" || typeof error == "function"))
            nestedDecodeErrors.add(error);
          throw error;
        } finally {
          fragmentEnd = savedFragmentEnd;
          fragmentReadString = savedFragmentReader;
          readFixedString = savedReadFixedString;
          srcEnd = savedSrcEnd;
          position$1 = savedPosition;
          srcStringStart = savedSrcStringStart;
          srcStringEnd = savedSrcStringEnd;
          srcString = savedSrcString;
          referenceMap = savedReferenceMap;
          bundledStrings$1 = savedBundledStrings;
          packedValues = savedPackedValues;
          src = savedSrc;
          sequentialMode = savedSequentialMode;
          currentStructures = savedStructures;
          currentDecoder = savedDecoder;
          restoreMapsAsObject = savedRestoreMapsAsObject;
          arrayAllocationBudget = savedArrayAllocationBudget;
          dataView = new DataView(src.buffer, src.byteOffset, src.byteLength);
        }
      }
      function clearSource() {
        src = null;
        referenceMap = null;
        currentStructures = null;
      }
      const registeredExtensions = /* @__PURE__ */ new Map();
      let fragmentEnd = 0;
      let fragmentReadString;
      const builtinScanTags = /* @__PURE__ */ new Map([[LEGACY_RECORD_INLINE_ID, legacyRecordDefinition], [259, currentExtensions[259]]]);
      function isBuiltinScanTag(tag) {
        return builtinScanTags.has(tag) && currentExtensions[tag] === builtinScanTags.get(tag);
      }
      function getScanTag(tag, decoder2) {
        return tag >= BUNDLED_STRINGS_ID && decoder2.structures && decoder2.structures[tag & 8191];
      }
      function checkScanContainer(major, length, mapsAsObjects) {
        if (major === 4) {
          if (length > maxArraySize) throw new Error(`Array length exceeds ${maxArraySize}`);
        } else if (mapsAsObjects) {
          if (length > objectSizeLimit) throw new Error(`Property count exceeds ${objectSizeLimit}`);
        } else if (length > maxMapSize) throw new Error(`Map size exceeds ${maxMapSize}`);
      }
      function decodeScanned(decoder2, source, end) {
        const boundStrings = isNativeAccelerationEnabled;
        if (!registeredExtensions.size && !boundStrings) return decoder2.decodeMultiple(source);
        const savedEnd = fragmentEnd;
        const savedReader = readFixedString;
        const savedFragmentReader = fragmentReadString;
        const originals = [];
        fragmentEnd = end;
        fragmentReadString = savedReader;
        try {
          if (boundStrings) ;
          for (const [tag, extension2] of registeredExtensions) {
            if (!extension2.handlesRead) continue;
            const original = currentExtensions[tag];
            const guarded = (read2) => {
              if (!fragmentEnd || position$1 >= fragmentEnd) return extension2(read2);
              let calls = 0, framingError;
              const value = extension2(() => {
                if (calls++) {
                  framingError = new Error("Tag " + tag + ": fragmented decoding cannot frame multi-item handlesRead extensions");
                  throw framingError;
                }
                return read2();
              });
              if (framingError) throw framingError;
              return value;
            };
            guarded.handlesRead = true;
            originals.push([tag, original, guarded]);
            currentExtensions[tag] = guarded;
          }
          return decoder2.decodeMultiple(source);
        } finally {
          fragmentEnd = savedEnd;
          fragmentReadString = savedFragmentReader;
          readFixedString = savedReader;
          for (const [tag, original, guarded] of originals) {
            if (currentExtensions[tag] === guarded) currentExtensions[tag] = original;
          }
        }
      }
      const _stream = {
        getTag: getScanTag,
        isBuiltinTag: isBuiltinScanTag,
        checkContainer: checkScanContainer,
        decode: decodeScanned,
        get readThreshold() {
          return inlineObjectReadThreshold;
        }
      };
      function addExtension$1(extension2) {
        currentExtensions[extension2.tag] = extension2.decode;
        if (typeof extension2.decode === "function") registeredExtensions.set(extension2.tag, extension2.decode);
        else registeredExtensions.delete(extension2.tag);
      }
      function setSizeLimits(limits) {
        if (limits.maxMapSize) maxMapSize = limits.maxMapSize;
        if (limits.maxArraySize) maxArraySize = limits.maxArraySize;
        if (limits.maxObjectSize) maxObjectSize = limits.maxObjectSize;
        objectSizeLimit = Math.min(maxObjectSize, maxMapSize);
      }
      const mult10 = new Array(147);
      for (let i = 0; i < 256; i++) {
        mult10[i] = +("1e" + Math.floor(45.15 - i * 0.30103));
      }
      let defaultDecoder = new Decoder({ useRecords: false });
      const decode = defaultDecoder.decode;
      const decodeMultiple = defaultDecoder.decodeMultiple;
      const FLOAT32_OPTIONS = {
        NEVER: 0,
        ALWAYS: 1,
        DECIMAL_ROUND: 3,
        DECIMAL_FIT: 4
      };
      function roundFloat32(float32Number) {
        f32Array[0] = float32Number;
        let multiplier = mult10[(u8Array[3] & 127) << 1 | u8Array[2] >> 7];
        return (multiplier * float32Number + (float32Number > 0 ? 0.5 : -0.5) >> 0) / multiplier;
      }
      let textEncoder;
      try {
        textEncoder = new TextEncoder();
      } catch (error) {
      }
      let extensions, extensionClasses;
      const Buffer$1 = typeof globalThis === "object" && globalThis.Buffer;
      const hasNodeBuffer = typeof Buffer$1 !== "undefined";
      const ByteArrayAllocate = hasNodeBuffer ? Buffer$1.allocUnsafeSlow : Uint8Array;
      const ByteArray = hasNodeBuffer ? Buffer$1 : Uint8Array;
      const MAX_STRUCTURES = 256;
      const MAX_BUFFER_SIZE = hasNodeBuffer ? 4294967296 : 2144337920;
      let throwOnIterable;
      let target;
      let targetView;
      let position = 0;
      let safeEnd;
      let bundledStrings = null;
      const MAX_BUNDLE_SIZE = 61440;
      const hasNonLatin = /[\u0080-\uFFFF]/;
      const RECORD_SYMBOL = /* @__PURE__ */ Symbol("record-id");
      class Encoder2 extends Decoder {
        constructor(options) {
          super(options);
          this.offset = 0;
          let start;
          let sharedStructures;
          let hasSharedUpdate;
          let structures;
          let referenceMap2;
          options = options || {};
          let encodeUtf82 = ByteArray.prototype.utf8Write ? function(string, position2) {
            return target.utf8Write(string, position2, target.byteLength - position2);
          } : textEncoder && textEncoder.encodeInto ? function(string, position2) {
            return textEncoder.encodeInto(string, target.subarray(position2)).written;
          } : false;
          let encoder2 = this;
          let hasSharedStructures = options.structures || options.saveStructures;
          let maxSharedStructures = options.maxSharedStructures;
          if (maxSharedStructures == null)
            maxSharedStructures = hasSharedStructures ? 128 : 0;
          if (maxSharedStructures > 8190)
            throw new Error("Maximum maxSharedStructure is 8190");
          let isSequential = options.sequential;
          if (isSequential) {
            maxSharedStructures = 0;
          }
          if (!this.structures)
            this.structures = [];
          if (this.saveStructures)
            this.saveShared = this.saveStructures;
          let samplingPackedValues, packedObjectMap2, sharedValues = options.sharedValues;
          let sharedPackedObjectMap2;
          if (sharedValues) {
            sharedPackedObjectMap2 = /* @__PURE__ */ Object.create(null);
            for (let i = 0, l = sharedValues.length; i < l; i++) {
              sharedPackedObjectMap2[sharedValues[i]] = i;
            }
          }
          let recordIdsToRemove = [];
          let transitionsCount = 0;
          let serializationsSinceTransitionRebuild = 0;
          this.mapEncode = function(value, encodeOptions) {
            if (this._keyMap && !this._mapped) {
              switch (value.constructor.name) {
                case "Array":
                  value = value.map((r) => this.encodeKeys(r));
                  break;
              }
            }
            return this.encode(value, encodeOptions);
          };
          this.encode = function(value, encodeOptions) {
            if (!target) {
              target = new ByteArrayAllocate(8192);
              targetView = new DataView(target.buffer, 0, 8192);
              position = 0;
            }
            safeEnd = target.length - 10;
            if (safeEnd - position < 2048) {
              target = new ByteArrayAllocate(target.length);
              targetView = new DataView(target.buffer, 0, target.length);
              safeEnd = target.length - 10;
              position = 0;
            } else if (encodeOptions === REUSE_BUFFER_MODE)
              position = position + 7 & 2147483640;
            start = position;
            if (encoder2.useSelfDescribedHeader) {
              targetView.setUint32(position, 3654940416);
              position += 3;
            }
            referenceMap2 = encoder2.structuredClone ? /* @__PURE__ */ new Map() : null;
            if (encoder2.bundleStrings && typeof value !== "string") {
              bundledStrings = [];
              bundledStrings.size = Infinity;
            } else
              bundledStrings = null;
            sharedStructures = encoder2.structures;
            if (sharedStructures) {
              if (sharedStructures.uninitialized) {
                let sharedData = encoder2.getShared() || {};
                encoder2.structures = sharedStructures = sharedData.structures || [];
                encoder2.sharedVersion = sharedData.version;
                let sharedValues2 = encoder2.sharedValues = sharedData.packedValues;
                if (sharedValues2) {
                  sharedPackedObjectMap2 = {};
                  for (let i = 0, l = sharedValues2.length; i < l; i++)
                    sharedPackedObjectMap2[sharedValues2[i]] = i;
                }
              }
              let sharedStructuresLength = sharedStructures.length;
              if (sharedStructuresLength > maxSharedStructures && !isSequential)
                sharedStructuresLength = maxSharedStructures;
              if (!sharedStructures.transitions) {
                sharedStructures.transitions = /* @__PURE__ */ Object.create(null);
                for (let i = 0; i < sharedStructuresLength; i++) {
                  let keys = sharedStructures[i];
                  if (!keys)
                    continue;
                  let nextTransition, transition = sharedStructures.transitions;
                  for (let j = 0, l = keys.length; j < l; j++) {
                    if (transition[RECORD_SYMBOL] === void 0)
                      transition[RECORD_SYMBOL] = i;
                    let key = keys[j];
                    nextTransition = transition[key];
                    if (!nextTransition) {
                      nextTransition = transition[key] = /* @__PURE__ */ Object.create(null);
                    }
                    transition = nextTransition;
                  }
                  transition[RECORD_SYMBOL] = i | 1048576;
                }
              }
              if (!isSequential)
                sharedStructures.nextId = sharedStructuresLength;
            }
            if (hasSharedUpdate)
              hasSharedUpdate = false;
            structures = sharedStructures || [];
            packedObjectMap2 = sharedPackedObjectMap2;
            if (options.pack) {
              let packedValues2 = /* @__PURE__ */ new Map();
              packedValues2.values = [];
              packedValues2.encoder = encoder2;
              packedValues2.maxValues = options.maxPrivatePackedValues || (sharedPackedObjectMap2 ? 16 : Infinity);
              packedValues2.objectMap = sharedPackedObjectMap2 || false;
              packedValues2.samplingPackedValues = samplingPackedValues;
              findRepetitiveStrings(value, packedValues2);
              if (packedValues2.values.length > 0) {
                target[position++] = 216;
                target[position++] = 51;
                writeArrayHeader(4);
                let valuesArray = packedValues2.values;
                encode2(valuesArray);
                writeArrayHeader(0);
                writeArrayHeader(0);
                packedObjectMap2 = Object.create(sharedPackedObjectMap2 || null);
                for (let i = 0, l = valuesArray.length; i < l; i++) {
                  packedObjectMap2[valuesArray[i]] = i;
                }
              }
            }
            throwOnIterable = encodeOptions & THROW_ON_ITERABLE;
            try {
              if (throwOnIterable)
                return;
              encode2(value);
              if (bundledStrings && bundledStrings.position) {
                writeBundles(start, encode2);
              }
              encoder2.offset = position;
              if (referenceMap2 && referenceMap2.idsToInsert) {
                position += referenceMap2.idsToInsert.length * 2;
                if (position > safeEnd)
                  makeRoom(position);
                encoder2.offset = position;
                let serialized = insertIds(target.subarray(start, position), referenceMap2.idsToInsert);
                referenceMap2 = null;
                return serialized;
              }
              if (encodeOptions & REUSE_BUFFER_MODE) {
                target.start = start;
                target.end = position;
                return target;
              }
              return target.subarray(start, position);
            } finally {
              if (sharedStructures) {
                if (serializationsSinceTransitionRebuild < 10)
                  serializationsSinceTransitionRebuild++;
                if (sharedStructures.length > maxSharedStructures)
                  sharedStructures.length = maxSharedStructures;
                if (transitionsCount > 1e4) {
                  sharedStructures.transitions = null;
                  serializationsSinceTransitionRebuild = 0;
                  transitionsCount = 0;
                  if (recordIdsToRemove.length > 0)
                    recordIdsToRemove = [];
                } else if (recordIdsToRemove.length > 0 && !isSequential) {
                  for (let i = 0, l = recordIdsToRemove.length; i < l; i++) {
                    recordIdsToRemove[i][RECORD_SYMBOL] = void 0;
                  }
                  recordIdsToRemove = [];
                }
              }
              if (hasSharedUpdate && encoder2.saveShared) {
                if (encoder2.structures.length > maxSharedStructures) {
                  encoder2.structures = encoder2.structures.slice(0, maxSharedStructures);
                }
                let returnBuffer = target.subarray(start, position);
                if (encoder2.updateSharedData() === false)
                  return encoder2.encode(value);
                return returnBuffer;
              }
              if (encodeOptions & RESET_BUFFER_MODE)
                position = start;
            }
          };
          this.findCommonStringsToPack = () => {
            samplingPackedValues = /* @__PURE__ */ new Map();
            if (!sharedPackedObjectMap2)
              sharedPackedObjectMap2 = /* @__PURE__ */ Object.create(null);
            return (options2) => {
              let threshold = options2 && options2.threshold || 4;
              let position2 = this.pack ? options2.maxPrivatePackedValues || 16 : 0;
              if (!sharedValues)
                sharedValues = this.sharedValues = [];
              for (let [key, status] of samplingPackedValues) {
                if (status.count > threshold) {
                  sharedPackedObjectMap2[key] = position2++;
                  sharedValues.push(key);
                  hasSharedUpdate = true;
                }
              }
              while (this.saveShared && this.updateSharedData() === false) {
              }
              samplingPackedValues = null;
            };
          };
          const encode2 = (value) => {
            if (position > safeEnd)
              target = makeRoom(position);
            var type = typeof value;
            var length;
            if (type === "string") {
              if (packedObjectMap2) {
                let packedPosition = packedObjectMap2[value];
                if (packedPosition >= 0) {
                  if (packedPosition < 16)
                    target[position++] = packedPosition + 224;
                  else {
                    target[position++] = 198;
                    if (packedPosition & 1)
                      encode2(15 - packedPosition >> 1);
                    else
                      encode2(packedPosition - 16 >> 1);
                  }
                  return;
                } else if (samplingPackedValues && !options.pack) {
                  let status = samplingPackedValues.get(value);
                  if (status)
                    status.count++;
                  else
                    samplingPackedValues.set(value, {
                      count: 1
                    });
                }
              }
              let strLength = value.length;
              if (bundledStrings && strLength >= 4 && strLength < 1024) {
                if ((bundledStrings.size += strLength) > MAX_BUNDLE_SIZE) {
                  let extStart;
                  let maxBytes2 = (bundledStrings[0] ? bundledStrings[0].length * 3 + bundledStrings[1].length : 0) + 10;
                  if (position + maxBytes2 > safeEnd)
                    target = makeRoom(position + maxBytes2);
                  target[position++] = 217;
                  target[position++] = 223;
                  target[position++] = 249;
                  target[position++] = bundledStrings.position ? 132 : 130;
                  target[position++] = 26;
                  extStart = position - start;
                  position += 4;
                  if (bundledStrings.position) {
                    writeBundles(start, encode2);
                  }
                  bundledStrings = ["", ""];
                  bundledStrings.size = 0;
                  bundledStrings.position = extStart;
                }
                let twoByte = hasNonLatin.test(value);
                bundledStrings[twoByte ? 0 : 1] += value;
                target[position++] = twoByte ? 206 : 207;
                encode2(strLength);
                return;
              }
              let headerSize;
              if (strLength < 32) {
                headerSize = 1;
              } else if (strLength < 256) {
                headerSize = 2;
              } else if (strLength < 65536) {
                headerSize = 3;
              } else {
                headerSize = 5;
              }
              let maxBytes = strLength * 3;
              if (position + maxBytes > safeEnd)
                target = makeRoom(position + maxBytes);
              if (strLength < 64 || !encodeUtf82) {
                let i, c1, c2, strPosition = position + headerSize;
                for (i = 0; i < strLength; i++) {
                  c1 = value.charCodeAt(i);
                  if (c1 < 128) {
                    target[strPosition++] = c1;
                  } else if (c1 < 2048) {
                    target[strPosition++] = c1 >> 6 | 192;
                    target[strPosition++] = c1 & 63 | 128;
                  } else if ((c1 & 64512) === 55296 && ((c2 = value.charCodeAt(i + 1)) & 64512) === 56320) {
                    c1 = 65536 + ((c1 & 1023) << 10) + (c2 & 1023);
                    i++;
                    target[strPosition++] = c1 >> 18 | 240;
                    target[strPosition++] = c1 >> 12 & 63 | 128;
                    target[strPosition++] = c1 >> 6 & 63 | 128;
                    target[strPosition++] = c1 & 63 | 128;
                  } else {
                    target[strPosition++] = c1 >> 12 | 224;
                    target[strPosition++] = c1 >> 6 & 63 | 128;
                    target[strPosition++] = c1 & 63 | 128;
                  }
                }
                length = strPosition - position - headerSize;
              } else {
                length = encodeUtf82(value, position + headerSize, maxBytes);
              }
              if (length < 24) {
                target[position++] = 96 | length;
              } else if (length < 256) {
                if (headerSize < 2) {
                  target.copyWithin(position + 2, position + 1, position + 1 + length);
                }
                target[position++] = 120;
                target[position++] = length;
              } else if (length < 65536) {
                if (headerSize < 3) {
                  target.copyWithin(position + 3, position + 2, position + 2 + length);
                }
                target[position++] = 121;
                target[position++] = length >> 8;
                target[position++] = length & 255;
              } else {
                if (headerSize < 5) {
                  target.copyWithin(position + 5, position + 3, position + 3 + length);
                }
                target[position++] = 122;
                targetView.setUint32(position, length);
                position += 4;
              }
              position += length;
            } else if (type === "number") {
              if (!this.alwaysUseFloat && value >>> 0 === value) {
                if (value < 24) {
                  target[position++] = value;
                } else if (value < 256) {
                  target[position++] = 24;
                  target[position++] = value;
                } else if (value < 65536) {
                  target[position++] = 25;
                  target[position++] = value >> 8;
                  target[position++] = value & 255;
                } else {
                  target[position++] = 26;
                  targetView.setUint32(position, value);
                  position += 4;
                }
              } else if (!this.alwaysUseFloat && value >> 0 === value) {
                if (value >= -24) {
                  target[position++] = 31 - value;
                } else if (value >= -256) {
                  target[position++] = 56;
                  target[position++] = ~value;
                } else if (value >= -65536) {
                  target[position++] = 57;
                  targetView.setUint16(position, ~value);
                  position += 2;
                } else {
                  target[position++] = 58;
                  targetView.setUint32(position, ~value);
                  position += 4;
                }
              } else if (!this.alwaysUseFloat && value < 0 && value >= -4294967296 && Math.floor(value) === value) {
                target[position++] = 58;
                targetView.setUint32(position, -1 - value);
                position += 4;
              } else {
                let useFloat32;
                if ((useFloat32 = this.useFloat32) > 0 && value < 4294967296 && value >= -2147483648) {
                  target[position++] = 250;
                  targetView.setFloat32(position, value);
                  let xShifted;
                  if (useFloat32 < 4 || // this checks for rounding of numbers that were encoded in 32-bit float to nearest significant decimal digit that could be preserved
                  (xShifted = value * mult10[(target[position] & 127) << 1 | target[position + 1] >> 7]) >> 0 === xShifted) {
                    position += 4;
                    return;
                  } else
                    position--;
                }
                target[position++] = 251;
                targetView.setFloat64(position, value);
                position += 8;
              }
            } else if (type === "object") {
              if (!value)
                target[position++] = 246;
              else {
                if (referenceMap2) {
                  let referee = referenceMap2.get(value);
                  if (referee) {
                    target[position++] = 216;
                    target[position++] = 29;
                    target[position++] = 25;
                    if (!referee.references) {
                      let idsToInsert = referenceMap2.idsToInsert || (referenceMap2.idsToInsert = []);
                      referee.references = [];
                      idsToInsert.push(referee);
                    }
                    referee.references.push(position - start);
                    position += 2;
                    return;
                  } else
                    referenceMap2.set(value, { offset: position - start });
                }
                let constructor = value.constructor;
                if (constructor === Object) {
                  if (this.skipFunction === true) {
                    value = Object.fromEntries([...Object.keys(value).filter((x) => typeof value[x] !== "function").map((x) => [x, value[x]])]);
                  }
                  writeObject(value);
                } else if (constructor === Array) {
                  length = value.length;
                  if (length < 24) {
                    target[position++] = 128 | length;
                  } else {
                    writeArrayHeader(length);
                  }
                  for (let i = 0; i < length; i++) {
                    encode2(value[i]);
                  }
                } else if (constructor === Map) {
                  if (this.mapsAsObjects ? this.useTag259ForMaps !== false : this.useTag259ForMaps) {
                    target[position++] = 217;
                    target[position++] = 1;
                    target[position++] = 3;
                  }
                  length = value.size;
                  if (length < 24) {
                    target[position++] = 160 | length;
                  } else if (length < 256) {
                    target[position++] = 184;
                    target[position++] = length;
                  } else if (length < 65536) {
                    target[position++] = 185;
                    target[position++] = length >> 8;
                    target[position++] = length & 255;
                  } else {
                    target[position++] = 186;
                    targetView.setUint32(position, length);
                    position += 4;
                  }
                  if (encoder2.keyMap) {
                    for (let [key, entryValue] of value) {
                      encode2(encoder2.encodeKey(key));
                      encode2(entryValue);
                    }
                  } else {
                    for (let [key, entryValue] of value) {
                      encode2(key);
                      encode2(entryValue);
                    }
                  }
                } else {
                  for (let i = 0, l = extensions.length; i < l; i++) {
                    let extensionClass = extensionClasses[i];
                    if (value instanceof extensionClass) {
                      let extension2 = extensions[i];
                      let tag = extension2.tag;
                      if (tag == void 0)
                        tag = extension2.getTag && extension2.getTag.call(this, value);
                      if (tag < 24) {
                        target[position++] = 192 | tag;
                      } else if (tag < 256) {
                        target[position++] = 216;
                        target[position++] = tag;
                      } else if (tag < 65536) {
                        target[position++] = 217;
                        target[position++] = tag >> 8;
                        target[position++] = tag & 255;
                      } else if (tag > -1) {
                        target[position++] = 218;
                        targetView.setUint32(position, tag);
                        position += 4;
                      }
                      extension2.encode.call(this, value, encode2, makeRoom);
                      return;
                    }
                  }
                  if (value[Symbol.iterator]) {
                    if (throwOnIterable) {
                      let error = new Error("Iterable should be serialized as iterator");
                      error.iteratorNotHandled = true;
                      throw error;
                    }
                    target[position++] = 159;
                    for (let entry of value) {
                      encode2(entry);
                    }
                    target[position++] = 255;
                    return;
                  }
                  if (value[Symbol.asyncIterator] || isBlob(value)) {
                    let error = new Error("Iterable/blob should be serialized as iterator");
                    error.iteratorNotHandled = true;
                    throw error;
                  }
                  if (this.useToJSON && value.toJSON) {
                    const json = value.toJSON();
                    if (json !== value)
                      return encode2(json);
                  }
                  if (constructor === DataView) {
                    writeBuffer(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), makeRoom);
                    return;
                  }
                  writeObject(value);
                }
              }
            } else if (type === "boolean") {
              target[position++] = value ? 245 : 244;
            } else if (type === "bigint") {
              if (value < BigInt(1) << BigInt(64) && value >= 0) {
                target[position++] = 27;
                targetView.setBigUint64(position, value);
              } else if (value > -(BigInt(1) << BigInt(64)) && value < 0) {
                target[position++] = 59;
                targetView.setBigUint64(position, -value - BigInt(1));
              } else {
                if (this.largeBigIntToFloat) {
                  target[position++] = 251;
                  targetView.setFloat64(position, Number(value));
                } else {
                  if (value >= BigInt(0))
                    target[position++] = 194;
                  else {
                    target[position++] = 195;
                    value = BigInt(-1) - value;
                  }
                  let bytes = [];
                  while (value) {
                    bytes.push(Number(value & BigInt(255)));
                    value >>= BigInt(8);
                  }
                  writeBuffer(new Uint8Array(bytes.reverse()), makeRoom);
                  return;
                }
              }
              position += 8;
            } else if (type === "undefined") {
              target[position++] = 247;
            } else {
              throw new Error("Unknown type: " + type);
            }
          };
          const writeObject = this.useRecords === false ? this.variableMapSize ? (object) => {
            let keys = Object.keys(object);
            let vals = Object.values(object);
            let length = keys.length;
            if (length < 24) {
              target[position++] = 160 | length;
            } else if (length < 256) {
              target[position++] = 184;
              target[position++] = length;
            } else if (length < 65536) {
              target[position++] = 185;
              target[position++] = length >> 8;
              target[position++] = length & 255;
            } else {
              target[position++] = 186;
              targetView.setUint32(position, length);
              position += 4;
            }
            if (encoder2.keyMap) {
              for (let i = 0; i < length; i++) {
                encode2(encoder2.encodeKey(keys[i]));
                encode2(vals[i]);
              }
            } else {
              for (let i = 0; i < length; i++) {
                encode2(keys[i]);
                encode2(vals[i]);
              }
            }
          } : (object) => {
            target[position++] = 185;
            let objectOffset = position - start;
            position += 2;
            let size = 0;
            if (encoder2.keyMap) {
              for (let key in object) if (typeof object.hasOwnProperty !== "function" || object.hasOwnProperty(key)) {
                encode2(encoder2.encodeKey(key));
                encode2(object[key]);
                size++;
              }
            } else {
              for (let key in object) if (typeof object.hasOwnProperty !== "function" || object.hasOwnProperty(key)) {
                encode2(key);
                encode2(object[key]);
                size++;
              }
            }
            if (size < 65536) {
              target[objectOffset++ + start] = size >> 8;
              target[objectOffset + start] = size & 255;
            } else {
              if (position + 2 > safeEnd)
                makeRoom(position + 2);
              let headerPosition = objectOffset + start;
              target.copyWithin(headerPosition + 4, headerPosition + 2, position);
              position += 2;
              target[headerPosition - 1] = 186;
              targetView.setUint32(headerPosition, size);
            }
          } : (object, skipValues) => {
            let nextTransition, transition = structures.transitions || (structures.transitions = /* @__PURE__ */ Object.create(null));
            let newTransitions = 0;
            let length = 0;
            let parentRecordId;
            let keys;
            if (this.keyMap) {
              keys = Object.keys(object).map((k) => this.encodeKey(k));
              length = keys.length;
              for (let i = 0; i < length; i++) {
                let key = keys[i];
                nextTransition = transition[key];
                if (!nextTransition) {
                  nextTransition = transition[key] = /* @__PURE__ */ Object.create(null);
                  newTransitions++;
                }
                transition = nextTransition;
              }
            } else {
              for (let key in object) if (typeof object.hasOwnProperty !== "function" || object.hasOwnProperty(key)) {
                nextTransition = transition[key];
                if (!nextTransition) {
                  if (transition[RECORD_SYMBOL] & 1048576) {
                    parentRecordId = transition[RECORD_SYMBOL] & 65535;
                  }
                  nextTransition = transition[key] = /* @__PURE__ */ Object.create(null);
                  newTransitions++;
                }
                transition = nextTransition;
                length++;
              }
            }
            let recordId = transition[RECORD_SYMBOL];
            if (recordId !== void 0) {
              recordId &= 65535;
              target[position++] = 217;
              target[position++] = recordId >> 8 | 224;
              target[position++] = recordId & 255;
            } else {
              if (!keys)
                keys = transition.__keys__ || (transition.__keys__ = Object.keys(object));
              if (parentRecordId === void 0) {
                recordId = structures.nextId++;
                if (!recordId) {
                  recordId = 0;
                  structures.nextId = 1;
                }
                if (recordId >= MAX_STRUCTURES) {
                  structures.nextId = (recordId = maxSharedStructures) + 1;
                }
              } else {
                recordId = parentRecordId;
              }
              structures[recordId] = keys;
              if (recordId < maxSharedStructures) {
                target[position++] = 217;
                target[position++] = recordId >> 8 | 224;
                target[position++] = recordId & 255;
                transition = structures.transitions;
                for (let i = 0; i < length; i++) {
                  if (transition[RECORD_SYMBOL] === void 0 || transition[RECORD_SYMBOL] & 1048576)
                    transition[RECORD_SYMBOL] = recordId;
                  transition = transition[keys[i]];
                }
                transition[RECORD_SYMBOL] = recordId | 1048576;
                hasSharedUpdate = true;
              } else {
                transition[RECORD_SYMBOL] = recordId;
                targetView.setUint32(position, 3655335680);
                position += 3;
                if (newTransitions)
                  transitionsCount += serializationsSinceTransitionRebuild * newTransitions;
                if (recordIdsToRemove.length >= MAX_STRUCTURES - maxSharedStructures)
                  recordIdsToRemove.shift()[RECORD_SYMBOL] = void 0;
                recordIdsToRemove.push(transition);
                writeArrayHeader(length + 2);
                encode2(57344 + recordId);
                encode2(keys);
                if (skipValues) return;
                for (let key in object)
                  if (typeof object.hasOwnProperty !== "function" || object.hasOwnProperty(key))
                    encode2(object[key]);
                return;
              }
            }
            if (length < 24) {
              target[position++] = 128 | length;
            } else {
              writeArrayHeader(length);
            }
            if (skipValues) return;
            for (let key in object)
              if (typeof object.hasOwnProperty !== "function" || object.hasOwnProperty(key))
                encode2(object[key]);
          };
          const makeRoom = (end) => {
            let newSize;
            if (end > 16777216) {
              if (end - start > MAX_BUFFER_SIZE)
                throw new Error("Encoded buffer would be larger than maximum buffer size");
              newSize = Math.min(
                MAX_BUFFER_SIZE,
                Math.round(Math.max((end - start) * (end > 67108864 ? 1.25 : 2), 4194304) / 4096) * 4096
              );
            } else
              newSize = (Math.max(end - start << 2, target.length - 1) >> 12) + 1 << 12;
            let newBuffer = new ByteArrayAllocate(newSize);
            targetView = new DataView(newBuffer.buffer, 0, newSize);
            if (target.copy)
              target.copy(newBuffer, 0, start, end);
            else
              newBuffer.set(target.slice(start, end));
            position -= start;
            start = 0;
            safeEnd = newBuffer.length - 10;
            return target = newBuffer;
          };
          let chunkThreshold = 100;
          let continuedChunkThreshold = 1e3;
          this.encodeAsIterable = function(value, options2) {
            return startEncoding(value, options2, encodeObjectAsIterable);
          };
          this.encodeAsAsyncIterable = function(value, options2) {
            return startEncoding(value, options2, encodeObjectAsAsyncIterable);
          };
          function* encodeObjectAsIterable(object, iterateProperties, finalIterable) {
            let constructor = object.constructor;
            if (constructor === Object) {
              let useRecords = encoder2.useRecords !== false;
              if (useRecords)
                writeObject(object, true);
              else
                writeEntityLength(Object.keys(object).length, 160);
              for (let key in object) {
                let value = object[key];
                if (!useRecords) encode2(key);
                if (value && typeof value === "object") {
                  if (iterateProperties[key])
                    yield* encodeObjectAsIterable(value, iterateProperties[key]);
                  else
                    yield* tryEncode(value, iterateProperties, key);
                } else encode2(value);
              }
            } else if (constructor === Array) {
              let length = object.length;
              writeArrayHeader(length);
              for (let i = 0; i < length; i++) {
                let value = object[i];
                if (value && (typeof value === "object" || position - start > chunkThreshold)) {
                  if (iterateProperties.element)
                    yield* encodeObjectAsIterable(value, iterateProperties.element);
                  else
                    yield* tryEncode(value, iterateProperties, "element");
                } else encode2(value);
              }
            } else if (object[Symbol.iterator] && !object.buffer) {
              target[position++] = 159;
              for (let value of object) {
                if (value && (typeof value === "object" || position - start > chunkThreshold)) {
                  if (iterateProperties.element)
                    yield* encodeObjectAsIterable(value, iterateProperties.element);
                  else
                    yield* tryEncode(value, iterateProperties, "element");
                } else encode2(value);
              }
              target[position++] = 255;
            } else if (isBlob(object)) {
              writeEntityLength(object.size, 64);
              yield target.subarray(start, position);
              yield object;
              restartEncoding();
            } else if (object[Symbol.asyncIterator]) {
              target[position++] = 159;
              yield target.subarray(start, position);
              yield object;
              restartEncoding();
              target[position++] = 255;
            } else {
              encode2(object);
            }
            if (finalIterable && position > start) yield target.subarray(start, position);
            else if (position - start > chunkThreshold) {
              yield target.subarray(start, position);
              restartEncoding();
            }
          }
          function* tryEncode(value, iterateProperties, key) {
            let restart = position - start;
            try {
              encode2(value);
              if (position - start > chunkThreshold) {
                yield target.subarray(start, position);
                restartEncoding();
              }
            } catch (error) {
              if (error.iteratorNotHandled) {
                iterateProperties[key] = {};
                position = start + restart;
                yield* encodeObjectAsIterable.call(this, value, iterateProperties[key]);
              } else throw error;
            }
          }
          function restartEncoding() {
            chunkThreshold = continuedChunkThreshold;
            encoder2.encode(null, THROW_ON_ITERABLE);
          }
          function startEncoding(value, options2, encodeIterable) {
            if (options2 && options2.chunkThreshold)
              chunkThreshold = continuedChunkThreshold = options2.chunkThreshold;
            else
              chunkThreshold = 100;
            if (value && typeof value === "object") {
              encoder2.encode(null, THROW_ON_ITERABLE);
              return encodeIterable(value, encoder2.iterateProperties || (encoder2.iterateProperties = {}), true);
            }
            return [encoder2.encode(value)];
          }
          async function* encodeObjectAsAsyncIterable(value, iterateProperties) {
            for (let encodedValue of encodeObjectAsIterable(value, iterateProperties, true)) {
              let constructor = encodedValue.constructor;
              if (constructor === ByteArray || constructor === Uint8Array)
                yield encodedValue;
              else if (isBlob(encodedValue)) {
                let reader = encodedValue.stream().getReader();
                let next;
                while (!(next = await reader.read()).done) {
                  yield next.value;
                }
              } else if (encodedValue[Symbol.asyncIterator]) {
                for await (let asyncValue of encodedValue) {
                  restartEncoding();
                  if (asyncValue)
                    yield* encodeObjectAsAsyncIterable(asyncValue, iterateProperties.async || (iterateProperties.async = {}));
                  else yield encoder2.encode(asyncValue);
                }
              } else {
                yield encodedValue;
              }
            }
          }
        }
        useBuffer(buffer) {
          target = buffer;
          targetView = new DataView(target.buffer, target.byteOffset, target.byteLength);
          position = 0;
        }
        clearSharedData() {
          if (this.structures)
            this.structures = [];
          if (this.sharedValues)
            this.sharedValues = void 0;
        }
        updateSharedData() {
          let lastVersion = this.sharedVersion || 0;
          this.sharedVersion = lastVersion + 1;
          let structuresCopy = this.structures.slice(0);
          let sharedData = new SharedData(structuresCopy, this.sharedValues, this.sharedVersion);
          let saveResults = this.saveShared(
            sharedData,
            (existingShared) => (existingShared && existingShared.version || 0) == lastVersion
          );
          if (saveResults === false) {
            sharedData = this.getShared() || {};
            this.structures = sharedData.structures || [];
            this.sharedValues = sharedData.packedValues;
            this.sharedVersion = sharedData.version;
            this.structures.nextId = this.structures.length;
          } else {
            structuresCopy.forEach((structure, i) => this.structures[i] = structure);
          }
          return saveResults;
        }
      }
      function writeEntityLength(length, majorValue) {
        if (length < 24)
          target[position++] = majorValue | length;
        else if (length < 256) {
          target[position++] = majorValue | 24;
          target[position++] = length;
        } else if (length < 65536) {
          target[position++] = majorValue | 25;
          target[position++] = length >> 8;
          target[position++] = length & 255;
        } else {
          target[position++] = majorValue | 26;
          targetView.setUint32(position, length);
          position += 4;
        }
      }
      class SharedData {
        constructor(structures, values, version) {
          this.structures = structures;
          this.packedValues = values;
          this.version = version;
        }
      }
      function writeArrayHeader(length) {
        if (length < 24)
          target[position++] = 128 | length;
        else if (length < 256) {
          target[position++] = 152;
          target[position++] = length;
        } else if (length < 65536) {
          target[position++] = 153;
          target[position++] = length >> 8;
          target[position++] = length & 255;
        } else {
          target[position++] = 154;
          targetView.setUint32(position, length);
          position += 4;
        }
      }
      const BlobConstructor = typeof Blob === "undefined" ? function() {
      } : Blob;
      function isBlob(object) {
        if (object instanceof BlobConstructor)
          return true;
        let tag = object[Symbol.toStringTag];
        return tag === "Blob" || tag === "File";
      }
      function findRepetitiveStrings(value, packedValues2) {
        switch (typeof value) {
          case "string":
            if (value.length > 3) {
              if (packedValues2.objectMap[value] > -1 || packedValues2.values.length >= packedValues2.maxValues)
                return;
              let packedStatus = packedValues2.get(value);
              if (packedStatus) {
                if (++packedStatus.count == 2) {
                  packedValues2.values.push(value);
                }
              } else {
                packedValues2.set(value, {
                  count: 1
                });
                if (packedValues2.samplingPackedValues) {
                  let status = packedValues2.samplingPackedValues.get(value);
                  if (status)
                    status.count++;
                  else
                    packedValues2.samplingPackedValues.set(value, {
                      count: 1
                    });
                }
              }
            }
            break;
          case "object":
            if (value) {
              if (value instanceof Array) {
                for (let i = 0, l = value.length; i < l; i++) {
                  findRepetitiveStrings(value[i], packedValues2);
                }
              } else {
                let includeKeys = !packedValues2.encoder.useRecords;
                for (var key in value) {
                  if (value.hasOwnProperty(key)) {
                    if (includeKeys)
                      findRepetitiveStrings(key, packedValues2);
                    findRepetitiveStrings(value[key], packedValues2);
                  }
                }
              }
            }
            break;
          case "function":
            console.log(value);
        }
      }
      const isLittleEndianMachine = new Uint8Array(new Uint16Array([1]).buffer)[0] == 1;
      extensionClasses = [
        Date,
        Set,
        Error,
        RegExp,
        Tag,
        ArrayBuffer,
        Uint8Array,
        Uint8ClampedArray,
        Uint16Array,
        Uint32Array,
        typeof BigUint64Array == "undefined" ? function() {
        } : BigUint64Array,
        Int8Array,
        Int16Array,
        Int32Array,
        typeof BigInt64Array == "undefined" ? function() {
        } : BigInt64Array,
        Float32Array,
        Float64Array,
        SharedData
      ];
      extensions = [
        {
          // Date
          tag: 1,
          encode(date, encode2) {
            let seconds = date.getTime() / 1e3;
            if ((this.useTimestamp32 || date.getMilliseconds() === 0) && seconds >= 0 && seconds < 4294967296) {
              target[position++] = 26;
              targetView.setUint32(position, seconds);
              position += 4;
            } else {
              target[position++] = 251;
              targetView.setFloat64(position, seconds);
              position += 8;
            }
          }
        },
        {
          // Set
          tag: 258,
          // https://github.com/input-output-hk/cbor-sets-spec/blob/master/CBOR_SETS.md
          encode(set, encode2) {
            let array = Array.from(set);
            encode2(array);
          }
        },
        {
          // Error
          tag: 27,
          // http://cbor.schmorp.de/generic-object
          encode(error, encode2) {
            encode2([error.name, error.message]);
          }
        },
        {
          // RegExp
          tag: 27,
          // http://cbor.schmorp.de/generic-object
          encode(regex, encode2) {
            encode2(["RegExp", regex.source, regex.flags]);
          }
        },
        {
          // Tag
          getTag(tag) {
            return tag.tag;
          },
          encode(tag, encode2) {
            encode2(tag.value);
          }
        },
        {
          // ArrayBuffer
          encode(arrayBuffer, encode2, makeRoom) {
            writeBuffer(arrayBuffer, makeRoom);
          }
        },
        {
          // Uint8Array
          getTag(typedArray) {
            if (typedArray.constructor === Uint8Array) {
              if (this.tagUint8Array || hasNodeBuffer && this.tagUint8Array !== false)
                return 64;
            }
          },
          encode(typedArray, encode2, makeRoom) {
            writeBuffer(typedArray, makeRoom);
          }
        },
        typedArrayEncoder(68, 1),
        typedArrayEncoder(69, 2),
        typedArrayEncoder(70, 4),
        typedArrayEncoder(71, 8),
        typedArrayEncoder(72, 1),
        typedArrayEncoder(77, 2),
        typedArrayEncoder(78, 4),
        typedArrayEncoder(79, 8),
        typedArrayEncoder(85, 4),
        typedArrayEncoder(86, 8),
        {
          encode(sharedData, encode2) {
            let packedValues2 = sharedData.packedValues || [];
            let sharedStructures = sharedData.structures || [];
            if (packedValues2.values.length > 0) {
              target[position++] = 216;
              target[position++] = 51;
              writeArrayHeader(4);
              let valuesArray = packedValues2.values;
              encode2(valuesArray);
              writeArrayHeader(0);
              writeArrayHeader(0);
              packedObjectMap = Object.create(sharedPackedObjectMap || null);
              for (let i = 0, l = valuesArray.length; i < l; i++) {
                packedObjectMap[valuesArray[i]] = i;
              }
            }
            if (sharedStructures) {
              targetView.setUint32(position, 3655335424);
              position += 3;
              let definitions = sharedStructures.slice(0);
              definitions.unshift(57344);
              definitions.push(new Tag(sharedData.version, 1399353956));
              encode2(definitions);
            } else
              encode2(new Tag(sharedData.version, 1399353956));
          }
        }
      ];
      function typedArrayEncoder(tag, size) {
        if (!isLittleEndianMachine && size > 1)
          tag -= 4;
        return {
          tag,
          encode: function writeExtBuffer(typedArray, encode2) {
            let length = typedArray.byteLength;
            let offset = typedArray.byteOffset || 0;
            let buffer = typedArray.buffer || typedArray;
            encode2(hasNodeBuffer ? Buffer$1.from(buffer, offset, length) : new Uint8Array(buffer, offset, length));
          }
        };
      }
      function writeBuffer(buffer, makeRoom) {
        let length = buffer.byteLength;
        if (length < 24) {
          target[position++] = 64 + length;
        } else if (length < 256) {
          target[position++] = 88;
          target[position++] = length;
        } else if (length < 65536) {
          target[position++] = 89;
          target[position++] = length >> 8;
          target[position++] = length & 255;
        } else {
          target[position++] = 90;
          targetView.setUint32(position, length);
          position += 4;
        }
        if (position + length >= target.length) {
          makeRoom(position + length);
        }
        target.set(buffer.buffer ? buffer : new Uint8Array(buffer), position);
        position += length;
      }
      function insertIds(serialized, idsToInsert) {
        let nextId;
        let distanceToMove = idsToInsert.length * 2;
        let lastEnd = serialized.length - distanceToMove;
        idsToInsert.sort((a, b) => a.offset > b.offset ? 1 : -1);
        for (let id = 0; id < idsToInsert.length; id++) {
          let referee = idsToInsert[id];
          referee.id = id;
          for (let position2 of referee.references) {
            serialized[position2++] = id >> 8;
            serialized[position2] = id & 255;
          }
        }
        while (nextId = idsToInsert.pop()) {
          let offset = nextId.offset;
          serialized.copyWithin(offset + distanceToMove, offset, lastEnd);
          distanceToMove -= 2;
          let position2 = offset + distanceToMove;
          serialized[position2++] = 216;
          serialized[position2++] = 28;
          lastEnd = offset;
        }
        return serialized;
      }
      function writeBundles(start, encode2) {
        targetView.setUint32(bundledStrings.position + start, position - bundledStrings.position - start + 1);
        let writeStrings = bundledStrings;
        bundledStrings = null;
        encode2(writeStrings[0]);
        encode2(writeStrings[1]);
      }
      function addExtension(extension2) {
        if (extension2.Class) {
          if (!extension2.encode)
            throw new Error("Extension has no encode function");
          extensionClasses.unshift(extension2.Class);
          extensions.unshift(extension2);
        }
        addExtension$1(extension2);
      }
      let defaultEncoder = new Encoder2({ useRecords: false });
      const encode = defaultEncoder.encode;
      const encodeAsIterable = defaultEncoder.encodeAsIterable;
      const encodeAsAsyncIterable = defaultEncoder.encodeAsAsyncIterable;
      const { NEVER, ALWAYS, DECIMAL_ROUND, DECIMAL_FIT } = FLOAT32_OPTIONS;
      const REUSE_BUFFER_MODE = 512;
      const RESET_BUFFER_MODE = 1024;
      const THROW_ON_ITERABLE = 2048;
      class StructureScanner {
        constructor(decoder2) {
          this.decoder = decoder2;
          this.frames = [];
          this.records = /* @__PURE__ */ new Map();
          this.readers = /* @__PURE__ */ new Map();
          this.reset();
        }
        reset() {
          this.position = 0;
          this.depth = 0;
          this.neededLength = 0;
          this.postBundlePosition = 0;
          this.headers = 0;
          this.mapsAsObjects = !!this.decoder.mapsAsObjects;
          this.restoreMap = false;
          this.records.clear();
          this.readers.clear();
          this.push("items", 1);
        }
        push(kind, remaining) {
          if (this.depth === 16384) throw new RangeError("Maximum CBOR nesting depth exceeded");
          const frame = this.frames[this.depth] || (this.frames[this.depth] = {});
          frame.kind = kind;
          frame.remaining = remaining;
          frame.stage = 0;
          frame.id = void 0;
          frame.restoreMap = false;
          frame.legacy = false;
          frame.definition = void 0;
          frame.limitMajor = 0;
          frame.count = 0;
          this.depth++;
          return frame;
        }
        header(source, end, lengthOnly = false) {
          const start = this.position;
          if (start >= end) {
            this.neededLength = start + 1;
            return false;
          }
          const byte = source[start];
          const major = byte >> 5;
          const info = byte & 31;
          const width = info < 24 || lengthOnly && info > 26 ? 0 : info === 24 ? 1 : info === 25 ? 2 : info === 26 ? 4 : info === 27 ? 8 : 0;
          if (!lengthOnly && info >= 28 && info <= 30) throw new Error("Unknown token " + info);
          if (start + 1 + width > end) {
            this.neededLength = start + 1 + width;
            return false;
          }
          let value = info;
          if (width) {
            value = 0;
            for (let i = start + 1; i <= start + width; i++) value = value * 256 + source[i];
            if (width === 8 && major > 1 && major !== 7 && value > 4294967295) {
              throw new Error("JavaScript does not support arrays, maps, or strings with length over 4294967295");
            }
          }
          this.major = major;
          this.info = info;
          this.argument = value;
          this.position = start + 1 + width;
          this.headers++;
          return true;
        }
        scan(source, end) {
          while (this.depth) {
            if (this.position > end) {
              this.neededLength = this.position;
              return false;
            }
            const frame = this.frames[this.depth - 1];
            if (frame.kind === "bundle") {
              if (frame.stage === 0) {
                if (!this.header(source, end, true)) return false;
                frame.remaining = Math.max(0, this.argument - 2);
                frame.stage = 1;
              }
              if (frame.stage === 1) {
                const offsetStart = this.position;
                if (!this.header(source, end)) return false;
                if (this.major > 1 || this.info === 31) throw new Error("Invalid bundled string offset");
                frame.target = offsetStart + (this.major === 1 ? -1 - this.argument : this.argument);
                if (!Number.isSafeInteger(frame.target) || frame.target < 0) throw new Error("Invalid bundled string offset");
                frame.stage = 2;
              }
              if (frame.stage === 2) {
                if (frame.remaining) {
                  if (!this.header(source, end, true)) return false;
                  this.position += this.argument;
                  frame.remaining--;
                  continue;
                }
                frame.resume = this.position;
                this.position = frame.target;
                frame.remaining = 2;
                frame.stage = 3;
                continue;
              }
              if (frame.stage === 3) {
                if (frame.remaining) {
                  if (!this.header(source, end, true)) return false;
                  this.position += this.argument;
                  frame.remaining--;
                  continue;
                }
                this.postBundlePosition = this.position;
                this.position = frame.resume;
                frame.kind = "items";
                frame.remaining = 1;
                continue;
              }
            }
            if (frame.kind === "record") {
              if (!this.header(source, end, true)) return false;
              if (this.info > 26) throw new Error("Expected array header, but got " + source[this.position - 1]);
              frame.kind = "items";
              frame.remaining = this.argument;
              const reader = frame.reader;
              if (reader.compiled.has(this.argument)) frame.remaining = Math.min(this.argument, reader.length);
              else if (reader.slowReads++ >= _stream.readThreshold) {
                reader.compiled.add(this.argument);
                frame.remaining = Math.min(this.argument, reader.length);
              }
              continue;
            }
            if (frame.kind === "definition" && frame.stage === 0) {
              const start = this.position;
              if (!this.header(source, end, !frame.legacy)) return false;
              if (frame.legacy && this.major !== 4) {
                this.position = start;
                this.headers--;
                frame.kind = "items";
                frame.remaining = 1;
                continue;
              }
              frame.remaining = frame.legacy ? this.info === 31 ? -1 : this.argument : Math.max(2, this.argument);
              if (frame.legacy) {
                if (frame.remaining >= 0) _stream.checkContainer(4, frame.remaining);
                else frame.limitMajor = 4;
                frame.index = 0;
              }
              frame.total = frame.remaining;
              frame.stage = 1;
              continue;
            }
            if (frame.remaining === 0) {
              if (frame.definition) this.records.set(frame.id - 57344, frame.definition);
              if (frame.restoreMap && this.restoreMap) {
                this.mapsAsObjects = true;
                this.restoreMap = false;
              }
              this.depth--;
              continue;
            }
            if (!this.header(source, end)) return false;
            let { major, argument, info } = this;
            if (frame.kind === "definition") {
              const index = frame.legacy ? frame.index++ : frame.total - frame.remaining;
              if (index === 0 && major === 0) frame.id = argument;
              if ((frame.multiple ? index >= 1 && index < frame.total - 1 : index === 1) && major === 4 && info !== 31 && frame.id !== void 0) {
                const definition = { length: argument, slowReads: 0, compiled: /* @__PURE__ */ new Set() };
                if (frame.legacy) frame.definition = definition;
                else this.records.set(frame.id - 57344 + (frame.multiple ? index - 1 : 0), definition);
              }
            }
            if (major === 7 && info === 31 && (frame.remaining === -1 || frame.remaining === -2)) {
              if (frame.definition) this.records.set(frame.id - 57344, frame.definition);
              this.depth--;
              continue;
            }
            if (frame.limitMajor && (frame.remaining === -1 || frame.remaining === -2)) {
              _stream.checkContainer(frame.limitMajor, ++frame.count, frame.mapsAsObjects);
            }
            if (frame.remaining > 0) frame.remaining--;
            else if (frame.remaining === -2) frame.remaining = -3;
            else if (frame.remaining === -3) frame.remaining = -2;
            if (info === 31) {
              if (major === 2 || major === 3) throw new Error("Indefinite length not supported for byte or text strings");
              if (major === 4 || major === 5) {
                const container = this.push("items", major === 4 ? -1 : -2);
                container.limitMajor = major;
                container.mapsAsObjects = this.mapsAsObjects;
                if (major === 5 && this.restoreMap) {
                  this.mapsAsObjects = true;
                  this.restoreMap = false;
                }
              } else if (major === 7) throw new Error("Unexpected break stop code outside of an indefinite-length item");
              else throw new Error("Invalid major type for indefinite length " + major);
              continue;
            }
            switch (major) {
              case 2:
              case 3:
                this.position += argument;
                break;
              case 4:
              case 5:
                _stream.checkContainer(major, argument, this.mapsAsObjects);
                if (major === 5 && this.restoreMap) {
                  this.mapsAsObjects = true;
                  this.restoreMap = false;
                }
                if (argument) this.push("items", major === 5 ? argument * 2 : argument);
                break;
              case 6: {
                const structure = _stream.getTag(argument, this.decoder);
                let reader = this.records.get(argument & 8191);
                if (argument >= 57337 && (structure || reader)) {
                  if (!reader) {
                    reader = this.readers.get(structure);
                    if (!reader) {
                      reader = { length: structure.length, slowReads: structure.slowReads || 0, compiled: /* @__PURE__ */ new Set() };
                      for (let compiled = structure.compiledReader; compiled; compiled = compiled.next) reader.compiled.add(compiled.propertyCount);
                      this.readers.set(structure, reader);
                    }
                  }
                  this.push("record").reader = reader;
                } else if (argument === 57337) {
                  this.push("bundle");
                } else if (argument === 57343 || argument === 57342) {
                  this.push("definition").multiple = argument === 57342;
                } else if (argument === 259 && _stream.isBuiltinTag(argument) && this.mapsAsObjects) {
                  this.push("items", 1).restoreMap = true;
                  this.mapsAsObjects = false;
                  this.restoreMap = true;
                } else if (argument === 105 && _stream.isBuiltinTag(argument)) {
                  const definition = this.push("definition");
                  definition.multiple = false;
                  definition.legacy = true;
                } else {
                  this.push("items", 1);
                }
                break;
              }
            }
          }
          if (this.postBundlePosition) {
            if (this.position >= this.postBundlePosition) throw new Error("Unexpected bundle position");
            this.position = this.postBundlePosition;
          }
          if (this.frames.length > 256) this.frames.length = 256;
          return true;
        }
      }
      function encodeIter(objectIterator, options = {}) {
        if (!objectIterator || typeof objectIterator !== "object") {
          throw new Error("first argument must be an Iterable, Async Iterable, or a Promise for an Async Iterable");
        } else if (typeof objectIterator[Symbol.iterator] === "function") {
          return encodeIterSync(objectIterator, options);
        } else if (typeof objectIterator.then === "function" || typeof objectIterator[Symbol.asyncIterator] === "function") {
          return encodeIterAsync(objectIterator, options);
        } else {
          throw new Error("first argument must be an Iterable, Async Iterable, Iterator, Async Iterator, or a Promise");
        }
      }
      function* encodeIterSync(objectIterator, options) {
        const encoder2 = new Encoder2(options);
        for (const value of objectIterator) {
          yield encoder2.encode(value);
        }
      }
      async function* encodeIterAsync(objectIterator, options) {
        const encoder2 = new Encoder2(options);
        for await (const value of objectIterator) {
          yield encoder2.encode(value);
        }
      }
      function decodeIter(bufferIterator, options = {}) {
        if (!bufferIterator || typeof bufferIterator !== "object") {
          throw new Error("first argument must be an Iterable, Async Iterable, Iterator, Async Iterator, or a promise");
        }
        const decoder2 = new Decoder(options);
        const chunkDecoder = new ChunkDecoder(decoder2, options.maxIncompleteBufferSize);
        let fatalError;
        const parser = (chunk) => {
          try {
            return chunkDecoder.buffer ? chunkDecoder.decodeAfterIncomplete(chunk) : decoder2.decodeMultiple(chunk);
          } catch (error) {
            fatalError = chunkDecoder.keepIncomplete(error, chunk);
            return error && error.values || [];
          }
        };
        if (typeof bufferIterator[Symbol.iterator] === "function") {
          return (function* iter() {
            for (const value of bufferIterator) {
              yield* parser(value);
              if (fatalError) throw fatalError;
            }
            const endError = chunkDecoder.end();
            if (endError) throw endError;
          })();
        } else if (typeof bufferIterator[Symbol.asyncIterator] === "function") {
          return (async function* iter() {
            for await (const value of bufferIterator) {
              yield* parser(value);
              if (fatalError) throw fatalError;
            }
            const endError = chunkDecoder.end();
            if (endError) throw endError;
          })();
        }
      }
      class ChunkDecoder {
        constructor(decoder2, maxIncompleteBufferSize) {
          this.decoder = decoder2;
          if (maxIncompleteBufferSize === void 0) maxIncompleteBufferSize = 67108864;
          if (typeof maxIncompleteBufferSize !== "number" || !(maxIncompleteBufferSize >= 0)) {
            throw new TypeError("maxIncompleteBufferSize must be a non-negative number");
          }
          this.maxIncompleteBufferSize = Math.floor(maxIncompleteBufferSize);
          this.buffer = null;
          this.bufferEnd = 0;
          this.appends = 0;
          this.scanner = null;
          this.scanned = false;
          this.resetScanner = false;
          this.neededLength = 0;
        }
        decodeAfterIncomplete(chunk) {
          if (!(ArrayBuffer.isView(chunk) && chunk.BYTES_PER_ELEMENT === 1)) {
            throw new TypeError("Source must be a Uint8Array or Buffer");
          }
          const length = this.bufferEnd + chunk.length;
          if (length < this.neededLength && length > this.maxIncompleteBufferSize) throw maxIncompleteBufferSizeError();
          if (length > this.buffer.length) {
            const size = this.appends < 2 ? length : Math.max(length, Math.min(length + this.bufferEnd, this.maxIncompleteBufferSize));
            const buffer = Buffer.allocUnsafe(size);
            if (size > length) buffer.fill(0, length);
            buffer.set(this.buffer.subarray(0, this.bufferEnd));
            this.buffer = buffer;
          }
          this.buffer.set(chunk, this.bufferEnd);
          this.bufferEnd = length;
          this.appends++;
          if (length < this.neededLength) return [];
          if (!this.scanner) this.scanner = new StructureScanner(this.decoder);
          if (this.resetScanner) {
            this.scanner.reset();
            this.resetScanner = false;
          }
          if (!this.scanner.scan(this.buffer, length)) {
            this.neededLength = this.scanner.neededLength;
            if (length > this.maxIncompleteBufferSize) throw maxIncompleteBufferSizeError();
            return [];
          }
          this.scanned = true;
          const values = _stream.decode(this.decoder, this.buffer.subarray(0, length), this.scanner.position);
          this.scanned = false;
          this.buffer = null;
          return values;
        }
        keepIncomplete(error, chunk) {
          if (!error) return this.fail(new Error("Decoding failed: " + error));
          if (!error.incomplete) return this.fail(error);
          if (this.scanned && error.lastPosition === 0) {
            error.incomplete = false;
            return this.fail(error);
          }
          const source = this.buffer ? this.buffer.subarray(0, this.bufferEnd) : chunk;
          const length = source.length - error.lastPosition;
          if (length > this.maxIncompleteBufferSize) return this.fail(maxIncompleteBufferSizeError());
          if (!this.buffer || error.lastPosition > 0) {
            if (length === 0) return;
            try {
              this.buffer = Buffer.from(source.subarray(error.lastPosition));
            } catch (copyError) {
              return this.fail(copyError);
            }
            this.bufferEnd = length;
            this.appends = 0;
          }
          this.scanned = false;
          this.resetScanner = true;
          this.neededLength = Math.max(length + 1, error.neededEnd ? error.neededEnd - error.lastPosition : 0);
        }
        end() {
          if (this.buffer) {
            const error = this.fail(new Error("Unexpected end of CBOR data"));
            error.incomplete = true;
            return error;
          }
        }
        fail(error) {
          this.buffer = null;
          this.scanner = null;
          this.scanned = false;
          this.resetScanner = false;
          return error;
        }
      }
      function maxIncompleteBufferSizeError() {
        return new Error("Maximum incomplete buffer size exceeded");
      }
      exports2.ALWAYS = ALWAYS;
      exports2.DECIMAL_FIT = DECIMAL_FIT;
      exports2.DECIMAL_ROUND = DECIMAL_ROUND;
      exports2.Decoder = Decoder;
      exports2.Encoder = Encoder2;
      exports2.FLOAT32_OPTIONS = FLOAT32_OPTIONS;
      exports2.NEVER = NEVER;
      exports2.REUSE_BUFFER_MODE = REUSE_BUFFER_MODE;
      exports2.Tag = Tag;
      exports2.addExtension = addExtension;
      exports2.clearSource = clearSource;
      exports2.decode = decode;
      exports2.decodeIter = decodeIter;
      exports2.decodeMultiple = decodeMultiple;
      exports2.encode = encode;
      exports2.encodeAsAsyncIterable = encodeAsAsyncIterable;
      exports2.encodeAsIterable = encodeAsIterable;
      exports2.encodeIter = encodeIter;
      exports2.isNativeAccelerationEnabled = isNativeAccelerationEnabled;
      exports2.roundFloat32 = roundFloat32;
      exports2.setSizeLimits = setSizeLimits;
    }));
  }
});

// part:program/lists
import { attestationKey, driftSentence, listDifferences, listPorts, openDelivery, rootNotOfAws, runListCommand, verifyDocumentRequest, verifyOneDocument } from "./lists.js";

// part:program/measure
import { AdapterError, COMMANDS, ENCLAVE, FIRST_CUSTOM_REGISTER, FormatError, HOUR_MS, MINUTE_MS, Options, PLATFORMS, ZERO_PCR, decodeBase64, decodeHex, encodeHex, encodePem, encodeUtf8, ended, errorCode, failed, formatInstant, measureEif, memorySource, nodeHashing, parseCommandLine, parsePlainJson, pcr3OfRole, printFailure, printProblems, printable, registerAt, renderOutcomeJson, terminalStyle, writeBinaryFile, writeCure } from "./measure.js";

// builtin:node:fs
var mkdtempSync = /* @__PURE__ */ (() => __require("node:fs").mkdtempSync)();

// builtin:node:os
var tmpdir = /* @__PURE__ */ (() => __require("node:os").tmpdir)();

// builtin:node:path
var join = /* @__PURE__ */ (() => __require("node:path").join)();

// src/adapters/files/temporary-folder.ts
function makeTemporaryFolder(prefix) {
  try {
    return mkdtempSync(join(tmpdir(), prefix));
  } catch (cause) {
    const code = errorCode(cause);
    throw new AdapterError(
      "output-not-writable",
      `cannot create a folder in ${tmpdir()}: ${code ?? cause}`,
      { hint: writeCure(code, tmpdir()), cause }
    );
  }
}

// src/demo/folder-ports.ts
function portsInFolder(folder, ports) {
  const inFolder = (name) => pathInFolder(folder, name);
  const beside = (file) => file === "" ? `${folder}/-` : inFolder(file);
  return {
    ...ports,
    readText: (path) => ports.readText(inFolder(path)),
    readBytes: (path) => ports.readBytes(inFolder(path)),
    exists: (path) => ports.exists(inFolder(path)),
    writeText: (path, text) => ports.writeText(inFolder(path), text),
    updateText: (path, change) => ports.updateText(inFolder(path), change),
    writeNew: (path, text, kind) => ports.writeNew(inFolder(path), text, kind),
    writeNewFiles: (files) => ports.writeNewFiles(files.map((file) => ({ ...file, path: inFolder(file.path) }))),
    openStore: (address, file) => ports.openStore(address, beside(file)),
    openSigner: (address, file) => ports.openSigner(address, beside(file)),
    openImage: (name, sha256) => ports.openImage(inFolder(name), sha256),
    openKeyPolicy: (key, file, assumeRole) => ports.openKeyPolicy(key, beside(file), assumeRole)
  };
}
function pathInFolder(folder, name) {
  return name.startsWith("/") ? name : `${folder}/${name}`;
}

// src/demo/render-step.ts
function renderStep(played, style) {
  const { error } = played.outcome;
  const lines = [
    ...resultLines(played, style),
    ...error === void 0 || played.kind === "drift" ? [] : [`${style.red(`refused: ${error.code}`)}  ${printable(error.message)}`]
  ];
  return lines.map((line) => `  ${withShortHashes(line)}
`).join("");
}
function resultLines(played, style) {
  switch (played.kind) {
    case "change":
      return played.outcome.result === void 0 ? [] : changeLines(played.outcome.result, style);
    case "drift": {
      const report = played.outcome.result;
      if (report === void 0) return [];
      const sentence = driftSentence(report);
      return [
        report.status === "none" ? style.green(sentence) : style.red(sentence),
        ...report.findings.map(
          ({ rule, severity, message }) => `${severity} ${rule}: ${printable(message)}`
        ),
        // Next to findings, the one-sentence proof of a key would sound as if all were well.
        ...report.keys.filter(() => report.status === "none").map(({ verdict }) => `proof   ${printable(verdict)}`)
      ];
    }
    case "document": {
      const { evidence, appraisal } = played.outcome.result ?? {};
      if (evidence === void 0 || appraisal?.accepted !== true) return [];
      return [
        `${style.green(`accepted: release ${printable(appraisal.release.id)}`)}  ${ENCLAVE.image} ${appraisal.release.measurements[ENCLAVE.image]}, with the nonce`
      ];
    }
    default:
      return [];
  }
}
function changeLines({ message, before, after, keys }, style) {
  const differences = before === void 0 || after === void 0 ? [] : listDifferences(before, after);
  const version = after === void 0 ? "" : `  (allow-list version ${after.version})`;
  return [
    `${style.green(printable(message))}${version}`,
    ...differences.map(
      ({ change, subject, detail }) => `list    ${change} ${printable(subject)}: ${printable(detail)}`
    ),
    ...(keys ?? []).flatMap(({ plan }) => [
      ...(plan?.changes ?? []).filter(({ action }) => action !== "keep").map(({ action, sid, releases }) => {
        const held = releases.length === 0 ? "" : ` for ${releases.join(", ")}`;
        return printable(`policy  ${action} ${shortSid(sid)}${held}`);
      }),
      ...plan?.after.verdict === void 0 ? [] : [`proof   ${printable(plan.after.verdict)}`]
    ])
  ];
}
function shortSid(sid) {
  return sid.replace(/^PcrAllowlist[0-9a-f]{12}(?:[0-9a-f]{12})?/, "PcrAllowlist\u2026");
}
function withShortHashes(text) {
  return text.replace(/\b([0-9a-f]{12})[0-9a-f]{20,}\b/g, "$1\u2026");
}

// src/demo/demo-runner.ts
var DONE = { exitCode: 0 };
var DemoRunner = class {
  steps = [];
  ports;
  chapters = 0;
  constructor(ports) {
    this.ports = ports;
  }
  listPorts() {
    return portsInFolder(this.ports.folder, this.ports.listPorts());
  }
  chapter(title, text) {
    const { tell, style } = this.ports;
    this.chapters += 1;
    tell(`
${style.bold(`${this.chapters} ${title}`)}
${text}
`);
  }
  say(text) {
    this.ports.tell(`
${text}
`);
  }
  /**
   * Runs a command line in the folder. Single spaces separate the words. Throws if the command does not end as the
   * story says.
   */
  async play(line, ending = DONE) {
    const { command, values } = this.ports.parse(line.split(" "));
    const played = await this.ports.run(command, values, this.listPorts());
    this.show(`$ pcr-allowlist ${line}`, played);
    this.hold(line, played.outcome, ending);
    return played;
  }
  /** Prints the result of a step below its title. */
  show(title, played) {
    const { tell, style } = this.ports;
    tell(`
${style.bold(title)}
${renderStep(played, style)}`);
  }
  /** Stops the demo if a step differs from its text, which would mislead. */
  hold(line, { exitCode, error }, ending) {
    const code = error?.code;
    this.steps.push({ command: line, exitCode, ...code === void 0 ? {} : { code } });
    if (exitCode === ending.exitCode && code === ending.code) return;
    const found = `${exitCode} ${error === void 0 ? "" : `(${code}: ${error.message})`}`;
    throw new Error(
      `the demo does not match its text: ${line}: expected exit ${ending.exitCode} ${ending.code ?? ""}, found ${found}`
    );
  }
};

// src/demo/edited-policy.ts
var IMAGE_KEY = attestationKey(ENCLAVE.image);
var EQUALS = "StringEqualsIgnoreCase";
function editedPolicy(policyJson, imagePcr) {
  const policy = parsePlainJson(encodeUtf8(policyJson));
  const statements = policy.Statement.filter(
    ({ Sid }) => !Sid.endsWith(`Guard${ENCLAVE.image}`)
  ).map((statement) => {
    const { [IMAGE_KEY]: found, ...others } = statement.Condition?.[EQUALS] ?? {};
    if (found !== imagePcr) return statement;
    return { ...statement, Condition: { ...statement.Condition, [EQUALS]: others } };
  });
  return `${JSON.stringify({ ...policy, Statement: statements }, null, 2)}
`;
}

// builtin:node:zlib
var inflateRawSync = /* @__PURE__ */ (() => __require("node:zlib").inflateRawSync)();

// src/demo/images.ts
function demoImages() {
  const bytes = new Uint8Array(inflateRawSync(decodeBase64(PACKED.replaceAll("\n", ""))));
  return { first: bytes.slice(0, FIRST_BYTES), second: bytes.slice(FIRST_BYTES) };
}
var FIRST_BYTES = 7279;
var PACKED = `7Xl3VFPdti+9VxGZgBSjNKUTqoD0Kj1UFQgQIJSEKkWlgyAIiAioKEWqooIg0qRIR0DpIILSBKQICCJFfZ/Rc8533zh33PfH
G/eNcZ87GZk7a6/ZfnOutXfyE8VgnYnIiAiHCtE/DxIiIiKK36fHfkkqut/S45ekvvBL0qn/kgcjif5HHuRvf5+gfgli0t+4
1P3GA/lLUr7/n5g9l2sHAxHxv7AQ2Y5TSjP70WL28Ag70myzRbQWeSMhqL2+xYbcUZnFxOTuOz1q3dWd/vVPmkQsZWRfTVaQ
e5gHCAgS92DkG5TqaFA7M9KH6HezzVJabZq9dWShLjLZFQQ/sO/ws5Ahqb4W32/CvHvvqlbW1h7Am3c8LSzxFpXtR+Tk6EOP
coyW3pWD2ieIQvOspiY+mkl/Yz9ck3B8MJMOHZ9RZhn2hCLpjcekVNDt1iMKdBN60nPX5cHZ9nbYtSN3ibPtLpIfzb29dyfj
VEDPwUaHMLPthPGTiC1vt+4f6cyzqUGKmWbH6s0SnIlqIxY3283cBmSqjuVuiKIZFajfyN8S9ItbwipGC/C++njx6oa/egTl
aMros9gcxUW9JIvLT76o1+zcb88eKI5iKLo4sRK93jiQbZJtsfN+asje75qs6IEQfEvD63g+5xGWiTRuGh2Mc5i0VIPKoIV2
PPHZl0OjemSzeUL5x+1D9JWePjIjDYrbbtl/eVmyqOns25X7M4f2NkOU1MVJakqzufSbFsdaSjXWOE4ma1/JsO1jfePJE9l6
z7Oa5crCkBPnRGrau9kvdjnsvVhXtzfI4Sq2wHAv+4c6tPnJE2TD60S9O9WMPwpenq79rNrREjgZj7G+xEKNVbHldWPribPu
utpPbYVANckP57NNJ8zB25TYb0za4ctO2UuSHkv6zecMvKwyNy6hNWrZkisu0doKZprdWBV0OpFPL/eZSbh7hvhbpnLZ0Ttu
IsvdJ3rMrFZD87eB2fVUcKJhaYQDx9jMdQb9+fdp/PZVHdWoGdOzjc6h4QYkEYFksvMTT9sVD2R8vXfRx53tannEftJleR1v
iWx0RRfFyGjMl+8cbqF0hjLbGFya00aKdIlkMH0uUbbFw/jFtRlW5mvvhNLIMj+UR+M2n1MIiYaczrx1RcxOkq9CL1SVV2hH
w5VuUpClzVN+SbPzSq2Og2E+6tgS+5xooWRshmnxses3KZl1t6bLt37kv/afJiE2nyu6PkfPiQnqvXrE88Xr03FJLis3Ck90
XrqJoZRwMXoZsBVzN4A4Q1D6BKXQqJHF5xYZvGb46PtK480p13JkEV9S0awT2qwsXGPVnHp7m+i9/bUT3y/2CFaQ68Rb3xjg
/37sSJXv/l3Hd5Y+XROHS0XiET+e9Y4uQC19TOnzPbv+o2ocs9vswZYjxY+CbggKZYUu0g2tND/xOFJ/TMzV1e2erbOmicD2
Td+ixVQmPO4Mb0OF5UNaIfFPuWfvC8TIPBocln/geqdUOn3EYyTD0LI/LlO99mvvtMpN5Nx1pbscGSctlvQkrym9eSzTLk2/
60cRfuc+77UOLCsue5azk1af9VgQCj2/dqDL/EDZpQKLuQ3K8B3aYzyagenCXM5DLWYvj7jVo3OLIoafT046019UdHFNHVOm
T+p2ZxGoi+ubpDpZn6m3IjrU0D2lNObHvJtGr99YeO42XSyxoHKPClXE2HDTRMdLConNUDKUx3hv895kUwCbb4qRyoZSo6zi
i9rIe2eZPMbeX59UIunwZKBz25ymku3SnBGt3RpapvxmcsfCW9nl3eZxu4r7HZ/oqR/vt/gAkPMsjNRLKefJEnm4pasFPuNj
eMy5e8atgSOBXGQyYRolVPROh7ajlNXviUkmls2SA1M0qFD/wO2l78wEW3GfEpnavp32nZiZpLaCU5ZhthOzl49XI0rZ9b/E
lL8zNpQxn0f1DYhOXCcT1kCv3Ls/VTroXIb14P6M5FsjLXRu+EwtyUhVu1jVyBgzp9ujxqhbQopVm2wbt/+klbXF+ibH8xzl
C+sC6cCeccNxb7anYJxcw88c97BusY6JSUPgHm4uFJmcdIf5MSZuvS85hRPno6lBushhKd84E6LPI81LbflqjxvPwVyyPNXY
YYLGTUp+YRT9UqQZ+ni2LIe+vXaQrmV3oYUFUZR5wGr4x1wNCfJQ4LiklJ1RWH3fIuN63QHRCx8/3WTBolzVM4YbVyN0hL0V
GO7eJIu9eFFr9fthDYip3M5GZF3utyTxnw+/RLjr/77X+WAc8Hg/JXdeLzQO66gkJc7r5YhVwjs78+Lwnngnfw+ML68jHueL
98Ao+fkFmYnz+qBxTnhPUT8ff18/O0cvfyU8jtfnpw0xJ8x5MR+0pzgR+T/ME5NeQOh6ol0whmhPDEIB4Yt1wWF8EMK/Bi0w
Pr5YPA6hgJAQRYpKIoQRav5YDycDjB/aCe2HRihc+DWAwhKUJcUlZUQkJETEJVDi4gqE9wnC5z8UUXi8B0IBgcP6+eBFHD2w
fx//uy9p0Z8qRl4YH7QfFudiFuTrh/FEKCBOY3H+gQhhhD7GB4f5m4aMqISouIi0jIijB97fSQTt6SSDRFwSRmjgHd0xPro4
ZzxCAefv4SGMUPf39cN7/iuBn6OXiEj/+bRVt+SYclLsNqPc4cn840IL8oGBNfUvhsMEj+nVsl07Iql3NHlwQ8iKyd/b5Yht
1ihV6RO+LWK68Y/fLQXkbGWtWbntYpkZyqfJqo4DiNFeCCXys83BnXSjIBetYbrTKsSqTe4Q76cUY9AmVTwisChcenSPUXtl
9Y3JoUHOJSc2wQ0p3CFtVPcz0pBE3uK6J5s6rwe4acv4g9+ufSqcTFxRnuxh22j9pu9lVR+VKZEEqwtilvntZyQ6I5NGD+4T
yx2damHetxrkUdBX20/S8Jea344wS2kTfnXpVFYjnkTkvtY4X5F5kn6Sh51EJ+chw+N2x46vPF8pbrsqhOM4q6ZteqABRVTy
UFooDXOV36y4X/36pZsCE2XELJr02+fL3+mLTmVDrMcRepdEnsSl/NeKEQYDKu5TYUIm+rstwdzGGrSvD4h8C9l4b3+iOi+8
G1nX/n7+lQF79KWAH2cCvrt7Wp7Nr7eN7HjQxKexH0Tn5cVnTKm/e4y/nqlxpb0gWOXW7KN92zg1odWBMndDM76C96J68kkk
s6tf7hO/sXun7vU9mKeNzGZVgzXpjv4pZDqvydsm3fQ1Bm0SzK7R5PT3g7QCn5DdbcruZptkoXItHjHEjMpCxQp8ZDE8YwyR
VIND3OvPfMYnugpwJGy5XMw0LnsHW97liwRdZhY5eF2Nx+yuDjvu8MkkrgwOj9OXY1ZL9kI8ahfQjwsonthiPg5YRN5jLSBh
8dHJLD5UzFV4+eJjMzyrtgT+wJG19A/z22lH8NyCUvysMgzImMp2Jkql+A+cgYW5Z358Yglpl3f/5nngSF/mpAnymSldEF9N
aw5ny5Ve11M9LlUloTpfP1SrU/c0CKkLkU+SaA6+5OrQSZ7dJNv5SrpZqocOZp9MvsFF42q5N9XPnJzT8ZG+pSX/29Hh72do
fCe6rj29oHbk1cNX6huNPfZX6P/Vx1TIYNWT96LJiiOZI8//eP419ZLKh+beXctTkTGxDRfe9l3trZgo3W17vfZMKqXsRCHd
jXoOeeNurc6EU3kuBhTJl1eetdrG7nYqc2S2UUh5ebK/+iyAFJIlxkVaXn66nWB+UDWoxop31P7E7sQx8f4q50vBOTlI6RFs
4P0h2++4SGyJcbNSp0Hhrjx/i9tJI01/Y97sQ6/U0LetXb6laVGESjy3rFrPe9PHL8i85mzW2xH48D2NJzr/kMsVshQmO/Kd
JsfadrcmYma23HJBY0YN9uqquqroKTPGC3n+HUykMWdqVX8U7240LcfqFPXl7YYw2jrjMWwfOmuFHe+t34wrQIZ8qepvuyRf
dEDu5uF0hIlfqfHzYvGNtt6JWH8axNIxCfLDNzSiMlQZ9TI0TWaNHtM1BDk1Hj/HdOtQ7hmGTXs5mplLjAdspCcnoj++bo6w
pFAR22XPC5f6YAhX/TaFOig9tLjKYsM2n/V5Gj2Z6poASqnuh9WpBcW21ykFuiWPkZ0NKZxPlggZtdsUiMRnFcyw1l+6xSdl
I3KZ7+BODo6PLaQxWue0V68a8nbmy+TcYLB8uzUwjZW3uaUa4IgIqHufpDpHbSfYSjcfYVT4VftmXmt7kdt30hlas7WoG4bv
tlJvsLoEPHoXtvWtNPmeuKIAya3PAo82zh0W0iHa01QiJU/dehSHFLx6SL2sp+ZiyPeux+RaTypufLzdOZoUs3WGnLIht8O3
j65QyLD4s+aTrujTjc+lesaYlc8EtTC6XuG/2HRM7OlOGr3MYFqlr0nwjdqUXsYXO1wlyOshnQWbeWPfPDSubWSCxrcXjwqd
x9PPTxLd0zYnO/ghQXpfo9XJT6WZnYQyiu5KkCDnGT63p+tK6ApvvRWNS71FA6iV+JikgIremU6Bd1PXP6Vt+jZ6DapVBmw+
75EpXuwaczSDkq/VFmEsp5lLXqcucGv6z3jPHEgalV3lKl+ZNnY7nM1iN4rXq4wagEyZ95lHfdjkTF8kevPlrdGeKjpyu6lb
fqCUmLbEp3WccWRgcXMkkO8xH7/ygGyJ60okav0j17kPmRnrhTnkI7kqVZ0Pz8Q/zRnzn0vtNF8ZYuiYdNleN6V0sWnQmb+5
lyfbR/wpot7eXbRsBG/OyT+KmkhAdYUqV8qPkhM7KTmaFaI1D37JIHYykphko9c8+7Kz+FPuDm7+ZEZoIzvLsGJkMeuMD8PW
1FSaduuISoDV83RO1lLqCFXb5APsIlydpmueWc+oyEfNULancuZXgzU+TaCaHVLLo8JeRxjhvqxURxlx8t/Jjbx8rlfHL/Z9
guvM4r6VPcqCSi7fAB8sXtWkPjZwry2V0pxK0Gtp8wARxb6KHYoyca6+Ocbpyel04tKlrbCiZ7XC56U7PVaDlmTvYXJcf7zi
nw/lW3/87tw3fGagApXPF077VARnBPbi8rVCVuUu+0L0Xf/Z2y84ZwQ+5PbYmBGLXe185UB+WW6bx92NMpvXmLHLYqn3kRnv
ztzMp9zZzh2XyHXVrTDu59GZ4j2tlZqfUpT5sh3KUpYjbvuzwni/m4w5Sb1fyMaJkYn7E/VKpUF89M+5bu8JaLK9494IFgjC
v5u0FVVIW9IrpTpikPvUDSkiPdCStlDV535vbf1N2xqVRk2zoFwB+ryhV3Vf9dOs+S4fwXmNJEPqaiNXiktTsVSFXi8uc4k6
Kd9We2vxpaqoI/XjqANp7NkIrRdDnw0/bF45wKu7OIaa2NlFTGyVt3d69Vu0Pdpnfstxt6FCXd5WhYHliku9tCcqABnWydOK
u8YqPGbltE88OR3+vc/Byf10V08Y3+KtRH0zxZqE84cqsWT+wnnUmDiP6+a7dzT1Wo17ES/TUzkVPVio/ZaYE1bXh7A0gTwm
KyVfena42tx6m2s5aFdHS2XYnm49r7uN3HHypd5Pyd957ntDQbdEi7IKxXuW0UhAQC36g9NJxle8luOKFmGonUnD0lcOD5RP
HPh+WClXNDahK4OLfucql/PjvIhEt+P9ojWhpSPWRxQGSrYEDKz30yXXAvbc3owxfGdIz9U+nzEPyzsB7bblPS6X5bF1rPQM
aRFFWxYKk27xrrmpdbSq1uN6t5Fdm73ayOUwROelkztV8h2ZbP7xec2+Vq+Q/BQ2eIPZ1yRVUrvIBJmMl7bTqRExw5+FL1R+
1X5swGQdbnpxyHhmGP3DeJojMcqAPWTLxOFoLfX64o2pC6Epc5E6JPe56Z4vlsQIpjnTKkylc6203FJ4kuSsHCs0mSfrKjm/
F2alPvn0VvhFcaWS7g6lBQX9nEYE8y0bXp5ZptEkvmN5DWeNHtxqw/ezRQnXH+8kX9SYEZye098S/3i+4DCpC5I4J71pmxG1
ckF3jFNiB3ktU5TaXHKZ7kqXV2jOBB9177jc2Gkmbg+yi3sHTb9uD8j185Jf500coE/z/YrgzVomWZ0t4NZId1+eXnwzQIU0
cBa89qqKiDLLl/dQG90t+NKSiscmX+tr5Jq9yuE811V5d2WJqy7FMjoKqW/iykHySI+6X8mZbP2yhexC+o64KnvqescnYR8i
UrLi96vzuu3H8ug0Hnh2zcbOhYcr25xo+Viz6GaKGJra7NYJ+pinklWQ+VK9xWT7IWPsu1ecHN1j+6cs4psd5m1IhFiwnfOk
fZU/TMO5z9ky46nssaEO/SeGr3/pb1T6biJSTxPOX1mf8lAwssRtcy/308dz6uckPFM1o87NXkycG4wWZp4axBZUf8Ckv+8R
II4c0Sv07GPFx747FSXWpH8DzZvzgfyW55R08jwNT51DPLviazLdwx1l/vdRIpQU9EYq2STu2edB/0VMzY2aWpZ//P348y+0
8Fzfn78FsDgXO0eMjx/WGeuI9sPcJKUAkX++1EATtEEXDIEX1EETTAEFuqAFuqAOqoACzX/NpQED0CVc0IBgUCdMsAFzgjQB
TQgAdXABa9AFfcCDDehCMLiBOGiCKgSAAQSAE2iAJtiAAaiBI2iDKkiA+e/rAWACNmAJHuAJp8EKDMELbEASpMELHMATHMGP
BhxBAwwACYYEQ6fBAFTB/W+G1MAVDEAdLMACDCAQ1CEYVEEP1MAFDMEC1EAVXAhaHuAEamAApgTnGoTANcACTMAEdEADVMEJ
UISAtEAcnEAbAsGDhqDgDgGgBQF/U9AHDVADNdACDGiDFvgRsgsED9AFTbAAf7AGSQgEV3ACT7CA4P/E8el/OkaDJTiBP0FK
A46QlCpY0YAGoT4SYEBA4CesqN/wavyWWoAnmAwGXQgAI0CBOwSCAbgREPklJQjj5iANluAGaiD+nySm8TsxD0Ig1r9KIAke
gCPUxAP8wQaCQILgOBhcCIZMwJfQCyZ/M6RNCFYPLMAcgv9t6dQJ4f8s3c+OCQRNQkJG/6F0jmBAA2ogAYbgAdZgBaYgDg6g
DeYQCNoEJKz+gwIeDECTUAIkWIMlIdBf813AlACtG+G7FkiCDVgREPp3jn0JLfvTrxfN/9aVP7vajbACfio4gje4gju4gREY
gwnoEuBzAXPwARcCEqqgSzCMBVVQBVPCmTcYARYCwBw0wB20wB/MQRysQBNMwBycwAJOgAu4QDBIgwQNqIMhaBPcnAZ/CAJ5
OA++gAYJMAEvMCOs6QCQBDEQA0PQAT/QACkIBGkwBg/wA/efQIIsYMALrEETdAlBe4IBGIM3+IAYWIILGMMJOA/OYArmYEJI
1QvMAQn+NOANAeANjuADMoCCQHAHXZAGWTADE7Ag4PLzqhaYgB5YQiAEgx44Ag6swAHUwBh0AQNO4As+hJXwX+0bGoAmYBUA
NgREA2lAFYzBF4zACjDgCZrgBK6gDh4EA4ZwHhwIGYgBBtAgDqZwHtQIyzQQPAEHeELNJUEbjAEHcoT6mhL2PHkIBBfQBxzI
ghZIgBp4Eub+XAfq4Ab+YArInz3gCgGE5WUMfiBG6HsjwIAeWEEQaIAEyIEsGEIwoSySEADyYAGu4AxOYABW4AfBEARY8AJ/
0ANf8ARj0AJT8AZ58AQpAhI/90kMSIE2mIARYXX4gxW4gANIgDcNSBEaDkPzt61ck7At/tfbOPbnTQHt5++DyZiHKNCAHGKQ
AwRkgxVchFzAgQ9gwAWw4At+gAEfsAMs4MAJMBBI9G8vnwc0YTPAQAaIUwFAJTMpAHhRAoAhANwCAAMAcASANABYAoDvAKAC
ANUA8BAA6v86l/9rXg8AjAOAJQBEAsBZAPAEgEEAMAaAFHoAqACArwDwDAAKAUAMABIBwPe3gdSfQeQBQMRflkb+sq4MAPF/
BSYDAOEA4AAAJQDADVZgD3hIhjtwH/phExYOgBIEwx3IoIEnUANDIAt8UAUbYAGv4QucgUy4B68h4hAUMoAAcMAuKEIv5IIs
RIE/aMJNwEMcZMJ5uA+3IJIYguABaNJBM8RCOOAgCM7BZzgOWRAKNvAdpKAGBMEa8HR/bWKDpDADwhAKa4AEN9ABdrCGaFCC
R9TgCJ/gGHjCBuTBUVAV/b9HN377/5RufPT7WWn2f2L2UcjqvD904x+68Q/d+Idu/EM3/qEb/7vpxl8U4P8R3SghjRKXU5D6
Qzf+oRv/0I3/b+jGR7efTts7F5dX+23u848oXjMUDhMTBWlW52tbUfPXg31UeNrNPbsrX0jz1cwk03PMJtiLNUp5UecYrNDM
rz/82nTuqe96n0ju+CvFY/zi92gDvvvZnc7fTc/Y7I71bSA+spnl5r0dl8ZEQ+8/S0Fzd4k+ozyGWmw8znTalXWcI0pf+IFE
5XlxI7x3vZfIptmaxI8p1aVW484Xn/KmbI4yv9u7I7yJIHt6Jw+J7vUW3lRnoJakesWmYtnj3lGcUOvwueWQirhsDZxBX3/P
dJp09OxtXf7hMmlxBVsFMqa6OIG4O/EfMhB7OmePKPXvr4WwUDJREEuU5+lfK6dY2sbx3+LP2b62/tTwWV3XTgETltLnlUlV
FHojHKdIfjV/PL3+XPr5521EyL6KpIqnz+lzii5dfFsAugHBPPPTJmOdMiQ1d86uaCZ2kdfopYQk6eviZ4/tv6mvWGhnh0Qb
Ae9RLYd1ZHCIln48ZvtlsPCRzILMRpawl4ffhN2TpqCjt026EB/KbLZFkjxX0mqA8I12fmZ1aPzFmpFgmul6n63TRxejHKU9
P9Sj5z8W7yHKn069qkuWMggJZ/BSnzpOR5FHJXXFeu7VoTILuazMwfLzQx5X+Zre3kwhEYs+mkBnh/pq0bDpzqFgwrs1PH/a
o3+8kyfrTsnOspNdmY6Mw49W7hQtdWrhl9hJp6zmglmul6a0l+fZ37yhPES7LEVy9Ys7k0oma5kDTndql+JcV8iwd+Bj5/vn
LuSH9Nj7MfUwP3PIdW7IJT5sNWQbk+j84u2j2y5Mc81xtL77bcKVuYcp1zL26jY6+QUZG94wFy1t2QqrmvYHOtPmH3DkqNBz
/spctQqdj8ySpri1t/Nx1AJBdfHJCfTs101PV7R/nb5sGLZQtDyL6NtAPiw/ZOuozBE7X7fkhEmMmYyNRImunpRtQL0sUgx9
wvdC5+WQRbNhJZtyvlXmxMnhiQ7bgkNnltmiGU2Fj6aqpNTHUT7Ncp7ijRF7xCtEWyq/3HH6ions88e0iO6Y9oMmL0wVOLk1
1Ri4p2vuX70xK9cwMNrlGnav71adXPHLkgBTlDQn3uFZ5IbZuWXmTfF0F0GzR8qKcQ9/iJIH20t1fq/iRGd9fCglQXe+gdr/
QNcT+yr3A8YsEiVo2YY6U/6LX6pkrY+Slvl/Lf0R+XWra7icG9sVfULztWrMrtncmbuPHyTFDgs9I5IT3UTvyB7vkFijW5Xs
/EJVUTDrNWNoYouN4HMyum9rT8FC/fp14bssTb2LPdeq2oNMol7ROZHb8r6/kPQmJD9hrIk91c2wyEPNwCd/sNOd6drkZP6T
nI/2WS9kXpG1XD/95LF169UbhXzNUsi8UZX8U/n+ao5NlEXyX30o93k4vLXq6vCGejJ9DXfnjJCYy3ilu1Nc47s2zLcjByB+
wzcmO93qkwrLyjRPufiAj8XV4+iwmrn3WzvZR+0izVR4LvMsnrWrJYsqHBC2XuCP33YktU+tcpjpEzXMavrYTW4o/mxoMx61
epjpIGP5l3zjmIW3p7k/btWeNjDMTuAzsL4nOsbZJluXt7V9deP4jfH4O1vJkdtflPn7n1mxGxsPj8wmxjS0Ed8KqLW1qS4/
6kqN6OpewM5kEXEqNAprxbFwL9Np33/5yAUfk2j/kSlzmJpnd3/mRe78jCtTteGQ++gQJvfxJ2maW28TxqnNLBnDpumV5ndY
B42Pv7HVEJ48lUVlULvfJmNkr7O61r439tmXLCr7aox4t/BgSmWlwyF3ourAJw17k5TPzQw99PzDZ9JeVd1eqBZZzmrWO+tC
j9PAHXm5JrKO2rv4YOfQes6TA3kIai9I9Aq2VzWq+IRjvuKKq9i2Eufk6zuReHJ8zH1w7WBzwbeSTusRFeb+w/R3lTMOL5RZ
+5cAW9fUbdt0Ml1sRWXikTSbNV+JsU8laqwiFK29bcNHr3nOZTogW/UabRNqySpFzuogFNUGmp8XnzrvOqSJbA5sZq/QO2RN
94zMLZviUtKb7sIKSRtXZN0D0qREtuaDS3KcB5oF2+jizE1TqBkPSw3U17h3tuTPGvFnZajztC4FD5ldVRxCsR/rchZ+yxJt
2pdMVTHxbcF7P8UKFZEavFGsji325e2ga8JWF926XW0+WmPvSdMcHLTpta5q0DHYH02KoP9Ew727Zp9136uc/5xxDcVyqU9J
V2vEqgAv+Yqg9clnDJzLGO/rFf1dT1YXJBimlOXcWjypOSV4Xn5V09tcyP3U+r7u1PZWxhI6s2t80CAiaiPh8g+n9iH3RrQF
ojjKsOKm82wBSd2mvhn1s3tY9sC7c/2Z5x/vSNJaeVSyj9SXZ+lDQUe35cMt6ij/2evisrOtVps3ouSrTGmImS6P2pxaOzjX
HkarniSwPsiQqih0hkzgfBWv2Uqh0uD8le+Z3qGDntuDTD9aP6yg2rm5T3xrM9yr/O4nWvyh+uG1pDOtOutvjBl25BjUVnua
qCYoWPpDcb4DTCfHD0Usoeh5564fOyEZFjbCdT/87fRnE8FkLbUf3cJOu/x6T79eszqRcvDaufdNw70CpWW3vzSQn3EtqDKC
H76apZXZ13ksezhlnW4u6lPTtH8T5Cgn462J/PBEZulpCIs++lW0SKsNm03Fbp7oDGUxniTR+9Lc9AVENd1n/jMCe5oXde6i
I3MnVkmt1Y8avrMbz6gtUBB2OzxC/JLFOUexboP8Uo6DtkWB7Wfay5euyo6kZajJMCUvWLpnf3Ge25BLtbEizRtxKNDNdbnz
QibyvvHgUsuK7vL0gL3jldDe4Dair6zpRcLaDXH1flcZ2mvt34Nf1EX27cdE8odQzAle2IcobPox2n0aa3Y3ofe4EDq7CQtr
27ecRn7kM3SsK8hzaIlvYtOI0rMzVA/ppbNn791sV8yNRBxWduuiShQT5CbCizIJ7bexdFrTab1diF/WnruRcTJ6rdQp4+ZO
ZLmpRVRA9Jj8raMH5rhorYgt5ouj07q0xVwd6sPK1l/wUIQp/o3onP1DdP4hOv8QnX+Izj9E5x+i87+R6ASAXiYA0AeAXQCI
hl9H3G+W8ydjqfNzgjUAOAGANADw/SYeO34Tko9+0p50AKAFAIoAIPibK41lAYCjAHAFABoYAeAwAJT/nnkbAM4DwBAAvP/p
BwA2f4+N/HZFoF/3AeAmAGwTiM67cBja/kp9FaShGNoBBfHQDXehFlCQDPdgG0SgBLJgDaZhjQVKoJgShGEO6uAL3KOHKPgO
qsSQAk7QD0YQzAaPQRqOwwt4AvVgAIfhI7hDF8iBK5yANmiH+/AccuAh3IReGIGzMAztUA+9EAnRUA94EIExiAVraASABAJj
GwuLIANFsAyjkApe8A3QkA/H/xc=`;

// builtin:node:crypto
var createSign = /* @__PURE__ */ (() => __require("node:crypto").createSign)();
var generateKeyPairSync = /* @__PURE__ */ (() => __require("node:crypto").generateKeyPairSync)();

// src/format/cbor-encoder.ts
var import_index_no_eval = __toESM(require_index_no_eval(), 1);
var ENCODER_OPTIONS = {
  mapsAsObjects: false,
  useTag259ForMaps: false,
  tagUint8Array: false,
  useRecords: false
};
var encoder = new import_index_no_eval.Encoder(ENCODER_OPTIONS);
function encodeCbor(value) {
  return new Uint8Array(encoder.encode(encodable(value)));
}
function encodable(value) {
  if (Array.isArray(value)) return value.map(encodable);
  if (value instanceof Map) {
    return new Map([...value].map(([key, entry]) => [encodable(key), encodable(entry)]));
  }
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (typeof value !== "number") return value;
  if (!Number.isSafeInteger(value)) {
    throw new FormatError("cbor-format", `expected a safe integer, found ${value}`);
  }
  return value >= 2 ** 32 || value < -(2 ** 32) ? BigInt(value) : value;
}

// part:program/on-demand
import { sigStructure } from "./on-demand.js";

// src/demo/der-writer.ts
function der(tag, ...parts) {
  const content = parts.flatMap((part) => [...part]);
  return Uint8Array.from([tag, ...lengthOf(content.length), ...content]);
}
function sequence(...parts) {
  return der(48, ...parts);
}
function utf8String(text) {
  return der(12, new TextEncoder().encode(text));
}
function encodeTime(rfc3339) {
  const digits = `${rfc3339.slice(0, 19).replace(/[-:T]/g, "")}Z`;
  const [tag, text] = digits < "2050" ? [23, digits.slice(2)] : [24, digits];
  return der(tag, new TextEncoder().encode(text));
}
function oid(...content) {
  return der(6, content);
}
function lengthOf(sizeBytes) {
  if (sizeBytes < 128) return [sizeBytes];
  return sizeBytes < 256 ? [129, sizeBytes] : [130, sizeBytes >> 8, sizeBytes & 255];
}

// src/demo/simulated-enclave.ts
var ES384 = Uint8Array.from([161, 1, 56, 34]);
var ECDSA_WITH_SHA384 = sequence(oid(42, 134, 72, 206, 61, 4, 3, 3));
var COMMON_NAME = oid(85, 4, 3);
var BASIC_CONSTRAINTS = oid(85, 29, 19);
var KEY_USAGE = oid(85, 29, 15);
var TRUE = der(1, [255]);
var DIGITAL_SIGNATURE = 128;
var KEY_CERT_SIGN = 4;
function simulatedEnclave(now) {
  const [rootKey, leafKey] = [newKey(), newKey()];
  const named = { issuer: "SIMULATED root", issuerKey: rootKey.privateKey, now };
  const rootDer = certificate({
    ...named,
    subject: named.issuer,
    key: rootKey.publicKey,
    isCa: true
  });
  const leafDer = certificate({
    ...named,
    subject: "SIMULATED enclave",
    key: leafKey.publicKey,
    isCa: false
  });
  return {
    root: rootNotOfAws(rootDer),
    attest({ registers, nonce, at }) {
      const payload = encodeCbor(
        /* @__PURE__ */ new Map([
          ["module_id", `i-0123456789abcdef0-enc${at.toString(16).padStart(12, "0")}5111`],
          ["digest", "SHA384"],
          ["timestamp", at],
          ["pcrs", registerMap(registers)],
          ["certificate", leafDer],
          ["cabundle", [rootDer]],
          ["public_key", null],
          ["user_data", null],
          ["nonce", nonce]
        ])
      );
      const signature = createSign("sha384").update(sigStructure({ protectedBytes: ES384, payload })).sign({ key: leafKey.privateKey, dsaEncoding: "ieee-p1363" });
      return encodeCbor([ES384, /* @__PURE__ */ new Map(), payload, new Uint8Array(signature)]);
    }
  };
}
function inDebugMode(registers) {
  const { debug } = PLATFORMS["nitro-enclave"];
  return { ...registers, ...Object.fromEntries(debug.map((name) => [name, ZERO_PCR])) };
}
function registerMap(registers) {
  return new Map(
    Array.from({ length: FIRST_CUSTOM_REGISTER }, (_, i) => [
      i,
      decodeHex(registers[registerAt(i)] ?? ZERO_PCR)
    ])
  );
}
function certificate({ subject, issuer, issuerKey, key, isCa, now }) {
  const tbs = sequence(
    der(160, der(2, [2])),
    der(2, [isCa ? 1 : 2]),
    ECDSA_WITH_SHA384,
    nameOf(issuer),
    sequence(
      encodeTime(formatInstant(now - MINUTE_MS)),
      encodeTime(formatInstant(now + 3 * HOUR_MS))
    ),
    nameOf(subject),
    new Uint8Array(key.export({ type: "spki", format: "der" })),
    der(
      163,
      sequence(
        extension(BASIC_CONSTRAINTS, isCa ? sequence(TRUE) : sequence()),
        extension(KEY_USAGE, der(3, [0, isCa ? KEY_CERT_SIGN : DIGITAL_SIGNATURE]))
      )
    )
  );
  const signature = new Uint8Array(createSign("sha384").update(tbs).sign(issuerKey));
  return sequence(tbs, ECDSA_WITH_SHA384, der(3, [0], signature));
}
function extension(type, value) {
  return sequence(type, TRUE, der(4, value));
}
function nameOf(commonName) {
  return sequence(der(49, sequence(COMMON_NAME, utf8String(commonName))));
}
function newKey() {
  return generateKeyPairSync("ec", { namedCurve: "P-384" });
}

// src/demo/story.ts
var REPORT = "report.html";
var DRIFT_REPORT = "drift.html";
var ROLE = "arn:aws:iam::111122223333:role/signer-instance";
var ADMINISTRATOR = "arn:aws:iam::111122223333:role/kms-admin";
var CONFIGURATION = "pcr-allowlist.yml";
var POLICY = "policy.json";
var NONCE_BYTES = 32;
var FIRST_POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Administration",
      Effect: "Allow",
      Principal: { AWS: ADMINISTRATOR },
      Action: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy", "kms:ListGrants"],
      Resource: "*"
    }
  ]
};
async function playStory(stage, ports) {
  const { first, second } = demoImages();
  const one = await image("one.eif", first, ports);
  const two = await image("two.eif", second, ports);
  await begin(stage, one);
  await releaseOne(stage, one);
  await releaseTwo(stage, two);
  const root = await enclave(stage, ports, two);
  await editAndMend(stage, two);
  await retireOne(stage, one);
  return root;
}
async function image(file, bytes, ports) {
  await ports.writeBytes(pathInFolder(ports.folder, file), bytes);
  const measured = await measureEif(memorySource(bytes));
  return { file, release: `v${measured.metadata?.imageVersion}`, measured };
}
async function begin(stage, { measured }) {
  stage.chapter(
    "a list is created",
    "image-signing.pem is the certificate that signs the images. policy.json is the policy of the key that protects their data.\nAlice approves with her own key. First she approves the projection: the roles, certificates and keys that the list is applied to."
  );
  const files = stage.listPorts();
  const der2 = measured.signature?.certificate.der ?? new Uint8Array();
  await files.writeText("image-signing.pem", encodePem("CERTIFICATE", der2));
  await files.writeText(POLICY, `${JSON.stringify(FIRST_POLICY, null, 2)}
`);
  const { privateKeyPem, publicKeyPem } = files.generateKeyPair("P-256");
  await files.writeNew("alice.pem", privateKeyPem, "secret");
  await files.writeNew("alice.pub.pem", publicKeyPem, "open");
  await stage.play(
    `init --enclave signer --certificate image-signing.pem --approval-key alice.pub.pem --instance-role ${ROLE} --kms-key file:${POLICY} --administrator ${ADMINISTRATOR}`
  );
  const staged = stagedIn(await stage.play("publish --projection"));
  const approve = `approve projection --staged ${staged}`;
  await stage.play(`${approve} --key file:alice.pem`);
  await stage.play(approve);
}
function stagedIn(played) {
  const { result } = played.outcome;
  if (result === void 0 || !("staged" in result) || result.staged === void 0) {
    throw new Error("the command staged nothing");
  }
  return result.staged.sha256;
}
async function releaseOne(stage, { file, release, measured }) {
  stage.chapter(
    "release one",
    "The image is measured, its manifest is signed, Alice approves it, and the list gets it. Then the key policy follows the list."
  );
  await stage.play(`publish ${file} --release ${release}`);
  const approve = `approve ${release} --pcr0 ${measured.measurements[ENCLAVE.image]}`;
  await stage.play(`${approve} --key file:alice.pem`);
  await stage.play(approve);
}
async function releaseTwo(stage, { file, release, measured }) {
  stage.chapter(
    "release two waits for its approval",
    "The published release waits, and the list does not change, until Alice signs for exactly this image."
  );
  await stage.play(`publish ${file} --release ${release}`);
  const approve = `approve ${release} --pcr0 ${measured.measurements[ENCLAVE.image]}`;
  await stage.play(approve, { exitCode: 3, code: "approval-missing" });
  await stage.play(`${approve} --key file:alice.pem`);
  await stage.play(approve);
}
async function enclave(stage, ports, { measured }) {
  const simulated = simulatedEnclave(stage.listPorts().now);
  stage.chapter(
    "a SIMULATED enclave attests",
    `Its document has the PCRs of release two and contains the nonce. SIMULATED, root: ${simulated.root.name}`
  );
  const rolePcr = pcr3OfRole(ROLE, nodeHashing);
  const registers = {
    ...measured.measurements,
    [ENCLAVE.role]: rolePcr
  };
  const good = await attested(stage, ports, simulated, "enclave.cbor", registers);
  const refused = { exitCode: 2, code: "root-not-trusted" };
  await stage.play(good, refused);
  stage.say(
    "The refusal is correct, because AWS did not make this root. In this process, with the simulated root as the trusted root, the document is accepted:"
  );
  await appraised(stage, ports, simulated, good, { exitCode: 0 });
  const debug = inDebugMode(registers);
  const bad = await attested(stage, ports, simulated, "debug.cbor", debug);
  stage.say(
    "In debug mode, PCR0, 1 and 2 are zeros, because the host can read the enclave. Such a document is refused:"
  );
  await appraised(stage, ports, simulated, bad, { exitCode: 3, code: "debug-mode" });
  return simulated.root.name;
}
async function attested(stage, { folder, writeBytes }, { attest }, file, registers) {
  const { now, randomBytes } = stage.listPorts();
  const nonce = randomBytes(NONCE_BYTES);
  await writeBytes(pathInFolder(folder, file), attest({ registers, nonce, at: now }));
  return `verify --document ${file} --nonce ${encodeHex(nonce)} --config ${CONFIGURATION}`;
}
async function appraised(stage, ports, { root }, line, ending) {
  const request = verifyDocumentRequest(new Options(ports.parse(line.split(" ")).values));
  const outcome = await verifyOneDocument(request, stage.listPorts(), root);
  stage.show("SIMULATED, root: not-aws", { kind: "document", outcome });
  stage.hold(`SIMULATED ${line}`, outcome, ending);
}
async function editAndMend(stage, { measured }) {
  const files = stage.listPorts();
  stage.chapter(
    "somebody edits the key policy",
    "After the edit, the statement of release two no longer requires PCR0, and the Deny of other images is missing.\nThe key now admits every image that the certificate ever signed."
  );
  const policy = await files.readText(POLICY);
  await files.writeText(POLICY, editedPolicy(policy, measured.measurements[ENCLAVE.image]));
  await stage.play(`drift --report ${DRIFT_REPORT}`, { exitCode: 5, code: "drift" });
  await stage.play("reconcile");
}
async function retireOne(stage, { release }) {
  stage.chapter(
    "release one retires",
    "Verifiers accept it until it ends, and the key policy contains the date. Then drift runs once more."
  );
  await stage.play(`retire ${release} --after 72h`);
  await stage.play(`drift --report ${REPORT}`);
}

// src/demo/demo.ts
async function demo(ports) {
  try {
    const stage = new DemoRunner(ports);
    const { folder, tell, style } = ports;
    const report = pathInFolder(folder, REPORT);
    const driftReport = pathInFolder(folder, DRIFT_REPORT);
    tell(`${style.bold("the story of two releases of an enclave, run with the real commands")}
  report  ${report}
          what is accepted, since when, and what the key lets in: open it when the story is over
  drift   ${driftReport}
          the same while somebody's edit of the key policy stood
  folder  ${folder}
          kept; cd there for commands of your own: pcr-allowlist is the program that you just ran

The signing keys and the key policy are files, so nothing leaves this machine. The enclave is SIMULATED: its root
is made in memory for this run and never written, and no option of pcr-allowlist can select it.
`);
    const root = await playStory(stage, ports);
    tell(`
${style.bold("that was the story")}
  report  ${report}
`);
    const { steps } = stage;
    return ended("demo", { folder, report, driftReport, simulated: true, root, steps }, []);
  } catch (error) {
    return failed("demo", error);
  }
}

// src/cli/run-demo.ts
async function runDemo(json, terminal) {
  try {
    const outcome = await demo({
      folder: makeTemporaryFolder("pcr-allowlist-demo-"),
      listPorts,
      parse: parseListCommand,
      writeBytes: writeBinaryFile,
      async run(command, values, ports) {
        const deliver = await openDelivery(command, values, ports);
        return deliver(await runListCommand(command, values, ports));
      },
      tell: (text) => {
        if (!json) terminal.out(text);
      },
      style: terminalStyle(!json && terminal.outColours())
    });
    if (json) terminal.out(renderOutcomeJson(outcome, (result) => result));
    else printProblems(outcome, terminal);
    return outcome.exitCode;
  } catch (error) {
    const outcome = failed("demo", error);
    printFailure(outcome, json, terminal);
    return outcome.exitCode;
  }
}
function isListCommand(command) {
  return command !== "measure" && Object.hasOwn(COMMANDS, command);
}
function parseListCommand(words) {
  const invocation = parseCommandLine(words);
  if (invocation.kind === "command") {
    const { command, values } = invocation;
    if (isListCommand(command)) return { command, values };
  }
  throw new Error(`not a command of the story: ${words.join(" ")}`);
}
export {
  runDemo
};
