import type { CellDetail, CellMetric, CellRow, FoundNumber } from '../../src/core/cell';
import { cellStatusAsRun, cellStatusWords } from '../../src/core/cell_text';
import { formatBytes, formatDate, formatDuration, formatNumber } from '../../src/core/format';
import { isSystemMetric } from '../../src/core/headline';
import { statusIcons } from '../../src/core/run_status';
import type { RunSnapshot } from '../../src/protocol/run_page';
import { h, type Child } from '../shared/dom';
import { factList, type Fact } from './overview_parts';

/** The sign of what became of an execution: a shape with a colour, and a word for those who see neither. */
export function cellSign(status: CellRow['status']): HTMLElement {
  const [name, spin] = statusIcons[cellStatusAsRun[status]].split('~');
  const classes = `codicon codicon-${name} ${spin ? 'codicon-modifier-spin' : ''} state-${cellStatusAsRun[status].toLowerCase()}`;
  return h('span', { class: classes, role: 'img', 'aria-label': cellStatusWords[status], title: cellStatusWords[status] });
}

/** `[12]`; a star while it has no number yet. */
export function cellNumber({ count, status }: Pick<CellRow, 'count' | 'status'>): string {
  return `[${count ?? (status === 'running' ? '*' : ' ')}]`;
}

/** How long it took, or takes so far. */
export function tookText({ startMs, endMs, status }: Pick<CellRow, 'startMs' | 'endMs' | 'status'>, nowMs: number): string {
  if (endMs !== null) return shortDuration(endMs - startMs);
  return status === 'running' ? formatDuration(nowMs - startMs) : '';
}

/** Most cells take less than a second. */
export function shortDuration(ms: number): string {
  return ms >= 0 && ms < 1000 ? `${Math.round(ms)} ms` : formatDuration(ms);
}

/** When and where it ran, what it cost, which names it bound and read. */
export function cellFacts({ row }: CellDetail, { session, children }: RunSnapshot): HTMLElement {
  const { startMs, endMs, cpuMs, memory, index, tags, notebook, names, by, runs } = row;
  const open = runs.flatMap((id) => children.find(({ runId }) => runId === id)?.name ?? []);
  const facts: Fact[] = [
    ['ran', `${formatDate(startMs)}${endMs === null ? '' : `, ${shortDuration(endMs - startMs)}`}`],
    ['CPU', cpuMs === null ? null : shortDuration(cpuMs)],
    ['memory', memory === null ? null : `${formatBytes(memory)} in use after it`],
    ['cell', [index === null ? '' : `number ${index + 1}`, tags.length > 0 ? `tagged ${tags.join(', ')}` : ''].filter(Boolean).join(', ')],
    ['notebook', notebook === session?.notebook ? null : notebook],
    ['in run', open.join(', ')],
    ['defines', names && namesText(names.defined)],
    ['reads', names && namesText(names.read)],
    ['deletes', names && namesText(names.deleted)],
    ['recorded by', by === 'editor' ? 'the editor alone: variables, CPU time and memory are not known' : null],
  ];
  return factList(facts);
}

/** What it logged, what was read from its outputs, and what may be a metric, which `choose` asks the person. */
export function recordedView({ metrics, found }: CellRow, choose: () => void): HTMLElement | null {
  const waiting = found.filter(({ metric }) => metric === undefined);
  const rows: Child[] = [...metrics.filter(({ key }) => !isSystemMetric(key)).map(metricRow), ...waiting.map(foundRow)];
  if (rows.length === 0) return null;
  const follow = (event: Event) => {
    event.preventDefault();
    choose();
  };
  const table = h(
    'table', { class: 'plain-table cell-recorded' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'metric'), h('th', { scope: 'col', class: 'right' }, 'value'), h('th', { scope: 'col', class: 'right' }, 'step'), h('th', { scope: 'col' }, ''))),
    h('tbody', {}, ...rows),
  );
  return h('div', {}, table, waiting.length > 0 && h('a', { href: '#', on: { click: follow } }, 'Choose which numbers are metrics…'));
}

function metricRow({ key, value, step, source }: CellMetric): HTMLElement {
  return numberRow(key, value, step, source === 'printed' ? 'metric, read from its output' : '');
}

function foundRow({ key, value, step }: FoundNumber): HTMLElement {
  return numberRow(key, value, step, 'found in its output');
}

function numberRow(key: string, value: number, step: number | null, remark: string): HTMLElement {
  return h('tr', {}, h('td', { title: key }, key), h('td', { class: 'right', title: String(value) }, formatNumber(value)), h('td', { class: 'right' }, step ?? ''), h('td', { class: 'muted' }, remark));
}

function namesText(names: readonly string[]): Child {
  return names.length === 0 ? null : h('code', {}, names.join(', '));
}
