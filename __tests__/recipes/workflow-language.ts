import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as WorkflowParser from '@actions/workflow-parser';
import { build } from 'esbuild';

/** GitHub's own parser of workflows and evaluator of expressions. */
export interface WorkflowLanguage {
  /** What GitHub would refuse a workflow file for. */
  faults(name: string, content: string): Promise<readonly string[]>;
  /** The value of an expression, without `${{ }}`, as JSON. Functions beside the built-in ones take texts. */
  evaluate(
    expression: string,
    contexts: Readonly<Record<string, unknown>>,
    functions?: Readonly<Record<string, (...args: string[]) => unknown>>,
  ): unknown;
}

/** What is used of `@actions/expressions`, which comes with the parser. */
interface ExpressionLanguage {
  Lexer: new (text: string) => { lex(): { tokens: unknown[] } };
  Parser: new (tokens: unknown[], contexts: string[], functions: object[]) => { parse(): unknown };
  Evaluator: new (
    parsed: unknown,
    context: unknown,
    functions: Map<string, object>,
  ) => {
    evaluate(): unknown;
  };
  data: {
    reviver(this: unknown, key: string, value: unknown): unknown;
    replacer(this: unknown, key: string, value: unknown): unknown;
  };
}

/** The packages import JSON in a way that plain Node refuses: they are bundled once, and loaded from there. */
export async function loadWorkflowLanguage(): Promise<WorkflowLanguage> {
  const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-language-'));
  try {
    const outfile = join(folder, 'language.mjs');
    await build({
      stdin: {
        contents: `export * from '@actions/workflow-parser';
          export { Lexer, Parser, Evaluator, data } from '@actions/expressions';`,
        resolveDir: join(import.meta.dirname, '../..'),
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      outfile,
      logLevel: 'silent',
    });
    return languageOf(await import(pathToFileURL(outfile).href));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function languageOf({
  parseWorkflow,
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  Lexer,
  Parser,
  Evaluator,
  data,
}: typeof WorkflowParser & ExpressionLanguage): WorkflowLanguage {
  const toData = (value: unknown): unknown => JSON.parse(JSON.stringify(value), data.reviver);
  return {
    async faults(name, content) {
      const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
      if (value !== undefined) await convertWorkflowTemplate(context, value);
      return context.errors.getErrors().map(({ message }) => message);
    },
    evaluate(expression, contexts, functions = {}) {
      const own = Object.entries(functions).map(([name, run]) => ({
        ...{ name, minArgs: 0, maxArgs: 9 },
        call: (...args: { coerceString(): string }[]) =>
          toData(run(...args.map((arg) => arg.coerceString()))),
      }));
      const { tokens } = new Lexer(expression).lex();
      const parsed = new Parser(tokens, Object.keys(contexts), own).parse();
      const byName = new Map(own.map((one) => [one.name.toLowerCase(), one]));
      const result = new Evaluator(parsed, toData(contexts), byName).evaluate();
      return JSON.parse(JSON.stringify(result, data.replacer));
    },
  };
}
