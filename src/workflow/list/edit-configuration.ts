import { UsageError } from '../../base/errors.js';
import { pluralize } from '../../base/plural.js';
import { keyIdOf } from '../../format/public-key.js';
import type { PlainJson } from '../../format/strict-json.js';
import { YamlEdit, type YamlPath } from '../../format/yaml-edit.js';
import type { ConfigurationEdit } from '../options/config-request.js';
import type { FilePorts } from '../ports.js';
import {
  type Configuration,
  defaultBind,
  type NamedKeyFile,
  parseConfiguration,
} from './configuration.js';
import { loadEnclave, readCertificate, readPublicKey } from './enclave.js';
import { addressBeside } from './new-configuration.js';

/** A configuration after an edit. */
export interface EditedConfiguration {
  readonly text: string;
  readonly before: Configuration;
  readonly after: Configuration;
  /** False if the configuration already has the change. Then the text is the same. */
  readonly changed: boolean;
  /** What changed, or why nothing changed, in one sentence. */
  readonly message: string;
}

/** The parsed configuration before the edit. */
interface Edited {
  readonly file: string;
  readonly before: Configuration;
  readonly yaml: YamlEdit;
  readonly ports: FilePorts;
}

/** What an edit did to the document. */
type Done = { readonly changed: boolean; readonly message: string };

/**
 * Makes one change of a configuration. In order: the configuration parses (`parseConfiguration`); an added subject is
 * new, and a removed subject exists (`usage`); the result parses, and every file that it names can be read
 * (`loadEnclave`), so that no command refuses it later. Comments are kept, except those of a removed entry. Nothing is
 * written.
 */
export async function editConfiguration(
  file: string,
  text: string,
  edit: ConfigurationEdit,
  ports: FilePorts,
): Promise<EditedConfiguration> {
  const before = parseConfiguration(text, file);
  const yaml = new YamlEdit(text);
  const done = await applied(edit, { file, before, yaml, ports });
  if (!done.changed) return { text, before, after: before, ...done };
  const edited = yaml.toString();
  const { configuration } = await loadEnclave(file, {
    ...ports,
    readText: async (path) => (path === file ? edited : ports.readText(path)),
  });
  return { text: edited, before, after: configuration, ...done };
}

function applied(edit: ConfigurationEdit, edited: Edited): Done | Promise<Done> {
  switch (edit.kind) {
    case 'add-role':
      return addRole(edit.arn, edited);
    case 'remove-role':
      return removeRole(edit.arn, edited);
    case 'add-certificate':
      return addCertificate(edit.path, edited);
    case 'remove-certificate':
      return removeCertificate(edit.path, edited);
    case 'add-key':
      return addKey(edit, edited);
    case 'remove-key':
      return removeKey(edit.key, edited);
    case 'add-approver':
      return addApprover(edit, edited);
    case 'remove-approver':
      return removeApprover(edit, edited);
  }
}

const ROLES: YamlPath = ['instance-roles'];
const CERTIFICATES: YamlPath = ['certificates'];
const KEYS: YamlPath = ['keys'];
const APPROVAL: YamlPath = ['approval'];
const APPROVERS: YamlPath = ['approval', 'keys', 'trust'];
const THRESHOLD: YamlPath = ['approval', 'keys', 'threshold'];

function addRole(arn: string, { before, yaml }: Edited): Done {
  const roles = before['instance-roles'];
  if (roles === 'any') {
    yaml.set(ROLES, [arn]);
    return changed(`instance-roles was any, and now names only ${arn}`);
  }
  if (roles.some((role) => arnOf(role) === arn))
    return unchanged(`the configuration already names the role ${arn}`);
  yaml.append(ROLES, arn);
  return changed(`the role ${arn} is added`);
}

function removeRole(arn: string, { file, before, yaml }: Edited): Done {
  const roles = before['instance-roles'];
  const names = roles === 'any' ? [] : roles.map(arnOf);
  const place = placeOf(names, arn, 'role', 'instance-roles', file);
  requireAnother(names, 'instance-roles', file, 'To allow every role, set instance-roles to any.');
  yaml.remove([...ROLES, place]);
  return changed(`the role ${arn} is removed`);
}

async function addCertificate(path: string, { file, before, yaml, ports }: Edited): Promise<Done> {
  const { sha256 } = await readCertificate(path, ports);
  const name = ports.relative(file, path);
  if (before.certificates === 'unsigned') {
    yaml.set(CERTIFICATES, [name]);
    return changed(
      `certificates was unsigned, and now names ${name}. Unsigned images are now refused`,
    );
  }
  for (const listed of before.certificates) {
    const certificate = await readCertificate(ports.resolve(file, listed), ports);
    if (certificate.sha256 === sha256)
      return unchanged(`the configuration already names the certificate as ${listed}`);
  }
  yaml.append(CERTIFICATES, name);
  return changed(`the certificate ${name} is added`);
}

function removeCertificate(path: string, { file, before, yaml, ports }: Edited): Done {
  const names = before.certificates === 'unsigned' ? [] : before.certificates;
  const name = namedBeside(path, names, file, ports);
  const place = placeOf(names, name, 'certificate', 'certificates', file);
  requireAnother(names, 'certificates', file, 'For unsigned images, set certificates to unsigned.');
  yaml.remove([...CERTIFICATES, place]);
  return changed(`the certificate ${name} is removed`);
}

function addKey(
  { key, actions, administrators }: Extract<ConfigurationEdit, { kind: 'add-key' }>,
  { file, before, yaml, ports }: Edited,
): Done {
  const address = addressBeside(key, (name) => ports.relative(file, name));
  if (before.keys.some((one) => one.key === address))
    return unchanged(`the configuration already names the key ${address}`);
  const entry: PlainJson = {
    key: address,
    actions,
    bind: defaultBind(before),
    guard: true,
    administrators,
  };
  if (before.keys.length > 0) yaml.append(KEYS, entry);
  else yaml.set(KEYS, [entry]);
  return changed(`the key ${address} is added with guard: true`);
}

function removeKey(key: string, { file, before, yaml, ports }: Edited): Done {
  const names = before.keys.map((one) => one.key);
  const beside = addressBeside(key, (name) => ports.relative(file, name));
  const address = names.includes(key) ? key : beside;
  yaml.remove([...KEYS, placeOf(names, address, 'key', 'keys', file)]);
  return changed(
    `the key ${address} is removed. Its statements are deleted once the list has the change`,
  );
}

async function addApprover(
  { path, name, threshold }: Extract<ConfigurationEdit, { kind: 'add-approver' }>,
  { file, before, yaml, ports }: Edited,
): Promise<Done> {
  const keyid = keyIdOf((await readPublicKey(path, ports)).spkiDer);
  const key = ports.relative(file, path);
  const { trust } = approversOf(before);
  for (const entry of trust) {
    const listed = await readPublicKey(ports.resolve(file, keyOf(entry)), ports);
    if (keyIdOf(listed.spkiDer) !== keyid) continue;
    return setThreshold(
      threshold,
      `the configuration already names the approver as ${keyOf(entry)}`,
      before,
      yaml,
    );
  }
  if (name !== undefined && trust.some((entry) => nameOf(entry) === name)) {
    throw new UsageError(`${file}: another approver has the name ${JSON.stringify(name)}`, {
      at: { file, path: '/approval/keys/trust' },
      hint: 'Choose another name, or remove that approver first.',
    });
  }
  const entry = name === undefined ? key : { name, key };
  const keys = { trust: [entry], threshold: threshold ?? 1 };
  if (before.approval === 'none') yaml.set(APPROVAL, { keys });
  else if (before.approval.keys === undefined) yaml.set([...APPROVAL, 'keys'], keys);
  else {
    yaml.append(APPROVERS, entry);
    if (threshold !== undefined) yaml.set(THRESHOLD, threshold);
  }
  return changed(`the approver ${name ?? key} is added`);
}

function removeApprover(
  { approver, threshold }: Extract<ConfigurationEdit, { kind: 'remove-approver' }>,
  { file, before, yaml, ports }: Edited,
): Done {
  const { trust, threshold: needed } = approversOf(before);
  const names = trust.map(keyOf);
  const byName = trust.findIndex((entry) => nameOf(entry) === approver);
  const name = namedBeside(approver, names, file, ports);
  const field = 'approval.keys.trust';
  const place = byName >= 0 ? byName : placeOf(names, name, 'approver', field, file);
  requireAnother(names, field, file, 'To require no approvals by keys, edit approval in the file.');
  const left = trust.length - 1;
  if ((threshold ?? needed) > left) {
    throw new UsageError(
      `${file}: ${pluralize(left, 'approver')} would be left, and approval.keys.threshold requires ${threshold ?? needed}`,
      {
        at: { file, path: '/approval/keys/threshold' },
        hint: `Give --threshold, at most ${left}.`,
      },
    );
  }
  yaml.remove([...APPROVERS, place]);
  if (threshold !== undefined) yaml.set(THRESHOLD, threshold);
  return changed(`the approver ${approver} is removed`);
}

function setThreshold(
  threshold: number | undefined,
  there: string,
  before: Configuration,
  yaml: YamlEdit,
): Done {
  const { threshold: needed } = approversOf(before);
  if (threshold === undefined || threshold === needed) return unchanged(there);
  yaml.set(THRESHOLD, threshold);
  return changed(`${there}; the threshold goes from ${needed} to ${threshold}`);
}

function approversOf({ approval }: Configuration): {
  readonly trust: readonly NamedKeyFile[];
  readonly threshold: number;
} {
  return (approval === 'none' ? undefined : approval.keys) ?? { trust: [], threshold: 1 };
}

function arnOf(role: string | { readonly arn: string }): string {
  return typeof role === 'string' ? role : role.arn;
}

function keyOf(entry: NamedKeyFile): string {
  return typeof entry === 'string' ? entry : entry.key;
}

function nameOf(entry: NamedKeyFile): string | undefined {
  return typeof entry === 'string' ? undefined : entry.name;
}

/**
 * An entry of the configuration by the given file, which is written as in the configuration or as a path of the working
 * folder.
 */
function namedBeside(
  given: string,
  names: readonly string[],
  file: string,
  ports: FilePorts,
): string {
  const beside = (name: string) => ports.relative(file, ports.resolve(file, name));
  const wanted = ports.relative(file, given);
  return names.find((name) => beside(name) === wanted) ?? given;
}

function placeOf(
  names: readonly string[],
  name: string,
  what: string,
  field: string,
  file: string,
): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  const there = names.length === 0 ? 'names none' : `names ${names.join(', ')}`;
  throw new UsageError(`${file}: there is no ${what} ${name}: ${field} ${there}`, {
    at: { file, path: `/${field.replaceAll('.', '/')}` },
  });
}

function requireAnother(names: readonly string[], field: string, file: string, hint: string): void {
  if (names.length > 1) return;
  throw new UsageError(`${file}: ${field} would be empty, which is invalid`, {
    at: { file, path: `/${field.replaceAll('.', '/')}` },
    hint: `Add another one first. ${hint}`,
  });
}

function changed(message: string): Done {
  return { changed: true, message };
}

function unchanged(message: string): Done {
  return { changed: false, message };
}
