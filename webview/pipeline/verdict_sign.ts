import type { CellVerdict } from '../../src/protocol/pipeline_page';
import { h, icon } from '../shared/dom';

const signs: Readonly<Record<CellVerdict, readonly [icon: string, words: string]>> = {
  same: ['pass', 'same in the pipeline'],
  differs: ['error', 'differs in the pipeline'],
  'not-deterministic': ['question', 'differs from run to run of the notebook itself'],
  stale: ['history', 'same, but the notebook was saved with another output'],
  'not-run': ['circle-slash', 'was not run'],
};

/** A verdict by its shape, with its words for the tooltip and for screen readers. */
export function verdictSign(verdict: CellVerdict): HTMLElement {
  const [name, words] = signs[verdict];
  return h('span', { class: `verdict verdict-${verdict}`, title: words, role: 'img', 'aria-label': words }, icon(name));
}

export function verdictWords(verdict: CellVerdict): string {
  return signs[verdict][1];
}
