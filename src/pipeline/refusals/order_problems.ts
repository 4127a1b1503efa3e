import type { Problem } from '../../notebook/problem';
import { subjectText } from '../steps/subjects';
import { cellNames, cellNamesFirst } from './cell_names';
import type { Difference } from './same_dataflow';
import type { SavedOrder } from './saved_order';
import { startOfCell } from './start_of_cell';

/** What to say of a notebook's order where a person has chosen none, and the document's is taken. */
export function orderProblems(order: SavedOrder, difference: Difference | undefined): Problem[] {
  return [...lateProblem(order, difference), ...neverRunNote(order)];
}

function lateProblem({ late, explanation, sameNumber }: SavedOrder, difference: Difference | undefined): Problem[] {
  const [first] = late;
  if (!first) return [];
  const place = startOfCell(first.index);
  const ran = `${cellNamesFirst(late)} ran after cells that stand below`;
  if (!difference) return [{ code: 'out-of-order', severity: 'note', place, message: `${ran}. The results do not depend on it.` }];
  const { unit, subject } = difference;
  const effect = subject === undefined ? `cell ${unit.cell + 1} runs in one order only` : `cell ${unit.cell + 1} gets another ${subjectText(subject)} in that order`;
  if (explanation === 'again') {
    return [{ code: 'out-of-order', severity: 'warning', place, message: `${cellNamesFirst(late)} ran again after cells that stand below: ${effect}. The pipeline follows the document, as a first run did.` }];
  }
  if (explanation === 'sessions') {
    return [{ code: 'out-of-order', severity: 'warning', place, message: `The numbers of the cells do not tell in which order they ran, as some occur more than once: ${cellNames(sameNumber)}. The pipeline follows the document.` }];
  }
  return [{ code: 'out-of-order', severity: 'error', place, message: `${ran}, and it matters: ${effect}. Choose the order of the document (--order document) or the one in which the cells ran (--order recorded).` }];
}

function neverRunNote({ neverRun }: SavedOrder): Problem[] {
  const [first] = neverRun;
  if (!first) return [];
  const verb = neverRun.length === 1 ? 'was' : 'were';
  return [{ code: 'out-of-order', severity: 'note', place: startOfCell(first.index), message: `${cellNamesFirst(neverRun)} ${verb} not run when the notebook was saved. The pipeline runs ${neverRun.length === 1 ? 'it' : 'them'}.` }];
}
