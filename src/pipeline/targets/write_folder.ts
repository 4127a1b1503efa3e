import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TrialbookError } from '../../core/errors';
import type { GeneratedFile } from './generated_file';
import { fingerprint, MANIFEST, manifestText, readManifest, type Manifest } from './manifest';

/** What became of a pipeline's files; paths are relative to its folder. */
export interface WrittenFolder {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** were Trialbook's and are no longer needed */
  readonly removed: readonly string[];
  /** hold what a person changed in them */
  readonly merged: readonly string[];
}

const STAGING = '.trialbook-pipeline.part';

/**
 * Writes the files into a folder, which is made where there is none, and removes those of an earlier writing that are not
 * among them. Each file is replaced whole; when it is interrupted, the next writing finishes it.
 * @param options.force overwrite what a person changed, and write into a folder that is not a pipeline's
 * @throws TrialbookError `pipeline-folder` where that folder is something else; `pipeline-edited` where a person changed files
 *   in it (`details.files`). Nothing is written then.
 */
export async function writeFolder(folder: string, files: readonly GeneratedFile[], options: { readonly force?: boolean } = {}): Promise<WrittenFolder> {
  return clearly(folder, new FolderWriter(folder, options.force ?? false).write(files));
}

/** Whether `writeFolder` would write the files there, for who has much to do before. Throws as it does. */
export async function mayWriteFolder(folder: string, files: readonly GeneratedFile[], options: { readonly force?: boolean } = {}): Promise<void> {
  await clearly(folder, new FolderWriter(folder, options.force ?? false).plan(files));
}

async function clearly<T>(folder: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TrialbookError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new TrialbookError('pipeline-folder', `the pipeline could not be written to ${folder}: ${message}`);
  }
}

/** What is to be done to a folder. */
interface FolderPlan {
  readonly before: Manifest;
  /** texts that are not there yet, by path */
  readonly texts: ReadonlyMap<string, string>;
  readonly result: WrittenFolder;
}

class FolderWriter {
  constructor(private readonly folder: string, private readonly force: boolean) {}

  async write(files: readonly GeneratedFile[]): Promise<WrittenFolder> {
    const { before, texts, result } = await this.plan(files);
    await this.replace(texts, result.removed, before, new Map(files.map(({ path, text }) => [path, [fingerprint(text)]])));
    return result;
  }

  async plan(files: readonly GeneratedFile[]): Promise<FolderPlan> {
    const before = await this.manifest();
    const planned = new Map<string, string>();
    const result = { written: [] as string[], unchanged: [] as string[], removed: [] as string[], merged: [] as string[] };
    const edited: string[] = [];
    for (const { path, text, merge } of files) {
      const there = await this.read(path);
      const changed = there !== undefined && there !== text && !before.get(path)?.includes(fingerprint(there));
      if (changed && merge && !this.force) {
        planned.set(path, merge(there));
        result.merged.push(path);
      } else {
        if (changed) edited.push(path);
        planned.set(path, text);
      }
      if (there === planned.get(path)) {
        result.unchanged.push(path);
        planned.delete(path);
      } else result.written.push(path);
    }
    const kept = new Set(files.map(({ path }) => path));
    for (const [path, hashes] of before) {
      if (kept.has(path)) continue;
      const there = await this.read(path);
      if (there === undefined) continue;
      if (!hashes.includes(fingerprint(there))) edited.push(path);
      result.removed.push(path);
    }
    if (edited.length > 0 && !this.force) throw changedByHand(this.folder, edited);
    return { before, texts: planned, result };
  }

  private async manifest(): Promise<Manifest> {
    const manifest = await readManifest(this.folder);
    if (manifest) return manifest;
    const there = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    if (there.length > 0 && !this.force) {
      throw new TrialbookError('pipeline-folder', `${this.folder} holds files that are not a pipeline's; name an empty folder or a new one`);
    }
    return new Map();
  }

  private async read(path: string): Promise<string | undefined> {
    return readFile(join(this.folder, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  }

  /** In between, the manifest knows both what was there and what comes, so that neither is taken for a person's work. */
  private async replace(texts: ReadonlyMap<string, string>, removed: readonly string[], before: Manifest, after: Manifest): Promise<void> {
    const staging = join(this.folder, STAGING);
    await rm(staging, { recursive: true, force: true });
    for (const [path, text] of texts) {
      await mkdir(dirname(join(staging, path)), { recursive: true });
      await writeFile(join(staging, path), text);
    }
    await mkdir(staging, { recursive: true });
    const either = new Map([...before, ...after].map(([path]) => [path, [...(before.get(path) ?? []), ...(after.get(path) ?? [])]]));
    await this.writeManifest(staging, either);
    for (const path of texts.keys()) {
      await mkdir(dirname(join(this.folder, path)), { recursive: true });
      await rename(join(staging, path), join(this.folder, path));
    }
    for (const path of removed) {
      await rm(join(this.folder, path), { force: true });
      await this.removeEmpty(dirname(path));
    }
    await this.writeManifest(staging, after);
    await rm(staging, { recursive: true, force: true });
  }

  private async writeManifest(staging: string, manifest: Manifest): Promise<void> {
    await writeFile(join(staging, MANIFEST), manifestText(manifest));
    await rename(join(staging, MANIFEST), join(this.folder, MANIFEST));
  }

  private async removeEmpty(path: string): Promise<void> {
    if (path === '.') return;
    // It stays where anything else is in it.
    await rmdir(join(this.folder, path)).catch(() => undefined);
  }
}

function changedByHand(folder: string, files: readonly string[]): TrialbookError {
  const named = files.slice(0, 5).join(', ') + (files.length > 5 ? ` and ${files.length - 5} more` : '');
  return new TrialbookError(
    'pipeline-edited',
    `${named} in ${folder} ${files.length === 1 ? 'was' : 'were'} changed by hand; bring the changes into the notebook, name another folder, or overwrite them by force`,
    { files },
  );
}
