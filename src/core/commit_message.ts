import { formatNumber } from './format';
import { headlineMetric, isSystemMetric } from './headline';
import type { RunDetail } from './run';

const MOST = 30;
const LONGEST = 200;

/** What a commit of a run's code is called: its name and the metric that tells runs apart. */
export function commitSubject({ row, metrics }: RunDetail): string {
  const headline = headlineMetric(metrics.map(({ key }) => key));
  const metric = metrics.find(({ key }) => key === headline?.key);
  return oneLine(metric ? `${row.name}: ${metric.key} ${formatNumber(metric.last)}` : `${row.name}: ${row.command || row.experiment}`);
}

/** The subject, with the run's metrics and params below it, and its id in a trailer. */
export function commitMessage(subject: string, { row, metrics, params }: RunDetail): string {
  const own = metrics.filter(({ key }) => !isSystemMetric(key));
  return [
    oneLine(subject),
    list('Metrics', own.map(({ key, last }) => `${key} ${formatNumber(last, 6)}`)),
    list('Params', params.map(({ name, value }) => `${name} ${value}`)),
    row.command === '' ? '' : oneLine(`Command: ${row.command}`),
    `Trialbook-Run: ${row.runId}`,
  ].filter((part) => part !== '').join('\n\n');
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const more = lines.length - MOST;
  return [`${title}:`, ...lines.slice(0, MOST).map((line) => `  ${oneLine(line)}`), ...(more > 0 ? [`  … ${more} more`] : [])].join('\n');
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
