import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the Python client and the command can be found for as long as the extension is installed, whatever its version. */
export interface ClientPlaces {
  /** for PYTHONPATH: the folder that holds the package `trialbook` */
  readonly modules: string;
  /** for PATH: the folder that holds the command `trialbook` */
  readonly bin: string;
}

/** The Python client as it is mirrored into the extension's global storage. */
export class PythonClient {
  readonly places: ClientPlaces;
  private mirrored: Promise<void> | undefined;

  /**
   * @param source the folder that holds the package in the extension
   * @param storage the extension's global storage
   */
  constructor(
    private readonly source: string,
    storage: string,
    private readonly command: CommandShim,
  ) {
    this.places = { modules: join(storage, 'python'), bin: join(storage, 'bin') };
  }

  /** Resolves when the mirror is as the extension has it; whoever is about to start Python waits for it. */
  ready(): Promise<void> {
    this.mirrored ??= mirrorClient(this.source, this.places, this.command).catch((error: unknown) => {
      this.mirrored = undefined;
      throw error;
    });
    return this.mirrored;
  }
}

/**
 * Mirrors the client into a folder of its own, since the extension's folder changes its name with each version, and a
 * changed environment would mark every open terminal. Files are replaced one by one, and only those that differ, so that
 * a Python that is just importing them sees whole files.
 */
async function mirrorClient(source: string, places: ClientPlaces, command: CommandShim): Promise<void> {
  const wanted = await filesOf(join(source, 'trialbook'));
  for (const file of wanted) {
    await writeIfDifferent(join(places.modules, 'trialbook', file), await readFile(join(source, 'trialbook', file)));
  }
  for (const file of await filesOf(join(places.modules, 'trialbook'))) {
    if (!wanted.includes(file)) await rm(join(places.modules, 'trialbook', file), { force: true });
  }
  const windows = process.platform === 'win32';
  const shim = windows ? windowsShim(command) : posixShim(command);
  await writeIfDifferent(join(places.bin, windows ? 'trialbook.cmd' : 'trialbook'), Buffer.from(shim), 0o755);
}

/** What the command `trialbook` starts. */
export interface CommandShim {
  /** the editor's own program, which is Node when it is told so */
  readonly program: string;
  readonly script: string;
}

/** Terminals are started without ELECTRON_RUN_AS_NODE, so the shim sets it. */
function posixShim({ program, script }: CommandShim): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  return `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${quoted(program)} ${quoted(script)} "$@"\n`;
}

function windowsShim({ program, script }: CommandShim): string {
  const quoted = (text: string) => `"${text.replaceAll('%', '%%')}"`;
  return `@echo off\r\nsetlocal\r\nset ELECTRON_RUN_AS_NODE=1\r\n${quoted(program)} ${quoted(script)} %*\r\n`;
}

/** Relative paths of the files in a package, without what Python compiled. Empty where there is no such folder. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.pyc'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

async function writeIfDifferent(path: string, content: Buffer, mode = 0o644): Promise<void> {
  const there = await readFile(path).catch(() => undefined);
  if (there?.equals(content)) return;
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, content, { mode });
  await rename(fresh, path);
}
