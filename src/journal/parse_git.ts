import { type GitState, LEFT_OUT_REASONS, type LeftOut, type Submodule } from '../core/run';
import { type Fields, isObject, number, text, texts } from './record_fields';

/** SHA-1 or SHA-256. What is no id is never handed to git. */
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The fields of a `git` record. */
export function parseGit(fields: Fields): GitState {
  const snapshot = text(fields, 'snapshot');
  return {
    root: text(fields, 'root'),
    commit: text(fields, 'commit'),
    branch: text(fields, 'branch'),
    remote: text(fields, 'remote'),
    dirty: flag(fields, 'dirty'),
    subject: text(fields, 'subject'),
    snapshot: snapshot !== null && COMMIT.test(snapshot) ? snapshot : null,
    leftOut: leftOut(fields['left_out']),
    changed: texts(fields, 'changed'),
    submodules: objects(fields['submodules']).flatMap(submodule),
    operation: text(fields, 'operation'),
    problem: text(fields, 'problem'),
  };
}

function leftOut(value: unknown): LeftOut {
  if (!isObject(value)) return { count: 0, bytes: 0, files: [] };
  const files = objects(value['files']).flatMap((file) => {
    const path = text(file, 'path');
    const why = LEFT_OUT_REASONS.find((reason) => reason === file['why']);
    return path === null || !why ? [] : [{ path, size: number(file, 'size') ?? 0, why }];
  });
  return { count: Math.max(number(value, 'count') ?? 0, files.length), bytes: number(value, 'bytes') ?? 0, files };
}

function submodule(fields: Fields): Submodule[] {
  const path = text(fields, 'path');
  return path === null ? [] : [{ path, commit: text(fields, 'commit'), dirty: flag(fields, 'dirty') ?? false }];
}

function flag(fields: Fields, key: string): boolean | null {
  const value = fields[key];
  return typeof value === 'boolean' ? value : null;
}

function objects(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
