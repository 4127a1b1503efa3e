import type { CommandTable } from '../register';
import { cellActions } from './cell_actions';
import { cellHistory, type CellHistoryDeps } from './cell_history';
import { chooseFoundNumbers } from './choose_found_numbers';
import { saveMade, showHowMade, type HowMadeDeps } from './how_made';

export type CellCommandDeps = CellHistoryDeps & HowMadeDeps;

/** The commands about cells of open notebooks. */
export function cellCommands(deps: CellCommandDeps): CommandTable {
  return {
    'trialbook.cellActions': (...args) => cellActions(deps.marks, args),
    'trialbook.cellHistory': (...args) => cellHistory(deps, args),
    'trialbook.chooseFoundNumbers': (...args) => chooseFoundNumbers(deps.marks, args),
    'trialbook.howMade': (...args) => showHowMade(deps, args),
    'trialbook.saveMade': (...args) => saveMade(deps, args),
  };
}
