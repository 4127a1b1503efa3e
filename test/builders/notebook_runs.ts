import type { CellNames } from '../../src/core/cell';
import type { OpenCell, Ran } from '../../src/notebook/stale';

/** A notebook whose cells are named by one letter each, in the order of the letters given, and what ran in its session. */
export class NotebookRuns {
  readonly executions: Ran[] = [];
  private readonly sources = new Map<string, string>();

  constructor(private keys: string) {}

  /** Runs a cell that reads and binds these variables, written `a b -> c`; as its source is now. */
  run(cell: string, names: string, fields: Partial<Ran> = {}): this {
    const [read = '', defined = ''] = names.split('->').map((side) => side.trim());
    const told: CellNames = { read: words(read), defined: words(defined), deleted: [] };
    this.executions.push({ cell, source: this.source(cell), names: told, inferred: false, ...fields });
    return this;
  }

  edit(cell: string, source: string): this {
    this.sources.set(cell, source);
    return this;
  }

  remove(cell: string): this {
    this.keys = this.keys.replace(cell, '');
    return this;
  }

  get cells(): OpenCell[] {
    return [...this.keys].map((key, index) => ({ key, index, source: this.source(key), language: 'python' }));
  }

  private source(cell: string): string {
    return this.sources.get(cell) ?? `cell_${cell}()`;
  }
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
