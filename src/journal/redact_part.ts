import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LONGEST_LINE, takeLines } from './lines';
import { gunzip } from './part_file';
import { type Fields, isObject, text } from './record_fields';

/** What of a journal is to be taken out; what is learnt on the way is added, so its parts are gone through in order. */
export interface JournalRedaction {
  /** numbers of executions */
  readonly executions: ReadonlySet<number>;
  /** displays that these executions began: later outputs with the same id are theirs */
  readonly displays: Set<string>;
  /** messages of their errors, which may have ended the run, too */
  readonly errors: Set<string>;
  readonly timeMs: number;
}

/**
 * Replaces a sealed part by one in which the texts of some executions are empty; all else, each record's `n` too, stays. Lines
 * that can't be read might hold a piece of them, and become empty as well. Returns how long the part is now, uncompressed.
 */
export function redactPart(path: string, redaction: JournalRedaction): number {
  const compressed = path.endsWith('.gz');
  const before = statSync(path);
  const content = redacted(compressed ? gunzip(path) : readFileSync(path), redaction);
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    writeFileSync(unfinished, compressed ? gzipSync(content) : content);
    const file = openSync(unfinished, 'r+');
    fsyncSync(file);
    closeSync(file);
    utimesSync(unfinished, before.atime, before.mtime);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return content.length;
}

const NEWLINE = 10;

/** The bytes of a part without what is to be taken out. */
export function redacted(bytes: Buffer, redaction: JournalRedaction): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
    pieces.push(redactedLine(bytes.subarray(from, to + 1), redaction));
    from = to + 1;
  }
  // What a writer that died left of a line; it is still to be seen that it did.
  if (from < bytes.length) pieces.push(Buffer.from('{'));
  return Buffer.concat(pieces);
}

/** @param line with its newline */
function redactedLine(line: Buffer, redaction: JournalRedaction): Buffer {
  if (line.length === 1) return line;
  const { lines } = takeLines(line);
  const fields = line.length > LONGEST_LINE ? null : parsed(lines[0]);
  if (fields === null) return Buffer.from('{}\n');
  const changed = redactedRecord(fields, redaction);
  return changed === fields ? line : Buffer.from(`${JSON.stringify(changed)}\n`);
}

function parsed(line: string | undefined): Fields | null {
  try {
    const value: unknown = JSON.parse(line ?? '');
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The same object where nothing of it is to go. */
function redactedRecord(fields: Fields, { executions, displays, errors, timeMs }: JournalRedaction): Fields {
  const isOfOne = executions.has(fields['execution'] as number);
  switch (fields['type']) {
    case 'cell':
      return isOfOne ? { ...fields, source: '', redacted: timeMs } : fields;
    case 'cell_output': {
      const { output } = fields;
      if (!isObject(output)) return isOfOne ? { ...fields, output: null } : fields;
      const display = text(output, 'display');
      if (!isOfOne && (display === null || !displays.has(display))) return fields;
      if (display !== null) displays.add(display);
      return { ...fields, output: { kind: output['kind'], display: display ?? undefined } };
    }
    case 'cell_end': {
      const error = fields['error'];
      if (!isOfOne || !isObject(error)) return fields;
      const message = text(error, 'message');
      if (message) errors.add(message);
      return { ...fields, error: withoutText(error) };
    }
    case 'end': {
      const error = fields['error'];
      return isObject(error) && errors.has(text(error, 'message') ?? '') ? { ...fields, error: withoutText(error) } : fields;
    }
    default:
      return fields;
  }
}

function withoutText(error: Fields): Fields {
  return { ...error, message: '', traceback: '' };
}
