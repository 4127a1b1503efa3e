import type { CellArtifact, CellNames, CellOutput } from '../core/cell';
import { isInside } from './artifact_path';
import type { JournalRecord, RunError } from './record';
import { type Fields, id, isObject, isTime, number, text, texts } from './record_fields';

const KINDS = ['stdout', 'stderr', 'result', 'display', 'error'] as const;
const STATUSES = ['ok', 'error', 'interrupted'] as const;

/** Records about a kernel session and the cells that run in it. */
export function shapeOfCells(fields: Fields, type: string, n: number, time: number): JournalRecord | 'unknown' | null {
  switch (type) {
    case 'session':
      return { type, n, time, notebook: text(fields, 'notebook'), kernel: text(fields, 'kernel'), language: text(fields, 'language') };
    case 'cell': {
      const execution = whole(fields, 'execution');
      const source = text(fields, 'source');
      if (execution === null || source === null) return null;
      return {
        type, n, time, execution, source,
        by: fields['by'] === 'editor' ? 'editor' : 'kernel',
        count: whole(fields, 'count'),
        cell: text(fields, 'cell'),
        handle: text(fields, 'handle'),
        index: whole(fields, 'index'),
        tags: Array.isArray(fields['tags']) ? texts(fields, 'tags') : null,
        notebook: text(fields, 'notebook'),
        language: text(fields, 'language'),
        startMs: timeOf(fields, 'start_ms'),
        redactedMs: timeOf(fields, 'redacted'),
      };
    }
    case 'cell_output': {
      const execution = whole(fields, 'execution');
      const written = fields['output'];
      const output = isObject(written) ? outputOf(written) : null;
      if (execution === null || !isObject(written) || output === null) return null;
      return { type, n, time, execution, output, display: text(written, 'display'), cleared: fields['cleared'] === true };
    }
    case 'cell_end': {
      const execution = whole(fields, 'execution');
      const status = STATUSES.find((known) => known === fields['status']);
      if (execution === null || !status) return null;
      return {
        type, n, time, execution, status,
        count: whole(fields, 'count'),
        error: errorOf(fields['error']),
        names: namesOf(fields),
        cpuMs: number(fields, 'cpu_ms'),
        memory: whole(fields, 'memory'),
        endMs: timeOf(fields, 'end_ms'),
      };
    }
    case 'in_cell': {
      const session = id(fields, 'session');
      return session === null ? null : { type, n, time, session, execution: whole(fields, 'execution') };
    }
    default:
      return 'unknown';
  }
}

/** What ended a run or a cell. */
export function errorOf(value: unknown): RunError | null {
  if (!isObject(value)) return null;
  return { type: text(value, 'type') ?? '', message: text(value, 'message') ?? '', traceback: text(value, 'traceback') ?? '' };
}

function outputOf(fields: Fields): CellOutput | null {
  const kind = KINDS.find((known) => known === fields['kind']);
  if (!kind) return null;
  return {
    kind,
    text: text(fields, 'text'),
    cut: whole(fields, 'cut') ?? 0,
    mimes: texts(fields, 'mimes'),
    artifacts: objects(fields, 'artifacts').flatMap(artifactOf),
    leftOut: objects(fields, 'left_out').map((one) => ({ mime: text(one, 'mime') ?? '', size: whole(one, 'size') ?? 0 })),
  };
}

function artifactOf(fields: Fields): CellArtifact[] {
  const path = text(fields, 'path');
  return path !== null && isInside(path) ? [{ mime: text(fields, 'mime') ?? '', path, size: whole(fields, 'size') ?? 0 }] : [];
}

function namesOf(fields: Fields): CellNames | null {
  if (!Array.isArray(fields['defined']) && !Array.isArray(fields['read'])) return null;
  return { defined: texts(fields, 'defined'), read: texts(fields, 'read'), deleted: texts(fields, 'deleted') };
}

function objects(fields: Fields, key: string): Fields[] {
  const value = fields[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function whole(fields: Fields, key: string): number | null {
  const value = number(fields, key);
  return value !== null && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function timeOf(fields: Fields, key: string): number | null {
  const value = fields[key];
  return isTime(value) ? Math.floor(value) : null;
}
