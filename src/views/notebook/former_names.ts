import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute } from 'node:path';
import type { OpenStore } from '../../host/open_store';
import { notebookPlaces } from '../../notebook/notebook_places';

/** So many of the latest sessions tell what a notebook was called. */
const MOST_SESSIONS = 200;

/**
 * The names under which a store knows a notebook from before it was moved together with the store, as a whole folder is: those of notebooks that
 * are gone and would be found again at its place.
 * @param name as `CellRow.notebook`
 */
export async function formerNames({ dir, service }: Pick<OpenStore, 'dir' | 'service'>, name: string): Promise<string[]> {
  if (!isAbsolute(name)) return [];
  const { rows } = await service.runs({ experiment: basename(name), sort: [{ by: 'started', descending: true }], limit: MOST_SESSIONS });
  const names = [...new Set(rows.flatMap(({ script }) => script ?? []))].filter((script) => script !== name && isAbsolute(script));
  return names.filter((script) => notebookPlaces([script], dirname(dir)).includes(name) && !existsSync(script));
}
