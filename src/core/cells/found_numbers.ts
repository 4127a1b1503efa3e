import type { CellOutput } from '../cell';
import { type PrintedPoint, PrintedReader } from '../printed/printed_reader';
import { frameInText, frameNumbers, frameOf } from './frame_numbers';
import { htmlTables } from './html_tables';
import { reportAverages } from './report_text';
import { resultNumbers } from './result_numbers';
import { scoreNames } from './score_name';
import { terminalText } from './terminal_text';

/** Of one execution at the most: keys, and points in all. */
const MOST_KEYS = 100;
const MOST_POINTS = 10_000;
const MOST_COMPARED = 50;

/**
 * The numbers in the outputs of one execution that are plainly metrics, by the rules of docs/printed.md, in the order of the outputs. A key may come
 * several times, as in a training that prints. Never throws, whatever the outputs hold.
 * @param html the text of an HTML artifact by its path, or null where it is not there (any more)
 * @param source of the cell, in Python; its last expression may name the number that it gives
 */
export function foundNumbers(outputs: readonly CellOutput[], html: (path: string) => string | null, source = ''): PrintedPoint[] {
  const streams = { stdout: new PrintedReader(), stderr: new PrintedReader() };
  const points: PrintedPoint[] = [];
  for (const output of outputs) {
    if (points.length > MOST_POINTS) break;
    if (output.kind === 'stdout' || output.kind === 'stderr') {
      const text = terminalText(output.text ?? '');
      const averages = reportAverages(text);
      const read = streams[output.kind].read(text);
      points.push(...(averages.length > 0 ? withoutRounded(read, points) : read), ...averages);
    } else if (output.kind !== 'error') {
      points.push(...shownNumbers(output, html, output.kind === 'result' ? source : ''));
    }
  }
  // The last line of a stream may have no newline.
  points.push(...streams.stdout.read('\n'), ...streams.stderr.read('\n'));
  return limited(points);
}

/** Numbers of a result or a display: those of its tables where it has HTML, else those of its text. */
function shownNumbers(output: CellOutput, html: (path: string) => string | null, source: string): PrintedPoint[] {
  const document = output.artifacts.find(({ mime }) => mime === 'text/html');
  const tables = document ? htmlTables(html(document.path) ?? '') : [];
  if (tables.length > 0) {
    return tables.flatMap((table) => {
      const frame = frameOf(table);
      return frame ? frameNumbers(frame) : [];
    });
  }
  const text = output.text ?? '';
  const frame = frameInText(text);
  return frame ? frameNumbers(frame) : resultNumbers(text, () => scoreNames(source));
}

/** A classification report rounds the accuracy; where it was told exactly before, that is the better value. */
function withoutRounded(read: readonly PrintedPoint[], before: readonly PrintedPoint[]): PrintedPoint[] {
  const told = [...before, ...read].filter(({ key }) => key === 'accuracy').slice(-MOST_COMPARED);
  return read.filter(({ key, value }) => key !== 'accuracy' || !told.some((other) => other.value !== value && Number(other.value.toFixed(decimalsOf(value))) === value));
}

/** Of a number that a report writes; it writes two at least. */
function decimalsOf(value: number): number {
  return Math.min(20, Math.max(2, String(value).split('.')[1]?.length ?? 0));
}

function limited(points: readonly PrintedPoint[]): PrintedPoint[] {
  const keys = new Set<string>();
  return points.slice(0, MOST_POINTS).filter(({ key }) => keys.has(key) || (keys.size < MOST_KEYS && keys.add(key)));
}
