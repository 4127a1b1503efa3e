import type { CodeChanges } from '../../core/code_changes';
import { TrialbookError } from '../../core/errors';
import { mostTellingFirst } from '../../core/snapshot_text';
import type { CodeDetail } from '../../git/code_changes';
import type { CodeChangesCache } from '../../git/code_changes_cache';
import type { RunRef } from '../../host/open_store';
import type { RunCode } from '../../host/run_code';

/** A cell and its tooltip hold no more; the editor's own comparison has them all. */
const MOST_FILES = 50;

/** How the code of runs differs, for a page that asks for one pair after the other and may go away meanwhile. */
export class CodeBetween {
  private controller = new AbortController();

  constructor(
    private readonly runCode: Pick<RunCode, 'both'>,
    private readonly cache: Pick<CodeChangesCache, 'codeChanges'>,
  ) {}

  /** The first files of many. Throws as `RunCode.both`; `ended` when it was ended meanwhile. */
  async of(base: RunRef, run: RunRef, detail: CodeDetail): Promise<CodeChanges> {
    const { signal } = this.controller;
    try {
      const [before, after] = await this.runCode.both(base, run, signal);
      const changes = await this.cache.codeChanges(before.repository, before.snapshot, after.snapshot, signal, detail);
      return { ...changes, files: mostTellingFirst(changes.files).slice(0, MOST_FILES) };
    } catch (error) {
      if (signal.aborted) throw new TrialbookError('ended', 'Nobody waits for this any longer.');
      throw error;
    }
  }

  /** Ends what goes on; what is asked afterwards is answered. */
  end(): void {
    this.controller.abort();
    this.controller = new AbortController();
  }
}
