import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { AllowList } from '../../src/allowlist/allow-list.js';
import { encodeAllowList } from '../../src/allowlist/allow-list-document.js';
import {
  EXPORT_TARGETS,
  type ExportTarget,
  exportAllowList,
} from '../../src/allowlist/export-allow-list.js';
import type { StagedRelease } from '../../src/allowlist/staged-values.js';
import type { CurrentList } from '../../src/allowlist/transition.js';
import { verifyAllowList } from '../../src/allowlist/verify-allow-list.js';
import { DAY_MS, HOUR_MS } from '../../src/base/instant.js';
import { memorySigner } from '../fakes/memory-signer.js';
import {
  approveOp,
  grown,
  LIFE_MS,
  NOW,
  next,
  pcr,
  ROLE,
  retireOp,
  revokeOp,
  sealed,
  stagedProjection,
  stagedRelease,
  TRUST,
} from './sample-list.js';

const A = stagedRelease('v1.0', 'one');
const B = stagedRelease('v1.1', 'two');
const { PCR8: _, ...THREE } = stagedRelease('v2.0-rc+1', 'three').measurements;
const UNSIGNED: StagedRelease = { ...stagedRelease('v2.0-rc+1', 'three'), measurements: THREE };

const ONE = grown(approveOp(A));
const TWO = next(ONE, approveOp(B));
const MIXED = next(ONE, approveOp(UNSIGNED));
const ALONE = grown(approveOp(UNSIGNED));
const RETIRING = next(TWO, retireOp('v1.0'));
const WITH_ROLE = next(TWO, {
  kind: 'project',
  staged: stagedProjection([]),
  evidence: 'not-required',
});

/** PCR0, 1, 2 of the image by its name, and the PCR8 of the one signer. */
const [one, two, three] = ['one', 'two', 'three'].map((image) =>
  [0, 1, 2].map((index) => pcr(`${image} ${index}`)),
) as [string[], string[], string[]];
const signer = pcr('signer');

const verified = (list: AllowList, now = NOW) =>
  verifyAllowList(sealed(encodeAllowList(list)), { ...TRUST, pin: { list: list.list } }, now);
async function exported({ list }: CurrentList, target: string, now = NOW, release?: string) {
  return exportAllowList(
    await verified(list, now),
    target,
    now,
    release === undefined ? {} : { release },
  );
}
const textOf = async (current: CurrentList, target: ExportTarget) =>
  (await exported(current, target)).text;
const losses = async (current: CurrentList, target: ExportTarget) =>
  (await exported(current, target)).lost.map((sentence) => sentence.split(':')[0]);

describe('the exact bytes of', () => {
  test('nitro-cli', async () => {
    expect(await textOf(ONE, 'nitro-cli')).toBe(`{
  "Measurements": {
    "HashAlgorithm": "Sha384 { ... }",
    "PCR0": "${one[0]}",
    "PCR1": "${one[1]}",
    "PCR2": "${one[2]}",
    "PCR8": "${signer}"
  }
}
`);
    expect(await textOf(ALONE, 'nitro-cli')).toBe(`{
  "Measurements": {
    "HashAlgorithm": "Sha384 { ... }",
    "PCR0": "${three[0]}",
    "PCR1": "${three[1]}",
    "PCR2": "${three[2]}"
  }
}
`);
  });

  test('kms-condition', async () => {
    expect(await textOf(ONE, 'kms-condition')).toBe(`[
  {
    "Condition": {
      "StringEqualsIgnoreCase": {
        "kms:RecipientAttestation:PCR0": "${one[0]}",
        "kms:RecipientAttestation:PCR1": "${one[1]}",
        "kms:RecipientAttestation:PCR2": "${one[2]}",
        "kms:RecipientAttestation:PCR8": "${signer}"
      }
    }
  }
]
`);
    expect(await textOf(next(WITH_ROLE, retireOp('v1.0')), 'kms-condition')).toBe(`[
  {
    "Principal": {
      "AWS": "${ROLE.arn}"
    },
    "Condition": {
      "StringEqualsIgnoreCase": {
        "kms:RecipientAttestation:PCR0": "${one[0]}",
        "kms:RecipientAttestation:PCR1": "${one[1]}",
        "kms:RecipientAttestation:PCR2": "${one[2]}",
        "kms:RecipientAttestation:PCR3": "${ROLE.PCR3}",
        "kms:RecipientAttestation:PCR8": "${signer}"
      },
      "DateLessThan": {
        "aws:CurrentTime": "2026-02-03T12:00:00Z"
      }
    }
  },
  {
    "Principal": {
      "AWS": "${ROLE.arn}"
    },
    "Condition": {
      "StringEqualsIgnoreCase": {
        "kms:RecipientAttestation:PCR0": "${two[0]}",
        "kms:RecipientAttestation:PCR1": "${two[1]}",
        "kms:RecipientAttestation:PCR2": "${two[2]}",
        "kms:RecipientAttestation:PCR3": "${ROLE.PCR3}",
        "kms:RecipientAttestation:PCR8": "${signer}"
      }
    }
  }
]
`);
  });

  test('prowler', async () => {
    expect(await textOf(ALONE, 'prowler')).toBe(`aws:
  enclave_golden_pcr_values:
    PCR0:
      - "${three[0]}"
    PCR1:
      - "${three[1]}"
    PCR2:
      - "${three[2]}"
`);
    expect(await textOf(WITH_ROLE, 'prowler')).toBe(`aws:
  enclave_golden_pcr_values:
    PCR0:
      - "${one[0]}"
      - "${two[0]}"
    PCR1:
      - "${one[1]}"
      - "${two[1]}"
    PCR2:
      - "${one[2]}"
      - "${two[2]}"
    PCR3:
      - "${ROLE.PCR3}"
    PCR8:
      - "${signer}"
`);
  });

  test('evervault', async () => {
    expect(await textOf(ONE, 'evervault')).toBe(`{
  "signer": [
    {
      "pcr0": "${one[0]}",
      "pcr1": "${one[1]}",
      "pcr2": "${one[2]}",
      "pcr8": "${signer}"
    }
  ]
}
`);
    expect(await textOf(MIXED, 'evervault')).toBe(`{
  "signer": [
    {
      "pcr0": "${one[0]}",
      "pcr1": "${one[1]}",
      "pcr2": "${one[2]}",
      "pcr8": "${signer}"
    },
    {
      "pcr0": "${three[0]}",
      "pcr1": "${three[1]}",
      "pcr2": "${three[2]}"
    }
  ]
}
`);
  });

  test('pcr-flags', async () => {
    expect(await textOf(ALONE, 'pcr-flags')).toBe(
      `--pcr 0:${three[0]},1:${three[1]},2:${three[2]}\n`,
    );
    expect(await textOf(TWO, 'pcr-flags')).toBe(
      `--pcr 0:${one[0]},0:${two[0]},1:${one[1]},1:${two[1]},2:${one[2]},2:${two[2]},8:${signer}\n`,
    );
  });

  test('rvps', async () => {
    const message = (payload: string) =>
      `{\n  "version": "0.1.0",\n  "type": "sample",\n  "payload": "${btoa(payload)}"\n}\n`;
    expect(await textOf(ALONE, 'rvps')).toBe(
      message(
        `{"nitro_pcr0":["${three[0]}"],"nitro_pcr1":["${three[1]}"],"nitro_pcr2":["${three[2]}"]}`,
      ),
    );
    expect(await textOf(TWO, 'rvps')).toBe(
      message(
        `{"nitro_pcr0":["${one[0]}","${two[0]}"],"nitro_pcr1":["${one[1]}","${two[1]}"],` +
          `"nitro_pcr2":["${one[2]}","${two[2]}"],"nitro_pcr8":["${signer}"]}`,
      ),
    );
  });

  test('flashbots', async () => {
    expect(await textOf(ONE, 'flashbots')).toBe(`[
  {
    "measurement_id": "v1.0",
    "attestation_type": "aws-nitro",
    "measurements": {
      "0": {
        "expected": "${one[0]}"
      },
      "1": {
        "expected": "${one[1]}"
      },
      "2": {
        "expected": "${one[2]}"
      },
      "8": {
        "expected": "${signer}"
      }
    }
  }
]
`);
    const both = JSON.parse(await textOf(MIXED, 'flashbots'));
    expect(both.map((entry: { measurement_id: string }) => entry.measurement_id)).toEqual([
      'v1.0',
      'v2.0-rc+1',
    ]);
    expect(Object.keys(both[1].measurements)).toEqual(['0', '1', '2']);
  });

  test('env', async () => {
    expect(await textOf(ONE, 'env')).toBe(
      `PCR0=${one[0]}\nPCR1=${one[1]}\nPCR2=${one[2]}\nPCR8=${signer}\n`,
    );
    expect(await textOf(ALONE, 'env')).toBe(
      `PCR0=${three[0]}\nPCR1=${three[1]}\nPCR2=${three[2]}\n`,
    );
    expect(await textOf(MIXED, 'env')).toBe(
      `PCR_SETS=2\nPCR0_1=${one[0]}\nPCR1_1=${one[1]}\nPCR2_1=${one[2]}\nPCR8_1=${signer}\n` +
        `PCR0_2=${three[0]}\nPCR1_2=${three[1]}\nPCR2_2=${three[2]}\n`,
    );
  });
});

describe('as its reader reads it', () => {
  test('YAML', async () => {
    expect(parse(await textOf(TWO, 'prowler'))).toEqual({
      aws: {
        enclave_golden_pcr_values: {
          PCR0: [one[0], two[0]],
          PCR1: [one[1], two[1]],
          PCR2: [one[2], two[2]],
          PCR8: [signer],
        },
      },
    });
  });

  test('a line of env: a name, =, and digits that no shell changes', async () => {
    for (const current of [ONE, TWO, MIXED, WITH_ROLE]) {
      expect(await textOf(current, 'env')).toMatch(/^(?:PCR[A-Z0-9_]+=[0-9a-f]+\n)+$/);
    }
  });
});

describe('what is exported', () => {
  test.each(EXPORT_TARGETS)(
    '%s: nothing accepted is a refusal, not an empty list',
    async (target) => {
      const empty = next(ONE, revokeOp('v1.0', true));
      expect(empty.list.releases).toEqual([]);
      await expect(exported(empty, target)).toRejectWithCode('not-allowed');
      const retired = next(ONE, retireOp('v1.0', HOUR_MS, true));
      await expect(exported(retired, target, NOW + HOUR_MS)).toRejectWithCode('not-allowed');
    },
  );

  test.each(EXPORT_TARGETS)('%s: an expired list is a refusal', async (target) => {
    await expect(exported(ONE, target, NOW + LIFE_MS)).toRejectWithCode('list-expired');
  });

  test.each(EXPORT_TARGETS)(
    '%s: a retiring release until its end, and not after',
    async (target) => {
      const [before, after] = [NOW + 72 * HOUR_MS - 1, NOW + 72 * HOUR_MS];
      const id = target === 'nitro-cli' ? 'v1.0' : undefined;
      const { text } = await exported(RETIRING, target, before, id);
      const plain = target === 'rvps' ? atob(JSON.parse(text).payload) : text;
      expect(plain).toContain(one[0]);
      const later = await exported(RETIRING, target, after);
      expect(later.text).toBe((await exported(grown(approveOp(B)), target)).text);
    },
  );

  test.each(EXPORT_TARGETS)('%s: one release by its name', async (target) => {
    const { text, lost } = await exported(TWO, target, NOW, 'v1.1');
    expect(text).toBe((await exported(grown(approveOp(B)), target)).text);
    expect(lost).toContain('other accepted releases: v1.0');
    await expect(exported(TWO, target, NOW, 'v9')).toRejectWithCode('not-allowed');
    await expect(exported(RETIRING, target, NOW + 3 * DAY_MS, 'v1.0')).toRejectWithCode(
      'not-allowed',
    );
  });

  test('one set alone where the shape has room for one', async () => {
    await expect(exported(TWO, 'nitro-cli')).toRejectWithCode('usage');
  });

  test.each(['', 'Prowler', 'toString', '__proto__'])('no target %j', async (target) => {
    await expect(exported(ONE, target)).toRejectWithCode('usage');
  });
});

describe('approvals that a verifier pins', () => {
  const approval = { keys: [memorySigner().publicKey], threshold: 1 };

  test.each(EXPORT_TARGETS)('%s: a release without them is left out', async (target) => {
    const unapproved = await verifyAllowList(
      sealed(encodeAllowList(TWO.list)),
      { ...TRUST, approval },
      NOW,
    );
    expect(() => exportAllowList(unapproved, target, NOW)).toThrowWithCode('not-allowed');
  });

  test.each(EXPORT_TARGETS)('%s: roles without them', async (target) => {
    const unapproved = { releases: new Set<string>(), projection: true };
    const list = { ...(await verified(WITH_ROLE.list)), unapproved };
    const act = () => exportAllowList(list, target, NOW, { release: 'v1.0' });
    if (target === 'kms-condition' || target === 'prowler') {
      expect(act).toThrowWithCode('approval-missing');
    } else expect(act().text).toBe((await exported(WITH_ROLE, target, NOW, 'v1.0')).text);
  });
});

describe('what is lost', () => {
  const always = ['signature and version', 'expiry'];

  test('of one signed release without roles', async () => {
    for (const target of EXPORT_TARGETS) {
      const names = { evervault: ['ids'], flashbots: ['enclave'] } as Record<string, string[]>;
      expect([target, await losses(ONE, target)]).toEqual([
        target,
        [...always, ...(names[target] ?? ['ids', 'enclave'])],
      ]);
    }
  });

  test('sets, where registers are listed one by one', async () => {
    for (const target of EXPORT_TARGETS.filter((name) => name !== 'nitro-cli')) {
      const mixed = ['prowler', 'pcr-flags', 'rvps'].includes(target);
      expect([target, (await losses(TWO, target)).includes('sets')]).toEqual([target, mixed]);
    }
  });

  test('the end of a retiring release, which a KMS condition alone holds', async () => {
    const { lost } = await exported(RETIRING, 'evervault');
    expect(lost).toContain('retirement: v1.0 is accepted only until 2026-02-03T12:00:00Z');
    expect(await losses(RETIRING, 'kms-condition')).not.toContain('retirement');
    expect(await losses(RETIRING, 'env')).toContain('retirement');
  });

  test('that an unsigned release has no PCR8', async () => {
    const any = 'unsigned releases: v2.0-rc+1 would be accepted with any PCR8';
    for (const target of EXPORT_TARGETS)
      expect((await exported(ALONE, target)).lost).toContain(any);
    expect((await exported(MIXED, 'env')).lost).toContain(any);
    expect((await exported(MIXED, 'pcr-flags')).lost).toContain(
      'unsigned releases: PCR8 is listed for the signed ones, so a reader may refuse v2.0-rc+1',
    );
  });

  test('roles and removals', async () => {
    const current = next(WITH_ROLE, revokeOp('v1.0'));
    for (const target of EXPORT_TARGETS) {
      const found = await losses(current, target);
      expect(found).toContain('removals');
      expect([target, found.includes('roles')]).toEqual([target, target !== 'kms-condition']);
    }
  });

  test('the whole text of it', async () => {
    expect((await exported(next(WITH_ROLE, retireOp('v1.0')), 'prowler')).lost).toEqual([
      'signature and version: a reader cannot check that this is signed version 4, or the newest version',
      'expiry: the list expires at 2026-03-02T12:00:00Z, but this export does not expire',
      'roles: the export has the PCR3 of each instance role, but not its ARN',
      'sets: PCR0 of one release is accepted together with PCR1, PCR2 or PCR8 of another',
      'retirement: v1.0 is accepted only until 2026-02-03T12:00:00Z',
      'ids: v1.0, v1.1',
      'enclave: "signer"',
    ]);
  });
});

describe('hostile names', () => {
  const HOSTILE = [
    '__proto__',
    'a"b\\c',
    "a'; rm -rf / #",
    'a\nPCR0=x',
    'a\r\n---\nPCR0: []',
    '$(id) `id` $HOME',
    '\u001b[2Ja\u0085\u202eb\u2028\u{1f512}',
  ];

  test.each(HOSTILE)('enclave %j changes its own field alone', async (enclave) => {
    const list = { ...TWO.list, enclave };
    for (const target of EXPORT_TARGETS) {
      const release = target === 'nitro-cli' ? { release: 'v1.0' } : {};
      const { text } = exportAllowList(await verified(list), target, NOW, release);
      expect(text).toMatch(/^[\n\x20-\x7e]+\n$/);
      const usual = exportAllowList(await verified(TWO.list), target, NOW, release).text;
      if (target !== 'evervault') expect(text).toBe(usual);
      else {
        const sets = Object.entries(JSON.parse(usual))[0]?.[1];
        expect(Object.entries(JSON.parse(text))).toEqual([[enclave, sets]]);
        expect(text.split('\n').length).toBe(usual.split('\n').length);
      }
    }
  });

  test.each(['a\nPCR0=x', 'a"b', '$(id)', "a'b", ''])('release %j is in no list', async (id) => {
    const releases = ONE.list.releases.map((release) => ({ ...release, id }));
    expect(() => encodeAllowList({ ...ONE.list, releases })).toThrowWithCode('statement-format');
    await expect(exported(ONE, 'env', NOW, id)).toRejectWithCode('not-allowed');
  });

  test('a role of a partition or path that needs escapes stays one string', async () => {
    const arn = 'arn:aws:iam::111122223333:role/"}],\n"x\u202e';
    const list = {
      ...ONE.list,
      projection: { ...ONE.list.projection, instanceRoles: [{ arn, PCR3: ROLE.PCR3 }] },
    };
    const { text } = exportAllowList(await verified(list), 'kms-condition', NOW);
    expect(text).toMatch(/^[\n\x20-\x7e]+\n$/);
    expect(JSON.parse(text)).toHaveLength(1);
    expect(JSON.parse(text)[0].Principal).toEqual({ AWS: arn });
  });
});
