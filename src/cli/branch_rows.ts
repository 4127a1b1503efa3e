import type { ValuedRun } from '../core/branch_comparison';
import { digitsFor, formatNumber } from '../core/format';
import type { RunRow } from '../core/run';
import type { ComparedBranch, ComparedExperiment } from './compared_branch';
import { markdownTable, markdownText } from './markdown_table';
import { brief } from './printable';
import { commitText } from './run_column';
import type { Style, Terminal } from './terminal';
import { renderTable } from './text_table';

const MOST_PARAMS = 6;
const LONGEST_VALUE = 40;

/** `val_acc 0.95 is worse than 0.97` */
export function branchLine(compared: ComparedExperiment): string {
  const { metric, branch, against } = compared;
  const digits = digitsOf(compared);
  const value = (run: ValuedRun | null): string => formatNumber(run?.value ?? null, digits);
  return `${metric} ${value(branch)} is worse than ${value(against)}`;
}

export function writeBranchMarkdown(terminal: Terminal, comparison: ComparedBranch): void {
  terminal.line(heading(comparison, (text) => `**${markdownText(text)}**`));
  terminal.line();
  if (comparison.experiments.length === 0) return terminal.line(NOTHING);
  const run = (compared: ComparedExperiment, side: 'branch' | 'against'): string => {
    const found = compared[side];
    if (!found) return NO_RUN;
    const value = markdownText(formatNumber(found.value, digitsOf(compared)));
    return `${isBetter(compared, side) ? `**${value}**` : value} ${markdownText(found.row.name)} \`${shortCommit(found.row)}\``;
  };
  const rows = comparison.experiments.map((compared) => [
    markdownText(compared.experiment),
    `${markdownText(compared.metric)} ${arrow(compared)}`,
    run(compared, 'against'),
    run(compared, 'branch'),
    differenceText(compared),
    paramTexts(compared).map(markdownText).join('<br>'),
    compared.code ?? '',
  ]);
  const { revision } = comparison;
  terminal.lines(markdownTable(['Experiment', 'Metric', markdownText(revision), 'This branch', 'Difference', 'Params', 'Code'], rows));
}

export function writeBranchText(terminal: Terminal, comparison: ComparedBranch): void {
  const { experiments, revision } = comparison;
  terminal.line(heading(comparison, brief));
  if (experiments.length === 0) return terminal.line(NOTHING);
  const run = (compared: ComparedExperiment, side: 'branch' | 'against'): { text: string; style?: Style } => {
    const found = compared[side];
    if (!found) return { text: NO_RUN, style: 'dim' };
    const text = `${formatNumber(found.value, digitsOf(compared))} ${brief(found.row.name)} ${commitText(found.row.commit, found.row.dirty)}`;
    return isBetter(compared, side) ? { text, style: 'green' } : { text };
  };
  const column = (title: string, cell: (compared: ComparedExperiment) => { text: string; style?: Style }) =>
    ({ title, align: 'left' as const, cells: experiments.map(cell) });
  const columns = [
    column('experiment', ({ experiment }) => ({ text: brief(experiment) })),
    column('metric', (compared) => ({ text: `${brief(compared.metric)} ${arrow(compared)}` })),
    column(brief(revision), (compared) => run(compared, 'against')),
    column('this branch', (compared) => run(compared, 'branch')),
    column('difference', (compared) => ({ text: differenceText(compared) })),
    column('params', (compared) => ({ text: paramTexts(compared).map((text) => brief(text)).join(', ') })),
    column('code', ({ code }) => ({ text: code ?? '' })),
  ];
  terminal.lines(renderTable(columns, { width: Infinity, style: (style, text) => terminal.style(style, text) }).lines);
}

export function branchJson({ revision, history, experiments }: ComparedBranch): Record<string, unknown> {
  const run = (found: ValuedRun | null): Record<string, unknown> | null => {
    if (!found) return null;
    const { runId, name, status, startMs, commit, dirty, snapshot, branch } = found.row;
    return { runId, name, status, startMs, branch, commit, dirty, snapshot, value: found.value ?? NaN };
  };
  return {
    branch: { name: history.branch, commit: history.head, commits: history.own.size },
    against: { name: revision, commit: history.against, mergeBase: history.mergeBase },
    experiments: experiments.map(({ branch, against, ...rest }) => ({ ...rest, branch: run(branch), against: run(against) })),
  };
}

const NOTHING = 'No run of either side has a value to compare.';
const NO_RUN = 'no run';

function heading({ revision, history }: ComparedBranch, name: (text: string) => string): string {
  const commits = history.own.size === 1 ? '1 commit' : `${history.own.size.toLocaleString('en')} commits`;
  const here = history.branch === null ? name(history.head.slice(0, 7)) : `${name(history.branch)} (${history.head.slice(0, 7)})`;
  return `${here} against ${name(revision)} (${history.mergeBase.slice(0, 7)}): ${commits} more`;
}

/** `+0.02 better`; the sign and the word, since less may be better. */
function differenceText(compared: ComparedExperiment): string {
  const { difference, verdict } = compared;
  if (difference === null || verdict === null) return '';
  if (verdict === 'same') return 'the same';
  return Number.isNaN(difference) ? verdict : `${difference > 0 ? '+' : '−'}${formatNumber(Math.abs(difference))} ${verdict}`;
}

function paramTexts({ params }: ComparedExperiment): string[] {
  const value = (text: string | null): string => (text === null ? 'none' : text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text);
  const texts = params.slice(0, MOST_PARAMS).map(({ name, against, branch }) => `${name} ${value(against)} → ${value(branch)}`);
  return params.length > MOST_PARAMS ? [...texts, `${params.length - MOST_PARAMS} more`] : texts;
}

function isBetter({ verdict }: ComparedExperiment, side: 'branch' | 'against'): boolean {
  return verdict === (side === 'branch' ? 'better' : 'worse');
}

const arrow = ({ goal }: ComparedExperiment): string => (goal === 'max' ? '↑' : '↓');
const digitsOf = ({ branch, against }: ComparedExperiment): number => digitsFor([branch?.value ?? null, against?.value ?? null]);

/** Within backquotes, so only digits may come through. */
function shortCommit({ commit, dirty }: RunRow): string {
  return commitText(commit?.replace(/[^0-9a-f]/g, '') ?? null, dirty);
}
