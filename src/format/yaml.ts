import { parseDocument } from 'yaml';
import { FormatError } from '../base/errors.js';
import { TEXT_FILE_MAX_BYTES } from '../base/limits.js';

/**
 * Parses one YAML document (YAML 1.2.2, core schema) to plain values. In order: its size; one document without errors
 * and without warnings, no key twice in one mapping; no alias, which could make a small text a huge value, and no tag
 * of its own. Throws FormatError `yaml-format` with the offset.
 */
export function parseYaml(text: string): unknown {
  if (text.length > TEXT_FILE_MAX_BYTES) {
    throw refusal(`expected at most ${TEXT_FILE_MAX_BYTES} characters, found ${text.length}`);
  }
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    strict: true,
    prettyErrors: false,
    customTags: [],
  });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) throw refusal(fault.message, fault.pos[0]);
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw refusal('aliases (*name) are not taken', undefined, cause);
  }
}

function refusal(message: string, offsetBytes?: number, cause?: unknown): FormatError {
  return new FormatError('yaml-format', `YAML: ${message}`, {
    ...(offsetBytes === undefined ? {} : { at: { offsetBytes } }),
    cause,
  });
}
