import type { RunSnapshot } from '../../src/protocol/run_page';
import { h, setText } from '../shared/dom';
import { textArea } from '../shared/toolkit';
import type { RunContext, RunTab } from './run_context';
import './notes_tab.css';

const pauseMs = 600;

/** What people write about the run; saved when they pause, and when they leave. */
export class NotesTab implements RunTab {
  private readonly area = textArea('Notes on the run', 'What is worth remembering about this run', () => this.typed());
  private readonly said = h('div', { class: 'muted', 'aria-live': 'polite' });
  readonly element = h('div', { class: 'notes' }, this.area, this.said);
  private saved: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly context: RunContext) {
    this.area.addEventListener('change', () => void this.save());
    document.addEventListener('visibilitychange', () => void this.save());
  }

  setShown(shown: boolean): void {
    if (!shown) void this.save();
  }

  /** What somebody else wrote is taken over unless something is being written here. */
  update({ row: { note } }: RunSnapshot): void {
    const untouched = this.saved === undefined || this.area.value === this.saved;
    if (untouched && this.area.value !== note) this.area.value = note;
    if (untouched) this.saved = note;
  }

  private typed(): void {
    setText(this.said, '');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), pauseMs);
  }

  private async save(): Promise<void> {
    clearTimeout(this.timer);
    const note = this.area.value;
    if (this.saved === undefined || note === this.saved) return;
    const before = this.saved;
    this.saved = note;
    try {
      await this.context.host.request('note', { note });
      setText(this.said, 'Saved');
    } catch (error) {
      this.saved = before;
      setText(this.said, 'Not saved. The text stays here; it is tried again when you write on.');
      this.context.fail(error);
    }
  }
}
