export interface IamStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: object;
  readonly Condition?: object;
}

/** Every statement in the JSON blocks of a page. */
export function listStatements(page: string): readonly IamStatement[] {
  return [...page.matchAll(/```json\n([\s\S]*?)```/g)].flatMap(([, text = '']) => {
    const { Version, Statement } = JSON.parse(text) as {
      Version: string;
      Statement: readonly IamStatement[];
    };
    if (Version !== '2012-10-17') throw new Error(`an IAM policy without its version: ${text}`);
    return Statement;
  });
}
