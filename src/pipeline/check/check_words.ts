import type { CheckReport } from './check_report';

/** The report in one or two sentences. */
export function checkSummary(report: CheckReport): string {
  const { verdict, failure } = report;
  if (verdict === 'failed') return failureWords(failure);
  if (verdict === 'differs') {
    const cells = cellsWith(report, 'differs');
    return `${cells.length === 1 ? 'One cell gives' : `${cells.length} cells give`} something else in the pipeline: ${numbers(cells)}.`;
  }
  return [`The pipeline gives what the notebook gives: ${amounts(report)}, within rounding.`, ...remarks(report)].join(' ');
}

/** The report for a terminal: the summary, then each cell that is not simply the same. */
export function checkLines(report: CheckReport): string[] {
  const lines = [checkSummary(report)];
  if (report.verdict !== 'same') lines.push(...remarks(report));
  for (const { cell, verdict, differences, more } of report.cells) {
    if (verdict === 'same' || verdict === 'not-run') continue;
    lines.push('', `Cell ${cell + 1}: ${VERDICTS[verdict]}`);
    const [left, right] = SIDES[verdict];
    for (const { what, notebook, pipeline } of differences) lines.push(`  ${what}`, `    ${left} ${oneLine(notebook)}`, `    ${right} ${oneLine(pipeline)}`);
    if (more > 0) lines.push(`  and ${more} more`);
  }
  if (report.notCompared.length > 0) {
    const shown = report.notCompared.slice(0, 10).map(({ cell, what }) => `${what} (cell ${cell + 1})`);
    const rest = report.notCompared.length - shown.length;
    lines.push('', `Compared by their type only: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`);
  }
  return lines;
}

const VERDICTS = {
  differs: 'differs',
  'not-deterministic': 'gives something else each time the notebook runs',
  stale: 'the output saved in the notebook is not what it gives now',
} as const;

const SIDES = {
  differs: ['notebook', 'pipeline'],
  'not-deterministic': ['notebook', 'pipeline'],
  stale: ['saved   ', 'now     '],
} as const;

function failureWords(failure: CheckReport['failure']): string {
  if (!failure) return 'The check did not come to its end.';
  const { where, step, cell, line, message } = failure;
  const place = [cell === null ? '' : ` at cell ${cell + 1}`, line === null ? '' : `, line ${line}`].join('');
  const who = where === 'notebook' ? 'The notebook itself stops' : `The pipeline stops${step === null ? '' : ` in step ${step}`}`;
  return `${who}${place}: ${message}`;
}

function amounts({ compared }: CheckReport): string {
  const parts = [
    counted(compared.values, 'variable'),
    counted(compared.numbers, 'number'),
    counted(compared.lines, 'line of output', 'lines of output'),
    ...(compared.files > 0 ? [counted(compared.files, 'file')] : []),
  ];
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)} in ${counted(compared.cells, 'cell')} are the same`;
}

function remarks(report: CheckReport): string[] {
  const random = cellsWith(report, 'not-deterministic');
  const stale = cellsWith(report, 'stale');
  return [
    ...(random.length > 0 ? [`The notebook itself gives something else each time in ${cells(random)}, which could not be compared in full.`] : []),
    ...(stale.length > 0 ? [`The outputs saved in ${cells(stale)} are not what the notebook gives now.`] : []),
    'Figures are not compared.',
  ];
}

function cellsWith(report: CheckReport, wanted: CheckReport['cells'][number]['verdict']): number[] {
  return report.cells.filter(({ verdict }) => verdict === wanted).map(({ cell }) => cell);
}

function cells(indexes: readonly number[]): string {
  return `${indexes.length === 1 ? 'cell' : 'cells'} ${numbers(indexes)}`;
}

function numbers(indexes: readonly number[]): string {
  return indexes.map((index) => index + 1).join(', ');
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ⏎ ');
}
