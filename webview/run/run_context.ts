import type { RunPageContract, RunSnapshot } from '../../src/protocol/run_page';
import type { ChartGroup } from '../shared/chart/chart_group';
import type { SeriesBatches } from '../shared/chart/series_batches';
import type { Host } from '../shared/host';
import type { TabPage } from '../shared/tabs';
import type { ThemeWatch } from '../shared/theme';
import type { RunPageState } from './run_state';

/** What the parts of the page work with. */
export interface RunContext {
  readonly host: Host<RunPageContract>;
  readonly series: SeriesBatches;
  readonly theme: ThemeWatch;
  readonly group: ChartGroup;
  readonly snapshot: () => RunSnapshot;
  readonly state: () => RunPageState;
  /** Keeps something that the person arranged. */
  readonly arrange: (change: Partial<RunPageState>) => void;
  /** Tells the person what did not work. */
  readonly fail: (error: unknown) => void;
  readonly openTab: (id: string) => void;
}

export interface RunTab extends TabPage {
  /** There is another snapshot; points and log may have moved as well. Called only while the tab is seen, and when it comes into sight. */
  update(snapshot: RunSnapshot): void;
}
