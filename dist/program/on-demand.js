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

// node_modules/cbor-x/dist/decode-no-eval.cjs
var require_decode_no_eval = __commonJS({
  "node_modules/cbor-x/dist/decode-no-eval.cjs"(exports, module) {
    (function(global, factory) {
      typeof exports === "object" && typeof module !== "undefined" ? factory(exports) : typeof define === "function" && define.amd ? define(["exports"], factory) : (global = typeof globalThis !== "undefined" ? globalThis : global || self, factory(global.CBOR = {}));
    })(exports, (function(exports2) {
      "use strict";
      let decoder2;
      try {
        decoder2 = new TextDecoder();
      } catch (error) {
      }
      let src;
      let srcEnd;
      let position = 0;
      const EMPTY_ARRAY = [];
      const LEGACY_RECORD_INLINE_ID = 105;
      const RECORD_DEFINITIONS_ID = 57342;
      const RECORD_INLINE_ID = 57343;
      const BUNDLED_STRINGS_ID = 57337;
      const PACKED_REFERENCE_TAG_ID = 6;
      let maxArraySize = 11281e4;
      let maxMapSize = 1681e4;
      let maxObjectSize = 1671e4;
      let objectSizeLimit = maxObjectSize;
      let strings = EMPTY_ARRAY;
      let stringPosition = 0;
      let currentDecoder = {};
      let currentStructures;
      let srcString;
      let srcStringStart = 0;
      let srcStringEnd = 0;
      let bundledStrings;
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
      class Decoder2 {
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
              return this ? this.decode(source, end) : Decoder2.prototype.decode.call(defaultOptions, source, end);
            });
          }
          srcEnd = end > -1 && end < source.length ? end : source.length;
          position = 0;
          stringPosition = 0;
          srcStringEnd = 0;
          srcString = null;
          strings = EMPTY_ARRAY;
          bundledStrings = null;
          src = source;
          try {
            dataView = source.dataView || (source.dataView = new DataView(source.buffer, source.byteOffset, source.byteLength));
          } catch (error) {
            src = null;
            if (source instanceof Uint8Array)
              throw error;
            throw new Error("Source must be a Uint8Array or Buffer but was a " + (source && typeof source == "object" ? source.constructor.name : typeof source));
          }
          if (this instanceof Decoder2) {
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
              let end = position;
              if (forEach(value) === false) {
                return;
              }
              while (end < size) {
                lastPosition = end;
                value = checkedRead();
                end = position;
                if (forEach(value) === false) {
                  return;
                }
              }
            } else {
              values = [value];
              while (position < size) {
                lastPosition = position;
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
      function getPosition() {
        return position;
      }
      const nestedDecodeErrors = /* @__PURE__ */ new WeakSet();
      let arrayAllocationBudget;
      function checkedRead() {
        try {
          arrayAllocationBudget = srcEnd - position;
          let result = read();
          if (bundledStrings) {
            if (position >= bundledStrings.postBundlePosition)
              throw new Error("Unexpected bundle position");
            position = bundledStrings.postBundlePosition;
            bundledStrings = null;
          }
          if (position == srcEnd) {
            currentStructures = null;
            src = null;
            if (referenceMap)
              referenceMap = null;
          } else if (position > srcEnd) {
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
          } else if (error instanceof RangeError && position + 8 > srcEnd || error && typeof error.message == "string" && error.message.startsWith("Unexpected end of buffer")) {
            error.incomplete = true;
          }
          throw error;
        }
      }
      function readBreak() {
        if (position < srcEnd && src[position] === 255) {
          position++;
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
        if (!(position < srcEnd)) throw endOfCBORError();
        let token = src[position++];
        let majorType = token >> 5;
        token = token & 31;
        if (token > 23) {
          switch (token) {
            case 24:
              if (position >= srcEnd) throw endOfCBORError();
              token = src[position++];
              break;
            case 25:
              if (majorType == 7) {
                return getFloat16();
              }
              token = dataView.getUint16(position);
              position += 2;
              break;
            case 26:
              if (majorType == 7) {
                let value = dataView.getFloat32(position);
                if (currentDecoder.useFloat32 > 2) {
                  let multiplier = mult10[(src[position] & 127) << 1 | src[position + 1] >> 7];
                  position += 4;
                  return (multiplier * value + (value > 0 ? 0.5 : -0.5) >> 0) / multiplier;
                }
                position += 4;
                return value;
              }
              token = dataView.getUint32(position);
              position += 4;
              if (majorType === 1) return -1 - token;
              break;
            case 27:
              if (majorType == 7) {
                let value = dataView.getFloat64(position);
                position += 8;
                return value;
              }
              if (majorType > 1) {
                if (dataView.getUint32(position) > 0)
                  throw new Error("JavaScript does not support arrays, maps, or strings with length over 4294967295");
                token = dataView.getUint32(position + 4);
              } else if (currentDecoder.int64AsNumber) {
                token = dataView.getUint32(position) * 4294967296;
                token += dataView.getUint32(position + 4);
                position += 8;
                if (majorType === 1) return -1 - token;
                break;
              } else token = dataView.getBigUint64(position);
              position += 8;
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
            if (token > srcEnd - position) throw endOfCBORError(position + token);
            return readBin(token);
          case 3:
            if (srcStringEnd >= position) {
              return srcString.slice(position - srcStringStart, (position += token) - srcStringStart);
            }
            if (token > srcEnd - position) throw endOfCBORError(position + token);
            if (srcStringEnd == 0 && srcEnd < 140 && token < 32) {
              let string = token < 16 ? shortStringInJS(token) : longStringInJS(token);
              if (string != null)
                return string;
            }
            return readFixedString(token);
          case 4:
            if (token > maxArraySize) throw new Error(`Array length exceeds ${maxArraySize}`);
            if (token > srcEnd - position || (arrayAllocationBudget -= token) < 0) throw endOfCBORError(position + token);
            let array = new Array(token);
            for (let i = 0; i < token; i++) array[i] = read();
            return array;
          case 5:
            if (currentDecoder.mapsAsObjects) {
              if (token > objectSizeLimit) throw new Error(`Property count exceeds ${objectSizeLimit}`);
              if (token > (srcEnd - position) / 2) throw endOfCBORError(position + 2 * token);
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
              if (token > (srcEnd - position) / 2) throw endOfCBORError(position + 2 * token);
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
            let extension = currentExtensions[token];
            if (extension) {
              if (extension.handlesRead)
                return extension(read);
              else
                return extension(read());
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
          let length = src[position++];
          length = length & 31;
          if (length > 23) {
            switch (length) {
              case 24:
                length = src[position++];
                break;
              case 25:
                length = dataView.getUint16(position);
                position += 2;
                break;
              case 26:
                length = dataView.getUint32(position);
                position += 4;
                break;
              default:
                throw new Error("Expected array header, but got " + src[position - 1]);
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
      exports2.isNativeAccelerationEnabled = false;
      function setExtractor(extractStrings) {
        exports2.isNativeAccelerationEnabled = true;
        readFixedString = readString();
        function readString(headerLength) {
          return function readString2(length) {
            let string = strings[stringPosition++];
            if (string == null) {
              if (bundledStrings)
                return readStringJS(length);
              let extraction = extractStrings(position, srcEnd, length, src);
              if (typeof extraction == "string") {
                string = extraction;
                strings = EMPTY_ARRAY;
              } else {
                strings = extraction;
                stringPosition = 1;
                srcStringEnd = 1;
                string = strings[0];
                if (string === void 0)
                  throw new Error("Unexpected end of buffer");
              }
            }
            let srcStringLength = string.length;
            if (srcStringLength <= length) {
              position += length;
              return string;
            }
            srcString = string;
            srcStringStart = position;
            srcStringEnd = position + srcStringLength;
            position += length;
            return string.slice(0, length);
          };
        }
      }
      function readStringJS(length) {
        let result;
        if (length < 16) {
          if (result = shortStringInJS(length))
            return result;
        }
        if (length > 64 && decoder2)
          return decoder2.decode(src.subarray(position, position += length));
        const end = position + length;
        const units = [];
        result = "";
        while (position < end) {
          const byte1 = src[position++];
          if ((byte1 & 128) === 0) {
            units.push(byte1);
          } else if ((byte1 & 224) === 192) {
            if (byte1 < 194 || position >= end || (src[position] & 192) !== 128) {
              units.push(65533);
            } else {
              const byte2 = src[position++] & 63;
              units.push((byte1 & 31) << 6 | byte2);
            }
          } else if ((byte1 & 240) === 224) {
            const byte2 = position < end ? src[position] : 0;
            if (position >= end || (byte2 & 192) !== 128 || byte1 === 224 && byte2 < 160 || byte1 === 237 && byte2 >= 160) {
              units.push(65533);
            } else {
              position++;
              if (position >= end || (src[position] & 192) !== 128) {
                units.push(65533);
              } else {
                const byte3 = src[position++] & 63;
                units.push((byte1 & 31) << 12 | (byte2 & 63) << 6 | byte3);
              }
            }
          } else if ((byte1 & 248) === 240) {
            const byte2 = position < end ? src[position] : 0;
            if (byte1 > 244 || position >= end || (byte2 & 192) !== 128 || byte1 === 240 && byte2 < 144 || byte1 === 244 && byte2 >= 144) {
              units.push(65533);
            } else {
              position++;
              if (position >= end || (src[position] & 192) !== 128) {
                units.push(65533);
              } else {
                const byte3 = src[position++] & 63;
                if (position >= end || (src[position] & 192) !== 128) {
                  units.push(65533);
                } else {
                  const byte4 = src[position++] & 63;
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
        let start = position;
        let bytes = new Array(length);
        for (let i = 0; i < length; i++) {
          const byte = src[position++];
          if ((byte & 128) > 0) {
            position = start;
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
              let a = src[position++];
              if ((a & 128) > 1) {
                position -= 1;
                return;
              }
              return fromCharCode(a);
            }
          } else {
            let a = src[position++];
            let b = src[position++];
            if ((a & 128) > 0 || (b & 128) > 0) {
              position -= 2;
              return;
            }
            if (length < 3)
              return fromCharCode(a, b);
            let c = src[position++];
            if ((c & 128) > 0) {
              position -= 3;
              return;
            }
            return fromCharCode(a, b, c);
          }
        } else {
          let a = src[position++];
          let b = src[position++];
          let c = src[position++];
          let d = src[position++];
          if ((a & 128) > 0 || (b & 128) > 0 || (c & 128) > 0 || (d & 128) > 0) {
            position -= 4;
            return;
          }
          if (length < 6) {
            if (length === 4)
              return fromCharCode(a, b, c, d);
            else {
              let e = src[position++];
              if ((e & 128) > 0) {
                position -= 5;
                return;
              }
              return fromCharCode(a, b, c, d, e);
            }
          } else if (length < 8) {
            let e = src[position++];
            let f = src[position++];
            if ((e & 128) > 0 || (f & 128) > 0) {
              position -= 6;
              return;
            }
            if (length < 7)
              return fromCharCode(a, b, c, d, e, f);
            let g = src[position++];
            if ((g & 128) > 0) {
              position -= 7;
              return;
            }
            return fromCharCode(a, b, c, d, e, f, g);
          } else {
            let e = src[position++];
            let f = src[position++];
            let g = src[position++];
            let h = src[position++];
            if ((e & 128) > 0 || (f & 128) > 0 || (g & 128) > 0 || (h & 128) > 0) {
              position -= 8;
              return;
            }
            if (length < 10) {
              if (length === 8)
                return fromCharCode(a, b, c, d, e, f, g, h);
              else {
                let i = src[position++];
                if ((i & 128) > 0) {
                  position -= 9;
                  return;
                }
                return fromCharCode(a, b, c, d, e, f, g, h, i);
              }
            } else if (length < 12) {
              let i = src[position++];
              let j = src[position++];
              if ((i & 128) > 0 || (j & 128) > 0) {
                position -= 10;
                return;
              }
              if (length < 11)
                return fromCharCode(a, b, c, d, e, f, g, h, i, j);
              let k = src[position++];
              if ((k & 128) > 0) {
                position -= 11;
                return;
              }
              return fromCharCode(a, b, c, d, e, f, g, h, i, j, k);
            } else {
              let i = src[position++];
              let j = src[position++];
              let k = src[position++];
              let l = src[position++];
              if ((i & 128) > 0 || (j & 128) > 0 || (k & 128) > 0 || (l & 128) > 0) {
                position -= 12;
                return;
              }
              if (length < 14) {
                if (length === 12)
                  return fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l);
                else {
                  let m = src[position++];
                  if ((m & 128) > 0) {
                    position -= 13;
                    return;
                  }
                  return fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l, m);
                }
              } else {
                let m = src[position++];
                let n = src[position++];
                if ((m & 128) > 0 || (n & 128) > 0) {
                  position -= 14;
                  return;
                }
                if (length < 15)
                  return fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l, m, n);
                let o = src[position++];
                if ((o & 128) > 0) {
                  position -= 15;
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
          Uint8Array.prototype.slice.call(src, position, position += length)
        ) : src.subarray(position, position += length);
      }
      let f32Array = new Float32Array(1);
      let u8Array = new Uint8Array(f32Array.buffer, 0, 4);
      function getFloat16() {
        let byte0 = src[position++];
        let byte1 = src[position++];
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
        if (bundledStrings)
          return bundledStrings[0].slice(bundledStrings.position0, bundledStrings.position0 += value);
        return new Tag(value, 14);
      };
      currentExtensions[15] = (value) => {
        if (bundledStrings)
          return bundledStrings[1].slice(bundledStrings.position1, bundledStrings.position1 += value);
        return new Tag(value, 15);
      };
      let glbl = { Error, RegExp };
      currentExtensions[27] = (data) => {
        return (glbl[data[0]] || Error)(data[1], data[2]);
      };
      const packedTable = (read2) => {
        if (!(position < srcEnd)) throw endOfCBORError();
        if (src[position++] != 132)
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
        let startingPosition = position;
        let token = src[position];
        let target;
        if (token >> 5 == 4)
          target = [];
        else
          target = {};
        let refEntry = { target };
        referenceMap.set(id, refEntry);
        let targetProperties = read2();
        if (refEntry.used) {
          if (Object.getPrototypeOf(target) !== Object.getPrototypeOf(targetProperties)) {
            position = startingPosition;
            target = targetProperties;
            referenceMap.set(id, { target });
            targetProperties = read2();
          }
          return Object.assign(target, targetProperties);
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
        let decoder3 = currentDecoder;
        if (decoder3.mapsAsObjects) {
          decoder3.mapsAsObjects = false;
          restoreMapsAsObject = true;
          try {
            return read2();
          } finally {
            if (restoreMapsAsObject) {
              decoder3.mapsAsObjects = true;
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
      const isLittleEndianMachine = new Uint8Array(new Uint16Array([1]).buffer)[0] == 1;
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
          currentExtensions[littleEndian ? tag : tag - 4] = bytesPerElement == 1 || littleEndian == isLittleEndianMachine ? (buffer) => {
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
        let bundlePosition = position + read();
        for (let i = 2; i < length; i++) {
          let bundleLength = readJustLength();
          position += bundleLength;
        }
        let dataPosition = position;
        position = bundlePosition;
        bundledStrings = [readStringJS(readJustLength()), readStringJS(readJustLength())];
        bundledStrings.position0 = 0;
        bundledStrings.position1 = 0;
        bundledStrings.postBundlePosition = position;
        position = dataPosition;
        return read();
      }
      function readJustLength() {
        if (!(position < srcEnd)) throw endOfCBORError();
        let token = src[position++] & 31;
        if (token > 23) {
          switch (token) {
            case 24:
              if (position >= srcEnd) throw endOfCBORError();
              token = src[position++];
              break;
            case 25:
              if (position + 2 > srcEnd) throw endOfCBORError();
              token = dataView.getUint16(position);
              position += 2;
              break;
            case 26:
              if (position + 4 > srcEnd) throw endOfCBORError();
              token = dataView.getUint32(position);
              position += 4;
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
        let savedPosition = position;
        let savedStringPosition = stringPosition;
        let savedSrcStringStart = srcStringStart;
        let savedSrcStringEnd = srcStringEnd;
        let savedSrcString = srcString;
        let savedStrings = strings;
        let savedReferenceMap = referenceMap;
        let savedBundledStrings = bundledStrings;
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
          position = savedPosition;
          stringPosition = savedStringPosition;
          srcStringStart = savedSrcStringStart;
          srcStringEnd = savedSrcStringEnd;
          srcString = savedSrcString;
          strings = savedStrings;
          referenceMap = savedReferenceMap;
          bundledStrings = savedBundledStrings;
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
      function getScanTag(tag, decoder3) {
        return tag >= BUNDLED_STRINGS_ID && decoder3.structures && decoder3.structures[tag & 8191];
      }
      function checkScanContainer(major, length, mapsAsObjects) {
        if (major === 4) {
          if (length > maxArraySize) throw new Error(`Array length exceeds ${maxArraySize}`);
        } else if (mapsAsObjects) {
          if (length > objectSizeLimit) throw new Error(`Property count exceeds ${objectSizeLimit}`);
        } else if (length > maxMapSize) throw new Error(`Map size exceeds ${maxMapSize}`);
      }
      function decodeScanned(decoder3, source, end) {
        const boundStrings = exports2.isNativeAccelerationEnabled && end < source.length;
        if (!registeredExtensions.size && !boundStrings) return decoder3.decodeMultiple(source);
        const savedEnd = fragmentEnd;
        const savedReader = readFixedString;
        const savedFragmentReader = fragmentReadString;
        const originals = [];
        fragmentEnd = end;
        fragmentReadString = savedReader;
        try {
          if (boundStrings) readFixedString = (length) => {
            if (!fragmentEnd || position >= fragmentEnd) return savedReader(length);
            const savedSrcEnd = srcEnd;
            srcEnd = fragmentEnd;
            try {
              return savedReader(length);
            } finally {
              srcEnd = savedSrcEnd;
            }
          };
          for (const [tag, extension] of registeredExtensions) {
            if (!extension.handlesRead) continue;
            const original = currentExtensions[tag];
            const guarded = (read2) => {
              if (!fragmentEnd || position >= fragmentEnd) return extension(read2);
              let calls = 0, framingError;
              const value = extension(() => {
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
          return decoder3.decodeMultiple(source);
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
      function addExtension(extension) {
        currentExtensions[extension.tag] = extension.decode;
        if (typeof extension.decode === "function") registeredExtensions.set(extension.tag, extension.decode);
        else registeredExtensions.delete(extension.tag);
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
      let defaultDecoder = new Decoder2({ useRecords: false });
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
      exports2.Decoder = Decoder2;
      exports2.FLOAT32_OPTIONS = FLOAT32_OPTIONS;
      exports2.Tag = Tag;
      exports2._stream = _stream;
      exports2.addExtension = addExtension;
      exports2.checkedRead = checkedRead;
      exports2.clearSource = clearSource;
      exports2.decode = decode;
      exports2.decodeMultiple = decodeMultiple;
      exports2.getPosition = getPosition;
      exports2.mult10 = mult10;
      exports2.read = read;
      exports2.roundFloat32 = roundFloat32;
      exports2.setExtractor = setExtractor;
      exports2.setSizeLimits = setSizeLimits;
      exports2.typedArrays = typedArrays;
    }));
  }
});

// builtin:node:os
var availableParallelism = /* @__PURE__ */ (() => __require("node:os").availableParallelism)();

// builtin:node:worker_threads
var Worker = /* @__PURE__ */ (() => __require("node:worker_threads").Worker)();

// part:program/measure
import { CBOR_MAX_DEPTH, CBOR_MAX_ITEMS, CERTIFICATE_MAX_BYTES, DerFields, ENCLAVE, FormatError, PIECE_BYTES, PieceRing, TAG, TrustError, bitStringOf, booleanOf, confirmTag, countOf, decodeHex, decodeUtf8, derRefusal, encodeHex, encodeUtf8, equalBytes, integerBytes, joinTracks, nameOf, nodeHashing, objectIdentifierOf, parseCertificatePem, parseDer, registerNumber, timeOf, wholeBitStringOf } from "./measure.js";

// src/measure/digest-threads.ts
var DIGEST_WORKER_URL = new URL("../digest-worker.js", import.meta.url);
function shares(cores) {
  return cores > 2 ? { here: ["image"], workers: [["sections"], ["sha256", "crc32"]] } : { here: ["image", "crc32"], workers: [["sections", "sha256"]] };
}
async function digestWithThreads(source, sections, observe) {
  const { here, workers } = shares(availableParallelism());
  const readers = workers.length;
  const ring = PieceRing.create(PIECE_BYTES, readers);
  const order = { sections, sizeBytes: source.sizeBytes, memory: ring.memory, readers };
  const threads = workers.map((tracks, reader) => new TrackThread({ ...order, tracks, reader }));
  const results = Promise.all(threads.map(({ result }) => result));
  try {
    const track = joinTracks(here, sections, nodeHashing);
    for (let i = 0, offsetBytes = 0; offsetBytes < source.sizeBytes; i++, offsetBytes += PIECE_BYTES) {
      await Promise.race([ring.room(i), results]);
      const piece = ring.piece(i, Math.min(PIECE_BYTES, source.sizeBytes - offsetBytes));
      await source.read(offsetBytes, piece);
      ring.publish(i);
      track.update(piece, offsetBytes);
      observe(piece, offsetBytes);
    }
    return Object.assign({}, track.finish(), ...await results);
  } finally {
    results.catch(() => {
    });
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}
var TrackThread = class {
  result;
  worker;
  constructor(order) {
    const worker = new Worker(DIGEST_WORKER_URL, { workerData: order, env: {}, execArgv: [] });
    this.worker = worker;
    this.result = new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once(
        "exit",
        () => reject(new Error(`the thread of ${order.tracks.join()} ended before its result`))
      );
    });
  }
  async stop() {
    await this.worker.terminate();
  }
};

// src/base/ecdsa.ts
var SIGNATURE_BYTES = {
  "P-256": 64,
  "P-384": 96,
  "P-521": 132
};
var HASH = {
  "P-256": "SHA-256",
  "P-384": "SHA-384",
  "P-521": "SHA-512"
};
var SPKI_HEAD = {
  "P-256": decodeHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"),
  "P-384": decodeHex("3076301006072a8648ce3d020106052b8104002203620004")
};
async function verifyEcdsa(verification) {
  const { data, signature } = verification;
  return verifyWithKey(await importEcdsaKey(verification), data, signature);
}
async function importEcdsaKey({
  curve,
  spkiDer
}) {
  return { curve, key: await importKey(spkiDer, curve) };
}
async function verifyWithKey({ curve, key }, data, signature) {
  if (signature.length !== SIGNATURE_BYTES[curve]) return false;
  return crypto.subtle.verify(
    { name: "ECDSA", hash: HASH[curve] },
    key,
    ownBytes(signature),
    ownBytes(data)
  );
}
function ownBytes(bytes) {
  return bytes.buffer instanceof ArrayBuffer ? bytes : new Uint8Array(bytes);
}
async function importKey(spkiDer, curve) {
  const algorithm = { name: "ECDSA", namedCurve: curve };
  const point = pointOf(spkiDer, curve);
  const [form, bytes] = point === void 0 ? ["spki", spkiDer] : ["raw", point];
  try {
    return await crypto.subtle.importKey(form, new Uint8Array(bytes), algorithm, false, ["verify"]);
  } catch (cause) {
    throw new FormatError(
      "encoding",
      `expected an EC public key on ${curve} as SubjectPublicKeyInfo`,
      { cause }
    );
  }
}
function pointOf(spkiDer, curve) {
  if (curve === "P-521") return void 0;
  const head = SPKI_HEAD[curve];
  return equalBytes(spkiDer.subarray(0, head.length), head) ? spkiDer.subarray(head.length - 1) : void 0;
}

// src/format/cbor.ts
var import_decode_no_eval = __toESM(require_decode_no_eval(), 1);
var MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6, simple: 7 };
var FALSE = 244;
var TRUE = 245;
var NULL = 246;
var INDEFINITE_MAP = 191;
var BREAK = 255;
var DECODER_OPTIONS = { mapsAsObjects: false, copyBuffers: true, int64AsNumber: true };
var decoder = Object.freeze(new import_decode_no_eval.Decoder(DECODER_OPTIONS));
function parseCbor(bytes, options = {}) {
  const copy = new Uint8Array(bytes);
  const start = new Gate(copy).admit(options);
  return decoder.decode(copy.subarray(start));
}
function cborElementOffsets(bytes, options = {}) {
  return new Gate(bytes).elementOffsets(options);
}
var Gate = class {
  bytes;
  offset = 0;
  items = 0;
  constructor(bytes) {
    this.bytes = bytes;
  }
  /** Returns the offset of the outermost item, after its tag. */
  admit({ topLevelIndefiniteMap = false, topLevelTag }) {
    this.tag(topLevelTag);
    const start = this.offset;
    if (topLevelIndefiniteMap && this.bytes[start] === INDEFINITE_MAP) this.indefiniteMap();
    else this.item(0);
    if (this.offset < this.bytes.length) {
      throw refusal(`expected the end, found ${this.left} more bytes`, this.offset);
    }
    return start;
  }
  elementOffsets({ topLevelTag }) {
    this.tag(topLevelTag);
    return Array.from({ length: this.head().argument }, () => {
      const { offset } = this;
      this.item(1);
      return offset;
    });
  }
  tag(tag) {
    if (tag !== void 0 && this.bytes[0] === (MAJOR.tag << 5 | tag)) this.offset++;
  }
  indefiniteMap() {
    this.count();
    this.offset++;
    const keys = /* @__PURE__ */ new Set();
    while (this.bytes[this.offset] !== BREAK) this.entry(keys, 1);
    this.offset++;
  }
  /** `depth` is the number of arrays and maps around the item. */
  item(depth) {
    this.count();
    const head = this.head();
    switch (head.major) {
      case MAJOR.bytes:
        this.content(head);
        break;
      case MAJOR.text:
        this.text(head);
        break;
      case MAJOR.array:
        confirmDepth(head, depth);
        for (let left = this.fitting(head, 1); left > 0; left--) this.item(depth + 1);
        break;
      case MAJOR.map: {
        confirmDepth(head, depth);
        const keys = /* @__PURE__ */ new Set();
        for (let left = this.fitting(head, 2); left > 0; left--) this.entry(keys, depth + 1);
        break;
      }
      case MAJOR.tag:
        throw refusal(`expected no tag, found tag ${head.argument}`, head.offset);
    }
  }
  /** `keys` holds the encodings of the map's keys so far. A key has one encoding, so equal keys are equal bytes. */
  entry(keys, depth) {
    const start = this.offset;
    this.item(depth);
    const major = (this.bytes[start] ?? 0) >> 5;
    if (major !== MAJOR.unsigned && major !== MAJOR.negative && major !== MAJOR.text) {
      throw refusal("expected a map key that is text or an integer", start);
    }
    const key = encodeHex(this.bytes.subarray(start, this.offset));
    if (keys.has(key)) {
      throw refusal(`expected each map key once, found ${key.slice(0, 80)} again`, start);
    }
    keys.add(key);
    this.item(depth);
  }
  text(head) {
    const bytes = this.content(head);
    try {
      decodeUtf8(bytes);
    } catch (cause) {
      throw refusal("expected text in UTF-8 without a byte order mark", head.offset, cause);
    }
  }
  /** The content of a byte or text string. */
  content(head) {
    const start = this.offset;
    this.offset += this.fitting(head, 1);
    return this.bytes.subarray(start, this.offset);
  }
  /** Initial byte and argument (RFC 8949 section 3). */
  head() {
    const offset = this.offset;
    const initial = this.byte();
    const major = initial >> 5;
    const information = initial & 31;
    if (major === MAJOR.simple) {
      if (initial === FALSE || initial === TRUE || initial === NULL) {
        return { major, argument: information, offset };
      }
      throw refusal(
        `expected false, true or null, found ${encodeHex(Uint8Array.of(initial))}`,
        offset
      );
    }
    if (information < 24) return { major, argument: information, offset };
    if (information === 31) {
      throw refusal("expected a definite length, found an indefinite one", offset);
    }
    if (information > 27) throw refusal(`reserved additional information ${information}`, offset);
    const sizeBytes = 1 << information - 24;
    let argument = 0;
    for (let i = 0; i < sizeBytes; i++) argument = argument * 256 + this.byte();
    if (argument < (sizeBytes === 1 ? 24 : 256 ** (sizeBytes / 2))) {
      throw refusal(`expected the shortest form of ${argument}, found ${sizeBytes} bytes`, offset);
    }
    if (argument > Number.MAX_SAFE_INTEGER - (major === MAJOR.negative ? 1 : 0)) {
      throw refusal("expected an integer from -(2^53 - 1) to 2^53 - 1", offset);
    }
    return { major, argument, offset };
  }
  /** The head's length or number of entries. Refuses it where entries of `minimumBytes` each do not fit the bytes left. */
  fitting({ argument, offset }, minimumBytes) {
    if (argument * minimumBytes <= this.left) return argument;
    throw refusal(`expected at least ${argument * minimumBytes} bytes, found ${this.left}`, offset);
  }
  count() {
    if (++this.items > CBOR_MAX_ITEMS) {
      throw refusal(`expected at most ${CBOR_MAX_ITEMS} items, found more`, this.offset);
    }
  }
  byte() {
    const byte = this.bytes[this.offset];
    if (byte === void 0) throw refusal("expected more bytes, found the end", this.offset);
    this.offset++;
    return byte;
  }
  get left() {
    return this.bytes.length - this.offset;
  }
};
function confirmDepth({ offset }, depth) {
  if (depth >= CBOR_MAX_DEPTH) {
    throw refusal(`expected at most ${CBOR_MAX_DEPTH} levels, found more`, offset);
  }
}
function refusal(message, offsetBytes, cause) {
  return new FormatError("cbor-format", message, { at: { offsetBytes }, cause });
}

// src/format/x509-extensions.ts
var KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly"
];
var NO_EXTENSIONS = { critical: [], unknownCritical: [] };
var OID = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35"
};
var KEY_IDENTIFIER_TAG = 128;
var CERT_ISSUER_TAG = 161;
var CERT_SERIAL_NUMBER_TAG = 130;
function extensionsOf(list) {
  const extensions = list.children.map(extensionOf);
  const seen = /* @__PURE__ */ new Set();
  for (const { oid, octets } of extensions) {
    if (seen.has(oid)) throw refusal2(`duplicate extension ${oid}`, octets);
    seen.add(oid);
  }
  if (extensions.length === 0) throw refusal2("expected at least one extension, found none", list);
  const named = (oid) => extensions.find((extension) => extension.oid === oid);
  const critical = extensions.filter((extension) => extension.critical).map(({ oid }) => oid);
  const known = Object.values(OID);
  return {
    ...basicConstraintsOf(named(OID.basicConstraints)),
    ...keyUsageOf(named(OID.keyUsage)),
    ...subjectKeyIdentifierOf(named(OID.subjectKeyIdentifier)),
    ...authorityKeyIdentifierOf(named(OID.authorityKeyIdentifier)),
    critical,
    unknownCritical: critical.filter((oid) => !known.includes(oid))
  };
}
function extensionOf(element) {
  const fields = new DerFields(element, TAG.sequence, "extension");
  const oid = objectIdentifierOf(fields.take("its type"), "extension type");
  const critical = flagOf(fields.takeOptional(TAG.boolean), `extension ${oid}: critical`);
  const octets = fields.take("its value", TAG.octetString);
  fields.end();
  return { oid, critical, octets };
}
function flagOf(flag, what) {
  return flag !== void 0 && booleanOf(flag, what);
}
function inner({ octets }) {
  return parseDer(octets.content, octets.contentOffsetBytes);
}
function basicConstraintsOf(extension) {
  if (extension === void 0) return {};
  const fields = new DerFields(inner(extension), TAG.sequence, "basicConstraints");
  const ca = flagOf(fields.takeOptional(TAG.boolean), "basicConstraints: cA");
  const length = fields.takeOptional(TAG.integer);
  fields.end();
  const pathLength = length === void 0 ? {} : { pathLength: countOf(length, "pathLenConstraint") };
  return { basicConstraints: { critical: extension.critical, ca, ...pathLength } };
}
function keyUsageOf(extension) {
  if (extension === void 0) return {};
  const { bytes } = bitStringOf(inner(extension), "keyUsage");
  const usages = KEY_USAGES.filter(
    (_, bit) => ((bytes[bit >> 3] ?? 0) & 128 >> (bit & 7)) !== 0
  );
  if (usages.length === 0) {
    throw derRefusal("keyUsage: expected a usage, found none", extension.octets.offsetBytes);
  }
  return { keyUsage: { critical: extension.critical, usages } };
}
function subjectKeyIdentifierOf(extension) {
  if (extension === void 0) return {};
  const value = inner(extension);
  confirmTag(value, TAG.octetString, "subjectKeyIdentifier");
  return { subjectKeyIdentifier: value.content };
}
function authorityKeyIdentifierOf(extension) {
  if (extension === void 0) return {};
  const fields = new DerFields(inner(extension), TAG.sequence, "authorityKeyIdentifier");
  const identifier = fields.takeOptional(KEY_IDENTIFIER_TAG);
  fields.takeOptional(CERT_ISSUER_TAG);
  fields.takeOptional(CERT_SERIAL_NUMBER_TAG);
  fields.end();
  return identifier === void 0 ? {} : { authorityKeyIdentifier: identifier.content };
}
function refusal2(message, { offsetBytes }) {
  return new FormatError("certificate-format", message, { at: { offsetBytes } });
}

// src/format/x509.ts
var VERSION_TAG = 160;
var UNIQUE_IDENTIFIER_TAGS = [129, 130];
var EXTENSIONS_TAG = 163;
var EC_PUBLIC_KEY = "1.2.840.10045.2.1";
var CURVES = /* @__PURE__ */ new Map(
  [
    ["1.2.840.10045.3.1.7", { curve: "P-256", pointBytes: 65 }],
    ["1.3.132.0.34", { curve: "P-384", pointBytes: 97 }],
    ["1.3.132.0.35", { curve: "P-521", pointBytes: 133 }]
  ]
);
var UNCOMPRESSED = 4;
function parseCertificate(der) {
  if (der.length > CERTIFICATE_MAX_BYTES) {
    throw new FormatError(
      "certificate-format",
      `expected a certificate of at most ${CERTIFICATE_MAX_BYTES} bytes, found ${der.length}`
    );
  }
  try {
    return certificateOf(parseDer(der));
  } catch (cause) {
    if (!(cause instanceof FormatError) || cause.code === "certificate-format") throw cause;
    const at = cause.at === void 0 ? {} : { at: cause.at };
    throw new FormatError("certificate-format", `certificate: ${cause.message}`, { cause, ...at });
  }
}
function certificateOf(element) {
  const outer = new DerFields(element, TAG.sequence, "certificate");
  const tbs = outer.take("tbsCertificate", TAG.sequence);
  const signatureAlgorithm = algorithmOf(outer.take("signatureAlgorithm"));
  const signature = wholeBitStringOf(outer.take("signatureValue"), "signatureValue");
  outer.end();
  return {
    der: element.encoded,
    tbsDer: tbs.encoded,
    signatureAlgorithm,
    signature,
    ...tbsOf(tbs, signatureAlgorithm)
  };
}
function tbsOf(tbs, outer) {
  const fields = new DerFields(tbs, TAG.sequence, "tbsCertificate");
  const version = versionOf(fields.takeOptional(VERSION_TAG));
  const serialNumber = serialText(integerBytes(fields.take("serialNumber"), "serialNumber"));
  const inner2 = fields.take("signature", TAG.sequence);
  if (!equalBytes(inner2.encoded, outer.der)) {
    throw refusal3("expected the same signature algorithm inside and outside", inner2);
  }
  const issuer = nameOf(fields.take("issuer"), "issuer");
  const validity = new DerFields(fields.take("validity"), TAG.sequence, "validity");
  const notBefore = timeOf(validity.take("notBefore"), "notBefore");
  const notAfter = timeOf(validity.take("notAfter"), "notAfter");
  validity.end();
  const subject = nameOf(fields.take("subject"), "subject");
  const publicKey = publicKeyOf(fields.take("subjectPublicKeyInfo"));
  if (version > 1) for (const tag of UNIQUE_IDENTIFIER_TAGS) fields.takeOptional(tag);
  const tagged = version === 3 ? fields.takeOptional(EXTENSIONS_TAG) : void 0;
  fields.end();
  const extensions = tagged === void 0 ? NO_EXTENSIONS : extensionsOf(explicit(tagged, "extensions", TAG.sequence));
  return { version, serialNumber, issuer, subject, notBefore, notAfter, publicKey, extensions };
}
function serialText(twosComplement) {
  const value = BigInt.asIntN(8 * twosComplement.length, BigInt(`0x${encodeHex(twosComplement)}`));
  const digits = (value < 0n ? -value : value).toString(16);
  return `${value < 0n ? "-" : ""}${digits.padStart(digits.length + digits.length % 2, "0")}`;
}
function versionOf(tagged) {
  if (tagged === void 0) return 1;
  const number = countOf(explicit(tagged, "version", TAG.integer), "version");
  if (number !== 1 && number !== 2)
    throw refusal3(`expected certificate version 1, 2 or 3, found ${number + 1}`, tagged);
  return number === 1 ? 2 : 3;
}
function explicit(tagged, what, tag) {
  const fields = new DerFields(tagged, tagged.tag, what);
  const value = fields.take("its value", tag);
  fields.end();
  return value;
}
function algorithmOf(element) {
  const { oid } = algorithmParts(element);
  return { oid, der: element.encoded };
}
function algorithmParts(element) {
  const fields = new DerFields(element, TAG.sequence, "algorithm");
  const oid = objectIdentifierOf(fields.take("its identifier"), "algorithm");
  const [, parameters] = element.children;
  if (parameters !== void 0) fields.take("its parameters");
  fields.end();
  return { oid, ...parameters === void 0 ? {} : { parameters } };
}
function publicKeyOf(element) {
  const fields = new DerFields(element, TAG.sequence, "subjectPublicKeyInfo");
  const { oid, parameters } = algorithmParts(fields.take("algorithm"));
  const key = wholeBitStringOf(fields.take("subjectPublicKey"), "subjectPublicKey");
  fields.end();
  const named = oid === EC_PUBLIC_KEY && parameters?.tag === TAG.objectIdentifier ? CURVES.get(objectIdentifierOf(parameters, "namedCurve")) : void 0;
  const usable = named !== void 0 && key.length === named.pointBytes && key[0] === UNCOMPRESSED;
  return { spkiDer: element.encoded, algorithmOid: oid, ...usable ? { curve: named.curve } : {} };
}
function refusal3(message, { offsetBytes }) {
  return new FormatError("certificate-format", message, { at: { offsetBytes } });
}

// src/format/certificate-file.ts
var LOOKED_AT_BYTES = 64 * 1024;
var WRITE = "-out certificate.pem";
var REWRITE = `openssl x509 -in FILE ${WRITE}`;
var EC_PUBLIC_KEY2 = "1.2.840.10045.2.1";
var KEY_NAMES = /* @__PURE__ */ new Map([
  ["1.2.840.113549.1.1.1", "an RSA key"],
  ["1.2.840.113549.1.1.10", "an RSA-PSS key"],
  ["1.2.840.10040.4.1", "a DSA key"],
  ["1.3.101.112", "an Ed25519 key"],
  ["1.3.101.113", "an Ed448 key"]
]);
var IMAGE_CURVES = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];
var CURVE_NAMES = /* @__PURE__ */ new Map([
  ["1.3.132.0.10", "secp256k1"],
  ["1.3.132.0.33", "P-224"],
  ["1.2.840.10045.3.1.1", "P-192"],
  ["1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"],
  ["1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"],
  ["1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"]
]);
function parseCertificateFile(bytes) {
  const certificate = parseCertificate(certificateDer(bytes));
  requireImageSigningKey(certificate);
  return certificate;
}
function requireImageSigningKey({ publicKey }) {
  if (publicKey.curve !== void 0) return;
  throw new FormatError(
    "certificate-format",
    `expected a certificate with an EC key on P-256, P-384 or P-521, found ${keyText(publicKey)}`,
    {
      hint: "This key cannot sign images. Make one that can with: openssl ecparam -name secp384r1 -genkey -noout -out key.pem"
    }
  );
}
function keyText({ algorithmOid, spkiDer }) {
  if (algorithmOid !== EC_PUBLIC_KEY2) {
    return KEY_NAMES.get(algorithmOid) ?? `a key of the algorithm ${algorithmOid}`;
  }
  const fields = new DerFields(parseDer(spkiDer), TAG.sequence, "subjectPublicKeyInfo");
  const [, parameters] = fields.take("algorithm").children;
  if (parameters?.tag !== TAG.objectIdentifier) return "an EC key with explicit curve parameters";
  const oid = objectIdentifierOf(parameters, "namedCurve");
  if (IMAGE_CURVES.includes(oid)) return "an EC key with a compressed point";
  return `an EC key on ${CURVE_NAMES.get(oid) ?? `the curve ${oid}`}`;
}
function certificateDer(bytes) {
  try {
    return parseCertificatePem(bytes);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const other = bytes[0] === TAG.sequence ? binaryKind(bytes) : textKind(bytes);
    if (other === void 0) throw cause;
    const { found, hint } = other;
    const at = cause.at === void 0 ? {} : { at: cause.at };
    throw new FormatError("pem-format", `expected one certificate in PEM, found ${found}`, {
      cause,
      hint,
      ...at
    });
  }
}
function binaryKind(bytes) {
  const inner2 = (bytes[1] ?? 0) < 128 ? 2 : 2 + ((bytes[1] ?? 0) & 127);
  const [tag, length, value] = bytes.subarray(inner2, inner2 + 3);
  if (tag === TAG.integer && length === 1 && value === 3) {
    return {
      found: "a PKCS#12 file",
      hint: `Extract its certificate with: openssl pkcs12 -in FILE -clcerts -nokeys | openssl x509 ${WRITE}`
    };
  }
  if (tag === TAG.objectIdentifier) {
    return {
      found: "what looks like a PKCS#7 file",
      hint: `Take its first certificate out with: openssl pkcs7 -inform DER -in FILE -print_certs | openssl x509 ${WRITE}`
    };
  }
  return {
    found: "what looks like DER",
    hint: `Convert it with: openssl x509 -inform DER -in FILE ${WRITE}`
  };
}
function textKind(bytes) {
  const [a, b] = bytes;
  if (a === 255 && b === 254 || a === 254 && b === 255 || b === 0) {
    return {
      found: "text in UTF-16",
      hint: "Convert it with: iconv -f UTF-16 -t UTF-8 FILE > certificate.pem"
    };
  }
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, LOOKED_AT_BYTES));
  const labels = [...text.matchAll(/-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,39})-----/g)].map(
    ([, label = ""]) => label
  );
  return labelKind(labels) ?? (text.startsWith("\xEF\xBB\xBF") ? {
    found: "a byte order mark before it",
    hint: "Remove it with: sed -i '1s/^\\xEF\\xBB\\xBF//' FILE"
  } : labels.includes("CERTIFICATE") ? { found: "text around the block", hint: `Keep only the block with: ${REWRITE}` } : void 0);
}
function labelKind(labels) {
  const certificates = labels.filter((label2) => label2 === "CERTIFICATE").length;
  if (labels.some((label2) => label2.endsWith("PRIVATE KEY"))) {
    return certificates === 0 ? void 0 : {
      found: "a private key in the same file",
      hint: `Keep the private key where only its owner can read it, and extract the certificate with: ${REWRITE}`
    };
  }
  if (certificates > 1) {
    return {
      found: `a chain of ${certificates} certificates`,
      hint: `An image is signed with one certificate. If it is the first one: ${REWRITE}`
    };
  }
  const [label] = labels;
  if (label === void 0 || label === "CERTIFICATE") return void 0;
  const found = `a block ${label}`;
  if (label.endsWith("CERTIFICATE")) return { found, hint: `Convert it with: ${REWRITE}` };
  if (label === "PKCS7") {
    const hint = `Take its first certificate out with: openssl pkcs7 -in FILE -print_certs | openssl x509 ${WRITE}`;
    return { found, hint };
  }
  if (label.endsWith("CERTIFICATE REQUEST")) {
    const hint = `A certificate request is not a certificate. Sign it with its own key: openssl x509 -req -in FILE -signkey KEY ${WRITE}`;
    return { found, hint };
  }
  return { found, hint: "Give the certificate of the key that signs the images." };
}

// src/format/cose-sign1.ts
var TAGGED = { topLevelTag: 18 };
var ALGORITHM_OF_PROTECTED = /* @__PURE__ */ new Map([
  ["a10126", "ES256"],
  ["a1013822", "ES384"],
  ["a1013823", "ES512"]
]);
var ALGORITHM_SIGNATURE_BYTES = {
  ES256: SIGNATURE_BYTES["P-256"],
  ES384: SIGNATURE_BYTES["P-384"],
  ES512: SIGNATURE_BYTES["P-521"]
};
function parseCoseSign1(bytes) {
  const fields = parseFields(bytes);
  if (fields.length !== 4) throw faultAt(0, `expected an array of 4, found ${fields.length}`);
  const [protectedBytes, unprotected, payload, signature] = fields;
  const refusal5 = (index, expected) => faultAt(cborElementOffsets(bytes, TAGGED)[index] ?? 0, `expected ${expected}`);
  if (!(protectedBytes instanceof Uint8Array)) {
    throw refusal5(0, "a protected header in a byte string");
  }
  const algorithm = ALGORITHM_OF_PROTECTED.get(encodeHex(protectedBytes));
  if (algorithm === void 0) {
    const found = encodeHex(protectedBytes.subarray(0, 32));
    throw refusal5(0, `a protected header of a10126, a1013822 or a1013823, found ${found}`);
  }
  if (!(unprotected instanceof Map) || unprotected.size > 0) {
    throw refusal5(1, "an empty unprotected header");
  }
  if (!(payload instanceof Uint8Array) || payload.length === 0) {
    throw refusal5(2, "a payload in a non-empty byte string");
  }
  const signatureBytes = ALGORITHM_SIGNATURE_BYTES[algorithm];
  if (!(signature instanceof Uint8Array) || signature.length !== signatureBytes) {
    throw refusal5(3, `a signature of ${signatureBytes} bytes for ${algorithm}`);
  }
  return { algorithm, protectedBytes, payload, signature };
}
var SIG_STRUCTURE_HEAD = [132, 106, ...encodeUtf8("Signature1")];
function sigStructure({ protectedBytes, payload }, externalAad = new Uint8Array()) {
  const strings = [protectedBytes, externalAad, payload].flatMap((bytes) => [
    byteStringHead(bytes.length),
    bytes
  ]);
  const parts = [SIG_STRUCTURE_HEAD, ...strings];
  const encoded = new Uint8Array(parts.reduce((sizeBytes, part) => sizeBytes + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    encoded.set(part, offset);
    offset += part.length;
  }
  return encoded;
}
function byteStringHead(sizeBytes) {
  if (sizeBytes < 24) return [64 | sizeBytes];
  const exponent = [0, 1, 2].find((exponent2) => sizeBytes < 256 ** (1 << exponent2)) ?? 3;
  const argument = [];
  for (let rest = sizeBytes, i = 1 << exponent; i > 0; i--) {
    argument.unshift(rest % 256);
    rest = Math.floor(rest / 256);
  }
  return [88 | exponent, ...argument];
}
function parseFields(bytes) {
  let value;
  try {
    value = parseCbor(bytes, TAGGED);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw faultAt(cause.at?.offsetBytes ?? 0, cause.message, cause);
  }
  if (!Array.isArray(value)) throw faultAt(0, "expected an array of 4");
  return value;
}
function faultAt(offsetBytes, message, cause) {
  return new FormatError("cose-format", `COSE_Sign1: ${message}`, { at: { offsetBytes }, cause });
}

// src/measure/eif-signature.ts
var SIGN_AGAIN = "Write only the certificate to its file, for example with openssl x509 -in CERTIFICATE -out certificate.pem, and sign the unsigned image again with that file.";
var ALGORITHM_OF_CURVE = {
  "P-256": "ES256",
  "P-384": "ES384",
  "P-521": "ES512"
};
async function verifyEifSignature(section, imagePcr, at, hashing) {
  const { certificate, curve, sign1 } = parseSection(section, at);
  const algorithm = ALGORITHM_OF_CURVE[curve];
  if (sign1.algorithm !== algorithm) {
    throw new TrustError(
      "signature-invalid",
      `expected algorithm ${algorithm} for a key on ${curve}, found ${sign1.algorithm}`,
      { at }
    );
  }
  const verified = await verifySignature(certificate, curve, sign1, at);
  if (!verified) {
    throw new TrustError(
      "signature-invalid",
      "the image's signature does not verify under its certificate's key",
      {
        at,
        hint: "Sign the image again, and check that the certificate and the private key belong together."
      }
    );
  }
  if (!isPayloadFor(imagePcr, sign1.payload)) throw notThisImage(sign1.payload, imagePcr, at);
  const fingerprint = hashing.sha256();
  fingerprint.update(certificate.der);
  return { algorithm, certificate, certificateSha256: encodeHex(fingerprint.digest()) };
}
var OTHER_DIGESTS = /* @__PURE__ */ new Map([
  [32, "SHA-256"],
  [64, "SHA-512"]
]);
function notThisImage(payload, imagePcr, at) {
  const digest = OTHER_DIGESTS.get(signedValueBytes(payload) ?? 0);
  if (digest !== void 0) {
    return new TrustError(
      "signature-pcr0",
      `expected a signature over PCR0 ${imagePcr}, found one over a ${digest} ${ENCLAVE.image}`,
      {
        at,
        hint: `The image was built with a digest other than SHA-384, but enclaves measure only with SHA-384. Build and sign it without that option (--sha256, --algo).`
      }
    );
  }
  return new TrustError(
    "signature-pcr0",
    `expected a signature over PCR0 ${imagePcr}, found one over something else`,
    {
      at,
      hint: "The signature is valid, but for another image. Sign this image."
    }
  );
}
function signedValueBytes(payload) {
  try {
    const value = parseCbor(payload);
    const signed = value instanceof Map ? value.get("register_value") : void 0;
    return Array.isArray(signed) ? signed.length : void 0;
  } catch (cause) {
    if (cause instanceof FormatError) return void 0;
    throw cause;
  }
}
async function verifySignature(certificate, curve, sign1, at) {
  const { spkiDer } = certificate.publicKey;
  try {
    return await verifyEcdsa({
      curve,
      spkiDer,
      data: sigStructure(sign1),
      signature: sign1.signature
    });
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new FormatError("signature-format", `signature section: ${cause.message}`, { at, cause });
  }
}
function isPayloadFor(imagePcr, payload) {
  const expected = [
    ["register_index", registerNumber(ENCLAVE.image)],
    ["register_value", [...decodeHex(imagePcr)]]
  ];
  try {
    const found = parseCbor(payload);
    return found instanceof Map && JSON.stringify([...found]) === JSON.stringify(expected);
  } catch (cause) {
    if (cause instanceof FormatError) return false;
    throw cause;
  }
}
function parseSection(section, at) {
  try {
    const entry = onlyEntry(parseCbor(section));
    const pem = byteList(entry.get("signing_certificate"), "signing_certificate");
    const certificate = parseCertificateFile(pem);
    const { curve } = certificate.publicKey;
    if (curve === void 0) throw refusal4("expected a key on a known curve");
    return {
      certificate,
      curve,
      sign1: parseCoseSign1(byteList(entry.get("signature"), "signature"))
    };
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const isOfCertificate = cause.code === "pem-format" || cause.code === "certificate-format";
    throw new FormatError("signature-format", `signature section: ${cause.message}`, {
      at,
      cause,
      ...isOfCertificate ? { hint: SIGN_AGAIN } : {}
    });
  }
}
function onlyEntry(list) {
  if (!Array.isArray(list)) throw refusal4("expected a CBOR list");
  const [entry] = list;
  if (list.length !== 1) throw refusal4(`expected a list of one entry, found ${list.length}`);
  if (!(entry instanceof Map)) throw refusal4("expected the entry to be a map");
  for (const key of entry.keys()) {
    if (key !== "signing_certificate" && key !== "signature")
      throw refusal4(`unknown key ${JSON.stringify(key)}`);
  }
  return entry;
}
function byteList(value, key) {
  if (!Array.isArray(value)) throw refusal4(`expected ${key} to be a list of integers`);
  const bytes = new Uint8Array(value.length);
  for (const [i, item] of value.entries()) {
    if (typeof item !== "number" || item < 0 || item > 255)
      throw refusal4(`expected ${key} to hold integers from 0 to 255 only`);
    bytes[i] = item;
  }
  return bytes;
}
function refusal4(message) {
  return new FormatError("signature-format", message);
}
export {
  SIGNATURE_BYTES,
  SPKI_HEAD,
  digestWithThreads,
  importEcdsaKey,
  parseCbor,
  parseCertificate,
  parseCertificateFile,
  parseCoseSign1,
  sigStructure,
  verifyEcdsa,
  verifyEifSignature,
  verifyWithKey
};
