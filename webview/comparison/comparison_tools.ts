import { h, setText } from '../shared/dom';
import { button } from '../shared/toolkit';
import { QueryField } from './query_field';
import { mostCompared, type ComparisonStart } from '../../src/protocol/comparison_page';

export interface ComparisonToolsOptions {
  readonly query: string;
  readonly columns: ComparisonStart['columns'];
  readonly onQuery: (query: string) => void;
  readonly onColumns: () => void;
  readonly onAll: () => void;
  readonly onClear: () => void;
}

/** A filter is tried when the person pauses. */
const pauseMs = 300;

/** The row of controls over a comparison. */
export class ComparisonTools {
  readonly element: HTMLElement;
  private readonly field: QueryField;
  private readonly count = h('span', { class: 'muted', 'aria-live': 'polite' });
  private readonly problem = h('div', { class: 'comparison-problem', role: 'alert', hidden: true });
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ComparisonToolsOptions) {
    const { query, columns, onColumns, onAll, onClear } = options;
    this.field = new QueryField({
      value: query, placeholder: 'Filter, such as metrics.val_acc > 0.9', columns,
      onInput: () => this.typed(), onEnter: () => this.tell(),
    });
    this.element = h(
      'div',
      { class: 'comparison-tools', role: 'toolbar', 'aria-label': 'Comparison' },
      this.field.element,
      this.count,
      button('Columns', { icon: 'list-selection', title: 'Choose columns (c)', onClick: onColumns }),
      button('Draw All', { icon: 'check-all', title: `Draw the listed runs, the first ${mostCompared} of them (a)`, onClick: onAll }),
      button('Clear', { icon: 'clear-all', title: 'Choose no runs', onClick: onClear }),
      this.problem,
    );
  }

  focus(): void {
    this.field.focus();
  }

  columns(): void {
    this.options.onColumns();
  }

  /** @param drawn may be fewer than are chosen */
  setCount(listed: number, chosen: number, drawn: number): void {
    const runs = `${listed.toLocaleString('en')} ${listed === 1 ? 'run' : 'runs'}`;
    setText(this.count, `${runs}, ${drawn < chosen ? `${drawn} of ${chosen} chosen are` : `${chosen}`} drawn`);
  }

  /** What is wrong with the filter, or ''. */
  setProblem(text: string): void {
    setText(this.problem, text);
    this.problem.hidden = text === '';
    this.field.setWrong(text !== '');
  }

  private typed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), pauseMs);
  }

  private tell(): void {
    clearTimeout(this.timer);
    if (this.field.value.trim() === '') this.setProblem('');
    this.options.onQuery(this.field.value);
  }
}
