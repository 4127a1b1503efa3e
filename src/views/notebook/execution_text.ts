import type { CellDetail, CellOutput } from '../../core/cell';
import { cellStatusWords } from '../../core/cell_text';
import { formatBytes, formatDate } from '../../core/format';
import { plainText } from '../../core/plain_text';

const SLASHES = new Set(['javascript', 'typescript', 'rust', 'go', 'java', 'scala', 'csharp', 'fsharp', 'cpp']);

/** An execution as one text: what ran, then, as comments, what it gave. */
export function executionText({ row, outputs, traceback }: CellDetail): string {
  const comment = SLASHES.has(row.language ?? '') ? '//' : row.language === 'sql' ? '--' : '#';
  const lines = [...outputs.flatMap(outputLines), ...(traceback === null || outputs.some(({ kind }) => kind === 'error') ? [] : plainText(traceback).trimEnd().split('\n'))];
  const head = `[${row.count ?? ' '}] ${cellStatusWords[row.status]}, ${formatDate(row.startMs)}`;
  const after = [head, ...lines].map((line) => `${comment} ${line}`.trimEnd());
  return `${row.source.trimEnd()}\n\n${after.join('\n')}\n`;
}

function outputLines({ text, cut, artifacts, leftOut }: CellOutput): string[] {
  return [
    ...(text === null ? [] : plainText(text).trimEnd().split('\n')),
    ...(cut > 0 ? [`(${cut.toLocaleString('en')} characters in the middle were not kept)`] : []),
    ...artifacts.map(({ mime, path, size }) => `(${mime}, ${formatBytes(size)}: ${path})`),
    ...leftOut.map(({ mime, size }) => `(${mime}, ${formatBytes(size)}: too large to keep)`),
  ];
}
