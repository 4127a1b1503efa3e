import { displayWidth } from './printable';
import type { Terminal } from './terminal';

const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
/** Terminals that know these show what is between them at once; others pass over them. */
const BEGIN_UPDATE = '\x1b[?2026h';
const END_UPDATE = '\x1b[?2026l';
const CLEAR_TO_LINE_END = '\x1b[K';
const CLEAR_BELOW = '\x1b[J';

/** Lines at the bottom of the terminal that are written over themselves, line by line, so that nothing flickers. */
export class LiveScreen {
  private drawn: readonly string[] = [];
  private begun = false;

  constructor(private readonly terminal: Pick<Terminal, 'write' | 'width' | 'height'>) {}

  /** Each line must be narrower than the terminal. Those that the terminal has no room for are left out. */
  draw(lines: readonly string[]): void {
    const visible = lines.slice(0, Math.max(1, this.terminal.height - 1));
    if (this.begun && same(visible, this.drawn)) return;
    const rows = this.drawn.reduce((sum, line) => sum + this.rowsOf(line), 0);
    const up = rows > 0 ? `\x1b[${rows}A` : '';
    const text = visible.map((line) => `${line}${CLEAR_TO_LINE_END}\n`).join('');
    this.terminal.write(`${BEGIN_UPDATE}${this.begun ? '' : HIDE_CURSOR}${up}\r${text}${CLEAR_BELOW}${END_UPDATE}`);
    this.drawn = visible;
    this.begun = true;
  }

  /** A terminal that became narrower has wrapped what was drawn before. */
  private rowsOf(line: string): number {
    return Math.max(1, Math.ceil(displayWidth(line) / this.terminal.width));
  }

  /** What was drawn last stays, and the cursor is below it. */
  end(): void {
    if (this.begun) this.terminal.write(SHOW_CURSOR);
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, at) => line === b[at]);
}
