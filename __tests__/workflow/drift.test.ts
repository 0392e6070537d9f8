import { beforeEach, describe, expect, test } from '@jest/globals';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { AdapterError } from '../../src/base/errors.js';
import { DAY_MS, HOUR_MS } from '../../src/base/instant.js';
import type { DriftFinding, DriftReport } from '../../src/drift/drift-report.js';
import type { KeyPolicyPort } from '../../src/keypolicy/port.js';
import type { OptionValues } from '../../src/workflow/option-values.js';
import type { ListPorts } from '../../src/workflow/ports.js';
import { runListCommand } from '../../src/workflow/run-list-command.js';
import { changed, ListWorld, unsignedImage } from '../fakes/list-world.js';

const ROLE = 'arn:aws:iam::111122223333:role/signer';
const ADMIN = 'arn:aws:iam::111122223333:role/kms-admin';
const ADMINISTRATION = {
  Sid: 'Administration',
  Effect: 'Allow',
  Principal: { AWS: ADMIN },
  Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:ListGrants'],
  Resource: '*',
};
const OPEN = {
  Sid: 'Open',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/anybody' },
  Action: 'kms:GenerateDataKey',
  Resource: '*',
};
const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [ADMINISTRATION] });

const keyText = (name: string, bind = '[PCR0, PCR3]', more = '') =>
  `{key: "file:${name}.json", actions: [kms:Decrypt], bind: ${bind}, guard: true, administrators: ["${ADMIN}"]${more}}`;

let world: ListWorld;

async function drift(values: OptionValues = {}, ports = world.ports()) {
  const ended = await runListCommand('drift', values, ports);
  if (ended.kind !== 'drift') throw new Error('another command ran');
  const { exitCode, result, error } = ended.outcome;
  if (result === undefined) throw new Error(`${error?.code}: ${error?.message}`);
  return { exitCode, code: error?.code, report: result };
}

const found = ({ findings }: DriftReport, rule: string): readonly DriftFinding[] =>
  findings.filter((finding) => finding.rule === rule);
const rules = ({ findings }: DriftReport): readonly string[] =>
  [
    ...new Set(findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule)),
  ].sort();
const policyOf = (name: string): { Statement: Record<string, unknown>[] } =>
  JSON.parse(Buffer.from(world.files.get(`${name}.json`) ?? '').toString());
const writePolicy = (name: string, policy: object) =>
  world.write(`${name}.json`, JSON.stringify(policy));

/** The same world in which every write fails: drift changes nothing. */
function readOnly(ports: ListPorts): ListPorts {
  const never = async () => {
    throw new Error('drift wrote something');
  };
  return {
    ...ports,
    writeText: never,
    writeNew: never,
    openSigner: never,
    async openStore(...args) {
      const opened = await ports.openStore(...args);
      const { store } = opened;
      return {
        ...opened,
        requirePreconditions: never,
        store: {
          get: (name) => store.get(name),
          list: (prefix, after) => store.list(prefix, after),
          putIfAbsent: never,
          putIfMatch: never,
        },
      };
    },
    async openKeyPolicy(...args): Promise<KeyPolicyPort> {
      return { ...(await ports.openKeyPolicy(...args)), write: never };
    },
  };
}

beforeEach(async () => {
  world = new ListWorld({ instanceRoles: `["${ROLE}"]`, more: `keys: [${keyText('key')}]` });
  for (const name of ['a', 'b', 'c']) world.write(`${name}.eif`, unsignedImage(name));
  world.write('key.json', POLICY);
  await world.run('init');
  await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
  world.now += HOUR_MS;
  await changed(world.run('publish', { eif: 'b.eif', release: 'v2' }));
  world.now += HOUR_MS;
});

test('where nothing drifted there is none, and nothing is written', async () => {
  const { exitCode, report } = await drift({}, readOnly(world.ports()));
  expect(rules(report)).toEqual([]);
  expect([exitCode, report.status]).toEqual([0, 'none']);
  expect(report.keys).toMatchObject([{ key: 'file:key.json', data: 'locked', changes: [] }]);
  expect(report.keys[0]?.admitted.map(({ releases }) => releases)).toEqual([['v1'], ['v2']]);
});
