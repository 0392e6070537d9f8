import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = import.meta.dirname;

const WINDOWS = join(FOLDER, '.venv/Scripts/python.exe');
const PYTHON = existsSync(WINDOWS) ? WINDOWS : join(FOLDER, '.venv/bin/python');

/**
 * Whether python-hcl2 is there. `scripts/test.mjs` installs it; without it the tests say so and go on, and with
 * `PCR_ALLOWLIST_REQUIRE_MOTO=1` this throws.
 */
export function hasHcl2(): boolean {
  const isThere = existsSync(PYTHON);
  if (!isThere && process.env['PCR_ALLOWLIST_REQUIRE_MOTO'] === '1') {
    throw new Error('PCR_ALLOWLIST_REQUIRE_MOTO=1 asks for python-hcl2 too, which is missing');
  }
  return isThere;
}

/** HCL as python-hcl2 reads it. Texts are still quoted as HCL quotes them. */
export function parseHcl(text: string): unknown {
  const printed = execFileSync(PYTHON, [join(FOLDER, 'parse_hcl.py')], {
    input: text,
    encoding: 'utf8',
  });
  return JSON.parse(printed);
}

/** What an expression of Terraform's language comes to in a folder; undefined without a Terraform or OpenTofu binary. */
export function terraformValue(expression: string, folder: string): unknown {
  for (const program of ['terraform', 'tofu']) {
    const { error, status, stdout, stderr } = spawnSync(program, ['console', '-no-color'], {
      cwd: folder,
      input: `jsonencode(${expression})\n`,
      encoding: 'utf8',
      env: { ...process.env, CHECKPOINT_DISABLE: '1' },
    });
    if (error !== undefined) continue;
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
    // The console prints a string as a quoted one.
    return JSON.parse(JSON.parse(stdout.trim()));
  }
  return undefined;
}
