import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateKeyCommand, GetKeyPolicyCommand, GetPublicKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { memorySource } from '../../src/format/byte-source.js';
import { encodePem } from '../../src/format/pem.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { AwsDouble } from '../doubles/aws.js';
import { type GitHubServer, startGitHub } from '../doubles/github-http.js';
import {
  approvedState,
  COMMIT,
  REPOSITORY,
  RUN_ID,
  RUNNER,
  WORKFLOW,
} from '../doubles/github-run.js';
import { vectorBytes, vectorPath } from '../fakes/eif-vectors.js';
import { pageFile } from '../fakes/page-blocks.js';
import { type JsonOutcome, runCliJson } from '../fakes/processes.js';
import { CREDENTIALS, kmsClient, s3Client } from '../wire/clients.js';
import { type FaultProxy, type RecordedRequest, startFaultProxy } from '../wire/fault-proxy.js';
import { type AwsServices, startAwsServices } from '../wire/services.js';
import type { Play } from './play.js';
import { recipe } from './recipe-files.js';

const BUCKET = 'acme-enclaves';
const ROLE = 'arn:aws:iam::111122223333:role';

/** S3 and KMS over loopback, and the folder of a repository whose list lies there. */
export class ReleaseWorld {
  readonly repository = mkdtempSync(join(tmpdir(), 'pcr-allowlist-repository-'));
  private readonly services: AwsServices;
  private readonly kmsEndpoint: string;
  private readonly proxies: { readonly s3: FaultProxy; readonly kms: FaultProxy };
  /** GitHub's API. Its run is approved by somebody else, in an environment that is set up well. */
  readonly github: GitHubServer;
  /** The key whose policy follows the list. */
  dataKey = '';

  private constructor(
    services: AwsServices,
    kmsEndpoint: string,
    proxies: { readonly s3: FaultProxy; readonly kms: FaultProxy },
    github: GitHubServer,
  ) {
    this.services = services;
    this.github = github;
    this.kmsEndpoint = kmsEndpoint;
    this.proxies = proxies;
  }

  static async start(): Promise<ReleaseWorld> {
    const double = new AwsDouble();
    double.kms.caller = `${ROLE}/kms-admin`;
    const services = await startAwsServices(double);
    const kmsEndpoint = await services.digestEndpoint();
    const [s3, kms] = await Promise.all([services.endpoint, kmsEndpoint].map(startFaultProxy));
    if (s3 === undefined || kms === undefined) throw new Error('two proxies');
    const github = await startGitHub(approvedState('2020-01-01T00:00:00Z'));
    const world = new ReleaseWorld(services, kmsEndpoint, { s3, kms }, github);
    await s3Client(services.endpoint).send(new CreateBucketCommand({ Bucket: BUCKET }));
    return world;
  }

  async stop(): Promise<void> {
    rmSync(this.repository, { recursive: true, force: true });
    await Promise.all([this.proxies.s3.stop(), this.proxies.kms.stop(), this.github.stop()]);
    await this.services.stop();
  }

  /** Endpoints, as an organisation sets them for its runners. */
  get env(): Readonly<Record<string, string>> {
    const { s3, kms } = this.proxies;
    return {
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_ENDPOINT_URL_KMS: kms.endpoint,
      GITHUB_API_URL: this.github.endpoint,
      RUNNER_NAME: RUNNER,
    };
  }

  /** Every request to S3 and KMS so far. */
  get requests(): readonly RecordedRequest[] {
    return [...this.proxies.s3.requests, ...this.proxies.kms.requests];
  }

  /** What the AWS login step gives. */
  readonly credentials = {
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  };

  play(more: Partial<Play> = {}): Play {
    const { repository, env, credentials } = this;
    const run = { run_id: String(RUN_ID), sha: COMMIT };
    const github: Readonly<Record<string, string>> = { ...run, ...more.github };
    this.asksFor(more.inputs);
    const tag = /^refs\/tags\/(.+)$/.exec(github['ref'] ?? '')?.[1];
    if (tag !== undefined) this.github.github.tags.add(tag);
    const githubRequests = () => this.github.requests.map(({ what }) => what);
    return {
      repository,
      credentials,
      githubRequests,
      ...more,
      github,
      env: { ...env, ...more.env },
    };
  }

  /** The run has the title and the workflow of the recipe for approvals. */
  private asksFor(inputs: Play['inputs'] = {}): void {
    const { text } = recipe('approve.yml');
    const [, title = ''] = /^run-name: (.*)$/m.exec(text) ?? [];
    const { state } = this.github;
    state.run.display_title = title.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name) =>
      String(inputs[name]),
    );
    state.files[`${REPOSITORY}/${WORKFLOW}@${COMMIT}`] = text;
  }

  write(name: string, content: string | Uint8Array): void {
    const path = join(this.repository, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    if (name.endsWith('.sh')) chmodSync(path, 0o755);
  }

  /** The build gives this image from here on. */
  builds(vector: string): void {
    this.write('build-enclave.sh', `#!/bin/sh\ncp '${vectorPath(vector)}' enclave.eif\n`);
  }

  /** The certificate that signed an image, as a file of the repository. */
  async certificateOf(vector: string, name: string): Promise<void> {
    const { signature } = await measureEif(memorySource(vectorBytes(vector), vector));
    if (signature === undefined) throw new Error(`${vector} is not signed`);
    this.write(name, encodePem('CERTIFICATE', signature.certificate.der));
  }

  async createKey(kind: 'signing' | 'data'): Promise<string> {
    const { KeyMetadata } = await kmsClient(this.kmsEndpoint).send(
      new CreateKeyCommand(
        kind === 'data'
          ? { Policy: pageFile('policy.json') }
          : { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
      ),
    );
    return KeyMetadata?.Arn ?? '';
  }

  /** Starts a list with keys in KMS, by default that of the README, in the store of the recipes. */
  async init(store = 'signer/prod', ...more: readonly string[]): Promise<void> {
    this.dataKey = await this.createKey('data');
    await this.certificateOf('signed-p384.eif', 'image-signing.pem');
    await this.run(
      ...['init', '--enclave', 'signer', '--store', `s3://${BUCKET}/${store}`],
      ...['--key', `awskms:${await this.createKey('signing')}`],
      ...['--manifest-key', `awskms:${await this.createKey('signing')}`],
      ...['--certificate', 'image-signing.pem', '--instance-role', `${ROLE}/signer-instance`],
      ...['--kms-key', this.dataKey, '--administrator', `${ROLE}/kms-admin`, ...more],
    );
  }

  /** Starts a list with keys in files and no key policies, with its configuration in a folder of the repository. */
  async initSmall(folder: string, ...more: readonly string[]): Promise<void> {
    await this.certificateOf('signed-p384.eif', 'image-signing.pem');
    await this.run(
      ...['init', '--config', `${folder}/pcr-allowlist.yml`, '--enclave', folder],
      ...['--store', `s3://${BUCKET}/${folder}`, '--certificate', 'image-signing.pem'],
      ...['--instance-role', 'any', ...more],
    );
  }

  /** A command on somebody's machine, in the repository. Throws where it is not done. */
  async run(...args: readonly string[]): Promise<JsonOutcome> {
    const outcome = await runCliJson(args, {
      cwd: this.repository,
      env: { HOME: this.repository, AWS_REGION: 'us-east-1', ...this.env, ...this.credentials },
    });
    if (outcome.exitCode !== 0) throw new Error(JSON.stringify(outcome));
    return outcome;
  }

  /** Releases of the list as `id state`. */
  async releases(config = 'pcr-allowlist.yml'): Promise<readonly string[]> {
    const { result } = await this.run('verify', '--allow-list', '--config', config);
    return result.releases.map((one: { id: string; state: string }) => `${one.id} ${one.state}`);
  }

  get configuration(): string {
    return readFileSync(join(this.repository, 'pcr-allowlist.yml'), 'utf8');
  }

  /** Edits the configuration, as a pull request would. */
  configure(edit: (text: string) => string): void {
    const before = this.configuration;
    const after = edit(before);
    if (after === before) throw new Error(`nothing was edited in ${before}`);
    this.write('pcr-allowlist.yml', after);
  }

  /** The job that asks for approval exists from here on, and these reviewed it. */
  reviewed(...reviews: GitHubServer['state']['reviews']): void {
    const { state } = this.github;
    state.reviews = reviews;
    state.jobs = [{ id: 2, status: 'in_progress', created_at: secondsNow(), runner_name: RUNNER }];
  }

  /** A signing key in KMS, with its public half as a file of the repository. */
  async createSigningKey(publicKeyFile: string): Promise<string> {
    const arn = await this.createKey('signing');
    const { PublicKey } = await kmsClient(this.kmsEndpoint).send(
      new GetPublicKeyCommand({ KeyId: arn }),
    );
    this.write(publicKeyFile, encodePem('PUBLIC KEY', new Uint8Array(PublicKey ?? [])));
    return arn;
  }

  /** KMS, as an administrator asks it. */
  get kms(): ReturnType<typeof kmsClient> {
    return kmsClient(this.kmsEndpoint);
  }

  async keyPolicy(): Promise<string> {
    const { Policy = '' } = await this.kms.send(
      new GetKeyPolicyCommand({ KeyId: this.dataKey, PolicyName: 'default' }),
    );
    return Policy;
  }
}

/** As GitHub writes instants: rounded up to a whole second, so that it is not before what was just done. */
function secondsNow(): string {
  return `${new Date(Date.now() + 1000).toISOString().slice(0, 19)}Z`;
}
