import { formatAge, formatBytes, formatDate } from '../../src/core/format';
import { REPEATS_TAG } from '../../src/core/repeat_tags';
import type { RunRow } from '../../src/core/run';
import type { RunSnapshot } from '../../src/protocol/run_page';
import { h, type Child } from '../shared/dom';
import { stateSign } from '../shared/run_state';
import { beginningOf, longValue } from './long_value';
import type { RunContext } from './run_context';
import { tracebackView } from './traceback';

export type Fact = readonly [name: string, value: Child];

export function factList(facts: readonly Fact[], extraClass = ''): HTMLElement {
  const shown = facts.filter(([, value]) => value !== null && value !== '' && value !== undefined);
  return h('dl', { class: `facts ${extraClass}` }, ...shown.flatMap(([name, value]) => [h('dt', { title: name }, name), h('dd', {}, value)]));
}

export function paramFacts({ params }: RunSnapshot): Fact[] {
  return params.map(({ name, value, source }) => [name, h('span', { title: sourceText(source) }, longValue(value))]);
}

export function tagFacts({ tags }: RunSnapshot, context: RunContext): Fact[] {
  return tags.map(({ key, value }) => [key, key === REPEATS_TAG && isRunId(value) ? runLink(value, value.slice(0, 8), context) : longValue(value)]);
}

const isRunId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

export function codeFacts({ row, git, cwd, interpreter, host, user, pid }: RunSnapshot, context: RunContext): Fact[] {
  const openScript = (event: Event) => {
    event.preventDefault();
    context.host.request('act', { action: 'revealScript' }).catch(context.fail);
  };
  const commit = git?.commit ? `${git.branch ?? ''}@${git.commit.slice(0, 10)}${git.dirty ? ' with uncommitted changes' : ''}` : null;
  return [
    [row.kind === 'session' || row.kind === 'notebook' ? 'notebook' : 'script', row.script && h('a', { href: '#', on: { click: openScript } }, row.script)],
    ['command', row.command && h('code', {}, row.command)],
    ['folder', cwd],
    ['interpreter', interpreter],
    ['where', [user && host ? `${user}@${host}` : host, pid === null ? null : `process ${pid}`].filter(Boolean).join(', ')],
    ['commit', commit && h('span', { title: git?.commit ?? '' }, commit, git?.subject && h('div', { class: 'muted' }, git.subject))],
    ['git', git?.problem ?? null],
  ];
}

export function dataFacts({ files, datasets }: RunSnapshot): Fact[] {
  const most = 20;
  const all: Fact[] = [
    ...datasets.map(({ name, context, digest, source }): Fact => [context ?? 'dataset', [name, digest, source].filter(Boolean).join(' · ')]),
    ...files.map(({ path, mode, size, mtimeMs, hash }): Fact => [
      mode === 'read' ? 'read' : 'wrote',
      h('span', { title: `changed ${formatDate(mtimeMs)}${hash ? `\n${hash}` : ''}` }, `${path} `, h('span', { class: 'muted' }, formatBytes(size))),
    ]),
  ];
  return all.length > most ? [...all.slice(0, most), ['', `and ${all.length - most} more`]] : all;
}

export function environmentFacts({ environment }: RunSnapshot): Fact[] {
  if (!environment) return [];
  return [
    ['python', `${environment.python} (${environment.implementation})`],
    ['platform', environment.platform],
    ...hardwareFacts(environment.hardware),
    ['packages', String(Object.keys(environment.packages).length)],
  ];
}

export function hardwareFacts(hardware: Readonly<Record<string, unknown>>): Fact[] {
  return Object.entries(hardware).map(([name, value]) => [name, hardwareText(name, value)]);
}

function hardwareText(name: string, value: unknown): string {
  if (name === 'memory' && typeof value === 'number') return formatBytes(value);
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return value.map((part: unknown) => (isNamed(part) ? [part.name, typeof part.memory === 'number' ? formatBytes(part.memory) : ''].filter(Boolean).join(', ') : JSON.stringify(part))).join(' · ');
}

function isNamed(value: unknown): value is { readonly name: string; readonly memory?: unknown } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}

/** Why it failed, with the traceback open, because that is what one comes for. */
export function failureNotice({ row, traceback, exitCode }: RunSnapshot, context: RunContext): HTMLElement | null {
  if (row.error === null && traceback === null) return row.status === 'CRASHED' ? h('div', { class: 'notice failed' }, 'The process is gone without having said that it ended.') : null;
  const text = beginningOf(row.error ?? 'The run failed.');
  const exit = exitCode === null || exitCode === 0 ? '' : ` · exit code ${exitCode}`;
  if (traceback === null) return h('div', { class: 'notice failed', role: 'status' }, text + exit);
  return h('div', { class: 'notice failed' }, h('details', { open: true }, h('summary', {}, h('strong', {}, text), exit), tracebackView(traceback, (place) => void context.host.request('openPlace', place).catch(context.fail))));
}

export function problemNotice({ problems }: RunSnapshot): HTMLElement | null {
  if (problems.length === 0) return null;
  const lines = problems.slice(0, 50).map(({ message, timeMs }) => h('li', { title: formatDate(timeMs) }, message));
  const more = problems.length > lines.length ? [h('li', {}, `and ${problems.length - lines.length} more`)] : [];
  const title = problems.length === 1 ? 'One thing could not be recorded' : `${problems.length} things could not be recorded`;
  return h('div', { class: 'notice warned' }, h('details', { open: problems.length < 4 }, h('summary', {}, title), h('ul', {}, ...lines, ...more)));
}

/** The runs before and after this one. */
export function familySection({ parent, children }: RunSnapshot, context: RunContext): [title: string, element: HTMLElement][] {
  const parts: [string, HTMLElement][] = [];
  if (parent) parts.push(['Part of', runList([parent], context)]);
  if (children.length > 0) parts.push([`Runs in this one (${children.length})`, runList(children.slice(0, 100), context)]);
  return parts;
}

function runList(runs: readonly RunRow[], context: RunContext): HTMLElement {
  return h('ul', { class: 'run-list' }, ...runs.map(({ runId, name, kind, status, startMs, error }) => h(
    'li', {}, stateSign({ kind, status }), runLink(runId, name, context), h('span', { class: 'muted one-line' }, error ?? formatAge(startMs, Date.now())),
  )));
}

function runLink(runId: string, text: string, context: RunContext): HTMLElement {
  const open = (event: Event) => {
    event.preventDefault();
    context.host.request('openRun', { runId }).catch(context.fail);
  };
  return h('a', { href: '#', on: { click: open } }, text);
}

function sourceText(source: string): string {
  const texts: Readonly<Record<string, string>> = { log: 'logged by the script', argparse: 'from argparse', argv: 'from the command line', sweep: 'set by the sweep', cell: 'set in a cell' };
  return texts[source] ?? source;
}
