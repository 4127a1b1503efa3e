import { Interruption } from './interruption';

/** How far a line is indented, with tabs of eight columns and with tabs of one. Lines must line up either way. */
interface Width {
  readonly wide: number;
  readonly narrow: number;
}

/** The blocks that are open, by their indentation. */
export class Indentation {
  private readonly levels: Width[] = [{ wide: 0, narrow: 0 }];

  /**
   * A line that has something on it.
   * @param offset of the first thing on it, for faults
   */
  line(space: string, offset: number): void {
    const width = measure(space);
    const top = this.levels.at(-1)!;
    if (width.wide > top.wide) {
      if (width.narrow <= top.narrow) throw mixed(offset);
      this.levels.push(width);
      return;
    }
    while (this.levels.at(-1)!.wide > width.wide) this.levels.pop();
    const level = this.levels.at(-1)!;
    if (level.wide !== width.wide) throw new Interruption('unindent does not match any outer indentation level', offset);
    if (level.narrow !== width.narrow) throw mixed(offset);
  }
}

function mixed(offset: number): Interruption {
  return new Interruption('inconsistent use of tabs and spaces in indentation', offset);
}

function measure(space: string): Width {
  let wide = 0;
  let narrow = 0;
  for (const character of space) {
    if (character === '\f') {
      wide = narrow = 0;
    } else {
      wide = character === '\t' ? (Math.floor(wide / 8) + 1) * 8 : wide + 1;
      narrow += 1;
    }
  }
  return { wide, narrow };
}
