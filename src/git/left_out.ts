import { LEFT_OUT_REASONS, type LeftOut, type LeftOutReason } from '../core/run';
import { shownPath, type TreePath } from './tree_path';

/** How many files are named; all are counted. */
const MOST_NAMED = 100;

/** Gathers what a snapshot lacks of the work tree, and why. */
export class LeftOutFiles {
  private readonly files: { readonly path: TreePath; readonly why: LeftOutReason; readonly size: number }[] = [];

  /** @param size in bytes, where it is known */
  add(path: TreePath, why: LeftOutReason, size = 0): void {
    this.files.push({ path, why, size });
  }

  /** The largest first within each reason. */
  get summary(): LeftOut {
    const sorted = this.files.toSorted(
      (a, b) => LEFT_OUT_REASONS.indexOf(a.why) - LEFT_OUT_REASONS.indexOf(b.why) || b.size - a.size || (a.path < b.path ? -1 : 1),
    );
    return {
      count: sorted.length,
      bytes: sorted.reduce((sum, { size }) => sum + size, 0),
      files: sorted.slice(0, MOST_NAMED).map(({ path, size, why }) => ({ path: shownPath(path), size, why })),
    };
  }
}
