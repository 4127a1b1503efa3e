import type { BlobTexts } from './blob_texts';
import { fileVersions } from './file_versions';
import { lineChange, type LineChange } from './line_change';
import { linesOf } from './line_difference';
import type { Repository } from './open_repository';

/** A line of a script beside what runs of the script had in its place. `Run` is whatever tells a run to the caller. */
export interface LineHistory<Run> {
  /** the latest run that had another line there, and what became of it; null where none did */
  readonly since: { readonly run: Run; readonly change: LineChange } | null;
  /** runs after that, which have the line as it is now; the latest first */
  readonly later: readonly Run[];
}

/** So many different versions of a file are gone through. */
const MOST_VERSIONS = 20;

/**
 * Goes back through the runs of a script to the last one that had another line in this place.
 * @param runs with the commits that hold their files, the latest first; those without the file are passed over
 * @param path of the script, relative to the work tree's top
 * @param text of the script as it is now
 * @param line from 0
 * Throws the signal's reason, and what git says.
 */
export async function lineHistory<Run extends { readonly snapshot: string }>(
  repository: Repository,
  texts: BlobTexts,
  runs: readonly Run[],
  { path, text, line }: { readonly path: string; readonly text: string; readonly line: number },
  signal?: AbortSignal,
): Promise<LineHistory<Run>> {
  const blobs = await fileVersions(repository, [...new Set(runs.map(({ snapshot }) => snapshot))], path, signal);
  const changes = new Map<string, LineChange | null>();
  const now = linesOf(text);
  const later: Run[] = [];
  for (const run of runs) {
    const blob = blobs.get(run.snapshot);
    if (blob === undefined) continue;
    let change = changes.get(blob);
    if (change === undefined) {
      if (changes.size === MOST_VERSIONS) break;
      const lines = (await texts.read(repository, [blob], signal)).get(blob);
      signal?.throwIfAborted();
      change = lines ? lineChange(lines, now, line) : null;
      changes.set(blob, change);
    }
    if (change) return { since: { run, change }, later };
    later.push(run);
  }
  return { since: null, later };
}
