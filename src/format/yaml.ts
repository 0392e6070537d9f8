import { type CST, type Document, isScalar, Parser, parseDocument, visit } from 'yaml';
import { FormatError } from '../base/errors.js';
import { YAML_MAX_CHARACTERS, YAML_MAX_DEPTH } from '../base/size-limits.js';

/**
 * Parses one YAML document (YAML 1.2.2, core schema) to plain values. In order: its size and its depth; one document
 * without errors and without warnings, no key twice in one mapping; no alias, which could make a small text a huge value, and no tag
 * of its own. Throws FormatError `yaml-format` with the offset.
 */
export function parseYaml(text: string): unknown {
  if (text.length > YAML_MAX_CHARACTERS) {
    throw refusal(`expected at most ${YAML_MAX_CHARACTERS} characters, found ${text.length}`);
  }
  requireDepth(text);
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    // The parser's own way compares each key with each other one: minutes for a file of megabytes.
    uniqueKeys: false,
    strict: true,
    prettyErrors: false,
    customTags: [],
  });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) throw refusal(fault.message, fault.pos[0]);
  requireUniqueKeys(document);
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw refusal('aliases (*name) are not taken', undefined, cause);
  }
}

/**
 * At most YAML_MAX_DEPTH collections inside one another. The parser's tokens are made without recursion; what composes
 * them recurses until the stack ends, and an engine that compiles a pattern there ends the process.
 */
function requireDepth(text: string): void {
  let level: CST.Token[] = [];
  for (const token of new Parser().parse(text)) {
    if (token.type === 'document' && token.value !== undefined) level.push(token.value);
  }
  for (let depth = 0; level.length > 0; depth++) {
    const collections = level.filter((token) => 'items' in token);
    const [first] = collections;
    if (depth === YAML_MAX_DEPTH && first !== undefined) {
      throw refusal(`expected at most ${YAML_MAX_DEPTH} levels, found more`, first.offset);
    }
    level = collections.flatMap(({ items }) =>
      items.flatMap(({ key, value }) => [key, value].filter((part) => part != null)),
    );
  }
}

/** No key twice in one mapping. A key is a scalar: what else becomes a text of its own would hide another one. */
function requireUniqueKeys(document: Document.Parsed): void {
  visit(document, {
    Map(_, { items }) {
      const known = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) throw refusal('expected a key that is a plain value');
        if (known.has(String(key.value))) {
          throw refusal(`the key ${String(key.value)} is there twice`, key.range?.[0]);
        }
        known.add(String(key.value));
      }
    },
  });
}

function refusal(message: string, offsetBytes?: number, cause?: unknown): FormatError {
  return new FormatError('yaml-format', `YAML: ${message}`, {
    ...(offsetBytes === undefined ? {} : { at: { offsetBytes } }),
    cause,
  });
}
