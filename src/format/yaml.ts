import { type CST, type Document, isScalar, Parser, parseDocument, visit } from 'yaml';
import { FormatError } from '../base/errors.js';
import { YAML_MAX_CHARACTERS, YAML_MAX_DEPTH } from '../base/size-limits.js';

/**
 * Parses one YAML document (YAML 1.2.2, core schema) to plain values. In order: its size and its depth; one document
 * without errors and warnings; no duplicate key in a mapping; no alias, which could expand a small text to a huge value,
 * and no custom tag. Throws FormatError `yaml-format` with the offset.
 */
export function parseYaml(text: string): unknown {
  if (text.length > YAML_MAX_CHARACTERS) {
    throw refusal(`expected at most ${YAML_MAX_CHARACTERS} characters, found ${text.length}`);
  }
  requireDepth(text);
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    // The parser's own check compares each key with every other one, which takes minutes for a file of megabytes.
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
    throw refusal('aliases (*name) are not allowed', undefined, cause);
  }
}

/**
 * At most YAML_MAX_DEPTH collections inside one another. The parser makes tokens without recursion, but composes them
 * recursively. Deep nesting would exhaust the stack, and an engine that compiles a regular expression there ends the
 * process.
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

/** Refuses a duplicate key in a mapping. A key must be a scalar, because the text of another key could hide a duplicate. */
function requireUniqueKeys(document: Document.Parsed): void {
  visit(document, {
    Map(_, { items }) {
      const known = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) throw refusal('expected a key that is a plain value');
        if (known.has(String(key.value))) {
          throw refusal(`duplicate key ${String(key.value)}`, key.range?.[0]);
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
