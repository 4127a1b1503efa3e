import type { CodeChanges } from '../core/code_changes';
import { type CodeDetail, compareTreeIds, treesOf } from './code_changes';
import type { Repository } from './open_repository';

/**
 * Remembers comparisons: a table asks for those of a hundred runs with one of them, again and again. Trees are named by their content, so
 * what was true of two of them stays so, in whichever repository they are.
 */
export class CodeChangesCache {
  private readonly changes: Recent<CodeChanges>;
  private readonly trees: Recent<string>;

  /** @param limit how many comparisons are kept */
  constructor(limit = 500) {
    this.changes = new Recent(limit);
    this.trees = new Recent(4 * limit);
  }

  /** As `codeChanges` of the file of that name. */
  async codeChanges(repository: Repository, from: string, to: string, signal?: AbortSignal, detail: CodeDetail = 'functions'): Promise<CodeChanges> {
    const [oldTree, newTree] = await this.treesOf(repository, from, to, signal);
    const key = `${oldTree} ${newTree}`;
    // The one that tells more will do for the other.
    const known = this.changes.get(`${key} functions`) ?? this.changes.get(`${key} ${detail}`);
    if (known) return known;
    const found = await compareTreeIds(repository, oldTree, newTree, detail, signal);
    this.changes.set(`${key} ${detail}`, found);
    return found;
  }

  private async treesOf(repository: Repository, from: string, to: string, signal: AbortSignal | undefined): Promise<[string, string]> {
    const unknown = [from, to].filter((commit) => this.trees.get(commit) === undefined);
    if (unknown.length > 0) {
      const found = await treesOf(repository, unknown, signal);
      unknown.forEach((commit, index) => this.trees.set(commit, found[index]!));
    }
    return [this.trees.get(from)!, this.trees.get(to)!];
  }
}

/** A map that forgets what was not asked for the longest. */
class Recent<Value> {
  private readonly values = new Map<string, Value>();

  constructor(private readonly limit: number) {}

  get(key: string): Value | undefined {
    const value = this.values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.values.delete(key);
    this.values.set(key, value);
    for (const oldest of this.values.keys()) {
      if (this.values.size <= this.limit) break;
      this.values.delete(oldest);
    }
  }
}
