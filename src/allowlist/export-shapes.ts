import { encodeBase64, encodeUtf8 } from '../base/encoding.js';
import { formatInstant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE, PLATFORMS, registerNumber } from '../format/platform.js';
import { HASH_ALGORITHM, type Measurements } from '../measure/pcr.js';
import type { Projection, Release } from './allow-list.js';

/** The input of a shape: at least one accepted release. */
export interface ExportSource {
  readonly enclave: string;
  readonly releases: readonly [Release, ...Release[]];
  readonly instanceRoles: Projection['instanceRoles'];
}

/** `Measurements` of the one set, as `nitro-cli build-enclave` and `describe-eif` print them. */
export function nitroCliShape({ releases: [{ measurements }] }: ExportSource): string {
  return json({ Measurements: { HashAlgorithm: HASH_ALGORITHM, ...registers(measurements) } });
}

/**
 * Principal and Condition for statements of a KMS key policy. Each set and role has its own element, for its own statement,
 * because several values in one condition would also admit their mixed pairs (AWS KMS Developer Guide, "AWS KMS condition keys
 * for AWS Nitro Enclaves"; IAM User Guide, "Multiple keys or values"). Effect and Action are left out, so that pasting the
 * text grants nothing. Without a role there is no Principal either.
 */
export function kmsConditionShape({ releases, instanceRoles }: ExportSource): string {
  const roles = instanceRoles.length === 0 ? [undefined] : instanceRoles;
  return json(
    releases.flatMap((release) =>
      roles.map((role) => ({
        ...(role === undefined ? {} : { Principal: { AWS: role.arn } }),
        Condition: {
          StringEqualsIgnoreCase: attestationKeys({
            ...registers(release.measurements),
            ...(role === undefined ? {} : { [ENCLAVE.role]: role[ENCLAVE.role] }),
          }),
          ...(release.state === 'retiring'
            ? { DateLessThan: { 'aws:CurrentTime': formatInstant(release.retireAt) } }
            : {}),
        },
      })),
    ),
  );
}

/** The `aws` part of prowler's config.yaml, in YAML 1.2. Values are quoted, so that digits are not read as a number. */
export function prowlerShape({ releases, instanceRoles }: ExportSource): string {
  const values = new Map(valuesByRegister(releases));
  const roles = distinct(instanceRoles.map((role) => role[ENCLAVE.role]));
  if (roles.length > 0) values.set(ENCLAVE.role, roles);
  const lines = [...values]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, listed]) => [`    ${name}:`, ...listed.map((value) => `      - "${value}"`)]);
  return ['aws:', '  enclave_golden_pcr_values:', ...lines, ''].join('\n');
}

/** Evervault's SDKs: the sets of each enclave, in lower case. One of them must match. */
export function evervaultShape({ enclave, releases }: ExportSource): string {
  const sets = releases.map(({ measurements }) =>
    Object.fromEntries(
      Object.entries(registers(measurements)).map(([name, value]) => [name.toLowerCase(), value]),
    ),
  );
  return json({ [enclave]: sets });
}

/** `--pcr` of the Cape CLI: each register may have any of its values. */
export function pcrFlagsShape({ releases }: ExportSource): string {
  const pairs = valuesByRegister(releases).flatMap(([name, values]) =>
    values.map((value) => `${registerNumber(name)}:${value}`),
  );
  return `--pcr ${pairs.join(',')}\n`;
}

/** A message for `rvps-tool register` of Confidential Containers' Trustee, in its `sample` form; the names are ours. */
export function rvpsShape({ releases }: ExportSource): string {
  const payload = Object.fromEntries(
    valuesByRegister(releases).map(([name, values]) => [`nitro_${name.toLowerCase()}`, values]),
  );
  return json({
    version: '0.1.0',
    type: 'sample',
    payload: encodeBase64(encodeUtf8(JSON.stringify(payload))),
  });
}

/** The measurements file of flashbots' cvm-reverse-proxy, schema 2; the attestation type is ours. */
export function flashbotsShape({ releases }: ExportSource): string {
  return json(
    releases.map(({ id, measurements }) => ({
      measurement_id: id,
      attestation_type: 'aws-nitro',
      measurements: Object.fromEntries(
        Object.entries(registers(measurements)).map(([name, value]) => [
          registerNumber(name),
          { expected: value },
        ]),
      ),
    })),
  );
}

/**
 * NAME=VALUE lines for a shell, an env file or GITHUB_ENV: `PCR0` and so on for one set, `PCR_SETS` and `PCR0_1` and so
 * on for several. Names and values have only letters, digits and `_`, so that no reader needs to unquote them.
 */
export function envShape({ releases }: ExportSource): string {
  const lines = releases.flatMap(({ measurements }, i) =>
    Object.entries(registers(measurements)).map(([name, value]) =>
      releases.length === 1 ? `${name}=${value}` : `${name}_${i + 1}=${value}`,
    ),
  );
  const count = releases.length === 1 ? [] : [`PCR_SETS=${releases.length}`];
  return [...count, ...lines, ''].join('\n');
}

const MEASURED = PLATFORMS['nitro-enclave'].measured;

/** The registers in numerical order. */
function registers(measurements: Measurements): Readonly<Record<string, PcrValue>> {
  const found = MEASURED.flatMap((name) => {
    const value = measurements[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

/** For readers that compare register by register: the distinct values of each register, from all releases. */
function valuesByRegister(
  releases: readonly Release[],
): readonly (readonly [string, readonly PcrValue[]])[] {
  const all = releases.map(({ measurements }) => registers(measurements));
  return MEASURED.map((name) => {
    const values = all.map((one) => one[name]).filter((value) => value !== undefined);
    return [name, distinct(values)] as const;
  }).filter(([, values]) => values.length > 0);
}

function attestationKeys(values: Readonly<Record<string, PcrValue>>): Record<string, PcrValue> {
  return Object.fromEntries(
    Object.entries(values)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [`kms:RecipientAttestation:${name}`, value]),
  );
}

function distinct(values: readonly PcrValue[]): readonly PcrValue[] {
  return [...new Set(values)];
}

/** JSON in ASCII, so that a name from the list cannot move the cursor of a terminal or change the text direction. */
function json(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${text}\n`;
}
