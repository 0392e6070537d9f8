import { githubRunner } from '../adapters/github/github-runner.js';
import { run } from './run-step.js';

/** Entry of the Action: what `action.yml` names. */
process.exitCode = await run(githubRunner());
