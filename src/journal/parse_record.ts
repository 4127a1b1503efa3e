import { isInside } from './artifact_path';
import { readStep } from './number';
import { errorOf, shapeOfCells } from './parse_cell';
import { parseGit } from './parse_git';
import { parseJson } from './parse_json';
import type { EndRecord, JournalRecord } from './record';
import { type Fields, id, isObject, isTime, number, text, textOrJson, texts, textValues } from './record_fields';

/** `bad`: not a record; `newer`: of a version we do not know; `unknown`: of a type we do not know, which is no fault. */
export type SkippedLine = 'bad' | 'newer' | 'unknown';

const VERSION = 1;
const RUN_KINDS = ['script', 'module', 'notebook', 'session', 'sweep', 'import'] as const;
const FILE_MODES = ['read', 'write', 'import'] as const;
const END_STATUSES = ['FINISHED', 'FAILED', 'KILLED'] as const;

/** Reads one line of a journal. A field that must be there and is wrong makes the line bad; an optional one is then as if absent. */
export function parseRecord(line: string): JournalRecord | SkippedLine {
  let fields: unknown;
  try {
    fields = parseJson(line);
  } catch {
    return 'bad';
  }
  if (!isObject(fields)) return 'bad';
  const { v, type, n, time } = fields;
  if (typeof type !== 'string' || !Number.isInteger(v) || !Number.isSafeInteger(n) || !isTime(time)) return 'bad';
  if ((v as number) > VERSION) return 'newer';
  return shape(fields, type, n as number, Math.floor(time)) ?? 'bad';
}

function shape(fields: Fields, type: string, n: number, time: number): JournalRecord | 'unknown' | null {
  switch (type) {
    case 'metrics':
      return isObject(fields['values']) ? { type, n, time, values: fields['values'], step: fields['step'] } : null;
    case 'output': {
      const { stream, text } = fields;
      if ((stream !== 'stdout' && stream !== 'stderr') || typeof text !== 'string') return null;
      return { type, n, time, stream, text };
    }
    case 'heartbeat':
    case 'leave':
      return { type, n, time };
    case 'seal':
      return { type, n, time, next: fields['next'] === true };
    case 'journal':
      return header(fields, n, time);
    case 'run':
      return {
        type, n, time,
        name: text(fields, 'name'),
        experiment: text(fields, 'experiment'),
        parent: id(fields, 'parent'),
        kind: RUN_KINDS.find((kind) => kind === fields['kind']) ?? 'script',
        resumed: fields['resumed'] === true,
        rank: number(fields, 'rank') ?? 0,
      };
    case 'params':
      return isObject(fields['values']) ? { type, n, time, values: fields['values'], source: text(fields, 'source') ?? 'log' } : null;
    case 'tags':
      return isObject(fields['values']) ? { type, n, time, values: fields['values'] } : null;
    case 'end':
      return end(fields, n, time);
    case 'problem':
      return { type, n, time, code: text(fields, 'code') ?? 'problem', message: text(fields, 'message') ?? '' };
    default:
      return shapeOfContext(fields, type, n, time);
  }
}

/** Records about what a run ran in, with and on. */
function shapeOfContext(fields: Fields, type: string, n: number, time: number): JournalRecord | 'unknown' | null {
  switch (type) {
    case 'command':
      return {
        type, n, time,
        argv: texts(fields, 'argv'),
        cwd: text(fields, 'cwd'),
        script: text(fields, 'script'),
        user: text(fields, 'user'),
        interpreter: text(fields, 'interpreter'),
      };
    case 'environment':
      return {
        type, n, time,
        python: text(fields, 'python') ?? '',
        implementation: text(fields, 'implementation') ?? '',
        platform: text(fields, 'platform') ?? '',
        hardware: isObject(fields['hardware']) ? fields['hardware'] : {},
        packages: textValues(fields['packages']),
        variables: texts(fields, 'variables'),
      };
    case 'git':
      return { type, n, time, ...parseGit(fields) };
    case 'artifact': {
      const path = text(fields, 'path');
      if (path === null || !isInside(path)) return null;
      return {
        type, n, time, path,
        size: number(fields, 'size') ?? 0,
        sha256: text(fields, 'sha256'),
        kind: text(fields, 'kind') ?? 'file',
        step: readStep(fields['step']) ?? null,
        key: text(fields, 'key'),
      };
    }
    case 'input': {
      const name = text(fields, 'name');
      if (name === null) return null;
      return {
        type, n, time, name,
        digest: text(fields, 'digest'),
        source: text(fields, 'source'),
        context: text(fields, 'context'),
        schema: textOrJson(fields['schema']),
        profile: textOrJson(fields['profile']),
      };
    }
    case 'file': {
      const { path } = fields;
      const mode = FILE_MODES.find((known) => known === fields['mode']);
      if (typeof path !== 'string' || !mode) return null;
      return {
        type, n, time, path, mode,
        size: number(fields, 'size') ?? 0,
        mtimeMs: number(fields, 'mtime_ms') ?? 0,
        hash: text(fields, 'hash'),
        hashKind: text(fields, 'hash_kind'),
      };
    }
    default:
      return shapeOfCells(fields, type, n, time);
  }
}

function header(fields: Fields, n: number, time: number): JournalRecord | null {
  const journal = id(fields, 'journal');
  const run = id(fields, 'run');
  const part = number(fields, 'part');
  if (journal === null || run === null || part === null || !Number.isSafeInteger(part) || part < 0) return null;
  return {
    type: 'journal', n, time, journal, run, part,
    client: text(fields, 'client') ?? '',
    host: text(fields, 'host') ?? '',
    pid: number(fields, 'pid') ?? 0,
    pidStart: text(fields, 'pid_start'),
    boot: text(fields, 'boot'),
    pidNs: text(fields, 'pid_ns'),
  };
}

function end(fields: Fields, n: number, time: number): EndRecord | null {
  const status = END_STATUSES.find((known) => known === fields['status']);
  if (!status) return null;
  return { type: 'end', n, time, status, exitCode: number(fields, 'exit_code'), error: errorOf(fields['error']) };
}
