import { encodeHex } from '../base/encoding.js';
import { memorySource } from '../format/byte-source.js';
import { encodePem } from '../format/pem.js';
import { ENCLAVE } from '../format/platform.js';
import { type MeasuredEif, measureEif } from '../measure/measure-eif.js';
import { nodeHashing } from '../measure/node-hashing.js';
import { pcr3OfRole } from '../measure/pcr.js';
import type { ListOutcome } from '../workflow/commands/list-outcome.js';
import { verifyOneDocument } from '../workflow/commands/verify-document.js';
import { Options } from '../workflow/options/option-values.js';
import { verifyDocumentRequest } from '../workflow/options/verify-document-request.js';
import type { DemoPorts, DemoRunner, ExpectedExit } from './demo-runner.js';
import { editedPolicy } from './edited-policy.js';
import { pathInFolder } from './folder-ports.js';
import { demoImages } from './images.js';
import { inDebugMode, type SimulatedEnclave, simulatedEnclave } from './simulated-enclave.js';

export const REPORT = 'report.html';
export const DRIFT_REPORT = 'drift.html';

const ROLE = 'arn:aws:iam::111122223333:role/signer-instance';
const ADMINISTRATOR = 'arn:aws:iam::111122223333:role/kms-admin';
const CONFIGURATION = 'pcr-allowlist.yml';
const POLICY = 'policy.json';
const NONCE_BYTES = 32;

/** The policy of the key before the list: it names only the administrators. */
const FIRST_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Administration',
      Effect: 'Allow',
      Principal: { AWS: ADMINISTRATOR },
      Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:ListGrants'],
      Resource: '*',
    },
  ],
};

/** The facts of an image that the story uses later. */
interface Image {
  readonly file: string;
  readonly release: string;
  readonly measured: MeasuredEif;
}

/** Runs all chapters. Returns the name of the simulated root. */
export async function playStory(stage: DemoRunner, ports: DemoPorts): Promise<string> {
  const { first, second } = demoImages();
  const one = await image('one.eif', first, ports);
  const two = await image('two.eif', second, ports);
  await begin(stage, one);
  await releaseOne(stage, one);
  await releaseTwo(stage, two);
  const root = await enclave(stage, ports, two);
  await editAndMend(stage, two);
  await retireOne(stage, one);
  return root;
}

async function image(file: string, bytes: Uint8Array, ports: DemoPorts): Promise<Image> {
  await ports.writeBytes(pathInFolder(ports.folder, file), bytes);
  const measured = await measureEif(memorySource(bytes));
  return { file, release: `v${measured.metadata?.imageVersion}`, measured };
}

async function begin(stage: DemoRunner, { measured }: Image): Promise<void> {
  stage.chapter(
    'a list is created',
    'image-signing.pem is the certificate that signs the images. policy.json is the policy of the key that protects their data.\nAlice approves with her own key. First she approves the projection: the roles, certificates and keys that the list is applied to.',
  );
  const files = stage.listPorts();
  const der = measured.signature?.certificate.der ?? new Uint8Array();
  await files.writeText('image-signing.pem', encodePem('CERTIFICATE', der));
  await files.writeText(POLICY, `${JSON.stringify(FIRST_POLICY, null, 2)}\n`);
  const { privateKeyPem, publicKeyPem } = files.generateKeyPair('P-256');
  await files.writeNew('alice.pem', privateKeyPem, 'secret');
  await files.writeNew('alice.pub.pem', publicKeyPem, 'open');
  await stage.play(
    `init --enclave signer --certificate image-signing.pem --approval-key alice.pub.pem --instance-role ${ROLE} --kms-key file:${POLICY} --administrator ${ADMINISTRATOR}`,
  );
  const staged = stagedIn(await stage.play('publish --projection'));
  const approve = `approve projection --staged ${staged}`;
  await stage.play(`${approve} --key file:alice.pem`);
  await stage.play(approve);
}

/** The SHA-256 of the record that a command staged. */
function stagedIn(played: ListOutcome): string {
  const { result } = played.outcome;
  if (result === undefined || !('staged' in result) || result.staged === undefined) {
    throw new Error('the command staged nothing');
  }
  return result.staged.sha256;
}

async function releaseOne(stage: DemoRunner, { file, release, measured }: Image): Promise<void> {
  stage.chapter(
    'release one',
    'The image is measured, its manifest is signed, Alice approves it, and the list gets it. Then the key policy follows the list.',
  );
  await stage.play(`publish ${file} --release ${release}`);
  const approve = `approve ${release} --pcr0 ${measured.measurements[ENCLAVE.image]}`;
  await stage.play(`${approve} --key file:alice.pem`);
  await stage.play(approve);
}

async function releaseTwo(stage: DemoRunner, { file, release, measured }: Image): Promise<void> {
  stage.chapter(
    'release two waits for its approval',
    'The published release waits, and the list does not change, until Alice signs for exactly this image.',
  );
  await stage.play(`publish ${file} --release ${release}`);
  const approve = `approve ${release} --pcr0 ${measured.measurements[ENCLAVE.image]}`;
  await stage.play(approve, { exitCode: 3, code: 'approval-missing' });
  await stage.play(`${approve} --key file:alice.pem`);
  await stage.play(approve);
}

/** The enclave is simulated. This process passes its root, which the command line refuses. */
async function enclave(stage: DemoRunner, ports: DemoPorts, { measured }: Image): Promise<string> {
  const simulated = simulatedEnclave(stage.listPorts().now);
  stage.chapter(
    'a SIMULATED enclave attests',
    `Its document has the PCRs of release two and contains the nonce. SIMULATED, root: ${simulated.root.name}`,
  );
  const rolePcr = pcr3OfRole(ROLE, nodeHashing);
  const registers: Readonly<Record<string, string>> = {
    ...measured.measurements,
    [ENCLAVE.role]: rolePcr,
  };
  const good = await attested(stage, ports, simulated, 'enclave.cbor', registers);
  const refused: ExpectedExit = { exitCode: 2, code: 'root-not-trusted' };
  await stage.play(good, refused);
  stage.say(
    'The refusal is correct, because AWS did not make this root. In this process, with the simulated root as the trusted root, the document is accepted:',
  );
  await appraised(stage, ports, simulated, good, { exitCode: 0 });
  const debug = inDebugMode(registers);
  const bad = await attested(stage, ports, simulated, 'debug.cbor', debug);
  stage.say(
    'In debug mode, PCR0, 1 and 2 are zeros, because the host can read the enclave. Such a document is refused:',
  );
  await appraised(stage, ports, simulated, bad, { exitCode: 3, code: 'debug-mode' });
  return simulated.root.name;
}

/** Writes a document to a file. Returns the command line that verifies the document. */
async function attested(
  stage: DemoRunner,
  { folder, writeBytes }: DemoPorts,
  { attest }: SimulatedEnclave,
  file: string,
  registers: Readonly<Record<string, string>>,
): Promise<string> {
  const { now, randomBytes } = stage.listPorts();
  const nonce = randomBytes(NONCE_BYTES);
  await writeBytes(pathInFolder(folder, file), attest({ registers, nonce, at: now }));
  return `verify --document ${file} --nonce ${encodeHex(nonce)} --config ${CONFIGURATION}`;
}

async function appraised(
  stage: DemoRunner,
  ports: DemoPorts,
  { root }: SimulatedEnclave,
  line: string,
  ending: ExpectedExit,
): Promise<void> {
  const request = verifyDocumentRequest(new Options(ports.parse(line.split(' ')).values));
  const outcome = await verifyOneDocument(request, stage.listPorts(), root);
  stage.show('SIMULATED, root: not-aws', { kind: 'document', outcome });
  stage.hold(`SIMULATED ${line}`, outcome, ending);
}

async function editAndMend(stage: DemoRunner, { measured }: Image): Promise<void> {
  const files = stage.listPorts();
  stage.chapter(
    'somebody edits the key policy',
    'After the edit, the statement of release two no longer requires PCR0, and the Deny of other images is missing.\nThe key now admits every image that the certificate ever signed.',
  );
  const policy = await files.readText(POLICY);
  await files.writeText(POLICY, editedPolicy(policy, measured.measurements[ENCLAVE.image]));
  await stage.play(`drift --report ${DRIFT_REPORT}`, { exitCode: 5, code: 'drift' });
  await stage.play('reconcile');
}

async function retireOne(stage: DemoRunner, { release }: Image): Promise<void> {
  stage.chapter(
    'release one retires',
    'Verifiers accept it until it ends, and the key policy contains the date. Then drift runs once more.',
  );
  await stage.play(`retire ${release} --after 72h`);
  await stage.play(`drift --report ${REPORT}`);
}
