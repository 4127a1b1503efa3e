import type { Database, Statement } from 'better-sqlite3';

interface Said {
  readonly id: number;
  readonly run: number;
  readonly cell: number;
  readonly saidBy: 'kernel' | 'editor';
  readonly count: number | null;
  readonly likeness: string | null;
  readonly handle: string | null;
  readonly cellId: string | null;
  readonly startMs: number;
  /** what the other one says of the same cell */
  readonly partner: number | null;
}

/** How far apart the two clocks may be where the number beside the cell is not known yet. */
const NEAR_MS = 60_000;
/** Executions with the same number that are looked at before and after one: a notebook has few, what is wrong in a journal may be many. */
const MOST_NEAR = 8;

/**
 * Makes one cell of what the kernel and the editor say of the same execution: of the same session, with the same number
 * beside it and the same source, the nearest in time. Either may come first.
 */
export class CellJoin {
  /** cells that are now another */
  readonly gone = new Set<number>();
  private readonly select: Statement;
  private readonly byCount: readonly Statement[];
  private readonly byHandle: Statement;
  private readonly move: Statement;
  private readonly take: Statement;
  private readonly leave: Statement;
  private readonly remove: Statement;
  private readonly split: Statement;

  constructor(db: Database) {
    const columns = `x.id, x.run, x.cell, x.said_by AS saidBy, x.count, x.likeness, x.handle, x.cell_id AS cellId, x.start_ms AS startMs,
      CASE x.said_by WHEN 'kernel' THEN c.editor ELSE c.kernel END AS partner`;
    this.select = db.prepare(`SELECT ${columns} FROM execution x JOIN cell c ON c.id = x.cell WHERE x.id = ?`);
    this.byCount = ['x.start_ms >= ? ORDER BY x.start_ms', 'x.start_ms < ? ORDER BY x.start_ms DESC'].map((near) =>
      db.prepare(`SELECT ${columns} FROM execution x JOIN cell c ON c.id = x.cell WHERE x.run = ? AND x.count = ? AND x.said_by = ? AND ${near} LIMIT ${MOST_NEAR}`),
    );
    this.byHandle = db.prepare(
      `SELECT ${columns} FROM cell c JOIN execution x ON x.cell = c.id
       WHERE c.run = ? AND c.start_ms BETWEEN ? AND ? AND x.said_by = ? AND (x.handle = ? OR x.cell_id = ?) AND (x.count IS NULL OR ? IS NULL)`,
    );
    this.move = db.prepare('UPDATE execution SET cell = ? WHERE id = ?');
    this.take = db.prepare('UPDATE cell SET kernel = ?, editor = ?, redacted_ms = coalesce(redacted_ms, (SELECT redacted_ms FROM cell WHERE id = ?)) WHERE id = ?');
    this.leave = db.prepare('UPDATE cell SET kernel = nullif(kernel, ?), editor = nullif(editor, ?) WHERE id = ?');
    this.remove = db.prepare('DELETE FROM cell WHERE id = ? RETURNING version').pluck();
    this.split = db.prepare(
      `INSERT INTO cell (run, version, start_ms, kernel, editor, redacted_ms)
       SELECT x.run, 0, x.start_ms, CASE x.said_by WHEN 'kernel' THEN x.id END, CASE x.said_by WHEN 'editor' THEN x.id END, c.redacted_ms
       FROM execution x JOIN cell c ON c.id = x.cell WHERE x.id = ?`,
    );
  }

  /** Returns the cells that it changed. */
  join(execution: number): number[] {
    const one = this.load(execution);
    const changed: number[] = [];
    if (one.partner !== null) {
      const { count } = this.load(one.partner);
      if (one.count === null || count === null || one.count === count) return [];
      changed.push(...this.separate(one));
    }
    return [...changed, ...this.findPartner(this.load(execution))];
  }

  private findPartner(one: Said): number[] {
    const others = this.candidates(one).sort((a, b) => distance(a, one) - distance(b, one));
    for (const other of others) {
      const rival = other.partner === null ? null : this.load(other.partner);
      if (rival === null) return [this.unite(one, other)];
      if (distance(other, one) >= distance(other, rival)) continue;
      const left = this.separate(rival);
      return [...left, this.unite(one, this.load(other.id)), ...this.findPartner(this.load(rival.id))];
    }
    return [];
  }

  private candidates(one: Said): Said[] {
    const by = one.saidBy === 'kernel' ? 'editor' : 'kernel';
    const { startMs, handle, cellId, count } = one;
    const counted = count === null ? [] : this.byCount.flatMap((near) => near.all(one.run, count, by, startMs) as Said[]);
    const same = counted.filter((other) => isAlike(one, other));
    if (same.length > 0 || (handle === null && cellId === null)) return same;
    const near = this.byHandle.all(one.run, startMs - NEAR_MS, startMs + NEAR_MS, by, handle, cellId, count) as Said[];
    return near.filter(({ likeness }) => likeness === one.likeness);
  }

  /** The older cell stays. */
  private unite(one: Said, other: Said): number {
    const [kept, gone] = one.cell < other.cell ? [one.cell, other.cell] : [other.cell, one.cell];
    const [kernel, editor] = one.saidBy === 'kernel' ? [one.id, other.id] : [other.id, one.id];
    this.take.run(kernel, editor, gone, kept);
    for (const id of [one.id, other.id]) this.move.run(kept, id);
    // Nobody has seen a cell that is as new as that.
    if ((this.remove.get(gone) as number) > 0) this.gone.add(gone);
    return kept;
  }

  private separate(one: Said): number[] {
    const cell = Number(this.split.run(one.id).lastInsertRowid);
    this.leave.run(one.id, one.id, one.cell);
    this.move.run(cell, one.id);
    return [one.cell, cell];
  }

  private load(id: number): Said {
    return this.select.get(id) as Said;
  }
}

/** What was redacted, and what came without its beginning, has no source to be compared. */
function isAlike(one: Said, other: Said): boolean {
  if (one.likeness === null || other.likeness === null || one.likeness === other.likeness) return true;
  return (one.handle !== null && one.handle === other.handle) || (one.cellId !== null && one.cellId === other.cellId);
}

function distance(one: Said, other: Said): number {
  return Math.abs(one.startMs - other.startMs);
}
