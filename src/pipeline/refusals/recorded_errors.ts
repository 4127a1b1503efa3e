import type { Cell } from '../../notebook/notebook';
import type { Problem } from '../../notebook/problem';
import { startOfCell } from './start_of_cell';

const LONGEST_MESSAGE = 120;
/** What a person did, or would have done next time: nothing that the cell does again. */
const STOPPED = new Set(['KeyboardInterrupt', 'KernelInterrupted']);

/** Cells that are meant to raise, or did so when the notebook was saved: the pipeline would end there. */
export function recordedErrors(cells: readonly Cell[]): Problem[] {
  return cells.flatMap((cell): Problem[] => {
    if (cell.type !== 'code') return [];
    const place = startOfCell(cell.index);
    if (cell.tags.includes('raises-exception')) {
      return [{ code: 'raises', severity: 'error', place, message: 'This cell is tagged as raising an exception. Leave it out, with the tag `skip`, or remove the tag if it no longer raises.' }];
    }
    if (!cell.raised || cell.source.trim() === '') return [];
    const { name, message } = cell.raised;
    if (STOPPED.has(name)) {
      return [{ code: 'raises', severity: 'warning', place, message: 'This cell was interrupted when the notebook was saved. Here it runs to its end.' }];
    }
    return [{ code: 'raises', severity: 'error', place, message: `This cell ended with ${described(name, message)} when the notebook was saved. Correct it and run it again, or leave it out with the tag \`skip\`.` }];
  });
}

function described(name: string, message: string): string {
  // Tracebacks are saved with the colours of a terminal.
  const [line = ''] = message.replace(/\u001b\[[\d;]*m/g, '').trim().split('\n');
  const said = line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
  return `${name || 'an exception'}${said === '' ? '' : ` (${said})`}`;
}
