/** A note that was written but is not in the store yet. */
export interface NoteDraft {
  readonly runId: string;
  readonly text: string;
  /** what the store had when it was begun */
  readonly base: string;
}

/** The text of a note between who writes it here, the store, and who writes it elsewhere: neither takes the other's place unasked. */
export class Note {
  private written: string;
  private base: string;
  /** What was sent from here: the store may tell of it only after later text was sent. */
  private readonly sent = new Set<string>();

  /** @param draft of this run, from before the page was loaded */
  constructor(
    private stored: string,
    draft?: NoteDraft,
  ) {
    this.written = draft?.text ?? stored;
    this.base = draft && draft.text !== stored ? draft.base : stored;
  }

  get text(): string {
    return this.written;
  }

  /** Something was written elsewhere while something else was being written here: the person has to choose. */
  get conflicts(): boolean {
    return this.base !== this.stored;
  }

  /** What has to be sent to the store, or undefined. */
  get unsaved(): string | undefined {
    return !this.conflicts && this.written !== this.stored ? this.written : undefined;
  }

  /** What has to be kept over a reload of the page. */
  draft(runId: string): NoteDraft | undefined {
    return this.written === this.stored ? undefined : { runId, text: this.written, base: this.base };
  }

  write(text: string): void {
    this.written = text;
  }

  /** The text is on its way to the store. Returns what to do if it does not arrive. */
  send(text: string): () => void {
    const before = this.stored;
    this.stored = this.base = text;
    this.sent.add(text);
    return () => {
      this.sent.delete(text);
      if (this.stored === text) this.stored = this.base = before;
    };
  }

  /** The store has this. */
  arrive(text: string): void {
    if (text === this.stored) {
      this.sent.clear();
      return;
    }
    if (this.sent.has(text)) return;
    const untouched = this.written === this.stored;
    this.stored = text;
    if (untouched) this.written = text;
    if (this.written === text) this.base = text;
  }

  /** Ends a conflict: what was written here counts, or what was written elsewhere. */
  choose(which: 'mine' | 'theirs'): void {
    if (which === 'theirs') this.written = this.stored;
    this.base = this.stored;
  }
}
