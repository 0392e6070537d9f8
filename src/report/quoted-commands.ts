/** A piece of a sentence: words, or a command that stands between backticks. */
export interface SentencePart {
  readonly text: string;
  readonly isCommand: boolean;
}

/** A sentence with the commands that it names. Backticks without a partner are words. */
export function sentenceParts(sentence: string): readonly SentencePart[] {
  const pieces = sentence.split('`');
  if (pieces.length % 2 === 0) return [{ text: sentence, isCommand: false }];
  return pieces
    .map((text, i) => ({ text, isCommand: i % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
