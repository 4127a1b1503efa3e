import type { CellRow } from '../../core/cell';
import type { OpenStore } from '../../host/open_store';
import type { CellsReply, CellsRequest } from '../../store/service';

/** Of a notebook with more executions only the latest are looked at. */
const MOST_ROWS = 10_000;
const PAGE = 1000;

/** All that a store has recorded of one notebook, read once and then kept up to date by what changed. */
export class NotebookRows {
  private byId = new Map<number, CellRow>();
  private cursor: number | undefined;
  private total = 0;
  private inOrder: readonly CellRow[] = [];

  /** @param notebooks its names, as in `CellRow.notebook`: that of now, and those it had before its folder was moved */
  constructor(
    readonly store: Pick<OpenStore, 'dir' | 'service'>,
    readonly notebooks: readonly string[],
  ) {}

  /** The earliest first. */
  get rows(): readonly CellRow[] {
    return this.inOrder;
  }

  /** Asks the store for what changed. @returns whether anything did */
  async update(): Promise<boolean> {
    if (this.cursor === undefined) return this.readAll();
    const { rows, removed, cursor } = await this.pages({ changedSince: this.cursor });
    this.cursor = cursor;
    const gone = removed.filter((id) => this.byId.delete(id)).length;
    if (rows.length + gone === 0) return (await this.count()) === this.total ? false : this.readAll();
    this.total += rows.filter(({ id }) => !this.byId.has(id)).length - gone;
    for (const row of rows) this.byId.set(row.id, row);
    this.sort();
    return true;
  }

  /** Runs that were deleted take their cells with them, which no change tells. */
  private async count(): Promise<number> {
    const replies = await Promise.all(this.notebooks.map((notebook) => this.store.service.cells({ notebook, limit: 0 })));
    return replies.reduce((sum, { total }) => sum + total, 0);
  }

  private async readAll(): Promise<boolean> {
    const had = this.byId.size;
    const { rows, total, cursor } = await this.pages({ descending: true });
    this.byId = new Map(rows.map((row) => [row.id, row]));
    this.total = total;
    this.cursor = cursor;
    this.sort();
    return had + rows.length > 0;
  }

  private sort(): void {
    this.inOrder = [...this.byId.values()].sort((a, b) => a.startMs - b.startMs || a.id - b.id);
  }

  private async pages(request: CellsRequest): Promise<CellsReply> {
    const replies: CellsReply[] = [];
    for (const notebook of this.notebooks) replies.push(await this.pagesOf({ ...request, notebook }));
    return {
      rows: replies.flatMap(({ rows }) => rows),
      removed: [...new Set(replies.flatMap(({ removed }) => removed))],
      total: replies.reduce((sum, { total }) => sum + total, 0),
      // What changes while pages are read is told again after the first one's cursor.
      cursor: Math.min(...replies.map(({ cursor }) => cursor)),
    };
  }

  private async pagesOf(request: CellsRequest): Promise<CellsReply> {
    const rows: CellRow[] = [];
    let first: CellsReply | undefined;
    for (;;) {
      const page = await this.store.service.cells({ ...request, offset: rows.length, limit: PAGE });
      first ??= page;
      rows.push(...page.rows);
      if (page.rows.length < PAGE || rows.length >= MOST_ROWS) return { ...first, rows };
    }
  }
}
