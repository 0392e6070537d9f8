import { githubRunner } from '../adapters/github/github-runner.js';
import { runStep } from './run-step.js';

/** Entry of the Action: what `action.yml` names. */
process.exitCode = await runStep(githubRunner());
