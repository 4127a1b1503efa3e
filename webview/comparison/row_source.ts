import type { ComparisonRow } from '../../src/protocol/comparison_page';
import type { Rows } from '../shared/table';

const blockRows = 200;

/**
 * Rows that a filter finds, of which only blocks around what is seen are fetched. While runs go on their rows are
 * replaced where they stand: the order is that of the moment at which it was asked for.
 */
export class FoundRows implements Rows<ComparisonRow> {
  private readonly rows = new Map<number, ComparisonRow>();
  private readonly asked = new Set<number>();
  private total = 0;

  /**
   * @param fetch rows from an offset on
   * @param arrived there are more rows to be shown
   */
  constructor(
    private readonly fetch: (offset: number, limit: number) => Promise<{ readonly rows: readonly ComparisonRow[]; readonly total: number }>,
    private readonly arrived: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  get count(): number {
    return this.total;
  }

  row(index: number): ComparisonRow | undefined {
    return this.rows.get(index);
  }

  want(from: number, to: number): void {
    for (let block = Math.floor(from / blockRows); block * blockRows < to; block++) {
      if (!this.asked.has(block)) this.get(block).catch(this.failed);
    }
  }

  /** Gets the first rows; rejects with what is wrong with the filter. */
  async begin(): Promise<void> {
    await this.get(0);
  }

  /** Those fetched so far. */
  get held(): readonly ComparisonRow[] {
    return [...this.rows.values()];
  }

  replace(rows: readonly ComparisonRow[]): void {
    const byId = new Map(rows.map((row) => [row.runId, row]));
    for (const [index, { runId }] of this.rows) {
      const next = byId.get(runId);
      if (next) this.rows.set(index, next);
    }
  }

  private async get(block: number): Promise<void> {
    this.asked.add(block);
    try {
      const { rows, total } = await this.fetch(block * blockRows, blockRows);
      this.total = total;
      rows.forEach((row, place) => this.rows.set(block * blockRows + place, row));
      this.arrived();
    } catch (error) {
      this.asked.delete(block);
      throw error;
    }
  }
}
