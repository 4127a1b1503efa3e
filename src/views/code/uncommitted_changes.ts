import type { CodeChanges } from '../../core/code_changes';
import { TrialbookError } from '../../core/errors';
import { mostTellingFirst } from '../../core/snapshot_text';
import type { CodeChangesCache } from '../../git/code_changes_cache';
import type { RunRef } from '../../host/open_store';
import type { RunCode } from '../../host/run_code';

/** A page lists no more; the editor's own comparison has them all. */
const MOST_FILES = 500;

interface Asked {
  readonly key: string;
  readonly controller: AbortController;
  readonly changes: Promise<CodeChanges | null>;
}

/** What was uncommitted as a run began, for one page: git is asked once a run, and no longer than somebody wants to know. */
export class UncommittedChanges {
  private asked: Asked | undefined;

  constructor(
    private readonly runCode: Pick<RunCode, 'of'>,
    private readonly cache: Pick<CodeChangesCache, 'codeChanges'>,
  ) {}

  /**
   * Null where there was no commit yet.
   * @param snapshot the run's, which may have come since it was asked for the last time
   * Throws as `RunCode.of`; `ended` when it was ended meanwhile.
   */
  of(ref: RunRef, snapshot: string | null): Promise<CodeChanges | null> {
    const key = `${ref.storeDir} ${ref.runId} ${snapshot ?? ''}`;
    if (this.asked?.key === key) return this.asked.changes;
    this.end();
    const controller = new AbortController();
    const asked: Asked = { key, controller, changes: this.find(ref, controller.signal) };
    this.asked = asked;
    // What could not be had is asked for again: the workspace may be trusted then, or the repository be there.
    asked.changes.catch(() => this.asked === asked && this.end());
    return asked.changes;
  }

  end(): void {
    this.asked?.controller.abort();
    this.asked = undefined;
  }

  private async find(ref: RunRef, signal: AbortSignal): Promise<CodeChanges | null> {
    try {
      const { repository, commit, snapshot } = await this.runCode.of(ref, signal);
      if (commit === null) return null;
      const changes = await this.cache.codeChanges(repository, commit, snapshot, signal);
      return { ...changes, files: mostTellingFirst(changes.files).slice(0, MOST_FILES) };
    } catch (error) {
      if (signal.aborted) throw new TrialbookError('ended', 'Nobody waits for this any longer.');
      throw error;
    }
  }
}
