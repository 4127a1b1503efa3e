import { h, setChildren, setText } from '../shared/dom';
import type { TabPage } from '../shared/tabs';
import { allRows, Table, type Column } from '../shared/table';
import { checkbox } from '../shared/toolkit';
import type { CodeChanges } from '../../src/core/code_changes';
import type { Differences, RunAddress } from '../../src/protocol/comparison_page';
import { CodeDifferences } from './code_differences';
import { canBeOpened, codeRow, longText, type CodeRow } from './code_row';
import { differenceLines, sameParts, type DifferenceLine } from './difference_lines';
import './differences_view.css';

export interface CodeQuestions {
  readonly ask: (base: RunAddress, run: RunAddress, detail: 'files' | 'functions') => Promise<CodeChanges>;
  readonly open: (base: RunAddress, run: RunAddress) => void;
}

/** Of more runs than these no functions are told: the files of each would have to be parsed. */
const MOST_WITH_FUNCTIONS = 12;

/** Why the runs may have come out differently: params, code, data, environment beside each other. */
export class DifferencesView implements TabPage {
  readonly element: HTMLElement;
  private readonly table = new Table<DifferenceLine>({ label: 'Differences', keyOf: ({ part, row }) => `${part} ${row?.name ?? ''}` });
  private readonly same = h('span', { class: 'muted one-line' });
  private differences: Differences | undefined;
  private baseline: string | undefined;
  private names: ReadonlyMap<string, string> = new Map();
  private addresses: ReadonlyMap<string, RunAddress> = new Map();
  private onlyDifferent = true;
  private columns = '';
  private shown = false;
  private codeRow: CodeRow | undefined;
  private readonly code: CodeDifferences;

  constructor(private readonly questions: CodeQuestions) {
    const detail = () => ((this.differences?.runIds.length ?? 0) > MOST_WITH_FUNCTIONS ? 'files' : 'functions');
    this.code = new CodeDifferences((base, run) => questions.ask(base, run, detail()), () => this.shown && this.draw());
    const only = checkbox('only what differs', true, (checked) => {
      this.onlyDifferent = checked;
      this.draw();
    });
    this.element = h('div', { class: 'differences' }, h('div', { class: 'differences-tools' }, only, this.same), this.table.element);
  }

  /** @param names of the runs by id */
  update(differences: Differences, names: ReadonlyMap<string, string>, addresses: ReadonlyMap<string, RunAddress>, baseline: string | undefined): void {
    this.differences = differences;
    this.addresses = addresses;
    this.names = names;
    this.baseline = baseline;
    this.draw();
  }

  setShown(shown: boolean): void {
    this.shown = shown;
    if (shown) this.draw();
    else this.code.rest();
  }

  private draw(): void {
    if (!this.differences) return;
    const differences = this.withCode(this.differences);
    const lines = differenceLines(differences, this.onlyDifferent);
    const same = sameParts(differences);
    const few = differences.runIds.length < 2;
    setText(this.same, few ? 'Choose two runs or more to see how they differ.' : same.length > 0 ? `The same in all: ${same.join(', ')}` : '');
    const columns = JSON.stringify(differences.runIds.map((runId) => [runId, this.names.get(runId)]));
    if (columns !== this.columns) this.table.setColumns(this.columnsOf(differences.runIds));
    this.columns = columns;
    this.table.setRows(allRows(few && this.onlyDifferent ? [] : lines));
  }

  /** Git is asked only while somebody looks. */
  private withCode(differences: Differences): Differences {
    const { runIds, snapshots } = differences;
    const runs = runIds.flatMap((runId, place) => {
      const address = this.addresses.get(runId);
      return address ? [{ address, snapshot: snapshots[place] ?? null }] : [];
    });
    const base = runs[this.base];
    const found = this.shown && base && runs.length === runIds.length ? this.code.between(base, runs) : [];
    this.codeRow = found.length > 0 ? codeRow(snapshots, this.base, found) : undefined;
    return this.codeRow ? { ...differences, code: [...differences.code, this.codeRow] } : differences;
  }

  private get base(): number {
    return Math.max(0, this.differences?.runIds.indexOf(this.baseline ?? '') ?? 0);
  }

  private columnsOf(runIds: readonly string[]): Column<DifferenceLine>[] {
    const name: Column<DifferenceLine> = { id: 'name', title: 'what', width: 170, pinned: true, render: renderName };
    return [name, ...runIds.map((runId, place): Column<DifferenceLine> => ({
      id: runId, title: this.names.get(runId) ?? runId.slice(0, 8), width: 160, render: (cell, line) => this.renderValue(cell, line, place),
    }))];
  }

  private renderValue(cell: HTMLElement, { row }: DifferenceLine, place: number): void {
    const code = row !== null && row === this.codeRow ? this.codeRow : undefined;
    if (code) return this.renderCode(cell, code, place);
    const value = row?.values[place] ?? null;
    setText(cell, row === null ? '' : (value ?? '–'));
    cell.title = value ?? '';
    cell.removeAttribute('data-look');
    cell.classList.add('value');
    cell.classList.toggle('differs', row !== null && row.differs && place !== this.base && value !== (row.values[this.base] ?? null));
  }

  private renderCode(cell: HTMLElement, { differences, values }: CodeRow, place: number): void {
    const difference = differences[place];
    const text = values[place] ?? '–';
    if (!difference) return setText(cell, '');
    const opens = canBeOpened(difference);
    const look = JSON.stringify([text, opens, this.base, place, this.differences?.runIds]);
    cell.title = longText(difference);
    cell.classList.remove('value');
    cell.classList.toggle('differs', difference.state === 'compared' && !difference.changes.same);
    // Made anew at every drawing, a link would lose the keyboard.
    if (cell.getAttribute('data-look') === look) return;
    cell.setAttribute('data-look', look);
    setChildren(cell, opens ? this.codeLink(text, place) : text);
  }

  private codeLink(text: string, place: number): HTMLElement {
    const open = (event: Event) => {
      event.preventDefault();
      const [base, run] = [this.base, place].map((each) => this.addresses.get(this.differences?.runIds[each] ?? ''));
      if (base && run) this.questions.open(base, run);
    };
    return h('a', { href: '#', on: { click: open, keydown: (event: KeyboardEvent) => event.key === 'Enter' && event.stopPropagation() } }, text);
  }
}

function renderName(cell: HTMLElement, line: DifferenceLine): void {
  setText(cell, line.row === null ? line.part : line.row.name);
  cell.title = cell.textContent ?? '';
  cell.classList.toggle('part', line.row === null);
}
