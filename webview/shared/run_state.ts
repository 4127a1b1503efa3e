import type { RunRow } from '../../src/core/run';
import { runStatusIcon, runStatusWord } from '../../src/core/run_status';
import { h } from './dom';

/** The sign of a run's state: a shape with a colour, and a word for those who see neither. */
export function stateSign(run: Pick<RunRow, 'kind' | 'status'>): HTMLElement {
  const word = runStatusWord(run);
  const [name, spin] = runStatusIcon(run).split('~');
  const classes = `codicon codicon-${name} ${spin ? 'codicon-modifier-spin' : ''} state-${run.status.toLowerCase()}`;
  return h('span', { class: classes, role: 'img', 'aria-label': word, title: word });
}
