import { isSystemMetric } from '../../src/core/headline';
import { sortRows, type RowColumns, type SortBy } from '../../src/core/sort_rows';
import { mostCompared, mostListed, type ComparisonPageContract, type ComparisonRow, type ComparisonStart, type Differences, type RunAddress } from '../../src/protocol/comparison_page';
import type { ChartGroup } from '../shared/chart/chart_group';
import { ChartsPanel } from '../shared/chart/charts_panel';
import type { SeriesBatches } from '../shared/chart/series_batches';
import { SeriesChart } from '../shared/chart/series_chart';
import { h, setText } from '../shared/dom';
import type { Host } from '../shared/host';
import { bindKeys, type Key } from '../shared/keys';
import { Split } from '../shared/split';
import { allRows } from '../shared/table';
import { Tabs } from '../shared/tabs';
import type { ThemeWatch } from '../shared/theme';
import { pickColumns } from './column_picker';
import { ComparisonModel } from './comparison_model';
import { comparisonSeries } from './comparison_series';
import type { ComparisonState } from './comparison_state';
import { defaultColumns } from './default_columns';
import { DifferencesView } from './differences_view';
import { FoundRows } from './row_source';
import { metricLooks, type RunCells } from './run_columns';
import { RunsTable } from './runs_table';
import { ComparisonTools } from './comparison_tools';
import { errorText } from '../shared/error_text';
import './comparison.css';

export interface ComparisonContext {
  readonly host: Host<ComparisonPageContract>;
  readonly theme: ThemeWatch;
  readonly group: ChartGroup;
  readonly state: () => ComparisonState;
  readonly arrange: (change: Partial<ComparisonState>) => void;
  readonly fail: (error: unknown) => void;
}

/** The page of a comparison: the runs on the left, what is drawn of the chosen ones on the right. */
export class ComparisonPage {
  readonly element: HTMLElement;
  private readonly model: ComparisonModel;
  private readonly series: SeriesBatches;
  private readonly tools: ComparisonTools;
  private readonly table: RunsTable;
  private readonly charts: ChartsPanel;
  private readonly differing: DifferencesView;
  private readonly tabs: Tabs;
  private readonly empty = h('div', { class: 'message comparison-empty', hidden: true });
  private rows: readonly ComparisonRow[] = [];
  private found: FoundRows | undefined;
  private differences: Differences | undefined;
  private columns: RowColumns = { metrics: [], params: [] };
  private cells: RunCells;
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: ComparisonContext,
    private readonly start: ComparisonStart,
  ) {
    const { state, arrange, group, host } = context;
    const arrangement = state();
    this.model = new ComparisonModel(arrangement.listed);
    this.cells = this.cellsNow();
    this.series = comparisonSeries(host, () => this.rows.filter(({ runId }) => this.model.inks.has(runId)));
    this.tools = new ComparisonTools({
      query: arrangement.query,
      columns: start.columns,
      onQuery: (query) => {
        arrange({ query });
        this.then(() => this.list());
      },
      onColumns: () => pickColumns(start.columns, this.columns, (columns) => this.setColumns(columns)),
      onAll: () => this.drawAll(),
      onClear: () => this.attempt(host.request('choose', { runs: [...this.model.drawn], chosen: false })),
    });
    this.table = new RunsTable({
      group, widths: arrangement.widths, onWidths: (widths) => arrange({ widths }), cells: () => this.cells,
      onSort: (sort) => this.sort(sort),
      onBaseline: ({ runId }) => this.setBaseline(runId),
    });
    this.charts = new ChartsPanel({ arrangement, arrange, make: (metric, title) => this.chart(metric, title) });
    this.differing = new DifferencesView({
      ask: (base, run, detail) => host.request('code', { base, run, detail }),
      open: (base, run) => this.attempt(host.request('openCode', { base, run })),
    });
    this.tabs = new Tabs(
      [{ id: 'curves', title: 'Curves', make: () => this.charts }, { id: 'differences', title: 'What differs', make: () => this.differing }],
      (view) => arrange({ view }),
    );
    const left = h('div', { class: 'comparison-side' }, this.table.element, this.empty);
    const right = h('div', { class: 'comparison-side' }, this.tabs.bar, this.tabs.panel);
    const split = new Split('Border between table and charts', left, right, arrangement.share, (share) => arrange({ share }));
    this.element = h('main', { class: 'comparison' }, h('h1', { class: 'spoken' }, 'Comparison of runs'), this.tools.element, split.element);
    this.tabs.show(arrangement.view);
    bindKeys(document, this.keys());
    host.on('chosen', ({ chosen }) => this.then(() => this.choose(chosen)));
    host.on('changed', ({ runIds }) => this.then(() => this.follow(runIds)));
    this.then(() => this.choose(start.chosen));
  }

  /** One thing after the other, so that an answer never overtakes a later one. */
  private then(step: () => Promise<void>): void {
    this.work = this.work.then(step).catch(this.context.fail);
  }

  private attempt(request: Promise<unknown>): void {
    request.catch(this.context.fail);
  }

  private async choose(chosen: readonly RunAddress[]): Promise<void> {
    const come = this.model.choose(chosen);
    this.context.arrange({ listed: this.model.listed, chosen: chosen.slice(0, mostListed) });
    await this.compare();
    await this.list();
    this.charts.refresh(come);
  }

  private async compare(): Promise<void> {
    this.differences = await this.context.host.request('compare', { runs: [...this.model.drawn] });
    const { metrics, params } = this.context.state();
    const chosen = defaultColumns(this.differences, this.start.columns);
    this.columns = { metrics: metrics ?? chosen.metrics, params: params ?? chosen.params };
    this.charts.setMetrics(this.differences.metrics.map(({ key }) => key).filter((key) => !isSystemMetric(key)));
  }

  /** Gets the rows again, and puts them in order. */
  private async list(): Promise<void> {
    const { host, state } = this.context;
    const { query } = state();
    this.rows = await host.request('rows', { runs: [...this.model.listed], columns: mutable(this.columns) });
    this.found = query.trim() === '' ? undefined : await this.find(query);
    const { sort } = state();
    if (sort) {
      this.rows = sortRows(this.rows, sort, this.columns, Date.now());
      this.table.setSort(sort);
    }
    this.show();
  }

  /** Keeps the runs that were found before when the filter cannot be read. */
  private async find(query: string): Promise<FoundRows | undefined> {
    const { host, state, fail } = this.context;
    const { sort } = state();
    const found = new FoundRows((offset, limit) => host.request('find', { query, sort, offset, limit, columns: mutable(this.columns) }), () => this.table.refresh(), fail);
    try {
      await found.begin();
      this.tools.setProblem('');
      return found;
    } catch (error) {
      this.tools.setProblem(errorText(error));
      return this.found;
    }
  }

  /** Rows of runs that moved are replaced where they stand, so that nothing jumps. */
  private async follow(runIds: readonly string[] | null): Promise<void> {
    const { host } = this.context;
    const moved = (runId: string) => !runIds || runIds.includes(runId);
    const known = [...this.model.listed, ...(this.found?.held ?? [])].filter(({ runId }) => moved(runId)).slice(0, 1000);
    const runs = known.map(({ storeDir, runId }) => ({ storeDir, runId }));
    if (runs.length === 0) return;
    const next = new Map((await host.request('rows', { runs, columns: mutable(this.columns) })).map((row) => [row.runId, row]));
    this.rows = this.rows.flatMap((row) => (moved(row.runId) ? (next.get(row.runId) ?? []) : row));
    this.found?.replace([...next.values()]);
    const drawn = this.model.drawn.map(({ runId }) => runId).filter(moved);
    if (drawn.length > 0) await this.compare();
    this.show();
    if (drawn.length > 0) this.charts.refresh(new Set(drawn));
  }

  private show(): void {
    const { rows, found, model } = this;
    const shown = found?.held ?? rows;
    this.cells = this.cellsNow();
    this.table.setColumns(this.columns, shown);
    this.table.setRows(found ?? allRows(rows));
    const drawn = new Set(model.drawn.map(({ runId }) => runId));
    this.charts.setRuns(rows.filter(({ runId }) => drawn.has(runId)).map(({ runId, name, startMs }) => ({ runId, name, startMs, ink: model.inks.get(runId) ?? { colour: 0, dash: 0 } })));
    const addresses = new Map(model.drawn.map((run) => [run.runId, run]));
    if (this.differences) this.differing.update(this.differences, new Map(rows.map(({ runId, name }) => [runId, name])), addresses, this.cells.baseline?.runId);
    const count = found ? found.count : rows.length;
    this.empty.hidden = count > 0;
    this.table.element.hidden = count === 0;
    setText(this.empty, found ? 'No run matches the filter.' : 'Check runs in the Runs view to compare them, or type a filter above to list runs here.');
    this.tools.setCount(count, model.chosenCount, model.drawn.length);
    if (shown.length > 0) this.table.refresh();
  }

  private cellsNow(): RunCells {
    const { context, model, rows } = this;
    const shown = this.found?.held ?? rows;
    return {
      columns: this.columns,
      goals: new Map(this.differences?.metrics.map(({ key, goal }) => [key, goal])),
      baseline: model.baselineOf([...rows, ...shown], context.state().baseline),
      inks: model.inks,
      looks: metricLooks(shown.slice(0, 200), this.columns.metrics),
      stores: new Map(this.start.stores.length > 1 ? this.start.stores.map(({ storeDir, name }) => [storeDir, name]) : []),
      isChosen: ({ runId }) => model.isChosen(runId),
      choose: ({ storeDir, runId }, chosen) => this.attempt(context.host.request('choose', { runs: [{ storeDir, runId }], chosen })),
      open: ({ storeDir, runId }) => this.attempt(context.host.request('openRun', { run: { storeDir, runId } })),
    };
  }

  private sort(sort: SortBy): void {
    this.context.arrange({ sort });
    this.then(() => this.list());
  }

  private drawAll(): void {
    const listed = (this.found?.held ?? this.rows).slice(0, mostCompared);
    const runs = listed.map(({ storeDir, runId }) => ({ storeDir, runId }));
    this.attempt(this.context.host.request('choose', { runs, chosen: true }));
  }

  private setColumns(columns: RowColumns | null): void {
    this.context.arrange({ metrics: columns?.metrics ?? null, params: columns?.params ?? null });
    this.then(async () => {
      this.columns = columns ?? defaultColumns(this.differences, this.start.columns);
      await this.list();
    });
  }

  private setBaseline(runId: string): void {
    this.context.arrange({ baseline: runId });
    this.show();
  }

  private chart(metric: string, title: string): SeriesChart {
    const { group, theme } = this.context;
    const goal = this.differences?.metrics.find(({ key }) => key === metric)?.goal ?? null;
    return new SeriesChart({ metric, title, group, theme, goal, source: (key, ask) => this.series.get(key, ask) });
  }

  private keys(): Key[] {
    const show = (view: string) => () => {
      this.tabs.show(view);
      this.context.arrange({ view });
    };
    const baseline = () => {
      const row = this.table.current;
      if (row) this.setBaseline(row.runId);
    };
    const charts = this.charts.keys().map((key) => (key.key === '/' ? { ...key, key: 'm', label: 'm' } : key));
    return [
      { key: '/', label: '/', does: 'Filter runs', run: () => this.tools.focus() },
      { label: '↑ ↓', does: 'In the table: another run' },
      { label: 'Space', does: 'In the table: draw it, or not' },
      { label: 'Enter', does: 'In the table: open it' },
      { key: 'b', label: 'b', does: 'In the table: use it as the baseline', run: baseline },
      { key: 'a', label: 'a', does: 'Draw the listed runs', run: () => this.drawAll() },
      { key: 'c', label: 'c', does: 'Choose columns', run: () => this.tools.columns() },
      { key: '1', label: '1', does: 'Curves', run: show('curves') },
      { key: '2', label: '2', does: 'What differs', run: show('differences') },
      ...charts,
      { label: '← →', does: 'In a chart: read values' },
      { label: '+ − 0', does: 'In a chart: zoom in, out, all' },
      { label: 't', does: 'In a chart: show as table' },
      { label: 'e', does: 'In a chart: enlarge' },
    ];
  }
}

/** Requests are typed without readonly. */
function mutable({ metrics, params }: RowColumns): { metrics: string[]; params: string[] } {
  return { metrics: [...metrics], params: [...params] };
}
