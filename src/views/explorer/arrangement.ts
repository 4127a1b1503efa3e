import * as vscode from 'vscode';
import type { GroupBy, SortKey } from '../../store/service';

/** How the explorer shows runs. */
export interface Arrangement {
  readonly groupBy: GroupBy;
  readonly sort: SortKey;
  /** in the query language; empty shows all */
  readonly query: string;
}

export const FIRST_ARRANGEMENT: Arrangement = { groupBy: 'experiment', sort: { by: 'started', descending: true }, query: '' };

const KEY = 'trialbook.explorer.arrangement';

/** The explorer's arrangement, remembered for the workspace. */
export class ExplorerArrangement implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memento: vscode.Memento) {}

  get value(): Arrangement {
    return { ...FIRST_ARRANGEMENT, ...this.memento.get<Partial<Arrangement>>(KEY) };
  }

  async change(part: Partial<Arrangement>): Promise<void> {
    await this.memento.update(KEY, { ...this.value, ...part });
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
