import type { KeyReport } from '../drift/drift-report.js';
import { type Html, markup } from './html.js';
import { cardTable } from './html-table.js';
import { timeHtml, withTimes } from './html-time.js';

/** The policy of each key: the proof, who is admitted, who may change it, and what reconcile would do. */
export function keysHtml(keys: readonly KeyReport[]): Html {
  if (keys.length === 0) return markup`<p class="soft">The list has no KMS keys.</p>`;
  return markup`${keys.map(keyHtml)}`;
}

/** The words for the result of the proof. */
const STANDINGS: Readonly<Record<KeyReport['data'], string>> = {
  locked: 'locked',
  open: 'open',
  wider: 'wider than the list',
  outage: 'outage',
  unknown: 'could not tell',
  unread: 'not read',
  'not-applicable': 'not applicable',
};

function keyHtml(key: KeyReport): Html {
  const { admitted, releases = [], authority, changes, sizeBytes, maxBytes } = key;
  const size =
    sizeBytes === undefined
      ? undefined
      : markup`<div class="meter"><i style="width:${Math.min(100, Math.ceil((100 * sizeBytes) / maxBytes))}%"></i></div><p class="soft">${sizeBytes} of ${maxBytes} bytes of policy</p>`;
  return markup`<section class="key ${key.data}"><h3><span class="tag">${STANDINGS[key.data]}</span> <code>${key.key}</code></h3><p>${withTimes(key.verdict)}</p>${size}
${admittedHtml(admitted)}
${stoppedHtml(releases)}
${authority.length === 0 ? undefined : authorityHtml(authority)}
${changes.length === 0 ? undefined : changesHtml(changes)}</section>`;
}

function admittedHtml(admitted: KeyReport['admitted']): Html | undefined {
  if (admitted.length === 0) return undefined;
  const rows = admitted.map(({ principal, registers, releases, until, doubts }) => {
    const values = Object.entries(registers).map(
      ([name, value]) =>
        markup`<span class="pcr" title="${name} ${value}">${name} <code>${value.slice(0, 12)}…</code></span> `,
    );
    const narrower =
      doubts === undefined
        ? undefined
        : markup` <span class="soft">(may be narrower than shown: ${doubts.join('; ')})</span>`;
    return {
      cells: [
        markup`<code>${principal}</code>`,
        markup`${values}`,
        markup`${releases.join(', ') || 'none of the list'}${narrower}`,
        until === undefined ? markup`no end` : timeHtml(until),
      ],
    };
  });
  return cardTable(['admitted', 'with', 'release', 'until'], rows);
}

/** Accepted releases that are not certain to be admitted. */
function stoppedHtml(releases: NonNullable<KeyReport['releases']>): Html | undefined {
  const stopped = releases.filter(({ answer }) => answer !== 'admitted');
  if (stopped.length === 0) return undefined;
  const rows = stopped.map(({ release, role, action, answer, by, doubts = [] }) => ({
    kind: answer === 'denied' ? 'critical' : 'unknown',
    cells: [
      markup`<span class="tag">${answer === 'denied' ? 'denied' : 'could not tell'}</span>`,
      markup`${release}`,
      markup`${action}`,
      markup`<code>${role}</code>`,
      markup`${[...by, ...doubts].join('; ')}`,
    ],
  }));
  return cardTable(['accepted release, and the key', 'release', 'action', 'role', 'by'], rows);
}

function authorityHtml(authority: KeyReport['authority']): Html {
  const rows = authority.map(({ principal, actions, isAdministrator }) => ({
    cells: [
      markup`<code>${principal}</code>`,
      markup`${actions.join(', ')}`,
      markup`${isAdministrator ? 'administrator' : 'not in the configuration'}`,
    ],
  }));
  return markup`<details><summary>Who may change the policy (${authority.length})</summary>${cardTable(['principal', 'actions', 'named as'], rows)}</details>`;
}

function changesHtml(changes: KeyReport['changes']): Html {
  const items = changes.map(
    ({ sid, action, release }) =>
      markup`<li>${action} <code>${sid}</code>${release === undefined ? '' : `, for ${release}`}</li>`,
  );
  return markup`<p><code>pcr-allowlist reconcile</code> would:</p><ul>${items}</ul>`;
}
