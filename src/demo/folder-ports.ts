import type { ListPorts } from '../workflow/ports.js';

/** The ports for work in a folder: relative names start there. */
export function portsInFolder(folder: string, ports: ListPorts): ListPorts {
  const inFolder = (name: string) => pathInFolder(folder, name);
  // The file that contains an address. An address outside of a file starts from the working folder.
  const beside = (file: string) => (file === '' ? `${folder}/-` : inFolder(file));
  return {
    ...ports,
    readText: (path) => ports.readText(inFolder(path)),
    readBytes: (path) => ports.readBytes(inFolder(path)),
    exists: (path) => ports.exists(inFolder(path)),
    writeText: (path, text) => ports.writeText(inFolder(path), text),
    updateText: (path, change) => ports.updateText(inFolder(path), change),
    writeNew: (path, text, kind) => ports.writeNew(inFolder(path), text, kind),
    writeNewFiles: (files) =>
      ports.writeNewFiles(files.map((file) => ({ ...file, path: inFolder(file.path) }))),
    openStore: (address, file) => ports.openStore(address, beside(file)),
    openSigner: (address, file) => ports.openSigner(address, beside(file)),
    openImage: (name, sha256) => ports.openImage(inFolder(name), sha256),
    openKeyPolicy: (key, file, assumeRole) => ports.openKeyPolicy(key, beside(file), assumeRole),
  };
}

export function pathInFolder(folder: string, name: string): string {
  return name.startsWith('/') ? name : `${folder}/${name}`;
}
