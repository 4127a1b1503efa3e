import { statusIcons, statusWords } from '../../src/core/run_status';
import type { RunStatus } from '../../src/core/run';
import { h } from './dom';

/** The sign of a run's state: a shape with a colour, and a word for those who see neither. */
export function stateSign(status: RunStatus): HTMLElement {
  const word = statusWords[status];
  const [name, spin] = statusIcons[status].split('~');
  const classes = `codicon codicon-${name} ${spin ? 'codicon-modifier-spin' : ''} state-${status.toLowerCase()}`;
  return h('span', { class: classes, role: 'img', 'aria-label': word, title: word });
}
