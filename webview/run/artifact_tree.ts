import { compareNames } from '../../src/core/ordering';
import type { Artifact } from '../../src/core/run';

/** A line of the list of artifacts: a folder, or a file in it. */
export interface ArtifactLine {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly file: Artifact | null;
  /** of a folder: how many files, and bytes, are below it */
  readonly count: number;
  readonly size: number;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, Artifact>;
}

/** Folders before files, each by name; what lies in a folded folder is left out. A path that was recorded twice counts once, the last time. */
export function artifactLines(artifacts: readonly Artifact[], folded: ReadonlySet<string>): ArtifactLine[] {
  const root = emptyFolder();
  for (const artifact of artifacts) {
    const parts = artifact.path.split('/');
    let folder = root;
    for (const part of parts.slice(0, -1)) {
      const inside = folder.folders.get(part) ?? emptyFolder();
      folder.folders.set(part, inside);
      folder = inside;
    }
    folder.files.set(parts.at(-1) ?? '', artifact);
  }
  return linesOf(root, '', 0, folded);
}

function linesOf(folder: Folder, prefix: string, depth: number, folded: ReadonlySet<string>): ArtifactLine[] {
  const folders = [...folder.folders].sort(([a], [b]) => compareNames(a, b)).flatMap(([name, inside]) => {
    const path = prefix + name;
    const all = filesBelow(inside);
    const line = { path, name, depth, file: null, count: all.length, size: all.reduce((sum, { size }) => sum + size, 0) };
    return [line, ...(folded.has(path) ? [] : linesOf(inside, `${path}/`, depth + 1, folded))];
  });
  const files = [...folder.files].sort(([a], [b]) => compareNames(a, b)).map(([name, file]) => ({ path: file.path, name, depth, file, count: 1, size: file.size }));
  return [...folders, ...files];
}

function filesBelow({ folders, files }: Folder): Artifact[] {
  return [...files.values(), ...[...folders.values()].flatMap(filesBelow)];
}

function emptyFolder(): Folder {
  return { folders: new Map(), files: new Map() };
}
