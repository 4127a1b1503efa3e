import { sameValue } from '../core/comparison';
import { goalOf, isSystemMetric } from '../core/headline';
import type { RunRow } from '../core/run';
import type { RunsRequest, SortKey, StoreService } from '../store/service';
import { UsageError, type Arguments } from './arguments';
import { READING_OPTIONS, type Command } from './command';
import { openForReading } from './open_store';
import { parseRunColumn, parseRunColumns, type RunColumn } from './run_column';
import { runJson, type AskedColumns } from './run_json';
import { runTable } from './run_table';
import { tellUnknownNames, type NamedKey } from './unknown_names';

/** More params than this are not looked at for what differs. */
const MOST_PARAMS = 200;
const ALL = 1_000_000_000;

export const ls: Command = {
  summary: 'runs as a table, the latest first',
  operands: '',
  examples: [
    '',
    "-q 'metrics.val_acc > 0.9 and params.model = svm'",
    '--sort metrics.val_acc -n 5',
    "-c name,metrics.val_acc,params.lr,duration -q 'started = today'",
  ],
  options: {
    query: { type: 'string', short: 'q', value: 'QUERY', help: 'such as \'metrics.val_acc > 0.9 and params.model = svm\', or part of a name' },
    experiment: { type: 'string', short: 'e', value: 'NAME', help: 'runs of this experiment' },
    sort: { type: 'string', value: 'COLUMN', help: 'started, name, status, duration, experiment, metrics.KEY (the best first), params.KEY, tags.KEY' },
    reverse: { type: 'boolean', short: 'r', help: 'the other way round' },
    limit: { type: 'string', short: 'n', value: 'N', help: 'at most so many, 30 if not given; 0 is all' },
    columns: { type: 'string', short: 'c', multiple: true, value: 'A,B', help: 'name, status, experiment, age, commit …, metrics.KEY, min(metrics.KEY), params.KEY, tags.KEY' },
    ...READING_OPTIONS,
  },
  async run({ args, terminal, cwd, env }) {
    args.expectOperands(0, 0, 'no operand; to filter, use -q');
    const chosen = args.each('columns').flatMap(parseRunColumns);
    const request = requestOf(args);
    const nowMs = Date.now();
    using open = openForReading({ args, terminal, cwd, env });
    const { store } = open;
    const asked = chosen.length > 0 ? askedBy(chosen) : everythingIn(store, args.flag('json'));
    const reply = store.runs({ ...request, ...asked });
    const keys = [...chosen, ...(request.sort ?? [])].flatMap(namedKey);
    tellUnknownNames(store, { ...request, keys }, terminal);
    if (args.flag('json')) return terminal.jsonList(reply.rows, (row) => runJson(row, asked));
    if (reply.rows.length === 0) return terminal.aside(request.query || request.experiment ? 'No run is like that.' : 'No runs yet.');
    const columns = chosen.length > 0 ? chosen : usualColumns(store, reply.rows, asked);
    const table = runTable(reply.rows, columns, asked, nowMs, { width: terminal.width, style: (style, text) => terminal.style(style, text) });
    terminal.lines(table.lines);
    const left = reply.total - reply.rows.length;
    if (left > 0) terminal.aside(`${left} more: --limit 0 shows all`);
    if (table.omitted.length > 0) terminal.aside(`no room for ${table.omitted.join(', ')}: choose with --columns`);
  },
};

function requestOf(args: Arguments): RunsRequest {
  const query = args.text('query');
  const experiment = args.text('experiment');
  return {
    ...(query === undefined ? {} : { query }),
    ...(experiment === undefined ? {} : { experiment }),
    sort: [sortKey(args.text('sort') ?? 'started', args.flag('reverse'))],
    limit: args.count('limit', 30) || ALL,
  };
}

/** The latest, the longest, the best come first; names and texts as in a dictionary. */
function sortKey(text: string, reverse: boolean): SortKey {
  const by = (['started', 'name', 'status', 'duration', 'starred', 'experiment'] as const).find((name) => name === text);
  if (by !== undefined) return { by, descending: (by === 'started' || by === 'duration' || by === 'starred') !== reverse };
  const column = parseRunColumn(text);
  if (column.of === 'attribute' || (column.of === 'metric' && column.part !== 'last')) {
    throw new UsageError(`cannot sort by ${text}: use started, name, status, duration, experiment, metrics.KEY, params.KEY or tags.KEY`);
  }
  return { by: column.of, key: column.key, descending: (column.of === 'metric' && goalOf(column.key) !== 'min') !== reverse };
}

function namedKey(column: RunColumn | SortKey): NamedKey[] {
  const of = 'of' in column ? column.of : column.by;
  return 'key' in column && (of === 'metric' || of === 'param' || of === 'tag') ? [{ of, key: column.key }] : [];
}

function askedBy(columns: readonly RunColumn[]): AskedColumns {
  const keys = (of: RunColumn['of']): string[] => [...new Set(columns.flatMap((column) => (column.of === of && 'key' in column ? [column.key] : [])))];
  return { metrics: keys('metric'), params: keys('param'), tags: keys('tag') };
}

function everythingIn(store: StoreService, forPrograms: boolean): AskedColumns {
  const { metrics, params, tags } = store.columns();
  if (forPrograms) return { metrics, params, tags };
  const headlines = store.experiments().flatMap(({ metric }) => (metric === null ? [] : [metric]));
  const plain = metrics.filter((key) => !isSystemMetric(key)).slice(0, 1);
  return { metrics: [...new Set([...headlines, ...plain])], params: params.slice(0, MOST_PARAMS), tags: [] };
}

/** What tells these runs apart: their experiments' metrics, and the params that differ within one of them. */
function usualColumns(store: StoreService, rows: readonly RunRow[], asked: AskedColumns): RunColumn[] {
  const names = new Set(rows.map(({ experiment }) => experiment));
  const headlines = new Set(store.experiments().filter(({ name }) => names.has(name)).map(({ metric }) => metric));
  const known = asked.metrics.filter((key) => headlines.has(key));
  const metrics = known.length > 0 ? known : asked.metrics.filter((_, at) => rows.some((row) => row.metrics[at]));
  const first = new Map(rows.toReversed().map((row) => [row.experiment, row]));
  const params = asked.params.filter((_, at) => rows.some((row) => !sameValue(row.params[at] ?? null, first.get(row.experiment)?.params[at] ?? null)));
  const attribute = (name: 'name' | 'experiment' | 'age' | 'commit' | 'error'): RunColumn => ({ of: 'attribute', name });
  return [
    attribute('name'),
    ...(names.size > 1 ? [attribute('experiment')] : []),
    ...metrics.map((key): RunColumn => ({ of: 'metric', key, part: 'last' })),
    ...params.map((key): RunColumn => ({ of: 'param', key })),
    attribute('age'),
    attribute('commit'),
    ...(rows.some(({ error }) => error !== null) ? [attribute('error')] : []),
  ];
}
