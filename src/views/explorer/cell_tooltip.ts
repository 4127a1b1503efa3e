import * as vscode from 'vscode';
import type { CellDetail, CellNames, CellOutput, CellRow } from '../../core/cell';
import { cellStatusWords, cellTitle } from '../../core/cell_text';
import { formatBytes, formatDate, formatDuration, formatNumber } from '../../core/format';
import { plainText } from '../../core/plain_text';
import { codeBlock, escaped } from '../markdown_text';

const MOST_SOURCE = { lines: 24, characters: 2000 };
const MOST_OUTPUT = { lines: 8, characters: 800 };
const MOST_METRICS = 8;
const MOST_NAMES = 12;

/** What an execution did, on one card. Source and outputs are text that nobody vouches for, so they are escaped, and icons are off. */
export function cellTooltip({ row, outputs }: CellDetail): vscode.MarkdownString {
  const took = row.endMs === null ? '' : ` · ${formatDuration(row.endMs - row.startMs)}`;
  const [number = ''] = cellTitle(row).split(' ');
  const parts = [
    `**${escaped(number)}** · ${cellStatusWords[row.status]} · ${formatDate(row.startMs)}${took}`,
    row.error === null ? '' : escaped(row.error),
    row.redactedMs === null ? beginning(row.source, row.language ?? '', MOST_SOURCE) : `Source and outputs were taken out on ${formatDate(row.redactedMs)}.`,
    row.metrics.slice(0, MOST_METRICS).map(({ key, value }) => `${escaped(key)} ${formatNumber(value)}`).join(', ') + rest(row.metrics.length, MOST_METRICS),
    row.names === null ? '' : namesText(row.names),
    costs(row),
    beginning(outputText(outputs), '', MOST_OUTPUT),
  ];
  return new vscode.MarkdownString(parts.filter((part) => part !== '').join('\n\n'));
}

function namesText({ read, defined, deleted }: CellNames): string {
  const list = (word: string, names: readonly string[]) =>
    names.length === 0 ? '' : `${word} ${names.slice(0, MOST_NAMES).map(escaped).join(', ')}${rest(names.length, MOST_NAMES)}`;
  return [list('reads', read), list('defines', defined), list('deletes', deleted)].filter((part) => part !== '').join('  \n');
}

function costs({ cpuMs, memory }: CellRow): string {
  const parts = [
    cpuMs === null ? '' : `${formatDuration(cpuMs)} of CPU time`,
    memory === null ? '' : `${formatBytes(memory)} in use after it`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** What was printed and shown as text; of other outputs what they were. */
function outputText(outputs: readonly CellOutput[]): string {
  const shown = outputs.filter(({ kind }) => kind !== 'error').map(({ text, artifacts }) => text ?? `(${artifacts[0]?.mime ?? 'no text'})`);
  return shown.map((text) => text.replace(/\n$/, '')).join('\n');
}

function beginning(text: string, language: string, { lines, characters }: { readonly lines: number; readonly characters: number }): string {
  const plain = plainText(text).replace(/^(?:[^\S\n]*\n)+|\s+$/g, '');
  if (plain === '') return '';
  const all = plain.slice(0, characters).split('\n');
  const cut = plain.length > characters || all.length > lines;
  return codeBlock([...all.slice(0, lines), ...(cut ? ['…'] : [])].join('\n'), language);
}

function rest(count: number, shown: number): string {
  return count > shown ? ` … ${count - shown} more` : '';
}
