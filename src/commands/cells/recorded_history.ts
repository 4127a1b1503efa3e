import type { Stores } from '../../host/stores';
import { cellHistory, type CellHistoryDeps } from './cell_history';
import { recordedCells } from './cell_targets';
import { goToCell } from './go_to_cell';

/** As `cellHistory`, also from the Runs view: of an execution there the history is that of its cell, which is shown. */
export async function recordedHistory(stores: Stores, deps: CellHistoryDeps, args: readonly unknown[]): Promise<void> {
  if (recordedCells(args).length === 0) return cellHistory(deps, args);
  const cell = await goToCell(stores, deps.cellSources, args);
  if (cell) await cellHistory(deps, [cell]);
}
