import type { CodeChanges } from '../../src/core/code_changes';
import type { RunAddress } from '../../src/protocol/comparison_page';

/** What is known of a run's code beside the base's: `none` where its files were not kept. */
export type CodeDifference =
  | { readonly state: 'base' | 'same' | 'none' | 'asked' }
  | { readonly state: 'compared'; readonly changes: CodeChanges }
  | { readonly state: 'failed'; readonly message: string };

export interface ComparedRun {
  readonly address: RunAddress;
  /** of the files it ran with; null where they were not kept */
  readonly snapshot: string | null;
}

interface Pair {
  readonly key: string;
  readonly base: RunAddress;
  readonly run: RunAddress;
}

/** Pairs that are asked for at once: git compares each with processes of its own. */
const AT_ONCE = 2;

/** Finds how the code of runs differs from a base's: a few at a time, each pair of states once, and none that nobody looks at any more. */
export class CodeDifferences {
  private readonly known = new Map<string, CodeDifference>();
  private readonly going = new Set<string>();
  private wanted: readonly Pair[] = [];

  /**
   * @param ask may reject, with what is told in place of an answer
   * @param onFound there is something else to show
   */
  constructor(
    private readonly ask: (base: RunAddress, run: RunAddress) => Promise<CodeChanges>,
    private readonly onFound: () => void,
  ) {}

  /** In the order of `runs`; asks for what is not known, in place of what was asked before. */
  between(base: ComparedRun, runs: readonly ComparedRun[]): CodeDifference[] {
    const wanted = new Map<string, Pair>();
    const found = runs.map((run): CodeDifference => {
      if (run.address.runId === base.address.runId) return { state: 'base' };
      if (run.snapshot === null || base.snapshot === null) return { state: 'none' };
      if (run.snapshot === base.snapshot) return { state: 'same' };
      const key = `${base.snapshot} ${run.snapshot}`;
      const known = this.known.get(key);
      if (!known && !wanted.has(key)) wanted.set(key, { key, base: base.address, run: run.address });
      return known ?? { state: 'asked' };
    });
    this.wanted = [...wanted.values()];
    this.goOn();
    return found;
  }

  /** Asks for nothing more until it is wanted again. */
  rest(): void {
    this.wanted = [];
  }

  private goOn(): void {
    for (const pair of this.wanted) {
      if (this.going.size >= AT_ONCE) return;
      if (!this.going.has(pair.key) && !this.known.has(pair.key)) void this.find(pair);
    }
  }

  private async find({ key, base, run }: Pair): Promise<void> {
    this.going.add(key);
    try {
      this.known.set(key, { state: 'compared', changes: await this.ask(base, run) });
    } catch (error) {
      this.known.set(key, { state: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
    this.going.delete(key);
    this.goOn();
    this.onFound();
  }
}
