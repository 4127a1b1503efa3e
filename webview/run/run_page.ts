import { isSystemMetric } from '../../src/core/headline';
import type { RunSnapshot } from '../../src/protocol/run_page';
import { h } from '../shared/dom';
import { bindKeys, type Key } from '../shared/keys';
import { Tabs } from '../shared/tabs';
import { ArtifactsTab } from './artifacts_tab';
import { CellsTab } from './cells_tab';
import { EnvironmentTab } from './environment_tab';
import { Header } from './header';
import { LogTab } from './log_tab';
import { MetricsTab } from './metrics_tab';
import { NotesTab } from './notes_tab';
import { Overview } from './overview';
import type { RunContext, RunTab } from './run_context';

interface Described {
  readonly id: string;
  readonly title: string;
  readonly make: () => RunTab & { keys?(): Key[] };
}

/** The page of one run: its header, its tabs, and what keeps them up to date. */
export class RunPage {
  readonly element: HTMLElement;
  private readonly header: Header;
  private readonly tabs: Tabs;
  private readonly made = new Map<string, RunTab & { keys?(): Key[] }>();

  constructor(
    private readonly context: RunContext,
    first: string | undefined,
  ) {
    this.header = new Header(context);
    const described = this.described();
    this.tabs = new Tabs(described.map((tab) => ({ ...tab, make: () => this.make(tab) })), (tab) => {
      context.arrange({ tab });
      this.updateShown();
    });
    this.element = h('main', { class: 'run-page' }, this.header.element, this.tabs.bar, this.tabs.panel);
    this.update(context.snapshot());
    this.openTab(first);
    bindKeys(document, this.keys(described));
    setInterval(() => this.header.tick(), 1000);
  }

  update(snapshot: RunSnapshot): void {
    this.header.update(snapshot);
    this.tabs.setCount('metrics', snapshot.metrics.filter(({ key }) => !isSystemMetric(key)).length);
    this.tabs.setCount('artifacts', snapshot.artifacts.length);
    const { kind, cellCount } = snapshot.row;
    this.tabs.setCount('cells', cellCount);
    this.tabs.setHidden('cells', cellCount === 0 && kind !== 'session');
    // What is printed in a session is in its cells.
    this.tabs.setHidden('log', kind === 'session');
    this.tabs.setHidden('system', !snapshot.metrics.some(({ key }) => isSystemMetric(key)));
    this.updateShown();
  }

  openTab(id: string | undefined): void {
    this.tabs.show(id);
    this.updateShown();
  }

  private updateShown(): void {
    const shown = this.tabs.current;
    if (shown !== undefined) this.made.get(shown)?.update(this.context.snapshot());
  }

  private make({ id, make }: Described): RunTab {
    const tab = make();
    this.made.set(id, tab);
    return tab;
  }

  private described(): Described[] {
    const { context } = this;
    return [
      { id: 'overview', title: 'Overview', make: () => new Overview(context) },
      { id: 'metrics', title: 'Metrics', make: () => new MetricsTab(context, (key) => !isSystemMetric(key)) },
      { id: 'log', title: 'Log', make: () => new LogTab(context) },
      { id: 'artifacts', title: 'Artifacts', make: () => new ArtifactsTab(context) },
      { id: 'cells', title: 'Cells', make: () => new CellsTab(context) },
      { id: 'environment', title: 'Environment', make: () => new EnvironmentTab() },
      { id: 'system', title: 'System', make: () => new MetricsTab(context, isSystemMetric) },
      { id: 'notes', title: 'Notes', make: () => new NotesTab(context) },
    ];
  }

  /** Numbers open tabs; the other keys are those of the tab that is seen. */
  private keys(tabs: readonly Described[]): Key[] {
    const numbers = tabs.map(({ id, title }, index): Key => ({ key: String(index + 1), label: String(index + 1), does: title, run: () => this.openAndKeep(id) }));
    const chartKeys: Key[] = [
      { label: '← →', does: 'In a chart: read values' }, { label: '+ − 0', does: 'In a chart: zoom in, out, all' },
      { label: 't', does: 'In a chart: show as table' }, { label: 'e', does: 'In a chart: enlarge' },
    ];
    const own = ['/', 'x', 'l', '[', ']', 'n', 'N'].map((key) => this.tabKey(key));
    return [...numbers, { key: 'F2', label: 'F2', does: 'Rename the run', run: () => this.header.rename() }, ...own, ...chartKeys];
  }

  private openAndKeep(id: string): void {
    this.openTab(id);
    this.context.arrange({ tab: id });
  }

  private tabKey(key: string): Key {
    const does: Readonly<Record<string, string>> = {
      '/': 'Filter metrics, find in the log', x: 'Charts: other x axis', l: 'Charts: logarithmic y axis', '[': 'Charts: smooth less', ']': 'Charts: smooth more', n: 'Log: next match', N: 'Log: previous match',
    };
    const run = () => {
      const shown = this.tabs.current;
      const tab = shown === undefined ? undefined : this.made.get(shown);
      tab?.keys?.().find((own) => own.key === key)?.run?.();
    };
    return { key, label: key === 'N' ? 'Shift n' : key, does: does[key] ?? '', run };
  }
}
