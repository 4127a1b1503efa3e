import type { Place } from '../../notebook/place';
import type { LocatedNode } from './ast';

/** A stretch of text: UTF-16 offsets, the end excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The text that a tree was parsed from, which turns the tree's positions (lines from 1, UTF-8 bytes) into offsets and places.
 * A function or class begins at its first decorator's `@`.
 */
export class SourceText {
  /** without line ends, which may be `\n`, `\r\n` and `\r` */
  readonly lines: readonly string[];
  private readonly starts: readonly number[];
  private readonly ascii: readonly boolean[];
  /** characters are bytes */
  readonly isAscii: boolean;

  constructor(readonly text: string) {
    const lines: string[] = [];
    const starts: number[] = [];
    // A byte order mark is no part of the first line.
    let start = text.startsWith('\ufeff') ? 1 : 0;
    for (const end of text.matchAll(/\r\n?|\n|$/g)) {
      lines.push(text.slice(start, end.index));
      starts.push(start);
      start = end.index + end[0].length;
    }
    this.lines = lines;
    this.starts = starts;
    this.isAscii = /^[\x00-\x7f]*$/.test(text);
    this.ascii = lines.map((line) => /^[\x00-\x7f]*$/.test(line));
  }

  /** @returns UTF-16 units from the line's beginning */
  column(line: number, bytes: number): number {
    const text = this.lines[line - 1] ?? '';
    if (this.ascii[line - 1] ?? true) return Math.min(bytes, text.length);
    let column = 0;
    for (let left = bytes; left > 0 && column < text.length; ) {
      const point = text.codePointAt(column)!;
      left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      column += point < 0x10000 ? 1 : 2;
    }
    return column;
  }

  /** @returns UTF-16 units from the text's beginning */
  offset(line: number, bytes: number): number {
    return (this.starts[line - 1] ?? this.text.length) + this.column(line, bytes);
  }

  range(node: LocatedNode): Range {
    return { start: this.start(node), end: this.offset(node.end_lineno, node.end_col_offset) };
  }

  /** As it was written. */
  segment(node: LocatedNode): string {
    const { start, end } = this.range(node);
    return this.text.slice(start, end);
  }

  /** @param cell the index of the cell whose source this is */
  place(cell: number, node: LocatedNode): Place {
    return this.placeOf(cell, this.range(node));
  }

  placeOf(cell: number, { start, end }: Range): Place {
    const first = this.lineAt(start);
    const last = this.lineAt(end);
    return { cell, line: first, column: start - this.starts[first - 1]!, endLine: last, endColumn: end - this.starts[last - 1]! };
  }

  /** @returns the line (from 1) on which an offset lies */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  private start(node: LocatedNode): number {
    const decorator = 'decorator_list' in node ? node.decorator_list[0] : undefined;
    if (!decorator) return this.offset(node.lineno, node.col_offset);
    // Between `@` and what the tree calls the decorator there may be parentheses and spaces.
    return this.text.lastIndexOf('@', this.offset(decorator.lineno, decorator.col_offset));
  }
}
