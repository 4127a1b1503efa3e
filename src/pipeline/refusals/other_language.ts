import type { Notebook } from '../../notebook/notebook';
import type { Problem } from '../../notebook/problem';
import { startOfCell } from './start_of_cell';

/** A notebook whose kernel is not Python's. */
export function otherLanguage({ language, cells }: Notebook): Problem[] {
  if (language === 'python') return [];
  const first = cells.find(({ type }) => type === 'code') ?? cells[0];
  return [{ code: 'language', severity: 'error', place: startOfCell(first?.index ?? 0), message: `The notebook is in ${language}. Only Python becomes a pipeline.` }];
}
