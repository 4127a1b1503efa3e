import type { Module as ParsedTree } from 'py-ast';
import type { Located, Node } from './ast';
import { walk } from './children';
import type { SourceText } from './source_text';

/** A stretch of one line that is to be something else while the text is parsed. */
export interface Patch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with some stretches replaced, and the way back from positions in it to those in the original. */
export class PatchedText {
  readonly text: string;
  private readonly lines = new Map<number, { readonly at: number; readonly removed: number; readonly added: number }[]>();

  /** @param patches in order, none over the end of a line */
  constructor(source: SourceText, patches: readonly Patch[]) {
    let text = '';
    let done = source.offset(1, 0);
    for (const { start, end, text: replacement } of patches) {
      text += source.text.slice(done, start) + replacement;
      done = end;
      const line = source.lineAt(start);
      const at = Buffer.byteLength(source.text.slice(source.offset(line, 0), start));
      const onLine = this.lines.get(line) ?? [];
      this.lines.set(line, [...onLine, { at, removed: Buffer.byteLength(source.text.slice(start, end)), added: Buffer.byteLength(replacement) }]);
    }
    this.text = text + source.text.slice(done);
  }

  /** Gives each node of a tree of the patched text its position in the original. */
  restorePositions(tree: ParsedTree): void {
    for (const node of walk(tree as unknown as Node)) {
      if (!('lineno' in node)) continue;
      const position = node as { -readonly [field in keyof Located]: Located[field] };
      position.col_offset = this.original(position.lineno, position.col_offset, 'start');
      position.end_col_offset = this.original(position.end_lineno, position.end_col_offset, 'end');
    }
  }

  /**
   * @param side of what is at the column: something may have been taken away there, which nothing begins before and nothing ends behind
   * @returns the column, in bytes, in the original line
   */
  original(line: number, column: number, side: 'start' | 'end'): number {
    let shift = 0;
    for (const { at, removed, added } of this.lines.get(line) ?? []) {
      const here = at + shift;
      if (column < here || (column === here && side === 'end')) break;
      if (column < here + added) return at;
      shift += added - removed;
    }
    return column - shift;
  }
}
