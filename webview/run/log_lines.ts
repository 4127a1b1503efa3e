import type { LogPart } from '../../src/protocol/run_page';
import { ansiSpans, type AnsiSpan, type AnsiStyle } from '../shared/ansi';

export interface LogLine {
  readonly stream: 'stdout' | 'stderr';
  readonly timeMs: number;
  readonly spans: readonly AnsiSpan[];
}

type Stream = LogLine['stream'];

/** More characters than this of a line are not shown: laid out they would keep the page busy for seconds. */
const longestLine = 10_000;

/** Puts pieces of output together into lines. */
export class LogLines {
  private readonly styles: Record<Stream, AnsiStyle> = { stdout: {}, stderr: {} };
  /** the line that is not at its end yet, if there is one: it is also the last of `lines` */
  private open: { readonly stream: Stream; readonly timeMs: number; readonly raw: string; readonly length: number; readonly style: AnsiStyle } | undefined;
  private held: LogLine[] = [];
  private gone = 0;

  /** @param most lines that are kept; the earliest are dropped first */
  constructor(private readonly most: number) {}

  get lines(): readonly LogLine[] {
    return this.held;
  }

  /** how many lines were dropped before the first of `lines` */
  get dropped(): number {
    return this.gone;
  }

  /** Returns the first line that is new or other than before, counted with those that were dropped. */
  add(pieces: LogPart['pieces']): number {
    const first = this.gone + this.held.length - (this.open ? 1 : 0);
    for (const piece of pieces) this.addPiece(piece);
    const tooMany = this.held.length - this.most;
    if (tooMany > 0) {
      this.held = this.held.slice(tooMany);
      this.gone += tooMany;
    }
    return Math.max(first, this.gone);
  }

  private addPiece({ stream, text, timeMs }: LogPart['pieces'][number]): void {
    if (this.open && this.open.stream !== stream) this.open = undefined;
    const parts = text.split('\n');
    parts.forEach((part, index) => {
      const ends = index < parts.length - 1;
      if (!ends && part === '') return;
      this.addToLine(stream, part, timeMs, ends);
    });
  }

  private addToLine(stream: Stream, part: string, timeMs: number, ends: boolean): void {
    const { open } = this;
    const before = open?.style ?? this.styles[stream];
    const { raw, length } = overwritten(open, part);
    const { spans, after } = ansiSpans(raw, before);
    this.styles[stream] = after;
    const line = { stream, timeMs: open?.timeMs ?? timeMs, spans: length > raw.length ? [...spans, leftOut(length - raw.length)] : spans };
    if (open) this.held[this.held.length - 1] = line;
    else this.held.push(line);
    this.open = ends ? undefined : { stream, timeMs: line.timeMs, raw: part.endsWith('\r') ? `${raw}\r` : raw, length, style: before };
  }
}

export function lineText({ spans }: LogLine): string {
  return spans.map(({ text }) => text).join('');
}

/** What a terminal shows of a line after the carriage returns in it, its beginning if it is long; `length` is that of all of it. */
function overwritten(open: { readonly raw: string; readonly length: number } | undefined, part: string): { readonly raw: string; readonly length: number } {
  const text = (open?.raw ?? '') + part;
  const end = text.endsWith('\r') ? text.length - 1 : text.length;
  const begin = text.slice(0, end).lastIndexOf('\r') + 1;
  const before = begin === 0 && open ? open.length - open.raw.length : 0;
  return { raw: text.slice(begin, Math.min(end, begin + longestLine)), length: before + end - begin };
}

function leftOut(count: number): AnsiSpan {
  return { text: ` … ${count.toLocaleString('en')} more characters`, style: { dim: true, italic: true } };
}
