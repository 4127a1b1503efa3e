import type * as vscode from 'vscode';
import type { ExplorerNode } from './node';

/** Where only numbers change, each pause before a row is drawn again is longer than the last by this, */
const PAUSE_STEP_MS = 2000;
/** and in the end so long; longer with rows below it, all of which VS Code draws along. */
const ROW_PAUSE_MS = 2000;
const BRANCH_PAUSE_MS = 10_000;

interface Look {
  /** by which a row is known and acted on */
  readonly face: string;
  /** what is written beside it */
  readonly numbers: string;
}

interface Drawn extends Look {
  readonly atMs: number;
  /** until it may be drawn again for its numbers */
  readonly pauseMs: number;
}

/**
 * Which rows need to be drawn again, and when. VS Code makes a row's check box and buttons anew whenever it draws the row, and a click that
 * has begun on the old ones is lost. So rows that look as before are left alone, and those of live runs are not drawn with each point.
 */
export class Redraws {
  private readonly drawn = new WeakMap<ExplorerNode, Drawn>();
  private waiting = new Set<ExplorerNode>();

  /** True while rows wait for the end of their pause. */
  get pending(): boolean {
    return this.waiting.size > 0;
  }

  /** To be told of each row that is given to VS Code. */
  drew(node: ExplorerNode, item: vscode.TreeItem, nowMs: number): void {
    const before = this.drawn.get(node);
    const longest = item.collapsibleState ? BRANCH_PAUSE_MS : ROW_PAUSE_MS;
    const quiet = !before || nowMs - before.atMs > 2 * longest;
    this.drawn.set(node, { ...lookOf(item), atMs: nowMs, pauseMs: quiet ? 0 : Math.min(before.pauseMs + PAUSE_STEP_MS, longest) });
    this.waiting.delete(node);
  }

  /**
   * Those of the rows, and of the ones that waited, that need not wait.
   * @param changed what is told of them is no longer so, on their cards at least
   * @param perhaps those among them count that look otherwise than they were drawn
   */
  due(changed: readonly ExplorerNode[], perhaps: readonly ExplorerNode[], itemOf: (node: ExplorerNode) => vscode.TreeItem, nowMs: number): ExplorerNode[] {
    const certain = new Set([...this.waiting, ...changed]);
    this.waiting = new Set();
    return [...new Set([...certain, ...perhaps])].filter((node) => {
      const before = this.drawn.get(node);
      // VS Code has never asked for it, and so does not show it.
      if (!before) return false;
      const now = lookOf(itemOf(node));
      if (before.face !== now.face) return true;
      if (before.numbers === now.numbers && !certain.has(node)) return false;
      if (nowMs - before.atMs >= before.pauseMs) return true;
      this.waiting.add(node);
      return false;
    });
  }
}

function lookOf({ label, description, iconPath, contextValue, checkboxState, collapsibleState }: vscode.TreeItem): Look {
  return { face: JSON.stringify([label, iconPath, contextValue, checkboxState, collapsibleState]), numbers: String(description) };
}
