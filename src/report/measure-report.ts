import type { MeasureResult } from '../workflow/commands/measure-result.js';
import type { MeasureForm } from '../workflow/options/measure-request.js';
import type { Outcome } from '../workflow/outcome.js';
import { renderDescription } from './describe-eif.js';
import { measureJson, measurementsJson } from './measure-json.js';
import { renderMeasureText } from './measure-text.js';
import { renderOutcomeJson } from './outcome-json.js';
import type { Style } from './text-layout.js';

/** An outcome of `measure` in the requested format. */
export interface RenderedMeasure {
  readonly out: string;
  /** The content of the `output` file. Absent if the image was refused, so that no file is written. */
  readonly file?: string;
}

/**
 * The formats for other programs print nothing for a refused image, because their readers need not know our exit codes.
 */
export function renderMeasure(
  outcome: Outcome<MeasureResult>,
  form: MeasureForm,
  style: Style,
): RenderedMeasure {
  const { result, exitCode } = outcome;
  const accepted = exitCode === 0 && result !== undefined;
  switch (form) {
    case 'json': {
      const json = renderOutcomeJson(outcome, measureJson);
      return accepted ? { out: json, file: json } : { out: json };
    }
    case 'report': {
      const out = result === undefined ? '' : renderMeasureText(result, style);
      return accepted ? { out, file: renderOutcomeJson(outcome, measureJson) } : { out };
    }
    case 'describe':
    case 'nitro-cli': {
      if (!accepted) return { out: '' };
      const text = form === 'describe' ? renderDescription(result.eif) : renderNitroCli(result);
      return { out: text, file: text };
    }
  }
}

/** The output of `nitro-cli build-enclave` on standard output. */
function renderNitroCli({ eif }: MeasureResult): string {
  return `${JSON.stringify({ Measurements: measurementsJson(eif.measurements) }, null, 2)}\n`;
}
