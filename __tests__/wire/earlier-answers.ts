/** What identifies a read: two equal ones ask for the same thing. */
interface Read {
  readonly method: string;
  readonly path: string;
  readonly target: string | undefined;
  readonly body: Uint8Array;
}

/** For each read the newest two answers that differ. */
export class EarlierAnswers<Answer extends { readonly body: Uint8Array }> {
  private readonly answers = new Map<string, readonly Answer[]>();

  /** The answer before this one that differs from it, if any. */
  remember(read: Read, answer: Answer): Answer | undefined {
    const { method, path, target = '', body } = read;
    const identity = JSON.stringify([method, path, target, Buffer.from(body).toString('base64')]);
    const known = this.answers.get(identity) ?? [];
    const others = known.filter((one) => !Buffer.from(one.body).equals(answer.body));
    this.answers.set(identity, [...others.slice(-1), answer]);
    return others.at(-1);
  }
}
