const WIDTH = 920;
const HEIGHT = 260;
const BOX = { width: 164, height: 74 };

/** A box with its place, its title, and the lines below. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly title: string;
  readonly lines: readonly string[];
  readonly isMain?: boolean;
}

type Side = 'left' | 'right' | 'up' | 'down' | 'up-right' | 'down-left' | 'down-right';

const BOXES = {
  image: { x: 16, y: 16, title: 'enclave.eif', lines: ['the image that', 'your build made'] },
  manifest: {
    x: 257,
    y: 16,
    title: 'PCR manifest',
    lines: ['signed, immutable,', 'one for each image'],
  },
  list: {
    x: 498,
    y: 16,
    title: 'allow-list',
    lines: ['signed, versioned,', 'expiring'],
    isMain: true,
  },
  keys: { x: 740, y: 16, title: 'KMS key policies', lines: ['open to the listed', 'images alone'] },
  verifiers: { x: 740, y: 170, title: 'verifiers', lines: ['accept the listed', 'images alone'] },
  people: { x: 257, y: 170, title: 'approvers', lines: ['keys, or reviewers', 'on GitHub'] },
  report: {
    x: 498,
    y: 170,
    title: 'drift report',
    lines: ['list, keys, images', 'and enclaves, nightly'],
  },
} satisfies Readonly<Record<string, Box>>;

/** Arrows from a side of one box to a side of another, each with the command that it stands for. */
const ARROWS: readonly (readonly [keyof typeof BOXES, Side, keyof typeof BOXES, Side, string])[] = [
  ['image', 'right', 'manifest', 'left', 'measure'],
  ['manifest', 'right', 'list', 'left', 'publish'],
  ['list', 'right', 'keys', 'left', 'reconcile'],
  ['people', 'up-right', 'list', 'down-left', 'approve'],
  ['list', 'down-right', 'verifiers', 'left', 'verify, export'],
  ['list', 'down', 'report', 'up', 'drift'],
];

/**
 * The picture of the README as SVG. It has colours for light and for dark pages, between which a browser chooses, and names no
 * font that has to be fetched.
 */
export function flowSvg(): string {
  const description =
    'An image is measured, its PCR manifest is signed and published into the allow-list, with approvals. Key policies and verifiers follow the list, and drift compares all of them with it.';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title description">
<title id="title">From an enclave image to the keys and verifiers that trust it</title>
<desc id="description">${description}</desc>
<style>
svg{color-scheme:light dark;font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.box{fill:#f5f7fa;stroke:#c3cad4}.main{fill:#e8f0ff;stroke:#2f5fd0;stroke-width:2}
.title{fill:#1c2430;font-size:16px;font-weight:600}.line{fill:#56616f;font-size:13px}
.arrow{fill:none;stroke:#2f5fd0;stroke-width:2}.head{fill:#2f5fd0}
.label{fill:#1c4bb0;font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
@media (prefers-color-scheme:dark){
.box{fill:#19202a;stroke:#3c4859}.main{fill:#1b2a4a;stroke:#86aaff}
.title{fill:#e6eaf0}.line{fill:#9aa6b6}.arrow{stroke:#86aaff}.head{fill:#86aaff}.label{fill:#a9c2ff}
}
</style>
<defs><marker id="head" class="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>
${ARROWS.map(arrow).join('\n')}
${Object.values(BOXES).map(box).join('\n')}
</svg>
`;
}

function box({ x, y, title, lines, isMain }: Box): string {
  const middle = x + BOX.width / 2;
  const texts = lines.map(
    (line, i) =>
      `<text class="line" x="${middle}" y="${y + 44 + i * 17}" text-anchor="middle">${line}</text>`,
  );
  return `<rect class="box${isMain ? ' main' : ''}" x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="8"/>
<text class="title" x="${middle}" y="${y + 23}" text-anchor="middle">${title}</text>
${texts.join('\n')}`;
}

function arrow([from, fromSide, to, toSide, label]: (typeof ARROWS)[number]): string {
  const [a, b] = [pointOf(from, fromSide), pointOf(to, toSide)];
  const x = (a.x + b.x) / 2;
  const y = (a.y + b.y) / 2;
  // Above a level arrow, and beside the others: on the side that their way does not take.
  const place =
    a.y === b.y
      ? { x, y: y - 9, anchor: 'middle' }
      : a.y > b.y
        ? { x: x - 12, y: y - 4, anchor: 'end' }
        : { x: x + 10, y: y + 4, anchor: 'start' };
  return `<path class="arrow" marker-end="url(#head)" d="M${a.x} ${a.y}L${b.x} ${b.y}"/>
<text class="label" x="${place.x}" y="${place.y}" text-anchor="${place.anchor}">${label}</text>`;
}

function pointOf(name: keyof typeof BOXES, side: Side): { readonly x: number; readonly y: number } {
  const { x, y } = BOXES[name];
  const { width, height } = BOX;
  switch (side) {
    case 'left':
      return { x: x - 4, y: y + height / 2 };
    case 'right':
      return { x: x + width, y: y + height / 2 };
    case 'up':
      return { x: x + width / 2, y: y - 4 };
    case 'down':
      return { x: x + width / 2, y: y + height };
    case 'up-right':
      return { x: x + width * 0.75, y };
    case 'down-left':
      return { x: x + width * 0.2, y: y + height + 4 };
    default:
      return { x: x + width * 0.85, y: y + height };
  }
}
