import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex, encodeUtf8 } from '../../base/encoding.js';
import { suppressMentions } from './suppress-mentions.js';

/** GitHub's bound on the body of an issue, in characters. */
export const ISSUE_BODY_MAX_CHARACTERS = 65_536;
/** GitHub's bound on a title is 256. */
const TITLE_MAX_CHARACTERS = 200;
const ENCLAVE_DIGEST_DIGITS = 32;

/** The list of an enclave, which is the subject of an issue. */
export interface IssuePin {
  readonly list: string;
  readonly enclave: string;
}

/**
 * `none` closes the issue. `drift` and `unknown` keep it open, because a check that could not run did not find that all
 * is well.
 */
export type DriftStatus = 'none' | 'drift' | 'unknown';

/** One of our issues on GitHub. */
export interface DriftIssue {
  readonly number: number;
  readonly isOpen: boolean;
  readonly body: string;
}

/** The action to take. `duplicates` are our other open issues for the same list. */
export type DriftIssueDecision = { readonly duplicates: readonly number[] } & (
  | { readonly kind: 'nothing'; readonly issue: number | undefined }
  | { readonly kind: 'create'; readonly title: string; readonly body: string }
  | { readonly kind: 'update' | 'reopen' | 'close'; readonly issue: number; readonly body: string }
);

/** The line that begins our part of an issue. It names list and enclave, in characters that cannot end the comment. */
export function driftMarker({ list, enclave }: IssuePin): string {
  const digest = encodeHex(sha256(encodeUtf8(enclave))).slice(0, ENCLAVE_DIGEST_DIGITS);
  return `<!-- pcr-allowlist drift list=${list} enclave=${digest} -->`;
}

/** The line that ends our part of an issue. Text after it belongs to others and is kept. */
const END_MARKER = '<!-- pcr-allowlist drift end -->';

/** Whether a body is about this list and enclave: a whole line is the marker. */
export function isAbout(body: string, pin: IssuePin): boolean {
  return linesOf(body).includes(driftMarker(pin));
}

/**
 * Decides what to do with the issue of an enclave. Pure. The oldest issue counts, open or closed, so that there is
 * never a second one. `render` returns our part within a number of characters. Text of others before and after our part
 * is kept. If it leaves no room, our part is one line that says so.
 */
export function decideDriftIssue(
  pin: IssuePin,
  status: DriftStatus,
  render: (maxCharacters: number) => string,
  found: readonly DriftIssue[],
): DriftIssueDecision {
  const [issue, ...others] = [...found].sort((a, b) => a.number - b.number);
  const duplicates = others.filter(({ isOpen }) => isOpen).map(({ number }) => number);
  if (issue === undefined) {
    if (status === 'none') return { kind: 'nothing', issue: undefined, duplicates };
    const body = bodyWith('', '', pin, render);
    return { kind: 'create', title: titleOf(pin), body, duplicates };
  }
  const { number } = issue;
  if (status === 'none' && !issue.isOpen) return { kind: 'nothing', issue: number, duplicates };
  const { before, after } = othersText(issue.body, pin);
  const body = bodyWith(before, after, pin, render);
  if (status === 'none') return { kind: 'close', issue: number, body, duplicates };
  if (!issue.isOpen) return { kind: 'reopen', issue: number, body, duplicates };
  if (body === issue.body) return { kind: 'nothing', issue: number, duplicates };
  return { kind: 'update', issue: number, body, duplicates };
}

function titleOf({ enclave }: IssuePin): string {
  // One line of printable characters: a title is not Markdown, but mails and lists show it.
  const name = enclave.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return suppressMentions([...`Policy drift: ${name}`].slice(0, TITLE_MAX_CHARACTERS).join(''));
}

function bodyWith(
  before: string,
  after: string,
  pin: IssuePin,
  render: (maxCharacters: number) => string,
): string {
  const frame = (text: string): string =>
    `${before}${driftMarker(pin)}\n${text}\n${END_MARKER}\n${after}`;
  const room = ISSUE_BODY_MAX_CHARACTERS - frame('').length;
  // Suppressing mentions adds characters, so the second attempt gives the renderer less room.
  let text = suppressMentions(render(room));
  if (text.length > room) text = suppressMentions(render(Math.max(0, 2 * room - text.length)));
  if (text.length <= room) return frame(text);
  const short = 'The report does not fit here. See the summary of the run.';
  return frame(short.length <= room ? short : '');
}

/** The text before and after our part. Without the end marker, only the start marker is known to be ours. */
function othersText(
  body: string,
  pin: IssuePin,
): { readonly before: string; readonly after: string } {
  const lines = linesOf(body);
  const first = lines.indexOf(driftMarker(pin));
  const end = lines.indexOf(END_MARKER, first);
  const last = end < 0 ? first : end;
  return {
    before: lines
      .slice(0, first)
      .map((line) => `${line}\n`)
      .join(''),
    after: lines.slice(last + 1).join('\n'),
  };
}

/** GitHub's web editor sends line ends as CR LF. */
function linesOf(body: string): readonly string[] {
  return body.split(/\r?\n/);
}
