/** A part of a sentence: words, or a command between backticks. */
export interface SentencePart {
  readonly text: string;
  readonly isCommand: boolean;
}

/** Splits a sentence into words and commands. An unpaired backtick is a word. */
export function sentenceParts(sentence: string): readonly SentencePart[] {
  const pieces = sentence.split('`');
  if (pieces.length % 2 === 0) return [{ text: sentence, isCommand: false }];
  return pieces
    .map((text, i) => ({ text, isCommand: i % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
