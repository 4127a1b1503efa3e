import type { CellLine, CellLines } from '../../src/protocol/run_cells';
import type { Rows } from '../shared/table';

const BLOCK = 200;
/** What is so near to what is seen is fetched before it is. */
const AHEAD = 150;
/** When more than this changed, all that is in sight is asked for again. */
const MOST_CHANGES = 200;

type Ask = { readonly offset: number; readonly limit: number } | { readonly changedSince: number; readonly limit: number };

/** The executions of a run, in order, of which only blocks around what is seen are fetched; kept up to date where they stand. */
export class CellPages implements Rows<CellLine> {
  private lines = new Map<number, CellLine>();
  private readonly asked = new Set<number>();
  private total = 0;
  private cursor: number | undefined;
  private seen: readonly [from: number, to: number] = [0, 1];

  /** @param arrived there is more, or something else, to be shown */
  constructor(
    private readonly fetch: (ask: Ask) => Promise<CellLines>,
    private readonly arrived: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  get count(): number {
    return this.total;
  }

  row(index: number): CellLine | undefined {
    return this.lines.get(index);
  }

  want(from: number, to: number): void {
    this.seen = [Math.max(0, from - AHEAD), Math.min(this.total, to + AHEAD)];
    for (const block of this.blocksInSight()) {
      if (!this.asked.has(block)) this.get(block).catch(this.failed);
    }
  }

  /** Gets the first block at first, later what changed since. Those that are in sight stay there until others have come in their place. */
  async update(): Promise<void> {
    if (this.cursor === undefined) {
      await this.get(0);
      return;
    }
    const { lines, total, cursor, removed } = await this.fetch({ changedSince: this.cursor, limit: MOST_CHANGES });
    this.cursor = cursor;
    if (total + removed.length === 0) return;
    const places = new Map([...this.lines].map(([index, line]) => [line.id, index]));
    const inPlace = removed.length === 0 && total === lines.length && lines.every((line) => this.lines.get(places.get(line.id) ?? -1)?.startMs === line.startMs);
    if (!inPlace) return this.again();
    for (const line of lines) this.lines.set(places.get(line.id) ?? 0, line);
    this.arrived();
  }

  /** Some are new, or gone, or elsewhere. */
  private async again(): Promise<void> {
    const held = new Set(this.blocksInSight());
    this.lines = new Map([...this.lines].filter(([index]) => held.has(Math.floor(index / BLOCK))));
    this.asked.clear();
    await Promise.all([...held].map((block) => this.get(block)));
  }

  private blocksInSight(): number[] {
    const [from, to] = this.seen;
    const first = Math.floor(from / BLOCK);
    return Array.from({ length: Math.max(1, Math.ceil(to / BLOCK) - first) }, (_, place) => first + place);
  }

  private async get(block: number): Promise<void> {
    this.asked.add(block);
    try {
      const { lines, total, cursor } = await this.fetch({ offset: block * BLOCK, limit: BLOCK });
      this.total = total;
      this.cursor ??= cursor;
      for (let place = 0; place < BLOCK; place++) {
        const line = lines[place];
        if (line) this.lines.set(block * BLOCK + place, line);
        else this.lines.delete(block * BLOCK + place);
      }
      this.arrived();
    } catch (error) {
      this.asked.delete(block);
      throw error;
    }
  }
}
