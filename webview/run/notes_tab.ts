import type { RunSnapshot } from '../../src/protocol/run_page';
import { h, icon, setText } from '../shared/dom';
import { button, textArea } from '../shared/toolkit';
import { Note } from './note';
import type { RunContext, RunTab } from './run_context';
import './notes_tab.css';

const pauseMs = 600;

/** What people write about the run; saved when they pause, and when they leave. */
export class NotesTab implements RunTab {
  private readonly area = textArea('Notes on the run', 'What is worth remembering about this run', () => this.typed());
  private readonly said = h('div', { class: 'muted', 'aria-live': 'polite' });
  private readonly conflict = h(
    'div', { class: 'notice warned note-conflict', role: 'alert', hidden: true },
    h('span', {}, icon('warning'), ' The note was changed elsewhere while you wrote. Yours is not saved yet.'),
    button('Keep Mine', { onClick: () => this.choose('mine') }),
    button('Take Theirs', { onClick: () => this.choose('theirs') }),
  );
  readonly element = h('div', { class: 'notes' }, this.conflict, this.area, this.said);
  private note: Note | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly context: RunContext) {
    this.area.addEventListener('change', () => void this.save());
    document.addEventListener('visibilitychange', () => void this.save());
  }

  setShown(shown: boolean): void {
    if (!shown) void this.save();
  }

  update({ row: { runId, note } }: RunSnapshot): void {
    if (this.note) this.note.arrive(note);
    else {
      const { draft } = this.context.state();
      this.note = new Note(note, draft?.runId === runId ? draft : undefined);
      void this.save();
    }
    this.show();
  }

  private show(): void {
    const { note, area } = this;
    if (!note) return;
    if (area.value !== note.text) area.value = note.text;
    this.conflict.hidden = !note.conflicts;
    this.context.arrange({ draft: note.draft(this.context.snapshot().row.runId) });
  }

  private typed(): void {
    this.note?.write(this.area.value);
    setText(this.said, '');
    this.show();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), pauseMs);
  }

  private choose(which: 'mine' | 'theirs'): void {
    this.note?.choose(which);
    this.show();
    void this.save();
  }

  private async save(): Promise<void> {
    clearTimeout(this.timer);
    const { note, context } = this;
    const text = note?.unsaved;
    if (!note || text === undefined) return;
    const undo = note.send(text);
    try {
      await context.host.request('note', { note: text });
      setText(this.said, 'Saved');
    } catch (error) {
      undo();
      setText(this.said, 'Not saved. The text stays here; it is tried again when you write on.');
      context.fail(error);
    }
    this.show();
  }
}
