import { basename, dirname, join } from 'node:path';

/**
 * Where a notebook may be now, the likeliest first: where it was, else below the folder of its store, which may have been moved or copied as a
 * whole: of `/old/work/nb/a.ipynb` the end that is longest comes first.
 * @param recorded absolute paths, the last one it had first
 * @param folder the one that holds the store
 */
export function notebookPlaces(recorded: readonly string[], folder: string): string[] {
  return [...new Set([...recorded, ...recorded.flatMap((path) => ends(path).map((end) => join(folder, end)))])];
}

/** `nb/a.ipynb` and `a.ipynb` of `/nb/a.ipynb`. */
function ends(path: string): string[] {
  const found: string[] = [];
  let end = basename(path);
  for (let at = dirname(path); end !== ''; at = dirname(at)) {
    found.unshift(end);
    if (basename(at) === '') break;
    end = join(basename(at), end);
  }
  return found;
}
