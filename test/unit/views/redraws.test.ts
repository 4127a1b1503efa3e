import { describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import type { ExplorerNode, ProblemNode } from '../../../src/views/explorer/node';
import { Redraws } from '../../../src/views/explorer/redraws';

/** Rows whose looks a test changes as it goes; they are drawn at time 0. */
class Rows {
  readonly redraws = new Redraws();
  private readonly items = new Map<ExplorerNode, vscode.TreeItem>();

  row(item: vscode.TreeItem): ExplorerNode {
    const node: ProblemNode = { kind: 'problem', id: String(this.items.size), message: '' };
    this.items.set(node, item);
    this.redraws.drew(node, item, 0);
    return node;
  }

  /** VS Code draws a row as it looks now. */
  draw(node: ExplorerNode, nowMs: number): void {
    this.redraws.drew(node, this.items.get(node) ?? {}, nowMs);
  }

  look(node: ExplorerNode, item: vscode.TreeItem): void {
    this.items.set(node, item);
  }

  due(nowMs: number, changed: readonly ExplorerNode[], perhaps: readonly ExplorerNode[] = []): ExplorerNode[] {
    return this.redraws.due(changed, perhaps, (node) => this.items.get(node) ?? {}, nowMs);
  }
}

describe('rows of the Runs view', () => {
  it('are left alone where they look as before', () => {
    const rows = new Rows();
    const same = rows.row({ label: 'a', description: '1 min' });
    const older = rows.row({ label: 'b', description: '1 min' });
    rows.look(older, { label: 'b', description: '2 min' });
    expect(rows.due(60_000, [], [same, older])).toEqual([older]);
  });

  it('are drawn again where what their card tells has changed', () => {
    const rows = new Rows();
    const noted = rows.row({ label: 'a', description: '1 min' });
    expect(rows.due(60_000, [noted])).toEqual([noted]);
  });

  it('are drawn at once where a name, a state or a check box has changed', () => {
    const rows = new Rows();
    const row = rows.row({ label: 'a', contextValue: 'run running' });
    rows.look(row, { label: 'a', contextValue: 'run' });
    expect(rows.due(1, [row])).toEqual([row]);
  });

  it('are drawn at once where a number has changed for the first time', () => {
    const rows = new Rows();
    const live = rows.row({ label: 'live', description: 'loss 0.5' });
    rows.look(live, { label: 'live', description: 'loss 0.4' });
    expect(rows.due(1, [live])).toEqual([live]);
  });

  it('wait where it changes again, and are drawn then without being named once more', () => {
    const rows = new Rows();
    const live = rows.row({ label: 'live', description: 'loss 0.5' });
    rows.draw(live, 1000);
    rows.look(live, { label: 'live', description: 'loss 0.4' });
    expect([rows.due(2999, [live]), rows.redraws.pending]).toEqual([[], true]);
    expect([rows.due(3000, []), rows.redraws.pending]).toEqual([[live], false]);
  });

  it('wait longer and longer with rows below them, which are drawn along', () => {
    const rows = new Rows();
    const group = rows.row({ label: 'digits', description: '0', collapsibleState: 2 });
    const pauses = [];
    for (let [change, drawnMs] = [1, 0]; change <= 8; change++) {
      rows.look(group, { label: 'digits', description: String(change), collapsibleState: 2 });
      let nowMs = drawnMs + 1;
      while (rows.due(nowMs, [], [group]).length === 0) nowMs += 1000;
      pauses.push(Math.floor((nowMs - drawnMs) / 1000));
      rows.draw(group, (drawnMs = nowMs));
    }
    expect(pauses).toEqual([0, 2, 4, 6, 8, 10, 10, 10]);
  });

  it('need not wait again after a quiet time', () => {
    const rows = new Rows();
    const live = rows.row({ label: 'live', description: 'loss 0.5' });
    rows.draw(live, 1000);
    rows.draw(live, 60_000);
    rows.look(live, { label: 'live', description: 'loss 0.4' });
    expect(rows.due(60_001, [live])).toEqual([live]);
  });

  it('are not drawn where VS Code has never shown them', () => {
    const rows = new Rows();
    const hidden: ProblemNode = { kind: 'problem', id: 'hidden', message: '' };
    expect(rows.due(60_000, [hidden])).toEqual([]);
  });
});
