import { formatInstant } from '../base/instant.js';
import type { KeyReport } from '../drift/drift-report.js';
import { type Html, markup } from './html.js';

/** The policy of each key: what the proof says, who is admitted, who may change it, and what reconcile would do. */
export function keysHtml(keys: readonly KeyReport[]): Html {
  if (keys.length === 0) return markup`<p class="soft">The list has no keys.</p>`;
  return markup`${keys.map(keyHtml)}`;
}

function keyHtml(key: KeyReport): Html {
  const { admitted, releases = [], authority, changes, sizeBytes, maxBytes } = key;
  const size =
    sizeBytes === undefined
      ? undefined
      : markup`<div class="meter"><i style="width:${Math.min(100, Math.ceil((100 * sizeBytes) / maxBytes))}%"></i></div><p class="soft">${sizeBytes} of ${maxBytes} bytes</p>`;
  return markup`<section class="key ${key.data}"><h3><span class="tag">${key.data}</span> <code>${key.key}</code></h3><p>${key.verdict}</p>${size}
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
        markup`<span title="${name} ${value}">${name} <code>${value.slice(0, 12)}…</code></span> `,
    );
    return markup`<tr><td><code>${principal}</code></td><td>${values}</td><td>${releases.join(', ') || 'none of the list'}</td><td>${until === undefined ? '' : formatInstant(until)}</td>${doubts === undefined ? undefined : markup`<td>may be narrower than shown: ${doubts.join('; ')}</td>`}</tr>`;
  });
  return markup`<div class="wide"><table><thead><tr><th>admitted</th><th>with</th><th>release</th><th>until</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Accepted releases that do not get through for certain. */
function stoppedHtml(releases: NonNullable<KeyReport['releases']>): Html | undefined {
  const stopped = releases.filter(({ answer }) => answer !== 'admitted');
  if (stopped.length === 0) return undefined;
  const rows = stopped.map(
    ({ release, role, action, answer, by, doubts = [] }) =>
      markup`<tr class="${answer === 'denied' ? 'critical' : 'unknown'}"><td><span class="tag">${answer}</span></td><td>${release}</td><td>${action}</td><td><code>${role}</code></td><td>${[...by, ...doubts].join('; ')}</td></tr>`,
  );
  return markup`<div class="wide"><table><thead><tr><th>accepted, and</th><th>release</th><th>action</th><th>role</th><th>by</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function authorityHtml(authority: KeyReport['authority']): Html {
  const rows = authority.map(
    ({ principal, actions, isAdministrator }) =>
      markup`<tr><td><code>${principal}</code></td><td>${actions.join(', ')}</td><td>${isAdministrator ? 'administrator' : 'nobody named it'}</td></tr>`,
  );
  return markup`<details><summary>Who may change the policy (${authority.length})</summary><div class="wide"><table><tbody>${rows}</tbody></table></div></details>`;
}

function changesHtml(changes: KeyReport['changes']): Html {
  const items = changes.map(
    ({ sid, action, release }) =>
      markup`<li>${action} <code>${sid}</code>${release === undefined ? '' : `, for ${release}`}</li>`,
  );
  return markup`<p>reconcile would:</p><ul>${items}</ul>`;
}
