import type { AllowList, Release, Removed } from '../allowlist/allow-list.js';
import { formatInstant, type Instant } from '../base/instant.js';
import { pluralize } from '../base/plural.js';
import { ENCLAVE, PLATFORMS } from '../format/platform.js';
import type { Measurements } from '../measure/pcr.js';
import type {
  ChosenRelease,
  ReleaseStanding,
  StatusResult,
  WaitingRecord,
} from '../workflow/commands/status-result.js';
import type { PlannedKey } from '../workflow/keys/key-plans.js';
import { renderDifference } from './list-text.js';
import { renderNextSteps } from './next-step-text.js';
import { printable, renderColumns, type Style } from './text-layout.js';
import { ageText, lifeText } from './time-text.js';

type Row = readonly [string, string];

/** The state of a list, for a terminal. */
export function renderStatus(status: StatusResult, style: Style): string {
  const { chosen, releases, waiting, configured, keys, next, list, now } = status;
  if (chosen !== undefined) return renderChosen(chosen, now, style);
  return [
    listPart(status, style),
    part('Releases', releases.map((one) => standingText(one, now, style)).join(''), style),
    part(
      'Waiting for approval',
      waiting.map((one) => waitingText(one, now, style)).join(''),
      style,
    ),
    part(
      'Configuration, compared with the list',
      configured.map((one) => renderDifference(one, style)).join('') ||
        (list === undefined ? '' : '  no difference\n'),
      style,
    ),
    part('Keys', keys.map((key) => keyLine(key, style)).join(''), style),
    part('Next', renderNextSteps(next, style) || '  nothing to do\n', style),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function part(title: string, text: string, style: Style): string {
  return text === '' ? '' : `${style.bold(title)}\n${text}`;
}

function listPart({ pin, list, id, store, now }: StatusResult, style: Style): string {
  const title = `${style.bold(printable(pin.enclave))}\n`;
  const where: readonly Row[] = [
    ['list', pin.list],
    ['store', printable(store)],
  ];
  if (list === undefined || id === undefined) {
    return `${title}${renderColumns([...where, ['version', 'none: there is no list yet']])}`;
  }
  return `${title}${renderColumns([
    ...where,
    ['version', `${list.version}, SHA-256 ${id.sha256}`],
    ['issued', `${formatInstant(list.issuedAt)}, ${ageText(now - list.issuedAt)} ago`],
    ['expires', expiryText(list, now, style)],
  ])}`;
}

function expiryText(list: AllowList, now: Instant, style: Style): string {
  const text = `${formatInstant(list.expiresAt)}, ${lifeText(list, now)}`;
  return now < list.expiresAt ? text : style.red(text);
}

function standingText(standing: ReleaseStanding, now: Instant, style: Style): string {
  const { release } = standing;
  const colour = release.state === 'active' ? style.green : style.yellow;
  const title = `  ${style.bold(printable(release.id))}  ${colour(stateText(release, now))}\n`;
  return title + inset(standingRows(standing, now));
}

/** The state of a release for a verifier now. */
export function stateText(release: Release, now: Instant): string {
  if (release.state === 'active') return 'active';
  const end = formatInstant(release.retireAt);
  return now < release.retireAt
    ? `retiring until ${end}, in ${ageText(release.retireAt - now)}`
    : `retired since ${end}`;
}

/** A release of the list and its approvals, for every form of report. */
export function standingRows(
  { release, since, approvedBy }: ReleaseStanding,
  now: Instant,
): readonly Row[] {
  return [
    [ENCLAVE.image, release.measurements[ENCLAVE.image]],
    ['image', `${printable(release.image.name)}, SHA-256 ${release.image.sha256}`],
    ...sourceRows(release),
    ['since', `${formatInstant(since)}, ${ageText(now - since)} ago`],
    [
      'approved by',
      approvedBy.length === 0
        ? 'nobody: no approval was required'
        : approvedBy.map(printable).join(', '),
    ],
  ];
}

function sourceRows({ source }: Pick<Release, 'source'>): readonly Row[] {
  if (source === undefined) return [];
  const { repository, commit, ref } = source;
  return [['source', printable(`${repository} ${ref}, commit ${commit}`)]];
}

function inset(rows: readonly Row[]): string {
  return renderColumns(rows.map(([name, value]) => [`  ${name}`, value]));
}

function waitingText(one: WaitingRecord, now: Instant, style: Style): string {
  const { record, differences } = one;
  const name = record.kind === 'projection' ? 'the projection' : `release ${record.id}`;
  return [
    `  ${style.bold(printable(name))}\n`,
    inset([
      ['staged', `${formatInstant(record.stagedAt)}, ${ageText(now - record.stagedAt)} ago`],
      ['record', record.sha256],
      ...(record.kind === 'projection' ? [] : imageRows(record)),
      ['projection', one.projection],
      ...manifestRows(one),
      ...approvalRows(one),
    ]),
    ...differences.map((difference) => `  ${renderDifference(difference, style)}`),
  ].join('');
}

function imageRows(image: Pick<Release, 'measurements' | 'image' | 'source'>): readonly Row[] {
  return [
    ...pcrRows(image.measurements),
    ['image', `${printable(image.image.name)}, SHA-256 ${image.image.sha256}`],
    ...sourceRows(image),
  ];
}

function pcrRows(measurements: Measurements): readonly Row[] {
  return PLATFORMS['nitro-enclave'].measured.map(
    (name): Row => [name, measurements[name] ?? 'none: the image is not signed'],
  );
}

function manifestRows({ record, manifest }: WaitingRecord): readonly Row[] {
  if (record.kind === 'projection' || manifest === undefined) return [];
  const { path } = record.manifest;
  if ('fault' in manifest) return [['manifest', printable(manifest.fault)]];
  const how =
    manifest.measured === 'here'
      ? 'measured from the image'
      : 'the PCRs come from a file, and the image was not measured here';
  return [['manifest', `${printable(path)} verifies: ${how}`]];
}

/** The approvals found and needed, their holders, and the holders that have not approved. */
export function approvalRows({ keys, github }: WaitingRecord): readonly Row[] {
  const rows: Row[] = [];
  if (keys !== undefined) {
    const by = keys.by.length === 0 ? '' : `: ${keys.by.map(printable).join(', ')}`;
    rows.push(['approvals', `${keys.by.length} of ${keys.needed}${by}`]);
    if (keys.others.length > 0) rows.push(['not from', keys.others.map(printable).join(', ')]);
  }
  if (github.length > 0) {
    rows.push(['GitHub', printable(`approve requires ${github.join(' and ')}`)]);
  }
  if (rows.length === 0) rows.push(['approvals', 'none required']);
  return rows;
}

/** Whether a key follows the list, and the proof of its current policy. */
function keyLine(key: PlannedKey, style: Style): string {
  const { follows, proof, isOpen } = keyStanding(key);
  const colour = isOpen ? style.red : (text: string) => text;
  return `  ${style.bold(printable(key.key))}\n    ${printable(follows)}\n    ${colour(printable(proof))}\n`;
}

/** The two lines about a key, for every form of report. */
export function keyStanding({ plan, failures }: PlannedKey): {
  readonly follows: string;
  readonly proof: string;
  readonly isOpen: boolean;
} {
  if (plan === undefined) {
    const [failure] = failures;
    const why = failure === undefined ? '' : `: ${failure.message} (${failure.code})`;
    return { follows: `could not be read${why}`, proof: 'could not tell', isOpen: false };
  }
  const { verdict, data } = plan.before;
  const count = plan.changes.filter(({ action }) => action !== 'keep').length;
  const follows = plan.isNothing
    ? 'follows the list'
    : `does not follow the list: ${pluralize(count, 'statement differs', 'statements differ')}`;
  const isHeld = plan.refusals.length > 0;
  return {
    follows: isHeld ? `${follows}, and a plan for it would be held back` : follows,
    proof: `proof: ${verdict ?? 'could not tell'}`,
    isOpen: data === 'open' || data === 'outage',
  };
}

function renderChosen(chosen: ChosenRelease, now: Instant, style: Style): string {
  const { id, listed, removed, waiting } = chosen;
  return [
    ...(listed === undefined ? [] : [listedText(listed, now, style)]),
    ...removed.map((entry) => {
      const why = entry.why === 'revoked' ? `revoked: ${entry.reason}` : 'retired';
      return `  ${style.bold(printable(id))}  ${style.red(printable(why))}\n${inset(removedRows(entry))}`;
    }),
    ...waiting.map((one) => waitingText(one, now, style)),
  ].join('');
}

function listedText(standing: ReleaseStanding, now: Instant, style: Style): string {
  const { release } = standing;
  const title = `  ${style.bold(printable(release.id))}  ${stateText(release, now)}\n`;
  return title + inset(listedRows(standing, now));
}

/** Everything about a release of the list, for every form of report. */
export function listedRows(standing: ReleaseStanding, now: Instant): readonly Row[] {
  const { release } = standing;
  return [
    ...pcrRows(release.measurements),
    ...standingRows(standing, now).filter(([name]) => name !== ENCLAVE.image),
    ['manifest', `${printable(release.manifest.path)}, SHA-256 ${release.manifest.sha256}`],
    ['record', release.staged],
    ...release.changes.map(
      ({ what, version, at }): Row => [
        'change',
        `${what} at ${formatInstant(at)}, version ${version}`,
      ],
    ),
  ];
}

/** The record of a removed release in the list, for every form of report. */
export function removedRows(entry: Removed): readonly Row[] {
  return [
    ['since', formatInstant(entry.when)],
    [ENCLAVE.image, entry[ENCLAVE.image]],
    ['record', entry.staged],
  ];
}
