import { completeQuery, type Candidate, type QueryColumns } from '../../src/core/query/complete';
import { h, icon, setChildren } from '../shared/dom';
import './query_field.css';

export interface QueryFieldOptions {
  readonly value: string;
  readonly placeholder: string;
  readonly columns: QueryColumns;
  /** typed, or a candidate was taken */
  readonly onInput: () => void;
  readonly onEnter: () => void;
}

let fields = 0;

/** Where a filter is typed; it offers what may stand at the cursor. */
export class QueryField {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly id = `query-${++fields}`;
  private candidates: readonly Candidate[] = [];
  private from = 0;
  /** -1: none is marked, and Enter takes the text as it is */
  private marked = -1;

  constructor(private readonly options: QueryFieldOptions) {
    this.list = h('ul', { class: 'query-list', id: this.id, role: 'listbox', 'aria-label': 'Suggestions', hidden: true });
    this.input = h('input', {
      class: 'query-input', type: 'text', role: 'combobox', spellcheck: 'false', autocomplete: 'off', value: options.value, placeholder: options.placeholder,
      'aria-label': 'Filter runs', 'aria-autocomplete': 'list', 'aria-controls': this.id, 'aria-expanded': 'false',
    });
    this.input.addEventListener('input', () => {
      this.suggest();
      options.onInput();
    });
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => this.close());
    this.element = h('div', { class: 'query' }, icon('filter'), this.input, this.list);
  }

  get value(): string {
    return this.input.value;
  }

  focus(): void {
    this.input.focus();
  }

  setWrong(wrong: boolean): void {
    this.element.classList.toggle('wrong', wrong);
    this.input.setAttribute('aria-invalid', String(wrong));
  }

  private suggest(): void {
    const { from, candidates } = completeQuery(this.input.value, this.input.selectionStart ?? 0, this.options.columns);
    this.from = from;
    this.candidates = candidates;
    this.marked = -1;
    this.show();
  }

  private show(): void {
    setChildren(this.list, ...this.candidates.map((candidate, index) => {
      const take = (event: Event) => {
        // The field would lose the keyboard, and the list go away under the click.
        event.preventDefault();
        this.take(candidate);
      };
      const item = { id: `${this.id}-${index}`, role: 'option', 'aria-selected': String(index === this.marked), on: { mousedown: take } };
      return h('li', item, candidate.text, h('span', { class: 'muted' }, candidate.type));
    }));
    const open = this.candidates.length > 0;
    this.list.hidden = !open;
    this.input.setAttribute('aria-expanded', String(open));
    if (this.marked >= 0) this.input.setAttribute('aria-activedescendant', `${this.id}-${this.marked}`);
    else this.input.removeAttribute('aria-activedescendant');
    this.list.children[this.marked]?.scrollIntoView({ block: 'nearest' });
  }

  private close(): void {
    this.candidates = [];
    this.marked = -1;
    this.show();
  }

  private take({ text, type }: Candidate): void {
    const { input } = this;
    const rest = input.value.slice(input.selectionStart ?? 0);
    const taken = input.value.slice(0, this.from) + text + (type === 'value' || rest.startsWith(' ') ? '' : ' ');
    input.value = taken + rest;
    input.setSelectionRange(taken.length, taken.length);
    this.close();
    if (type !== 'value') this.suggest();
    this.options.onInput();
  }

  private key(event: KeyboardEvent): void {
    const { key } = event;
    const count = this.candidates.length;
    const marked = this.candidates[this.marked];
    if (key === ' ' && event.ctrlKey) this.suggest();
    else if ((key === 'ArrowDown' || key === 'ArrowUp') && count > 0) {
      this.marked = key === 'ArrowDown' ? (this.marked + 1) % count : (this.marked <= 0 ? count : this.marked) - 1;
      this.show();
    } else if (key === 'Tab' && count > 0 && !event.shiftKey && this.input.value !== '') this.take(marked ?? this.candidates[0] as Candidate);
    else if (key === 'Enter' && marked) this.take(marked);
    else if (key === 'Enter') {
      this.close();
      this.options.onEnter();
    } else if (key === 'Escape' && count > 0) this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
