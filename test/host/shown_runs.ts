import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import type { ExplorerNode } from '../../src/views/explorer/node';

export interface Shown {
  readonly node: ExplorerNode;
  readonly item: vscode.TreeItem;
  readonly label: string;
  readonly description: string;
}

/** What the Runs view shows. */
export class ShownRuns {
  constructor(private readonly api: TrialbookApi) {}

  /** The nodes below one, by default those at the top. */
  async below(node?: ExplorerNode): Promise<Shown[]> {
    return (await this.api.tree.getChildren(node)).map((child) => {
      const item = this.api.tree.getTreeItem(child);
      const text = (of: unknown) => (typeof of === 'string' ? of : '');
      return { node: child, item, label: text(item.label), description: text(item.description) };
    });
  }

  /** One line a node: two spaces for each level, and the label. */
  async outline(node?: ExplorerNode, indent = ''): Promise<string[]> {
    const lines: string[] = [];
    for (const child of await this.below(node)) {
      lines.push(indent + child.label);
      if (child.item.collapsibleState !== vscode.TreeItemCollapsibleState.None) lines.push(...(await this.outline(child.node, `${indent}  `)));
    }
    return lines;
  }

  /** Waits for the tree to show these lines; when it does not, the last it showed is in the error. */
  async comeToBe(...lines: string[]): Promise<void> {
    let last: string[] = [];
    for (let look = 0; look < 200; look++) {
      last = await this.outline();
      if (last.join('\n') === lines.join('\n')) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual(last, lines);
  }

  async find(label: string, node?: ExplorerNode): Promise<Shown | undefined> {
    for (const child of await this.below(node)) {
      if (child.label === label) return child;
      const below = child.item.collapsibleState ? await this.find(label, child.node) : undefined;
      if (below) return below;
    }
    return undefined;
  }
}
