import { compareRuns, type Comparison } from '../core/comparison';
import { TrialbookError } from '../core/errors';
import type { Goal } from '../core/run';
import type { StoreService } from '../store/service';
import { UsageError, type Arguments } from './arguments';
import { BRANCH_OPTIONS, compareBranch } from './compare_branch';
import { codeBetween, filesRow } from './code_between';
import { READING_OPTIONS, type Command } from './command';
import { comparisonSections, type ComparisonSection } from './comparison_rows';
import { comparisonText } from './comparison_text';
import { csvLine } from './csv_writer';
import { markdownTable, markdownText } from './markdown_table';
import { openForReading } from './open_store';
import { metricJson } from './run_json';
import { resolveRun } from './run_reference';
import type { Terminal } from './terminal';
import { tellUnknownNames } from './unknown_names';

const MOST_RUNS = 100;

export const compare: Command = {
  summary: "what differs between runs, or a branch's best runs beside another's",
  operands: 'RUN RUN…',
  examples: ['@best @last', "-q 'started = today' --all", '@best @last --markdown', '--against main --fail-if-worse-by 0.01'],
  options: {
    query: { type: 'string', short: 'q', value: 'QUERY', help: 'the runs that are like this, in place of RUN RUN…' },
    all: { type: 'boolean', short: 'a', help: "also what does not differ, and the machine's own metrics" },
    markdown: { type: 'boolean', help: 'a table for a pull request or a report' },
    csv: { type: 'boolean', help: 'for spreadsheets, numbers with all their digits' },
    ...BRANCH_OPTIONS,
    ...READING_OPTIONS,
  },
  async run({ args, terminal, cwd, env }) {
    const forms = ['markdown', 'csv', 'json'].filter((form) => args.flag(form));
    if (forms.length > 1) throw new UsageError(`--${forms.join(' and --')} exclude each other`);
    const revision = args.text('against');
    if (revision !== undefined) return compareBranch({ args, terminal, cwd, env }, revision);
    const alone = ['experiment', 'metric', 'goal', 'fail-if-worse-by'].find((name) => args.each(name).length > 0);
    if (alone !== undefined) throw new UsageError(`--${alone} goes with --against`);
    using open = openForReading({ args, terminal, cwd, env });
    const { store } = open;
    const runs = runsToCompare(store, args, terminal).map((runId) => store.detail(runId));
    const compared = compareRuns(runs, chosenGoals(store, new Set(runs.map(({ row }) => row.experiment))));
    const codeChanges = await codeBetween(runs, store.paths.dir);
    const files = filesRow(codeChanges, compared.snapshots);
    const comparison: Comparison = { ...compared, code: files ? [...compared.code, files] : compared.code };
    if (forms[0] === 'json') return terminal.json({ ...comparisonJson(comparison), codeChanges });
    const sections = comparisonSections(comparison, { all: args.flag('all'), exact: forms[0] === 'csv' });
    const names = comparison.runs.map(({ row }) => row.name);
    if (forms[0] === 'csv') return writeCsv(terminal, names, sections);
    if (forms[0] === 'markdown') return writeMarkdown(terminal, names, sections);
    terminal.lines(comparisonText(names, sections, { width: terminal.width, style: (style, text) => terminal.style(style, text) }));
  },
};

function runsToCompare(store: StoreService, args: Arguments, terminal: Terminal): string[] {
  const query = args.text('query');
  if (query === undefined) {
    const ids = [...new Set(args.operands.map((reference) => resolveRun(store, reference)))];
    if (ids.length < 2) throw new UsageError('expected two runs or more: ids, names, @last, @best, or -q QUERY');
    return ids;
  }
  args.expectOperands(0, 0, 'no RUN beside -q');
  tellUnknownNames(store, { query }, terminal);
  const { rows, total } = store.runs({ query, sort: [{ by: 'started', descending: false }], limit: MOST_RUNS });
  if (total > MOST_RUNS) throw new TrialbookError('too-many-runs', `${total} runs are like that, and ${MOST_RUNS} are the most to compare: narrow the query`);
  if (total < 2) throw new TrialbookError('run-not-found', `${total === 0 ? 'no' : 'only one'} run is like that, and a comparison is of two or more`);
  return rows.map(({ runId }) => runId);
}

/** What people chose is better, of the experiments that the runs are of. */
function chosenGoals(store: StoreService, experiments: ReadonlySet<string>): Map<string, Goal> {
  const chosen = store.experiments().filter((one) => one.chosen && experiments.has(one.name));
  return new Map(chosen.flatMap(({ metric, goal }) => (metric === null ? [] : [[metric, goal] as const])));
}

function comparisonJson({ runs, metrics, ...rest }: Comparison): Record<string, unknown> {
  return {
    runs: runs.map(({ row: { runId, name, experiment, status, startMs, endMs } }) => ({ runId, name, experiment, status, startMs, endMs })),
    metrics: metrics.map((metric) => ({ ...metric, values: metric.values.map((value) => value && metricJson(value)) })),
    ...rest,
  };
}

function writeCsv(terminal: Terminal, names: readonly string[], sections: readonly ComparisonSection[]): void {
  terminal.write(csvLine(['what', 'name', ...names]));
  for (const { heading, rows } of sections) for (const row of rows) terminal.write(csvLine([heading, row.name, ...row.values]));
}

function writeMarkdown(terminal: Terminal, names: readonly string[], sections: readonly ComparisonSection[]): void {
  const rows = sections.flatMap(({ heading, rows: those }) => [
    [`**${heading}**`, ...names.map(() => '')],
    ...those.map(({ name, values, best }) => [
      markdownText(name),
      ...values.map((value, at) => (best.includes(at) ? `**${markdownText(value)}**` : markdownText(value))),
    ]),
  ]);
  terminal.lines(markdownTable(['', ...names.map(markdownText)], rows));
}
