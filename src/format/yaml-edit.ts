import {
  type Document,
  isCollection,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { PlainJson } from './strict-json.js';
import { parseYaml } from './yaml.js';

/** The place of a value: keys of mappings and indices of sequences. */
export type YamlPath = readonly (string | number)[];

/**
 * A YAML document that is edited in place. Everything else keeps its values, comments, quotes and order. The layout becomes
 * that of the library: indentation of two spaces, and one space before a comment.
 */
export class YamlEdit {
  private readonly document: Document.Parsed;

  /** Throws as `parseYaml` does. */
  constructor(text: string) {
    parseYaml(text);
    this.document = parseDocument(text, { version: '1.2', schema: 'core' });
  }

  /** Appends a value to an existing sequence, in the style of its entries. */
  append(path: YamlPath, value: PlainJson): void {
    const sequence = this.document.getIn(path);
    if (!isSeq(sequence)) throw new Error(`no sequence at ${path.join('.')}`);
    sequence.add(this.nodeOf(value, sequence.flow === true));
  }

  /** Sets a value. A comment beside the old value stays. */
  set(path: YamlPath, value: PlainJson): void {
    const before = this.document.getIn(path, true);
    if (isScalar(before) && (typeof value !== 'object' || value === null)) {
      before.value = value;
      return;
    }
    const node = this.nodeOf(value, false);
    if (isScalar(before) && isCollection(node)) {
      const comments = [before.commentBefore, before.comment].filter((one) => one != null);
      if (comments.length > 0) node.commentBefore = comments.join('\n');
    }
    this.document.setIn(path, node);
  }

  /** Removes a value with the comments that belong to it. */
  remove(path: YamlPath): void {
    this.document.deleteIn(path);
  }

  /** A value as nodes. Sequences of plain values are on one line. */
  private nodeOf(value: PlainJson, flow: boolean): Node {
    const node = this.document.createNode(value, { flow });
    visit(node, {
      Seq(_, sequence) {
        if (sequence.items.every(isScalar)) sequence.flow = true;
      },
    });
    return node;
  }

  toString(): string {
    return this.document.toString({ lineWidth: 0, flowCollectionPadding: false });
  }
}
