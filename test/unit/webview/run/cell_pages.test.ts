import { describe, expect, it } from 'vitest';
import type { CellLine, CellLines } from '../../../../src/protocol/run_cells';
import { CellPages } from '../../../../webview/run/cell_pages';

/** A run whose executions a page asks for: 0, 1, 2 …, each a millisecond after the one before. */
class Session {
  readonly asked: string[] = [];
  private readonly versions = new Map<number, number>();
  private lines: CellLine[] = [];
  private removed: { id: number; version: number }[] = [];
  private cursor = 0;

  constructor(count: number) {
    for (let id = 0; id < count; id++) this.change({ id, startMs: id });
  }

  change({ id, ...parts }: Partial<CellLine> & { id: number }): void {
    const before = this.lines.find((line) => line.id === id);
    const line: CellLine = { count: id, status: 'ok', error: null, startMs: id, endMs: id, cpuMs: null, memory: null, by: 'kernel', line: 'x', metrics: [], metricCount: 0, ...before, id, ...parts };
    this.lines = [...this.lines.filter((one) => one !== before), line].sort((a, b) => a.startMs - b.startMs);
    this.versions.set(id, ++this.cursor);
  }

  drop(id: number): void {
    this.lines = this.lines.filter((line) => line.id !== id);
    this.removed.push({ id, version: ++this.cursor });
  }

  async reply(ask: { offset?: number; changedSince?: number; limit: number }): Promise<CellLines> {
    const { offset = 0, changedSince, limit } = ask;
    this.asked.push(changedSince === undefined ? `from ${offset}` : 'changes');
    const found = this.lines.filter(({ id }) => changedSince === undefined || (this.versions.get(id) ?? 0) > changedSince);
    const removed = changedSince === undefined ? [] : this.removed.filter(({ version }) => version > changedSince).map(({ id }) => id);
    return { lines: found.slice(offset, offset + limit), total: found.length, cursor: this.cursor, removed };
  }
}

async function opened(session: Session) {
  const failures: unknown[] = [];
  let arrivals = 0;
  const pages = new CellPages((ask) => session.reply(ask), () => arrivals++, (error) => failures.push(error));
  await pages.update();
  return { pages, failures, arrivals: () => arrivals };
}

/** Lets what was asked without waiting arrive. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the executions on a page', () => {
  it('are fetched in blocks around what is seen', async () => {
    const session = new Session(2_000);
    const { pages } = await opened(session);
    pages.want(1_950, 2_000);
    await settled();
    expect(pages.count).toBe(2_000);
    expect(pages.row(1_999)?.id).toBe(1_999);
    expect(pages.row(1_000)).toBeUndefined();
    expect(session.asked).toEqual(['from 0', 'from 1800']);
  });

  it('are there before they are seen', async () => {
    const { pages } = await opened(new Session(2_000));
    pages.want(40, 80);
    await settled();
    expect(pages.row(210)?.id).toBe(210);
  });

  it('are not fetched twice', async () => {
    const session = new Session(200);
    const { pages } = await opened(session);
    pages.want(0, 60);
    pages.want(10, 70);
    await settled();
    expect(session.asked).toEqual(['from 0']);
  });

  it('change where they stand', async () => {
    const session = new Session(3);
    const { pages } = await opened(session);
    session.change({ id: 1, status: 'error' });
    await pages.update();
    expect(pages.row(1)?.status).toBe('error');
    expect(session.asked).toEqual(['from 0', 'changes']);
  });

  it('stay as they are where nothing changed', async () => {
    const { pages, arrivals } = await opened(new Session(3));
    const before = arrivals();
    await pages.update();
    expect(arrivals()).toBe(before);
  });

  it('become more', async () => {
    const session = new Session(200);
    const { pages } = await opened(session);
    session.change({ id: 200 });
    pages.want(150, 200);
    await pages.update();
    pages.want(150, 201);
    await settled();
    expect(pages.count).toBe(201);
    expect(pages.row(200)?.id).toBe(200);
  });

  it('move where one turns out to have begun earlier', async () => {
    const session = new Session(3);
    const { pages } = await opened(session);
    session.change({ id: 2, startMs: 0.5 });
    await pages.update();
    expect([0, 1, 2].map((index) => pages.row(index)?.id)).toEqual([0, 2, 1]);
  });

  it('move up where two turn out to be one', async () => {
    const session = new Session(3);
    const { pages } = await opened(session);
    session.drop(1);
    await pages.update();
    expect([0, 1, 2].map((index) => pages.row(index)?.id)).toEqual([0, 2, undefined]);
    expect(pages.count).toBe(2);
  });

  it('can be asked for again after it did not work', async () => {
    const session = new Session(400);
    let fails = true;
    const failures: unknown[] = [];
    const pages = new CellPages((ask) => ('offset' in ask && ask.offset > 0 && fails ? Promise.reject(new Error('busy')) : session.reply(ask)), () => undefined, (error) => failures.push(error));
    await pages.update();
    pages.want(250, 300);
    await settled();
    fails = false;
    pages.want(250, 300);
    await settled();
    expect(failures).toHaveLength(1);
    expect(pages.row(250)?.id).toBe(250);
  });
});
