import { terminalText } from '../../core/cells/terminal_text';

/** Characters kept of one output, from its start and from its end; what is between is left out. */
const HEAD = 48 * 1024;
const TAIL = 16 * 1024;
/** Far from both ends, text is counted and not looked at. */
const NEAR = 512 * 1024;

/** A text of which the middle is left out, and how many characters that were. */
export interface ShortText {
  readonly text: string;
  readonly cut: number;
}

/** Takes the text of a stream in pieces, and keeps of it what a terminal would show in the end, at most 64 K of it. */
export class StreamText {
  private rest = '';
  private head = '';
  private tail = '';
  private cut = 0;

  /** @param ahead characters that are about to follow */
  feed(piece: string, ahead: number): void {
    if (this.head.length === HEAD && ahead > NEAR && this.rest.length < NEAR) {
      this.cut += piece.length;
      return;
    }
    const text = this.rest + piece;
    const end = text.lastIndexOf('\n') + 1;
    this.keep(terminalText(text.slice(0, end)));
    this.rest = folded(text.slice(end));
  }

  finish(): ShortText {
    this.keep(terminalText(this.rest));
    this.rest = '';
    return { text: this.head + this.tail, cut: this.cut };
  }

  private keep(text: string): void {
    const more = text.slice(0, HEAD - this.head.length);
    this.head += more;
    const tail = this.tail + text.slice(more.length);
    this.cut += Math.max(0, tail.length - TAIL);
    this.tail = tail.slice(-TAIL);
  }
}

/** The same for a text that is whole. */
export function shortened(text: string, limit = HEAD + TAIL): ShortText {
  if (text.length <= limit) return { text, cut: 0 };
  const tail = Math.floor((limit * TAIL) / (HEAD + TAIL));
  return { text: text.slice(0, limit - tail) + (tail > 0 ? text.slice(-tail) : ''), cut: text.length - limit };
}

/** A progress bar may rewrite a line that never ends: only what it last was can be seen again. */
function folded(line: string): string {
  const last = line.lastIndexOf('\r', line.length - 2);
  if (last < 0) return line;
  const state = line.slice(last);
  return state.trim() === '' ? `${terminalText(line)}\r` : state;
}
