import { githubRunner } from '../adapters/github-runner.js';
import { run } from './run.js';

/** Entry of the Action: what `action.yml` names. */
process.exitCode = await run(githubRunner());
