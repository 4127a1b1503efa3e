import { h, setText } from '../shared/dom';
import type { Key } from '../shared/keys';
import { OneAtATime } from '../shared/one_at_a_time';
import { button, iconButton, setPressed, textField } from '../shared/toolkit';
import { LogLines, lineText } from './log_lines';
import { findInLog, mostMatches, type LogMatch } from './log_search';
import { LogView } from './log_view';
import type { RunContext, RunTab } from './run_context';
import './log_tab.css';

const mostLines = 20_000;

/** What the run printed, followed while it prints. */
export class LogTab implements RunTab {
  readonly element: HTMLElement;
  private readonly lines = new LogLines(mostLines);
  private readonly view: LogView;
  private readonly note = h('div', { class: 'log-note muted', hidden: true });
  private readonly found = h('span', { class: 'muted', 'aria-live': 'polite' });
  private readonly search = textField({ label: 'Find in output', placeholder: 'Find', icon: 'search', onInput: () => this.find(true) });
  private readonly jump = h('div', { class: 'log-jump', hidden: true }, button('To the end', { icon: 'arrow-down', appearance: 'primary', onClick: () => this.view.toEnd() }));
  private readonly wrap = iconButton('word-wrap', 'Wrap lines', () => this.setWrapped(!this.context.state().wrapLog));
  private matches: readonly LogMatch[] = [];
  private current = 0;
  private next: number | undefined;
  private cut = false;
  private readonly reading: OneAtATime;

  constructor(private readonly context: RunContext) {
    this.view = new LogView((atEnd) => (this.jump.hidden = atEnd));
    this.reading = new OneAtATime(() => this.read(), (error) => context.fail(error));
    this.showWrapped();
    this.search.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.go(event.shiftKey ? -1 : 1);
      if (event.key === 'Escape') this.view.element.focus();
    });
    this.element = h(
      'div',
      { class: 'log-tab' },
      h(
        'div',
        { class: 'log-tools', role: 'toolbar', 'aria-label': 'Output' },
        this.search,
        iconButton('arrow-up', 'Previous match (Shift+Enter)', () => this.go(-1)),
        iconButton('arrow-down', 'Next match (Enter)', () => this.go(1)),
        this.found,
        h('span', { class: 'grow' }),
        this.wrap,
        iconButton('copy', 'Copy all of it', () => void this.copy()),
        iconButton('go-to-file', 'Open in an editor', () => void context.host.request('openLog', {}).catch(context.fail)),
      ),
      this.note,
      this.view.element,
      this.jump,
    );
  }

  keys(): Key[] {
    return [
      { key: '/', label: '/', does: 'Find in the output', run: () => this.search.focus() },
      { key: 'n', label: 'n', does: 'Next match', run: () => this.go(1) },
      { key: 'N', label: 'Shift n', does: 'Previous match', run: () => this.go(-1) },
    ];
  }

  update(): void {
    this.reading.want();
  }

  /** Asks for what came since; a part may not be all of it. */
  private async read(): Promise<boolean> {
    const { next } = this;
    const part = await this.context.host.request('log', next === undefined ? {} : { after: next });
    this.cut ||= part.cut;
    this.next = part.next;
    if (part.pieces.length > 0) this.take(part.pieces);
    this.tell();
    return part.pieces.length > 0 && next !== undefined && part.next !== next;
  }

  private setWrapped(wrapLog: boolean): void {
    this.context.arrange({ wrapLog });
    this.showWrapped();
  }

  private showWrapped(): void {
    const { wrapLog } = this.context.state();
    setPressed(this.wrap, wrapLog);
    this.view.element.classList.toggle('log-wrapped', wrapLog);
  }

  private take(pieces: Parameters<LogLines['add']>[0]): void {
    const from = this.lines.add(pieces);
    this.view.show(this.lines.lines, this.lines.dropped, from);
    if (this.search.value !== '') this.find(false);
  }

  private tell(): void {
    const empty = this.lines.lines.length === 0;
    const left = this.cut || this.lines.dropped > 0;
    this.note.hidden = !empty && !left;
    const nothing = this.context.snapshot().row.status === 'RUNNING' ? 'Nothing was printed yet.' : 'Nothing was printed.';
    setText(this.note, empty ? nothing : 'Earlier output is left out here. Open it in an editor to see all of it.');
  }

  /** @param reveal also moves to the first match from the end */
  private find(reveal: boolean): void {
    this.matches = findInLog(this.lines.lines, this.lines.dropped, this.search.value);
    if (reveal) this.current = this.matches.length - 1;
    this.showMatches(reveal);
  }

  private go(by: number): void {
    if (this.matches.length === 0) return;
    this.current = (this.current + by + this.matches.length) % this.matches.length;
    this.showMatches(true);
  }

  private showMatches(reveal: boolean): void {
    const { matches, view } = this;
    const match = matches[this.current];
    if (reveal && match) view.reveal(match.line);
    const range = (found: LogMatch) => view.range(found.line, found.start, found.end) ?? [];
    CSS.highlights.set('log-matches', new Highlight(...matches.flatMap(range)));
    CSS.highlights.set('log-match', new Highlight(...(match ? [match].flatMap(range) : [])));
    const total = matches.length === mostMatches ? `${mostMatches}+` : String(matches.length);
    setText(this.found, this.search.value === '' ? '' : matches.length === 0 ? 'No results' : `${this.current + 1} of ${total}`);
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.lines.lines.map(lineText).join('\n'));
    } catch (error) {
      this.context.fail(error);
    }
  }
}
