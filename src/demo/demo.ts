import { ended, failed, type Outcome } from '../workflow/outcome.js';
import { type DemoPorts, DemoRunner, type DemoStep } from './demo-runner.js';
import { pathInFolder } from './folder-ports.js';
import { DRIFT_REPORT, playStory, REPORT } from './story.js';

/** The result of the demo. */
export interface DemoResult {
  /** The folder of all created files. It is kept. */
  readonly folder: string;
  /** The report to read first. */
  readonly report: string;
  /** The findings of drift while the key policy was edited. */
  readonly driftReport: string;
  /** The enclave is simulated: its documents chain to a root that was created for this run, not to AWS's root. */
  readonly simulated: true;
  readonly root: string;
  readonly steps: readonly DemoStep[];
}

/**
 * Runs the whole story with the real commands in its own folder: init, a release, a release that waits for an approval,
 * documents of a simulated enclave, an edited key policy that drift finds and reconcile repairs, and a retire. Ends
 * with `internal` if a command does not end as the story says.
 */
export async function demo(ports: DemoPorts): Promise<Outcome<DemoResult>> {
  try {
    const stage = new DemoRunner(ports);
    const { folder, tell, style } = ports;
    const report = pathInFolder(folder, REPORT);
    const driftReport = pathInFolder(folder, DRIFT_REPORT);
    tell(`${style.bold('the story of two releases of an enclave, run with the real commands')}
  report  ${report}
          what is accepted, since when, and what the key lets in: open it when the story is over
  drift   ${driftReport}
          the same while somebody's edit of the key policy stood
  folder  ${folder}
          kept; cd there for commands of your own: pcr-allowlist is the program that you just ran

The signing keys and the key policy are files, so nothing leaves this machine. The enclave is SIMULATED: its root
is made in memory for this run and never written, and no option of pcr-allowlist can select it.
`);
    const root = await playStory(stage, ports);
    tell(`\n${style.bold('that was the story')}\n  report  ${report}\n`);
    const { steps } = stage;
    return ended('demo', { folder, report, driftReport, simulated: true, root, steps }, []);
  } catch (error) {
    return failed('demo', error);
  }
}
