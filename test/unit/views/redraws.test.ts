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

  it('wait where a number has changed again, and are drawn then without being named once more', () => {
    const rows = new Rows();
    const live = rows.row({ label: 'live', description: 'loss 0.5' });
    rows.look(live, { label: 'live', description: 'loss 0.4' });
    expect([rows.due(500, [live]), rows.redraws.pending]).toEqual([[], true]);
    expect([rows.due(2000, []), rows.redraws.pending]).toEqual([[live], false]);
  });

  it('wait longer with rows below them, which are drawn along', () => {
    const rows = new Rows();
    const group = rows.row({ label: 'digits', description: 'best 0.5', collapsibleState: 2 });
    rows.look(group, { label: 'digits', description: 'best 0.6', collapsibleState: 2 });
    expect(rows.due(9999, [], [group])).toEqual([]);
    expect(rows.due(10_000, [])).toEqual([group]);
  });

  it('are not drawn where VS Code has never shown them', () => {
    const rows = new Rows();
    const hidden: ProblemNode = { kind: 'problem', id: 'hidden', message: '' };
    expect(rows.due(60_000, [hidden])).toEqual([]);
  });
});
